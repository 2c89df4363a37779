import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  nothingSwept,
  saveRetention,
  sweepable,
  sweepAll,
  sweptOf,
} from "../../../server/engine/mailboxes/retention.ts";
import { createScheduler } from "../../../server/engine/scheduler.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { retentionDefaults, retentionOf, saidOf } from "../../../server/settings/retention.ts";
import { createLowdbStore } from "../../../server/store/lowdb/lowdb.ts";
import type { QuarantineDocument } from "../../../server/store/documents/mailbox.ts";
import { put, StoreError } from "../../../server/store/store.ts";
import { createHarness, type HarnessOptions } from "../harness.ts";

const dayMs = 86_400_000;

/** A mailbox with an appointment on both sides, and everything else that time makes old. */
async function aged(more: Pick<HarnessOptions, "store"> = {}) {
  const harness = await createHarness({ ...more, job: { outlookItems: "all" } });
  const { clock, store, scope, deps } = harness;
  harness.outlook.add("ada", {
    subject: "Visit",
    when: {
      allDay: false,
      start: "2026-11-21T08:00:00Z",
      end: "2026-11-21T09:00:00Z",
      zone: "UTC",
    },
  });
  await harness.settle();
  const since = new Date(clock.now()).toISOString();
  const [link] = await harness.links();
  const parked: Omit<QuarantineDocument, "linkId"> = {
    ...{ itemId: "x", subject: "", code: "rejected", reason: "No.", field: null },
    ...{ side: "erp", attempts: 1, since, nextTryAt: null },
  };
  await store.commit(scope, [
    put("quarantine", link!.id, { ...parked, linkId: link!.id }),
    put("quarantine", "never", { ...parked, linkId: null }),
  ]);
  const cadence = { intervalMs: dayMs, safetyNetMs: dayMs, foldMs: 0, parallel: 1 };
  const scheduler = createScheduler(deps, cadence, async () => true);
  const names = async (of: "undo" | "quarantine") => [...(await store.list(scope, of)).keys()];
  const sweep = () => sweepAll(deps, scheduler);
  const lines = async () => (await store.history(scope, { limit: 100 })).length;
  return { ...harness, link: link!, names, sweep, lines };
}

