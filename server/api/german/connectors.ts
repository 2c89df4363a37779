/** What Microsoft 365 and the ERP refuse or fail at, in our words. */
export const ofConnectors: Readonly<Record<string, string>> = {
  // The ERP.
  "{0} asks us to slow down.": "{0} bittet uns, langsamer zu fragen.",
  "{0} could not be reached or did not answer properly.":
    "{0} war nicht zu erreichen oder hat nicht richtig geantwortet.",
  "{0} did not accept the connection's key.":
    "{0} hat den Schlüssel der Verbindung nicht angenommen.",
  "{0} does not allow this for this user.": "{0} erlaubt das diesem Benutzer nicht.",
  "{0} does not find it.": "{0} findet es nicht.",
  "{0} holds a newer version of this.": "{0} hat davon eine neuere Fassung.",
  "{0} no longer knows where we left off.": "{0} weiß nicht mehr, wo wir stehen geblieben sind.",
  "{0} refused the request.": "{0} hat die Anfrage abgelehnt.",
  "{0} refused: {1}": "{0} hat abgelehnt: {1}",
  "No ERP is connected for your organization.": "Für Ihr Unternehmen ist kein ERP angebunden.",
  "The activity's {0} has a form that we do not know. Open it in the ERP and save it again.":
    "{0} der Aktivität hat eine Form, die wir nicht kennen. Öffnen Sie sie im ERP, und speichern Sie sie noch einmal.",
  "The cursor is not one of this connector.":
    "Die Stelle, an der wir stehen geblieben sind, kennt diese Verbindung nicht.",
  "The demo ERP answered something unreadable.": "Das Demo-ERP hat etwas Unlesbares geantwortet.",
  "The demo ERP listed activities without ids.":
    "Das Demo-ERP hat Aktivitäten ohne Kennung aufgezählt.",
  "The ERP did not answer for this item.": "Das ERP hat zu diesem Eintrag nicht geantwortet.",
  "The ERP is being maintained until {0} UTC.": "Das ERP wird bis {0} UTC gewartet.",
  "The ERP is being maintained until {0} UTC: {1}": "Das ERP wird bis {0} UTC gewartet: {1}",
  "The ERP is not asked any more before {0} UTC, as its administrators limit how often.":
    "Das ERP wird vor {0} UTC nicht mehr gefragt, weil seine Administratoren begrenzen, wie oft.",
  "The ERP is not asked any more before {0} UTC, as its administrators limit how often: {1}":
    "Das ERP wird vor {0} UTC nicht mehr gefragt, weil seine Administratoren begrenzen, wie oft: {1}",
  "The ERP knows no user with your mail address.":
    "Das ERP kennt keinen Benutzer mit Ihrer Mailadresse.",
  "The ERP knows nobody with this person's mail address. An ERP administrator can add it.":
    "Das ERP kennt niemanden mit der Mailadresse dieser Person. Ein Administrator des ERP kann sie eintragen.",
  "The value of {0} has an unknown form.": "Der Wert von {0} hat eine unbekannte Form.",
  "This ERP connection is not configured.": "Diese ERP-Verbindung ist nicht eingerichtet.",

  // Microsoft 365 as a whole.
  "Microsoft 365 asked us to leave this mailbox alone for a while.":
    "Microsoft 365 hat gebeten, dieses Postfach eine Weile in Ruhe zu lassen.",
  "Microsoft 365 asks us to slow down for this mailbox.":
    "Microsoft 365 bittet uns, bei diesem Postfach langsamer zu fragen.",
  "Microsoft 365 could not be reached or did not answer properly.":
    "Microsoft 365 war nicht zu erreichen oder hat nicht richtig geantwortet.",
  "Microsoft 365 did not accept the sign-in.": "Microsoft 365 hat die Anmeldung nicht angenommen.",
  "Microsoft 365 does not allow this for the signed-in person.":
    "Microsoft 365 erlaubt das der angemeldeten Person nicht.",
  "Microsoft 365 does not find it.": "Microsoft 365 findet es nicht.",
  "Microsoft 365 no longer knows where we left off.":
    "Microsoft 365 weiß nicht mehr, wo wir stehen geblieben sind.",
  "Microsoft 365 refused the request.": "Microsoft 365 hat die Anfrage abgelehnt.",
  "The event was changed in Outlook in the meantime.":
    "Der Termin wurde inzwischen in Outlook geändert.",
  "This mailbox or calendar may not be read any more. Ask its owner to share it again; until then nothing of it is changed.":
    "Dieses Postfach oder dieser Kalender darf nicht mehr gelesen werden. Bitten Sie den Besitzer, es wieder freizugeben; bis dahin wird nichts daran geändert.",

  // Answers of Microsoft 365 that have not the form it documents.
  "Microsoft 365 answered a batch with a part missing.":
    "Microsoft 365 hat auf mehrere Fragen unvollständig geantwortet.",
  "Microsoft 365 answered a batch without responses.":
    "Microsoft 365 hat auf mehrere Fragen nichts geantwortet.",
  "Microsoft 365 answered a calendar that we do not know.":
    "Microsoft 365 hat einen Kalender in unbekannter Form geschickt.",
  "Microsoft 365 answered a link outside v1.0.":
    "Microsoft 365 hat eine Fortsetzung außerhalb von v1.0 genannt.",
  "Microsoft 365 answered a list of categories that we do not know.":
    "Microsoft 365 hat die Kategorien in unbekannter Form geschickt.",
  "Microsoft 365 answered a list of the calendar that never ends.":
    "Microsoft 365 schickt eine Liste des Kalenders, die nicht endet.",
  "Microsoft 365 answered a list of {0} that never ends.":
    "Microsoft 365 schickt eine Liste ({0}), die nicht endet.",
  "Microsoft 365 answered a list without events.":
    "Microsoft 365 hat eine Liste ohne Termine geschickt.",
  "Microsoft 365 answered a list without {0}.": "Microsoft 365 hat eine Liste ohne {0} geschickt.",
  "Microsoft 365 answered a meeting that was called off meanwhile.":
    "Microsoft 365 hat eine Besprechung geschickt, die inzwischen abgesagt wurde.",
  "Microsoft 365 answered a page without a link to continue.":
    "Microsoft 365 hat eine Seite ohne Fortsetzung geschickt.",
  "Microsoft 365 answered a page without a list of changes.":
    "Microsoft 365 hat eine Seite ohne Änderungen geschickt.",
  "Microsoft 365 answered a person that we do not know.":
    "Microsoft 365 hat eine Person in unbekannter Form geschickt.",
  "Microsoft 365 answered a series without a list of its occurrences.":
    "Microsoft 365 hat eine Serie ohne ihre Tage geschickt.",
  "Microsoft 365 answered a subscription without id or expiry.":
    "Microsoft 365 hat ein Abonnement ohne Kennung oder Ablauf geschickt.",
  "Microsoft 365 answered a translation without ids.":
    "Microsoft 365 hat Kennungen nicht übersetzt.",
  "Microsoft 365 answered an event without an id.":
    "Microsoft 365 hat einen Termin ohne Kennung geschickt.",
  "Microsoft 365 answered an event without its calendar.":
    "Microsoft 365 hat einen Termin ohne seinen Kalender geschickt.",
  "Microsoft 365 answered an occurrence without a version.":
    "Microsoft 365 hat einen Tag einer Serie ohne Fassung geschickt.",
  "Microsoft 365 answered mailbox settings that we do not know.":
    "Microsoft 365 hat die Einstellungen des Postfachs in unbekannter Form geschickt.",
  "Microsoft 365 answered nothing.": "Microsoft 365 hat nichts geantwortet.",

  // Events and their calendars.
  "A calendar that was read before is not there any more.":
    "Ein Kalender, der schon gelesen wurde, ist nicht mehr da.",
  "A calendar was chosen that was not read before.":
    "Ein Kalender wurde gewählt, der noch nicht gelesen wurde.",
  "A create that got no answer may still land. It is looked for again later.":
    "Etwas, das ohne Antwort angelegt wurde, kann noch ankommen. Später wird wieder danach gesucht.",
  "A create was not answered.": "Auf etwas Neues wurde nicht geantwortet.",
  "A list of the calendar does not say what changes after it.":
    "Eine Liste des Kalenders sagt nicht, was sich danach ändert.",
  "A meeting that was asked for was not answered.":
    "Nach einer Besprechung wurde gefragt, und es kam keine Antwort.",
  "A write was not answered.": "Auf eine Änderung wurde nicht geantwortet.",
  "An item that was asked for was not answered.":
    "Nach einem Eintrag wurde gefragt, und es kam keine Antwort.",
  "An occurrence of the series went meanwhile.": "Ein Tag der Serie ist inzwischen weg.",
  "Nothing was answered to a write.": "Auf eine Änderung kam keine Antwort.",
  "Others are invited to this meeting by now than were shown, or it is somebody else's. Look again.":
    "Zu dieser Besprechung sind inzwischen andere eingeladen, als gezeigt wurden, oder sie gehört jemand anderem. Sehen Sie noch einmal nach.",
  "Outlook moves a day of a series only between the days before and after it. Put it there in the ERP, or make a new appointment for that time.":
    "Outlook verschiebt einen Tag einer Serie nur zwischen den Tag davor und den danach. Legen Sie ihn im ERP dorthin, oder machen Sie für diese Zeit einen eigenen Termin.",
  "Outlook cannot bring back a deleted occurrence of a series. Delete it in the ERP as well, or make a new appointment for that day.":
    "Outlook kann einen gelöschten Tag einer Serie nicht zurückbringen. Löschen Sie ihn auch im ERP, oder legen Sie für diesen Tag einen neuen Termin an.",
  "Outlook cannot take an answer back. Answer something else.":
    "Outlook kann eine Antwort nicht zurücknehmen. Antworten Sie etwas anderes.",
  "Outlook took the answer and does not show it yet.":
    "Outlook hat die Antwort angenommen und zeigt sie noch nicht.",
  "The calendar for new appointments is not in the mailbox any more. Choose another one in Setup.":
    "Der Kalender für neue Termine ist nicht mehr im Postfach. Wählen Sie in der Einrichtung einen anderen.",
  "The event is missing or has a form that we do not know. Open the event in Outlook and save it again.":
    "Der Termin fehlt oder hat eine Form, die wir nicht kennen. Öffnen Sie ihn in Outlook, und speichern Sie ihn noch einmal.",
  "The event is no series any more.": "Der Termin ist keine Serie mehr.",
  "The event is not there any more.": "Der Termin ist nicht mehr da.",
  "The event was changed meanwhile.": "Der Termin wurde inzwischen geändert.",
  "The event's property {0} is missing or has a form that we do not know. Open the event in Outlook and save it again.":
    "Die Eigenschaft {0} des Termins fehlt oder hat eine Form, die wir nicht kennen. Öffnen Sie ihn in Outlook, und speichern Sie ihn noch einmal.",
  "The field response has a value that an appointment cannot hold.":
    "Das Feld „response“ hat einen Wert, den ein Termin nicht haben kann.",
  "The field {0} has a value that an appointment cannot hold.":
    "Das Feld „{0}“ hat einen Wert, den ein Termin nicht haben kann.",
  "The series keeps the clock of a time zone that Outlook does not name, so its days and hours are not known for sure. Open the whole series in Outlook, choose a time zone for it, and save it; of somebody else's meeting, ask the organizer to.":
    "Die Serie geht nach der Uhr einer Zeitzone, die Outlook nicht nennt; ihre Tage und Uhrzeiten stehen deshalb nicht sicher fest. Öffnen Sie in Outlook die ganze Serie, wählen Sie für sie eine Zeitzone, und speichern Sie sie; bei einer fremden Besprechung bitten Sie die Person darum, die sie organisiert.",
  "The item has moved.": "Der Eintrag hat sich geändert.",
  "The list of changes does not come to an end.": "Die Liste der Änderungen kommt zu keinem Ende.",
  "The list of changes never ends.": "Die Liste der Änderungen endet nie.",
  "The meeting was called off meanwhile.": "Die Besprechung wurde inzwischen abgesagt.",
  "The meeting was changed meanwhile.": "Die Besprechung wurde inzwischen geändert.",
  "The place where we left off was written by another version.":
    "Die Stelle, an der wir stehen geblieben sind, hat eine andere Version geschrieben.",
  "The series was cancelled meanwhile.": "Die Serie wurde inzwischen abgesagt.",
  "The series was changed meanwhile.": "Die Serie wurde inzwischen geändert.",
  "The server is about to end: ask once more when it runs again.":
    "Der Server wird gerade beendet: Fragen Sie noch einmal, wenn er wieder läuft.",
  "The text cannot be put into this event's body without harm to what else stands there. Take the lines in square brackets, by which Sync to ERP marks its part, out of the text or out of the body.":
    "Der Text lässt sich nicht in den Inhalt dieses Termins setzen, ohne anderem zu schaden, was dort steht. Nehmen Sie die Zeilen in eckigen Klammern, mit denen Sync to ERP seinen Teil kennzeichnet, aus dem Text oder aus dem Inhalt.",
  "There is no such item.": "Einen solchen Eintrag gibt es nicht.",
  "This is changed by whoever organizes the meeting.":
    "Das ändert, wer die Besprechung organisiert.",
  "Whoever organizes a meeting has nobody to answer.":
    "Wer eine Besprechung organisiert, hat niemandem zu antworten.",
  "The ERP keeps all times by the clock of {0}: a series by the clock of {1} would be at another hour there for a part of the year. Give it that time zone, or have series go to the ERP day by day.":
    "Das ERP führt alle Zeiten nach der Uhr von {0}: Eine Serie nach der Uhr von {1} wäre dort einen Teil des Jahres zu einer anderen Stunde. Geben Sie ihr diese Zeitzone, oder lassen Sie Serien Tag für Tag ins ERP gehen.",
  "The ERP keeps all times by the clock of {0}, which shows this hour twice: it would be an hour earlier or later there. Choose another time.":
    "Das ERP führt alle Zeiten nach der Uhr von {0}, die diese Stunde zweimal zeigt: Dort wäre sie eine Stunde früher oder später. Wählen Sie eine andere Zeit.",
};
