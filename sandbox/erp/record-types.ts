import type { RecordType } from "./model.ts";

/** A text of the ERP in the languages that its users read. */
type Label = Readonly<Record<"en" | "de", string>>;

/** One field of the form by which a record is made. */
export interface RecordField {
  readonly name: string;
  readonly label: Label;
  readonly kind: "text" | "notes" | "email" | "date" | "amount" | "choice" | "record";
  readonly required: boolean;
  /** Of `text` and `notes`. */
  readonly maxLength?: number;
  /** Of `choice`: the first is usual. */
  readonly options?: readonly { readonly value: string; readonly label: Label }[];
  /** Of `record`: what it must be. */
  readonly recordType?: RecordType;
}

/** A type of record that users make by a form; contacts have a way of their own. */
export interface MadeType {
  readonly type: RecordType;
  readonly idPrefix: string;
  readonly numberPrefix: string;
  readonly fields: readonly RecordField[];
}

const name = (label: Label): RecordField => ({
  ...{ name: "name", label, kind: "text", required: true, maxLength: 120 },
});
const customer: RecordField = {
  ...{ name: "customer", label: { en: "Customer", de: "Kunde" } },
  ...{ kind: "record", required: false, recordType: "customer" },
};
const notes: RecordField = {
  ...{ name: "notes", label: { en: "Notes", de: "Notizen" } },
  ...{ kind: "notes", required: false, maxLength: 4000 },
};
const date = (name: string, label: Label): RecordField => ({
  ...{ name, label, kind: "date", required: false },
});
const option = (value: string, de: string) => ({ value, label: { en: value, de } });

export const madeTypes: readonly MadeType[] = [
  {
    ...{ type: "lead", idPrefix: "lea", numberPrefix: "L" },
    fields: [
      name({ en: "Name or company", de: "Name oder Firma" }),
      {
        ...{ name: "email", label: { en: "Mail address", de: "E-Mail-Adresse" } },
        ...{ kind: "email", required: false },
      },
      {
        ...{ name: "source", label: { en: "Source", de: "Herkunft" } },
        ...{ kind: "choice", required: false },
        options: [
          option("Mail", "E-Mail"),
          option("Phone", "Telefon"),
          option("Trade fair", "Messe"),
          option("Recommendation", "Empfehlung"),
        ],
      },
      notes,
    ],
  },
  {
    ...{ type: "opportunity", idPrefix: "opp", numberPrefix: "O" },
    fields: [
      name({ en: "Name", de: "Bezeichnung" }),
      { ...customer, required: true },
      {
        ...{ name: "stage", label: { en: "Stage", de: "Stufe" } },
        ...{ kind: "choice", required: true },
        options: [
          option("Qualified", "Qualifiziert"),
          option("Proposal", "Angebot"),
          option("Negotiation", "Verhandlung"),
        ],
      },
      {
        ...{ name: "amount", label: { en: "Amount in EUR", de: "Betrag in EUR" } },
        ...{ kind: "amount", required: false },
      },
      date("closesOn", { en: "Expected close", de: "Erwarteter Abschluss" }),
    ],
  },
  {
    ...{ type: "case", idPrefix: "cas", numberPrefix: "CS" },
    fields: [
      name({ en: "Subject", de: "Betreff" }),
      customer,
      {
        ...{ name: "priority", label: { en: "Priority", de: "Priorität" } },
        ...{ kind: "choice", required: true },
        options: [option("Normal", "Normal"), option("High", "Hoch"), option("Low", "Niedrig")],
      },
      notes,
    ],
  },
  {
    ...{ type: "project", idPrefix: "prj", numberPrefix: "J" },
    fields: [
      name({ en: "Name", de: "Bezeichnung" }),
      customer,
      date("startsOn", { en: "Starts on", de: "Beginnt am" }),
      notes,
    ],
  },
];
