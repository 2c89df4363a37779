import {
  ConnectorError,
  type Connector,
  type Item,
  type ItemChange,
} from "../connectors/connector.ts";
import { naturalKey } from "../resources/appointment/schema.ts";
import { put, type Change } from "../store/store.ts";
import { match, type Candidate } from "../sync/match.ts";
import type { Link, Side } from "../sync/model.ts";
import { missingFrom } from "../sync/reconcile.ts";
import { observed, type Sighting } from "../sync/record.ts";
import { subjectOf } from "./history.ts";
import { parkItem } from "./park.ts";
import type { RunContext } from "./context.ts";
import { newLink, type TakenUp } from "./take-up.ts";

/** More pages than any mailbox has: a side that never ends its round is broken (quirk endless-nextlink). */
const pagesMax = 1_000;
const confirmBatch = 20;

/** What one side told in this run: the changes, and the cursor to keep with what they lead to. */
interface Round {
  readonly changes: readonly ItemChange[];
  readonly complete: boolean;
  readonly cursor: Change | null;
}

/**
 * Reads both sides and stores what was seen together with the cursors, one commit per side, so that
 * no cursor is ever ahead of what was recorded. Decides nothing.
 */
export async function observeBothSides(run: RunContext, taken: TakenUp): Promise<void> {
  const microsoft = await readMicrosoft(run, taken);
  const erp = await readErp(run, taken);
  const unknown = {
    microsoft: await sight(run, "microsoft", microsoft, []),
    erp: await sight(run, "erp", erp, [...taken.erpHints]),
  };
  takeUpNewItems(run, unknown, microsoft.complete && erp.complete);
  const cursors = [microsoft.cursor, erp.cursor].filter((change) => change !== null);
  await run.ledger.commit([...cursors, ...taken.done]);
}

async function readMicrosoft(run: RunContext, taken: TakenUp): Promise<Round> {
  const key = run.resource;
  const saved = await run.deps.store.get(run.scope, "cursors", key);
  const sameWindow = saved?.window?.from === run.window.from && saved.window.to === run.window.to;
  const start = sameWindow && !taken.resync.has("microsoft") ? saved.cursor : null;
  const round = await readRound(run, run.graph, start);
  const cursor = put("cursors", key, {
    cursor: round.cursor,
    window: run.window,
    savedAt: run.now(),
  });
  return { ...round, cursor };
}

/** The ERP is listed once; afterwards its feed puts what moved into the inbox. */
async function readErp(run: RunContext, taken: TakenUp): Promise<Round> {
  const key = `erp:${run.resource}`;
  const saved = await run.deps.store.get(run.scope, "cursors", key);
  const listed = saved?.window?.from === run.window.from && saved.window.to === run.window.to;
  const feed = run.erp.feed !== undefined;
  if (feed && listed && !taken.resync.has("erp")) {
    return { changes: [], complete: false, cursor: null };
  }
  const start = !feed && listed && !taken.resync.has("erp") ? saved.cursor : null;
  const round = await readRound(run, run.erp, start);
  const cursor = put("cursors", key, {
    cursor: round.cursor,
    window: run.window,
    savedAt: run.now(),
  });
  return { ...round, cursor };
}

/** One whole round; a cursor that expired half-way starts over from nothing. */
async function readRound(
  run: RunContext,
  connector: Connector,
  start: string | null,
): Promise<{ changes: readonly ItemChange[]; complete: boolean; cursor: string }> {
  const scope = { resource: run.resource, window: run.window };
  try {
    const changes: ItemChange[] = [];
    let cursor = start;
    for (let page = 0; page < pagesMax; page++) {
      const read = await connector.delta(run.actor, scope, cursor);
      changes.push(...read.changes);
      cursor = read.cursor;
      if (!read.more) return { changes, complete: start === null, cursor };
    }
    throw new ConnectorError("unavailable", connector.side, "The list of changes never ends.");
  } catch (error) {
    const expired = error instanceof ConnectorError && error.code === "cursor-expired";
    if (!expired || start === null) throw error;
    return readRound(run, connector, null);
  }
}

/**
 * Brings the links up to date with one side's round. Whatever is not the version we recorded is read
 * by itself, and so is every absence: a list may lag, replay, or show a window only.
 * @returns the items no link knows, as truly read.
 */
async function sight(
  run: RunContext,
  side: Side,
  round: Round,
  hints: readonly string[],
): Promise<readonly Item[]> {
  const { ledger } = run;
  const doubtful = new Set<string>();
  for (const change of round.changes) {
    const link = ledger.byItem(side, change.id);
    if (link === undefined) {
      if (change.removed !== true && run.takesUp(side, change.item)) doubtful.add(change.id);
    } else if (change.removed === true || change.item?.version !== link[side]?.version) {
      doubtful.add(change.id);
    }
  }
  for (const id of hints) {
    if (ledger.byItem(side, id) !== undefined || run.takesUp(side, undefined)) doubtful.add(id);
  }
  for (const link of ledger.links.values()) {
    // Taken up and never read: a person's choice, or a link whose other half was just made.
    if (link[side] === undefined && link.ids[side] !== undefined && link.choice !== "off") {
      doubtful.add(link.ids[side]);
    }
  }
  if (round.complete) {
    const listing = new Set(
      round.changes.filter((one) => one.removed !== true).map((one) => one.id),
    );
    for (const id of missingFrom(listing, ledger.links.values(), side)) doubtful.add(id);
  }
  return confirm(run, side, [...doubtful]);
}

