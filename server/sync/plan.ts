import { mayWrite, open, opens } from "./flow.ts";
import { maskFor, outlookOf, termsFor } from "./mask.ts";
import { isEmpty, mergeField, mergeReaching } from "./merge.ts";
import {
  elements,
  otherSide,
  sides,
  type Authorship,
  type Base,
  type Conflict,
  type Decision,
  type FieldRule,
  type Fields,
  type Link,
  type Schema,
  type Side,
  type Snapshot,
  type Update,
  type Value,
} from "./model.ts";
import { removedAndEdited, unitOf, type FieldPair } from "./merge-set.ts";
import { agreedOn, partsOf, together, withoutTakenBack, type Part } from "./parts.ts";
import { agreedBeside } from "./record.ts";
import { differing } from "./share.ts";
import { asLeft, puttingBack } from "./swept.ts";
import { heldFields, sharedFields, type Terms } from "./terms.ts";

/**
 * Decides what to do about one link, from what both sides last agreed on and what they hold now.
 * Pure: the same link and terms give the same decision. The rules are numbered in SPEC.md.
 */
export function plan(link: Link, given: Terms): Decision {
  return puttingBack(decide(asLeft(link, given.schema), given), link, given);
}

function decide(link: Link, given: Terms): Decision {
  const all = termsFor(link, given);
  const terms = link.guestOf === undefined ? all : termsOfGuest(all);
  const microsoft = outlookOf(link, terms);
  const erp = link.erp ?? null;
  if (link.guestOf !== undefined && (microsoft === null || erp === null)) {
    // Neither is the meeting's end: whoever owns it decides what becomes of the other copies.
    const said = erp === null ? null : lastWord(link, erp, terms);
    return said ?? { kind: "unlink", rule: "17 a guest's part ends with his copy" };
  }
  if (microsoft !== null && erp !== null) return reconcilePair(link, { microsoft, erp }, terms);
  if (microsoft !== null) return decideAlone(link, "microsoft", microsoft, terms);
  if (erp !== null) return decideAlone(link, "erp", erp, terms);
  return { kind: "unlink", rule: "5 gone on both sides" };
}

/** A guest of a shared meeting carries over what is his person's own, and nothing else. */
function termsOfGuest(terms: Terms): Terms {
  const { ofGuests } = terms.schema;
  const erp = new Set(ofGuests.filter((field) => terms.holdings.erp.has(field)));
  return { ...terms, holdings: { ...terms.holdings, erp } };
}

/** Of a rule by which a day of a series comes back. */
const asSingle = ", as a single appointment";

/** One side is there, the other is not: never made yet, or deleted by a person. */
function decideAlone(link: Link, present: Side, snapshot: Snapshot, terms: Terms): Decision {
  const absent = otherSide(present);
  const neverExisted = link.ids[absent] === undefined;
  if (neverExisted) {
    if (!open(terms.policy, absent)) return { kind: "nothing", rule: "8 direction" };
    return create(link, snapshot, absent, terms, "6 first copy");
  }
  const wasCopy = absent === "microsoft" && link.attendeeCopy;
  // Before edits: what the ERP did meanwhile makes no meeting of his own out of what he declined.
  if (wasCopy && link.calledOff !== true) {
    const said = lastWord(link, snapshot, terms);
    return said ?? { kind: "unlink", rule: "5 an attendee's copy is not the meeting" };
  }
  // An edit made after the last agreement outlives the deletion on the other side.
  const edited = link.base === null ? null : editsSince(link.base, present, snapshot, terms);
  const outlives = edited === null || edited.length > 0;
  const rule = terms.policy.afterDeleteOn[absent];
  // A day that its series has lost is none of its days again.
  const how = absent === "microsoft" && link.seriesId !== undefined ? asSingle : "";
  if (wasCopy && (outlives || rule === "recreate")) {
    // Several people would each make an event of their own.
    return { kind: "unlink", rule: "17 only its organizer makes a meeting again" };
  }
  if (outlives) {
    // Where none of it may go there, it stays where it was made, and the pair ends.
    const goes = edited === null || edited.some((one) => one.goes);
    if (!open(terms.policy, absent) || !goes) return { kind: "unlink", rule: "8 direction" };
    return create(link, snapshot, absent, terms, `5 an edit outlives a deletion${how}`);
  }
  if (rule === "recreate") {
    if (!open(terms.policy, absent)) return { kind: "unlink", rule: "8 direction" };
    return create(link, snapshot, absent, terms, `5 deletions are undone by setting${how}`);
  }
  if (rule === "keep" || !open(terms.policy, present)) {
    return { kind: "unlink", rule: "5 the copy is kept by setting" };
  }
  if (terms.schema.sparesFromDeletion(present, link[present] ?? snapshot)) {
    const rule = "14 removing it would reach other people";
    return { kind: "unlink", rule, ...(!link.attendeeCopy && { asks: true }) };
  }
  return {
    kind: "delete",
    side: present,
    precondition: snapshot.version,
    ...(rule === "cancel" && { cancel: true }),
    rule: "5 deleted on the other side",
  };
}

