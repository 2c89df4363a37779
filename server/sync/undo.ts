import {
  elements,
  otherSide,
  sides,
  type Decision,
  type FieldRule,
  type Fields,
  type Link,
  type Settlement,
  type Side,
  type Undo,
  type Value,
} from "./model.ts";
import { isAskedAgain } from "./asked.ts";
import { flowOf, mayWrite, open } from "./flow.ts";
import { outlookOf, termsFor } from "./mask.ts";
import { withoutKept, type SetRule } from "./merge-set.ts";
import { isEmpty } from "./merge.ts";
import { plan } from "./plan.ts";
import {
  asWritten,
  ownStill,
  reopening,
  shareAsked,
  type OfSides,
  type Pair,
  type Reopening,
} from "./reopen.ts";
import { changedBetween, withoutUnits, type Share } from "./share.ts";
import { sharedFields, type Terms } from "./terms.ts";
import { agreedIn, copyAsItWas, ownIn } from "./undo-delete.ts";

/**
 * Why a change, or a field of it, is not taken back.
 *
 * edited     a side does not hold any more what the change left there
 * gone       an item of the two is not there any more
 * there      what was deleted is there again
 * switched   what was switched off was switched on again since
 * direction  the rules write nothing to a side that would have to be written
 * read-only  a side refuses to have the field changed on this item
 * guests     other people would be told, or would have to be invited again
 * unmapped   the field has no place on the other side any more
 * removed    a part of the item is gone on a side that brings none back, such as a day of a series
 */
export type RefusalReason =
  | ("edited" | "gone" | "there" | "switched" | "direction" | "read-only" | "guests")
  | ("unmapped" | "removed");

export interface Refusal {
  readonly because: RefusalReason;
  /** Empty where it concerns the whole item. */
  readonly fields: readonly string[];
  /** What of a field stays, where the rest of it is judged by itself: the days that are gone. */
  readonly parts?: Fields;
}

/** What taking a change back comes to, as both sides stand. */
export interface Verdict {
  /** What is still to be given to the origin: fields of an update, or the whole item. */
  readonly give: Fields;
  /** Questions that are asked again: their sides do not both hold their own value yet. */
  readonly asks?: readonly Settlement[];
  /** Fields that the origin, or of a question both sides, hold again as before. */
  readonly back: readonly string[];
  readonly refused: readonly Refusal[];
}

/** Values written to one side as its person's own edit: nothing is agreed on by it, so it is carried over. */
export interface Restoration {
  readonly kind: "restore";
  readonly side: Side;
  readonly precondition: string;
  readonly fields: Fields;
  readonly rule: string;
}

/** The copy is a meeting with guests by now: it goes by being cancelled, once, as its person agreed to. */
export interface Calling {
  readonly kind: "cancel";
  readonly rule: string;
}

/** The next step of taking a change back. `settled`: nothing is left to do but to say what came of it. */
export type UndoStep =
  Decision | Restoration | Reopening | Calling | ({ readonly kind: "settled" } & Verdict);

/**
 * Decides the next step of taking a change back (rule 15). There is no second way of writing: the
 * origin of the change is given back what it held, as an edit of its person, and `plan` carries that
 * over; a copy that we made is deleted; a pair that we deleted is made again at its origin; a copy that
 * its person had removed is made again from what it held. A question that he settled is asked again, with
 * each side's own value.
 */
export function planUndo(link: Link, undo: Undo, terms: Terms): UndoStep {
  const origin = otherSide(undo.side);
  if (undo.kind === "update" && !isReopened(link, undo, terms)) {
    // What is on its way goes first: a half-carried edit would look like one made since.
    const ordinary = plan(link, terms);
    if (ordinary.kind === "create") return ordinary;
    if (ordinary.kind === "update" && ordinary.updates.length > 0) return ordinary;
  }
  const verdict = judge(link, undo, terms);
  const rule = "15 undo";
  if (undo.kind === "create") {
    const copy = link[undo.side];
    if (verdict.refused.length > 0) return { kind: "settled", ...verdict };
    if (copy != null) {
      return terms.schema.sparesFromDeletion(undo.side, copy)
        ? { kind: "cancel", rule }
        : { kind: "delete", side: undo.side, precondition: copy.version, rule };
    }
  }
  const copy = undo.kind === "delete" ? copyAsItWas(link, undo, terms) : null;
  if (copy !== null) return copy;
  const { give: fields, asks = [] } = verdict;
  if (asks.length > 0) return reopening(link, pairOf(link, terms), asks, terms.schema);
  if (Object.keys(fields).length === 0) return { kind: "settled", ...verdict };
  if (undo.kind === "release") {
    return {
      kind: "create",
      side: undo.side,
      fields,
      source: agreedWith(link, fields, terms),
      rule,
    };
  }
  return undo.kind === "delete"
    ? { kind: "create", side: origin, fields, source: agreedIn(undo, terms), rule }
    : { kind: "restore", side: origin, precondition: link[origin]?.version ?? "", fields, rule };
}

