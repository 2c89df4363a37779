import { z } from "zod";

/** Letters, digits and what names of fields and systems are made of; nothing that a filter breaks at. */
const name = z
  .string()
  .trim()
  .max(100)
  .regex(/^[\w .:/-]+$/, "Use letters, digits, blanks and . : / - _ only.");

const adoptionSchema = z.strictObject({
  /** Name of the user-defined field of events that holds the id of their activity; `null`: none. */
  property: name.nullable(),
  /** By which name the ERP's activities refer to their events; `null`: by none. */
  system: name.nullable(),
});
export type AdoptionView = z.infer<typeof adoptionSchema>;

const path = "/api/service/connections/:connectionId/adoption";

export const adoptionRoutes = {
  adoption: {
    method: "GET",
    path,
    summary: "By which identifiers of another integration items are recognised at a first sync",
    access: "auditor",
    response: adoptionSchema,
  },
  saveAdoption: {
    method: "PUT",
    path,
    summary: "Change that; it concerns first syncs and refreshes from then on",
    access: "administrator",
    reach: "installation",
    body: adoptionSchema,
    response: adoptionSchema,
  },
} as const;
