const en = {
  tenant: "Company",
  all: "Everybody here",
  tenantHint:
    "What is decided for everybody here holds for each company that decides nothing itself. Above that stands what the server's configuration names (SMTP_URL).",
  level: "For",
  everybody: "Everybody in the company",
  decidesItself: (name: string) => `${name} (decides for itself)`,
  levelHint: "A company of your ERP can send by a way of its own.",
  way: "How mail is sent",
  usesAbove: "Use the setting above",
  aboveIs: {
    nothing: "Above this, no mail is set up: nothing is sent.",
    operator: "Above this, the operator of the server has set mail up:",
    installation: "Above this, mail is set up for everybody here:",
    tenant: "Above this, mail is set up for everybody of the tenant:",
  },
  transport: "Way",
  transports: {
    none: "No mail",
    graph: "Microsoft 365 (Graph)",
    smtp: "Mail server (SMTP)",
  },
  transportHints: {
    none: "Nobody is told by mail. What happens is still shown here and on Home.",
    graph:
      "A mailbox of Microsoft 365 sends, and keeps each mail in Sent Items. Needs the permission Mail.Send.",
    smtp: "Any mail server, also that of Exchange Online.",
  },
  as: "Sends as",
  ases: { application: "The application", person: "Me" },
  asHints: {
    application:
      "The sender's mailbox sends. An administrator lets the application do that: best by the role Application Mail.Send in Exchange Online (RBAC for Applications), in a scope of that mailbox alone; the application permission Mail.Send in Entra reaches every mailbox.",
    person:
      "Mails come from your own mailbox, for as long as you stay signed in. You are asked for the permission Mail.Send when you test or save.",
  },
  host: "Server",
  hostHint: "Its name alone, for example smtp.office365.com.",
  security: "Encryption",
  securities: {
    starttls: "STARTTLS (usual, port 587)",
    tls: "TLS from the start (port 465)",
    none: "None",
  },
  port: "Port",
  signIn: "Sign-in",
  signIns: {
    none: "None (relay)",
    password: "User and password",
    oauth: "Token of Microsoft Entra ID (XOAUTH2)",
  },
  signInHints: {
    none: "The server must take mail from this machine without asking who it is.",
    oauth:
      "For Exchange Online. The application proves itself by its own token, without a password; an administrator of Exchange lets it into the mailbox once, as below.",
  },
  exchange: {
    title: "What an administrator of Exchange does for it",
    permission:
      "In the registration, API permissions, Add a permission, APIs my organization uses, Office 365 Exchange Online, Application permissions: add this one, and grant admin consent.",
    connect: "In PowerShell, signed in as an administrator of Exchange:",
    known:
      "Tell Exchange of the application (the second line only where it is not known there yet):",
    mailbox: "Let it into the mailbox that sends:",
    smtp: "Allow that mailbox to sign in by SMTP, which is off in most organizations:",
    then: "Until all parts of Exchange know it, half an hour may pass. Then send a test mail.",
  },
  user: "User",
  password: "Password",
  passwordKept:
    "A password is kept. Leave this empty to keep it; it must be entered again when server, port or user change.",
  sender: "Sender's address",
  senderHints: {
    graph: "The mailbox that sends.",
    smtp: "Every mail comes from here, whoever caused it.",
  },
  senderName: "Sender's name",
  text: "Text and history",
  footer: "Footer",
  footerHint: "Stands under every mail, for example whom to ask in your company.",
  historyDays: "Days of history",
  historyHint: "How long sent mails can be seen below, and unsent ones are tried.",
  alerts: "Who is told of failures",
  alertsTo: "Addresses",
  alertsHint:
    "One per line. They hear of missing consent, held runs, dead notifications, expiring credentials and an ERP that is down. Empty: nobody does.",
  language: "Language",
  erpDownMinutes: "Minutes until an ERP counts as down",
  mistakes: {
    missing: "Fill this in.",
    address: "Enter mail addresses such as it@contoso.com.",
    number: "Enter a whole number in the usual range.",
    "not-encrypted": "A password is not sent without encryption.",
    "not-exchange":
      "Only Exchange Online is given this token. Enter smtp.office365.com, or sign in by password.",
    "port-speaks-tls": "Port 465 speaks TLS from the start. Choose that, or port 587.",
    "port-speaks-starttls": "Port 587 begins with STARTTLS. Choose that, or port 465.",
  },
  warnings: {
    "port-25":
      "Port 25 is for mail between servers and often blocked. Use 587, or 465, wherever the server offers it.",
    "no-tls": "Without encryption everybody on the way can read the mails.",
    "exchange-refuses-passwords":
      "Exchange Online takes passwords no more. Choose the token of Microsoft Entra ID, or send by Microsoft 365 (Graph).",
  },
  save: "Save",
  saved: "Saved. What was waiting is tried at once.",
  test: "Send a test mail to me",
  testHint: (address: string) => `It goes to ${address}, by what is filled in above, saved or not.`,
  tested: (address: string) =>
    `The test mail was taken over for ${address}. Look into that mailbox.`,
  said: (reason: string) => `The other side said: ${reason}`,
  problems: {
    "not-set-up": {
      title: "No way to send is set up",
      text: "Choose Microsoft 365 or a mail server above.",
    },
    "host-forbidden": {
      title: "This server must not be used",
      text: "It lies in a closed network. Whoever runs the server can open it by SMTP_PRIVATE_HOSTS.",
    },
    "host-unknown": { title: "No server has this name", text: "Check the spelling of the server." },
    unreachable: {
      title: "The server does not answer",
      text: "Check server and port, and whether a firewall lets this machine out on that port.",
    },
    "no-starttls": {
      title: "The server offers no encryption",
      text: "Choose TLS from the start with port 465, or ask who runs the server.",
    },
    "tls-mismatch": {
      title: "The encryption does not fit the port",
      text: "STARTTLS goes with 587, TLS from the start with 465.",
    },
    certificate: {
      title: "The server's certificate is not trusted",
      text: "Use exactly the name in its certificate. For a certificate of your own authority, whoever runs the server names it in OUTBOUND_CA_FILE.",
    },
    "sign-in-refused": {
      title: "The server refuses the sign-in",
      text: "Check user and password. Some servers want a password made for applications, or a token.",
    },
    "token-refused": {
      title: "Exchange does not let the application into this mailbox",
      text: "No password is meant: the application’s token was refused. An administrator of Exchange goes through the steps below Sign-in for exactly the mailbox that is entered as user; after that it can take half an hour.",
    },
    "smtp-auth-off": {
      title: "This mailbox may not sign in by SMTP",
      text: "Exchange has it switched off, for this mailbox or for all. An administrator of Exchange switches it on for this one (Set-CASMailbox with -SmtpClientAuthenticationDisabled $false), or send through Microsoft 365 (Graph).",
    },
    "sign-in-unsupported": {
      title: "The server does not know this kind of sign-in",
      text: "Choose another one.",
    },
    "consent-missing": {
      title: "A permission is missing",
      text: "The application lacks it: Mail.Send, for this mailbox in Exchange or for all in Entra; for a mail server SMTP.SendAsApp, with admin consent.",
    },
    "signed-out": {
      title: "Whoever sends must sign in again",
      text: "Open the portal as the person who set this up, or let the application send.",
    },
    "mailbox-unknown": {
      title: "There is no such mailbox",
      text: "Check the sender's address. It must be a mailbox in Microsoft 365.",
    },
    "sender-refused": {
      title: "The server refuses the sender",
      text: "Use an address that the user may send as.",
    },
    "recipient-refused": {
      title: "The server refuses the recipient",
      text: "Check the address. Some servers deliver inside the company only.",
    },
    refused: {
      title: "The server refuses the mail",
      text: "What it said tells why; often a filter took it for advertising.",
    },
    throttled: {
      title: "The server wants fewer mails",
      text: "It is tried again when the server allows it.",
    },
    unavailable: {
      title: "The server cannot take mails just now",
      text: "It is tried again by itself.",
    },
    uncertain: {
      title: "No answer came",
      text: "It may have arrived. It is tried again by itself, so it may come twice.",
    },
    discarded: { title: "Discarded", text: "An administrator decided so." },
  },
  unknownProblem: { title: "It was not sent", text: "It is tried again." },
  outbox: "Outbox",
  outboxEmpty: "There are no mails here.",
  show: "Show",
  shows: { all: "All", open: "Not sent yet", sent: "Sent and discarded" },
  states: {
    waiting: "Waits",
    sending: "Is being sent",
    sent: "Sent",
    failed: "Failed",
    discarded: "Discarded",
  },
  sentAt: (time: string) => `sent ${time}`,
  nextTry: (time: string) => `next try ${time}`,
  attempts: (count: number) => (count === 1 ? "one attempt" : `${count} attempts`),
  twice: "It may have arrived already.",
  retry: "Try now",
  retryOf: (subject: string) => `Try now: ${subject}`,
  discard: "Discard",
  discardOf: (subject: string) => `Discard: ${subject}`,
  reason: "Why it is not to be sent",
  cancel: "Cancel",
  more: "Earlier",
};

