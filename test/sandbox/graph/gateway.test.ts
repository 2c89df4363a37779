import { type Json, codeOf, idOf, listOf, lunch, openDesk, userNamed } from "./desk.ts";

const get = (id: string, url = "/me/events") => ({ id, method: "GET", url });
const responses = (body: Json) =>
  (body["responses"] as (Json & { id: string; status: number })[]).toSorted((one, other) =>
    one.id.localeCompare(other.id, "en", { numeric: true }),
  );

describe("$batch", () => {
  it("serves up to twenty requests, reads and writes", async () => {
    const ada = openDesk({ events: 1 }).as("ada");
    const requests = [
      get("1"),
      {
        id: "2",
        method: "POST",
        url: "/me/events",
        headers: { "Content-Type": "application/json" },
        body: lunch(),
      },
      get("3", "/me/events/AAMkAGI1AAAt9AHjAAA="),
    ];
    const { body } = await ada("POST", "/$batch", { body: { requests } });
    expect(responses(body).map(({ status }) => status)).toEqual([200, 201, 404]);
  });

  it("answers 424 to what depends on a failure, and does the rest", async () => {
    const ada = openDesk().as("ada");
    const requests = [
      get("1", "/me/events/AAMkAGI1AAAt9AHjAAA="),
      { ...get("2"), dependsOn: ["1"] },
      { ...get("3"), dependsOn: [] },
    ];
    const { body } = await ada("POST", "/$batch", { body: { requests } });
    expect(responses(body).map(({ status }) => status)).toEqual([404, 424, 200]);
  });

  it.each([
    ["more than twenty", Array.from({ length: 21 }, (_, index) => get(String(index)))],
    ["an id twice, whatever its case", [get("a"), get("A")]],
    ["no id", [{ method: "GET", url: "/me" }]],
    ["a batch inside", [{ id: "1", method: "POST", url: "/$batch" }]],
  ])("refuses %s as a whole", async (_what, requests) => {
    const answer = await openDesk().as("ada")("POST", "/$batch", {
      body: { requests },
      wrong: true,
    });
    expect(answer.status).toBe(400);
  });

  it("runs four at a time, so that alone it is never throttled", async () => {
    const desk = openDesk();
    const requests = Array.from({ length: 20 }, (_, index) => get(String(index)));
    const { body } = await desk.as("ada")("POST", "/$batch", { body: { requests } });
    expect(responses(body).every(({ status }) => status === 200)).toBe(true);
    const logged = desk.requestLog.list();
    expect(logged).toHaveLength(21);
    expect(logged.at(-1)).toMatchObject({ path: "/v1.0/$batch", batch: 20 });
    expect(logged[0]).toMatchObject({ mailbox: userNamed("ada").id, path: "/v1.0/me/events" });
  });

  it("beside another request throttles a part, which says when to come back", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const requests = Array.from({ length: 8 }, (_, index) => get(String(index)));
    const [batch] = await Promise.all([
      ada("POST", "/$batch", { body: { requests } }),
      ada("GET", "/me/events"),
      ada("GET", "/me/events"),
    ]);
    const statuses = [...responses(batch.body)];
    const throttled = statuses.filter(({ status }) => status === 429);
    expect(throttled.length).toBeGreaterThan(0);
    expect(throttled[0]).toHaveProperty("headers.Retry-After", "1");
  });
});

describe("planned faults", () => {
  it("answer before or after the change was applied", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const path = "/me/events";
    desk.faults.add({
      method: "POST",
      path,
      status: 503,
      times: 1,
      when: "before",
      retryAfterSeconds: 7,
    });
    desk.faults.add({ method: "POST", path, status: 504, times: 1, when: "after" });
    const before = await ada("POST", path, { body: lunch() });
    expect([before.status, before.headers["retry-after"]]).toEqual([503, "7"]);
    expect(listOf(await ada("GET", path))).toHaveLength(0);
    expect((await ada("POST", path, { body: lunch() })).status).toBe(504);
    expect(listOf(await ada("GET", path))).toHaveLength(1);
    expect((await ada("POST", path, { body: lunch() })).status).toBe(201);
  });

  it("lose or withhold the reply, of a whole batch when they hit a part", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    desk.faults.add({
      method: "POST",
      path: "/me/events",
      lostReply: true,
      times: 1,
      when: "after",
    });
    expect((await ada("POST", "/me/events", { body: lunch() })).status).toBe(0);
    expect(listOf(await ada("GET", "/me/events"))).toHaveLength(1);
    desk.faults.add({ path: "/me/calendars", hang: true, times: 1, when: "before" });
    const requests = [get("1"), get("2", "/me/calendars")];
    expect((await ada("POST", "/$batch", { body: { requests } })).status).toBe(-1);
  });
});

