import type { ItemChange } from "../../../connectors/port/item.ts";
import { whenSchema } from "../../../resources/appointment/appointment.ts";
import type { Window } from "../../../resources/window.ts";
import type { Fields, Side } from "../../../sync/model.ts";
import { connectorOf, type RunContext } from "../context.ts";

/** More than ever stand on a few days of one calendar. */
const pagesMax = 100;
const dayMs = 24 * 60 * 60 * 1000;

/** Around the appointment, a day wider than it is: all-day ones are days in somebody's zone. */
export function windowOf(fields: Fields, otherwise: Window): Window {
  const when = whenSchema.safeParse(fields["when"]);
  if (!when.success) return otherwise;
  const { start, end } = when.data;
  const at = (ms: number): string => new Date(ms).toISOString();
  return { from: at(Date.parse(start) - dayMs), to: at(Date.parse(end) + dayMs) };
}

/**
 * What a side lists of some days and no link knows; lists may tell nothing of keys, and are read by `get`.
 * @throws ConnectorError where the side does not list them
 */
export async function unlinkedOf(
  run: RunContext,
  side: Side,
  window: Window,
): Promise<readonly ItemChange[]> {
  const connector = connectorOf(run, side);
  const listed = new Map<string, ItemChange>();
  let cursor: string | null = null;
  for (let page = 0; page < pagesMax; page++) {
    const read = await connector.delta(run.actor, { resource: run.resource, window }, cursor);
    for (const change of read.changes) {
      const { id, removed } = change;
      // What a list calls gone may stand: only its own reading tells.
      if (run.ledger.byItem(side, id) === undefined) listed.set(id, removed ? { id } : change);
    }
    cursor = read.cursor;
    if (!read.more) break;
  }
  return [...listed.values()];
}
