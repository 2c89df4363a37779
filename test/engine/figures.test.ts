/** What is counted for the charts: from what is committed alone, for a week, through restarts. */
import { withFigures } from "../../server/engine/log/figures.ts";
import { mailboxScope } from "../../server/engine/mailboxes/mailbox.ts";
import { manualClock } from "../../server/lib/clock.ts";
import type { HistoryEntry } from "../../server/store/documents/mailbox.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { StoreError, type Change, type Store } from "../../server/store/store.ts";

const startMs = Date.parse("2026-11-20T08:00:00Z");
const minuteMs = 60_000;
const ada = mailboxScope("contoso", "ada");
const liu = mailboxScope("fabrikam", "liu");
const installation = { kind: "installation" } as const;

function line(more: Partial<HistoryEntry> = {}): Change {
  const entry: HistoryEntry = {
    ...{ id: "line", at: "2026-11-20T08:00:00.000Z", linkId: "link", kind: "updated", side: "erp" },
    ...{ origin: "microsoft", subject: "", changes: [], because: "R4", runId: null },
    ...more,
  };
  return { kind: "append", entry };
}
const failure = (because: string): Change => line({ kind: "failed", because });

function open(inner: Store = createMemoryStore()) {
  const clock = manualClock(startMs);
  const warnings: object[] = [];
  const log = { warn: (facts: object) => void warnings.push(facts) };
  const start = () => withFigures(inner, clock, log);
  return { clock, inner, warnings, start };
}

it("counts what was stored, and nothing that was refused", async () => {
  const inner = createMemoryStore();
  const { start } = open({
    ...inner,
    commit: async (scope, changes, epoch) => {
      if (epoch === 1) throw new StoreError("fenced", "Another run took over.");
      await inner.commit(scope, changes, epoch);
    },
  });
  const figures = start();
  await figures.store.commit(ada, [line(), line({ side: "microsoft" }), line({ kind: "linked" })]);
  await figures.store.commit(ada, [failure("rejected: no"), failure("Some sentence.")]);
  await expect(figures.store.commit(ada, [line()], 1)).rejects.toThrow("took over");
  expect((await figures.steps("contoso", "hour")).at(-1)).toMatchObject({
    changes: { erp: 1, microsoft: 1 },
    failures: { rejected: 1, other: 1 },
  });
});

it("keeps tenants apart, and tells of the systems to who sees everything", async () => {
  const { start } = open();
  const figures = start();
  await figures.store.commit(ada, [line()]);
  await figures.store.commit(liu, [line(), line()]);
  figures.asked({ system: "microsoft", status: 429, throttled: true });
  figures.asked({ system: "microsoft", status: null, throttled: false });
  figures.asked({ system: "erp", status: 503, throttled: false });
  const erp = async (tenantId: string | null) =>
    (await figures.steps(tenantId, "day")).at(-1)?.changes.erp;
  expect([await erp("contoso"), await erp("fabrikam"), await erp(null)]).toEqual([1, 2, 3]);
  expect((await figures.steps(null, "day")).at(-1)).toMatchObject({
    asked: { microsoft: 2, erp: 1 },
    throttled: { microsoft: 1 },
    silent: { microsoft: 1, erp: 1 },
  });
  expect((await figures.steps("contoso", "day")).at(-1)?.asked).toEqual({});
});

it.each([
  ["hour", 12, 5],
  ["day", 48, 30],
  ["week", 84, 120],
] as const)("puts things of a %s where they belong", async (span, count, stepMinutes) => {
  const { clock, start } = open();
  const figures = start();
  await figures.store.commit(ada, [line()]);
  clock.advance(stepMinutes * minuteMs);
  await figures.store.commit(ada, [line(), line()]);
  clock.advance((count - 2) * stepMinutes * minuteMs);
  const changes = async () =>
    (await figures.steps("contoso", span)).map((step) => step.changes.erp);
  const expected = [1, 2, ...Array.from({ length: count - 2 }, () => 0)];
  expect(await changes()).toEqual(expected);
  const [first] = await figures.steps("contoso", span);
  expect(first?.fromMs).toBe(startMs);
  clock.advance(stepMinutes * minuteMs);
  expect(await changes()).toEqual([...expected.slice(1), 0]);
});

it("tells half and nearly all of the latencies, never more than what was measured allows", async () => {
  const { start } = open();
  const figures = start();
  expect((await figures.steps("contoso", "hour")).at(-1)?.latency).toBeNull();
  for (let at = 0; at < 90; at++) figures.arrived("contoso", 900);
  for (let at = 0; at < 10; at++) figures.arrived("contoso", 8_000);
  const { p50, p95 } = (await figures.steps("contoso", "hour")).at(-1)!.latency!;
  expect([p50 > 500, p50 <= 1_000, p95 > 5_000, p95 <= 10_000]).toEqual([true, true, true, true]);
  figures.arrived("contoso", 99 * 3_600_000);
  expect((await figures.steps("contoso", "hour")).at(-1)!.latency!.p95).toBeLessThanOrEqual(
    3_600_000,
  );
});

it("are stored once a minute at most and at the end, and go on after a restart", async () => {
  const { clock, inner, start } = open();
  const first = start();
  await first.store.commit(ada, [line()]);
  expect((await inner.list(installation, "figures")).size).toBe(0);
  clock.advance(minuteMs);
  await first.store.commit(ada, [line()]);
  expect((await inner.list(installation, "figures")).size).toBe(1);
  await first.store.commit(ada, [line()]);
  await first.save();
  const second = start();
  await second.store.commit(ada, [line()]);
  expect((await second.steps("contoso", "hour")).at(-1)?.changes.erp).toBe(4);
  await second.save();
  expect((await start().steps("contoso", "hour")).at(-1)?.changes.erp).toBe(4);
});

it("are bounded: a week old they go, and an ERP that invents codes fills nothing", async () => {
  const { clock, inner, start } = open();
  const figures = start();
  for (let at = 0; at < 26; at++) {
    await figures.store.commit(ada, [failure(`odd-${String.fromCodePoint(97 + at)}: no`)]);
  }
  const failures = (await figures.steps("contoso", "hour")).at(-1)?.failures ?? {};
  expect(Object.keys(failures)).toHaveLength(21);
  expect(failures["other"]).toBe(6);
  await figures.save();
  clock.advance(8 * 24 * 60 * minuteMs);
  await figures.store.commit(ada, [line()]);
  expect([...(await inner.list(installation, "figures")).keys()]).toEqual([
    "2026-11-28T08:00:00.000Z contoso",
  ]);
});

it("that cannot be stored stop nothing, and are stored later", async () => {
  const inner = createMemoryStore();
  let isFull = true;
  const { clock, warnings, start } = open({
    ...inner,
    commit: async (scope, changes, epoch) => {
      if (isFull && scope.kind === "installation") throw new StoreError("full", "Disk full.");
      await inner.commit(scope, changes, epoch);
    },
  });
  const figures = start();
  clock.advance(minuteMs);
  await figures.store.commit(ada, [line()]);
  expect(warnings).toHaveLength(1);
  isFull = false;
  clock.advance(minuteMs);
  await figures.store.commit(ada, [line()]);
  expect((await inner.list(installation, "figures")).size).toBe(1);
  expect(warnings).toHaveLength(1);
});
