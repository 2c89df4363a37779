import type { Words } from "../en.ts";

export const home: Words["home"] = {
  exportMine: "Meine gespeicherten Daten exportieren",
  stopped: {
    pull: (reason: string) =>
      `Ein Administrator hat angehalten, was von Outlook ins ERP geht (${reason}). Nichts geht verloren: Es wird danach übertragen.`,
    push: (reason: string) =>
      `Ein Administrator hat angehalten, was vom ERP nach Outlook geht (${reason}). Nichts geht verloren: Es wird danach übertragen.`,
  },
  erpPause: {
    maintenance: (until: string, reason: string) =>
      `Das ERP ist bis ${until} in Wartung${reason === "" ? "" : ` (${reason})`}. Was sich inzwischen ändert, wird dann übertragen.`,
    quota: (until: string, reason: string) =>
      `Das ERP ist so oft gefragt worden, wie es darf; bis ${until} wartet alles${reason === "" ? "" : ` (${reason})`}. Was sich inzwischen ändert, wird dann übertragen.`,
  },
  waitsUntil: (until) =>
    `Der laufende Abgleich wartet bis ${until}: Das ERP darf nach Vorgabe Ihrer Administratoren nur so oft in der Minute gefragt werden. Er geht von selbst weiter.`,
  title: "Start",
  profile: "Sie",
  mailbox: "Postfach",
  erpUser: "ERP-Benutzer",
  erpUserUnknown: "Dem ERP unbekannt",
  erpUserChosen: (name: string) => `${name} (von einem Administrator gewählt)`,
  erpUnavailable: "Das ERP antwortet gerade nicht",
  erpUnasked: {
    maintenance: (until: string) => `Wartung bis ${until}`,
    quota: (until: string) => `Wird erst ab ${until} wieder gefragt`,
  },
  connection: "ERP-Verbindung",
  timeZone: "Zeitzone",
  scopes: "Erteilte Rechte",
  noScopes: "Noch keine",
  state: "Zustand",
  since: (time) => `Seit ${time}`,
  calendar: "Kalender",
  on: "Ein",
  off: "Aus",
  running: "Läuft gerade",
  lastSync: "Letzter Abgleich",
  nextSync: "Nächster Abgleich",
  never: "Noch nicht",
  utc: (time) => `${time} UTC`,
  linked: "Verknüpft",
  waiting: "Wartend",
  quarantined: "Beiseitegelegt",
  progress: {
    first: "Erster Abgleich",
    wide: "Abgleich läuft",
    underWay: {
      first: {
        label: "Erster Abgleich läuft",
        text: "Ihre Termine werden übertragen. Noch sind nicht alle auf beiden Seiten.",
      },
      wide: {
        label: "Größerer Abgleich läuft",
        text: "Alles wird noch einmal verglichen. Noch ist nicht alles auf beiden Seiten gleich.",
      },
    },
    reading: (done) => `Beide Kalender werden gelesen: bisher ${done} Termine`,
    writing: (done, total) => `${done} von ${total} Terminen`,
    paused: (done, total) => `Angehalten bei ${done} von ${total} Terminen`,
    pausedText:
      "Bis Sie fortsetzen, wird nichts abgeglichen. Was übereinstimmt, bleibt, wie es ist.",
    closing: "Sie können dies schließen: es läuft von selbst weiter.",
    stopping: "Hält nach dem laufenden Schritt an",
    stop: "Anhalten …",
    goOn: "Fortsetzen",
    spoken: (percent) => `Abgeglichen: ${percent} Prozent`,
    dialog: {
      title: "Abgleich anhalten?",
      text: "Der laufende Schritt wird noch beendet. Was übertragen wurde, bleibt auf beiden Seiten, und beim Fortsetzen entsteht nichts doppelt.",
      pause: "Anhalten",
      off: "Ausschalten",
      keep: "Weiterlaufen lassen",
    },
  },
  push: {
    microsoft: "Microsoft 365",
    erp: "ERP",
    changesIn: { microsoft: "Änderungen in Microsoft 365", erp: "Änderungen im ERP" },
    healthy: "kommen sofort an",
    unhealthy: "werden ab und zu gesucht",
    problems: {
      refused: (since: string) =>
        `Microsoft 365 erreicht diesen Server nicht, um sie anzukündigen (seit ${since}). Ein Administrator kann die Adresse für Benachrichtigungen prüfen.`,
      partly: (since: string) =>
        `In manchen Ihrer weiteren Kalender werden sie nicht angekündigt (seit ${since}): Sie werden ab und zu gesucht.`,
      unheard: (since: string) =>
        `Eine Änderung kam, die nie angekündigt wurde (${since}). Mit der nächsten Ankündigung geht es wieder sofort.`,
    },
  },
  setAside: {
    title: "Beiseitegelegt",
    text: "Diese Termine konnten nicht übertragen werden. Die anderen sind nicht betroffen.",
    unnamed: "Ein Termin ohne Namen",
    again: "Erneut versuchen",
    untilThen: (time: string) => `Wird von selbst erneut versucht: ${time}`,
    onChange: "Wird erneut versucht, sobald er sich ändert",
  },
  brake: {
    deletions: {
      erp: (count: number, of: number) =>
        `${count} von ${of} Terminen fehlen in Outlook, ganz oder an einzelnen Tagen. Ihre Kopien im ERP bleiben, bis jemand dem Löschen zugestimmt hat.`,
      microsoft: (count: number, of: number) =>
        `${count} von ${of} Aktivitäten fehlen im ERP, ganz oder an einzelnen Tagen. Ihre Kopien in Outlook bleiben, bis jemand dem Löschen zugestimmt hat.`,
    },
    emptied: {
      erp: (_count: number, of: number) =>
        `Alle ${of} verknüpften Termine fehlen auf einmal in Outlook. Gelöscht wird erst, wenn jemand zustimmt.`,
      microsoft: (_count: number, of: number) =>
        `Alle ${of} verknüpften Aktivitäten fehlen auf einmal im ERP. Gelöscht wird erst, wenn jemand zustimmt.`,
    },
    remedy:
      "Ein Administrator kann es unter Verwaltung, Benutzer weitergehen lassen. Alles andere läuft inzwischen weiter.",
    released: (by, count) => `${by} stimmte ${count} zurückgehaltenen Löschungen zu.`,
    planned: "Was geschehen wäre",
    kinds: {
      delete: "löschen",
      days: "Tage absagen",
      create: "neu anlegen",
      unlink: "nicht mehr abgleichen",
    },
    more: (count: number) => `und ${count} weitere`,
  },
  decisions: {
    title: "Ihre Entscheidungen",
    text: "Diese Termine wurden auf beiden Seiten geändert. Nur diese Felder warten; alle anderen stimmen schon überein.",
    count: (count) => (count === 1 ? "1 wartet auf Sie" : `${count} warten auf Sie`),
    more: (count) => `und ${count} weitere`,
  },
  syncNow: "Jetzt abgleichen",
  refresh: {
    title: "Vollständig abgleichen",
    text: "Liest beide Seiten vollständig und vergleicht jeden Termin noch einmal. Hilft, wenn hier etwas nicht stimmt. Nichts entsteht doppelt, und worin beide Seiten übereinstimmen, bleibt, wie es ist.",
    button: "Alles noch einmal lesen",
  },
  test: {
    title: "Verbindung",
    text: "Fragt beide Seiten, wer Sie sind.",
    button: "Verbindung testen",
    ok: "Geht",
    failed: "Geht nicht",
  },
  log: {
    title: "Protokoll",
    empty: "Noch nichts. Zeilen erscheinen, wenn etwas übertragen wird, in beiden Richtungen.",
    values: (count) => `${count} Werte`,
    more: "Ältere zeigen",
    toErp: "im ERP",
    toMicrosoft: "in Outlook",
  },
};

