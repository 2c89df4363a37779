import { otherSide, type Side } from "../../../server/sync/model.ts";
import {
  isAnswer,
  isCopy,
  isDay,
  verdict,
  type Case,
  type Part,
  type State,
  type Verdict,
} from "./laws.ts";

/** What is to come of fields whose item is on both sides, and of what a day has for itself. */

export type Touch = "set" | "removed";
/** What of the item a person touched. */
export type Touched = Readonly<Record<string, Touch>>;

export const name: Readonly<Record<Side, string>> = { microsoft: "Outlook", erp: "ERP" };

/** The one field that `changed` and `cleared` are of. */
export function thingOf(part: Part): string {
  if (isAnswer(part)) return "day's response";
  if (part === "guests of a day") return "day's attendees";
  if (isDay(part)) return "day's subject";
  return part === "series" ? "when" : "place";
}

/** What an edit touches: a field, or of a day one thing in which it differs. */
export function touched(part: Part, state: State): Touched {
  switch (state) {
    case "unchanged":
    case "deleted":
      return {};
    case "changed":
    case "changed alike":
      return { [thingOf(part)]: "set" };
    case "cleared":
      return { [thingOf(part)]: "removed" };
    case "moved out":
      return { [isDay(part) ? "day's when" : "when"]: "set" };
  }
}

export function isClosed({ direction }: Case, side: Side): boolean {
  return direction !== "both" && direction !== (side === "erp" ? "toErp" : "toMicrosoft");
}

/** Both sides are there: each field by itself. */
export function ofFields(one: Case): Verdict {
  const here = touched(one.part, one.microsoft);
  const there = touched(one.part, one.erp);
  const fields = new Set([...Object.keys(here), ...Object.keys(there)]);
  if (fields.size === 0) return verdict("nothing", "quiet");
  const all = [...fields].map((field) => ofField(one, field, here[field], there[field]));
  const moved = [one.microsoft, one.erp].includes("moved out") ? (["left"] as const) : [];
  return together(all, moved);
}

/** What several things come to that happen at once. */
export function together(all: readonly Verdict[], first: Verdict["laws"] = []): Verdict {
  return verdict(
    all.map(({ outcome }) => outcome).join("; "),
    ...first,
    ...all.flatMap((each) => each.laws),
  );
}

export function ofField(
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
export function obstacle(
  one: Case,
  side: Side,
  field: string,
): "closed" | "organizer" | "refused" | "uninvited" | null {
  if (isClosed(one, side)) return "closed";
  if (side === "microsoft" && isOrganizers(one, field)) return "organizer";
  if (side === "microsoft" && field === "day's attendees") return "uninvited";
  return side === "erp" && one.part === "released document" ? "refused" : null;
}

/** What only whoever organizes the meeting may change; what a person says of it is his own. */
function isOrganizers({ part }: Case, field: string): boolean {
  return isCopy(part) && field !== "day's response";
}

/** One side alone did something to a field. */
function carried(one: Case, from: Side, field: string, touch: Touch | undefined): Verdict {
  const to = otherSide(from);
  // Another's meeting stays as it is, whether the direction is closed as well or not.
  if (to === "microsoft" && isOrganizers(one, field)) {
    if (isClosed(one, from)) return verdict("nothing", "organizer", "closed");
    const back = field === "day's when" ? drops(from, field) : takes(from, field);
    return verdict(`${lost(from, field)}; ${back}`, "organizer");
  }
  const reason = obstacle(one, to, field);
  if (reason !== null) return verdict("nothing", reason);
  const isDrop = touch === "removed" && field.startsWith("day's");
  return verdict(isDrop ? drops(to, field) : takes(to, field), "over");
}

/** Both did different things to a field. */
function contested(one: Case, field: string): Verdict {
  const stubborn = (["microsoft", "erp"] as const).find(
    (side) => obstacle(one, side, field) !== null,
  );
  const winner = stubborn ?? ruled(one);
  if (winner === null) return verdict(`ask: ${logged(field)}`, "ask");
  const loser = otherSide(winner);
  const law = stubborn === undefined ? "rule" : "source";
  const reason = obstacle(one, loser, field);
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

export function takes(side: Side, field: string): string {
  return `${name[side]} takes ${field}`;
}

export function drops(side: Side, field: string): string {
  return `${name[side]} drops ${field}`;
}

export function lost(side: Side, field: string): string {
  return `lost: ${name[side]}'s ${logged(field)}`;
}

/** The log names fields: what single days have for themselves is one. */
function logged(field: string): string {
  return field.startsWith("day's") ? "exceptions" : field;
}
