/** What `calendarView/delta` does to a client that believes it: each test names the quirk it shows. */
import { defaultSwitches } from "../../../sandbox/graph/switches.ts";
import {
  type Answer,
  type Ask,
  type Desk,
  type Json,
  codeOf,
  etagOf,
  idOf,
  listOf,
  lunch,
  openDesk,
  userNamed,
} from "./desk.ts";
import { makeSeries, weekly } from "./series/desk.ts";

const window = "startDateTime=2026-11-10T00:00:00Z&endDateTime=2026-12-10T00:00:00Z";
const begin = `/me/calendarView/delta?${window}`;
const pagesMax = 40;

const linkOf = (answer: Answer, name: "next" | "delta") => {
  const link = answer.body[`@odata.${name}Link`];
  return typeof link === "string" ? link : undefined;
};

async function pagesOf(ask: Ask, link: string, prefer?: string): Promise<Answer[]> {
  const pages: Answer[] = [];
  const headers = prefer === undefined ? {} : { prefer };
  for (let next: string | undefined = link; next !== undefined && pages.length < pagesMax;) {
    const page = await ask("GET", next, { headers });
    expect(page.status).toBe(200);
    pages.push(page);
    next = linkOf(page, "next");
  }
  return pages;
}

async function round(ask: Ask, link: string, prefer = "odata.maxpagesize=200") {
  const pages = await pagesOf(ask, link, prefer);
  const last = pages.at(-1);
  return { items: pages.flatMap(listOf), next: (last && linkOf(last, "delta")) ?? "", pages };
}

const kinds = (items: readonly Json[]) =>
  items.map((item) => ("@removed" in item ? "@removed" : item["type"]));

