import type { Calendar } from "../../connectors/port/facets.ts";
import { defaultCalendar } from "../../connectors/port/item.ts";
import type { ChosenCalendars } from "../../store/documents/mailbox.ts";
import { ItemError } from "../items/item-error.ts";

/** What a person chooses among the calendars of a mailbox. */
export type CalendarPick = Pick<ChosenCalendars, "chosen" | "target">;

/** Where nobody chose anything. */
export const nothingChosen: CalendarPick = { chosen: [defaultCalendar], target: defaultCalendar };

const untouched: ChosenCalendars = { ...nothingChosen, left: [] };

export function isDefaultAlone({ chosen, target }: CalendarPick): boolean {
  return target === defaultCalendar && chosen.every((id) => id === defaultCalendar);
}

/** Whether a calendar can be kept the same both ways: one's own, and not read-only. */
export function canBeChosen({ owner, canEdit }: Calendar): boolean {
  return owner === null && canEdit;
}

/** What is chosen of the calendars that are there; one that was deleted drops out by itself. */
export function stillThere(
  there: readonly Calendar[],
  before: CalendarPick = nothingChosen,
): CalendarPick {
  const ids = there.filter(canBeChosen).map(({ id }) => id);
  const chosen = before.chosen.filter((id) => ids.includes(id));
  const [first] = chosen;
  if (first === undefined) return nothingChosen;
  return { chosen, target: chosen.includes(before.target) ? before.target : first };
}

/**
 * The choice as it is stored. What was chosen before and is not any more is remembered, so that what
 * lies there is left alone instead of counting as deleted.
 * @throws ItemError `conflict` for a calendar that cannot be chosen, with the remedy
 */
export function chooseCalendars(
  there: readonly Calendar[],
  before: ChosenCalendars | undefined,
  { chosen, target }: CalendarPick,
): ChosenCalendars {
  for (const id of chosen) {
    const wrong = whyNot(there.find((one) => one.id === id));
    if (wrong !== null) throw refused("chosen", wrong);
  }
  if (!chosen.includes(target)) {
    throw refused(
      "target",
      "New appointments must go to one of the calendars that are synchronized. Choose one of them in Setup.",
    );
  }
  return { chosen: [...new Set(chosen)], target, left: leftOf(before ?? untouched, chosen) };
}

/**
 * What was chosen before, by whomever, and is not any more: also of a mailbox that another person takes,
 * or its links there would read as deletions.
 */
export function leftOf(
  before: ChosenCalendars | undefined,
  chosen: readonly string[],
): readonly string[] {
  const known = new Set([...(before?.left ?? []), ...(before?.chosen ?? [])]);
  return [...known].filter((id) => !chosen.includes(id));
}

/** Why a calendar cannot be chosen, with the remedy; `null`: it can. */
function whyNot(calendar: Calendar | undefined): string | null {
  if (calendar === undefined) {
    return "A chosen calendar is not in the mailbox any more. Open Setup anew and choose again.";
  }
  if (canBeChosen(calendar)) return null;
  const { name, owner } = calendar;
  const cause = owner === null ? "can only be read" : `belongs to ${owner.name}`;
  return `The calendar "${name}" ${cause}, so it is not synchronized. Untick it in Setup.`;
}

function refused(field: keyof CalendarPick, detail: string): ItemError {
  return new ItemError("conflict", detail, { field: `calendar.calendars.${field}` });
}
