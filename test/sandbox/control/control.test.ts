import { manualClock } from "../../../server/lib/clock.ts";
import { createControl, type ResetOptions } from "../../../sandbox/control/control.ts";
import { createFaults } from "../../../sandbox/control/faults.ts";
import { createLatency } from "../../../sandbox/control/latency.ts";
import { createNotifications } from "../../../sandbox/control/notifications.ts";
import { createRequestLog } from "../../../sandbox/control/requestLog.ts";
import { createEntra } from "../../../sandbox/entra/entra.ts";
import { application, users } from "../../../sandbox/tenants.ts";

const ORIGIN = "https://localhost:3000";

function desk() {
  const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
  const entra = createEntra({ origin: ORIGIN, productOrigin: ORIGIN, clock });
  const posted: string[] = [];
  const post = async (url: string) => {
    posted.push(url);
    return { status: 202, body: "" };
  };
  const faults = createFaults();
  const requestLog = createRequestLog();
  const latency = createLatency();
  const notifications = { microsoft: createNotifications(post), erp: createNotifications(post) };
  const resets: ResetOptions[] = [];
  let advances = 0;
  const { handle } = createControl({
    entra,
    faults,
    requestLog,
    latency,
    notifications,
    clock,
    resetData: async (options) => {
      resets.push(options);
    },
    advanced: async () => {
      advances += 1;
    },
  });
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await handle({
      method,
      url: path,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      body: JSON.parse(String(response.body)) as Record<string, unknown>,
    };
  };
  return {
    call,
    handle,
    entra,
    faults,
    requestLog,
    latency,
    notifications,
    posted,
    resets,
    clock,
    advances: () => advances,
  };
}