/**
 * An attendee removed his copy of a meeting, or declined and Exchange did. That is his answer: the ERP
 * is told where it holds one, and the activity stays, whatever was edited in it.
 * @returns `null` where nothing is left to be said.
 */
function lastWord(link: Link, erp: Snapshot, terms: Terms): Decision | null {
  // Whoever called the meeting off answered for nobody.
  if (!link.attendeeCopy || link.calledOff === true || !open(terms.policy, "erp")) return null;
  const fields: Record<string, Value> = {};
  const conflicts: Conflict[] = [];
  const shared = new Set(sharedFields(terms));
  for (const [field, said] of Object.entries(terms.schema.saidByLeaving)) {
    const print = terms.schema.fields[field]?.fingerprint;
    const held = erp.fields[field];
    if (print === undefined || held === undefined || !shared.has(field)) continue;
    if (erp.readOnly?.[field] !== undefined || print(held) === print(said)) continue;
    fields[field] = said;
    const before = link.base?.erp[field];
    if (before === undefined || print(before) === print(held)) continue;
    conflicts.push({ field, microsoft: said, erp: held, winner: "microsoft", because: "left" });
  }
  if (Object.keys(fields).length === 0) return null;
  const updates = [{ side: "erp" as const, precondition: erp.version, fields, source: fields }];
  const base = link.base ?? { microsoft: {}, erp: {} };
  return { kind: "update", updates, conflicts, base, rule: "19 an answer" };
}

function create(link: Link, snapshot: Snapshot, side: Side, terms: Terms, rule: string): Decision {
  const mask = side === "erp" ? maskFor(link, terms) : null;
  const held = mask === null ? snapshot.fields : mask.told(snapshot.fields);
  const fields: Record<string, Value> = {};
  const source: Record<string, Value> = {};
  for (const field of heldFields(terms)) {
    const value = held[field];
    const { after, required } = terms.schema.fields[field] ?? {};
    // What only makes sense with another field follows once the item is there.
    if (value === undefined || after !== undefined) continue;
    source[field] = value;
    if (required !== true && !mayWrite(side, field, terms)) continue;
    fields[field] = value;
  }
  return { kind: "create", side, fields, source, rule };
}

interface Edit {
  readonly field: string;
  /** Whether it may go to the other side. */
  readonly goes: boolean;
}

/**
 * The fields that are otherwise on this side than both last knew them, or that hold what is still to be
 * carried over: nothing was agreed on it yet, and a deletion meanwhile knew nothing of it.
 */
function editsSince(base: Base, side: Side, snapshot: Snapshot, terms: Terms): readonly Edit[] {
  const shared = sharedFields(terms);
  const { fields } = terms.schema;
  const mayGo = (field: string): boolean => mayWrite(otherSide(side), field, terms);
  // What is never carried over from here says nothing about whether the item is to live on.
  const isOnlyHis = (field: string): boolean =>
    !shared.includes(field) || fields[field]?.flow === (side === "erp" ? "toErp" : "toMicrosoft");
  // A guest's link, also one that has become the owner's, knows of the meeting only what is his own.
  const knowsItem = Object.keys(base[side]).some((field) => fields[field]?.required === true);
  return shared.flatMap((field): readonly Edit[] => {
    const rule = fields[field];
    const now = snapshot.fields[field];
    const before = base[side][field];
    if (rule === undefined || now === undefined || isOnlyHis(field)) return [];
    const { partOf, fingerprint: print } = rule;
    if (partOf !== undefined) {
      const moved = differing(print, elements(now), elements(before)).map(partOf);
      const abouts = moved.filter((about) => !isOnlyHis(about));
      return abouts.length > 0 ? [{ field, goes: abouts.some(mayGo) }] : [];
    }
    if (before === undefined) {
      // Empty when the items met, and only ever told from here. Of anything else nothing is known.
      const isTold =
        knowsItem && rule.flow === "both" && mayGo(field) && !mayWrite(side, field, terms);
      return isTold && !isEmpty(now) ? [{ field, goes: true }] : [];
    }
    return print(now) === print(before) ? [] : [{ field, goes: mayGo(field) }];
  });
}

