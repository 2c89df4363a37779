import { createHash } from "node:crypto";
import type { Ids } from "../../lib/ids.ts";
import type { Link, Side } from "../../sync/model.ts";

const digestLength = 12;

/**
 * A new link's id: unguessable, and ending with the digest of the item it is made for. The key of
 * every create begins with it, so what a create made names its twin even where we forgot the link: a
 * restored backup and a second installation pair the two instead of making a third.
 */
export function newLinkId(ids: Ids, side: Side, itemId: string): string {
  return `${ids.next()}.${digestOf(side, itemId)}`;
}

/** The key of a link's create: never used for two decisions. */
export function createKey(linkId: string, generation: number): string {
  return `${linkId}#${generation}`;
}

/** The link whose create a key belongs to. */
export function linkOfKey(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf("#")));
}

/** 0 where the key names none. */
export function generationOfKey(key: string): number {
  return Number(/#(\d+)$/.exec(key)?.[1] ?? 0);
}

/** What the two items of a link have in common: the digest of the one the other was made for. */
export function originOf(side: Side, item: { readonly id: string; readonly key: string | null }) {
  if (item.key === null) return digestOf(side, item.id);
  const linkId = linkOfKey(item.key);
  const digest = linkId.slice(linkId.lastIndexOf(".") + 1);
  return digest.length === digestLength ? digest : item.key;
}

/** Whether the link was made for the item that it has on this side, and not the other way round. */
export function isMadeIn({ id, ids }: Pick<Link, "id" | "ids">, side: Side): boolean {
  const itemId = ids[side];
  return itemId !== undefined && id.endsWith(`.${digestOf(side, itemId)}`);
}

function digestOf(side: Side, itemId: string): string {
  return createHash("sha256")
    .update(`${side}/${itemId}`)
    .digest("base64url")
    .slice(0, digestLength);
}
