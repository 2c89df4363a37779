import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manualClock } from "../../server/lib/clock.ts";
import { createSealer } from "../../server/lib/sealer.ts";
import { createLowdbStore } from "../../server/store/lowdb/lowdb.ts";
import { put, type Store } from "../../server/store/store.ts";
import { mailboxOf, scopeOfMailbox, stateOf } from "../api/operator/mailboxes.ts";
import { openDoorOf } from "../api/operator/serving.ts";
import { type } from "./terminal.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
});
afterEach(() => rm(folder, { recursive: true }));

const clock = manualClock(Date.parse("2026-11-27T08:00:00Z"));

async function filled(): Promise<Store> {
  const store = await createLowdbStore({ folder, clock });
  await store.commit(scopeOfMailbox("ada"), [
    put("mailbox", "mailbox", mailboxOf("ada")),
    put("state", "state", stateOf()),
  ]);
  return store;
}

/** A running server, as far as its operator's door goes. */
async function serving() {
  const store = await filled();
  const door = await openDoorOf({ store, folder, engine: { feedHealthy: () => false } });
  return {
    door,
    async stop() {
      await door.close();
      await store.close();
    },
  };
}

describe("the command line", () => {
  it("asks the server that has the folder", async () => {
    const server = await serving();
    const { code, out, err } = await type("status", "--data", folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`Sync to ERP 1.0.0 is running (process ${process.pid}`);
    expect(out).toContain("ERP erp: its changes cannot be read just now.");
    expect(out).toContain("1 mailbox: 1 operational.");
    expect(out).toContain("https://sync.contoso.com/api/notifications/graph answers:");
    await server.stop();
  });

  it("answers scripts with JSON on standard output, and nothing else there", async () => {
    const server = await serving();
    const { out } = await type("--json", "--data", folder, "status");
    expect(JSON.parse(out)).toMatchObject({ version: "1.0.0", running: true });
    await server.stop();
  });

  it("works on the files itself where no server runs, says so, and gives them back", async () => {
    await (await filled()).close();
    const { code, out, err } = await type("status", "--data", folder);
    expect(code).toBe(0);
    expect(err).toBe(`No server is running on ${folder}; working on its files.\n`);
    expect(out).toContain("Sync to ERP 1.2.3 is not running.");
    expect(out).toContain("1 mailbox: 1 operational.");
    await (await createLowdbStore({ folder, clock })).close();
  });

  it("opens what is sealed with the server's environment, and says so where it has none", async () => {
    const key = Buffer.alloc(32, 7);
    const sealer = createSealer([{ id: "2027", bytes: key }]);
    const store = await createLowdbStore({ folder, clock, sealer });
    await store.commit(scopeOfMailbox("ada"), [
      put("mailbox", "mailbox", mailboxOf("ada")),
      put("state", "state", stateOf()),
    ]);
    await store.close();
    const file = join(folder, "ada.backup");
    const { out } = await type("status", "--data", folder);
    expect(out).toContain("1 mailbox: 1 refused.");
    expect(out).toContain('sealed with the key "2027", and no TOKEN_KEYS were given');
    process.env["TOKEN_KEYS"] = `2027:${key.toString("base64")}`;
    try {
      expect((await type("status", "--data", folder)).out).toContain("1 mailbox: 1 operational.");
      expect((await type("export", file, "--data", folder)).out).toContain("keep the keys 2027");
    } finally {
      delete process.env["TOKEN_KEYS"];
    }
    expect(await readFile(file, "latin1")).not.toContain("ada@contoso.example");
  });

  it("gives neither key nor question to whoever listens where a killed server did", async () => {
    await (await filled()).close();
    const heard: string[] = [];
    const stranger = createServer((request, response) => {
      heard.push(`${request.url ?? ""} ${request.headers.authorization ?? ""}`);
      response.setHeader("content-type", "application/json");
      response.end('{"proof":"made up"}');
    });
    await new Promise<void>((done) => stranger.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const left = { format: 1, url, token: "key-of-the-killed-server", pid: 1 };
    await writeFile(join(folder, "operator.json"), JSON.stringify(left));
    const { code, err } = await type("status", "--data", folder);
    expect(code).toBe(0);
    expect(err).toContain("No server is running");
    expect(heard).toEqual(["/operator/proof "]);
    stranger.close();
  });

  it("names the process that has the folder where that does not answer", async () => {
    const store = await filled();
    const { code, err } = await type("status", "--data", folder);
    expect(code).toBe(1);
    expect(err).toContain(`is in use by process ${process.pid} on`);
    expect(err).toContain("try again in a few seconds");
    await store.close();
  });

  it("does not make a folder that was named wrongly", async () => {
    const { code, err } = await type("status", "--data", join(folder, "none"));
    expect(code).toBe(1);
    expect(err).toContain("There is no folder");
    expect(err).toContain("DATA_DIR");
  });

  it("does not take any folder for the server's", async () => {
    const { code, err } = await type("status", "--data", folder);
    expect(code).toBe(1);
    expect(err).toContain("holds no data of Sync to ERP.");
    expect(await readdir(folder)).toEqual([]);
  });

  it("finds the server's data in the sandbox's folder", async () => {
    await mkdir(join(folder, "server", "mailbox"), { recursive: true });
    const { code, err } = await type("status", "--data", folder);
    expect(code).toBe(0);
    expect(err).toContain(`on ${join(folder, "server")};`);
  });

  it("tells scripts what went wrong by a stable code", async () => {
    const { code, out, err } = await type("status", "--json", "--data", join(folder, "none"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(JSON.parse(err)).toMatchObject({ error: { code: "not-found" } });
  });
});

describe("typed wrongly", () => {
  it.each([
    ["an unknown command", ["sing"]],
    ["an unknown flag", ["status", "--loud"]],
    ["no command", []],
    ["a flag without its value", ["status", "--data"]],
  ])("%s ends with 2 and the way to the help", async (_, args) => {
    const { code, out, err } = await type(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("sync-to-erp");
  });

  it("--help and --version end with 0", async () => {
    expect(await type("--version")).toEqual({ code: 0, out: "1.2.3\n", err: "" });
    const { code, out } = await type("--help");
    expect(code).toBe(0);
    expect(out).toContain("brake");
  });
});

describe("sync-to-erp doctor where no server runs", () => {
  it("looks at what it can, and asks for the server's environment to look at the rest", async () => {
    await (await filled()).close();
    const { code, out } = await type("doctor", "--data", folder);
    expect(code).toBe(1);
    expect(out).toContain("FAILED  server: No server is running");
    expect(out).toContain("ok      store:");
    expect(out).toMatch(/FAILED {2}configuration: PUBLIC_URL is missing/);
    expect(out).toContain("--env-file=.env");
  });
});
