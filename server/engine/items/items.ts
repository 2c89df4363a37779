import type { Connector } from "../../connectors/port/connector.ts";
import type { ErpRecord, RecordQuery, RecordRef } from "../../connectors/port/facets.ts";
import type { Actor, Item } from "../../connectors/port/item.ts";
import { isPrivate } from "../../resources/appointment/mask.ts";
import { answersOf, type MeetingAnswers } from "../../resources/appointment/answers.ts";
import { isMapped } from "../../resources/appointment/mapped.ts";
import { ruleOf } from "../../resources/appointment/schema.ts";
import { startsInside, windowAround } from "../../resources/window.ts";
import type {
  Health,
  HistoryEntry,
  InboxDocument,
  MailboxDocument,
  QuarantineDocument,
  Twin,
} from "../../store/documents/mailbox.ts";
import { put } from "../../store/store.ts";
import type { Answer, Conflict, Fields, Link, Side } from "../../sync/model.ts";
import {
  actorOf,
  mailboxKey,
  openMailbox,
  mailboxScope,
  stateKey,
  type EngineDeps,
  type MailboxScope,
  showsMarks,
} from "../mailboxes/mailbox.ts";
import { isMarked } from "../run/book.ts";
import { advanceOf } from "./advance.ts";
import { findUnlinked, type Unlinked } from "./unlinked.ts";
import { companionOf, recordsOf, refuseUnready, refuseUnwritable, type Choice } from "./choice.ts";
import { dayStatus, type DayStatus } from "./day-status.ts";
import { ItemError, refuseUnsupported } from "./item-error.ts";
import { pairWishes, type PairDecisions } from "./pair-decisions.ts";
import { doubtOf, type StandingDoubt } from "../run/doubts.ts";
import { newLinkId } from "../run/link-id.ts";
import {
  cancellingWish,
  endingOf,
  invitationsOf,
  refuseUnasked,
  sendingWish,
  type Cancelling,
  type EndingStatus,
  type InvitationsStatus,
  type Sending,
} from "../meetings/meeting-wishes.ts";
import type { Scheduler } from "../scheduler.ts";
import { isOfSingleDays, isOneItem } from "../run/gate.ts";
import { actingWith, isSeriesLink } from "../run/series.ts";
import { daysOfWhole } from "../run/whole-series.ts";
import { releaseOfDays, seriesStatus } from "./series-status.ts";
import { splitDoubtOf } from "../run/splits.ts";

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
  /** Sending it to those who take part by the ERP; `null` where it is not this person's to send. */
  readonly invitations: InvitationsStatus | null;
  /** What becomes of the meeting is asked, as its activity was deleted; `null` where nothing is. */
  readonly ending: EndingStatus | null;
  readonly erpId: string | null;
  /** Opens the ERP's copy. */
  readonly erpWebUrl: string | null;
  readonly history: readonly HistoryEntry[];
}

