import * as fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSealer, type SealKey } from "../../../server/lib/sealer.ts";
import { createLowdbStore } from "../../../server/store/lowdb/lowdb.ts";
import type { Files } from "../../../server/store/lowdb/files.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, type Change, type Scope, type Store } from "../../../server/store/store.ts";
import { ada, append, putCursor, retry } from "../documents.ts";
import { optionsFor } from "./folder.ts";
import {
  afterPowerLoss,
  diskAfter,
  emptyDisk,
  recordedDisk,
  type Disk,
  type Draw,
} from "./recorded-disk.ts";

/** Many openings of a store; a busy machine takes its time for that. */
jest.setTimeout(300_000);

const grace: Scope = { kind: "mailbox", tenantId: "contoso", mailboxId: "grace" };
const scopes = [ada, grace];

type Act =
  | { readonly kind: "commit"; readonly scope: number; readonly commits: readonly Change[][] }
  | { readonly kind: "restore"; readonly scope: number; readonly changes: readonly Change[] }
  | { readonly kind: "erase"; readonly scope: number }
  | { readonly kind: "fold"; readonly scope: number }
  | { readonly kind: "trim"; readonly scope: number; readonly before: string }
  | { readonly kind: "reopen" };

const scope = fc.nat(scopes.length - 1);
const key = fc.constantFrom("1", "2", "3", "a", "b", "c", "17");
const day = fc.integer({ min: 10, max: 20 }).map((at) => `2026-11-${at}T08:00:00.000Z`);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(key, fc.string()).map(([k, text]) => putCursor(k, text)) },
  { weight: 1, arbitrary: key.map((k) => put("inbox", k, retry(k))) },
  {
    weight: 2,
    arbitrary: key.map((k): Change => ({ kind: "remove", collection: "cursors", key: k })),
  },
  { weight: 2, arbitrary: fc.tuple(fc.uuid(), day).map(([id, at]) => append(id, null, at)) },
);
const changes = fc.array(change, { minLength: 1, maxLength: 3 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("commit" as const),
      scope,
      commits: fc.array(changes, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restore" as const), scope, changes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("erase" as const), scope }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fold" as const), scope }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("trim" as const), scope, before: day }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "reopen" as const }) },
);
interface Story {
  readonly acts: readonly Act[];
  readonly checkpointBytes: number;
  readonly maxOpen: number;
  readonly format1: boolean;
  /** Readable at the first start, sealed from the second on, by another key from the third on. */
  readonly sealed: boolean;
}
const story: fc.Arbitrary<Story> = fc.record({
  acts: fc.array(act, { minLength: 4, maxLength: 10 }),
  checkpointBytes: fc.constantFrom(1, 300, 1500),
  maxOpen: fc.constantFrom(1, 10),
  format1: fc.boolean(),
  sealed: fc.boolean(),
});

const [one, two] = [1, 2].map((fill) => ({
  id: `key-${fill}`,
  bytes: new Uint8Array(32).fill(fill),
}));
const rings = { first: [one!], both: [two!, one!], second: [two!] };

function open(
  files: Files,
  { keys, ...options }: { checkpointBytes: number; maxOpen: number; keys?: readonly SealKey[] },
): Promise<Store> {
  // The one that was stopped left its ownership behind.
  const self = { pid: 1, host: "h", boot: "b", start: "s" };
  const processes = { self, startOf: () => undefined };
  const sealing = keys === undefined ? {} : { sealer: createSealer(keys) };
  return createLowdbStore(
    optionsFor("/store", { files, processes, partLength: 2, ...sealing, ...options }),
  );
}

async function stateOf(store: Store, of: Scope): Promise<string> {
  const all: Change[] = [];
  for await (const one of store.dump(of)) all.push(one);
  return JSON.stringify(all);
}

/** A disk with a folder that a version with format 1 wrote, and nothing else. */
function oldDisk(): Disk {
  const files = recordedDisk();
  const disk = emptyDisk();
  const root = join(__dirname, "format1");
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    const path = join(root, name);
    if (name.split("/").length === 3) void files.files.write(`/store/${name}`, readFileSync(path));
  }
  for (const { act: write } of files.steps) write(disk, false);
  return afterPowerLoss(disk, (below) => below - 1);
}

/** What happened, with the place in the record where it was asked for and where it was answered. */
interface Told {
  /** State of each scope after each commit, restore or erasure of it. */
  readonly states: string[][];
  /** By scope: after how many steps a state was asked for, and after how many acknowledged. */
  readonly asked: number[][];
  readonly acknowledged: number[][];
}

type Asked = (store: Store) => Promise<void>;

