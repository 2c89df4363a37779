/** An ERP that may be asked only so often a minute is read all the same, where it was left and not anew. */
import type { Status } from "../../server/api/contract/account.ts";
import { call } from "./person.ts";
import { addresses, hourMs, minuteMs, worlds, type World, type WorldOptions } from "./world.ts";

const open = worlds();

const activities = 400;
/** So that they fill 29 pages. */
const perPage = 14;
const perMinute = 10;

async function decide(world: World, terms: { limits?: object; windows?: readonly object[] }) {
  const katherine = world.person("katherine");
  const { connections } = await katherine.call("connections");
  const { tenantId } = world.person("ada").user;
  const { id } = connections.find(({ tenants }) => tenants.includes(tenantId))!;
  const params = { connectionId: id };
  const { revision } = await katherine.call("erpTerms", { params });
  const body = { limits: { perMinute }, windows: [], ...terms, revision };
  await katherine.call("saveErpTerms", { params, body });
}

/** Many activities of Ada's in an ERP that shows few at once; she has not set her mailbox up. */
async function begun(options: Partial<WorldOptions> = {}) {
  const world = await open(options);
  const ada = world.person("ada");
  for (let nth = 0; nth < activities; nth++) {
    const day = String(1 + (nth % 20)).padStart(2, "0");
    const times = { start: `2026-12-${day}T09:00:00Z`, end: `2026-12-${day}T10:00:00Z` };
    await ada.erp.add(call({ subject: `Call ${nth}`, ...times }));
  }
  const asked: { readonly url: string; readonly atMs: number }[] = [];
  const { between } = world.network;
  const erp = new URL(addresses.erp).host;
  world.network.between = async (request, pass) => {
    if (request.headers["host"] !== erp) return between(request, pass);
    Object.assign(request, { url: request.url.replace("limit=500", `limit=${perPage}`) });
    asked.push({ url: `${request.method} ${request.url}`, atMs: world.clock.now() });
    return between(request, pass);
  };
  await world.settle();
  return { world, ada, asked };
}

const pagesOf = (asked: readonly { readonly url: string }[]) =>
  asked.map(({ url }) => url).filter((url) => url.includes(`limit=${perPage}`));

it("a first reading of many pages goes on minute by minute, and asks for no page twice", async () => {
  const seen: Status[] = [];
  let look = async (): Promise<void> => undefined;
  const { world, ada, asked } = await begun({ whilePausing: () => look() });
  await decide(world, {});
  asked.length = 0;
  look = async () => void seen.push(await ada.call("status"));
  const fromMs = world.clock.now();
  await ada.setUp({ outlookItems: "chosen", erpItems: true });
  await world.settle();
  look = async () => undefined;
  expect((await ada.call("status")).calendar).toMatchObject({ linked: activities });
  const pages = pagesOf(asked);
  expect(pages.length).toBeGreaterThanOrEqual(Math.ceil(activities / perPage));
  expect(new Set(pages).size).toBe(pages.length);
  expect(world.clock.now() - fromMs).toBeLessThan(6 * minuteMs);
  for (const { atMs } of asked) {
    const inMinute = asked.filter((one) => one.atMs > atMs - minuteMs && one.atMs <= atMs);
    expect(inMinute.length).toBeLessThanOrEqual(perMinute);
  }
  // It is on its way all the time, and nothing is wrong with it.
  const waiting = seen.filter(({ calendar }) => calendar.waitsUntil !== undefined);
  expect(waiting.length).toBeGreaterThan(10);
  for (const { calendar, reason } of waiting) {
    expect(calendar).toMatchObject({ running: true, progress: { phase: "reading", first: true } });
    expect(reason).toBeNull();
  }
  expect((await ada.call("status")).calendar.waitsUntil).toBeUndefined();
});

it("while it waits, a click is answered at once and looks at the ERP before it", async () => {
  const answers: unknown[] = [];
  let look = async (): Promise<void> => undefined;
  const { world, ada } = await begun({
    whilePausing: () => look().catch((error: unknown) => void answers.push(error)),
  });
  await decide(world, { limits: { perMinute: 20 } });
  const fromMs = world.clock.now();
  look = async () => {
    // When what Setup asked is a minute ago.
    if (answers.length > 0 || world.clock.now() < fromMs + 65_000) return;
    answers.push("asked");
    answers.push((await ada.call("syncNow")).calendar.waitsUntil);
    answers.push((await ada.call("records", { query: { text: "Northwind" } })).found.length);
  };
  await ada.setUp({ outlookItems: "chosen", erpItems: true });
  await world.settle();
  expect(answers).toEqual(["asked", expect.any(String), expect.any(Number)]);
  expect((await ada.call("status")).calendar).toMatchObject({ linked: activities });
});

it("a window that begins meanwhile ends it, and it is done afterwards", async () => {
  let look = async (): Promise<void> => undefined;
  const { world, ada, asked } = await begun({ whilePausing: () => look() });
  await decide(world, {});
  let askedBefore = -1;
  look = async () => {
    if (askedBefore >= 0) return;
    askedBefore = asked.length;
    const later = (ms: number) => new Date(world.clock.now() + ms).toISOString();
    const window = { kind: "once", from: later(0), to: later(hourMs), reason: "Release 7" };
    await decide(world, { windows: [window] });
  };
  await ada.setUp({ outlookItems: "chosen", erpItems: true });
  await world.settle();
  expect(asked.length).toBe(askedBefore);
  const { calendar } = await ada.call("status");
  expect(calendar.waitsUntil).toBeUndefined();
  expect(calendar).toMatchObject({ running: false, pause: { kind: "maintenance" } });
  await world.pass(hourMs + 10 * minuteMs, minuteMs);
  expect((await ada.call("status")).calendar).toMatchObject({ linked: activities });
});

it("does not keep the server from ending", async () => {
  let isOver = false;
  const { world, ada } = await begun({
    // Nobody wakes it: the process is about to end.
    whilePausing: () => (isOver ? Promise.resolve() : new Promise(() => undefined)),
  });
  await decide(world, {});
  await ada.setUp({ outlookItems: "chosen", erpItems: true });
  world.clock.advance(1_000);
  void world.server.engine.tick();
  await world.idle();
  expect((await ada.call("status")).calendar.waitsUntil).toBeDefined();
  isOver = true;
  await world.restart();
  await world.settle();
  expect((await ada.call("status")).calendar).toMatchObject({ linked: activities });
});
