/** What an item that was deleted is made again from: what both agreed on, and what each side had for itself. */
import { maskFor, withCompanion } from "./mask.ts";
import { isEmpty } from "./merge.ts";
import {
  otherSide,
  sides,
  type Decision,
  type Fields,
  type Link,
  type Side,
  type Undo,
} from "./model.ts";
import { plan } from "./plan.ts";
import type { Terms } from "./terms.ts";

/** What both had agreed on of an item that was deleted; what only makes sense with another field follows. */
export function agreedIn({ before }: Undo, { schema }: Terms): Fields {
  const given = Object.entries(before).filter(
    ([field]) => schema.fields[field]?.after === undefined,
  );
  return Object.fromEntries(given);
}

/** What a side held for itself of an item that was deleted, as far as it is given back with it. */
export function ownIn({ held }: Undo, side: Side, terms: Terms): Fields {
  const own = Object.entries(held?.[side] ?? {});
  return Object.fromEntries(own.filter(([field]) => isGivenBack(side, field, terms)));
}

/**
 * Whether an item is made again with what it held in this field, whichever way that goes by the rules: it
 * comes from there. What its system makes of other fields is written by nobody, nor anything by which
 * somebody is mailed; what only makes sense with another field follows.
 */
function isGivenBack(side: Side, field: string, { schema, holdings }: Terms): boolean {
  const rule = schema.fields[field];
  if (rule === undefined || rule.after !== undefined || rule.mails === side) return false;
  const isKept = side === "microsoft" && schema.companion.includes(field);
  const elsewhere = side === "erp" ? "toMicrosoft" : "toErp";
  return rule.flow !== elsewhere && (isKept || holdings[side].has(field));
}

/**
 * The copy of an item that was deleted, made of its original as any copy, and with what it had beside that
 * or spelled otherwise. What somebody changed in the original since counts.
 * @returns `null` where the original is not there yet, the copy is, or none is made
 */
export function copyAsItWas(link: Link, undo: Undo, terms: Terms): Decision | null {
  const origin = otherSide(undo.side);
  if (link[origin] == null || link[undo.side] !== undefined) return null;
  const made = plan(link, terms);
  if (made.kind !== "create" || made.side !== undo.side) return null;
  // What it is private by now is not in what was kept.
  const revives = undo.revives === undefined ? {} : { revives: undo.revives };
  if (maskFor(link, terms) !== null) return { ...made, ...revives };
  const now = (origin === "microsoft" ? withCompanion(link) : link.erp)?.fields ?? {};
  const held = { ...undo.before, ...undo.held?.[undo.side] };
  const given = Object.entries(held).filter(([field]) => {
    const print = terms.schema.fields[field]?.fingerprint;
    if (print === undefined || !isGivenBack(undo.side, field, terms)) return false;
    const [here, then] = [now[field], undo.held?.[origin][field] ?? undo.before[field]];
    if (here === undefined) return true;
    return then === undefined ? isEmpty(here) : print(here) === print(then);
  });
  const fields = Object.fromEntries(given);
  // What one alone had is agreed on by nobody.
  const source = Object.entries(made.source).filter(
    ([field]) => field in undo.before || !(field in fields),
  );
  return {
    ...made,
    fields: { ...made.fields, ...fields },
    source: Object.fromEntries(source),
    ...revives,
    rule: "15 undo",
  };
}

/**
 * Both stand again, without the days of a series by which it was otherwise: nobody removed them, so that
 * they are put back on each side as they were there (rule 20).
 */
export function withDaysPutBack(link: Link, undo: Undo, { schema }: Terms): Link {
  if (undo.kind !== "delete" || sides.some((side) => link[side] == null)) return link;
  const followers = Object.entries(schema.fields).filter(([, { after }]) => after !== undefined);
  const daysOf = (all: Fields | undefined): Fields =>
    Object.fromEntries(
      followers.flatMap(([field]) => {
        const value = all?.[field];
        return value === undefined || isEmpty(value) ? [] : [[field, value] as const];
      }),
    );
  const agreed = daysOf(undo.before);
  const swept = {
    microsoft: { ...agreed, ...daysOf(undo.held?.microsoft) },
    erp: { ...agreed, ...daysOf(undo.held?.erp) },
  };
  const base = {
    microsoft: { ...link.base?.microsoft, ...agreed },
    erp: { ...link.base?.erp, ...agreed },
  };
  return sides.every((side) => Object.keys(swept[side]).length === 0)
    ? link
    : { ...link, base, swept };
}