/** What of a change can be taken back, and why the rest cannot. Pure, also used to show it before. */
export function judge(link: Link, undo: Undo, given: Terms): Verdict {
  const terms = termsFor(link, given);
  switch (undo.kind) {
    case "update":
      return judgeUpdate(link, undo, terms);
    case "create":
      return judgeCreate(link, undo, terms);
    case "delete":
      return judgeDelete(link, undo, terms);
    case "release":
      return judgeRelease(link, undo, terms);
  }
}

function pairOf(link: Link, terms: Terms): Pair | null {
  const microsoft = outlookOf(link, terms);
  const { erp } = link;
  return microsoft === null || erp == null ? null : { microsoft, erp };
}

function judgeUpdate(link: Link, undo: Undo, terms: Terms): Verdict {
  const now = pairOf(link, terms);
  const origin = otherSide(undo.side);
  if (now === null) return refusal("gone", Object.keys(undo.before));
  const give: Record<string, Fields[string]> = {};
  const back: string[] = [];
  const refused = new Map<RefusalReason, Set<string>>();
  const refuse = (because: RefusalReason, field: string): void =>
    void refused.set(because, new Set(refused.get(because)).add(field));
  const gone: Record<string, Value> = {};
  /** What is left to be taken back of a field of which these parts are gone for good. */
  const without = (field: string, rule: FieldRule, parts: readonly Value[]) => {
    if (parts.length > 0) {
      refuse("removed", field);
      gone[field] = [...elements(gone[field]), ...parts];
    }
    return (value: Value): Value => withoutUnits(rule, value, parts);
  };
  for (const [field, value] of Object.entries(undo.before)) {
    const rule = terms.schema.fields[field];
    const held = now[origin].fields[field];
    // What it held is known, but nobody reads or writes it any more.
    if (rule === undefined) refuse("unmapped", field);
    if (rule === undefined || held === undefined) continue;
    const left = undo.after[origin][field] ?? null;
    const parts = goneParts(rule, now, field, [value, changedBetween(rule, value, left)]);
    const rest = without(field, rule, parts);
    const share = changedBetween(rule, rest(value), rest(left));
    if (parts.length > 0 && rule.fingerprint(rest(value)) === rule.fingerprint(rest(left)))
      continue;
    const given = share.put(held, value);
    if (rule.fingerprint(held) === rule.fingerprint(given)) {
      back.push(field);
      continue;
    }
    const because = isEdited(now, undo, { field, share }, terms)
      ? "edited"
      : obstacle(link, now, { field, values: both(given), tellGuests: undo.tellGuests }, terms);
    if (because !== null) refuse(because, field);
    else give[field] = asWritten(link, now, { side: origin, field, value: given }, rule);
  }
  const asks: Settlement[] = [];
  for (const settled of undo.settled ?? []) {
    const { field } = settled;
    const rule = terms.schema.fields[field];
    if (rule === undefined) refuse("unmapped", field);
    if (rule === undefined || sides.some((side) => now[side].fields[field] === undefined)) continue;
    const wanted = settled[rule.unit?.decidedBy ?? "microsoft"];
    const parts = goneParts(rule, now, field, [wanted, shareAsked(settled, rule)]);
    const rest = without(field, rule, parts);
    const [microsoft, erp] = [rest(settled.microsoft), rest(settled.erp)];
    if (parts.length > 0 && isEmpty(microsoft) && isEmpty(erp)) continue;
    const settlement: Settlement = { ...settled, microsoft, erp };
    const own = ownStill(now, settlement, rule);
    if (sidesOf(own).length === 0) {
      back.push(field);
      continue;
    }
    const asked = { field, share: shareAsked(settlement, rule), among: sidesOf(own) };
    const because = isEdited(now, undo, asked, terms)
      ? "edited"
      : obstacle(link, now, { field, values: own, tellGuests: undo.tellGuests }, terms);
    if (because === null) asks.push(settlement);
    else refuse(because, field);
  }
  return {
    ...{ give, back },
    refused: [...refused].map(([because, fields]) => ({
      ...{ because, fields: [...fields] },
      ...(because === "removed" && { parts: gone }),
    })),
    ...(asks.length > 0 && { asks }),
  };
}

/** Whether its questions are asked again already, and merely the values may be on their way. */
function isReopened({ answers }: Link, { settled = [] }: Undo, { schema }: Terms): boolean {
  return settled.some((one) => {
    const rule = schema.fields[one.field];
    return rule !== undefined && isAskedAgain(answers[one.field], rule, one);
  });
}

