import type { InboxDocument } from "../store/documents.ts";
import type { Change } from "../store/store.ts";
import type { Link, Side } from "../sync/model.ts";
import type { Item } from "../connectors/connector.ts";
import { emptyCompanion } from "../resources/appointment/companion.ts";
import type { RunContext } from "./context.ts";
import { subjectOf } from "./history.ts";

/** What waited in the inbox, sorted by whom it concerns. */
export interface TakenUp {
  /** ERP items said to have moved. */
  readonly erpHints: ReadonlySet<string>;
  /** Sides that are to be listed completely. */
  readonly resync: ReadonlySet<Side>;
  /** The inbox entries to remove once what they asked for is stored. */
  readonly done: readonly Change[];
}

/** A link for an item that a person or a gate took up; its sides are read by the observation. */
export function newLink(
  id: string,
  choice: Link["choice"],
  ids: Link["ids"],
  companion: Link["companion"] = emptyCompanion,
): Link {
  return {
    id,
    resource: "appointment",
    ids,
    companion,
    base: null,
    generation: 0,
    writes: [],
    answers: {},
    waiting: [],
    choice,
    attendeeCopy: false,
    dirty: true,
    syncedAt: null,
  };
}

/**
 * Takes up the wishes of people and the hints of the ERP that were stored since the last run.
 * Acts are staged on the links and leave the inbox in the same commit; hints leave it with the
 * observation that followed them, so that a crash in between repeats them.
 */
export async function takeUpInbox(run: RunContext): Promise<TakenUp> {
  const inbox = await run.deps.store.list(run.scope, "inbox");
  const erpHints = new Set<string>();
  const resync = new Set<Side>();
  const acts: Change[] = [];
  const hints: Change[] = [];
  for (const [key, entry] of inbox) {
    const removal: Change = { kind: "remove", collection: "inbox", key };
    switch (entry.kind) {
      case "erp-change":
        erpHints.add(entry.id);
        hints.push(removal);
        break;
      case "resync":
        resync.add(entry.side);
        hints.push(removal);
        break;
      case "release":
        await release(run, entry);
        acts.push(removal);
        break;
      case "choose":
        await choose(run, entry);
        acts.push(removal);
        break;
      case "answer":
      case "retry":
        takeUpAct(run, entry);
        acts.push(removal);
    }
  }
  await run.ledger.commit(acts);
  return { erpHints, resync, done: hints };
}

function takeUpAct(
  run: RunContext,
  entry: Extract<InboxDocument, { kind: "answer" | "retry" }>,
): void {
  const { ledger } = run;
  switch (entry.kind) {
    case "answer": {
      const link = ledger.links.get(entry.linkId);
      if (link === undefined) return;
      const answers = { ...link.answers, [entry.field]: entry.answer };
      ledger.stage({ ...link, answers, dirty: true });
      ledger.note({
        linkId: link.id,
        kind: "answered",
        side: null,
        origin: "person",
        subject: subjectOf(link),
        changes: [],
        because: `keep ${entry.answer.keep}`,
      });
      return;
    }
    case "retry": {
      const link = ledger.links.get(entry.key);
      ledger.unpark(entry.key);
      if (link !== undefined) ledger.stage({ ...link, dirty: true });
    }
  }
}

/** Switching an item on, or changing what it concerns. */
async function choose(
  run: RunContext,
  entry: Extract<InboxDocument, { kind: "choose" }>,
): Promise<void> {
  const { ledger } = run;
  const known = ledger.byItem("microsoft", entry.microsoftId);
  const start =
    known === undefined
      ? newLink(entry.linkId, "on", { microsoft: entry.microsoftId })
      : known.choice === "off"
        ? await resumed(run, known)
        : known;
  ledger.unpark(start.id);
  ledger.stage({
    ...start,
    choice: "on",
    companion: { ...start.companion, ...entry.companion },
    dirty: true,
  });
  if (known === undefined || known.choice === "off") {
    ledger.note({
      linkId: start.id,
      kind: "linked",
      side: null,
      origin: "person",
      subject: subjectOf(start),
      changes: [],
      because: "switched on",
    });
  }
}

/**
 * A link that is switched on again. Where the ERP's copy went away meanwhile it starts anew: read as
 * a deletion, that absence would take the appointment with it that the person just switched on.
 */
async function resumed(run: RunContext, link: Link): Promise<Link> {
  const id = link.ids.erp;
  const [found] = id === undefined ? [] : await run.erp.get(run.actor, link.resource, [id]);
  if (found?.kind === "error") throw found.error;
  if (found?.kind === "found") return link;
  const { erp: _gone, base: _base, ids, ...rest } = link;
  const { erp: _id, ...others } = ids;
  return { ...rest, base: null, ids: others };
}

/** Switching an item off: both copies stay, or the ERP's is removed as the person asked. */
async function release(
  run: RunContext,
  entry: Extract<InboxDocument, { kind: "release" }>,
): Promise<void> {
  const link = run.ledger.links.get(entry.linkId);
  if (link === undefined) return;
  if (entry.removeErpCopy) await removeErpCopy(run, link);
  run.ledger.unpark(link.id);
  const { create: _abandoned, ...rest } = link;
  run.ledger.stage({ ...rest, choice: "off", writes: [], waiting: [], dirty: false });
  run.ledger.note({
    linkId: link.id,
    kind: "unlinked",
    side: entry.removeErpCopy ? "erp" : null,
    origin: "person",
    subject: subjectOf(link),
    changes: [],
    because: "switched off",
  });
}

async function removeErpCopy(run: RunContext, link: Link): Promise<void> {
  const { erp, actor } = run;
  const made: Item | null =
    link.create?.side === "erp" ? await erp.findByKey(actor, link.resource, link.create.key) : null;
  const id = made?.id ?? link.ids.erp;
  if (id === undefined) return;
  // Whatever the version is now: the person asked for the copy to go, not for this state of it.
  const [found] = await erp.get(actor, link.resource, [id]);
  if (found?.kind === "error") throw found.error;
  if (found?.kind !== "found") return;
  const precondition = found.item.version;
  const [outcome] = await erp.write(actor, link.resource, [{ kind: "delete", id, precondition }]);
  if (outcome?.kind === "error") throw outcome.error;
}
