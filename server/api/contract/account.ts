import { z } from "zod";
import { mendingSchema } from "./doctor.ts";
import { categoryTypesSchema, settingValueSchema } from "./setting-value.ts";
import { timeZoneSchema } from "./time-zone.ts";

/** Public configuration: what the add-in must know before anybody signed in. */
export const publicConfigSchema = z.strictObject({
  clientId: z.string(),
  /** `https://login.microsoftonline.com/organizations`, or a tenant's own. */
  authority: z.string(),
  /** Authorities MSAL need not ask Microsoft about; empty in the public cloud. */
  knownAuthorities: z.array(z.string()),
  /** The scope of our API. */
  scope: z.string(),
  version: z.string(),
});
export type PublicConfig = z.infer<typeof publicConfigSchema>;

export const healthSchema = z.enum([
  "operational",
  "signed-out",
  "no-consent",
  "erp-down",
  "microsoft-down",
  "braked",
  /** Our own disk takes nothing; nothing is lost, and it goes on by itself. */
  "storage",
  "failed",
  "setup-required",
  /** The person stopped it, and goes on where it stands. */
  "paused",
  "off",
  /** The person has it on; an administrator has switched it off. */
  "off-above",
]);
export type HealthCode = z.infer<typeof healthSchema>;

export const sideSchema = z.enum(["microsoft", "erp"]);

/** What the brake holds. */
export const heldSchema = z.strictObject({
  /** The side that would be written. */
  side: sideSchema,
  cause: z.enum(["deletions", "emptied"]),
  deletions: z.number().int(),
  linked: z.number().int(),
  at: z.string(),
  /** The first of them; subjects are empty where the item is private. */
  planned: z.array(
    z.strictObject({
      linkId: z.string(),
      kind: z.enum(["delete", "days", "create", "unlink"]),
      side: sideSchema.nullable(),
      subject: z.string(),
    }),
  ),
});

/** How the mailbox is doing: Home's state line and its figures. */
export const statusSchema = z.strictObject({
  health: healthSchema,
  /** Since when, ISO 8601 UTC. */
  since: z.string().nullable(),
  /** A sentence with the cause, where something is wrong. */
  reason: z.string().nullable(),
  /** A run that was held: what it would have done, until an administrator releases it. */
  brake: heldSchema.nullable(),
  calendar: z.strictObject({
    enabled: z.boolean(),
    running: z.boolean(),
    lastSyncAt: z.string().nullable(),
    nextSyncAt: z.string().nullable(),
    /** Whether changes are announced at once on each side, or found by asking now and then. */
    push: z.strictObject({
      microsoft: z.boolean(),
      erp: z.boolean(),
      /** Why Outlook's changes are not announced, where that is known; since when, ISO 8601 UTC. */
      problem: z
        .strictObject({
          code: z.enum(["refused", "partly", "unheard"]),
          reason: z.string(),
          since: z.string(),
        })
        .nullable(),
    }),
    /** Ways that an administrator closed: what changes meanwhile is carried over afterwards. */
    stopped: z.array(
      z.strictObject({ endpoint: z.enum(["pull", "push"]), reason: z.string(), at: z.string() }),
    ),
    /** Nothing is sent to the ERP until then, as its administrators decided; absent: it is. */
    pause: z
      .strictObject({
        kind: z.enum(["maintenance", "quota"]),
        until: z.string(),
        /** What they say about it; may be empty. */
        reason: z.string(),
      })
      .optional(),
    /** It is on its way, and waits until then for its turn at the ERP; absent: it does not. */
    waitsUntil: z.string().optional(),
    linked: z.number().int(),
    waiting: z.number().int(),
    quarantined: z.number().int(),
    /** A wide sync on its way, or stopped before it was over; `null` where there is none. */
    progress: z
      .strictObject({
        /** `reading`: both calendars are listed; `paused`: the person stopped it. */
        phase: z.enum(["reading", "writing", "paused"]),
        /** Nothing was ever synchronized to the end. */
        first: z.boolean(),
        /** Appointments that were listed, or that are in sync. */
        done: z.number().int(),
        /** Of how many; `null` while they are listed. */
        total: z.number().int().nullable(),
      })
      .nullable(),
  }),
});
export type Status = z.infer<typeof statusSchema>;

