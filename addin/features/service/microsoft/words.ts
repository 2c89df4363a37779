const en = {
  companies: "Companies",
  companiesHint:
    "People of these companies may sign in. Each is a tenant of Microsoft Entra ID; its id stands on the overview page of Entra.",
  fixed: "Named by the server's configuration",
  people: (count: string) => `People: ${count}`,
  asApplication: "With permissions of the application, for everybody in it",
  consented: (at: string, by: string) => `Consent proved ${at} by ${by}`,
  notConsented: "No consent for everybody was proved here; each person agrees for himself.",
  consent: (name: string) => `Admin consent: ${name}`,
  consentShort: "Admin consent",
  check: (name: string) => `Test: ${name}`,
  checkShort: "Test",
  remove: (name: string) => `Shut out: ${name}`,
  removeShort: "Shut out",
  proved:
    "Microsoft gives us a token for this company: the application is there and proves itself.",
  add: "Let a company in",
  id: "Tenant id",
  name: "Name",
  domains: "Mail domains",
  domainsHint: "Separated by commas. They lead people to the right sign-in page.",
  save: "Let in",
  permissions: "Permissions",
  permissionsHint:
    "What each feature needs of Microsoft Graph, and what you have agreed to. More is asked for only of whoever switches a feature on.",
  feature: "Feature",
  required: "Required",
  granted: "Granted to you",
  yes: "Granted",
  missing: (scopes: string) => `Missing: ${scopes}`,
  features: {
    calendar: "Calendar",
    categoryColors: "Colours of the categories",
    sharedMailboxes: "Shared mailboxes and calendars",
    mail: "Mail",
  } as Readonly<Record<string, string>>,
  returned: "The consent page answered",
  returnedWell: "Consent is proved: Microsoft gives us a token for the company.",
};

const de: typeof en = {
  companies: "Unternehmen",
  companiesHint:
    "Personen dieser Unternehmen dürfen sich anmelden. Jedes ist ein Mandant von Microsoft Entra ID; seine Kennung steht auf der Übersichtsseite von Entra.",
  fixed: "Von der Konfiguration des Servers genannt",
  people: (count) => `Personen: ${count}`,
  asApplication: "Mit Berechtigungen der Anwendung, für alle darin",
  consented: (at, by) => `Zustimmung nachgewiesen ${at} von ${by}`,
  notConsented:
    "Eine Zustimmung für alle wurde hier nicht nachgewiesen; jede Person stimmt für sich zu.",
  consent: (name) => `Administratorzustimmung: ${name}`,
  consentShort: "Administratorzustimmung",
  check: (name) => `Prüfen: ${name}`,
  checkShort: "Prüfen",
  remove: (name) => `Ausschließen: ${name}`,
  removeShort: "Ausschließen",
  proved:
    "Microsoft gibt uns ein Token für dieses Unternehmen: Die Anwendung ist dort und weist sich aus.",
  add: "Ein Unternehmen zulassen",
  id: "Mandantenkennung",
  name: "Bezeichnung",
  domains: "Maildomänen",
  domainsHint: "Mit Kommas getrennt. Sie führen Personen zur richtigen Anmeldeseite.",
  save: "Zulassen",
  permissions: "Berechtigungen",
  permissionsHint:
    "Was jede Funktion von Microsoft Graph braucht und wem Sie zugestimmt haben. Mehr wird nur von dem erfragt, der eine Funktion einschaltet.",
  feature: "Funktion",
  required: "Erforderlich",
  granted: "Ihnen gewährt",
  yes: "Gewährt",
  missing: (scopes) => `Es fehlt: ${scopes}`,
  features: {
    calendar: "Kalender",
    categoryColors: "Farben der Kategorien",
    sharedMailboxes: "Freigegebene Postfächer und Kalender",
    mail: "E-Mail",
  },
  returned: "Die Zustimmungsseite antwortete",
  returnedWell:
    "Die Zustimmung ist nachgewiesen: Microsoft gibt uns ein Token für das Unternehmen.",
};

export const words = { en, de };
