import type { Words } from "../en.ts";

export const categoryTypes: Words["categoryTypes"] = {
  title: "Kategorien und Aktivitätsarten",
  hint: "Die erste Kategorie eines Termins entscheidet über seine Aktivitätsart im ERP; eine Aktivität dieser Art, die im ERP angelegt wird, bekommt in Outlook die Kategorie, bei mehreren die zuerst genannte. Kategorien, die nicht in der Liste stehen, bedeuten die Art, die so heißt wie sie. Was es schon gibt, bleibt, wie es ist.",
  category: (row) => `Kategorie, Zeile ${row}`,
  categoryHere: "Kategorie in Outlook",
  type: (row) => `Aktivitätsart, Zeile ${row}`,
  typeHere: "Aktivitätsart im ERP",
  gone: (type) => `${type} (nicht im ERP)`,
  typesUnknown:
    "Das ERP konnte nicht nach seinen Aktivitätsarten gefragt werden: Schreiben Sie sie wie dort.",
  add: "Kategorie hinzufügen",
  remove: (row, category) =>
    category === "" ? `Zeile ${row} entfernen` : `Zeile ${row} entfernen: ${category}`,
  full: (most) => `Mehr als ${most} Kategorien passen nicht in die Liste.`,
  none: "Keine genannt: Eine Kategorie bedeutet die Aktivitätsart, die so heißt wie sie.",
  noneShort: "keine",
  count: (count) => (count === 1 ? "1 Kategorie" : `${count} Kategorien`),
  row: (category, type) => `${category} bedeutet ${type}`,
  start: "Kategorien hier nennen",
};
