import type { Switches } from "../../../sandbox/graph/switches.ts";
import { linked, planFault, type Linked } from "../linked.ts";
import type { Json } from "../person.ts";
import { dayMs, hourMs, minuteMs, worlds } from "../world.ts";
import { expectUnharmed, movedAndBack, weekly, writesSeen } from "./unharmed.ts";

const open = worlds();
jest.setTimeout(180_000);

/** Linked, with the quirk on from the first listing on. */
async function withSwitches(switches: Partial<Switches>): Promise<Linked> {
  const world = await open();
  Object.assign(world.sandbox.graph.switches, switches);
  return linked(world);
}

async function instances({ ada }: Linked, master: string): Promise<readonly Json[]> {
  const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-01-20T00:00:00Z";
  const page = await ada.outlook.ask("GET", `/me/events/${master}/instances?${view}`);
  return page["value"] as Json[];
}

const inErp = async ({ ada }: Linked) => (await ada.erp.list()).map(({ subject }) => subject);

describe("quirks of the list of changes leave the engine unharmed", () => {
  it.each([true, false])("delta-occurrence-bare: %s", async (bare) => {
    const story = await withSwitches({ "delta-occurrence-bare": bare });
    await story.ada.outlook.add(weekly());
    await story.world.settle();
    await expectUnharmed(story);
    expect(await inErp(story)).toHaveLength(1);
  });

  it.each([true, false])("delta-deleted-occurrence-silent: %s", async (silent) => {
    const story = await withSwitches({ "delta-deleted-occurrence-silent": silent });
    const master = await story.ada.outlook.add(weekly());
    await story.world.settle();
    const [, second] = await instances(story, master);
    await story.ada.outlook.remove(String(second?.["id"]));
    await story.world.settle();
    await expectUnharmed(story);
    expect(await instances(story, master)).toHaveLength(8);
  });

  it("delta-outside-window-removed", async () => {
    const story = await withSwitches({});
    const far = (hour: string) => ({ dateTime: `2030-01-01T${hour}:00:00`, timeZone: "UTC" });
    await story.ada.outlook.change(story.id, { start: far("08"), end: far("09") });
    await story.world.settle();
    expect(await story.ada.erp.list()).toMatchObject([{ start: "2030-01-01T08:00:00Z" }]);
    await expectUnharmed(story);
  });

  it("delta-duplicates-replays", async () => {
    await expectUnharmed(await withSwitches({ "delta-duplicates-replays": 1 }));
  });

  it("delta-empty-pages", async () => {
    await expectUnharmed(await withSwitches({ "delta-empty-pages": 0.7 }));
  });

  it("delta-endless-nextlink", async () => {
    const story = await withSwitches({});
    story.world.sandbox.graph.switches["delta-endless-nextlink"] = true;
    const master = await story.ada.outlook.add(weekly());
    await story.world.settle();
    await expectUnharmed(story);
    expect(await instances(story, master)).toHaveLength(9);
  });

  it.each(["SyncStateNotFound", "resyncRequired"] as const)("delta-410: %s", async (words) => {
    const story = await withSwitches({ "delta-410": words });
    story.world.sandbox.graph.expireDeltaTokens();
    await expectUnharmed(story);
  });

  it("delta-410 in the middle of a round, and again while it is begun anew", async () => {
    const story = await withSwitches({});
    planFault(story.world, { path: "calendarView/delta", status: 410, times: 2 });
    await story.ada.outlook.change(story.id, { subject: "Meanwhile" });
    await story.world.settle();
    await story.world.pass(minuteMs, 10_000);
    await expectUnharmed(story);
  });

  it("delta-410 of every token older than five minutes", async () => {
    const story = await withSwitches({ "delta-410-minutes": 5 });
    await story.world.pass(hourMs, 20 * minuteMs);
    await expectUnharmed(story);
  });

  it("delta-window-fixed", async () => {
    const story = await withSwitches({});
    story.world.sandbox.requestLog.clear();
    await story.world.pass(8 * dayMs, dayMs);
    expect(writesSeen(story)).toEqual([]);
    await expectUnharmed(story);
  });

  it("delta-no-select and delta-no-latest: nothing unsupported is asked, our own items are known", async () => {
    const story = await withSwitches({});
    await expectUnharmed(story);
    const asked = story.world.sandbox.requestLog
      .list()
      .filter(({ path }) => path.includes("/calendarView/delta"));
    expect(asked.length).toBeGreaterThan(2);
    for (const { path, status } of asked) {
      expect(status).toBe(200);
      expect(path).not.toMatch(/\$(select|expand|filter|orderby|search)|latest/);
    }
  });

  it.each([false, true])("immutable-id-delta-move: %s", async (forgets) => {
    const story = await withSwitches({ "immutable-id-delta-move": forgets });
    const id = await movedAndBack(story);
    await story.world.settle();
    await expectUnharmed({ ...story, id });
  });

  it("delta-lag: changes are told two minutes late", async () => {
    const story = await withSwitches({ "delta-lag-seconds": 120 });
    await expectUnharmed(story, () => story.world.pass(7 * hourMs, hourMs));
  });
});