describe("a series in calendarView/delta", () => {
  it("delta-occurrence-bare: a master in full, its occurrences with nothing but ids and times", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const series = await makeSeries(ada);
    await ada("PATCH", await series.pathOf(1), { body: { subject: "Brunch" } });
    const { items } = await round(ada, begin);
    expect(kinds(items)).toEqual([
      ...["seriesMaster", "occurrence", "exception", "occurrence", "occurrence"],
    ]);
    const [master, occurrence, exception] = items;
    expect(Object.keys(occurrence ?? {})).toEqual([
      ...["@odata.type", "@odata.etag", "id", "seriesMasterId", "type", "start", "end"],
    ]);
    expect(master).toMatchObject({ id: series.id, subject: "Lunch" });
    expect(occurrence).toMatchObject({ seriesMasterId: series.id });
    expect(exception).toMatchObject({ seriesMasterId: series.id, subject: "Brunch" });
    desk.graph.switches["delta-occurrence-bare"] = false;
    expect((await round(ada, begin)).items[1]).toMatchObject({ subject: "Lunch" });
  });

  it("delta-deleted-occurrence-silent: only a notification for the master tells", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const series = await makeSeries(ada);
    await ada("POST", "/subscriptions", {
      body: {
        ...{ changeType: "created,updated,deleted", resource: "/me/events" },
        notificationUrl: "https://localhost/hook",
        clientState: "secret",
        expirationDateTime: "2026-11-18T00:00:00Z",
      },
    });
    const first = await round(ada, begin);
    await ada("DELETE", await series.pathOf(1));
    const quiet = await round(ada, first.next);
    expect(quiet.items).toEqual([]);
    await desk.graph.flushNotifications();
    const told = desk.posts.flatMap(({ body }) => (JSON.parse(body) as { value: Json[] }).value);
    expect(told.map((one) => [one["changeType"], (one["resourceData"] as Json)["id"]])).toEqual([
      ["updated", series.id],
    ]);
    desk.graph.switches["delta-deleted-occurrence-silent"] = false;
    expect(kinds((await round(ada, first.next)).items)).toEqual(["@removed"]);
  });

  it("tells the exception and its master when one occurrence changed, everything when the master did", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    const first = await round(ada, begin);
    await ada("PATCH", await series.pathOf(1), { body: { subject: "Brunch" } });
    const second = await round(ada, first.next);
    expect(kinds(second.items)).toEqual(["seriesMaster", "exception"]);
    await ada("PATCH", series.path, { body: { showAs: "oof" } });
    const third = await round(ada, second.next);
    expect(third.items).toHaveLength(5);
  });

  it("delta-outside-window-removed: an exception that leaves the window, a series that lies outside it", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    const first = await round(ada, begin);
    const times = (date: string) => ({
      start: { dateTime: `${date}T11:00:00`, timeZone: "UTC" },
      end: { dateTime: `${date}T12:00:00`, timeZone: "UTC" },
    });
    const last = await series.pathOf(3);
    await ada("DELETE", await series.pathOf(4));
    await ada("PATCH", last, { body: times("2026-12-12") });
    const second = await round(ada, first.next);
    expect(kinds(second.items)).toEqual(["seriesMaster", "@removed"]);
    expect((await ada("GET", last)).status).toBe(200);
    const far = weekly({
      ...times("2027-11-16"),
      recurrence: {
        pattern: { type: "daily", interval: 1 },
        range: { type: "noEnd", startDate: "2027-11-16" },
      },
    });
    await makeSeries(ada, far);
    expect(kinds((await round(ada, second.next)).items)).toEqual(["@removed"]);
    expect((await round(ada, begin)).items.map(({ id }) => id)).not.toContain(undefined);
  });

  it("is not split over two pages, which are longer for it than odata.maxpagesize", async () => {
    const desk = openDesk({ events: 4 });
    const ada = desk.as("ada");
    await makeSeries(ada);
    await ada("POST", "/me/events", { body: lunch({ subject: "Once" }) });
    const { pages } = await round(ada, begin, "odata.maxpagesize=3");
    const sizes = pages.map((page) => listOf(page).length);
    expect(sizes).toEqual([3, 6, 1]);
  });

  it("is told in full in the next round when it changes between two pages", async () => {
    const ada = openDesk({ events: 3 }).as("ada");
    const series = await makeSeries(ada);
    await ada("PATCH", await series.pathOf(1), { body: { subject: "Brunch" } });
    const prefer = "odata.maxpagesize=2";
    const page = await ada("GET", begin, { headers: { prefer } });
    await ada("PATCH", await series.pathOf(1), { body: { subject: "Late brunch" } });
    const rest = await round(ada, linkOf(page, "next") ?? "", prefer);
    expect(kinds(rest.items).filter((kind) => kind !== "singleInstance")).toHaveLength(5);
    const next = await round(ada, rest.next);
    expect(next.items.map(({ subject }) => subject)).toContain("Late brunch");
  });

  it("delta-endless-nextlink: the same page for ever, each time under another link", async () => {
    const desk = openDesk({ events: 1 });
    const ada = desk.as("ada");
    await makeSeries(ada);
    desk.graph.switches["delta-endless-nextlink"] = true;
    const pages = await pagesOf(ada, begin);
    expect(pages).toHaveLength(pagesMax);
    const links = pages.map((page) => linkOf(page, "next"));
    expect(new Set(links).size).toBe(pagesMax);
    expect(new Set(pages.map((page) => JSON.stringify(listOf(page)))).size).toBe(1);
    desk.graph.switches["delta-endless-nextlink"] = false;
    expect((await round(ada, String(links.at(-1)))).next).not.toBe("");
  });
});

