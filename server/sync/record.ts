import {
  elements,
  otherSide,
  type Base,
  type CreateIntent,
  type FieldRule,
  type Fields,
  type Link,
  type Schema,
  type Side,
  type Snapshot,
  type Value,
} from "./model.ts";
import type { SetRule } from "./merge-set.ts";
import { respelled } from "./spelling.ts";
import { withSwept, withoutPending } from "./swept.ts";

/** An item as just read, with the mark of our last write on it. */
export interface Sighting {
  readonly snapshot: Snapshot;
  readonly stamp: string | null;
}

/**
 * The link after one side was read; `null`: it was confirmed to be gone. What merely moved its
 * version leaves the link clean: that is our own echo, or a server's daily noise (rule 9).
 */
export function observed(link: Link, side: Side, seen: Sighting | null, schema: Schema): Link {
  const before = link[side];
  if (seen === null) {
    const writes = link.writes.filter((write) => write.side !== side);
    if (before === null) return link;
    const last = before === undefined ? {} : { last: { ...link.last, [side]: before.fields } };
    return { ...withoutPending(link, side), ...last, [side]: null, writes, dirty: true };
  }
  const { snapshot, stamp } = seen;
  const edited = before === undefined || before === null || differs(before, snapshot, schema);
  const next: Link = {
    ...withoutLast(link, side),
    // "Newest" is when the meaning moved: Exchange touches every item's modification time daily.
    [side]: edited ? snapshot : { ...snapshot, ...authorship(before) },
    ids: { ...link.ids, [side]: snapshot.id },
    // An answer waits for exactly the values it was given for: plan again whenever the item moves.
    dirty: link.dirty || edited || Object.keys(link.answers).length > 0,
  };
  const heard = stamp ?? unstamped(link, side, snapshot.fields, schema);
  return heard === undefined ? next : landed(next, side, heard, snapshot.fields, schema);
}

/** The link of an item that is there: what is known of it is what it holds. */
function withoutLast({ last, ...rest }: Link, side: Side): Link {
  const kept = last?.[otherSide(side)];
  return kept === undefined ? rest : { ...rest, last: { [otherSide(side)]: kept } };
}

/**
 * The write that must have landed where a side keeps no stamps: all of it stands. Known only where
 * something may have been swept away by it, which would look like a person's removal.
 */
function unstamped(
  { writes }: Link,
  side: Side,
  now: Fields,
  { fields }: Schema,
): string | undefined {
  const stands = ([field, value]: readonly [string, Value]): boolean => {
    const rule = fields[field];
    return rule !== undefined && respelled(rule, value, now[field] ?? null);
  };
  const write = writes.find((one) => {
    const sent = Object.entries(one.fields);
    return one.side === side && one.held !== undefined && sent.length > 0 && sent.every(stands);
  });
  return write?.stamp;
}

/** When the meaning moved, and by whom. */
function authorship({ modifiedAt, modifiedBy }: Snapshot): Partial<Snapshot> {
  return modifiedBy === undefined ? { modifiedAt } : { modifiedAt, modifiedBy };
}

function differs(before: Snapshot, now: Snapshot, schema: Schema): boolean {
  if (JSON.stringify(before.readOnly ?? {}) !== JSON.stringify(now.readOnly ?? {})) return true;
  return Object.entries(schema.fields).some(([field, rule]) => {
    const [was, is] = [before.fields[field], now.fields[field]];
    if (was === undefined || is === undefined) return was !== is;
    return rule.fingerprint(was) !== rule.fingerprint(is);
  });
}

/**
 * An update is known to have landed, by its answer or because its stamp was read back: both sides
 * have now held these values, so the base advances, and only for the fields that were sent. Later
 * edits by people stay visible as differences from it.
 */
export function landed(
  link: Link,
  side: Side,
  stamp: string,
  readBack: Fields,
  schema: Schema,
): Link {
  const write = link.writes.find((one) => one.stamp === stamp && one.side === side);
  if (write === undefined) return link;
  const base = advance(link.base, side, write.fields, write.source, readBack, schema);
  const next = withSwept({ ...link, base }, write, readBack, schema);
  // An older write to the same side either landed before this one or lost its precondition to it.
  const writes = link.writes.filter((one) => one.side !== side);
  return { ...next, writes };
}

/** Our create is known to have made `item`: the link has two sides, and a base for what was sent. */
export function adopted(link: Link, item: Sighting, schema: Schema): Link {
  const { create } = link;
  if (create === undefined) return link;
  const base = afterCreate(link.base, create, item.snapshot.fields, schema);
  const { create: _landed, ...rest } = { ...link, base, writes: [], dirty: true };
  return observed(ofNoSeries(rest, create.side), create.side, item, schema);
}

/** What is made in Outlook is no day of the series that its link was of: none gets a day back. */
function ofNoSeries(link: Link, madeOn: Side): Link {
  if (madeOn === "erp") return link;
  const { seriesId: _lost, seriesBegins: _began, wholeSeries: _chosen, ...single } = link;
  return single;
}

/**
 * Our create had landed and what it made was deleted since: the person who deleted it saw it, so
 * this counts as agreed and then deleted, and not as "never made", which would make it again.
 */
