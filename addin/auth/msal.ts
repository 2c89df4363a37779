import {
  createNestablePublicClientApplication,
  createStandardPublicClientApplication,
  type AccountInfo,
  type AuthenticationResult,
  type Configuration,
  type IPublicClientApplication,
} from "@azure/msal-browser";
import type { PublicConfig } from "../../server/api/contract/account.ts";
import type { Account, Granted, SignInClient, TokenRequest } from "./client.ts";

/**
 * The real sign-in library. Imported dynamically, after the first paint: it is a third of the bundle
 * and nobody waits for it to see the pane.
 */

/** The address of a page that lies beside this one, whatever path the server is below. */
const beside = (page: string): string => new URL(page, location.href).href;

function configuration(config: PublicConfig, framed: boolean): Configuration {
  return {
    auth: {
      clientId: config.clientId,
      authority: config.authority,
      knownAuthorities: config.knownAuthorities,
      redirectUri: beside("redirect.html"),
      // Inside Outlook on the web storage is partitioned: the answer of an ordinary popup would
      // never arrive. The relay page passes it on by postMessage.
      ...(framed ? { popupRelayUri: beside("relay.html") } : {}),
      // Says that we answer claims challenges, so that Entra revokes within minutes, not an hour.
      clientCapabilities: ["CP1"],
    },
    // MSAL encrypts localStorage with a key in a cookie, which browsers refuse to framed sites: there
    // every opening of the pane would ask for a window again.
    cache: { cacheLocation: framed ? "sessionStorage" : "localStorage" },
  };
}

const toAccount = ({ homeAccountId, username }: AccountInfo): Account => ({
  id: homeAccountId,
  username,
});

const toGranted = (result: AuthenticationResult): Granted => ({
  token: result.accessToken,
  account: toAccount(result.account),
});

function adapt(app: IPublicClientApplication, nested: boolean): SignInClient {
  const full = (request: TokenRequest) => {
    const account = app
      .getAllAccounts()
      .find((known) => known.homeAccountId === request.account?.id);
    return {
      scopes: [...request.scopes],
      ...(account === undefined ? {} : { account }),
      ...(request.loginHint === undefined ? {} : { loginHint: request.loginHint }),
      ...(request.claims === undefined ? {} : { claims: request.claims }),
      ...(request.further === undefined ? {} : { extraScopesToConsent: [...request.further] }),
      ...(request.consent === true ? { prompt: "consent" } : {}),
    };
  };
  return {
    nested,
    accounts: () => app.getAllAccounts().map(toAccount),
    silent: async (request) => toGranted(await app.acquireTokenSilent(full(request))),
    session: async (request) => toGranted(await app.ssoSilent(full(request))),
    window: async (request) => toGranted(await app.acquireTokenPopup(full(request))),
    redirect: async (request) => app.acquireTokenRedirect(full(request)),
    // Nested, the session is Outlook's own: there is nothing of ours to forget, and MSAL refuses to.
    forget: async () => (nested ? undefined : app.clearCache()),
  };
}

/** Connects to the sign-in that Outlook offers; rejects where there is none. Has no time limit. */
export async function connectNested(config: PublicConfig): Promise<SignInClient> {
  const app = await createNestablePublicClientApplication(configuration(config, false));
  // Without a bridge MSAL silently returns a standard application, which lacks the popup relay.
  if (!("nestedAppAuthBridge" in window)) throw new Error("no nested app authentication bridge");
  return adapt(app, true);
}

/** Signs in as a browser does. In a tab of our own it also takes up the answer of a redirect. */
export async function connectStandard(config: PublicConfig): Promise<SignInClient> {
  const framed = window.top !== window.self;
  const app = await createStandardPublicClientApplication(configuration(config, framed));
  if (!framed) await app.handleRedirectPromise();
  return adapt(app, false);
}
