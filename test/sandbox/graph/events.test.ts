import { codeOf, etagOf, everyday, idOf, listOf, lunch, openDesk, userNamed } from "./desk.ts";

const invite = (...addresses: string[]) => ({
  attendees: addresses.map((address) => ({ type: "required", emailAddress: { address } })),
});

describe("an event", () => {
  it("is created, read, changed and deleted", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    expect(made.status).toBe(201);
    const path = `/me/events/${idOf(made)}`;
    expect((await ada("GET", path)).body).toMatchObject({ subject: "Lunch", isOrganizer: true });
    const changed = await ada("PATCH", path, { body: { subject: "Dinner" } });
    expect(changed.body).toMatchObject({ subject: "Dinner" });
    expect(etagOf(changed)).not.toBe(etagOf(made));
    expect((await ada("DELETE", path)).status).toBe(204);
    expect(codeOf(await ada("GET", path))).toBe("ErrorItemNotFound");
  });

  it("answers 412 to a change of another version than it has", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const path = `/me/events/${idOf(made)}`;
    const match = { headers: { "if-match": etagOf(made) } };
    expect((await ada("PATCH", path, { body: { subject: "A" }, ...match })).status).toBe(200);
    const stale = await ada("PATCH", path, { body: { subject: "B" }, ...match });
    expect(stale.status).toBe(412);
    expect(codeOf(stale)).toBe("ErrorIrresolvableConflict");
    expect((await ada("DELETE", path, match)).status).toBe(412);
    desk.graph.switches.ifMatch = "ignored";
    expect((await ada("DELETE", path, match)).status).toBe(204);
  });

  it("keeps what it was when a change is refused", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const body = { subject: "Late", end: { dateTime: "2026-11-17T09:00:00", timeZone: "UTC" } };
    const refused = await ada("PATCH", `/me/events/${idOf(made)}`, { body });
    expect(refused.status).toBe(400);
    expect((await ada("GET", `/me/events/${idOf(made)}`)).body["subject"]).toBe("Lunch");
  });

  it.each([
    ["an unknown property", lunch({ title: "x" }), "RequestBodyRead"],
    ["a value of the wrong type", lunch({ isAllDay: "yes" }), "RequestBodyRead"],
    [
      "an unknown zone",
      lunch({ end: { dateTime: "2026-11-17T12:00:00", timeZone: "Mars" } }),
      "TimeZoneNotSupportedException",
    ],
    ["no times", { subject: "x" }, "ErrorPropertyValidationFailure"],
    ["an all-day event at noon", lunch({ isAllDay: true }), "ErrorPropertyValidationFailure"],
  ])("is refused with %s", async (_what, body, code) => {
    const answer = await openDesk().as("ada")("POST", "/me/events", { body, wrong: true });
    expect(codeOf(answer)).toBe(code);
  });
});

describe("transactionId", () => {
  const body = lunch({ transactionId: "7E163156-7762-4BEB-A1C6-729EA81755A7" });

  it("makes a repeated POST return the first event", async () => {
    const ada = openDesk().as("ada");
    const first = await ada("POST", "/me/events", { body });
    const again = await ada("POST", "/me/events", { body });
    expect([again.status, idOf(again)]).toEqual([201, idOf(first)]);
    expect(listOf(await ada("GET", "/me/events"))).toHaveLength(1);
  });

  it("may instead make it a conflict, and may stay burnt after a deletion", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    desk.graph.switches.transactionIdRepeat = "conflict";
    desk.graph.switches.transactionIdAfterDelete = "conflict";
    const first = await ada("POST", "/me/events", { body });
    expect((await ada("POST", "/me/events", { body })).status).toBe(409);
    await ada("DELETE", `/me/events/${idOf(first)}`);
    expect((await ada("POST", "/me/events", { body })).status).toBe(409);
    desk.graph.switches.transactionIdAfterDelete = "new";
    expect((await ada("POST", "/me/events", { body })).status).toBe(201);
  });
});