/** Both sides are there: merge field by field. */
function reconcilePair(link: Link, now: Readonly<Record<Side, Snapshot>>, terms: Terms): Decision {
  const writes: Record<Side, Record<string, Value>> = { microsoft: {}, erp: {} };
  const all: Conflict[] = [];
  const base: Record<Side, Record<string, Value>> = {
    microsoft: { ...link.base?.microsoft },
    erp: { ...link.base?.erp },
  };
  let agreed = false;
  for (const field of sharedFields(terms)) {
    const rule = terms.schema.fields[field];
    const microsoft = now.microsoft.fields[field];
    const erp = now.erp.fields[field];
    if (rule === undefined || microsoft === undefined || erp === undefined) continue;
    const values = { microsoft, erp };
    for (const side of sides) {
      const [half, other] = [base[side][field], base[otherSide(side)][field]];
      const left = withoutTakenBack(rule, half, other, values[side]);
      if (left === half || left === undefined) continue;
      base[side][field] = left;
      agreed = true;
    }
    const split = partsOf(field, rule, { link, field, now, values }, terms);
    const met = answersAtFirst(split, erp, link.base);
    if (met.length > 0) {
      base.microsoft[field] = link.base?.microsoft[field] ?? [];
      base.erp[field] = [...elements(link.base?.erp[field]), ...met];
      agreed = true;
    }
    const pairs = split.map((part) => ({ part, pair: pairOf(part, field, values, link.base) }));
    const contested = removedAndEdited(rule, () => inAll(pairs.map(({ pair }) => pair)));
    const parts = pairs.map(({ part, pair }) => {
      const by = { field, contested, ...mergeTerms(link, now, field, part, terms) };
      if (part.removed === "kept") return { part, merged: { kind: "agreed" as const } };
      if (part.removed === "again") {
        const write = { kind: "write" as const, values: { erp: pair.now.microsoft } };
        return { part, merged: { ...write, conflicts: [] } };
      }
      if (part.tells !== undefined) {
        return { part, merged: mergeReaching(rule, pair, part.tells, by) };
      }
      const { mails = rule.mails } = terms.schema.fields[part.about ?? ""] ?? {};
      const asPart = mails === undefined ? rule : { ...rule, mails };
      return { part, merged: mergeField(asPart, pair, by) };
    });
    const merged = together(parts, values);
    switch (merged.kind) {
      case "unchanged":
        agreed ||= keepOwn(base, field, values);
        break;
      case "agreed":
        for (const side of sides) {
          base[side][field] = agreedOn(parts, values[side], base[side][field]);
        }
        agreed = true;
        break;
      case "wait":
        all.push(merged.conflict);
        Object.assign(base, agreedBeside(base, field, values, rule));
        break;
      case "write":
        all.push(...merged.conflicts);
        for (const side of ["microsoft", "erp"] as const) {
          const wanted = merged.values[side];
          if (wanted === undefined) continue;
          const value =
            side === "erp"
              ? withoutKeptBack(rule, wanted, erp, link, terms)
              : withHidden(rule, wanted, microsoft, link.microsoft?.fields[field]);
          const own = (side === "erp" ? link.erp : link.microsoft)?.fields[field] ?? null;
          const isSame = value !== wanted && rule.fingerprint(value) === rule.fingerprint(own);
          if (!isSame) writes[side][field] = value;
        }
    }
  }
  // Decided once more when the field stands that they belong to.
  const later = new Set(followers(writes, terms.schema));
  const conflicts = [
    // What waits goes on waiting.
    ...all.filter(({ field, winner }) => winner === null || !later.has(field)),
    ...movedAway(link, now, writes, terms.schema),
  ];
  const first = { microsoft: without(writes.microsoft, later), erp: without(writes.erp, later) };
  const updates = (["erp", "microsoft"] as const).flatMap((side) =>
    update(side, first, now, terms.schema),
  );
  if (updates.length > 0 || conflicts.length > 0) {
    return { kind: "update", updates, conflicts, base, rule: "4 no lost edit" };
  }
  if (agreed || link.base === null) return { kind: "settle", base, rule: "4 agreed" };
  return { kind: "nothing", rule: "1 quiescence" };
}

