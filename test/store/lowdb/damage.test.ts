import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { manualClock } from "../../../server/lib/clock.ts";
import { createLowdbStore, type LowdbStoreOptions } from "../../../server/store/lowdb/lowdb.ts";
import {
  journalsAmong,
  scopeFiles,
  scopeFolder,
  type ScopeFiles,
} from "../../../server/store/lowdb/names.ts";
import type { Scope, Store } from "../../../server/store/store.ts";
import { ada, append, cursor, putCursor } from "../documents.ts";
import { faultyDisk } from "./faulty.ts";
import { optionsFor, temporaryFolder } from "./folder.ts";

const grace: Scope = { kind: "mailbox", tenantId: "contoso", mailboxId: "grace" };

let folder: string;
let dispose: () => void;
let files: ScopeFiles;
let warnings: string[];
const log = { warn: (_facts: object, message: string) => void warnings.push(message) };
const opened: Store[] = [];

beforeEach(() => {
  ({ folder, dispose } = temporaryFolder());
  files = scopeFiles(scopeFolder(folder, ada));
  warnings = [];
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  dispose();
});

async function open(more: Partial<LowdbStoreOptions> = {}): Promise<Store> {
  const store = await createLowdbStore(optionsFor(folder, { log, partLength: 1, ...more }));
  opened.push(store);
  return store;
}

/** Three commits, each folded into a snapshot of its own, and one that is in the journal only. */
async function fourCommits(): Promise<void> {
  for (const text of ["1", "2", "3"]) {
    const store = await open({ checkpointBytes: 1 });
    await store.commit(ada, [putCursor("k", text), putCursor("j", "first"), append(text)]);
    await store.close();
  }
  const store = await open();
  await store.commit(ada, [putCursor("k", "4"), append("4")]);
  await store.commit(grace, [putCursor("k", "of grace")]);
  await store.close();
}

/** The part that holds "k"; "j" is the newest document and stands in the snapshot. */
function partFile(): string {
  const part = readdirSync(files.folder).find((name) => /^part-\d+$/.test(name));
  return files.part(part!);
}

function flipByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

async function expectAllFour(store: Store): Promise<void> {
  expect(await store.get(ada, "cursors", "k")).toEqual(cursor("4"));
  const history = await store.history(ada, { limit: 9 });
  expect(history.map(({ id }) => id)).toEqual(["4", "3", "2", "1"]);
}

async function expectRefused(store: Store, text: string): Promise<void> {
  const before = readdirSync(files.folder).map((name) => [
    name,
    readFileSync(join(files.folder, name), "utf8"),
  ]);
  const refusal = { code: "refused", message: expect.stringContaining(text) as string };
  await expect(store.get(ada, "cursors", "k")).rejects.toMatchObject(refusal);
  await expect(store.commit(ada, [putCursor("k", "5")])).rejects.toMatchObject(refusal);
  const after = readdirSync(files.folder).map((name) => [
    name,
    readFileSync(join(files.folder, name), "utf8"),
  ]);
  expect(after).toEqual(before);
  expect(await store.get(grace, "cursors", "k")).toEqual(cursor("of grace"));
}

const damages: [string, (path: string) => void][] = [
  ["torn", (path) => truncateSync(path, statSync(path).size >> 1)],
  ["empty", (path) => truncateSync(path, 0)],
  ["cut in its first line", (path) => truncateSync(path, 10)],
  ["changed in one bit of its documents", (path) => flipByte(path, statSync(path).size - 9)],
  ["changed in one bit of its first line", (path) => flipByte(path, 0)],
  ["longer than it was", (path) => appendFileSync(path, "}")],
  ["gone", (path) => rmSync(path)],
];

describe.each([
  ["a damaged snapshot", () => files.snapshot],
  ["a damaged part", partFile],
])("%s", (_what, path) => {
  it.each(damages)("(%s) is replaced by its copy, with nothing lost", async (_, damage) => {
    await fourCommits();
    damage(path());
    const store = await open();
    await expectAllFour(store);
    expect(warnings).toEqual(["A damaged file was replaced by its copy"]);
    await store.close();
    warnings = [];
    await expectAllFour(await open());
    expect(warnings).toEqual([]);
  });

  it.each(damages)(
    "(%s) without a good copy is refused, alone and unchanged",
    async (_, damage) => {
      await fourCommits();
      const damaged = path();
      damage(damaged);
      damage(`${damaged}.copy`);
      await expectRefused(await open(), damaged);
    },
  );

  it("is set aside for a person to look at", async () => {
    await fourCommits();
    const damaged = path();
    truncateSync(damaged, 100);
    await expectAllFour(await open());
    const aside = readdirSync(files.folder).filter((name) => name.includes("damaged"));
    expect(aside).toEqual([`${basename(damaged)}.damaged-2026-11-20T00-00-00-000Z`]);
    expect(statSync(join(files.folder, aside[0]!)).size).toBe(100);
  });

  it("can be replaced again when it is damaged again", async () => {
    await fourCommits();
    for (let round = 0; round < 3; round += 1) {
      truncateSync(path(), 50);
      const store = await open({ clock: manualClock(round) });
      await expectAllFour(store);
      await store.close();
    }
  });

  it("is no harm where there is no room to write it anew", async () => {
    await fourCommits();
    truncateSync(path(), 50);
    const disk = faultyDisk();
    disk.plan((_, operation) =>
      operation === "write" ? { kind: "error", code: "ENOSPC", torn: true } : undefined,
    );
    const store = await open({ files: disk.files });
    await expectAllFour(store);
    disk.plan(() => undefined);
    await store.close();
    await expectAllFour(await open());
  });
});

