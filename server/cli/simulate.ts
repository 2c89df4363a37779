import { simulate, type Simulated } from "../simulate.ts";

/** What came of many seeds. */
export interface Played {
  readonly from: number;
  readonly seeds: number;
  readonly acts: number;
  readonly faults: number;
  readonly failed: readonly Simulated[];
}

/** @param from the first seed */
export async function play(from: number, seeds: number): Promise<Played> {
  let acts = 0;
  let faults = 0;
  const failed: Simulated[] = [];
  for (let seed = from; seed < from + seeds; seed++) {
    const one = await simulate(seed);
    acts += one.acts;
    faults += one.faults;
    if (one.complaints.length > 0) failed.push(one);
  }
  return { from, seeds, acts, faults, failed };
}

/** What `sync-to-erp simulate` prints for people. */
export function playedText({ from, seeds, acts, faults, failed }: Played): string {
  return [
    `${seeds} days from seed ${from}: ${acts} acts on both sides, ${faults} failed calls and stops.`,
    ...failed.map(({ seed, complaints }) => `Seed ${seed}: ${complaints.join(" ")}`),
    failed.length === 0
      ? "In the end both sides were equal, nothing was lost and nothing was there twice."
      : "Something is wrong with this build or this machine: report these seeds with the version.",
  ].join("\n");
}
