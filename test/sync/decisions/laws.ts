import { otherSide, type DeleteRule, type Side } from "../../../server/sync/model.ts";

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
  "day with guests",
] as const;
export type Part = (typeof parts)[number];

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
    "A meeting with guests is never removed in Outlook, nor a day of it, because the ERP's was.",
  refused: "What a released document refuses stays where it was made.",
  changedDay: "Of one day's value, a change outlives its removal.",
  editedDay:
    "A day that Outlook edited is not taken away by the ERP's removing it: it takes place again.",
  removedDay:
    "A day that Outlook removed stays removed, for Outlook can bring none back; what the ERP made of it is logged.",
} as const;
export type LawName = keyof typeof laws;

type Touch = "set" | "removed";
/** What of the item a person touched. */
type Touched = Readonly<Record<string, Touch>>;

const name: Readonly<Record<Side, string>> = { microsoft: "Outlook", erp: "ERP" };

/** What an edit touches: a field, or of a day one thing in which it differs. */
function touched(part: Part, state: State): Touched {
  const isDay = part === "day" || part === "day with guests";
  switch (state) {
    case "unchanged":
    case "deleted":
      return {};
    case "changed":
    case "changed alike":
      return { [isDay ? "day's subject" : part === "series" ? "when" : "place"]: "set" };
    case "cleared":
      return { [isDay ? "day's subject" : part === "series" ? "when" : "place"]: "removed" };
    case "moved out":
      return { [isDay ? "day's when" : "when"]: "set" };
  }
}

/** What is to come of a case. */
export function judge(one: Case): Verdict {
  const isDay = one.part === "day" || one.part === "day with guests";
  if (isDay)
    return one.microsoft === "deleted" || one.erp === "deleted" ? ofDay(one) : ofFields(one);
  if (one.microsoft === "deleted" && one.erp === "deleted") return verdict("part", "ended");
  if (one.microsoft === "deleted") return ofDeletion(one, "microsoft");
  if (one.erp === "deleted") return ofDeletion(one, "erp");
  return ofFields(one);
}

/** Acts are told in the order of the alphabet, for they happen at once. */
function verdict(acts: string, ...names: readonly LawName[]): Verdict {
  return { outcome: acts.split("; ").sort().join("; "), laws: names };
}

function isClosed({ direction }: Case, side: Side): boolean {
  return direction !== "both" && direction !== (side === "erp" ? "toErp" : "toMicrosoft");
}

/** The item is gone on `from`. */
function ofDeletion(one: Case, from: Side): Verdict {
  const left = otherSide(from);
  if (from === "microsoft" && one.part === "attendee's copy") return verdict("part", "answer");
  const moved = one[left] === "moved out" ? (["left"] as const) : [];
  const again = `make in ${name[from]}`;
  if (one[left] !== "unchanged") {
    return isClosed(one, from)
      ? verdict("part", ...moved, "closed")
      : verdict(again, ...moved, "outlives");
  }
  switch (one.deleteRule) {
    case "recreate":
      return isClosed(one, from) ? verdict("part", "closed") : verdict(again, "deletion");
    case "keep":
      return verdict("part", "deletion");
    case "delete":
    case "cancel": {
      if (isClosed(one, left)) return verdict("part", "closed");
      const reaches = one.part === "meeting with guests" || one.part === "attendee's copy";
      if (left === "microsoft" && reaches) return verdict("part", "silence");
      return verdict(`${one.deleteRule} in ${name[left]}`, "deletion");
    }
  }
}

/** Both sides are there: each field by itself. */
function ofFields(one: Case): Verdict {
  const here = touched(one.part, one.microsoft);
  const there = touched(one.part, one.erp);
  const fields = new Set([...Object.keys(here), ...Object.keys(there)]);
  if (fields.size === 0) return verdict("nothing", "quiet");
  const all = [...fields].map((field) => ofField(one, field, here[field], there[field]));
  const acts = all.map(({ outcome }) => outcome).filter((outcome) => outcome !== "nothing");
  const moved = [one.microsoft, one.erp].includes("moved out") ? (["left"] as const) : [];
  const names = [...new Set([...moved, ...all.flatMap((each) => each.laws)])];
  return verdict(acts.join("; ") || "nothing", ...names);
}

