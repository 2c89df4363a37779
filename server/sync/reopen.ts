import {
  sides,
  type Base,
  type Conflict,
  type FieldRule,
  type Fields,
  type Link,
  type Schema,
  type Settlement,
  type Side,
  type Snapshot,
  type Update,
  type Value,
} from "./model.ts";
import { questionsOf } from "./asked.ts";
import { withHidden } from "./plan.ts";
import { shareOf, type Share } from "./share.ts";

export type Pair = Readonly<Record<Side, Snapshot>>;

/** What is written, by side. */
export type OfSides = Readonly<Partial<Record<Side, Value>>>;

/** Both sides get their own value back, nothing is agreed on by it, and its person is asked again. */
export interface Reopening {
  readonly kind: "reopen";
  readonly updates: readonly Update[];
  /** What both had agreed on before the questions were settled. */
  readonly base: Base;
  readonly questions: readonly Conflict[];
  readonly answers: Link["answers"];
  readonly rule: string;
}

/** What a question was about: of a set the elements that both sides had otherwise. */
export function shareAsked({ microsoft, erp }: Settlement, rule: FieldRule): Share {
  return shareOf(rule, [microsoft, erp]);
}

/**
 * The value of each side with what it held when it was asked, of those sides that hold something else
 * there now.
 */
export function ownStill(now: Pair, settlement: Settlement, rule: FieldRule): OfSides {
  const { put } = shareAsked(settlement, rule);
  const own = sides.flatMap((side) => {
    const held = now[side].fields[settlement.field] ?? null;
    const value = put(held, settlement[side]);
    return rule.fingerprint(held) === rule.fingerprint(value) ? [] : [[side, value] as const];
  });
  return Object.fromEntries(own);
}

/** A value as its side is to have it: also with what of it nobody compares as it is private. */
export function asWritten(
  { microsoft }: Link,
  now: Pair,
  { side, field, value }: { readonly side: Side; readonly field: string; readonly value: Value },
  rule: FieldRule,
): Value {
  if (side === "erp") return value;
  return withHidden(rule, value, now.microsoft.fields[field] ?? null, microsoft?.fields[field]);
}

/** What a side holds once each of these questions is asked again: its own there, and the rest as it is. */
export function withOwn(
  fields: Fields,
  asks: readonly Settlement[],
  side: Side,
  { fields: rules }: Schema,
): Fields {
  const own = asks.flatMap((one) => {
    const rule = rules[one.field];
    if (rule === undefined) return [];
    return [[one.field, shareAsked(one, rule).put(fields[one.field] ?? null, one[side])] as const];
  });
  return { ...fields, ...Object.fromEntries(own) };
}

/**
 * Everything of it in one decision, so that no step between looks like an edit: nothing is agreed on by the
 * writes, and until they have landed the question stands already.
 */
export function reopening(
  link: Link,
  now: Pair | null,
  asks: readonly Settlement[],
  { fields: rules }: Schema,
): Reopening {
  const base: Record<Side, Record<string, Value>> = {
    microsoft: { ...link.base?.microsoft },
    erp: { ...link.base?.erp },
  };
  const answers = { ...link.answers };
  const writes: Record<Side, Record<string, Value>> = { microsoft: {}, erp: {} };
  const questions: Conflict[] = [];
  for (const settlement of asks) {
    const { base: agreed, ...question } = settlement;
    const { field } = question;
    const rule = rules[field];
    if (rule === undefined) continue;
    const { put } = shareAsked(settlement, rule);
    // Other elements of a set may wait by now: all of them are one question.
    const waits = link.waiting.find((one) => one.field === field);
    const microsoft = put(waits?.microsoft ?? null, question.microsoft);
    const erp = put(waits?.erp ?? null, question.erp);
    questions.push({ ...question, microsoft, erp, winner: null, because: "asked" });
    answers[field] = { ask: true, of: questionsOf(rule, { microsoft, erp }) };
    const own = now === null ? {} : ownStill(now, settlement, rule);
    for (const side of sides) {
      const value = own[side];
      if (value !== undefined && now !== null) {
        writes[side][field] = asWritten(link, now, { side, field, value }, rule);
      }
      const { [field]: known, ...others } = base[side];
      const was = agreed[side];
      const isKnown = was !== undefined || (known !== undefined && rule.elementKey !== undefined);
      base[side] = isKnown ? { ...others, [field]: put(known ?? null, was ?? null) } : others;
    }
  }
  const updates = (["erp", "microsoft"] as const).flatMap((side): readonly Update[] => {
    const [fields, precondition] = [writes[side], link[side]?.version ?? ""];
    return Object.keys(fields).length === 0 ? [] : [{ side, precondition, fields, source: {} }];
  });
  return { kind: "reopen", updates, base, questions, answers, rule: "15 undo" };
}
