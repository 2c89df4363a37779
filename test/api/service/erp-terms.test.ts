/** Administrators say how much an ERP is asked, and when nothing is sent to it at all. */
import { linked } from "../../whole/linked.ts";
import { hourMs, minuteMs, worlds, type World } from "../../whole/world.ts";

const open = worlds();

async function idOf(world: World): Promise<string> {
  const { connections } = await world.person("katherine").call("connections");
  const { tenantId } = world.person("ada").user;
  return connections.find(({ tenants }) => tenants.includes(tenantId))!.id;
}

const later = (world: World, ms: number) => new Date(world.clock.now() + ms).toISOString();

async function save(world: World, limits: object, windows: readonly object[]): Promise<void> {
  const params = { connectionId: await idOf(world) };
  const katherine = world.person("katherine");
  const { revision } = await katherine.call("erpTerms", { params });
  await katherine.call("saveErpTerms", { params, body: { limits, windows, revision } });
}

/** An administrator tests the connection as it stands: his own request, which is spared and counted too. */
async function testOf(world: World) {
  const katherine = world.person("katherine");
  const connectionId = await idOf(world);
  const { connections } = await katherine.call("connections");
  const one = connections.find(({ id }) => id === connectionId)!;
  const { name, connector, url, tenants, series } = one;
  const body = { name, connector, url, tenants: [...tenants], series };
  return katherine.call("testConnectionOf", { params: { connectionId }, body });
}

async function maintain(world: World, ms: number): Promise<string> {
  const to = later(world, ms);
  await save(world, {}, [{ kind: "once", from: later(world, 0), to, reason: "Release 7" }]);
  return to;
}

it("nobody takes back by an older form what somebody else decided", async () => {
  const { world } = await linked(await open());
  const params = { connectionId: await idOf(world) };
  const { revision } = await world.person("katherine").call("erpTerms", { params });
  await maintain(world, hourMs);
  const body = { limits: { perMinute: 10 }, windows: [], revision };
  expect(await world.person("katherine").refused("saveErpTerms", { params, body })).toMatchObject({
    code: "conflict",
    field: "revision",
  });
  const { windows } = await world.person("katherine").call("erpTerms", { params });
  expect(windows).toHaveLength(1);
});

it("is in the trail of the company whose administrator decided it", async () => {
  const { world, ada } = await linked(await open());
  const { tenantId, id: userId } = ada.user;
  await world.person("katherine").call("appoint", {
    body: { tenantId, userId, role: "administrator", reach: "tenant" },
  });
  const params = { connectionId: await idOf(world) };
  const { revision } = await ada.call("erpTerms", { params });
  await ada.call("saveErpTerms", { params, body: { limits: {}, windows: [], revision } });
  const [line] = (await ada.call("audit")).entries;
  expect(line).toMatchObject({ act: "erp-terms-decided", tenantId });
});

it("while the ERP is maintained, work waits and everybody sees until when; then it is done", async () => {
  const { world, ada, id, activity } = await linked(await open());
  const until = await maintain(world, 2 * hourMs);
  await ada.outlook.change(id, { subject: "Edited in Outlook" });
  await ada.erp.change(activity.id, { place: "Kiel" });
  await world.pass(hourMs, 5 * minuteMs);
  expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
  const status = await ada.call("status");
  expect(status).toMatchObject({
    health: "operational",
    calendar: { pause: { kind: "maintenance", until, reason: "Release 7" } },
  });
  // It is not down: nobody is mailed because nobody asks it.
  const connectionId = await idOf(world);
  expect(world.server.engine.feedDownSinceMs(connectionId)).toBeNull();
  const katherine = world.person("katherine");
  const ofErp = { name: "Contoso ERP", state: "ok", code: "maintenance", at: until };
  expect((await katherine.call("health")).findings).toContainEqual(expect.objectContaining(ofErp));
  expect((await ada.call("profile")).erp).toMatchObject({ unavailable: true });
  const asked = { query: { text: "Northwind" } };
  expect(await ada.refused("records", asked)).toMatchObject({ code: "erp-paused" });
  const tested = await testOf(world);
  expect(tested).toMatchObject({ answers: false, field: null });
  expect(tested.problem).toContain("maintained");

  await world.pass(hourMs + minuteMs, minuteMs);
  expect(await ada.erp.list()).toMatchObject([{ subject: "Edited in Outlook", place: "Kiel" }]);
  expect(await ada.outlook.get(id)).toMatchObject({ location: { displayName: "Kiel" } });
  expect((await ada.call("status")).calendar.pause).toBeUndefined();
});

it("a window that is taken back ends at once, and a restart forgets none", async () => {
  const { world, ada, id } = await linked(await open());
  await maintain(world, 8 * hourMs);
  await world.restart();
  await ada.outlook.change(id, { subject: "Edited" });
  await world.pass(hourMs, 15 * minuteMs);
  expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
  await save(world, {}, []);
  await world.settle();
  expect(await ada.erp.list()).toMatchObject([{ subject: "Edited" }]);
  const [line] = (await world.person("katherine").call("audit")).entries;
  expect(line).toMatchObject({ act: "erp-terms-decided", facts: { windows: "" } });
});

it("an ERP is asked no more often than it may be, and what did not fit follows", async () => {
  const { world, ada, id } = await linked(await open());
  await save(world, { perMinute: 10, atOnce: 1 }, []);
  await world.pass(2 * minuteMs, minuteMs);
  await ada.outlook.change(id, { subject: "In its turn" });
  await world.pass(10 * minuteMs, minuteMs);
  expect(await ada.erp.list()).toMatchObject([{ subject: "In its turn" }]);
});

it("a day's quota is not granted a second time by a restart, not even for a test", async () => {
  const { world, ada } = await linked(await open());
  expect(await testOf(world)).toMatchObject({ answers: true });
  // Less than was asked today already.
  await save(world, { perDay: 2 }, []);
  expect((await ada.call("status")).calendar.pause).toMatchObject({ kind: "quota" });
  await world.restart();
  expect((await ada.call("status")).calendar.pause).toMatchObject({ kind: "quota" });
  expect((await testOf(world)).problem).toContain("not asked any more before");
});
