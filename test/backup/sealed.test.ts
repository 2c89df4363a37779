/** A backup that tells nothing, and what each wrong key is told. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createImporter } from "../../server/backup/import.ts";
import { createSealer, type SealKey } from "../../server/lib/sealer.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Store } from "../../server/store/store.ts";
import { mailboxOf } from "../api/operator/mailboxes.ts";
import { sealKey } from "../auth/world.ts";
import { ada, arriving, entry, fill, textOf } from "./samples.ts";

const [one, two] = [sealKey("one", 1), sealKey("two", 2)];
let folder: string;
let store: Store;
let backup: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-sealed-"));
  store = createMemoryStore();
  const filled = createMemoryStore();
  await fill(filled);
  backup = await textOf(filled, createSealer([one]));
});
afterEach(() => rm(folder, { recursive: true }));

const taken = (text: string, ring: readonly SealKey[] | null) =>
  createImporter(store, folder, ring && createSealer(ring)).take(arriving(text, 4096));

it("holds no word of anybody's, names its keys, and is taken with any ring that has them", async () => {
  for (const word of ["ada@contoso.example", "Besuch bei", "of the backup", "appointment"]) {
    expect(backup).not.toContain(word);
  }
  expect(backup.split("\n", 1)[0]).toContain('"format":2');
  const report = await taken(backup, [two, one]);
  expect(report).toMatchObject({ mailboxes: 2, keys: ["key-2", "one"] });
  expect(await store.get(ada, "mailbox", "mailbox")).toEqual(mailboxOf("ada"));
  expect(await store.history(ada, { limit: 9 })).toEqual([entry("second"), entry("first")]);
});

it.each([
  ["no key", null, 'sealed with the key "one", and no TOKEN_KEYS were given'],
  ["another key", [two], 'sealed with the key "one", which TOKEN_KEYS lacks'],
  ["another of the same name", [sealKey("one", 9)], 'does not open with the key "one"'],
])(
  "is refused with %s before anything is touched, and says what is needed",
  async (_, ring, says) => {
    await expect(taken(backup, ring)).rejects.toMatchObject({ code: "sealed" });
    await expect(taken(backup, ring)).rejects.toThrow(says);
    expect(await store.scopes("mailbox")).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  },
);

it("is refused where a row stands below another's name", async () => {
  const moved = backup.replaceAll('"mailboxId":"ada"', '"mailboxId":"eve"');
  await expect(taken(moved, [one])).rejects.toThrow("does not open");
});
