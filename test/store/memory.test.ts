import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { storeContract } from "./contract/store-contract.ts";

storeContract("the memory store", async () => {
  const store = createMemoryStore();
  return { store, dispose: () => store.close() };
});
