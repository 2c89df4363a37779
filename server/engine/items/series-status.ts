/** A series of which the ERP holds single days, as its person sees it: all of them together. */
import type { Item } from "../../connectors/port/item.ts";
import { isPrivate, type Privacy } from "../../resources/appointment/mask.ts";
import { startsInside, type Window } from "../../resources/window.ts";
import type { InboxDocument } from "../../store/documents/mailbox.ts";
import { put, type Change } from "../../store/store.ts";
import type { Fields, Link } from "../../sync/model.ts";
import { recordsOf } from "./choice.ts";

/** How all days stand together: what is asked of single ones is told where they are opened. */
type State = "in-sync" | "waiting" | "private" | "outside-window" | "not-synced" | "not-organizer";

/**
 * @param days the links of those that its person switched on with it, in order
 * @param parked what is set aside, by link
 * @param chosen its person's choice, where no run has taken it up yet
 */
export function seriesStatus(
  item: Item,
  facts: {
    readonly days: readonly Link[];
    readonly parked: ReadonlyMap<string, unknown>;
    readonly chosen: { readonly companion: Fields } | undefined;
    readonly privacy: Privacy;
    readonly window: Window;
  },
) {
  const { days, parked, chosen, privacy, window } = facts;
  const { fields, readOnly, id } = item;
  const last = days.at(-1);
  const companion = chosen?.companion ?? last?.companion ?? {};
  const organizer = !Object.values(readOnly ?? {}).includes("not-organizer");
  const on = chosen !== undefined || last !== undefined;
  const rests = ({ dirty, waiting, microsoft, erp, id: linkId }: Link): boolean =>
    !dirty && waiting.length === 0 && microsoft != null && erp != null && !parked.has(linkId);

  const state = ((): State => {
    if (on) return chosen === undefined && days.every(rests) ? "in-sync" : "waiting";
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
    ...{ itemId: id, linkId: null, state, on, syncedAt, reason: null, organizer },
    subject: typeof fields["subject"] === "string" ? fields["subject"] : "",
    private: isPrivate(fields),
    ...{ series: "days" as const, day: null, sharedWith: null, answers: null },
    records: recordsOf(companion),
    activityTypeId: typeof type === "string" ? type : null,
    // What is asked and refused of single days is told where they are opened, and on Home.
    ...{ mapped: {}, conflicts: [], doubt: null, notTaken: [], invitations: null, ending: null },
    ...{ erpId: null, erpWebUrl: null, history: [] },
  };
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
