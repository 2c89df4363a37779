const en = {
  intro:
    "From here to the first person who synchronizes. Each step can be left and taken up again; what is done is found by looking, not by remembering.",
  states: { done: "Done", open: "To do", optional: "Optional" },
  next: (panel: string) => `Go on: ${panel}`,
  allDone: "Everything that is needed is done.",
  steps: {
    application: {
      title: "Register the application in Entra ID",
      text: "You are signed in by it, so it works.",
    },
    company: {
      title: "Let companies in and have an administrator agree",
      text: "Without that consent each person is asked for himself, where the company's policy allows it.",
    },
    erp: {
      title: "Connect an ERP",
      text: "Its address and key are tested before they are saved.",
    },
    companies: {
      title: "See which companies the ERP has",
      text: "Those that your own ERP user works for, and those of whoever has finished Setup. Each can have rules of its own, also before anybody in it has come.",
    },
    rules: {
      title: "Decide the rules of the calendar",
      text: "Directions, windows and what a deletion means; there are presets of the four systems that people come from. Whatever is not decided follows our defaults.",
    },
    mail: {
      title: "Set up mail",
      text: "For invitations, for alerts to administrators, and to people when something waits for them.",
    },
    "dry-run": {
      title: "Try it before it is done",
      text: "A dry run shows what would happen on both sides and writes nothing: for yourself in Setup, before you switch the calendar on; for many at once here, as soon as people have finished Setup.",
    },
    people: {
      title: "Deploy the add-in and invite people",
      text: "Upload the manifest in the Microsoft 365 admin centre (Settings, Integrated apps, Upload custom apps). Each person opens the portal or the add-in once and finishes Setup; a dry run shows him what his first sync would do.",
    },
  },
  count: {
    company: (count: string) => `With recorded consent: ${count}`,
    erp: (count: string) => `Connected: ${count}`,
    companies: (count: string) => `Known: ${count}`,
    people: (count: string) => `Synchronize: ${count}`,
  },
  go: {
    application: "Application and its registration",
    company: "Companies and consent",
    erp: "ERP connections",
    companies: "Rules of a company",
    rules: "Sync jobs",
    mail: "Mail set-up",
    "dry-run": "Dry run of many",
    people: "Invitations",
  },
  portal: "Where people begin",
  manifest: "Download manifest.xml",
};

const de: typeof en = {
  intro:
    "Von hier bis zur ersten Person, die synchronisiert. Jeder Schritt lässt sich verlassen und wieder aufnehmen; was getan ist, wird durch Nachsehen festgestellt, nicht gemerkt.",
  states: { done: "Getan", open: "Offen", optional: "Freigestellt" },
  next: (panel) => `Weiter: ${panel}`,
  allDone: "Alles Nötige ist getan.",
  steps: {
    application: {
      title: "Die Anwendung in Entra ID registrieren",
      text: "Sie sind durch sie angemeldet, also funktioniert sie.",
    },
    company: {
      title: "Unternehmen zulassen und einen Administrator zustimmen lassen",
      text: "Ohne diese Zustimmung wird jede Person für sich gefragt, wo die Richtlinie des Unternehmens das erlaubt.",
    },
    erp: {
      title: "Ein ERP anbinden",
      text: "Adresse und Schlüssel werden geprüft, ehe sie gespeichert werden.",
    },
    companies: {
      title: "Nachsehen, welche Firmen das ERP hat",
      text: "Die, für die Ihr eigener ERP-Benutzer arbeitet, und die von Personen, die die Einrichtung abgeschlossen haben. Jede kann eigene Regeln haben, auch ehe jemand aus ihr gekommen ist.",
    },
    rules: {
      title: "Die Regeln des Kalenders festlegen",
      text: "Richtungen, Zeitfenster und was ein Löschen bedeutet; es gibt Vorlagen der vier Systeme, von denen Personen kommen. Was nicht festgelegt wird, folgt unseren Vorgaben.",
    },
    mail: {
      title: "E-Mail einrichten",
      text: "Für Einladungen, für Meldungen an Administratoren und an Personen, wenn etwas auf sie wartet.",
    },
    "dry-run": {
      title: "Vorher ausprobieren",
      text: "Ein Probelauf zeigt, was auf beiden Seiten geschähe, und schreibt nichts: für Sie selbst in der Einrichtung, ehe Sie den Kalender einschalten; für viele auf einmal hier, sobald Personen die Einrichtung abgeschlossen haben.",
    },
    people: {
      title: "Das Add-in verteilen und Personen einladen",
      text: "Laden Sie das Manifest im Microsoft 365 Admin Center hoch (Einstellungen, Integrierte Apps, Benutzerdefinierte Apps hochladen). Jede Person öffnet einmal das Portal oder das Add-in und schließt die Einrichtung ab; ein Probelauf zeigt, was die erste Synchronisierung täte.",
    },
  },
  count: {
    company: (count) => `Mit festgehaltener Zustimmung: ${count}`,
    erp: (count) => `Angebunden: ${count}`,
    companies: (count) => `Bekannt: ${count}`,
    people: (count) => `Synchronisieren: ${count}`,
  },
  go: {
    application: "Anwendung und ihre Registrierung",
    company: "Unternehmen und Zustimmung",
    erp: "ERP-Anbindungen",
    companies: "Regeln einer Firma",
    rules: "Abgleichaufträge",
    mail: "E-Mail-Einrichtung",
    "dry-run": "Probelauf von vielen",
    people: "Einladungen",
  },
  portal: "Wo Personen beginnen",
  manifest: "manifest.xml herunterladen",
};

export const words = { en, de };
