type Texts = Readonly<Record<string, string | undefined>>;

const en = {
  level: "Who it holds for",
  job: "Sync job",
  jobs: { calendar: "Calendar" } as Texts,
  system: "Everybody here",
  people: (count: number) => (count === 1 ? "1 person" : `${count} people`),
  noCompanies:
    "A company can be chosen here once the ERP knows you as somebody who works for it, by your mail address, or once the first of its people has finished Setup.",
  how: "What stands here holds for everybody below who says nothing else himself: first everybody here, then a company, then a person in his Setup. What is fixed cannot be changed below.",
  howCompany:
    "What stands here holds for the people of this company. What they chose in their own Setup stays, unless you fix it.",
  asked: {
    title: "How changes are heard",
    announced:
      "Microsoft 365 and the ERP announce what changes, and it is on the other side within seconds.",
    otherwise: (minutes: string, hours: string) =>
      `A side that announces nothing, or whose announcements do not arrive, is asked every ${minutes} minutes. Where both announce everything, both are asked every ${hours} hours all the same, in case an announcement is lost.`,
    series: (hours: string) => `Single days of series are looked at again every ${hours} hours.`,
    always:
      "That holds day and night. The minutes are those for everybody here: they can be set above, also for one company; where nobody did, the server’s configuration says them (SYNC_INTERVAL_MINUTES), as it does the hours (SAFETY_NET_HOURS). An ERP is not asked during its maintenance, which is planned under ERP connections.",
  },
  looksOnly: "You may look at this level and not change it.",
  asAbove: (value: string) => `As above: ${value}`,
  from: { default: "as the product comes", system: "from: everybody here" },
  above: (value: string, from: string) => `Above: ${value} (${from})`,
  fixedAbove: "Fixed for everybody here: a company has no say in it.",
  useAbove: "Use the setting above",
  fix: "People cannot change it",
  fixOf: (name: string) => `People cannot change it: ${name}`,
  bounded: "Below, it can only be made stricter.",
  number: (min: number, max: number) => `A whole number from ${min} to ${max}.`,
  preset: "Start from the way of another system",
  noPreset: "Rules of your own",
  presetTexts: {
    ours: "Both ways; the newest change wins; people choose which events go to the ERP.",
    erpnet:
      "All events, both ways, two weeks back and a year ahead. What is deleted in Outlook is voided in the ERP. MsSync itself follows nothing that is older than a day: nearest to that is 1 day back.",
    syspro:
      "SYSPRO documents no calendar sync: activities are posted one by one and stay. So single events go to the ERP, nothing comes back, and nothing is deleted.",
    oro: "All events, both ways; the ERP wins. What is deleted in Outlook is made again; what is deleted in the ERP is deleted in Outlook.",
    coins:
      "Events whose first category is an activity type, both ways, seven days back and 21 ahead.",
  } as Texts,
  presetRows: (rows: string) => `As its maker documents it (${rows}); all else is as ours.`,
  presetFills: "Choosing one fills in the form below. Nothing is saved yet.",
  groups: {
    gates: "What is synchronized",
    rules: "Rules",
    fields: "Fields",
    asking: "How often both sides are asked",
    brake: "Brake",
  } as Texts,
  groupTexts: {
    fields: "Which way each field goes, inside what the direction allows.",
    asking:
      "Only the fallback: what is announced arrives within seconds, however long this is. People cannot change it.",
    brake:
      "More deletions than this in one run are held back until an administrator agrees. People cannot change it.",
  } as Texts,
  names: {
    enabled: "The calendar",
    outlookItems: "Which Outlook events go to the ERP",
    erpItems: "ERP activities in Outlook",
    marks: "Categories that show what is in the ERP",
    direction: "Which way changes go",
    privateItems: "Private appointments",
    precedence: "When both sides changed the same field",
    afterDeleteInOutlook: "When an event is deleted in Outlook",
    afterDeleteInErp: "When an activity is deleted in the ERP",
    daysBack: "Days back",
    daysForward: "Days ahead",
    intervalMinutes: "Minutes between two looks where nothing is announced",
    brakeDeletions: "Deletions that are always allowed",
    brakeShare: "Beyond them, this share of what is linked",
    brakeEmptied: "A side that is suddenly empty counts from so many on",
  } as Texts,
  askPerson: "Ask the person",
  values: {
    enabled: { true: "Each person decides", false: "Off for everybody" },
    outlookItems: {
      chosen: "Only events that people switch on",
      category: "Events whose first category is an activity type",
      all: "All events",
    },
    erpItems: { true: "Come to Outlook", false: "Stay in the ERP" },
    marks: { true: "Shown", false: "Not shown" },
  } as Readonly<Record<string, Texts | undefined>>,
  hints: {
    enabled:
      "“Off” outranks everything, also what people switched on. Nothing is deleted; what was missed is caught up when it is on again.",
    direction: "Fields and deletions never go against it.",
    privateItems: "People can keep back more than this, never less.",
    precedence: "Only where changes go both ways.",
    daysBack: "What leaves the window stays as it is on both sides.",
    daysForward:
      "The window moves on by itself each Monday and reaches up to two weeks further on either side: the days chosen are always inside. What comes into it is carried over then.",
    outlookItems:
      "“All events” also takes what is in people’s calendars already, inside the window, as far as it is not private. Try it first.",
    erpItems:
      "People see their own activities in Outlook’s calendar, also those that others made for them.",
    marks:
      "Outlook’s own list shows what is in the ERP and what needs attention. It adds categories to people’s list and writes each appointment once more.",
    intervalMinutes:
      "Shorter finds unannounced changes sooner and asks Microsoft 365 and the ERP more often. The ERP’s own limits and maintenance go before it. The feed of an ERP is asked at the shortest of its companies.",
    afterDeleteInOutlook:
      "It holds for what a person deletes in his calendar. More than the brake below allows is held back, whatever stands here. Days of a series that are made again are single appointments where the ERP holds no series; where it does, they stay in the ERP and do not come back.",
    afterDeleteInErp:
      "A meeting that guests were invited to is never deleted by this: it stays until its organizer cancels it.",
  } as Texts,
  changes: "Not saved yet",
  nothingSaid: "as above",
  nowFixed: "people cannot change it",
  nowFree: "people can change it",
  tryFirst: "Show what would happen",
  save: "Save without looking",
  drop: "Drop the changes",
  saved: (people: number) =>
    people === 0
      ? "Saved. Nobody’s rules change."
      : people === 1
        ? "Saved. One person’s next run decides by it."
        : `Saved. The next runs of ${people} people decide by it.`,
};

