import type { AuthenticationResult, ConfidentialClientApplication } from "@azure/msal-node";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../store/store.ts";
import { AuthError } from "./errors.ts";
import { missingScopes, rolesIn, shortName, type Feature } from "./features.ts";
import { createTokenRequests, type IssuedToken, type WhoWeAre } from "./msal.ts";
import type { Sealer } from "../lib/sealer.ts";
import { createTurns } from "../lib/turns.ts";
import { createVault, type Kept, type Opened, type UserKey } from "./vault.ts";
import type { Principal } from "./validate.ts";

/** Access tokens for Microsoft Graph. Every method throws `AuthError`. */
export interface GraphTokens {
  /**
   * For a call of the pane: with the access token it presented, acts on behalf of its person and keeps
   * what is needed to go on without him.
   */
  onBehalfOf(principal: Principal, accessToken: string): Promise<string>;
  /**
   * The same whatever is kept: what Microsoft grants for the person is asked anew.
   * @returns the scopes that the token came with
   */
  renew(principal: Principal, accessToken: string): Promise<readonly string[]>;
  /**
   * Sees to it that what is kept for the person covers a feature that not everybody uses: acts on his
   * behalf once more where it does not.
   * @throws AuthError `consent-required`, naming the scopes, where he has not agreed to them yet
   */
  cover(principal: Principal, accessToken: string, feature: Feature): Promise<void>;
  /**
   * For work in the background, weeks after the pane was closed.
   * @param claims what Graph demanded when it refused the last token: a new one is fetched.
   */
  tokenFor(user: UserKey, claims?: string): Promise<string>;
  /** With application permissions: an administrator's alternative, needed for shared mailboxes. */
  tokenForApp(tenantId: string): Promise<string>;
  /**
   * Has Microsoft give one anew, which proves that the application is in the tenant now and that its
   * credential holds. Of consent it says nothing: Entra gives it to whom nobody agreed to anything.
   * @returns what the application may do by itself, which an administrator did agree to
   */
  proveApp(tenantId: string): Promise<readonly string[]>;
  /** The same for Exchange Online itself, which takes it in place of a password (XOAUTH2). */
  tokenForExchange(tenantId: string): Promise<string>;
  /** What Graph grants us for this person, as the last token said; empty where none is kept. */
  scopesOf(user: UserKey): Promise<readonly string[]>;
  /** Seals what is kept for this person with the current key. @returns whether it was another one */
  reseal(user: UserKey): Promise<boolean>;
  /** Throws away what is kept for this person. */
  forget(user: UserKey): Promise<void>;
}

export interface GraphTokensDeps {
  readonly entra: WhoWeAre;
  /** The origin that Graph's scopes begin with. */
  readonly graphResource: string;
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly log: Log;
}

/** A token that ends sooner is renewed first: a run must not lose it half way. */
const MARGIN_MS = 5 * 60_000;
/** What `SMTP.SendAsApp` and the other permissions of "Office 365 Exchange Online" belong to. */
const EXCHANGE = "https://outlook.office365.com";

/** Read by the person himself, and by who looks after him. */
const nobodySignedIn =
  "Nobody is signed in for this mailbox: its person signs in again in the pane or the portal.";

