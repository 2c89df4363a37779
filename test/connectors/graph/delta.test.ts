import { actor, graphEvent, stubbed, type Answered, type Asked, type Stub } from "./stub.ts";

const scope = {
  resource: "appointment",
  window: { from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z" },
} as const;
const base = "https://graph.example/v1.0/me/calendarView/delta";

function page(value: unknown[], link: { next?: string; delta?: string }): Answered {
  return {
    status: 200,
    body: {
      value,
      ...(link.next !== undefined && { "@odata.nextLink": `${base}?$skiptoken=${link.next}` }),
      ...(link.delta !== undefined && { "@odata.deltaLink": `${base}?$deltatoken=${link.delta}` }),
    },
  };
}

const scripted = (...replies: Answered[]) => stubbed(() => replies.shift()!);

describe("the list of changes", () => {
  it("is read page by page, each with its preferences, and says which round is complete", async () => {
    const { connector, asked } = scripted(
      page([graphEvent("A")], { next: "n1" }),
      page([], { next: "n2" }),
      page([graphEvent("B")], { delta: "d1" }),
      page([], { delta: "d2" }),
    );
    let cursor: string | null = null;
    const rounds = [];
    for (let step = 0; step < 4; step += 1) {
      const result = await connector.delta(actor, scope, cursor);
      cursor = result.cursor;
      rounds.push([result.changes.map(({ id }) => id), result.more, result.complete]);
    }
    expect(rounds).toEqual([
      [["A"], true, true],
      [[], true, true],
      [["B"], false, true],
      [[], false, false],
    ]);
    expect(asked.map(({ path }) => path)).toEqual([
      "/me/calendarView/delta?startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z",
      "/me/calendarView/delta?$skiptoken=n1",
      "/me/calendarView/delta?$skiptoken=n2",
      "/me/calendarView/delta?$deltatoken=d1",
    ]);
    for (const { headers } of asked) {
      expect(headers.get("Prefer")).toContain("odata.maxpagesize=200");
      expect(headers.get("Prefer")).toContain('IdType="ImmutableId"');
    }
  });

  it("gives whole events whole, and everything else as an id to be looked up", async () => {
    const { connector } = scripted(
      page(
        [
          graphEvent("whole"),
          { id: "gone", "@removed": { reason: "deleted" } },
          graphEvent("cancelled", { isCancelled: true }),
          graphEvent("odd", { start: 5 }),
          { no: "id" },
        ],
        { delta: "d" },
      ),
    );
    const { changes } = await connector.delta(actor, scope, null);
    expect(changes.map(({ id, item, removed }) => [id, item?.id, removed])).toEqual([
      ["whole", "whole", undefined],
      ["gone", undefined, true],
      ["cancelled", undefined, true],
      ["odd", undefined, undefined],
    ]);
  });

  describe("of a series", () => {
    const bare = (id: string, day: string) => ({
      ...{ "@odata.etag": 'W/"M-2"', id, seriesMasterId: "M", type: "occurrence" },
      start: { dateTime: `${day}T09:00:00.0000000`, timeZone: "UTC" },
      end: { dateTime: `${day}T10:00:00.0000000`, timeZone: "UTC" },
    });
    const master = graphEvent("M", {
      type: "seriesMaster",
      location: { displayName: "Kiel" },
      recurrence: {
        pattern: { type: "daily", interval: 1 },
        range: { type: "noEnd", startDate: "2026-11-24", recurrenceTimeZone: "UTC" },
      },
    });
    const exception = { ...graphEvent("moved"), seriesMasterId: "M", type: "exception" };
    const orphan = { ...bare("orphan", "2026-11-24"), seriesMasterId: "N" };
    const events = [
      bare("one", "2026-11-24"),
      master,
      exception,
      bare("two", "2026-11-25"),
      orphan,
    ];

    it("is one item: what befell a member befell the master, told once", async () => {
      const { connector } = scripted(page(events, { delta: "d" }));
      const { changes } = await connector.delta(actor, scope, null);
      expect(changes.map(({ id, item }) => [id, item?.details.series])).toEqual([
        ["M", "master"],
        ["N", undefined],
      ]);
      // A list tells nothing of exceptions, which is something else than that there are none.
      expect(changes[0]?.item?.fields).not.toHaveProperty("exceptions");
    });

    it("is its occurrences where the ERP holds no series, filled in from the master", async () => {
      const { connector } = scripted(page(events, { delta: "d" }));
      const { changes } = await connector.delta({ ...actor, series: "occurrences" }, scope, null);
      expect(changes.map(({ id, item }) => [id, item?.details.seriesId])).toEqual([
        ["one", "M"],
        ["M", undefined],
        ["moved", "M"],
        ["two", "M"],
        ["orphan", undefined],
      ]);
      expect(changes[3]?.item).toMatchObject({
        version: 'W/"M-2"',
        fields: { place: "Kiel", when: { start: "2026-11-25T09:00:00Z" } },
      });
      expect(changes[3]?.item?.fields["when"]).not.toHaveProperty("recurrence");
    });
  });

  it("never sends the token where a link leads, only to Graph", async () => {
    const { connector } = scripted({
      status: 200,
      body: { value: [], "@odata.nextLink": "https://evil.example/v1.0/x?$skiptoken=1" },
    });
    const { cursor } = await connector.delta(actor, scope, null);
    expect(cursor).not.toContain("evil");
  });

  /** A mailbox whose delta goes round in a circle; its list is one page of `B`. */
  function circling(events: unknown[]) {
    let links = 0;
    return stubbed(({ path }) => {
      if (path.includes("calendarView?"))
        return { status: 200, body: { value: [graphEvent("B")] } };
      return page(events, { next: String(++links) });
    });
  }

  async function walk({ connector }: Stub, cursor: string | null) {
    const seen: string[] = [];
    let read = await connector.delta(actor, scope, cursor);
    for (;;) {
      seen.push(...read.changes.map(({ id }) => id));
      if (!read.more) return { seen, ...read };
      read = await connector.delta(actor, scope, read.cursor);
    }
  }

  it.each([
    ["the same page repeats under ever new links", [graphEvent("A")], 3],
    ["pages, even empty ones, never end", [], 1_000],
  ])("is replaced by a list of the calendar when %s", async (_what, events, pages) => {
    const stub = circling(events);
    const { seen, complete, cursor } = await walk(stub, null);
    expect([seen.at(-1), complete, stub.asked.length]).toEqual(["B", true, pages + 1]);
    await expect(stub.connector.delta(actor, scope, cursor)).rejects.toMatchObject({
      code: "cursor-expired",
    });
  });

  it("is expired when it does not come to an end in a later round: a new list must tell", async () => {
    let links = 0;
    const stub = stubbed(() =>
      ++links === 1 ? page([], { delta: "d" }) : page([graphEvent("A")], { next: String(links) }),
    );
    const { cursor } = await stub.connector.delta(actor, scope, null);
    await expect(walk(stub, cursor)).rejects.toMatchObject({ code: "cursor-expired" });
  });

  it.each([
    [410, "SyncStateNotFound"],
    [400, "syncStateNotFound"],
    [410, "resyncRequired"],
  ])("is expired when Graph says %i %s", async (status, code) => {
    const { connector } = scripted({ status, body: { error: { code, message: "" } } });
    await expect(connector.delta(actor, scope, null)).rejects.toMatchObject({
      code: "cursor-expired",
    });
  });

  it("is expired when the cursor is none of ours", async () => {
    const { connector } = scripted();
    await expect(connector.delta(actor, scope, "?")).rejects.toMatchObject({
      code: "cursor-expired",
    });
  });

  it.each([
    ["no list", { "@odata.deltaLink": `${base}?$deltatoken=x` }],
    ["no link", { value: [] }],
    ["a link outside v1.0", { value: [], "@odata.nextLink": "https://graph.example/beta/x" }],
  ])("is unavailable with %s", async (_what, body) => {
    const { connector } = scripted({ status: 200, body });
    await expect(connector.delta(actor, scope, null)).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});

describe("an event that delta called removed", () => {
  /** Graph where the event answers GET, and the calendar lists `listed`. */
  function graph(listed: string[], more: Answered[] = []) {
    return stubbed(({ path }: Asked) => {
      if (path.includes("/delta")) {
        return (
          more.shift() ?? page([{ id: "A", "@removed": { reason: "deleted" } }], { delta: "d" })
        );
      }
      // Deleted Items are a folder, and none of the mailbox's calendars.
      if (path.endsWith("/calendar")) return { status: 200, body: { id: "deleted" } };
      if (path.includes("/calendars?")) return { status: 200, body: { value: [{ id: "home" }] } };
      if (path.includes("iCalUId eq"))
        return { status: 200, body: { value: listed.map((id) => ({ id })) } };
      return { status: 200, body: graphEvent("A") };
    });
  }

  it("is missing when it answers by its id but the calendar does not list it (Deleted Items)", async () => {
    const { connector } = graph([]);
    await connector.delta(actor, scope, null);
    expect(await connector.get(actor, "appointment", ["A"])).toEqual([{ kind: "missing" }]);
  });

  it("is found when the calendar lists it: it only left the window", async () => {
    const { connector, asked } = graph(["A"]);
    await connector.delta(actor, scope, null);
    expect(await connector.get(actor, "appointment", ["A"])).toMatchObject([{ kind: "found" }]);
    await connector.get(actor, "appointment", ["A"]);
    expect(asked.filter(({ path }) => path.includes("iCalUId eq"))).toHaveLength(1);
  });

  it("is no longer doubted once delta lists it again", async () => {
    const removed = page([{ id: "A", "@removed": { reason: "deleted" } }], { next: "n" });
    const { connector, asked } = graph([], [removed, page([graphEvent("A")], { delta: "d" })]);
    const { cursor } = await connector.delta(actor, scope, null);
    await connector.delta(actor, scope, cursor);
    expect(await connector.get(actor, "appointment", ["A"])).toMatchObject([{ kind: "found" }]);
    expect(asked.some(({ path }) => path.includes("iCalUId eq"))).toBe(false);
  });
});