describe("a snapshot", () => {
  it("of an older day that was put back is not believed", async () => {
    await fourCommits();
    const old = readFileSync(files.snapshot);
    const store = await open({ checkpointBytes: 1 });
    await store.commit(ada, [putCursor("k", "5")]);
    await store.close();
    writeFileSync(files.snapshot, old);
    expect(await (await open()).get(ada, "cursors", "k")).toEqual(cursor("5"));
    expect(warnings).toContain("A damaged file was replaced by its copy");
  });

  it("of an older day that was put back with its copy is refused", async () => {
    await fourCommits();
    const old = readFileSync(files.snapshot);
    const store = await open({ checkpointBytes: 1 });
    await store.commit(ada, [putCursor("k", "5")]);
    await store.close();
    writeFileSync(files.snapshot, old);
    writeFileSync(files.snapshotCopy, old);
    await expectRefused(await open(), files.snapshot);
  });

  it("is refused where the journal after it is missing", async () => {
    await fourCommits();
    rmSync(journalFile());
    await expectRefused(await open(), files.snapshot);
  });

  it("that is refused can be erased", async () => {
    await fourCommits();
    truncateSync(files.snapshot, 100);
    rmSync(files.snapshotCopy);
    const store = await open();
    await expect(store.get(ada, "cursors", "k")).rejects.toMatchObject({ code: "refused" });
    await store.erase(ada);
    expect(await store.get(ada, "cursors", "k")).toBeUndefined();
    expect(readdirSync(join(folder, "mailbox"))).toHaveLength(1);
  });
});

describe("a damaged journal", () => {
  async function threeLines(): Promise<readonly string[]> {
    const store = await open();
    for (const text of ["1", "2", "3"]) await store.commit(ada, [putCursor("k", text)]);
    await store.commit(grace, [putCursor("k", "of grace")]);
    await store.close();
    return readFileSync(journalFile(), "utf8").split("\n");
  }

  it("is followed up to a torn end, which is set aside", async () => {
    const lines = await threeLines();
    flipByte(journalFile(), lines.slice(0, 3).join("\n").length + 20);
    expect(await (await open()).get(ada, "cursors", "k")).toEqual(cursor("2"));
    expect(warnings).toEqual(["Journal ends in an unfinished write"]);
    expect(readdirSync(files.folder).filter((name) => name.includes("damaged"))).toHaveLength(1);
  });

  it("is refused where a commit that was acknowledged cannot be read", async () => {
    const lines = await threeLines();
    flipByte(journalFile(), lines.slice(0, 2).join("\n").length + 20);
    await expectRefused(await open(), `${journalFile()} is damaged after commit 1`);
  });

  it("is refused where its first line is wrong", async () => {
    await fourCommits();
    flipByte(journalFile(), 3);
    await expectRefused(await open(), journalFile());
  });
});

/** The last one. */
function journalFile(): string {
  return files.journal(journalsAmong(readdirSync(files.folder)).at(-1) ?? -1);
}

it("a history file that was cut is set aside; the documents are not concerned", async () => {
  await fourCommits();
  truncateSync(files.history(0), 100);
  const store = await open();
  expect(await store.get(ada, "cursors", "k")).toEqual(cursor("4"));
  expect((await store.history(ada, { limit: 9 })).map(({ id }) => id)).toEqual(["4"]);
  expect(warnings).toEqual(["History file cut short"]);
});

describe("files that are not this scope's, or not this version's", () => {
  it("of another mailbox are refused, not shown", async () => {
    await fourCommits();
    cpSync(scopeFolder(folder, grace), files.folder, { recursive: true });
    await expectRefused(await open(), "belongs to");
  });

  it.each([
    ["snapshot", () => files.snapshot],
    ["journal", journalFile],
    ["part", partFile],
  ])("a %s of a newer version is refused by name", async (what, path) => {
    await fourCommits();
    const newer = path();
    const text = readFileSync(newer, "utf8");
    writeFileSync(newer, text.replace(`sync-to-erp ${what} 2`, `sync-to-erp ${what} 5`));
    const store = await open();
    await expectRefused(store, `${newer} is in format 5`);
    await expectRefused(store, "install that one again");
  });

  it("can be read by nobody else on the machine", async () => {
    await fourCommits();
    const modes = readdirSync(files.folder).map(
      (name) => [name, statSync(join(files.folder, name)).mode & 0o077] as const,
    );
    expect(modes.length).toBeGreaterThan(5);
    // Windows has no such modes: a file takes the rights of its folder there.
    expect(modes.filter(([, mode]) => mode !== 0 && process.platform !== "win32")).toEqual([]);
  });
});

