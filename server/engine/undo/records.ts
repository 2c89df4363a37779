import { isPrivate as isPrivateItem, privateDays } from "../../resources/appointment/mask.ts";
import type { UndoDocument } from "../../store/documents/mailbox.ts";
import {
  otherSide,
  type Base,
  type Fields,
  type Link,
  type Settlement,
  type Side,
  type Value,
} from "../../sync/model.ts";
import { withCompanion } from "../../sync/mask.ts";
import { isEmpty } from "../../sync/merge.ts";
import { beforeWrite } from "../../sync/merge-set.ts";
import { shareOf } from "../../sync/share.ts";
import type { RunContext } from "../run/context.ts";
import { isPrivate, subjectOf } from "../run/history.ts";

/** A larger one is not kept: a body of that length is no appointment's, and every commit carries it. */
const lengthMax = 100_000;

type Facts = Pick<UndoDocument, "kind" | "side" | "before" | "after" | "settled" | "held" | "link">;

/**
 * Our create landed: what it left on both sides, so that an edit made since is noticed, and what its
 * original said in fields that the copy alone decides from now on.
 * @param link as it was before the write
 * @param agreed the base that it led to: a create that had to be repeated is answered by the item as it
 *   reads by then, and what somebody wrote into it meanwhile is not ours to take back
 */
export function ofCreate(
  { schema }: RunContext,
  link: Link,
  side: Side,
  sent: Fields,
  agreed: Base | null,
): Facts {
  const names = Object.keys(sent);
  const origin = otherSide(side);
  const told = Object.entries(schema.fields).flatMap(([name, { flow }]) =>
    flow === (origin === "erp" ? "toErp" : "toMicrosoft") ? [name] : [],
  );
  const left = (one: Side): Fields => pick(agreed?.[one] ?? {}, names);
  const after = { microsoft: left("microsoft"), erp: left("erp") };
  return { kind: "create", side, before: pick(link[origin]?.fields ?? {}, told), after };
}

/**
 * Our update landed: what the origin is given back is what the write replaced, spelled as the origin
 * had it. Where both sides had changed a field, that is the value that lost.
 * @param link as it was before the write
 */
export function ofUpdate(
  run: RunContext,
  link: Link,
  { side, sent, readBack, settled }: Landed,
): Facts {
  const origin = otherSide(side);
  const held = { microsoft: withCompanion(link)?.fields ?? {}, erp: link.erp?.fields ?? {} };
  const before: Record<string, Value> = {};
  const questions = new Map(settled.map((one) => [one.field, one]));
  for (const field of Object.keys(sent)) {
    const rule = run.schema.fields[field];
    const { fingerprint: print, flow, elementKey } = rule ?? {};
    const question = questions.get(field);
    // Each side has its own to go back to.
    if (question !== undefined && elementKey === undefined) continue;
    // It follows from other fields of the origin, which are taken back by their own line.
    if (flow === "toMicrosoft") continue;
    const replaced = held[side][field];
    const [there, here] = [link.base?.[side][field], link.base?.[origin][field]];
    if (rule === undefined || print === undefined || replaced === undefined) continue;
    if (elementKey !== undefined) {
      const own = held[origin][field] ?? null;
      const told = { sent: sent[field] ?? null, replaced, held: own };
      const was = beforeWrite({ ...rule, elementKey }, told, { target: there, origin: here });
      const asked = question && shareOf(rule, [question.microsoft, question.erp]);
      const rest = asked === undefined ? was : asked.put(was, own);
      if (asked === undefined || print(rest) !== print(own)) before[field] = rest;
      continue;
    }
    const agreed = there !== undefined && here !== undefined && print(there) === print(replaced);
    before[field] = agreed ? here : replaced;
  }
  const names = [...Object.keys(before), ...questions.keys()];
  // What he wrote himself went to both; of a set one side's was kept.
  const isSet = (field: string): boolean => run.schema.fields[field]?.elementKey !== undefined;
  const written = [...questions.keys()].filter((field) => !isSet(field));
  const left = { ...pick(held[origin], names), ...pick(sent, written) };
  const after = perSide(side, pick(readBack, names), left);
  return { kind: "update", side, before, after, ...(settled.length > 0 && { settled }) };
}