async function tell(
  { acts, sealed, checkpointBytes, maxOpen }: Story,
  start: () => Disk,
): Promise<{ readonly told: Told; readonly steps: ReturnType<typeof recordedDisk>["steps"] }> {
  const { files, steps } = recordedDisk(start());
  const model = createMemoryStore();
  const limits = { checkpointBytes, maxOpen };
  let starts = 0;
  const begin = (): Promise<Store> => {
    starts += 1;
    if (!sealed || starts === 1) return open(files, limits);
    return open(files, { ...limits, keys: starts === 2 ? rings.first : rings.both });
  };
  let store = await begin();
  const told: Told = { states: [], asked: [], acknowledged: [] };
  for (const [index, of] of scopes.entries()) {
    const all: Change[] = [];
    for await (const one of store.dump(of)) all.push(one);
    if (all.length > 0) await model.commit(of, all);
    told.states[index] = [await stateOf(model, of)];
    told.asked[index] = [0];
    told.acknowledged[index] = [0];
  }

  async function record(index: number, all: readonly Asked[]): Promise<void> {
    // Asked for together: commits share a flush.
    const asked = steps.length;
    const real = all.map((one) => one(store));
    for (const [at, one] of all.entries()) {
      await one(model);
      const place = told.states[index]!.push(await stateOf(model, scopes[index]!)) - 1;
      told.asked[index]![place] = asked;
      await real[at];
      told.acknowledged[index]![place] = steps.length;
    }
  }

  for (const one of acts) {
    if (one.kind === "reopen") {
      await store.close();
      store = await begin();
    } else {
      const of = scopes[one.scope]!;
      await record(
        one.scope,
        one.kind === "commit"
          ? one.commits.map(
              (all): Asked =>
                (on) =>
                  on.commit(of, all),
            )
          : [(on) => otherAct(on, of, one)],
      );
    }
  }
  await store.close();
  return { told, steps };
}

async function otherAct(
  on: Store,
  of: Scope,
  one: Exclude<Act, { readonly kind: "commit" | "reopen" }>,
): Promise<void> {
  if (one.kind === "erase") await on.erase(of);
  else if (one.kind === "fold") await on.fold(of);
  else if (one.kind === "restore") await on.restore(of, one.changes);
  else await on.trim(of, one.before);
}

/** No state that never was, none older than what was acknowledged. */
function expectNothingLost(told: Told, index: number, stopped: number, found: string): void {
  const states = told.states[index]!;
  const least = told.acknowledged[index]!.findLastIndex((at) => at <= stopped);
  const most = told.asked[index]!.findLastIndex((at) => at <= stopped);
  expect(states.slice(least, most + 1)).toContain(found);
}

/** Numbers that depend on nothing but the seed. */
function drawFrom(seed: number): Draw {
  let state = seed | 1;
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

describe("after every prefix of what it wrote the lowdb store", () => {
  it.each([
    ["a kill between two steps", false, false],
    ["a kill within a step", true, false],
    ["a loss of power", false, true],
    ["a loss of power within a step", true, true],
  ])("holds all that was acknowledged and nothing half: %s", async (_, torn, power) => {
    let stops = 0;
    await fc.assert(
      fc.asyncProperty(story, fc.integer(), async (one, seed) => {
        const start = one.format1 ? oldDisk : emptyDisk;
        const { told, steps } = await tell(one, start);
        const draw = drawFrom(seed);
        for (let stopped = 1; stopped <= steps.length; stopped++) {
          stops += 1;
          const killed = diskAfter(start, steps.slice(0, stopped), torn);
          const disk = power ? afterPowerLoss(killed, draw) : killed;
          // What was answered before the last step was done counts.
          const before = stopped - 1;
          const limits = { checkpointBytes: one.checkpointBytes, maxOpen: one.maxOpen };
          const keys = (ring: readonly SealKey[]) =>
            one.sealed ? { ...limits, keys: ring } : limits;
          const opened = await open(recordedDisk(disk).files, keys(rings.both));
          for (const [index, of] of scopes.entries()) {
            const found = await stateOf(opened, of);
            expectNothingLost(told, index, before, found);
            await opened.commit(of, [putCursor("after", String(stopped))]);
          }
          await opened.close();
          // Whatever lay there readable or under the first key was sealed anew by being opened.
          const again = await open(recordedDisk(disk).files, keys(rings.second));
          for (const of of scopes) {
            const cursor = await again.get(of, "cursors", "after");
            expect(cursor?.cursor).toBe(String(stopped));
          }
          await again.close();
        }
      }),
      { numRuns: Number(process.env["STORE_RUNS"] ?? 8) },
    );
    expect(stops).toBeGreaterThan(100);
  });
});
