import type { JWTPayload } from "jose";
import type { Clock } from "../../server/lib/clock.ts";
import type { SandboxUser } from "../tenants.ts";
import { json, type WireHandler, type WireRequest, type WireResponse } from "../wire.ts";
import { adminConsent } from "./admin-consent.ts";
import { authorize, requestFields } from "./authorize.ts";
import { brokerToken, type BrokerError, type BrokerRequest, type BrokerToken } from "./broker.ts";
import { instanceDiscovery, keys, openIdConfiguration } from "./discovery.ts";
import { errorResponse, SignInError } from "./errors.ts";
import type { EntraContext } from "./grants.ts";
import { signedOutPage } from "./pages.ts";
import { EXCHANGE, exchangeRoles, redirectUrisOf, type RedirectUris } from "./registration.ts";
import { parseScopes } from "./scopes.ts";
import { signOut } from "./sessions.ts";
import { initialState, initialSwitches, type EntraState } from "./state.ts";
import { createSwitches, type SignInSwitches } from "./switches.ts";
import { tokenEndpoint } from "./token-endpoint.ts";
import { createTokens, graphAudiences, type TokenOptions } from "./tokens.ts";

export interface EntraDeps {
  /** Origin of the sign-in, e.g. `https://localhost:3000` or `https://login.microsoftonline.com`. */
  readonly origin: string;
  /** Origin of the add-in's pages: decides the registered redirect URIs. */
  readonly productOrigin: string;
  /** Redirect URIs of the platform "Web"; absent: none is registered, as the product needs none. */
  readonly web?: readonly string[];
  readonly clock: Clock;
}

/** Who calls Graph, by the token. */
export interface GraphCaller {
  readonly tenantId: string;
  /** `null` for the application itself. */
  readonly userId: string | null;
  readonly appId: string;
  readonly scopes: string[];
  readonly roles: string[];
  /** Seconds since the epoch. */
  readonly issuedAt: number;
}

/** The stand-in for Microsoft Entra ID. */
export interface Entra {
  readonly handle: WireHandler;
  readonly switches: SignInSwitches;
  /** A token for a person as if he had signed in; `scopes` as in a request, nothing is checked. */
  issueToken(user: SandboxUser, scopes: readonly string[], options?: TokenOptions): Promise<string>;
  /** The same for the application, with exactly these roles, e.g. `Calendars.ReadWrite`. */
  issueAppToken(
    tenantId: string,
    roles: readonly string[],
    options?: TokenOptions,
  ): Promise<string>;
  /** The claims of a valid token. Throws jose's errors. */
  verify(token: string, audience: string | readonly string[]): Promise<JWTPayload>;
  /** What Graph does with a bearer token. Throws where it is not valid for Graph. */
  verifyGraphToken(bearer: string): Promise<GraphCaller>;
  /** Whether Exchange Online lets an application send mail with this token (XOAUTH2). */
  acceptsExchangeToken(bearer: string): Promise<boolean>;
  broker(request: BrokerRequest): Promise<BrokerToken | BrokerError>;
  /** Everything to its first state but the keys, which servers have read by now. */
  reset(): void;
  snapshot(): EntraState;
  restore(state: EntraState): void;
}

/** Whether a path belongs to the sign-in, which answers at the root of its origin as the real one does. */
export function isSignInPath(path: string): boolean {
  return /^\/(?:common|organizations|consumers|[0-9a-f-]{36}|[\w-]+\.[\w.-]+)\/(?:oauth2\/|v2\.0\/|discovery\/)/i.test(
    path,
  );
}

function words(claim: unknown): string[] {
  return typeof claim === "string" ? claim.split(" ").filter((word) => word !== "") : [];
}

async function route(
  context: EntraContext,
  uris: RedirectUris,
  wire: WireRequest,
): Promise<WireResponse> {
  const [path = "", query] = wire.url.split("?");
  const [, authority = "", ...rest] = path.split("/");
  switch (rest.join("/").toLowerCase()) {
    case "discovery/instance":
      return instanceDiscovery(context, new URLSearchParams(query));
    case "v2.0/.well-known/openid-configuration":
      return openIdConfiguration(context, authority);
    case "discovery/v2.0/keys":
    case "discovery/keys":
      return keys(context);
    case "oauth2/v2.0/authorize":
      return authorize(context, uris, authority, wire);
    case "oauth2/v2.0/token":
      return tokenEndpoint(context, uris, authority, wire);
    case "v2.0/adminconsent":
      return adminConsent(context, uris, authority, wire);
    case "oauth2/v2.0/logout":
      return logout(context, uris, wire);
    default:
      return json(404, { error: `The sandbox's sign-in has nothing at ${path}.` });
  }
}

function logout(context: EntraContext, uris: RedirectUris, wire: WireRequest): WireResponse {
  const headers = signOut(context.state(), wire);
  const target = requestFields(wire).get("post_logout_redirect_uri");
  const origins = [...uris.singlePage, ...uris.web].map((uri) => new URL(uri).origin);
  if (target !== null && URL.canParse(target) && origins.includes(new URL(target).origin)) {
    return { status: 302, headers: { location: target, ...headers }, body: "" };
  }
  const page = signedOutPage();
  return { ...page, headers: { ...page.headers, ...headers } };
}

export function createEntra({ origin, productOrigin, web, clock }: EntraDeps): Entra {
  let remembered: EntraState | undefined;
  // Made at first use: a restored sandbox needs no new keys.
  const state = (): EntraState => (remembered ??= initialState());
  const tokens = createTokens(clock, origin, state);
  const context: EntraContext = { clock, origin, tokens, state };
  const uris = redirectUrisOf(productOrigin, web);

  return {
    handle: async (wire) => {
      try {
        return await route(context, uris, wire);
      } catch (error) {
        if (error instanceof SignInError) return errorResponse(error, clock.now(), {});
        throw error;
      }
    },
    switches: createSwitches(state),
    issueToken: (user, scopes, options) => {
      const { resource, names } = parseScopes(scopes.join(" "));
      return tokens.access(user, resource, names, options);
    },
    issueAppToken: (tenantId, roles, options) =>
      tokens.appAccess(tenantId, graphAudiences[0] ?? "", roles, options),
    verify: (token, audience) => tokens.verify(token, audience),
    verifyGraphToken: async (bearer) => {
      const claims = await tokens.verify(bearer, graphAudiences);
      return {
        tenantId: String(claims["tid"]),
        userId: claims["idtyp"] === "app" ? null : String(claims["oid"]),
        appId: String(claims["appid"]),
        scopes: words(claims["scp"]),
        roles: Array.isArray(claims["roles"]) ? claims["roles"].map(String) : [],
        issuedAt: Number(claims.iat),
      };
    },
    acceptsExchangeToken: async (bearer) => {
      try {
        const { roles } = await tokens.verify(bearer, EXCHANGE);
        return Array.isArray(roles) && exchangeRoles.some((role) => roles.includes(role));
      } catch {
        return false;
      }
    },
    broker: (request) => brokerToken(context, uris, request),
    reset: () => {
      remembered = { ...state(), ...initialSwitches() };
    },
    snapshot: () => structuredClone(state()),
    restore: (snapshot) => {
      remembered = structuredClone(snapshot);
    },
  };
}
