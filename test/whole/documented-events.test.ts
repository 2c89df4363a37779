import { eventDeviations } from "../conformance/deviations.ts";
import { describeConformance } from "../conformance/describe-conformance.ts";
import { documentedEvents, writable } from "../conformance/documented-events.ts";
import { ready } from "./linked.ts";
import type { Json, OutlookEvent, Person, ShownActivity } from "./person.ts";
import { openWorld, type World } from "./world.ts";

/** What every write moves; everything else of the event belongs to its owner. */
const ofEveryWrite = ["@odata.etag", "changeKey", "lastModifiedDateTime"];

const without = (event: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)));

interface Journey {
  readonly before: OutlookEvent;
  /** As it was when the ERP had it, before anybody edited it there. */
  readonly linked: OutlookEvent;
  readonly activity: ShownActivity | undefined;
  readonly after: OutlookEvent;
  readonly state: string;
}

describeConformance("a documented event", () => {
  const events = documentedEvents().filter(
    (event) => !eventDeviations.some(({ where }) => where(event)),
  );
  const isPrivate = (event: Json) => (event["sensitivity"] ?? "normal") !== "normal";
  const open = events.filter((event) => !isPrivate(event));
  let world: World;
  let journeys: readonly Journey[];

  /** Outlook, ERP, an edit of the subject there, and back. */
  async function travel(ada: Person): Promise<readonly Journey[]> {
    const started: { id: string; before: OutlookEvent; linked: OutlookEvent; erpId: string }[] = [];
    for (const event of open) {
      const id = await ada.outlook.add(writable(event));
      await ada.choose(id);
      const before = await ada.outlook.get(id);
      started.push({ id, before, linked: before, erpId: "" });
    }
    await world.settle();
    for (const one of started) {
      one.erpId = (await ada.open(one.id)).erp?.id ?? "";
      one.linked = await ada.outlook.get(one.id);
    }
    const activities = new Map((await ada.erp.list()).map((one) => [one.id, one]));
    for (const { erpId } of started) await ada.erp.change(erpId, { subject: `Edited ${erpId}` });
    await world.settle();
    const ended: Journey[] = [];
    for (const { id, before, linked, erpId } of started) {
      const after = await ada.outlook.get(id);
      const { state } = await ada.open(id);
      ended.push({ before, linked, activity: activities.get(erpId), after, state });
    }
    return ended;
  }

  beforeAll(async () => {
    world = await openWorld();
    journeys = await travel(await ready(world));
  }, 120_000);
  afterAll(() => world.stop());

  it("is one of many", () => expect(journeys.length).toBeGreaterThan(15));

  it.each(open.map((event, at) => [String(event["subject"]), at] as const))(
    "'%s' reaches the ERP, and an edit made there comes back",
    (_subject, at) => {
      const { before, activity, after, state } = journeys[at]!;
      const guests = before.attendees.map(({ emailAddress }) => emailAddress.address.toLowerCase());
      expect(activity).toMatchObject({
        // The ERP takes the blanks at either end away.
        subject: before.subject.trim(),
        place: before.location.displayName,
      });
      expect(activity?.participants.map(({ address }) => address)).toEqual(guests);
      expect(after.subject).toBe(`Edited ${activity?.id}`);
      expect(state).toBe("in-sync");
    },
  );

  it.each(open.map((event, at) => [String(event["subject"]), at] as const))(
    "'%s' is unharmed in everything else",
    (_subject, at) => {
      const { before, linked, after } = journeys[at]!;
      expect(linked).toEqual(before);
      const moved = ["subject", ...ofEveryWrite];
      expect(without(after, moved)).toEqual(without(before, moved));
    },
  );

  it("that is private is refused and stays where it is", async () => {
    const secret = events.filter(isPrivate);
    const ada = world.person("ada");
    for (const event of secret.length > 0 ? secret : [{ ...open[0], sensitivity: "private" }]) {
      const id = await ada.outlook.add(writable(event));
      const { itemId, state } = await ada.open(id);
      expect(state).toBe("private");
      const body = { records: [], activityTypeId: null };
      const problem = await ada.refused("chooseItem", { params: { itemId }, body });
      expect(problem).toMatchObject({ status: 422, code: "item-unsupported" });
    }
  });
});
