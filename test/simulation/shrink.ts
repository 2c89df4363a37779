import type { Promises } from "../../server/connectors/port/connector.ts";
import { sides } from "../../server/sync/model.ts";
import { runSchedule } from "./run-schedule.ts";
import { strongSide, type Schedule } from "./schedule.ts";

/** Replays that one shrinking may cost. */
const triesMax = 800;

/** Which rule a schedule breaks, and how; `null`: it holds them all. */
export async function failureOf(schedule: Schedule): Promise<string | null> {
  try {
    await runSchedule(schedule);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The rule alone: a smaller story about another item is the same failure. */
const kindOf = (message: string | null): string | null => message?.split(":")[0] ?? null;

/**
 * The smallest story found that still breaks the same rule: without the acts, the faults and the
 * weaknesses that play no part in it.
 */
export async function shrink(
  schedule: Schedule,
  failure: (candidate: Schedule) => Promise<string | null> = failureOf,
): Promise<Schedule> {
  const kind = kindOf(await failure(schedule));
  let smallest = schedule;
  let tries = 0;
  const attempt = async (candidate: Schedule): Promise<boolean> => {
    if (++tries > triesMax || kindOf(await failure(candidate)) !== kind) return false;
    smallest = candidate;
    return true;
  };
  for (let before = ""; before !== JSON.stringify(smallest) && tries < triesMax;) {
    before = JSON.stringify(smallest);
    for (const simpler of simplerWorlds) await attempt(simpler(smallest));
    await withoutParts("acts", () => smallest, attempt);
    await withoutParts("faults", () => smallest, attempt);
    await withoutParts("turns", () => smallest, attempt);
  }
  return smallest;
}

type List = "acts" | "faults" | "turns";

/** Leaves out ever smaller pieces of a list, from its end. */
async function withoutParts(
  list: List,
  current: () => Schedule,
  attempt: (candidate: Schedule) => Promise<boolean>,
): Promise<void> {
  for (let size = current()[list].length; size >= 1; size = Math.floor(size / 2)) {
    for (let end = current()[list].length; end > 0; end -= size) {
      const from = Math.max(0, end - size);
      const rest = current()[list].filter((_, at) => at < from || at >= end);
      await attempt({ ...current(), [list]: rest });
    }
  }
}

const names: readonly (keyof Promises)[] = ["lock", "create", "deletes", "changes"];

const simplerWorlds: readonly ((schedule: Schedule) => Schedule)[] = [
  (schedule) => ({ ...schedule, mailboxes: 1 }),
  (schedule) => ({ ...schedule, processes: 1 }),
  (schedule) => ({ ...schedule, settings: { precedence: "erp" } }),
  (schedule) => ({ ...schedule, outlookItems: "all" }),
  (schedule) => ({ ...schedule, startsAt: "2026-11-20T08:00:00Z" }),
  ...sides.flatMap((side) => [
    (schedule: Schedule) => ({ ...schedule, sides: { ...schedule.sides, [side]: strongSide } }),
    ...names.map((name) => (schedule: Schedule) => {
      const before = schedule.sides[side];
      const promises = { ...before.promises, [name]: strongSide.promises[name] };
      return { ...schedule, sides: { ...schedule.sides, [side]: { ...before, promises } } };
    }),
    (schedule: Schedule) => {
      const { promises } = schedule.sides[side];
      return { ...schedule, sides: { ...schedule.sides, [side]: { ...strongSide, promises } } };
    },
  ]),
];
