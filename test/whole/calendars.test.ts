/** Which calendars: the default one, others by choice, and what becomes of events that go from one to another. */
import { expectRest, planFault, ready } from "./linked.ts";
import { call, visit, type Person } from "./person.ts";
import { dayMs, worlds, type World } from "./world.ts";

const open = worlds();

interface Desk {
  readonly world: World;
  readonly ada: Person;
  /** A calendar of Ada's beside her default one. */
  readonly projects: string;
  /** Makes an event in a calendar; answers its immutable id. */
  readonly put: (calendar: string, subject: string) => Promise<string>;
  readonly move: (event: string, calendar: string) => void;
  readonly pick: (chosen: readonly string[], target?: string) => Promise<void>;
  readonly subjects: () => Promise<readonly string[]>;
  /** The subjects of a calendar. */
  readonly inside: (calendar: string) => Promise<readonly string[]>;
}

/** Ada has two calendars, and all events of those that she chose go to the ERP. */
async function desk(options: Parameters<typeof open>[0] = {}): Promise<Desk> {
  const world = await open(options);
  const ada = await ready(world, { outlookItems: "all" });
  const { id } = await ada.outlook.ask("POST", "/me/calendars", { name: "Projects" });
  const projects = String(id);
  const path = (calendar: string) =>
    calendar === "default" ? "/me/events" : `/me/calendars/${encodeURIComponent(calendar)}/events`;
  const pick: Desk["pick"] = async (chosen, target = chosen[0] ?? "") => {
    const { proposal } = await ada.call("setupOptions");
    const calendars = { chosen, target };
    const calendar = { enabled: true, outlookItems: "all", erpItems: true, calendars };
    await ada.call("saveSetup", { body: { ...proposal, calendar } });
    await world.settle();
  };
  return {
    ...{ world, ada, projects, pick },
    put: async (calendar, subject) => {
      const { id } = await ada.outlook.ask("POST", path(calendar), visit({ subject }));
      const events = world.sandbox.graph.snapshot().mailboxes[ada.user.id]?.events ?? {};
      return Object.values(events).find(({ restId }) => restId === id)?.key ?? "";
    },
    move: (event, calendar) => world.sandbox.graph.moveEvent(ada.user.id, event, calendar),
    subjects: async () => (await ada.erp.list()).map(({ subject }) => subject).sort(),
    inside: async (calendar) => {
      const page = await ada.outlook.ask("GET", `${path(calendar)}?$top=100`);
      return (page["value"] as { subject: string }[]).map(({ subject }) => subject).sort();
    },
  };
}

const eventAt = (event: string): string => `/me/events/${encodeURIComponent(event)}`;

const defaultId = ({ world, ada }: Desk): string =>
  world.sandbox.graph.snapshot().mailboxes[ada.user.id]?.calendars[0]?.id ?? "";