function ofField(
  one: Case,
  field: string,
  here: Touch | undefined,
  there: Touch | undefined,
): Verdict {
  if (here === undefined) return carried(one, "erp", field, there);
  if (there === undefined) return carried(one, "microsoft", field, here);
  const isAlike = one.microsoft === "changed alike" || (here === "removed" && there === "removed");
  if (isAlike) return verdict("agree", "alike");
  const isElement = field.startsWith("day's");
  if (isElement && here !== there) {
    const changer = here === "set" ? "microsoft" : "erp";
    const { outcome, laws: names } = carried(one, changer, field, "set");
    return verdict(outcome, "changedDay", ...names.filter((law) => law !== "over"));
  }
  return contested(one, field);
}

/** Why a side does not take a write; `null`: it does. */
function obstacle(one: Case, side: Side): "closed" | "organizer" | "refused" | null {
  if (isClosed(one, side)) return "closed";
  if (side === "microsoft" && one.part === "attendee's copy") return "organizer";
  return side === "erp" && one.part === "released document" ? "refused" : null;
}

/** One side alone did something to a field. */
function carried(one: Case, from: Side, field: string, touch: Touch | undefined): Verdict {
  const to = otherSide(from);
  // Another's meeting stays as it is, whether the direction is closed as well or not.
  if (to === "microsoft" && one.part === "attendee's copy") {
    if (isClosed(one, from)) return verdict("nothing", "organizer", "closed");
    return verdict(`${lost(from, field)}; ${takes(from, field)}`, "organizer");
  }
  const reason = obstacle(one, to);
  if (reason !== null) return verdict("nothing", reason);
  const drops = touch === "removed" && field.startsWith("day's");
  return verdict(drops ? `${name[to]} drops ${field}` : takes(to, field), "over");
}

/** Both did different things to a field. */
function contested(one: Case, field: string): Verdict {
  const stubborn = (["microsoft", "erp"] as const).find((side) => obstacle(one, side) !== null);
  const winner = stubborn ?? ruled(one);
  if (winner === null) return verdict(`ask: ${logged(field)}`, "ask");
  const loser = otherSide(winner);
  const law = stubborn === undefined ? "rule" : "source";
  const reason = obstacle(one, loser);
  if (reason !== null) return verdict("nothing", reason);
  return verdict(`${lost(loser, field)}; ${takes(loser, field)}`, law);
}

function ruled({ precedence }: Case): Side | null {
  switch (precedence) {
    case "ERP wins":
    case "newest: ERP later":
      return "erp";
    case "Outlook wins":
    case "newest: Outlook later":
      return "microsoft";
    case "newest: at once":
    case "ask":
      return null;
  }
}

/** A day of a series is gone on a side at least. */
function ofDay(one: Case): Verdict {
  const isGone = { microsoft: one.microsoft === "deleted", erp: one.erp === "deleted" };
  if (isGone.microsoft && isGone.erp) return verdict("agree", "alike");
  const from: Side = isGone.erp ? "erp" : "microsoft";
  const left = otherSide(from);
  // The removal stays in the ERP, and so does everything else of that day on its own side.
  if (from === "erp" && one.part === "day with guests") return verdict("nothing", "silence");
  const removal = `${takes(left, "day's removal")}; ${name[left]} drops day's subject`;
  if (one[left] === "unchanged") {
    if (isClosed(one, left)) return verdict("nothing", "closed");
    return verdict(removal, "over");
  }
  const stubborn = (["microsoft", "erp"] as const).find((side) => isClosed(one, side));
  const winner = stubborn ?? "microsoft";
  const law = stubborn !== undefined ? "source" : from === "erp" ? "editedDay" : "removedDay";
  const loser = otherSide(winner);
  const kept = touched(one.part, one[left]);
  const own = (field: string): boolean => field === "day's subject" && kept[field] !== "removed";
  // The day as the winner has it: without what the loser had for itself, and with the winner's own.
  const acts =
    winner === from
      ? [
          takes(loser, "day's removal"),
          ...(own("day's subject") ? [`${name[loser]} drops day's subject`] : []),
          ...("day's when" in kept ? [`${name[loser]} drops day's when`] : []),
        ]
      : [
          `${name[loser]} drops day's removal`,
          ...(own("day's subject") ? [takes(loser, "day's subject")] : []),
          ...("day's when" in kept ? [takes(loser, "day's when")] : []),
        ];
  return verdict([lost(loser, "day's"), ...acts].join("; "), law);
}

function takes(side: Side, field: string): string {
  return `${name[side]} takes ${field}`;
}

function lost(side: Side, field: string): string {
  return `lost: ${name[side]}'s ${logged(field)}`;
}

/** The log names fields: what single days have for themselves is one. */
function logged(field: string): string {
  return field.startsWith("day's") ? "exceptions" : field;
}
