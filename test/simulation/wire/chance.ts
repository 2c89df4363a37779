/** Chance that repeats: the same words give the same number, in whatever order they are asked for. */

/** 0 ≤ x < 1, from what the chance is about. Shrinking a schedule leaves the other chances as they were. */
export function chance(...about: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of about.join("|")) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  }
  // FNV alone leaves neighbours alike: mixed as MurmurHash3 ends.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

export interface Dice {
  /** True so often, 0 to 1. */
  happens(share: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  number(from: number, to: number): number;
  one<T>(list: readonly T[]): T;
  /** One of the names, as often as its weight says. */
  weighted<N extends string>(weights: Readonly<Record<N, number>>): N;
}

/** Throws in turn; the same seed throws the same. */
export function dice(seed: number): Dice {
  let turn = 0;
  const next = (): number => chance(seed, turn++);
  return {
    happens: (share) => next() < share,
    number: (from, to) => from + Math.floor(next() * (to - from + 1)),
    one: (list) => {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new Error("nothing to choose from");
      return picked;
    },
    weighted: <N extends string>(weights: Readonly<Record<N, number>>) => {
      const entries = Object.entries<number>(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const picked = entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0];
      return picked?.[0] as N;
    },
  };
}
