import { otherSide, sides, type Side } from "../../../server/sync/model.ts";
import { ofAnswer, ofDay } from "./days.ts";
import { isClosed, name, ofFields, takes, together } from "./fields.ts";
import { isAnswer, isDay, verdict, type Case, type Verdict } from "./laws.ts";

/** What is to come of a case. */
export function judge(one: Case): Verdict {
  if (one.part === "day among others") return amongOthers(one);
  if (isAnswer(one.part)) return ofAnswer(one);
  const isGone = one.microsoft === "deleted" || one.erp === "deleted";
  if (!isGone) return ofFields(one);
  if (isDay(one.part)) return ofDay(one);
  if (one.microsoft === one.erp) return verdict("part", "ended");
  return ofDeletion(one, one.microsoft === "deleted" ? "microsoft" : "erp");
}

/** Each side alone changed a day beside: whatever comes of the one, asked about or not, those go over. */
function amongOthers(one: Case): Verdict {
  const day = judge({ ...one, part: "day" });
  const open = sides.filter((side) => !isClosed(one, side));
  const others = open.map((side) => verdict(takes(side, "other day's subject"), "over"));
  const own = day.outcome === "agree" ? verdict("nothing", ...day.laws) : day;
  return together([own, ...others]);
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
