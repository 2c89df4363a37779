import type { Account, SignInClient, TokenRequest } from "../../../addin/auth/client.ts";
import { createTokens, type TokensOptions } from "../../../addin/auth/tokens.ts";

const mailbox = "ada@contoso.example";
const ada = { id: "ada.contoso", username: mailbox };
const grace = { id: "grace.contoso", username: "grace@contoso.example" };
const interaction = { name: "InteractionRequiredAuthError", errorCode: "interaction_required" };
const refused = (error: object) => () => Promise.reject(Object.assign(new Error("refused"), error));

interface Fake extends SignInClient {
  readonly calls: readonly (readonly [string, TokenRequest])[];
}

function fakeClient(parts: Partial<SignInClient> = {}): Fake {
  const calls: [string, TokenRequest][] = [];
  const granted = (name: string) => (request: TokenRequest) => {
    calls.push([name, request]);
    return Promise.resolve({ token: `${name} token`, account: ada });
  };
  const base: SignInClient = {
    nested: false,
    accounts: () => [],
    silent: granted("silent"),
    session: granted("session"),
    window: granted("window"),
    redirect: async (request) => void calls.push(["redirect", request]),
    forget: async () => {},
  };
  const logged = (name: "silent" | "session" | "window") => {
    const own = parts[name];
    if (own === undefined) return base[name];
    return (request: TokenRequest) => {
      calls.push([name, request]);
      return own(request);
    };
  };
  return {
    ...base,
    ...parts,
    silent: logged("silent"),
    session: logged("session"),
    window: logged("window"),
    calls,
  };
}

function tokensWith(options: Partial<TokensOptions>) {
  const remembered = new Map<string, string | null>();
  const memory = {
    get: (key: string) => remembered.get(key) ?? null,
    set: (key: string, id: string | null) => void remembered.set(key, id),
  };
  const tokens = createTokens({
    scope: "api://app/access_as_user",
    mailbox,
    connectNested: null,
    connectStandard: async () => fakeClient(),
    interaction: "window",
    memory,
    ...options,
  });
  return { tokens, remembered };
}

const order = (client: Fake): readonly string[] => client.calls.map(([name]) => name);

