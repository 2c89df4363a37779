/**
 * `npm run simulate -- --seeds 100000 --from N`: plays that many schedules on all cores. A seed that
 * breaks a rule is shrunken, told as a story and kept in `regressions/`, where `npm test` replays it
 * for ever. `--heavy` draws other stories (`Draws` in `schedule.ts`). With `--wire` they are played
 * through the real connectors over the simulated wire.
 */
import { fork } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { runSchedule } from "./run-schedule.ts";
import { scheduleOf as drawn, type Schedule } from "./schedule.ts";
import { failureOf, shrink } from "./shrink.ts";
import { storyOf } from "./story.ts";
import { simulateWire } from "./wire/simulate-wire.ts";

interface Tally {
  readonly schedules: number;
  readonly steps: number;
  readonly residues: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
}

interface Failure {
  readonly seed: number;
  /** The rule that it breaks, and how. */
  readonly why: string;
}

const { values } = parseArgs({
  options: {
    wire: { type: "boolean", default: false },
    seeds: { type: "string", default: "20000" },
    from: { type: "string", default: "0" },
    heavy: { type: "boolean", default: false },
    part: { type: "boolean", default: false },
  },
});

/** More than these are one fault told many times. */
const storiesMax = 3;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const scheduleOf = (seed: number): Schedule => drawn(seed, values.heavy ? "heavy" : "usual");

async function play(from: number, to: number): Promise<Tally> {
  const residues: Record<string, number> = {};
  const failures: Failure[] = [];
  let steps = 0;
  for (let seed = from; seed < to; seed++) {
    try {
      const report = await runSchedule(scheduleOf(seed));
      steps += report.steps;
      for (const name of report.residues) residues[name] = (residues[name] ?? 0) + 1;
    } catch (error) {
      failures.push({ seed, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { schedules: to - from, steps, residues, failures };
}

/** One part of the seeds in a process of its own. */
async function delegate(from: number, to: number): Promise<Tally> {
  const child = fork(process.argv[1] ?? "", [
    "--from",
    String(from),
    "--seeds",
    String(to - from),
    "--part",
    ...(values.heavy ? ["--heavy"] : []),
  ]);
  return new Promise((resolve, reject) => {
    child.on("message", (tally) => resolve(tally as Tally));
    child.on("exit", (code) => reject(new Error(`A part of the simulation ended with ${code}.`)));
  });
}

async function tell(seed: number): Promise<void> {
  const schedule = scheduleOf(seed);
  const failure = await failureOf(schedule);
  const smallest = await shrink(schedule);
  const folder = join(import.meta.dirname, "regressions");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${values.heavy ? "heavy" : "seed"}-${seed}.json`);
  writeFileSync(file, `${JSON.stringify({ seed, failure, schedule: smallest }, null, 2)}\n`);
  say(
    `\nSeed ${seed}: ${failure ?? "holds when played alone"}\n${await storyOf(smallest)}\nKept as ${file}`,
  );
}

/** The second level, one schedule after the other: the real connectors over a simulated wire. */
async function playWire(from: number, count: number): Promise<boolean> {
  const { schedules, requests, perSecond, failure } = await simulateWire(from, count);
  say(
    `${schedules} schedules over the wire from seed ${from}, ${requests} requests, ` +
      `${perSecond.toFixed(1)} schedules per second.`,
  );
  say(failure ?? "None broke a rule.");
  return failure === null;
}

const [from, seeds] = [Number(values.from), Number(values.seeds)];
if (values.wire) {
  process.exitCode = (await playWire(from, seeds)) ? 0 : 1;
} else if (values.part) {
  process.send?.(await play(from, from + seeds));
} else {
  const startedMs = performance.now();
  const parts = Math.min(availableParallelism(), seeds);
  const at = (part: number): number => from + Math.floor((seeds * part) / parts);
  const tallies = await Promise.all(
    Array.from({ length: parts }, (_, part) => delegate(at(part), at(part + 1))),
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  const failures = tallies.flatMap((tally) => tally.failures);
  const steps = tallies.reduce((sum, tally) => sum + tally.steps, 0);
  const residues: Record<string, number> = {};
  for (const tally of tallies) {
    for (const [name, count] of Object.entries(tally.residues)) {
      residues[name] = (residues[name] ?? 0) + count;
    }
  }
  for (const { seed } of failures.slice(0, storiesMax)) await tell(seed);
  say(
    `\n${seeds} schedules from seed ${from}, ${steps} requests and replies, ` +
      `${Math.round(seeds / seconds)} schedules per second on ${parts} cores.`,
  );
  say(`Excused, by its name in SPEC.md: ${JSON.stringify(residues)}`);
  for (const { seed, why } of failures) say(`Seed ${seed}: ${why}`);
  say(`${failures.length} broke a rule.`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
