/** Leaves out of a story whatever it goes wrong without. */
import { play } from "./play.ts";
import type { Schedule } from "./schedule.ts";

/** Enough for a story of a dozen acts and faults to come down to a handful. */
const triesMax = 150;

/** @param goesWrong whether a schedule still shows the fault. */
export async function shrink(
  schedule: Schedule,
  goesWrong: (schedule: Schedule) => Promise<boolean> = hasWrongs,
): Promise<Schedule> {
  let smallest = schedule;
  let tries = 0;
  for (let found = true; found;) {
    found = false;
    for (const smaller of candidates(smallest)) {
      if (++tries > triesMax) return smallest;
      if (!(await goesWrong(smaller))) continue;
      smallest = smaller;
      found = true;
      break;
    }
  }
  return smallest;
}

async function hasWrongs(schedule: Schedule): Promise<boolean> {
  return (await play(schedule)).wrongs.length > 0;
}

/** The schedule with one thing less, the most telling first. */
function* candidates(schedule: Schedule): Generator<Schedule> {
  const { acts, faults, people, switches } = schedule;
  const half = Math.ceil(acts.length / 2);
  if (acts.length > 3) {
    yield { ...schedule, acts: acts.slice(half) };
    yield { ...schedule, acts: acts.slice(0, half) };
  }
  if (faults.length > 1) yield { ...schedule, faults: [] };
  for (const left of people) {
    if (people.length === 1) break;
    yield {
      ...schedule,
      people: people.filter((one) => one !== left),
      acts: acts.filter((act) => !("who" in act) || act.who !== left.name),
    };
  }
  for (const [at] of faults.entries()) yield { ...schedule, faults: faults.toSpliced(at, 1) };
  for (const [at] of acts.entries()) yield { ...schedule, acts: acts.toSpliced(at, 1) };
  for (const name of Object.keys(switches)) {
    const fewer = Object.entries(switches).filter(([other]) => other !== name);
    yield { ...schedule, switches: Object.fromEntries(fewer) };
  }
  for (const [at, person] of people.entries()) {
    const { events, activities } = person;
    if (events > 0)
      yield { ...schedule, people: people.with(at, { ...person, events: events - 1 }) };
    if (activities > 0) {
      yield { ...schedule, people: people.with(at, { ...person, activities: activities - 1 }) };
    }
  }
}
