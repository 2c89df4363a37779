import type { Words } from "../en.ts";

export const records: Words["records"] = {
  linkedTo: "Verknüpft mit",
  none: "Noch mit nichts verknüpft. Suchen Sie unten oder wählen Sie einen Vorschlag.",
  search: "Im ERP suchen",
  placeholder: "Kunde, Projekt, Auftrag …",
  inContextOf: "Im Zusammenhang mit",
  couldBeRelatedTo: "Könnte dazugehören",
  found: "Gefunden",
  nothingFound: (text) => `Nichts im ERP passt zu „${text}“.`,
  more: "Mehr laden",
  add: (name) => `${name} hinzufügen`,
  remove: (name) => `${name} entfernen`,
  open: (name) => `${name} im ERP öffnen`,
  searching: "Suche läuft",
};

export const answers: Words["answers"] = {
  title: "Antworten",
  own: {
    none: "Sie haben noch nicht geantwortet.",
    accepted: "Sie haben zugesagt.",
    tentative: "Sie haben mit Vorbehalt zugesagt.",
    declined: "Sie haben abgesagt.",
  },
  counts: {
    accepted: (count: number) => `${count} zugesagt`,
    tentative: (count: number) => `${count} mit Vorbehalt`,
    declined: (count: number) => `${count} abgesagt`,
    none: (count: number) => `${count} ohne Antwort`,
  },
  said: {
    none: "Keine Antwort",
    accepted: "Zugesagt",
    tentative: "Mit Vorbehalt",
    declined: "Abgesagt",
  },
  show: (count: number) => (count === 1 ? "Wer?" : `Alle ${count} anzeigen`),
  hide: "Ausblenden",
  room: "Raum oder Gerät",
  group: "Gruppe",
};

export const create: Words["create"] = {
  menu: "Neu",
  title: (type) => `Neu: ${type}`,
  submit: "Anlegen und verknüpfen",
  search: "Tippen, um zu suchen",
  nothing: "Keine Angabe",
  noRecord: "Nichts gefunden",
  complaints: {
    missing: (label) => `${label} wird gebraucht.`,
    "not-a-number": (label) => `${label} muss eine Zahl sein, etwa 1200,50.`,
    "too-long": (label, most) => `${label} darf höchstens ${most} Zeichen lang sein.`,
  },
  unanswered:
    "Ob angelegt wurde, ist nicht bekannt. Versuchen Sie es noch einmal: Angelegt wird höchstens einmal, so wie es hier steht.",
};

export const people: Words["people"] = {
  unknown: "Dem ERP unbekannt",
  create: (name: string) => `Kontakt für ${name} anlegen`,
  more: (count: number) => `${count} weitere anzeigen`,
  title: "Neuer Kontakt",
  name: "Vor- und Nachname",
  nameMissing: "Geben Sie einen Namen ein.",
  address: "Mailadresse",
  company: "Firma",
  noCompany: "Keine Firma",
  submit: "Kontakt anlegen",
};
