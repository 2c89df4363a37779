import { z } from "zod";
import { dryRunSummarySchema } from "./dry-runs.ts";

const label = z.strictObject({ en: z.string(), de: z.string() });

const fieldSchema = z.strictObject({
  id: z.string(),
  label,
  type: z.enum(["text", "number", "date", "yesNo", "choice"]),
  /** The ERP fills it in itself: it can only go to Outlook. */
  readOnly: z.boolean(),
  /** Of a text. */
  maxLength: z.number().exactOptional(),
  /** Of a choice. */
  options: z.array(z.strictObject({ value: z.string(), label })).exactOptional(),
});
export type CustomFieldView = z.infer<typeof fieldSchema>;

const mappingSchema = z.strictObject({
  fieldId: z.string().min(1, "Choose a field of the ERP.").max(200),
  /** `property`: on the event, shown by our pane alone. `category`: among its categories. */
  place: z.enum(["property", "category"]),
  /** Of a category: its name. */
  category: z.string().max(100).default(""),
  flow: z.enum(["both", "toErp", "toMicrosoft"]),
});
export type MappingView = z.infer<typeof mappingSchema>;

const mappingsMax = 20;
const changeSchema = z.strictObject({
  mappings: z.array(mappingSchema).max(mappingsMax),
  revision: z.string().max(200),
});

const viewSchema = z.strictObject({
  /** What the ERP has now. */
  fields: z.array(fieldSchema),
  /** Why it cannot be asked just now; the fields are those that are mapped then. */
  problem: z.string().nullable(),
  mappings: z.array(mappingSchema),
  /** Changes with every change: to be given back with the next one. */
  revision: z.string(),
});
export type FieldMappingsView = z.infer<typeof viewSchema>;

const path = "/api/service/connections/:connectionId/fields";

export const fieldMappingRoutes = {
  fieldMappings: {
    method: "GET",
    path,
    summary: "Which fields of an ERP's own have a place in Outlook, and which could",
    access: "auditor",
    response: viewSchema,
  },
  saveFieldMappings: {
    method: "PUT",
    path,
    summary: "Change that; a field that is taken out stays as it is on both sides",
    access: "administrator",
    reach: "installation",
    body: changeSchema,
    response: viewSchema.extend({ concerned: z.number().int() }),
  },
  tryFieldMappings: {
    method: "POST",
    path: `${path}/trial`,
    summary:
      "Dry run: look at what such a change would do to everybody whom it concerns, one mailbox after the other; nothing is saved",
    access: "administrator",
    reach: "installation",
    body: changeSchema,
    response: dryRunSummarySchema,
  },
} as const;
