import { application } from "../tenants.ts";
import { SignInError } from "./errors.ts";
import { API, API_SCOPE, declaredScopes, EXCHANGE, GRAPH } from "./registration.ts";

/** What a `scope` parameter asks for. */
export interface RequestedScopes {
  /** `GRAPH`, `API` for our own, or `EXCHANGE` for a mail server. */
  readonly resource: string;
  /** Full names without the OpenID ones, e.g. `https://graph.microsoft.com/User.Read`. */
  readonly names: readonly string[];
  /** OpenID scopes: openid, profile, email, offline_access. */
  readonly openId: readonly string[];
  /** `/.default`: everything granted, rather than a list. */
  readonly everything: boolean;
  /** What a consent to this request covers: with `/.default` all that is declared, of any resource. */
  readonly consentTo: readonly string[];
}

const openIdScopes = new Set(["openid", "profile", "email", "offline_access"]);

function fullName(scope: string): string {
  if (scope.startsWith(`${application.clientId}/`)) {
    return `${API}/${scope.slice(application.clientId.length + 1)}`;
  }
  return scope.includes("://") ? scope : `${GRAPH}/${scope}`;
}

function resourceOf(name: string): string {
  const resource = [GRAPH, API, EXCHANGE].find((known) => name.startsWith(`${known}/`));
  if (resource === undefined) throw new SignInError(70011, `Unknown resource in "${name}".`);
  return resource;
}

/**
 * Reads a `scope` parameter. A bare name belongs to Graph, as in Entra; only OpenID scopes mean Graph
 * too. Throws `SignInError` 70011 or 700022.
 */
export function parseScopes(parameter: string): RequestedScopes {
  const all = parameter.split(/\s+/).filter((scope) => scope !== "");
  const names = all.filter((scope) => !openIdScopes.has(scope)).map(fullName);
  const resources = new Set(names.map(resourceOf));
  if (resources.size > 1) throw new SignInError(700022);
  const resource = [...resources][0] ?? GRAPH;
  const everything = names.includes(`${resource}/.default`);
  if (everything && names.length > 1) {
    throw new SignInError(70011, ".default cannot be combined with named scopes.");
  }
  const unknown = names.find(
    (name) =>
      !everything && name !== API_SCOPE && (resource === API || !/\/[A-Z]\w*(\.\w+)+$/.test(name)),
  );
  if (unknown !== undefined) throw new SignInError(70011, `"${unknown}" does not exist.`);
  const asked = [...new Set(names)];
  return {
    resource,
    names: everything ? declaredScopes.filter((name) => name.startsWith(`${resource}/`)) : asked,
    openId: [...new Set(all.filter((scope) => openIdScopes.has(scope)))],
    everything,
    consentTo: everything ? declaredScopes : asked,
  };
}

/**
 * Reads what a sign-in asks consent for: unlike a token, it may be for several resources at once (what
 * MSAL calls `extraScopesToConsent`). Throws as `parseScopes` does.
 */
export function parseConsent(
  parameter: string,
): Pick<RequestedScopes, "names" | "openId" | "consentTo"> {
  const byResource = new Map<string, string[]>();
  const all = parameter.split(/\s+/).filter((scope) => scope !== "");
  for (const scope of all) {
    const resource = openIdScopes.has(scope) ? "" : resourceOf(fullName(scope));
    byResource.set(resource, [...(byResource.get(resource) ?? []), scope]);
  }
  const parts = [...byResource.values()].map((scopes) => parseScopes(scopes.join(" ")));
  return {
    names: parts.flatMap(({ names }) => names),
    openId: parts.flatMap(({ openId }) => openId),
    consentTo: [...new Set(parts.flatMap(({ consentTo }) => consentTo))],
  };
}

/** Scope names as a token's `scp` spells them: without their resource. */
export function shortName(scope: string): string {
  return scope.slice(scope.lastIndexOf("/") + 1);
}
