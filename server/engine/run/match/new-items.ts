import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Item, ItemChange } from "../../../connectors/port/item.ts";
import { naturalKey } from "../../../resources/appointment/schema.ts";
import type { Change } from "../../../store/store.ts";
import { match } from "../../../sync/match.ts";
import { sides, type Link, type Side } from "../../../sync/model.ts";
import { observed } from "../../../sync/record.ts";
import { activityTypesOf } from "../apply/activity-types.ts";
import { candidate } from "./candidate.ts";
import { foreignIds } from "./foreign.ts";
import { isTracked, keptOutBy } from "../gate.ts";
import { kindOf, sightingOf } from "../observe/confirm.ts";
import { connectorOf, type RunContext } from "../context.ts";
import { endLink } from "../end-link.ts";
import { subjectOf } from "../history.ts";
import { generationOfKey, linkOfKey, newLinkId } from "../link-id.ts";
import { withStanding } from "./late.ts";
import { mayBeOurs } from "./look-alike.ts";
import { isItsOwn, parkDoubt, parkUncompared, tryLater, type Said } from "../park.ts";
import { newLink } from "../new-link.ts";
import { seriesInQuestion } from "../series/splits.ts";
import { unclearOf } from "./twins.ts";

/** What one side told in this run: the changes, and the cursor to keep with what they lead to. */
export interface Round {
  readonly changes: readonly ItemChange[];
  readonly complete: boolean;
  readonly cursor: Change | null;
}

/** Items that no link knows. */
export interface Unknown {
  readonly items: Readonly<Record<Side, readonly Item[]>>;
  /** Of those that go on with a series, the link of that series: what holds for it holds for them. */
  readonly heirs: ReadonlyMap<Item, Link>;
}

/**
 * Items nobody linked yet: paired where both sides have them already, otherwise taken up alone. What
 * stands behind a closed gate is not taken up, but it is there: its twin from the other side is
 * linked to it and not made a second time beside it, whether both sides were listed or one told of it
 * later (rule 28).
 */
export async function takeUpNewItems(
  run: RunContext,
  { items: unknown, heirs }: Unknown,
  rounds: Readonly<Record<Side, Round>>,
): Promise<void> {
  const isHeir = (item: Item): boolean => heirs.has(item);
  const known = { heirs, said: new Map<string, Said>(run.ledger.parked) };
  const { admitted, refused } = await byCategory(run, unknown.microsoft, isHeir);
  const inQuestion = seriesInQuestion(run);
  const waits = ({ id, details }: Item): boolean =>
    inQuestion.has(id) || inQuestion.has(details.seriesId ?? "");
  const free = {
    microsoft: admitted.filter(
      (item) => isFree(run, "microsoft", item, isHeir) && (isHeir(item) || !waits(item)),
    ),
    erp: unknown.erp.filter((item) => isFree(run, "erp", item, isHeir)),
  };
  const kept = [...refused, ...admitted.filter((item) => !isHeir(item) && waits(item))].filter(
    (item) => isFree(run, "microsoft", item, isHeir),
  );
  const complete = rounds.microsoft.complete && rounds.erp.complete;
  const listed = (): Items => ({
    microsoft: [...free.microsoft, ...kept, ...behindTheGate(run, "microsoft", rounds.microsoft)],
    erp: [...free.erp, ...behindTheGate(run, "erp", rounds.erp)],
  });
  const compare = complete
    ? { items: listed(), unread: new Set<string>(), setAside: new Set<Item>() }
    : await withStanding(run, free);
  const { items: all } = compare;
  const unclear = new Set([...unclearOf(run, free, compare), ...compare.setAside]);
  // Nobody else would have them compared again.
  for (const { id } of unclear) tryLater(run, id);
  // From here on what was seen is in doubt only if it is found to be so again.
  for (const side of sides) {
    for (const item of unknown[side]) if (!unclear.has(item)) run.ledger.unpark(item.id);
  }
  const compared = {
    microsoft: all.microsoft.filter((item) => !unclear.has(item)),
    erp: all.erp.filter((item) => !unclear.has(item)),
  };
  const done = new Set(unclear);
  if (compared.microsoft.length > 0 && compared.erp.length > 0) {
    for (const item of await pairAlike(run, free, compared, known)) done.add(item);
  }
  // What a whole side was compared with, and what was looked for behind a closed gate, was sought.
  const wasSought = complete || !run.opens("erp");
  await takeUpRest(run, free, { ...known, done, wasSought });
}

