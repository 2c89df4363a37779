import { isWhole, type Item, type ItemChange } from "../../../connectors/port/item.ts";
import { elements, type Link } from "../../../sync/model.ts";
import { observed } from "../../../sync/record.ts";
import { throwWhatEndsAll } from "../../mailboxes/copies.ts";
import { kindOf, readUnchosen, sightingOf } from "../observe/confirm.ts";
import type { RunContext } from "../context.ts";
import { subjectOf } from "../history.ts";

/** Days of series in Outlook, by their series. */
export type Days = ReadonlyMap<string, readonly Item[]>;

/** The days that a list shows, by their series. */
export function daysBySeries(changes: readonly ItemChange[]): Days {
  const shown = new Map<string, Map<string, Item>>();
  for (const { item, removed } of changes) {
    const { series, seriesId } = item?.details ?? {};
    if (item === undefined || series !== "occurrence" || seriesId === undefined) continue;
    const days = shown.get(seriesId) ?? new Map<string, Item>();
    // A list may tell of an item twice: the last word counts.
    if (removed === true) days.delete(item.id);
    else days.set(item.id, item);
    shown.set(seriesId, days);
  }
  return new Map([...shown].map(([id, days]) => [id, [...days.values()]]));
}

/** When its series has the day, ISO 8601 UTC; `undefined` for what is no day of a series. */
export function dayOf(item: Item): string | undefined {
  return kindOf("microsoft", item).meeting?.day;
}

/** A link and the item in Outlook that it stands for from now on. */
export interface Move {
  readonly link: Link;
  readonly item: Item;
}

/** Gives each link its item in Outlook; one whose item cannot be read stays as it is. */
export async function carryEach(
  run: RunContext,
  moves: readonly Move[],
  because: string,
): Promise<void> {
  const items = moves.map(({ item }) => item);
  const whole = await readWhole(run, items);
  for (const { link, item } of moves) {
    const seen = whole.get(item.id);
    if (seen !== undefined) carry(run, link, seen, because);
  }
}

/** These items of Outlook with what a list leaves out, by id; those that cannot be read are missing. */
export async function readWhole(
  run: RunContext,
  items: readonly Item[],
): Promise<ReadonlyMap<string, Item>> {
  const partly = items.filter((item) => !isWhole(item)).map(({ id }) => id);
  const read = await readUnchosen(run, "microsoft", partly);
  return new Map([...items.filter(isWhole), ...read.items].map((item) => [item.id, item]));
}

/** Series of Outlook, by id, and those of them that cannot be read just now. */
export interface Masters {
  readonly found: ReadonlyMap<string, Item>;
  readonly unread: ReadonlySet<string>;
}

/** Series as they are, whatever days of them the ERP holds. */
export async function mastersOf(run: RunContext, ids: readonly string[]): Promise<Masters> {
  const found = new Map<string, Item>();
  const unread = new Set<string>();
  if (ids.length === 0) return { found, unread };
  const { series: _days, ...actor } = run.actor;
  const answers = await run.graph.get(actor, run.resource, ids);
  throwWhatEndsAll(answers);
  for (const [at, id] of ids.entries()) {
    const answer = answers[at];
    if (answer?.kind === "found") found.set(id, answer.item);
    else if (answer?.kind !== "missing") unread.add(id);
  }
  return { found, unread };
}

/** The day of a link is another occurrence from now on; all else of the link stays. */
function carry(run: RunContext, link: Link, item: Item, because: string): void {
  const known = run.ledger.byItem("microsoft", item.id);
  const isWished = known !== undefined && isMereWish(known);
  if (isWished) run.ledger.drop(known);
  else if (known !== undefined && !giveUp(run, known, link)) return;
  const kept = isWished ? asWished(link, known) : link;
  const gone = observed(kept, "microsoft", null, run.schema);
  const { cut: _found, calledOff: _before, ...standing } = gone;
  const { marking: _sent, unmarkable: _refused, ...rest } = standing;
  const seen = observed(rest, "microsoft", sightingOf(item), run.schema);
  const next: Link = { ...seen, ...kindOf("microsoft", item), dirty: kept.choice !== "off" };
  run.ledger.unpark(item.id);
  run.ledger.unpark(link.id);
  run.ledger.stage(next);
  if (kept.choice === "off") return;
  run.fresh.add(link.id);
  run.ledger.note({
    linkId: link.id,
    kind: "linked",
    side: null,
    origin: "microsoft",
    subject: subjectOf(next),
    changes: [],
    because,
  });
}

/** Whether its person switched the day on, and nothing was made of it yet. */
export function isMereWish({ choice, create, ids }: Link): boolean {
  return choice === "on" && create === undefined && ids.erp === undefined;
}

/** The link with what its person said of the day that comes: that he switched on, and what it concerns. */
function asWished(link: Link, wish: Link): Link {
  const said = Object.entries(wish.companion).filter(
    ([, value]) => value !== null && elements(value).length + Number(typeof value === "string") > 0,
  );
  return {
    ...link,
    choice: "on",
    companion: { ...link.companion, ...Object.fromEntries(said) },
    ...(wish.wholeSeries === true && { wholeSeries: true }),
  };
}

/**
 * Gives up what a gate had made of the day before we saw the cut: it takes the place of the day that
 * went, so that the ERP's second activity goes as that one would have.
 * @returns whether it did: what a person made of it meanwhile stands
 */
function giveUp(run: RunContext, known: Link, day: Link): boolean {
  const { ledger, schema, rules } = run;
  if (known.choice !== "gate" || known.create !== undefined) return false;
  if (elements(known.companion["records"]).length > 0 || isEditedInErp(run, known)) return false;
  ledger.unpark(known.id);
  if (known.ids.erp === undefined) {
    ledger.drop(known);
    return true;
  }
  // Made again in Outlook, there would be two of it.
  if (known.erp == null || rules.policy.afterDeleteOn.microsoft === "recreate") return false;
  const gone = observed(known, "microsoft", null, schema);
  ledger.stage({
    ...gone,
    ids: { ...gone.ids, ...day.ids, erp: known.ids.erp },
    // It is not this copy of a meeting that ends.
    calledOff: true,
    ...(day.seriesId !== undefined && { seriesId: day.seriesId }),
    ...(day.meeting !== undefined && { meeting: day.meeting }),
  });
  return true;
}

function isEditedInErp({ schema }: RunContext, { erp, base }: Link): boolean {
  return Object.entries(base?.erp ?? {}).some(([field, before]) => {
    const now = erp?.fields[field];
    const print = schema.fields[field]?.fingerprint;
    return now !== undefined && print !== undefined && print(now) !== print(before);
  });
}
