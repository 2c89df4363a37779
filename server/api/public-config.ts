import { Router } from "express";
import { publicConfigSchema, type PublicConfig } from "./contract/account.ts";
import { routes } from "./contract/routes.ts";
import { ProblemError } from "./errors.ts";

/** What of the configuration browsers may know. */
export interface PublicFacts {
  readonly authorityHost: string;
  readonly application: () => {
    readonly clientId: string;
    readonly tenantId: string | null;
    readonly audience: "one" | "any" | null;
  } | null;
  readonly tenants: () => readonly { readonly id: string; readonly domains: readonly string[] }[];
}

const microsoft = "https://login.microsoftonline.com";

/** `GET /api/config`: how to sign in, before anybody has; the tenant is chosen by mail domain. */
export function publicConfigRoute(facts: PublicFacts, version: string): Router {
  return Router().get(routes.config.path, (request, response) => {
    const query = routes.config.query.safeParse(request.query);
    if (!query.success) {
      throw new ProblemError("bad-request", "This must be one mail domain.", { field: "domain" });
    }
    response.json(publicConfigSchema.parse(publicConfig(facts, query.data.domain, version)));
  });
}

function publicConfig(
  { authorityHost, ...facts }: PublicFacts,
  domain: string | undefined,
  version: string,
): PublicConfig {
  const application = facts.application();
  if (application === null) {
    throw new ProblemError("not-set-up", "No application of Microsoft Entra ID is entered yet.", {
      remedy: "Whoever runs the server finishes it in the portal, with the token of its console.",
    });
  }
  const { clientId } = application;
  const tenants = facts.tenants();
  const byDomain = tenants.find((one) => one.domains.includes(domain?.toLowerCase() ?? ""));
  const tenant = byDomain ?? (tenants.length === 1 ? tenants[0] : undefined);
  // On the first day nobody is let in; and an application for one company alone has its own door only.
  const isForOne = application.audience === "one" || tenants.length === 0;
  const own = isForOne ? application.tenantId : null;
  return {
    clientId,
    // Of several tenants and no domain to go by, Entra finds out whose account it is.
    authority: `${authorityHost}/${tenant?.id ?? own ?? "organizations"}`,
    knownAuthorities: authorityHost === microsoft ? [] : [new URL(authorityHost).host],
    scope: `api://${clientId}/access_as_user`,
    version,
  };
}
