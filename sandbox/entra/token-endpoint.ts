import { createHash, X509Certificate } from "node:crypto";
import * as jose from "jose";
import { application, type SandboxTenant } from "../tenants.ts";
import { json, type WireRequest, type WireResponse } from "../wire.ts";
import { errorResponse, SignInError } from "./errors.ts";
import { personTokens, type EntraContext } from "./grants.ts";
import { authorityTenant, memberOf, requireAudience } from "./authority.ts";
import { addableRoles, EXCHANGE, exchangeRoles, type RedirectUris } from "./registration.ts";
import { parseScopes, shortName } from "./scopes.ts";
import { tenantState } from "./state.ts";
import { TOKEN_SECONDS } from "./tokens.ts";

const ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** One request to the token endpoint, read. */
interface TokenRequest {
  readonly form: URLSearchParams;
  /** `undefined` on /common and /organizations. */
  readonly tenant: SandboxTenant | undefined;
  readonly endpoint: string;
  readonly crossOrigin: boolean;
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === "") throw new SignInError(900144, `Add "${name}" to the form.`);
  return value;
}

function ownTenant(request: TokenRequest): SandboxTenant {
  if (request.tenant === undefined) throw new SignInError(9001023);
  return request.tenant;
}

/** Checks the secret, or a client assertion signed by one of the registered certificates. */
async function proveClient(context: EntraContext, { form, endpoint }: TokenRequest): Promise<void> {
  const secret = form.get("client_secret");
  const assertion = form.get("client_assertion");
  if (assertion === null || assertion === "") {
    if (secret === null || secret === "") throw new SignInError(7000218);
    if (secret !== application.secret) throw new SignInError(7000215);
    return;
  }
  for (const pem of context.state().certificates) {
    const checked = await jose
      .jwtVerify(assertion, new X509Certificate(pem).publicKey, {
        algorithms: ["PS256", "RS256"],
        issuer: application.clientId,
        subject: application.clientId,
        audience: endpoint,
        currentDate: new Date(context.clock.now()),
        clockTolerance: 300,
      })
      .catch(() => undefined);
    if (checked !== undefined) return;
  }
  throw new SignInError(700027);
}

/** What was issued to a browser is redeemed by a browser, which sends its origin; anything else is not. */
async function proveRedeemer(
  context: EntraContext,
  request: TokenRequest,
  singlePage: boolean,
): Promise<void> {
  if (singlePage && !request.crossOrigin) throw new SignInError(9002327);
  if (!singlePage && request.crossOrigin) throw new SignInError(9002326);
  if (!singlePage) await proveClient(context, request);
}

async function redeemCode(context: EntraContext, request: TokenRequest): Promise<unknown> {
  const { form } = request;
  const code = required(form, "code");
  const { codes } = context.state();
  const grant = codes[code];
  if (
    grant === undefined ||
    grant.expiresAtMs <= context.clock.now() ||
    grant.redirectUri !== form.get("redirect_uri")
  ) {
    throw new SignInError(70008);
  }
  await proveRedeemer(context, request, grant.singlePage);
  // A code works once, whether or not what follows succeeds.
  context.state().codes = Object.fromEntries(
    Object.entries(codes).filter(([other]) => other !== code),
  );
  if (grant.challenge !== undefined) {
    const verifier = form.get("code_verifier") ?? "";
    if (createHash("sha256").update(verifier).digest("base64url") !== grant.challenge) {
      throw new SignInError(501481);
    }
  }
  return personTokens(context, {
    user: memberOf(request.tenant, grant.userId),
    clientId: grant.clientId,
    scopes: parseScopes(form.get("scope") ?? grant.scope),
    confidential: !grant.singlePage,
    singlePage: grant.singlePage,
    multiFactor: grant.multiFactor,
    ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
  });
}

async function refresh(context: EntraContext, request: TokenRequest): Promise<unknown> {
  const previous = context.tokens.openRefresh(required(request.form, "refresh_token"));
  await proveRedeemer(context, request, previous.singlePage);
  // The answer always carries the next refresh token, as Entra's does.
  const scopes = parseScopes(`${request.form.get("scope") ?? ""} offline_access`);
  return personTokens(context, {
    user: memberOf(request.tenant, previous.userId),
    clientId: previous.clientId,
    scopes,
    confidential: !previous.singlePage,
    singlePage: previous.singlePage,
    multiFactor: previous.multiFactor,
    previous,
  });
}

