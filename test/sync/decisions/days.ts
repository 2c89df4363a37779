import { otherSide, type Side } from "../../../server/sync/model.ts";
import {
  drops,
  isClosed,
  lost,
  ofField,
  takes,
  thingOf,
  together,
  touched,
  type Touch,
} from "./fields.ts";
import { verdict, type Case, type Verdict } from "./laws.ts";

/** What is to come of a single day that is gone on a side, and of what somebody says of one. */

/** A day of a series is gone on a side at least. */
export function ofDay(one: Case): Verdict {
  const isGone = { microsoft: one.microsoft === "deleted", erp: one.erp === "deleted" };
  if (isGone.microsoft && isGone.erp) return verdict("agree", "alike");
  const from: Side = isGone.erp ? "erp" : "microsoft";
  const left = otherSide(from);
  const thing = thingOf(one.part);
  const kept = touched(one.part, one[left]);
  // Until a person told, the removal stays in the ERP, and all else of that day on its own side.
  const hasOwn = kept[thing] !== "removed";
  if (one.deleteRule === "recreate" && from === "erp" && !isClosed(one, "erp")) {
    const acts = [
      drops("erp", "day's removal"),
      ...(hasOwn ? [takes("erp", thing)] : []),
      ...("day's when" in kept ? [takes("erp", "day's when")] : []),
    ];
    return verdict(acts.join("; "), "ruledDay");
  }
  if (one.deleteRule === "recreate" || one.deleteRule === "keep") {
    return verdict("agree", "ruledDay");
  }
  const hasGuests =
    one.part === "day with guests" || (one.part === "guests of a day" && kept[thing] !== "removed");
  if (from === "erp" && hasGuests) {
    return isClosed(one, left)
      ? verdict("nothing", "silence", "closed")
      : verdict("ask: exceptions", "silence");
  }
  if (one[left] === "unchanged") {
    if (isClosed(one, left)) return verdict("nothing", "closed");
    return verdict(`${takes(left, "day's removal")}; ${drops(left, thing)}`, "over");
  }
  const stubborn = (["microsoft", "erp"] as const).find((side) => isClosed(one, side));
  const winner = stubborn ?? "microsoft";
  const law = stubborn !== undefined ? "source" : from === "erp" ? "editedDay" : "removedDay";
  const loser = otherSide(winner);
  // Guests are never written to Outlook, whoever wins.
  const isTold = hasOwn && !(loser === "microsoft" && thing === "day's attendees");
  // The day as the winner has it: without what the loser had for itself, and with the winner's own.
  const acts =
    winner === from
      ? [
          takes(loser, "day's removal"),
          ...(hasOwn ? [drops(loser, thing)] : []),
          ...("day's when" in kept ? [drops(loser, "day's when")] : []),
        ]
      : [
          drops(loser, "day's removal"),
          ...(isTold ? [takes(loser, thing)] : []),
          ...("day's when" in kept ? [takes(loser, "day's when")] : []),
        ];
  return verdict([lost(loser, "day's"), ...acts].join("; "), law);
}

/** A day to which somebody was invited: what he says of it, and what else happens to it. */
export function ofAnswer(one: Case): Verdict {
  const here = touched(one.part, one.microsoft);
  const there = touched(one.part, one.erp);
  // It may be everybody's day, and Outlook's person has only left it.
  if (one.erp === "deleted") return verdict("nothing", "silence");
  const field = thingOf(one.part);
  const said = answered(one, field, here[field], there[field]);
  const isMoved = "day's when" in here || "day's when" in there;
  if (!isMoved) return said ?? verdict("nothing", "quiet");
  const moved =
    one.part === "answer of a guest"
      ? verdict("nothing", "left", "guest")
      : together([ofField(one, "day's when", here["day's when"], there["day's when"])], ["left"]);
  return said === null ? moved : together([moved, said]);
}

/** `null`: nobody said anything. */
function answered(
  one: Case,
  field: string,
  here: Touch | undefined,
  there: Touch | undefined,
): Verdict | null {
  const hasLeft = one.microsoft === "deleted";
  const law = hasLeft ? "leftDay" : "unsaid";
  if (there === "removed" && here !== "removed") {
    const back = `${lost("erp", field)}; ${takes("erp", field)}`;
    return isClosed(one, "erp") ? verdict("nothing", law, "closed") : verdict(back, law);
  }
  if (hasLeft) {
    const acts = [takes("erp", field), ...(there === undefined ? [] : [lost("erp", field)])];
    return isClosed(one, "erp") ? verdict("nothing", law, "closed") : verdict(acts.join("; "), law);
  }
  return here === undefined && there === undefined ? null : ofField(one, field, here, there);
}
