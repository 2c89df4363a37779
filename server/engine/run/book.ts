import { isAsked } from "../../sync/asked.ts";
import { sides, type Link, type Side } from "../../sync/model.ts";

/** Counts over the links that are followed (not switched off). */
export interface Figures {
  readonly followed: number;
  /** Both items are there. */
  readonly linked: number;
  readonly waiting: number;
  /** Links, switched off ones among them, whose item in Outlook carries categories of ours. */
  readonly marked: number;
  /** By side: links whose item is there. */
  readonly present: Readonly<Record<Side, number>>;
}

/** The links of one mailbox with what is asked of them over and over, kept up to date at each change. */
export interface Book {
  readonly links: ReadonlyMap<string, Link>;
  byItem(side: Side, itemId: string): Link | undefined;
  open(): readonly Link[];
  /** Links whose series was cut short. */
  cut(): readonly Link[];
  readonly figures: Figures;
  /** Links that moved since somebody last saw to it that their item shows it: see `marks.ts`. */
  readonly moved: Set<string>;
  enter(link: Link): void;
  leave(link: Link): void;
}

/**
 * Indexes links once, so that a run costs what it has to do and not what the mailbox holds: of a
 * hundred thousand links most runs touch one.
 */
export function createBook(all: ReadonlyMap<string, Link>): Book {
  const links = new Map<string, Link>();
  const index: Record<Side, Map<string, string>> = { microsoft: new Map(), erp: new Map() };
  const open = new Set<string>();
  const cut = new Set<string>();
  const moved = new Set<string>();
  const figures = {
    ...{ followed: 0, linked: 0, waiting: 0, marked: 0 },
    present: { microsoft: 0, erp: 0 },
  };

  function count(link: Link, by: 1 | -1): void {
    if (isMarked(link)) figures.marked += by;
    if (link.choice === "off") return;
    figures.followed += by;
    if (link.dirty || isAsked(link)) figures.waiting += by;
    for (const side of sides) if (link[side] != null) figures.present[side] += by;
    if (link.microsoft != null && link.erp != null) figures.linked += by;
  }

  function forget(link: Link, side: Side): void {
    const id = link.ids[side];
    if (id !== undefined && index[side].get(id) === link.id) index[side].delete(id);
  }

  function enter(link: Link): void {
    const before = links.get(link.id);
    if (before !== undefined) {
      count(before, -1);
      // A link that has a new item is not told of what becomes of the old one.
      for (const side of sides) if (before.ids[side] !== link.ids[side]) forget(before, side);
    }
    count(link, 1);
    links.set(link.id, link);
    moved.add(link.id);
    for (const side of sides) {
      const id = link.ids[side];
      if (id !== undefined) index[side].set(id, link.id);
    }
    if (isOpen(link)) open.add(link.id);
    else open.delete(link.id);
    if (link.cut === undefined) cut.delete(link.id);
    else cut.add(link.id);
  }

  for (const link of all.values()) enter(link);

  return {
    links,
    figures,
    moved,
    byItem: (side, itemId) => links.get(index[side].get(itemId) ?? ""),
    open: () => [...open].flatMap((id) => links.get(id) ?? []),
    cut: () => [...cut].flatMap((id) => links.get(id) ?? []),
    enter,
    leave(link) {
      const before = links.get(link.id);
      if (before !== undefined) count(before, -1);
      links.delete(link.id);
      open.delete(link.id);
      cut.delete(link.id);
      moved.delete(link.id);
      for (const side of sides) forget(link, side);
    },
  };
}

/**
 * Whether the item carries categories of ours, or may: one that is being made, or whose marks are on
 * their way. Until they are gone they are nobody's edit. Where there is no item there is nothing to wait for.
 */
export function isMarked({ microsoft, marking, create }: Link): boolean {
  if (create?.marks !== undefined) return true;
  return microsoft != null && (marking !== undefined || (microsoft.marks ?? []).length > 0);
}

/**
 * Not planned yet, a create whose outcome is unknown, or an item that was never read. Of those that are
 * switched off, a meeting that is being cancelled.
 */
function isOpen(link: Link): boolean {
  if (link.ending?.cancelling !== undefined) return true;
  if (link.choice === "off") return false;
  if (link.invitation !== undefined) return true;
  return link.dirty || link.create !== undefined || sides.some((side) => isUnread(link, side));
}

/** Taken up and never read: a person's choice, or a link whose other half was just made. */
export function isUnread(link: Link, side: Side): boolean {
  return link[side] === undefined && link.ids[side] !== undefined && link.choice !== "off";
}
