/** A series of which the ERP holds single days, as its person sees it: all of them together. */
import type { Item } from "../../connectors/port/item.ts";
import { isPrivate, type Privacy } from "../../resources/appointment/mask.ts";
import { startsInside, type Window } from "../../resources/window.ts";
import type { InboxDocument } from "../../store/documents/mailbox.ts";
import { put, type Change } from "../../store/store.ts";
import type { Fields, Link, Value } from "../../sync/model.ts";
import { recordsOf } from "./choice.ts";
import { isReleased } from "./opened.ts";
import { startOf, withoutDecided } from "./waiting.ts";

/** How all days stand together. */
type State = DayState | "private" | "outside-window" | "not-synced" | "not-organizer";
/** How one of them stands that is synchronized. */
export type DayState = "in-sync" | "waiting" | "not-taken" | "failed" | "needs-decision";

/** A day of a series that is synchronized, be it that all were switched on or it alone. */
export interface DayOfSeries {
  readonly itemId: string;
  readonly linkId: string;
  readonly state: DayState;
  readonly inErp: boolean;
  readonly when: Value;
  /** What its person is asked about. */
  readonly fields: readonly string[];
}

/**
 * The days of a series as they stand, in the order in which they take place.
 * @param seriesId Outlook's
 * @param facts what is stored of its mailbox: `parked` is what is set aside, by link
 */
export function daysOfSeries(
  seriesId: string,
  facts: {
    readonly links: Iterable<Link>;
    readonly wishes: readonly InboxDocument[];
    readonly parked: ReadonlyMap<string, unknown>;
  },
): readonly DayOfSeries[] {
  const { links, wishes, parked } = facts;
  return [...links]
    .filter(
      (link) => link.seriesId === seriesId && isFollowed(link) && !isReleased(wishes, link.id),
    )
    .toSorted((one, other) => startOf(one).localeCompare(startOf(other)))
    .map((link) => {
      const asked = withoutDecided(link, wishes);
      const fields = [...asked.waiting.map(({ field }) => field), ...(asked.refused ?? [])];
      return {
        ...{ itemId: link.ids.microsoft ?? "", linkId: link.id, fields },
        state: parked.has(link.id) ? ("failed" as const) : stateOf(link, asked),
        inErp: link.erp != null,
        when: link.microsoft?.fields["when"] ?? null,
      };
    });
}

/** Also a meeting whose activity was deleted, as long as its person has to tell what becomes of it. */
function isFollowed({ choice, ending }: Link): boolean {
  return choice !== "off" || ending !== undefined;
}

/** @param asked the same without what its person has decided already */
function stateOf(link: Link, asked: Link): DayState {
  if (asked.waiting.length > 0 || asked.ending !== undefined) return "needs-decision";
  const isDecided = link.waiting.length > 0 || link.ending !== undefined;
  if (isDecided || link.dirty || link.microsoft == null || link.erp == null) return "waiting";
  return (link.refused ?? []).length > 0 ? "not-taken" : "in-sync";
}

/**
 * @param days the links of those that its person switched on with it, in order
 * @param stand how those stand that are synchronized
 * @param chosen its person's choice, where no run has taken it up yet
 */
export function seriesStatus(
  item: Item,
  facts: {
    readonly days: readonly Link[];
    readonly stand: readonly DayOfSeries[];
    readonly chosen: { readonly companion: Fields } | undefined;
    readonly privacy: Privacy;
    readonly window: Window;
  },
) {
  const { days, stand, chosen, privacy, window } = facts;
  const { fields, readOnly, id } = item;
  const last = days.at(-1);
  const companion = chosen?.companion ?? last?.companion ?? {};
  const organizer = !Object.values(readOnly ?? {}).includes("not-organizer");
  const on = chosen !== undefined || last !== undefined;
  const state = ((): State => {
    if (on) return chosen === undefined ? togetherOf(stand) : "waiting";
    if (privacy.items === "leaveOut" && isPrivate(fields)) return "private";
    if (!startsInside(fields["when"], window)) return "outside-window";
    return organizer ? "not-synced" : "not-organizer";
  })();
  const syncedAt = days.reduce<string | null>(
    (latest, day) => ((day.syncedAt ?? "") > (latest ?? "") ? day.syncedAt : latest),
    null,
  );
  const type = companion["type"];
  return {
    ...{ itemId: id, linkId: null, state, on, syncedAt, organizer },
    subject: typeof fields["subject"] === "string" ? fields["subject"] : "",
    private: isPrivate(fields),
    ...{ series: "days" as const, day: null, sharedWith: null, answers: null },
    records: recordsOf(companion),
    activityTypeId: typeof type === "string" ? type : null,
    // What is asked and refused of single days is told where they are opened: `days` leads there.
    ...{ mapped: {}, conflicts: [], doubt: null, notTaken: [], invitations: null, ending: null },
    takenOut: [],
    ...{ erpId: null, erpWebUrl: null, days: stand },
  };
}

/** What a person has to do about any of them comes before what goes on by itself. */
function togetherOf(days: readonly DayOfSeries[]): DayState {
  const has = (...states: readonly DayState[]): boolean =>
    days.some(({ state }) => states.includes(state));
  if (has("needs-decision", "not-taken")) return "needs-decision";
  if (has("failed")) return "failed";
  return has("waiting") ? "waiting" : "in-sync";
}

/** Tries those again that are set aside. */
export function retryOfDays(days: readonly DayOfSeries[]): readonly InboxDocument[] {
  return days
    .filter(({ state }) => state === "failed")
    .map(({ linkId: key }) => ({ kind: "retry", key }) as const);
}

/** Switches a series off: all of its days, and what asked for more of them. */
export function releaseOfDays(
  seriesId: string,
  facts: {
    readonly days: readonly Link[];
    readonly inbox: ReadonlyMap<string, InboxDocument>;
    readonly removeErpCopy: boolean;
  },
): (nextKey: () => string) => readonly Change[] {
  const { days, inbox, removeErpCopy } = facts;
  const asked = [...inbox].filter(
    ([, one]) => one.kind === "choose" && one.microsoftId === seriesId,
  );
  return (nextKey) => [
    ...asked.map(([key]) => ({ kind: "remove", collection: "inbox", key }) as const),
    ...days.map(({ id: linkId }) =>
      put("inbox", nextKey(), { kind: "release", linkId, removeErpCopy }),
    ),
  ];
}
