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
    health: "Health",
    log: "Log",
    audit: "Audit trail",
  },
  /** What a panel is for, where it does not begin with saying so. */
  purposes: {
    administrators:
      "Who may change what stands in these panels, and who may only look. A role comes from Entra, from the ERP, or is given here.",
    users:
      "Everybody who uses the product, and how each is doing. Open a person to see why something stands still and to do something about it.",
    health:
      "Whether everything works, and what to do where it does not; then how much is carried over, how fast, and what fails.",
    log: "What was carried over, for everybody within your reach, newest first and live. Of private items nothing but the time is told.",
    audit:
      "Who changed what in these panels, and who was refused. No line can be changed or taken out without the chain showing it.",
  } as Readonly<Partial<Record<string, string>>>,
  choose: "Panel",
  cancel: "Cancel",
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
    administrators: "Administratoren",
    mail: "Mailversand",
    jobs: "Abgleich",
    "dry-run": "Probelauf",
    users: "Benutzer",
    invitations: "Einladungen",
    queue: "Warteschlange",
    retention: "Aufbewahrung",
    leaving: "Verlassen",
    health: "Zustand",
    log: "Protokoll",
    audit: "Prüfprotokoll",
  },
  purposes: {
    administrators:
      "Wer in diesen Bereichen etwas ändern darf und wer nur ansehen. Eine Rolle kommt aus Entra, aus dem ERP oder wird hier gegeben.",
    users:
      "Alle, die das Produkt nutzen, und wie es bei ihnen steht. Wer eine Person öffnet, sieht, warum etwas stillsteht, und kann etwas dagegen tun.",
    health:
      "Ob alles funktioniert und was zu tun ist, wo nicht; darunter, wie viel übertragen wird, wie schnell, und was misslingt.",
    log: "Was übertragen wurde, für alle in Ihrem Bereich, das Neueste zuerst und laufend. Von Privatem steht hier nur die Zeit.",
    audit:
      "Wer in diesen Bereichen was geändert hat und wem etwas verwehrt wurde. Keine Zeile lässt sich ändern oder entfernen, ohne dass die Kette es zeigt.",
  },
  choose: "Bereich",
  cancel: "Abbrechen",
  looksOnly: "Sie dürfen hier alles ansehen und nichts ändern.",
  ofTenant: "Sie betreuen die Personen Ihres eigenen Unternehmens.",
  first: {
    title: "Administrator werden",
    text: "Wer den Rechner des Servers betreibt, hat ein Kennwort: von seiner Konsole, wo er startete und noch niemand die Installation verwaltete, oder vom Befehl sync-to-erp administrator.",
    token: "Kennwort der Konsole",
    enter: "Administrator werden",
  },
};

export const words = { en, de };
