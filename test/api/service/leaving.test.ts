/** A whole company can leave: shown before, carried out to the end, and proved. */
import type { LeavingProgress } from "../../../server/api/contract/service/leaving.ts";
import { put, type Store } from "../../../server/store/store.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { visit, call as erpCall, type PersonName } from "../../whole/person.ts";
import { addresses, hourMs, minuteMs, openWorld, type World } from "../../whole/world.ts";

let store: Store;
let world: World;

beforeEach(async () => {
  store = createMemoryStore();
  world = await openWorld({ store });
  for (const name of ["ada", "grace", "maria"] as const) {
    await world.person(name).setUp({ rules: { marks: true } });
  }
  await world.settle();
});
afterEach(() => world.stop());

const katherine = () => world.person("katherine");
const contoso = () => ({ tenantId: world.person("ada").user.tenantId });

const installationName = addresses.product.replace("https://", "");
const keepAll = { marks: "leave", outlookCopies: "keep", erpCopies: "keep" } as const;
const removeAll = { marks: "remove", outlookCopies: "remove", erpCopies: "remove" } as const;

async function nameOf(): Promise<string> {
  const { companies } = await katherine().call("leaving");
  return companies.find(({ tenantId }) => tenantId === contoso().tenantId)!.name;
}

async function begin(choices: object = removeAll): Promise<void> {
  const body = { confirm: await nameOf(), ...choices };
  await katherine().call("beginLeaving", { params: contoso(), body });
}

async function progress(): Promise<LeavingProgress | null> {
  const { companies } = await katherine().call("leaving");
  return companies.find(({ tenantId }) => tenantId === contoso().tenantId)!.progress;
}

/** Until nothing is done in the background. */
async function rests(): Promise<LeavingProgress> {
  for (let round = 0; round < 200; round++) {
    await world.idle();
    const found = await progress();
    if (found !== null && found.state !== "running") return found;
  }
  throw new Error("It never comes to rest.");
}

async function act(name: "stop" | "continue" | "leave-behind" | "come-back"): Promise<void> {
  await katherine().call("actOnLeaving", { params: contoso(), body: { act: name } });
}

const subjectsOf = async (name: PersonName) => ({
  outlook: (await world.person(name).outlook.list()).map(({ subject }) => subject).sort(),
  erp: (await world.person(name).erp.list()).map(({ subject }) => subject).sort(),
});

/** One appointment that went to the ERP and one activity that came to Outlook. */
async function linkBothWays(name: PersonName): Promise<string> {
  const person = world.person(name);
  const eventId = await person.outlook.add(visit({ subject: "From Outlook" }));
  await person.choose(eventId);
  await person.erp.add(erpCall({ subject: "From the ERP" }));
  await world.pass(60_000, 60_000);
  return eventId;
}

it("shows mailbox by mailbox what would go, and changes nothing by it", async () => {
  await linkBothWays("ada");
  // Whoever looks after it came in and did not set his own mailbox up.
  await katherine().call("profile");
  const query = { limit: "50" };
  const shown = await katherine().call("leavingPreview", { params: contoso(), query });
  expect(shown.stakes.find(({ name }) => name === "Ada Lovelace")).toMatchObject({
    ...{ links: 2, marks: 2, outlookCopies: 1, erpCopies: 1, subscriptions: 1, tokens: true },
  });
  const { name, address } = katherine().user;
  expect(shown.stakes.map((one) => [one.name, one.address])).toContainEqual([name, address]);
  expect(await progress()).toBeNull();
  expect((await world.person("ada").call("status")).health).toBe("operational");
});

