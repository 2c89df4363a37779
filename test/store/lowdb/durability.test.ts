import { cpSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import * as fc from "fast-check";
import { createLowdbStore, type LowdbStoreOptions } from "../../../server/store/lowdb/lowdb.ts";
import { journalsAmong, scopeFiles, scopeFolder } from "../../../server/store/lowdb/names.ts";
import { put, type Change, type Store } from "../../../server/store/store.ts";
import { ada, append, putCursor, retry } from "../documents.ts";
import { faultyDisk } from "./faulty.ts";
import { optionsFor, temporaryFolder } from "./folder.ts";

const elsewhere = { pid: 1, host: "h", boot: "b", start: "s" };
/** Never finds another process alive: the one that was killed left its ownership behind. */
const processes = { self: elsewhere, startOf: () => undefined };

function open(folder: string, more: Partial<LowdbStoreOptions> = {}): Promise<Store> {
  return createLowdbStore(optionsFor(folder, { processes, ...more }));
}

/** Everything a scope holds, as text. */
async function stateOf(store: Store): Promise<string> {
  return JSON.stringify([
    [...(await store.list(ada, "cursors"))],
    [...(await store.list(ada, "inbox"))],
    await store.history(ada, { limit: 1000 }),
  ]);
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(fc.constantFrom("1", "2", "a"), fc.string({ unit: "grapheme" }))
    .map(([key, text]) => putCursor(key, text)),
  fc.constantFrom("x", "7").map((key) => put("inbox", key, retry(key))),
  fc
    .constantFrom("1", "2", "a")
    .map((key): Change => ({ kind: "remove", collection: "cursors", key })),
  fc.uuid().map((id) => append(id)),
);
const commits = fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});

/** Commits one after the other; the state after each, the first being the one before all. */
async function statesAfter(store: Store, all: readonly Change[][]): Promise<string[]> {
  const states = [await stateOf(store)];
  for (const changes of all) {
    await store.commit(ada, changes);
    states.push(await stateOf(store));
  }
  return states;
}

function lastJournal(root: string): string {
  const folder = scopeFolder(root, ada);
  return scopeFiles(folder).journal(journalsAmong(readdirSync(folder)).at(-1) ?? 0);
}

/** These open a store some hundred times; a busy machine takes its time for that. */

describe("after a stop at any moment the lowdb store", () => {
  const made = temporaryFolder();
  const copy = temporaryFolder();
  afterAll(() => {
    made.dispose();
    copy.dispose();
  });
  function empty({ folder }: { folder: string }): void {
    rmSync(folder, { recursive: true, force: true });
  }

  it("opens every prefix of its journal to the state after a prefix of the commits", async () => {
    await fc.assert(
      fc.asyncProperty(commits, commits, fc.infiniteStream(fc.nat()), async (folded, all, cuts) => {
        empty(made);
        const before = await open(made.folder, { checkpointBytes: 1 });
        const states = await statesAfter(before, folded);
        await before.close();
        const store = await open(made.folder);
        states.push(...(await statesAfter(store, all)).slice(1));
        const bytes = readFileSync(lastJournal(made.folder));
        const { length } = bytes;
        // The first line is on the disk before there is a journal of this name.
        const firstLine = bytes.indexOf("\n") + 1;
        const some = [...cuts.take(5)]
          .map((cut) => firstLine + (cut % (length - firstLine)))
          .sort((one, two) => one - two);

        let reached = 0;
        for (const cut of [...some, length]) {
          empty(copy);
          cpSync(made.folder, copy.folder, { recursive: true });
          truncateSync(lastJournal(copy.folder), cut);
          const cutStore = await open(copy.folder);
          const found = states.indexOf(await stateOf(cutStore), reached);
          await cutStore.close();
          // -1 would be a state that never was, or one older than a shorter journal led to.
          expect(found).toBeGreaterThanOrEqual(reached);
          reached = found;
        }
        expect(states[reached]).toBe(states.at(-1));
        await store.close();
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    ["between two steps", false],
    ["in the middle of a step", true],
  ])("holds every acknowledged commit, killed %s", async (_, torn) => {
    const script = Array.from({ length: 6 }, (_unused, index): Change[] => [
      putCursor("k", String(index)),
      put("inbox", String(index), retry("x".repeat(20))),
      append(String(index)),
    ]);
    /** Folds the journal after every second commit or so. */
    const checkpointBytes = 300;
    const disk = faultyDisk();
    empty(made);
    const reference = await open(made.folder, { files: disk.files, checkpointBytes });
    const states = await statesAfter(reference, script);
    await reference.close();
    const { steps } = disk;
    expect(steps).toBeGreaterThan(25);

    for (let last = 1; last <= steps; last += 1) {
      empty(made);
      disk.plan((step) => (step === last ? { kind: "killed", torn } : undefined));
      let acknowledged = 0;
      const killed = await open(made.folder, { files: disk.files, checkpointBytes }).catch(
        () => undefined,
      );
      for (const changes of script) {
        await killed?.commit(ada, changes).then(
          () => (acknowledged += 1),
          () => undefined,
        );
      }
      await killed?.close().catch(() => undefined);

      const opened = await open(made.folder, { checkpointBytes });
      const found = states.indexOf(await stateOf(opened));
      // One commit more than acknowledged may be there: the one that was under way.
      expect([acknowledged, acknowledged + 1]).toContain(found);
      await opened.commit(ada, [putCursor("k", "afterwards")]);
      await opened.close();
      const again = await open(made.folder);
      expect(await again.get(ada, "cursors", "k")).toMatchObject({ cursor: "afterwards" });
      expect(await again.history(ada, { limit: 99 })).toHaveLength(found);
      await again.close();
    }
  });
});
