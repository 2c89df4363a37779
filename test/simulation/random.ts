import { chanceOf } from "../../server/lib/chance.ts";

/** The only source of chance: one seed, one sequence, on every machine. */
export interface Random {
  /** 0 to `below` - 1. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  chance(probability: number): boolean;
}

export function createRandom(seed: number): Random {
  // Neighbouring seeds must not begin alike.
  const next = chanceOf(Math.imul(seed + 1, 0x9e3779b1));
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    pick: (from) => from[int(from.length)] as never,
    chance: (probability) => next() < probability,
  };
}