export const takenBy: Words["takenBy"] = (name) => `${name} gleicht es ab.`;

export const further: Words["further"] = {
  title: "Freigegebene Postfächer und Kalender",
  intro:
    "Termine eines Teampostfachs oder eines Kalenders, den jemand für Sie freigegeben hat, gehen unter Ihrem Namen ins ERP. Jedes gleicht eine Person ab. Was dort privat ist, bleibt außen vor.",
  added: "Von Ihnen abgeglichen",
  offered: "Kalender anderer in Ihrer Liste",
  address: "Mailadresse des Postfachs",
  addressHint: "Zum Beispiel die Ihres Teams. Sie brauchen Rechte an seinem Kalender.",
  add: "Hinzufügen",
  which: {
    label: "Welche seiner Termine ins ERP gehen",
    chosen: "Nur die, die ich einschalte",
    category: "Die, deren erste Kategorie eine Aktivitätsart ist",
    all: "Alle Termine",
  },
  readOnly: "Sie dürfen nur lesen: Es geht ins ERP, und nichts kommt zurück.",
  ownersOwn: (name) => `${name} gleicht ihn selbst ab`,
  taken: (name) => `${name} gleicht ihn bereits ab`,
  starting: "Beginnt",
  linked: (count) => `${count} verknüpft`,
  setAside: (count) => `${count} beiseitegelegt`,
  held: (count) => `Zurückgehaltene Löschungen: ${count}`,
  setUp: (name) => `${name} einrichten…`,
  syncNow: (name) => `${name} jetzt abgleichen`,
  giveUp: (name) => `${name} abgeben…`,
  leave: {
    title: (name) => `${name} abgeben?`,
    text: "Outlook und das ERP folgen einander dort nicht mehr. Beide Kopien bleiben, wie sie sind, und niemand wird benachrichtigt. Wer Rechte am Postfach hat, kann es übernehmen, auch Sie selbst wieder: Verknüpftes bleibt erhalten.",
    confirm: "Abgeben",
  },
};
