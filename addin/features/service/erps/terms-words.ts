const en = {
  open: (name: string) => `Limits and maintenance: ${name}`,
  openShort: "Limits and maintenance",
  title: (name: string) => `Limits and maintenance of ${name}`,
  close: "Close",
  pause: {
    maintenance: (until: string) => `Nothing is sent to it until ${until}: maintenance.`,
    quota: (until: string) => `Nothing is sent to it until ${until}: as much was asked as may be.`,
  },
  limitsText:
    "How much this ERP is asked at most, by syncing and by people who search in it alike. What does not fit waits and follows; nothing is lost. Ask the ERP’s administrator, or look into its licence.",
  limits: {
    atOnce: "Requests at once",
    perMinute: "Requests a minute",
    perDay: "Requests a day",
  },
  limitHints: {
    atOnce: "Fewer are gentler and slower.",
    perMinute: "A first sync of 500 appointments takes about 600.",
    perDay: "By day of UTC. Used up, everything waits for the next day: choose it generously.",
  },
  whole: "Enter a whole number from 1, or nothing.",
  unlimited: "Not limited",
  save: "Save the limits",
  windows: "Maintenance",
  windowsText:
    "While the ERP is being maintained nothing is sent to it and nobody is alarmed. People see until when; what changes meanwhile is carried over afterwards.",
  none: "No maintenance is planned.",
  once: (from: string, to: string) => `Once, ${from} to ${to}`,
  weekly: (days: string, from: string, to: string, zone: string) =>
    `Each week, ${days}, ${from} to ${to} (${zone})`,
  remove: "Remove",
  kind: "When",
  kinds: { weekly: "Each week", once: "Once" },
  days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  beginsOn: "Begins on",
  zone: "Time zone",
  from: "From",
  to: "To",
  nextDay: "Earlier than its beginning: on the next day.",
  reason: "What people are told",
  reasonHint: "For example: Release 7. May stay empty.",
  add: "Add this maintenance",
};

const de: typeof en = {
  open: (name: string) => `Grenzen und Wartung: ${name}`,
  openShort: "Grenzen und Wartung",
  title: (name: string) => `Grenzen und Wartung von ${name}`,
  close: "Schließen",
  pause: {
    maintenance: (until: string) => `Bis ${until} wird ihm nichts gesandt: Wartung.`,
    quota: (until: string) =>
      `Bis ${until} wird ihm nichts gesandt: Es ist so oft gefragt worden, wie es darf.`,
  },
  limitsText:
    "Wie oft dieses ERP höchstens gefragt wird, vom Abgleich wie von Menschen, die darin suchen. Was nicht hineinpasst, wartet und folgt; nichts geht verloren. Fragen Sie den Administrator des ERP, oder sehen Sie in dessen Lizenz nach.",
  limits: {
    atOnce: "Anfragen zugleich",
    perMinute: "Anfragen je Minute",
    perDay: "Anfragen je Tag",
  },
  limitHints: {
    atOnce: "Weniger sind schonender und langsamer.",
    perMinute: "Ein erster Abgleich von 500 Terminen braucht etwa 600.",
    perDay:
      "Nach dem Tag in UTC. Ist er verbraucht, wartet alles auf den nächsten: Wählen Sie großzügig.",
  },
  whole: "Geben Sie eine ganze Zahl ab 1 ein oder nichts.",
  unlimited: "Nicht begrenzt",
  save: "Grenzen speichern",
  windows: "Wartung",
  windowsText:
    "Während das ERP gewartet wird, wird ihm nichts gesandt und niemand alarmiert. Alle sehen, bis wann; was sich inzwischen ändert, wird danach übertragen.",
  none: "Keine Wartung ist geplant.",
  once: (from: string, to: string) => `Einmal, ${from} bis ${to}`,
  weekly: (days: string, from: string, to: string, zone: string) =>
    `Jede Woche, ${days}, ${from} bis ${to} (${zone})`,
  remove: "Entfernen",
  kind: "Wann",
  kinds: { weekly: "Jede Woche", once: "Einmal" },
  days: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
  beginsOn: "Beginnt am",
  zone: "Zeitzone",
  from: "Von",
  to: "Bis",
  nextDay: "Früher als der Beginn: am nächsten Tag.",
  reason: "Was alle lesen",
  reasonHint: "Zum Beispiel: Version 7. Darf leer bleiben.",
  add: "Diese Wartung hinzufügen",
};

export const words = { en, de };
