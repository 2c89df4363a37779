import { z } from "zod";

/** Stable codes of everything that can go wrong; the add-in chooses its words and remedy by them. */
export const problemCodes = [
  "bad-request",
  "unauthorized",
  "claims-required",
  "consent-required",
  "signed-out",
  "forbidden",
  "tenant-unknown",
  /** Nobody can sign in: the server does not know its application in Entra yet. */
  "not-set-up",
  "not-found",
  "conflict",
  "setup-required",
  "erp-user-unknown",
  "erp-user-taken",
  "item-not-found",
  "item-not-saved",
  "item-unsupported",
  "mailbox-not-found",
  "mailbox-taken",
  "mailbox-owners",
  "mailbox-unclear",
  "too-large",
  "unsupported-media-type",
  "method-not-allowed",
  "rate-limited",
  /** No administrator has connected an ERP yet, or it was taken away: a state, and no outage. */
  "erp-not-connected",
  "erp-unavailable",
  "erp-paused",
  "microsoft-unavailable",
  "rejected",
  "storage",
  "unavailable",
  "internal",
] as const;
export const problemCode = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCode>;

/** RFC 9457 problem details; every response of 400 and above has this body. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: problemCode,
  detail: z.string(),
  /** The field of the request that is wrong. */
  field: z.string().optional(),
  /** Name of whoever has what was asked for. */
  by: z.string().optional(),
  /** What the reader can do about it. */
  remedy: z.string().optional(),
  /** `consent-required`: what a consent must cover, full scope names; absent: what everybody agrees to. */
  scopes: z.array(z.string()).optional(),
  /** Conditional access: claims for the next sign-in. */
  claims: z.string().optional(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
