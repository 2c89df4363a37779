import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDoor, type Door } from "../../../server/api/operator/door.ts";
import {
  importReportSchema,
  operatorFileSchema,
  operatorStatusSchema,
} from "../../../server/api/contract/operator.ts";
import { problemSchema } from "../../../server/api/contract/problem.ts";
import { proofOf } from "../../../server/lib/proof.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, type Store } from "../../../server/store/store.ts";
import { ada, fill, textOf } from "../../backup/samples.ts";
import { mailboxOf, scopeOfMailbox, stateOf } from "./mailboxes.ts";
import { openDoorOf } from "./serving.ts";

let folder: string;
let store: Store;
let door: Door;
let logLines: string[];
let imports: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-door-"));
  store = createMemoryStore();
  logLines = [];
  imports = 0;
  door = await openDoorOf({
    ...{ store, folder, logLines },
    imported: async () => void (imports += 1),
  });
});
afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(door.file.url + path, init);
const withKey = (token = door.file.token, more: Record<string, string> = {}): RequestInit => ({
  headers: { authorization: `Bearer ${token}`, ...more },
});

describe("operator.json", () => {
  const path = (): string => join(folder, "operator.json");

  it("holds address, key and process, for the server's own account only", async () => {
    const file = operatorFileSchema.parse(JSON.parse(await readFile(path(), "utf8")));
    expect(file).toEqual(door.file);
    expect(file.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(file.pid).toBe(process.pid);
    expect(Buffer.from(file.token, "base64url")).toHaveLength(32);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });

  it("takes the place of one that a killed server left, whatever its mode was", async () => {
    await writeFile(`${path()}.new`, "{", { mode: 0o644 });
    await writeFile(path(), "{", { mode: 0o644 });
    const other = await openDoor({
      host: "127.0.0.1",
      port: 0,
      folder,
      behind: () => () => undefined,
    });
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path(), "utf8"))).toEqual(other.file);
    await other.close();
  });

  it("is gone when the server has stopped", async () => {
    await door.close();
    await expect(stat(path())).rejects.toThrow("ENOENT");
  });
});

describe("the operator's door", () => {
  it("opens to its key", async () => {
    const response = await ask("/operator/status", withKey());
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(operatorStatusSchema.parse(await response.json())).toMatchObject({
      version: "1.0.0",
      running: true,
      connections: [{ id: "erp", feedHealthy: true }],
    });
  });

  it.each([
    ["no key", () => ({})],
    ["a foreign key", () => withKey("A".repeat(43))],
    ["a longer key", () => withKey(`${door.file.token}A`)],
    ["the key's beginning", () => withKey(door.file.token.slice(0, -1))],
    ["an empty key", () => withKey("")],
    ["the key as a password", () => ({ headers: { authorization: `Basic ${door.file.token}` } })],
    ["the key in the address", () => ({})],
  ])("stays closed to %s", async (what, init) => {
    const query = what === "the key in the address" ? `?token=${door.file.token}` : "";
    const response = await ask(`/operator/status${query}`, init());
    expect(response.status).toBe(401);
    expect(problemSchema.parse(await response.json()).code).toBe("unauthorized");
  });

  it("stays closed to pages, even with the key", async () => {
    const origin = withKey(undefined, { origin: "http://127.0.0.1:8080" });
    expect((await ask("/operator/status", origin)).status).toBe(403);
    expect(await statusFor({ host: "evil.example" })).toBe(403);
    expect(await statusFor({ host: "127.evil.example" })).toBe(403);
    expect(await statusFor({ host: "localhost" })).toBe(200);
  });

  /** `fetch` sets the host itself. */
  function statusFor(headers: Record<string, string>): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const { authorization } = withKey().headers as Record<string, string>;
      request(`${door.file.url}/operator/status`, { headers: { authorization, ...headers } })
        .once("response", (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
        .once("error", reject)
        .end();
    });
  }

  it("shows figures to its key and to the token for them, which opens nothing else", async () => {
    const reader = withKey("token-for-figures-alone");
    const figures = await ask("/metrics", reader);
    expect([figures.status, await figures.text()]).toEqual([200, "figures 1\n"]);
    expect(figures.headers.get("content-type")).toContain("version=0.0.4");
    expect((await ask("/metrics", withKey())).status).toBe(200);
    expect((await ask("/metrics")).status).toBe(401);
    expect((await ask("/metrics", withKey("token-for-figures-alon"))).status).toBe(401);
    expect((await ask("/operator/status", reader)).status).toBe(401);
    expect((await ask("/operator/backup", reader)).status).toBe(401);
  });

  it("proves that it holds the key without telling it", async () => {
    const nonce = "a-nonce-of-16-or-more";
    const prove = (body: object): Promise<Response> =>
      ask("/operator/proof", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    expect(await (await prove({ nonce })).json()).toEqual({
      proof: proofOf(door.file.token, nonce),
    });
    expect((await prove({ nonce: "short" })).status).toBe(400);
    expect((await prove({ nonce, more: 1 })).status).toBe(400);
    expect((await prove({ nonce: "x".repeat(100_000) })).status).toBe(413);
  });

  it("answers 404 as problem details, and logs without the key", async () => {
    const response = await ask("/operator/secrets", withKey());
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(problemSchema.parse(await response.json()).code).toBe("not-found");
    expect(logLines.join()).toContain("/operator/secrets");
    expect(logLines.join()).not.toContain(door.file.token);
  });
});

