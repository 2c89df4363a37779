import type { Clock } from "../../server/lib/clock.ts";
import type { SandboxUser } from "../tenants.ts";
import { SignInError } from "./errors.ts";
import type { RequestedScopes } from "./scopes.ts";
import { grantedScopes, scopesWithoutConsent, userState, type EntraState } from "./state.ts";
import { clientInfo, TOKEN_SECONDS, type RefreshGrant, type Tokens } from "./tokens.ts";

/** What the parts of the sign-in stand-in share. `state` is asked at each use, since a restore replaces it. */
export interface EntraContext {
  readonly clock: Clock;
  /** Origin of the sign-in pages and endpoints, e.g. `https://localhost:3000`. */
  readonly origin: string;
  readonly tokens: Tokens;
  state(): EntraState;
}

/** The challenge that a client must carry into an interactive sign-in. */
export const challengeClaims = JSON.stringify({
  access_token: {
    capolids: { essential: true, values: ["3f1a2b4c-0000-4000-8000-00000000caca"] },
  },
});

/** Whether a request's `claims` parameter answers the challenge; other claims ask for nothing here. */
export function answersChallenge(claims: string | undefined): boolean {
  return claims?.includes("capolids") === true;
}

/**
 * The scopes of the request that are granted: by `/.default` all of that resource, also those that the
 * registration does not name and that were asked for by themselves (incremental consent). Throws
 * `SignInError` 65001 where a named one is not, or where `/.default` finds none.
 */
export function consentedNames(
  state: EntraState,
  user: SandboxUser,
  scopes: RequestedScopes,
): readonly string[] {
  const missing = scopesWithoutConsent(state, user, scopes.names);
  const granted = scopes.everything
    ? grantedScopes(state, user).filter((name) => name.startsWith(`${scopes.resource}/`))
    : scopes.names;
  const refused = scopes.everything ? granted.length === 0 : missing.length > 0;
  if (refused) throw new SignInError(65001, `Missing: ${missing.join(" ")}`);
  return granted;
}

/** Throws `SignInError` 50076 with its challenge where a policy asks this person for more than was shown. */
export function requirePolicy(state: EntraState, userId: string, multiFactor: boolean): void {
  if (userState(state, userId).challenged && !multiFactor) {
    throw new SignInError(50076, undefined, challengeClaims);
  }
}

/** A person's grant, whichever way it was come by. */
export interface PersonGrant {
  readonly user: SandboxUser;
  readonly clientId: string;
  readonly scopes: RequestedScopes;
  readonly confidential: boolean;
  readonly singlePage: boolean;
  readonly multiFactor: boolean;
  readonly nonce?: string;
  /** The refresh token used, where one was. */
  readonly previous?: RefreshGrant;
}

/** The token endpoint's body for a person: access token and what the OpenID scopes ask for. */
export async function personTokens(
  context: EntraContext,
  grant: PersonGrant,
): Promise<Record<string, unknown>> {
  const { user, clientId, scopes } = grant;
  const { tokens } = context;
  requirePolicy(context.state(), user.id, grant.multiFactor);
  const names = consentedNames(context.state(), user, scopes);
  const wants = (scope: string): boolean => scopes.openId.includes(scope);
  const identity = wants("openid")
    ? { id_token: await tokens.id(user, clientId, grant.nonce) }
    : {};
  return {
    token_type: "Bearer",
    scope: [...names, ...scopes.openId.filter((scope) => scope !== "offline_access")].join(" "),
    expires_in: TOKEN_SECONDS,
    ext_expires_in: TOKEN_SECONDS,
    access_token: await tokens.access(user, scopes.resource, names, grant),
    client_info: clientInfo(user),
    ...identity,
    ...(wants("offline_access")
      ? { refresh_token: tokens.refresh(user, pickRefresh(grant), grant.previous) }
      : {}),
  };
}

function pickRefresh({
  clientId,
  singlePage,
  multiFactor,
}: PersonGrant): Pick<RefreshGrant, "clientId" | "singlePage" | "multiFactor"> {
  return { clientId, singlePage, multiFactor };
}
