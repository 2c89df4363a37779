/** What the store's files show to whoever reads or alters them. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { createSealer, type SealKey } from "../../../server/lib/sealer.ts";
import { createLowdbStore, type LowdbStoreOptions } from "../../../server/store/lowdb/lowdb.ts";
import { scopeFiles, scopeFolder } from "../../../server/store/lowdb/names.ts";
import type { Scope, Store } from "../../../server/store/store.ts";
import { ada, append, cursor, putCursor } from "../documents.ts";
import { faultyDisk } from "./faulty.ts";
import { optionsFor, temporaryFolder } from "./folder.ts";

const grace: Scope = { kind: "mailbox", tenantId: "contoso", mailboxId: "grace" };
const [first, second, forged] = ["one", "two", "one"].map((id, at): SealKey => {
  return { id, bytes: new Uint8Array(32).fill(at + 1) };
}) as [SealKey, SealKey, SealKey];
const word = "Zebulon";

let folder: string;
let dispose: () => void;
let store: Store | undefined;
let warnings: string[];
beforeEach(() => {
  ({ folder, dispose } = temporaryFolder());
  warnings = [];
});
afterEach(async () => {
  await store?.close();
  dispose();
});

/** The process ends, and another one starts with this ring. */
async function start(
  ring: readonly SealKey[] | null,
  more: Partial<LowdbStoreOptions> = {},
): Promise<Store> {
  await store?.close();
  const log = { warn: (_facts: object, message: string) => void warnings.push(message) };
  const sealing = ring === null ? {} : { sealer: createSealer(ring) };
  store = await createLowdbStore(optionsFor(folder, { log, partLength: 2, ...sealing, ...more }));
  return store;
}

/** Parts, a snapshot with its copy, history in its file, and a journal behind them. */
async function fill(opened: Store, scope: Scope = ada): Promise<void> {
  const keys = ["a", "b", "c", "d", "e"];
  await opened.commit(scope, [...keys.map((key) => putCursor(key, word)), append("1")]);
  await opened.fold(scope);
  await opened.commit(scope, [putCursor("f", word), append("2")]);
}

async function expectWhole(opened: Store, scope: Scope = ada): Promise<void> {
  const listed = await opened.list(scope, "cursors");
  expect([...listed]).toEqual(["a", "b", "c", "d", "e", "f"].map((key) => [key, cursor(word)]));
  expect((await opened.history(scope, { limit: 9 })).map(({ id }) => id)).toEqual(["2", "1"]);
}

const paths = (scope: Scope = ada) => scopeFiles(scopeFolder(folder, scope));
const names = (scope: Scope = ada): readonly string[] => readdirSync(paths(scope).folder);
const holding = (text: string): readonly string[] =>
  names().filter((name) => readFileSync(join(paths().folder, name), "latin1").includes(text));
const journal = (scope: Scope = ada): string =>
  join(paths(scope).folder, names(scope).find((name) => name.startsWith("journal-")) ?? "");

