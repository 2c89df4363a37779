/** Mirrored bodies lie at rest like tokens: no file of the data folder, and no backup, tells of an item. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { exportBackup } from "../../server/backup/export.ts";
import { createImporter } from "../../server/backup/import.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { createSealer } from "../../server/lib/sealer.ts";
import { createLowdbStore } from "../../server/store/lowdb/lowdb.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Store } from "../../server/store/store.ts";
import { call, visit } from "./person.ts";
import { openWorld, type World } from "./world.ts";

const sealer = createSealer([{ id: "one", bytes: Buffer.alloc(32, 1) }]);
const words = ["Zebulon", "Quatermass", "Xanadu", "Rosebud", "ilsa@casablanca.example", "ada@"];

let folder: string;
let store: Store;
let world: World;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sync-to-erp-at-rest-"));
  const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
  store = await createLowdbStore({ folder, clock, sealer, checkpointBytes: 2000 });
  world = await openWorld({ store });
});
afterEach(async () => {
  await world.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

const told = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => {
      const text = readFileSync(path, "utf8");
      return words.some((word) => text.includes(word) || path.includes(word));
    });

async function backup(): Promise<string> {
  let text = "";
  const head = { product: "0.0.0", madeAt: new Date(world.clock.now()).toISOString() };
  for await (const piece of exportBackup(store, head, sealer)) text += piece;
  return text;
}

it("after a whole sync, while its person and whoever may see it still read all of it", async () => {
  const ada = world.person("ada");
  await ada.setUp({ rules: { privateItems: "full" } });
  const body = { contentType: "html", content: "<p>The word is Rosebud.</p>" };
  const attendees = [
    { emailAddress: { name: "Ilsa", address: "ilsa@casablanca.example" }, type: "required" },
  ];
  const eventId = await ada.outlook.add(visit({ subject: "Wedding of Zebulon", body }));
  const view = await ada.choose(eventId);
  await ada.choose(await ada.outlook.add(visit({ subject: "Doctor Quatermass", attendees })));
  await ada.erp.add(call({ subject: "Call Zebulon", notes: "Rosebud again" }));
  await world.settle();
  // What takes it back, a question that waits, and the log of both.
  await ada.outlook.change(eventId, { location: { displayName: "Xanadu" } });
  await world.pass(60_000, 60_000);
  await world.person("katherine").call("invite", {
    body: {
      ...{ people: [{ address: "ilsa@casablanca.example", name: "Ilsa" }], language: "en" },
      ...{ words: "Rosebud", again: false },
    },
  });
  expect((await ada.erp.list()).map(({ subject }) => subject)).toContain("Wedding of Zebulon");

  expect(told()).toEqual([]);
  const made = await backup();
  expect(words.filter((word) => made.includes(word))).toEqual([]);
  await world.restart();
  await world.settle();
  expect(told()).toEqual([]);

  const exported = JSON.stringify(await ada.call("exportMine"));
  for (const word of ["Zebulon", "Quatermass", "Rosebud"]) expect(exported).toContain(word);
  const params = { itemId: view.itemId };
  expect(JSON.stringify(await ada.call("explainItem", { params }))).toContain("Zebulon");

  // The backup, with the key, is all of it.
  const restored = createMemoryStore();
  await createImporter(restored, folder, sealer).take(Readable.from([Buffer.from(made)]));
  const links = [...(await restored.list(ada.scope, "links")).values()];
  expect(JSON.stringify(links)).toContain("Wedding of Zebulon");
});
