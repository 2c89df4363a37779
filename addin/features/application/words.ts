import type { ApplicationMistakeCode } from "../../../server/api/contract/service/application.ts";

/** What is wrong, and who mends it how; the number is Entra's. */
type MistakeWords = Readonly<Record<ApplicationMistakeCode, (aadsts: number) => string>>;

const mistakesEn: MistakeWords = {
  "client-id-shape": () =>
    "An application id is a GUID such as 5e2c0e7b-3c5b-4a61-9f0e-7d1f0a6b9c01. Copy it from the registration's Overview.",
  "tenant-id-shape": () =>
    "A directory id is a GUID such as 11111111-aaaa-4bbb-8ccc-000000000001. Copy it from the registration's Overview.",
  "secret-is-id": () =>
    "This is the secret's id. Enter its value: Entra shows it once, right after the secret was made. Where it is lost, make a new secret.",
  "certificate-unreadable": () =>
    "This is no certificate in PEM. It begins with -----BEGIN CERTIFICATE-----.",
  "key-unreadable": () =>
    "This is no private key in PEM without a password. It begins with -----BEGIN PRIVATE KEY-----.",
  "key-of-another": () =>
    "This key belongs to another certificate. Choose the one that was made together with it.",
  "certificate-ended": () =>
    "This certificate has ended. Make a new one and upload it to the registration first.",
  "client-unknown": () =>
    "Microsoft knows no such application in this directory (AADSTS700016). Compare both ids with the registration's Overview; whoever made the registration sees them there.",
  "tenant-missing": () =>
    "Microsoft knows no such directory (AADSTS90002). Copy the directory id from the registration's Overview; in a national cloud the operator sets ENTRA_AUTHORITY_HOST as well.",
  "not-in-directory": (aadsts) =>
    `The registration is there, but not yet installed in the directory (AADSTS${aadsts}). An administrator of the directory opens the registration's API permissions and grants admin consent, then try again.`,
  "secret-wrong": () =>
    "Microsoft does not take this secret (AADSTS7000215). Mostly its id was copied: enter the value, or make a new secret in the registration.",
  "secret-ended": () =>
    "This secret has ended (AADSTS7000222). Make a new one in the registration, or better upload a certificate.",
  "certificate-not-uploaded": () =>
    "Microsoft does not know this certificate (AADSTS700027). Upload it to the registration under Certificates & secrets; if it is there, the operator sets the server's clock.",
  "public-client": (aadsts) =>
    `The registration counts as a public client (AADSTS${aadsts}). In the registration, Authentication, set "Allow public client flows" to No.`,
  blocked: (aadsts) =>
    `A policy of the directory blocks the application (AADSTS${aadsts}). An administrator of the directory finds the rule in Entra's sign-in log.`,
  unreachable: () =>
    "Microsoft's sign-in service did not answer the server. The operator looks at name resolution, firewall and proxy (OUTBOUND_PROXY, OUTBOUND_CA_FILE), or try again in a few minutes.",
  refused: (aadsts) =>
    aadsts === 0
      ? "Microsoft refused the application without saying why. Compare the registration with the steps above; the server's log holds more."
      : `Microsoft refused the application (AADSTS${aadsts}). Compare the registration with the steps above; the number tells Microsoft's support the reason.`,
};

