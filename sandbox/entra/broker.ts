import { application } from "../tenants.ts";
import { requireAudience } from "./authority.ts";
import { SignInError } from "./errors.ts";
import { answersChallenge, personTokens, type EntraContext } from "./grants.ts";
import { API_SCOPE, findUser, type RedirectUris } from "./registration.ts";
import { parseScopes } from "./scopes.ts";
import { install, scopesWithoutConsent, tenantState, userState } from "./state.ts";

/** What Outlook asks its broker for, on behalf of an add-in (nested app authentication). */
export interface BrokerRequest {
  /** Object id or address of the mailbox's owner. */
  readonly user: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The `claims` of the request, a challenge passed on. */
  readonly claims?: string;
  /** `GetTokenPopup` rather than `GetToken`: the person may be asked. */
  readonly interactive?: boolean;
  /** Origin of the add-in's page; where given it must be a registered broker redirect. */
  readonly origin?: string;
}

export interface BrokerToken {
  readonly token: {
    readonly access_token: string;
    readonly id_token: string;
    readonly expires_in: number;
    readonly scope: string;
    readonly properties: null;
  };
  readonly account: {
    readonly homeAccountId: string;
    readonly environment: string;
    readonly tenantId: string;
    readonly username: string;
    readonly localAccountId: string;
    readonly name: string;
  };
}

/** An error as msal-browser's bridge expects it. */
export interface BrokerError {
  readonly error: {
    readonly status: "USER_INTERACTION_REQUIRED" | "ACCOUNT_UNAVAILABLE" | "PERSISTENT_ERROR";
    readonly code: string;
    readonly subError?: string;
    readonly description: string;
  };
}

const silentRemedies: ReadonlySet<number> = new Set([50076, 65001]);

function brokerError(failure: SignInError, interactive: boolean): BrokerError {
  const asks = !interactive && silentRemedies.has(failure.code);
  return {
    error: {
      status: asks ? "USER_INTERACTION_REQUIRED" : "PERSISTENT_ERROR",
      code: failure.oauthError,
      description: failure.message,
      ...(failure.suberror === undefined ? {} : { subError: failure.suberror }),
    },
  };
}

/** The person in front of Outlook consents and passes the second factor, where he may. */
function interact(context: EntraContext, userId: string, names: readonly string[]): void {
  const user = findUser(userId);
  if (user === undefined) return;
  const state = context.state();
  const missing = scopesWithoutConsent(state, user, names);
  if (missing.length === 0) return;
  const tenant = tenantState(state, user.tenantId);
  if (tenant.userConsent !== "allowed" && !user.administrator) throw new SignInError(90094);
  userState(state, user.id).scopes.push(...missing);
  install(tenant);
}

/** A token for the owner of the mailbox, or the bridge's error. Never throws a `SignInError`. */
export async function brokerToken(
  context: EntraContext,
  uris: RedirectUris,
  request: BrokerRequest,
): Promise<BrokerToken | BrokerError> {
  const interactive = request.interactive === true;
  const user = findUser(request.user);
  if (user === undefined) {
    return {
      error: {
        status: "ACCOUNT_UNAVAILABLE",
        code: "account_unavailable",
        description: `Nobody in the sandbox is "${request.user}".`,
      },
    };
  }
  try {
    if (request.clientId !== application.clientId) throw new SignInError(700016);
    requireAudience(context.state(), user.tenantId);
    const redirectUri = request.origin?.replace(/^https?/, "brk-multihub");
    if (redirectUri !== undefined && !uris.broker.includes(redirectUri)) {
      throw new SignInError(50011, `Register "${redirectUri}".`);
    }
    const asked = request.scopes.join(" ");
    const scopes = parseScopes(`${asked === "" ? API_SCOPE : asked} openid profile`);
    if (interactive) interact(context, user.id, scopes.consentTo);
    const challenged = answersChallenge(request.claims);
    if (challenged && !interactive) throw new SignInError(50076);
    const answer = await personTokens(context, {
      user,
      clientId: request.clientId,
      scopes,
      confidential: false,
      singlePage: true,
      // Being asked is enough in the sandbox; a silent token shows a password alone.
      multiFactor: interactive,
    });
    return {
      token: {
        access_token: String(answer["access_token"]),
        id_token: String(answer["id_token"]),
        expires_in: Number(answer["expires_in"]),
        scope: asked,
        properties: null,
      },
      account: {
        homeAccountId: `${user.id}.${user.tenantId}`,
        environment: new URL(context.origin).host,
        tenantId: user.tenantId,
        username: user.address,
        localAccountId: user.id,
        name: user.name,
      },
    };
  } catch (error) {
    if (error instanceof SignInError) return brokerError(error, interactive);
    throw error;
  }
}
