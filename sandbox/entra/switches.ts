import { users, type SandboxTenant, type SandboxUser } from "../tenants.ts";
import {
  addableRoles,
  chosenScopes,
  declaredScopes,
  exchangeRoles,
  homeTenant,
} from "./registration.ts";
import { endSessions } from "./sessions.ts";
import { install, tenantState, userState, type EntraState, type TenantState } from "./state.ts";

/** What `/sandbox/signin` can change. */
export interface SignInSwitches {
  /**
   * Sets what an administrator has granted for everyone: the delegated permissions that the registration
   * declares, the application permissions that may be added to it, or nothing of a kind.
   */
  grantTenant(tenant: SandboxTenant, what: { delegated: boolean; application: boolean }): void;
  /**
   * As before anybody of the tenant agreed to anything: all its grants end, and the application is not
   * there any more. In the tenant of the registration it stays.
   */
  uninstall(tenant: SandboxTenant): void;
  /** Whose people the registration is for: the sandbox begins with any tenant's. */
  setAudience(audience: "one" | "any"): void;
  /** Who may consent in the tenant. */
  setUserConsent(tenant: SandboxTenant, who: TenantState["userConsent"]): void;
  /**
   * This person has consented to everything declared and all that features ask for, to everything but
   * these (full names), or to nothing; and to `also`.
   */
  setConsent(
    user: SandboxUser,
    granted: boolean | { readonly but: readonly string[] },
    also?: readonly string[],
  ): void;
  /** Asks this person for multi-factor authentication from now on, or no longer. */
  setChallenge(user: SandboxUser, challenged: boolean): void;
  /**
   * Whether an administrator of the directory has the application's role as well: in a new sandbox each
   * gave it to himself, which in Entra nobody does by administering the directory.
   */
  setRole(user: SandboxUser, assigned: boolean): void;
  /** Ends the person's refresh tokens, as a new password (`revoked`) or 90 idle days (`expired`) do. */
  endRefreshTokens(user: SandboxUser, why: "revoked" | "expired"): void;
  /** Accepts client assertions signed by this certificate (PEM). */
  trustCertificate(pem: string): void;
}

export function createSwitches(state: () => EntraState): SignInSwitches {
  return {
    grantTenant: (tenant, what) => {
      const granted = tenantState(state(), tenant.id);
      granted.scopes = what.delegated ? [...declaredScopes] : [];
      granted.roles = what.application ? [...addableRoles, ...exchangeRoles] : [];
      if (what.delegated || what.application) install(granted);
    },
    uninstall: (tenant) => {
      const remembered = tenantState(state(), tenant.id);
      remembered.scopes = [];
      remembered.roles = [];
      remembered.notInstalled = tenant.id !== homeTenant.id;
      for (const { id } of users.filter(({ tenantId }) => tenantId === tenant.id)) {
        userState(state(), id).scopes = [];
      }
    },
    setAudience: (audience) => {
      state().audience = audience;
    },
    setUserConsent: (tenant, who) => {
      tenantState(state(), tenant.id).userConsent = who;
    },
    setConsent: (user, granted, also = []) => {
      const but = typeof granted === "object" ? granted.but : [];
      const asked = [...declaredScopes, ...chosenScopes];
      const agreed = asked.filter((scope) => !but.includes(scope));
      userState(state(), user.id).scopes = granted === false ? [] : [...agreed, ...also];
    },
    setChallenge: (user, challenged) => {
      userState(state(), user.id).challenged = challenged;
    },
    setRole: (user, assigned) => {
      userState(state(), user.id).withoutRole = !assigned;
    },
    endRefreshTokens: (user, why) => {
      const remembered = userState(state(), user.id);
      remembered.generation += 1;
      remembered.ended = why;
      endSessions(state(), user.id);
    },
    trustCertificate: (pem) => {
      state().certificates.push(pem);
    },
  };
}