type Items = Readonly<Record<Side, readonly Item[]>>;

/** What holds for items that no link knows. */
interface Known {
  readonly heirs: Unknown["heirs"];
  /** By id, what a person said of those that stood in doubt: it holds whatever becomes of the doubt. */
  readonly said: ReadonlyMap<string, Said>;
}

/**
 * What is on both sides already becomes one link; what has several twins is set aside.
 * @param free those that may be taken up; the others are there to be their twins
 * @returns what needs nothing more
 */
async function pairAlike(
  run: RunContext,
  free: Items,
  compared: Items,
  { heirs, said }: Known,
): Promise<ReadonlySet<Item>> {
  const done = new Set<Item>();
  const fresh = { microsoft: new Set(free.microsoft), erp: new Set(free.erp) };
  const items = {
    microsoft: new Map(compared.microsoft.map((item) => [item.id, item])),
    erp: new Map(compared.erp.map((item) => [item.id, item])),
  };
  const foreign = await foreignIds(run, compared);
  const { matches, doubts } = match(
    compared.microsoft.map((item) => candidate(run, "microsoft", item, foreign)),
    compared.erp.map((item) => candidate(run, "erp", item, foreign)),
  );
  for (const { microsoft, erp, by } of matches) {
    const here = items.microsoft.get(microsoft.snapshot.id);
    const there = items.erp.get(erp.snapshot.id);
    if (here === undefined || there === undefined) continue;
    // What we made before belongs to its twin, whatever the gates let in today.
    const open = fresh.microsoft.has(here) || fresh.erp.has(there) || by === "key";
    if (!open) continue;
    const pair = {
      microsoft: fresh.microsoft.has(here) ? here : await readAgain(run, "microsoft", here),
      erp: fresh.erp.has(there) ? there : await readAgain(run, "erp", there),
    };
    const error = [pair.microsoft, pair.erp].find((one) => one instanceof ConnectorError);
    if (error !== undefined) {
      // It stands there all the same: taken up alone, the other would be made a second time.
      const both = { by, microsoft: [microsoft], erp: [erp] };
      const [side, item] = fresh.erp.has(there)
        ? (["erp", there] as const)
        : (["microsoft", here] as const);
      if (fresh[side].has(item)) parkUncompared(run, side, item, both, error, said.get(item.id));
      done.add(here).add(there);
      continue;
    }
    if (!isRead(pair.microsoft) || !isRead(pair.erp)) continue;
    done.add(here).add(there);
    const heir = heirs.get(here) ?? heirs.get(there);
    const chosen = said.get(here.id)?.chosen;
    const both = { microsoft: pair.microsoft, erp: pair.erp };
    takeUp(run, both, `matched by ${by}`, { heir, chosen });
  }
  for (const side of sides) {
    const doubted = new Map(
      doubts.flatMap((doubt) => doubt[side].map((one) => [one.snapshot.id, doubt] as const)),
    );
    for (const item of free[side]) {
      const doubt = doubted.get(item.id);
      if (doubt === undefined) continue;
      done.add(item);
      parkDoubt(run, side, item, doubt, said.get(item.id));
    }
  }
  return done;
}

