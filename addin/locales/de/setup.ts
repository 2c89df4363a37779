import type { Words } from "../en.ts";

export const setup: Words["setup"] = {
  title: "Einrichtung",
  welcome: "Los geht’s",
  welcomeText: "Wenige Angaben, dann halten Outlook und Ihr ERP einander auf dem Laufenden.",
  erpUser: {
    found: (name: string) => `Im ERP sind Sie ${name}, nach Ihrer Mailadresse.`,
    chosen: (name: string) => `Im ERP sind Sie ${name}: Das hat Ihre Verwaltung gewählt.`,
  },
  profile: "Wo Sie arbeiten",
  company: "Firma",
  location: "Standort",
  noLocation: "Kein Standort",
  timeZone: "Zeitzone",
  choose: "Auswählen …",
  jobs: "Was abgeglichen wird",
  calendar: "Kalender",
  which: "Welche Outlook-Termine ins ERP gehen",
  chosen: "Nur Termine, die ich einschalte",
  category: "Termine, deren erste Kategorie eine Aktivitätsart ist",
  all: "Alle meine Termine",
  erpItems: "Meine ERP-Aktivitäten nach Outlook bringen",
  marks: "In meinem Kalender zeigen, was im ERP ist",
  marksText:
    "Diese Termine bekommen die Kategorie „In ERP“. Entfernen Sie sie, wird der Termin nicht mehr abgeglichen, beide Kopien bleiben; geben Sie sie einem anderen, kommt er ins ERP. „ERP: needs attention“ steht, wo Sie nachsehen müssen. Sonst erfährt niemand davon.",
  colors: {
    missing:
      "Diese Kategorien haben in Ihrem Outlook noch keine Farbe. Das braucht eine weitere Berechtigung von Ihnen: die Liste der Kategorien zu ändern (MailboxSettings.ReadWrite).",
    give: "Farben geben",
  },
  mails: "Per Mail melden, wenn etwas auf meine Entscheidung wartet",
  mailsText:
    "Auch wenn ich mich neu anmelden muss. Die Mail sagt, dass etwas wartet, nie was. Wie Mails gesendet werden, richtet Ihr Administrator ein.",
  calendars: {
    which: "Welche Ihrer Kalender",
    default: (name) => `${name} (Standard)`,
    unnamed: "Kalender ohne Namen",
    owner: (name) => `Gehört ${name}`,
    readOnly: "Schreibgeschützt: kein Abgleich in beide Richtungen möglich",
    last: "Ein Kalender bleibt immer. Um diesen auszulassen, wählen Sie zuerst einen anderen.",
    target: "Neue Termine aus dem ERP kommen in",
  },
  scope: (from, to) => `Termine vom ${from} bis ${to}.`,
  silent: "Der erste Abgleich ist still: Niemand bekommt deswegen eine Einladung oder eine Mail.",
  rules: {
    title: "Regeln",
    direction: "Wohin Änderungen gehen",
    directions: {
      both: "In beide Richtungen",
      toErp: "Nur von Outlook ins ERP",
      toMicrosoft: "Nur vom ERP nach Outlook",
    },
    privateItems: "Private Termine",
    privates: {
      leaveOut: "Weglassen",
      busy: "Nur als beschäftigt zeigen",
      full: "Ganz, als privat gekennzeichnet",
    },
    privateHints: {
      leaveOut:
        "Private Termine bleiben in Outlook. Wird einer später privat, behält er im ERP nur seine Zeit, außer Sie haben ihn selbst eingeschaltet.",
      busy: "Das ERP erfährt, wann ein privater Termin ist, mit „Beschäftigt“ als Betreff, und was Sie mit ihm verknüpfen. Sonst geht nichts von ihm dorthin.",
      full: "Private Termine gehen mit allem, was darin steht, ins ERP und sind dort als privat gekennzeichnet.",
    },
    precedence: "Wenn beide Seiten dasselbe Feld geändert haben",
    precedences: {
      newest: "Die neueste Änderung gilt",
      microsoft: "Outlook gilt",
      erp: "Das ERP gilt",
      ask: "Mich fragen",
    },
    afterDeleteInOutlook: "Wenn ich einen Termin in Outlook lösche",
    deletesInErp: {
      delete: "Seine Aktivität im ERP löschen",
      cancel: "Seine Aktivität im ERP als abgesagt kennzeichnen",
      keep: "Aktivität behalten, Abgleich beenden",
      recreate: "Termin wieder anlegen",
    },
    recreateHint:
      "Tage einer Serie kommen als einzelne Termine zurück, wo Ihr ERP keine Serien führt. Sonst bleiben sie im ERP und kommen nicht zurück: Outlook kann sie nicht neu anlegen.",
    afterDeleteInErp: "Wenn eine Aktivität im ERP gelöscht wird",
    deletesInOutlook: {
      delete: "Ihren Termin in Outlook löschen",
      keep: "Termin behalten, Abgleich beenden",
      recreate: "Aktivität wieder anlegen",
    },
    daysBack: "Wie weit zurück",
    daysForward: "Wie weit voraus",
    days: (count) => (count === 1 ? "1 Tag" : `${count} Tage`),
  },
  fields: {
    title: "Felder",
    text: "Welchen Weg jedes Feld geht. Ein Feld mit nur einer Richtung wird nie dort geschrieben, woher es kommt; eines, das aus ist, bleibt auf jeder Seite, wie es ist. Die Richtung unter „Regeln“ begrenzt sie alle: Gehen Änderungen nur einen Weg, geht kein Feld den anderen.",
    ways: {
      both: "Beide Wege",
      toErp: "Ins ERP",
      toMicrosoft: "Nach Outlook",
      none: "Gar nicht",
    },
    hints: {
      subject: "Nötig: Ein neuer Termin hat ihn immer.",
      when: "Nötig: Ein neuer Termin hat sie immer. Abgesagte und verschobene Tage gehören dazu.",
      attendees: "Wer eingeladen ist, wird in Outlook entschieden.",
    },
  },
  origin: {
    default: "Vorgabe",
    own: "Ihre eigene Wahl.",
    everybody: "alle hier",
    people: (company) => `die Personen von ${company}`,
    from: (whom) => `Von Ihrem Administrator für ${whom} eingestellt.`,
    decided: (whom) =>
      `Von Ihrem Administrator für ${whom} festgelegt; es lässt sich hier nicht ändern.`,
    useAbove: (value) => `Die Einstellung darüber verwenden: ${value}`,
    off: (whom) =>
      `Ihr Administrator hat den Kalender für ${whom} ausgeschaltet. Was Sie hier wählen, gilt, sobald er wieder an ist.`,
    on: "An",
    not: "Aus",
  },
  tryFirst: "Zeigen, was geschehen würde",
  save: "Speichern",
  saved: "Gespeichert.",
  savedAndSyncing: "Gespeichert. Der nächste Abgleich richtet sich danach.",
  companyMissing: "Wählen Sie eine Firma: Unter ihr legt das ERP jede Aktivität ab.",
};
