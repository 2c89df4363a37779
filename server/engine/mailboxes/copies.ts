import type { Connector } from "../../connectors/port/connector.ts";
import type { Actor, Found, Outcome } from "../../connectors/port/item.ts";
import { appointmentSchemaRules } from "../../resources/appointment/schema.ts";
import type { Tally } from "../../store/documents/administration.ts";
import { put, type Store } from "../../store/store.ts";
import { otherSide, type Link, type Side } from "../../sync/model.ts";
import { isMadeIn, linkOfKey } from "../run/link-id.ts";
import { reachOf } from "../run/retry.ts";
import type { MailboxScope } from "./mailbox.ts";

const batchLength = 20;

/** Whether what the link has on `side` was made there by us, of the item on the other side. */
export function isCopyOn(side: Side, link: Link): boolean {
  if (link.generation === 0 || !isMadeIn(link, otherSide(side))) return false;
  // The activity of a shared meeting is its owner's.
  return side === "microsoft" || link.guestOf === undefined;
}

/** How many items of a side are copies of ours, as they were last seen. */
export function countCopies(side: Side, links: readonly Link[]): number {
  return links.filter((link) => link[side] != null && isCopyOn(side, link)).length;
}

export interface Removal {
  readonly store: Store;
  readonly scope: MailboxScope;
  /** Of the run in whose place it is done. */
  readonly epoch: number;
  readonly actor: Actor;
  readonly connectors: Readonly<Record<Side, Connector>>;
}

/**
 * Removes the copies that we made on a side and nobody changed since both sides agreed. What stays: what
 * is edited or waits for a decision, what has guests, who would be told, and what is the only one left.
 * A link lets go of its copy before that is removed: were the syncing to go on, it must not take the
 * removal for its person's.
 * @throws ConnectorError where the side cannot be asked at all; repeating goes on
 */
export async function removeCopies(removal: Removal, side: Side): Promise<Tally> {
  const { store, scope } = removal;
  const parked = await store.list(scope, "quarantine");
  const copies = [...(await store.list(scope, "links")).values()].filter((link) =>
    isCopyOn(side, link),
  );
  const gone = copies.filter((link) => link[side] === null && link.choice === "off");
  const there = copies.filter((link) => link[side] != null);
  // What the other side has no more stays: it would be the last one.
  const resting = there.filter(
    (link) => rests(link) && link[otherSide(side)] != null && !parked.has(link.id),
  );
  let removed = gone.length;
  for (let start = 0; start < resting.length; start += batchLength) {
    removed += await removeBatch(removal, side, resting.slice(start, start + batchLength));
  }
  return { removed, left: gone.length + there.length - removed };
}

/** Nothing is under way or asked that the item on this side would be needed for. */
function rests(link: Link): boolean {
  const { dirty, create, writes, waiting, undo, invitation, ending, swept } = link;
  if (invitation !== undefined || ending !== undefined) return false;
  // What a write of ours took away and is still to be put back is somebody's own (rule 20).
  if (swept !== undefined) return false;
  return (
    !dirty && create === undefined && undo === undefined && writes.length + waiting.length === 0
  );
}

async function removeBatch(
  { store, scope, epoch, actor, connectors }: Removal,
  side: Side,
  links: readonly Link[],
): Promise<number> {
  const read = (of: Side, doubted?: ReadonlySet<string>): Promise<readonly Found[]> =>
    connectors[of].get(
      actor,
      "appointment",
      links.map((link) => link[of]?.id ?? ""),
      doubted,
    );
  // One that we let go of before may have been removed: in Outlook it answers from Deleted Items then.
  const letGo = links.filter(({ choice }) => choice === "off").map((link) => link[side]?.id ?? "");
  const copies = await read(side, new Set(letGo));
  const originals = await read(otherSide(side));
  throwWhatEndsAll([...copies, ...originals]);
  const goes = links.map((link, at) => verdict(side, link, copies[at], originals[at]));
  const free = links.filter((_link, at) => goes[at] === "free");
  await store.commit(
    scope,
    free.map((link) => put("links", link.id, { ...link, choice: "off" })),
    epoch,
  );
  const outcomes = await connectors[side].write(
    actor,
    "appointment",
    free.map((link) => {
      const { id = "", version: precondition = "" } = link[side] ?? {};
      return { kind: "delete", id, precondition };
    }),
  );
  const removed = [
    ...links.filter((_link, at) => goes[at] === "gone"),
    ...free.filter((_link, at) => outcomes[at]?.kind === "gone"),
  ];
  await store.commit(
    scope,
    removed.map((link) => put("links", link.id, { ...link, choice: "off", [side]: null })),
    epoch,
  );
  throwWhatEndsAll(outcomes);
  return removed.length;
}

/** `free`: it may be removed. `gone`: it was, or its person did. */
function verdict(
  side: Side,
  link: Link,
  copy: Found | undefined,
  original: Found | undefined,
): "free" | "gone" | "stays" {
  if (copy?.kind === "missing") return "gone";
  if (copy?.kind !== "found") return "stays";
  const { item } = copy;
  if (link.choice === "off" && item.details.elsewhere != null) return "gone";
  const isOurs = item.key !== null && linkOfKey(item.key) === link.id;
  const isAsAgreed = item.version === link[side]?.version;
  const reachesOthers = appointmentSchemaRules.sparesFromDeletion(side, item);
  const isSecond = original?.kind === "found";
  return isOurs && isAsAgreed && !reachesOthers && isSecond ? "free" : "stays";
}

/** What concerns the whole side, and not this item, is not to be told as items that are left. */
export function throwWhatEndsAll(answers: readonly (Found | Outcome)[]): void {
  for (const answer of answers) {
    if (answer.kind === "error" && reachOf(answer.error.code) === "run") throw answer.error;
  }
}
