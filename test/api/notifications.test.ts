import { signature } from "../../sandbox/erp/webhooks.ts";
import { tenants } from "../../sandbox/tenants.ts";
import { linked, runsSeen } from "../whole/linked.ts";
import { worlds, type World } from "../whole/world.ts";

const open = worlds();

const graphHooks = ["/api/notifications/graph", "/api/notifications/graph/lifecycle"] as const;

async function post(
  { url }: World,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url() + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

describe.each(graphHooks)("the handshake at %s", (path) => {
  it("echoes the token exactly, as plain text that no browser takes for a page", async () => {
    const world = await open();
    const token = "Validation: <script>alert(1)</script> +%26&= ü";
    const response = await fetch(
      `${world.url()}${path}?validationToken=${encodeURIComponent(token)}`,
      { method: "POST" },
    );
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(token);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("refuses a token given twice", async () => {
    const world = await open();
    const response = await fetch(`${world.url()}${path}?validationToken=a&validationToken=b`, {
      method: "POST",
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toBe("");
  });

  it("is not needed for what is no notification: 400", async () => {
    const world = await open();
    expect((await post(world, path, {})).status).toBe(400);
    expect((await post(world, path, "{")).status).toBe(400);
    expect((await post(world, path, { value: "all" })).status).toBe(400);
  });
});

describe("a notification of Graph", () => {
  /** A linked appointment with an edit that was not announced, and the notification that would. */
  async function unannounced() {
    const home = await linked(await open());
    const { world, ada, id } = home;
    world.sandbox.graph.notificationMode = "drop";
    await ada.outlook.change(id, { subject: "Unannounced" });
    await world.settle();
    const [subscription] = world.sandbox.graph.snapshot().subscriptions;
    const genuine = {
      subscriptionId: subscription!.id,
      clientState: subscription!.clientState,
      tenantId: subscription!.tenantId,
      changeType: "updated",
      resource: "Users/x/Events/y",
    };
    return { ...home, genuine, runs: runsSeen(world) };
  }

  it("that proves itself wakes a run", async () => {
    const { world, ada, genuine, runs } = await unannounced();
    expect((await post(world, graphHooks[0], { value: [genuine] })).status).toBe(202);
    await world.settle();
    expect(runsSeen(world)).toBeGreaterThan(runs);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Unannounced" }]);
  });

  it.each([
    ["a wrong client state", { clientState: "guessed" }],
    ["an empty client state", { clientState: "" }],
    ["no client state", { clientState: undefined }],
    ["an unknown subscription", { subscriptionId: "00000000-0000-0000-0000-000000000000" }],
    ["another tenant", { tenantId: tenants[1].id }],
  ])("with %s is answered 202 like any other, and wakes nothing", async (_what, wrong) => {
    const { world, genuine, runs } = await unannounced();
    for (const path of graphHooks) {
      const response = await post(world, path, { value: [{ ...genuine, ...wrong }] });
      expect(response.status).toBe(202);
      expect(await response.text()).toBe("");
    }
    await world.settle();
    expect(runsSeen(world)).toBe(runs);
  });

  it("is taken although its neighbours are nonsense", async () => {
    const { world, ada, genuine } = await unannounced();
    const value = [null, 7, { subscriptionId: 7 }, genuine, {}];
    expect((await post(world, graphHooks[0], { value })).status).toBe(202);
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Unannounced" }]);
  });

  it("of the lifecycle with a wrong client state ends no subscription", async () => {
    const { world, ada, genuine } = await unannounced();
    const value = [{ ...genuine, clientState: "guessed", lifecycleEvent: "subscriptionRemoved" }];
    await post(world, graphHooks[1], { value });
    await world.settle();
    expect((await ada.call("status")).calendar.push.microsoft).toBe(true);
    expect(world.sandbox.graph.snapshot().subscriptions).toHaveLength(1);
  });
});

describe("a call of the ERP's webhook", () => {
  const readsOfFeed = ({ sandbox }: World): number =>
    sandbox.requestLog.list().filter(({ path }) => path.startsWith("/api/v1/changes")).length;

  async function unannounced() {
    const home = await linked(await open());
    const { world, ada, activity } = home;
    world.sandbox.erp.webhooks.mode = "drop";
    await ada.erp.change(activity.id, { subject: "Unannounced" });
    await world.settle();
    const { webhooks } = await world.sandbox.erp.snapshot();
    const hook = webhooks.find(({ tenantId }) => tenantId === tenants[0].id)!;
    return { ...home, hook, path: new URL(hook.url).pathname, reads: readsOfFeed(world) };
  }

  const signed = (secret: string, body: string, timestamp = "1795680000000") => ({
    "x-erp-timestamp": timestamp,
    "x-erp-signature": `sha256=${signature(secret, timestamp, body)}`,
  });

  it("that is signed has the feed read and a run wakes", async () => {
    const { world, ada, id, hook, path } = await unannounced();
    expect((await post(world, path, "{}", signed(hook.secret, "{}"))).status).toBe(202);
    await world.settle();
    expect((await ada.outlook.get(id)).subject).toBe("Unannounced");
  });

  it.each([
    ["no signature", (): Record<string, string> => ({})],
    ["a signature under another secret", () => signed("another-secret-of-some-length", "{}")],
    ["a signature of another body", (secret: string) => signed(secret, '{"cursor":"x"}')],
    [
      "a signature of another time",
      (secret: string) => ({ ...signed(secret, "{}"), "x-erp-timestamp": "1" }),
    ],
  ])("with %s is answered 202 like any other, and nothing is read", async (_what, headersOf) => {
    const { world, ada, id, hook, path, reads } = await unannounced();
    expect((await post(world, path, "{}", headersOf(hook.secret))).status).toBe(202);
    await world.settle();
    expect(readsOfFeed(world)).toBe(reads);
    expect((await ada.outlook.get(id)).subject).toBe("Visit Northwind");
  });

  it("for a connection that does not exist is answered the same", async () => {
    const { world, hook, reads } = await unannounced();
    const headers = signed(hook.secret, "{}");
    const response = await post(world, "/api/notifications/erp/nobody", "{}", headers);
    expect(response.status).toBe(202);
    await world.settle();
    expect(readsOfFeed(world)).toBe(reads);
  });

  it("with one tenant's secret does not count for another's connection", async () => {
    const { world, hook, reads } = await unannounced();
    const { webhooks } = await world.sandbox.erp.snapshot();
    const other = webhooks.find(({ tenantId }) => tenantId === tenants[1].id)!;
    await post(world, new URL(other.url).pathname, "{}", signed(hook.secret, "{}"));
    await world.settle();
    expect(readsOfFeed(world)).toBe(reads);
  });
});
