/** A signed-in person as the sign-in library knows him. */
export interface Account {
  /** Stable across sign-ins. */
  readonly id: string;
  /** User principal name; often, not always, the mail address. */
  readonly username: string;
}

export interface TokenRequest {
  readonly scopes: readonly string[];
  readonly account?: Account | undefined;
  /** Address of the mailbox: spares the person the choice of account. */
  readonly loginHint?: string | undefined;
  /** Claims of a conditional access challenge; they bypass the token cache. */
  readonly claims?: string | undefined;
  /** Scopes of other resources that the consent page asks for as well; no token comes of them. */
  readonly further?: readonly string[] | undefined;
  /** Show the consent page even where an older consent exists. */
  readonly consent?: boolean | undefined;
}

export interface Granted {
  readonly token: string;
  readonly account: Account;
}

/**
 * The little of MSAL that we use, so that the order of attempts can be tested without it. Every
 * function throws what MSAL throws; `classifySignIn` reads it.
 */
export interface SignInClient {
  /** True where Outlook itself hands out tokens (nested app authentication). */
  readonly nested: boolean;
  readonly accounts: () => readonly Account[];
  /** From the cache, by refresh token, or from Outlook. */
  readonly silent: (request: TokenRequest) => Promise<Granted>;
  /** In a hidden frame, with the browser's Microsoft session. */
  readonly session: (request: TokenRequest) => Promise<Granted>;
  /** In a window; must follow a click, or the browser blocks it. */
  readonly window: (request: TokenRequest) => Promise<Granted>;
  /** Leaves the page and comes back to it; never resolves. Portal only. */
  readonly redirect: (request: TokenRequest) => Promise<void>;
  /** Forgets accounts and tokens of this browser; the Microsoft session stays. */
  readonly forget: () => Promise<void>;
}
