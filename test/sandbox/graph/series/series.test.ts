import { type Json, codeOf, etagOf, idOf, listOf, lunch, openDesk, userNamed } from "../desk.ts";
import { berlin, makeSeries, newYork, startOf, startsOf, weekly, window } from "./desk.ts";

const utc = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
const at = (start: string, end: string) => ({ start: utc(start), end: utc(end) });

describe("a series", () => {
  it("is listed as its master and viewed as its occurrences", async () => {
    const ada = openDesk().as("ada");
    const { id, made } = await makeSeries(ada);
    expect(made.body).toMatchObject({
      ...{ type: "seriesMaster", seriesMasterId: null, occurrenceId: null },
      recurrence: {
        pattern: {
          ...{ type: "weekly", interval: 1, month: 0, dayOfMonth: 0, daysOfWeek: ["tuesday"] },
          ...{ firstDayOfWeek: "sunday", index: "first" },
        },
        range: {
          ...{ type: "numbered", startDate: "2026-11-17", endDate: "0001-01-01" },
          ...{ recurrenceTimeZone: berlin, numberOfOccurrences: 5 },
        },
      },
    });
    await ada("POST", "/me/events", { body: lunch({ subject: "Once" }) });
    const listed = listOf(await ada("GET", "/me/events"));
    expect(listed.map(({ type }) => type).toSorted()).toEqual(["seriesMaster", "singleInstance"]);
    const viewed = listOf(await ada("GET", `/me/calendarView?${window}&$top=50`));
    expect(viewed.filter(({ type }) => type === "occurrence")).toHaveLength(5);
    expect(viewed.filter(({ type }) => type === "seriesMaster")).toEqual([]);
    expect(viewed.find(({ type }) => type === "occurrence")).toMatchObject({
      ...{ subject: "Lunch", seriesMasterId: id, recurrence: null },
      originalStart: "2026-11-17T11:00:00.0000000Z",
      // Undeclared, and there all the same (quirk `occurrenceId`).
      occurrenceId: `OID.${id}.2026-11-17`,
    });
  });

  it("pages its instances, and selects from them", async () => {
    const ada = openDesk().as("ada");
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "noEnd", startDate: "2026-11-17" },
    };
    const { path } = await makeSeries(ada, lunch({ recurrence }));
    const first = await ada("GET", `${path}/instances?${window}&$select=subject,type`);
    expect(listOf(first)).toHaveLength(10);
    expect(Object.keys(listOf(first)[0] ?? {})).toEqual(["@odata.etag", "id", "subject", "type"]);
    expect(listOf(await ada("GET", String(first.body["@odata.nextLink"])))).toHaveLength(10);
    const single = await ada("POST", "/me/events", { body: lunch() });
    const none = await ada("GET", `/me/events/${idOf(single)}/instances?${window}`);
    expect(none.status).toBe(400);
  });

  it.each([
    [berlin, "2027-03-27T09:00:00", ["2027-03-27T08:00", "2027-03-28T07:00", "2027-03-29T07:00"]],
    [newYork, "2027-03-13T09:00:00", ["2027-03-13T14:00", "2027-03-14T13:00", "2027-03-15T13:00"]],
    [
      "Europe/Berlin",
      "2026-10-24T09:00:00",
      ["2026-10-24T07:00", "2026-10-25T08:00", "2026-10-26T08:00"],
    ],
    ["UTC", "2027-03-27T09:00:00", ["2027-03-27T09:00", "2027-03-28T09:00", "2027-03-29T09:00"]],
  ])("keeps the clock of %s over a change of summer time", async (timeZone, dateTime, expected) => {
    const ada = openDesk().as("ada");
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", startDate: dateTime.slice(0, 10), numberOfOccurrences: 3 },
    };
    const time = { dateTime, timeZone };
    const made = await ada("POST", "/me/events", {
      body: lunch({ start: time, end: time, recurrence }),
    });
    const year = "startDateTime=2026-10-01T00:00:00Z&endDateTime=2027-10-01T00:00:00Z";
    const found = listOf(await ada("GET", `/me/events/${idOf(made)}/instances?${year}`));
    expect(startsOf(found)).toEqual(expected);
    const prefer = `outlook.timezone="${timeZone}"`;
    const there = await ada("GET", `/me/calendarView?${year}`, { headers: { prefer } });
    expect(startsOf(listOf(there)).map((start) => start?.slice(11))).toEqual(
      expected.map(() => "09:00"),
    );
  });

  it("follows the zone of its recurrence where the event was sent in another", async () => {
    const ada = openDesk().as("ada");
    const body = lunch({
      ...at("2027-03-27T08:00:00", "2027-03-27T09:00:00"),
      recurrence: {
        pattern: { type: "daily", interval: 1 },
        range: {
          ...{ type: "numbered", startDate: "2027-03-27", numberOfOccurrences: 2 },
          recurrenceTimeZone: berlin,
        },
      },
    });
    const made = await ada("POST", "/me/events", { body });
    const march = "startDateTime=2027-03-01T00:00:00Z&endDateTime=2027-04-01T00:00:00Z";
    const found = listOf(await ada("GET", `/me/events/${idOf(made)}/instances?${march}`));
    expect(startsOf(found)).toEqual(["2027-03-27T08:00", "2027-03-28T07:00"]);
  });

  it("of whole days is at midnight in any zone, two days long where it was made so", async () => {
    const ada = openDesk().as("ada");
    const recurrence = {
      pattern: { type: "absoluteMonthly", interval: 1, dayOfMonth: 28 },
      range: { type: "numbered", startDate: "2027-02-28", numberOfOccurrences: 2 },
    };
    const day = (date: string) => ({ dateTime: `${date}T00:00:00`, timeZone: berlin });
    const body = lunch({
      isAllDay: true,
      start: day("2027-02-28"),
      end: day("2027-03-02"),
      recurrence,
    });
    const made = await ada("POST", "/me/events", { body });
    const spring = "startDateTime=2027-02-01T00:00:00Z&endDateTime=2027-06-01T00:00:00Z";
    const headers = { prefer: `outlook.timezone="${newYork}"` };
    const path = `/me/events/${idOf(made)}/instances?${spring}`;
    const found = listOf(await ada("GET", path, { headers }));
    expect(found.map(({ start, end }) => [start, end])).toMatchObject([
      [{ dateTime: "2027-02-28T00:00:00.0000000" }, { dateTime: "2027-03-02T00:00:00.0000000" }],
      [{ dateTime: "2027-03-28T00:00:00.0000000" }, { dateTime: "2027-03-30T00:00:00.0000000" }],
    ]);
  });

  it("is seen in a window that begins in the middle of an occurrence", async () => {
    const ada = openDesk().as("ada");
    await makeSeries(ada);
    const view = async (from: string, to: string) =>
      listOf(await ada("GET", `/me/calendarView?startDateTime=${from}&endDateTime=${to}`));
    expect(await view("2026-11-24T11:30:00Z", "2026-11-24T20:00:00Z")).toHaveLength(1);
    expect(await view("2026-11-24T12:00:00Z", "2026-11-24T20:00:00Z")).toHaveLength(0);
    // Without an offset the window is UTC; with one it is what it says.
    expect(await view("2026-11-24T12:30:00%2B01:00", "2026-11-24T12:45:00%2B01:00")).toHaveLength(
      1,
    );
  });

  const pattern = { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] };
  const range = { type: "noEnd", startDate: "2026-11-17" };
  it.each<[string, Json]>([
    ["no range", { pattern }],
    ["a start on another day", { pattern, range: { ...range, startDate: "2026-11-18" } }],
    ["an interval of 0", { pattern: { ...pattern, interval: 0 }, range }],
    ["no days of the week", { pattern: { type: "weekly", interval: 1 }, range }],
    ["no type", { pattern: { interval: 1 }, range }],
    ["a 32nd", { pattern: { type: "absoluteMonthly", interval: 1, dayOfMonth: 32 }, range }],
    ["no month", { pattern: { type: "absoluteYearly", interval: 1, dayOfMonth: 17 }, range }],
    ["no number of occurrences", { pattern, range: { ...range, type: "numbered" } }],
    [
      "an end before it begins",
      { pattern, range: { ...range, type: "endDate", endDate: "2026-11-16" } },
    ],
    ["no end date", { pattern, range: { ...range, type: "endDate" } }],
    ["an unknown zone", { pattern, range: { ...range, recurrenceTimeZone: "Mars" } }],
    [
      "no day on which it happens",
      {
        pattern: { ...pattern, daysOfWeek: ["monday"] },
        range: { ...range, type: "endDate", endDate: "2026-11-19" },
      },
    ],
  ])("is refused with %s", async (_what, recurrence) => {
    const answer = await openDesk().as("ada")("POST", "/me/events", {
      body: lunch({ recurrence }),
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, "ErrorPropertyValidationFailure"]);
  });

  it("is made from a single event and made single again", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const path = `/me/events/${idOf(made)}`;
    const { recurrence } = weekly();
    const series = await ada("PATCH", path, { body: { recurrence } });
    expect(series.body).toMatchObject({ id: idOf(made), type: "seriesMaster" });
    const single = await ada("PATCH", path, { body: { recurrence: null } });
    expect(single.body).toMatchObject({ type: "singleInstance", recurrence: null });
  });
});

