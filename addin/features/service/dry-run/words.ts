import type { DryRunRowState } from "../../../../server/api/contract/service/dry-runs.ts";

type States = Readonly<Record<DryRunRowState, string>>;

const en = {
  text: "What the next runs of many mailboxes would do, before they do it. The mailboxes are gone over one after the other, and nothing is written. Subjects of private appointments are shown to nobody.",
  start: "Start a dry run",
  whose: "Whose mailboxes",
  everybody: "Everybody",
  anew: "As if both sides were listed completely",
  anewHint:
    "Also finds what no change told of, as after a restored backup. It reads every calendar whole.",
  alsoOff: "Also those whose calendar is off, as if it were on",
  alsoOffHint: "They are shown, and nothing is carried out for them.",
  go: "Start",
  none: "There is no dry run yet.",
  kept: "Which dry run",
  madeBy: (time: string, by: string) => `Started ${time} by ${by}.`,
  phases: {
    looking: (done: string, all: string) => `Looking at the mailboxes: ${done} of ${all}`,
    looked: (done: string, all: string) => `Looked at ${done} of ${all} mailboxes.`,
    doing: (done: string, all: string) => `Carrying out the plans: ${done} of ${all}`,
    done: (done: string, all: string) =>
      `${done} of ${all} plans were gone over. The mailboxes’ own runs write what was agreed; the log of each tells.`,
  },
  stoppedLooking: "It was stopped before all were looked at.",
  stoppedDoing: "It was stopped before all were carried out.",
  stop: "Stop",
  total: "All mailboxes together",
  nothing: "Nothing would be written.",
  what: "What",
  neither: "Neither",
  download: "Download CSV",
  carryOut: "Do this",
  ask: {
    title: "Carry this out?",
    text: (mailboxes: string) =>
      `In ${mailboxes} mailboxes the plan that was shown is carried out, one after the other. Where something changed since, nothing is done, and it says what changed.`,
    one: "In one mailbox the plan that was shown is carried out. Where something changed since, nothing is done, and it says what changed.",
    audited: "It is noted in the audit trail.",
    cancel: "Cancel",
  },
  mailboxes: "Mailboxes",
  search: "Search by name or address",
  shown: (shown: string, all: string) => `${shown} of ${all}`,
  noMailbox: "No such mailbox is in it.",
  more: "Show more",
  look: "Look",
  lookAt: (name: string) => `Look at ${name}`,
  off: "Calendar off: as if it were on",
  states: {
    waiting: "Not looked at",
    off: "Calendar off",
    quiet: "Nothing to do",
    planned: "Would write",
    failed: "Not possible",
    changed: "Changed since",
    agreed: "Carried out",
  } as States,
  back: "All mailboxes",
  marked: (count: string) =>
    `Appointments in Outlook that get or lose the category that shows what is in the ERP: ${count}`,
  notKept: "This dry run is too large to keep every entry. Start it for fewer mailboxes.",
  noEntries: "Nothing would be written here.",
  changed:
    "It was to be carried out, and something had changed since it was shown: nothing was done. This is the plan now.",
  appeared: "New in it:",
  vanished: "No longer in it:",
  redacted: "You see what would be done, when and why, not what people wrote.",
  /** Of rules that are tried before they are saved. */
  rules: {
    page: {
      title: "What would happen",
      text: "What the next runs of everybody who gets other rules would do, one mailbox after the other. It goes on when you leave this page: Dry run lists it.",
      back: "Back to the rules",
    },
    tried: "With rules that are not saved",
    kept: "With rules that were saved then",
    nobody: "Nobody who has the calendar on gets other rules.",
    phases: {
      looking: (done: string, all: string) =>
        `Looking at everybody who gets other rules: ${done} of ${all}`,
      looked: (done: string, all: string) =>
        `Looked at ${done} of ${all} mailboxes that get other rules. Nothing is written or saved.`,
      doing: (done: string, all: string) =>
        `Looking once more before the rules are saved: ${done} of ${all}`,
      done: (done: string, all: string) => `Looked at ${done} of ${all} mailboxes once more.`,
    },
    stopped: "It was stopped: the rules were not saved.",
    carryOut: "Save these rules and do this",
    saved: (people: number) =>
      `The rules are saved, and ${people === 1 ? "one person has others" : `${people} people have others`} now. Their own runs do what was shown; the log of each tells.`,
    changed:
      "The rules were not saved, for something changed since it was shown. Each mailbox that is marked says what; that is the plan now. Look at it, then do this.",
    ask: {
      title: "Save these rules and do this?",
      text: (mailboxes: string) =>
        `Everybody is looked at once more. Where all would do what was shown, the rules are saved, and the next runs of ${mailboxes} mailboxes do it. Where something changed since, nothing is saved, and it says what changed.`,
      one: "Everybody is looked at once more. Where all would do what was shown, the rules are saved, and the next run of one mailbox does it. Where something changed since, nothing is saved, and it says what changed.",
    },
  },
};