export function spent(link: Link, schema: Schema): Link {
  const { create } = link;
  if (create === undefined) return link;
  const base = afterCreate(link.base, create, create.fields, schema);
  const { create: _landed, ...rest } = { ...link, base, writes: [], dirty: true };
  const ids = { ...rest.ids, [create.side]: rest.ids[create.side] ?? `spent:${create.key}` };
  return { ...ofNoSeries(rest, create.side), ids, [create.side]: null };
}

/**
 * The base after a create: of what it went without, the new item knows nothing, whatever was agreed on
 * with one before it. What its original holds of that is its own, and known from now on.
 */
function afterCreate(
  before: Base | null,
  { side, fields, source }: CreateIntent,
  readBack: Fields,
  schema: Schema,
): Base {
  // What is kept for Outlook is written, and agreed, with the intent.
  const isSent = (field: string): boolean => field in fields || schema.companion.includes(field);
  const sent = (all: Fields): Fields =>
    Object.fromEntries(Object.entries(all).filter(([field]) => isSent(field)));
  const there = otherSide(side);
  const known = { microsoft: sent(before?.microsoft ?? {}), erp: sent(before?.erp ?? {}) };
  const base = advance(known, side, fields, source, readBack, schema);
  return { ...base, [there]: { ...source, ...base[there] } };
}

/**
 * The base after `sent` landed on `side`. The target's half is what was read back where that still
 * means what was sent (servers respell), and otherwise what was sent: a person edited it since.
 */
export function advance(
  base: Base | null,
  side: Side,
  sent: Fields,
  source: Fields,
  readBack: Fields,
  schema: Schema,
): Base {
  const there = otherSide(side);
  const target: Record<string, Value> = { ...base?.[side] };
  const origin: Record<string, Value> = { ...base?.[there] };
  for (const [field, value] of Object.entries(sent)) {
    const told = source[field];
    // The other side is to be told as well: agreed once both hold it.
    if (told === undefined) continue;
    const rule = schema.fields[field];
    // One that lost its place while its write was under way was never sent: a base would say that
    // both have held it, and the empty side, once it has a place again, that somebody cleared it.
    if (rule === undefined) continue;
    const read = readBack[field];
    if (rule.elementKey === undefined) {
      const stands = read !== undefined && respelled(rule, value, read);
      target[field] = stands ? read : value;
      origin[field] = told;
    } else {
      const halves = { target: base?.[side][field], origin: base?.[there][field] };
      const before = Object.values(halves).includes(undefined) ? {} : halves;
      const set = { ...rule, elementKey: rule.elementKey };
      const agreed = agreedElements(set, { sent: value, told, read }, before);
      target[field] = agreed.target;
      origin[field] = agreed.origin;
    }
  }
  return side === "erp" ? { erp: target, microsoft: origin } : { microsoft: target, erp: origin };
}

/**
 * The base where a part of a set waits and nothing of the rest has to be written: what both sides hold
 * alike is agreed, and what waits stays as it was, so that it is seen again.
 */
export function agreedBeside(
  base: Base,
  field: string,
  { microsoft, erp }: Readonly<Record<Side, Value>>,
  rule: FieldRule,
): Base {
  const { elementKey } = rule;
  const halves = { target: base.erp[field], origin: base.microsoft[field] };
  if (elementKey === undefined || Object.values(halves).includes(undefined)) return base;
  const told = { sent: erp, told: microsoft, read: erp };
  const agreed = agreedElements({ ...rule, elementKey }, told, halves);
  return {
    microsoft: { ...base.microsoft, [field]: agreed.origin },
    erp: { ...base.erp, [field]: agreed.target },
  };
}

interface Halves<V> {
  readonly target: V;
  readonly origin: V;
}

/**
 * A set is agreed on by element: where the target was sent what the origin says, both know it. Whatever
 * else it was sent, or was not, is its own: it stays as it was agreed on, so that it counts as a change
 * of the target until it goes over.
 */
function agreedElements(
  rule: SetRule,
  {
    sent,
    told,
    read,
  }: Readonly<Record<"sent" | "told", Value>> & { readonly read?: Value | undefined },
  before: Partial<Halves<Value | undefined>>,
): Halves<Value> {
  const at = (value: Value | undefined): ReadonlyMap<string, Value> =>
    new Map(elements(value).map((element) => [rule.elementKey(element), element]));
  const [given, said, stands] = [at(sent), at(told), at(read)];
  const was = { target: at(before.target), origin: at(before.origin) };
  const keys = new Set([given, said, was.target, was.origin].flatMap((all) => [...all.keys()]));
  const target: Value[] = [];
  const origin: Value[] = [];
  for (const key of keys) {
    const [own, other] = [given.get(key), said.get(key)];
    if (own === undefined && other === undefined) continue;
    const isTold =
      own !== undefined &&
      other !== undefined &&
      rule.fingerprint([own]) === rule.fingerprint([other]);
    const now = stands.get(key);
    const spelled =
      now !== undefined && own !== undefined && respelled(rule, [own], [now]) ? now : own;
    const halves = isTold
      ? { target: spelled, origin: other }
      : { target: was.target.get(key), origin: was.origin.get(key) };
    if (halves.target !== undefined) target.push(halves.target);
    if (halves.origin !== undefined) origin.push(halves.origin);
  }
  return { target, origin };
}