describe("an occurrence", () => {
  it("that is changed is an exception, under the same id", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    const path = await series.pathOf(1);
    const changed = await ada("PATCH", path, {
      body: { subject: "Brunch", ...at("2026-11-24T09:00:00", "2026-11-24T10:00:00") },
    });
    expect(changed.body).toMatchObject({
      ...{ type: "exception", subject: "Brunch", seriesMasterId: series.id },
      originalStart: "2026-11-24T11:00:00.0000000Z",
      occurrenceId: `OID.${series.id}.2026-11-24`,
      recurrence: null,
    });
    expect((await ada("GET", path)).body).toMatchObject({ type: "exception", subject: "Brunch" });
    expect(startsOf(await series.instances())[1]).toBe("2026-11-24T09:00");
    const expand = "$select=subject,exceptionOccurrences&$expand=exceptionOccurrences";
    const master = await ada("GET", `${series.path}?${expand}`);
    expect(master.body["exceptionOccurrences"]).toMatchObject([
      { subject: "Brunch", type: "exception", seriesMasterId: series.id },
    ]);
    expect((await ada("GET", series.path)).body).not.toHaveProperty("exceptionOccurrences");
  });

  it.each([
    ["over the next", "2026-12-01T12:30:00", "2026-12-01T13:00:00"],
    ["into the next", "2026-12-01T10:30:00", "2026-12-01T11:30:00"],
    ["before the one before", "2026-11-17T09:00:00", "2026-11-17T10:00:00"],
  ])("cannot be moved %s", async (_where, start, end) => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    const answer = await ada("PATCH", await series.pathOf(1), { body: at(start, end) });
    expect([answer.status, codeOf(answer)]).toEqual([400, "ErrorOccurrenceCrossingBoundary"]);
    expect((await series.instances())[1]).toMatchObject({ type: "occurrence" });
  });

  it("may be moved over one that was deleted", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    await ada("DELETE", await series.pathOf(2));
    const body = at("2026-12-03T12:30:00", "2026-12-03T13:00:00");
    expect((await ada("PATCH", await series.pathOf(1), { body })).status).toBe(200);
  });

  it("that is deleted is gone, and the master knows", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    const path = await series.pathOf(1);
    const before = await ada("GET", series.path);
    expect((await ada("DELETE", path)).status).toBe(204);
    expect(codeOf(await ada("GET", path))).toBe("ErrorItemNotFound");
    expect(codeOf(await ada("DELETE", path))).toBe("ErrorItemNotFound");
    expect(await series.instances()).toHaveLength(4);
    const master = await ada("GET", `${series.path}?$select=subject,cancelledOccurrences`);
    expect(master.body["cancelledOccurrences"]).toEqual([`OID.${series.id}.2026-11-24`]);
    expect(etagOf(master)).not.toBe(etagOf(before));
    expect((await ada("GET", series.path)).body).not.toHaveProperty("cancelledOccurrences");
  });

  it("has no recurrence of its own, and none that could be set", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    const body = { recurrence: weekly()["recurrence"] };
    expect((await ada("PATCH", await series.pathOf(1), { body })).status).toBe(400);
  });

  it("shares its version with the whole series", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    const [first, second] = await series.instances();
    expect(first?.["@odata.etag"]).toBe(etagOf(series.made));
    const match = { headers: { "if-match": String(second?.["@odata.etag"]) } };
    const path = `/me/events/${String(second?.["id"])}`;
    expect((await ada("PATCH", path, { body: { subject: "A" }, ...match })).status).toBe(200);
    expect((await ada("PATCH", path, { body: { subject: "B" }, ...match })).status).toBe(412);
  });

  it("has ids of both kinds, extensions, and follows its master to another calendar", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const series = await makeSeries(ada);
    const path = await series.pathOf(1);
    await ada("POST", `${path}/extensions`, {
      body: { extensionName: "Com.Contoso", stage: "new" },
    });
    expect((await ada("GET", `${path}/extensions/Com.Contoso`)).body).toMatchObject({
      stage: "new",
    });
    const immutable = { headers: { prefer: 'IdType="ImmutableId"' } };
    const fixed = await ada("GET", path, immutable);
    expect(fixed.body["seriesMasterId"]).toBe(idOf(await ada("GET", series.path, immutable)));
    const calendar = idOf(await ada("POST", "/me/calendars", { body: { name: "Volunteer" } }));
    desk.graph.moveEvent(userNamed("ada").id, series.id, calendar);
    expect((await ada("GET", path)).status).toBe(404);
    expect((await ada("GET", `/me/events/${idOf(fixed)}`)).body["subject"]).toBe("Lunch");
    expect(idOf(await ada("GET", `/me/events/${idOf(fixed)}/calendar`))).toBe(calendar);
  });
});

