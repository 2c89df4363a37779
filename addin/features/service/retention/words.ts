const en = {
  text: "By itself the server forgets nothing that people can see. Here you decide how long is long enough; once a day what is older goes for good, mailbox by mailbox, while everything goes on.",
  level: "Who it holds for",
  everybody: "Everybody here",
  limits: "Kept for so many days",
  names: {
    logDays: "Log and history of items",
    undoDays: "What takes changes back",
    quarantineDays: "Items set aside that never came in",
    invitationDays: "Invitations",
  },
  hints: {
    logDays:
      "What was carried over, when and why, with the losing values of conflicts: what “Explain” tells of the past. Shorter is more private; longer lets you answer for longer.",
    undoDays:
      "The earlier values, texts included, by which a person undoes a change. Never longer than 30 days.",
    quarantineDays: "They come back by themselves when they change on their side.",
    invitationDays:
      "Whom somebody invited by mail, and when, counted from the last mail; also of those who never came. Who came keeps using the product.",
  },
  above: (days: string) => `For everybody: ${days} days; the shorter of the two holds.`,
  holds: (what: string) => `Now: ${what}.`,
  forever: "Kept",
  asAbove: "As for everybody",
  unit: "days",
  days: (days: string) => `${days} days`,
  between: (least: string, most: string) =>
    `Whole days from ${least} to ${most}, or empty: this level says nothing.`,
  look: "Show what would go now",
  save: "Save",
  saved: "Saved. The next daily sweep goes by it.",
  wouldGo: (
    lines: string,
    undos: string,
    aside: string,
    invitations: string,
    looked: string,
    all: string,
  ) =>
    `Now would go: lines of logs: ${lines}, undo records: ${undos}, items set aside: ${aside}, invitations: ${invitations}. Counted in ${looked} of ${all} mailboxes; nothing has gone.`,
  elsewhere: "Decided elsewhere",
  mails: "What became of mails",
  mailsText: (days: string) => `${days} days, decided under Mail`,
  mailsOfEach: "Decided under Mail, company by company",
  trail: "Audit trail",
  trailText: "Kept for ever: a line that could be removed would prove nothing.",
  journals: "Journals and copies on the disk",
  journalsText: "What is forgotten goes from them at once; so does a person who is erased.",
  backups: "Backups",
  backupsText:
    "They keep what was in them until you delete the files: set their age where you make them (docs/operations.md).",
  never: "Never forgotten",
  neverText:
    "What the next run needs: links, what both sides agreed on, how far each side was read, what people decided.",
  gone: "What has gone",
  noSweep: "No daily sweep was made yet.",
  since: "Counted since",
  last: "Last sweep",
};

const de: typeof en = {
  text: "Von sich aus vergisst der Server nichts, was Menschen sehen können. Hier entscheiden Sie, wie lange genügt; einmal am Tag geht, was älter ist, endgültig, Postfach für Postfach, während alles weiterläuft.",
  level: "Für wen es gilt",
  everybody: "Alle hier",
  limits: "So viele Tage aufbewahrt",
  names: {
    logDays: "Protokoll und Verlauf der Einträge",
    undoDays: "Was Änderungen zurücknimmt",
    quarantineDays: "Beiseitegelegte Einträge, die nie hereinkamen",
    invitationDays: "Einladungen",
  },
  hints: {
    logDays:
      "Was wann und warum übertragen wurde, mit den unterlegenen Werten von Konflikten: was „Erklären“ über früher weiß. Kürzer schützt mehr; länger lässt Sie länger Auskunft geben.",
    undoDays:
      "Die früheren Werte, Texte eingeschlossen, mit denen jemand eine Änderung zurücknimmt. Nie länger als 30 Tage.",
    quarantineDays: "Sie kommen von selbst wieder, wenn sie sich auf ihrer Seite ändern.",
    invitationDays:
      "Wen jemand per Mail eingeladen hat und wann, gezählt ab der letzten Mail; auch von denen, die nie kamen. Wer kam, arbeitet weiter.",
  },
  above: (days: string) => `Für alle: ${days} Tage; das Kürzere von beiden gilt.`,
  holds: (what: string) => `Zurzeit: ${what}.`,
  forever: "Aufbewahrt",
  asAbove: "Wie für alle",
  unit: "Tage",
  days: (days: string) => `${days} Tage`,
  between: (least: string, most: string) =>
    `Ganze Tage von ${least} bis ${most}, oder leer: Diese Ebene sagt nichts.`,
  look: "Zeigen, was jetzt ginge",
  save: "Speichern",
  saved: "Gespeichert. Die nächste tägliche Durchsicht richtet sich danach.",
  wouldGo: (
    lines: string,
    undos: string,
    aside: string,
    invitations: string,
    looked: string,
    all: string,
  ) =>
    `Jetzt gingen: Protokollzeilen: ${lines}, Rücknahmen: ${undos}, beiseitegelegte Einträge: ${aside}, Einladungen: ${invitations}. Gezählt in ${looked} von ${all} Postfächern; nichts ist gegangen.`,
  elsewhere: "Anderswo entschieden",
  mails: "Was aus Mails wurde",
  mailsText: (days: string) => `${days} Tage, entschieden unter Mailversand`,
  mailsOfEach: "Entschieden unter Mailversand, je Unternehmen",
  trail: "Prüfprotokoll",
  trailText: "Für immer: Eine Zeile, die man entfernen könnte, bewiese nichts.",
  journals: "Journale und Kopien auf der Platte",
  journalsText:
    "Was vergessen wird, verschwindet auch daraus sofort; ebenso eine Person, die gelöscht wird.",
  backups: "Sicherungen",
  backupsText:
    "Sie behalten, was darin war, bis Sie die Dateien löschen: Bestimmen Sie ihr Alter, wo Sie sie anlegen (docs/operations.md).",
  never: "Nie vergessen",
  neverText:
    "Was der nächste Lauf braucht: Verknüpfungen, worauf sich beide Seiten geeinigt haben, wie weit jede gelesen ist, was Menschen entschieden haben.",
  gone: "Was gegangen ist",
  noSweep: "Noch gab es keine tägliche Durchsicht.",
  since: "Gezählt seit",
  last: "Letzte Durchsicht",
};

export const words = { en, de };