describe("the overview", () => {
  it("counts mailboxes and names those that somebody must look at", async () => {
    await store.commit(scopeOfMailbox("ada"), [
      put("mailbox", "mailbox", mailboxOf("ada")),
      put("state", "state", stateOf({ counts: { linked: 7, waiting: 1, quarantined: 0 } })),
    ]);
    await store.commit(scopeOfMailbox("grace"), [
      put("mailbox", "mailbox", mailboxOf("grace")),
      put("state", "state", stateOf({ health: "signed-out", reason: "Sign in again." })),
    ]);
    const response = await ask("/operator/status", withKey());
    const status = operatorStatusSchema.parse(await response.json());
    expect(status.mailboxes).toEqual({
      total: 2,
      byHealth: { operational: 1, "signed-out": 1 },
      ...{ linked: 7, waiting: 1, quarantined: 0 },
    });
    expect(status.attention).toMatchObject([
      { mailboxId: "grace", health: "signed-out", reason: "Sign in again." },
    ]);
  });

  it("goes on where the store refuses a mailbox, and says so", async () => {
    const { StoreError } = await import("../../../server/store/store.ts");
    await store.commit(scopeOfMailbox("ada"), [put("mailbox", "mailbox", mailboxOf("ada"))]);
    jest.spyOn(store, "get").mockRejectedValue(new StoreError("refused", "It is damaged."));
    const response = await ask("/operator/status", withKey());
    expect(operatorStatusSchema.parse(await response.json())).toMatchObject({
      mailboxes: { total: 1, byHealth: { refused: 1 } },
      attention: [{ mailboxId: "ada", health: "refused", reason: "It is damaged." }],
    });
  });

  it("lists what is held by the brake", async () => {
    const brake = {
      side: "erp",
      cause: "deletions",
      deletions: 40,
      linked: 50,
      at: "2026-11-27T08:00:00.000Z",
      planned: [],
    } as const;
    await store.commit(scopeOfMailbox("ada"), [
      put("mailbox", "mailbox", mailboxOf("ada")),
      put("state", "state", stateOf({ health: "braked", brake })),
    ]);
    const response = await ask("/operator/brakes", withKey());
    expect(await response.json()).toEqual({
      held: [{ tenantId: "contoso", mailboxId: "ada", address: "ada@contoso.example", ...brake }],
    });
  });
});

describe("backups", () => {
  const send = (body: string, type = "application/x-ndjson"): Promise<Response> => {
    const init = withKey(undefined, { "content-type": type });
    return ask("/operator/backup", { ...init, method: "PUT", body });
  };

  it("leave and come back by the door; who remembers something is told", async () => {
    await fill(store);
    const text = await (await ask("/operator/backup", withKey())).text();
    await store.erase(ada);
    const report = importReportSchema.parse(await (await send(text)).json());
    expect(report).toMatchObject({ mailboxes: 2, keys: ["key-2"], keysMissing: ["key-2"] });
    expect(await store.get(ada, "mailbox", "mailbox")).toEqual(mailboxOf("ada"));
    expect(imports).toBe(1);
  });

  it("are refused with the name of what is wrong, and nothing is changed", async () => {
    await fill(store);
    const before = await textOf(store);
    const response = await send(before.slice(0, 700));
    expect(response.status).toBe(422);
    expect(problemSchema.parse(await response.json())).toMatchObject({
      code: "rejected",
      detail: "The backup is truncated: its end is missing. Take another.",
      remedy: "Nothing was changed.",
    });
    expect(await textOf(store)).toBe(before);
    expect(imports).toBe(0);
  });

  it("are neither given nor taken without the key, nor as a form of a page sends", async () => {
    const form = { method: "PUT", headers: { "content-type": "application/x-ndjson" }, body: "" };
    expect((await ask("/operator/backup")).status).toBe(401);
    expect((await ask("/operator/backup", form)).status).toBe(401);
    expect((await send("{}", "text/plain")).status).toBe(415);
  });
});