const de: typeof en = {
  text: "Was die nächsten Läufe vieler Postfächer täten, bevor sie es tun. Die Postfächer werden eines nach dem anderen angesehen, und nichts wird geschrieben. Betreffzeilen privater Termine werden niemandem gezeigt.",
  start: "Einen Probelauf starten",
  whose: "Wessen Postfächer",
  everybody: "Alle",
  anew: "Als würden beide Seiten vollständig gelistet",
  anewHint:
    "Findet auch, wovon keine Änderung erzählte, wie nach einer zurückgespielten Sicherung. Liest jeden Kalender ganz.",
  alsoOff: "Auch, wessen Kalender aus ist, als wäre er an",
  alsoOffHint: "Sie werden gezeigt, und für sie wird nichts ausgeführt.",
  go: "Starten",
  none: "Es gibt noch keinen Probelauf.",
  kept: "Welcher Probelauf",
  madeBy: (time, by) => `Gestartet am ${time} von ${by}.`,
  phases: {
    looking: (done, all) => `Die Postfächer werden angesehen: ${done} von ${all}`,
    looked: (done, all) => `${done} von ${all} Postfächern wurden angesehen.`,
    doing: (done, all) => `Die Pläne werden ausgeführt: ${done} von ${all}`,
    done: (done, all) =>
      `${done} von ${all} Plänen sind durchgegangen. Was vereinbart wurde, schreiben die Läufe der Postfächer; das Protokoll eines jeden sagt es.`,
  },
  stoppedLooking: "Er wurde angehalten, bevor alle angesehen waren.",
  stoppedDoing: "Er wurde angehalten, bevor alle ausgeführt waren.",
  stop: "Anhalten",
  total: "Alle Postfächer zusammen",
  nothing: "Nichts würde geschrieben.",
  what: "Was",
  neither: "Keines",
  download: "CSV herunterladen",
  carryOut: "Das ausführen",
  ask: {
    title: "Das ausführen?",
    text: (mailboxes) =>
      `In ${mailboxes} Postfächern wird der gezeigte Plan ausgeführt, eines nach dem anderen. Wo sich seither etwas geändert hat, geschieht nichts, und es steht da, was sich geändert hat.`,
    one: "In einem Postfach wird der gezeigte Plan ausgeführt. Wo sich seither etwas geändert hat, geschieht nichts, und es steht da, was sich geändert hat.",
    audited: "Es wird im Prüfprotokoll vermerkt.",
    cancel: "Abbrechen",
  },
  mailboxes: "Postfächer",
  search: "Nach Name oder Adresse suchen",
  shown: (shown, all) => `${shown} von ${all}`,
  noMailbox: "Ein solches Postfach ist nicht dabei.",
  more: "Mehr anzeigen",
  look: "Ansehen",
  lookAt: (name) => `${name} ansehen`,
  off: "Kalender aus: als wäre er an",
  states: {
    waiting: "Nicht angesehen",
    off: "Kalender aus",
    quiet: "Nichts zu tun",
    planned: "Würde schreiben",
    failed: "Nicht möglich",
    changed: "Seither geändert",
    agreed: "Ausgeführt",
  },
  back: "Alle Postfächer",
  marked: (count) =>
    `Termine in Outlook, die die Kategorie bekommen oder verlieren, die zeigt, was im ERP steht: ${count}`,
  notKept:
    "Dieser Probelauf ist zu groß, um jeden Eintrag aufzubewahren. Starten Sie ihn für weniger Postfächer.",
  noEntries: "Hier würde nichts geschrieben.",
  changed:
    "Es sollte ausgeführt werden, und seit es gezeigt wurde, hatte sich etwas geändert: Nichts ist geschehen. Das ist der Plan von jetzt.",
  appeared: "Neu darin:",
  vanished: "Nicht mehr darin:",
  redacted: "Sie sehen, was geschähe, wann und warum, nicht, was Personen geschrieben haben.",
  rules: {
    page: {
      title: "Was geschehen würde",
      text: "Was die nächsten Läufe aller täten, die andere Regeln bekommen, ein Postfach nach dem anderen. Es geht weiter, wenn Sie diese Seite verlassen: Unter Probelauf steht es.",
      back: "Zurück zu den Regeln",
    },
    tried: "Mit Regeln, die nicht gespeichert sind",
    kept: "Mit Regeln, die danach gespeichert wurden",
    nobody: "Niemand, der den Kalender eingeschaltet hat, bekommt andere Regeln.",
    phases: {
      looking: (done, all) =>
        `Alle werden angesehen, die andere Regeln bekommen: ${done} von ${all}`,
      looked: (done, all) =>
        `${done} von ${all} Postfächern, die andere Regeln bekommen, wurden angesehen. Nichts ist geschrieben oder gespeichert.`,
      doing: (done, all) =>
        `Es wird noch einmal nachgesehen, bevor die Regeln gespeichert werden: ${done} von ${all}`,
      done: (done, all) => `${done} von ${all} Postfächern wurden noch einmal angesehen.`,
    },
    stopped: "Es wurde angehalten: Die Regeln wurden nicht gespeichert.",
    carryOut: "Diese Regeln speichern und das ausführen",
    saved: (people) =>
      `Die Regeln sind gespeichert, und ${people === 1 ? "eine Person hat" : `${people} Personen haben`} jetzt andere. Ihre eigenen Läufe tun, was gezeigt wurde; das Protokoll eines jeden sagt es.`,
    changed:
      "Die Regeln wurden nicht gespeichert, denn seit es gezeigt wurde, hat sich etwas geändert. Jedes gekennzeichnete Postfach sagt, was; das ist der Plan von jetzt. Sehen Sie ihn an, und führen Sie es dann aus.",
    ask: {
      title: "Diese Regeln speichern und das ausführen?",
      text: (mailboxes) =>
        `Alle werden noch einmal angesehen. Wenn jeder täte, was gezeigt wurde, werden die Regeln gespeichert, und die nächsten Läufe von ${mailboxes} Postfächern tun es. Hat sich etwas geändert, wird nichts gespeichert, und es steht da, was sich geändert hat.`,
      one: "Alle werden noch einmal angesehen. Wenn jeder täte, was gezeigt wurde, werden die Regeln gespeichert, und der nächste Lauf eines Postfachs tut es. Hat sich etwas geändert, wird nichts gespeichert, und es steht da, was sich geändert hat.",
    },
  },
};

export const words = { en, de };
