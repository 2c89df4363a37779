import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Door } from "../../server/api/operator/door.ts";
import type { Store } from "../../server/store/store.ts";
import { mailboxOf } from "../api/operator/mailboxes.ts";
import { openDoorOf } from "../api/operator/serving.ts";
import { ada, fill } from "../backup/samples.ts";
import { type, typeWith } from "./terminal.ts";

let folder: string;
let store: Store;
let door: Door;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
  store = createMemoryStore();
  await fill(store);
  door = await openDoorOf({ store, folder });
  file = join(folder, "monday.backup");
});
afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

describe("sync-to-erp export", () => {
  it("writes one file that only its owner reads, and says which keys open its secrets", async () => {
    const { code, out } = await type("export", file, "--data", folder);
    expect(code).toBe(0);
    expect(out).toContain(`${file} holds 4 scopes, 7 documents and 3 lines of history.`);
    expect(out).toContain("keep the keys key-2 of TOKEN_KEYS, elsewhere");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, "utf8")).split("\n")[0]).toContain('"syncToErp":"backup"');
  });

  it("writes over no file that is there", async () => {
    await writeFile(file, "precious");
    const { code, err } = await type("export", file, "--data", folder);
    expect(code).toBe(1);
    expect(err).toContain("is there already");
    expect(await readFile(file, "utf8")).toBe("precious");
  });

  it("leaves no half of a backup where the store breaks off", async () => {
    const dump = store.dump.bind(store);
    store.dump = async function* (scope) {
      for await (const change of dump(scope)) {
        yield change;
        if (scope.kind === "mailbox") throw new Error("The disk is gone.");
      }
    };
    const { code, err } = await type("export", file, "--data", folder);
    expect(code).toBe(1);
    expect(err).toContain("No backup was written");
    expect(await readdir(folder)).toEqual(["operator.json"]);
  });

  it("says where the file cannot be written", async () => {
    const { code, err } = await type("export", join(folder, "none", "x"), "--data", folder);
    expect(code).toBe(1);
    expect(err).toContain("ENOENT");
    expect(err).toContain("Make its folder first");
  });

  it("writes to standard output and tells beside it what it wrote", async () => {
    const { code, out, err } = await type("export", "-", "--data", folder);
    expect(code).toBe(0);
    expect(err).toContain("The backup holds 4 scopes, 7 documents and 3 lines of history.");
    await store.erase(ada);
    const restored = await typeWith(out, ["import", "-", "--data", folder]);
    expect(restored.out).toContain("Restored 2 mailboxes");
    expect(await store.get(ada, "mailbox", "mailbox")).toEqual(mailboxOf("ada"));
  });

  it("ends with 1 where standard output has only half of it", async () => {
    const dump = store.dump.bind(store);
    store.dump = async function* (scope) {
      for await (const change of dump(scope)) {
        yield change;
        if (scope.kind === "mailbox") throw new Error("The disk is gone.");
      }
    };
    expect((await type("export", "-", "--data", folder)).code).toBe(1);
  });
});

describe("sync-to-erp import", () => {
  it("brings back what was exported, and says what to do next", async () => {
    await type("export", file, "--data", folder);
    await store.erase(ada);
    const { code, out } = await type("import", file, "--data", folder);
    expect(code).toBe(0);
    expect(out).toContain("Restored 2 mailboxes from the backup of 2026-11-27T08:00:00.000Z");
    expect(out).toContain("TOKEN_KEYS lacks key-2");
    expect(await store.get(ada, "mailbox", "mailbox")).toEqual(mailboxOf("ada"));
  });

  it.each([
    ["another file", () => "%PDF-1.7\n".repeat(100_000), "This is not a backup of Sync to ERP"],
    ["half of a backup", (text: string) => text.slice(0, 900), "The backup is truncated"],
    ["a damaged one", (text: string) => text.replace("ada@", "eda@"), "The backup is damaged"],
    ["a newer one", (text: string) => text.replace('"format":1', '"format":9'), "is in format 9"],
  ])("refuses %s by name, with the remedy", async (_, spoil, sentence) => {
    await type("export", file, "--data", folder);
    await writeFile(file, spoil(await readFile(file, "utf8")));
    const { code, err } = await type("import", file, "--data", folder);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(err).toContain("Nothing was changed.");
  });

  it("says where there is no such file", async () => {
    const { code, err } = await type("import", file, "--data", folder);
    expect(code).toBe(1);
    expect(err).toContain(`There is no file ${file}.`);
  });
});
