/** What is held about a person can be had and can be erased, and nothing of it comes back by itself. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { exportBackup } from "../../../server/backup/export.ts";
import { createImporter } from "../../../server/backup/import.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { createLowdbStore } from "../../../server/store/lowdb/lowdb.ts";
import type { OutboxDocument } from "../../../server/store/documents/administration.ts";
import { put, type Store } from "../../../server/store/store.ts";
import { visit, type PersonName } from "../../whole/person.ts";
import { openWorld, type World } from "../../whole/world.ts";

let folder: string;
let world: World;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-erasure-"));
  const log = { info: () => undefined, warn: () => undefined };
  const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
  store = await createLowdbStore({ folder, clock, log });
  world = await openWorld({ store });
  await world.person("ada").setUp({ rules: { privateItems: "full", marks: true } });
  await world.person("grace").setUp();
  await world.settle();
});
afterEach(async () => {
  await world.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

const paramsOf = (name: PersonName) => {
  const { tenantId, id } = world.person(name).user;
  return { tenantId, mailboxId: id };
};
const asKatherine = () => world.person("katherine");

async function linkSome(): Promise<string> {
  const ada = world.person("ada");
  const eventId = await ada.outlook.add(visit({ subject: "Wedding of Zebulon" }));
  await ada.choose(eventId);
  await ada.choose(
    await ada.outlook.add(visit({ subject: "Doctor Quatermass", sensitivity: "private" })),
  );
  await world.settle();
  await ada.outlook.change(eventId, { location: { displayName: "Xanadu" } });
  await world.pass(60_000, 60_000);
  return eventId;
}

/** Every file of the data folder whose bytes hold one of the words. */
async function filesWith(words: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const text = await readFile(join(folder, name), "latin1").catch(() => "");
    if (words.some((word) => text.includes(word))) found.push(name);
  }
  return found;
}

const words = ["Zebulon", "Quatermass", "Xanadu", "Ada Lovelace", "ada@contoso.example"];

const erase = (body: object) => asKatherine().call("eraseUser", { params: paramsOf("ada"), body });
const confirmed = {
  confirm: "ada@contoso.example",
  marks: "leave",
  outlookCopies: "keep",
  erpCopies: "keep",
};

it("leaves no word of the person in any file, and says what it removed", async () => {
  await linkSome();
  expect(await filesWith(words)).not.toEqual([]);
  const at = new Date(world.clock.now()).toISOString();
  const mail: OutboxDocument = {
    // As somebody typed it once, who was to hear of it.
    to: { name: "", address: "Ada@Contoso.example" },
    ...{ language: "en", companyId: null, notices: {}, state: "sent", madeAt: at, nextTryAt: at },
    ...{ attempts: 1, uncertain: false, changedAt: at, problem: null },
  };
  const company = { kind: "tenant", tenantId: paramsOf("ada").tenantId } as const;
  await store.commit(company, [put("outbox", "in-capitals", mail)]);
  const held = await asKatherine().call("holdings", { params: paramsOf("ada") });
  expect(held).toMatchObject({ subscriptions: 1, tokens: true, items: { microsoft: 2, erp: 2 } });
  expect(held.documents).toMatchObject({ links: 2, secrets: 1 });

  const proof = await erase(confirmed);
  expect(proof).toMatchObject({ isGone: true, subscriptions: 1 });
  expect(proof.documents).toBeGreaterThan(4);
  expect(await filesWith(words)).toEqual([]);
  expect((await store.list(company, "outbox")).size).toBe(0);
  expect(await asKatherine().refused("user", { params: paramsOf("ada") })).toMatchObject({
    code: "not-found",
  });

  const [line] = (await asKatherine().call("audit", { query: { act: "user-erased" } })).entries;
  expect(line).toMatchObject({ about: paramsOf("ada").mailboxId, outcome: "done" });
  expect(line?.facts["digest"]).toBe(proof.digest);
  // What belongs to the person on both sides stays, and a run that was due brings nothing back.
  expect(await world.person("ada").erp.list()).toHaveLength(2);
  await world.pass(3_600_000, 600_000);
  expect(await filesWith(words)).toEqual([]);
  expect((await asKatherine().call("users")).rows.map(({ name }) => name)).toEqual([
    "Grace Hopper",
  ]);
});

