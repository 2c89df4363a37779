import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readTokenKeys } from "../../server/config/config.ts";
import { systemClock } from "../../server/lib/clock.ts";
import { createSealer } from "../../server/lib/sealer.ts";
import { createLowdbStore } from "../../server/store/lowdb/lowdb.ts";
import { put, type Change, type Store } from "../../server/store/store.ts";
import { mailboxOf, scopeOfMailbox } from "../api/operator/mailboxes.ts";
import { entry } from "../backup/samples.ts";
import { startStack, type Stack } from "../e2e/stack.ts";
import { chanceOf } from "../../server/lib/chance.ts";
import { pause } from "./rest.ts";

const seed = Number(process.env["CRASH_SEED"] ?? Date.now() % 1_000_000);
/** Each import takes a while: `npm run crashes` has the patience for more. */
const kills = Math.max(3, Math.floor(Number(process.env["CRASH_KILLS"] ?? 20) / 10));
const cli = resolve(__dirname, "../../dist/server/cli/main.js");
const mailboxes = Array.from({ length: 12 }, (_, index) => scopeOfMailbox(`bulk-${index}`));
const linesEach = 3_000;
jest.setTimeout(120_000 + kills * 60_000);

interface Ended {
  readonly code: number | null;
  readonly err: string;
}

/** The command line as an operator starts it: the built one, in a process of its own. */
function type(folder: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [cli, "--data", folder, ...args]);
    let err = "";
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    child.stdout.resume();
    child.once("close", (code) => done({ code, err }));
  });
}

/** Mailboxes that no run touches, each with a mark that says which state it is in. */
async function fillWith(mark: string, store: Store): Promise<void> {
  for (const scope of mailboxes) {
    const mailbox = mailboxOf(scope.mailboxId);
    const calendar = { ...mailbox.jobs.calendar, enabled: false };
    const lines = Array.from({ length: linesEach }, (_, index): Change => {
      return { kind: "append", entry: entry(`${mark}-${index}`) };
    });
    await store.commit(scope, [
      put("mailbox", "mailbox", { ...mailbox, name: mark, jobs: { calendar } }),
      ...lines,
    ]);
  }
}

/** Which states the mailboxes are in, with how much history each shows. */
async function marksIn(folder: string, key: string): Promise<readonly string[]> {
  const keys = readTokenKeys({ TOKEN_KEYS: `sandbox:${key}` }) ?? [];
  const store = await createLowdbStore({ folder, clock: systemClock, sealer: createSealer(keys) });
  try {
    const marks = new Set<string>();
    for (const scope of mailboxes) {
      const mailbox = await store.get(scope, "mailbox", "mailbox");
      const history = await store.history(scope, { limit: linesEach + 1 });
      const own = history.every(({ id }) => id.startsWith(`${mailbox?.name ?? ""}-`));
      marks.add(`${mailbox?.name ?? "nothing"}: ${own ? history.length : "mixed"}`);
    }
    return [...marks];
  } finally {
    await store.close();
  }
}

describe("the data folder of a real server", () => {
  let stack: Stack;
  let folder: string;
  let elsewhere: string;
  beforeAll(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), "sync-to-erp-crash-"));
    stack = await startStack();
    folder = join(stack.dataDir, "server");
    await stack.stopServer();
    const store = await createLowdbStore({ folder, clock: systemClock });
    await fillWith("old", store);
    await store.close();
    await stack.startServer();
  });
  afterAll(async () => {
    await stack.stop();
    await rm(elsewhere, { recursive: true, force: true });
  });

  it("is refused to a second server, which names the first and the way out", async () => {
    const { pid } = JSON.parse(await readFile(join(folder, "operator.json"), "utf8")) as {
      pid: number;
    };
    const second = await stack.startAnotherServer();
    expect(second).toContain(`${folder} is in use by process ${pid} on`);
    expect(second).toContain("Stop that one, or give this one a folder of its own.");
    expect((await type(folder, "status")).code).toBe(0);
  });

  it("gives no half of a backup where the server is killed while it exports", async () => {
    const file = join(elsewhere, "killed.backup");
    const exporting = type(folder, "export", file);
    while (!existsSync(`${file}.part`) || (await stat(`${file}.part`)).size < 100_000)
      await pause(1);
    await stack.killServer();
    const { code, err } = await exporting;
    expect(code).toBe(1);
    expect(err).toMatch(/did not arrive|No backup was written|did not answer/);
    expect(existsSync(file)).toBe(false);
    expect(existsSync(`${file}.part`)).toBe(false);
    await stack.startServer();
    expect(await type(folder, "export", file)).toEqual({ code: 0, err: "" });
  });

  it(`is the old or the new state where the server is killed while it imports (seed ${seed})`, async () => {
    const chance = chanceOf(seed);
    const other = join(elsewhere, "other");
    await mkdir(other);
    const store = await createLowdbStore({ folder: other, clock: systemClock });
    await fillWith("new", store);
    await store.close();
    const files = { old: join(elsewhere, "old.backup"), new: join(elsewhere, "new.backup") };
    expect((await type(folder, "export", files.old)).code).toBe(0);
    expect((await type(other, "export", files.new)).code).toBe(0);

    const startedMs = Date.now();
    expect(await type(folder, "import", files.new)).toEqual({ code: 0, err: "" });
    const wholeMs = Date.now() - startedMs;
    let state: keyof typeof files = "new";
    const ends: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const next: keyof typeof files = state === "new" ? "old" : "new";
      const importing = type(folder, "import", files[next]);
      await pause(chance() * wholeMs);
      const decided = existsSync(join(folder, "import.decided"));
      await stack.killServer();
      const { code } = await importing;
      // It starts again and ends what was decided, before anybody runs.
      await stack.startServer();
      await stack.stopServer();
      const marks = await marksIn(
        folder,
        await readFile(join(stack.dataDir, "server-token.key"), "utf8"),
      );
      // Once it was decided or acknowledged it must be the new one; before that it may be either.
      const allowed = code === 0 || decided ? [next] : [state, next];
      expect(allowed.map((mark) => [`${mark}: ${linesEach}`])).toContainEqual(marks);
      if (marks[0]?.startsWith(next) === true) state = next;
      ends.push(`${decided ? "decided, " : ""}${state === next ? "new" : "old"}`);
      await stack.startServer();
    }
    process.stdout.write(`${kills} kills during import (seed ${seed}): ${ends.join("; ")}\n`);
  });
});