describe("pages of calendarView/delta", () => {
  it("hold ten items where this very request does not say otherwise", async () => {
    const ada = openDesk({ events: 25 }).as("ada");
    const first = await ada("GET", begin, { headers: { prefer: "odata.maxpagesize=4" } });
    const second = await ada("GET", linkOf(first, "next") ?? "");
    expect([first, second].map((page) => listOf(page).length)).toEqual([4, 10]);
  });

  it("delta-duplicates-replays: items come twice, and again in later rounds", async () => {
    const desk = openDesk({ events: 3 });
    const ada = desk.as("ada");
    desk.graph.switches["delta-duplicates-replays"] = 1;
    const first = await round(ada, begin);
    expect(first.items).toHaveLength(6);
    const second = await round(ada, first.next);
    expect(second.items).toHaveLength(3);
    expect(new Set(second.items.map(({ id }) => id))).toEqual(
      new Set(first.items.map(({ id }) => id)),
    );
  });

  it("delta-empty-pages: nothing on a page, and still a nextLink", async () => {
    const desk = openDesk({ events: 6 });
    desk.graph.switches["delta-empty-pages"] = 1;
    const { pages } = await round(desk.as("ada"), begin, "odata.maxpagesize=3");
    expect(pages.map((page) => listOf(page).length)).toEqual([0, 3, 0, 3]);
  });

  it("delta-lag-seconds: what was changed a moment ago is told later", async () => {
    const desk = openDesk({ events: 2 });
    const ada = desk.as("ada");
    desk.graph.switches["delta-lag-seconds"] = 30;
    const first = await round(ada, begin);
    const made = await ada("POST", "/me/events", { body: lunch() });
    const stale = await round(ada, first.next);
    expect(stale.items).toEqual([]);
    desk.clock.advance(31_000);
    const later = await round(ada, stale.next);
    expect(later.items.map(({ id }) => id)).toEqual([idOf(made)]);
  });

  it("delta-no-select and delta-no-latest: neither of them exists here", async () => {
    const ada = openDesk().as("ada");
    for (const option of ["$select=id", "$filter=id eq 'x'", "$top=5&$expand=extensions"]) {
      const answer = await ada("GET", encodeURI(`${begin}&${option}`), { wrong: true });
      expect(codeOf(answer)).toBe("ErrorInvalidUrlQuery");
    }
    const latest = await ada("GET", `${begin}&$deltatoken=latest`, { wrong: true });
    expect(latest.status).toBe(410);
  });

  it("delta-window-fixed: a link keeps the window it was made for", async () => {
    const ada = openDesk().as("ada");
    const { next } = await round(ada, begin);
    const soon = { dateTime: "2026-12-20T11:00:00", timeZone: "UTC" };
    await ada("POST", "/me/events", { body: lunch({ start: soon, end: soon }) });
    const wider = next.replace("delta?", "delta?endDateTime=2027-01-01T00:00:00Z&");
    const answer = await ada("GET", wider, { wrong: true });
    expect(kinds(listOf(answer))).toEqual(["@removed"]);
  });
});

describe("the end of a token (delta-410)", () => {
  const expired = async (desk: Desk, link: string) => desk.as("ada")("GET", link);

  it("comes with age, in the middle of a round too", async () => {
    const desk = openDesk({ events: 6 });
    const ada = desk.as("ada");
    desk.graph.switches["delta-410-minutes"] = 60;
    const page = await ada("GET", begin, { headers: { prefer: "odata.maxpagesize=3" } });
    const link = linkOf(page, "next") ?? "";
    desk.clock.advance(59 * 60_000);
    expect((await ada("GET", link)).status).toBe(200);
    desk.clock.advance(60_000);
    const answer = await expired(desk, link);
    expect([answer.status, codeOf(answer)]).toEqual([410, "SyncStateNotFound"]);
  });

  it("may say where to begin anew", async () => {
    const desk = openDesk({ events: 2 });
    const ada = desk.as("ada");
    const { next } = await round(ada, begin);
    desk.graph.switches["delta-410"] = "resyncRequired";
    desk.graph.expireDeltaTokens();
    const answer = await expired(desk, next);
    expect([answer.status, codeOf(answer)]).toEqual([410, "resyncRequired"]);
    const location = answer.headers["location"] ?? "";
    expect(location).toMatch(/\$deltatoken=$/);
    const again = await ada("GET", location, { wrong: true });
    expect(listOf(again)).toHaveLength(2);
  });

  it("comes by chance, the same for the same seed, and for ever", async () => {
    const fates = async () => {
      const desk = openDesk({ events: 8 });
      desk.graph.switches["delta-410-chance"] = 0.3;
      const ada = desk.as("ada");
      const statuses: number[] = [];
      for (let index = 0; index < 20; index += 1) {
        const from = `startDateTime=2026-11-${String(index + 1).padStart(2, "0")}T00:00:00Z`;
        const page = await ada(
          "GET",
          `/me/calendarView/delta?${from}&endDateTime=2027-01-01T00:00:00Z`,
        );
        const link = linkOf(page, "delta") ?? "";
        const { status } = await ada("GET", link);
        expect((await ada("GET", link)).status).toBe(status);
        statuses.push(status);
      }
      return statuses;
    };
    const first = await fates();
    expect(new Set(first)).toEqual(new Set([200, 410]));
    expect(await fates()).toEqual(first);
  });
});

