import { mailboxKey, scopeOf } from "../../../server/engine/mailboxes/mailbox.ts";
import { attemptsOf, withOverview } from "../../../server/engine/mailboxes/overview.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../../server/store/store.ts";
import type { StateDocument } from "../../../server/store/documents/mailbox.ts";
import type { Link } from "../../../server/sync/model.ts";
import { stateOf } from "../../api/operator/mailboxes.ts";
import { ada } from "../harness.ts";

const grace = { ...ada, mailboxId: "grace", userId: "grace", name: "Grace" };
const stateWith = (suspects: Readonly<Record<string, number>>): StateDocument => ({
  ...stateOf(),
  suspects,
});
const linkOf = (id: string): Link => ({
  ...{ id, resource: "appointment", ids: { microsoft: `m-${id}` }, companion: {}, base: null },
  ...{ generation: 0, writes: [], answers: {}, waiting: [], choice: "on", attendeeCopy: false },
  ...{ dirty: false, syncedAt: null },
});
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

  it("knows after a restart since when each waits, and how often it was tried", async () => {
    const inner = createMemoryStore();
    const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
    const scope = scopeOf(ada);
    const link = (dirty: boolean) => put("links", "a", { ...linkOf("a"), dirty });
    const started = async () => {
      const { store, overview } = withOverview(inner, clock);
      await overview.sights();
      return { store, sight: async () => (await overview.sight(scope))! };
    };
    const before = await started();
    await before.store.commit(scope, [put("mailbox", mailboxKey, ada), put("inbox", "one", hint)]);
    await before.store.commit(scope, [link(true)]);
    clock.advance(3_600_000);
    const { store, sight } = await started();
    // Written again meanwhile, as a run does: it waits as long as before.
    await store.commit(scope, [link(true), put("state", "state", stateWith({ a: 2 }))]);
    const after = await sight();
    for (const id of ["inbox/one", "links/a"]) {
      expect(after.messages.get(id)?.since).toBe("2026-11-20T08:00:00.000Z");
    }
    expect(attemptsOf(after, "links/a", after.messages.get("links/a")!)).toBe(2);
    // What rested in between begins to wait anew, whatever the run that writes it remembers.
    const old = { ...(await inner.get(scope, "links", "a"))! };
    await store.commit(scope, [link(false)]);
    expect(await inner.get(scope, "links", "a")).not.toHaveProperty("waitsSince");
    await store.commit(scope, [put("links", "a", old)]);
    expect((await sight()).messages.get("links/a")?.since).toBe("2026-11-20T09:00:00.000Z");
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
