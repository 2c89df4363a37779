import type { RecordRef } from "../../connectors/port/facets.ts";
import { answersOf, type MeetingAnswers } from "../../resources/appointment/answers.ts";
import { isMapped } from "../../resources/appointment/mapped.ts";
import { isPrivate } from "../../resources/appointment/mask.ts";
import { takenOutOf, type TakenOut } from "../../resources/appointment/taken-out.ts";
import { startsInside, windowAround } from "../../resources/window.ts";
import type { Health, HistoryEntry } from "../../store/documents/mailbox.ts";
import type { Conflict, Fields, Link, Side, Value } from "../../sync/model.ts";
import {
  mailboxKey,
  mailboxScope,
  stateKey,
  type EngineDeps,
  type MailboxScope,
} from "../mailboxes/mailbox.ts";
import {
  endingOf,
  invitationsOf,
  type EndingStatus,
  type InvitationsStatus,
} from "../meetings/meeting-wishes.ts";
import type { StandingDoubt } from "../run/match/doubts.ts";
import { isOfSingleDays, isOneItem } from "../run/gate.ts";
import { isSeriesLink } from "../run/series/series.ts";
import { splitDoubtOf } from "../run/series/splits.ts";
import { daysOfWhole } from "../run/series/whole-series.ts";
import { advanceOf } from "./advance.ts";
import { recordsOf } from "./choice.ts";
import { dayStatus, type DayStatus } from "./day-status.ts";
import { chosenOf, decisionOn, isReleased, openItem, readItem } from "./opened.ts";
import { daysOfSeries, seriesStatus, type DayOfSeries } from "./series-status.ts";

export type ItemState =
  | "not-synced"
  | "waiting"
  | "in-sync"
  | "needs-decision"
  | "not-taken"
  | "failed"
  | "outside-window"
  | "private"
  | "not-organizer"
  | "unsupported";

/** An item as the pane shows it, before names are looked up and values are worded. */
export interface ItemStatus {
  readonly itemId: string;
  readonly linkId: string | null;
  readonly state: ItemState;
  readonly on: boolean;
  readonly syncedAt: string | null;
  readonly reason: {
    readonly code: string;
    readonly text: string;
    /** That refused the item itself; `null`: it waits with the whole mailbox. */
    readonly side: Side | null;
  } | null;
  readonly subject: string;
  readonly organizer: boolean;
  readonly private: boolean;
  /**
   * `occurrence`: of a series that is one item with all its occurrences, which is what the rest of
   * this tells of and what `itemId` leads to. Where the ERP holds no series: `days`, all days of one, each
   * an item of its own, and `single-day`, one of them.
   */
  readonly series: "single" | "series" | "occurrence" | "days" | "single-day";
  /** Of a `single-day`: what stands for all days of its series. */
  readonly seriesItemId?: string;
  /** Of a `single-day`: its `when`. */
  readonly when?: Value;
  /** Of `days`: how they stand; `null` for all else. */
  readonly days: readonly DayOfSeries[] | null;
  /** The day that was asked for, of a series that is one item; `null`: it was asked for as a whole. */
  readonly day: DayStatus | null;
  /** Name of whose calendar owns the activity that this copy of a meeting shares; `null`: this one. */
  readonly sharedWith: string | null;
  /** What the people of a meeting said; `null`: nobody is invited. */
  readonly answers: MeetingAnswers | null;
  readonly records: readonly RecordRef[];
  readonly activityTypeId: string | null;
  /** What the ERP holds in the fields of its own that have a place in Outlook, by our names of them. */
  readonly mapped: Fields;
  readonly conflicts: readonly Conflict[];
  /**
   * All that look like it, of which its person tells what belongs together, or what may go on with a
   * series as it may; `null`: it is in no doubt.
   */
  readonly doubt: StandingDoubt | null;
  /** Fields whose edit in Outlook the ERP does not take, as its document is read-only. */
  readonly notTaken: readonly string[];
  /** Guests whom somebody took out in the ERP, and who stay invited in Outlook. */
  readonly takenOut: readonly TakenOut[];
  /** Sending it to those who take part by the ERP; `null` where it is not this person's to send. */
  readonly invitations: InvitationsStatus | null;
  /** What becomes of the meeting is asked, as its activity was deleted; `null` where nothing is. */
  readonly ending: EndingStatus | null;
  readonly erpId: string | null;
  /** Opens the ERP's copy. */
  readonly erpWebUrl: string | null;
  readonly history: readonly HistoryEntry[];
}

