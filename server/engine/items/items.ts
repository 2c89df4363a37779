import type { ErpRecord, RecordQuery } from "../../connectors/port/facets.ts";
import type { Actor, Item } from "../../connectors/port/item.ts";
import { appointmentSchemaRules } from "../../resources/appointment/schema.ts";
import { isSaidOf } from "../../sync/asked.ts";
import { startsInside, windowAround } from "../../resources/window.ts";
import type { InboxDocument, MailboxDocument } from "../../store/documents/mailbox.ts";
import { put } from "../../store/store.ts";
import type { Answer } from "../../sync/model.ts";
import { actorOf, type EngineDeps, type MailboxScope } from "../mailboxes/mailbox.ts";
import {
  cancellingWish,
  refuseUnasked,
  sendingWish,
  type Cancelling,
  type Sending,
} from "../meetings/meeting-wishes.ts";
import type { StandingDoubt } from "../run/match/doubts.ts";
import { isOfSingleDays } from "../run/gate.ts";
import { newLinkId } from "../run/link-id.ts";
import { splitDoubtOf } from "../run/series/splits.ts";
import { daysOfWhole } from "../run/series/whole-series.ts";
import type { Scheduler } from "../scheduler.ts";
import { companionOf, refuseUnready, refuseUnwritable, type Choice } from "./choice.ts";
import { ItemError, refuseUnsupported } from "./item-error.ts";
import { chosenOf, decisionOn, mailboxIn, openItem, readItem, type Opened } from "./opened.ts";
import { pairWishes, type PairDecisions } from "./pair-decisions.ts";
import { daysOfSeries, releaseOfDays, retryOfDays } from "./series-status.ts";
import { statusOf, type ItemStatus } from "./status.ts";
import { findUnlinked, type Unlinked } from "./unlinked.ts";

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

export function createItems(deps: EngineDeps, scheduler: Scheduler): Items {
  const open = (scope: MailboxScope, itemId: string): Promise<Opened> =>
    openItem(deps, scope, itemId);
  const mailboxOf = (scope: MailboxScope): Promise<MailboxDocument> => mailboxIn(deps, scope);
  const read = (actor: Actor, itemId: string): Promise<Item> => readItem(deps, actor, itemId);

  const wish = async (scope: MailboxScope, document: InboxDocument): Promise<void> => {
    await deps.store.commit(scope, [put("inbox", deps.ids.next(), document)]);
    scheduler.wake(scope);
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

    status: (scope, itemId) => statusOf(deps, scope, itemId),

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
      refuseDoubt(splitDoubtOf(parked.values(), [item?.details.seriesId]), wishes, itemId);
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
      const doubt =
        own ?? splitDoubtOf(parked.values(), [(await read(actor, itemId)).details.seriesId]);
      if (doubt === undefined || decisionOn(wishes, itemId, doubt.first) !== undefined) {
        throw new ItemError("conflict", "Nothing looks like this item any more. Look again.");
      }
      const decided = pairWishes([doubt], decisions);
      const documents = decided.map((one) => put("inbox", deps.ids.next(), one));
      await deps.store.commit(scope, documents);
      scheduler.wake(scope);
    },

    async release(scope, itemId, removeErpCopy) {
      const { link, links, inbox, wishes } = await open(scope, itemId);
      const pending = chosenOf(wishes, itemId);
      const linkId = link?.id ?? pending?.linkId;
      const days = link === undefined ? daysOfWhole(links.values(), itemId) : [];
      if (link === undefined && (days.length > 0 || pending?.wholeSeries === true)) {
        const releases = releaseOfDays(itemId, { days, inbox, removeErpCopy });
        await deps.store.commit(
          scope,
          releases(() => deps.ids.next()),
        );
        scheduler.wake(scope);
        return;
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
      const { link, links, wishes, parked } = await open(scope, itemId);
      const days = daysOfSeries(itemId, { links: links.values(), wishes, parked });
      const asked = [{ kind: "retry", key: link?.id ?? itemId } as const, ...retryOfDays(days)];
      await deps.store.commit(
        scope,
        asked.map((one) => put("inbox", deps.ids.next(), one)),
      );
      scheduler.wake(scope);
    },

    async answer(scope, itemId, field, answer) {
      const { mailbox, link } = await open(scope, itemId);
      if (link === undefined) throw notSynchronized();
      if (!("keep" in answer) || answer.keep !== "microsoft") refuseUnwritable(mailbox);
      const shown = link.waiting.find((one) => one.field === field);
      if (shown === undefined || !isSaidOf(answer, shown, appointmentSchemaRules)) {
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
    doubt.first === undefined
      ? "Several look like this item. Open it again and tell which belong together."
      : "This item may go on with a series that was cut. Open it again and tell whether it does.",
  );
}
