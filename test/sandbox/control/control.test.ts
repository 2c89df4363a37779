import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { manualClock } from "../../../server/lib/clock.ts";
import { createControl, otherClientId } from "../../../sandbox/control/control.ts";
import { createFaults } from "../../../sandbox/control/faults.ts";
import { createLatency } from "../../../sandbox/control/latency.ts";
import { createMailbag } from "../../../sandbox/mail/mailbag.ts";
import { createSmtpFaults } from "../../../sandbox/mail/smtp-faults.ts";
import { createRequestLog } from "../../../sandbox/control/request-log.ts";
import type { Sides } from "../../../sandbox/control/side-routes.ts";
import { createEntra } from "../../../sandbox/entra/entra.ts";
import { defaultSwitches } from "../../../sandbox/graph/switches.ts";
import { application, users } from "../../../sandbox/tenants.ts";

const ORIGIN = "https://localhost:3000";

function desk() {
  const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
  const entra = createEntra({ origin: ORIGIN, productOrigin: ORIGIN, clock });
  const resets: unknown[] = [];
  const called: string[] = [];
  const graph: Sides["graph"] = {
    notificationMode: "normal",
    switches: { ...defaultSwitches },
    flushNotifications: async () => void called.push("flush"),
    mixNotifications: (seed) => void called.push(`mix ${seed}`),
    punishedEndpoints: () => [],
    userChanged: (user) => void called.push(`changed ${user}`),
    reset: (options) => void resets.push(options),
    mails: () => [],
    expireDeltaTokens: () => void called.push("delta tokens"),
    sendLifecycle: (user, event) => void called.push(`${event} ${user}`),
    churn: (user) => void called.push(`churn ${user}`),
    setNight: (seed) => void called.push(`night ${seed}`),
    setMailbox: (user, enabled) => void called.push(`mailbox ${user} ${enabled}`),
    addReadOnlyCalendar: (user, name) => {
      called.push(`${name} of ${user}`);
      return "calendar-3";
    },
    share: ({ owner, with: other, right }) =>
      void called.push(`${right} of ${owner.address} for ${other.address}`),
    moveEvent: (user, event, calendar) => void called.push(`${event} ${user} ${calendar}`),
  };
  const erp: Sides["erp"] = {
    webhooks: { mode: "normal", wake: () => {}, settled: async () => {} },
    reset: async (seed) => void resets.push(seed),
    expireCursors: async () => void called.push("cursors"),
  };
  const faults = createFaults();
  const requestLog = createRequestLog();
  const latency = createLatency();
  let advancedMs = 0;
  const { handle } = createControl({
    entra,
    faults,
    requestLog,
    latency,
    sides: { graph, erp },
    mail: { mailbag: createMailbag(clock), smtpFaults: createSmtpFaults() },
    clock,
    advance: async (ms) => {
      clock.advance(ms);
      advancedMs += ms;
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
    graph,
    erp,
    called,
    resets,
    advancedMs: () => advancedMs,
  };
}

describe("the control API", () => {
  it("lists its routes with a sentence each", async () => {
    const { body } = await desk().call("GET", "/sandbox");
    expect(body["routes"]).toContainEqual(
      expect.objectContaining({ method: "POST", path: "/sandbox/faults" }),
    );
  });

  it("is documented, route by route", async () => {
    const page = readFileSync(resolve(__dirname, "../../../docs/sandbox.md"), "utf8");
    const documented = [...page.matchAll(/^\| `([A-Z]+ \/sandbox\/\S+)`/gm)].map(
      ([, name]) => name,
    );
    const { body } = await desk().call("GET", "/sandbox");
    const routes = body["routes"] as { method: string; path: string }[];
    expect(documented.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
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
    const { call, advancedMs } = desk();
    const { body } = await call("POST", "/sandbox/clock", { days: 80, hours: 2 });
    expect(body).toEqual({ now: "2027-02-08T10:00:00.000Z" });
    expect(advancedMs()).toBe((80 * 24 + 2) * 3_600_000);
  });

  it("gives tokens that Graph accepts, for a person and for the application", async () => {
    const { call, entra } = desk();
    const person = await call("POST", "/sandbox/token", {
      user: "ada@contoso.example",
      scopes: ["Calendars.Read"],
    });
    await expect(
      entra.verifyGraphToken(String(person.body["access_token"])),
    ).resolves.toMatchObject({
      userId: users[0]!.id,
      appId: otherClientId,
      scopes: ["Calendars.Read"],
      roles: [],
    });
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
    const { call, faults, requestLog, latency, erp, resets } = desk();
    await call("POST", "/sandbox/faults", { hang: true });
    await call("POST", "/sandbox/latency", { ms: 250 });
    await call("POST", "/sandbox/notifications", { mode: "drop" });
    const entry = { at: 0, app: "a", mailbox: "m", method: "GET", path: "/", status: 200 };
    requestLog.add(entry);
    expect((await call("GET", "/sandbox/requests")).body).toEqual({ requests: [entry] });
    await call("POST", "/sandbox/reset", {
      seed: 7,
      mailboxes: [{ user: "ada@contoso.example", events: 20 }],
    });
    expect(resets).toEqual([7, { seed: 7, mailboxes: [{ user: users[0]!.id, events: 20 }] }]);
    expect([faults.list(), requestLog.list(), latency.ms]).toEqual([[], [], 0]);
    expect(erp.webhooks.mode).toBe("normal");
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
    const everything = [`api://${application.clientId}/.default`];
    await call("POST", "/sandbox/broker", { ...request, scopes: everything, interactive: true });
    const graph = [`https://graph.microsoft.com/Calendars.ReadWrite`];
    expect(
      (await call("POST", "/sandbox/broker", { ...request, scopes: graph })).body,
    ).toHaveProperty("token");
    const foreign = { ...request, origin: "https://evil.example" };
    expect((await call("POST", "/sandbox/broker", foreign)).body).toHaveProperty(
      "error.status",
      "PERSISTENT_ERROR",
    );
  });
});

describe("what real services do now and then", () => {
  it("sets the mode of both sides, or of one", async () => {
    const { call, called, erp } = desk();
    await call("POST", "/sandbox/notifications", { mode: "mixed", seed: 7 });
    expect([called, erp.webhooks.mode]).toEqual([["mix 7"], "normal"]);
    await call("POST", "/sandbox/notifications", { mode: "duplicate" });
    await call("POST", "/sandbox/notifications", { mode: "late", side: "microsoft" });
    expect((await call("GET", "/sandbox/notifications")).body).toEqual({
      microsoft: "late",
      erp: "duplicate",
      punished: [],
    });
    const refused = await call("POST", "/sandbox/notifications", { mode: "late", side: "erp" });
    expect(refused.status).toBe(400);
  });

  it("flushes, expires cursors of one side or both, churns, moves and sends lifecycle notifications", async () => {
    const { call, called } = desk();
    const user = users[0]!;
    await call("POST", "/sandbox/notifications/flush", {});
    await call("POST", "/sandbox/cursors/expire", { side: "erp" });
    await call("POST", "/sandbox/cursors/expire", {});
    await call("POST", "/sandbox/graph/churn", { user: user.address });
    const move = { user: user.address, event: "event-1", calendar: "calendar-2" };
    await call("POST", "/sandbox/graph/move", move);
    const holidays = { user: user.address, name: "Holidays" };
    await call("POST", "/sandbox/graph/calendar", holidays);
    await call("POST", "/sandbox/graph/nightly", { seed: 3 });
    await call("POST", "/sandbox/graph/mailbox", { user: user.address, enabled: false });
    await call("POST", "/sandbox/notifications/lifecycle", { user: user.id, event: "missed" });
    expect(called).toEqual([
      "flush",
      "cursors",
      "delta tokens",
      "cursors",
      `churn ${user.id}`,
      `event-1 ${user.id} calendar-2`,
      `Holidays of ${user.id}`,
      "night 3",
      `mailbox ${user.id} false`,
      `missed ${user.id}`,
    ]);
  });

  it("ends subscriptions together with the refresh tokens, as a new password does", async () => {
    const { call, called } = desk();
    await call("POST", "/sandbox/signin/revoke", { user: "ada@contoso.example" });
    expect(called).toEqual([`changed ${users[0]!.id}`]);
  });

  it("chooses among Graph's unsettled answers", async () => {
    const { call, graph } = desk();
    await call("POST", "/sandbox/graph/switches", { ifMatch: "ignored" });
    expect(graph.switches).toEqual({ ...defaultSwitches, ifMatch: "ignored" });
    expect((await call("POST", "/sandbox/graph/switches", { ifMatch: true })).status).toBe(400);
  });
});
