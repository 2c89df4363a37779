import type { DeleteRule, Side } from "../../../server/sync/model.ts";

/**
 * What is to be decided about an item, from laws in words. They know no versions, fingerprints or
 * bases, only what a person did on each side, so that they cannot share a fault with what they judge.
 */
export const states = ["unchanged", "changed", "cleared", "deleted", "moved out"] as const;
/** What happened to the item on one side since both agreed. `alike`: both sides made the same of it. */
export type State = (typeof states)[number] | "changed alike";

export const parts = [
  "appointment",
  "meeting with guests",
  "attendee's copy",
  "released document",
  "occurrence apart",
  "series",
  "day",
  "day among others",
  "day with guests",
  "guests of a day",
  "answer to a day",
  "answer of a guest",
] as const;
export type Part = (typeof parts)[number];

/**
 * What is invited persons' own of one day: an answer to it in the copy that owns the ERP's activity, and
 * in that of somebody who is a guest in another's.
 */
export const isAnswer = (part: Part): boolean => part.startsWith("answer");
export const isDay = (part: Part): boolean => part.includes("day") || isAnswer(part);
/** Outlook's item is somebody else's meeting. */
export const isCopy = (part: Part): boolean => part === "attendee's copy" || isAnswer(part);

export const precedences = [
  "ERP wins",
  "Outlook wins",
  "newest: Outlook later",
  "newest: ERP later",
  "newest: at once",
  "ask",
] as const;
export const directions = ["both", "toErp", "toMicrosoft"] as const;
export const deleteRules: readonly DeleteRule[] = ["delete", "cancel", "keep", "recreate"];

export interface Case extends Readonly<Record<Side, State>> {
  readonly part: Part;
  readonly precedence: (typeof precedences)[number];
  readonly deleteRule: DeleteRule;
  readonly direction: (typeof directions)[number];
}

/** What comes of it, in words, and the laws that say so. */
export interface Verdict {
  readonly outcome: string;
  readonly laws: readonly LawName[];
}

export const laws = {
  quiet: "Where nobody did anything, nothing is done.",
  over: "What one side did alone goes to the other side.",
  alike: "What both sides made the same of is agreed; nothing is written.",
  rule: "What both made different things of is decided by the rule; the loser is written over and logged.",
  ask: "Where the rule asks, or two times prove nothing, a person decides and nothing is written.",
  outlives: "An edit outlives a deletion, clearing and moving too: the item is made again.",
  left: "Leaving the window is an edit of the time and no deletion.",
  deletion:
    "A deletion of what nobody edited follows the rule: delete, cancel, keep (the link ends) or make again.",
  ended: "What is gone on both sides needs no link.",
  closed:
    "A side that the direction closes is never written; what it lacks or has for itself, stays so.",
  source: "Of a conflict, a side that cannot be written wins.",
  answer:
    "An attendee's deletion of his copy is his answer, whatever the ERP did: its activity stays.",
  organizer: "What the ERP changes of another's meeting is taken back there and logged.",
  silence:
    "A meeting with guests is never removed in Outlook, nor a day of it, because the ERP's was; of the day its person is asked.",
  refused: "What a released document refuses stays where it was made.",
  changedDay: "Of one day's value, a change outlives its removal.",
  editedDay:
    "A day that Outlook edited is not taken away by the ERP's removing it: it takes place again.",
  removedDay:
    "A day that Outlook removed stays removed, for Outlook can bring none back; what the ERP made of it is logged.",
  ruledDay:
    "A day that is gone on one side stays on the other where the rule says so; made again it is in the ERP alone, for Outlook can make none.",
  uninvited:
    "Who is invited to a day is told to the ERP, never to Outlook: what the ERP makes of it stays there until Outlook changes it.",
  unsaid: "Nobody's answer is taken back by silence: Outlook's stands, and comes back in the ERP.",
  leftDay:
    "Who leaves a day in Outlook declines it, and it is no removal; nothing is left there to be answered.",
  guest:
    "A guest in another's activity carries over what he says himself, and nothing else of a day.",
} as const;
export type LawName = keyof typeof laws;

/** Acts are told in the order of the alphabet, for they happen at once. */
export function verdict(acts: string, ...names: readonly LawName[]): Verdict {
  const all = new Set(acts.split("; ").filter((act) => act !== "nothing"));
  return { outcome: [...all].sort().join("; ") || "nothing", laws: [...new Set(names)] };
}
