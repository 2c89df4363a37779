import type { AppointmentDocument } from "../store/documents/administration.ts";

export type Role = AppointmentDocument["role"];

/** How far somebody's word goes: nowhere, for the people of his own tenant, or for everything here. */
export type Reach = "none" | "tenant" | "installation";

/** What a person may do beyond looking after his own mailbox. */
export interface Authority {
  readonly administers: Reach;
  /** What he may look at; never less than what he administers. */
  readonly audits: Reach;
}

/** One reason why somebody has a role. */
export interface Grant {
  readonly role: Role;
  readonly reach: Exclude<Reach, "none">;
}

const width = { none: 0, tenant: 1, installation: 2 } as const;

export function wider(one: Reach, other: Reach): Reach {
  return width[one] >= width[other] ? one : other;
}

/** All that several reasons come to. */
export function authorityOf(grants: readonly Grant[]): Authority {
  const reachOf = (found: readonly Grant[]): Reach =>
    found.reduce<Reach>((reach, grant) => wider(reach, grant.reach), "none");
  return {
    administers: reachOf(grants.filter(({ role }) => role === "administrator")),
    audits: reachOf(grants),
  };
}

/** Where somebody acts or looks: in one tenant, or everywhere. */
export interface Realm {
  /** `null`: everywhere. */
  readonly tenantId: string | null;
}

/** @returns `null` where he may not */
export function realmOf(reach: Reach, tenantId: string): Realm | null {
  if (reach === "none") return null;
  return { tenantId: reach === "installation" ? null : tenantId };
}

export function isWithin(realm: Realm, tenantId: string): boolean {
  return realm.tenantId === null || realm.tenantId === tenantId;
}
