import { type Ask, type Json, codeOf, idOf, listOf, lunch, openDesk, userNamed } from "./desk.ts";
import { defaultSwitches } from "../../../sandbox/graph/switches.ts";

const window = "startDateTime=2026-11-10T00:00:00Z&endDateTime=2026-12-10T00:00:00Z";
const begin = `/me/calendarView/delta?${window}`;

/** Walks a round to its end and returns everything it told, with the link of the next. */
async function round(
  ask: Ask,
  link: string,
  pageSize = 3,
): Promise<{ items: Json[]; next: string; pages: number }> {
  const items: Json[] = [];
  let next = link;
  for (let pages = 1; ; pages += 1) {
    const answer = await ask("GET", next, { headers: { prefer: `odata.maxpagesize=${pageSize}` } });
    expect(answer.status).toBe(200);
    expect(answer.headers["preference-applied"]).toContain("odata.track-changes");
    items.push(...listOf(answer));
    const delta = answer.body["@odata.deltaLink"];
    if (typeof delta === "string") return { items, next: delta, pages };
    next = String(answer.body["@odata.nextLink"]);
  }
}

const subjects = (items: Json[]) => items.map((item) => item["subject"] ?? item["@removed"]);
const gone = { reason: "deleted" };

describe("calendarView/delta", () => {
  it("tells everything in pages, then only what changed", async () => {
    const desk = openDesk({ events: 15 });
    const ada = desk.as("ada");
    const first = await round(ada, begin);
    expect(first.items).toHaveLength(15);
    expect(first.pages).toBe(5);
    const quiet = await round(ada, first.next);
    expect(quiet.items).toEqual([]);
    const made = await ada("POST", "/me/events", { body: lunch() });
    const other = String(first.items[0]?.["id"]);
    await ada("DELETE", `/me/events/${other}`);
    const second = await round(ada, quiet.next);
    expect(second.items.map((item) => item["id"])).toEqual([idOf(made), other]);
    expect(subjects(second.items)).toEqual(["Lunch", gone]);
  });

  it("tells what changes during a round in the next one, and replays a link asked again", async () => {
    const ada = openDesk({ events: 6 }).as("ada");
    const headers = { prefer: "odata.maxpagesize=3" };
    const page = await ada("GET", begin, { headers });
    const made = await ada("POST", "/me/events", { body: lunch() });
    const link = String(page.body["@odata.nextLink"]);
    const rest = await round(ada, link);
    expect(rest.items).toHaveLength(3);
    expect((await round(ada, link)).items).toEqual(rest.items);
    const next = await round(ada, rest.next);
    expect(next.items.map((item) => item["id"])).toEqual([idOf(made)]);
    expect((await round(ada, rest.next)).items).toEqual(next.items);
  });

  it("tells what lies or moves outside the window as removed", async () => {
    const ada = openDesk().as("ada");
    const far = { dateTime: "2027-05-01T10:00:00", timeZone: "UTC" };
    await ada("POST", "/me/events", { body: lunch({ start: far, end: far }) });
    const made = await ada("POST", "/me/events", { body: lunch() });
    const first = await round(ada, begin);
    expect(subjects(first.items)).toEqual(["Lunch"]);
    await ada("PATCH", `/me/events/${idOf(made)}`, { body: { start: far, end: far } });
    await ada("POST", "/me/events", { body: lunch({ start: far, end: far }) });
    const second = await round(ada, first.next);
    expect(subjects(second.items)).toEqual([gone, gone]);
    expect((await ada("GET", `/me/events/${idOf(made)}`)).status).toBe(200);
  });

  it("follows one calendar; a move is a removal there and news here", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const calendar = idOf(await ada("POST", "/me/calendars", { body: { name: "Volunteer" } }));
    const made = await ada("POST", "/me/events", { body: lunch() });
    const here = await round(ada, begin);
    const there = await round(ada, `/me/calendars/${calendar}/calendarView/delta?${window}`);
    expect([here.items.length, there.items.length]).toEqual([1, 0]);
    desk.graph.moveEvent(userNamed("ada").id, idOf(made), calendar);
    expect(subjects((await round(ada, here.next)).items)).toEqual([gone]);
    expect(subjects((await round(ada, there.next)).items)).toEqual(["Lunch"]);
  });

  it("speaks either kind of id over the same link", async () => {
    const ada = openDesk({ events: 1 }).as("ada");
    const immutable = { headers: { prefer: 'IdType="ImmutableId"' } };
    const [plain] = listOf(await ada("GET", begin));
    const [fixed] = listOf(await ada("GET", begin, immutable));
    expect(plain?.["id"]).not.toBe(fixed?.["id"]);
  });

  it("answers 410 to a token that is expired, unknown, or of a time before a reset", async () => {
    const desk = openDesk({ events: 1 });
    const ada = desk.as("ada");
    const { next } = await round(ada, begin);
    const nonsense = await ada("GET", "/me/calendarView/delta?$deltatoken=nonsense");
    expect([nonsense.status, codeOf(nonsense)]).toEqual([410, "SyncStateNotFound"]);
    desk.graph.expireDeltaTokens();
    expect((await ada("GET", next)).status).toBe(410);
    const again = await round(ada, begin);
    desk.graph.reset();
    expect((await ada("GET", again.next)).status).toBe(410);
  });

  it("refuses the options it does not have", async () => {
    const ada = openDesk().as("ada");
    const answer = await ada("GET", `${begin}&$select=subject`, { wrong: true });
    expect(codeOf(answer)).toBe("ErrorInvalidUrlQuery");
  });

  it("may repeat items, begin with an empty page, and churn versions without a change", async () => {
    const desk = openDesk({ events: 2 });
    const ada = desk.as("ada");
    desk.graph.switches["delta-duplicates-replays"] = 1;
    desk.graph.switches["delta-empty-pages"] = 1;
    const first = await round(ada, begin);
    expect([first.items.length, first.pages]).toEqual([4, 2]);
    Object.assign(desk.graph.switches, defaultSwitches);
    desk.graph.churn(userNamed("ada").id);
    const second = await round(ada, first.next);
    expect(new Set(subjects(second.items))).toEqual(new Set(subjects(first.items)));
    expect(second.items[0]?.["@odata.etag"]).not.toBe(first.items[0]?.["@odata.etag"]);
  });
});
