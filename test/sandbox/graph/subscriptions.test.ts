import { codeOf, idOf, listOf, openDesk, userNamed } from "./desk.ts";
import { inMinutes, wanted } from "./subscriber.ts";

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

  it("is refused when nobody answers within ten seconds", async () => {
    const desk = openDesk();
    const outcomes = [
      () => {
        throw new Error("connection refused");
      },
      (url: string) => {
        desk.clock.advance(10_000);
        return { status: 200, body: new URL(url).searchParams.get("validationToken") ?? "" };
      },
    ];
    for (const outcome of outcomes) {
      desk.subscriber = outcome;
      const answer = await desk.as("ada")("POST", "/subscriptions", { body: wanted() });
      expect(answer.body["error"]).toMatchObject({
        code: "InvalidRequest",
        message: "Subscription validation request timed out.",
      });
    }
  });

  it.each([
    ["too long", { expirationDateTime: inMinutes(10_081) }, 400, "ExtensionError"],
    ["in the past", { expirationDateTime: inMinutes(-1) }, 400, "InvalidRequest"],
    ["over plain HTTP", { notificationUrl: "http://localhost/x" }, 400, "ValidationError"],
    ["for something else", { resource: "/me/todo/lists" }, 400, "ExtensionError"],
    ["of mail without permission", { resource: "me/messages" }, 403, "ErrorAccessDenied"],
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
    const twice = await ada("POST", "/subscriptions", {
      body: wanted({
        changeType: "deleted,created,updated",
        resource: `users/${userNamed("ada").id}/events`,
      }),
    });
    expect(twice.status).toBe(409);
    expect(twice.body["error"]).toMatchObject({
      message: `Subscription Id ${idOf(made)} already exists for the requested combination`,
    });
    desk.clock.advance(46 * 60_000);
    expect((await ada("GET", `/subscriptions/${idOf(made)}`)).status).toBe(404);
  });

  it("of a shared mailbox is refused whatever the scopes (quirk sharing-no-subscription)", async () => {
    const desk = openDesk();
    const shared = ["Calendars.Read.Shared", "Calendars.ReadWrite.Shared"];
    const resource = `/users/${userNamed("grace").id}/events`;
    const statusFor = async (scopes: string[], more = {}) =>
      (await desk.as("ada", scopes)("POST", "/subscriptions", { body: wanted(more) })).status;
    expect(await statusFor([...shared, "Calendars.ReadWrite"], { resource })).toBe(403);
    expect(await statusFor(shared)).toBe(403);
    const app = desk.app(["Calendars.Read"]);
    expect((await app("POST", "/subscriptions", { body: wanted({ resource }) })).status).toBe(201);
  });

  it("cannot be the thousand and first of a mailbox, whoever made them", async () => {
    const desk = openDesk();
    const state = desk.graph.snapshot();
    const [made] = await (async () => {
      await desk.as("ada")("POST", "/subscriptions", { body: wanted() });
      return desk.graph.snapshot().subscriptions;
    })();
    const others = Array.from({ length: 1000 }, (_, index) => ({
      ...made!,
      appId: `app ${index}`,
    }));
    desk.graph.restore({ ...state, subscriptions: others });
    expect((await desk.as("ada")("POST", "/subscriptions", { body: wanted() })).status).toBe(403);
  });

  it("lives three days at most where the older pages hold", async () => {
    const desk = openDesk();
    desk.graph.switches.subscriptionLife = "threeDays";
    const made = (minutes: number) =>
      desk.as("ada")("POST", "/subscriptions", {
        body: wanted({ expirationDateTime: inMinutes(minutes) }),
      });
    expect(codeOf(await made(4231))).toBe("ExtensionError");
    expect((await made(4230)).status).toBe(201);
  });

  it("moves to another address after a handshake there", async () => {
    const desk = openDesk();
    const ada = desk.as("ada");
    const path = `/subscriptions/${idOf(await ada("POST", "/subscriptions", { body: wanted() }))}`;
    const body = { notificationUrl: "https://localhost:3000/elsewhere" };
    desk.subscriber = () => ({ status: 404, body: "" });
    expect((await ada("PATCH", path, { body })).status).toBe(400);
    desk.subscriber = (url) => ({
      ...{ status: 200, body: new URL(url).searchParams.get("validationToken") ?? "" },
    });
    expect((await ada("PATCH", path, { body })).body["notificationUrl"]).toBe(body.notificationUrl);
  });
});
