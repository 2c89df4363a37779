import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { play } from "./play.ts";
import type { Schedule } from "./schedule.ts";
import { simulateWire } from "./simulate-wire.ts";
import { story } from "./story.ts";

const schedules = Number(process.env["WIRE_SCHEDULES"] ?? 200);
const from = Number(process.env["WIRE_FROM"] ?? 1);
const regressions = join(__dirname, "regressions");
jest.setTimeout(30 * 60_000);

describe("the whole engine over a simulated wire", () => {
  it(`loses, doubles, mixes up and brings back nothing in ${schedules} stories`, async () => {
    const { perSecond, requests, failure } = await simulateWire(from, schedules);
    process.stdout.write(
      `wire: seeds ${from} to ${from + schedules - 1}, ${perSecond.toFixed(1)} schedules/s, ${requests} requests\n`,
    );
    expect(failure ?? "").toBe("");
  });

  it.each(readdirSync(regressions))("what went wrong once stays right: %s", async (file) => {
    const schedule = JSON.parse(readFileSync(join(regressions, file), "utf8")) as Schedule;
    const outcome = await play(schedule);
    expect(outcome.wrongs.length > 0 ? story(schedule, outcome) : "").toBe("");
  });
});