describe("taking a calendar away", () => {
  it("deletes nothing on either side, and what lay there is no longer kept the same", async () => {
    const { world, ada, projects, put, pick, subjects, inside } = await desk();
    await pick(["default", projects]);
    const event = await put(projects, "Kick-off");
    await put("default", "Visit");
    await world.settle();
    expect(await subjects()).toEqual(["Kick-off", "Visit"]);

    await pick(["default"]);
    await world.pass(9 * dayMs);
    expect(await subjects()).toEqual(["Kick-off", "Visit"]);
    expect(await inside(projects)).toEqual(["Kick-off"]);
    await ada.outlook.ask("PATCH", eventAt(event), { subject: "Kick-off at noon" });
    await world.pass(dayMs);
    expect(await subjects()).toEqual(["Kick-off", "Visit"]);
    await expectRest(world, ada);
  });

  it("and choosing it again goes on where it stopped, without a second activity", async () => {
    const { world, ada, projects, put, pick, subjects } = await desk();
    await pick(["default", projects]);
    const event = await put(projects, "Kick-off");
    await put(projects, "Review");
    await world.settle();
    await pick(["default"]);
    await ada.outlook.ask("PATCH", eventAt(event), { subject: "Kick-off at noon" });
    const review = (await ada.erp.list()).find(({ subject }) => subject === "Review");
    await ada.erp.change(review?.id ?? "", { place: "Bonn" });
    await world.settle();
    await pick(["default", projects]);
    expect(await subjects()).toEqual(["Kick-off at noon", "Review"]);
    expect(
      JSON.stringify(
        await ada.outlook.ask("GET", `/me/calendars/${encodeURIComponent(projects)}/events`),
      ),
    ).toContain("Bonn");
    await expectRest(world, ada);
  });

  it("leaves what a person switched on by itself in sync", async () => {
    const { world, ada, projects, put, pick, subjects } = await desk();
    await pick(["default", projects]);
    const event = await put(projects, "Kick-off");
    await world.settle();
    const shown = await ada.outlook.ask("GET", eventAt(event));
    await ada.choose(String(shown["id"]));
    await pick(["default"]);
    await ada.outlook.ask("PATCH", eventAt(event), { subject: "Kick-off at noon" });
    await world.settle();
    expect(await subjects()).toEqual(["Kick-off at noon"]);
    await world.pass(9 * dayMs);
    expect(await subjects()).toEqual(["Kick-off at noon"]);
    await expectRest(world, ada);
  });
});

describe("an event that is moved", () => {
  it("between two calendars that are synchronized stays the same activity", async () => {
    const { world, ada, projects, put, pick, move } = await desk();
    await pick(["default", projects]);
    const event = await put("default", "Visit");
    await world.settle();
    const [before] = await ada.erp.list();
    for (const calendar of [projects, defaultId({ world, ada } as Desk), projects]) {
      move(event, calendar);
      await world.settle();
      expect(await ada.erp.list()).toEqual([before]);
    }
    await ada.outlook.ask("PATCH", eventAt(event), { subject: "Visit at noon" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ id: before?.id, subject: "Visit at noon" }]);
    await expectRest(world, ada);
  });

  it("away and back between two rounds is not lost (quirk `immutable-id-delta-move`)", async () => {
    const all = await desk();
    const { world, ada, projects, put, pick, move, subjects } = all;
    world.sandbox.graph.switches["immutable-id-delta-move"] = true;
    await pick(["default", projects]);
    const event = await put("default", "Visit");
    await world.settle();
    move(event, projects);
    move(event, defaultId(all));
    await world.settle();
    expect(await subjects()).toEqual(["Visit"]);
    await expectRest(world, ada);
  });

  it("to a calendar that is not chosen has left what is synchronized, as if it was deleted (rule 12)", async () => {
    const { world, ada, projects, put, move, subjects, inside } = await desk();
    const event = await put("default", "Visit");
    await world.settle();
    move(event, projects);
    await world.settle();
    expect(await subjects()).toEqual([]);
    expect(await inside(projects)).toEqual(["Visit"]);
    await expectRest(world, ada);
  });

  it.each([false, true])(
    "is followed wherever it lies once a person switched it on (deleted ones still answer: %s)",
    async (answers) => {
      const { world, ada, projects, put, move, subjects } = await desk();
      world.sandbox.graph.switches.deletedItemsAnswer = answers;
      const event = await put("default", "Visit");
      await world.settle();
      const { id } = await ada.outlook.ask("GET", eventAt(event));
      await ada.choose(String(id));
      move(event, projects);
      await world.settle();
      await ada.outlook.ask("PATCH", eventAt(event), { subject: "Visit at noon" });
      await world.settle();
      expect(await subjects()).toEqual(["Visit at noon"]);
      // A deletion there is one all the same.
      await ada.outlook.ask("DELETE", eventAt(event));
      await world.pass(2 * dayMs);
      expect(await subjects()).toEqual([]);
    },
  );
});

