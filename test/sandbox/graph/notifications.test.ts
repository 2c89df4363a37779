import { type Desk, type Json, idOf, listOf, lunch, openDesk, userNamed } from "./desk.ts";
import { kinds, lifecycle, lifecycleNotificationUrl, told, wanted } from "./subscriber.ts";

const minuteMs = 60_000;

/** Ada's calendar, watched, with one event in it if asked. */
async function subscribed(mode: Desk["graph"]["notificationMode"] = "normal") {
  const desk = openDesk();
  const ada = desk.as("ada");
  const headers = { prefer: 'IdType="ImmutableId"' };
  const made = await ada("POST", "/subscriptions", { body: wanted(), headers });
  desk.graph.notificationMode = mode;
  return { desk, ada, subscription: `/subscriptions/${idOf(made)}` };
}

/** The clock moves as the control API moves it: whatever is due on the way happens at its time. */
async function pass(desk: Desk, ms: number): Promise<void> {
  const end = desk.clock.now() + ms;
  await desk.graph.tick();
  for (let due = desk.graph.nextDueAt(); due !== undefined && due <= end;) {
    desk.clock.advance(Math.max(0, due - desk.clock.now()));
    await desk.graph.tick();
    due = desk.graph.nextDueAt();
  }
  desk.clock.advance(end - desk.clock.now());
}

