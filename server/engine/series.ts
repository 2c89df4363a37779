import type { Actor, Connector, Item } from "../connectors/connector.ts";
import type { Link } from "../sync/model.ts";
import type { RunContext } from "./context.ts";
import type { Round } from "./new-items.ts";

/**
 * What a series is depends on the ERP: where it holds exceptions, one item with all that belongs to
 * it; where it holds none, each occurrence inside the window is an item of its own.
 */
export function actingWith(erp: Connector, actor: Actor): Actor {
  const holds = erp.capabilities.holds.appointment.has("exceptions");
  return holds ? actor : { ...actor, series: "occurrences" };
}

/** Whether an item stands for itself: a master where series are whole, an occurrence where they are not. */
export function isOneItem({ details }: Item, { series }: Actor): boolean {
  const other = series === "occurrences" ? "master" : "occurrence";
  return details.series !== other;
}

/** A deleted occurrence that nobody announced is found by this at the latest. */
const rereadMs = 24 * 60 * 60 * 1000;

/** Whether the link's item in Outlook is a series, whose members can change without a sign. */
export function isSeriesLink({ microsoft }: Link): boolean {
  const when = microsoft?.fields["when"];
  return typeof when === "object" && when !== null && "recurrence" in when;
}

/**
 * The series to be read although no change of theirs is listed: Graph says nothing of a deleted
 * occurrence but by notifying its master (quirk `delta-deleted-occurrence-silent`). A notification
 * can be lost, so every series is read once a day.
 * @param savedAt when that was done last; ISO 8601 UTC
 */
export function doubtfulSeries(
  run: RunContext,
  { changes }: Round,
  savedAt: string | undefined,
): { readonly ids: readonly string[]; readonly all: boolean } {
  const dueMs = Date.parse(savedAt ?? "") + rereadMs;
  const all = !(run.deps.clock.now() < dueMs);
  const seen = new Map(changes.map(({ id, item }) => [id, item?.version]));
  const isSeen = (link: Link, id: string): boolean => seen.get(id) === link.microsoft?.version;
  const links = all
    ? [...run.ledger.links.values()]
    : [...run.notified].flatMap((id) => run.ledger.byItem("microsoft", id) ?? []);
  const ids = links.flatMap((link) => {
    const id = link.ids.microsoft;
    if (id === undefined || link.choice === "off" || !isSeriesLink(link)) return [];
    return isSeen(link, id) ? [] : [id];
  });
  return { ids, all };
}
