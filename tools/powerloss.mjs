/**
 * The two halves of `tools/powerloss.sh`: `write <folder>` commits without end and prints what was
 * acknowledged; `check <folder> <file>` opens the store and holds it against what was printed.
 */
import { readFileSync, writeSync } from "node:fs";
import { systemClock } from "../server/lib/clock.ts";
import { createLowdbStore } from "../server/store/lowdb/lowdb.ts";
import { put } from "../server/store/store.ts";

const [half, folder = "", acknowledged = ""] = process.argv.slice(2);
const mailboxes = 8;
const scopeOf = (number) => ({ kind: "mailbox", tenantId: "t", mailboxId: `m${number}` });
const log = { warn: (facts, message) => console.log(`  ${message} ${JSON.stringify(facts)}`) };
// Short journals and small parts: a loss of power meets a checkpoint as often as a commit.
const store = await createLowdbStore({
  folder,
  clock: systemClock,
  log,
  checkpointBytes: 20_000,
  partLength: 20,
});

async function write(mailbox) {
  for (let count = 1; ; count += 1) {
    const values = { count, text: "x".repeat(600) };
    const entry = { id: `${mailbox}-${count}`, subject: "", changes: [] };
    await store.commit(scopeOf(mailbox), [
      put("settings", `s${count % 100}`, { values }),
      put("settings", "last", { values: { count } }),
      { kind: "append", entry },
    ]);
    writeSync(1, `${mailbox} ${count}\n`);
  }
}

/** @returns how many commits that were acknowledged are missing. */
async function check() {
  const least = new Map();
  for (const line of readFileSync(acknowledged, "utf8").split("\n").slice(0, -1)) {
    const [mailbox, count] = line.split(" ").map(Number);
    least.set(mailbox, count);
  }
  let lost = 0;
  let total = 0;
  for (const [mailbox, count] of least) {
    const last = await store.get(scopeOf(mailbox), "settings", "last");
    const found = last?.values.count ?? 0;
    const [newest] = await store.history(scopeOf(mailbox), { limit: 1 });
    const torn = newest?.id !== `${mailbox}-${found}`;
    if (torn) console.log(`  mailbox ${mailbox}: documents say ${found}, history ${newest?.id}`);
    lost += Math.max(0, count - found) + (torn ? 1 : 0);
    total += count;
  }
  console.log(`  ${total} acknowledged, ${lost} lost`);
  return lost;
}

if (half === "write") {
  await Promise.all(Array.from({ length: mailboxes }, (_, number) => write(number)));
} else {
  const lost = await check();
  await store.close();
  process.exitCode = lost === 0 ? 0 : 1;
}
