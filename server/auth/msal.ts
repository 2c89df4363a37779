import { createHash, createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import {
  ConfidentialClientApplication,
  type AuthenticationResult,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
  type NodeAuthOptions,
} from "@azure/msal-node";
import { SignJWT } from "jose";
import type { Clock } from "../lib/clock.ts";
import type { ClientCredential } from "../lib/credential.ts";
import { systemClock } from "../lib/clock.ts";
import { authErrorFrom } from "./aadsts.ts";
import { AuthError } from "./errors.ts";

/** The application as Entra knows it; asked at each use. @throws AuthError where there is none. */
export type WhoWeAre = () => EntraClient;

export interface EntraClient {
  readonly clientId: string;
  /** Origin of the sign-in service. */
  readonly authorityHost: string;
  readonly credential: ClientCredential;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresAtMs: number;
  readonly scopes: readonly string[];
}

/** Asks MSAL of one tenant for a token. @throws AuthError */
export type RequestToken = (
  tenantId: string,
  ask: (app: ConfidentialClientApplication) => Promise<AuthenticationResult | null>,
) => Promise<IssuedToken>;

const TIMEOUT_MS = 20_000;
const ASSERTION_SECONDS = 300;

/**
 * MSAL with everything injected that it would take from its surroundings: network, clock and cache.
 * Each request has an application object of its own, so no person's tokens meet another's in memory.
 */
export function createTokenRequests(deps: {
  readonly entra: WhoWeAre;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}): RequestToken {
  const { clock } = deps;

  return async (tenantId, ask) => {
    const entra = deps.entra();
    const network = networkOver(deps.fetch);
    const app = new ConfidentialClientApplication({
      auth: { ...authority(entra, tenantId), ...proof(entra, tenantId, clock) },
      system: { networkClient: network },
    });
    try {
      const result = await ask(app);
      if (result === null) throw new AuthError("unavailable", "MSAL answered nothing");
      return issued(result, clock);
    } catch (error) {
      throw authErrorFrom(network.failure() ?? error, network.retryAfterMs());
    }
  };
}

/** `expiresOn` is told by the system's clock, ours may be another one: only the difference counts. */
function issued(result: AuthenticationResult, clock: Clock): IssuedToken {
  const lifetimeMs = (result.expiresOn?.getTime() ?? 0) - systemClock.now();
  return {
    token: result.accessToken,
    expiresAtMs: clock.now() + lifetimeMs,
    scopes: result.scopes,
  };
}

/** Addresses as Entra lays them out, stated rather than discovered: one request less, no surprise. */
function authority({ clientId, authorityHost }: EntraClient, tenantId: string): NodeAuthOptions {
  const base = `${authorityHost}/${tenantId}`;
  return {
    clientId,
    authority: base,
    knownAuthorities: [new URL(authorityHost).host],
    authorityMetadata: JSON.stringify({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: tokenEndpoint(authorityHost, tenantId),
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    }),
    // We understand claims challenges: Graph may end a token early and say why.
    clientCapabilities: ["CP1"],
  };
}

function tokenEndpoint(authorityHost: string, tenantId: string): string {
  return `${authorityHost}/${tenantId}/oauth2/v2.0/token`;
}

function proof(entra: EntraClient, tenantId: string, clock: Clock): Partial<NodeAuthOptions> {
  const { credential } = entra;
  if (credential.kind === "secret") return { clientSecret: credential.secret };
  const audience = tokenEndpoint(entra.authorityHost, tenantId);
  return { clientAssertion: () => signAssertion(entra.clientId, audience, credential, clock) };
}

/**
 * The signed statement that stands for a secret ("Microsoft identity platform application
 * authentication certificate credentials"). Ours rather than MSAL's, which dates it by the system.
 */
function signAssertion(
  clientId: string,
  audience: string,
  { certificatePem, keyPem }: Extract<ClientCredential, { kind: "certificate" }>,
  clock: Clock,
): Promise<string> {
  const der = new X509Certificate(certificatePem).raw;
  const nowSeconds = Math.floor(clock.now() / 1000);
  return new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: audience,
    jti: randomUUID(),
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + ASSERTION_SECONDS,
  })
    .setProtectedHeader({
      alg: "PS256",
      typ: "JWT",
      "x5t#S256": createHash("sha256").update(der).digest("base64url"),
    })
    .sign(createPrivateKey(keyPem));
}

interface Network extends INetworkModule {
  /** What the last answer said about when to come back. */
  retryAfterMs(): number | undefined;
  /** Why the last request came to nothing, which MSAL keeps to itself; `undefined` where it was answered. */
  failure(): unknown;
}

function networkOver(fetch: typeof globalThis.fetch): Network {
  let retryAfterMs: number | undefined;
  let failure: unknown;
  const sendOnce = async <T>(
    method: "GET" | "POST",
    url: string,
    { headers = {}, body }: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> => {
    const response = await fetch(url, {
      method,
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body }),
    });
    const seconds = Number(response.headers.get("retry-after"));
    retryAfterMs = seconds > 0 ? seconds * 1000 : undefined;
    // MSAL checks what it reads; an answer that is not JSON (a proxy's page) fails here.
    const answer: unknown = await response.json();
    // MSAL would take it for a missing token, and a gateway's hiccup would sign the person out.
    if (!response.ok && !isOAuthError(answer)) {
      throw new Error(`the sign-in service answered ${response.status} and did not say why`);
    }
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: answer as T,
    };
  };
  const send: typeof sendOnce = async (...request) => {
    failure = undefined;
    try {
      return await sendOnce(...request);
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  return {
    failure: () => failure,
    retryAfterMs: () => retryAfterMs,
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}

function isOAuthError(answer: unknown): boolean {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return false;
  return typeof answer.error === "string";
}