/** Reads items by id and records what was found; items without a link are returned. */
export async function confirm(
  run: RunContext,
  side: Side,
  ids: readonly string[],
): Promise<readonly Item[]> {
  const connector = side === "erp" ? run.erp : run.graph;
  const unknown: Item[] = [];
  for (let start = 0; start < ids.length; start += confirmBatch) {
    const part = ids.slice(start, start + confirmBatch);
    const answers = await connector.get(run.actor, run.resource, part);
    part.forEach((id, at) => {
      const answer = answers[at];
      const link = run.ledger.byItem(side, id);
      switch (answer?.kind) {
        case "found":
          run.ledger.unpark(id);
          if (link === undefined) unknown.push(answer.item);
          else see(run, link, side, answer.item);
          break;
        case "missing":
          if (link !== undefined && link.choice !== "off") {
            run.ledger.stage(observed(link, side, null, run.schema));
          }
          break;
        case "error":
          parkItem(run, { link, side, itemId: id, error: answer.error });
          break;
        case undefined:
          throw new ConnectorError(
            "unavailable",
            side,
            "An item that was asked for was not answered.",
          );
      }
    });
  }
  return unknown;
}

/** Records an item that was read; a link that is switched off only keeps its ids. */
export function see(run: RunContext, link: Link, side: Side, item: Item): void {
  if (link.choice === "off") return;
  const next = observed({ ...link, dirty: false }, side, sightingOf(item), run.schema);
  // What was refused may be accepted now that the item is another.
  if (next.dirty) run.ledger.unpark(link.id);
  const attendeeCopy = side === "microsoft" ? item.details.organizer === false : link.attendeeCopy;
  run.ledger.stage({ ...next, attendeeCopy, dirty: link.dirty || next.dirty });
}

export function sightingOf(item: Item): Sighting {
  const { stamp, id, version, fields, readOnly, modifiedAt } = item;
  const { webUrl } = item.details;
  const snapshot = { id, version, fields, modifiedAt, webUrl };
  return { snapshot: readOnly === undefined ? snapshot : { ...snapshot, readOnly }, stamp };
}

/** Items nobody linked yet: paired where both sides have them already, otherwise taken up alone. */
function takeUpNewItems(
  run: RunContext,
  unknown: Readonly<Record<Side, readonly Item[]>>,
  complete: boolean,
): void {
  const fresh = {
    microsoft: unknown.microsoft.filter((item) => run.takesUp("microsoft", item)),
    erp: unknown.erp.filter((item) => run.takesUp("erp", item)),
  };
  const paired = new Set<Item>();
  if (complete) {
    const { matches } = match(fresh.microsoft.map(candidate), fresh.erp.map(candidate));
    for (const { microsoft, erp, by } of matches) {
      const [here, there] = [itemOf(fresh.microsoft, microsoft), itemOf(fresh.erp, erp)];
      if (here === undefined || there === undefined) continue;
      paired.add(here).add(there);
      takeUp(run, { microsoft: here, erp: there }, `matched by ${by}`);
    }
  }
  for (const side of ["microsoft", "erp"] as const) {
    for (const item of fresh[side]) {
      if (!paired.has(item) && run.opens(side)) takeUp(run, { [side]: item }, "new item");
    }
  }
}

function candidate(item: Item): Candidate {
  return {
    snapshot: item,
    key: item.key,
    sharedId: item.details.iCalUId ?? null,
    naturalKey: naturalKey(item.fields),
  };
}

function itemOf(items: readonly Item[], { snapshot }: Candidate): Item | undefined {
  return items.find((item) => item.id === snapshot.id);
}

function takeUp(run: RunContext, items: Partial<Record<Side, Item>>, because: string): void {
  let link = newLink(run.deps.ids.next(), "gate", {});
  for (const side of ["microsoft", "erp"] as const) {
    const item = items[side];
    if (item === undefined) continue;
    link = observed(link, side, sightingOf(item), run.schema);
    if (side === "microsoft") link = { ...link, attendeeCopy: item.details.organizer === false };
  }
  run.ledger.stage(link);
  run.ledger.note({
    linkId: link.id,
    kind: "linked",
    side: null,
    origin: items.microsoft === undefined ? "erp" : "microsoft",
    subject: subjectOf(link),
    changes: [],
    because,
  });
}
