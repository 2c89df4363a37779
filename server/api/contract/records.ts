import { z } from "zod";
import { recordGroupsSchema, recordSchema } from "./items.ts";

const referenceSchema = z.strictObject({ type: z.string().min(1), id: z.string().min(1) });

/** The form by which a record is made in the ERP, in the caller's language. */
export const recordFormSchema = z.strictObject({
  type: z.string(),
  typeName: z.string(),
  fields: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      kind: z.enum(["text", "notes", "address", "date", "amount", "choice", "record"]),
      required: z.boolean(),
      maxLength: z.number().int().nullable(),
      /** Of a `choice`, the usual one first. */
      options: z.array(z.strictObject({ id: z.string(), label: z.string() })),
      /** Of a `record`: its type. */
      recordType: z.string().nullable(),
      /** What of the appointment it is filled in with. */
      filledWith: z
        .enum(["subject", "first-day", "last-day", "person-name", "person-address", "related"])
        .nullable(),
    }),
  ),
});
export type RecordFormView = z.infer<typeof recordFormSchema>;
export type FormFieldView = RecordFormView["fields"][number];

export const recordFormsSchema = z.strictObject({ forms: z.array(recordFormSchema) });

/** What was filled in: texts, days and ids of options; a number for an amount; a reference. */
export const newRecordSchema = z.strictObject({
  type: z.string().min(1).max(100),
  /** Of the form that was opened: sent again, also after a lost answer, it makes no second record. */
  key: z.uuid("The key of a form is a random UUID"),
  values: z.record(
    z.string().min(1).max(100),
    z.union([z.string().max(20_000), z.number(), referenceSchema, z.null()]),
  ),
});
export type NewRecord = z.infer<typeof newRecordSchema>;

const recordsQuery = z.strictObject({
  addresses: z.string().max(20_000).optional(),
  text: z.string().max(200).default(""),
  /** Ids of record types, with commas; all where nothing is said. */
  types: z.string().max(500).optional(),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});

export const recordRoutes = {
  records: {
    method: "GET",
    path: "/api/records",
    summary: "Related and found ERP records for an appointment that is not saved yet",
    access: "person",
    mailbox: "contents",
    query: recordsQuery,
    response: recordGroupsSchema,
  },
  recordForms: {
    method: "GET",
    path: "/api/record-forms",
    summary: "Which records I can make in the ERP from an appointment, each with its form",
    access: "person",
    mailbox: "contents",
    response: recordFormsSchema,
  },
  createRecord: {
    method: "POST",
    path: "/api/records",
    summary: "Make a record in the ERP by its form, once per key",
    access: "person",
    mailbox: "contents",
    body: newRecordSchema,
    response: recordSchema,
  },
} as const;