describe("a change of the master", () => {
  it("reaches occurrences, and exceptions in what they did not change", async () => {
    const ada = openDesk().as("ada");
    const series = await makeSeries(ada);
    await ada("PATCH", await series.pathOf(1), { body: { subject: "Brunch" } });
    await ada("PATCH", series.path, { body: { subject: "Dinner", showAs: "oof" } });
    const [first, second] = await series.instances();
    expect(first).toMatchObject({ subject: "Dinner", showAs: "oof" });
    expect(second).toMatchObject({ subject: "Brunch", showAs: "oof", type: "exception" });
  });

  it.each([
    ["drop", ["Lunch", "Lunch", "Lunch", "Lunch", "Lunch"]],
    ["keep", ["Lunch", "Brunch", "Lunch", "Lunch"]],
  ] as const)(
    "to another time may drop exceptions: recurrence-update = %s",
    async (choice, left) => {
      const desk = openDesk();
      desk.graph.switches["recurrence-update"] = choice;
      const ada = desk.as("ada");
      const series = await makeSeries(ada);
      await ada("PATCH", await series.pathOf(1), { body: { subject: "Brunch" } });
      await ada("DELETE", await series.pathOf(2));
      await ada("PATCH", series.path, { body: at("2026-11-17T15:00:00", "2026-11-17T16:00:00") });
      const instances = await series.instances();
      expect(instances.map(({ subject }) => subject)).toEqual(left);
      expect(startOf(instances[0])).toBe("2026-11-17T15:00");
    },
  );

  it("to another day lets the series begin there", async () => {
    const ada = openDesk().as("ada");
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", startDate: "2026-11-17", numberOfOccurrences: 2 },
    };
    const series = await makeSeries(ada, lunch({ recurrence }));
    const body = at("2026-11-19T11:00:00", "2026-11-19T12:00:00");
    const changed = await ada("PATCH", series.path, { body });
    expect(changed.body).toHaveProperty("recurrence.range.startDate", "2026-11-19");
    expect(startsOf(await series.instances())).toEqual(["2026-11-19T11:00", "2026-11-20T11:00"]);
  });
});

