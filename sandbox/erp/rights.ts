import { ErpError } from "./errors.ts";
import type { Activity, ErpData, ErpRecord, ErpUser, Installation } from "./model.ts";

/** Who asks: an installation by its key, and the user whose rights count. */
export interface Caller {
  readonly tenantId: string;
  /** `null` where no acting user was named; only the installation's own routes answer then. */
  readonly user: ErpUser | null;
  /** A person at the ERP's own page, or another system. */
  readonly via: "page" | "api";
}

/**
 * The caller that the headers stand for. Systems send `Authorization: ApiKey …` and `X-Acting-User`;
 * the ERP's own page sends `Authorization: Page <user id>`: this demo asks nobody for a password.
 * @throws ErpError 401 without a valid key, 403 for an acting user outside the installation.
 */
export function callerOf(
  data: ErpData,
  installations: readonly Installation[],
  headers: Readonly<Record<string, string>>,
): Caller {
  const [scheme = "", credential = ""] = (headers["authorization"] ?? "").split(" ");
  if (scheme === "Page") {
    const user = data.users.find(({ id }) => id === credential);
    if (user !== undefined) return { tenantId: user.tenantId, user, via: "page" };
  }
  const installation =
    scheme === "ApiKey" ? installations.find(({ apiKey }) => apiKey === credential) : undefined;
  if (installation === undefined) {
    throw new ErpError(401, "unauthenticated", "Send a valid key: Authorization: ApiKey <key>.");
  }
  const { tenantId } = installation;
  const acting = headers["x-acting-user"];
  if (acting === undefined) return { tenantId, user: null, via: "api" };
  const user = data.users.find((one) => one.id === acting && one.tenantId === tenantId);
  if (user === undefined) {
    throw new ErpError(403, "unknown-user", "X-Acting-User names no user of this installation.", {
      field: "X-Acting-User",
    });
  }
  return { tenantId, user, via: "api" };
}

/** The acting user. @throws ErpError 400 where the request named none. */
export function actingUser(caller: Caller): ErpUser {
  if (caller.user !== null) return caller.user;
  throw new ErpError(400, "invalid", "This request needs the header X-Acting-User.", {
    field: "X-Acting-User",
  });
}

export function takesPart(user: ErpUser, activity: Activity): boolean {
  return activity.owner === user.id || activity.participants.some((one) => one.user === user.id);
}

/** Not deleted, and the user owns it or takes part. */
export function seesActivity(user: ErpUser, activity: Activity): boolean {
  return !activity.deleted && takesPart(user, activity);
}

/** What a participant decides himself: what he says, and what the activity concerns. */
const ofParticipants = new Set(["response", "responses", "records", "type"]);

/**
 * Whether the caller may change a field: all of an activity is its owner's, a participant answers. A
 * system that keeps calendars alike brings what the owner wrote in his through whoever takes part.
 */
export function mayChange({ user, via }: Caller, activity: Activity, field: string): boolean {
  return via === "api" || activity.owner === user?.id || ofParticipants.has(field);
}

export function seesRecord(user: ErpUser, record: ErpRecord): boolean {
  return user.companies.includes(record.company);
}

/** Rights of a key, each with the requests that need it. */
const keyRights: readonly (readonly [right: string, method: RegExp, path: RegExp])[] = [
  ["users.read", /^GET$/, /^\/users$/],
  ["activities.read", /^GET$/, /^\/activities/],
  ["activities.create", /^POST$/, /^\/activities$/],
  ["activities.change", /^PATCH$/, /^\/activities\//],
  ["activities.delete", /^DELETE$/, /^\/activities\//],
  ["changes.read", /^GET$/, /^\/changes$/],
  ["webhooks.write", /^(POST|DELETE)$/, /^\/webhooks/],
  ["records.read", /^GET$/, /^\/(search|related|people|records|record-types)/],
  ["records.create", /^POST$/, /^\/(people|records)/],
];

/** The key's rights, as the ERP's administrator finds them. */
export function rightsOf(data: ErpData): readonly { right: string; granted: boolean }[] {
  return keyRights.map(([right]) => ({ right, granted: data.withheld?.includes(right) !== true }));
}

/** @throws ErpError 403 for what the key of a system has no right to. */
export function refuseWithheld(
  data: ErpData,
  { via }: Caller,
  { method, path }: { readonly method: string; readonly path: string },
): void {
  if (via !== "api") return;
  for (const [right, ofMethod, ofPath] of keyRights) {
    const isIts = ofMethod.test(method) && ofPath.test(path);
    if (isIts && data.withheld?.includes(right) === true) {
      throw new ErpError(403, "missing-right", `The key lacks the right ${right}.`);
    }
  }
}
