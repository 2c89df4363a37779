import type { Words } from "../en.ts";

export const plan: Words["plan"] = {
  title: "Was geschehen würde",
  text: "Das würde der nächste Lauf mit diesen Angaben tun. Es ist noch nichts geschrieben und nichts gespeichert.",
  making: "Beide Seiten werden gelesen …",
  madeAt: (time) => `So standen beide Seiten: ${time}.`,
  marked: (count) =>
    count === 1
      ? "Ein Termin in Outlook bekommt oder verliert die Kategorie, die zeigt, was im ERP ist."
      : `${count} Termine in Outlook bekommen oder verlieren die Kategorie, die zeigt, was im ERP ist.`,
  nothing: "Es würde nichts geschrieben: Mit diesen Angaben ist nichts zu übertragen.",
  carryOut: "So ausführen",
  save: "Angaben speichern",
  promise:
    "„So ausführen“ speichert Ihre Angaben und tut genau das, was hier steht. Hat sich inzwischen etwas geändert, geschieht nichts, und Sie sehen, was sich geändert hat.",
  download: "CSV herunterladen",
  again: "Noch einmal nachsehen",
  back: "Zurück zur Einrichtung",
  all: "Alles",
  filter: "Nur zeigen",
  more: "Mehr zeigen",
  done: "Gespeichert. Es wird so ausgeführt, wie es gezeigt wurde.",
  unnamed: "Ein Termin ohne Namen",
  changesSilently: (field) => `${field} ändert sich`,
  changed:
    "Seit Sie nachgesehen haben, hat sich etwas geändert. Deshalb wurde nichts getan und nichts gespeichert. So sieht es jetzt aus.",
  appeared: "Neu dabei:",
  vanished: "Nicht mehr dabei:",
  sides: { microsoft: "Outlook", erp: "ERP" },
  kinds: {
    create: "Anlegen",
    update: "Ändern",
    delete: "Löschen",
    link: "Als eines erkannt",
    unlink: "Nicht mehr abgeglichen",
    conflict: "Sie werden gefragt",
    doubt: "Zweifelhaft",
    held: "Zur Sicherheit zurückgehalten",
    refused: "Beiseitegelegt",
  },
  columns: { what: "Was", appointment: "Termin", changes: "Änderungen", why: "Warum" },
  doubts: {
    text: "Mehrere Termine sehen hier gleich aus. Sagen Sie, welche zusammengehören; was Sie auf später verschieben, bleibt, wie es ist.",
    twin: (number, place) => `Nummer ${number} (${place})`,
    noPlace: "ohne Ort",
    privateOne: "privat",
    privateTitle: "Private Termine",
    open: "Öffnen",
    later: "Später entscheiden",
    belongsTo: (name) => `Gehört im ERP zu ${name}`,
    alone: "Hat kein Gegenstück",
    decide: "So festhalten",
  },
  splits: {
    title: (subject) =>
      subject === "" ? "Eine Serie wurde gekürzt" : `„${subject}“ wurde gekürzt`,
    text: "Vielleicht setzt eine andere Serie sie fort. Dann behalten deren Tage im ERP ihre Aktivitäten mit allem, was dort steht. Wenn nicht, gilt, was das ERP nach dem Ende noch hat, als in Outlook gelöscht, und die andere Serie ist neu. Bis Sie es sagen, wird nichts angelegt oder gelöscht.",
    first: "Die gekürzte Serie",
    question: "Welche setzt sie fort?",
    yes: (subject) => `Sie geht weiter als „${subject}“`,
    yesPrivate: "Sie geht als private Serie weiter",
    no: "Keine: sie ist zu Ende, und was danach kommt, ist neu",
  },
};