const mistakesDe: MistakeWords = {
  "client-id-shape": () =>
    "Eine Anwendungs-ID ist eine GUID wie 5e2c0e7b-3c5b-4a61-9f0e-7d1f0a6b9c01. Kopieren Sie sie von der Übersicht der Registrierung.",
  "tenant-id-shape": () =>
    "Eine Verzeichnis-ID ist eine GUID wie 11111111-aaaa-4bbb-8ccc-000000000001. Kopieren Sie sie von der Übersicht der Registrierung.",
  "secret-is-id": () =>
    "Das ist die ID des Geheimnisses. Geben Sie seinen Wert ein: Entra zeigt ihn einmal, gleich nach dem Anlegen. Ist er verloren, legen Sie ein neues Geheimnis an.",
  "certificate-unreadable": () =>
    "Das ist kein Zertifikat in PEM. Es beginnt mit -----BEGIN CERTIFICATE-----.",
  "key-unreadable": () =>
    "Das ist kein privater Schlüssel in PEM ohne Kennwort. Er beginnt mit -----BEGIN PRIVATE KEY-----.",
  "key-of-another": () =>
    "Dieser Schlüssel gehört zu einem anderen Zertifikat. Wählen Sie den, der mit ihm zusammen entstand.",
  "certificate-ended": () =>
    "Dieses Zertifikat ist abgelaufen. Erstellen Sie ein neues und laden Sie es zuerst in die Registrierung.",
  "client-unknown": () =>
    "Microsoft kennt in diesem Verzeichnis keine solche Anwendung (AADSTS700016). Vergleichen Sie beide IDs mit der Übersicht der Registrierung; wer sie angelegt hat, sieht sie dort.",
  "tenant-missing": () =>
    "Microsoft kennt kein solches Verzeichnis (AADSTS90002). Kopieren Sie die Verzeichnis-ID von der Übersicht der Registrierung; in einer nationalen Cloud setzt der Betreiber auch ENTRA_AUTHORITY_HOST.",
  "not-in-directory": (aadsts) =>
    `Die Registrierung gibt es, im Verzeichnis ist sie aber noch nicht eingerichtet (AADSTS${aadsts}). Ein Administrator des Verzeichnisses erteilt unter „API-Berechtigungen“ der Registrierung die Administratorzustimmung; danach erneut versuchen.`,
  "secret-wrong": () =>
    "Microsoft nimmt dieses Geheimnis nicht an (AADSTS7000215). Meist wurde seine ID kopiert: Geben Sie den Wert ein, oder legen Sie in der Registrierung ein neues an.",
  "secret-ended": () =>
    "Dieses Geheimnis ist abgelaufen (AADSTS7000222). Legen Sie in der Registrierung ein neues an, oder laden Sie besser ein Zertifikat hoch.",
  "certificate-not-uploaded": () =>
    "Microsoft kennt dieses Zertifikat nicht (AADSTS700027). Laden Sie es in der Registrierung unter „Zertifikate und Geheimnisse“ hoch; ist es dort, stellt der Betreiber die Uhr des Servers.",
  "public-client": (aadsts) =>
    `Die Registrierung gilt als öffentlicher Client (AADSTS${aadsts}). Stellen Sie in der Registrierung unter „Authentifizierung“ „Öffentliche Clientflows zulassen“ auf Nein.`,
  blocked: (aadsts) =>
    `Eine Richtlinie des Verzeichnisses sperrt die Anwendung (AADSTS${aadsts}). Ein Administrator des Verzeichnisses findet die Regel im Anmeldeprotokoll von Entra.`,
  unreachable: () =>
    "Der Anmeldedienst von Microsoft hat dem Server nicht geantwortet. Der Betreiber sieht nach Namensauflösung, Firewall und Proxy (OUTBOUND_PROXY, OUTBOUND_CA_FILE), oder Sie versuchen es in einigen Minuten erneut.",
  refused: (aadsts) =>
    aadsts === 0
      ? "Microsoft hat die Anwendung abgewiesen und nicht gesagt, warum. Vergleichen Sie die Registrierung mit den Schritten oben; mehr steht im Protokoll des Servers."
      : `Microsoft hat die Anwendung abgewiesen (AADSTS${aadsts}). Vergleichen Sie die Registrierung mit den Schritten oben; die Nummer sagt dem Support von Microsoft den Grund.`,
};