it("is not done by mistake, nor by whoever looks after another tenant", async () => {
  const params = paramsOf("ada");
  const wrong = { params, body: { ...confirmed, confirm: "grace@contoso.example" } };
  expect(await asKatherine().refused("eraseUser", wrong)).toMatchObject({ field: "confirm" });
  for (const route of ["holdings", "exportUser"] as const) {
    expect(await world.person("maria").refused(route, { params })).toMatchObject({ status: 404 });
  }
  const beyond = { params, body: confirmed };
  expect(await world.person("maria").refused("eraseUser", beyond)).toMatchObject({ status: 404 });
  expect((await world.person("ada").call("status")).health).toBe("operational");
});

it("knows the address of who asked for Setup in vain, and leaves nothing by it", async () => {
  const katherine = asKatherine();
  const { user } = world.person("liu");
  const all = await world.sandbox.erp.snapshot();
  const users = all.users.map((one) =>
    one.id === "u-liu" ? { ...one, email: "elsewhere@fabrikam.example" } : one,
  );
  await world.sandbox.erp.restore({ ...all, users });
  await world.person("liu").call("setupOptions");
  const tenant = { kind: "tenant", tenantId: user.tenantId } as const;
  const invitation = { by: "Ada Lovelace", name: user.name, at: "2026-11-19T08:00:00Z" };
  await store.commit(tenant, [put("invitations", user.address, invitation as never)]);
  const params = paramsOf("liu");
  expect(await katherine.call("holdings", { params })).toMatchObject({
    ...{ name: user.name, address: user.address },
  });
  const byId = { ...confirmed, confirm: user.id };
  expect(await katherine.refused("eraseUser", { params, body: byId })).toMatchObject({
    field: "confirm",
  });
  await katherine.call("eraseUser", { params, body: { ...confirmed, confirm: user.address } });
  expect((await store.list(tenant, "invitations")).size).toBe(0);
  const [erased] = [...(await store.list({ kind: "installation" }, "erased")).values()];
  expect(erased?.address).toMatch(/^[0-9a-f]{64}$/);
});

it("takes our categories off the items and out of the person's list where that is asked for", async () => {
  const eventId = await linkSome();
  const ada = world.person("ada");
  const categories = async () => (await ada.outlook.get(eventId))["categories"];
  expect(await categories()).not.toEqual([]);
  type Listed = readonly { readonly id: string; readonly displayName: string }[];
  const listed = async (): Promise<Listed> =>
    (await ada.outlook.ask("GET", "/me/outlook/masterCategories"))["value"] as Listed;
  const ours = (await listed()).filter(({ displayName }) => displayName.includes("ERP"));
  expect(ours.map(({ displayName }) => displayName)).toEqual(["In ERP", "ERP: needs attention"]);
  // Who gave one a colour of his own uses it.
  await ada.outlook.ask("PATCH", `/me/outlook/masterCategories/${ours[1]?.id}`, {
    color: "preset9",
  });
  expect(await erase({ ...confirmed, marks: "remove" })).toMatchObject({
    cleared: { marks: { left: 0 } },
  });
  expect(await categories()).toEqual([]);
  const names = (await listed()).map(({ displayName }) => displayName);
  expect(names).toContain("ERP: needs attention");
  expect(names).not.toContain("In ERP");
});

it("is not undone by a backup that was made before, which says whom it left out", async () => {
  await linkSome();
  const pieces: string[] = [];
  const madeAt = new Date(world.clock.now()).toISOString();
  for await (const piece of exportBackup(store, { product: "0.0.0", madeAt }, null))
    pieces.push(piece);
  await world.pass(60_000, 60_000);
  await erase(confirmed);
  const importer = createImporter(store, folder, null);
  const report = await importer.take(Readable.from([Buffer.from(pieces.join(""))]));
  expect(report.erased).toEqual([{ kind: "mailbox", ...paramsOf("ada") }]);
  expect(report.mailboxes).toBe(1);
  expect(await filesWith(words)).toEqual([]);
  // It is still known afterwards, although the list in the backup did not have it.
  const again = await importer.take(Readable.from([Buffer.from(pieces.join(""))]));
  expect(again.erased).toHaveLength(1);
});

