import { Failure } from "../failures.ts";
import { classifySignIn } from "./classify.ts";
import type { Account, Granted, SignInClient, TokenRequest } from "./client.ts";
import { withDeadline } from "./deadline.ts";

/** Longer than any host needed in the trial, shorter than a person waits before giving up. */
const nestedLimitMs = 8_000;
/** MSAL gives its hidden frame ten seconds; this only catches it hanging. */
const sessionLimitMs = 12_000;

export interface Tokens {
  /**
   * An access token for our API without asking the person. Throws `Failure`: `signed-out`,
   * `consent-required`, `claims-required`, `offline` ...
   */
  readonly token: (claims?: string) => Promise<string>;
  /** Asks the person; call it from a click. In the portal the page is left and comes back. */
  readonly signIn: (options?: {
    readonly claims?: string | undefined;
    readonly consent?: boolean;
    /** Full names of Graph's scopes that a consent must cover beyond the usual ones. */
    readonly scopes?: readonly string[];
  }) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/** Remembers which account belongs to which mailbox: their names may differ. */
export interface AccountMemory {
  readonly get: (mailbox: string) => string | null;
  readonly set: (mailbox: string, accountId: string | null) => void;
}

export interface TokensOptions {
  /** Scope of our API, e.g. `api://<client id>/access_as_user`. */
  readonly scope: string;
  /** Address of the open mailbox; `null` in the portal. */
  readonly mailbox: string | null;
  /** `null` where Outlook does not announce nested app authentication. */
  readonly connectNested: (() => Promise<SignInClient>) | null;
  readonly connectStandard: () => Promise<SignInClient>;
  /** `window` inside Outlook, `redirect` in a browser tab of our own. */
  readonly interaction: "window" | "redirect";
  readonly memory: AccountMemory;
}

/**
 * Gets tokens in the order in which the person notices least: Outlook's own sign-in (nested), the
 * library's cache and refresh token, the browser's Microsoft session for the mailbox's address, and
 * only then, on a click, a window.
 */
export function createTokens(options: TokensOptions): Tokens {
  const { mailbox, memory } = options;
  let connection: Promise<SignInClient> | undefined;
  let silentInFlight: Promise<string> | undefined;

  const connect = async (): Promise<SignInClient> => {
    if (options.connectNested !== null) {
      try {
        return await withDeadline(options.connectNested(), nestedLimitMs);
      } catch {
        // Outlook announced a bridge and none answers (msal issue 7723): sign in as in a browser.
      }
    }
    return options.connectStandard();
  };
  const client = (): Promise<SignInClient> => {
    connection ??= connect().catch((error: unknown) => {
      connection = undefined;
      throw error;
    });
    return connection;
  };

  const accountOf = (accounts: readonly Account[]): Account | undefined => {
    if (mailbox === null) return accounts[0];
    const remembered = memory.get(mailbox);
    // Never simply "the first": another mailbox's account may be cached in the same browser.
    return accounts.find(
      ({ id, username }) => id === remembered || username.toLowerCase() === mailbox.toLowerCase(),
    );
  };
  const remember = ({ account, token }: Granted): string => {
    if (mailbox !== null) memory.set(mailbox, account.id);
    return token;
  };

  const silently = async (claims: string | undefined): Promise<string> => {
    const used = await client();
    const account = used.nested ? undefined : accountOf(used.accounts());
    const request: TokenRequest = { scopes: [options.scope], account, claims };
    if (used.nested) return remember(await withDeadline(used.silent(request), sessionLimitMs));
    if (account !== undefined) {
      try {
        return remember(await used.silent(request));
      } catch (error) {
        if (classifySignIn(error).code !== "signed-out") throw error;
      }
    }
    if (mailbox === null) throw new Failure("signed-out");
    const hinted = { ...request, account: undefined, loginHint: mailbox };
    return remember(await withDeadline(used.session(hinted), sessionLimitMs));
  };

  return {
    token: async (claims) => {
      try {
        if (claims !== undefined) return await silently(claims);
        // Views ask for many things at once; Outlook and Entra should be asked once.
        const asking = (silentInFlight ??= silently(undefined).finally(() => {
          if (silentInFlight === asking) silentInFlight = undefined;
        }));
        return await asking;
      } catch (error) {
        const failure = classifySignIn(error);
        if (claims === undefined || failure.code === "offline") throw failure;
        throw new Failure("claims-required", { claims, cause: error });
      }
    },

    signIn: async ({ claims, consent = false, scopes: further = [] } = {}) => {
      try {
        // Outlook's own sign-in asks for one resource at a time, which would hand us a Graph token.
        const used = await (further.length > 0 ? options.connectStandard() : client());
        // `.default` shows every permission that the registration asks for, Graph's included, and
        // still yields a token for our API: Graph tokens never reach the browser.
        const isWhole = consent && further.length === 0;
        const scope = isWhole ? options.scope.replace(/[^/]+$/u, ".default") : options.scope;
        const request: TokenRequest = {
          scopes: [scope],
          claims,
          consent,
          ...(further.length > 0 ? { further } : {}),
          ...(mailbox === null || used.nested ? {} : { loginHint: mailbox }),
        };
        if (options.interaction === "redirect") await used.redirect(request);
        else remember(await used.window(request));
        // An attempt from before would tell whoever asks now that nobody is signed in.
        silentInFlight = undefined;
      } catch (error) {
        throw classifySignIn(error);
      }
    },

    signOut: async () => {
      if (mailbox !== null) memory.set(mailbox, null);
      await (await client()).forget();
    },
  };
}
