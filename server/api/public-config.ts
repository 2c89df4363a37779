import { Router } from "express";
import { publicConfigSchema, type PublicConfig } from "./contract/account.ts";
import { routes } from "./contract/routes.ts";
import { ProblemError } from "./errors.ts";

/** What of the configuration browsers may know. */
export interface PublicFacts {
  readonly entra: { readonly clientId: string; readonly authorityHost: string };
  readonly tenants: () => readonly { readonly id: string; readonly domains: readonly string[] }[];
}

const microsoft = "https://login.microsoftonline.com";

/** `GET /api/config`: how to sign in, before anybody has; the tenant is chosen by mail domain. */
export function publicConfigRoute(facts: PublicFacts, version: string): Router {
  return Router().get(routes.config.path, (request, response) => {
    const query = routes.config.query.safeParse(request.query);
    if (!query.success) {
      throw new ProblemError("bad-request", "domain must be one mail domain.", { field: "domain" });
    }
    response.json(publicConfigSchema.parse(publicConfig(facts, query.data.domain, version)));
  });
}

function publicConfig(
  { entra, ...facts }: PublicFacts,
  domain: string | undefined,
  version: string,
): PublicConfig {
  const tenants = facts.tenants();
  const byDomain = tenants.find((one) => one.domains.includes(domain?.toLowerCase() ?? ""));
  const tenant = byDomain ?? (tenants.length === 1 ? tenants[0] : undefined);
  return {
    clientId: entra.clientId,
    // Of several tenants and no domain to go by, Entra finds out whose account it is.
    authority: `${entra.authorityHost}/${tenant?.id ?? "organizations"}`,
    knownAuthorities: entra.authorityHost === microsoft ? [] : [new URL(entra.authorityHost).host],
    scope: `api://${entra.clientId}/access_as_user`,
    version,
  };
}
