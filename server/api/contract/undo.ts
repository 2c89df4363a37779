import { z } from "zod";
import { sideSchema } from "./account.ts";
import { whenFingerprintSchema } from "./items.ts";

/** What is to be taken back: one line of the log, or all changes of a run. */
const target = { lineId: z.string().min(1).max(200), runId: z.string().min(1).max(200) };
const isOne = (given: { lineId?: string | undefined; runId?: string | undefined }): boolean =>
  (given.lineId === undefined) !== (given.runId === undefined);
const oneOnly = { path: ["lineId"], message: "Name either a line (lineId) or a run (runId)." };

export const undoTargetSchema = z.strictObject(target).partial().refine(isOne, oneOnly);
export type UndoTarget = z.infer<typeof undoTargetSchema>;

export const undoRequestSchema = z
  .strictObject(target)
  .partial()
  .extend({
    /** Agreed: fields are written by which Outlook tells the guests of a meeting. Else they stay. */
    tellGuests: z.boolean(),
    /** Agreed: these meetings are cancelled, if their guests and their time are those that were shown. Else they stay. */
    cancels: z
      .array(
        z.strictObject({
          lineId: z.string().min(1).max(200),
          guests: z.array(z.string().min(1).max(320)).min(1).max(500),
          whenFingerprint: whenFingerprintSchema,
        }),
      )
      .max(100)
      .optional(),
  })
  .refine(isOne, oneOnly);

export const undoPreviewSchema = z.strictObject({
  /** What was made in Outlook and sent to guests since: undoing it cancels it. The first hundred. */
  meetings: z.array(
    z.strictObject({
      lineId: z.string(),
      subject: z.string(),
      /** As people read it. */
      when: z.string().nullable(),
      whenFingerprint: z.string(),
      /** Who is told. */
      guests: z.array(z.strictObject({ address: z.string(), name: z.string() })),
    }),
  ),
  /** All others, newest first; the first hundred. */
  changes: z.array(
    z.strictObject({
      lineId: z.string(),
      at: z.string(),
      subject: z.string(),
      /**
       * What was carried over: an undo gives back, removes, or makes again. `release`: the item was
       * switched off with its copy removed; it is switched on again, and the copy made again.
       */
      kind: z.enum(["update", "create", "delete", "release"]),
      /** The side that it was carried over to. */
      side: sideSchema,
      /** What both sides hold now and would hold again, as people read it. */
      fields: z.array(
        z.strictObject({
          field: z.string(),
          from: z.string().nullable(),
          to: z.string().nullable(),
        }),
      ),
      /** What its person settled and is asked again: what each side holds again, as people read it. */
      asks: z.array(
        z.strictObject({
          field: z.string(),
          microsoft: z.string().nullable(),
          erp: z.string().nullable(),
        }),
      ),
      /** Of a deletion: it was a day of a series, and comes back in Outlook as an appointment of its own. */
      single: z.boolean(),
      /**
       * Of a deletion whose activity stayed in the ERP as cancelled: `revived`, it is active again;
       * `beside`, it stays so and a new one is made. `null`: it did not stay.
       */
      copy: z.enum(["revived", "beside"]).nullable(),
      /** Those of the fields by which guests are told. */
      tells: z.array(z.string()),
      /** What stays as it is, and why; without fields: all of it. */
      refused: z.array(
        z.strictObject({
          because: z.enum([
            ...(["edited", "gone", "there", "switched"] as const),
            ...(["direction", "read-only", "guests", "unmapped", "removed"] as const),
          ]),
          fields: z.array(z.string()),
          /** Of single days what stays, as people read it; what else is undone of them is in `fields`. */
          parts: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** How many changes there are, meetings among them, and of how many at least a part can be taken back. */
  total: z.number().int(),
  possible: z.number().int(),
  /** How many days of series come back as appointments of their own. */
  singles: z.number().int(),
  /** Further changes of the run of which nothing is kept (any more): they stay. */
  notKept: z.number().int(),
});
export type UndoPreview = z.infer<typeof undoPreviewSchema>;
export type UndoAgreement = Pick<z.infer<typeof undoRequestSchema>, "tellGuests" | "cancels">;

export const undoRoutes = {
  previewUndo: {
    method: "POST",
    path: "/api/undo/preview",
    summary: "What taking a change or a whole run back would restore, and what stays and why",
    access: "person",
    mailbox: "contents",
    body: undoTargetSchema,
    response: undoPreviewSchema,
  },
  undo: {
    method: "POST",
    path: "/api/undo",
    summary: "Take a change or a whole run back, on both sides",
    access: "person",
    mailbox: "contents",
    body: undoRequestSchema,
    response: z.strictObject({
      /** How many changes the next run is asked to take back. */
      asked: z.number().int(),
    }),
  },
} as const;