const de: typeof en = {
  level: "Für wen es gilt",
  job: "Abgleich",
  jobs: { calendar: "Kalender" },
  system: "Alle hier",
  people: (count) => (count === 1 ? "1 Person" : `${count} Personen`),
  noCompanies:
    "Eine Firma steht hier zur Wahl, sobald das ERP Sie an Ihrer Mailadresse als jemanden erkennt, der für sie arbeitet, oder die erste ihrer Personen die Einrichtung abgeschlossen hat.",
  how: "Was hier steht, gilt für alle darunter, die selbst nichts anderes sagen: zuerst für alle hier, dann für eine Firma, dann für eine Person in ihrer Einrichtung. Was festgelegt ist, lässt sich darunter nicht ändern.",
  howCompany:
    "Was hier steht, gilt für die Personen dieser Firma. Was sie in ihrer eigenen Einrichtung gewählt haben, bleibt, außer Sie legen es fest.",
  asked: {
    title: "Wie Änderungen gehört werden",
    announced:
      "Microsoft 365 und das ERP melden, was sich ändert, und binnen Sekunden steht es auf der anderen Seite.",
    otherwise: (minutes, hours) =>
      `Eine Seite, die nichts meldet oder deren Meldungen nicht ankommen, wird alle ${minutes} Minuten gefragt. Wo beide alles melden, werden trotzdem beide alle ${hours} Stunden gefragt, falls eine Meldung verloren geht.`,
    series: (hours) => `Einzelne Tage von Serien werden alle ${hours} Stunden erneut angesehen.`,
    always:
      "Das gilt Tag und Nacht. Die Minuten sind die für alle hier: Sie lassen sich oben einstellen, auch für eine Firma; wo das niemand tat, legt die Konfiguration des Servers sie fest (SYNC_INTERVAL_MINUTES), ebenso die Stunden (SAFETY_NET_HOURS). Während seiner Wartung, die unter ERP-Anbindungen geplant wird, wird ein ERP nicht gefragt.",
  },
  looksOnly: "Sie dürfen diese Ebene ansehen und nicht ändern.",
  asAbove: (value) => `Wie darüber: ${value}`,
  from: { default: "Vorgabe des Produkts", system: "von: alle hier" },
  above: (value, from) => `Darüber: ${value} (${from})`,
  fixedAbove: "Für alle hier festgelegt: Eine Firma hat dabei nichts zu sagen.",
  useAbove: "Die Einstellung darüber verwenden",
  fix: "Personen können es nicht ändern",
  fixOf: (name) => `Personen können es nicht ändern: ${name}`,
  bounded: "Darunter lässt es sich nur strenger einstellen.",
  number: (min, max) => `Eine ganze Zahl von ${min} bis ${max}.`,
  preset: "Mit der Art eines anderen Systems beginnen",
  noPreset: "Eigene Regeln",
  presetTexts: {
    ours: "In beide Richtungen; die neueste Änderung gewinnt; Personen wählen, welche Termine ins ERP gehen.",
    erpnet:
      "Alle Termine, in beide Richtungen, zwei Wochen zurück und ein Jahr voraus. Was in Outlook gelöscht wird, wird im ERP als abgesagt gekennzeichnet. MsSync selbst folgt nichts, was älter als ein Tag ist: Dem kommt 1 Tag zurück am nächsten.",
    syspro:
      "SYSPRO beschreibt keinen Kalenderabgleich: Aktivitäten werden einzeln gebucht und bleiben. Also gehen einzelne Termine ins ERP, nichts kommt zurück, und nichts wird gelöscht.",
    oro: "Alle Termine, in beide Richtungen; das ERP gewinnt. Was in Outlook gelöscht wird, wird wieder angelegt; was im ERP gelöscht wird, wird in Outlook gelöscht.",
    coins:
      "Termine, deren erste Kategorie eine Aktivitätsart ist, in beide Richtungen, sieben Tage zurück und 21 voraus.",
  },
  presetRows: (rows) => `Wie sein Hersteller es beschreibt (${rows}); alles andere wie bei uns.`,
  presetFills: "Die Wahl füllt das Formular darunter aus. Gespeichert ist noch nichts.",
  groups: {
    gates: "Was abgeglichen wird",
    rules: "Regeln",
    fields: "Felder",
    asking: "Wie oft beide Seiten gefragt werden",
    brake: "Bremse",
  },
  groupTexts: {
    fields: "In welche Richtung jedes Feld geht, innerhalb dessen, was die Richtung erlaubt.",
    asking:
      "Nur der Rückhalt: Was gemeldet wird, kommt binnen Sekunden an, wie lang dies auch ist. Personen können es nicht ändern.",
    brake:
      "Mehr Löschungen als diese in einem Lauf werden zurückgehalten, bis ein Administrator zustimmt. Personen können es nicht ändern.",
  },
  names: {
    enabled: "Der Kalender",
    outlookItems: "Welche Outlook-Termine ins ERP gehen",
    erpItems: "ERP-Aktivitäten in Outlook",
    marks: "Kategorien, die zeigen, was im ERP ist",
    direction: "In welche Richtung Änderungen gehen",
    privateItems: "Private Termine",
    precedence: "Wenn beide Seiten dasselbe Feld geändert haben",
    afterDeleteInOutlook: "Wenn ein Termin in Outlook gelöscht wird",
    afterDeleteInErp: "Wenn eine Aktivität im ERP gelöscht wird",
    daysBack: "Tage zurück",
    daysForward: "Tage voraus",
    intervalMinutes: "Minuten zwischen zwei Blicken, wo nichts gemeldet wird",
    brakeDeletions: "Immer erlaubte Löschungen",
    brakeShare: "Darüber hinaus dieser Anteil des Verknüpften",
    brakeEmptied: "Eine plötzlich leere Seite zählt ab so vielen",
  },
  askPerson: "Die Person fragen",
  values: {
    enabled: { true: "Jede Person entscheidet", false: "Aus für alle" },
    outlookItems: {
      chosen: "Nur Termine, die Personen einschalten",
      category: "Termine, deren erste Kategorie eine Aktivitätsart ist",
      all: "Alle Termine",
    },
    erpItems: { true: "Kommen nach Outlook", false: "Bleiben im ERP" },
    marks: { true: "Gezeigt", false: "Nicht gezeigt" },
  },
  hints: {
    enabled:
      "„Aus“ geht allem vor, auch dem, was Personen eingeschaltet haben. Nichts wird gelöscht; Versäumtes wird nachgeholt, wenn er wieder an ist.",
    direction: "Felder und Löschungen gehen nie dagegen.",
    privateItems: "Personen können mehr zurückhalten als dies, nie weniger.",
    precedence: "Nur, wo Änderungen in beide Richtungen gehen.",
    daysBack: "Was das Zeitfenster verlässt, bleibt auf beiden Seiten, wie es ist.",
    daysForward:
      "Das Zeitfenster rückt jeden Montag von selbst weiter und reicht auf beiden Seiten bis zu zwei Wochen weiter: Die gewählten Tage liegen immer darin. Was hineinkommt, wird dann übertragen.",
    outlookItems:
      "„Alle Termine“ nimmt auch, was schon in den Kalendern steht, im Zeitfenster und soweit es nicht privat ist. Erst ausprobieren.",
    erpItems:
      "Personen sehen ihre Aktivitäten im Kalender von Outlook, auch solche, die andere für sie angelegt haben.",
    marks:
      "Die Liste von Outlook zeigt dann selbst, was im ERP ist und was Aufmerksamkeit braucht. Dafür kommen Kategorien in die Liste der Personen, und jeder Termin wird einmal mehr geschrieben.",
    intervalMinutes:
      "Kürzer findet nicht gemeldete Änderungen eher und fragt Microsoft 365 und das ERP öfter. Grenzen und Wartung des ERP gehen vor. Die Meldungen eines ERP werden so oft abgefragt wie für die Firma mit der kürzesten Zeit.",
    afterDeleteInOutlook:
      "Gilt für das, was eine Person in ihrem Kalender löscht. Mehr, als die Bremse unten zulässt, wird zurückgehalten, was auch hier steht. Wieder angelegte Tage einer Serie sind einzelne Termine, wo das ERP keine Serien führt; sonst bleiben sie im ERP und kommen nicht zurück.",
    afterDeleteInErp:
      "Eine Besprechung mit Eingeladenen wird so nie gelöscht: Sie bleibt, bis ihr Organisator sie absagt.",
  },
  changes: "Noch nicht gespeichert",
  nothingSaid: "wie darüber",
  nowFixed: "Personen können es nicht ändern",
  nowFree: "Personen können es ändern",
  tryFirst: "Zeigen, was geschehen würde",
  save: "Speichern, ohne nachzusehen",
  drop: "Änderungen verwerfen",
  saved: (people) =>
    people === 0
      ? "Gespeichert. Niemandes Regeln sind dadurch andere."
      : people === 1
        ? "Gespeichert. Der nächste Lauf einer Person entscheidet danach."
        : `Gespeichert. Die nächsten Läufe von ${people} Personen entscheiden danach.`,
};

export const words = { en, de };
