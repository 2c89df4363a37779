import {
  listMailboxes,
  reckoned,
  withDirectory,
} from "../../../server/engine/mailboxes/people/directory.ts";
import { mailboxKey, mailboxScope, scopeOf } from "../../../server/engine/mailboxes/mailbox.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../../server/store/store.ts";
import { ada } from "../harness.ts";

const grace = { ...ada, mailboxId: "grace", userId: "grace" };
const save = (store: Store, mailbox = ada) =>
  store.commit(scopeOf(mailbox), [put("mailbox", mailboxKey, mailbox)]);
const names = async (store: Store) => (await listMailboxes(store)).map((one) => one.mailboxId);

/** A store that counts how often its mailboxes are looked for. */
async function counted() {
  const inner = createMemoryStore();
  await save(inner);
  const counts = { scopes: 0 };
  const store = withDirectory({
    ...inner,
    scopes: (kind) => {
      counts.scopes++;
      return inner.scopes(kind);
    },
  });
  return { inner, store, counts };
}

describe("the list of mailboxes", () => {
  it("is read once, and knows what is written, erased and restored through the store", async () => {
    const { store, counts } = await counted();
    expect(await names(store)).toEqual(["ada"]);
    await save(store, grace);
    expect(await names(store)).toEqual(["ada", "grace"]);
    await store.erase(scopeOf(ada));
    expect(await names(store)).toEqual(["grace"]);
    await store.restore(scopeOf(ada), [put("mailbox", mailboxKey, { ...ada, name: "Restored" })]);
    expect((await listMailboxes(store)).map((one) => one.name)).toContain("Restored");
    expect(counts.scopes).toBe(1);
  });

  it("misses nobody who is set up while it is read for the first time", async () => {
    const { store } = await counted();
    const reading = names(store);
    await save(store, grace);
    await reading;
    expect((await names(store)).toSorted()).toEqual(["ada", "grace"]);
  });

  it("is read again where the first reading failed", async () => {
    const inner = createMemoryStore();
    await save(inner);
    let fails = true;
    const store = withDirectory({
      ...inner,
      scopes: (kind) =>
        fails ? Promise.reject(new StoreError("full", "Too many files.")) : inner.scopes(kind),
    });
    await expect(names(store)).rejects.toThrow("Too many files.");
    fails = false;
    expect(await names(store)).toEqual(["ada"]);
  });

  it("leaves out a mailbox that the store refuses", async () => {
    const { inner } = await counted();
    await save(inner, grace);
    const store = withDirectory({
      ...inner,
      get: (scope, ...rest) =>
        scope.kind === "mailbox" && scope.mailboxId === "ada"
          ? Promise.reject(new StoreError("refused", "Damaged."))
          : inner.get(scope, ...rest),
    });
    expect(await names(store)).toEqual(["grace"]);
    expect(mailboxScope("contoso", "ada")).toEqual(scopeOf(ada));
  });

  it("is looked through once for all who ask the same, until a mailbox is written", async () => {
    const { store } = await counted();
    const deps = { store, log: { info: () => undefined, warn: () => undefined } };
    let looks = 0;
    const idsOf = (all: readonly (typeof ada)[]): readonly string[] => {
      looks++;
      return all.map(({ mailboxId }) => mailboxId);
    };
    expect(await reckoned(deps, idsOf)).toEqual(["ada"]);
    await store.commit(scopeOf(ada), [put("inbox", "hint", { kind: "outlook-change", id: "e" })]);
    await reckoned(deps, idsOf);
    expect(looks).toBe(1);
    await save(store, grace);
    expect(await reckoned(deps, idsOf)).toEqual(["ada", "grace"]);
    await store.erase(scopeOf(grace));
    expect(await reckoned(deps, idsOf)).toEqual(["ada"]);
    expect(looks).toBe(3);
  });

  it("opens only some mailboxes at a time, however many there are", async () => {
    const inner = createMemoryStore();
    for (let at = 0; at < 100; at++) await save(inner, { ...ada, mailboxId: `m${at}` });
    let open = 0;
    let most = 0;
    const store = withDirectory({
      ...inner,
      get: async (...args) => {
        most = Math.max(most, ++open);
        await new Promise((turn) => setImmediate(turn));
        open--;
        return inner.get(...args);
      },
    });
    expect(await names(store)).toHaveLength(100);
    expect(most).toBeLessThan(50);
  });
});
