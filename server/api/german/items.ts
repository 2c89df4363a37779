/** What a person is refused about his appointments, his mailboxes and his settings. */
export const ofItems: Readonly<Record<string, string>> = {
  // Appointments and what is decided about them.
  "Correct it, or keep one of the two values.":
    "Berichtigen Sie es, oder behalten Sie einen der beiden Werte.",
  "Either a side is kept or a value is written, not both.":
    "Entweder wird eine Seite behalten oder ein Wert geschrieben, nicht beides.",
  "Its log may still tell what became of it.":
    "Vielleicht sagt sein Protokoll noch, was daraus wurde.",
  "Keep one of the two values.": "Behalten Sie einen der beiden Werte.",
  "Neither Outlook nor the ERP has this item.": "Weder Outlook noch das ERP hat dieses Element.",
  "Outlook does not tell where this item opens.":
    "Outlook sagt nicht, wo sich dieser Termin öffnet.",
  "Outlook's id of this item leads nowhere.": "Outlooks Kennung dieses Termins führt nirgendwohin.",
  "Private appointments are left out by your rules.":
    "Private Termine bleiben nach Ihren Regeln außen vor.",
  "Say which side is kept, or write a value.":
    "Sagen Sie, welche Seite behalten wird, oder schreiben Sie einen Wert.",
  "Several items read like the one that may have been created. Keep one and try again.":
    "Mehrere Einträge lesen sich wie der, der vielleicht angelegt wurde. Behalten Sie einen, und versuchen Sie es erneut.",
  "No day of this series lies inside the dates that are synchronized: open one of its days and switch that on.":
    "Kein Tag dieser Serie liegt in dem Zeitraum, der abgeglichen wird: Öffnen Sie einen ihrer Tage, und schalten Sie diesen ein.",
  "Several items with the same subject and time stand on both sides.":
    "Auf beiden Seiten stehen mehrere Einträge mit demselben Betreff und derselben Zeit.",
  "Switch the calendar on in Setup first.":
    "Schalten Sie zuerst in der Einrichtung den Kalender ein.",
  "The appointment is not in the mailbox any more.": "Der Termin ist nicht mehr im Postfach.",
  "The key of an unsaved appointment is a random UUID.":
    "Der Schlüssel eines nicht gespeicherten Termins ist eine zufällige UUID.",
  "The values changed since they were shown. Look again.":
    "Die Werte haben sich geändert, seit sie gezeigt wurden. Sehen Sie noch einmal nach.",
  "This activity is not in your Outlook calendar.":
    "Diese Aktivität ist nicht in Ihrem Outlook-Kalender.",
  "This field cannot be edited here.": "Dieses Feld lässt sich hier nicht bearbeiten.",
  "This is one day of a series: open the series and switch that on.":
    "Das ist ein Tag einer Serie: Öffnen Sie die Serie, und schalten Sie diese ein.",
  "This item is not synchronized.": "Dieser Termin wird nicht synchronisiert.",
  "This way to repeat an appointment is not known here.":
    "Diese Art, einen Termin zu wiederholen, ist hier nicht bekannt.",

  // Pairs that look alike, and series that were cut.
  "A series was cut, and it is not plain which one goes on with it.":
    "Eine Serie wurde gekürzt, und es steht nicht fest, welche sie fortsetzt.",
  "Nothing looks like this item any more. Look again.":
    "Nichts sieht diesem Eintrag mehr ähnlich. Sehen Sie noch einmal nach.",
  "Several look like this item. Open it again and tell which belong together.":
    "Mehrere sehen diesem Eintrag ähnlich. Öffnen Sie ihn noch einmal, und sagen Sie, welche zusammengehören.",
  "This item may go on with a series that was cut. Open it again and tell whether it does.":
    "Dieser Eintrag setzt vielleicht eine gekürzte Serie fort. Öffnen Sie ihn noch einmal, und sagen Sie, ob er es tut.",
  "These are not among those that look alike. Look again.":
    "Diese gehören nicht zu denen, die sich ähnlich sehen. Sehen Sie noch einmal nach.",

  // Meetings.
  "Everybody who takes part is invited by now. Look again.":
    "Inzwischen sind alle eingeladen, die teilnehmen. Sehen Sie noch einmal nach.",
  "It takes place at another time by now than you were shown. Look again, then cancel it.":
    "Sie findet inzwischen zu einer anderen Zeit statt, als Ihnen gezeigt wurde. Sehen Sie noch einmal nach, dann sagen Sie sie ab.",
  "It takes place at another time by now than you were shown. Look again, then send it.":
    "Sie findet inzwischen zu einer anderen Zeit statt, als Ihnen gezeigt wurde. Sehen Sie noch einmal nach, dann senden Sie sie.",
  "Nobody takes part in it: add participants in the ERP first.":
    "Niemand nimmt daran teil: Tragen Sie zuerst im ERP Teilnehmer ein.",
  "Nothing is asked of this meeting any more. Look again.":
    "Zu dieser Besprechung ist nichts mehr zu entscheiden. Sehen Sie noch einmal nach.",
  "Others are invited by now than you were shown. Look again, then cancel it.":
    "Inzwischen sind andere eingeladen, als Ihnen gezeigt wurde. Sehen Sie noch einmal nach, dann sagen Sie sie ab.",
  "Others take part by now than you were shown. Look again, then send it.":
    "Inzwischen nehmen andere teil, als Ihnen gezeigt wurde. Sehen Sie noch einmal nach, dann senden Sie sie.",
  "The meeting is not synchronized: switch it on, then send it.":
    "Die Besprechung wird nicht synchronisiert: Schalten Sie sie ein, dann senden Sie sie.",
  "This meeting is not yours to send: its organizer does.":
    "Diese Besprechung sendet nicht, wer teilnimmt, sondern wer sie organisiert.",
  "Your rules let nothing be written to Outlook: change the direction in Setup first.":
    "Nach Ihren Regeln wird nichts nach Outlook geschrieben: Ändern Sie zuerst in der Einrichtung die Richtung.",

  // Undo and dry run.
  "A meeting takes place at another time by now than you were shown. Look again, then undo it.":
    "Eine Besprechung findet inzwischen zu einer anderen Zeit statt, als Ihnen gezeigt wurde. Sehen Sie noch einmal nach, dann machen Sie es rückgängig.",
  "Changes of private items are not kept, others for 30 days; undo it by hand.":
    "Änderungen an Privatem werden nicht aufbewahrt, andere 30 Tage; machen Sie es von Hand rückgängig.",
  "Finish Setup before anything can be tried.":
    "Schließen Sie zuerst die Einrichtung ab, ehe sich etwas ausprobieren lässt.",
  "Have it shown anew.": "Lassen Sie ihn neu anzeigen.",
  "Nobody synchronizes this mailbox any more, or somebody else does.":
    "Niemand synchronisiert dieses Postfach mehr, oder jemand anderes tut es.",
  "Others are invited to a meeting by now than you were shown. Look again, then undo it.":
    "Zu einer Besprechung sind inzwischen andere eingeladen, als Ihnen gezeigt wurde. Sehen Sie noch einmal nach, dann machen Sie es rückgängig.",
  "The server is just being restarted.": "Der Server wird gerade neu gestartet.",
  "This dry run shows something else by now than you were shown. Look again.":
    "Dieser Probelauf zeigt inzwischen etwas anderes, als Ihnen gezeigt wurde. Sehen Sie noch einmal nach.",
  "Not everybody whom these rules concern was looked at, or they were saved already. Start it again.":
    "Nicht alle, für die diese Regeln gelten, wurden angesehen, oder sie sind schon gespeichert. Starten Sie ihn noch einmal.",
  "These rules, or those for everybody, were changed since the dry run began: nothing was saved. Look again.":
    "Diese Regeln oder die für alle wurden geändert, seit der Probelauf begann: Nichts wurde gespeichert. Sehen Sie noch einmal nach.",
  "These fields were changed since the dry run began: nothing was saved. Look again.":
    "Diese Felder wurden geändert, seit der Probelauf begann: Nichts wurde gespeichert. Sehen Sie noch einmal nach.",
  "This dry run is under way: stop it first, or wait for its end.":
    "Dieser Probelauf ist im Gange: Halten Sie ihn zuerst an, oder warten Sie sein Ende ab.",
  "This plan is not kept any more.": "Dieser Plan ist nicht mehr aufbewahrt.",
  "What it takes to undo this is not kept (any more).":
    "Was es braucht, um das rückgängig zu machen, ist nicht (mehr) aufbewahrt.",
  "You do not synchronize this mailbox any more.":
    "Sie synchronisieren dieses Postfach nicht mehr.",

  // Setup and calendars.
  "A chosen calendar is not in the mailbox any more. Open Setup anew and choose again.":
    "Ein gewählter Kalender ist nicht mehr im Postfach. Öffnen Sie die Einrichtung neu, und wählen Sie noch einmal.",
  "New appointments must go to one of the calendars that are synchronized. Choose one of them in Setup.":
    "Neue Termine müssen in einen der synchronisierten Kalender gehen. Wählen Sie einen davon in der Einrichtung.",
  'The calendar "{0}" belongs to {1}, so it is not synchronized. Untick it in Setup.':
    "Der Kalender „{0}“ gehört {1} und wird darum nicht synchronisiert. Nehmen Sie in der Einrichtung das Häkchen weg.",
  'The calendar "{0}" can only be read, so it is not synchronized. Untick it in Setup.':
    "Der Kalender „{0}“ kann nur gelesen werden und wird darum nicht synchronisiert. Nehmen Sie in der Einrichtung das Häkchen weg.",
  "This company is not one of yours in the ERP any more.":
    "Dieses Unternehmen gehört im ERP nicht mehr zu Ihren.",
  "This location does not belong to the company.": "Dieser Standort gehört nicht zum Unternehmen.",
  "Your administrator has decided this for you.": "Das hat Ihr Administrator für Sie entschieden.",
  "Your administrator has switched the calendar off.":
    "Ihr Administrator hat den Kalender abgeschaltet.",

  // Mailboxes and calendars of others.
  "{0} synchronizes this calendar himself. Whoever takes part in its meetings has them as participant in the ERP.":
    "{0} synchronisiert diesen Kalender selbst. Wer an dessen Besprechungen teilnimmt, hat sie im ERP als Teilnehmer.",
  "{0} synchronizes this mailbox already, and one person at a time can. Ask {1} to give it up in Setup; nothing that is linked gets lost by that.":
    "{0} synchronisiert dieses Postfach schon, und das kann immer nur einer. Bitten Sie {1}, es in der Einrichtung abzugeben; was verknüpft ist, geht dadurch nicht verloren.",
  "Finish Setup before items can be linked.":
    "Schließen Sie zuerst die Einrichtung ab, ehe sich Termine verknüpfen lassen.",
  "Finish Setup for your own mailbox first.":
    "Schließen Sie zuerst die Einrichtung für Ihr eigenes Postfach ab.",
  "It cannot be told which calendar of {0} this is. Give it back its own name in your list, or ask {1} to share it again.":
    "Es ist nicht zu erkennen, welcher Kalender von {0} das ist. Geben Sie ihm in Ihrer Liste seinen eigenen Namen zurück, oder bitten Sie {1}, ihn noch einmal freizugeben.",
  "It was changed just now. Look again.":
    "Das wurde gerade eben geändert. Sehen Sie noch einmal nach.",
  "This is no further mailbox of yours.": "Das ist kein weiteres Postfach von Ihnen.",
  "This is your own mailbox: its calendars are chosen above.":
    "Das ist Ihr eigenes Postfach: Seine Kalender werden oben gewählt.",
  "You may only read this mailbox: nothing can be written to it.":
    "Sie dürfen dieses Postfach nur lesen: Schreiben lässt sich nichts hinein.",
  "Your organization has no such mailbox, or nothing of it is shared with you.":
    "In Ihrem Unternehmen gibt es kein solches Postfach, oder nichts davon ist für Sie freigegeben.",
  "Your organization lets the service act by itself, so that nobody's own rights to a mailbox can be told. Mailboxes of others are not synchronized then.":
    "In Ihrem Unternehmen handelt der Dienst in eigenem Namen, sodass niemandes eigene Rechte an einem Postfach zu erkennen sind. Postfächer anderer werden dann nicht synchronisiert.",

  // Contacts and records made from an appointment.
  "Finish Setup before contacts can be made.":
    "Schließen Sie zuerst die Einrichtung ab, ehe sich Kontakte anlegen lassen.",
  "Finish Setup before records can be made.":
    "Schließen Sie zuerst die Einrichtung ab, ehe sich Datensätze anlegen lassen.",
  "This ERP takes no new contacts from here.": "Dieses ERP nimmt von hier keine neuen Kontakte an.",
  "This ERP takes no such records from here.":
    "Dieses ERP nimmt von hier keine solchen Datensätze an.",
  "This is needed.": "Das wird gebraucht.",
  "This is no field of this form.": "Dieses Feld hat das Formular nicht.",
  "This must be a day such as 2026-11-23.": "Das muss ein Tag wie 2026-11-23 sein.",
  "This must be a mail address such as name@company.com.":
    "Das muss eine Mailadresse wie name@company.com sein.",
  "This must be a number that is not negative, such as 1200.50.":
    "Das muss eine Zahl sein, die nicht negativ ist, etwa 1200,50.",
  "This must be a record of the type {0}.": "Das muss ein Datensatz vom Typ {0} sein.",
  "This must be a text.": "Das muss ein Text sein.",
  "This must be one of its options.": "Das muss eine der Auswahlmöglichkeiten sein.",
  "This must not be longer than {0} characters.": "Das darf nicht länger als {0} Zeichen sein.",
};
