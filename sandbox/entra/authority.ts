import type { SandboxTenant, SandboxUser } from "../tenants.ts";
import { SignInError } from "./errors.ts";
import { findTenant, findUser, homeTenant } from "./registration.ts";
import type { EntraState } from "./state.ts";

/** Authorities that are no tenant: fine for people, not for applications. */
const sharedAuthorities = new Set(["common", "organizations"]);

/** The tenant of an authority, `undefined` for the shared ones. Throws `SignInError` 90002. */
export function authorityTenant(authority: string): SandboxTenant | undefined {
  if (sharedAuthorities.has(authority.toLowerCase())) return undefined;
  const tenant = findTenant(authority);
  if (tenant === undefined) throw new SignInError(90002, `No tenant "${authority}".`);
  return tenant;
}

/**
 * Holds a registration for one tenant alone to it: there is no shared door to it, and elsewhere it does
 * not exist. Throws `SignInError` 50194 or 700016.
 */
export function requireAudience(state: EntraState, tenantId: string | undefined): void {
  if (state.audience !== "one" || tenantId === homeTenant.id) return;
  throw new SignInError(tenantId === undefined ? 50194 : 700016);
}

/** The user of a grant at this authority. Throws `SignInError` 50020 where he belongs elsewhere. */
export function memberOf(tenant: SandboxTenant | undefined, userId: string): SandboxUser {
  const user = findUser(userId);
  if (user === undefined || (tenant !== undefined && user.tenantId !== tenant.id)) {
    throw new SignInError(50020);
  }
  return user;
}
