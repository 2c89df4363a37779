import { createLowdbStore, type LowdbStoreOptions } from "../../../server/store/lowdb/lowdb.ts";
import { storeContract, type StoreHarness } from "../contract/store-contract.ts";
import { optionsFor, temporaryFolder } from "./folder.ts";

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
storeContract("the lowdb store that keeps nothing in memory and no file open", () =>
  harness({ maxBytes: 0, maxFiles: 0, checkpointBytes: 2000 }),
);
