/**
 * What a server takes away with a write of ours (rule 20): Exchange drops the exceptions of a series whose
 * pattern is written. That is nobody's wish. The intent says what stood there; what is missing once it
 * landed is kept on the link, stands for whatever is decided, and is written back.
 */
import { open } from "./flow.ts";
import {
  elements,
  sides,
  type Decision,
  type FieldRule,
  type Fields,
  type Link,
  type Schema,
  type Side,
  type Snapshot,
  type Update,
  type Value,
  type WriteIntent,
} from "./model.ts";
import { unitOf, type SetRule } from "./merge-set.ts";
import type { Terms } from "./terms.ts";

/** The sets that a write of these fields may sweep away. */
function atStake(sent: Fields, { fields }: Schema): readonly (readonly [string, SetRule])[] {
  return Object.entries(fields).flatMap(([field, rule]) => {
    const { after = [], elementKey } = rule;
    // An answer sweeps away what was said before it: that is its person's wish.
    const sweeps = after.some((one) => one in sent && fields[one]?.mails === undefined);
    return sweeps && elementKey !== undefined ? [[field, { ...rule, elementKey }] as const] : [];
  });
}

/**
 * What the item has, as far as its people left it, that a write of these fields may sweep away; `{}`:
 * nothing. Where nothing is left of what was agreed on, that is said, too: its person removed it.
 */
export function heldBeside(
  link: Link,
  side: Side,
  sent: Fields,
  schema: Schema,
): Pick<WriteIntent, "held"> {
  const now = asLeft(link, schema)[side]?.fields ?? {};
  const held = atStake(sent, schema).flatMap(([field]) => {
    const value = now[field];
    const isKnown = [value, link.base?.[side][field]].some((one) => elements(one).length > 0);
    return isKnown && value !== undefined ? [[field, value] as const] : [];
  });
  return held.length > 0 ? { held: Object.fromEntries(held) } : {};
}

/**
 * The link after a write landed, with what that swept away to be put back. What cannot be put back (whom
 * a day is with, a day off that would be taken from guests) counts as never agreed on, so that the other
 * side's stands; what has no place any more is gone with what it was of.
 */
export function withSwept(
  link: Link,
  { side, fields: sent, held }: WriteIntent,
  readBack: Fields,
  schema: Schema,
): Link {
  // What was written itself is as somebody wants it.
  const pending = Object.entries(link.swept?.[side] ?? {}).filter(([field]) => !(field in sent));
  const swept = new Map(pending);
  const base = { microsoft: { ...link.base?.microsoft }, erp: { ...link.base?.erp } };
  for (const [field, rule] of held === undefined ? atStake(sent, schema) : setsOf(held, schema)) {
    if (readBack[field] === undefined) continue;
    // Intents that were stored before they said what stood: what was agreed on did.
    const before = held === undefined ? link.base?.[side][field] : held[field];
    const there = new Set(elements(readBack[field]).map(rule.elementKey));
    const missing = elements(before).filter((one) => !there.has(rule.elementKey(one)));
    const back = missing.filter((one) => canBePutBack(one, rule, { link, side, readBack, schema }));
    if (back.length > 0) swept.set(field, back);
    else swept.delete(field);
    const kept = new Set(back.map(rule.elementKey));
    const lost = new Set(missing.map(rule.elementKey).filter((key) => !kept.has(key)));
    for (const one of sides) {
      const agreed = base[one][field];
      if (agreed === undefined || lost.size === 0) continue;
      base[one][field] = elements(agreed).filter((element) => !lost.has(rule.elementKey(element)));
    }
  }
  return withPending({ ...link, base }, side, Object.fromEntries(swept));
}

function setsOf(held: Fields, { fields }: Schema): readonly (readonly [string, SetRule])[] {
  return Object.keys(held).flatMap((field) => {
    const rule = fields[field];
    const { elementKey } = rule ?? {};
    return rule !== undefined && elementKey !== undefined
      ? [[field, { ...rule, elementKey }] as const]
      : [];
  });
}

interface Landing {
  readonly link: Link;
  readonly side: Side;
  readonly readBack: Fields;
  readonly schema: Schema;
}

function canBePutBack(
  element: Value,
  rule: SetRule,
  { link, side, readBack, schema }: Landing,
): boolean {
  if (rule.stands?.(element, readBack) === false) return false;
  // Nobody is told anew what he was told, nor is anybody invited.
  if (schema.fields[rule.partOf?.(element) ?? ""]?.mails === side) return false;
  if (rule.keeps?.(side, undefined, element) !== undefined) return false;
  const item = link[side];
  if (rule.removes?.(element) !== true || item == null) return true;
  const now = { ...item, fields: readBack };
  return !schema.sparesFromDeletion(side, rule.unit?.asItem(now, unitOf(rule, element)) ?? now);
}