it("takes away what was chosen, erases every mailbox of the company and proves it", async () => {
  const eventId = await linkBothWays("ada");
  await begin();
  expect(await rests()).toMatchObject({ state: "done", mailboxes: 2, gone: 2, held: [] });
  expect(await subjectsOf("ada")).toEqual({ outlook: ["From Outlook"], erp: ["From the ERP"] });
  expect((await world.person("ada").outlook.get(eventId))["categories"]).toEqual([]);

  const proof = await katherine().call("leavingProof", { params: contoso() });
  expect(proof.mailboxes.map(({ isGone }) => isGone)).toEqual([true, true]);
  expect(proof.mailboxes).toContainEqual(
    expect.objectContaining({
      mailboxId: world.person("ada").user.id,
      cleared: {
        marks: { removed: 1, left: 0 },
        outlookCopies: { removed: 1, left: 0 },
        erpCopies: { removed: 1, left: 0 },
      },
    }),
  );
  // Fabrikam has an ERP of its own: ours is told that we call for nothing any more.
  expect(proof.connections).toMatchObject([{ connection: "fixed", webhook: "removed" }]);
  const [line] = (await katherine().call("audit", { query: { act: "leaving-finished" } })).entries;
  expect(line).toMatchObject({ about: proof.name, facts: { mailboxes: 2 } });
  const scopes = await store.scopes("mailbox");
  expect(scopes.filter((one) => "tenantId" in one && one.tenantId === contoso().tenantId)).toEqual(
    [],
  );
  expect(await store.scopes("tenant")).not.toContainEqual({ kind: "tenant", ...contoso() });
});

it("leaves nothing of it in dry runs that were made before", async () => {
  const body = { job: "calendar", whose: {}, anew: false, alsoOff: false };
  const { dryRunId } = await katherine().call("startDryRun", { body });
  await world.idle();
  await begin(keepAll);
  await rests();
  const { rows } = await katherine().call("dryRun", { params: { dryRunId } });
  expect(rows.map(({ name }) => name)).toEqual(["Maria Anders"]);
});

it("is nobody's business but the company's", async () => {
  await begin();
  await rests();
  const maria = world.person("maria");
  await maria.choose(await maria.outlook.add(visit()));
  await world.settle();
  expect(await maria.erp.list()).toHaveLength(1);
  const body = { ...keepAll, confirm: "x" };
  expect(await maria.refused("beginLeaving", { params: contoso(), body })).toMatchObject({
    status: 404,
  });
});

it("lets nobody of the company in meanwhile, and those who look after it still see it", async () => {
  await begin(keepAll);
  expect(await world.person("ada").refused("status")).toMatchObject({ code: "tenant-unknown" });
  await rests();
  expect(await world.person("ada").refused("setupOptions")).toMatchObject({
    code: "tenant-unknown",
  });
  expect((await katherine().call("leaving")).companies.length).toBeGreaterThan(0);
});

it("is not begun by mistake", async () => {
  const body = { ...keepAll, confirm: "another company" };
  expect(await katherine().refused("beginLeaving", { params: contoso(), body })).toMatchObject({
    field: "confirm",
  });
  expect(await progress()).toBeNull();
});

it("holds a mailbox whose person cannot be acted for, until he is, or what is in it is left behind", async () => {
  await linkBothWays("ada");
  const { tenantId, id: mailboxId } = world.person("ada").user;
  const scope = { kind: "mailbox", tenantId, mailboxId } as const;
  const tokens = await store.get(scope, "secrets", "graph-token");
  await store.commit(scope, [{ kind: "remove", collection: "secrets", key: "graph-token" }]);
  await begin();
  expect(await rests()).toMatchObject({
    ...{ state: "stopped", gone: 1, held: [{ name: "Ada Lovelace", code: "unauthorized" }] },
  });
  const german = await katherine().call("leaving", { headers: { "accept-language": "de" } });
  const [held] = german.companies.flatMap(({ progress: one }) => one?.held ?? []);
  expect(held?.reason).toMatch(/niemand angemeldet/);
  expect(await store.get(scope, "mailbox", "mailbox")).toBeDefined();
  await act("continue");
  expect(await rests()).toMatchObject({ state: "stopped", gone: 1 });
  await store.commit(scope, [put("secrets", "graph-token", tokens!)]);
  await act("continue");
  expect(await rests()).toMatchObject({ state: "done", gone: 2, held: [] });
  expect(await subjectsOf("ada")).toEqual({ outlook: ["From Outlook"], erp: ["From the ERP"] });
});

