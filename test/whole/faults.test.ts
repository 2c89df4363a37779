import { linked, planFault, ready, stateOf } from "./linked.ts";
import { call, visit } from "./person.ts";
import { StoreError, type Store } from "../../server/store/store.ts";
import { hourMs, minuteMs, worlds, type World } from "./world.ts";

const open = worlds();

const creates = "/\\/me\\/events$/";
const updates = "/\\/me\\/events\\/[^/]+$/";

/** How the server's requests of this kind were answered; 0: not at all. */
function statusesOf({ sandbox }: World, method: string, path: RegExp): readonly number[] {
  return sandbox.requestLog
    .list()
    .filter((one) => one.method === method && path.test(one.path))
    .map(({ status }) => status);
}

describe("a reply is lost", () => {
  it.each(["original", "conflict"] as const)(
    "of a create in Outlook: one event, where Graph answers its repetition with the %s",
    async (repeat) => {
      const world = await open();
      const ada = await ready(world);
      world.sandbox.graph.switches.transactionIdRepeat = repeat;
      planFault(world, { method: "POST", path: creates, when: "after", lostReply: true });
      await ada.erp.add();
      await world.settle();
      await world.pass(10_000, 1_000);
      expect(statusesOf(world, "POST", /\/me\/events$/)).toEqual([
        0,
        repeat === "original" ? 201 : 409,
      ]);
      expect(await ada.outlook.list()).toHaveLength(1);
      expect(await ada.erp.list()).toHaveLength(1);
      expect(await stateOf(world, ada)).toMatchObject({ health: "operational" });
    },
  );

  it("of a create in the ERP: one activity", async () => {
    const world = await open();
    const ada = await ready(world);
    const id = await ada.outlook.add(visit());
    planFault(world, {
      method: "POST",
      path: "/api/v1/activities",
      when: "after",
      lostReply: true,
    });
    await ada.choose(id);
    await world.settle();
    await world.pass(10_000, 1_000);
    expect(statusesOf(world, "POST", /\/activities$/)).toEqual([0, 409]);
    expect(await ada.erp.list()).toHaveLength(1);
    expect((await ada.open(id)).state).toBe("in-sync");
  });

  it("of an update: it is found to have landed and the next edit is taken for what it is", async () => {
    const { world, ada, id, activity } = await linked(await open());
    planFault(world, { method: "PATCH", path: updates, when: "after", lostReply: true });
    await ada.erp.change(activity.id, { subject: "From the ERP" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "From the ERP" });
    await ada.outlook.change(id, { subject: "From Outlook" });
    await world.pass(10_000, 1_000);
    expect(await ada.erp.list()).toMatchObject([{ subject: "From Outlook" }]);
    const { history } = await ada.open(id);
    expect(history.filter(({ kind }) => kind === "conflict")).toEqual([]);
  });

  it("or never comes: the run ends, and a later one goes on", async () => {
    const { world, ada, id } = await linked(await open());
    planFault(world, { method: "PATCH", path: "/api/v1/activities", hang: true });
    await ada.outlook.change(id, { subject: "Patience" });
    await world.settle();
    expect(await stateOf(world, ada)).toMatchObject({ health: "erp-down" });
    await world.pass(10_000, 1_000);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Patience" }]);
  });
});

