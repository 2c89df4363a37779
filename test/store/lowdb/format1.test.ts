import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createLowdbStore } from "../../../server/store/lowdb/lowdb.ts";
import { scopeFolder } from "../../../server/store/lowdb/names.ts";
import type { Store } from "../../../server/store/store.ts";
import { ada, append, cursor, entry, putCursor } from "../documents.ts";
import { optionsFor, temporaryFolder } from "./folder.ts";

/** `format1` was written by version 0.1.0 and killed: commits 1 to 3 are folded, 4 is in the journal. */
describe("a folder of format 1", () => {
  let folder: string;
  let dispose: () => void;
  let path: string;
  let warnings: string[];
  beforeEach(() => {
    ({ folder, dispose } = temporaryFolder());
    cpSync(join(__dirname, "format1"), folder, { recursive: true });
    path = scopeFolder(folder, ada);
    warnings = [];
  });
  afterEach(() => dispose());

  function open(): Promise<Store> {
    const log = { warn: (_facts: object, message: string) => void warnings.push(message) };
    return createLowdbStore(optionsFor(folder, { log }));
  }

  async function expectAll(store: Store, more: readonly string[] = []): Promise<void> {
    expect([...(await store.list(ada, "cursors"))]).toEqual([
      ["k", cursor(more.at(-1) ?? "4")],
      ["17", cursor("17")],
    ]);
    expect([...(await store.list(ada, "inbox")).keys()]).toEqual(["1", "3"]);
    const ids = ["1", "2", "3", "4", ...more].toReversed();
    expect(await store.history(ada, { limit: 9 })).toEqual(ids.map((id) => entry(id)));
  }

  it("is found, opened and migrated; it goes on in format 2", async () => {
    const store = await open();
    expect(await store.scopes("mailbox")).toEqual([ada]);
    await expectAll(store);
    expect(await store.acquire(ada)).toBe(2);
    await store.commit(ada, [putCursor("k", "5"), append("5")]);
    await store.close();
    expect(readdirSync(path).sort()).toEqual(["history", "journal-4", "snapshot", "snapshot.copy"]);
    for (const name of ["journal-4", "snapshot", "snapshot.copy"]) {
      expect(readFileSync(join(path, name), "utf8")).toMatch(/^sync-to-erp [a-z]+ 2 /);
    }
    const again = await open();
    await expectAll(again, ["5"]);
    await again.close();
    expect(warnings).toEqual([]);
  });

  it.each(["snapshot", "snapshot.bak"])("with a damaged %s loses nothing", async (name) => {
    truncateSync(join(path, name), 100);
    const store = await open();
    await expectAll(store);
    await store.close();
    const again = await open();
    await expectAll(again);
    await again.close();
  });

  it("that leads nowhere is refused and left as it is", async () => {
    truncateSync(join(path, "snapshot"), 100);
    rmSync(join(path, "journal.bak"));
    const before = readdirSync(path);
    const store = await open();
    await expect(store.get(ada, "cursors", "k")).rejects.toMatchObject({ code: "refused" });
    expect(readdirSync(path)).toEqual(before);
    await store.close();
  });

  it("with a journal that is no longer one is refused", async () => {
    writeFileSync(join(path, "journal"), "something else\n");
    const store = await open();
    await expect(store.get(ada, "cursors", "k")).rejects.toMatchObject({ code: "refused" });
    await store.close();
  });
});