/**
 * Whether a side holds something else in a field than the change left there. What it left on the other
 * side counts as well: what a server made of our value is carried back to where it came from.
 */
function isEdited(
  now: Pair,
  { after }: Undo,
  { field, share, among = sides }: Looked,
  { schema }: Terms,
): boolean {
  const fingerprint = schema.fields[field]?.fingerprint;
  if (fingerprint === undefined) return false;
  const print = (value: Value): string =>
    fingerprint(share === undefined ? value : share.of(value));
  const prints = sides.flatMap((side) => {
    const left = after[side][field];
    return left === undefined ? [] : [print(left)];
  });
  return among.some((side) => {
    const held = now[side].fields[field];
    return held !== undefined && prints.length > 0 && !prints.includes(print(held));
  });
}

/** What is looked at of a field, and on which sides: all of it, on both. */
interface Looked {
  readonly field: string;
  readonly share?: Share;
  readonly among?: readonly Side[];
}

interface Wanted {
  readonly field: string;
  /** What is to be written, by side. */
  readonly values: OfSides;
  readonly tellGuests: boolean;
}

function sidesOf(values: OfSides): readonly Side[] {
  return sides.filter((side) => values[side] !== undefined);
}

function both(value: Value): Readonly<Record<Side, Value>> {
  return { microsoft: value, erp: value };
}

/** What forbids to write a field to the sides that are to hold it again. */
function obstacle(
  link: Link,
  now: Pair,
  { field, values, tellGuests }: Wanted,
  terms: Terms,
): RefusalReason | null {
  const { schema, policy } = terms;
  const written = sidesOf(values);
  if (!written.every((side) => open(policy, side))) return "direction";
  if (written.some((side) => now[side].readOnly?.[field] !== undefined)) return "read-only";
  const rule: Partial<FieldRule> = schema.fields[field] ?? {};
  const { refuses, elementKey, keeps } = rule;
  if (elementKey !== undefined && keeps !== undefined && values.microsoft !== undefined) {
    // A part of a value that a side would keep as it is cannot be given back.
    const set = { ...rule, elementKey, keeps } as SetRule;
    const pair = { microsoft: now.microsoft.fields[field] ?? null, erp: values.microsoft };
    const base = { microsoft: pair.microsoft, erp: pair.microsoft };
    const { because } = withoutKept(set, { now: pair, base }, "microsoft");
    if (because !== null) return because === "guests" ? "guests" : "read-only";
  }
  if (written.some((side) => refuses?.(side, values[side] ?? null) !== undefined)) {
    return "read-only";
  }
  if (!written.every((side) => mayWrite(side, field, terms))) {
    // Who is invited is decided in Outlook by a person: writing it would send mail.
    const anyWay = { schema, policy: { ...policy, flows: {} } };
    return flowOf(field, anyWay) === "both" ? "direction" : "guests";
  }
  const outlook = link.microsoft ?? now.microsoft;
  const tells = values.microsoft !== undefined && schema.tellsGuests(field, outlook);
  return tells && !tellGuests ? "guests" : null;
}

/**
 * What removed the units of a set that would have to come back on the side that brings none back, of those
 * that the change was about.
 */
function goneParts(
  { removes, elementKey, unit }: FieldRule,
  now: Pair,
  field: string,
  [wanted, share]: readonly [Value, Share],
): readonly Value[] {
  if (removes === undefined || elementKey === undefined || unit === undefined) return [];
  const stay = new Set(elements(wanted).filter(removes).map(elementKey));
  const held = elements(share.of(now[unit.decidedBy].fields[field] ?? null)).filter(removes);
  return held.filter((one) => !stay.has(elementKey(one)));
}

/** The copy that we made goes again, and its original stays, without what only the copy had told of it. */
function judgeCreate(link: Link, undo: Undo, terms: Terms): Verdict {
  const copy = link[undo.side];
  if (copy == null) return { give: withoutTold(link, undo, terms), back: [], refused: [] };
  const now = pairOf(link, terms);
  if (now === null) return refusal("gone");
  const names = new Set(sides.flatMap((side) => Object.keys(undo.after[side])));
  const edited = [...names].filter((field) => isEdited(now, undo, { field }, terms));
  edited.push(...grownSince(now, undo, terms));
  if (edited.length > 0) return refusal("edited", edited);
  if (!open(terms.policy, undo.side)) return refusal("direction");
  const isSpared = terms.schema.sparesFromDeletion(undo.side, copy);
  if (isSpared && undo.cancellation === undefined) return refusal("guests");
  return { give: {}, back: [], refused: [] };
}

