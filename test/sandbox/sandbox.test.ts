import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { manualClock } from "../../server/lib/clock.ts";
import { addressesAt } from "../../sandbox/addresses.ts";
import { createSandbox, type Sandbox } from "../../sandbox/sandbox.ts";

const START_MS = Date.parse("2026-11-20T08:00:00Z");

function sandbox(dataDir?: string, realNames = false): Sandbox {
  return createSandbox({
    addresses: addressesAt(3000, realNames),
    clock: manualClock(START_MS),
    seed: 1,
    projectDir: resolve(__dirname, "../.."),
    post: async () => ({ status: 202, body: "" }),
    ...(dataDir === undefined ? {} : { dataDir }),
  });
}

const subscription = {
  ...{ changeType: "created", resource: "me/events", clientState: "secret" },
  notificationUrl: "https://localhost:3000/hook",
  expirationDateTime: "2026-11-21T08:00:00Z",
};
const lunch = {
  subject: "Lunch",
  start: { dateTime: "2026-11-21T12:00:00", timeZone: "UTC" },
  end: { dateTime: "2026-11-21T13:00:00", timeZone: "UTC" },
};

async function ask(
  { handle }: Sandbox,
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await handle({
    method,
    url,
    headers: { host: "localhost:3000", "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    body: JSON.parse(String(response.body)) as Record<string, unknown>,
  };
}

async function asAda(of: Sandbox): Promise<Record<string, string>> {
  const { body } = await ask(of, "POST", "/sandbox/token", { user: "ada@contoso.example" });
  return { authorization: `Bearer ${String(body["access_token"])}` };
}

describe("the sandbox as a whole", () => {
  it("takes its control API's token at Graph, and logs the request", async () => {
    const all = sandbox();
    const headers = await asAda(all);
    const me = await ask(all, "GET", "/graph/v1.0/me", undefined, headers);
    expect(me.body).toHaveProperty("mail", "ada@contoso.example");
    const { body } = await ask(all, "GET", "/sandbox/requests");
    expect(body["requests"]).toEqual([expect.objectContaining({ method: "GET", status: 200 })]);
  });

  it("fails as planned, once", async () => {
    const all = sandbox();
    const headers = await asAda(all);
    await ask(all, "POST", "/sandbox/faults", { status: 503, path: "/me" });
    const me = () => ask(all, "GET", "/graph/v1.0/me", undefined, headers);
    expect([(await me()).status, (await me()).status]).toEqual([503, 200]);
  });

  it("ends tokens by its own clock", async () => {
    const all = sandbox();
    const headers = await asAda(all);
    await ask(all, "POST", "/sandbox/clock", { hours: 2 });
    expect((await ask(all, "GET", "/graph/v1.0/me", undefined, headers)).status).toBe(401);
  });

  it("notifies again when its clock is put forward, at the times that Graph would", async () => {
    const at: number[] = [];
    const clock = manualClock(START_MS);
    const all = createSandbox({
      ...{ addresses: addressesAt(3000, false), clock, seed: 1 },
      projectDir: resolve(__dirname, "../.."),
      post: async (url, body) => {
        const token = new URL(url).searchParams.get("validationToken");
        if (token === null) at.push((clock.now() - START_MS) / 1000);
        return token === null ? { status: 503, body } : { status: 200, body: token };
      },
    });
    const headers = await asAda(all);
    await ask(all, "POST", "/graph/v1.0/subscriptions", subscription, headers);
    await ask(all, "POST", "/graph/v1.0/me/events", lunch, headers);
    await ask(all, "POST", "/sandbox/clock", { minutes: 2 });
    expect(at).toEqual([0, 10, 30, 70]);
  });

  it("fills a mailbox as a reset says", async () => {
    const all = sandbox();
    const mailboxes = [{ user: "ada@contoso.example", events: 3 }];
    await ask(all, "POST", "/sandbox/reset", { seed: 5, mailboxes });
    const headers = await asAda(all);
    const { body } = await ask(all, "GET", "/graph/v1.0/me/events", undefined, headers);
    expect(body["value"]).toHaveLength(3);
  });

  it("counts slow requests as running at the same time", async () => {
    const all = sandbox();
    const headers = await asAda(all);
    await ask(all, "POST", "/sandbox/latency", { ms: 300 });
    const events = () => ask(all, "GET", "/graph/v1.0/me/events?$top=1", undefined, headers);
    const answers = await Promise.all(Array.from({ length: 5 }, events));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 429]);
  });

  it("moves an event to another calendar, and says which it does not find", async () => {
    const all = sandbox();
    const headers = await asAda(all);
    const graph = (method: string, path: string, body?: unknown) =>
      ask(all, method, `/graph/v1.0/me/${path}`, body, headers);
    const { body: calendar } = await graph("POST", "calendars", { name: "Projects" });
    const { body: list } = await graph("GET", "events?$top=1&$select=id");
    const [event] = list["value"] as { id: string }[];
    const move = { user: "ada@contoso.example", event: event?.id, calendar: calendar["id"] };
    expect((await ask(all, "POST", "/sandbox/graph/move", move)).status).toBe(200);
    const { body: moved } = await graph("GET", `calendars/${String(calendar["id"])}/events`);
    expect(moved["value"]).toHaveLength(1);
    const nowhere = await ask(all, "POST", "/sandbox/graph/move", { ...move, calendar: "none" });
    expect(nowhere).toMatchObject({ status: 404, body: { error: { code: "ErrorItemNotFound" } } });
  });

  it("goes on after a restart: clock, events, tokens", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "sandbox-"));
    try {
      const before = sandbox(dataDir);
      await before.load();
      await ask(before, "POST", "/sandbox/clock", { days: 1 });
      const headers = await asAda(before);
      const event = {
        subject: "Kept",
        start: { dateTime: "2026-11-23T09:00:00", timeZone: "UTC" },
        end: { dateTime: "2026-11-23T10:00:00", timeZone: "UTC" },
      };
      const made = await ask(before, "POST", "/graph/v1.0/me/events", event, headers);
      await before.save();

      const after = sandbox(dataDir);
      await after.load();
      expect((await ask(after, "GET", "/sandbox/clock")).body).toEqual({
        now: "2026-11-21T08:00:00.000Z",
      });
      const url = `/graph/v1.0/me/events/${encodeURIComponent(String(made.body["id"]))}`;
      const read = await ask(after, "GET", url, undefined, headers);
      expect(read.body).toHaveProperty("subject", "Kept");
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it.each([
    ["localhost:3000", "/outlook/", true],
    ["localhost:3000", "/officejs/office.js", true],
    ["localhost:3000", "/graph/v1.0/me", true],
    ["localhost:3000", "/common/discovery/instance", true],
    ["localhost:3000", "/sandbox", true],
    ["localhost:3000", "/taskpane.html", false],
    ["localhost:3000", "/api/config", false],
    ["localhost:3000", "/graphics.png", false],
    ["graph.microsoft.com", "/v1.0/me", true],
    ["login.microsoftonline.com", "/common/oauth2/v2.0/authorize", true],
    ["outlook.office.com", "/", true],
    ["addin.contoso.example", "/sandbox/reset", false],
  ])("%s%s is its own: %s", (host, url, expected) => {
    expect(sandbox().claims(host, url)).toBe(expected);
  });
});