describe("notifications", () => {
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

describe("notifications in bulk", () => {
  it("of several subscriptions to one address share a POST", async () => {
    const { desk } = await subscribed();
    const grace = desk.as("grace");
    await grace("POST", "/subscriptions", { body: wanted() });
    desk.graph.notificationMode = "late";
    for (const person of ["ada", "grace"] as const) {
      await desk.as(person)("POST", "/me/events", { body: lunch() });
    }
    await desk.graph.flushNotifications();
    expect(desk.posts).toHaveLength(1);
    expect(new Set(told(desk).map(({ subscriptionId }) => subscriptionId)).size).toBe(2);
    expect(desk.misshapen).toEqual([]);
  });

  it("tell one action several times (quirk notify-duplicates)", async () => {
    const { desk, ada } = await subscribed();
    desk.graph.switches.notificationBursts = true;
    const made = await ada("POST", "/me/events", { body: lunch() });
    await ada("PATCH", `/me/events/${idOf(made)}`, { body: { subject: "Dinner" } });
    await desk.graph.flushNotifications();
    expect(kinds(desk)).toEqual(["created", "updated", "updated", "updated"]);
  });

  it("can be missed, which the lifecycle says once", async () => {
    const { desk, ada } = await subscribed("missed");
    desk.subscriber = () => ({ status: 503, body: "" });
    for (let count = 0; count < 3; count += 1) await ada("POST", "/me/events", { body: lunch() });
    await desk.graph.flushNotifications();
    expect(told(desk).map(({ lifecycleEvent }) => lifecycleEvent)).toEqual(["missed"]);
  });

  it.each([1, 2, 3])("in the mix of seed %i are late, doubled, missed and lost", async (seed) => {
    const run = async () => {
      const { desk, ada } = await subscribed();
      desk.graph.mixNotifications(seed);
      for (let count = 0; count < 60; count += 1) {
        await ada("POST", "/me/events", { body: lunch({ subject: String(count) }) });
        await pass(desk, 10_000);
      }
      await pass(desk, 3 * minuteMs);
      return desk;
    };
    const [desk, again] = [await run(), await run()];
    expect(told(desk)).toEqual(told(again));
    const changes = told(desk).filter(({ changeType }) => changeType !== undefined);
    const ids = changes.map(({ id }) => id);
    expect(new Set(ids).size).toBeLessThan(60);
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
    expect(lifecycle(desk).every((event) => event === "missed")).toBe(true);
    const order = changes.map(({ resourceData }) => (resourceData as Json)["@odata.etag"]);
    expect(order).not.toEqual(order.toSorted());
    expect(desk.misshapen).toEqual([]);
  });
});

describe("by the clock", () => {
  it("what nobody took is sent again, ever more seldom, and given up after four hours", async () => {
    const { desk, ada } = await subscribed();
    desk.subscriber = () => ({ status: 503, body: "" });
    await ada("POST", "/me/events", { body: lunch() });
    await pass(desk, 5 * 60 * minuteMs);
    // 0, 10, 30, 70, 150 … seconds: doubled each time.
    expect(desk.posts).toHaveLength(11);
    expect(desk.graph.nextDueAt()).toBeUndefined();
  });

  it("what comes after is taken, and a loss is announced where Graph knows of it", async () => {
    const { desk, ada } = await subscribed();
    desk.graph.switches.lostNotifications = "announced";
    desk.subscriber = (url) => ({ status: url === lifecycleNotificationUrl ? 202 : 503, body: "" });
    await ada("POST", "/me/events", { body: lunch() });
    await pass(desk, 5 * 60 * minuteMs);
    expect(lifecycle(desk)).toEqual(["missed"]);
  });

  it("an endpoint's token is good for an hour; before that it is asked to reauthorize", async () => {
    const { desk, ada, subscription } = await subscribed();
    desk.graph.switches.endpointToken = "hourly";
    await pass(desk, 39 * minuteMs);
    expect(lifecycle(desk)).toEqual([]);
    await pass(desk, minuteMs);
    expect(lifecycle(desk)).toEqual(["reauthorizationRequired"]);
    await pass(desk, 20 * minuteMs);
    await ada("POST", "/me/events", { body: lunch() });
    await pass(desk, minuteMs);
    expect(kinds(desk)).toEqual([undefined]);
    expect((await ada("POST", `${subscription}/reauthorize`)).status).toBe(204);
    await pass(desk, 10 * minuteMs);
    expect(kinds(desk)).toEqual([undefined, "created"]);
    await pass(desk, 30 * minuteMs);
    expect(lifecycle(desk)).toHaveLength(2);
  });
});

describe("an endpoint that answers slowly", () => {
  /** Posts `count` events, each answered after `ms`. */
  async function answered(desk: Desk, count: number, ms: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      desk.subscriber = () => {
        desk.clock.advance(ms);
        return { status: 202, body: "" };
      };
      await desk.as("ada")("POST", "/me/events", { body: lunch() });
      await desk.graph.tick();
    }
  }
  const punished = (desk: Desk) => desk.graph.punishedEndpoints().map(({ state }) => state);

  it("waits ten seconds above 10 %, and loses everything above 15 %, until it is better", async () => {
    const { desk } = await subscribed();
    await answered(desk, 8, 1);
    await answered(desk, 1, 10_000);
    expect(punished(desk)).toEqual(["slow"]);
    const before = desk.posts.length;
    await answered(desk, 1, 1);
    expect(desk.posts).toHaveLength(before);
    await pass(desk, 30_000);
    expect(desk.posts.length).toBeGreaterThan(before);
    await answered(desk, 3, 10_000);
    await pass(desk, 20_000);
    expect(punished(desk)).toEqual(["drop"]);
    const lost = desk.posts.length;
    await answered(desk, 3, 1);
    await desk.graph.flushNotifications();
    expect(desk.posts).toHaveLength(lost);
    await pass(desk, 10 * minuteMs);
    expect(punished(desk)).toEqual([]);
    await answered(desk, 1, 1);
    expect(desk.posts.length).toBeGreaterThan(lost);
  });

  it("by the text of 2023 is judged after a hundred answers of 2.9 seconds", async () => {
    const { desk } = await subscribed();
    desk.graph.switches.slowEndpoint = "hundredAnswers";
    await answered(desk, 10, 2900);
    await answered(desk, 89, 1);
    expect(punished(desk)).toEqual([]);
    await answered(desk, 1, 1);
    expect(punished(desk)).toEqual(["slow"]);
    const before = desk.posts.length;
    await answered(desk, 1, 1);
    await pass(desk, 9 * minuteMs);
    expect(desk.posts).toHaveLength(before);
    await pass(desk, 2 * minuteMs);
    expect(desk.posts).toHaveLength(before + 1);
  });

  it("by the text of 2026 waits ten minutes above 10 % of three seconds", async () => {
    const { desk } = await subscribed();
    desk.graph.switches.slowEndpoint = "threeSeconds";
    await answered(desk, 1, 3000);
    expect(punished(desk)).toEqual(["slow"]);
    await answered(desk, 1, 10_000);
    expect(desk.posts).toHaveLength(1);
  });

  it("too slowly to be heard is told again", async () => {
    const { desk } = await subscribed();
    desk.graph.switches.slowEndpoint = "hundredAnswers";
    await answered(desk, 1, 3000);
    desk.subscriber = () => ({ status: 202, body: "" });
    await pass(desk, minuteMs);
    expect(desk.posts).toHaveLength(2);
    expect(desk.posts[0]).toEqual(desk.posts[1]);
  });
});

describe("a new password", () => {
  it("ends the subscriptions made for that person (quirk userchange-removes-subscription)", async () => {
    const { desk, ada } = await subscribed();
    const resource = `users/${userNamed("ada").id}/events`;
    const app = desk.app(["Calendars.Read"]);
    await app("POST", "/subscriptions", { body: wanted({ resource, changeType: "deleted" }) });
    desk.graph.userChanged(userNamed("ada").id);
    await desk.graph.tick();
    expect(lifecycle(desk)).toEqual(["subscriptionRemoved"]);
    expect(listOf(await ada("GET", "/subscriptions"))).toEqual([]);
    expect(listOf(await app("GET", "/subscriptions"))).toHaveLength(1);
  });
});