describe("iCalUId of occurrences (quirk icaluid)", () => {
  it.each([
    ["perOccurrence", 5],
    ["shared", 1],
  ] as const)("%s", async (choice, count) => {
    const desk = openDesk();
    desk.graph.switches.icaluid = choice;
    const series = await makeSeries(desk.as("ada"));
    const ids = (await series.instances()).map(({ iCalUId }) => iCalUId);
    expect(new Set(ids).size).toBe(count);
    expect(ids.includes(series.made.body["iCalUId"])).toBe(choice === "shared");
  });
});

describe("attendees of a series", () => {
  const guests = {
    attendees: [{ type: "required", emailAddress: { address: "grace@contoso.example" } }],
  };

  it("have the series, with exceptions, and answer one occurrence", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const series = await makeSeries(ada, weekly(guests));
    await ada("PATCH", await series.pathOf(1), { body: { subject: "Brunch" } });
    const view = async () => listOf(await grace("GET", `/me/calendarView?${window}&$top=50`));
    const copies = await view();
    expect(copies.map(({ subject, type }) => [subject, type])).toEqual([
      ["Lunch", "occurrence"],
      ["Brunch", "exception"],
      ...Array.from({ length: 3 }, () => ["Lunch", "occurrence"]),
    ]);
    const own = (await series.instances()).map(({ iCalUId }) => iCalUId);
    expect(copies.map(({ iCalUId }) => iCalUId)).toEqual(own);
    const body = { sendResponse: true };
    await grace("POST", `/me/events/${String(copies[2]?.["id"])}/accept`, { body });
    const responses = (await series.instances()).map(({ attendees }) => attendees);
    expect(responses[2]).toMatchObject([{ status: { response: "accepted" } }]);
    expect(responses[3]).toMatchObject([{ status: { response: "none" } }]);
  });

  it("see one occurrence cancelled, and are mailed about it alone", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const series = await makeSeries(ada, weekly(guests));
    const path = `${await series.pathOf(1)}/cancel`;
    expect((await ada("POST", path, { body: { Comment: "Ill" } })).status).toBe(202);
    const copies = listOf(await grace("GET", `/me/calendarView?${window}`));
    expect(copies.map(({ isCancelled }) => isCancelled)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(desk.graph.mails().map(({ kind }) => kind)).toEqual(["invitation", "cancellation"]);
  });

  it("of one occurrence have that alone", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const series = await makeSeries(ada);
    await ada("PATCH", await series.pathOf(1), { body: guests });
    const [copy, ...more] = listOf(await grace("GET", "/me/events"));
    expect(more).toEqual([]);
    expect(copy).toMatchObject({ type: "singleInstance", subject: "Lunch" });
    await grace("POST", `/me/events/${String(copy?.["id"])}/accept`, { body: {} });
    expect((await series.instances())[1]).toMatchObject({
      attendees: [{ status: { response: "accepted" } }],
    });
  });
});
