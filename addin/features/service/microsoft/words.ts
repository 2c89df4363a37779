const en = {
  companies: "Companies",
  companiesHint:
    "People of these companies may sign in. Each is a tenant of Microsoft Entra ID; its id stands on the overview page of Entra.",
  fixed: "Named by TENANTS in the server's configuration, and changed there",
  people: (count: string) => `People: ${count}`,
  asApplication: "Operation: with permissions of the application, for everybody in it",
  asPeople: "Operation: with each person’s own permissions",
  consented: (at: string, by: string) =>
    `Admin consent recorded ${at} by ${by}; a sign-in proved it`,
  notProved: (at: string, by: string) =>
    `Admin consent recorded ${at} by ${by}; the next sign-in of somebody in it proves it`,
  notConsented: "No consent for everybody is recorded here; each person agrees for himself.",
  consent: (name: string) => `Admin consent: ${name}`,
  consentShort: "Admin consent",
  consentPage: "Open Microsoft’s page in a browser tab",
  link: (name: string) => `Link to send: ${name}`,
  linkShort: "Link to send",
  linkHint:
    "Send it to whoever administers Entra ID in that company; he needs no role here. It works for a week. Microsoft’s page leads him back here: once he signs in, his consent is recorded and proved.",
  check: (name: string) => `Test: ${name}`,
  checkShort: "Test",
  remove: (name: string) => `Shut out: ${name}`,
  removeShort: "Shut out",
  removeText: (count: string) =>
    `People of it here: ${count}. From that moment none of them can sign in, and nothing of theirs is synchronized. Nothing is deleted, here or in Outlook or the ERP: let in again, it goes on where it stopped. What is to be cleared away is cleared away under Leaving.`,
  change: (name: string) => `Change: ${name}`,
  changeShort: "Change",
  proved:
    "The application is in this company’s directory, and its secret or certificate holds. Of consent this says nothing.",
  add: "Let a company in",
  id: "Tenant id",
  name: "Name",
  domains: "Mail domains",
  domainsHint: "Separated by commas. They lead people to the right sign-in page.",
  forOne: (application: string) =>
    `The registration is for one company alone, and Microsoft refuses everybody else. First, whoever registered ${application} makes it multitenant: Entra, App registrations, Authentication, Supported account types, “Accounts in any organizational directory”. Then let the company in and press Admin consent. Who is here already goes on signing in meanwhile.`,
  audienceUnknown: (application: string) =>
    `See first that the registration is multitenant: Entra, App registrations, ${application}, Authentication, Supported account types. If it is for one company alone, nobody can sign in at the portal any more once another is let in (AADSTS50194), until whoever registered it has changed that. Where the server’s configuration names the registration, the id of its directory as ENTRA_SINGLE_TENANT there keeps the door of its people open meanwhile.`,
  letIn: "Let in",
  save: "Save",
  cancel: "Cancel",
  permissions: "Permissions",
  permissionsHint:
    "What each feature needs of Microsoft Graph, and what you have agreed to. More is asked for only of whoever switches a feature on.",
  feature: "Feature",
  required: "Required",
  byAdmin: {
    title: "Granted by an administrator, for everybody",
    agreed: (time: string, by: string) => `Agreed to what the registration lists, ${time}, ${by}`,
    notProved: (said: string) => `${said}; not proved by a sign-in yet`,
    unknown:
      "Not recorded here: Admin consent above does it; until then each person agrees for himself",
    application: "Given to the application itself, instead of people",
    chosen: "Asked of whoever switches it on",
  },
  granted: "Granted to you",
  yes: "Granted",
  missing: (scopes: string) => `Missing: ${scopes}`,
  features: {
    calendar: "Calendar",
    categoryColors: "Colours of the categories",
    sharedMailboxes: "Shared mailboxes and calendars",
    mail: "Mail",
  } as Readonly<Record<string, string>>,
  application: {
    title: "Application in Entra ID",
    clientId: "Application (client) id",
    authority: "Sign-in service",
    graph: "Address of Microsoft Graph",
    cloud:
      "One cloud of Microsoft for all companies here. In a national cloud whoever runs the server names its addresses: ENTRA_AUTHORITY_HOST, GRAPH_URL and GRAPH_RESOURCE.",
    tenantId: "Directory it is registered in",
    audience: "Who may sign in by it",
    one: "People of that directory alone",
    any: "People of any company that is let in",
    credential: "Proves itself by",
    credentials: {
      secret: "A client secret",
      certificate: "A certificate",
      none: "Nothing that could be read: enter it anew",
    },
    expires: "Ends on",
    notSaid: "Not known",
    fixed: "The server's configuration names it (ENTRA_CLIENT_ID); it is changed there.",
    change: "Enter another secret, certificate or registration",
    changeHint:
      "The new one is proved before the old one is replaced. With another registration everybody signs in once more.",
    saved: "Microsoft gave a token for it; it is saved and holds at once.",
    cancel: "Cancel",
    guide: "What its registration must hold",
  },
  returned: "Microsoft’s page says",
  returnedWell:
    "Consent is recorded and proved: Microsoft gives us a token that holds all that is needed.",
  returnedRecorded:
    "Consent is recorded, as Microsoft’s page says. The first sign-in of somebody in that company proves it.",
};