describe("around the mailbox", () => {
  it("people, the organization, settings, zones and categories are served", async () => {
    const desk = openDesk();
    const ada = desk.as("ada", ["User.Read", "User.ReadBasic.All", "MailboxSettings.ReadWrite"]);
    expect((await ada("GET", "/me")).body["mail"]).toBe("ada@contoso.example");
    // Three people, and the mailbox of a team.
    expect(listOf(await ada("GET", "/users?$select=displayName"))).toHaveLength(4);
    expect((await ada("GET", "/users/grace@contoso.example")).body["givenName"]).toBe("Grace");
    expect(listOf(await ada("GET", "/organization"))[0]?.["displayName"]).toBe("Contoso");
    const zone = { body: { timeZone: "GMT Standard Time" } };
    expect((await ada("PATCH", "/me/mailboxSettings", zone)).status).toBe(200);
    expect((await ada("GET", "/me/mailboxSettings")).body["timeZone"]).toBe("GMT Standard Time");
    const zones = listOf(await ada("GET", "/me/outlook/supportedTimeZones"));
    expect(zones).toContainEqual({
      alias: "W. Europe Standard Time",
      displayName: "(UTC+01:00) Berlin",
    });
    const body = { displayName: "Project expenses", color: "preset9" };
    const made = await ada("POST", "/me/outlook/masterCategories", { body });
    const path = `/me/outlook/masterCategories/${idOf(made)}`;
    expect((await ada("PATCH", path, { body: { color: "preset15" } })).body["color"]).toBe(
      "preset15",
    );
    expect((await ada("DELETE", path)).status).toBe(204);
    expect((await ada("GET", path)).status).toBe(404);
  });

  it("calendars can be made, renamed and removed, but for the default one", async () => {
    const ada = openDesk({ events: 2 }).as("ada");
    const made = await ada("POST", "/me/calendars", { body: { name: "Volunteer" } });
    const path = `/me/calendars/${idOf(made)}`;
    expect((await ada("POST", "/me/calendars", { body: { name: "volunteer" } })).status).toBe(409);
    await ada("POST", `${path}/events`, { body: lunch() });
    expect(listOf(await ada("GET", `${path}/events`))).toHaveLength(1);
    expect((await ada("PATCH", path, { body: { name: "Social" } })).body["name"]).toBe("Social");
    expect((await ada("DELETE", path)).status).toBe(204);
    const calendar = await ada("GET", "/me/calendar");
    expect(calendar.body["isDefaultCalendar"]).toBe(true);
    expect((await ada("DELETE", `/me/calendars/${idOf(calendar)}`)).status).toBe(400);
  });

  it("what the sandbox leaves out says so, and what does not exist is not found", async () => {
    const ada = openDesk().as("ada");
    expect((await ada("GET", "/me/messages")).status).toBe(501);
    expect((await ada("GET", "/mee", { wrong: true })).status).toBe(400);
    expect(codeOf(await ada("PUT", "/me/events", { wrong: true }))).toBe("Request_BadRequest");
  });

  it("every answer echoes the request id and carries a date by the sandbox's clock", async () => {
    const headers = { "client-request-id": "b7c1d7a2-0000-4000-8000-000000000001" };
    const answer = await openDesk().as("ada")("GET", "/me", { headers });
    expect(answer.headers).toMatchObject({ ...headers, date: "Mon, 16 Nov 2026 08:00:00 GMT" });
  });
});

describe("the state", () => {
  it("is plain JSON that goes out and comes back", async () => {
    const desk = openDesk({ events: 3 });
    const ada = desk.as("ada");
    const saved: unknown = JSON.parse(JSON.stringify(desk.graph.snapshot()));
    await ada("POST", "/me/events", { body: lunch() });
    desk.graph.restore(saved);
    expect(listOf(await ada("GET", "/me/events"))).toHaveLength(3);
    expect(desk.graph.snapshot()).toEqual(saved);
    expect(() => desk.graph.restore({ format: 2 })).toThrow("no snapshot");
  });

  it("is the same for the same seed, and another for another", () => {
    const one = openDesk({ events: 20 }).graph;
    const other = openDesk({ events: 20 }).graph;
    expect(one.snapshot()).toEqual(other.snapshot());
    other.reset({ seed: 2 });
    expect(one.snapshot().mailboxes).not.toEqual(other.snapshot().mailboxes);
    expect(() => other.reset({ mailboxes: [{ user: "nobody", events: 1 }] })).toThrow("nobody");
  });
});