it("leaves in both systems what cannot be cleared, where an administrator says so", async () => {
  await linkBothWays("ada");
  const { tenantId, id: mailboxId } = world.person("ada").user;
  const scope = { kind: "mailbox", tenantId, mailboxId } as const;
  await store.commit(scope, [{ kind: "remove", collection: "secrets", key: "graph-token" }]);
  await begin();
  await rests();
  await act("leave-behind");
  expect(await rests()).toMatchObject({ state: "done", gone: 2, held: [] });
  expect((await subjectsOf("ada")).outlook).toHaveLength(2);
  const proof = await katherine().call("leavingProof", { params: contoso() });
  expect(proof.mailboxes.find((one) => one.mailboxId === mailboxId)).toMatchObject({
    ...{ cleared: null, isGone: true },
  });
});

it("goes on with a mailbox that was cleared when the process ended, and with one that was erased", async () => {
  await linkBothWays("ada");
  await begin();
  await rests();
  const { tenantId, id: mailboxId } = world.person("ada").user;
  const key = JSON.stringify(["mailbox", tenantId, mailboxId]);
  const installation = { kind: "installation" } as const;
  const left = (await store.get(installation, "leavings", tenantId))!;
  const { proof, ...departure } = (await store.get(installation, "departures", key))!;
  const { rest: _rest, endedAt: _ended, ...unfinished } = left;
  await store.commit(installation, [
    put("departures", key, departure),
    put("leavings", tenantId, { ...unfinished, state: "running" }),
  ]);
  await world.restart();
  expect(await rests()).toMatchObject({ state: "done", gone: 2 });
  expect((await store.get(installation, "departures", key))?.proof).toEqual(proof);
});

it("lets the company come back: who is left goes on, and others may begin anew", async () => {
  await linkBothWays("ada");
  await begin(keepAll);
  await rests();
  await act("come-back");
  await world.person("ada").setUp();
  await world.settle();
  // What was left on both sides is recognized and not made once more.
  await world.pass(60_000, 60_000);
  expect(await subjectsOf("ada")).toMatchObject({ outlook: ["From Outlook", "From the ERP"] });
  expect((await world.person("ada").call("status")).health).toBe("operational");
});

/** As if she had to sign in again: her mailbox is held. */
async function withoutToken(name: PersonName): Promise<() => Promise<void>> {
  const { tenantId, id: mailboxId } = world.person(name).user;
  const scope = { kind: "mailbox", tenantId, mailboxId } as const;
  const token = (await store.get(scope, "secrets", "graph-token"))!;
  await store.commit(scope, [{ kind: "remove", collection: "secrets", key: "graph-token" }]);
  return () => store.commit(scope, [put("secrets", "graph-token", token)]);
}

it("switches on again what leaving switched off, for whoever is still here when the company comes back", async () => {
  await linkBothWays("ada");
  await linkBothWays("grace");
  await world.person("grace").call("stopSync", { body: { how: "pause" } });
  const tokens = [await withoutToken("ada"), await withoutToken("grace")];
  await begin();
  expect(await rests()).toMatchObject({ state: "stopped", gone: 0, goOn: 2 });
  for (const back of tokens) await back();
  await act("come-back");
  const eventId = await world.person("ada").outlook.add(visit({ subject: "Afterwards" }));
  await world.person("ada").choose(eventId);
  await world.pass(60_000, 60_000);
  expect((await subjectsOf("ada")).erp).toEqual(["Afterwards", "From Outlook", "From the ERP"]);
  expect((await world.person("ada").call("status")).health).toBe("operational");
  expect((await world.person("grace").call("status")).health).toBe("paused");
});