describe("what is old", () => {
  it("is forgotten as was decided, and nothing that the next run needs", async () => {
    const world = await aged();
    await saveRetention(world.store, null, { logDays: 90, undoDays: 10, quarantineDays: 60 });
    expect(await world.lines()).toBeGreaterThan(0);
    world.clock.advance(100 * dayMs);
    const swept = await world.sweep();
    expect(swept).toMatchObject({ undos: 1, setAside: 1 });
    expect(swept.lines).toBeGreaterThan(0);
    expect(await world.lines()).toBe(0);
    expect(await world.names("undo")).toEqual([]);
    expect(await world.names("quarantine")).toEqual([world.link.id]);
    expect(await world.links()).toEqual([world.link]);
    const before = world.erp.writes.length + world.outlook.writes.length;
    await world.settle();
    expect(world.erp.writes.length + world.outlook.writes.length).toBe(before);
    expect(world.activities()).toHaveLength(1);
    expect(await world.sweep()).toEqual(nothingSwept);
  });

  it("is counted before, and what is gone afterwards", async () => {
    const world = await aged();
    const retention = { ...retentionDefaults, logDays: 90, undoDays: 10, quarantineDays: 60 };
    world.clock.advance(100 * dayMs);
    const counted = await sweepable(world.deps, world.scope, retention);
    expect(await sweepable(world.deps, world.scope, retentionDefaults)).toMatchObject({ lines: 0 });
    await saveRetention(world.store, "contoso", saidOf({ ...retention }));
    expect(await world.sweep()).toEqual(counted);
    await world.sweep();
    expect(await sweptOf(world.store, "contoso")).toMatchObject(counted);
  });

  it("are invitations too, by when somebody was invited last", async () => {
    const world = await aged();
    const tenant = { kind: "tenant", tenantId: "contoso" } as const;
    const invited = (daysAgo: number) => ({
      ...({ name: "", language: "en", words: "", by: "Ada", times: 1 } as const),
      at: new Date(world.clock.now() - daysAgo * dayMs).toISOString(),
    });
    await world.store.commit(tenant, [
      put("invitations", "old@contoso.example", invited(31)),
      put("invitations", "new@contoso.example", invited(29)),
    ]);
    expect((await world.sweep()).invitations).toBe(0);
    await saveRetention(world.store, "contoso", { invitationDays: 30 });
    expect((await world.sweep()).invitations).toBe(1);
    const left = await world.store.list(tenant, "invitations");
    expect([...left.keys()]).toEqual(["new@contoso.example"]);
    expect(await sweptOf(world.store, "contoso")).toMatchObject({ invitations: 1 });
  });

  it("stays in the log for ever where nobody decided anything", async () => {
    const world = await aged();
    const lines = await world.lines();
    world.clock.advance(5000 * dayMs);
    expect(await world.sweep()).toEqual({ ...nothingSwept, undos: 1 });
    expect(await world.lines()).toBe(lines);
  });

  it("is gone from journals and copies too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sync-to-erp-retention-"));
    const log = { info: () => undefined, warn: () => undefined };
    const clock = manualClock(0);
    const store = await createLowdbStore({ folder, clock, log });
    try {
      const world = await aged({ store });
      const parked = (await store.list(world.scope, "quarantine")).get("never")!;
      await store.commit(world.scope, [
        put("quarantine", "never", { ...parked, subject: "Wedding of Zebulon" }),
      ]);
      const tenant = { kind: "tenant", tenantId: "contoso" } as const;
      const at = new Date(world.clock.now()).toISOString();
      const invited = { name: "", language: "en", words: "", by: "Ada", times: 1, at } as const;
      await store.commit(tenant, [put("invitations", "quatermass@contoso.example", invited)]);
      const found = async (): Promise<readonly string[]> => {
        const names = await readdir(folder, { recursive: true, withFileTypes: true });
        const texts = names
          .filter((one) => one.isFile())
          .map((one) => readFile(join(one.parentPath, one.name), "latin1"));
        const all = (await Promise.all(texts)).join();
        return ["Zebulon", "quatermass"].filter((word) => all.includes(word));
      };
      expect(await found()).toEqual(["Zebulon", "quatermass"]);
      await saveRetention(store, null, { quarantineDays: 60, invitationDays: 60 });
      world.clock.advance(100 * dayMs);
      expect(await world.sweep()).toMatchObject({ setAside: 1, invitations: 1 });
      expect(await found()).toEqual([]);
    } finally {
      await store.close();
      await rm(folder, { recursive: true });
    }
  });

  it("is forgotten in the others where one mailbox is refused", async () => {
    const world = await aged();
    await saveRetention(world.store, null, { logDays: 7 });
    world.clock.advance(30 * dayMs);
    const trim = jest.spyOn(world.store, "trim");
    trim.mockRejectedValueOnce(new StoreError("refused", "It is damaged."));
    expect(await world.sweep()).toEqual(nothingSwept);
    expect((await world.sweep()).lines).toBeGreaterThan(0);
  });
});

describe("what was stored of it", () => {
  it("counts only where it can be meant", () => {
    expect(retentionOf(saidOf(undefined))).toEqual(retentionDefaults);
    expect(saidOf({ logDays: 365, undoDays: 99, quarantineDays: "x" })).toEqual({ logDays: 365 });
  });

  it("holds for a company where it is shorter than what holds for everybody", () => {
    const above = { logDays: 365, quarantineDays: 30 };
    expect(retentionOf(above, { logDays: 90, undoDays: 7, quarantineDays: 60 })).toEqual({
      ...{ logDays: 90, undoDays: 7, quarantineDays: 30, invitationDays: null },
    });
    expect(retentionOf(above, {})).toMatchObject({ logDays: 365, undoDays: 30 });
  });
});