/** What people ask of single items. Wishes are stored and carried out by the next run. */
export interface Items {
  /** Our handle for the item that Outlook shows under `restId`. @throws ItemError `item-not-found` */
  find(scope: MailboxScope, restId: string): Promise<string>;
  status(scope: MailboxScope, itemId: string): Promise<ItemStatus>;
  /**
   * Where this person's copy of an activity opens in Outlook, as Microsoft tells it just now.
   * @throws ItemError `item-not-found` where he has none
   */
  webUrlOf(scope: MailboxScope, erpId: string): Promise<string>;
  /** @throws ItemError `conflict` while it stands in doubt: by itself it would be made a second time */
  choose(scope: MailboxScope, itemId: string, choice: Choice): Promise<void>;
  /**
   * Tells which of those that look like the item belong together, or which one goes on with a series.
   * @throws ItemError `conflict` where it is in no doubt, or not with these
   */
  decide(scope: MailboxScope, itemId: string, decisions: PairDecisions): Promise<void>;
  release(scope: MailboxScope, itemId: string, removeErpCopy: boolean): Promise<void>;
  /**
   * Sends the meeting to those whom the person was shown, once. The next run does it.
   * @throws ItemError `conflict` where it is not what he was shown, or not his to send
   */
  invite(scope: MailboxScope, itemId: string, wanted: Sending): Promise<void>;
  /**
   * Cancels the meeting whose activity was deleted, if it is what the person was shown. The next run
   * does it, and Exchange tells the guests.
   * @throws ItemError `conflict` where nothing is asked of it, or it is not what he was shown
   */
  cancel(scope: MailboxScope, itemId: string, wanted: Cancelling): Promise<void>;
  /** Lets that meeting stand. @throws ItemError `conflict` where nothing is asked of it */
  letStand(scope: MailboxScope, itemId: string): Promise<void>;
  /**
   * Why an item that no link knows was not taken up; `null`: neither side has it.
   * @throws ConnectorError
   */
  unlinked(scope: MailboxScope, id: string): Promise<Unlinked | null>;
  /** A run looks at this item, wherever in the calendar it lies. */
  look(scope: MailboxScope, itemId: string): Promise<void>;
  retry(scope: MailboxScope, itemId: string): Promise<void>;
  answer(scope: MailboxScope, itemId: string, field: string, answer: Answer): Promise<void>;
  related(scope: MailboxScope, addresses: readonly string[]): Promise<readonly ErpRecord[]>;
  search(scope: MailboxScope, query: RecordQuery): Promise<Found>;
}

export interface Found {
  readonly records: readonly ErpRecord[];
  readonly more: boolean;
}

/** Among so many lines of a series those of one day are looked for. */
const linesOfDay = 300;

interface Opened {
  readonly mailbox: MailboxDocument;
  readonly actor: Actor;
  readonly erp: Connector;
  readonly link: Link | undefined;
  readonly wishes: readonly InboxDocument[];
  readonly doubt: StandingDoubt | undefined;
  readonly parked: readonly QuarantineDocument[];
}

/** An item with all that is stored of it. @throws ItemError `setup-required` */
export async function openItem(
  deps: EngineDeps,
  scope: MailboxScope,
  itemId: string,
): Promise<Opened> {
  const mailbox = await mailboxIn(deps, scope);
  const links = await deps.store.list(scope, "links");
  const inbox = await deps.store.list(scope, "inbox");
  const parked = await deps.store.list(scope, "quarantine");
  const erp = deps.erp(mailbox.connectionId);
  const link = [...links.values()].find((one) => one.ids.microsoft === itemId);
  const documents = [...parked.values()];
  const isLinked = (side: Side, id: string): boolean =>
    [...links.values()].some(({ ids }) => ids[side] === id);
  const knowsMarks = showsMarks(mailbox) || (link !== undefined && isMarked(link));
  return {
    mailbox,
    actor: actingWith(erp, actorOf(mailbox, knowsMarks), deps.rules(mailbox)),
    erp,
    link,
    wishes: [...inbox.values()],
    doubt:
      doubtOf(documents, isLinked, "microsoft", itemId) ??
      splitDoubtOf(documents, [itemId, link?.seriesId]),
    parked: documents,
  };
}

async function mailboxIn(deps: EngineDeps, scope: MailboxScope): Promise<MailboxDocument> {
  const mailbox = await openMailbox(deps, scope);
  if (mailbox !== undefined) return mailbox;
  throw new ItemError("setup-required", "Finish Setup before items can be linked.");
}

/** The item as Outlook has it now. @throws ItemError `item-not-found` | `item-unsupported` */
export async function readItem(deps: EngineDeps, actor: Actor, itemId: string): Promise<Item> {
  const [found] = await deps.graph.get(actor, "appointment", [itemId]);
  if (found?.kind === "found") return found.item;
  if (found?.kind === "error" && found.error.code !== "rejected") throw found.error;
  if (found?.kind === "error") throw new ItemError("item-unsupported", found.error.message);
  throw new ItemError("item-not-found", "The appointment is not in the mailbox any more.");
}

