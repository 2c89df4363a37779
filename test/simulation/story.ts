import { sides } from "../../server/sync/model.ts";
import { runSchedule } from "./run-schedule.ts";
import type { Schedule } from "./schedule.ts";
import { placeNames } from "./world.ts";

/** What happens in a schedule, line by line and in plain words, to its end or to the broken rule. */
export async function storyOf(schedule: Schedule): Promise<string> {
  const lines = sides.map((side) => {
    const { promises, normalises, time } = schedule.sides[side];
    const { lock, create, deletes, changes } = promises;
    const tidies = normalises ? ", and respells what it stores" : "";
    const keeps = time === undefined ? "" : `, and keeps times so: ${JSON.stringify(time)}`;
    return `In ${placeNames[side]}: lock ${lock}, create ${create}, deletes by ${deletes}, changes by ${changes}${tidies}${keeps}.`;
  });
  lines.push(
    `Settings: ${JSON.stringify(schedule.settings)}; Outlook items: ${schedule.outlookItems}.`,
  );
  try {
    await runSchedule(schedule, (line) => lines.push(line));
    lines.push("All rules hold.");
  } catch (error) {
    lines.push(error instanceof Error ? error.message : String(error));
  }
  return lines.map((line, at) => `${String(at + 1).padStart(3)}  ${line}`).join("\n");
}
