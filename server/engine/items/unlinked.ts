import type { Connector } from "../../connectors/port/connector.ts";
import type { Actor, Item } from "../../connectors/port/item.ts";
import { windowAround } from "../../resources/window.ts";
import { sides, type Side } from "../../sync/model.ts";
import {
  actorOf,
  openMailbox,
  showsMarks,
  type EngineDeps,
  type MailboxScope,
} from "../mailboxes/mailbox.ts";
import { doubtOf } from "../run/match/doubts.ts";
import { whyNot, type WhyNot } from "../run/gate.ts";
import { actingWith } from "../run/series/series.ts";
import { splitDoubtOf } from "../run/series/splits.ts";

/** An item that stands on one side alone, as that side has it now. */
export interface Unlinked {
  readonly side: Side;
  readonly item: Item;
  readonly why: WhyNot;
}

/**
 * Why an item that no link knows was not taken up.
 * @param id of the item on either side
 * @returns `null` where neither side has it, for its person
 * @throws ConnectorError
 */
export async function findUnlinked(
  deps: EngineDeps,
  scope: MailboxScope,
  id: string,
): Promise<Unlinked | null> {
  const mailbox = await openMailbox(deps, scope);
  if (mailbox === undefined) return null;
  const rules = deps.rules(mailbox);
  const erp = deps.erp(mailbox.connectionId);
  const actor = actingWith(erp, actorOf(mailbox), rules);
  const { calendar: job } = mailbox.jobs;
  const of = { microsoft: deps.graph, erp };
  for (const side of sides) {
    const item = await read(of[side], actor, id);
    if (item === null) continue;
    const links = [...(await deps.store.list(scope, "links")).values()];
    const parked = await deps.store.list(scope, "quarantine");
    const isLinked = (where: Side, one: string): boolean =>
      links.some(({ ids }) => ids[where] === one);
    const { companyId } = actor;
    const types =
      job.outlookItems === "category" && companyId !== null
        ? ((await erp.profile?.activityTypes(actor, companyId)) ?? [])
        : [];
    const window = windowAround(deps.clock.now(), rules.span);
    const { privacy, categoryTypes } = rules;
    const gate = { actor, window, privacy, job, showsMarks: showsMarks(mailbox), categoryTypes };
    const doubt =
      doubtOf(parked.values(), isLinked, side, id) ??
      splitDoubtOf(parked.values(), [id, item.details.seriesId]);
    const doubted = doubt !== undefined;
    const why = whyNot(side, item, gate, { enabled: job.enabled, types, doubted });
    return { side, item, why };
  }
  return null;
}

/** `null` where that side does not have it, or takes the id for none of its own. */
async function read(connector: Connector, actor: Actor, id: string): Promise<Item | null> {
  // Where it lies is looked for as well: it may be in a calendar that is not synchronized.
  const [found] = await connector.get(actor, "appointment", [id], new Set([id]));
  if (found?.kind === "error" && found.error.code !== "rejected") throw found.error;
  return found?.kind === "found" ? found.item : null;
}