describe("getting a token", () => {
  it("takes Outlook's own sign-in where it answers, without asking the browser", async () => {
    const nested = fakeClient({ nested: true });
    const connectStandard = jest.fn();
    const { tokens } = tokensWith({ connectNested: async () => nested, connectStandard });
    expect(await tokens.token()).toBe("silent token");
    expect(connectStandard).not.toHaveBeenCalled();
  });

  it("falls back to the browser's sign-in when Outlook has announced a bridge and has none", async () => {
    const { tokens } = tokensWith({ connectNested: () => Promise.reject(new Error("no bridge")) });
    expect(await tokens.token()).toBe("session token");
  });

  it("waits eight seconds for a bridge that never answers, not longer", async () => {
    jest.useFakeTimers();
    try {
      const { tokens } = tokensWith({ connectNested: () => new Promise(() => {}) });
      const token = tokens.token();
      await jest.advanceTimersByTimeAsync(7_999);
      expect(jest.getTimerCount()).toBe(1);
      await jest.advanceTimersByTimeAsync(1);
      expect(await token).toBe("session token");
    } finally {
      jest.useRealTimers();
    }
  });

  it("uses the browser's Microsoft session for the mailbox's address before it asks the person", async () => {
    const client = fakeClient();
    const { tokens } = tokensWith({ connectStandard: async () => client });
    await tokens.token();
    expect(client.calls).toEqual([["session", expect.objectContaining({ loginHint: mailbox })]]);
  });

  it("uses a cached account of this mailbox and asks no session", async () => {
    const client = fakeClient({ accounts: () => [grace, ada] });
    const { tokens } = tokensWith({ connectStandard: async () => client });
    await tokens.token();
    expect(client.calls).toEqual([["silent", expect.objectContaining({ account: ada })]]);
  });

  it("never uses another mailbox's account that is cached in the same browser", async () => {
    const client = fakeClient({ accounts: () => [grace] });
    const { tokens } = tokensWith({ connectStandard: async () => client });
    await tokens.token();
    expect(order(client)).toEqual(["session"]);
  });

  it("remembers an account whose name differs from the mailbox's address", async () => {
    const alias = { id: "alias.contoso", username: "a.lovelace@contoso.example" };
    const client = fakeClient({
      accounts: () => [grace, alias],
      window: async () => ({ token: "window token", account: alias }),
    });
    const { tokens, remembered } = tokensWith({ connectStandard: async () => client });
    await tokens.signIn();
    expect(remembered.get(mailbox)).toBe(alias.id);
    await tokens.token();
    expect(client.calls.at(-1)).toEqual(["silent", expect.objectContaining({ account: alias })]);
  });

  it("tries the session when the cached account has no valid token any more", async () => {
    const client = fakeClient({ accounts: () => [ada], silent: refused(interaction) });
    const { tokens } = tokensWith({ connectStandard: async () => client });
    expect(await tokens.token()).toBe("session token");
    expect(order(client)).toEqual(["silent", "session"]);
  });

  it("says signed out when nobody can be asked silently", async () => {
    const client = fakeClient({ session: refused({ errorCode: "login_required" }) });
    const { tokens } = tokensWith({ connectStandard: async () => client });
    await expect(tokens.token()).rejects.toMatchObject({ code: "signed-out" });
    expect(order(client)).toEqual(["session"]);
  });

  it("asks once for many views", async () => {
    const client = fakeClient();
    const { tokens } = tokensWith({ connectStandard: async () => client });
    await Promise.all([tokens.token(), tokens.token(), tokens.token()]);
    expect(order(client)).toEqual(["session"]);
  });

  it("passes claims on, and asks the person when they cannot be met silently", async () => {
    const client = fakeClient({ nested: true, silent: refused(interaction) });
    const { tokens } = tokensWith({ connectNested: async () => client });
    await expect(tokens.token('{"c":1}')).rejects.toMatchObject({
      code: "claims-required",
      claims: '{"c":1}',
    });
    expect(client.calls[0]?.[1].claims).toBe('{"c":1}');
  });

  it("connects again after the sign-in library could not be reached", async () => {
    let attempts = 0;
    const connectStandard = (): Promise<SignInClient> => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error("offline")) : Promise.resolve(fakeClient());
    };
    const { tokens } = tokensWith({ connectStandard });
    await expect(tokens.token()).rejects.toMatchObject({ code: "sign-in-failed" });
    expect(await tokens.token()).toBe("session token");
  });
});

describe("asking the person", () => {
  it("opens a window for the mailbox's address inside Outlook", async () => {
    const client = fakeClient();
    const { tokens } = tokensWith({ connectStandard: async () => client });
    await tokens.signIn();
    expect(client.calls).toEqual([["window", expect.objectContaining({ loginHint: mailbox })]]);
  });

  it("is believed at once, whatever a silent attempt from before is still waiting for", async () => {
    let known: readonly Account[] = [];
    const client = fakeClient({
      accounts: () => known,
      session: () => new Promise(() => {}),
      window: async () => {
        known = [ada];
        return { token: "window token", account: ada };
      },
    });
    const { tokens } = tokensWith({ connectStandard: async () => client });
    void tokens.token().catch(() => undefined);
    await tokens.signIn();
    expect(await tokens.token()).toBe("silent token");
  });

  it("leaves the page in the portal, and asks nobody's session before", async () => {
    const client = fakeClient();
    const { tokens } = tokensWith({
      connectStandard: async () => client,
      mailbox: null,
      interaction: "redirect",
    });
    await expect(tokens.token()).rejects.toMatchObject({ code: "signed-out" });
    await tokens.signIn();
    expect(order(client)).toEqual(["redirect"]);
  });

  it("asks for consent to everything the registration names, with a token for our API only", async () => {
    const client = fakeClient();
    const { tokens } = tokensWith({ connectStandard: async () => client });
    await tokens.signIn({ consent: true });
    expect(client.calls[0]?.[1]).toMatchObject({ scopes: ["api://app/.default"], consent: true });
  });

  it("tells a blocked window from a closed one", async () => {
    const blocked = fakeClient({ window: refused({ errorCode: "popup_window_error" }) });
    const closed = fakeClient({ window: refused({ errorCode: "user_cancelled" }) });
    await expect(
      tokensWith({ connectStandard: async () => blocked }).tokens.signIn(),
    ).rejects.toMatchObject({ code: "popup-blocked" });
    await expect(
      tokensWith({ connectStandard: async () => closed }).tokens.signIn(),
    ).rejects.toMatchObject({ code: "sign-in-cancelled" });
  });
});
