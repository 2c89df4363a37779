const en = {
  title: "Service",
  panels: {
    start: "First steps",
    microsoft: "Microsoft 365",
    erps: "ERP connections",
    administrators: "Administrators",
    mail: "Mail",
    jobs: "Sync jobs",
    users: "Users",
    queue: "Queue",
    audit: "Audit trail",
  },
  choose: "Panel",
  looksOnly: "You may look at everything here and change nothing.",
  ofTenant: "You look after the people of your own company.",
  first: {
    title: "Become the first administrator",
    text: "Nobody administers this installation yet. When the server started, it printed a token to its console. Whoever runs the machine can also make one with: sync-to-erp administrator",
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
    users: "Benutzer",
    queue: "Warteschlange",
    audit: "Prüfprotokoll",
  },
  choose: "Bereich",
  looksOnly: "Sie dürfen hier alles ansehen und nichts ändern.",
  ofTenant: "Sie betreuen die Personen Ihres eigenen Unternehmens.",
  first: {
    title: "Erster Verwalter werden",
    text: "Noch verwaltet niemand diese Installation. Der Server hat bei seinem Start ein Kennwort auf seiner Konsole ausgegeben. Wer den Rechner betreibt, erhält auch eines mit: sync-to-erp administrator",
    token: "Kennwort der Konsole",
    enter: "Verwalter werden",
  },
};

export const words = { en, de };