const linesShown = 30;
/** Among so many lines of a series those of one day are looked for. */
const linesOfDay = 300;

/**
 * How an item stands, as it is stored; Outlook is asked where no link follows it.
 * @throws ItemError `setup-required` | `item-not-found` | `item-unsupported`
 */
export async function statusOf(
  deps: EngineDeps,
  scope: MailboxScope,
  itemId: string,
): Promise<ItemStatus> {
  const opened = await openItem(deps, scope, itemId);
  const { link, actor, mailbox } = opened;
  const { span, privacy } = deps.rules(mailbox);
  // One that is switched off is not followed: who is told of its end is looked at now.
  const isUnread = link?.microsoft == null || link.ending !== undefined;
  const item = isUnread ? await readItem(deps, actor, itemId) : null;
  const { seriesId } = item?.details ?? {};
  if (item !== null && seriesId !== undefined && !isOneItem(item, actor)) {
    const whole = await statusOf(deps, scope, seriesId);
    const { link: series } = await openItem(deps, scope, seriesId);
    const log =
      series === undefined
        ? []
        : await deps.store.history(scope, { limit: linesOfDay, linkId: series.id });
    const day = dayStatus(item, series, log, mailbox.address);
    return { ...whole, series: "occurrence", day };
  }
  const pending = chosenOf(opened.wishes, itemId);
  const mailboxState = await deps.store.get(scope, "state", stateKey);
  const trouble =
    mailboxState === undefined || mailboxState.health === "operational"
      ? null
      : {
          ...{ code: mailboxState.health satisfies Health, text: mailboxState.reason ?? "" },
          side: null,
        };
  if (item !== null && isOfSingleDays(item, actor)) {
    const advance = await advanceOf(deps, mailbox, item, { actor, privacy });
    const days = daysOfWhole(opened.links.values(), itemId).filter(
      ({ id }) => !isReleased(opened.wishes, id),
    );
    const window = windowAround(deps.clock.now(), span);
    const chosen = pending ?? advance;
    const { doubt, wishes, parked } = opened;
    const stand = daysOfSeries(itemId, { links: opened.links.values(), wishes, parked });
    const told = seriesStatus(item, { days, stand, chosen, privacy, window });
    const linkId = new Set(stand.map((one) => one.linkId));
    const history = await deps.store.history(scope, { limit: linesShown, linkId });
    const whole = { ...told, history, reason: told.state === "waiting" ? trouble : null };
    const isTold = decisionOn(wishes, itemId, doubt?.first) !== undefined;
    if (doubt?.first === undefined || isTold) return whole;
    return { ...whole, state: "needs-decision", doubt };
  }
  const linkId = link?.id ?? pending?.linkId ?? null;
  const seriesItemId = link?.seriesId ?? item?.details.seriesId;
  // The last wish counts: who switches off and on again before a run wants it on.
  const last = opened.wishes.findLast(
    (one) => (one.kind === "choose" || one.kind === "release") && one.linkId === linkId,
  );
  const advance =
    linkId === null && item !== null
      ? await advanceOf(deps, mailbox, item, { actor, privacy })
      : undefined;
  // A day of a series that no link knows waits with its series.
  const inDoubt = opened.doubt ?? splitDoubtOf(opened.parked.values(), [seriesId]);
  const decided = decisionOn(opened.wishes, itemId, inDoubt?.first);
  const doubt = pending === undefined && decided === undefined ? inDoubt : undefined;
  const on =
    last === undefined
      ? decided === "pair" || advance !== undefined || (link !== undefined && link.choice !== "off")
      : last.kind === "choose";
  const fields = item?.fields ?? link?.microsoft?.fields ?? {};
  const parked = opened.parked.get(linkId ?? itemId);
  const companion: Fields = {
    ...advance?.companion,
    ...link?.companion,
    ...pending?.companion,
  };
  const failure =
    doubt !== undefined
      ? {
          code: doubt.first === undefined ? "in-doubt" : "split-in-doubt",
          text: doubt.reason,
          side: "microsoft" as const,
        }
      : parked === undefined || decided !== undefined
        ? null
        : { code: parked.code, text: parked.reason, side: parked.side };
  const notTaken = on ? (link?.refused ?? []) : [];
  const waitingFor = on && failure === null ? trouble : null;
  const isSound = failure === null || doubt?.first !== undefined;
  const synced = on && isSound && pending === undefined && link !== undefined;
  const readOnly = (item ?? link?.microsoft)?.readOnly;
  const organizer = !Object.values(readOnly ?? {}).includes("not-organizer");
  const current = ((): ItemState => {
    if (synced && doubt?.first !== undefined) return "needs-decision";
    if (on && !isSound && pending === undefined) return "failed";
    if (synced && link.waiting.length > 0) return "needs-decision";
    if (synced && !link.dirty && link.microsoft != null && link.erp != null) {
      return notTaken.length > 0 ? "not-taken" : "in-sync";
    }
    if (on || decided !== undefined) return "waiting";
    if (item !== null && !isOneItem(item, actor)) return "unsupported";
    if (privacy.items === "leaveOut" && isPrivate(fields)) return "private";
    if (doubt !== undefined) return "needs-decision";
    const inside = startsInside(fields["when"], windowAround(deps.clock.now(), span));
    if (!inside) return "outside-window";
    return organizer ? "not-synced" : "not-organizer";
  })();
  return {
    itemId,
    linkId,
    state: current,
    on,
    syncedAt: link?.syncedAt ?? null,
    reason:
      current === "failed" || (current === "needs-decision" && doubt !== undefined)
        ? failure
        : current === "waiting"
          ? waitingFor
          : null,
    subject: typeof fields["subject"] === "string" ? fields["subject"] : "",
    organizer,
    private: isPrivate(fields),
    series:
      item?.details.series === "master" || (link !== undefined && isSeriesLink(link))
        ? "series"
        : seriesItemId === undefined
          ? "single"
          : "single-day",
    ...(seriesItemId !== undefined && { seriesItemId, when: fields["when"] ?? null }),
    ...{ day: null, days: null },
    sharedWith: await ownerName(deps, scope, link),
    answers: answersOf(fields, link?.erp?.fields ?? {}, mailbox.address),
    records: recordsOf(companion),
    activityTypeId: typeof companion["type"] === "string" ? companion["type"] : typeOf(link),
    mapped: Object.fromEntries(
      Object.entries(link?.erp?.fields ?? {}).filter(([field]) => isMapped(field)),
    ),
    conflicts: on ? (link?.waiting ?? []) : [],
    doubt: current === "needs-decision" ? (doubt ?? null) : null,
    notTaken,
    takenOut: on && link !== undefined ? takenOutOf(link) : [],
    invitations:
      link === undefined || deps.graph.invitations === undefined
        ? null
        : invitationsOf(link, opened.wishes),
    ending: link === undefined || item === null ? null : endingOf(link, item, opened.wishes),
    erpId: link?.erp == null ? null : (link.ids.erp ?? null),
    erpWebUrl: link?.erp?.webUrl ?? null,
    history: linkId === null ? [] : await deps.store.history(scope, { limit: linesShown, linkId }),
  };
}

/** Name of whose calendar owns the activity that this link shares; `null`: this one. */
export async function ownerName(
  { store }: EngineDeps,
  { tenantId }: MailboxScope,
  link: Link | undefined,
): Promise<string | null> {
  if (link?.guestOf === undefined || link.choice === "off") return null;
  const owner = await store.get(mailboxScope(tenantId, link.guestOf), "mailbox", mailboxKey);
  return owner?.name ?? "";
}

/** The type the ERP gave by itself, where nobody chose one. */
function typeOf(link: Link | undefined): string | null {
  const type = link?.erp?.fields["type"];
  return typeof type === "string" ? type : null;
}
