import { z } from "zod";
import { dryRunSummarySchema } from "./dry-runs.ts";
import { knownNamesSchema, plainValueSchema, settingValueSchema } from "../setting-value.ts";

/** Without ids: everybody here. Both ids: one company of an ERP connection. */
const placeSchema = z
  .strictObject({
    /** E.g. `calendar`. */
    job: z.string().max(100),
    connectionId: z.string().min(1).max(200).optional(),
    companyId: z.string().min(1).max(200).optional(),
  })
  .refine(
    ({ connectionId, companyId }) => (connectionId === undefined) === (companyId === undefined),
    { message: "A company is named by its connection and its id.", path: ["companyId"] },
  );
export type PlaceQuery = z.infer<typeof placeSchema>;

/** What one level says: of a setting that is left out, what the level above says. */
const contentSchema = z.strictObject({
  values: z.record(z.string().max(100), settingValueSchema),
  /** Settings that those below cannot change. */
  locked: z.array(z.string().max(100)).max(200),
});
export type LevelContent = z.infer<typeof contentSchema>;

const settingSchema = z.strictObject({
  name: z.string(),
  /** Settings of one group are shown together. */
  group: z.string(),
  /** One of these, a whole number of this range, or a map from categories to types of so many rows. */
  allowed: z.union([
    z.array(plainValueSchema),
    z.strictObject({ min: z.number(), max: z.number() }),
    z.strictObject({ rowsMax: z.number() }),
  ]),
  /** The first of several, or the lowest number, is the strictest; others below may only be stricter. */
  bounded: z.boolean(),
  /** Whether it can be fixed for those below. */
  fixable: z.boolean(),
  /** What holds here where this level says nothing. */
  above: z.strictObject({
    value: settingValueSchema,
    from: z.enum(["default", "system"]),
    /** It is fixed there: this level has no say. */
    locked: z.boolean(),
  }),
});
export type SettingView = z.infer<typeof settingSchema>;

const levelSchema = z.strictObject({
  content: contentSchema,
  /** Changes with every change: to be given back with the next one. */
  revision: z.string(),
  mayChange: z.boolean(),
  /** In the order in which they are shown. */
  settings: z.array(settingSchema),
  known: knownNamesSchema,
  presets: z.array(
    z.strictObject({
      id: z.string(),
      values: z.record(z.string(), settingValueSchema),
      /** Where the other system documents it. */
      rows: z.array(z.string()),
    }),
  ),
});
export type LevelView = z.infer<typeof levelSchema>;

const placesSchema = z.strictObject({
  jobs: z.array(z.string()),
  /** Whether the level of everybody here can be looked at. */
  system: z.boolean(),
  companies: z.array(
    z.strictObject({
      connectionId: z.string(),
      connection: z.string(),
      companyId: z.string(),
      name: z.string(),
      /** How many people work for it, as they said in Setup. */
      people: z.number().int(),
    }),
  ),
  /** How often both sides are asked where nobody announces that something moved; of the whole server. */
  asked: z.strictObject({
    /** Where a side announces nothing, or is not heard. */
    intervalMinutes: z.number(),
    /** Where both announce everything, in case an announcement is lost. */
    safetyNetHours: z.number(),
    /** Days of series, of which a deletion may be announced by nobody. */
    seriesHours: z.number(),
  }),
});
export type JobPlaces = z.infer<typeof placesSchema>;

const changeSchema = contentSchema.extend({ revision: z.string().max(200) });

export const jobRoutes = {
  jobPlaces: {
    method: "GET",
    path: "/api/service/jobs",
    summary: "The sync jobs, and the levels at which they are decided",
    access: "auditor",
    response: placesSchema,
  },
  jobLevel: {
    method: "GET",
    path: "/api/service/jobs/level",
    summary: "What one level says of a job, and what it inherits",
    access: "auditor",
    query: placeSchema,
    response: levelSchema,
  },
  saveJobLevel: {
    method: "PUT",
    path: "/api/service/jobs/level",
    summary: "Change what one level says; the next runs of those below decide by it",
    access: "administrator",
    query: placeSchema,
    body: changeSchema,
    response: z.strictObject({ level: levelSchema, concerned: z.number().int() }),
  },
  tryJobLevel: {
    method: "POST",
    path: "/api/service/jobs/trial",
    summary:
      "Dry run: look at what such a change would do to everybody whom it concerns, one mailbox after the other; nothing is saved",
    access: "administrator",
    query: placeSchema,
    body: changeSchema,
    response: dryRunSummarySchema,
  },
} as const;
