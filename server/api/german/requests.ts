/** What the walls in front of the API say, and what is wrong with what was sent. */
export const ofRequests: Readonly<Record<string, string>> = {
  "{0} is not used here.": "{0} wird hier nicht verwendet.",
  "An error on our side. Try again; if it stays, give the request id to support.":
    "Ein Fehler auf unserer Seite. Versuchen Sie es erneut; bleibt er, nennen Sie dem Support die Kennung der Anfrage.",
  "Nothing is here.": "Hier ist nichts.",
  "Nothing is here: this server answers below {0}/.":
    "Hier ist nichts: Dieser Server antwortet unter {0}/.",
  "Send JSON in UTF-8, uncompressed.": "Senden Sie JSON in UTF-8, nicht komprimiert.",
  "Send the body as application/json.": "Senden Sie den Inhalt als application/json.",
  "Sign in again, then repeat what you did.":
    "Melden Sie sich erneut an, und wiederholen Sie, was Sie getan haben.",
  "Sign in first.": "Melden Sie sich zuerst an.",
  "The API can be called from its own pages only.":
    "Die API kann nur von ihren eigenen Seiten aufgerufen werden.",
  "The data cannot be written or read just now. Nothing was changed.":
    "Die Daten können gerade nicht geschrieben oder gelesen werden. Geändert wurde nichts.",
  "The request cannot be read: send valid JSON.":
    "Die Anfrage ist nicht lesbar: Senden Sie gültiges JSON.",
  "The request carries no valid access token.": "Die Anfrage hat kein gültiges Zugriffstoken.",
  "The request is too large.": "Die Anfrage ist zu groß.",
  "This is asked of one's own mailbox only: leave the header X-Mailbox out.":
    "Das wird nur für das eigene Postfach gefragt: Lassen Sie die Kopfzeile X-Mailbox weg.",
  "Too many requests. Wait a minute, then try again.":
    "Zu viele Anfragen. Warten Sie eine Minute, und versuchen Sie es dann erneut.",
  "Your company is not set up here.": "Ihr Unternehmen ist hier nicht eingerichtet.",
  "Whoever administers this installation can let it in.":
    "Wer diese Installation verwaltet, kann es zulassen.",
  "Your company's directory is not set up here. Ask your administrator.":
    "Das Verzeichnis Ihres Unternehmens ist hier nicht eingerichtet. Fragen Sie Ihren Administrator.",
  "This is for administrators.": "Das ist Administratoren vorbehalten.",
  "An administrator of the whole installation can do it, or let you.":
    "Ein Administrator der ganzen Installation kann es tun oder Ihnen erlauben.",
  "An administrator can give you a role in Service, or in Entra ID by an app role.":
    "Ein Administrator kann Ihnen unter Verwaltung eine Rolle geben, oder in Entra ID durch eine App-Rolle.",

  // What a field must be.
  "A company is named by its connection and its id.":
    "Ein Unternehmen wird durch seine Verbindung und seine Kennung benannt.",
  "Choose a day.": "Wählen Sie einen Tag.",
  "Choose a field of the ERP.": "Wählen Sie ein Feld des ERP.",
  "Enter a name.": "Geben Sie einen Namen ein.",
  "Enter the ERP's key.": "Geben Sie den Schlüssel des ERP ein.",
  "Enter the application's id.": "Geben Sie die Kennung der Anwendung ein.",
  "Enter the certificate's key.": "Geben Sie den Schlüssel des Zertifikats ein.",
  "Enter the certificate.": "Geben Sie das Zertifikat ein.",
  "Enter the directory's id.": "Geben Sie die Kennung des Verzeichnisses ein.",
  "Enter the secret's value.": "Geben Sie den Wert des Geheimnisses ein.",
  "Enter the token.": "Geben Sie das Kennwort ein.",
  "Give a day.": "Geben Sie einen Tag an.",
  "Give a subject.": "Geben Sie einen Betreff an.",
  "Give date and time.": "Geben Sie Datum und Uhrzeit an.",
  "Invite 500 at once.": "Laden Sie höchstens 500 auf einmal ein.",
  "It ends before it starts.": "Das Ende liegt vor dem Beginn.",
  "Name a mail address or a calendar of your list, one of the two.":
    "Nennen Sie eine Mailadresse oder einen Kalender Ihrer Liste, eines von beiden.",
  "Name a tenant or a company, one of the two.":
    "Nennen Sie einen Mandanten oder ein Unternehmen, eines von beiden.",
  "Name either a line (lineId) or a run (runId).":
    "Nennen Sie entweder eine Zeile (lineId) oder einen Lauf (runId).",
  "Name somebody.": "Nennen Sie jemanden.",
  "Paste less at once.": "Fügen Sie weniger auf einmal ein.",
  "Say why it is discarded: its person will wonder.":
    "Sagen Sie, warum sie verworfen wird: Wen sie betrifft, der wird sich fragen.",
  "Say why it is stopped: others will wonder.":
    "Sagen Sie, warum angehalten wird: Andere werden sich fragen.",
  "Say why.": "Sagen Sie, warum.",
  "This is no setting that a person has.": "Eine solche Einstellung hat niemand.",
  "This is no time zone that we know.": "Diese Zeitzone kennen wir nicht.",
  "This must be 1 or more.": "Das muss 1 oder mehr sein.",
  "This must be a mail address such as sync@contoso.com.":
    "Das muss eine Mailadresse wie sync@contoso.com sein.",
  "This must be a mail address such as team@contoso.com.":
    "Das muss eine Mailadresse wie team@contoso.com sein.",
  "This must be a mail domain such as contoso.com.":
    "Das muss eine Maildomäne wie contoso.com sein.",
  "This must be one mail domain.": "Das muss eine einzige Maildomäne sein.",
  "This must be a time in UTC, like 2026-11-28T16:00:00Z.":
    "Das muss ein Zeitpunkt in UTC wie 2026-11-28T16:00:00Z sein.",
  "This must be an instant in UTC.": "Das muss ein Zeitpunkt in UTC sein.",
  "This must be a time like 22:00.": "Das muss eine Uhrzeit wie 22:00 sein.",
  "This must be a time zone like Europe/Berlin.": "Das muss eine Zeitzone wie Europe/Berlin sein.",
  "This must be a web address that begins with https://, without user, query and fragment.":
    "Das muss eine Webadresse sein, die mit https:// beginnt, ohne Benutzer, Abfrage und Sprungmarke.",
  "This must be after its start.": "Das muss nach dem Beginn liegen.",
  "This must be an IANA time zone such as Europe/Berlin.":
    "Das muss eine IANA-Zeitzone wie Europe/Berlin sein.",
  "This must be one line.": "Das muss eine einzige Zeile sein.",
  "This must be the name of a server, without https:// and port.":
    "Das muss der Name eines Servers sein, ohne https:// und Port.",
  "This must be whole days.": "Das müssen ganze Tage sein.",
  "This must be {0} days or less.": "Das dürfen höchstens {0} Tage sein.",
  "This must be {0} days or more.": "Das müssen mindestens {0} Tage sein.",
  "This must differ from its start.": "Das muss sich vom Beginn unterscheiden.",
  "Use letters, digits, blanks and . : / - _ only.":
    "Verwenden Sie nur Buchstaben, Ziffern, Leerzeichen und . : / - _.",
  "Use plain text.": "Verwenden Sie einfachen Text.",
  "Write 1,000 characters at most.": "Schreiben Sie höchstens 1.000 Zeichen.",
};
