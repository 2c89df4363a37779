import { rmSync, truncateSync } from "node:fs";
import { createLowdbStore, type LowdbStoreOptions } from "../../../server/store/lowdb/lowdb.ts";
import { scopeFiles, scopeFolder } from "../../../server/store/lowdb/names.ts";
import type { Change, Store } from "../../../server/store/store.ts";
import { ada, append, cursor, putCursor } from "../documents.ts";
import { faultyDisk } from "./faulty.ts";
import { optionsFor, temporaryFolder } from "./folder.ts";

const elsewhere = { pid: 1, host: "h", boot: "b", start: "s" };
/** Never finds another process alive: the one that was killed left its ownership behind. */
const processes = { self: elsewhere, startOf: () => undefined };
const before = [putCursor("a", "before"), append("1")];
const after = [putCursor("a", "after"), putCursor("b", "after"), append("1"), append("2")];

let folder: string;
let dispose: () => void;
beforeEach(() => {
  ({ folder, dispose } = temporaryFolder());
});
afterEach(() => dispose());

function open(more: Partial<LowdbStoreOptions> = {}): Promise<Store> {
  return createLowdbStore(optionsFor(folder, { processes, ...more }));
}

async function stateOf(store: Store): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for await (const change of store.dump(ada)) changes.push(change);
  return changes;
}

describe("restoring a scope of the lowdb store", () => {
  it.each([
    ["between two steps", false],
    ["in the middle of a step", true],
  ])("killed %s leaves the old state or the new one, and both can go on", async (_, torn) => {
    const disk = faultyDisk();
    const seen = { before: 0, after: 0 };
    let last = 0;
    for (let finished = false; !finished;) {
      last += 1;
      rmSync(folder, { recursive: true, force: true });
      const store = await open({ files: disk.files });
      await store.commit(ada, before);
      disk.plan((step) => (step === last ? { kind: "killed", torn } : undefined));
      const restored = await store.restore(ada, after).then(
        () => true,
        () => false,
      );
      finished = restored && disk.steps < last;
      await store.close().catch(() => undefined);
      disk.plan(() => undefined);

      const opened = await open();
      const state = await stateOf(opened);
      expect([before, after]).toContainEqual(state);
      const isAfter = state.length === after.length;
      expect(isAfter || !restored).toBe(true);
      seen[isAfter ? "after" : "before"] += 1;
      await opened.commit(ada, [putCursor("a", "goes on")]);
      await opened.close();
      const again = await open();
      expect(await again.get(ada, "cursors", "a")).toEqual(cursor("goes on"));
      await again.close();
    }
    expect(seen.before).toBeGreaterThan(5);
    expect(seen.after).toBeGreaterThan(3);
  });

  it("that is decided and cannot be finished takes nothing more, and the next start finishes it", async () => {
    const disk = faultyDisk();
    const store = await open({ files: disk.files });
    await store.commit(ada, before);
    disk.plan((_, operation, path) =>
      operation === "rename" && path.includes(".ready-")
        ? { kind: "error", code: "EIO" }
        : undefined,
    );
    await expect(store.restore(ada, after)).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("restart the server") as string,
    });
    await expect(store.commit(ada, [putCursor("a", "lost")])).rejects.toMatchObject({
      code: "refused",
    });
    await store.close();
    const again = await open();
    expect(await stateOf(again)).toEqual(after);
    await again.close();
  });

  it("works where its files are damaged and everything else is refused", async () => {
    const store = await open();
    await store.commit(ada, before);
    await store.close();
    truncateSync(scopeFiles(scopeFolder(folder, ada)).journal(0), 10);
    const damaged = await open();
    await expect(damaged.get(ada, "cursors", "a")).rejects.toMatchObject({ code: "refused" });
    await damaged.restore(ada, after);
    expect(await stateOf(damaged)).toEqual(after);
    await damaged.close();
  });
});
