import fc from "fast-check";
import { DateTime } from "luxon";
import { datesOf } from "../../sandbox/erp/recurrence.ts";
import { goesWrong, listedAnew, ready, stateOf } from "./linked.ts";
import { type OutlookEvent, type Person, type ShownActivity, visit } from "./person.ts";
import { openWorld, type World } from "./world.ts";

jest.setTimeout(600_000);

const zone = "Europe/Berlin";
const until = "2026-12-08";
const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2026-12-09T00:00:00Z&$top=100";
const days = 12;

const dateAt = (at: number): string =>
  DateTime.fromISO("2026-11-24").plus({ days: at }).toISODate() ?? "";
const instantAt = (date: string, hour: number): string =>
  DateTime.fromISO(`${date}T${String(hour).padStart(2, "0")}:00`, { zone })
    .toUTC()
    .toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");

const day = fc.integer({ min: 0, max: days - 1 });
const hour = fc.integer({ min: 6, max: 20 });
const word = fc.stringMatching(/^[A-Z][a-z]{2,5}$/);

/** What two people do to one series, what goes wrong meanwhile, and when there is time to run. */
const act = fc.oneof(
  fc.record({ kind: fc.constantFrom("outlook-name", "erp-name"), day, word }),
  fc.record({ kind: fc.constantFrom("outlook-move", "erp-move"), day, hour }),
  fc.record({ kind: fc.constantFrom("outlook-delete", "erp-cancel"), day }),
  fc.record({ kind: fc.constantFrom("outlook-series-name", "erp-series-name"), word }),
  fc.record({ kind: fc.constantFrom("outlook-series-move", "erp-series-move"), hour }),
  fc.record({ kind: fc.constantFrom("lost-reply", "refusal", "restart", "settle") }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

interface Shown extends OutlookEvent {
  readonly originalStart: string;
}

async function instances({ outlook }: Person, master: string): Promise<readonly Shown[]> {
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly Shown[];
}

const dateOf = ({ originalStart }: Shown): string =>
  DateTime.fromISO(originalStart, { zone }).toISODate() ?? "";

async function inOutlook(person: Person, master: string): Promise<readonly string[]> {
  const all = await instances(person, master);
  return all.map((one) => `${dateOf(one)} ${one.start.dateTime.slice(0, 16)} ${one.subject}`);
}

async function inErp({ erp }: Person): Promise<readonly string[]> {
  const [activity] = await erp.list();
  if (activity === undefined) return [];
  const clock = DateTime.fromISO(activity.start, { zone }).hour;
  return [...datesOf(activity, until)].flatMap((date) => {
    const own = activity.occurrences.find((one) => one.date === date);
    if (own?.cancelled === true) return [];
    const start = own?.start ?? instantAt(date, clock);
    return [`${date} ${start.slice(0, 16)} ${own?.subject ?? activity.subject}`];
  });
}

const times = (date: string, at: number) => ({
  start: { dateTime: instantAt(date, at).slice(0, 19), timeZone: "UTC" },
  end: { dateTime: instantAt(date, at + 1).slice(0, 19), timeZone: "UTC" },
});

const isWrite = ({ method, url }: { method: string; url: string }): boolean =>
  method === "PATCH" || url.endsWith("/$batch");

/** A person's act; one that the side itself refuses is not made. */
async function perform(world: World, ada: Person, master: string, given: Act): Promise<void> {
  const [activity] = await ada.erp.list();
  if (activity === undefined) throw new Error("the series is gone from the ERP");
  const all = await instances(ada, master);
  const date = "day" in given ? dateAt(given.day) : "";
  const instance = all.find((one) => dateOf(one) === date);
  const ofErp = (change: object): ShownActivity["occurrences"] => {
    const own = activity.occurrences.find((one) => one.date === date);
    const others = activity.occurrences.filter((one) => one.date !== date);
    return own?.cancelled === true
      ? activity.occurrences
      : [...others, { ...own, date, ...change }];
  };
  const first = dateAt(0);
  switch (given.kind) {
    case "outlook-name":
      if (instance && "word" in given)
        await ada.outlook.change(instance.id, { subject: given.word });
      return;
    case "outlook-move":
      if (instance && "hour" in given)
        await ada.outlook.change(instance.id, times(date, given.hour));
      return;
    case "outlook-delete":
      if (instance && all.length > 2) await ada.outlook.remove(instance.id);
      return;
    case "outlook-series-name":
      if ("word" in given) await ada.outlook.change(master, { subject: given.word });
      return;
    case "outlook-series-move":
      if ("hour" in given) {
        const { recurrence } = await ada.outlook.get(master);
        await ada.outlook.change(master, { ...times(first, given.hour), recurrence });
      }
      return;
    case "erp-name":
      if ("word" in given) {
        await ada.erp.change(activity.id, { occurrences: ofErp({ subject: given.word }) });
      }
      return;
    case "erp-move":
      if ("hour" in given) {
        const start = instantAt(date, given.hour);
        const end = instantAt(date, given.hour + 1);
        await ada.erp.change(activity.id, { occurrences: ofErp({ allDay: false, start, end }) });
      }
      return;
    case "erp-cancel":
      if (all.length > 2) {
        const others = activity.occurrences.filter((one) => one.date !== date);
        await ada.erp.change(activity.id, { occurrences: [...others, { date, cancelled: true }] });
      }
      return;
    case "erp-series-name":
      if ("word" in given) await ada.erp.change(activity.id, { subject: given.word });
      return;
    case "erp-series-move":
      if ("hour" in given) {
        const start = instantAt(first, given.hour);
        const end = instantAt(first, given.hour + 1);
        await ada.erp.change(activity.id, { start, end });
      }
      return;
    case "lost-reply":
    case "refusal":
      goesWrong(world, given.kind, isWrite);
      return;
    case "restart":
      await world.restart();
      return;
    case "settle":
      await world.settle();
  }
}

it("two people's edits of one series end the same on both sides, whatever goes wrong", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 1, maxLength: 14 }),
      fc.constantFrom("keep", "drop"),
      async (acts, exceptions) => {
        const world = await openWorld();
        try {
          world.sandbox.graph.switches["recurrence-update"] = exceptions;
          const ada = await ready(world, { outlookItems: "all", rules: { precedence: "erp" } });
          const master = await ada.outlook.add(
            visit({
              subject: "Round",
              recurrence: {
                pattern: { type: "daily", interval: 1 },
                range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: days },
              },
            }),
          );
          await world.settle();
          for (const one of acts) await perform(world, ada, master, one);
          await world.pass(20 * 60_000, 60_000);
          await world.settle();
          expect(await inErp(ada)).toEqual(await inOutlook(ada, master));
          expect(await stateOf(world, ada)).toMatchObject({
            health: "operational",
            counts: { quarantined: 0, waiting: 0 },
          });
          expect(world.sandbox.graph.mails()).toEqual([]);
          const before = [await ada.outlook.list(), await ada.erp.list()];
          await listedAnew(world, ada);
          expect([await ada.outlook.list(), await ada.erp.list()]).toEqual(before);
        } finally {
          await world.stop();
        }
      },
    ),
    { numRuns: Number(process.env["SERIES_RUNS"] ?? 25) },
  );
});
