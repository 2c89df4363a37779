import { openLedger, type Ledger } from "../../../server/engine/run/ledger.ts";
import { mailboxScope } from "../../../server/engine/mailboxes/mailbox.ts";
import { newLink } from "../../../server/engine/run/new-link.ts";
import { countedIds } from "../../../server/lib/ids.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../../server/store/store.ts";

const scope = mailboxScope("contoso", "ada");
const note = {
  linkId: "L1",
  kind: "linked",
  side: null,
  origin: "engine",
  subject: "",
  changes: [],
  because: "",
} as const;
const parked = {
  linkId: "L1",
  itemId: "E1",
  side: "erp",
  subject: "",
  code: "rejected",
  reason: "x",
  field: null,
  attempts: 1,
  since: "2026-11-20T08:00:00.000Z",
  nextTryAt: null,
} as const;

async function open(store: Store): Promise<Ledger> {
  const ids = countedIds();
  return openLedger({
    store,
    scope,
    epoch: await store.acquire(scope),
    runId: "R1",
    now: () => "2026-11-20T08:00:00.000Z",
    nextId: () => ids.next(),
  });
}

describe("the ledger of a run", () => {
  it("finds links by the ids of both sides, as stored and as staged", async () => {
    const store = createMemoryStore();
    await store.commit(scope, [put("links", "L1", newLink("L1", "on", { microsoft: "M1" }))]);
    const ledger = await open(store);
    const link = ledger.byItem("microsoft", "M1");
    expect(link?.id).toBe("L1");
    expect(ledger.byItem("erp", "M1")).toBeUndefined();
    ledger.stage({ ...link!, ids: { microsoft: "M1", erp: "E1" } });
    expect(ledger.byItem("erp", "E1")?.id).toBe("L1");
    ledger.drop(link!);
    ledger.drop(ledger.byItem("erp", "E1") ?? link!);
    expect(ledger.byItem("microsoft", "M1")).toBeUndefined();
    expect(ledger.links.size).toBe(0);
  });

  it("does not forget the link that took over an item when the older one is dropped", async () => {
    const ledger = await open(createMemoryStore());
    const older = newLink("L1", "on", { microsoft: "M1" });
    ledger.stage(older);
    ledger.stage(newLink("L2", "on", { microsoft: "M1" }));
    ledger.drop(older);
    expect(ledger.byItem("microsoft", "M1")?.id).toBe("L2");
  });

  it("writes links, parked items, history and what comes with them in one commit", async () => {
    const inner = createMemoryStore();
    const commits: number[] = [];
    const ledger = await open({
      ...inner,
      commit: (...args) => {
        commits.push(args[1].length);
        return inner.commit(...args);
      },
    });
    ledger.stage(newLink("L1", "on", { microsoft: "M1" }));
    ledger.stage(newLink("L1", "gate", { microsoft: "M1" }));
    ledger.park("L1", parked);
    ledger.note(note);
    await ledger.commit([put("inbox", "I1", { kind: "resync", side: "erp" })]);
    await ledger.commit();
    expect(commits).toEqual([4]);
    expect((await inner.get(scope, "links", "L1"))?.choice).toBe("gate");
    expect(await inner.history(scope, { limit: 9 })).toMatchObject([{ ...note, runId: "R1" }]);
  });

  it("parks and unparks; what was not parked is not written", async () => {
    const store = createMemoryStore();
    const ledger = await open(store);
    ledger.park("L1", parked);
    await ledger.commit();
    const next = await open(store);
    expect(next.parked.get("L1")).toEqual(parked);
    next.unpark("L2");
    next.unpark("L1");
    await next.commit();
    expect((await open(store)).parked.size).toBe(0);
  });

  it("of a run that was overtaken writes nothing", async () => {
    const store = createMemoryStore();
    const ledger = await open(store);
    await open(store);
    ledger.stage(newLink("L1", "on", {}));
    await expect(ledger.commit()).rejects.toMatchObject({
      code: "fenced",
    } satisfies Partial<StoreError>);
    expect((await store.list(scope, "links")).size).toBe(0);
  });
});
