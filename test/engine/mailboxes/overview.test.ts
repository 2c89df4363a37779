import { mailboxKey, scopeOf } from "../../../server/engine/mailboxes/mailbox.ts";
import { withOverview } from "../../../server/engine/mailboxes/overview.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../../server/store/store.ts";
import { ada } from "../harness.ts";

const grace = { ...ada, mailboxId: "grace", userId: "grace", name: "Grace" };
const hint = { kind: "outlook-change", id: "event-1" } as const;

/** A store that counts how often something is read from it. */
async function counted(change: Partial<Store> = {}) {
  const inner = createMemoryStore();
  await inner.commit(scopeOf(ada), [put("mailbox", mailboxKey, ada)]);
  const counts = { reads: 0 };
  const { store, overview } = withOverview(
    {
      ...inner,
      get: (...asked) => {
        counts.reads++;
        return inner.get(...asked);
      },
      ...change,
    },
    manualClock(Date.parse("2026-11-20T08:00:00Z")),
  );
  return { inner, store, overview, counts };
}

describe("the overview", () => {
  it("opens each mailbox once, however often it is asked, and knows what is written since", async () => {
    const { store, overview, counts } = await counted();
    expect((await overview.sights()).map(({ mailbox }) => mailbox?.name)).toEqual([ada.name]);
    const { reads } = counts;
    await store.commit(scopeOf(grace), [put("mailbox", mailboxKey, grace)]);
    await store.commit(scopeOf(ada), [put("inbox", "one", hint)]);
    const sight = await overview.sight(scopeOf(ada));
    expect(sight?.messages.get("inbox/one")).toMatchObject({
      ...{ state: "hint", endpoint: "pull", about: "event-1", since: "2026-11-20T08:00:00.000Z" },
    });
    await store.commit(scopeOf(ada), [{ kind: "remove", collection: "inbox", key: "one" }]);
    expect((await overview.sight(scopeOf(ada)))?.messages.size).toBe(0);
    expect(await overview.sights()).toHaveLength(2);
    await store.erase(scopeOf(ada));
    expect((await overview.sights()).map(({ mailbox }) => mailbox?.name)).toEqual(["Grace"]);
    expect(counts.reads).toBe(reads);
  });

  it("misses nothing that is written while it is read for the first time", async () => {
    const { store, overview } = await counted();
    const reading = overview.sights();
    await store.commit(scopeOf(grace), [put("mailbox", mailboxKey, grace)]);
    await store.commit(scopeOf(ada), [put("inbox", "one", hint)]);
    await reading;
    expect(await overview.sights()).toHaveLength(2);
    expect((await overview.sight(scopeOf(ada)))?.messages.size).toBe(1);
  });

  it("shows a mailbox whose files are refused, and the others beside it", async () => {
    const { inner, overview } = await counted({
      list: async (scope, collection) => {
        if (scope.kind === "mailbox" && scope.mailboxId === "grace") {
          throw new StoreError("refused", "It is damaged.");
        }
        return createMemoryStore().list(scope, collection);
      },
    });
    await inner.commit(scopeOf(grace), [put("mailbox", mailboxKey, grace)]);
    const refused = (await overview.sights()).map((sight) => sight.refused);
    expect(new Set(refused)).toEqual(new Set([null, "It is damaged."]));
  });
});
