import { json, type WireResponse } from "../wire.ts";
import { authorityTenant } from "./authority.ts";
import type { EntraContext } from "./grants.ts";

/** Discovery and keys are public: any page may read them. */
const anyOrigin = { "access-control-allow-origin": "*", "cache-control": "public, max-age=86400" };

/** `GET /common/discovery/instance`: which hosts are one sign-in service. */
export function instanceDiscovery({ origin }: EntraContext, query: URLSearchParams): WireResponse {
  const host = new URL(origin).host;
  const asked = query.get("authorization_endpoint") ?? "";
  const authority = /^https:\/\/[^/]+\/([^/]+)\//.exec(asked)?.[1] ?? "common";
  return json(
    200,
    {
      tenant_discovery_endpoint: `${origin}/${authority}/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
    anyOrigin,
  );
}

/** `GET /{tenant}/v2.0/.well-known/openid-configuration`. Throws `SignInError` 90002. */
export function openIdConfiguration(
  { origin, tokens }: EntraContext,
  authority: string,
): WireResponse {
  const tenant = authorityTenant(authority);
  const base = `${origin}/${authority}`;
  return json(
    200,
    {
      // The shared authorities name no tenant: the braces stand there literally, as in Entra.
      issuer: tokens.issuer(tenant?.id ?? "{tenantid}"),
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ["query", "fragment", "form_post"],
      response_types_supported: ["code"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      claims_supported: ["sub", "iss", "aud", "exp", "iat", "nonce", "name", "oid", "tid"],
      tenant_region_scope: "EU",
      cloud_instance_name: new URL(origin).host,
      msgraph_host: "graph.microsoft.com",
    },
    anyOrigin,
  );
}

/** `GET /{tenant}/discovery/v2.0/keys`. */
export function keys({ tokens }: EntraContext): WireResponse {
  return json(200, tokens.jwks(), anyOrigin);
}