describe("Graph is busy", () => {
  it("429 with a short Retry-After is waited for inside the run", async () => {
    const { world, ada, id, activity } = await linked(await open());
    planFault(world, { path: "calendarView/delta", status: 429, retryAfterSeconds: 7 });
    await ada.erp.change(activity.id, { subject: "Later" });
    await world.settle();
    expect(world.pauses).toEqual([7_000]);
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Later" });
  });

  it("429 with a long Retry-After leaves the mailbox alone until then", async () => {
    const { world, ada, id, activity } = await linked(await open());
    world.sandbox.requestLog.clear();
    planFault(world, { path: "calendarView/delta", status: 429, retryAfterSeconds: 120 });
    await ada.erp.change(activity.id, { subject: "Much later" });
    await world.settle();
    await world.pass(4 * minuteMs, 5_000);
    const toGraph = world.sandbox.requestLog
      .list()
      .filter(({ mailbox, app }) => mailbox === ada.user.id && app !== "demo-erp");
    const refused = toGraph.findIndex(({ status }) => status === 429);
    const [before, next] = toGraph.slice(refused).map(({ at }) => at);
    expect((next ?? 0) - (before ?? 0)).toBeGreaterThanOrEqual(120_000);
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Much later" });
  });

  it("503 on an update, and the next run much later: nothing lost, edits of both sides kept", async () => {
    const { world, ada, id, activity } = await linked(await open());
    planFault(world, { method: "PATCH", path: updates, status: 503, times: 2 });
    await ada.erp.change(activity.id, { place: "Bremen" });
    await world.settle();
    await world.restart();
    await world.settle();
    world.clock.advance(5 * hourMs);
    await ada.outlook.change(id, { subject: "Meanwhile" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({
      subject: "Meanwhile",
      location: { displayName: "Bremen" },
    });
    expect(await ada.erp.list()).toMatchObject([{ subject: "Meanwhile", place: "Bremen" }]);
  });
});

describe("somebody edits under our hands", () => {
  it("in Outlook, just before our update arrives: it is refused, read again and planned again", async () => {
    const { world, ada, id, activity } = await linked(await open());
    let edits = 0;
    world.network.between = async ({ method, url }, pass) => {
      if (method === "PATCH" && url.includes("/me/events/") && edits++ === 0) {
        await ada.outlook.change(id, { subject: "Quicker" });
      }
      return pass();
    };
    await ada.erp.change(activity.id, { place: "Bremen" });
    await world.settle();
    expect(edits).toBeGreaterThan(1);
    const both = { subject: "Quicker" };
    expect(await ada.erp.list()).toMatchObject([{ ...both, place: "Bremen" }]);
    expect(await ada.outlook.get(id)).toMatchObject({
      ...both,
      location: { displayName: "Bremen" },
    });
  });

  it("in the ERP, just before our update arrives: likewise", async () => {
    const { world, ada, id, activity } = await linked(await open());
    let edits = 0;
    world.network.between = async ({ method, url }, pass) => {
      if (method === "PATCH" && url.includes("/activities/") && edits++ === 0) {
        await ada.erp.change(activity.id, { place: "Bremen" });
      }
      return pass();
    };
    await ada.outlook.change(id, { subject: "Quicker" });
    await world.settle();
    expect(edits).toBeGreaterThan(1);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Quicker", place: "Bremen" }]);
    expect((await ada.outlook.get(id)).location.displayName).toBe("Bremen");
  });

  it("and deletes what we are about to change: an edit outlives a deletion, once", async () => {
    const { world, ada, id, activity } = await linked(await open());
    let deleted = false;
    world.network.between = async ({ method, url }, pass) => {
      if (method === "PATCH" && url.includes("/me/events/") && !deleted) {
        deleted = true;
        await ada.outlook.remove(id);
      }
      return pass();
    };
    await ada.erp.change(activity.id, { place: "Bremen" });
    await world.settle();
    expect(await ada.outlook.list()).toMatchObject([{ location: { displayName: "Bremen" } }]);
    expect(await ada.erp.list()).toHaveLength(1);
  });
});

describe("the server's own disk is full", () => {
  it("and the state says so, nothing is lost, and it goes on by itself", async () => {
    const { world, ada, id } = await linked(await open());
    const store = world.store as { commit: Store["commit"] };
    const { commit } = store;
    store.commit = () =>
      Promise.reject(new StoreError("full", "Nothing was written to /data: the disk is full."));
    await ada.outlook.change(id, { subject: "Not stored" });
    await world.settle();
    expect(await ada.call("status")).toMatchObject({
      health: "storage",
      reason: "The data cannot be written or read just now. Nothing was changed.",
    });
    store.commit = commit;
    await world.pass(hourMs, minuteMs);
    expect(await ada.call("status")).toMatchObject({ health: "operational" });
    expect(await ada.erp.list()).toMatchObject([{ subject: "Not stored" }]);
  });
});

describe("one item among many is bad", () => {
  const spoiled = "Spoiled";

  /** Graph answers one event with a start that nobody understands. */
  function spoil(world: World): void {
    world.network.between = async (_request, pass) => {
      const response = await pass();
      const text = String(response.body);
      if (!text.includes(`"${spoiled}"`)) return response;
      const body = JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
        typeof value === "object" &&
        value !== null &&
        "subject" in value &&
        value.subject === spoiled
          ? { ...value, start: { dateTime: "soon" } }
          : value,
      );
      return { ...response, body };
    };
  }

  it("in Outlook: the others are synchronized, it is shown with its reason, and comes back", async () => {
    const world = await open();
    const ada = await ready(world);
    const ids: string[] = [];
    for (const subject of ["One", spoiled, "Two", "Three"]) {
      ids.push(await ada.outlook.add(visit({ subject })));
    }
    for (const id of ids) await ada.choose(id);
    spoil(world);
    await world.settle();
    expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["One", "Two", "Three"]);
    expect((await ada.call("status")).calendar.quarantined).toBe(1);
    const { entries } = await ada.call("log");
    expect(entries.find(({ kind }) => kind === "failed")?.because).toContain("start");

    world.network.between = (_request, pass) => pass();
    const shown = await ada.open(ids[1]!);
    expect(shown).toMatchObject({ state: "failed", reason: { code: "rejected" } });
    await ada.call("syncItem", { params: { itemId: shown.itemId } });
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(4);
    expect((await ada.call("status")).calendar.quarantined).toBe(0);
  });

  it("for the ERP: what it refuses waits with the ERP's reason and goes when it is mended", async () => {
    const world = await open();
    const ada = await ready(world);
    const bad = await ada.outlook.add(visit({ subject: "x".repeat(255) }));
    const good = await ada.outlook.add(visit({ subject: "Good" }));
    await ada.choose(bad);
    await ada.choose(good);
    await world.settle();
    expect((await ada.open(good)).state).toBe("in-sync");
    const shown = await ada.open(bad);
    expect(shown).toMatchObject({
      state: "failed",
      reason: { code: "rejected", text: expect.stringContaining("254 characters") as string },
    });
    await ada.outlook.change(bad, { subject: "Mended" });
    await world.settle();
    expect((await ada.open(bad)).state).toBe("in-sync");
    expect((await ada.erp.list()).map(({ subject }) => subject).sort()).toEqual(["Good", "Mended"]);
  });
});

