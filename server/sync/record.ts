import {
  elements,
  otherSide,
  type Base,
  type Fields,
  type FieldRule,
  type Link,
  type Schema,
  type Side,
  type Snapshot,
  type Value,
} from "./model.ts";
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
    const gone = { ...withoutPending(link, side), [side]: null, writes, dirty: true };
    return before === null ? link : gone;
  }
  const { snapshot, stamp } = seen;
  const edited = before === undefined || before === null || differs(before, snapshot, schema);
  const next: Link = {
    ...link,
    // "Newest" is when the meaning moved: Exchange touches every item's modification time daily.
    [side]: edited ? snapshot : { ...snapshot, ...authorship(before) },
    ids: { ...link.ids, [side]: snapshot.id },
    // An answer waits for exactly the values it was given for: plan again whenever the item moves.
    dirty: link.dirty || edited || Object.keys(link.answers).length > 0,
  };
  const heard = stamp ?? unstamped(link, side, snapshot.fields, schema);
  return heard === undefined ? next : landed(next, side, heard, snapshot.fields, schema);
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
    const { fingerprint } = fields[field] ?? {};
    return fingerprint?.(now[field] ?? null) === fingerprint?.(value);
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
  const base = advance(
    link.base,
    create.side,
    create.fields,
    create.source,
    item.snapshot.fields,
    schema,
  );
  const { create: _landed, ...rest } = { ...link, base, writes: [], dirty: true };
  return observed(rest, create.side, item, schema);
}

/**
 * Our create had landed and what it made was deleted since: the person who deleted it saw it, so
 * this counts as agreed and then deleted, and not as "never made", which would make it again.
 */
export function spent(link: Link, schema: Schema): Link {
  const { create } = link;
  if (create === undefined) return link;
  const base = advance(link.base, create.side, create.fields, create.source, create.fields, schema);
  const { create: _landed, ...rest } = { ...link, base, writes: [], dirty: true };
  const ids = { ...rest.ids, [create.side]: rest.ids[create.side] ?? `spent:${create.key}` };
  return { ...rest, ids, [create.side]: null };
}

/**
 * The base after `sent` landed on `side`. The target's half is what was read back where that still
 * means what was sent (servers respell), and otherwise what was sent: a person edited it since.
 */
function advance(
  base: Base | null,
  side: Side,
  sent: Fields,
  source: Fields,
  readBack: Fields,
  schema: Schema,
): Base {
  const target: Record<string, Value> = { ...base?.[side] };
  const origin: Record<string, Value> = { ...base?.[otherSide(side)] };
  for (const [field, value] of Object.entries(sent)) {
    const told = source[field];
    // The other side is to be told as well: agreed once both hold it.
    if (told === undefined) continue;
    const rule = schema.fields[field];
    const read = readBack[field];
    const stands =
      read !== undefined && rule !== undefined && respelled(rule, value, read) ? read : value;
    target[field] = withoutOwn(rule, stands, { sent: value, told, before: base?.[side][field] });
    origin[field] = told;
  }
  return side === "erp" ? { erp: target, microsoft: origin } : { microsoft: target, erp: origin };
}

/**
 * A set that stands on the target, less what is the target's own in it: elements that it was sent back
 * with the others because they go one way, or belong to it alone. The other side was never told them, so
 * that they count as changes of the target for as long as they do not go over.
 */
function withoutOwn(
  rule: FieldRule | undefined,
  stands: Value,
  {
    sent,
    told,
    before,
  }: { readonly sent: Value; readonly told: Value; readonly before?: Value | undefined },
): Value {
  const { elementKey, fingerprint } = rule ?? {};
  if (elementKey === undefined || fingerprint === undefined) return stands;
  const printed = (value: Value | undefined): readonly string[] =>
    elements(value).map((element) => fingerprint([element]));
  const known = new Set([...printed(told), ...printed(before)]);
  const own = new Set(
    elements(sent)
      .filter((element) => !known.has(fingerprint([element])))
      .map(elementKey),
  );
  if (own.size === 0) return stands;
  return [
    ...elements(stands).filter((element) => !own.has(elementKey(element))),
    ...elements(before).filter((element) => own.has(elementKey(element))),
  ];
}

/** Whether a server may have made `read` out of `sent` by tidying: blanks, case, trimmed tails. */
function respelled(rule: FieldRule, sent: Value, read: Value): boolean {
  if (rule.fingerprint(sent) === rule.fingerprint(read)) return true;
  const loose = (value: Value): string => rule.fingerprint(value).replace(/\s+/g, "").toLowerCase();
  return loose(sent) === loose(read);
}
