import type { Item } from "../../../connectors/port/item.ts";
import { naturalKey } from "../../../resources/appointment/schema.ts";
import type { Fields, Side } from "../../../sync/model.ts";
import { adopted } from "../../../sync/record.ts";
import { sightingOf } from "../observe/confirm.ts";
import { connectorOf, type RunContext } from "../context.ts";
import { unlinkedOf, windowOf } from "./days.ts";
import { noteWrite, reasonOf, subjectOf } from "../history.ts";
import type { Errand } from "../apply/intents.ts";

/**
 * Creates whose outcome is unknown, on a side that stores nothing of ours: there is no key to find
 * what they made, so what reads the same and belongs to no link is taken for it. Where several do, a
 * person decides; where none does, it is sent again, because nothing is lost that way.
 * @returns the errands that are still to be sent.
 */
export async function withoutFoundByLooks(
  run: RunContext,
  errands: readonly Errand[],
): Promise<readonly Errand[]> {
  const unsettled: Errand[] = [];
  for (const errand of errands) {
    if (!(await isFound(run, errand))) unsettled.push(errand);
  }
  await run.ledger.commit();
  return unsettled;
}

async function isFound(run: RunContext, { linkId, side, action }: Errand): Promise<boolean> {
  const { promises } = connectorOf(run, side).capabilities;
  const link = run.ledger.links.get(linkId);
  if (link === undefined || action.kind !== "create" || promises.create !== "none") return false;
  const alike = await lookAlikes(run, side, action.fields);
  const [made] = alike;
  if (made === undefined) return false;
  if (alike.length === 1) {
    run.ledger.stage(adopted(link, sightingOf(made), run.schema));
    noteWrite(run, link, { kind: "created", side, to: action.fields, ...reasonOf(link) });
    return true;
  }
  run.ledger.park(linkId, {
    linkId,
    itemId: made.id,
    side,
    subject: subjectOf(link),
    code: "create-in-doubt",
    reason: "Several items read like the one that may have been created. Keep one and try again.",
    field: null,
    attempts: 1,
    since: run.now(),
    nextTryAt: null,
  });
  return true;
}

/** Whether the item reads like what a create in doubt has made, on a side that keeps no keys. */
export function mayBeOurs(run: RunContext, side: Side, item: Item): boolean {
  if (connectorOf(run, side).capabilities.promises.create !== "none") return false;
  return run.ledger
    .open()
    .some(({ create }) => create?.side === side && isAlike(run, create.fields, item.fields));
}

async function lookAlikes(run: RunContext, side: Side, fields: Fields): Promise<readonly Item[]> {
  const listed = await unlinkedOf(run, side, windowOf(fields, run.window));
  if (listed.length === 0) return [];
  const ids = listed.map(({ id }) => id);
  const answers = await connectorOf(run, side).get(run.actor, run.resource, ids);
  return answers.flatMap((answer) => {
    if (answer.kind !== "error") {
      return answer.kind === "found" && isAlike(run, fields, answer.item.fields)
        ? [answer.item]
        : [];
    }
    // One that is unreadable for good cannot be compared; one that is not answered may be ours.
    if (answer.error.code === "rejected") return [];
    throw answer.error;
  });
}

function isAlike({ schema }: RunContext, sent: Fields, read: Fields): boolean {
  const key = naturalKey(sent);
  // A server that tidies may have closed up the blanks.
  const tidy = (text: string | null): string | undefined => text?.replace(/\s+/g, "");
  if (key !== null) return tidy(naturalKey(read)) === tidy(key);
  return Object.entries(sent).every(([field, value]) => {
    const print = schema.fields[field]?.fingerprint;
    const there = read[field];
    return print === undefined || there === undefined || print(there) === print(value);
  });
}
