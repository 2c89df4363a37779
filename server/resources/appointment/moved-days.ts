/**
 * Which days of a series come in the place of which, after the series was moved as a whole: what is known
 * where each day is an item of its own. Pure.
 */

/** By how much a series was moved, and by each day that went the day that comes in its place. */
export interface MovedDays {
  readonly byMs: number;
  readonly places: ReadonlyMap<string, string>;
}

/**
 * The days are laid on each other, and two belong together where each is the nearest to the other. By
 * which move, the first day of the series tells: each day goes as that one went, however near another one
 * comes. Where that is not known, or by it fewer than half find one of those that could (the series was
 * cut at its beginning as well), it is the move in which most of them do, of several the shortest. Of a
 * series that takes place less often since, some days find none.
 * @param gone and `coming`: ISO 8601 instants at which their series has these days
 * @param firstByMs by how much the first day of the series was moved; `null`: not known
 */
export function daysInstead(
  gone: readonly string[],
  coming: readonly string[],
  firstByMs: number | null = null,
): MovedDays {
  const [from, to] = [sorted(gone), sorted(coming)];
  const best = bestMove(from, to);
  if (firstByMs === null) return best;
  const told = placesBy(firstByMs, from, to);
  return told.size * 2 < best.places.size ? best : { byMs: firstByMs, places: told };
}

/** By each day that went the day that comes in its place, after its series was moved by so much. */
export function daysMovedBy(
  byMs: number,
  gone: readonly string[],
  coming: readonly string[],
): ReadonlyMap<string, string> {
  return placesBy(byMs, sorted(gone), sorted(coming));
}

/** The move in which most find a day, of several such moves the shortest. */
function bestMove(from: readonly Day[], to: readonly Day[]): MovedDays {
  let best: MovedDays = { byMs: 0, places: new Map() };
  for (const byMs of moves(from, to)) {
    const places = placesBy(byMs, from, to);
    const isShorter = Math.abs(byMs) < Math.abs(best.byMs);
    const { size } = best.places;
    if (places.size > size || (places.size === size && isShorter)) best = { byMs, places };
  }
  return best;
}

interface Day {
  readonly at: number;
  readonly day: string;
}

function sorted(days: readonly string[]): readonly Day[] {
  return days
    .map((day) => ({ at: Date.parse(day), day }))
    .toSorted((one, other) => one.at - other.at);
}

/** Every move by which the first or the last of the days that went finds one. */
function moves(from: readonly Day[], to: readonly Day[]): ReadonlySet<number> {
  const ends = [from.at(0), from.at(-1)].flatMap((day) => day ?? []);
  return new Set(ends.flatMap(({ at }) => to.map((day) => day.at - at)));
}

function placesBy(
  byMs: number,
  from: readonly Day[],
  to: readonly Day[],
): ReadonlyMap<string, string> {
  const expected = from.map(({ at, day }) => ({ at: at + byMs, day }));
  const pairs = expected.flatMap((one) => {
    const place = nearest(to, one.at);
    const isMutual = place !== null && nearest(expected, place.at) === one;
    return isMutual ? [[one.day, place.day] as const] : [];
  });
  return new Map(pairs);
}

/** Of days in order; of two that are as near the earlier one. */
function nearest(days: readonly Day[], at: number): Day | null {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [days[low - 1], days[low]];
  if (before === undefined || after === undefined) return before ?? after ?? null;
  return at - before.at <= after.at - at ? before : after;
}
