/** What Microsoft Entra ID refuses, in our words. */
export const ofSignIn: Readonly<Record<string, string>> = {
  "Your sign-in has to be renewed. This happens by itself at the next try.":
    "Ihre Anmeldung muss erneuert werden. Das geschieht beim nächsten Versuch von selbst.",
  "Your sign-in has ended, for example after a password change. Sign in again; nothing was deleted.":
    "Ihre Anmeldung ist beendet, etwa nach einer Kennwortänderung. Melden Sie sich erneut an; gelöscht wurde nichts.",
  "Nobody is signed in for this mailbox: its person signs in again in the pane or the portal.":
    "Für dieses Postfach ist niemand angemeldet: Seine Person meldet sich in Outlook oder im Portal neu an.",
  "Your company asks for an additional proof of identity. Sign in again and confirm it.":
    "Ihr Unternehmen verlangt einen zusätzlichen Identitätsnachweis. Melden Sie sich erneut an und bestätigen Sie ihn.",
  "Sync to ERP has not been allowed to use your calendar. Agree to it, or ask your administrator: he can agree for everybody under Service, Microsoft 365.":
    "Sync to ERP darf Ihren Kalender noch nicht verwenden. Stimmen Sie zu, oder bitten Sie Ihren Administrator: Er kann in der Verwaltung unter Microsoft 365 für alle zustimmen.",
  "The permission was declined. Try again and accept it, or ask your administrator.":
    "Die Berechtigung wurde abgelehnt. Versuchen Sie es erneut und nehmen Sie an, oder fragen Sie Ihren Administrator.",
  "In your company an administrator has to allow Sync to ERP. Ask him: he finds the link for it under Service, Microsoft 365.":
    "In Ihrem Unternehmen muss ein Administrator Sync to ERP erlauben. Bitten Sie ihn darum: Den Link dazu findet er in der Verwaltung unter Microsoft 365.",
  "Your request for permission is with your administrators. Try again once they have answered.":
    "Ihre Anfrage liegt bei Ihren Administratoren. Versuchen Sie es nach deren Antwort erneut.",
  "You are not assigned to the application Sync to ERP. Ask your administrator to assign you.":
    "Sie sind der Anwendung Sync to ERP nicht zugewiesen. Bitten Sie Ihren Administrator um die Zuweisung.",
  "This account is disabled. Synchronization is paused until your administrator enables it.":
    "Dieses Konto ist deaktiviert. Die Synchronisierung ruht, bis Ihr Administrator es aktiviert.",
  "Your company's rules ask for a registered or compliant device. Use one, or ask your administrator.":
    "Die Regeln Ihres Unternehmens verlangen ein registriertes oder konformes Gerät. Verwenden Sie eines, oder fragen Sie Ihren Administrator.",
  "A rule of your company blocks this access. Your administrator finds the reason in the sign-in log.":
    "Eine Regel Ihres Unternehmens sperrt diesen Zugriff. Ihr Administrator findet den Grund im Anmeldeprotokoll.",
  "This account does not belong to the company's directory. Sign in with your work account.":
    "Dieses Konto gehört nicht zum Verzeichnis des Unternehmens. Melden Sie sich mit Ihrem Geschäftskonto an.",
  "Sync to ERP is not installed in your company's directory. Ask your administrator: he finds the link for it under Service, Microsoft 365.":
    "Sync to ERP ist im Verzeichnis Ihres Unternehmens nicht eingerichtet. Bitten Sie Ihren Administrator darum: Den Link dazu findet er in der Verwaltung unter Microsoft 365.",
  "The server's secret or certificate for Microsoft is wrong or has expired. The operator has to renew it.":
    "Das Geheimnis oder Zertifikat des Servers bei Microsoft ist falsch oder abgelaufen. Der Betreiber muss es erneuern.",
  "The application's registration at Microsoft is for one company alone. Whoever registered it has to make it multitenant.":
    "Die Registrierung der Anwendung bei Microsoft gilt für ein einziges Unternehmen. Wer sie angelegt hat, muss sie mehrinstanzenfähig machen.",
  "The application's registration at Microsoft is incomplete. The operator has to correct it.":
    "Die Registrierung der Anwendung bei Microsoft ist unvollständig. Der Betreiber muss sie korrigieren.",
  "Microsoft's sign-in service does not answer properly just now. The next try comes by itself.":
    "Der Anmeldedienst von Microsoft antwortet gerade nicht richtig. Der nächste Versuch folgt von selbst.",
  "For mailboxes and calendars of others Sync to ERP needs a further permission ({0}). Allow it, or ask your administrator; nobody else is asked.":
    "Für Postfächer und Kalender anderer braucht Sync to ERP eine weitere Berechtigung ({0}). Erlauben Sie sie, oder fragen Sie Ihren Administrator; sonst wird niemand gefragt.",
  "Sync to ERP needs a further permission ({0}). Allow it, or ask your administrator.":
    "Sync to ERP braucht eine weitere Berechtigung ({0}). Erlauben Sie sie, oder fragen Sie Ihren Administrator.",
  "The server does not know its application at Microsoft, or cannot read its credential any more. The operator enters it in the portal.":
    "Der Server kennt seine Anwendung bei Microsoft nicht oder kann ihr Geheimnis nicht mehr lesen. Der Betreiber gibt sie im Portal ein.",
};