describe("a calendar that is chosen", () => {
  it("brings what is in it, and only from then on", async () => {
    const { world, ada, projects, put, pick, subjects } = await desk();
    await put(projects, "Kick-off");
    await put("default", "Visit");
    await world.settle();
    // Opening the pane on it makes the gate look; it must not come in by that.
    await world.pass(dayMs);
    expect(await subjects()).toEqual(["Visit"]);
    await pick(["default", projects]);
    expect(await subjects()).toEqual(["Kick-off", "Visit"]);
    await expectRest(world, ada);
  });

  it("is paired with what the ERP has already instead of being made a second time", async () => {
    const { world, ada, projects, put, pick, subjects, inside } = await desk();
    await put(projects, "Litware");
    const times = { start: "2026-11-24T08:00:00Z", end: "2026-11-24T09:00:00Z" };
    await pick([projects], projects);
    expect(await subjects()).toEqual(["Litware"]);
    await pick(["default"]);
    await ada.erp.add(call({ subject: "Later", ...times }));
    await world.settle();
    expect(await inside("default")).toEqual(["Later"]);
  });

  it("alone leaves the default calendar out", async () => {
    const { world, ada, projects, put, pick, subjects } = await desk();
    await pick([projects]);
    await put("default", "Dentist");
    await put(projects, "Kick-off");
    await world.settle();
    expect(await subjects()).toEqual(["Kick-off"]);
    await expectRest(world, ada);
  });

  it("takes what comes from the ERP, as the person said", async () => {
    const { world, ada, projects, pick, inside } = await desk();
    await pick(["default", projects], projects);
    await ada.erp.add(call());
    await world.settle();
    expect([await inside("default"), await inside(projects)]).toEqual([[], ["Call Litware"]]);
    // Where the answer is lost it is not made twice.
    planFault(world, { method: "POST", path: "/events", lostReply: true, when: "after" });
    await ada.erp.add(call({ subject: "Second" }));
    await world.pass(dayMs);
    expect([await inside("default"), await inside(projects)]).toEqual([
      [],
      ["Call Litware", "Second"],
    ]);
    await expectRest(world, ada);
  });

  it.each([
    ["all", "granted"],
    ["default", "granted"],
    ["default", "refused"],
  ] as const)(
    "is announced where Graph's notifications tell of %s calendars and one by one they are %s",
    async (covers, single) => {
      const { world, ada, projects, put, pick, subjects } = await desk();
      Object.assign(world.sandbox.graph.switches, {
        subscriptionCalendars: covers,
        calendarSubscriptions: single,
      });
      await pick(["default", projects]);
      await world.pass(dayMs);
      await put(projects, "Kick-off");
      const announced = single === "granted";
      await world.settle();
      expect(await subjects()).toEqual(announced ? ["Kick-off"] : []);
      const { calendar } = await ada.call("status");
      expect(calendar.push.microsoft).toBe(announced);
      expect(calendar.push.problem?.code).toBe(announced ? undefined : "partly");
      // Where they are not, the interval finds it.
      await world.pass(20 * 60_000, 60_000);
      expect(await subjects()).toEqual(["Kick-off"]);
    },
  );
});