const de: typeof en = {
  tenant: "Unternehmen",
  all: "Alle hier",
  tenantHint:
    "Was für alle hier entschieden ist, gilt für jedes Unternehmen, das selbst nichts entscheidet. Darüber steht, was die Konfiguration des Servers nennt (SMTP_URL).",
  level: "Für",
  everybody: "Alle im Unternehmen",
  decidesItself: (name) => `${name} (entscheidet selbst)`,
  levelHint: "Eine Firma Ihres ERP kann auf einem eigenen Weg senden.",
  way: "Wie Mails gesendet werden",
  usesAbove: "Die Einstellung darüber verwenden",
  aboveIs: {
    nothing: "Darüber ist kein Mailversand eingerichtet: Gesendet wird nichts.",
    operator: "Darüber hat der Betreiber des Servers den Versand eingerichtet:",
    installation: "Darüber ist der Versand für alle hier eingerichtet:",
    tenant: "Darüber ist der Versand für alle des Mandanten eingerichtet:",
  },
  transport: "Weg",
  transports: {
    none: "Keine Mails",
    graph: "Über Microsoft 365 (Graph)",
    smtp: "Mailserver (SMTP)",
  },
  transportHints: {
    none: "Niemand wird per Mail verständigt. Was geschieht, ist weiterhin hier und auf der Startseite zu sehen.",
    graph:
      "Ein Postfach in Microsoft 365 sendet und behält jede Mail in „Gesendete Elemente“. Braucht die Berechtigung Mail.Send.",
    smtp: "Jeder Mailserver, auch der von Exchange Online.",
  },
  as: "Sendet als",
  ases: { application: "Die Anwendung", person: "Ich" },
  asHints: {
    application:
      "Das Postfach des Absenders sendet. Ein Administrator erlaubt es der Anwendung: am besten durch die Rolle Application Mail.Send in Exchange Online (RBAC für Anwendungen), in einem Bereich aus diesem Postfach allein; die Anwendungsberechtigung Mail.Send in Entra reicht an jedes Postfach.",
    person:
      "Mails kommen aus Ihrem eigenen Postfach, solange Sie angemeldet bleiben. Um die Berechtigung Mail.Send werden Sie gebeten, wenn Sie prüfen oder speichern.",
  },
  host: "Name des Servers",
  hostHint: "Nur sein Name, zum Beispiel smtp.office365.com.",
  security: "Verschlüsselung",
  securities: {
    starttls: "STARTTLS (üblich, Port 587)",
    tls: "TLS von Anfang an (Port 465)",
    none: "Keine",
  },
  port: "Portnummer",
  signIn: "Anmeldung",
  signIns: {
    none: "Keine (Relay)",
    password: "Benutzer und Kennwort",
    oauth: "Token von Microsoft Entra ID (XOAUTH2)",
  },
  signInHints: {
    none: "Der Server muss Mails von diesem Rechner annehmen, ohne zu fragen, wer er ist.",
    oauth:
      "Für Exchange Online. Die Anwendung weist sich ohne Kennwort durch ihr eigenes Token aus; ein Administrator von Exchange lässt sie einmal in das Postfach, siehe unten.",
  },
  exchange: {
    title: "Was ein Administrator von Exchange dafür tut",
    permission:
      "In der Registrierung, API-Berechtigungen, Berechtigung hinzufügen, Von meiner Organisation verwendete APIs, Office 365 Exchange Online, Anwendungsberechtigungen: diese hinzufügen und die Administratorzustimmung erteilen.",
    connect: "In PowerShell, angemeldet als Administrator von Exchange:",
    known:
      "Exchange die Anwendung bekannt machen (die zweite Zeile nur, wo es sie noch nicht kennt):",
    mailbox: "Sie in das Postfach lassen, das sendet:",
    smtp: "Diesem Postfach die Anmeldung per SMTP erlauben, die in den meisten Unternehmen abgeschaltet ist:",
    then: "Bis alle Teile von Exchange es wissen, kann eine halbe Stunde vergehen. Senden Sie danach eine Testmail.",
  },
  user: "Benutzer",
  password: "Kennwort",
  passwordKept:
    "Ein Kennwort ist gespeichert. Lassen Sie das Feld leer, um es zu behalten; bei anderem Server, Port oder Benutzer ist es neu einzugeben.",
  sender: "Absenderadresse",
  senderHints: {
    graph: "Das Postfach, das sendet.",
    smtp: "Jede Mail kommt von hier, wer auch immer sie auslöst.",
  },
  senderName: "Absendername",
  text: "Text und Verlauf",
  footer: "Fußzeile",
  footerHint: "Steht unter jeder Mail, zum Beispiel wer in Ihrem Unternehmen Fragen beantwortet.",
  historyDays: "Tage des Verlaufs",
  historyHint: "Wie lange gesendete Mails unten zu sehen sind und nicht gesendete versucht werden.",
  alerts: "Wer von Störungen erfährt",
  alertsTo: "Adressen",
  alertsHint:
    "Eine je Zeile. Sie erfahren von fehlender Zustimmung, angehaltenen Läufen, ausbleibenden Meldungen, ablaufenden Zugangsdaten und einem ERP, das nicht antwortet. Leer: niemand.",
  language: "Sprache",
  erpDownMinutes: "Minuten, bis ein ERP als ausgefallen gilt",
  mistakes: {
    missing: "Bitte ausfüllen.",
    address: "Geben Sie Mailadressen wie it@contoso.com ein.",
    number: "Geben Sie eine ganze Zahl im üblichen Bereich ein.",
    "not-encrypted": "Ein Kennwort wird nicht unverschlüsselt gesendet.",
    "not-exchange":
      "Nur Exchange Online erhält dieses Token. Geben Sie smtp.office365.com ein, oder melden Sie sich mit Kennwort an.",
    "port-speaks-tls": "Port 465 spricht TLS von Anfang an. Wählen Sie das, oder Port 587.",
    "port-speaks-starttls": "Port 587 beginnt mit STARTTLS. Wählen Sie das, oder Port 465.",
  },
  warnings: {
    "port-25":
      "Port 25 ist für Mails zwischen Servern und oft gesperrt. Verwenden Sie 587 oder 465, wo der Server es anbietet.",
    "no-tls": "Ohne Verschlüsselung kann jeder auf dem Weg die Mails lesen.",
    "exchange-refuses-passwords":
      "Exchange Online nimmt keine Kennwörter mehr an. Wählen Sie das Token von Microsoft Entra ID, oder senden Sie über Microsoft 365 (Graph).",
  },
  save: "Speichern",
  saved: "Gespeichert. Was wartete, wird gleich versucht.",
  test: "Eine Testmail an mich senden",
  testHint: (address) =>
    `Sie geht an ${address}, auf dem oben eingetragenen Weg, gespeichert oder nicht.`,
  tested: (address) =>
    `Die Testmail für ${address} wurde angenommen. Sehen Sie in dieses Postfach.`,
  said: (reason) => `Die Gegenseite sagte: ${reason}`,
  problems: {
    "not-set-up": {
      title: "Kein Weg zum Senden ist eingerichtet",
      text: "Wählen Sie oben Microsoft 365 oder einen Mailserver.",
    },
    "host-forbidden": {
      title: "Dieser Server darf nicht verwendet werden",
      text: "Er liegt in einem geschlossenen Netz. Der Betreiber kann ihn mit SMTP_PRIVATE_HOSTS öffnen.",
    },
    "host-unknown": {
      title: "Kein Server heißt so",
      text: "Prüfen Sie die Schreibweise des Servers.",
    },
    unreachable: {
      title: "Der Server antwortet nicht",
      text: "Prüfen Sie Server und Port, und ob eine Firewall diesen Rechner auf diesem Port hinauslässt.",
    },
    "no-starttls": {
      title: "Der Server bietet keine Verschlüsselung an",
      text: "Wählen Sie TLS von Anfang an mit Port 465, oder fragen Sie seinen Betreiber.",
    },
    "tls-mismatch": {
      title: "Die Verschlüsselung passt nicht zum Port",
      text: "STARTTLS gehört zu 587, TLS von Anfang an zu 465.",
    },
    certificate: {
      title: "Dem Zertifikat des Servers wird nicht vertraut",
      text: "Verwenden Sie genau den Namen in seinem Zertifikat. Ein Zertifikat Ihrer eigenen Stelle nennt, wer den Server betreibt, in OUTBOUND_CA_FILE.",
    },
    "sign-in-refused": {
      title: "Der Server lehnt die Anmeldung ab",
      text: "Prüfen Sie Benutzer und Kennwort. Manche Server wollen ein Kennwort für Anwendungen oder ein Token.",
    },
    "token-refused": {
      title: "Exchange lässt die Anwendung nicht in dieses Postfach",
      text: "Es geht um kein Kennwort: Das Token der Anwendung wurde abgelehnt. Ein Administrator von Exchange geht die Schritte bei der Anmeldung durch, für genau das Postfach, das als Benutzer eingetragen ist; danach kann es eine halbe Stunde dauern.",
    },
    "smtp-auth-off": {
      title: "Dieses Postfach darf sich nicht per SMTP anmelden",
      text: "Exchange hat es abgeschaltet, für dieses Postfach oder für alle. Ein Administrator von Exchange schaltet es für dieses ein (Set-CASMailbox mit -SmtpClientAuthenticationDisabled $false), oder senden Sie über Microsoft 365 (Graph).",
    },
    "sign-in-unsupported": {
      title: "Der Server kennt diese Art der Anmeldung nicht",
      text: "Wählen Sie eine andere.",
    },
    "consent-missing": {
      title: "Eine Berechtigung fehlt",
      text: "Sie fehlt der Anwendung: Mail.Send, für dieses Postfach in Exchange oder für alle in Entra; für einen Mailserver SMTP.SendAsApp, mit der Zustimmung eines Administrators.",
    },
    "signed-out": {
      title: "Wer sendet, muss sich erneut anmelden",
      text: "Öffnen Sie das Portal als die Person, die es eingerichtet hat, oder lassen Sie die Anwendung senden.",
    },
    "mailbox-unknown": {
      title: "Dieses Postfach gibt es nicht",
      text: "Prüfen Sie die Absenderadresse. Sie muss ein Postfach in Microsoft 365 sein.",
    },
    "sender-refused": {
      title: "Der Server lehnt den Absender ab",
      text: "Verwenden Sie eine Adresse, als die der Benutzer senden darf.",
    },
    "recipient-refused": {
      title: "Der Server lehnt den Empfänger ab",
      text: "Prüfen Sie die Adresse. Manche Server stellen nur im Unternehmen zu.",
    },
    refused: {
      title: "Der Server lehnt die Mail ab",
      text: "Was er sagte, nennt den Grund; oft hielt ein Filter sie für Werbung.",
    },
    throttled: {
      title: "Der Server will weniger Mails",
      text: "Es wird wieder versucht, sobald er es erlaubt.",
    },
    unavailable: {
      title: "Der Server kann gerade keine Mails annehmen",
      text: "Es wird von selbst wieder versucht.",
    },
    uncertain: {
      title: "Es kam keine Antwort",
      text: "Sie kann angekommen sein. Es wird von selbst wieder versucht, sie kann also zweimal kommen.",
    },
    discarded: { title: "Verworfen", text: "Ein Administrator hat es so entschieden." },
  },
  unknownProblem: { title: "Sie wurde nicht gesendet", text: "Es wird wieder versucht." },
  outbox: "Postausgang",
  outboxEmpty: "Hier sind keine Mails.",
  show: "Zeigen",
  shows: { all: "Alle", open: "Noch nicht gesendet", sent: "Gesendet und verworfen" },
  states: {
    waiting: "Wartet",
    sending: "Wird gesendet",
    sent: "Gesendet",
    failed: "Gescheitert",
    discarded: "Verworfen",
  },
  sentAt: (time) => `gesendet ${time}`,
  nextTry: (time) => `nächster Versuch ${time}`,
  attempts: (count) => (count === 1 ? "ein Versuch" : `${count} Versuche`),
  twice: "Sie kann schon angekommen sein.",
  retry: "Jetzt versuchen",
  retryOf: (subject) => `Jetzt versuchen: ${subject}`,
  discard: "Verwerfen",
  discardOf: (subject) => `Verwerfen: ${subject}`,
  reason: "Warum sie nicht gesendet werden soll",
  cancel: "Abbrechen",
  more: "Frühere",
};

export const words = { en, de };
