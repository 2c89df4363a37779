import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runSchedule } from "./run-schedule.ts";
import { scheduleOf, type Schedule } from "./schedule.ts";
import { failureOf, shrink } from "./shrink.ts";
import { storyOf } from "./story.ts";

/** Far more are played without jest, on all cores (`tools/test.mjs`). */
const budget = Number(process.env["SIMULATION_SCHEDULES"] ?? 100);
const from = Number(process.env["SIMULATION_FROM"] ?? 0);
const folder = "test/simulation/regressions";

interface Regression {
  readonly seed: number;
  readonly failure: string;
  readonly schedule: Schedule;
}

describe("the whole engine between two simulated sides", () => {
  it(
    `holds every rule in ${budget} schedules`,
    async () => {
      const startedMs = performance.now();
      for (let seed = from; seed < from + budget; seed++) {
        const schedule = scheduleOf(seed);
        if ((await failureOf(schedule)) === null) continue;
        throw new Error(`Seed ${seed}, shrunken:\n${await storyOf(await shrink(schedule))}`);
      }
      const perSecond = Math.round((budget / (performance.now() - startedMs)) * 1_000);
      process.stdout.write(`${budget} schedules from seed ${from}, ${perSecond} per second\n`);
      expect(perSecond).toBeGreaterThan(0);
    },
    30 * 60_000,
  );

  it("gives the same trace for the same schedule", async () => {
    for (let seed = from; seed < from + 30; seed++) {
      const traces = [await traceOf(scheduleOf(seed)), await traceOf(scheduleOf(seed))];
      expect({ seed, trace: traces[1] }).toEqual({ seed, trace: traces[0] });
    }
  });

  it("finds the smallest story that breaks the same rule", async () => {
    const isAboutCopies = async ({ acts }: Schedule) =>
      acts.some((act) => act.kind === "copy") ? "copies: told" : null;
    const seed = Array.from({ length: 100 }, (_, at) => at).find((at) =>
      scheduleOf(at).acts.some((act) => act.kind === "copy"),
    );
    const smallest = await shrink(scheduleOf(seed!), isAboutCopies);
    expect(smallest.acts.map((act) => act.kind)).toEqual(["copy"]);
    expect([smallest.faults, smallest.turns, smallest.mailboxes]).toEqual([[], [], 1]);
  });
});

describe("what was found once never comes back:", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("%s", async (name) => {
    const { schedule } = JSON.parse(readFileSync(join(folder, name), "utf8")) as Regression;
    expect(await failureOf(schedule)).toBeNull();
  });
});

async function traceOf(schedule: Schedule): Promise<string> {
  return JSON.stringify(await runSchedule(schedule));
}