describe("times", () => {
  it("are UTC, or in the zone that the reader prefers", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    expect(made.body["start"]).toEqual({
      dateTime: "2026-11-17T11:00:00.0000000",
      timeZone: "UTC",
    });
    const prefer = 'outlook.timezone="Pacific Standard Time"';
    const there = await ada("GET", `/me/events/${idOf(made)}`, { headers: { prefer } });
    expect(there.headers["preference-applied"]).toBe(prefer);
    expect(there.body["start"]).toEqual({
      dateTime: "2026-11-17T03:00:00.0000000",
      timeZone: "Pacific Standard Time",
    });
    expect(there.body["originalStartTimeZone"]).toBe("W. Europe Standard Time");
  });

  it("of an all-day event are midnight whatever the zone", async () => {
    const ada = openDesk().as("ada");
    const zone = "W. Europe Standard Time";
    const body = lunch({
      isAllDay: true,
      start: { dateTime: "2026-11-17T00:00:00", timeZone: zone },
      end: { dateTime: "2026-11-18T00:00:00", timeZone: zone },
    });
    const made = await ada("POST", "/me/events", { body });
    expect(made.body["start"]).toEqual({
      dateTime: "2026-11-17T00:00:00.0000000",
      timeZone: "UTC",
    });
  });

  it("are refused in a zone that nobody knows", async () => {
    const headers = { prefer: 'outlook.timezone="Mars"' };
    const answer = await openDesk().as("ada")("GET", "/me/events", { headers });
    expect(codeOf(answer)).toBe("TimeZoneNotSupportedException");
  });
});

describe("a body", () => {
  it("sent as text comes back as an HTML document, and as text where that is preferred", async () => {
    const ada = openDesk().as("ada");
    const content = "Bring <samples> & Ürün\nsecond line";
    const made = await ada("POST", "/me/events", {
      body: lunch({ body: { contentType: "text", content } }),
    });
    const html = made.body["body"] as { contentType: string; content: string };
    expect(html.contentType).toBe("html");
    expect(html.content).toContain("<!-- converted from text -->");
    expect(html.content).toContain("Bring &lt;samples&gt; &amp; Ürün<br>");
    const headers = { prefer: 'outlook.body-content-type="text"' };
    const text = await ada("GET", `/me/events/${idOf(made)}`, { headers });
    expect(text.body["body"]).toEqual({
      contentType: "text",
      content: "Bring <samples> & Ürün\r\nsecond line",
    });
  });

  it("returned once goes in again unchanged", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", {
      body: lunch({ body: { contentType: "html", content: "<p>Hello</p>" } }),
    });
    const again = await ada("PATCH", `/me/events/${idOf(made)}`, {
      body: { body: made.body["body"] },
    });
    expect(again.body["body"]).toEqual(made.body["body"]);
  });

  it("without its Teams block takes the online meeting away", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch({ isOnlineMeeting: true }) });
    expect(made.body["onlineMeeting"]).toHaveProperty("joinUrl");
    const path = `/me/events/${idOf(made)}`;
    const kept = await ada("PATCH", path, { body: { isOnlineMeeting: false } });
    expect(kept.body["isOnlineMeeting"]).toBe(true);
    const body = { body: { contentType: "html", content: "new words" } };
    expect((await ada("PATCH", path, { body })).body["onlineMeeting"]).toBeNull();
  });
});