describe("the ERP is down for a while", () => {
  it("is shown, loses nothing, and is over by itself", async () => {
    const { world, ada, id } = await linked(await open());
    planFault(world, { path: "/api/v1/", status: 503, times: 100_000 });
    await ada.outlook.change(id, { subject: "While it was down" });
    await world.settle();
    await world.pass(3 * hourMs, 5 * minuteMs);
    const { erp, status } = await ada.call("profile");
    expect(status).toMatchObject({ health: "erp-down" });
    expect(erp).toMatchObject({ unavailable: true });
    world.sandbox.faults.clear();
    const made = await ada.erp.add();
    await world.pass(30 * minuteMs, minuteMs);
    expect((await ada.call("status")).health).toBe("operational");
    expect((await ada.erp.list()).map(({ subject }) => subject).sort()).toEqual([
      made.subject,
      "While it was down",
    ]);
    expect(await ada.outlook.list()).toHaveLength(2);
    expect(await ada.outlook.list()).toContainEqual(
      expect.objectContaining({ subject: call()["subject"] }),
    );
  });

  it("during Setup: a problem that names it, and nothing is half set up", async () => {
    const world = await open();
    const ada = world.person("ada");
    const options = await ada.call("setupOptions");
    planFault(world, { path: "/api/v1/", status: 503, times: 100 });
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true };
    const body = { ...options.proposal, calendar };
    expect(await ada.refused("saveSetup", { body })).toMatchObject({ code: "erp-unavailable" });
    expect(await ada.refused("setupOptions")).toMatchObject({ status: 503 });
    world.sandbox.faults.clear();
    expect((await ada.call("profile")).setup).toBeNull();
  });
});
