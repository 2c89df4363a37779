import type { Fields, Side, Value } from "../../../server/sync/model.ts";
import { isDay, isAnswer, type Case, type Part } from "./laws.ts";

/** What both sides had agreed on of an item, and what each of them holds after what happened there. */

const hour = { allDay: false, start: "2026-12-01T09:00:00Z", end: "2026-12-01T10:00:00Z" };
const single: Value = { ...hour, zone: "Europe/Berlin" };
const weekly = (weekday: string): Value => ({
  ...{ ...hour, zone: "Europe/Berlin" },
  recurrence: {
    pattern: { every: "week", interval: 1, weekdays: [weekday], weekStart: "monday" },
    ends: { kind: "never" },
  },
});
/** Years away; to another year on each side. */
const away = (side: Side): Value => {
  const year = side === "erp" ? "2028" : "2029";
  const to = { allDay: false, start: `${year}-12-01T09:00:00Z`, end: `${year}-12-01T10:00:00Z` };
  return { ...to, zone: "Europe/Berlin" };
};
export const contestedDay = "2026-12-08";
const ofDay = (field: string, value: Value): Value => ({ on: contestedDay, field, value });
const guest = (response: string): Value => ({
  ...{ address: "guest@contoso.example", name: "Guest", kind: "required", response },
});

const invited: readonly Part[] = ["meeting with guests", "attendee's copy", "day with guests"];

type Who = Side | "both" | "nobody";

/** The one thing that a day has for itself, as it was agreed on or as somebody changed it. */
function ownOf(part: Part, who: Who): Value {
  const answers = { nobody: "tentative", microsoft: "accepted", erp: "declined", both: "accepted" };
  if (isAnswer(part)) return ofDay("response", answers[who]);
  if (part === "guests of a day") {
    const { nobody, ...said } = answers;
    const response = who === "nobody" ? "none" : said[who === "both" ? "microsoft" : who];
    return {
      ...(ofDay("attendees", guest(who === "both" ? nobody : response)) as object),
      who: "guest@contoso.example",
    };
  }
  return ofDay("subject", who === "nobody" ? "Special" : `By ${who}`);
}

export function agreed(part: Part): Fields {
  return {
    subject: "Visit",
    place: "Room 1",
    when: part === "series" || isDay(part) ? weekly("tuesday") : single,
    attendees: invited.includes(part) ? [guest("none")] : [],
    type: "T-visit",
    records: [],
    exceptions: isDay(part) ? [ownOf(part, "nobody")] : [],
    // He answers single days alone.
    ...(isAnswer(part) && { response: null }),
  };
}

/** What a side holds after what happened there; `null`: the item is gone. */
export function after(one: Case, side: Side): Fields | null {
  const state = one[side];
  const before = agreed(one.part);
  const who = state === "changed alike" ? "both" : side;
  if (isDay(one.part)) return { ...before, exceptions: daysAfter(one, side, who) };
  const field = one.part === "series" ? "when" : "place";
  switch (state) {
    case "unchanged":
      return before;
    case "changed":
    case "changed alike": {
      const weekday = { both: "monday", microsoft: "thursday", erp: "friday" }[who];
      return { ...before, [field]: field === "when" ? weekly(weekday) : `By ${who}` };
    }
    case "cleared":
      // A series without its pattern is one appointment.
      return { ...before, [field]: field === "when" ? single : null };
    case "deleted":
      return null;
    case "moved out":
      return { ...before, when: away(side) };
  }
}

function daysAfter(one: Case, side: Side, who: Who): readonly Value[] {
  const on = side === "erp" ? "2026-12-22" : "2026-12-15";
  const beside = { on, field: "subject", value: `By ${side} alone` };
  return [...dayAfter(one, side, who), ...(one.part === "day among others" ? [beside] : [])];
}

function dayAfter(one: Case, side: Side, who: Who): readonly Value[] {
  const { part } = one;
  const before = ownOf(part, "nobody");
  switch (one[side]) {
    case "unchanged":
      return [before];
    case "changed":
    case "changed alike":
      // What he says in the ERP is never what leaving the day in Outlook says.
      return [ownOf(part, one.microsoft === "deleted" && isAnswer(part) ? "microsoft" : who)];
    case "cleared":
      return [];
    case "deleted":
      // An invited person leaves a day by declining it.
      return side === "microsoft" && isAnswer(part)
        ? [ofDay("response", "declined")]
        : [ofDay("gone", true)];
    case "moved out":
      return [before, ofDay("when", away(side))];
  }
}