describe("ids", () => {
  const immutable = { headers: { prefer: 'IdType="ImmutableId"' } };

  it("come in two formats that both find the event; a move changes only the changeable one", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const calendar = await ada("POST", "/me/calendars", { body: { name: "Volunteer" } });
    const made = await ada("POST", "/me/events", { body: lunch() });
    const key = idOf(await ada("GET", `/me/events/${idOf(made)}`, immutable));
    expect(key).not.toBe(idOf(made));
    desk.graph.moveEvent(userNamed("ada").id, idOf(made), idOf(calendar));
    expect((await ada("GET", `/me/events/${idOf(made)}`)).status).toBe(404);
    const moved = await ada("GET", `/me/events/${key}`);
    expect(moved.status).toBe(200);
    expect(idOf(moved)).not.toBe(idOf(made));
    expect(idOf(await ada("GET", `/me/events/${key}`, immutable))).toBe(key);
    expect(idOf(await ada("GET", `/me/events/${key}/calendar`))).toBe(idOf(calendar));
  });

  it("are translated, and an unknown one says so by itself", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const key = idOf(await ada("GET", `/me/events/${idOf(made)}`, immutable));
    const ewsId = idOf(made).replaceAll("-", "/").replaceAll("_", "+");
    const body = {
      inputIds: [ewsId, "not an id"],
      sourceIdType: "ewsId",
      targetIdType: "restImmutableEntryId",
    };
    const [known, unknown] = listOf(await ada("POST", "/me/translateExchangeIds", { body }));
    expect(known).toEqual({ sourceId: ewsId, targetId: key });
    expect(unknown).toHaveProperty("errorDetails.code", "ErrorInvalidIdMalformed");
  });

  it("that are none answer 400", async () => {
    expect(codeOf(await openDesk().as("ada")("GET", "/me/events/42"))).toBe(
      "ErrorInvalidIdMalformed",
    );
  });
});

describe("a meeting", () => {
  it("appears in the mailbox of an invited colleague, whose answer comes back", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const guests = invite("grace@contoso.example", "nina@northwind.example");
    const made = await ada("POST", "/me/events", { body: lunch(guests) });
    const [copy] = listOf(await grace("GET", "/me/events"));
    expect(copy).toMatchObject({ iCalUId: made.body["iCalUId"], isOrganizer: false });
    const accepted = await grace("POST", `/me/events/${String(copy?.["id"])}/accept`, {
      body: { comment: "Gladly", sendResponse: true },
    });
    expect(accepted.status).toBe(202);
    const { body } = await ada("GET", `/me/events/${idOf(made)}`);
    expect(body["attendees"]).toMatchObject([
      { status: { response: "accepted" } },
      { status: { response: "none" } },
    ]);
    expect(desk.graph.mails().map(({ kind, to }) => [kind, to.length])).toEqual([
      ["invitation", 2],
      ["response", 1],
    ]);
  });

  it("is to be answered anew when it is moved, and only then", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const made = await ada("POST", "/me/events", { body: lunch(invite("grace@contoso.example")) });
    const [copy] = listOf(await grace("GET", "/me/events"));
    const copyPath = `/me/events/${String(copy?.["id"])}`;
    await grace("POST", `${copyPath}/accept`, { body: {} });
    await ada("PATCH", `/me/events/${idOf(made)}`, { body: { subject: "Long lunch" } });
    expect((await grace("GET", copyPath)).body).toMatchObject({
      ...{ subject: "Long lunch", showAs: "busy", responseStatus: { response: "accepted" } },
    });
    const end = { dateTime: "2026-12-24T15:00:00", timeZone: "UTC" };
    await ada("PATCH", `/me/events/${idOf(made)}`, { body: { end } });
    expect((await grace("GET", copyPath)).body).toMatchObject({
      ...{ showAs: "tentative", responseStatus: { response: "notResponded" } },
    });
    expect((await ada("GET", `/me/events/${idOf(made)}`)).body).toMatchObject({
      attendees: [{ status: { response: "none" } }],
    });
  });

  it("mails only the new guests when only the guests changed, and nobody for a category", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const made = await ada("POST", "/me/events", { body: lunch(invite("nina@northwind.example")) });
    const path = `/me/events/${idOf(made)}`;
    await ada("PATCH", path, { body: { categories: ["Meeting"] } });
    const id = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Stamp";
    await ada("PATCH", path, { body: { singleValueExtendedProperties: [{ id, value: "1" }] } });
    expect(desk.graph.mails()).toHaveLength(1);
    await ada("PATCH", path, {
      body: invite("nina@northwind.example", "sam@adventure-works.example"),
    });
    expect(desk.graph.mails().at(-1)).toMatchObject({ to: ["sam@adventure-works.example"] });
    await ada("PATCH", path, { body: { subject: "Long lunch" } });
    expect(desk.graph.mails().at(-1)).toMatchObject({ kind: "update" });
    expect(desk.graph.mails().at(-1)?.to).toHaveLength(2);
  });

  it("is cancelled by its organizer alone; copies stay and say so", async () => {
    const desk = openDesk();
    const [ada, grace] = [desk.as("ada"), desk.as("grace")];
    const made = await ada("POST", "/me/events", { body: lunch(invite("grace@contoso.example")) });
    const [copy] = listOf(await grace("GET", "/me/events"));
    const copyPath = `/me/events/${String(copy?.["id"])}`;
    const comment = { body: { Comment: "Ill" } };
    expect((await grace("POST", `${copyPath}/cancel`, comment)).status).toBe(400);
    expect((await ada("POST", `/me/events/${idOf(made)}/cancel`, comment)).status).toBe(202);
    expect((await grace("GET", copyPath)).body).toMatchObject({
      isCancelled: true,
      subject: "Canceled: Lunch",
    });
    expect((await grace("DELETE", copyPath)).status).toBe(204);
    expect(desk.graph.mails().map(({ kind }) => kind)).toEqual(["invitation", "cancellation"]);
  });
});

