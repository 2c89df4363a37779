/**
 * A person at work on both sides, as a seed decides, with a notebook of what he did: what must be
 * there when everything has come to rest. He edits subjects in Outlook and places in the ERP, so both
 * edits of one item must survive; he removes only what nobody edited on the other side.
 */
import type { Chance } from "../../server/lib/chance.ts";
import type { ErpDesk, OutlookDesk } from "../whole/person.ts";

type Side = "microsoft" | "erp";

interface Noted {
  readonly tag: string;
  readonly madeOn: Side;
  subject: string;
  place: string;
  touchedByOther: boolean;
  removed: boolean;
}

export interface Desks {
  readonly outlook: OutlookDesk;
  readonly erp: ErpDesk;
}

export interface People {
  /** What was done, in order: the story of a failure. */
  readonly story: readonly string[];
  /** Does one thing, and writes it down where it was done. @param removals whether it may be a removal */
  act(removals?: boolean): Promise<void>;
  /** What is not as it must be; empty when both sides are equal, nothing is lost and nothing doubled. */
  complaints(): Promise<readonly string[]>;
}

interface Seen {
  readonly id: string;
  readonly subject: string;
  readonly place: string;
}

const hourMs = 3_600_000;

/** @param name begins every subject: whose items these are @param nowMs items lie in the weeks after it */
export function createPeople(name: string, desks: Desks, chance: Chance, nowMs: number): People {
  const notes: Noted[] = [];
  const story: string[] = [];
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)];

  const on = async (side: Side): Promise<ReadonlyMap<string, readonly Seen[]>> => {
    const items =
      side === "erp"
        ? (await desks.erp.list()).map(({ id, subject, place }) => ({ id, subject, place }))
        : (await desks.outlook.list()).map(({ id, subject, location }) => ({
            ...{ id, subject, place: location.displayName },
          }));
    const byTag = new Map<string, Seen[]>();
    for (const item of items) {
      const tag = item.subject.split(" ")[0] ?? "";
      if (!tag.startsWith(`${name}-`)) continue;
      byTag.set(tag, [...(byTag.get(tag) ?? []), item]);
    }
    return byTag;
  };

  const add = async (side: Side): Promise<void> => {
    const tag = `${name}-${notes.length + 1}`;
    const note: Noted = {
      ...{ tag, madeOn: side, subject: `${tag} made`, place: "nowhere" },
      ...{ touchedByOther: false, removed: false },
    };
    const startMs = Math.ceil(nowMs / hourMs) * hourMs + (24 + notes.length) * hourMs;
    const [start = "", end = ""] = [startMs, startMs + hourMs].map((ms) =>
      new Date(ms).toISOString().slice(0, 19),
    );
    notes.push(note);
    const { subject, place } = note;
    if (side === "erp") {
      await desks.erp.add({ subject, place, start: `${start}Z`, end: `${end}Z` });
    } else {
      await desks.outlook.add({
        ...{ subject, location: { displayName: place } },
        start: { dateTime: start, timeZone: "UTC" },
        end: { dateTime: end, timeZone: "UTC" },
      });
    }
    story.push(`${tag} is made ${where[side]}`);
  };

  const edit = async (side: Side, note: Noted, { id }: Seen): Promise<void> => {
    if (side !== note.madeOn) note.touchedByOther = true;
    if (side === "erp") {
      const place = `place ${story.length}`;
      await desks.erp.change(id, { place });
      note.place = place;
    } else {
      const subject = `${note.tag} subject ${story.length}`;
      await desks.outlook.change(id, { subject });
      note.subject = subject;
    }
    story.push(`${note.tag} is edited ${where[side]}`);
  };

  const remove = async (note: Noted, { id }: Seen): Promise<void> => {
    note.removed = true;
    await (note.madeOn === "erp" ? desks.erp.remove(id) : desks.outlook.remove(id));
    story.push(`${note.tag} is removed ${where[note.madeOn]}`);
  };

  return {
    story,
    async act(removals = true) {
      const side: Side = chance() < 0.5 ? "microsoft" : "erp";
      const what = chance();
      const there = await on(side);
      const known = notes.filter(({ tag, removed }) => !removed && there.has(tag));
      const own = known.filter(({ madeOn, touchedByOther }) => madeOn === side && !touchedByOther);
      const [victim, edited] = [pick(own), pick(known)];
      const seenOf = (note: Noted): Seen => there.get(note.tag)![0]!;
      if (removals && what < 0.15 && victim !== undefined) await remove(victim, seenOf(victim));
      else if (what < 0.6 && edited !== undefined) await edit(side, edited, seenOf(edited));
      else await add(side);
    },
    async complaints() {
      const [outlook, erp] = [await on("microsoft"), await on("erp")];
      return notes.flatMap((note) => {
        const sides = [
          ["in Outlook", outlook.get(note.tag) ?? []],
          ["in the ERP", erp.get(note.tag) ?? []],
        ] as const;
        return sides.flatMap(([place, found]) => complaintOf(note, place, found));
      });
    },
  };
}

const where: Readonly<Record<Side, string>> = { microsoft: "in Outlook", erp: "in the ERP" };

function complaintOf(note: Noted, where: string, found: readonly Seen[]): readonly string[] {
  const { tag, removed, subject, place } = note;
  if (removed) return found.length === 0 ? [] : [`${tag} was removed and is ${where}`];
  const [item] = found;
  if (item === undefined) return [`${tag} is lost ${where}`];
  if (found.length > 1) return [`${tag} is ${where} ${found.length} times`];
  return [
    ...(item.subject === subject
      ? []
      : [`${tag} has "${item.subject}" ${where}, not "${subject}"`]),
    ...(item.place === place ? [] : [`${tag} has "${item.place}" ${where}, not "${place}"`]),
  ];
}
