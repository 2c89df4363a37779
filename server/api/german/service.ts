/** What who administers is refused. */
export const ofService: Readonly<Record<string, string>> = {
  // Companies, ERPs and the application.
  "{0} belongs to {1} already.": "{0} gehört schon zu {1}.",
  "{0} is connected for it already.": "Dafür ist schon {0} angebunden.",
  "{0} leads into a network that is closed to it; if that is meant, whoever runs the server can open it.":
    "{0} führt in ein Netz, das dafür gesperrt ist; ist das gewollt, kann es öffnen, wer den Server betreibt.",
  "{0} people are connected to it: erase them first.":
    "{0} Personen sind damit verbunden: Löschen Sie diese zuerst.",
  "{0} people are connected to the ERP at the address it has.":
    "{0} Personen sind mit dem ERP unter der bisherigen Adresse verbunden.",
  "{0} people of a company that is left out are connected.":
    "{0} Personen eines Unternehmens, das weggelassen ist, sind verbunden.",
  "Ask for it once more.": "Fragen Sie noch einmal danach.",
  "Enter the ERP's key, also where its address changes.":
    "Geben Sie den Schlüssel des ERP ein, auch wenn sich seine Adresse ändert.",
  "It is let in already, as {0}: change it in the list.":
    "Es ist schon zugelassen, als {0}: Ändern Sie es in der Liste.",
  "It is named by ENTRA_CLIENT_ID and can be changed there only.":
    "ENTRA_CLIENT_ID nennt sie, und nur dort lässt sie sich ändern.",
  "It is named by ERP_CONNECTIONS and can be changed there only.":
    "ERP_CONNECTIONS nennt es, und nur dort lässt es sich ändern.",
  "It is named by TENANTS and can be changed there only.":
    "TENANTS nennt es, und nur dort lässt es sich ändern.",
  "It is your own company: you would shut yourself out.":
    "Es ist Ihr eigenes Unternehmen: Sie sperrten sich selbst aus.",
  "Let this company in first.": "Lassen Sie dieses Unternehmen zuerst zu.",
  "Look at the console again, or make another: sync-to-erp administrator.":
    "Sehen Sie noch einmal auf der Konsole nach, oder erzeugen Sie ein neues: sync-to-erp administrator.",
  "No application of Microsoft Entra ID is entered yet.":
    "Noch ist keine Anwendung von Microsoft Entra ID eingegeben.",
  "No such ERP is connected.": "Ein solches ERP ist nicht angebunden.",
  "No such ERP.": "Ein solches ERP gibt es nicht.",
  "No such company is set up here.": "Ein solches Unternehmen ist hier nicht eingerichtet.",
  "Microsoft gives a token that lacks what is needed: {0}.":
    "Microsoft gibt ein Token, dem Nötiges fehlt: {0}.",
  "No such company.": "Ein solches Unternehmen gibt es nicht.",
  "The id must be 1 to 40 lower-case letters, digits and hyphens.":
    "Die Kennung muss aus 1 bis 40 Kleinbuchstaben, Ziffern und Bindestrichen bestehen.",
  "The tenant's id is a GUID, as Entra shows it.":
    "Die Kennung des Mandanten ist eine GUID, wie Entra sie zeigt.",
  "There is no such tenant here.": "Einen solchen Mandanten gibt es hier nicht.",
  "This address leads to {0}, on loopback or in a private network; if that is meant, add {1} to ERP_PRIVATE_HOSTS.":
    "Diese Adresse führt zu {0}, auf den Server selbst oder in ein privates Netz; ist das gewollt, nehmen Sie {1} in ERP_PRIVATE_HOSTS auf.",
  "This address leads to {0}, which is link-local or a cloud's metadata service; nothing can allow that.":
    "Diese Adresse führt zu {0}: eine Link-Local-Adresse oder der Metadatendienst einer Cloud. Das lässt sich durch nichts erlauben.",
  "This consent was not asked for here, or long ago.":
    "Nach dieser Zustimmung wurde nicht hier gefragt, oder vor langer Zeit.",
  "This short name is taken, or people were connected under it.":
    "Dieser Kurzname ist vergeben, oder Personen waren unter ihm angebunden.",
  "This token is not the newest one of the server's console, was used, or has run out.":
    "Dieses Kennwort ist nicht das neueste von der Konsole des Servers, wurde benutzt oder ist abgelaufen.",
  "Whoever runs the server finishes it in the portal, with the token of its console.":
    "Wer den Server betreibt, beendet die Einrichtung im Portal, mit dem Kennwort von dessen Konsole.",

  // Who somebody is in the ERP.
  "In the ERP this mailbox is whoever synchronizes it: choose that person's user instead.":
    "Im ERP ist dieses Postfach, wer es abgleicht: Wählen Sie stattdessen den Benutzer dieser Person.",
  "Name a user of the ERP.": "Nennen Sie einen Benutzer des ERP.",
  "The ERP does not know the user any more that your administrator chose for you.":
    "Das ERP kennt den Benutzer nicht mehr, den Ihre Verwaltung für Sie gewählt hat.",
  "The ERP has no user with this id.": "Das ERP hat keinen Benutzer mit dieser Kennung.",
  "The ERP knows nobody by this person's mail address: enter it there first, or choose another user.":
    "Das ERP kennt niemanden mit der Mailadresse dieser Person: Tragen Sie sie dort zuerst ein, oder wählen Sie einen anderen Benutzer.",
  "This user works for no company in the ERP.": "Dieser Benutzer arbeitet im ERP für keine Firma.",
  "Somebody of another company works in the ERP as this user already.":
    "Jemand aus einem anderen Unternehmen arbeitet im ERP schon als dieser Benutzer.",
  "{0} is {1} in the ERP already.": "{0} ist im ERP schon {1}.",
  "{0} are {1} in the ERP already.": "{0} sind im ERP schon {1}.",

  // How an ERP is spared, and its own fields.
  "{0} has a place in another line already. Take one of the two out.":
    "{0} hat in einer anderen Zeile schon einen Platz. Nehmen Sie eine der beiden heraus.",
  "An administrator of the whole installation can do it.":
    "Ein Administrator der ganzen Installation kann es tun.",
  "Another field uses the category {0} already. Give each a name of its own.":
    "Ein anderes Feld benutzt die Kategorie {0} schon. Geben Sie jedem einen eigenen Namen.",
  "Enter what the category of {0} is to be called.":
    "Geben Sie ein, wie die Kategorie zu {0} heißen soll.",
  "Only a choice, or a yes and no, fits into a category. Keep {0} on the event instead.":
    "In eine Kategorie passt nur eine Auswahl oder ein Ja und Nein. Legen Sie {0} am Termin selbst ab.",
  "Other companies use this ERP as well.": "Auch andere Unternehmen verwenden dieses ERP.",
  "Outlook takes categories apart at commas and semicolons, and we the name from the choice at the colon: write {0} without them.":
    "Outlook trennt Kategorien an Komma und Semikolon, wir am Doppelpunkt Name und Auswahl: Schreiben Sie {0} ohne diese.",
  "The ERP fills in {0} itself. Let it go to Outlook only.":
    "{0} füllt das ERP selbst aus. Lassen Sie es nur nach Outlook gehen.",
  "The ERP has no field {0} any more. Take this line out, or choose another field.":
    "Das ERP hat kein Feld {0} mehr. Nehmen Sie diese Zeile heraus, oder wählen Sie ein anderes Feld.",

  // Settings at their levels, and how long things are kept.
  "{0} cannot be fixed.": "{0} lässt sich nicht festlegen.",
  "This is fixed for everybody.": "Das ist für alle festgelegt.",
  "This may only be stricter than {0}, as it is for everybody.":
    "Das darf nur strenger sein als {0}, wie es für alle gilt.",
  "This must be a whole number from {0} to {1}.": "Das muss eine ganze Zahl von {0} bis {1} sein.",
  "This must be a table.": "Das muss eine Tabelle sein.",
  "At most {0} categories can be mapped: these are {1}.":
    "Höchstens {0} Kategorien lassen sich zuordnen: Das sind {1}.",
  "Row {0}: enter a category, or take the row out.":
    "Zeile {0}: Geben Sie eine Kategorie ein, oder nehmen Sie die Zeile heraus.",
  "Row {0}: choose an activity type, or take the row out.":
    "Zeile {0}: Wählen Sie eine Aktivitätsart, oder nehmen Sie die Zeile heraus.",
  "Row {0}: a name has at most {1} characters.": "Zeile {0}: Ein Name hat höchstens {1} Zeichen.",
  "Row {0}: Outlook takes categories apart at commas and semicolons. Write {1} without them.":
    "Zeile {0}: Outlook trennt Kategorien an Komma und Semikolon. Schreiben Sie {1} ohne diese.",
  "Row {0}: row {1} has the category {2} already. Capitals make no difference.":
    "Zeile {0}: In Zeile {1} steht die Kategorie {2} schon. Groß und klein geschrieben ist sie dieselbe.",
  "Row {0}: the ERP has no activity type called {1}.":
    "Zeile {0}: Das ERP hat keine Aktivitätsart namens {1}.",
  "This must be one of {0}.": "Das muss eines von diesen sein: {0}.",
  "An administrator of the whole installation can change that.":
    "Ein Administrator der ganzen Installation kann das ändern.",
  "Choose one of your companies.": "Wählen Sie eines Ihrer Unternehmen.",
  "No company by this id is within your reach.":
    "Kein Unternehmen mit dieser Kennung ist in Ihrer Reichweite.",
  "No job is called {0}.": "Kein Auftrag heißt {0}.",
  "Only who administers everything decides for everybody.":
    "Für alle entscheidet nur, wer alles verwaltet.",
  "Open it again and repeat your change.":
    "Öffnen Sie es erneut, und wiederholen Sie Ihre Änderung.",
  "People of several organizations use this ERP connection: only who administers the whole installation can change that.":
    "Personen mehrerer Unternehmen verwenden diese ERP-Verbindung: Nur wer die ganze Installation verwaltet, kann das ändern.",
  "Somebody else changed how long things are kept since you opened it.":
    "Seit Sie es geöffnet haben, hat jemand anderes geändert, wie lange etwas aufbewahrt wird.",
  "Somebody else changed how mail is sent since you opened it.":
    "Seit Sie es geöffnet haben, hat jemand anderes geändert, wie Mails versendet werden.",
  "Somebody else changed how this ERP is spared since you opened it.":
    "Seit Sie es geöffnet haben, hat jemand anderes geändert, wie dieses ERP geschont wird.",
  "Somebody else changed these fields since you opened it.":
    "Seit Sie es geöffnet haben, hat jemand anderes diese Felder geändert.",
  "Somebody else changed this level since you opened it.":
    "Seit Sie es geöffnet haben, hat jemand anderes diese Ebene geändert.",
  "The job has no setting called {0}.": "Der Auftrag hat keine Einstellung {0}.",
  "What holds for everybody here is for administrators of the whole installation.":
    "Was hier für alle gilt, ist Administratoren der ganzen Installation vorbehalten.",

  // People, roles and invitations.
  "Erase all that is held about him, under Users.":
    "Löschen Sie unter Benutzer alles, was über ihn aufbewahrt wird.",
  "Choose his user on his page, under Users.":
    "Wählen Sie seinen Benutzer auf seiner Seite unter Benutzer.",
  "Name an address.": "Nennen Sie eine Adresse.",
  "Nobody with this address was invited.": "Mit dieser Adresse wurde niemand eingeladen.",
  "See who was, under Invitations.": "Unter Einladungen steht, wer es wurde.",
  "This person uses the product.": "Diese Person nutzt das Produkt.",
  "Appoint somebody else for the whole installation first: nobody would be left.":
    "Ernennen Sie zuerst jemand anderen für die ganze Installation: Es bliebe niemand.",
  "He was appointed for the whole installation: only its administrators can change that.":
    "Er wurde für die ganze Installation ernannt: Nur deren Administratoren können das ändern.",
  "Let him open the portal and finish Setup first.":
    "Er muss zuerst das Portal öffnen und die Einrichtung abschließen.",
  "Let it come back first, under Leaving.":
    "Lassen Sie es zuerst unter „Ausscheiden“ zurückkommen.",
  "Its person has not finished Setup.":
    "Die Person dieses Postfachs hat die Einrichtung nicht abgeschlossen.",
  "Nobody by this id uses the product.": "Niemand mit dieser Kennung verwendet das Produkt.",
  "By an address a role can be given for one company only: its Entra says whose the address is.":
    "Mit einer Adresse lässt sich eine Rolle nur für ein Unternehmen vergeben: Wem sie gehört, sagt dessen Entra.",
  "Appoint him for the whole installation once he has signed in and finished Setup.":
    "Ernennen Sie ihn für die ganze Installation, sobald er sich angemeldet und die Einrichtung abgeschlossen hat.",
  "Nobody was appointed by this name.": "Niemand dieses Namens wurde ernannt.",
  "Nobody was appointed by this address.": "Mit dieser Adresse wurde niemand ernannt.",
  "This is not an address of your company.": "Das ist keine Adresse Ihres Unternehmens.",
  "Its domains stand under Microsoft 365; add this one there if it is yours.":
    "Seine Domänen stehen unter Microsoft 365; fügen Sie diese dort hinzu, wenn sie Ihnen gehört.",
  "This must be a mail address such as ada@contoso.com.":
    "Das muss eine Mailadresse sein, etwa ada@contoso.com.",
  "Say what you were shown: side and deletions.":
    "Sagen Sie, was Ihnen gezeigt wurde: Seite und Löschungen.",
  "What is held is no longer what you were shown. Look again, then decide.":
    "Angehalten ist nicht mehr, was Ihnen gezeigt wurde. Sehen Sie noch einmal nach, dann entscheiden Sie.",
  "Nothing is known of this item: it is not linked.":
    "Über dieses Element ist nichts bekannt: Es ist nicht verknüpft.",
  "Only who administers the whole installation can let somebody else do so.":
    "Nur wer die ganze Installation verwaltet, kann das jemand anderem erlauben.",
  "This company leaves: whoever came would be sent away.":
    "Dieses Unternehmen scheidet aus: Wer käme, würde abgewiesen.",
  "This is not the address of whom you would erase.":
    "Das ist nicht die Adresse dessen, den Sie löschen würden.",
  "This token is not the newest one, was used, or has run out. Make another: sync-to-erp administrator.":
    "Dieses Kennwort ist nicht das neueste, wurde benutzt oder ist abgelaufen. Ein neues: sync-to-erp administrator.",

  // A company that leaves.
  "Stop it first.": "Halten Sie es zuerst an.",
  "The proof is there once all companies have left.":
    "Den Nachweis gibt es, sobald alle Unternehmen das Produkt verlassen haben.",
  "{0} mailboxes belong to companies that were shut out. Let these in again, so that they leave with the others, or erase the people one by one under Users.":
    "{0} Postfächer gehören zu Unternehmen, die ausgesperrt wurden. Lassen Sie diese wieder herein, damit sie mit den anderen gehen, oder löschen Sie die Personen einzeln unter Benutzer.",
  "This installation is being uninstalled already.": "Diese Installation wird schon deinstalliert.",
  "This installation is not being uninstalled.": "Diese Installation wird nicht deinstalliert.",
  "This is not the name of the installation.": "So heißt die Installation nicht.",
  "Type {0} to end it for everybody.": "Geben Sie {0} ein, um sie für alle zu beenden.",
  "The proof is there once the company has left.":
    "Den Nachweis gibt es, sobald das Unternehmen ausgeschieden ist.",
  "This company does not leave.": "Dieses Unternehmen scheidet nicht aus.",
  "This company leaves already.": "Dieses Unternehmen scheidet schon aus.",
  "This is not the name of the company.": "So heißt das Unternehmen nicht.",
  "Nothing is synchronized any more; your appointments stay where they are.":
    "Es wird nichts mehr synchronisiert; Ihre Termine bleiben, wo sie sind.",
  "Your company leaves Sync to ERP.": "Ihr Unternehmen verlässt Sync to ERP.",

  // Dry runs of many, queue, log and audit trail.
  "Ask for the newest lines again.": "Rufen Sie die neuesten Zeilen noch einmal ab.",
  "Ask him to open the series that comes after it: the pane asks him.":
    "Bitten Sie ihn, die Serie zu öffnen, die danach kommt: Der Bereich fragt ihn.",
  "It was sent, and nobody knows yet what came of it.":
    "Sie wurde gesendet, und noch weiß niemand, was daraus wurde.",
  "No act is called {0}.": "Keine Handlung heißt {0}.",
  "No such endpoint.": "Einen solchen Endpunkt gibt es nicht.",
  "Nobody of this tenant has finished Setup.":
    "Niemand aus diesem Mandanten hat die Einrichtung abgeschlossen.",
  "Only its person can tell which series goes on with it.":
    "Nur wem sie gehört, kann sagen, welche Serie sie fortsetzt.",
  "Start it again.": "Starten Sie ihn erneut.",
  "This dry run is not kept any more.": "Dieser Probelauf ist nicht mehr aufbewahrt.",
  "This mailbox is not among those of the dry run.":
    "Dieses Postfach gehört nicht zu denen des Probelaufs.",
  "This message is gone: it was carried over meanwhile.":
    "Diese Nachricht ist nicht mehr da: Sie wurde inzwischen übertragen.",
  "This page is not known any more.": "Diese Seite ist nicht mehr bekannt.",
  "Try it again: the next run finds out, and nothing is made twice.":
    "Versuchen Sie es erneut: Der nächste Lauf findet es heraus, und nichts entsteht doppelt.",

  // Mails.
  "A company of an ERP belongs to a tenant: name it.":
    "Ein Unternehmen eines ERP gehört zu einem Mandanten: Nennen Sie ihn.",
  "A password is not sent without encryption. Choose STARTTLS or TLS.":
    "Ein Kennwort wird nicht unverschlüsselt gesendet. Wählen Sie STARTTLS oder TLS.",
  "Fill this in.": "Füllen Sie das aus.",
  "It is being sent at this moment. Look again in a minute.":
    "Sie wird in diesem Augenblick gesendet. Sehen Sie in einer Minute wieder nach.",
  "It was sent or discarded already.": "Sie wurde schon gesendet oder verworfen.",
  "Let the application send, or an administrator of that tenant set it up.":
    "Lassen Sie die Anwendung senden, oder einen Administrator jenes Mandanten es einrichten.",
  "Only Exchange Online is given a token of Microsoft Entra ID. Enter smtp.office365.com, or sign in by password.":
    "Nur Exchange Online bekommt ein Token von Microsoft Entra ID. Geben Sie smtp.office365.com ein, oder melden Sie sich mit Kennwort an.",
  "Port 465 speaks TLS from the first byte. Choose TLS, or port 587.":
    "Port 465 spricht vom ersten Byte an TLS. Wählen Sie TLS, oder Port 587.",
  "Port 587 begins in the open. Choose STARTTLS, or port 465.":
    "Port 587 beginnt unverschlüsselt. Wählen Sie STARTTLS, oder Port 465.",
  "There is no such mail (any more).": "Eine solche Mail gibt es nicht (mehr).",
  "{0} is not Exchange Online: it is not given a token of Microsoft Entra ID.":
    "{0} ist nicht Exchange Online: Es bekommt kein Token von Microsoft Entra ID.",
  "{0} lies in a network that is closed to mail servers.":
    "{0} liegt in einem Netz, das für Mailserver gesperrt ist.",
  "Microsoft Entra ID gave out no token.": "Microsoft Entra ID hat kein Token ausgegeben.",
  "Microsoft Graph did not answer.": "Microsoft Graph hat nicht geantwortet.",
  "No server is called {0}.": "Kein Server heißt {0}.",
  "No way to send mail is set up.": "Es ist nicht eingerichtet, wie Mails versendet werden.",
  "The mail could not be made.": "Die Mail ließ sich nicht erstellen.",
  "Your account has no mail address to send a test to.":
    "Ihr Konto hat keine Mailadresse, an die eine Probe gehen könnte.",
  "Your organization lets the service act by itself, and no token of yours is kept. Let the application send instead.":
    "In Ihrem Unternehmen handelt der Dienst in eigenem Namen, und kein Token von Ihnen wird aufbewahrt. Lassen Sie stattdessen die Anwendung senden.",
  "Your organization lets the service act by itself: its administrator grants MailboxSettings.ReadWrite to the application.":
    "In Ihrem Unternehmen handelt der Dienst in eigenem Namen: Sein Administrator erteilt der Anwendung MailboxSettings.ReadWrite.",
  "Your mailbox belongs to another tenant.": "Ihr Postfach gehört zu einem anderen Mandanten.",
};
