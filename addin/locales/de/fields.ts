import type { Words } from "../en.ts";

export const fields: Words["fields"] = {
  subject: "Betreff",
  when: "Zeit",
  place: "Ort",
  body: "Beschreibung",
  attendees: "Teilnehmer",
  owner: "Gehört",
  joinLink: "Onlinebesprechung",
  toInvite: "Einzuladen",
  response: "Ihre Antwort",
  showAs: "Anzeigen als",
  sensitivity: "Vertraulichkeit",
  importance: "Wichtigkeit",
  reminder: "Erinnerung",
  categories: "Kategorien",
  type: "Aktivitätsart",
  records: "Verknüpfungen",
  exceptions: "Einzelne Tage",
};

export const values: Words["values"] = {
  showAs: {
    free: "Frei",
    tentative: "Mit Vorbehalt",
    busy: "Beschäftigt",
    oof: "Abwesend",
    workingElsewhere: "An einem anderen Ort tätig",
  },
  sensitivity: { normal: "Normal", private: "Privat" },
  importance: { low: "Niedrig", normal: "Normal", high: "Hoch" },
  response: { accepted: "Zugesagt", tentative: "Mit Vorbehalt", declined: "Abgesagt" },
};
