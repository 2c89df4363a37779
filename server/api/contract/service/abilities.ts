import { z } from "zod";
/** What an ERP can or cannot do, as far as people notice. */
const abilityNames = [
  "series",
  "lock",
  "createOnce",
  "deletes",
  "changes",
  "push",
  "time",
  "cancels",
  "attendees",
  "answers",
  "privacy",
  "categories",
  "reminders",
  "meetingLinks",
  "records",
  "newRecords",
  "contacts",
  "ownFields",
  "userList",
] as const;

/** What an account needs rights for. */
const rightUses = [
  "users",
  "readActivities",
  "createActivities",
  "changeActivities",
  "deleteActivities",
  "changes",
  "announcements",
  "records",
  "createRecords",
] as const;

const abilitiesSchema = z.strictObject({
  /** What it can do by itself; `partly`: by a way around. */
  abilities: z.array(
    z.strictObject({
      ability: z.enum(abilityNames),
      level: z.enum(["yes", "partly", "no"]),
    }),
  ),
});
export type AbilitiesView = z.infer<typeof abilitiesSchema>;

const rightsSchema = z.strictObject({
  /** What the connection's account may do there, asked just now. */
  rights: z.array(
    z.strictObject({
      use: z.enum(rightUses),
      /** `untold`: it shows only where it is done. */
      state: z.enum(["granted", "missing", "untold"]),
      /** As the ERP's administrator finds the right there; `null`: the ERP does not say. */
      name: z.string().nullable(),
    }),
  ),
  /** Where the ERP's administrator gives rights; `null`: it names no page. */
  page: z.string().nullable(),
  /** Why it could not be asked; `null`: it could. */
  problem: z.string().nullable(),
});
export type RightsView = z.infer<typeof rightsSchema>;

const one = "/api/service/connections/:connectionId";

export const abilityRoutes = {
  abilities: {
    method: "GET",
    path: `${one}/abilities`,
    summary: "What a connected ERP can do, and what not",
    access: "auditor",
    response: abilitiesSchema,
  },
  erpRights: {
    method: "GET",
    path: `${one}/rights`,
    summary: "What the connection's account is let do in the ERP, asked there as it is now",
    access: "auditor",
    response: rightsSchema,
  },
} as const;
