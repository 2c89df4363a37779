import { createEntra, type Entra } from "../../sandbox/entra/entra.ts";
import type { EntraState } from "../../sandbox/entra/state.ts";
import { application, users, type SandboxUser } from "../../sandbox/tenants.ts";
import { createSealer, type Sealer } from "../../server/lib/sealer.ts";
import { createGraphTokens, type GraphTokens } from "../../server/auth/tokens.ts";
import type { ClientCredential } from "../../server/lib/credential.ts";
import type { Principal } from "../../server/auth/validate.ts";
import { manualClock, type ManualClock } from "../../server/lib/clock.ts";
import { createLog } from "../../server/lib/log.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Store } from "../../server/store/store.ts";

export const ORIGIN = "https://login.microsoftonline.com";
export const API_SCOPE = `api://${application.clientId}/${application.apiScope}`;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export function person(index: number): SandboxUser {
  const user = users[index];
  if (user === undefined) throw new Error(`The sandbox has no user ${index}.`);
  return user;
}
export const ada = person(0);
export const grace = person(1);

export function principalOf(user: SandboxUser): Principal {
  const { tenantId, id: userId, name, address } = user;
  return { tenantId, userId, name, address, roles: [] };
}

export function sealKey(id: string, fill: number): { id: string; bytes: Uint8Array } {
  return { id, bytes: new Uint8Array(32).fill(fill) };
}

/** Sign-in stand-in, `fetch` that reaches nothing else, and tokens over them. */
export interface World {
  readonly clock: ManualClock;
  readonly entra: Entra;
  readonly fetch: typeof fetch;
  /** Requests that reached the sign-in, newest last: their path and, for a token, its grant. */
  readonly requests: string[];
  readonly store: Store;
  readonly logLines: string[];
  /** Stands between us and the sign-in stand-in. */
  intercept: (pass: () => Promise<Response>) => Promise<Response>;
  tokens(options?: { sealer?: Sealer; credential?: ClientCredential }): GraphTokens;
  /** An access token of the add-in for our API. */
  readonly apiToken: (user: SandboxUser) => Promise<string>;
}

/** Signing keys take a while to make: every world has the same. */
let firstState: EntraState | undefined;

export function createWorld(): World {
  // MSAL dates its cache by the system's clock, so ours begins at some quite different time.
  const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
  const entra = createEntra({ origin: ORIGIN, productOrigin: "https://localhost:3000", clock });
  entra.restore((firstState ??= entra.snapshot()));
  const store = createMemoryStore();
  const requests: string[] = [];
  const logLines: string[] = [];

  const world: World = {
    clock,
    entra,
    requests,
    store,
    logLines,
    intercept: (pass) => pass(),
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const body = typeof init?.body === "string" ? init.body : undefined;
      const grant = new URLSearchParams(body).get("grant_type");
      requests.push(grant ?? url.pathname);
      return world.intercept(async () => {
        if (url.origin !== ORIGIN) throw new TypeError("fetch failed: no such host in this world");
        const answer = await entra.handle({
          method: init?.method ?? "GET",
          url: url.pathname + url.search,
          headers: Object.fromEntries(new Headers(init?.headers)),
          ...(body === undefined ? {} : { body }),
        });
        const { status, headers } = answer;
        return new Response(Buffer.from(answer.body), { status, headers: { ...headers } });
      });
    },
    tokens: ({ sealer, credential } = {}) =>
      createGraphTokens({
        entra: () => ({
          clientId: application.clientId,
          authorityHost: ORIGIN,
          credential: credential ?? { kind: "secret", secret: application.secret },
        }),
        graphResource: "https://graph.microsoft.com",
        store,
        sealer: sealer ?? createSealer([sealKey("one", 1)]),
        clock,
        fetch: world.fetch,
        log: createLog({ level: "debug", write: (line) => logLines.push(line) }),
      }),
    apiToken: (user) => entra.issueToken(user, [API_SCOPE]),
  };
  return world;
}

/** The `AuthError` that a call ends with. */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error("It was expected to be refused, and was not.");
    },
    (error: unknown) => error,
  );
}

/** A world in which Ada's pane has made one call. */
export async function afterPaneCall(): Promise<World & { graph: ReturnType<World["tokens"]> }> {
  const world = createWorld();
  const graph = world.tokens();
  await graph.onBehalfOf(principalOf(ada), await world.apiToken(ada));
  return Object.assign(world, { graph });
}