const de: typeof en = {
  companies: "Unternehmen",
  companiesHint:
    "Personen dieser Unternehmen dürfen sich anmelden. Jedes ist ein Mandant von Microsoft Entra ID; seine Kennung steht auf der Übersichtsseite von Entra.",
  fixed: "Von TENANTS in der Konfiguration des Servers genannt und dort zu ändern",
  people: (count) => `Personen: ${count}`,
  asApplication: "Betrieb: mit Berechtigungen der Anwendung, für alle darin",
  asPeople: "Betrieb: mit den eigenen Berechtigungen jeder Person",
  consented: (at, by) =>
    `Administratorzustimmung festgehalten ${at} von ${by}; eine Anmeldung hat sie nachgewiesen`,
  notProved: (at, by) =>
    `Administratorzustimmung festgehalten ${at} von ${by}; die nächste Anmeldung daraus weist sie nach`,
  notConsented:
    "Eine Zustimmung für alle ist hier nicht festgehalten; jede Person stimmt für sich zu.",
  consent: (name) => `Administratorzustimmung: ${name}`,
  consentShort: "Administratorzustimmung",
  consentPage: "Die Seite von Microsoft in einem Browserreiter öffnen",
  link: (name) => `Link zum Senden: ${name}`,
  linkShort: "Link zum Senden",
  linkHint:
    "Senden Sie ihn an die Person, die in jenem Unternehmen Entra ID verwaltet; eine Rolle braucht sie hier nicht. Er gilt eine Woche. Die Seite von Microsoft führt sie hierher zurück: Meldet sie sich an, ist ihre Zustimmung festgehalten und nachgewiesen.",
  check: (name) => `Prüfen: ${name}`,
  checkShort: "Prüfen",
  remove: (name) => `Ausschließen: ${name}`,
  removeShort: "Ausschließen",
  removeText: (count) =>
    `Personen daraus hier: ${count}. Von da an kann sich keine von ihnen anmelden, und nichts von ihnen wird synchronisiert. Gelöscht wird nichts, weder hier noch in Outlook oder im ERP: Wird es wieder zugelassen, geht es weiter, wo es aufhörte. Was weggeräumt werden soll, wird unter Verlassen weggeräumt.`,
  change: (name) => `Ändern: ${name}`,
  changeShort: "Ändern",
  proved:
    "Die Anwendung ist im Verzeichnis dieses Unternehmens, und ihr Geheimnis oder Zertifikat gilt. Über eine Zustimmung sagt das nichts.",
  add: "Ein Unternehmen zulassen",
  id: "Mandantenkennung",
  name: "Bezeichnung",
  domains: "Maildomänen",
  domainsHint: "Mit Kommas getrennt. Sie führen Personen zur richtigen Anmeldeseite.",
  forOne: (application) =>
    `Die Registrierung gilt für ein einziges Unternehmen, und Microsoft weist alle anderen ab. Zuerst macht sie mehrinstanzenfähig, wer ${application} registriert hat: Entra, App-Registrierungen, Authentifizierung, Unterstützte Kontotypen, „Konten in einem beliebigen Organisationsverzeichnis“. Lassen Sie dann das Unternehmen zu und wählen Sie „Administratorzustimmung“. Wer schon hier ist, meldet sich inzwischen weiter an.`,
  audienceUnknown: (application) =>
    `Sehen Sie zuerst nach, ob die Registrierung mehrinstanzenfähig ist: Entra, App-Registrierungen, ${application}, Authentifizierung, Unterstützte Kontotypen. Gilt sie für ein einziges Unternehmen, kann sich am Portal niemand mehr anmelden, sobald ein weiteres zugelassen ist (AADSTS50194), bis das geändert ist; das kann, wer sie angelegt hat. Nennt die Konfiguration des Servers die Registrierung, hält die Kennung ihres Verzeichnisses, dort als ENTRA_SINGLE_TENANT eingetragen, inzwischen die Tür ihrer Personen offen.`,
  letIn: "Zulassen",
  save: "Speichern",
  cancel: "Abbrechen",
  permissions: "Berechtigungen",
  permissionsHint:
    "Was jede Funktion von Microsoft Graph braucht und wem Sie zugestimmt haben. Mehr wird nur von dem erfragt, der eine Funktion einschaltet.",
  feature: "Funktion",
  required: "Erforderlich",
  byAdmin: {
    title: "Von einem Administrator gewährt, für alle",
    agreed: (time, by) => `Dem zugestimmt, was die Registrierung aufzählt, ${time}, ${by}`,
    notProved: (said) => `${said}; noch durch keine Anmeldung nachgewiesen`,
    unknown:
      "Hier nicht festgehalten: „Administratorzustimmung“ oben tut es; bis dahin stimmt jeder für sich zu",
    application: "Der Anwendung selbst gegeben statt Personen",
    chosen: "Wird von dem erfragt, der es einschaltet",
  },
  granted: "Ihnen gewährt",
  yes: "Gewährt",
  missing: (scopes) => `Es fehlt: ${scopes}`,
  features: {
    calendar: "Kalender",
    categoryColors: "Farben der Kategorien",
    sharedMailboxes: "Freigegebene Postfächer und Kalender",
    mail: "E-Mail",
  },
  application: {
    title: "Anwendung in Entra ID",
    clientId: "Anwendungs-ID (Client)",
    authority: "Anmeldedienst",
    graph: "Adresse von Microsoft Graph",
    cloud:
      "Eine Cloud von Microsoft für alle Unternehmen hier. In einer nationalen Cloud nennt, wer den Server betreibt, deren Adressen: ENTRA_AUTHORITY_HOST, GRAPH_URL und GRAPH_RESOURCE.",
    tenantId: "Verzeichnis der Registrierung",
    audience: "Wer sich durch sie anmelden darf",
    one: "Nur Personen dieses Verzeichnisses",
    any: "Personen jedes Unternehmens, das zugelassen ist",
    credential: "Weist sich aus durch",
    credentials: {
      secret: "Einen geheimen Clientschlüssel",
      certificate: "Ein Zertifikat",
      none: "Nichts Lesbares: Tragen Sie es neu ein",
    },
    expires: "Läuft ab am",
    notSaid: "Nicht bekannt",
    fixed: "Die Konfiguration des Servers nennt sie (ENTRA_CLIENT_ID); dort wird sie geändert.",
    change: "Anderes Geheimnis, Zertifikat oder andere Registrierung eintragen",
    changeHint:
      "Das neue wird nachgewiesen, ehe es das alte ersetzt. Mit einer anderen Registrierung melden sich alle einmal neu an.",
    saved: "Microsoft hat ein Token dafür gegeben; es ist gespeichert und gilt sofort.",
    cancel: "Abbrechen",
    guide: "Was ihre Registrierung enthalten muss",
  },
  returned: "Die Zustimmungsseite antwortete",
  returnedWell:
    "Die Zustimmung ist festgehalten und nachgewiesen: Microsoft gibt uns ein Token, in dem alles Nötige steht.",
  returnedRecorded:
    "Die Zustimmung ist festgehalten, wie die Seite von Microsoft es sagt. Die erste Anmeldung aus jenem Unternehmen weist sie nach.",
};

export const words = { en, de };
