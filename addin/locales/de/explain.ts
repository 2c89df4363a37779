import type { Words } from "../en.ts";

export const explain: Words["explain"] = {
  button: "Erklären",
  of: (subject) => `Erklären: ${subject}`,
  title: "Warum es so ist",
  unnamed: "Ein Termin ohne Namen",
  choice: {
    on: "Von Ihnen eingeschaltet.",
    gate: "Von selbst aufgenommen.",
    off: "Ausgeschaltet.",
  },
  whyNot: {
    series:
      "Ihr ERP führt keine Serien: Jeder ihrer Tage ist eine eigene Aktivität. Öffnen Sie einen Tag, um zu sehen, was aus ihm wurde.",
    day: "Nicht aufgenommen: Das ist ein Tag einer Serie. Öffnen Sie die Serie und schalten Sie diese ein.",
    calendar:
      "Nicht aufgenommen: Er liegt in einem Kalender, der nicht abgeglichen wird. Wählen Sie ihn in der Einrichtung.",
    guest: "Nicht aufgenommen: Die Aktivität gehört einem anderen Benutzer.",
    private:
      "Nicht aufgenommen: Ihre Regeln lassen Privates aus. In der Einrichtung gibt es andere.",
    window:
      "Nicht aufgenommen: Er liegt außerhalb der Tage, die abgeglichen werden. Schalten Sie ihn ein, um ihm trotzdem zu folgen.",
    off: "Nicht aufgenommen: Der Kalender wird nicht abgeglichen. Schalten Sie ihn in der Einrichtung ein.",
    "in-doubt":
      "Nicht aufgenommen: Mehrere sehen so aus, oder er setzt vielleicht eine gekürzte Serie fort. Sagen Sie es bei dem Termin oder in der Einrichtung.",
    chosen:
      "Nicht aufgenommen: Nur was Sie einschalten, geht ins ERP. Schalten Sie ihn ein, oder wählen Sie in der Einrichtung anders.",
    category:
      "Nicht aufgenommen: Seine erste Kategorie bedeutet keine Aktivitätsart Ihrer Firma. Geben Sie ihm eine solche, oder schalten Sie ihn ein.",
    closed:
      "Nicht aufgenommen: Aktivitäten des ERP kommen nicht in Ihr Outlook. Das lässt sich in der Einrichtung wählen.",
    due: "Noch nicht aufgenommen: Nichts hält ihn zurück, der nächste Lauf sieht ihn an.",
  },
  neverSynced: "Noch nicht abgeglichen.",
  private: "Er ist privat: was darin steht, wird hier nicht gezeigt.",
  sides: "Die beiden Seiten",
  seen: { there: "Vorhanden", gone: "Nicht mehr da", never: "Nie vorhanden" },
  changed: (time) => `Geändert ${time}`,
  version: (version) => `Version ${version}`,
  open: "Noch offen",
  underWay: (what) => `Unterwegs: ${what}.`,
  waiting: (fields) => `Wartet auf Ihre Entscheidung: ${fields}.`,
  dirty: "Der nächste Lauf sieht ihn sich wieder an.",
  values: "Was auf beiden Seiten steht",
  agreed: (value) => `Bei der letzten Einigung: ${value}`,
  happened: "Was geschehen ist",
};

export const undo: Words["undo"] = {
  button: "Rückgängig",
  buttonRun: "Alles davon rückgängig",
  one: (what: string, time: string) => `Rückgängig machen: ${what}, ${time}`,
  run: (time: string) => `Abgeglichen ${time}`,
  private:
    "Änderungen privater Termine werden nicht aufbewahrt und lassen sich hier nicht rückgängig machen.",
  title: "Diese Änderung rückgängig machen?",
  titleRun: "Diese Änderungen rückgängig machen?",
  text: "Beide Seiten bekommen zurück, was sie vorher hatten. Was seither bearbeitet wurde, bleibt.",
  restores: "Beide Seiten bekommen zurück",
  removes: {
    microsoft: "In Outlook entfernt. Die Aktivität bleibt im ERP und wird nicht mehr abgeglichen.",
    erp: "Im ERP entfernt. Der Termin bleibt in Outlook und wird nicht mehr abgeglichen.",
  },
  meetings: {
    title: "An Gäste gesendet",
    text: "Rückgängig heißt hier, die Besprechung abzusagen. Was Sie nicht ankreuzen, bleibt, wie es ist.",
  },
  makes: "In Outlook und im ERP neu angelegt",
  makesNote: "Auf jeder Seite so, wie es dort war.",
  single: "In Outlook als einzelner Termin, nicht als Tag seiner Serie.",
  singles: (count) =>
    count === 1
      ? "Ein Tag einer Serie kommt als einzelner Termin zurück: Ihr ERP führt keine Serien, aus denen die in Outlook wieder entstehen könnte."
      : `${count} Tage von Serien kommen als einzelne Termine zurück: Ihr ERP führt keine Serien, aus denen die in Outlook wieder entstehen könnten.`,
  revives: "In Outlook neu angelegt, im ERP wieder aktiv",
  copies: {
    revived:
      "Die als abgesagt gekennzeichnete Aktivität ist wieder aktiv; eine zweite entsteht nicht.",
    beside: "Die abgesagte Aktivität bleibt, wie sie ist, und daneben entsteht eine neue.",
  },
  asks: "Jede Seite bekommt ihren eigenen Wert zurück, und Sie werden wieder gefragt",
  askedOf: {
    microsoft: (field) => `${field} in Outlook`,
    erp: (field) => `${field} im ERP`,
  },
  switches: "Wieder abgeglichen, mit neu angelegter Kopie im ERP",
  switchesNote: "So, wie das ERP sie hatte, als sie entfernt wurde.",
  stays: "Bleibt, wie es ist",
  guests: "Auch den Gästen mitteilen",
  guestsHint: (fields: string) =>
    `${fields}: Outlook schreibt den Gästen der Besprechung. Sonst bleiben diese Felder, wie sie sind.`,
  someOf: (possible: number, total: number) =>
    `${possible} von ${total} Änderungen lassen sich rückgängig machen.`,
  notKept: (count: number) =>
    `${count} weitere dieses Laufs bleiben: Sie sind privat, älter als das Aufbewahrte oder schon rückgängig gemacht.`,
  more: (count: number) => `Und ${count} weitere.`,
  nothing: "Nichts davon lässt sich rückgängig machen.",
  confirm: "Rückgängig machen",
};