/**
 * A set as the ERP may have it of an item that was made there and is private in Outlook: a day that it
 * cancelled and Outlook changed takes place again, without what Outlook says of it (rule 18).
 */
function withoutKeptBack(
  { partOf, fingerprint: print }: FieldRule,
  wanted: Value,
  held: Value,
  link: Link,
  terms: Terms,
): Value {
  const mask = maskFor(link, terms);
  if (mask?.isErpsOwn !== true || partOf === undefined) return wanted;
  const known = new Set(elements(held).map((one) => print([one])));
  const isKept = (one: Value): boolean => mask.details.includes(partOf(one)) || mask.covers(one);
  const told = elements(wanted).filter((one) => !isKept(one) || known.has(print([one])));
  return told.length === elements(wanted).length ? wanted : told;
}

/**
 * A set as Outlook is to have it: with what of it the ERP was not told, and without the words that stood
 * for that. What is hidden is no less there for a change of anything else.
 */
export function withHidden(
  rule: FieldRule,
  wanted: Value,
  told: Value,
  own: Value | undefined,
): Value {
  const { elementKey, fingerprint: print } = rule;
  if (elementKey === undefined || rule.partOf === undefined || own === undefined) return wanted;
  const printed = (all: Value) => new Set(elements(all).map((one) => print([one])));
  const [ofTold, ofOwn] = [printed(told), printed(own)];
  const hidden = elements(own).filter((one) => !ofTold.has(print([one])));
  const words = new Set([...ofTold].filter((one) => !ofOwn.has(one)));
  if (hidden.length === 0 && words.size === 0) return wanted;
  const keys = new Set(hidden.map(elementKey));
  const unit = (one: Value): string => unitOf({ ...rule, elementKey }, one);
  const gone = new Set(elements(wanted).flatMap((one) => (rule.removes?.(one) ? unit(one) : [])));
  return [
    ...elements(wanted).filter((one) => !keys.has(elementKey(one)) && !words.has(print([one]))),
    ...hidden.filter((one) => !gone.has(unit(one))),
  ];
}

/**
 * Knows from now on what one side alone has in a field that does not go over: so that a change of it is
 * told from what was there (half a base agrees on nothing).
 */
function keepOwn(
  base: Readonly<Record<Side, Record<string, Value>>>,
  field: string,
  values: Readonly<Record<Side, Value>>,
): boolean {
  if (sides.some((side) => base[side][field] !== undefined)) return false;
  const [side, ...others] = sides.filter((one) => !isEmpty(values[one]));
  if (side === undefined || others.length > 0) return false;
  base[side][field] = values[side];
  return true;
}

/** Whether the two items agreed on what this part is about: until then nobody is told anything by it. */
function hasMet({ about }: Part, base: Base | null): boolean {
  return about === undefined || sides.every((side) => base?.[side][about] !== undefined);
}

/** One part of a field as it is merged. */
function pairOf(
  part: Part,
  field: string,
  { microsoft, erp }: Readonly<Record<Side, Value>>,
  base: Base | null,
): FieldPair {
  const met = hasMet(part, base) ? base : null;
  return {
    now: { microsoft: part.of(microsoft), erp: part.of(erp) },
    base: { microsoft: part.of(met?.microsoft[field]), erp: part.of(met?.erp[field]) },
  };
}

/** All parts of a set as one: what is one thing to people may go more than one way. */
function inAll(pairs: readonly FieldPair[]): FieldPair {
  const all = (of: (pair: FieldPair) => Value | undefined): Value =>
    pairs.flatMap((pair) => elements(of(pair)));
  const both = (name: keyof FieldPair) => ({
    microsoft: all((pair) => pair[name].microsoft),
    erp: all((pair) => pair[name].erp),
  });
  return { now: both("now"), base: both("base") };
}

/** The answers that the ERP holds when two items meet: known from then on, so that they are sent to nobody. */
function answersAtFirst(parts: readonly Part[], erp: Value, base: Base | null): readonly Value[] {
  return parts.filter((part) => !hasMet(part, base)).flatMap((part) => elements(part.of(erp)));
}

