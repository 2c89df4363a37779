/** What the doctor finds, and what mends it. */
export const ofDoctor: Readonly<Record<string, string>> = {
  // The machine.
  "The server is running.": "Der Server läuft.",
  "No server is running on this folder: nothing is synchronized.":
    "Auf diesem Ordner läuft kein Server: Nichts wird synchronisiert.",
  "Start it.": "Starten Sie ihn.",
  "The configuration is complete.": "Die Konfiguration ist vollständig.",
  "NODE_ENV is not production.": "NODE_ENV ist nicht production.",
  "Leave it out, unless this is a trial.": "Lassen Sie es weg, es sei denn, dies ist ein Versuch.",
  "The server listens on loopback and believes no proxy: all people count as one address.":
    "Der Server hört nur auf sich selbst und glaubt keinem Proxy: Alle Personen zählen als eine Adresse.",
  "Set TRUST_PROXY_HOPS to the number of proxies in front (1).":
    "Setzen Sie TRUST_PROXY_HOPS auf die Zahl der Proxys davor (1).",
  "LOG_LEVEL is {0}: who asks for help has nothing to show.":
    "LOG_LEVEL ist {0}: Wer um Hilfe bittet, hat nichts vorzuzeigen.",
  "Set it to info.": "Setzen Sie es auf info.",
  "The store answers. Mailboxes: {0}.": "Der Speicher antwortet. Postfächer: {0}.",
  "See that the server's account may read and write DATA_DIR.":
    "Das Konto des Servers muss DATA_DIR lesen und schreiben dürfen.",
  "{0} MB are free for DATA_DIR.": "Für DATA_DIR sind {0} MB frei.",
  "Make room: on a full disk nothing is synchronized until there is some.":
    "Schaffen Sie Platz: Auf einer vollen Platte wird nichts synchronisiert, bis wieder welcher da ist.",
  'All secrets are sealed with "{0}": {1}.': "Alle Geheimnisse sind mit „{0}“ versiegelt: {1}.",
  '{0} secrets are still sealed with the older key "{1}".':
    "Noch mit dem älteren Schlüssel „{1}“ versiegelte Geheimnisse: {0}.",
  "`sync-to-erp rotate-key` seals them anew; then the older key can go.":
    "`sync-to-erp rotate-key` versiegelt sie neu; danach kann der ältere Schlüssel weg.",
  'TOKEN_KEYS lacks the key "{0}". Secrets that it seals: {1}.':
    "TOKEN_KEYS fehlt der Schlüssel „{0}“. Geheimnisse, die er versiegelt: {1}.",
  "Add that key behind the others and restart; where it is lost, these people sign in again.":
    "Fügen Sie diesen Schlüssel hinter den anderen hinzu und starten Sie neu; ist er verloren, melden sich diese Personen neu an.",
  "{0} scopes could not be read.": "Bereiche, die sich nicht lesen ließen: {0}.",
  "See `sync-to-erp status`: which are damaged, and what to do about each.":
    "`sync-to-erp status` zeigt, welche beschädigt sind und was bei jedem zu tun ist.",
  "The clock is Microsoft's.": "Die Uhr geht wie die von Microsoft.",
  "The clock is {0} s ahead of Microsoft's.": "Die Uhr geht {0} s vor der von Microsoft.",
  "The clock is {0} s behind Microsoft's.": "Die Uhr geht {0} s hinter der von Microsoft.",
  "Microsoft's clock could not be asked.": "Nach Microsofts Uhr ließ sich nicht fragen.",
  "Let the machine set its clock by NTP (timedatectl set-ntp true).":
    "Lassen Sie den Rechner seine Uhr nach NTP stellen (timedatectl set-ntp true).",

  // Rights in an ERP; behind the sentence may stand the right's own name, in brackets.
  "ERP {0}: the key may not find people by their address.{1}":
    "ERP {0}: Der Schlüssel darf Personen nicht an ihrer Adresse finden.{1}",
  "ERP {0}: the key may not read activities.{1}":
    "ERP {0}: Der Schlüssel darf Aktivitäten nicht lesen.{1}",
  "ERP {0}: the key may not make activities.{1}":
    "ERP {0}: Der Schlüssel darf keine Aktivitäten anlegen.{1}",
  "ERP {0}: the key may not change activities.{1}":
    "ERP {0}: Der Schlüssel darf Aktivitäten nicht ändern.{1}",
  "ERP {0}: the key may not delete activities.{1}":
    "ERP {0}: Der Schlüssel darf Aktivitäten nicht löschen.{1}",
  "ERP {0}: the key may not read what changed.{1}":
    "ERP {0}: Der Schlüssel darf nicht lesen, was sich geändert hat.{1}",
  "ERP {0}: the key may not have changes announced.{1}":
    "ERP {0}: Der Schlüssel darf sich keine Änderungen melden lassen.{1}",
  "ERP {0}: the key may not find records.{1}":
    "ERP {0}: Der Schlüssel darf Datensätze nicht finden.{1}",
  "ERP {0}: the key may not make records.{1}":
    "ERP {0}: Der Schlüssel darf keine Datensätze anlegen.{1}",
  "Give this right to the connection's account in the ERP; Service, ERP connections shows all of them.":
    "Geben Sie dem Konto der Anbindung im ERP dieses Recht; Verwaltung, ERP-Anbindungen zeigt alle.",

  // Microsoft.
  "The sign-in service knows the application in tenant {0}.":
    "Die Anmeldung bei Microsoft kennt die Anwendung im Mandanten {0}.",
  "{0} did not answer for tenant {1}: {2}.": "{0} antwortete für den Mandanten {1} nicht: {2}.",
  "See that the server may reach it: name resolution, firewall, OUTBOUND_PROXY, and the authority of its certificate (OUTBOUND_CA_FILE).":
    "Der Server muss dorthin kommen: Namensauflösung, Firewall, OUTBOUND_PROXY und die Stelle, die das Zertifikat ausgestellt hat (OUTBOUND_CA_FILE).",
  "The application is refused in tenant {0} ({1}).":
    "Die Anwendung wird im Mandanten {0} abgewiesen ({1}).",
  "No application of Entra is entered, or its credential cannot be read: nobody can sign in.":
    "Keine Anwendung von Entra ist eingegeben, oder ihr Nachweis lässt sich nicht lesen: Niemand kann sich anmelden.",
  "Open the portal and enter it; `sync-to-erp administrator` prints the token for that.":
    "Öffnen Sie das Portal und geben Sie sie ein; das Kennwort dafür druckt `sync-to-erp administrator`.",
  "The server proves itself by a client secret, which ends without telling when.":
    "Der Server weist sich durch einen geheimen Clientschlüssel aus, der abläuft, ohne zu sagen, wann.",
  "Upload a certificate to the registration and enter that instead.":
    "Laden Sie ein Zertifikat in die Registrierung und geben Sie stattdessen dieses ein.",
  "The client secret has expired on {0}.": "Der geheime Clientschlüssel ist am {0} abgelaufen.",
  "The client secret is valid until {0} ({1} days).":
    "Der geheime Clientschlüssel gilt bis {0} (noch {1} Tage).",
  "Make a new one in the registration and enter it, or better a certificate.":
    "Erzeugen Sie in der Registrierung einen neuen und geben Sie ihn ein, oder besser ein Zertifikat.",
  "The certificate of the registration has expired on {0}.":
    "Das Zertifikat der Registrierung ist am {0} abgelaufen.",
  "The certificate of the registration is valid until {0} ({1} days).":
    "Das Zertifikat der Registrierung gilt bis {0} (noch {1} Tage).",
  "Make a new certificate, upload it to the registration, then enter it here, in this order.":
    "Erzeugen Sie ein neues Zertifikat, laden Sie es in die Registrierung und geben Sie es dann hier ein, in dieser Reihenfolge.",
  "{0} answers.": "{0} antwortet.",
  "{0} did not answer: {1}.": "{0} antwortete nicht: {1}.",
  "Mend what keeps Graph away.": "Beheben Sie, was Graph fernhält.",
  "{0} does not tell its time.": "{0} sagt nicht, wie spät es dort ist.",
  "See whether a proxy answers in its place.":
    "Sehen Sie nach, ob an seiner Stelle ein Proxy antwortet.",

  // What an operator does about an answer of Entra.
  "Enter the VALUE of the client secret, not its id, under Service, Microsoft 365, or in ENTRA_CLIENT_SECRET; where the value is lost, make a new secret.":
    "Geben Sie den WERT des geheimen Clientschlüssels ein, nicht seine ID, unter Verwaltung, Microsoft 365 und Zugang, oder in ENTRA_CLIENT_SECRET; ist der Wert verloren, erzeugen Sie einen neuen.",
  "The client secret has expired: make a new one in the registration (better: a certificate) and enter it under Service, Microsoft 365, or in ENTRA_CLIENT_SECRET, which needs a restart.":
    "Der geheime Clientschlüssel ist abgelaufen: Erzeugen Sie in der Registrierung einen neuen (besser: ein Zertifikat) und geben Sie ihn unter Verwaltung, Microsoft 365 und Zugang, ein, oder in ENTRA_CLIENT_SECRET mit einem Neustart.",
  "Enter a secret or a certificate under Service, Microsoft 365, or in the environment, and see that the registration is no public client.":
    "Geben Sie einen geheimen Clientschlüssel oder ein Zertifikat unter Verwaltung, Microsoft 365 und Zugang, oder in der Umgebung ein; die Registrierung darf kein öffentlicher Client sein.",
  "In the registration, Authentication: set 'Allow public client flows' to No.":
    "In der Registrierung unter Authentifizierung: „Öffentliche Clientflows zulassen“ auf Nein stellen.",
  "Upload the certificate that is entered under Service, Microsoft 365, or named by ENTRA_CERTIFICATE_FILE to the registration; its key must be the one entered with it, and the server's clock right.":
    "Laden Sie das Zertifikat, das unter Verwaltung, Microsoft 365 und Zugang, eingegeben ist oder das ENTRA_CERTIFICATE_FILE nennt, in die Registrierung; der Schlüssel muss der dazu eingegebene sein, und die Uhr des Servers muss stimmen.",
  "An administrator of the tenant agrees: Service, Microsoft 365 leads him there, or gives a link to send. Where he did, see that the tenant's id, the application's id and ENTRA_AUTHORITY_HOST are right, and that the registration is multitenant where it belongs to another tenant.":
    "Ein Administrator des Mandanten stimmt zu: Verwaltung, Microsoft 365 und Zugang führt ihn hin oder gibt einen Link zum Senden. Hat er es getan, müssen Kennung des Mandanten, Anwendungs-ID und ENTRA_AUTHORITY_HOST stimmen, und die Registrierung muss mehrinstanzenfähig sein, wenn sie einem anderen Mandanten gehört.",
  "GRAPH_RESOURCE must be the origin of Microsoft Graph in this cloud and nothing more, such as https://graph.microsoft.com, and the registration must offer the scope access_as_user under Expose an API.":
    "GRAPH_RESOURCE muss die Adresse von Microsoft Graph in dieser Cloud sein und nichts dahinter, etwa https://graph.microsoft.com, und die Registrierung muss unter „Eine API verfügbar machen“ den Bereich access_as_user anbieten.",
  "In the registration, Authentication, platform Single-page application: enter exactly the redirect URIs that Service, Microsoft 365 lists, that of brk-multihub included; PUBLIC_URL must be the address that people open.":
    "In der Registrierung unter Authentifizierung, Plattform Single-Page-Webanwendung: Tragen Sie genau die Umleitungs-URIs ein, die Verwaltung, Microsoft 365 und Zugang aufzählt, auch die mit brk-multihub; PUBLIC_URL muss die Adresse sein, die Personen öffnen.",
  "Add User.Read of Microsoft Graph to the registration's API permissions, then have an administrator of the tenant agree.":
    "Fügen Sie den API-Berechtigungen der Registrierung User.Read von Microsoft Graph hinzu, und lassen Sie dann einen Administrator des Mandanten zustimmen.",
  "Enter the application's own id, a GUID, under Service, Microsoft 365, or in ENTRA_CLIENT_ID; the Application ID URI of the registration is api:// followed by that id.":
    "Geben Sie die Anwendungs-ID selbst, eine GUID, unter Verwaltung, Microsoft 365 und Zugang, ein oder in ENTRA_CLIENT_ID; der Anwendungs-ID-URI der Registrierung ist api:// und dahinter diese ID.",
  "GRAPH_RESOURCE must name one address alone. Where it does, report it to the makers of Sync to ERP: the server asked for two systems at once.":
    "GRAPH_RESOURCE darf nur eine Adresse nennen. Tut es das, melden Sie es den Herstellern von Sync to ERP: Der Server fragte nach zwei Systemen zugleich.",
  "Let OUTBOUND_PROXY, or whatever stands between, pass requests to the sign-in service on unchanged; where there is nothing of the kind, report it to the makers of Sync to ERP with the log of that minute.":
    "OUTBOUND_PROXY, oder was sonst dazwischensteht, muss Anfragen an die Anmeldung bei Microsoft unverändert weitergeben; gibt es nichts dergleichen, melden Sie es den Herstellern von Sync to ERP mit dem Protokoll jener Minute.",
  "This registration may not act for people: make one of its own for Sync to ERP, as Service, Microsoft 365 describes it, and enter that.":
    "Diese Registrierung darf nicht für Personen handeln: Legen Sie für Sync to ERP eine eigene an, wie Verwaltung, Microsoft 365 und Zugang sie beschreibt, und geben Sie diese ein.",
  "Name the tenant by its id, a GUID, under Service, Microsoft 365, or in TENANTS; common, organizations and consumers are none.":
    "Nennen Sie den Mandanten mit seiner Kennung, einer GUID, unter Verwaltung, Microsoft 365 und Zugang, oder in TENANTS; common, organizations und consumers sind keine.",
  "An administrator of the tenant begins once more under Service, Microsoft 365, and presses Accept.":
    "Ein Administrator des Mandanten beginnt unter Verwaltung, Microsoft 365 und Zugang, noch einmal und wählt Akzeptieren.",
  "A reviewer approves it: Entra, Enterprise applications, Admin consent requests.":
    "Ein Prüfer genehmigt es: Entra, Unternehmensanwendungen, Anforderungen der Administratoreinwilligung.",
  "Correct the tenant's id under Service, Microsoft 365, or in TENANTS; in a national cloud ENTRA_AUTHORITY_HOST is another one.":
    "Berichtigen Sie die Kennung des Mandanten unter Verwaltung, Microsoft 365 und Zugang, oder in TENANTS; in einer nationalen Cloud ist ENTRA_AUTHORITY_HOST ein anderer.",
  "ENTRA_SINGLE_TENANT says that the registration is for one directory, and Microsoft knows it in another one as well: people without a mail domain that is known here are led to the wrong sign-in.":
    "ENTRA_SINGLE_TENANT sagt, die Registrierung gelte für ein einziges Verzeichnis, und Microsoft kennt sie auch in einem anderen: Personen ohne eine hier bekannte Maildomäne werden zur falschen Anmeldung geführt.",
  "Take ENTRA_SINGLE_TENANT out, then restart.":
    "Nehmen Sie ENTRA_SINGLE_TENANT heraus und starten Sie neu.",
  "Nobody told whether the registration is for one directory alone. If it is, everybody without a mail domain that is known here is refused at the sign-in that companies share (AADSTS50194).":
    "Ob die Registrierung für ein einziges Verzeichnis gilt, hat niemand gesagt. Wenn ja, werden alle ohne eine hier bekannte Maildomäne bei der Anmeldung abgewiesen, die den Unternehmen gemeinsam ist (AADSTS50194).",
  "See Entra, App registrations, Authentication, Supported account types. For one directory: enter its id as ENTRA_SINGLE_TENANT and restart, or make the registration multitenant. For any: nothing is to be done, and this ends with the first consent of another company.":
    "Sehen Sie nach: Entra, App-Registrierungen, Authentifizierung, Unterstützte Kontotypen. Für ein einziges Verzeichnis: Tragen Sie dessen Kennung als ENTRA_SINGLE_TENANT ein und starten Sie neu, oder machen Sie die Registrierung mehrinstanzenfähig. Für beliebige: Zu tun ist nichts, und dies endet mit der ersten Zustimmung eines weiteren Unternehmens.",
  "Whoever registered the application makes it multitenant: Entra, App registrations, Authentication, Supported account types, any organizational directory. Until then only its own company can be let in. So that its people go on signing in meanwhile, enter the id of its directory as ENTRA_SINGLE_TENANT, where the server's configuration names the registration.":
    "Wer die Anwendung registriert hat, macht sie mehrinstanzenfähig: Entra, App-Registrierungen, Authentifizierung, Unterstützte Kontotypen, beliebiges Organisationsverzeichnis. Bis dahin lässt sich nur ihr eigenes Unternehmen zulassen. Damit dessen Personen sich inzwischen weiter anmelden, tragen Sie die Kennung seines Verzeichnisses als ENTRA_SINGLE_TENANT ein, wenn die Konfiguration des Servers die Registrierung nennt.",
  "Add the permissions for Microsoft Graph to the registration (README), then grant consent.":
    "Fügen Sie der Registrierung die Berechtigungen für Microsoft Graph hinzu (README), und stimmen Sie dann zu.",
  "Add Microsoft Graph to the registration's API permissions; GRAPH_RESOURCE must be that of the cloud.":
    "Fügen Sie Microsoft Graph zu den API-Berechtigungen der Registrierung hinzu; GRAPH_RESOURCE muss zur Cloud gehören.",
  "Set the server's clock by NTP: it is minutes away from Microsoft's.":
    "Stellen Sie die Uhr des Servers nach NTP: Sie weicht um Minuten von der von Microsoft ab.",
  "Assign the people or their group to the enterprise application.":
    "Weisen Sie die Personen oder ihre Gruppe der Unternehmensanwendung zu.",
  "An administrator of the tenant looks into the sign-in log of Entra for this application, which names the rule.":
    "Ein Administrator des Mandanten sieht im Anmeldeprotokoll von Entra bei dieser Anwendung nach; dort steht die Regel.",
  "Look at the sign-in service's health, or try again in a few minutes; see the log.":
    "Sehen Sie nach, wie es der Anmeldung bei Microsoft geht, oder versuchen Sie es in einigen Minuten noch einmal; mehr steht im Protokoll.",

  // The address, and the ERPs.
  "{0} has no certificate.": "{0} hat kein Zertifikat.",
  "The certificate of {0} has expired on {1}.": "Das Zertifikat von {0} ist am {1} abgelaufen.",
  "The certificate of {0} is valid until {1} ({2} days).":
    "Das Zertifikat von {0} gilt bis {1} (noch {2} Tage).",
  "Renew the certificate of the proxy in front of the server.":
    "Erneuern Sie das Zertifikat des Proxys vor dem Server.",
  "{0} could not be reached from here: {1}.": "{0} ließ sich von hier nicht erreichen: {1}.",
  "See from outside that it answers with a certificate that Microsoft trusts.":
    "Sehen Sie von außen nach, ob dort ein Zertifikat antwortet, dem Microsoft vertraut.",
  "{0} answers as Graph asks of it.": "{0} antwortet, wie Graph es verlangt.",
  "{0} does not answer: {1}": "{0} antwortet nicht: {1}",
  "It answers with status {0}.": "Die Antwort hat den Status {0}.",
  "Something else answers there: it does not echo the token.":
    "Dort antwortet etwas anderes: Das Kennwort kommt nicht zurück.",
  "It answers as {0}, not as plain text.": "Die Antwort kommt als {0}, nicht als reiner Text.",
  "It cannot be reached: {0}.": "Nicht zu erreichen: {0}.",
  "See that PUBLIC_URL is right and that the proxy passes it on unchanged; until then changes in Outlook are looked for at the interval.":
    "PUBLIC_URL muss stimmen, und der Proxy muss sie unverändert weitergeben; bis dahin wird im eingestellten Abstand nach Änderungen in Outlook gesehen.",
  "ERP {0} answers and takes the key.": "Das ERP {0} antwortet und nimmt den Schlüssel.",
  "ERP {0}: {1}": "Zum ERP {0}: {1}",
  "ERP {0}: {1} ({2})": "Zum ERP {0}: {1} ({2})",

  // What mends an ERP connection.
  "Connect one under Service, ERP connections, for this company.":
    "Binden Sie unter Verwaltung, ERP-Anbindungen für dieses Unternehmen eines an.",
  "If this address is meant, name its host in ERP_PRIVATE_HOSTS and restart the server.":
    "Ist diese Adresse gemeint, nennen Sie ihren Host in ERP_PRIVATE_HOSTS und starten Sie den Server neu.",
  "No name service knows this host: see that the web address is spelled right. A name of your own network must be known on the server's machine, too.":
    "Kein Namensdienst kennt diesen Host: Sehen Sie nach, ob die Webadresse richtig geschrieben ist. Ein Name im eigenen Netz muss auch auf dem Rechner des Servers bekannt sein.",
  "The machine is there, but nothing listens at this port: start the ERP, or correct address and port.":
    "Der Rechner ist da, aber an diesem Port hört nichts: Starten Sie das ERP, oder berichtigen Sie Adresse und Port.",
  "Let the server out to this address: firewall, route, and OUTBOUND_PROXY where the way leads through a proxy. See also that the ERP runs.":
    "Lassen Sie den Server zu dieser Adresse hinaus: Firewall, Route, und OUTBOUND_PROXY, wo der Weg durch einen Proxy führt. Sehen Sie auch nach, ob das ERP läuft.",
  "The ERP took the request and did not answer in time: see in its log what keeps it busy.":
    "Das ERP nahm die Anfrage an und antwortete nicht rechtzeitig: In seinem Protokoll steht, was es beschäftigt.",
  "The connection was cut without an answer: see the ERP's log, a proxy in front of it, and whether the address must begin with https://.":
    "Die Verbindung brach ohne Antwort ab: Sehen Sie im Protokoll des ERP nach, bei einem Proxy davor, und ob die Adresse mit https:// beginnen muss.",
  "Renew the certificate of the ERP's web server; where it is valid, the clock of this server is wrong.":
    "Erneuern Sie das Zertifikat des Webservers vom ERP; ist es gültig, geht die Uhr dieses Servers falsch.",
  "Enter the host by a name that its certificate is made out for.":
    "Geben Sie den Host mit einem Namen ein, auf den sein Zertifikat lautet.",
  "The certificate is of an authority that the server does not know: name that authority's file in OUTBOUND_CA_FILE and restart. A public one must send its whole chain.":
    "Das Zertifikat ist von einer Stelle, die der Server nicht kennt: Nennen Sie deren Datei in OUTBOUND_CA_FILE und starten Sie neu. Bei einer öffentlichen Stelle muss die ganze Kette mitgesandt werden.",
  "This port does not answer by https: enter the port that does, or http:// where the ERP offers nothing else.":
    "Dieser Port antwortet nicht mit https: Geben Sie den ein, der es tut, oder http://, wo das ERP nichts anderes bietet.",
  "Something else than the ERP's API answers there, such as its sign-in page or a proxy: enter the address as the ERP's documentation names it for its API.":
    "Dort antwortet etwas anderes als die API des ERP, etwa seine Anmeldeseite oder ein Proxy: Geben Sie die Adresse ein, die die Dokumentation des ERP für seine API nennt.",
  "The answer has another form than this connection knows: compare the ERP's version with the ones that Sync to ERP supports, and update whichever is older.":
    "Die Antwort hat eine andere Form, als diese Anbindung kennt: Vergleichen Sie die Version des ERP mit denen, die Sync to ERP unterstützt, und aktualisieren Sie, was älter ist.",
  "The ERP, or a proxy in front of it, reports a failure of its own; its log says which. It is asked again by itself.":
    "Das ERP, oder ein Proxy davor, meldet einen eigenen Fehler; welchen, steht in seinem Protokoll. Gefragt wird von selbst wieder.",
  "Enter a valid API key for this connection; the ERP's administrator makes one, and sees whether this one has ended.":
    "Geben Sie für diese Anbindung einen gültigen API-Schlüssel ein; der Administrator des ERP erzeugt einen und sieht, ob dieser abgelaufen ist.",
  "Give the connection's account in the ERP the rights that are listed under Service, ERP connections.":
    "Geben Sie dem Konto der Anbindung im ERP die Rechte, die unter Verwaltung, ERP-Anbindungen stehen.",
  "It goes on by itself; the windows and limits stand under Service, ERP connections, and are changed there.":
    "Es geht von selbst weiter; die Wartungsfenster und Grenzen stehen unter Verwaltung, ERP-Anbindungen und werden dort geändert.",
  "It goes on by itself; ask for a higher quota where it stays.":
    "Es geht von selbst weiter; bleibt es so, bitten Sie um ein höheres Kontingent.",
  "The ERP is there and refuses what any user of its API may ask: its log says why, at the time of this test.":
    "Das ERP ist da und lehnt ab, was jeder Benutzer seiner API fragen darf: Warum, steht in seinem Protokoll zur Zeit dieser Prüfung.",
  "Enter your mail address at your user in the ERP. An administrator here can also choose the ERP user of each person, under Service, Users.":
    "Tragen Sie im ERP bei Ihrem Benutzer Ihre Mailadresse ein. Ein Administrator hier kann den ERP-Benutzer jeder Person auch unter Verwaltung, Benutzer wählen.",
  "Let your user in the ERP work for a company: without one nothing is kept there.":
    "Lassen Sie Ihren Benutzer im ERP für eine Firma arbeiten: Ohne eine wird dort nichts geführt.",

  // Mail.
  "Mail of {0} can be sent.": "Mails können gesendet werden: {0}.",
  "Mail of {0}: Entra gives the application no Mail.Send; Exchange may do so for this mailbox.":
    "Mails von {0}: Entra gibt der Anwendung kein Mail.Send; Exchange kann es für dieses Postfach tun.",
  "Send a test mail under Service, Mail: that alone proves it.":
    "Senden Sie unter Verwaltung, Mailversand, eine Testmail: Nur sie beweist es.",
  "Mail of {0} is not sent: no way is chosen.":
    "Mails von {0} werden nicht gesendet: Kein Weg ist gewählt.",
  "Choose one under Service, Mail, or nobody hears of what waits for him.":
    "Wählen Sie einen unter Verwaltung, Mailversand, sonst hört niemand von dem, was auf ihn wartet.",
  "Mail of {0} cannot be sent: {1}": "Mails von {0} können nicht gesendet werden: {1}",
  "Mail of {0} cannot be sent by the way that is chosen for everybody here.":
    "Mails von {0} können auf dem Weg, der für alle hier gewählt ist, nicht gesendet werden.",
  "Tell whoever looks after the whole installation, or choose a way of your own under Service, Mail.":
    "Sagen Sie es dem, der die ganze Installation betreut, oder wählen Sie unter Verwaltung, Mailversand, einen eigenen Weg.",
  "The permission Mail.Send is missing.": "Die Berechtigung Mail.Send fehlt.",
  "See the settings under Service, Mail, and send a test mail there.":
    "Sehen Sie unter Verwaltung, Mailversand, nach den Einstellungen, und senden Sie dort eine Testmail.",
  "Enter user and password again under Service, Mail; some servers want a password made for applications.":
    "Geben Sie unter Verwaltung, Mailversand, Benutzer und Kennwort neu ein; manche Server wollen ein Kennwort für Anwendungen.",
  "An administrator of Exchange gives that mailbox to the application; the commands stand under Service, Mail, below Sign-in.":
    "Ein Administrator von Exchange gibt der Anwendung dieses Postfach; die Befehle stehen unter Verwaltung, Mailversand, bei der Anmeldung.",
  "An administrator of Exchange allows authenticated SMTP for that mailbox: Set-CASMailbox with -SmtpClientAuthenticationDisabled $false.":
    "Ein Administrator von Exchange erlaubt für dieses Postfach die Anmeldung per SMTP: Set-CASMailbox mit -SmtpClientAuthenticationDisabled $false.",
  "Choose under Service, Mail STARTTLS with port 587, or TLS with port 465.":
    "Wählen Sie unter Verwaltung, Mailversand, STARTTLS mit Port 587 oder TLS mit Port 465.",
  "If that server is meant, add it to SMTP_PRIVATE_HOSTS.":
    "Ist dieser Server gewollt, nehmen Sie ihn in SMTP_PRIVATE_HOSTS auf.",
  "See that server and port are right, and that a firewall lets this machine out to it.":
    "Server und Port müssen stimmen, und eine Firewall muss diesen Rechner dorthin lassen.",
  "Enter the server by the name in its certificate; an authority of your own is named in OUTBOUND_CA_FILE.":
    "Geben Sie den Server mit dem Namen in seinem Zertifikat ein; eine eigene Zertifizierungsstelle steht in OUTBOUND_CA_FILE.",
  "Grant the application Mail.Send, or SMTP.SendAsApp for Exchange Online's mail server, with admin consent.":
    "Geben Sie der Anwendung Mail.Send, für den Mailserver von Exchange Online SMTP.SendAsApp, mit der Zustimmung eines Administrators.",
  "Whoever set it up opens the portal and signs in again, or lets the application send.":
    "Wer es eingerichtet hat, öffnet das Portal und meldet sich neu an, oder lässt die Anwendung senden.",
  "It goes on by itself; what is to be sent is kept until then.":
    "Es geht von selbst weiter; was zu senden ist, wird bis dahin aufbewahrt.",

  // The mailboxes.
  "Mailboxes: {0}; none waits for anybody.": "Postfächer: {0}; keines wartet auf jemanden.",
  "Mailboxes that wait for a sign-in or a permission: {0}.":
    "Postfächer, die auf eine Anmeldung oder eine Berechtigung warten: {0}.",
  "Their people open the pane and do what it says; Service, Users and `sync-to-erp status` list them.":
    "Ihre Personen öffnen den Bereich in Outlook und tun, was dort steht; Verwaltung, Benutzer, und `sync-to-erp status` zählen sie auf.",
  "Mailboxes that are held by the brake: {0}.": "Postfächer, die die Bremse hält: {0}.",
  "See what is held under Service, Users or by `sync-to-erp brake list`, then release what is meant.":
    "Sehen Sie unter Verwaltung, Benutzer, oder mit `sync-to-erp brake list` nach, was gehalten wird, und geben Sie frei, was gewollt ist.",
  "Mailboxes that cannot be synchronized: {0}.":
    "Postfächer, die nicht synchronisiert werden können: {0}.",
  "Service, Users and `sync-to-erp status` say why for each.":
    "Verwaltung, Benutzer, und `sync-to-erp status` sagen bei jedem, warum.",
  "This could not be looked at: {0}.": "Das ließ sich nicht ansehen: {0}.",
  "See the server's log.": "Mehr steht im Protokoll des Servers.",
};
