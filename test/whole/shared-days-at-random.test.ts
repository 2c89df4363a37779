import fc from "fast-check";
import { expectRest, goesWrong, northwind, stateOf } from "./linked.ts";
import { meeting, outlookIdOf, seenInErp, threePeople, type People } from "./meeting.ts";
import type { OutlookEvent, Person, ShownActivity } from "./person.ts";
import { openWorld, type World } from "./world.ts";

jest.setTimeout(600_000);

/** A series of meetings of three people, of which the ERP holds each day as an activity of its own. */
const days = ["2026-11-24", "2026-12-01", "2026-12-08"] as const;
const recurrence = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
  range: { type: "numbered", startDate: days[0], numberOfOccurrences: days.length },
};

const who = fc.constantFrom<keyof People>("ada", "grace", "katherine");
const word = fc.stringMatching(/^[A-Z][a-z]{2,5}$/);
const day = fc.nat({ max: days.length - 1 });
/** One day, or the series that they are of. */
const what = fc.oneof(day, fc.constant("whole" as const));

/** What three people do to it, what goes wrong meanwhile, and when there is time to run. */
const act = fc.oneof(
  fc.record({
    kind: fc.constantFrom("switch-on", "switch-on", "switch-off", "concerns"),
    who,
    what,
  }),
  fc.record({ kind: fc.constantFrom("organizer-names"), what, word }),
  fc.record({ kind: fc.constantFrom("erp-names"), day, word }),
  fc.record({ kind: fc.constantFrom("settle", "settle", "lost-reply", "refusal", "restart") }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function instancesOf(one: Person): Promise<readonly OutlookEvent[]> {
  const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-03-01T00:00:00Z&$top=100";
  const path = `/me/events/${encodeURIComponent(await outlookIdOf(one))}/instances?${view}`;
  return (await one.outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
}

async function idOf(one: Person, given: number | "whole"): Promise<string> {
  if (given === "whole") return outlookIdOf(one);
  return (await instancesOf(one))[given]?.id ?? "";
}

const ofDay = (all: readonly ShownActivity[], at: number): readonly ShownActivity[] =>
  all.filter(({ start }) => start.startsWith(days[at] ?? ""));

async function perform(world: World, people: People, given: Act): Promise<void> {
  if (given.kind === "settle") return world.settle();
  if (given.kind === "restart") return world.restart();
  if (given.kind === "lost-reply" || given.kind === "refusal") {
    goesWrong(world, given.kind, ({ method }) => method !== "GET");
    return;
  }
  if ("day" in given) {
    const [activity] = ofDay(await seenInErp(people), given.day);
    const owner = Object.values(people).find(({ user }) =>
      activity?.owner.endsWith(user.givenName.toLowerCase()),
    );
    if (activity !== undefined) await owner?.erp.change(activity.id, { subject: given.word });
    return;
  }
  if (!("what" in given)) return;
  const one = people["who" in given ? given.who : "ada"];
  const id = await idOf(one, given.what);
  if ("word" in given) return one.outlook.change(id, { subject: given.word });
  if (given.kind === "switch-off") {
    const view = await one.open(id);
    if (!view.on) return;
    const { itemId } = view;
    await one.call("releaseItem", { params: { itemId }, body: { removeErpCopy: false } });
    return;
  }
  await one.choose(id, given.kind === "concerns" ? { records: [northwind] } : {});
}

/** How each day stands that somebody has switched on, and with which activity, called what. */
async function standing(people: People): Promise<readonly string[]> {
  const told: string[] = [];
  for (const one of Object.values(people)) {
    for (const { id, subject, start } of await instancesOf(one)) {
      const { on, state, erp } = await one.open(id);
      const whose = `${one.user.name} ${start.dateTime.slice(0, 10)}`;
      if (on) told.push(`${whose} ${state} ${erp?.id ?? "nothing"} ${subject}`);
    }
  }
  return told;
}

/** ... as it must be: of each day one activity, which bears its subject where the organizer keeps it. */
async function expected(people: People, all: readonly ShownActivity[]): Promise<readonly string[]> {
  const organizers = await instancesOf(people.ada);
  const told: string[] = [];
  for (const one of Object.values(people)) {
    for (const [at, { id, subject }] of (await instancesOf(one)).entries()) {
      if (!(await one.open(id)).on) continue;
      const [activity] = ofDay(all, at);
      const isKept = (await people.ada.open(organizers[at]?.id ?? "")).on;
      const bears = isKept ? (activity?.subject ?? "") : subject;
      told.push(`${one.user.name} ${days[at] ?? ""} in-sync ${activity?.id ?? ""} ${bears}`);
    }
  }
  return told;
}

it("what three people do to the days of one series of meetings stays one activity for each", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      const world = await openWorld({ erpSeries: false });
      try {
        const people = await threePeople(world, { rules: { precedence: "erp" } });
        await meeting(world, people, { recurrence });
        const calm = world.network.between;
        const mails = () => world.sandbox.graph.mails().map(({ kind }) => kind);
        let byOrganizer = mails().length;
        for (const one of acts) {
          const before = mails().length;
          await perform(world, people, one).catch(() => {
            // What went wrong met the person's own request: he tries again.
            world.network.between = calm;
            return perform(world, people, one);
          });
          // Outlook mails of a series at once, of its changed days as well.
          if (one.kind === "organizer-names") byOrganizer += mails().length - before;
        }
        await world.pass(20 * 60_000, 60_000);
        world.network.between = calm;
        const all = await seenInErp(people);
        expect(days.map((_date, at) => ofDay(all, at).length).filter((count) => count > 1)).toEqual(
          [],
        );
        // The guests hear of what the organizer changed, here or there, and of nothing else.
        const named = acts.filter(({ kind }) => kind === "erp-names").length;
        expect(mails().filter((kind) => kind === "invitation")).toHaveLength(1);
        expect(mails().length - byOrganizer).toBeLessThanOrEqual(named);
        for (const one of Object.values(people)) {
          expect(await stateOf(world, one)).toMatchObject({
            health: "operational",
            counts: { quarantined: 0, waiting: 0 },
          });
        }
        expect(await standing(people)).toEqual(await expected(people, all));
        for (const one of Object.values(people)) await expectRest(world, one);
      } finally {
        await world.stop();
      }
    }),
    { numRuns: Number(process.env["SHARED_RUNS"] ?? 8) },
  );
});
