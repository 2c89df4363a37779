import type { ParkedView } from "../server/api/contract/account.ts";

type SideName = ParkedView["side"];

/** Why an item was set aside, as the backend spells it. */
export type SetAsideCode =
  | "throttled"
  | "unauthorized"
  | "forbidden"
  | "cursor-expired"
  | "stale"
  | "not-found"
  | "rejected"
  | "unavailable"
  | "discarded"
  | "in-doubt"
  | "split-in-doubt"
  | "create-in-doubt";

export interface SetAsideWords {
  readonly reasons: Readonly<Partial<Record<string, string>>>;
  readonly remedies: Readonly<Record<SideName, Readonly<Record<SetAsideCode, string>>>>;
}

/**
 * Why an item was set aside and what to do about it, in two sentences: whom a person asks depends on
 * the side that refused. A code without words leaves him with the reason as it came.
 */
export function toldOfAside(
  { reasons, remedies }: SetAsideWords,
  { code, side, text }: { readonly code: string; readonly side: SideName; readonly text: string },
): { readonly reason: string; readonly remedy: string } {
  const ofSide: Readonly<Partial<Record<string, string>>> = remedies[side];
  const remedy = Object.hasOwn(ofSide, code) ? (ofSide[code] ?? "") : "";
  return { reason: Object.hasOwn(reasons, code) ? (reasons[code] ?? text) : text, remedy };
}
