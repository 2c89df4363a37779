import type { Snapshot } from "./model.ts";

/** Ways to recognise that an item here and an item there are the same thing, strongest first. */
export interface Candidate {
  readonly snapshot: Snapshot;
  /**
   * What the key of a create of ours names: the item it was made for. The same on that item and on
   * what was made for it.
   */
  readonly key: string | null;
  /** What the pair is called that another integration made of it before us; `null`: nothing tells. */
  readonly foreignId: string | null;
  /** An identifier both systems know (`iCalUId`, external id). */
  readonly sharedId: string | null;
  /** What a person would go by: subject and time. `null`: not enough to go by. */
  readonly naturalKey: string | null;
}

export interface Match {
  readonly microsoft: Candidate;
  readonly erp: Candidate;
  readonly by: "key" | "foreignId" | "sharedId" | "naturalKey";
}

/** A candidate with several equals on the other side: only a person can tell (rule 6). */
export interface Doubt {
  readonly by: Match["by"];
  readonly microsoft: readonly Candidate[];
  readonly erp: readonly Candidate[];
}

/**
 * Pairs what exists on both sides before the first synchronization. A pair is made only when exactly
 * one candidate exists on each side; everything else is left alone or told as a doubt.
 */
export function match(
  microsoft: readonly Candidate[],
  erp: readonly Candidate[],
): { readonly matches: readonly Match[]; readonly doubts: readonly Doubt[] } {
  const matches: Match[] = [];
  const doubts: Doubt[] = [];
  const taken = new Set<Candidate>();
  for (const by of ["key", "foreignId", "sharedId", "naturalKey"] as const) {
    const left = group(microsoft, by, taken);
    const right = group(erp, by, taken);
    for (const [id, here] of left) {
      const there = right.get(id);
      if (there === undefined) continue;
      const [a, b] = [here[0], there[0]];
      if (a !== undefined && b !== undefined && here.length === 1 && there.length === 1) {
        matches.push({ microsoft: a, erp: b, by });
        taken.add(a).add(b);
      } else {
        doubts.push({ by, microsoft: here, erp: there });
        // In doubt by a strong sign, a weaker one may not decide.
        for (const one of [...here, ...there]) taken.add(one);
      }
    }
  }
  return { matches, doubts };
}

function group(
  candidates: readonly Candidate[],
  by: Match["by"],
  taken: ReadonlySet<Candidate>,
): ReadonlyMap<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const id = candidate[by];
    if (id === null || taken.has(candidate)) continue;
    const same = groups.get(id);
    if (same === undefined) groups.set(id, [candidate]);
    else same.push(candidate);
  }
  return groups;
}
