import type { Item } from "../../server/connectors/port/item.ts";
import type { QuarantineDocument } from "../../server/store/documents/mailbox.ts";
import type { Link } from "../../server/sync/model.ts";
import type { Lineage } from "./lineage.ts";
import { Violation, type World } from "./world.ts";

/** A day of a series that has another id in Outlook since, and the activity that it is to keep. */
interface Kept {
  readonly mailbox: number;
  readonly seriesId: string | undefined;
  /** `null`: it had none, or that was not known yet. */
  readonly erpId: string | null;
  /** Its day in Outlook by now. */
  readonly dayId: string;
}

/** Knows which activities go on whatever ids a person's act gave the days of their series (rules 25 and 29). */
export function createContinued(world: World, lineages: ReadonlyMap<number, Lineage>) {
  const kept = new Map<number, Kept>();
  const heirs = new Set<number>();
  const switchedOff = new Set<string>();
  // A week later nobody knows any more what was done at one moment, nor by a clock that went back.
  const isTimely = !world.schedule.acts.some(
    ({ kind }) => kind === "week" || kind === "clock-back",
  );

  /** What may be made of it is told apart by nobody. */
  function blur(lineage: number): void {
    const known = lineages.get(lineage);
    if (known !== undefined) known.isBlurred = true;
    kept.delete(lineage);
  }

  /** Whether the day that came is linked to the activity of the one that went. */
  function isSeen({ dayId, erpId }: Kept, links: ReadonlyMap<string, Link>): boolean {
    const link = [...links.values()].find(({ ids }) => ids.microsoft === dayId);
    return link !== undefined && (erpId === null || link.ids.erp === erpId);
  }

  return {
    /**
     * A day goes and another one comes in its place.
     * @param link that stands for the day that goes
     * @param dayId of the one that comes
     */
    replaced(mailbox: number, lineage: number, link: Link | undefined, dayId: string): void {
      const isSettled = link?.microsoft != null && link.erp != null && link.create === undefined;
      const isOn = isSettled && link.choice !== "off";
      const erpId = (isOn ? link.ids.erp : undefined) ?? null;
      kept.set(lineage, { mailbox, seriesId: link?.seriesId, erpId, dayId });
    },
    /** A series that its person had switched on goes on with this one. */
    goesOn(next: number): void {
      heirs.add(next);
    },
    /** Its person said that nothing goes on with a series: its last days end, others begin. */
    ends(seriesId: string): void {
      for (const [lineage, one] of kept) if (one.seriesId === seriesId) blur(lineage);
    },
    /**
     * Something else happens to series: what was done to them before and was not seen is known to nobody.
     * @returns whether there was such a thing
     */
    overtaken(mailbox: number, links: ReadonlyMap<string, Link>): boolean {
      const unseen = [...kept].filter(([, one]) => one.mailbox === mailbox && !isSeen(one, links));
      for (const [lineage] of unseen) blur(lineage);
      return unseen.length > 0;
    },
    /** A day is deleted that came in the place of another one, maybe before anybody saw it. */
    removed(mailbox: number, links: ReadonlyMap<string, Link>, dayId: string): void {
      for (const [lineage, one] of kept) {
        const isIt = one.mailbox === mailbox && one.dayId === dayId;
        if (isIt && !isSeen(one, links)) blur(lineage);
      }
    },
    blur,
    /** Its person asks for it; the engine knows a little later. */
    switchedOff(linkId: string): void {
      switchedOff.add(linkId);
    },
    isFollowed(link: Link | undefined): boolean {
      return link !== undefined && link.choice !== "off" && !switchedOff.has(link.id);
    },

    /** Once all is quiet: no activity was made anew, each is linked to its day, and what was on stays on. */
    check(end: {
      readonly mailbox: number;
      readonly links: ReadonlyMap<string, Link>;
      readonly parked: ReadonlyMap<string, QuarantineDocument>;
      readonly standing: (
        lineage: number,
      ) => Readonly<Record<"microsoft" | "erp", readonly Item[]>>;
      readonly isInside: (item: Item) => boolean;
    }): void {
      if (!isTimely) return;
      const isPlain = (id: number): boolean => {
        const known = lineages.get(id)!;
        const { deletions, residue, isDoomed, isPrivate } = known;
        const isMixed = known.isUndone || known.isBlurred || isDoomed || isPrivate;
        return deletions.length === 0 && residue.size === 0 && !isMixed;
      };
      for (const [id, { mailbox, erpId }] of kept) {
        const { microsoft, erp } = end.standing(id);
        const [day] = microsoft;
        if (mailbox !== end.mailbox || day === undefined || !isPlain(id)) continue;
        if (erpId === null) continue;
        const link = [...end.links.values()].find(({ ids }) => ids.microsoft === day.id);
        const isAside = end.parked.has(day.id) || end.parked.has(link?.id ?? "");
        if (isAside || link?.choice === "off" || !end.isInside(day)) continue;
        if (!erp.some((one) => one.id === erpId)) {
          throw new Violation(`rule 25 and 29, days: the activity ${erpId} of item ${id} is gone`);
        }
        if (link?.ids.erp !== erpId) {
          throw new Violation(`rule 25 and 29, days: item ${id} is not linked to ${erpId}`);
        }
      }
      for (const id of heirs) {
        const { microsoft, erp } = end.standing(id);
        const [series] = microsoft;
        if (lineages.get(id)!.mailbox !== end.mailbox) continue;
        if (series === undefined || erp.length > 0 || !isPlain(id)) continue;
        const link = [...end.links.values()].find(({ ids }) => ids.microsoft === series.id);
        const isAside = end.parked.has(series.id) || end.parked.has(link?.id ?? "");
        if (isAside || link?.choice === "off" || !end.isInside(series)) continue;
        throw new Violation(`rule 25, series: item ${id} goes on with one that was on, and is not`);
      }
    },
  };
}