/** The link with just this to be put back on a side. */
function withPending(link: Link, side: Side, fields: Fields): Link {
  const { swept: before, ...rest } = link;
  const { [side]: _was, ...others } = before ?? {};
  const swept = { ...others, ...(Object.keys(fields).length > 0 && { [side]: fields }) };
  return Object.keys(swept).length > 0 ? { ...rest, swept } : rest;
}

/** The link of an item that is gone: nothing is put back there. */
export function withoutPending(link: Link, side: Side): Link {
  return link.swept === undefined ? link : withPending(link, side, {});
}

/** The link with both items as their people left them: what a write of ours swept away stands. */
export function asLeft(link: Link, schema: Schema): Link {
  if (link.swept === undefined) return link;
  const left = (side: Side): Snapshot | null | undefined => {
    const [item, swept] = [link[side], link.swept?.[side]];
    if (item == null || swept === undefined) return item;
    const fields = setsOf(swept, schema).map(([field, rule]) => [
      field,
      // Somebody may have invited people since: what would reach them by now is not put back.
      joined(
        rule,
        item.fields[field],
        elements(swept[field]).filter((one) =>
          canBePutBack(one, rule, { link, side, readBack: item.fields, schema }),
        ),
      ),
    ]);
    return { ...item, fields: { ...item.fields, ...(Object.fromEntries(fields) as Fields) } };
  };
  const [microsoft, erp] = [left("microsoft"), left("erp")];
  return {
    ...link,
    ...(microsoft !== undefined && { microsoft }),
    ...(erp !== undefined && { erp }),
  };
}

/**
 * What is there, and what was swept away beside it. A unit that its person removed since stays removed,
 * and one that he used since takes place.
 */
function joined(rule: SetRule, there: Value | undefined, swept: Value | undefined): Value {
  const known = new Set(elements(there).map(rule.elementKey));
  const isRemoval = (one: Value): boolean => rule.removes?.(one) === true;
  const unitsOf = (all: readonly Value[]) => new Set(all.map((one) => unitOf(rule, one)));
  const removed = unitsOf(elements(there).filter(isRemoval));
  const used = unitsOf(elements(there));
  const back = elements(swept).filter(
    (one) =>
      !known.has(rule.elementKey(one)) && !(isRemoval(one) ? used : removed).has(unitOf(rule, one)),
  );
  return [...elements(there), ...back];
}

/**
 * The decision about a pair as its people left it, with what is to be put back: it is written as it was,
 * after the field that it belongs to, and agrees on nothing.
 */
export function puttingBack(decision: Decision, link: Link, terms: Terms): Decision {
  if (!["nothing", "settle", "update"].includes(decision.kind)) return decision;
  const {
    updates: planned = [],
    base = link.base,
    conflicts = [],
  } = decision as Partial<Extract<Decision, { kind: "update" }>>;
  const updates = withPutBack(planned, link, terms);
  if (updates.every((update) => planned.includes(update))) return decision;
  return { kind: "update", updates, conflicts, base: base ?? { microsoft: {}, erp: {} }, rule };
}

/**
 * Of an item that one side made to be set aside: nothing but what is to be put back on the other one;
 * `null`: nothing is.
 */
export function putBackAlone(link: Link, refusing: Side, terms: Terms): Decision | null {
  const updates = withPutBack([], link, terms).filter(({ side }) => side !== refusing);
  const { base, waiting: conflicts } = link;
  return updates.length === 0 || base === null
    ? null
    : { kind: "update", updates, conflicts, base, rule };
}

const rule = "20 nobody removed it";

function withPutBack(
  planned: readonly Update[],
  link: Link,
  { policy, schema }: Terms,
): readonly Update[] {
  if (link.swept === undefined) return planned;
  const left = asLeft(link, schema);
  return (["erp", "microsoft"] as const).flatMap((side): readonly Update[] => {
    const update = planned.find((one) => one.side === side);
    const fields = open(policy, side) ? missing(link, left, side, update, schema) : {};
    if (Object.keys(fields).length === 0) return update === undefined ? [] : [update];
    const precondition = link[side]?.version ?? "";
    const { source = {}, fields: others = {} } = update ?? {};
    return [{ side, precondition, source, fields: { ...fields, ...others } }];
  });
}

/** What is not there, by field, and is not written now anyway, nor to be swept away again. */
function missing(
  link: Link,
  left: Link,
  side: Side,
  update: Update | undefined,
  { fields }: Schema,
): Fields {
  const sent = update?.fields ?? {};
  const due = Object.keys(link.swept?.[side] ?? {}).flatMap((field) => {
    const { fingerprint, after = [] }: Partial<FieldRule> = fields[field] ?? {};
    const [there, wanted] = [link[side]?.fields[field], left[side]?.fields[field]];
    if (fingerprint === undefined || there === undefined || wanted === undefined) return [];
    if ([field, ...after].some((one) => one in sent)) return [];
    return fingerprint(there) === fingerprint(wanted) ? [] : [[field, wanted] as const];
  });
  return Object.fromEntries(due);
}