describe("open extensions and extended properties", () => {
  const color = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Color";

  it("are sent with the event, come back only when asked for, and find it again", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", {
      body: lunch({
        singleValueExtendedProperties: [{ id: color, value: "Green" }],
        extensions: [
          {
            "@odata.type": "microsoft.graph.openTypeExtension",
            extensionName: "Com.Contoso",
            link: 7,
          },
        ],
      }),
    });
    await ada("POST", "/me/events", { body: lunch({ subject: "Other" }) });
    expect(made.body).not.toHaveProperty("singleValueExtendedProperties");
    const expand = `singleValueExtendedProperties($filter=id eq '${color}'),extensions($filter=id eq 'Com.Contoso')`;
    const path = `/me/events/${idOf(made)}?$expand=${encodeURIComponent(expand)}`;
    expect((await ada("GET", path)).body).toMatchObject({
      singleValueExtendedProperties: [{ id: color, value: "Green" }],
      extensions: [{ extensionName: "Com.Contoso", link: 7 }],
    });
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${color}' and ep/value eq 'green')`;
    const found = await ada("GET", `/me/events?$filter=${encodeURIComponent(filter)}`);
    expect(listOf(found).map((event) => event["subject"])).toEqual(["Lunch"]);
  });

  it("of the open kind live by themselves too", async () => {
    const ada = openDesk().as("ada");
    const made = await ada("POST", "/me/events", { body: lunch() });
    const path = `/me/events/${idOf(made)}/extensions`;
    const body = { extensionName: "Com.Contoso", stage: "new", note: "x" };
    expect((await ada("POST", path, { body })).status).toBe(201);
    const changed = await ada("PATCH", `${path}/Com.Contoso`, {
      body: { stage: "won", note: null },
    });
    expect(changed.body).toMatchObject({ stage: "won" });
    expect(changed.body).not.toHaveProperty("note");
    expect((await ada("DELETE", `${path}/Com.Contoso`)).status).toBe(204);
    expect((await ada("GET", `${path}/Com.Contoso`)).status).toBe(404);
  });
});