/** Fields to be written while one that they are to follow is: wherever it goes, they are decided after it. */
function followers(writes: Readonly<Record<Side, Fields>>, { fields }: Schema): readonly string[] {
  const isWritten = (field: string): boolean => sides.some((side) => field in writes[side]);
  return Object.entries(fields).flatMap(([field, { after = [] }]) =>
    isWritten(field) && after.some(isWritten) ? [field] : [],
  );
}

/**
 * What somebody changed since in elements that have no place any more once the field that they follow is
 * written: the other side moved a series from under its days.
 */
function movedAway(
  link: Link,
  now: Readonly<Record<Side, Snapshot>>,
  writes: Readonly<Record<Side, Fields>>,
  { fields }: Schema,
): readonly Conflict[] {
  return sides.flatMap((side) =>
    Object.entries(fields).flatMap(([field, { after = [], stands, fingerprint }]) => {
      if (stands === undefined || !after.some((one) => one in writes[side])) return [];
      const known = new Set(elements(link.base?.[side][field]).map((one) => fingerprint([one])));
      const then = { ...now[side].fields, ...writes[side] };
      const isLost = (one: Value): boolean => !known.has(fingerprint([one])) && !stands(one, then);
      if (!elements(now[side].fields[field]).some(isLost)) return [];
      const [microsoft, erp] = [now.microsoft.fields[field], now.erp.fields[field]];
      const lost = { field, microsoft: microsoft ?? null, erp: erp ?? null };
      return [{ ...lost, winner: otherSide(side), because: "removed-and-edited" }];
    }),
  );
}

function without(fields: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
}

function update(
  side: Side,
  writes: Readonly<Record<Side, Fields>>,
  now: Readonly<Record<Side, Snapshot>>,
  schema: Schema,
): readonly Update[] {
  const fields = writes[side];
  const names = Object.keys(fields);
  if (names.length === 0) return [];
  const there = otherSide(side);
  // A set agrees by element, so that each side's write may land alone.
  const told = names.filter(
    (name) => writes[there][name] === undefined || schema.fields[name]?.elementKey !== undefined,
  );
  const source = Object.fromEntries(told.map((name) => [name, now[there].fields[name] ?? null]));
  return [{ side, precondition: now[side].version, fields, source }];
}

function mergeTerms(
  link: Link,
  now: Readonly<Record<Side, Snapshot>>,
  field: string,
  { flow, about }: Part,
  { schema, policy }: Terms,
) {
  const rule = schema.fields[field];
  // What somebody says is his own, also where the item is not.
  const refusal = (side: Side): string | undefined =>
    now[side].readOnly?.[about ?? field] ??
    rule?.refuses?.(side, now[otherSide(side)].fields[field] ?? null);
  const refused = { microsoft: refusal("microsoft"), erp: refusal("erp") };
  const revert: Partial<Record<Side, string>> = {};
  for (const side of ["microsoft", "erp"] as const) {
    const reason = refused[side];
    if (reason !== undefined && schema.onRefused(reason) === "revert") revert[side] = reason;
  }
  return {
    writable: {
      microsoft: opens(policy, flow, "microsoft") && refused.microsoft === undefined,
      erp: opens(policy, flow, "erp") && refused.erp === undefined,
    },
    revert,
    // Of a set that is refused as a whole: what its element is about is, too.
    refusal: (side: Side, element: Value): string | undefined =>
      rule?.partOf === undefined ? revert[side] : now[side].readOnly?.[rule.partOf(element)],
    precedence: policy.precedence,
    modifiedAt: { microsoft: now.microsoft.modifiedAt, erp: now.erp.modifiedAt },
    clockSkewMs: policy.clockSkewMs,
    authorOf: (side: Side, value: Value) =>
      authorOf(link, now[side], { field, side, value }, schema),
    answer: link.answers[field],
  };
}

/**
 * Who made the value a side holds. While it waits in a conflict that is who made it then: whatever
 * moved the item since, moved another field.
 */
function authorOf(
  link: Link,
  { modifiedBy = null, modifiedAt }: Snapshot,
  { field, side, value }: { readonly field: string; readonly side: Side; readonly value: Value },
  { fields }: Schema,
): Authorship {
  const before = link.waiting.find((one) => one.field === field);
  const print = fields[field]?.fingerprint;
  const same = before !== undefined && print?.(before[side]) === print?.(value);
  return (same ? before.authors?.[side] : undefined) ?? { by: modifiedBy, at: modifiedAt };
}
