import { createCensus } from "../../server/metrics/census.ts";
import { createMetrics } from "../../server/metrics/metrics.ts";
import { watchedFetch } from "../../server/metrics/watched-fetch.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../server/store/store.ts";
import { entry } from "../backup/samples.ts";
import { mailboxOf, scopeOfMailbox, stateOf } from "../api/operator/mailboxes.ts";

const nowMs = Date.parse("2026-11-27T09:00:00Z");
const ada = scopeOfMailbox("ada");

function counting(inner: Store = createMemoryStore()) {
  const metrics = createMetrics("1.2.3", false);
  const census = createCensus(inner, metrics, (mailbox, state) =>
    mailbox === null ? "setup-required" : (state?.health ?? "operational"),
  );
  metrics.watch(async () => ({
    ...(await census.sight(nowMs)),
    ...{ feeds: [{ connection: "erp", healthy: true }], running: 1 },
    due: { count: 2, oldestMs: 1500 },
  }));
  const values = async (): Promise<ReadonlyMap<string, number>> =>
    new Map(
      (await metrics.text())
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line): [string, number] => {
          const at = line.lastIndexOf(" ");
          return [line.slice("sync_to_erp_".length, at), Number(line.slice(at + 1))];
        }),
    );
  return { metrics, census, store: census.store, values };
}

const setUp = (name: string, more = {}) => [
  put("mailbox", "mailbox", mailboxOf(name)),
  put("state", "state", stateOf({ counts: { linked: 3, waiting: 1, quarantined: 2 }, ...more })),
];

describe("figures of mailboxes", () => {
  it("are of all that there are, also of those that were set up before the start", async () => {
    const inner = createMemoryStore();
    await inner.commit(ada, setUp("ada"));
    const { store, values } = counting(inner);
    await store.commit(scopeOfMailbox("grace"), setUp("grace", { health: "signed-out" }));
    const found = await values();
    expect(found.get('mailboxes{health="operational"}')).toBe(1);
    expect(found.get('mailboxes{health="signed-out"}')).toBe(1);
    expect([
      found.get("links"),
      found.get("items_waiting"),
      found.get("items_quarantined"),
    ]).toEqual([6, 2, 4]);
    expect(found.get("oldest_success_age_seconds")).toBe(3600);
    expect(found.get('push_mailboxes{state="none"}')).toBe(2);
    expect([found.get("runs_due"), found.get("runs_due_age_seconds")]).toEqual([2, 1.5]);
    expect(found.get('build_info{version="1.2.3"}')).toBe(1);
  });

  it("follow what is written, and forget who was erased", async () => {
    const { store, values } = counting();
    await store.commit(ada, setUp("ada"));
    expect((await values()).get('mailboxes{health="operational"}')).toBe(1);
    await store.commit(ada, setUp("ada", { health: "braked" }));
    const braked = await values();
    expect(braked.get('mailboxes{health="braked"}')).toBe(1);
    expect(braked.get('mailboxes{health="operational"}')).toBeUndefined();
    await store.erase(ada);
    expect((await values()).get('mailboxes{health="braked"}')).toBeUndefined();
  });

  it("are read again of mailboxes that changed, and of no other", async () => {
    const inner = createMemoryStore();
    const { store, values } = counting(inner);
    await store.commit(ada, setUp("ada"));
    await store.commit(scopeOfMailbox("grace"), setUp("grace"));
    await values();
    const read = jest.spyOn(inner, "get");
    await values();
    expect(read).not.toHaveBeenCalled();
    await store.commit(ada, setUp("ada"));
    await values();
    expect(new Set(read.mock.calls.map(([scope]) => scope))).toEqual(new Set([ada]));
  });

  it("are still there where a mailbox is refused, or the store fails for a moment", async () => {
    const inner = createMemoryStore();
    const { metrics, store, values } = counting(inner);
    await store.commit(ada, setUp("ada"));
    const get = jest.spyOn(inner, "get").mockRejectedValue(new StoreError("refused", "Damaged."));
    expect((await values()).get('mailboxes{health="refused"}')).toBe(1);
    await store.commit(ada, setUp("ada"));
    get.mockRejectedValue(new Error("too many open files"));
    metrics.ran("done", null, 100);
    const found = await values();
    expect(found.get('runs_total{outcome="done"}')).toBe(1);
    expect(found.get("metrics_failures_total")).toBe(1);
    get.mockRestore();
    expect((await values()).get('mailboxes{health="operational"}')).toBe(1);
  });
});

describe("counters", () => {
  it("count what was written durably, by kind and side, and reasons by their code alone", async () => {
    const inner = createMemoryStore();
    const { store, values } = counting(inner);
    const line = (more: object) =>
      ({ kind: "append", entry: { ...entry("one"), ...more } }) as const;
    await store.commit(ada, [
      line({ kind: "created", side: "erp" }),
      line({ kind: "created", side: "erp" }),
      line({ kind: "updated", side: "microsoft" }),
      line({ kind: "conflict", side: "erp" }),
      line({ kind: "failed", side: "erp", because: "rejected: Visit to Ada is refused" }),
      line({ kind: "failed", side: "erp", because: "Ada Lovelace has no rights" }),
    ]);
    jest.spyOn(inner, "commit").mockRejectedValue(new StoreError("full", "No room."));
    await expect(store.commit(ada, [line({ kind: "deleted", side: "erp" })])).rejects.toThrow();
    const found = await values();
    expect(found.get('changes_total{kind="created",side="erp"}')).toBe(2);
    expect(found.get('changes_total{kind="updated",side="microsoft"}')).toBe(1);
    expect(found.get('changes_total{kind="deleted",side="erp"}')).toBeUndefined();
    expect(found.get("conflicts_total")).toBe(1);
    expect(found.get('item_failures_total{code="rejected"}')).toBe(1);
    expect(found.get('item_failures_total{code="other"}')).toBe(1);
    expect([...found.keys()].join()).not.toMatch(/ada|visit/i);
  });

  it("tell throttling by what was answered, and silence from answers", async () => {
    const { metrics, values } = counting();
    const answers = [
      new Response("", { status: 429 }),
      new Response("", { status: 503, headers: { "retry-after": "5" } }),
      new Response("", { status: 503 }),
      new TypeError("fetch failed"),
    ];
    const clock = manualClock(nowMs);
    const ask = watchedFetch(
      async () => {
        clock.advance(2000);
        const answer = answers.shift()!;
        if (answer instanceof Response) return answer;
        throw answer;
      },
      metrics,
      () => "microsoft",
      clock,
    );
    for (let at = 0; at < 4; at++) await ask("https://graph.microsoft.com/x").catch(() => null);
    const found = await values();
    expect(found.get('throttled_requests_total{system="microsoft"}')).toBe(2);
    const outbound = "outbound_request_duration_seconds_";
    expect(found.get(`${outbound}count{system="microsoft",status="0"}`)).toBe(1);
    expect(found.get(`${outbound}sum{system="microsoft",status="503"}`)).toBe(4);
  });
});