/** An item that could not be synchronized, set aside so that the others proceed. */
export const parkedSchema = z.strictObject({
  /** Our handle for *retry*. */
  key: z.string(),
  side: sideSchema,
  /** Empty where the item is private or was never read. */
  subject: z.string(),
  /** Stable; the reader's words and the remedy are chosen by it. */
  code: z.string(),
  /** What that side said. */
  reason: z.string(),
  field: z.string().nullable(),
  attempts: z.number().int(),
  since: z.string(),
  /** When it is tried again by itself; `null`: when it changes, or when somebody asks. */
  nextTryAt: z.string().nullable(),
});
export type ParkedView = z.infer<typeof parkedSchema>;

const choiceSchema = z.strictObject({ id: z.string(), name: z.string() });

export const calendarJobSchema = z.strictObject({
  enabled: z.boolean(),
  /**
   * Which Outlook events go to the ERP: only those a person switches on, those whose first category
   * is called like an activity type of the company, or all in the window.
   */
  outlookItems: z.enum(["chosen", "category", "all"]),
  /** Whether the user's ERP activities come to Outlook. */
  erpItems: z.boolean(),
});

/** Which calendars of the mailbox are synchronized, by id; the default one is called `default`. */
export const calendarPickSchema = z.strictObject({
  chosen: z.array(z.string().min(1).max(400)).min(1).max(30),
  /** Where what comes from the ERP is made: one of the chosen. */
  target: z.string().min(1).max(400),
});

const calendarSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** `#rrggbb`; `null` where the person chose none. */
  color: z.string().nullable(),
  /** Whose it is, where that is somebody else. */
  owner: z.strictObject({ name: z.string(), address: z.string() }).nullable(),
  canEdit: z.boolean(),
  /** Whether it can be kept the same both ways, and so be chosen. */
  choosable: z.boolean(),
});

/** Which way a field goes; `none`: it is neither compared nor written. */
const anyWay = z.enum(["both", "toErp", "toMicrosoft", "none"]);
const neededWay = z.enum(
  ["both", "toErp", "toMicrosoft"],
  "No appointment can be made without it: choose a direction instead of switching it off.",
);
const guestsWay = z.enum(
  ["toErp"],
  "Who is invited is decided in Outlook: it goes to the ERP only.",
);

/** The fields whose way a person chooses, and the ways there are for each. */
export const flowFields = {
  subject: neededWay,
  when: neededWay,
  place: anyWay,
  body: anyWay,
  attendees: guestsWay,
  showAs: anyWay,
  sensitivity: anyWay,
  importance: anyWay,
  reminder: anyWay,
  categories: anyWay,
  type: anyWay,
  records: anyWay,
};
export type FlowField = keyof typeof flowFields;

/** The rules that a person chooses for his calendar. */
export const calendarRulesSchema = z.strictObject({
  direction: z.enum(["both", "toErp", "toMicrosoft"]),
  /** Fields that go otherwise, inside what the direction allows; of those left out nothing changes. */
  flows: z.strictObject(flowFields).partial(),
  /** What the ERP gets of appointments that are private in Outlook: nothing, the time alone, or all. */
  privateItems: z.enum(["leaveOut", "busy", "full"]),
  /** Who wins where both sides changed the same field. */
  precedence: z.enum(["erp", "microsoft", "newest", "ask"]),
  /** What happens to the ERP's copy when the appointment was deleted in Outlook, and the reverse. */
  afterDeleteInOutlook: z.enum(["delete", "cancel", "keep", "recreate"]),
  afterDeleteInErp: z.enum(["delete", "keep", "recreate"]),
  daysBack: z.number().int().min(0).max(365),
  daysForward: z.number().int().min(1).max(730),
  /** Whether categories show in Outlook what is in the ERP and what needs attention. */
  marks: z.boolean(),
  categoryTypes: categoryTypesSchema,
});

/** What the levels above a person say of one setting. */
export const decidedSchema = z.strictObject({
  value: settingValueSchema,
  from: z.enum(["default", "system", "company", "person"]),
  /** Who fixed it, so that he cannot say otherwise. */
  lockedBy: z.enum(["system", "company", "person"]).nullable(),
});
export type DecidedSetting = z.infer<typeof decidedSchema>;

/** The settings that a person can leave to the levels above; a field's way as `flows.` and its name. */
const inheritedSchema = z
  .string()
  .refine(
    (name) =>
      ["outlookItems", "erpItems", ...Object.keys(calendarRulesSchema.shape)].includes(name) ||
      Object.keys(flowFields).some((field) => name === `flows.${field}`),
    "This is no setting that a person has.",
  );

