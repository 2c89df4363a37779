/** `sync-to-erp uninstall`, typed at the console of a server that runs. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDoor, type Door } from "../../server/api/operator/door.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Store } from "../../server/store/store.ts";
import { linked } from "../whole/linked.ts";
import { addresses, openWorld, type World } from "../whole/world.ts";
import { openDoorOf } from "../api/operator/serving.ts";
import { type, typeAnd } from "./terminal.ts";

let folder: string;
let store: Store;
let world: World;
let door: Door;
const name = addresses.product.replace("https://", "");
const all = ["--marks", "remove", "--outlook-copies", "remove", "--erp-copies", "remove"];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
  store = createMemoryStore();
  world = await openWorld({ store });
  door = await openDoor({ host: "127.0.0.1", port: 0, folder, behind: world.server.operator });
});
afterEach(async () => {
  await door.close();
  await world.stop();
  await rm(folder, { recursive: true });
});

const typed = (...args: readonly string[]) => type("uninstall", ...args, "--data", folder);
const mailboxes = () => store.scopes("mailbox");

it("shows what would go and what stays on each side, as text and as JSON, and does nothing", async () => {
  await linked(world);
  const { code, out } = await typed();
  expect(code).toBe(0);
  expect(out).toContain(`${name}: 2 companies, 1 mailbox.`);
  expect(out).toContain("1 activity that we made (--erp-copies remove)");
  expect(out).toContain("Nothing was done.");
  const { preview } = JSON.parse((await typed("--json")).out) as { preview: object };
  expect(preview).toMatchObject({ name, mailboxes: 1, links: 1, erpCopies: 1, subscriptions: 1 });
  expect(await mailboxes()).toHaveLength(1);
});

it("does it by the typed name alone, tells the proof, and is then done for good", async () => {
  const { ada } = await linked(world);
  const another = await typed("--yes", "contoso.example");
  expect([another.code, another.err]).toEqual([1, expect.stringContaining("not the name")]);
  expect((await typeAnd("", "uninstall", "--data", folder)).code).toBe(0);
  expect(await mailboxes()).toHaveLength(1);

  const done = await typeAnd(name, "uninstall", ...all, "--data", folder);
  expect([done.code, done.out]).toEqual([0, expect.stringContaining(`${name} is uninstalled`)]);
  expect(await mailboxes()).toEqual([]);
  expect(await ada.erp.list()).toEqual([]);
  expect(await ada.outlook.list()).toHaveLength(1);
  const { proof } = JSON.parse((await typed("--json")).out) as { proof: object };
  expect(proof).toMatchObject({ name, begunBy: null });
  const [line] = await store.history({ kind: "installation" }, { limit: 1 });
  expect(line).toMatchObject({ act: "uninstall-finished", actor: { kind: "operator" } });
});

it("ends with 1 where it stands, says what holds it up, and leaves that behind where told so", async () => {
  const { ada } = await linked(world);
  const { tenantId, id: mailboxId } = ada.user;
  const scope = { kind: "mailbox", tenantId, mailboxId } as const;
  await store.commit(scope, [{ kind: "remove", collection: "secrets", key: "graph-token" }]);
  const stands = await typed("--yes", name, ...all);
  expect(stands.code).toBe(1);
  expect(stands.out).toContain("Ada Lovelace is held");
  expect((await typed()).out).toContain("Ada Lovelace is held");
  expect((await typed("--yes", "another")).code).toBe(1);
  expect(await mailboxes()).toHaveLength(1);
  expect((await typed("--yes", name, "--leave-behind")).code).toBe(0);
  expect(await mailboxes()).toEqual([]);
});

it("refuses what there is not to choose, and a server that does not run", async () => {
  expect((await typed("--marks", "some")).code).toBe(2);
  await door.close();
  door = await openDoorOf({ store: createMemoryStore(), folder });
  const { code, err } = await typed();
  expect([code, err]).toEqual([1, expect.stringContaining("No server is running")]);
});