/** Tokens acquired through MSAL and kept sealed, one partition per person. See docs/decisions/0006. */
export function createGraphTokens(deps: GraphTokensDeps): GraphTokens {
  const { clock, log } = deps;
  const requestToken = createTokenRequests(deps);
  const vault = createVault(deps);
  const inTurn = createTurns();
  // Everything the registration asks for and that was consented to. MSAL adds openid, profile and
  // offline_access; the last one is what brings the refresh token.
  const scopes = [`${deps.graphResource}/.default`];
  const ofApps = new Map<string, IssuedToken>();

  const fresh = (kept: { readonly expiresAtMs: number } | undefined): boolean =>
    kept !== undefined && kept.expiresAtMs - clock.now() > MARGIN_MS;

  /** Runs a request and takes along MSAL's cache as it is afterwards: the refresh token lies in it. */
  const acquire = async (
    tenantId: string,
    ask: (app: ConfidentialClientApplication) => Promise<AuthenticationResult | null>,
  ): Promise<Kept> => {
    let cache = "";
    const token = await requestToken(tenantId, async (app) => {
      const result = await ask(app);
      cache = app.getTokenCache().serialize();
      return result;
    });
    return { ...token, cache };
  };

  const onBehalf = (
    { tenantId }: Principal,
    accessToken: string,
    asked: readonly string[],
  ): Promise<Kept> =>
    acquire(tenantId, (app) =>
      app.acquireTokenOnBehalfOf({
        oboAssertion: accessToken,
        scopes: [...asked],
        skipCache: true,
      }),
    );

  const refresh = (user: UserKey, { kept }: Opened, claims?: string): Promise<Kept> =>
    acquire(user.tenantId, async (app) => {
      const cache = app.getTokenCache();
      cache.deserialize(kept.cache);
      const [account] = await cache.getAllAccounts();
      if (account === undefined)
        throw new AuthError("signed-out", "no account in the token cache", {
          told: nobodySignedIn,
        });
      // Forced, since MSAL would judge the age of what it holds by the system's clock.
      return app.acquireTokenSilent({
        account,
        scopes,
        forceRefresh: true,
        ...(claims === undefined ? {} : { claims }),
      });
    });

  const appToken = (tenantId: string, resource: string, anew = false): Promise<string> => {
    const name = JSON.stringify([tenantId, resource]);
    return inTurn(name, async () => {
      const known = ofApps.get(name);
      if (!anew && known !== undefined && fresh(known)) return known.token;
      const issued = await requestToken(tenantId, (app) =>
        app.acquireTokenByClientCredential({ scopes: [`${resource}/.default`], skipCache: true }),
      );
      ofApps.set(name, issued);
      return issued.token;
    });
  };

  /** What a refused refresh leaves behind: nothing, where nothing can come of it any more. */
  const afterRefusal = async (user: UserKey, opened: Opened, error: unknown): Promise<void> => {
    if (!(error instanceof AuthError)) return;
    log.warn({ ...user, code: error.code, aadsts: error.facts.aadsts }, "token refresh refused");
    if (error.code === "signed-out") await vault.remove(user, opened);
    // The pane's next call must fetch anew with what the person has proved meanwhile.
    else if (fresh(opened.kept)) await vault.save(user, { ...opened.kept, expiresAtMs: 0 }, opened);
  };

  return {
    onBehalfOf: (principal, accessToken) =>
      inTurn(nameOf(principal), async () => {
        const opened = await vault.open(principal);
        if (opened !== undefined && fresh(opened.kept)) return opened.kept.token;
        const kept = await onBehalf(principal, accessToken, scopes);
        await vault.save(principal, kept, opened);
        return kept.token;
      }),

    renew: (principal, accessToken) =>
      inTurn(nameOf(principal), async () => {
        const opened = await vault.open(principal);
        const kept = await onBehalf(principal, accessToken, scopes);
        await vault.save(principal, kept, opened);
        return kept.scopes;
      }),

    cover: (principal, accessToken, feature) =>
      inTurn(nameOf(principal), async () => {
        const opened = await vault.open(principal);
        const lacks = (granted: readonly string[]): readonly string[] =>
          missingScopes(feature, granted).map((name) => `${deps.graphResource}/${name}`);
        const wanted = lacks(opened?.kept.scopes ?? []);
        if (wanted.length === 0) return;
        try {
          // By name: `.default` brings what was agreed to, and never says what was not.
          await onBehalf(principal, accessToken, wanted);
          const kept = await onBehalf(principal, accessToken, scopes);
          await vault.save(principal, kept, opened);
          const left = lacks(kept.scopes);
          if (left.length > 0) throw new AuthError("consent-required", "scopes are not granted");
        } catch (error) {
          throw error instanceof AuthError ? withScopes(error, feature, wanted) : error;
        }
      }),

    tokenFor: (user, claims) =>
      inTurn(
        nameOf(user),
        async () => {
          const opened = await vault.open(user);
          if (opened === undefined)
            throw new AuthError("signed-out", "no tokens are kept", { told: nobodySignedIn });
          if (claims === undefined && fresh(opened.kept)) return opened.kept.token;
          try {
            const kept = await refresh(user, opened, claims);
            await vault.save(user, kept, opened);
            return kept.token;
          } catch (error) {
            await afterRefusal(user, opened, error);
            throw error;
          }
        },
        claims,
      ),

    tokenForApp: (tenantId) => appToken(tenantId, deps.graphResource),
    async proveApp(tenantId) {
      return rolesIn(await appToken(tenantId, deps.graphResource, true));
    },
    tokenForExchange: (tenantId) => appToken(tenantId, EXCHANGE),

    scopesOf: (user) =>
      inTurn(nameOf(user), async () => (await vault.open(user))?.kept.scopes ?? []),

    reseal: (user) => inTurn(nameOf(user), () => vault.reseal(user)),

    forget: (user) => inTurn(nameOf(user), () => vault.remove(user)),
  };
}

/** A refusal for want of consent says to what: the next sign-in asks for exactly that. */
function withScopes(error: AuthError, feature: Feature, scopes: readonly string[]): AuthError {
  if (error.code !== "consent-required") return error;
  return new AuthError("consent-required", error.message, {
    ...error.facts,
    told: askingFor(feature, scopes),
    scopes,
    cause: error,
  });
}

function askingFor(feature: Feature, scopes: readonly string[]): string {
  const names = scopes.map(shortName).join(", ");
  return feature === "sharedMailboxes"
    ? `For mailboxes and calendars of others Sync to ERP needs a further permission (${names}). Allow it, or ask your administrator; nobody else is asked.`
    : `Sync to ERP needs a further permission (${names}). Allow it, or ask your administrator.`;
}

function nameOf({ tenantId, userId }: UserKey): string {
  return JSON.stringify([tenantId, userId]);
}
