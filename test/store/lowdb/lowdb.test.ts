import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSealer } from "../../../server/lib/sealer.ts";
import { createLowdbStore, type LowdbStoreOptions } from "../../../server/store/lowdb/lowdb.ts";
import { storeContract, type StoreHarness } from "../contract/store-contract.ts";
import { ada, putCursor } from "../documents.ts";
import { optionsFor, temporaryFolder } from "./folder.ts";

const sealer = createSealer([{ id: "one", bytes: new Uint8Array(32).fill(1) }]);

async function harness(more: Partial<LowdbStoreOptions>): Promise<StoreHarness> {
  const { folder, dispose } = temporaryFolder();
  let store = await createLowdbStore(optionsFor(folder, more));
  return {
    store,
    async reopen() {
      await store.close();
      store = await createLowdbStore(optionsFor(folder, more));
      return store;
    },
    async dispose() {
      await store.close();
      dispose();
    },
  };
}

storeContract("the lowdb store", () => harness({}));
storeContract("the lowdb store that folds its journal after every commit", () =>
  harness({ checkpointBytes: 1, partLength: 2 }),
);
storeContract("the lowdb store that keeps one scope open at a time", () =>
  harness({ maxOpen: 1, idleMs: 0 }),
);
storeContract("the lowdb store that seals what it writes", () => harness({ sealer }));
storeContract("the lowdb store that seals what it writes, and folds after every commit", () =>
  harness({ sealer, checkpointBytes: 1, partLength: 2, maxOpen: 1, idleMs: 0 }),
);
storeContract("the lowdb store that keeps nothing in memory and no file open", () =>
  harness({ maxBytes: 0, maxFiles: 0, checkpointBytes: 2000 }),
);

describe("the files of the lowdb store", () => {
  const { folder, dispose } = temporaryFolder();
  afterAll(dispose);

  const holding = (word: string): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => readFileSync(path, "latin1").includes(word));

  it("tell nothing of what was removed once they are folded", async () => {
    const store = await createLowdbStore(optionsFor(folder));
    // In a snapshot with its copy, and in the journal after it.
    await store.commit(ada, [putCursor("bob@contoso.example", "1"), putCursor("stays", "1")]);
    await store.fold(ada);
    await store.commit(ada, [
      { kind: "remove", collection: "cursors", key: "bob@contoso.example" },
    ]);
    expect(holding("bob@contoso").length).toBeGreaterThan(1);
    await store.fold(ada);
    expect(holding("bob@contoso")).toEqual([]);
    expect(holding("stays").length).toBeGreaterThan(0);
    await store.close();
  });
});
