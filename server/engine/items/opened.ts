import type { Connector } from "../../connectors/port/connector.ts";
import type { Actor, Item } from "../../connectors/port/item.ts";
import type {
  InboxDocument,
  MailboxDocument,
  QuarantineDocument,
  Twin,
} from "../../store/documents/mailbox.ts";
import type { Link, Side } from "../../sync/model.ts";
import {
  actorOf,
  openMailbox,
  showsMarks,
  type EngineDeps,
  type MailboxScope,
} from "../mailboxes/mailbox.ts";
import { isMarked } from "../run/book.ts";
import { doubtOf, type StandingDoubt } from "../run/match/doubts.ts";
import { actingWith } from "../run/series/series.ts";
import { splitDoubtOf } from "../run/series/splits.ts";
import { ItemError } from "./item-error.ts";

/** An item with all that is stored of it. */
export interface Opened {
  readonly mailbox: MailboxDocument;
  readonly actor: Actor;
  readonly erp: Connector;
  readonly link: Link | undefined;
  /** All of the mailbox, by link. */
  readonly links: ReadonlyMap<string, Link>;
  /** What is asked of the next run, by key. */
  readonly inbox: ReadonlyMap<string, InboxDocument>;
  /** The same, in its order. */
  readonly wishes: readonly InboxDocument[];
  /** What is set aside, by link or item. */
  readonly parked: ReadonlyMap<string, QuarantineDocument>;
  readonly doubt: StandingDoubt | undefined;
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
  const isLinked = (side: Side, id: string): boolean =>
    [...links.values()].some(({ ids }) => ids[side] === id);
  const knowsMarks = showsMarks(mailbox) || (link !== undefined && isMarked(link));
  return {
    mailbox,
    actor: actingWith(erp, actorOf(mailbox, knowsMarks), deps.rules(mailbox)),
    erp,
    link,
    links,
    inbox,
    wishes: [...inbox.values()],
    parked,
    doubt:
      doubtOf(parked.values(), isLinked, "microsoft", itemId) ??
      splitDoubtOf(parked.values(), [itemId, link?.seriesId]),
  };
}

/** @throws ItemError `setup-required` */
export async function mailboxIn(deps: EngineDeps, scope: MailboxScope): Promise<MailboxDocument> {
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

/** What its person said of the doubt in which the item stands, and no run has taken up yet. */
export function decisionOn(
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
export function chosenOf(wishes: readonly InboxDocument[], itemId: string) {
  return wishes
    .filter((one) => one.kind === "choose")
    .findLast((one) => one.microsoftId === itemId);
}

export function isReleased(wishes: readonly InboxDocument[], linkId: string): boolean {
  return wishes.some((one) => one.kind === "release" && one.linkId === linkId);
}