/** What the origin had before the copy told it otherwise, as far as nobody changed it there since. */
function withoutTold(link: Link, { before, side }: Undo, terms: Terms): Fields {
  const origin = otherSide(side);
  const now = link[origin];
  const give: Record<string, Fields[string]> = {};
  for (const [field, value] of Object.entries(before)) {
    const print = terms.schema.fields[field]?.fingerprint;
    const [held, agreed] = [now?.fields[field], link.base?.[origin][field]];
    if (print === undefined || held === undefined || agreed === undefined) continue;
    if (print(held) === print(value) || print(held) !== print(agreed)) continue;
    if (now?.readOnly?.[field] !== undefined || !mayWrite(origin, field, terms)) continue;
    give[field] = value;
  }
  return give;
}

/**
 * Fields that the copy was made without (the exceptions of a series, what goes the other way alone) and
 * that hold on it, and on it alone, what somebody put there since.
 */
function grownSince(now: Pair, { side, after }: Undo, terms: Terms): readonly string[] {
  return sharedFields(terms).filter((field) => {
    const rule = terms.schema.fields[field];
    // What Outlook alone decides of a meeting is told from what it is by others (`sparesFromDeletion`).
    if (rule?.flow !== "both" || field in after[side]) return false;
    const [copy, original] = [now[side].fields[field], now[otherSide(side)].fields[field]];
    if (copy === undefined || original === undefined || isEmpty(copy)) return false;
    return rule.fingerprint(copy) !== rule.fingerprint(original);
  });
}

/** Both items are made again: at the origin by this, and its copy as of any new item. */
function judgeDelete(link: Link, undo: Undo, terms: Terms): Verdict {
  const origin = otherSide(undo.side);
  if (link[origin] != null) {
    const lost = Object.keys(undo.before).filter((field) => !(field in terms.schema.fields));
    return lost.length === 0 ? { give: {}, back: [], refused: [] } : refusal("unmapped", lost);
  }
  if (!sides.every((side) => open(terms.policy, side))) return refusal("direction");
  // Whoever would have been told that it is off would be told that it is on.
  const fields = { ...undo.before, ...undo.held?.[origin] };
  const item = { id: "", version: "", fields, modifiedAt: null };
  if (terms.schema.sparesFromDeletion(origin, item)) return refusal("guests");
  return {
    give: { ...agreedIn(undo, terms), ...ownIn(undo, origin, terms) },
    back: [],
    refused: [],
  };
}

/**
 * The copy is made again as it was when its person had it removed, as long as the original is as he left
 * it. Once it was made this is done, whatever became of it since.
 */
function judgeRelease(link: Link, { side, before, after }: Undo, terms: Terms): Verdict {
  if (link[side] !== undefined) return { give: {}, back: [], refused: [] };
  const origin = otherSide(side);
  const now = link[origin];
  if (now == null) return refusal("gone");
  if (!open(terms.policy, side)) return refusal("direction");
  const rules = terms.schema.fields;
  const edited = Object.entries(after[origin]).flatMap(([field, left]) => {
    const [print, held] = [rules[field]?.fingerprint, now.fields[field]];
    return print === undefined || held === undefined || print(held) === print(left) ? [] : [field];
  });
  if (edited.length > 0) return refusal("edited", edited);
  const elsewhere = side === "erp" ? "toMicrosoft" : "toErp";
  const give = sharedFields(terms).flatMap((field) => {
    const value = before[field];
    const rule = rules[field];
    // What only makes sense with another field follows from the original once the copy is there; what
    // the copy's system makes of other fields is written there by nobody.
    if (value === undefined || rule?.after !== undefined || rule?.flow === elsewhere) return [];
    return [[field, value] as const];
  });
  return { give: Object.fromEntries(give), back: [], refused: [] };
}

/**
 * Outlook's value of each field in which the two agreed: what one of them was changed to before that
 * stays a change.
 */
function agreedWith(link: Link, given: Fields, terms: Terms): Fields {
  const outlook = outlookOf(link, terms)?.fields ?? {};
  const agreed = Object.entries(given).flatMap(([field, value]) => {
    const [print, here] = [terms.schema.fields[field]?.fingerprint, outlook[field]];
    if (print === undefined || here === undefined) return [];
    const [ofOutlook, ofErp] = [link.base?.microsoft[field], link.base?.erp[field]];
    const isAgreed =
      ofOutlook === undefined || ofErp === undefined
        ? print(here) === print(value)
        : print(here) === print(ofOutlook) && print(value) === print(ofErp);
    return isAgreed ? [[field, here] as const] : [];
  });
  return Object.fromEntries(agreed);
}

function refusal(because: RefusalReason, fields: readonly string[] = []): Verdict {
  return { give: {}, back: [], refused: [{ because, fields }] };
}
