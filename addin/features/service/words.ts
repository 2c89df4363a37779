const en = {
  title: "Service",
  panels: {
    start: "First steps",
    microsoft: "Microsoft 365",
    erps: "ERP connections",
    administrators: "Administrators",
    mail: "Mail",
    jobs: "Sync jobs",
    "dry-run": "Dry run",
    users: "Users",
    invitations: "Invitations",
    queue: "Queue",
    retention: "Retention",
    leaving: "Leaving",
    log: "Log",
    audit: "Audit trail",
  },
  choose: "Panel",
  looksOnly: "You may look at everything here and change nothing.",
  ofTenant: "You look after the people of your own company.",
  first: {
    title: "Become an administrator",
    text: "Whoever runs the server's machine has a token: from its console, where it started and nobody administered the installation, or from the command sync-to-erp administrator.",
    token: "Token of the console",
    enter: "Become administrator",
  },
};

const de: typeof en = {
  title: "Verwaltung",
  panels: {
    start: "Erste Schritte",
    microsoft: "Microsoft 365 und Zugang",
    erps: "ERP-Anbindungen",
    administrators: "Verwalter",
    mail: "Mailversand",
    jobs: "Abgleich",
    "dry-run": "Probelauf",
    users: "Benutzer",
    invitations: "Einladungen",
    queue: "Warteschlange",
    retention: "Aufbewahrung",
    leaving: "Verlassen",
    log: "Protokoll",
    audit: "Prüfprotokoll",
  },
  choose: "Bereich",
  looksOnly: "Sie dürfen hier alles ansehen und nichts ändern.",
  ofTenant: "Sie betreuen die Personen Ihres eigenen Unternehmens.",
  first: {
    title: "Verwalter werden",
    text: "Wer den Rechner des Servers betreibt, hat ein Kennwort: von seiner Konsole, wo er startete und noch niemand die Installation verwaltete, oder vom Befehl sync-to-erp administrator.",
    token: "Kennwort der Konsole",
    enter: "Verwalter werden",
  },
};

export const words = { en, de };