describe("a full disk", () => {
  it("refuses the commit, keeps the last state, and goes on when there is room", async () => {
    const disk = faultyDisk();
    const store = await open({ files: disk.files });
    await store.commit(ada, [putCursor("k", "1"), append("1")]);
    disk.plan((_, operation) =>
      operation === "append" ? { kind: "error", code: "ENOSPC", torn: true } : undefined,
    );
    const both = [
      store.commit(ada, [putCursor("k", "2"), append("2")]),
      store.commit(ada, [putCursor("k", "3")]),
    ];
    for (const commit of both) await expect(commit).rejects.toMatchObject({ code: "full" });
    expect(await store.get(ada, "cursors", "k")).toEqual(cursor("1"));
    disk.plan(() => undefined);
    await store.commit(ada, [putCursor("k", "4")]);
    await store.close();
    const again = await open();
    expect(await again.get(ada, "cursors", "k")).toEqual(cursor("4"));
    expect(await again.history(ada, { limit: 9 })).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it("refuses the first commit of a scope just as well", async () => {
    const disk = faultyDisk();
    const store = await open({ files: disk.files });
    disk.plan((_, operation) =>
      operation === "write" ? { kind: "error", code: "ENOSPC", torn: true } : undefined,
    );
    await expect(store.commit(ada, [putCursor("k", "1")])).rejects.toMatchObject({ code: "full" });
    disk.plan(() => undefined);
    await store.commit(ada, [putCursor("k", "2")]);
    await store.close();
    expect(await (await open()).get(ada, "cursors", "k")).toEqual(cursor("2"));
  });

  it("lets commits pass when only the snapshot has no room, and folds later", async () => {
    const disk = faultyDisk();
    const store = await open({ files: disk.files, checkpointBytes: 1 });
    await store.commit(ada, [putCursor("k", "0"), append("0")]);
    disk.plan((_, operation, path) =>
      operation === "write" && path.includes("snapshot")
        ? { kind: "error", code: "ENOSPC", torn: true }
        : undefined,
    );
    for (const text of ["1", "2", "3"]) {
      await store.commit(ada, [putCursor("k", text), append(text)]);
    }
    expect(await store.get(ada, "cursors", "k")).toEqual(cursor("3"));
    await store.close();
    expect(warnings).toContain("Snapshot could not be written");
    disk.plan(() => undefined);
    const roomy = await open({ checkpointBytes: 1 });
    await roomy.commit(ada, [putCursor("k", "4"), append("4")]);
    await roomy.close();
    expect(readdirSync(files.folder)).toContain("snapshot.copy");
    const again = await open();
    expect((await again.history(ada, { limit: 9 })).map(({ id }) => id)).toEqual([
      "4",
      "3",
      "2",
      "1",
      "0",
    ]);
  });

  it("after a failed flush nothing more is taken until the scope is opened again", async () => {
    const disk = faultyDisk();
    const store = await open({ files: disk.files });
    await store.commit(ada, [putCursor("k", "1")]);
    disk.plan((step, operation) =>
      operation === "sync" && step < 3 ? { kind: "error", code: "EIO" } : undefined,
    );
    for (const text of ["2", "3"]) {
      await expect(store.commit(ada, [putCursor("k", text)])).rejects.toMatchObject({
        code: "refused",
      });
    }
    expect(await store.get(ada, "cursors", "k")).toEqual(cursor("1"));
    await store.close();
    const again = await open();
    expect(await again.get(ada, "cursors", "k")).toEqual(cursor("1"));
    await again.commit(ada, [putCursor("k", "4")]);
  });
});

it("a folder that cannot be written to is refused with its path and what to do", async () => {
  const disk = faultyDisk();
  disk.plan((_, operation) =>
    operation === "makeFolder" ? { kind: "error", code: "EROFS" } : undefined,
  );
  await expect(open({ files: disk.files })).rejects.toMatchObject({
    code: "full",
    message: expect.stringMatching(`${folder}.*read-only \\(EROFS\\)`) as string,
  });
});

it("a disk that becomes read-only keeps what was read and written, and the store can be closed", async () => {
  const disk = faultyDisk();
  const store = await open({ files: disk.files });
  await store.commit(ada, [putCursor("k", "1")]);
  disk.plan(() => ({ kind: "error", code: "EROFS" }));
  await expect(store.commit(ada, [putCursor("k", "2")])).rejects.toMatchObject({
    message: expect.stringContaining("EROFS") as string,
  });
  expect(await store.get(ada, "cursors", "k")).toEqual(cursor("1"));
  await store.close();
  disk.plan(() => undefined);
  rmSync(join(folder, "owner.json"));
  expect(await (await open()).get(ada, "cursors", "k")).toEqual(cursor("1"));
});
