import { z } from "zod";
import { findTenant, findUser } from "../entra/registration.ts";
import { eventChances, eventTimes } from "../graph/event-switches.ts";
import { deliveryModes } from "../graph/notifications.ts";
import { everyOwner } from "../graph/world.ts";
import { choices, type Switches } from "../graph/switches.ts";
import type { SandboxTenant, SandboxUser } from "../tenants.ts";
import { smtpStages, type SmtpFault } from "../mail/smtp-faults.ts";
import { pathExpression, type Fault } from "./faults.ts";

const user = z.string().transform((value, context): SandboxUser => {
  const found = findUser(value);
  if (found !== undefined) return found;
  context.addIssue(
    `Nobody in the sandbox is "${value}"; use an address such as ada@contoso.example.`,
  );
  return z.NEVER;
});

/** Whoever has a mailbox, which a team has, too. */
const owner = z.string().transform((value, context): SandboxUser => {
  const wanted = value.toLowerCase();
  const found = everyOwner().find(({ id, address }) => id === wanted || address === wanted);
  if (found !== undefined) return found;
  context.addIssue(`No mailbox in the sandbox is "${value}".`);
  return z.NEVER;
});

const tenant = z.string().transform((value, context): SandboxTenant => {
  const found = findTenant(value);
  if (found !== undefined) return found;
  context.addIssue(`No tenant is "${value}"; use contoso.example or fabrikam.example.`);
  return z.NEVER;
});

const pathPattern = z.string().refine((value) => {
  try {
    pathExpression(value);
    return true;
  } catch {
    return false;
  }
}, "A path written /…/ must be a regular expression that compiles.");

/** Drops members that are absent, which `exactOptionalPropertyTypes` tells apart from undefined ones. */
function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export const smtpFaultShape = z
  .strictObject({
    stage: z.enum(smtpStages),
    status: z.int().min(400).max(599).optional(),
    message: z.string().max(200).optional(),
    times: z.int().positive().default(1),
  })
  .transform((fault): SmtpFault => present(fault) as SmtpFault);

export const faultShape = z
  .strictObject({
    method: z.string().optional(),
    path: pathPattern.optional(),
    status: z.int().min(400).max(599).optional(),
    code: z.string().optional(),
    times: z.int().positive().default(1),
    retryAfterSeconds: z.number().nonnegative().optional(),
    when: z.enum(["before", "after"]).default("before"),
    lostReply: z.boolean().optional(),
    hang: z.boolean().optional(),
  })
  .refine(
    (fault) =>
      [fault.status !== undefined, fault.lostReply === true, fault.hang === true].filter(Boolean)
        .length === 1,
    "Say what happens: exactly one of status, lostReply and hang.",
  )
  .transform((fault): Fault => present(fault) as Fault);

export const resetShape = z.strictObject({
  seed: z.int().optional(),
  mailboxes: z.array(z.strictObject({ user, events: z.int().min(0).max(100_000) })).optional(),
});

export const tokenShape = z.union([
  z.strictObject({
    user,
    scopes: z.array(z.string()).nonempty().optional(),
    lifetimeSeconds: z.int().optional(),
    multiFactor: z.boolean().optional(),
    clientId: z.guid().optional(),
  }),
  z.strictObject({
    tenant,
    roles: z.array(z.string()),
    clientId: z.guid().optional(),
    lifetimeSeconds: z.int().optional(),
  }),
]);

export const latencyShape = z.strictObject({ ms: z.number().min(0).max(60_000) });

const side = z.enum(["microsoft", "erp"]).optional();

export const sideShape = z.strictObject({ side });

/** What the ERP can do with its webhooks: it calls them once and at once. */
export const erpModes = ["normal", "drop", "duplicate"] as const;

export const notificationsShape = z
  .strictObject({ mode: z.enum(deliveryModes), seed: z.int().default(1), side })
  .refine(
    ({ mode, side: asked }) => asked !== "erp" || erpModes.some((known) => known === mode),
    `The ERP calls its webhooks once and at once: ${erpModes.join(", ")}.`,
  );

export const lifecycleShape = z.strictObject({
  user,
  event: z.enum(["reauthorizationRequired", "subscriptionRemoved", "missed"]),
});

export const nightlyShape = z.strictObject({ seed: z.int() });

export const mailboxShape = z.strictObject({ user, enabled: z.boolean() });

export const moveShape = z.strictObject({ user, event: z.string(), calendar: z.string() });

export const calendarShape = z.strictObject({ user, name: z.string().min(1) });

const each = <T>(names: readonly string[], shape: T) =>
  Object.fromEntries(names.map((name) => [name, shape]));

/** Any of Graph's switches, each with one of its values. */
export const switchesShape = z
  .strictObject({
    ...Object.fromEntries(
      Object.entries(choices).map(([name, values]) => [name, z.literal(values)]),
    ),
    ...each(eventChances, z.number().min(0).max(1)),
    ...each(eventTimes, z.number().nonnegative()),
  })
  .partial()
  .transform((chosen) => chosen as Partial<Switches>);

const amount = z.number().nonnegative().default(0);

/** An amount of time; the answer is in milliseconds. */
export const advanceShape = z
  .strictObject({ days: amount, hours: amount, minutes: amount, seconds: amount, ms: amount })
  .transform(
    ({ days, hours, minutes, seconds, ms }) =>
      (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms,
  )
  .refine((ms) => ms > 0, "Say by how much: days, hours, minutes, seconds or ms above 0.");

export const consentShape = z.union([
  z.strictObject({ user, granted: z.boolean(), also: z.array(z.string()).default([]) }),
  z.strictObject({
    tenant,
    delegated: z.boolean(),
    application: z.boolean().default(false),
    userConsent: z.enum(["allowed", "administrators"]).optional(),
  }),
]);

export const shareShape = z
  .strictObject({
    owner,
    with: user,
    right: z.enum(["none", "read", "write", "delegate", "full"]),
    calendar: z.string().optional(),
  })
  .transform(present);

export const challengeShape = z.strictObject({ user, required: z.boolean() });
export const roleShape = z.strictObject({ user, assigned: z.boolean() });
export const audienceShape = z.strictObject({ audience: z.enum(["one", "any"]) });
export const tenantShape = z.strictObject({ tenant });
export const userShape = z.strictObject({ user });
export const certificateShape = z.strictObject({
  pem: z.string().includes("BEGIN CERTIFICATE", { error: "Send the certificate as PEM." }),
});

export const brokerShape = z
  .strictObject({
    user: z.string(),
    clientId: z.string(),
    scopes: z.array(z.string()),
    claims: z.string().optional(),
    interactive: z.boolean().optional(),
    origin: z.string().optional(),
  })
  .transform(present);

export const nothing = z.strictObject({});
