import type { ActivityType } from "../../connectors/port/facets.ts";
import type { Actor, Item } from "../../connectors/port/item.ts";
import { typeOfCategory } from "../../resources/appointment/activity-type.ts";
import { isPrivate, type Privacy } from "../../resources/appointment/mask.ts";
import { startsInside, type Window } from "../../resources/window.ts";
import type { CalendarJob } from "../../store/documents/mailbox.ts";
import type { Side } from "../../sync/model.ts";
import { isOneItem } from "./series.ts";

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
 * category  its first category is no activity type, which alone lets an event in
 * closed    the ERP's activities do not come to Outlook
 * due       nothing keeps it back: the next run takes it up
 */
export type WhyNot = Misfit | "off" | "in-doubt" | "chosen" | "category" | "closed" | "due";

export interface Gate {
  readonly actor: Actor;
  readonly window: Window;
  readonly privacy: Privacy;
}

/** `null`: in a chosen calendar and inside the window, whole, the user's own, not left out. */
export function misfitOf(side: Side, item: Item, { actor, window, privacy }: Gate): Misfit | null {
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

/** Asked of an item that has no link. */
export function whyNot(
  side: Side,
  item: Item,
  facts: {
    readonly gate: Gate;
    readonly job: Pick<CalendarJob, "enabled" | "outlookItems" | "erpItems">;
    /** Of the person's company; needed where a category lets events in. */
    readonly types: readonly ActivityType[];
    readonly doubted: boolean;
  },
): WhyNot {
  const { gate, job, types, doubted } = facts;
  if (!job.enabled) return "off";
  const misfit = misfitOf(side, item, gate);
  if (misfit !== null) return misfit;
  if (doubted) return "in-doubt";
  if (!isOpen(side, job)) return side === "erp" ? "closed" : "chosen";
  if (side === "erp" || job.outlookItems === "all") return "due";
  return typeOfCategory(item.fields["categories"], types) === undefined ? "category" : "due";
}
