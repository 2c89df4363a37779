import { createHash, createHmac, createPrivateKey, randomUUID, timingSafeEqual } from "node:crypto";
import * as jose from "jose";
import type { Clock } from "../../server/lib/clock.ts";
import { application, type SandboxUser } from "../tenants.ts";
import { SignInError } from "./errors.ts";
import { GRAPH } from "./registration.ts";
import { shortName } from "./scopes.ts";
import { userState, type EntraState } from "./state.ts";

/** Access tokens and id tokens live an hour. */
export const TOKEN_SECONDS = 3600;
const DAY_MS = 86_400_000;
/** A confidential client's refresh token ends after 90 days without use. */
const REFRESH_DAYS = 90;
/** A single-page application's ends 24 hours after the sign-in, used or not. */
const SINGLE_PAGE_REFRESH_DAYS = 1;
/** Clocks of services differ a little. */
const TOLERANCE_SECONDS = 300;
/** Tokens whose signature is known to be right. */
const VERIFIED_MAX = 10_000;
const GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000";

/** How a token is to be made, beyond user and scopes. */
export interface TokenOptions {
  readonly clientId?: string;
  readonly lifetimeSeconds?: number;
  /** The person passed multi-factor authentication. */
  readonly multiFactor?: boolean;
  /** The client proved itself by secret or certificate. */
  readonly confidential?: boolean;
}

/** What a refresh token carries. */
export interface RefreshGrant {
  readonly userId: string;
  readonly clientId: string;
  readonly singlePage: boolean;
  readonly multiFactor: boolean;
  readonly generation: number;
  readonly expiresAtMs: number;
}

/** Makes and checks every kind of token. `state` is asked at each call, since a restore replaces it. */
export interface Tokens {
  /** Public keys, as served by the keys endpoint. */
  jwks(): { keys: jose.JWK[] };
  /** Issuer of v2 tokens of a tenant. */
  issuer(tenantId: string): string;
  /** An access token for a person; `resource` is `GRAPH` (v1 format) or our API (v2 format). */
  access(
    user: SandboxUser,
    resource: string,
    names: readonly string[],
    options?: TokenOptions,
  ): Promise<string>;
  /** An access token for the application itself. */
  appAccess(
    tenantId: string,
    resource: string,
    roles: readonly string[],
    options?: TokenOptions,
  ): Promise<string>;
  id(user: SandboxUser, clientId: string, nonce?: string): Promise<string>;
  /** A refresh token. `previous` is the one it replaces. */
  refresh(
    user: SandboxUser,
    options: Pick<RefreshGrant, "clientId" | "singlePage" | "multiFactor">,
    previous?: RefreshGrant,
  ): string;
  /** Opens a refresh token. Throws `SignInError` 9002313, 50173, 700082 or 700084. */
  openRefresh(token: string): RefreshGrant;
  /** The claims of a token whose signature, issuer, audience and time are right. Throws jose's errors. */
  verify(token: string, audience: string | readonly string[]): Promise<jose.JWTPayload>;
}

/** `client_info`: from it MSAL builds the home account id. */
export function clientInfo(user: SandboxUser): string {
  return Buffer.from(JSON.stringify({ uid: user.id, utid: user.tenantId })).toString("base64url");
}

/** The pairwise subject: the same person has another one at another client. */
function subject(id: string, clientId: string): string {
  return createHash("sha256").update(`${id} ${clientId}`).digest("base64url");
}