export function createItems(deps: EngineDeps, scheduler: Scheduler): Items {
  const open = (scope: MailboxScope, itemId: string): Promise<Opened> =>
    openItem(deps, scope, itemId);
  const mailboxOf = (scope: MailboxScope): Promise<MailboxDocument> => mailboxIn(deps, scope);
  const read = (actor: Actor, itemId: string): Promise<Item> => readItem(deps, actor, itemId);

  const wish = async (scope: MailboxScope, document: InboxDocument): Promise<void> => {
    await deps.store.commit(scope, [put("inbox", deps.ids.next(), document)]);
    scheduler.wake(scope);
  };

  const status = async (scope: MailboxScope, itemId: string): Promise<ItemStatus> => {
    const opened = await open(scope, itemId);
    const { link, actor, mailbox } = opened;
    const { span, privacy } = deps.rules(mailbox);
    // One that is switched off is not followed: who is told of its end is looked at now.
    const isUnread = link?.microsoft == null || link.ending !== undefined;
    const item = isUnread ? await read(actor, itemId) : null;
    const { seriesId } = item?.details ?? {};
    if (item !== null && seriesId !== undefined && !isOneItem(item, actor)) {
      const whole = await status(scope, seriesId);
      const { link: series } = await open(scope, seriesId);
      const log =
        series === undefined
          ? []
          : await deps.store.history(scope, { limit: linesOfDay, linkId: series.id });
      const day = dayStatus(item, series, log, mailbox.address);
      return { ...whole, series: "occurrence", day };
    }
    const pending = chosenOf(opened.wishes, itemId);
    if (item !== null && isOfSingleDays(item, actor)) {
      const links = [...(await deps.store.list(scope, "links")).values()];
      const parked = await deps.store.list(scope, "quarantine");
      const advance = await advanceOf(deps, mailbox, item, { actor, privacy });
      const days = daysOfWhole(links, itemId).filter(({ id }) => !isReleased(opened.wishes, id));
      const window = windowAround(deps.clock.now(), span);
      const chosen = pending ?? advance;
      const whole = seriesStatus(item, { days, parked, chosen, privacy, window });
      const { doubt, wishes } = opened;
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
    const inDoubt = opened.doubt ?? splitDoubtOf(opened.parked, [seriesId]);
    const decided = decisionOn(opened.wishes, itemId, inDoubt?.first);
    const doubt = pending === undefined && decided === undefined ? inDoubt : undefined;
    const on =
      last === undefined
        ? decided === "pair" ||
          advance !== undefined ||
          (link !== undefined && link.choice !== "off")
        : last.kind === "choose";
    const fields = item?.fields ?? link?.microsoft?.fields ?? {};
    const state = await deps.store.get(scope, "state", stateKey);
    const parked = await deps.store.get(scope, "quarantine", linkId ?? itemId);
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
    const trouble =
      state === undefined || state.health === "operational"
        ? null
        : { code: state.health satisfies Health, text: state.reason ?? "", side: null };
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
      ...(seriesItemId !== undefined && { seriesItemId }),
      day: null,
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
      invitations:
        link === undefined || deps.graph.invitations === undefined
          ? null
          : invitationsOf(link, opened.wishes),
      ending: link === undefined || item === null ? null : endingOf(link, item, opened.wishes),
      erpId: link?.erp == null ? null : (link.ids.erp ?? null),
      erpWebUrl: link?.erp?.webUrl ?? null,
      history: linkId === null ? [] : await deps.store.history(scope, { limit: 30, linkId }),
    };
  };

  return {
    async find(scope, restId) {
      const mailbox = await mailboxOf(scope);
      const [id] = (await deps.graph.itemIds?.fromPane(actorOf(mailbox), [restId])) ?? [restId];
      if (id === null || id === undefined) {
        throw new ItemError("item-not-found", "Outlook's id of this item leads nowhere.");
      }
      return id;
    },

    status,

    async webUrlOf(scope, erpId) {
      const mailbox = await mailboxOf(scope);
      const links = await deps.store.list(scope, "links");
      const link = [...links.values()].find(({ ids }) => ids.erp === erpId);
      const itemId = link?.ids.microsoft;
      if (link?.microsoft == null || itemId === undefined) {
        throw new ItemError("item-not-found", "This activity is not in your Outlook calendar.");
      }
      const { webUrl } = (await read(actorOf(mailbox), itemId)).details;
      if (webUrl !== null) return webUrl;
      throw new ItemError("item-not-found", "Outlook does not tell where this item opens.");
    },

    async choose(scope, itemId, choice) {
      const { mailbox, actor, link, wishes, doubt, parked } = await open(scope, itemId);
      refuseUnready(mailbox);
      refuseDoubt(doubt, wishes, itemId);
      // An item that is off was not followed: it may have become private meanwhile.
      const isUnread = link?.microsoft == null || link.choice === "off";
      const item = isUnread ? await read(actor, itemId) : null;
      const { privacy, span } = deps.rules(mailbox);
      if (item !== null) refuseUnsupported(item, actor, privacy);
      refuseDoubt(splitDoubtOf(parked, [item?.details.seriesId]), wishes, itemId);
      const wholeSeries = item !== null && isOfSingleDays(item, actor);
      const window = windowAround(deps.clock.now(), span);
      if (wholeSeries && !startsInside(item.fields["when"], window)) throw noDayInside();
      await wish(scope, {
        kind: "choose",
        resource: "appointment",
        microsoftId: itemId,
        linkId:
          link?.id ?? chosenOf(wishes, itemId)?.linkId ?? newLinkId(deps.ids, "microsoft", itemId),
        companion: companionOf(choice),
        ...(wholeSeries && { wholeSeries }),
      });
    },

    async decide(scope, itemId, decisions) {
      const { actor, doubt: own, wishes, parked } = await open(scope, itemId);
      const doubt = own ?? splitDoubtOf(parked, [(await read(actor, itemId)).details.seriesId]);
      if (doubt === undefined || decisionOn(wishes, itemId, doubt.first) !== undefined) {
        throw new ItemError("conflict", "Nothing looks like this item any more. Look again.");
      }
      const decided = pairWishes([doubt], decisions);
      const documents = decided.map((one) => put("inbox", deps.ids.next(), one));
      await deps.store.commit(scope, documents);
      scheduler.wake(scope);
    },

    async release(scope, itemId, removeErpCopy) {
      const { link, wishes } = await open(scope, itemId);
      const pending = chosenOf(wishes, itemId);
      const linkId = link?.id ?? pending?.linkId;
      if (link === undefined) {
        const days = daysOfWhole((await deps.store.list(scope, "links")).values(), itemId);
        if (days.length > 0 || pending?.wholeSeries === true) {
          const inbox = await deps.store.list(scope, "inbox");
          const releases = releaseOfDays(itemId, { days, inbox, removeErpCopy });
          await deps.store.commit(
            scope,
            releases(() => deps.ids.next()),
          );
          scheduler.wake(scope);
          return;
        }
      }
      if (linkId === undefined) throw notSynchronized();
      await wish(scope, { kind: "release", linkId, removeErpCopy });
    },

    async invite(scope, itemId, wanted) {
      const { mailbox, link } = await open(scope, itemId);
      await wish(scope, sendingWish(deps, mailbox, link, wanted));
    },

    async cancel(scope, itemId, wanted) {
      const { mailbox, link, actor, wishes } = await open(scope, itemId);
      const asked = refuseUnasked(link, wishes);
      refuseUnwritable(mailbox);
      await wish(scope, cancellingWish(asked, await read(actor, itemId), wanted));
    },

    async letStand(scope, itemId) {
      const { link, wishes } = await open(scope, itemId);
      const { id: linkId } = refuseUnasked(link, wishes);
      await wish(scope, { kind: "keep-meeting", linkId });
    },

    unlinked: (scope, id) => findUnlinked(deps, scope, id),

    look: (scope, microsoftId) => wish(scope, { kind: "look", microsoftId }),

    async retry(scope, itemId) {
      const { link } = await open(scope, itemId);
      await wish(scope, { kind: "retry", key: link?.id ?? itemId });
    },

    async answer(scope, itemId, field, answer) {
      const { mailbox, link } = await open(scope, itemId);
      if (link === undefined) throw notSynchronized();
      if (!("keep" in answer) || answer.keep !== "microsoft") refuseUnwritable(mailbox);
      const rule = ruleOf(field);
      const shown = link.waiting.find((one) => one.field === field);
      const current =
        shown !== undefined &&
        rule?.fingerprint(shown.microsoft) === answer.microsoft &&
        rule.fingerprint(shown.erp) === answer.erp;
      if (!current) {
        throw new ItemError("conflict", "The values changed since they were shown. Look again.");
      }
      await wish(scope, { kind: "answer", linkId: link.id, field, answer });
    },

    async related(scope, addresses) {
      const mailbox = await mailboxOf(scope);
      const { records } = deps.erp(mailbox.connectionId);
      if (records === undefined || addresses.length === 0) return [];
      const others = addresses.filter((one) => one.toLowerCase() !== mailbox.address);
      return records.related(actorOf(mailbox), others);
    },

    async search(scope, query) {
      const mailbox = await mailboxOf(scope);
      const { records } = deps.erp(mailbox.connectionId);
      if (records === undefined) return { records: [], more: false };
      return records.search(actorOf(mailbox), query);
    },
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

function notSynchronized(): ItemError {
  return new ItemError("conflict", "This item is not synchronized.");
}

function noDayInside(): ItemError {
  return new ItemError(
    "item-unsupported",
    "No day of this series lies inside the dates that are synchronized: open one of its days and switch that on.",
  );
}

/** @throws ItemError `conflict` where its person has not told yet what it is */
function refuseDoubt(
  doubt: StandingDoubt | undefined,
  wishes: readonly InboxDocument[],
  itemId: string,
): void {
  if (doubt === undefined || decisionOn(wishes, itemId, doubt.first) !== undefined) return;
  throw new ItemError(
    "conflict",
    "Several look like this item. Open it again and tell which belong together.",
  );
}

/** What its person said of the doubt in which the item stands, and no run has taken up yet. */
function decisionOn(
  wishes: readonly InboxDocument[],
  itemId: string,
  first: Pick<Twin, "id"> | undefined,
): "pair" | "apart" | "goes-on" | undefined {
  for (const one of wishes) {
    if (one.kind === "goes-on" && one.seriesId === first?.id) return one.kind;
    if (one.kind === "pair" && one.microsoftId === itemId) return "pair";
    if (one.kind === "apart" && one.ids.includes(itemId)) return "apart";
  }
  return undefined;
}

/** The newest wish to have this item on that no run has taken up yet. */
function chosenOf(wishes: readonly InboxDocument[], itemId: string) {
  return wishes
    .filter((one) => one.kind === "choose")
    .findLast((one) => one.microsoftId === itemId);
}

function isReleased(wishes: readonly InboxDocument[], linkId: string): boolean {
  return wishes.some((one) => one.kind === "release" && one.linkId === linkId);
}

/** The type the ERP gave by itself, where nobody chose one. */
function typeOf(link: Link | undefined): string | null {
  const type = link?.erp?.fields["type"];
  return typeof type === "string" ? type : null;
}
