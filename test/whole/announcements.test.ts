/** What tells the server that something moved, and what happens where it does not. */
import { linked, planFault, runsSeen } from "./linked.ts";
import { visit } from "./person.ts";
import { hourMs, minuteMs, worlds } from "./world.ts";

const open = worlds();

describe("announcements", () => {
  it("of Graph are lost: the safety net finds the edit", async () => {
    const { world, ada, id } = await linked(await open());
    world.sandbox.graph.notificationMode = "drop";
    await ada.outlook.change(id, { subject: "Unheard" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
    await world.pass(6 * hourMs);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Unheard" }]);
  });

  it("do not arrive any more: the interval takes over and says so, until one arrives again", async () => {
    const { world, ada, id } = await linked(await open());
    await world.pass(6 * hourMs);
    world.sandbox.graph.notificationMode = "drop";
    await ada.outlook.change(id, { subject: "Silence" });
    await world.pass(6 * hourMs + minuteMs);
    const deaf = (await ada.call("status")).calendar;
    expect(deaf.push).toMatchObject({ microsoft: false, problem: { code: "unheard" } });
    await ada.outlook.change(id, { subject: "Asked for" });
    await world.pass(16 * minuteMs);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Asked for" }]);
    world.sandbox.graph.notificationMode = "normal";
    await ada.outlook.change(id, { subject: "Heard" });
    await world.settle();
    expect((await ada.call("status")).calendar.push).toMatchObject({
      microsoft: true,
      problem: null,
    });
  });

  it("of the ERP are lost: its feed is read every 15 minutes all the same", async () => {
    const { world, ada, id, activity } = await linked(await open());
    world.sandbox.erp.webhooks.mode = "drop";
    await ada.erp.change(activity.id, { subject: "Unheard" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Visit Northwind" });
    await world.pass(15 * minuteMs);
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Unheard" });
  });

  it("of the ERP are lost: its feed is read as seldom as administrators decided", async () => {
    const { world, ada, id, activity } = await linked(await open());
    const katherine = world.person("katherine");
    const query = { job: "calendar" };
    const { revision } = await katherine.call("jobLevel", { query });
    const body = { revision, values: { intervalMinutes: 40 }, locked: [] };
    await katherine.call("saveJobLevel", { query, body });
    // The reading that was planned already.
    await world.pass(15 * minuteMs);
    world.sandbox.erp.webhooks.mode = "drop";
    await ada.erp.change(activity.id, { subject: "Unheard" });
    await world.pass(30 * minuteMs);
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Visit Northwind" });
    await world.pass(10 * minuteMs);
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Unheard" });
  });

  it("that come twice make no more runs than one", async () => {
    const { world, ada, id } = await linked(await open());
    const runsAfter = async (subject: string): Promise<number> => {
      const before = runsSeen(world);
      await ada.outlook.change(id, { subject });
      await world.settle();
      return runsSeen(world) - before;
    };
    const once = await runsAfter("Once");
    world.sandbox.graph.notificationMode = "duplicate";
    world.sandbox.erp.webhooks.mode = "duplicate";
    expect(await runsAfter("Twice")).toBe(once);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Twice" }]);
  });

  it("late and out of order do no harm", async () => {
    const { world, ada, id } = await linked(await open());
    world.sandbox.graph.notificationMode = "reorder";
    await ada.outlook.change(id, { subject: "First" });
    await ada.outlook.change(id, { subject: "Second" });
    await world.settle();
    world.sandbox.graph.notificationMode = "late";
    await ada.outlook.change(id, { subject: "Third" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Second" }]);
    await world.sandbox.graph.flushNotifications();
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Third" }]);
  });
});

describe("the subscription", () => {
  it.each(["reauthorizationRequired", "subscriptionRemoved", "missed"] as const)(
    "is told %s: push works on, and what was missed is found at once",
    async (event) => {
      const { world, ada, id } = await linked(await open());
      const { graph } = world.sandbox;
      graph.notificationMode = "drop";
      await ada.outlook.change(id, { subject: "Missed" });
      await world.settle();
      graph.notificationMode = "normal";
      graph.sendLifecycle(ada.user.id, event);
      await world.settle();
      expect(await ada.erp.list()).toMatchObject([{ subject: "Missed" }]);
      expect((await ada.call("status")).calendar.push.microsoft).toBe(true);
      expect(graph.snapshot().subscriptions).toHaveLength(1);
      await ada.outlook.change(id, { subject: "Heard" });
      await world.settle();
      expect(await ada.erp.list()).toMatchObject([{ subject: "Heard" }]);
    },
  );

  it("cannot be made: the interval takes over, and it is made as soon as possible", async () => {
    const world = await open();
    const ada = world.person("ada");
    planFault(world, { method: "POST", path: "/subscriptions", status: 503, times: 3 });
    await ada.setUp();
    await world.settle();
    expect((await ada.call("status")).calendar.push.microsoft).toBe(false);
    const id = await ada.outlook.add(visit());
    await ada.choose(id);
    await world.settle();
    await ada.outlook.change(id, { subject: "Found by asking" });
    await world.pass(30 * minuteMs, minuteMs);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Found by asking" }]);
    await world.pass(hourMs, 15 * minuteMs);
    expect((await ada.call("status")).calendar.push.microsoft).toBe(true);
  });

  it("is renewed before it ends, for weeks", async () => {
    const { world, ada, id } = await linked(await open());
    await world.pass(20 * 24 * hourMs);
    const { subscriptions } = world.sandbox.graph.snapshot();
    expect(subscriptions).toHaveLength(1);
    expect(subscriptions[0]!.expiresAt).toBeGreaterThan(world.clock.now());
    await ada.outlook.change(id, { subject: "Three weeks on" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Three weeks on" }]);
  });

  it("is ended when the calendar is switched off, and nothing is deleted", async () => {
    const { world, ada, id } = await linked(await open());
    await ada.setUp({ enabled: false });
    await ada.outlook.change(id, { subject: "Unnoticed" });
    await world.pass(24 * hourMs);
    expect(world.sandbox.graph.snapshot().subscriptions).toEqual([]);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
    expect((await ada.call("status")).health).toBe("off");
    await ada.setUp();
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Unnoticed" }]);
  });
});

describe("cursors are forgotten by both sides", () => {
  it("and everything is read anew, nothing made twice, edits meanwhile found", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.erp.add();
    await world.settle();
    world.sandbox.graph.notificationMode = "drop";
    world.sandbox.erp.webhooks.mode = "drop";
    await ada.outlook.change(id, { subject: "Ours" });
    await ada.erp.change(activity.id, { place: "Bremen" });
    world.sandbox.graph.expireDeltaTokens();
    await world.sandbox.erp.expireCursors();
    await world.pass(7 * hourMs, 15 * minuteMs);
    expect(await ada.outlook.list()).toHaveLength(2);
    const activities = await ada.erp.list();
    expect(activities).toHaveLength(2);
    expect(activities).toContainEqual(
      expect.objectContaining({ subject: "Ours", place: "Bremen" }),
    );
  });
});
