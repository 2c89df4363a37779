/**
 * The second level of the simulation: the whole engine with its real connectors over a simulated wire.
 * The first level (`..`) draws every combination of capabilities at the ports and is much faster.
 */
import { drawSchedule } from "./draw.ts";
import { play } from "./play.ts";
import { shrink } from "./shrink.ts";
import { story } from "./story.ts";

export interface Simulated {
  readonly schedules: number;
  readonly requests: number;
  readonly perSecond: number;
  /** The first schedule that went wrong, shrunken, as a story; `null`: none did. */
  readonly failure: string | null;
}

/** Every so manieth schedule is played twice: the same seed must tell the same story. */
const twiceEvery = 50;

export async function simulateWire(from: number, count: number): Promise<Simulated> {
  const startMs = performance.now();
  let requests = 0;
  const result = (schedules: number, failure: string | null): Simulated => {
    const seconds = (performance.now() - startMs) / 1000;
    return { schedules, requests, perSecond: schedules / seconds, failure };
  };
  for (let played = 0; played < count; played++) {
    const schedule = drawSchedule(from + played);
    const outcome = await play(schedule);
    requests += outcome.requests;
    if (outcome.wrongs.length > 0) {
      const smallest = await shrink(schedule);
      return result(played + 1, story(smallest, await play(smallest)));
    }
    if (played % twiceEvery > 0) continue;
    const again = await play(schedule);
    if (again.hash === outcome.hash) continue;
    const at = again.trace.findIndex((line, index) => line !== outcome.trace[index]);
    const lines = `${outcome.trace[at] ?? "the end"}\n${again.trace[at] ?? "the end"}`;
    return result(played + 1, `seed ${schedule.seed} told two stories, first here:\n${lines}`);
  }
  return result(count, null);
}
