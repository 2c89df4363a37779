/** A schedule and what came of it, as a person reads it. */
import type { Outcome } from "./play.ts";
import type { Schedule } from "./schedule.ts";

const lineMax = 140;

export function story(schedule: Schedule, { wrongs, trace }: Outcome): string {
  const { seed, start, people, switches } = schedule;
  const cast = people.map(
    ({ name, outlookItems, events, activities }) =>
      `${name} (${outlookItems} of Outlook's; begins with ${events} events, ${activities} activities)`,
  );
  const quirks = Object.entries(switches).map(([name, value]) => `${name}: ${String(value)}`);
  return [
    `seed ${seed}, from ${start}: ${cast.join(", ")}`,
    ...(quirks.length === 0 ? [] : [`quirks: ${quirks.join(", ")}`]),
    ...wrongs.map((wrong) => `WRONG: ${wrong}`),
    ...trace.map(readable),
    `as data: ${JSON.stringify(schedule)}`,
  ].join("\n");
}

/** Ids and tokens are long and say nothing; the ends of ids tell them apart. */
function readable(line: string): string {
  const short = line
    .replace(/[A-Za-z0-9_-]{40,}/g, (id) => `…${id.slice(-12)}`)
    .replace(/\?(startDateTime|\$expand|\$filter)[^ ]*/, "?$1…");
  return short.length > lineMax ? `${short.slice(0, lineMax)}…` : short;
}