describe("query options", () => {
  it("select, filter, order, page and count", async () => {
    const ada = openDesk({ events: 25 }).as("ada");
    const query = "$select=subject,start&$orderby=start/dateTime desc&$top=10&$count=true";
    const first = await ada("GET", `/me/events?${encodeURI(query)}`);
    expect(first.body["@odata.count"]).toBe(25);
    expect(Object.keys(listOf(first)[0] ?? {})).toEqual(["@odata.etag", "id", "subject", "start"]);
    const second = await ada("GET", String(first.body["@odata.nextLink"]));
    const third = await ada("GET", String(second.body["@odata.nextLink"]));
    expect(third.body).not.toHaveProperty("@odata.nextLink");
    const starts = [first, second, third]
      .flatMap(listOf)
      .map((event) => (event["start"] as { dateTime: string }).dateTime);
    expect(starts).toEqual(starts.toSorted().reverse());
    expect(new Set(starts.map((_, index) => index)).size).toBe(25);
    const filter = "startswith(subject,'Doctor') and sensitivity eq 'private'";
    const doctor = await ada("GET", `/me/events?$filter=${encodeURIComponent(filter)}`);
    expect(listOf(doctor).length).toBeGreaterThan(0);
  });

  it.each([
    ["$select=color", "RequestBroker--ParseUri"],
    ["$filter=bodyPreview eq 'x'", "ErrorInvalidProperty"],
    ["$filter=subject is 'x'", "BadRequest"],
    ["$orderby=body", "ErrorInvalidProperty"],
    ["$expand=instances", "RequestBroker--ParseUri"],
    ["$search=lunch", "ErrorInvalidUrlQuery"],
    ["$top=many", "BadRequest"],
  ])("that Graph does not have answer 400: %s", async (query, code) => {
    const ada = openDesk({ events: 3 }).as("ada");
    const answer = await ada("GET", `/me/events?${encodeURI(query)}`, { wrong: true });
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
  });

  it("show a calendar view of a window, and nothing without one", async () => {
    const ada = openDesk({ events: 15 }).as("ada");
    const window = "startDateTime=2026-11-16T00:00:00Z&endDateTime=2026-11-18T00:00:00Z";
    const inside = await ada("GET", `/me/calendarView?${window}`);
    expect(listOf(inside).length).toBeGreaterThan(0);
    expect(listOf(inside).length).toBeLessThan(15);
    const none = await ada("GET", "/me/calendarView", { wrong: true });
    expect(codeOf(none)).toBe("ErrorInvalidParameter");
  });
});

describe("permissions", () => {
  it.each([
    ["GET", "/me/events", ["User.Read"], "ErrorAccessDenied"],
    ["POST", "/me/events", ["Calendars.Read"], "ErrorAccessDenied"],
    ["GET", "/me/mailboxSettings", ["Calendars.ReadWrite"], "ErrorAccessDenied"],
    ["GET", "/users", ["User.Read"], "Authorization_RequestDenied"],
    ["GET", "/users/grace@contoso.example/events", everyday, "ErrorAccessDenied"],
    ["GET", "/users/liu@fabrikam.example/events", everyday, "Request_ResourceNotFound"],
  ])("%s %s with %j is refused", async (method, path, scopes, code) => {
    const ask = openDesk().as("ada", scopes);
    const options = method === "POST" ? { body: lunch() } : {};
    expect(codeOf(await ask(method, path, options))).toBe(code);
  });

  it("of an application reach every mailbox of its tenant but have no /me", async () => {
    const app = openDesk({ events: 2 }).app(["Calendars.Read"]);
    const events = await app("GET", "/users/grace@contoso.example/events");
    expect(listOf(events)).toHaveLength(2);
    expect((await app("GET", "/me/events")).status).toBe(400);
    const write = await app("POST", "/users/grace@contoso.example/events", { body: lunch() });
    expect(write.status).toBe(403);
  });

  it("do not help without a token, or with one nobody issued", async () => {
    const { graph } = openDesk();
    for (const headers of [{}, { authorization: "Bearer nonsense" }]) {
      const answer = await graph.handle({ method: "GET", url: "/v1.0/me", headers });
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toContain("Bearer");
    }
  });
});