const en = {
  mistakes: mistakesEn,
  form: {
    clientId: "Application (client) id",
    clientIdHint: "On the registration's Overview.",
    tenantId: "Directory (tenant) id",
    tenantIdHint: "Beside it.",
    kind: "How the server proves itself to Microsoft",
    kinds: {
      secret: "Client secret",
      certificate: "Certificate (better: nobody can copy it from a page)",
    },
    secret: "Value of the client secret",
    secretHint: "The value, not the secret's id. It is stored encrypted and shown to nobody again.",
    expires: "Day on which it ends",
    expiresHint: "If you enter it, administrators are told by mail before.",
    certificate: "Certificate (PEM)",
    certificateHint: "The same that is uploaded to the registration.",
    key: "Private key of the certificate (PEM)",
    keyHint: "Without a password. It is stored encrypted and shown to nobody again.",
    file: "Read from a file",
    fileOf: (field: string) => `Read from a file: ${field}`,
    prove: "Prove and save",
    proving: "Asking Microsoft for a token …",
    notKept: "Nothing was saved: see the field that is marked.",
  },
  guide: {
    who: "Whoever may register applications in your company's Microsoft Entra ID does this, once. It takes about ten minutes by hand, or one with the script.",
    audience: {
      title: "Who is to sign in",
      hint: "A registration for one company can be opened to others later, in Entra under Authentication. While it is not, Microsoft refuses their people.",
      one: "People of one company: the one whose directory it is registered in",
      any: "People of several companies",
      types: {
        one: "Accounts in this organizational directory only",
        any: "Accounts in any organizational directory",
      },
    },
    byHand: "By hand, in the Entra admin centre",
    byScript: "Or by a script, with the Azure command line",
    open: "Open App registrations in the Entra admin centre",
    copy: (text: string) => `Copy ${text}`,
    copied: (text: string) => `Copied ${text}`,
    create: {
      where: "App registrations, New registration",
      text: (accountTypes: string) =>
        `Enter the name, choose “${accountTypes}”, and as redirect URI the platform “Single-page application (SPA)” with the first address. Press Register.`,
    },
    redirects: {
      where: "Authentication, Single-page application, Add URI",
      text: "Add these addresses as well, exactly as they stand here, and save. The last one lets people sign in inside Outlook without a window.",
    },
    expose: {
      where: "Expose an API",
      text: "Beside “Application ID URI” press Add and save what is proposed (api:// and the application's id). Then Add a scope with this name; Admins and users may consent; any title and description.",
    },
    manifest: {
      where: "Manifest",
      text: "Under “api” set the version of the tokens to 2, and save.",
    },
    permissions: {
      where: "API permissions, Add a permission, Microsoft Graph, Delegated permissions",
      text: "Choose exactly these. You need not grant admin consent now: a later step does it and proves it.",
    },
    roles: {
      where: "App roles (optional), Create app role",
      text: "For users. Whoever gets one under Enterprise applications administers, or looks at, his own company here.",
    },
    secrets: {
      where: "Certificates & secrets",
      text: "Upload a certificate (better): this line makes one with OpenSSL, valid for two years. Upload sync.crt alone, and enter it below together with its key, sync.key. Or make a client secret and copy its value at once: Entra shows it only now. Then take the two ids from Overview.",
    },
    script: {
      download: "Download both files into one folder",
      downloadText: "They hold this server's addresses and nothing secret.",
      file: (name: string) => `Download ${name}`,
      run: "Run the script there",
      runText:
        "In a shell with the Azure command line, signed in as somebody who may register applications. Begun again it goes on with the same application and adds what is missing.",
      orCertificate:
        "Or with a certificate in place of the secret (better; needs OpenSSL). The script makes and uploads it:",
      take: "Take what it prints",
      takeText:
        "Both ids, and the secret with the day on which it ends, are entered below; or the files sync.crt and sync.key. Keep sync.key to yourself.",
    },
  },
};