/** What has no twin: the second halves of series, then all others, in portions. */
async function takeUpRest(
  run: RunContext,
  free: Items,
  known: Known & {
    readonly done: ReadonlySet<Item>;
    /** Whether it stands in the ERP already was looked for. */
    readonly wasSought: boolean;
  },
): Promise<void> {
  const { heirs, said } = known;
  const done = new Set(known.done);
  for (const here of free.microsoft) {
    const there = done.has(here) ? undefined : splitTwin(here, free.erp, heirs);
    if (there === undefined || done.has(there)) continue;
    done.add(here).add(there);
    const both = { microsoft: here, erp: there };
    takeUp(run, both, "goes on with a series", { heir: heirs.get(here) });
  }
  // Made by us for an item that is not there any more, or that its person keeps apart: alone it would
  // be made a second time where it came from.
  const isNew = (side: Side, item: Item): boolean => !done.has(item) && !isOurs(run, side, item);
  // These first, in one commit with what is forgotten of the series that they go on with.
  for (const side of sides) {
    for (const item of free[side]) {
      const heir = heirs.get(item);
      if (heir === undefined || !isNew(side, item)) continue;
      takeUp(run, { [side]: item }, "goes on with a series", { heir });
    }
  }
  let taken = 0;
  for (const side of sides) {
    for (const item of free[side]) {
      if (heirs.has(item) || !isNew(side, item)) continue;
      const chosen = said.get(item.id)?.chosen;
      takeUp(run, { [side]: item }, "new item", { chosen, wasSought: known.wasSought });
      // Known before the cursor is: whoever breaks off here reads them again and knows them.
      if (++taken % run.portionMax === 0) await run.ledger.commit();
    }
  }
}

/** The ERP's item that goes on with the same series as one of Outlook's: both sides split it alike. */
function splitTwin(here: Item, there: readonly Item[], heirs: Unknown["heirs"]): Item | undefined {
  const series = heirs.get(here);
  if (series === undefined) return undefined;
  const key = naturalKey(here.fields);
  return there.find((one) => heirs.get(one) === series && naturalKey(one.fields) === key);
}

/**
 * Where only events of a category come in, those whose first category is called like one of the
 * ERP's activity types (C09), apart from the others.
 */
async function byCategory(
  run: RunContext,
  items: readonly Item[],
  isHeir: (item: Item) => boolean,
): Promise<{ readonly admitted: readonly Item[]; readonly refused: readonly Item[] }> {
  if (run.mailbox.jobs.calendar.outlookItems !== "category" || items.length === 0) {
    return { admitted: items, refused: [] };
  }
  const types = await activityTypesOf(run);
  const isOurs = (item: Item): boolean =>
    isHeir(item) || keptOutBy("microsoft", item, run.gate, types) !== "category";
  return { admitted: items.filter(isOurs), refused: items.filter((item) => !isOurs(item)) };
}

/** Whether a gate lets the item in, no link claims it and no create in doubt may have made it. */
function isFree(run: RunContext, side: Side, item: Item, isHeir: (item: Item) => boolean): boolean {
  const isIn = isHeir(item) || run.takesUp(side, item);
  if (!isIn || isHeldBySeries(run, side, item)) return false;
  return item.key === null ? !mayBeOurs(run, side, item) : !claim(run, side, item, item.key);
}

/**
 * Whether the item is the day that a linked appointment had before it became a series: its link stays
 * with the series, which shows as its first day.
 */
function isHeldBySeries(run: RunContext, side: Side, { details, fields }: Item): boolean {
  const link = side === "erp" ? undefined : run.ledger.byItem(side, details.seriesId ?? "");
  const first = link?.microsoft?.fields["when"];
  const print = run.schema.fields["when"]?.fingerprint;
  const when = fields["when"];
  if (first === undefined || when === undefined || print === undefined) return false;
  return details.series === "occurrence" && print(first) === print(when);
}

/**
 * What a create of ours made belongs to its link: while the create's outcome is open the link will
 * find it by its key; where the link lost sight of it (a restored backup, a request that landed long
 * after it was given up) it is entered there. @returns whether a link claims the item.
 */
function claim(run: RunContext, side: Side, item: Item, key: string): boolean {
  const link = run.ledger.links.get(linkOfKey(key));
  if (link === undefined) return false;
  if (link.create !== undefined || link[side] != null) return link.create?.key === key;
  if (keysAreCopied(run, side) && link.ids[side] !== undefined) return false;
  if (link.choice === "off") {
    run.ledger.stage({ ...link, ids: { ...link.ids, [side]: item.id } });
    return true;
  }
  const generation = Math.max(link.generation, generationOfKey(key));
  const next = { ...link, base: null, generation };
  run.ledger.stage(observed(next, side, sightingOf(item), run.schema));
  return true;
}

