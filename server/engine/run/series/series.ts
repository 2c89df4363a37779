import type { Connector } from "../../../connectors/port/connector.ts";
import type { Actor, ItemChange } from "../../../connectors/port/item.ts";
import type { Fields, Link } from "../../../sync/model.ts";
import type { Rules } from "../../mailboxes/mailbox.ts";
import type { RunContext } from "../context.ts";
import type { Round } from "../match/new-items.ts";

/**
 * The person as this ERP wants to be spoken to, with those of its own fields that have a place in
 * Outlook. What a series is depends on the ERP: where it holds exceptions, one item with all that
 * belongs to it; where it holds none, each occurrence inside the window is an item of its own.
 */
export function actingWith(
  erp: Connector,
  actor: Actor,
  { mapped = [] }: Pick<Rules, "mapped"> = {},
): Actor {
  const holds = erp.capabilities.holds.appointment.has("exceptions");
  return {
    ...actor,
    ...(mapped.length > 0 && { mapped }),
    ...(!holds && { series: "occurrences" }),
  };
}

/** Whether the link's item in Outlook is a series, whose members can change without a sign. */
export function isSeriesLink({ microsoft }: Link): boolean {
  return microsoft != null && repeats(microsoft.fields);
}

/** Whether an item takes place more than once. */
export function repeats({ when }: Fields): boolean {
  return typeof when === "object" && when !== null && "recurrence" in when;
}

/**
 * The items to be read although no change of theirs is listed: Graph says nothing of a deleted
 * occurrence but by notifying its master (quirk `delta-deleted-occurrence-silent`). A notification
 * can be lost, so every series is read once a day. Where each occurrence is an item of its own, they are
 * read as well where others come that nobody knew: they may come in their place (rules 25 and 29).
 * @param doubts whether that day is over, and the ids that notifications named since the last run
 */
export function doubtfulSeries(
  run: RunContext,
  { changes }: Round,
  { due, notified }: { readonly due: boolean; readonly notified: ReadonlySet<string> },
): readonly string[] {
  const seen = new Map(changes.map(({ id, item }) => [id, item?.version]));
  return concerned(run, due, new Set([...notified, ...growing(run, changes)])).flatMap((link) => {
    const id = link.ids.microsoft;
    if (id === undefined || link.choice === "off") return [];
    return seen.get(id) === link.microsoft?.version ? [] : [id];
  });
}

/** Series of which a list shows days that no link knows. */
function growing({ actor, ledger }: RunContext, changes: readonly ItemChange[]): readonly string[] {
  if (actor.series !== "occurrences") return [];
  return changes.flatMap(({ id, item, removed }) => {
    const { seriesId } = item?.details ?? {};
    const isNew = removed !== true && ledger.byItem("microsoft", id) === undefined;
    return seriesId !== undefined && isNew ? [seriesId] : [];
  });
}

/** The links that may have changed; a mailbox is not walked through where looking up is enough. */
function concerned(
  { actor, ledger }: RunContext,
  all: boolean,
  notified: ReadonlySet<string>,
): readonly Link[] {
  const links = (): Link[] => [...ledger.links.values()];
  const known = (id: string): Link | undefined => ledger.byItem("microsoft", id);
  if (actor.series !== "occurrences") {
    return (all ? links() : [...notified].flatMap((id) => known(id) ?? [])).filter(isSeriesLink);
  }
  // Where all of them are due the calendar is listed anew; a master has no link of its own.
  const masters = new Set([...notified].filter((id) => known(id) === undefined));
  if (masters.size === 0) return [];
  return links().filter(({ seriesId }) => seriesId !== undefined && masters.has(seriesId));
}