const de: typeof en = {
  mistakes: mistakesDe,
  form: {
    clientId: "Anwendungs-ID (Client)",
    clientIdHint: "Auf der Übersicht der Registrierung.",
    tenantId: "Verzeichnis-ID (Mandant)",
    tenantIdHint: "Daneben.",
    kind: "Wie sich der Server bei Microsoft ausweist",
    kinds: {
      secret: "Geheimer Clientschlüssel",
      certificate: "Zertifikat (besser: Niemand kann es von einer Seite abschreiben)",
    },
    secret: "Wert des geheimen Clientschlüssels",
    secretHint:
      "Der Wert, nicht seine ID. Er wird verschlüsselt gespeichert und niemandem mehr gezeigt.",
    expires: "Tag, an dem er abläuft",
    expiresHint: "Wenn Sie ihn eintragen, werden Administratoren vorher per Mail erinnert.",
    certificate: "Zertifikat (PEM)",
    certificateHint: "Dasselbe, das in die Registrierung geladen wurde.",
    key: "Privater Schlüssel des Zertifikats (PEM)",
    keyHint: "Ohne Kennwort. Er wird verschlüsselt gespeichert und niemandem mehr gezeigt.",
    file: "Aus Datei lesen",
    fileOf: (field) => `Aus Datei lesen: ${field}`,
    prove: "Nachweisen und speichern",
    proving: "Microsoft wird um ein Token gebeten …",
    notKept: "Nichts wurde gespeichert: siehe das markierte Feld.",
  },
  guide: {
    who: "Das tut einmal, wer im Microsoft Entra ID Ihres Unternehmens Anwendungen registrieren darf. Es dauert von Hand etwa zehn Minuten, mit dem Skript eine.",
    audience: {
      title: "Wer sich anmelden soll",
      hint: "Eine Registrierung für ein Unternehmen lässt sich später für andere öffnen, in Entra unter Authentifizierung. Solange sie es nicht ist, weist Microsoft deren Personen ab.",
      one: "Personen eines Unternehmens: dessen, in dessen Verzeichnis sie angelegt wird",
      any: "Personen mehrerer Unternehmen",
      types: {
        one: "Nur Konten in diesem Organisationsverzeichnis",
        any: "Konten in einem beliebigen Organisationsverzeichnis",
      },
    },
    byHand: "Von Hand, im Entra Admin Center",
    byScript: "Oder mit einem Skript und der Azure-Befehlszeile",
    open: "App-Registrierungen im Entra Admin Center öffnen",
    copy: (text) => `${text} kopieren`,
    copied: (text) => `${text} ist kopiert`,
    create: {
      where: "App-Registrierungen, Neue Registrierung",
      text: (accountTypes) =>
        `Geben Sie den Namen ein, wählen Sie „${accountTypes}“ und als Umleitungs-URI die Plattform „Single-Page-Webanwendung (SPA)“ mit der ersten Adresse. Drücken Sie „Registrieren“.`,
    },
    redirects: {
      where: "Authentifizierung, Single-Page-Webanwendung, URI hinzufügen",
      text: "Fügen Sie auch diese Adressen hinzu, genau wie sie hier stehen, und speichern Sie. Die letzte lässt Personen sich in Outlook ohne eigenes Fenster anmelden.",
    },
    expose: {
      where: "Eine API verfügbar machen",
      text: "Drücken Sie neben „Anwendungs-ID-URI“ auf „Hinzufügen“ und speichern Sie den Vorschlag (api:// und die Anwendungs-ID). Fügen Sie dann einen Bereich mit diesem Namen hinzu; Administratoren und Benutzer dürfen zustimmen; Titel und Beschreibung sind beliebig.",
    },
    manifest: {
      where: "Manifest der Registrierung",
      text: "Setzen Sie unter „api“ die Version der Token auf 2 und speichern Sie.",
    },
    permissions: {
      where:
        "API-Berechtigungen, Berechtigung hinzufügen, Microsoft Graph, Delegierte Berechtigungen",
      text: "Wählen Sie genau diese. Die Administratorzustimmung brauchen Sie jetzt nicht zu erteilen: Ein späterer Schritt tut es und weist es nach.",
    },
    roles: {
      where: "App-Rollen (freigestellt), App-Rolle erstellen",
      text: "Für Benutzer. Wer eine unter „Unternehmensanwendungen“ bekommt, verwaltet oder prüft hier sein eigenes Unternehmen.",
    },
    secrets: {
      where: "Zertifikate und Geheimnisse",
      text: "Laden Sie ein Zertifikat hoch (besser): Diese Zeile erzeugt mit OpenSSL eines, das zwei Jahre gilt. Laden Sie nur sync.crt hoch und tragen Sie es unten zusammen mit seinem Schlüssel sync.key ein. Oder legen Sie einen geheimen Clientschlüssel an und kopieren Sie sofort seinen Wert: Entra zeigt ihn nur jetzt. Nehmen Sie dann die beiden IDs von der Übersicht.",
    },
    script: {
      download: "Beide Dateien in einen Ordner laden",
      downloadText: "Sie enthalten die Adressen dieses Servers und nichts Geheimes.",
      file: (name) => `${name} herunterladen`,
      run: "Das Skript dort ausführen",
      runText:
        "In einer Shell mit der Azure-Befehlszeile, angemeldet als jemand, der Anwendungen registrieren darf. Erneut begonnen, macht es mit derselben Anwendung weiter und ergänzt, was fehlt.",
      orCertificate:
        "Oder mit einem Zertifikat anstelle des Geheimnisses (besser; braucht OpenSSL). Das Skript erzeugt es und lädt es hoch:",
      take: "Nehmen, was es ausgibt",
      takeText:
        "Beide IDs und das Geheimnis mit dem Tag, an dem es abläuft, werden unten eingetragen; oder die Dateien sync.crt und sync.key. sync.key behalten Sie für sich.",
    },
  },
};

export const words = { en, de };