describe("what is sealed", () => {
  it("tells nothing in any file, and is read as it was written", async () => {
    await fill(await start([first]));
    expect(names().filter((name) => name.startsWith("part-")).length).toBeGreaterThan(1);
    expect([...holding(word), ...holding("Müller"), ...holding("Grüße")]).toEqual([]);
    await expectWhole(await start([first]));
    expect(warnings).toEqual([]);
  });

  it("keeps what it would tell without keys: the control of this test", async () => {
    await fill(await start(null));
    expect(holding(word).length).toBeGreaterThan(3);
  });

  it.each([
    ["no key", null, 'is sealed with the key "one", and no TOKEN_KEYS were given'],
    ["another key", [second], 'is sealed with the key "one", which TOKEN_KEYS lacks'],
    ["another key of the same name", [forged], 'does not open with the key "one" of TOKEN_KEYS'],
  ])("is refused and left alone with %s, and opens with the right one", async (_, ring, says) => {
    await fill(await start([first]));
    await store?.close();
    const before = names().map((name) => [name, readFileSync(join(paths().folder, name))]);
    const refused = await start(ring);
    const asked = refused.list(ada, "cursors");
    await expect(asked).rejects.toMatchObject({ code: "refused" });
    await expect(asked).rejects.toThrow(says);
    await expect(asked).rejects.toThrow("Nothing was changed.");
    await store?.close();
    expect(names().map((name) => [name, readFileSync(join(paths().folder, name))])).toEqual(before);
    await expectWhole(await start([first]));
  });

  it("does not open in somebody else's mailbox, whatever its first line says", async () => {
    await fill(await start([first]));
    await fill(await start([first]), grace);
    await store?.close();
    const scopeIn = (line: string) => line.replace('"mailboxId":"ada"', '"mailboxId":"grace"');
    for (const name of ["snapshot", "snapshot.copy"]) {
      const pasted = readFileSync(join(paths().folder, name));
      const end = pasted.indexOf("\n");
      const body = pasted.subarray(end);
      const line = scopeIn(pasted.toString("utf8", 0, end));
      writeFileSync(join(paths(grace).folder, name), Buffer.concat([Buffer.from(line), body]));
    }
    await expect((await start([first])).list(grace, "cursors")).rejects.toThrow("does not open");
    await expectWhole(await start([first]));
  });

  it("does not open as another commit, nor in another's journal", async () => {
    await (await start([first])).commit(ada, [putCursor("a", "of ada")]);
    await (await start([first])).commit(grace, [putCursor("a", "of grace")]);
    await (await start([first])).commit(ada, [putCursor("a", "later")]);
    await store?.close();
    const rows = (scope: Scope) => readFileSync(journal(scope), "utf8").trimEnd().split("\n");
    const [head = "", ...own] = rows(grace);
    const [, early = "", late = ""] = rows(ada);
    writeFileSync(journal(grace), [head, early, ""].join("\n"));
    await expect((await start([first])).list(grace, "cursors")).rejects.toThrow("does not open");
    await store?.close();
    // The same commit, told to be another one: its checksum is made right as well.
    const body = early.slice(9).replace(/^1 /, "2 ");
    const again = `${crc32(body).toString(16).padStart(8, "0")} ${body}`;
    writeFileSync(journal(), [rows(ada)[0], early, again, ""].join("\n"));
    await expect((await start([first])).list(ada, "cursors")).rejects.toThrow("does not open");
    await store?.close();
    writeFileSync(journal(), [rows(ada)[0], early, late, ""].join("\n"));
    writeFileSync(journal(grace), [head, ...own, ""].join("\n"));
    expect(await (await start([first])).get(ada, "cursors", "a")).toEqual(cursor("later"));
  });

  it("does not open once a bit was flipped, though the checksum was made right", async () => {
    await (await start([first])).commit(ada, [putCursor("a", word)]);
    await store?.close();
    const [head = "", row = ""] = readFileSync(journal(), "utf8").trimEnd().split("\n");
    const at = row.length - 20;
    const flipped = row[at] === "A" ? "B" : "A";
    const body = `${row.slice(9, at)}${flipped}${row.slice(at + 1)}`;
    const sum = crc32(body).toString(16).padStart(8, "0");
    writeFileSync(journal(), `${head}\n${sum} ${body}\n`);
    const asked = (await start([first])).get(ada, "cursors", "a");
    await expect(asked).rejects.toThrow("or the file was altered");
  });
});

describe("what lies there under an older key, or readable", () => {
  it.each([
    ["readable", null],
    ["under the old key", [first]],
  ])("(%s) is sealed with the new one by being opened", async (_, before) => {
    await fill(await start(before));
    await expectWhole(await start([second, first]));
    await store?.close();
    expect(holding(word)).toEqual([]);
    expect(holding('"key":"one"')).toEqual([]);
    // The old key can go.
    await expectWhole(await start([second]));
  });

  it("goes on unharmed where the disk is full then, and is sealed once there is room", async () => {
    await fill(await start(null));
    await store?.close();
    const disk = faultyDisk();
    disk.plan((_step, operation, path) =>
      operation === "write" && path.includes("mailbox")
        ? { kind: "error", code: "ENOSPC" }
        : undefined,
    );
    const opened = await start([first], { files: disk.files });
    await expectWhole(opened);
    await expect(opened.reseal(ada)).rejects.toMatchObject({ code: "full" });
    expect(holding(word).length).toBeGreaterThan(3);
    disk.plan(() => undefined);
    await opened.reseal(ada);
    expect(holding(word)).toEqual([]);
    await expectWhole(await start([first]));
  });

  it("and what somebody left beside it is sealed, or gone, when it is asked for", async () => {
    const opened = await start([first]);
    await fill(opened);
    writeFileSync(
      paths().history(7),
      `sync-to-erp history 2 {"scope":{}}\n{"subject":"${word}"}\n`,
    );
    await opened.reseal(ada);
    expect(holding(word)).toEqual([]);
    await expectWhole(opened);
  });
});
