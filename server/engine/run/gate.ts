import type { ActivityType } from "../../connectors/port/facets.ts";
import type { Actor, Item } from "../../connectors/port/item.ts";
import { typeOfCategory, type CategoryTypes } from "../../resources/appointment/activity-type.ts";
import { isPrivate, type Privacy } from "../../resources/appointment/mask.ts";
import { startsInside, type Window } from "../../resources/window.ts";
import type { CalendarJob } from "../../store/documents/mailbox.ts";
import type { Side } from "../../sync/model.ts";

/**
 * Why an item is none that a gate lets in, were it open.
 *
 * series    a series, of which the ERP holds single days
 * day       one day of a series, which is one item as a whole
 * calendar  it lies in a calendar that is not synchronized
 * guest     its activity is somebody else's
 * private   the person's rules leave private items out
 * window    it lies outside the dates that are synchronized
 */
export type Misfit = "series" | "day" | "calendar" | "guest" | "private" | "window";

/**
 * Why an item that no link knows was not taken up.
 *
 * off       the calendar is not synchronized at all
 * in-doubt  several look like it, and its person tells which belong together
 * chosen    only what its person switches on goes to the ERP
 * category  its first category means no activity type, which alone lets an event in
 * closed    the ERP's activities do not come to Outlook
 * due       nothing keeps it back: the next run takes it up
 */
export type WhyNot = Misfit | "off" | "in-doubt" | "chosen" | "category" | "closed" | "due";

/** What a person's rules let in by themselves. */
export interface Gate {
  readonly actor: Actor;
  readonly window: Window;
  readonly privacy: Privacy;
  readonly job: Pick<CalendarJob, "outlookItems" | "erpItems">;
  /** Whether categories of ours show in Outlook what is tracked: then a person switches an item on by one. */
  readonly showsMarks: boolean;
  /** What categories mean beside the types that are called like them. */
  readonly categoryTypes: CategoryTypes;
}

/** Whether an item stands for itself: a master where series are whole, an occurrence where they are not. */
export function isOneItem({ details }: Item, { series }: Actor): boolean {
  const other = series === "occurrences" ? "master" : "occurrence";
  return details.series !== other;
}

/** Whether it is a series of which the ERP holds single days: switched on, all of them are. */
export function isOfSingleDays({ details }: Item, { series }: Actor): boolean {
  return series === "occurrences" && details.series === "master";
}

/** `null`: in a chosen calendar and inside the window, whole, the user's own, not left out. */
export function misfitOf(
  side: Side,
  item: Item,
  { actor, window, privacy }: Pick<Gate, "actor" | "window" | "privacy">,
): Misfit | null {
  const { details, fields } = item;
  if (!isOneItem(item, actor)) return details.series === "master" ? "series" : "day";
  if (details.elsewhere != null) return "calendar";
  if (side === "erp" && details.organizer === false) return "guest";
  if (privacy.items === "leaveOut" && isPrivate(fields)) return "private";
  return startsInside(fields["when"], window) ? null : "window";
}

/** Whether a side's gate lets items in at all; of a category, where that alone lets them in. */
export function isOpen(
  side: Side,
  { outlookItems, erpItems }: Pick<CalendarJob, "outlookItems" | "erpItems">,
): boolean {
  return side === "erp" ? erpItems : outlookItems !== "chosen";
}

/** Whether a side's gate lets in all that fits: nothing stands behind it that no link knows. */
export function isOpenToAll(
  side: Side,
  { outlookItems, erpItems }: Pick<CalendarJob, "outlookItems" | "erpItems">,
): boolean {
  return side === "erp" ? erpItems : outlookItems === "all";
}

/**
 * Whether a person put our category on the item. What an organizer put on his own travels to nobody
 * by us, but it may with an invitation: a guest's copy is switched on in the pane.
 */
export function isTracked({ marks = [], details }: Item): boolean {
  return marks.includes("tracked") && details.organizer !== false;
}

/**
 * What keeps an item that has no link out of the other side; `null`: nothing does.
 * @param types of the person's company; `null`: not asked for yet, so that any category may be one
 */
export function keptOutBy(
  side: Side,
  item: Item,
  gate: Gate,
  types: readonly ActivityType[] | null,
): Exclude<WhyNot, "off" | "in-doubt" | "due"> | null {
  const misfit = misfitOf(side, item, gate);
  if (misfit !== null) return misfit;
  if (side === "erp") return gate.job.erpItems ? null : "closed";
  if (gate.showsMarks && isTracked(item)) return null;
  if (!isOpen(side, gate.job)) return "chosen";
  if (gate.job.outlookItems !== "category" || types === null) return null;
  const terms = { types, map: gate.categoryTypes };
  return typeOfCategory(item.fields["categories"], terms) === undefined ? "category" : null;
}

/** Why an item that has no link was not taken up, as its person is told. */
export function whyNot(
  side: Side,
  item: Item,
  gate: Gate,
  facts: {
    readonly enabled: boolean;
    readonly types: readonly ActivityType[];
    readonly doubted: boolean;
  },
): WhyNot {
  if (!facts.enabled) return "off";
  const why = keptOutBy(side, item, gate, facts.types);
  const isClosed = why === null || why === "closed" || why === "chosen" || why === "category";
  return facts.doubted && isClosed ? "in-doubt" : (why ?? "due");
}