export function createTokens(clock: Clock, origin: string, state: () => EntraState): Tokens {
  const issuer = (tenantId: string): string => `${origin}/${tenantId}/v2.0`;
  const jwks = (): { keys: jose.JWK[] } => {
    const { kty, n, e } = state().signingKey;
    if (kty === undefined || n === undefined || e === undefined) {
      throw new Error("The sandbox's signing key is no RSA key.");
    }
    return { keys: [{ kty, n, e, kid: state().keyId, use: "sig", alg: "RS256" }] };
  };

  const sign = (claims: jose.JWTPayload, lifetimeSeconds: number): Promise<string> => {
    const now = Math.floor(clock.now() / 1000);
    return new jose.SignJWT({ ...claims, iat: now, nbf: now, exp: now + lifetimeSeconds })
      .setProtectedHeader({ alg: "RS256", kid: state().keyId, typ: "JWT" })
      .sign(createPrivateKey({ key: state().signingKey, format: "jwk" }));
  };

  /** Which of the two token formats a resource gets: Graph's registration asks for v1, ours for v2. */
  const format = (
    resource: string,
    tenantId: string,
    clientId: string,
    proof: "0" | "1",
  ): jose.JWTPayload => {
    const common = { tid: tenantId, uti: randomUUID() };
    return resource === GRAPH
      ? {
          ...common,
          aud: GRAPH,
          iss: `https://sts.windows.net/${tenantId}/`,
          appid: clientId,
          appidacr: proof,
          ver: "1.0",
        }
      : {
          ...common,
          aud: application.clientId,
          iss: issuer(tenantId),
          azp: clientId,
          azpacr: proof,
          ver: "2.0",
        };
  };

  /** The company's administrators gave themselves the application's role, unless that was taken back. */
  const hasRole = ({ id, administrator }: SandboxUser): boolean =>
    administrator && userState(state(), id).withoutRole !== true;

  /** A client presents the same token hundreds of times; its signature is looked at once. */
  const verified = new Map<
    string,
    { readonly keyId: string; readonly audience: string; readonly claims: jose.JWTPayload }
  >();

  const seal = (payload: string): string =>
    createHmac("sha256", Buffer.from(state().sealKey, "base64url"))
      .update(payload)
      .digest("base64url");

  return {
    jwks,
    issuer,
    access: (user, resource, names, options = {}) => {
      const clientId = options.clientId ?? application.clientId;
      const proof = options.confidential === true ? "1" : "0";
      return sign(
        {
          ...format(resource, user.tenantId, clientId, proof),
          oid: user.id,
          sub: subject(user.id, resource),
          name: user.name,
          scp: names.map(shortName).join(" "),
          amr: options.multiFactor === true ? ["pwd", "mfa"] : ["pwd"],
          ...(resource === GRAPH
            ? { upn: user.address, unique_name: user.address, idtyp: "user" }
            : {
                preferred_username: user.address,
                ...(hasRole(user) ? { roles: ["Administrator"] } : {}),
              }),
        },
        options.lifetimeSeconds ?? TOKEN_SECONDS,
      );
    },
    appAccess: (tenantId, resource, roles, options = {}) => {
      const clientId = options.clientId ?? application.clientId;
      const servicePrincipal = subject(tenantId, clientId);
      return sign(
        {
          ...format(resource, tenantId, clientId, "1"),
          oid: servicePrincipal,
          sub: servicePrincipal,
          idtyp: "app",
          // Where nothing was agreed to, the claim is not there at all.
          ...(roles.length === 0 ? {} : { roles: [...roles] }),
        },
        options.lifetimeSeconds ?? TOKEN_SECONDS,
      );
    },
    id: (user, clientId, nonce) =>
      sign(
        {
          aud: clientId,
          iss: issuer(user.tenantId),
          tid: user.tenantId,
          oid: user.id,
          sub: subject(user.id, clientId),
          name: user.name,
          preferred_username: user.address,
          uti: randomUUID(),
          ver: "2.0",
          ...(nonce === undefined ? {} : { nonce }),
        },
        TOKEN_SECONDS,
      ),
    refresh: (user, options, previous) => {
      const days = options.singlePage ? SINGLE_PAGE_REFRESH_DAYS : REFRESH_DAYS;
      const grant: RefreshGrant = {
        ...options,
        userId: user.id,
        generation: userState(state(), user.id).generation,
        // Using it prolongs a confidential client's, never a single-page application's.
        expiresAtMs:
          options.singlePage && previous !== undefined
            ? previous.expiresAtMs
            : clock.now() + days * DAY_MS,
      };
      const payload = Buffer.from(JSON.stringify({ ...grant, salt: randomUUID() })).toString(
        "base64url",
      );
      return `1.${payload}.${seal(payload)}`;
    },
    openRefresh: (token) => {
      const [, payload = "", signature = ""] = token.split(".");
      const expected = Buffer.from(seal(payload));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new SignInError(9002313, "The refresh token is unknown.");
      }
      // Sealed by this module, so its shape is known.
      const grant = JSON.parse(Buffer.from(payload, "base64url").toString()) as RefreshGrant;
      const user = userState(state(), grant.userId);
      if (grant.generation !== user.generation) {
        throw new SignInError(user.ended === "revoked" ? 50173 : 700082);
      }
      if (grant.expiresAtMs <= clock.now()) {
        throw new SignInError(grant.singlePage ? 700084 : 700082);
      }
      return grant;
    },
    verify: async (token, audience) => {
      const known = verified.get(token);
      if (known?.keyId === state().keyId && known.audience === String(audience)) {
        checkTime(known.claims, clock.now());
        return known.claims;
      }
      const { tid } = jose.decodeJwt(token);
      const { payload } = await jose.jwtVerify(token, jose.createLocalJWKSet(jwks()), {
        algorithms: ["RS256"],
        audience: [audience].flat(),
        issuer: [issuer(String(tid)), `https://sts.windows.net/${String(tid)}/`],
        currentDate: new Date(clock.now()),
        clockTolerance: TOLERANCE_SECONDS,
      });
      if (verified.size >= VERIFIED_MAX) verified.clear();
      verified.set(token, { keyId: state().keyId, audience: String(audience), claims: payload });
      return payload;
    },
  };
}

/** The part of a check that a second look at a token cannot leave out. Throws jose's errors. */
function checkTime(claims: jose.JWTPayload, nowMs: number): void {
  const { exp = 0, nbf = 0 } = claims;
  const now = Math.floor(nowMs / 1000);
  if (exp <= now - TOLERANCE_SECONDS) {
    throw new jose.errors.JWTExpired('"exp" claim timestamp check failed', claims, "exp");
  }
  if (nbf > now + TOLERANCE_SECONDS) {
    throw new jose.errors.JWTClaimValidationFailed(
      '"nbf" claim timestamp check failed',
      claims,
      "nbf",
    );
  }
}

/** The audiences that mean Graph. */
export const graphAudiences: readonly string[] = [GRAPH, GRAPH_APP_ID];
