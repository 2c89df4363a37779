import { expectRest } from "./linked.ts";
import { visit, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();
jest.setTimeout(240_000);

/** As many as a test has time for; `npm run bench -- many-series` counts at 10,000 and 500. */
const singles = 500;
const series = 60;
/** Events that a page of changes is asked for, and requests in a batch. */
const pageSize = 200;
const batchSize = 20;

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];

/** A calendar with many series, each with a moved and a deleted day. */
async function crowded(): Promise<{ readonly world: World; readonly ada: Person }> {
  const world = await open({ events: singles });
  const ada = world.person("ada");
  for (let at = 0; at < series; at++) {
    const day = 23 + (at % 5);
    const master = await ada.outlook.add(
      visit({
        subject: `Round ${at}`,
        start: { dateTime: `2026-11-${day}T09:00:00`, timeZone: "W. Europe Standard Time" },
        end: { dateTime: `2026-11-${day}T10:00:00`, timeZone: "W. Europe Standard Time" },
        recurrence: {
          pattern: { type: "weekly", interval: 1, daysOfWeek: [weekdays[at % 5]] },
          range: { type: "noEnd", startDate: `2026-11-${day}` },
        },
      }),
    );
    const view = "startDateTime=2026-12-01T00:00:00Z&endDateTime=2026-12-31T00:00:00Z";
    const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
    const page = await ada.outlook.ask("GET", path);
    const [moved, deleted] = page["value"] as { id: string }[];
    await ada.outlook.change(String(moved?.id), { subject: `Special round ${at}` });
    await ada.outlook.remove(String(deleted?.id));
  }
  return { world, ada };
}

it("the first sync reads pages and masters, nothing event by event; the second writes nothing", async () => {
  const { world, ada } = await crowded();
  await ada.setUp({ outlookItems: "all", erpItems: false });
  let roundTrips = 0;
  const pages: string[] = [];
  const asked = new Set<string | undefined>();
  let listed = 0;
  const { between } = world.network;
  world.network.between = async (request, pass) => {
    const toGraph = request.url.includes("/v1.0/");
    if (toGraph) roundTrips++;
    const reply = await between(request, pass);
    if (request.url.includes("/calendarView/delta") && reply.status === 200) {
      asked.add(/odata\.maxpagesize=\d+/.exec(request.headers["prefer"] ?? "")?.[0]);
      pages.push(request.url);
      listed += (JSON.parse(String(reply.body)) as { value: unknown[] }).value.length;
    }
    return reply;
  };
  await world.settle();
  const repeating = (await ada.erp.list()).filter(({ recurrence }) => recurrence !== null);
  expect(repeating).toHaveLength(series);
  // Private ones and those of long ago stay where they are.
  expect((await ada.erp.list()).length).toBeGreaterThan(series + singles / 2);
  expect(repeating.every(({ occurrences }) => occurrences.length === 2)).toBe(true);
  expect(listed).toBeGreaterThan(singles + 5 * series);
  expect([...asked]).toEqual([`odata.maxpagesize=${pageSize}`]);
  expect(new Set(pages).size).toBe(pages.length);
  expect(roundTrips).toBeGreaterThan(pages.length);
  expect(roundTrips).toBeLessThanOrEqual(
    Math.ceil(listed / pageSize) + Math.ceil(series / batchSize) + 10,
  );

  await expectRest(world, ada);
});