describe("the control API", () => {
  it("lists its routes with a sentence each", async () => {
    const { body } = await desk().call("GET", "/sandbox");
    expect(body["routes"]).toContainEqual(
      expect.objectContaining({ method: "POST", path: "/sandbox/faults" }),
    );
  });

  it.each([
    ["/sandbox/faults", { status: 200 }, "status", /400/],
    ["/sandbox/faults", { times: 1 }, "", /exactly one of status, lostReply and hang/],
    ["/sandbox/faults", { status: 503, path: "/(/" }, "path", /regular expression/],
    ["/sandbox/faults", { status: 503, tims: 2 }, "", /tims/],
    ["/sandbox/latency", {}, "ms", /number/],
    ["/sandbox/clock", { weeks: 1 }, "", /weeks/],
    ["/sandbox/clock", {}, "", /by how much/],
    ["/sandbox/notifications", { mode: "lost" }, "mode", /normal/],
    ["/sandbox/signin/revoke", { user: "eve@contoso.example" }, "user", /Nobody/],
  ])("says what is wrong with a body for %s: %j", async (path, sent, field, message) => {
    const { status, body } = await desk().call("POST", path, sent);
    expect(status).toBe(400);
    expect(body["error"]).toHaveProperty(["issues", 0, "field"], field);
    expect(body["error"]).toHaveProperty("message", expect.stringMatching(message));
  });

  it("refuses what a foreign page could send, unknown paths, wrong methods and broken JSON", async () => {
    const { call, handle } = desk();
    const plain = await handle({ method: "POST", url: "/sandbox/reset", headers: {}, body: "{}" });
    expect(plain.status).toBe(415);
    expect((await call("GET", "/sandbox/nothing")).status).toBe(404);
    expect((await call("GET", "/sandbox/reset")).status).toBe(405);
    const broken = await handle({
      method: "POST",
      url: "/sandbox/reset",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    expect(broken.status).toBe(400);
  });

  it("plans, lists and forgets failures", async () => {
    const { call, faults } = desk();
    await call("POST", "/sandbox/faults", {
      path: "/me/events",
      status: 429,
      retryAfterSeconds: 3,
    });
    const expected = {
      path: "/me/events",
      status: 429,
      retryAfterSeconds: 3,
      times: 1,
      when: "before",
    };
    expect((await call("GET", "/sandbox/faults")).body).toEqual({ faults: [expected] });
    await call("DELETE", "/sandbox/faults");
    expect(faults.list()).toEqual([]);
  });

  it("puts the clock forward and says so to whoever follows it", async () => {
    const { call, advances } = desk();
    const { body } = await call("POST", "/sandbox/clock", { days: 80, hours: 2 });
    expect(body).toEqual({ now: "2027-02-08T10:00:00.000Z" });
    expect(advances()).toBe(1);
  });

  it("gives tokens that Graph accepts, for a person and for the application", async () => {
    const { call, entra } = desk();
    const person = await call("POST", "/sandbox/token", {
      user: "ada@contoso.example",
      scopes: ["Calendars.Read"],
    });
    await expect(
      entra.verifyGraphToken(String(person.body["access_token"])),
    ).resolves.toMatchObject({ userId: users[0]!.id, scopes: ["Calendars.Read"], roles: [] });
    const app = await call("POST", "/sandbox/token", {
      tenant: "contoso.example",
      roles: ["Calendars.Read"],
    });
    await expect(entra.verifyGraphToken(String(app.body["access_token"]))).resolves.toMatchObject({
      userId: null,
      roles: ["Calendars.Read"],
    });
    expect(
      (await call("POST", "/sandbox/token", { user: "ada@contoso.example", scopes: ["ftp://x/y"] }))
        .status,
    ).toBe(400);
  });

  it("resets everything that it can change", async () => {
    const { call, faults, requestLog, latency, notifications, resets } = desk();
    await call("POST", "/sandbox/faults", { hang: true });
    await call("POST", "/sandbox/latency", { ms: 250 });
    await call("POST", "/sandbox/notifications", { mode: "late" });
    const entry = { at: 0, app: "a", mailbox: "m", method: "GET", path: "/", status: 200 };
    requestLog.add(entry);
    expect((await call("GET", "/sandbox/requests")).body).toEqual({ requests: [entry] });
    await call("POST", "/sandbox/reset", {
      seed: 7,
      mailboxes: [{ user: "ada@contoso.example", events: 20 }],
    });
    expect(resets).toEqual([{ seed: 7, mailboxes: [{ userId: users[0]!.id, events: 20 }] }]);
    expect([faults.list(), requestLog.list(), latency.ms]).toEqual([[], [], 0]);
    expect(notifications.erp.mode).toBe("normal");
  });

  it("is Outlook's broker: token and account, or the bridge's error", async () => {
    const { call } = desk();
    const request = {
      user: "ada@contoso.example",
      clientId: application.clientId,
      scopes: [`api://${application.clientId}/access_as_user`],
      origin: ORIGIN,
    };
    const { body } = await call("POST", "/sandbox/broker", request);
    expect(body).toMatchObject({
      token: { expires_in: 3600, properties: null },
      account: { username: "ada@contoso.example", environment: "localhost:3000" },
    });
    await call("POST", "/sandbox/signin/consent", { tenant: "contoso.example", delegated: false });
    expect((await call("POST", "/sandbox/broker", request)).body).toHaveProperty(
      "error.status",
      "USER_INTERACTION_REQUIRED",
    );
    const asked = await call("POST", "/sandbox/broker", { ...request, interactive: true });
    expect(asked.body).toHaveProperty("token");
    const foreign = { ...request, origin: "https://evil.example" };
    expect((await call("POST", "/sandbox/broker", foreign)).body).toHaveProperty(
      "error.status",
      "PERSISTENT_ERROR",
    );
  });
});

describe("what becomes of notifications", () => {
  const send = async (mode: string) => {
    const { call, notifications, posted } = desk();
    await call("POST", "/sandbox/notifications", { mode, side: "microsoft" });
    for (const url of ["a", "b", "c"]) await notifications.microsoft.deliver(url, "{}", {});
    await notifications.erp.deliver("erp", "{}", {});
    const before = posted.join(" ");
    const { body } = await call("POST", "/sandbox/notifications/flush", {});
    return { before, sent: body["sent"], after: posted.join(" ") };
  };

  it.each([
    ["normal", "a b c erp", 0, "a b c erp"],
    ["drop", "erp", 0, "erp"],
    ["duplicate", "a a b b c c erp", 0, "a a b b c c erp"],
    ["reorder", "b a erp", 1, "b a erp c"],
    ["late", "erp", 3, "erp a b c"],
  ])("%s: %s", async (mode, before, sent, after) => {
    await expect(send(mode)).resolves.toEqual({ before, sent, after });
  });

  it("always lets a validation handshake through", async () => {
    const { call, notifications, posted } = desk();
    await call("POST", "/sandbox/notifications", { mode: "drop" });
    await notifications.microsoft.deliver("https://x/?validationToken=1", "", {});
    expect(posted).toHaveLength(1);
  });
});
