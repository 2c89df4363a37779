import {
  type Desk,
  type Json,
  codeOf,
  idOf,
  listOf,
  lunch,
  monday,
  openDesk,
  userNamed,
} from "./desk.ts";

const notificationUrl = "https://localhost:3000/api/graph/notifications?key=1";
const lifecycleNotificationUrl = "https://localhost:3000/api/graph/lifecycle";
const inMinutes = (minutes: number) => new Date(monday + minutes * 60_000).toISOString();

const wanted = (more: Json = {}): Json => ({
  changeType: "created,updated,deleted",
  notificationUrl,
  lifecycleNotificationUrl,
  resource: "/me/events",
  expirationDateTime: inMinutes(10_000),
  clientState: "secret",
  ...more,
});

const told = (desk: Desk) =>
  desk.posts.flatMap(({ body }) => (JSON.parse(body) as { value: Json[] }).value);
const kinds = (desk: Desk) => told(desk).map((notification) => notification["changeType"]);

describe("a subscription", () => {
  it("is made after both addresses echoed their token, and lives as other resources do", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const asked: string[] = [];
    desk.subscriber = (url) => {
      asked.push(url);
      return { status: 200, body: new URL(url).searchParams.get("validationToken") ?? "" };
    };
    const made = await ada("POST", "/subscriptions", { body: wanted() });
    expect(made.status).toBe(201);
    expect(asked.map((url) => new URL(url).pathname)).toEqual([
      "/api/graph/notifications",
      "/api/graph/lifecycle",
    ]);
    expect(new URL(asked[0] ?? "").searchParams.get("key")).toBe("1");
    const path = `/subscriptions/${idOf(made)}`;
    expect((await ada("GET", path)).body["clientState"]).toBe("secret");
    expect(listOf(await ada("GET", "/subscriptions"))).toHaveLength(1);
    const body = { expirationDateTime: inMinutes(10_079) };
    expect((await ada("PATCH", path, { body })).body["expirationDateTime"]).toContain("2026-11-23");
    expect((await ada("POST", `${path}/reauthorize`)).status).toBe(204);
    expect((await ada("DELETE", path)).status).toBe(204);
    expect((await ada("GET", path)).status).toBe(404);
  });

  it.each([
    ["the endpoint answers otherwise", { status: 500, body: "" }, "ValidationError"],
    ["the endpoint does not echo the token", { status: 200, body: "ok" }, "ValidationError"],
  ])("is refused when %s", async (_what, answer, code) => {
    const desk = openDesk();
    desk.subscriber = () => answer;
    expect(codeOf(await desk.as("ada")("POST", "/subscriptions", { body: wanted() }))).toBe(code);
  });

  it("is refused when nobody answers", async () => {
    const desk = openDesk();
    desk.subscriber = () => {
      throw new Error("connection refused");
    };
    const answer = await desk.as("ada")("POST", "/subscriptions", { body: wanted() });
    expect(codeOf(answer)).toBe("InvalidRequest");
  });

  it.each([
    ["too long", { expirationDateTime: inMinutes(10_081) }, 400, "ExtensionError"],
    ["in the past", { expirationDateTime: inMinutes(-1) }, 400, "InvalidRequest"],
    ["over plain HTTP", { notificationUrl: "http://localhost/x" }, 400, "ValidationError"],
    ["for something else", { resource: "/me/todo/lists" }, 400, "ExtensionError"],
    ["with a long secret", { clientState: "x".repeat(129) }, 400, "InvalidRequest"],
    [
      "of a colleague",
      { resource: `/users/${userNamed("grace").id}/events` },
      403,
      "ErrorAccessDenied",
    ],
  ])("%s is refused", async (_what, more, status, code) => {
    const answer = await openDesk().as("ada")("POST", "/subscriptions", { body: wanted(more) });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  it("needs the permission to read, lasts at least 45 minutes, and cannot be made twice", async () => {
    const desk = openDesk();
    const poor = desk.as("ada", ["User.Read"]);
    expect((await poor("POST", "/subscriptions", { body: wanted() })).status).toBe(403);
    const ada = desk.as("ada", ["Calendars.Read"]);
    const made = await ada("POST", "/subscriptions", {
      body: wanted({ expirationDateTime: inMinutes(1) }),
    });
    expect(made.body["expirationDateTime"]).toBe("2026-11-16T08:45:00.0000000Z");
    expect((await ada("POST", "/subscriptions", { body: wanted() })).status).toBe(409);
    desk.clock.advance(46 * 60_000);
    expect((await ada("GET", `/subscriptions/${idOf(made)}`)).status).toBe(404);
  });
});

describe("notifications", () => {
  async function subscribed(mode: Desk["graph"]["notificationMode"] = "normal") {
    const desk = openDesk();
    const ada = desk.as("ada");
    const headers = { prefer: 'IdType="ImmutableId"' };
    await ada("POST", "/subscriptions", { body: wanted(), headers });
    desk.graph.notificationMode = mode;
    return { desk, ada };
  }

  it("tell of creation, change and deletion, with the secret and the immutable id", async () => {
    const { desk, ada } = await subscribed();
    const made = await ada("POST", "/me/events", { body: lunch() });
    await ada("PATCH", `/me/events/${idOf(made)}`, { body: { subject: "Dinner" } });
    await ada("DELETE", `/me/events/${idOf(made)}`);
    await desk.graph.flushNotifications();
    expect(kinds(desk)).toEqual(["created", "updated", "deleted"]);
    expect(desk.misshapen).toEqual([]);
    expect(told(desk)[0]).toMatchObject({
      clientState: "secret",
      tenantId: userNamed("ada").tenantId,
      resourceData: { "@odata.type": "#Microsoft.Graph.Event" },
    });
    expect(JSON.stringify(told(desk)[0])).toContain("Events/AAkALgAA");
  });

  it("can be lost, doubled, late or out of order", async () => {
    const outcomes: Record<string, unknown> = {};
    for (const mode of ["drop", "duplicate", "late", "reorder"] as const) {
      const { desk, ada } = await subscribed(mode);
      const made = await ada("POST", "/me/events", { body: lunch() });
      await ada("PATCH", `/me/events/${idOf(made)}`, { body: { subject: "Dinner" } });
      const before = kinds(desk).length;
      await desk.graph.flushNotifications();
      outcomes[mode] = [before, ...kinds(desk)];
    }
    expect(outcomes).toMatchObject({
      drop: [0],
      late: [0, "created", "updated"],
    });
    expect(outcomes["duplicate"]).toHaveLength(5);
    expect((outcomes["reorder"] as unknown[]).slice(1)).toEqual(["updated", "created"]);
  });

  it("are tried again for four hours when nobody takes them", async () => {
    const { desk, ada } = await subscribed();
    desk.subscriber = () => ({ status: 503, body: "" });
    await ada("POST", "/me/events", { body: lunch() });
    await desk.graph.flushNotifications();
    expect(desk.posts).toHaveLength(1);
    desk.clock.advance(10_000);
    await desk.graph.flushNotifications();
    expect(desk.posts).toHaveLength(2);
    desk.clock.advance(4 * 3_600_000);
    await desk.graph.flushNotifications();
    desk.clock.advance(4 * 3_600_000);
    await desk.graph.flushNotifications();
    expect(desk.posts).toHaveLength(3);
  });

  it("of the lifecycle go to their own address; removal ends the subscription", async () => {
    const { desk, ada } = await subscribed();
    const { id } = userNamed("ada");
    desk.graph.sendLifecycle(id, "reauthorizationRequired");
    desk.graph.sendLifecycle(id, "missed");
    desk.graph.sendLifecycle(id, "subscriptionRemoved");
    await desk.graph.flushNotifications();
    expect(told(desk).map((notification) => notification["lifecycleEvent"])).toEqual([
      "reauthorizationRequired",
      "missed",
      "subscriptionRemoved",
    ]);
    expect(desk.posts.every(({ url }) => url === lifecycleNotificationUrl)).toBe(true);
    expect(desk.misshapen).toEqual([]);
    expect(listOf(await ada("GET", "/subscriptions"))).toEqual([]);
  });
});
