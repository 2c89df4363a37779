/** How much happened in the last while, without remembering every single time. */

export interface SlidingWindow {
  /**
   * Counts `amount` in, whether or not it is too much.
   * @returns 0 where it fits, otherwise the milliseconds until the same again would fit.
   */
  add(amount: number, now: number): number;
  /** How much there was in the last while. */
  total(now: number): number;
}

/** Amounts that come within a thousandth of the window are one entry: time and memory stay flat. */
const grains = 1000;
/** Entries that were left behind are given back once there are so many. */
const wasteMax = 2 * grains;

/** At most `limit` in any `windowMs`. */
export function createWindow(limit: number, windowMs: number): SlidingWindow {
  const grainMs = windowMs / grains;
  let entries: { readonly at: number; amount: number }[] = [];
  /** Entries before this one have left the window. */
  let first = 0;
  let total = 0;

  function forget(now: number): void {
    for (let entry = entries[first]; entry !== undefined; entry = entries[first]) {
      if (entry.at > now - windowMs) break;
      total -= entry.amount;
      first += 1;
    }
    if (first < wasteMax) return;
    entries = entries.slice(first);
    first = 0;
  }

  function untilRoomFor(amount: number, now: number): number {
    let left = total;
    for (const entry of entries.slice(first)) {
      left -= entry.amount;
      if (left + amount <= limit) return entry.at + windowMs - now;
    }
    return windowMs;
  }

  return {
    add(amount, now) {
      forget(now);
      const last = entries.at(-1);
      if (last !== undefined && entries.length > first && now - last.at < grainMs) {
        last.amount += amount;
      } else entries.push({ at: now, amount });
      total += amount;
      return total <= limit ? 0 : untilRoomFor(amount, now);
    },
    total(now) {
      forget(now);
      return total;
    },
  };
}
