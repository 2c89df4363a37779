/** How ERPs are spared is held in memory, read at a start. */
import { createErpTerms, noTerms } from "../../server/engine/erp-terms.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { scopeKey, StoreError, type Store } from "../../server/store/store.ts";

const log = { warn: jest.fn(), info: jest.fn() };
const [sound, damaged] = ["E-sound", "E-damaged"];
const terms = { limits: { perMinute: 60 }, windows: [] };

it("one connection whose file is damaged keeps neither the server from starting nor the others' terms away", async () => {
  const inner = createMemoryStore();
  const before = createErpTerms(inner, log);
  for (const id of [sound, damaged]) await before.save(id, terms);

  const at = scopeKey({ kind: "connection", connectionId: damaged });
  const store: Store = {
    ...inner,
    get: (scope, ...asked) =>
      scopeKey(scope) === at
        ? Promise.reject(new StoreError("refused", "damaged"))
        : inner.get(scope, ...asked),
  };
  const after = createErpTerms(store, log);
  await after.load();
  expect([after.of(sound), after.of(damaged)]).toEqual([terms, noTerms]);
  expect(log.warn).toHaveBeenCalledTimes(1);
});
