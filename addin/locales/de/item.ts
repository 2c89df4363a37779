import { either } from "../counted.ts";
import type { Words } from "../en.ts";

export const item: Words["item"] = {
  scope: {
    title: "Dies ist ein Tag einer Serie",
    text: "Die Serie wird als Ganzes abgeglichen, mit dem, was ihre Tage für sich haben. Was möchten Sie sehen?",
    series: "Die ganze Serie",
    day: "Nur diesen Tag",
    allDays: "Alle Tage der Serie",
    shown: {
      series: () => "Sie sehen die ganze Serie.",
      day: (when: string) => `Sie sehen einen Tag der Serie: ${when}.`,
    },
    show: { series: "Ganze Serie zeigen", day: "Nur diesen Tag zeigen" },
    differs: "An diesem Tag",
    same: "Wie in der Serie.",
    both: (microsoft: string | null, erp: string | null) =>
      `Outlook: ${microsoft ?? "wie in der Serie"}. ERP: ${erp ?? "wie in der Serie"}.`,
    off: "Die Serie wird nicht abgeglichen.",
    ofSeries:
      "Abgleich, verknüpfte Datensätze und Aktivitätsart sind die der ganzen Serie. Ändern Sie diesen Tag in Outlook oder im ERP; das andere folgt für diesen Tag allein.",
    history: "Verlauf dieses Tages",
  },
  series: {
    series: "Diese Serie wird als Ganzes abgeglichen, mit ihren Ausnahmen.",
    occurrence: "Dies ist ein Tag einer Serie; abgeglichen wird die ganze Serie.",
    days: "Eine Serie, und Ihr ERP kennt keine: Jeder ihrer Tage wird eine eigene Aktivität.",
    "single-day": "Ein Tag einer Serie, der für sich abgeglichen wird.",
  },
  days: {
    one: (when) => `Ein Tag einer Serie, der für sich abgeglichen wird: ${when}.`,
    title: "Ihre Tage im ERP",
    held: "Aktivitäten",
    span: "Zeitraum",
    stand: "Stand",
    inSync: (count) => `${count} abgeglichen`,
    waiting: (count) => `${count} ${either(count, "wartet", "warten")}`,
    asked: (count) => `${count} zu entscheiden`,
    setAside: (count) => `${count} beiseitegelegt`,
    needing: "Tage, die Sie brauchen",
    open: "Öffnen",
    openOf: (when) => `${when} öffnen`,
    more: (count) => `und ${count} weitere; die Startseite nennt alle`,
    history: "Verlauf ihrer Tage",
    toDecide: (count) =>
      count === 1
        ? "Einer ihrer Tage wartet auf Ihre Entscheidung; die anderen gehen weiter."
        : `${count} ihrer Tage warten auf Ihre Entscheidung; die anderen gehen weiter.`,
    failed: (count) =>
      count === 1
        ? "Einer ihrer Tage konnte nicht übertragen werden; die anderen gehen weiter."
        : `${count} ihrer Tage konnten nicht übertragen werden; die anderen gehen weiter.`,
    underWay: (count) =>
      count === 1
        ? "Einer ihrer Tage wird gleich übertragen."
        : `${count} ihrer Tage werden gleich übertragen.`,
    byThemselves:
      "Einzelne Tage stehen im ERP, jeder für sich. Schalten Sie die Serie ein, dann gehören alle zusammen.",
  },
  sharedWith: (name) =>
    `Eine Aktivität für alle in dieser Besprechung; sie gehört ${name === "" ? "jemand anderem" : name}.`,
  noSubject: "(kein Betreff)",
  staysInOutlook: (fields) => `Ihre Änderung bleibt in Outlook: ${fields}.`,
  inDoubt:
    "Mehrere sehen in Outlook und im ERP so aus. Sagen Sie unten, welche zusammengehören: bis dahin wird der Termin nicht abgeglichen, damit nichts doppelt angelegt wird.",
  splitInDoubt:
    "Der Termin setzt vielleicht eine gekürzte Serie fort. Sagen Sie es unten: bis dahin wird er nicht abgeglichen, damit nichts verloren geht oder doppelt angelegt wird.",
  lastSynced: (time) => `Zuletzt abgeglichen ${time}`,
  switch: "Diesen Termin abgleichen",
  syncToErp: "Ins ERP übertragen",
  save: "Speichern",
  syncNow: "Jetzt abgleichen",
  decide: "Zu Ihrer Entscheidung",
  openActivity: "Im ERP öffnen",
  invitations: {
    sent: (by: string, count: number) =>
      count === 1 ? `Von ${by} an 1 Person gesendet.` : `Von ${by} an ${count} Personen gesendet.`,
    title: "Noch nicht eingeladen",
    send: "Einladungen senden",
    sending: "Die Einladungen werden gesendet.",
    question: "Einladungen senden?",
    more: "Sie kamen im ERP dazu, nachdem zum Termin eingeladen war, und wissen nichts davon.",
    others: "Wer schon eingeladen war, bekommt keine weitere Nachricht.",
    mailed: "Outlook schreibt diesen Personen in Ihrem Namen:",
    online: "Auch zur Teams-Besprechung machen",
    confirm: (count: number) =>
      count === 1 ? "An 1 Person senden" : `An ${count} Personen senden`,
  },
  takenOut: {
    title: "Im ERP herausgenommen",
    ofDay: (names, day) => `Nur an einem Tag (${day}): ${names}`,
    text: "In Outlook bleiben sie eingeladen, und niemand hat ihnen etwas gesagt. Sollen sie nicht kommen, entfernen Sie sie in Outlook aus der Besprechung: Outlook sagt es ihnen.",
  },
  ending: {
    sent: (by: string, count: number) =>
      count === 1
        ? `Von ${by} abgesagt; 1 Gast wurde benachrichtigt.`
        : `Von ${by} abgesagt; ${count} Gäste wurden benachrichtigt.`,
    title: "Im ERP gelöscht",
    text: (count: number) =>
      count === 1
        ? "Die Aktivität wurde im ERP gelöscht. Die Besprechung mit 1 Gast besteht noch."
        : `Die Aktivität wurde im ERP gelöscht. Die Besprechung mit ${count} Gästen besteht noch.`,
    cancel: "Besprechung absagen …",
    keep: "Behalten",
    cancelling: "Die Besprechung wird abgesagt.",
    question: "Besprechung absagen?",
    back: "Jetzt nicht",
    told: "Outlook sagt diesen Personen in Ihrem Namen, dass sie nicht stattfindet:",
    confirm: (count: number) =>
      count === 1
        ? "Absagen und 1 Gast benachrichtigen"
        : `Absagen und ${count} Gäste benachrichtigen`,
  },
  daysGone: {
    title: (days: number): string =>
      days === 1 ? "Ein Tag wurde im ERP abgesagt" : `${days} Tage wurden im ERP abgesagt`,
    day: (when: string, guests: number): string =>
      guests === 1 ? `${when}, mit 1 Gast` : `${when}, mit ${guests} Gästen`,
    text: (days: number): string =>
      days === 1
        ? "In Outlook findet er noch statt, und niemand wurde benachrichtigt. Behalten Sie ihn, findet er auch im ERP wieder statt."
        : "In Outlook finden sie noch statt, und niemand wurde benachrichtigt. Behalten Sie sie, finden sie auch im ERP wieder statt.",
    cancel: (days: number): string =>
      days === 1 ? "Diesen Tag absagen …" : "Diese Tage absagen …",
    keep: (days: number): string => (days === 1 ? "Tag behalten" : "Tage behalten"),
    question: (days: number): string =>
      days === 1 ? "Diesen Tag absagen?" : "Diese Tage absagen?",
    told: (days: number): string =>
      days === 1
        ? "Outlook sagt diesen Personen in Ihrem Namen, dass der Tag nicht stattfindet:"
        : "Outlook sagt diesen Personen in Ihrem Namen, dass die Tage nicht stattfinden:",
  },
  release: {
    shared:
      "Ihre Kopie wird nicht mehr abgeglichen. Die Aktivität bleibt: sie gehört zur Besprechung.",
    title: "Diesen Termin nicht mehr abgleichen?",
    text: "Outlook und ERP folgen einander dann nicht mehr. Was soll mit der Kopie im ERP geschehen?",
    keep: "Beide behalten",
    keepHint: "Beide bleiben und gehen eigene Wege.",
    remove: "Kopie im ERP entfernen",
    removeHint: "In Outlook bleibt der Termin.",
    confirm: "Abgleich beenden",
  },
  activityType: "Aktivitätsart",
  noActivityType: "Nach der ersten Kategorie",
  preview: {
    title: "Was geschrieben wird",
    none: "Nichts: Beide Seiten stimmen schon überein.",
    create: { microsoft: "In Outlook anlegen", erp: "Im ERP anlegen" },
    update: { microsoft: "In Outlook ändern", erp: "Im ERP ändern" },
    delete: { microsoft: "In Outlook löschen", erp: "Im ERP löschen" },
    quiet: "Niemand bekommt deswegen eine Mail.",
    edited: "Was Sie gerade in Outlook ändern, zählt, sobald Sie es dort speichern.",
    joins: (name) =>
      name === ""
        ? "Ein anderer Kalender bringt diese Besprechung ins ERP. Ihrer schließt sich an; eine zweite Aktivität entsteht nicht."
        : `Der Kalender von ${name} hat diese Besprechung ins ERP gebracht. Ihrer schließt sich an; eine zweite Aktivität entsteht nicht.`,
    untold: (fields) => `Das sagt Outlook erst nach dem Speichern: ${fields}.`,
    unsaved:
      "So, wie das Formular jetzt ist. Geschrieben wird, sobald Sie den Termin in Outlook speichern.",
  },
  empty: "leer",
  conflicts: {
    title: "Ihre Entscheidung",
    outlook: "Outlook",
    erp: "ERP",
    keepMine: "Meins behalten",
    keepErp: "Das des ERP behalten",
    keepMineOf: (field) => `Meins behalten: ${field}`,
    keepErpOf: (field) => `Das des ERP behalten: ${field}`,
    edit: "Bearbeiten",
    editOf: (field) => `Bearbeiten: ${field}`,
    own: (field) => `${field}, für beide Seiten`,
    onlyKept:
      "Soll etwas anderes gelten, behalten Sie einen davon und ändern ihn dann in Outlook oder im ERP.",
    save: "Für beide speichern",
    allDay: "Ganztägig",
    start: "Beginn",
    end: "Ende",
    zone: (name) => `Nach der Uhr von ${name}`,
    mistakes: {
      subject: "Geben Sie einen Betreff an.",
      when: "Er endet, bevor er beginnt.",
      reminder: "Geben Sie Minuten zwischen 0 und 20160 an, oder nichts.",
    },
  },
  history: {
    title: "Verlauf",
    empty: "Mit diesem Termin ist noch nichts geschehen.",
  },
  unsaved: {
    title: "Neuer Termin",
    off: {
      label: "Noch nicht gespeichert",
      text: "Wählen Sie jetzt, worum es geht; ins ERP kommt er, wenn Sie ihn in Outlook speichern.",
    },
    waiting: {
      label: "Wird beim Speichern verknüpft",
      text: "Speichern Sie den Termin in Outlook; wenige Sekunden später ist er im ERP.",
    },
    syncWhenSaved: "Beim Speichern abgleichen",
    startWith: (type: string) => `Meine neuen Termine mit der Kategorie „${type}“ beginnen`,
  },
  shared: {
    title: "In einem freigegebenen Kalender",
    text: (mailbox) =>
      `Dieser Termin liegt im Postfach ${mailbox}, das Sie noch nicht abgleichen. Fügen Sie es hinzu, dann können seine Termine unter Ihrem Namen ins ERP gehen.`,
    unknown:
      "Dieser Termin liegt in einem fremden Postfach, und Outlook sagt nicht, in wessen. Fügen Sie es in der Einrichtung mit seiner Adresse hinzu.",
    whenSaved:
      "Speichern Sie den Termin in Outlook; nach wenigen Minuten steht er im ERP, sofort, wenn Sie ihn hier geöffnet lassen.",
    add: "Dieses Postfach hinzufügen",
  },
  message: {
    title: "Mail kommt als Nächstes",
    text: "Öffnen Sie einen Termin, um ihn mit einem Kunden, einem Projekt oder einem anderen Satz Ihres ERP zu verknüpfen. Das Ablegen von Mails folgt bald.",
  },
  none: {
    title: "Kein Termin geöffnet",
    text: "Öffnen Sie einen Termin in Ihrem Kalender, um ihn hier zu sehen.",
  },
  outside: {
    title: "Sie sind außerhalb von Outlook",
    text: "Diese Seite gehört in den Aufgabenbereich von Outlook. Hier sehen Sie Start und Einrichtung; öffnen Sie in Outlook einen Termin, um ihn zu verknüpfen.",
  },
};
