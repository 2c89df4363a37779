import { z } from "zod";

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
