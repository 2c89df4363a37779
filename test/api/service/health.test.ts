/** How everything is doing, what to do about what is not well, and who does it. */
import { told } from "../../../addin/features/service/health/told-en.ts";
import { tenants } from "../../../sandbox/tenants.ts";
import { planFault } from "../../whole/linked.ts";
import { visit, type PersonName } from "../../whole/person.ts";
import { worlds, type World } from "../../whole/world.ts";

const open = worlds();
let world: World;
beforeEach(async () => {
  world = await open();
  for (const name of ["ada", "liu"] as const) await world.person(name).setUp();
  await world.settle();
});

const findings = async (name: PersonName) => {
  const { findings: found } = await world.person(name).call("health");
  for (const { part, code } of found) expect(Object.keys(told)).toContain(`${part} ${code}`);
  return found;
};
const partsOf = async (name: PersonName) =>
  new Map((await findings(name)).map((one) => [`${one.part} ${one.code}`, one]));

it("is well where everything is, and says who hears of what is not", async () => {
  const found = await findings("katherine");
  const failing = found.filter(({ state }) => state === "failed");
  expect(failing).toEqual([]);
  const parts = new Set(found.map(({ part }) => part));
  for (const part of ["microsoft", "erp", "credential", "consent", "brake", "push"] as const) {
    expect(parts).toContain(part);
  }
  expect((await partsOf("katherine")).get("microsoft answers")?.count).toBeGreaterThan(0);
  // When its secret ends nobody said: nobody could be told before.
  expect((await partsOf("katherine")).get("credential untold")).toMatchObject({
    ...{ state: "warning", fixedBy: "operator", panel: "microsoft" },
  });
  // Nobody entered an address in this installation.
  expect(found.some(({ part, state }) => part === "alerts" && state === "warning")).toBe(true);
  // Each of these leads to the mail of its own company.
  const led = found.filter(({ panel }) => panel === "mail").map(({ about }) => about);
  expect(led.toSorted()).toEqual(tenants.map(({ id }) => id));
});

it("names the ERP that does not answer, first, and counts it as failures that the log lists", async () => {
  const ada = world.person("ada");
  const id = await ada.outlook.add(visit());
  await ada.choose(id);
  await world.pass(60_000, 60_000);
  planFault(world, { path: "/api/v1/", status: 503, times: 100_000 });
  await ada.outlook.change(id, { subject: "While it was down" });
  await world.pass(600_000, 60_000);
  const [first] = await findings("katherine");
  expect(first).toMatchObject({
    ...{ part: "erp", code: "silent", state: "failed", fixedBy: "administrator", panel: "erps" },
  });
  const { steps, stepMs, ofSystems } = await world
    .person("katherine")
    .call("figures", { query: { span: "hour" } });
  expect([steps.length, stepMs, ofSystems]).toEqual([12, 300_000, true]);
  const sum = (count: (step: (typeof steps)[number]) => number) =>
    steps.reduce((total, step) => total + count(step), 0);
  expect(sum(({ changes }) => changes.erp)).toBe(1);
  expect(steps.some(({ latency }) => latency !== null && latency.p50 > 0)).toBe(true);
  const listed = await world
    .person("katherine")
    .call("serviceLog", { query: { code: "erp-down" } });
  expect(sum(({ failures }) => failures["erp-down"] ?? 0)).toBe(listed.entries.length);
  expect(listed.entries.length).toBeGreaterThan(0);
});

it("ends at one's own tenant: neither the systems of all nor another's people are told of", async () => {
  const ada = world.person("ada");
  await ada.choose(await ada.outlook.add(visit()));
  await world.pass(60_000, 60_000);
  const found = await findings("maria");
  const parts = new Set(found.map(({ part }) => part));
  expect(parts).not.toContain("microsoft");
  expect(parts).not.toContain("credential");
  expect(found.find(({ part }) => part === "mailboxes")).toMatchObject({ code: "well", count: 1 });
  const { steps, ofSystems } = await world.person("maria").call("figures");
  expect(ofSystems).toBe(false);
  expect(steps.every(({ changes }) => changes.erp === 0)).toBe(true);
});

it("tells of brakes, consent, subscriptions and stopped endpoints with who mends them", async () => {
  const { scope } = world.person("ada");
  const state = (await world.store.get(scope, "state", "state"))!;
  const since = "2026-11-20T08:00:00.000Z";
  const brake = {
    side: "erp",
    cause: "deletions",
    deletions: 90,
    linked: 99,
    at: since,
    planned: [],
  };
  const set = async (more: object) => {
    const document = { ...state, ...more };
    await world.server.store.commit(scope, [
      { kind: "put", collection: "state", key: "state", document } as never,
    ]);
  };
  await set({ health: "braked", brake });
  expect((await partsOf("katherine")).get("brake on")).toMatchObject({
    ...{ state: "failed", count: 1, at: since, fixedBy: "administrator", panel: "users" },
  });
  await set({ health: "no-consent", since });
  expect((await partsOf("katherine")).get("consent broken")).toMatchObject({
    ...{ state: "failed", count: 1, fixedBy: "administrator", panel: "microsoft" },
  });
  await set({ health: "signed-out", since });
  expect((await partsOf("katherine")).get("mailboxes signed-out")).toMatchObject({
    ...{ state: "warning", count: 1, fixedBy: "person" },
  });
  const subscription = (await world.store.get(scope, "subscriptions", "appointment"))!;
  const problem = { code: "refused", reason: "no", since };
  const document = { ...subscription, healthy: false, problem };
  await world.server.store.commit(scope, [
    { kind: "put", collection: "subscriptions", key: "appointment", document } as never,
  ]);
  expect((await partsOf("katherine")).get("push dead")).toMatchObject({
    ...{ state: "warning", count: 1, at: since, fixedBy: "operator" },
  });
  const body = { endpoint: "push", tenantId: null, stop: true, reason: "Mended" };
  await world.person("katherine").call("switchEndpoint", { body });
  expect((await partsOf("katherine")).get("endpoint push")).toMatchObject({
    ...{ state: "warning", name: "", panel: "queue" },
  });
});