describe("a calendar that is deleted", () => {
  it.each([false, true])(
    "takes what was in it along, as far as the brake lets it (deleted ones still answer: %s)",
    async (answers) => {
      const { world, ada, projects, put, pick, subjects } = await desk();
      world.sandbox.graph.switches.deletedItemsAnswer = answers;
      await pick(["default", projects]);
      await put("default", "Visit");
      await put(projects, "Kick-off");
      await world.settle();
      await ada.outlook.ask("DELETE", `/me/calendars/${encodeURIComponent(projects)}`);
      await world.settle();
      expect(await subjects()).toEqual(["Visit"]);
      await put("default", "Another visit");
      await world.settle();
      expect(await subjects()).toEqual(["Another visit", "Visit"]);
      // Setup no longer offers it.
      const { calendars } = await ada.call("setupOptions");
      expect([calendars.chosen, calendars.target]).toEqual([["default"], "default"]);
      await expectRest(world, ada);
    },
  );

  it("with many appointments is held by the brake", async () => {
    const { world, ada, projects, put, pick, subjects } = await desk();
    await pick(["default", projects]);
    for (let index = 0; index < 12; index++) await put(projects, `Meeting ${index}`);
    await world.settle();
    await ada.outlook.ask("DELETE", `/me/calendars/${encodeURIComponent(projects)}`);
    await world.settle();
    expect(await subjects()).toHaveLength(12);
    expect((await ada.call("status")).health).toBe("braked");
  });

  it("while it is where new appointments go, keeps the ERP's and says what to do", async () => {
    const { world, ada, projects, pick, subjects, inside } = await desk();
    await pick(["default", projects], projects);
    await ada.outlook.ask("DELETE", `/me/calendars/${encodeURIComponent(projects)}`);
    await ada.erp.add(call());
    await world.settle();
    expect(await subjects()).toEqual(["Call Litware"]);
    const { items } = await ada.call("setAside");
    expect(items).toMatchObject([
      { code: "not-found", reason: expect.stringContaining("Setup") as string },
    ]);
    await pick(["default"]);
    expect(await inside("default")).toEqual(["Call Litware"]);
    await expectRest(world, ada);
  });
});

describe("Setup", () => {
  it("shows the calendars of the mailbox and refuses those that can only be read", async () => {
    const { world, ada, projects } = await desk();
    const holidays = world.sandbox.graph.addReadOnlyCalendar(ada.user.id, "Holidays");
    const { calendars } = await ada.call("setupOptions");
    const own = { color: null, owner: null, canEdit: true, choosable: true };
    expect(calendars).toEqual({
      all: [
        { id: "default", name: "Calendar", ...own },
        { id: projects, name: "Projects", ...own },
        { id: holidays, name: "Holidays", ...own, canEdit: false, choosable: false },
      ],
      ...{ chosen: ["default"], target: "default" },
    });
    const { proposal } = await ada.call("setupOptions");
    const save = (chosen: string[], target: string) => ({
      body: {
        ...proposal,
        calendar: {
          ...{ enabled: true, outlookItems: "all", erpItems: true },
          calendars: { chosen, target },
        },
      },
    });
    expect(await ada.refused("saveSetup", save([holidays], holidays))).toMatchObject({
      ...{ status: 409, field: "calendar.calendars.chosen" },
      detail: expect.stringMatching(/"Holidays" can only be read.*Untick it/) as string,
    });
    expect(await ada.refused("saveSetup", save(["default", "gone"], "default"))).toMatchObject({
      ...{ status: 409, field: "calendar.calendars.chosen" },
    });
    expect(await ada.refused("saveSetup", save(["default"], projects))).toMatchObject({
      ...{ status: 409, field: "calendar.calendars.target" },
    });
    expect(await ada.refused("saveSetup", save([], projects))).toMatchObject({
      status: 400,
      field: "calendar.calendars.chosen",
    });
  });

  it("tries other calendars before anything is done", async () => {
    const { world, ada, projects, put, subjects } = await desk();
    await put(projects, "Kick-off");
    const { proposal } = await ada.call("setupOptions");
    const calendars = { chosen: ["default", projects], target: "default" };
    const calendar = { enabled: true, outlookItems: "all", erpItems: true, calendars };
    const plan = await ada.call("makePlan", { body: { setup: { ...proposal, calendar } } });
    expect(plan.counts).toEqual([{ kind: "create", side: "erp", count: 1 }]);
    expect(await subjects()).toEqual([]);
    await ada.call("carryOutPlan", { params: { planId: plan.id } });
    await world.settle();
    expect(await subjects()).toEqual(["Kick-off"]);
  });
});