/** Where a key is stored with the item, a person's copy of the item carries it as well. */
function keysAreCopied(run: RunContext, side: Side): boolean {
  return connectorOf(run, side).capabilities.promises.create !== "native";
}

/** Whether a create of ours made the item; not where the key stands for another item that is known. */
function isOurs(run: RunContext, side: Side, { id, key }: Item): boolean {
  if (key === null) return false;
  const known = run.ledger.links.get(linkOfKey(key))?.ids[side];
  return !keysAreCopied(run, side) || known === undefined || known === id;
}

/** What a listing showed of a side whose gate is closed, without reading each item. */
function behindTheGate(run: RunContext, side: Side, { changes }: Round): readonly Item[] {
  if (run.opens(side)) return [];
  return changes.flatMap(({ id, item, removed }) => {
    if (item === undefined || removed === true || run.ledger.byItem(side, id)) return [];
    if (item.key !== null && claim(run, side, item, item.key)) return [];
    return run.fits(side, item) && !run.takesUp(side, item) ? [item] : [];
  });
}

type Read = Item | ConnectorError | undefined;

/**
 * An item that nobody chose as it is and not as a list showed it: `undefined` when it is gone, its own
 * error where it cannot be read. It is not set aside itself.
 * @throws ConnectorError where it concerns more than the item
 */
async function readAgain(run: RunContext, side: Side, { id }: Item): Promise<Read> {
  const [answer] = await connectorOf(run, side).get(run.actor, run.resource, [id]);
  if (answer?.kind === "found") return answer.item;
  if (answer?.kind === "missing") {
    run.ledger.unpark(id);
    return undefined;
  }
  const reason = "An item that was asked for was not answered.";
  const error = answer?.error ?? new ConnectorError("unavailable", side, reason);
  if (!(await isItsOwn(run, { link: undefined, side, itemId: id, error }))) throw error;
  return error;
}

function isRead(read: Read): read is Item {
  return read !== undefined && !(read instanceof ConnectorError);
}

function takeUp(
  run: RunContext,
  items: Partial<Record<Side, Item>>,
  because: string,
  how: {
    readonly heir?: Link | undefined;
    /** Its companion, where its person had switched it on while it stood in doubt. */
    readonly chosen?: Said["chosen"] | undefined;
    readonly wasSought?: boolean;
  },
): void {
  const { heir, chosen, wasSought = true } = how;
  const origin = items.microsoft ?? items.erp;
  if (origin === undefined) return;
  const from = items.microsoft === undefined ? "erp" : "microsoft";
  // Whoever puts our category on an item switches it on.
  const byHand = items.microsoft !== undefined && isTracked(items.microsoft) && run.showsMarks;
  const choice = byHand || chosen !== undefined ? "on" : (heir?.choice ?? "gate");
  // The ERP's own series brings its records along.
  const companion = items.microsoft === undefined ? undefined : (chosen ?? heir?.companion);
  const made: Link = {
    ...newLink(newLinkId(run.deps.ids, from, origin.id), choice, {}, companion),
    ...(heir?.wholeSeries === true && { wholeSeries: true }),
  };
  let link: Link = choice === "on" && !wasSought ? { ...made, unsought: true } : made;
  for (const side of sides) {
    const item = items[side];
    if (item === undefined) continue;
    run.ledger.unpark(item.id);
    link = { ...observed(link, side, sightingOf(item), run.schema), ...kindOf(side, item) };
  }
  run.fresh.add(link.id);
  if (choice === "off") {
    endLink(run, link);
    return;
  }
  run.ledger.stage(link);
  run.ledger.note({
    linkId: link.id,
    kind: "linked",
    side: null,
    origin: from,
    subject: subjectOf(link),
    changes: [],
    because,
  });
}
