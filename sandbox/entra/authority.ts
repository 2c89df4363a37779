import type { SandboxTenant, SandboxUser } from "../tenants.ts";
import { SignInError } from "./errors.ts";
import { findTenant, findUser } from "./registration.ts";

/** Authorities that are no tenant: fine for people, not for applications. */
const sharedAuthorities = new Set(["common", "organizations"]);

/** The tenant of an authority, `undefined` for the shared ones. Throws `SignInError` 90002. */
export function authorityTenant(authority: string): SandboxTenant | undefined {
  if (sharedAuthorities.has(authority.toLowerCase())) return undefined;
  const tenant = findTenant(authority);
  if (tenant === undefined) throw new SignInError(90002, `No tenant "${authority}".`);
  return tenant;
}

/** The user of a grant at this authority. Throws `SignInError` 50020 where he belongs elsewhere. */
export function memberOf(tenant: SandboxTenant | undefined, userId: string): SandboxUser {
  const user = findUser(userId);
  if (user === undefined || (tenant !== undefined && user.tenantId !== tenant.id)) {
    throw new SignInError(50020);
  }
  return user;
}
