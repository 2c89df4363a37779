import type { Actor } from "../../../connectors/port/item.ts";
import type { InboxDocument } from "../../../store/documents/mailbox.ts";
import { elements, type Fields, type Link } from "../../../sync/model.ts";
import type { RunContext } from "../context.ts";
import { noteAct } from "../history.ts";
import type { Unknown } from "../match/new-items.ts";
import { newLink } from "../new-link.ts";

/**
 * The days of a series that its person switched on as a whole, where each day is an item of its own; those
 * that he switched off since are none of them.
 */
export function daysOfWhole(links: Iterable<Link>, seriesId: string): readonly Link[] {
  return [...links]
    .filter((link) => link.seriesId === seriesId && isOfWhole(link))
    .toSorted((one, other) => ((one.meeting?.day ?? "") < (other.meeting?.day ?? "") ? -1 : 1));
}

function isOfWhole({ wholeSeries, choice }: Link): boolean {
  return wholeSeries === true && choice !== "off";
}

/** Every series that was switched on as a whole, with the day that stands for what holds of it: its last. */
export function wholeSeriesOf({ series }: Actor, links: Iterable<Link>): Map<string, Link> {
  const whole = new Map<string, Link>();
  if (series !== "occurrences") return whole;
  for (const link of links) {
    const { seriesId, meeting } = link;
    if (seriesId === undefined || !isOfWhole(link)) continue;
    const before = whole.get(seriesId)?.meeting?.day ?? "";
    if ((meeting?.day ?? "") >= before) whole.set(seriesId, link);
  }
  return whole;
}

/** The days of these series that nobody knew go on as the others do. */
export function withWholeSeries({ wholeSeries }: RunContext, unknown: Unknown): Unknown {
  const heirs = new Map(unknown.heirs);
  for (const item of unknown.items.microsoft) {
    const whole = wholeSeries.get(item.details.seriesId ?? "");
    if (whole !== undefined) heirs.set(item, whole);
  }
  return { ...unknown, heirs };
}

/**
 * Switching a series on, or changing what all of its days concern. What one of them concerns by itself
 * stays; days that were switched off come back with a series that is switched on, and not with a change.
 * @param resumed how a day that was off is switched on again; `null`: it cannot be
 */
export async function chooseSeries(
  run: RunContext,
  { microsoftId: seriesId, linkId, companion }: Extract<InboxDocument, { kind: "choose" }>,
  resumed: (run: RunContext, link: Link) => Promise<Link | null>,
): Promise<void> {
  const { ledger } = run;
  const before = run.wholeSeries.get(seriesId);
  const days = [...ledger.links.values()].filter((link) => link.seriesId === seriesId);
  for (const day of days) {
    const isOff = day.choice === "off";
    const next = !isOff ? day : before === undefined ? await resumed(run, day) : null;
    if (next === null) continue;
    const isOwn = isSaid(day.companion) && !isAlike(day.companion, before?.companion);
    ledger.unpark(day.id);
    ledger.stage({
      ...next,
      ...{ choice: "on", wholeSeries: true, dirty: true },
      companion: isOwn ? day.companion : { ...next.companion, ...companion },
    });
    if (isOff) noteAct(run, next, "linked", "switched on");
  }
  const whole = { ...newLink(linkId, "on", {}, companion), wholeSeries: true as const };
  run.wholeSeries.set(seriesId, whole);
}

function isSaid(companion: Fields): boolean {
  return companion["type"] != null || elements(companion["records"]).length > 0;
}

function isAlike(one: Fields, other: Fields | undefined): boolean {
  const said = ({ type = null, records = [] }: Fields): string => JSON.stringify([type, records]);
  return other !== undefined && said(one) === said(other);
}
