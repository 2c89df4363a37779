import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { Choice } from "../../../server/engine/items/choice.ts";
import type { WhyNot } from "../../../server/engine/run/gate.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { createItems } from "../../../server/engine/items/items.ts";
import type { ItemState } from "../../../server/engine/items/status.ts";
import { mailboxKey } from "../../../server/engine/mailboxes/mailbox.ts";
import { createScheduler } from "../../../server/engine/scheduler.ts";
import { put } from "../../../server/store/store.ts";
import {
  activity,
  ada,
  appointment,
  at,
  createHarness,
  linkedAppointment,
  type HarnessOptions,
} from "../harness.ts";

const cadence = { intervalMs: 900_000, safetyNetMs: 21_600_000, foldMs: 250, parallel: 1 };
const customer: Choice = { records: [{ type: "customer", id: "K1" }], activityTypeId: "T-visit" };
const nothing: Choice = { records: [], activityTypeId: null };

async function createWorld(options: HarnessOptions = {}) {
  const series = new Map<string, "master" | "occurrence">();
  const wrap = (inner: Connector): Connector => ({
    ...inner,
    itemIds: { fromPane: async (_actor, ids) => ids.map((id) => (id === "gone" ? null : id)) },
    get: async (actor, resource, ids) =>
      (await inner.get(actor, resource, ids)).map((found, at) => {
        const part = series.get(ids[at] ?? "");
        if (found.kind !== "found" || part === undefined) return found;
        const details = { ...found.item.details, series: part };
        return { kind: "found", item: { ...found.item, details } };
      }),
  });
  const harness = await createHarness({ wrap, ...options });
  const scheduler = createScheduler(harness.deps, cadence, async () => true);
  const items = createItems(harness.deps, scheduler);
  return {
    ...harness,
    series,
    scheduler,
    items,
    status: (id: string) => items.status(harness.scope, id),
    stateOf: async (id: string): Promise<ItemState> =>
      (await items.status(harness.scope, id)).state,
    switchOn: (id: string, choice: Choice = customer) => items.choose(harness.scope, id, choice),
    switchOff: (id: string, remove = false) => items.release(harness.scope, id, remove),
  };
}

