import { application, users, type SandboxTenant } from "../tenants.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import { authorityTenant, requireAudience } from "./authority.ts";
import { carried, requestFields } from "./authorize.ts";
import { SignInError } from "./errors.ts";
import type { EntraContext } from "./grants.ts";
import { accountPage, adminConsentPage, failurePage } from "./pages.ts";
import { findTenant, findUser, type RedirectUris } from "./registration.ts";
import { parseScopes } from "./scopes.ts";
import { install, tenantState } from "./state.ts";

/** Sends the administrator back; unlike `authorize` always in the query. */
function back(fields: URLSearchParams, answer: Record<string, string>): WireResponse {
  const target = new URL(fields.get("redirect_uri") ?? "");
  const state = fields.get("state");
  const sent = { admin_consent: "True", ...answer, ...(state === null ? {} : { state }) };
  for (const [name, value] of Object.entries(sent)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href, "cache-control": "no-store" }, body: "" };
}

/** Adds what is missing, keeping what was granted before. */
function grant(granted: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...granted, ...added])];
}

function checkRequest(fields: URLSearchParams, uris: RedirectUris): void {
  const clientId = fields.get("client_id");
  if (clientId !== application.clientId) {
    throw new SignInError(700016, `Client "${clientId ?? ""}".`);
  }
  const redirectUri = fields.get("redirect_uri") ?? "";
  if (![...uris.singlePage, ...uris.web].includes(redirectUri)) {
    throw new SignInError(50011, `Register "${redirectUri}".`);
  }
}

/** The tenant an administrator decides for: the authority's, or at /organizations his own. */
function decidedTenant(authority: string, administratorTenantId: string): SandboxTenant {
  const tenant = authorityTenant(authority) ?? findTenant(administratorTenantId);
  if (tenant?.id !== administratorTenantId) throw new SignInError(50020);
  return tenant;
}

/**
 * One step of `/{tenant}/v2.0/adminconsent`: an administrator signs in, reads and grants the scopes
 * for the whole tenant; `/.default` (also the default) all that the registration declares.
 */
export function adminConsent(
  context: EntraContext,
  uris: RedirectUris,
  authority: string,
  wire: WireRequest,
): WireResponse {
  const fields = requestFields(wire);
  const path = wire.url.split("?")[0] ?? "";
  try {
    checkRequest(fields, uris);
    const asked = authorityTenant(authority);
    requireAudience(context.state(), asked?.id);
    const user = findUser(fields.get("sandbox_account") ?? "");
    if (user === undefined) {
      const members = users.filter(({ tenantId }) => asked === undefined || tenantId === asked.id);
      return accountPage(path, carried(fields, []), members);
    }
    const tenant = decidedTenant(authority, user.tenantId);
    if (!user.administrator) throw new SignInError(90094, `${user.address} is none.`);
    const scope = fields.get("scope") ?? "https://graph.microsoft.com/.default";
    // Each resource may be named here, so that one visit is enough.
    const parts = scope.split(/\s+/).map((part) => parseScopes(part));
    const names = parts.flatMap((part) => part.names);
    const decision = fields.get("sandbox_consent");
    if (decision === null) {
      const request = carried(fields, ["sandbox_account"]);
      return adminConsentPage(path, request, tenant, names);
    }
    if (decision !== "accept") {
      const declined = new SignInError(65004);
      return back(fields, { error: "consent_required", error_description: declined.message });
    }
    const state = tenantState(context.state(), tenant.id);
    state.scopes = grant(state.scopes, names);
    install(state);
    return back(fields, { tenant: tenant.id, scope });
  } catch (error) {
    if (error instanceof SignInError) return failurePage(error.message);
    throw error;
  }
}