export const profileSchema = z.strictObject({
  name: z.string(),
  address: z.string(),
  tenantId: z.string(),
  erp: z.strictObject({
    connection: z.string(),
    /** `null`: the ERP does not know this address. */
    user: choiceSchema.nullable(),
    /** Set where the ERP could not be asked just now. */
    unavailable: z.boolean(),
    /** An administrator chose who he is there; else his mail address tells. */
    chosen: z.boolean(),
  }),
  /** Graph scopes granted to the backend for this user. */
  scopes: z.array(z.string()),
  status: statusSchema,
  /** What fields of the ERP's own are called, by our names of those that have a place in Outlook. */
  fieldNames: z.record(z.string(), z.string()),
  /** `null` until Setup was saved for the first time. */
  setup: z
    .strictObject({
      companyId: z.string().nullable(),
      locationId: z.string().nullable(),
      timeZone: z.string(),
      /** Whether he hears by mail of what waits for him. */
      mails: z.boolean().optional(),
      calendar: calendarJobSchema,
    })
    .nullable(),
});
export type Profile = z.infer<typeof profileSchema>;

/** What Setup offers: the ERP's companies and the proposals from both profiles. */
export const setupOptionsSchema = z.strictObject({
  companies: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      locations: z.array(choiceSchema),
      /** Names of its activity types; `null`: the ERP could not be asked. */
      activityTypes: z.array(z.string()).nullable(),
    }),
  ),
  proposal: z.strictObject({
    companyId: z.string().nullable(),
    locationId: z.string().nullable(),
    /** IANA. */
    timeZone: z.string(),
  }),
  /** IANA names to choose from. */
  timeZones: z.array(z.string()),
  /** Categories of the mailbox's own list; none where it could not be asked. */
  categories: z.array(z.string()),
  /** How many rows the map of categories may have. */
  categoryTypesMax: z.number().int(),
  /** The rules as they are: what was chosen, and what holds for everybody where nothing was. */
  rules: calendarRulesSchema,
  /** What the person said himself, by setting. */
  own: z.record(z.string(), settingValueSchema),
  /** What holds, by company, where he says nothing himself; and what he cannot change. */
  above: z.array(
    z.strictObject({
      companyId: z.string(),
      settings: z.record(z.string(), decidedSchema),
    }),
  ),
  /** The calendars that the mailbox shows, the default one first, and which of them are chosen. */
  calendars: calendarPickSchema.extend({ all: z.array(calendarSchema) }),
  /** The fields that both sides hold, and which ways each may go; one way alone cannot be changed. */
  fields: z.array(z.strictObject({ field: z.string(), ways: z.array(anyWay) })),
  /** Whether the ERP can keep an activity as cancelled instead of deleting it. */
  erpCancels: z.boolean(),
  /** Whether he has not agreed yet to what gives our categories their colours in Outlook. */
  lacksColors: z.boolean(),
  /** What the first sync would take by these rules: shown before the switch is turned. */
  scope: z.strictObject({
    from: z.string(),
    to: z.string(),
  }),
  /** Missing pieces that stop a sync job, each naming the job. */
  notices: z.array(z.strictObject({ job: z.literal("calendar"), code: z.string() })),
});
export type SetupOptions = z.infer<typeof setupOptionsSchema>;

export const setupRequestSchema = z.strictObject({
  companyId: z.string().min(1),
  locationId: z.string().min(1).nullable(),
  timeZone: timeZoneSchema,
  /** Whether I hear by mail of what waits for me; left out: as before. */
  mails: z.boolean().optional(),
  /** Rules and calendars that are left out stay as they are. */
  calendar: calendarJobSchema.extend({
    calendars: calendarPickSchema.optional(),
    rules: calendarRulesSchema.partial().optional(),
    /** Settings that go back to what the levels above say. */
    inherit: z.array(inheritedSchema).max(50).optional(),
  }),
});
export type SetupRequest = z.infer<typeof setupRequestSchema>;

const testedSideSchema = z.strictObject({
  ok: z.boolean(),
  user: z.string().nullable(),
  facts: z.array(z.string()),
  problem: z.string().nullable(),
  /** Who mends it and how; `null`: all is well, or nothing is known beside the problem. */
  mending: mendingSchema.nullable(),
});

/** Test connection: who we are on both sides. */
export const connectionTestSchema = z.strictObject({
  microsoft: testedSideSchema,
  erp: testedSideSchema,
});
export type ConnectionTest = z.infer<typeof connectionTestSchema>;