describe("versions and ids", () => {
  it("immutable-id-delta-move: what went and came back is told as removed, and never as added", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    desk.graph.switches["immutable-id-delta-move"] = true;
    const there = idOf(await ada("POST", "/me/calendars", { body: { name: "Volunteer" } }));
    const here = idOf(await ada("GET", "/me/calendar"));
    const made = await ada("POST", "/me/events", { body: lunch() });
    const prefer = 'IdType="ImmutableId", odata.maxpagesize=50';
    const immutable = { headers: { prefer } };
    const key = idOf(await ada("GET", `/me/events/${idOf(made)}`, immutable));
    const first = await round(ada, begin, prefer);
    for (const calendar of [there, here]) desk.graph.moveEvent(userNamed("ada").id, key, calendar);
    const second = await round(ada, first.next, prefer);
    expect(second.items).toMatchObject([{ id: key, "@removed": { reason: "deleted" } }]);
    expect((await round(ada, second.next, prefer)).items).toEqual([]);
    expect((await ada("GET", `/me/events/${key}`)).status).toBe(200);
    desk.graph.switches["immutable-id-delta-move"] = false;
    expect(kinds((await round(ada, first.next, prefer)).items)).toEqual([
      ...["@removed", "singleInstance"],
    ]);
  });

  it("id-changes, ids-case-sensitive: a move changes the default id, and case counts", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const there = idOf(await ada("POST", "/me/calendars", { body: { name: "Volunteer" } }));
    const id = idOf(await ada("POST", "/me/events", { body: lunch() }));
    const swapped = id.replace(/[a-z]/g, (letter) => letter.toUpperCase());
    expect((await ada("GET", `/me/events/${swapped}`)).status).toBe(404);
    desk.graph.moveEvent(userNamed("ada").id, id, there);
    expect((await ada("GET", `/me/events/${id}`)).status).toBe(404);
  });

  it("etag-churn: a version is old as soon as it was answered, and new every day", async () => {
    const desk = openDesk({ events: 1 });
    const ada = desk.as("ada");
    desk.graph.switches["etag-churn"] = 1;
    const made = await ada("POST", "/me/events", { body: lunch() });
    const read = await ada("GET", `/me/events/${idOf(made)}`);
    expect(etagOf(read)).not.toBe(etagOf(made));
    const { next } = await round(ada, begin);
    expect((await round(ada, next)).items).toEqual([]);
    desk.clock.advance(24 * 3_600_000);
    const noise = await round(ada, next);
    expect(kinds(noise.items)).toEqual(["singleInstance", "singleInstance"]);
    const later = await ada("GET", `/me/events/${idOf(made)}`);
    expect(later.body["lastModifiedDateTime"]).not.toBe(read.body["lastModifiedDateTime"]);
    expect(later.body["subject"]).toBe("Lunch");
  });

  it("notify-own-writes: what an app wrote comes back to it as news", async () => {
    const ada = openDesk().as("ada");
    const { next } = await round(ada, begin);
    const made = await ada("POST", "/me/events", { body: lunch() });
    expect((await round(ada, next)).items).toMatchObject([
      { id: idOf(made), "@odata.etag": etagOf(made) },
    ]);
  });

  it("conflict-412: a write without If-Match may lose a race it did not run", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const path = `/me/events/${idOf(made)}`;
    desk.graph.switches["conflict-412"] = 1;
    const refused = await ada("PATCH", path, { body: { subject: "A" } });
    expect([refused.status, codeOf(refused)]).toEqual([412, "ErrorIrresolvableConflict"]);
    const match = { headers: { "if-match": etagOf(made) } };
    expect((await ada("PATCH", path, { body: { subject: "A" }, ...match })).status).toBe(200);
    expect((await ada("DELETE", path)).status).toBe(412);
    Object.assign(desk.graph.switches, defaultSwitches);
    expect((await ada("DELETE", path)).status).toBe(204);
  });

  it("tz: an event may name a zone of its own making", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    desk.graph.switches.tz = "custom";
    const made = await ada("POST", "/me/events", { body: lunch() });
    expect(made.body).toMatchObject({
      ...{ originalStartTimeZone: "tzone://Microsoft/Custom" },
      start: { dateTime: "2026-11-17T11:00:00.0000000", timeZone: "UTC" },
    });
  });
});