it("waits by itself for the end of an ERP's maintenance, and tells until when", async () => {
  await linkBothWays("ada");
  const { connections } = await katherine().call("connections");
  const { id } = connections.find(({ tenants }) => tenants.includes(contoso().tenantId))!;
  const params = { connectionId: id };
  const { revision } = await katherine().call("erpTerms", { params });
  const [from, to] = [0, 2 * hourMs].map((ms) => new Date(world.clock.now() + ms).toISOString());
  const windows = [{ kind: "once", from, to, reason: "Release 7" }];
  await katherine().call("saveErpTerms", { params, body: { limits: {}, windows, revision } });
  await begin();
  await world.idle();
  const waiting = await progress();
  expect(waiting).toMatchObject({ state: "running", gone: 0, wait: { until: to } });
  expect(waiting?.wait?.reason).toContain("Release 7");
  await world.pass(2 * hourMs + minuteMs, hourMs);
  expect(await rests()).toMatchObject({ state: "done", gone: 2, wait: null });
  expect(await subjectsOf("ada")).toEqual({ outlook: ["From Outlook"], erp: ["From the ERP"] });
  const proof = await katherine().call("leavingProof", { params: contoso() });
  expect(proof.connections).toMatchObject([{ webhook: "removed" }]);
});

describe("the end of the whole installation", () => {
  const endAll = (more: object = {}) =>
    katherine().call("beginUninstall", {
      body: { ...removeAll, confirm: installationName, ...more },
    });

  async function ended() {
    for (let round = 0; round < 200; round++) {
      await world.idle();
      const view = await katherine().call("uninstall");
      if (view.state !== "running") return view;
    }
    throw new Error("It never comes to rest.");
  }

  it("shows what would go and stay of everybody on each side, and does it by its typed name alone", async () => {
    await linkBothWays("ada");
    const shown = await katherine().call("uninstallPreview");
    expect(shown).toMatchObject({
      ...{ name: installationName, mailboxes: 3, refused: 0, subscriptions: 3, tokens: 3 },
      ...{ links: 2, marks: 2, outlookCopies: 1, erpCopies: 1 },
    });
    expect(shown.companies.map(({ mailboxes }) => mailboxes).sort()).toEqual([1, 2]);
    const body = { ...removeAll, confirm: "contoso.example" };
    expect(await katherine().refused("beginUninstall", { body })).toMatchObject({
      field: "confirm",
    });
    expect((await katherine().call("uninstall")).state).toBe("in");

    await endAll();
    expect(await ended()).toMatchObject({ state: "done", by: "Katherine Johnson" });
    expect(await subjectsOf("ada")).toEqual({ outlook: ["From Outlook"], erp: ["From the ERP"] });
    expect(await store.scopes("mailbox")).toEqual([]);
    expect(await store.scopes("connection")).toEqual([]);
    const proof = await katherine().call("uninstallProof");
    expect(proof.companies.map(({ mailboxes }) => mailboxes.length).sort()).toEqual([1, 2]);
    expect(proof.companies.flatMap(({ connections }) => connections)).toMatchObject([
      { webhook: "removed" },
      { webhook: "removed" },
    ]);
  });

  it("is nothing for whoever administers one company alone", async () => {
    const { tenantId, id: userId } = world.person("ada").user;
    await katherine().call("appoint", {
      body: { tenantId, userId, role: "administrator", reach: "tenant" },
    });
    const body = { ...removeAll, confirm: installationName };
    for (const refused of [
      await world.person("ada").refused("uninstallPreview"),
      await world.person("ada").refused("beginUninstall", { body }),
      await world.person("ada").refused("actOnUninstall", { body: { act: "stop" } }),
    ]) {
      expect(refused).toMatchObject({ status: 403 });
    }
  });
});
