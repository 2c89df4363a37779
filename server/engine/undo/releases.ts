import type { UndoDocument } from "../../store/documents/mailbox.ts";
import { withMarksSeen } from "../../sync/marks.ts";
import type { Link, Undo } from "../../sync/model.ts";
import { observed } from "../../sync/record.ts";
import { judge, type Refusal } from "../../sync/undo.ts";
import { sightingOf } from "../run/observe/confirm.ts";
import { connectorOf, type RunContext } from "../run/context.ts";
import { reachOf } from "../run/retry.ts";

/** What comes of switching an item on again: its link, or why it stays off. */
export type SwitchedOn =
  | { readonly kind: "on"; readonly link: Link }
  | { readonly kind: "refused"; readonly refused: readonly Refusal[] }
  | { readonly kind: "failed"; readonly because: string };

/** Whether the copy that this line had removed is still to be made again, by what the link knows. */
export function isStillOff({ choice, released }: Link, lineId: string): boolean {
  return choice === "off" && released === lineId;
}

/**
 * The link of an item that was switched off with its copy in the ERP, switched on again as it was. The copy
 * is made again by the undo that it carries; where it stands once more (restored in the ERP) the two go on
 * from what they had agreed on.
 * @throws ConnectorError where a side cannot be asked at all
 */
export async function switchedOnAgain(
  run: RunContext,
  known: Link,
  document: UndoDocument,
  undo: Undo,
): Promise<SwitchedOn> {
  if (!isStillOff(known, undo.lineId)) return refused("switched");
  const here = await read(run, "microsoft", known.ids.microsoft);
  if (here === "missing") return refused("gone");
  if (here.kind === "error") {
    return { kind: "failed", because: `${here.error.code}: ${here.error.message}` };
  }
  const { choice = "on", ids: { erp: erpId } = {} } = document.link ?? {};
  const there = await read(run, "erp", erpId);
  // One that cannot be read is there: beside it nothing is made a second time.
  if (there !== "missing" && there.kind === "error") return refused("there");
  const sighting = sightingOf(here.item);
  const { erp: _gone, released: _off, ...rest } = withMarksSeen(known, sighting.snapshot);
  const { erp: _id, ...ids } = rest.ids;
  const seen = observed({ ...rest, ids }, "microsoft", sighting, run.schema);
  const verdict = judge(seen, undo, run.terms);
  if (verdict.refused.length > 0) return { kind: "refused", refused: verdict.refused };
  const on: Link = { ...seen, choice, undo: [undo], dirty: true };
  // It may stand there under another id, as whatever is switched on may (rule 27).
  if (there === "missing" || erpId === undefined) {
    return { kind: "on", link: { ...on, unsought: true } };
  }
  return { kind: "on", link: { ...on, ids: { ...on.ids, erp: erpId } } };
}

/** The series that is on as a whole again with this day of it: others may have come meanwhile. */
export function seriesGivenBack({ seriesId, wholeSeries, undo }: Link): string | undefined {
  return wholeSeries === true && undo?.[0]?.kind === "release" ? seriesId : undefined;
}

async function read(run: RunContext, side: "microsoft" | "erp", id: string | undefined) {
  if (id === undefined) return "missing" as const;
  const doubted = new Set(side === "microsoft" ? [id] : []);
  const [found] = await connectorOf(run, side).get(run.actor, run.resource, [id], doubted);
  if (found?.kind === "error" && reachOf(found.error.code) === "run") throw found.error;
  return found === undefined || found.kind === "missing" ? ("missing" as const) : found;
}

function refused(because: Refusal["because"]): SwitchedOn {
  return { kind: "refused", refused: [{ because, fields: [] }] };
}