async function clientCredentials(context: EntraContext, request: TokenRequest): Promise<unknown> {
  const tenant = ownTenant(request);
  await proveClient(context, request);
  const scopes = parseScopes(required(request.form, "scope"));
  if (!scopes.everything) {
    throw new SignInError(70011, "Client credentials ask for {resource}/.default.");
  }
  const { roles, notInstalled } = tenantState(context.state(), tenant.id);
  // Being there is enough: what nobody agreed to is left out of the token, and is no reason to refuse it.
  if (notInstalled === true) throw new SignInError(7000229);
  const ofResource = scopes.resource === EXCHANGE ? exchangeRoles : addableRoles;
  return {
    token_type: "Bearer",
    expires_in: TOKEN_SECONDS,
    ext_expires_in: TOKEN_SECONDS,
    access_token: await context.tokens.appAccess(
      tenant.id,
      scopes.resource,
      roles.filter((role) => ofResource.includes(role)).map(shortName),
    ),
  };
}

async function onBehalfOf(context: EntraContext, request: TokenRequest): Promise<unknown> {
  const tenant = ownTenant(request);
  await proveClient(context, request);
  if (required(request.form, "requested_token_use") !== "on_behalf_of") {
    throw new SignInError(900144, 'requested_token_use must be "on_behalf_of".');
  }
  const claims = await openAssertion(context, required(request.form, "assertion"));
  if (claims["tid"] !== tenant.id || typeof claims["scp"] !== "string") {
    throw new SignInError(50013, "It must be a person's access token of this tenant.");
  }
  const methods: unknown = claims["amr"];
  return personTokens(context, {
    user: memberOf(tenant, String(claims["oid"])),
    clientId: application.clientId,
    scopes: parseScopes(required(request.form, "scope")),
    confidential: true,
    singlePage: false,
    multiFactor: Array.isArray(methods) && methods.includes("mfa"),
  });
}

async function openAssertion(context: EntraContext, assertion: string): Promise<jose.JWTPayload> {
  try {
    return await context.tokens.verify(assertion, application.clientId);
  } catch (error) {
    if (error instanceof jose.errors.JWTExpired) throw new SignInError(500133);
    if (error instanceof jose.errors.JWTClaimValidationFailed && error.claim === "aud") {
      throw new SignInError(500131);
    }
    throw new SignInError(50013);
  }
}

/** The answer to a browser's preflight and the headers that let a registered origin read the reply. */
function crossOriginHeaders(
  origin: string | undefined,
  uris: RedirectUris,
): Record<string, string> {
  const known = uris.singlePage.some((uri) => new URL(uri).origin === origin);
  return origin !== undefined && known
    ? { "access-control-allow-origin": origin, vary: "Origin" }
    : {};
}

/** `POST /{tenant}/oauth2/v2.0/token`: every grant the product uses. */
export async function tokenEndpoint(
  context: EntraContext,
  uris: RedirectUris,
  authority: string,
  wire: WireRequest,
): Promise<WireResponse> {
  const origin = wire.headers["origin"];
  const headers = { ...crossOriginHeaders(origin, uris), "cache-control": "no-store" };
  if (wire.method === "OPTIONS") {
    return {
      status: 204,
      headers: {
        ...headers,
        "access-control-allow-methods": "POST, OPTIONS",
        "access-control-allow-headers": wire.headers["access-control-request-headers"] ?? "",
      },
      body: "",
    };
  }
  try {
    const form = new URLSearchParams(wire.body);
    const request: TokenRequest = {
      form,
      tenant: authorityTenant(authority),
      endpoint: `${context.origin}/${authority}/oauth2/v2.0/token`,
      crossOrigin: origin !== undefined,
    };
    const clientId = required(form, "client_id");
    if (clientId !== application.clientId) throw new SignInError(700016, `Client "${clientId}".`);
    requireAudience(context.state(), request.tenant?.id);
    return json(200, await byGrant(context, request), headers);
  } catch (error) {
    if (error instanceof SignInError) return errorResponse(error, context.clock.now(), headers);
    throw error;
  }
}

function byGrant(context: EntraContext, request: TokenRequest): Promise<unknown> {
  switch (required(request.form, "grant_type")) {
    case "authorization_code":
      return redeemCode(context, request);
    case "refresh_token":
      return refresh(context, request);
    case "client_credentials":
      return clientCredentials(context, request);
    case ON_BEHALF_OF:
      return onBehalfOf(context, request);
    default:
      throw new SignInError(70003);
  }
}