/** An update of ours that landed. */
interface Landed {
  readonly side: Side;
  readonly sent: Fields;
  readonly readBack: Fields;
  /** The questions that it settled. */
  readonly settled: readonly Settlement[];
}

/**
 * Our deletion landed, or the item is cancelled by it (`isCancelled`): what both sides had agreed on, as the side spelled it where a person deleted, and
 * what each of them held for itself.
 * @param link as it was before the write
 */
export function ofDelete(
  { schema }: RunContext,
  link: Link,
  side: Side,
  isCancelled = false,
): Facts {
  const { ids, choice, generation, base } = link;
  const isDay = link.seriesId !== undefined;
  const there = otherSide(side);
  const agreed = Object.keys(base?.[there] ?? {}).filter(
    (field) => base?.[side][field] !== undefined,
  );
  const before = pick(base?.[there] ?? {}, agreed);
  const own = (one: Side): Fields => ownOf(lastOf(link, one), before, Object.keys(schema.fields));
  return {
    kind: "delete",
    side,
    before,
    after: { microsoft: {}, erp: {} },
    held: { microsoft: own("microsoft"), erp: own("erp") },
    link: {
      ...{ ids, choice, generation },
      ...(isDay && { isDay }),
      ...(isCancelled && { isCancelled }),
    },
  };
}

/** What an item holds, or held when it was last seen. */
function lastOf(link: Link, side: Side): Fields {
  const fields = link[side]?.fields ?? link.last?.[side] ?? {};
  return side === "microsoft" ? { ...fields, ...link.companion } : fields;
}

/** What of an item is not as both had agreed: more than that, something else, or spelled otherwise. */
function ownOf(fields: Fields, agreed: Fields, names: readonly string[]): Fields {
  const own = names.filter((name) => {
    const [value, known] = [fields[name], agreed[name]];
    if (value === undefined) return false;
    return known === undefined ? !isEmpty(value) : JSON.stringify(value) !== JSON.stringify(known);
  });
  return pick(fields, own);
}

/**
 * Its person switched the item off and had the ERP's copy removed: what that held, and what its original
 * says, so that an edit made since is noticed.
 * @param link as both sides were when the copy went
 */
export function ofRelease({ schema }: RunContext, link: Link): Facts {
  const { ids, choice, generation, microsoft, erp } = link;
  const names = Object.keys(schema.fields);
  return {
    kind: "release",
    side: "erp",
    before: pick(erp?.fields ?? {}, names),
    after: { microsoft: pick(microsoft?.fields ?? {}, names), erp: {} },
    link: { ids, choice, generation },
  };
}

/** Keeps what takes the change of a line back, with that line; nothing of what is private. */
export function remember(run: RunContext, lineId: string, link: Link, facts: Facts): void {
  const asked = (facts.settled ?? []).flatMap(({ field, microsoft, erp }) =>
    [microsoft, erp].map((value) => ({ [field]: value })),
  );
  const { held, ...shared } = facts;
  const own = held === undefined ? [] : [held.microsoft, held.erp];
  const all = [facts.before, facts.after.microsoft, facts.after.erp, ...asked, ...own];
  if (isPrivate(link) || all.some(tellsPrivate)) return;
  const named = { linkId: link.id, subject: subjectOf(link) };
  // What both had agreed on is better than nothing.
  const document = [
    { ...facts, ...named },
    { ...shared, ...named },
  ].find((one) => JSON.stringify(one).length <= lengthMax);
  if (document !== undefined) run.ledger.keepUndo(lineId, document);
}

/** Also of a series single days of which are private. */
function tellsPrivate(fields: Fields): boolean {
  return isPrivateItem(fields) || privateDays(fields["exceptions"]).size > 0;
}

function pick(from: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function perSide(side: Side, here: Fields, there: Fields): Base {
  return side === "erp" ? { erp: here, microsoft: there } : { microsoft: here, erp: there };
}