it("hands out all that is held, and what is private to the person alone", async () => {
  await linkSome();
  const params = paramsOf("ada");
  const theirs = JSON.stringify(await asKatherine().call("exportUser", { params }));
  expect(theirs).toContain("Zebulon");
  expect(theirs).not.toContain("Quatermass");
  const own = await world.person("ada").call("exportMine");
  expect(JSON.stringify(own)).toContain("Quatermass");
  const kept = await store.get({ kind: "mailbox", ...params }, "secrets", "graph-token");
  expect(JSON.stringify(own)).not.toContain(kept?.sealed.slice(10, 40) ?? "?");
  const [line] = (await asKatherine().call("audit")).entries;
  expect(line?.act).toBe("user-exported");
});

it("hands out the mails to the person and what the trail says of him, and of nobody else", async () => {
  await linkSome();
  const params = paramsOf("ada");
  const at = new Date(world.clock.now()).toISOString();
  const mailTo = (address: string): OutboxDocument => ({
    ...{ to: { name: "", address }, language: "en", companyId: null, notices: {}, state: "sent" },
    ...{ madeAt: at, nextTryAt: at, attempts: 1, uncertain: false, changedAt: at, problem: null },
  });
  const company = { kind: "tenant", tenantId: params.tenantId } as const;
  await store.commit(company, [
    put("outbox", "hers", mailTo("Ada@contoso.example")),
    put("outbox", "another's", mailTo("grace@contoso.example")),
  ]);
  await asKatherine().call("exportUser", { params });
  const own = (await world.person("ada").call("exportMine")) as unknown as {
    readonly mails: object;
    readonly trail: readonly { readonly act: string; readonly by: string }[];
  };
  expect(Object.keys(own.mails)).toEqual(["hers"]);
  expect(own.trail).toContainEqual(
    expect.objectContaining({ act: "user-exported", by: "somebody else" }),
  );
});

describe("who was invited", () => {
  const bob = "bob@contoso.example";
  const invited = async () =>
    (await asKatherine().call("invitations")).invitations.map(({ address }) => address);
  const invite = (address: string) =>
    asKatherine().call("invite", {
      body: {
        ...{ people: [{ address, name: "Bob Zebulon" }], language: "en", words: "", again: false },
      },
    });
  const backup = async (): Promise<() => Promise<unknown>> => {
    const pieces: string[] = [];
    const madeAt = new Date(world.clock.now()).toISOString();
    for await (const piece of exportBackup(store, { product: "0.0.0", madeAt }, null))
      pieces.push(piece);
    return () =>
      createImporter(store, folder, null).take(Readable.from([Buffer.from(pieces.join(""))]));
  };

  it("and never came is told what is held about him, and is erased for good", async () => {
    await invite(bob);
    const held = await asKatherine().call("exportInvitation", { query: { address: bob } });
    expect(JSON.stringify(held)).toContain("Bob Zebulon");
    const restore = await backup();
    await world.pass(60_000, 60_000);
    await asKatherine().call("eraseInvitation", { body: { address: "Bob@contoso.example" } });
    expect(await invited()).toEqual([]);
    expect(await filesWith(["bob@contoso", "Bob@contoso", "Bob Zebulon"])).toEqual([]);
    await restore();
    expect(await invited()).toEqual([]);
    const { entries } = await asKatherine().call("audit");
    // That it was done, and not to whom.
    const lines = entries.filter(({ act }) => act === "invitation-erased");
    expect(JSON.stringify(lines)).not.toMatch(/bob/i);
    const again = { body: { address: bob } };
    expect(await asKatherine().refused("eraseInvitation", again)).toMatchObject({ status: 404 });
    // Whoever is invited after that is invited.
    await invite(bob);
    expect(await invited()).toEqual([bob]);
  });

  it("and came is erased with all that is held about him, also from older backups", async () => {
    const address = confirmed.confirm;
    const tenant = { kind: "tenant", tenantId: paramsOf("ada").tenantId } as const;
    const at = new Date(world.clock.now()).toISOString();
    const invitation = { name: "Ada", language: "en", words: "", by: "K", at, times: 1 } as const;
    await store.commit(tenant, [put("invitations", address, invitation)]);
    const own = JSON.stringify(await world.person("ada").call("exportMine"));
    expect(own).toContain('"invitation":{"name":"Ada"');
    expect(await asKatherine().refused("eraseInvitation", { body: { address } })).toMatchObject({
      code: "conflict",
    });
    const restore = await backup();
    await world.pass(60_000, 60_000);
    await erase(confirmed);
    await restore();
    expect((await store.list(tenant, "invitations")).size).toBe(0);
  });
});