describe("what the pane shows of an item", () => {
  it("not synced, waiting, in sync, and not synced again", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Visit"));
    await expect(world.status(id)).resolves.toMatchObject({
      state: "not-synced",
      on: false,
      subject: "Visit",
      linkId: null,
    });
    await world.switchOn(id);
    const waiting = await world.status(id);
    expect(waiting).toMatchObject({ state: "waiting", on: true, records: customer.records });
    await world.settle();
    await expect(world.status(id)).resolves.toMatchObject({
      state: "in-sync",
      on: true,
      linkId: waiting.linkId,
      erpId: world.activities()[0]?.id,
      activityTypeId: "T-visit",
      records: customer.records,
    });
    await world.switchOff(id);
    await expect(world.status(id)).resolves.toMatchObject({ state: "not-synced", on: false });
    await world.settle();
    await expect(world.status(id)).resolves.toMatchObject({ state: "not-synced", on: false });
  });

  it.each<readonly [WhyNot, HarnessOptions, Fields]>([
    ["chosen", {}, {}],
    ["off", { job: { enabled: false } }, {}],
    ["category", { job: { outlookItems: "category" } }, {}],
    ["due", { job: { outlookItems: "all" } }, {}],
    ["window", { job: { outlookItems: "all" } }, { when: at(24 * 3_000)! }],
    ["private", { settings: { privateItems: "leaveOut" } }, { sensitivity: "private" }],
  ])("why an event that no link knows was not taken up: %s", async (why, options, fields) => {
    const world = await createWorld(options);
    const id = world.outlook.add("ada", appointment("Visit", 24, fields));
    await expect(world.items.unlinked(world.scope, id)).resolves.toMatchObject({
      ...{ side: "microsoft", why },
      item: { id },
    });
    await expect(world.items.unlinked(world.scope, "unknown")).resolves.toBeNull();
  });

  it.each(["chosen", "category"] as const)(
    "nothing keeps out what our category was put on, as the next run has it (gate: %s)",
    async (outlookItems) => {
      const world = await createWorld({ job: { outlookItems, rules: { marks: true } } });
      const id = world.outlook.add("ada", appointment("Visit", 24, { categories: ["In ERP"] }));
      const why = async () => (await world.items.unlinked(world.scope, id))?.why;
      expect(await why()).toBe("due");
      await world.settle();
      expect(world.activities()).toHaveLength(1);
    },
  );

  it("a category of ours says nothing where Outlook shows none", async () => {
    const world = await createWorld({ job: { outlookItems: "category" } });
    const id = world.outlook.add("ada", appointment("Visit", 24, { categories: ["In ERP"] }));
    await world.settle();
    expect(world.activities()).toEqual([]);
    const told = await world.items.unlinked(world.scope, id);
    expect(told?.why).toBe("category");
  });

  it("why an activity did not come to Outlook", async () => {
    const world = await createWorld({ job: { erpItems: false } });
    const id = world.erp.add("U-ada", activity("Call"));
    await world.settle();
    expect(world.outlookItems()).toEqual([]);
    await expect(world.items.unlinked(world.scope, id)).resolves.toMatchObject({
      ...{ side: "erp", why: "closed" },
    });
  });

  it("a wish wakes the mailbox", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Visit"));
    await world.switchOn(id);
    expect(world.scheduler.nextAt(world.scope)).toBe(world.clock.now() + cadence.foldMs);
  });

  it("the last wish counts, before any run and after it", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    await world.switchOff(id);
    await world.switchOn(id);
    await expect(world.status(id)).resolves.toMatchObject({ on: true });
    await world.switchOff(id);
    await expect(world.status(id)).resolves.toMatchObject({ on: false });
    await world.switchOn(id);
    await world.settle();
    await expect(world.status(id)).resolves.toMatchObject({ on: true, state: "in-sync" });
    expect(world.activities()).toHaveLength(1);
  });

  it("switched on and off again before a run, the ERP never hears of it", async () => {
    const world = await createWorld({ job: { outlookItems: "all" } });
    const id = world.outlook.add("ada", appointment("Visit"));
    await world.switchOn(id);
    await world.switchOff(id);
    await expect(world.stateOf(id)).resolves.toBe("not-synced");
    await world.settle();
    expect(world.activities()).toHaveLength(0);
    await expect(world.stateOf(id)).resolves.toBe("not-synced");
  });

  it("choosing twice before a run keeps one link and the later choice", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Visit"));
    await world.switchOn(id, nothing);
    const { linkId } = await world.status(id);
    await world.switchOn(id);
    await expect(world.status(id)).resolves.toMatchObject({ linkId, records: customer.records });
    await world.settle();
    expect(world.activities()).toMatchObject([{ fields: { type: "T-visit" } }]);
    expect(await world.links()).toHaveLength(1);
  });

  it("waiting says why, where something else stops the mailbox", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Visit"));
    await world.switchOn(id);
    world.erp.failNext({ call: "write", code: "unavailable", when: "before" });
    await world.run();
    await expect(world.status(id)).resolves.toMatchObject({
      state: "waiting",
      reason: { code: "erp-down" },
    });
  });

  it("failed says why, and a retry waits again", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("unacceptable"));
    await world.switchOn(id);
    await world.run();
    await expect(world.status(id)).resolves.toMatchObject({
      state: "failed",
      on: true,
      reason: { code: "rejected" },
    });
    world.outlook.edit(id, { subject: "acceptable" });
    await world.items.retry(world.scope, id);
    await world.settle();
    await expect(world.stateOf(id)).resolves.toBe("in-sync");
  });

  it("needs your decision shows both values; off, it shows none", async () => {
    const world = await createWorld({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(world);
    world.outlook.edit(id, { subject: "mine" });
    world.erp.edit(world.activities()[0]!.id, { subject: "theirs" });
    await world.settle();
    await expect(world.status(id)).resolves.toMatchObject({
      state: "needs-decision",
      conflicts: [{ field: "subject", microsoft: "mine", erp: "theirs" }],
    });
    await world.switchOff(id);
    await expect(world.status(id)).resolves.toMatchObject({ state: "not-synced", conflicts: [] });
  });

  it("private, outside the window, a series of single days, gone, not set up", async () => {
    const world = await createWorld();
    const secret = world.outlook.add("ada", appointment("x", 24, { sensitivity: "private" }));
    const old = world.outlook.add("ada", appointment("x", -24 * 90));
    const part = world.outlook.add("ada", appointment("x"));
    world.series.set(part, "master");
    await expect(world.stateOf(secret)).resolves.toBe("private");
    await expect(world.stateOf(old)).resolves.toBe("outside-window");
    await expect(world.status(part)).resolves.toMatchObject({
      ...{ state: "not-synced", series: "days" },
    });
    await expect(world.stateOf("nowhere")).rejects.toMatchObject({ code: "item-not-found" });
    await expect(world.items.find(world.scope, "gone")).rejects.toMatchObject({
      code: "item-not-found",
    });
    await expect(world.items.find(world.scope, secret)).resolves.toBe(secret);
    await world.store.erase(world.scope);
    await expect(world.stateOf(old)).rejects.toMatchObject({ code: "setup-required" });
  });
});

