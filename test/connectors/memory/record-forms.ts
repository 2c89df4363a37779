import type { RecordType } from "../../../server/connectors/port/facets.ts";
import type { RecordForm } from "../../../server/resources/record-form.ts";

const both = (name: string) => ({ en: name, de: name });

/** A type of record that people make, and its form. */
export const lead: RecordType = { id: "lead", name: both("Lead") };
export const leadForm: RecordForm = {
  type: "lead",
  fields: [
    { id: "name", label: both("Name"), kind: "text", required: true, maxLength: 20 },
    {
      ...{ id: "source", label: both("Source"), kind: "choice", required: false },
      options: [
        { id: "mail", label: both("Mail") },
        { id: "fair", label: both("Trade fair") },
      ],
    },
    { id: "about", label: both("About"), kind: "record", required: false, recordType: "lead" },
    { id: "worth", label: both("Worth"), kind: "amount", required: false },
    { id: "by", label: both("Decided by"), kind: "date", required: false },
    { id: "address", label: both("Address"), kind: "address", required: false },
  ],
};
