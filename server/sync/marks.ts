/**
 * What Outlook's item shows of its link, by categories of ours. They are no field: nobody merges them,
 * the ERP never sees them, and whoever edits them edited nothing.
 */
import type { Link, Mark, Snapshot } from "./model.ts";
import { isAsked } from "./asked.ts";
import { mayWrite } from "./flow.ts";
import { outlookOf, termsFor } from "./mask.ts";
import { sharedFields, type Terms } from "./terms.ts";

export interface MarkFacts {
  /** Whether its person wants to see marks. */
  readonly shown: boolean;
  /** Whether the item is set aside. */
  readonly aside: boolean;
}

/** The marks that the link's item in Outlook is to carry. */
export function wantedMarks(link: Link, { shown, aside }: MarkFacts): readonly Mark[] {
  if (!shown || link.choice === "off" || link.microsoft == null) return [];
  return [
    ...(link.erp == null ? [] : (["tracked"] as const)),
    ...(aside || isAsked(link) ? (["attention"] as const) : []),
  ];
}

export function sameMarks(one: readonly Mark[] = [], other: readonly Mark[] = []): boolean {
  return one.length === other.length && one.every((mark) => other.includes(mark));
}

/**
 * What a person did to the mark `tracked` in Outlook since the item was read before. What was seen
 * counts and never what was meant: a mark that was sent and not seen yet is nobody's when it shows,
 * nor when it does not.
 * @param now the marks of a whole reading of the item
 */
export function handOn(link: Link, now: readonly Mark[]): "added" | "removed" | null {
  if (link.microsoft == null) return null;
  const had = link.microsoft.marks?.includes("tracked") === true;
  const has = now.includes("tracked");
  if (had === has || link.marking?.includes("tracked") === has) return null;
  // Of one that was switched off before marks were shown nobody knows who put it there: it goes.
  if (has) return link.choice === "off" && link.microsoft.marks !== undefined ? "added" : null;
  return link.choice === "off" ? null : "removed";
}

/**
 * The link after its item's marks were read. Of one that is switched off no more than that is kept: it
 * is enough to take a mark off.
 */
export function withMarksSeen(link: Link, seen: Snapshot): Link {
  const { marking, ...rest } = link;
  const { marks, version } = seen;
  if (marks === undefined) return link;
  const next: Link = marking !== undefined && sameMarks(marking, marks) ? rest : link;
  if (link.choice !== "off") return next;
  if (link.microsoft == null) return marks.length > 0 ? { ...next, microsoft: seen } : next;
  const { categories = [] } = seen.fields;
  const fields = { ...link.microsoft.fields, categories };
  return { ...next, microsoft: { ...link.microsoft, version, marks, fields } };
}

/**
 * The fields in which Outlook's edit stays in Outlook, because the ERP does not let its item be
 * changed (a released document): until the ERP opens it again or the edit is taken back.
 */
export function refusedFields(link: Link, given: Terms): readonly string[] {
  const { base, erp } = link;
  const terms = termsFor(link, given);
  const microsoft = outlookOf(link, terms);
  const readOnly = erp?.readOnly ?? {};
  if (base === null || microsoft === null) return [];
  return sharedFields(terms).filter((field) => {
    const print = terms.schema.fields[field]?.fingerprint;
    const reason = readOnly[field];
    const [here, there] = [microsoft.fields[field], erp?.fields[field]];
    const agreed = base.microsoft[field];
    if (print === undefined || reason === undefined || !mayWrite("erp", field, terms)) return false;
    if (here === undefined || there === undefined || agreed === undefined) return false;
    if (terms.schema.onRefused(reason) !== "keep") return false;
    return print(here) !== print(agreed) && print(here) !== print(there);
  });
}