describe("what cannot be switched on", () => {
  it("private appointments, and series of which no day lies inside the window", async () => {
    const world = await createWorld();
    const secret = world.outlook.add("ada", appointment("x", 24, { sensitivity: "private" }));
    const past = world.outlook.add("ada", appointment("x", -24 * 90));
    world.series.set(past, "master");
    for (const id of [secret, past]) {
      await expect(world.switchOn(id)).rejects.toMatchObject({ code: "item-unsupported" });
    }
  });

  it("an appointment that became private between the click and the run", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Doctor"));
    await world.switchOn(id);
    world.outlook.edit(id, { sensitivity: "private" });
    await world.settle();
    expect(world.activities()).toHaveLength(0);
    expect(JSON.stringify(await world.history())).not.toContain("Doctor");
    await expect(world.status(id)).resolves.toMatchObject({ state: "private", on: false });
  });

  it("one that became private while it was off", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    await world.switchOff(id);
    await world.settle();
    world.outlook.edit(id, { sensitivity: "private" });
    await expect(world.switchOn(id)).rejects.toMatchObject({ code: "item-unsupported" });
  });

  it("anything before the calendar is on, or for somebody the ERP does not know", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Visit"));
    await world.store.commit(world.scope, [
      put("mailbox", mailboxKey, { ...ada, erpUserId: null }),
    ]);
    await expect(world.switchOn(id)).rejects.toMatchObject({ code: "erp-user-unknown" });
    const calendar = { ...ada.jobs.calendar, enabled: false };
    await world.store.commit(world.scope, [
      put("mailbox", mailboxKey, { ...ada, jobs: { calendar } }),
    ]);
    await expect(world.switchOn(id)).rejects.toMatchObject({ code: "setup-required" });
    const inbox = [...(await world.store.list(world.scope, "inbox")).values()];
    expect(inbox.filter((one) => one.kind === "choose")).toEqual([]);
  });

  it("and what is not on cannot be switched off or answered", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Visit"));
    await expect(world.switchOff(id)).rejects.toMatchObject({ code: "conflict" });
    const answer = { keep: "erp", microsoft: "", erp: "" } as const;
    await expect(world.items.answer(world.scope, id, "subject", answer)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("an answer to a conflict", () => {
  const inConflict = async () => {
    const world = await createWorld({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(world);
    world.outlook.edit(id, { subject: "mine" });
    world.erp.edit(world.activities()[0]!.id, { subject: "theirs" });
    await world.settle();
    return { ...world, id };
  };
  const shown = { microsoft: "mine", erp: "theirs" };

  it("for the values that are shown is carried out, and forgotten afterwards", async () => {
    const world = await inConflict();
    await world.items.answer(world.scope, world.id, "subject", { keep: "erp", ...shown });
    await world.settle();
    expect(world.outlookItems()[0]?.fields["subject"]).toBe("theirs");
    expect((await world.links())[0]?.answers).toEqual({});
    expect((await world.history()).some((line) => line.kind === "answered")).toBe(true);
  });

  it.each([
    ["other values", "subject", { ...shown, erp: "older" }],
    ["another field", "place", shown],
    ["a field there is none of", "constructor", shown],
  ])("for %s is refused", async (_what, field, values) => {
    const world = await inConflict();
    await expect(
      world.items.answer(world.scope, world.id, field, { keep: "microsoft", ...values }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("that the item overtook before the run decides nothing", async () => {
    const world = await inConflict();
    await world.items.answer(world.scope, world.id, "subject", { keep: "microsoft", ...shown });
    world.erp.edit(world.activities()[0]!.id, { subject: "newer" });
    await world.settle();
    expect(world.activities()[0]?.fields["subject"]).toBe("newer");
    expect(world.outlookItems()[0]?.fields["subject"]).toBe("mine");
    await expect(world.stateOf(world.id)).resolves.toBe("needs-decision");
  });

  it("and a switch-off for a link that is gone are passed over", async () => {
    const world = await createWorld();
    await world.store.commit(world.scope, [
      put("inbox", "a", {
        kind: "answer",
        linkId: "gone",
        field: "subject",
        answer: { keep: "erp", microsoft: "", erp: "" },
      }),
      put("inbox", "b", { kind: "release", linkId: "gone", removeErpCopy: true }),
      put("inbox", "c", { kind: "retry", key: "gone" }),
    ]);
    await expect(world.run()).resolves.toMatchObject({ outcome: "done", writes: 0 });
    expect((await world.store.list(world.scope, "inbox")).size).toBe(0);
  });
});
