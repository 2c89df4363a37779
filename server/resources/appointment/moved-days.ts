/**
 * Which days of a series come in the place of which, after the series was moved as a whole: what is known
 * where each day is an item of its own. Pure.
 */

/**
 * By each day that went, the day that comes in its place. The days are laid on each other by the move in
 * which most of them find one, and of several such moves by the shortest; then two belong together where
 * each is the nearest to the other. Of a series that takes place less often since, some days find none.
 * @param gone and `coming`: ISO 8601 instants at which their series has these days
 */
export function daysInstead(
  gone: readonly string[],
  coming: readonly string[],
): ReadonlyMap<string, string> {
  const from = sorted(gone);
  const to = sorted(coming);
  let best: readonly (readonly [string, string])[] = [];
  let shortest = Infinity;
  for (const byMs of moves(from, to)) {
    const pairs = pairsBy(byMs, from, to);
    const isBetter = pairs.length > best.length;
    if (isBetter || (pairs.length === best.length && Math.abs(byMs) < shortest)) {
      best = pairs;
      shortest = Math.abs(byMs);
    }
  }
  return new Map(best);
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

function pairsBy(
  byMs: number,
  from: readonly Day[],
  to: readonly Day[],
): readonly (readonly [string, string])[] {
  const expected = from.map(({ at, day }) => ({ at: at + byMs, day }));
  return expected.flatMap((one) => {
    const place = nearest(to, one.at);
    const isMutual = place !== null && nearest(expected, place.at) === one;
    return isMutual ? [[one.day, place.day] as const] : [];
  });
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
