import { countsOf, type PlanEntry } from "../../engine/dry-run/entries.ts";
import type { Plan } from "../../engine/dry-run/dry-run.ts";
import { called, show } from "../../resources/appointment/show.ts";
import type { PlanEntryView, PlanView } from "../contract/plan.ts";
import type { LanguageReader } from "../reader.ts";
import { planWords } from "./plan-words.ts";
import { told } from "../told.ts";
import { twinView } from "./views.ts";

export function planView(plan: Plan & { readonly id: string }, reader: LanguageReader): PlanView {
  const { id, madeAt, marked, entries } = plan;
  const doubts = entries.filter(({ kind }) => kind === "doubt");
  return {
    ...{ id, madeAt, marked, total: entries.length, counts: countsOf(entries) },
    doubts: doubts.map((one) => entryView(one, reader)),
  };
}

/** An entry as its reader understands it. */
export function entryView(entry: PlanEntry, reader: LanguageReader): PlanEntryView {
  const { kind, side, ids, subject, when, rule } = entry;
  const { reasons } = planWords[reader.locale];
  return {
    ...{ kind, side, ids: { ...ids }, subject, rule },
    when: show("when", when, reader),
    changes: entry.changes
      .map(({ field, from, to }) => ({
        field: called(field, reader),
        from: show(field, from, reader),
        to: show(field, to, reader),
      }))
      // Of a body nothing is shown but that it changes; that a new item has one goes without saying.
      .filter(({ field, from, to }) =>
        field === "body" ? kind !== "create" : from !== null || to !== null,
      ),
    reason:
      entry.kind === "refused"
        ? told(entry.reason ?? rule, reader.locale)
        : (reasons[rule] ?? rule),
    twins: entry.twins.map((twin) => twinView(twin, reader)),
    first: entry.first === null ? null : twinView(entry.first, reader),
  };
}

/**
 * The whole plan as a table.
 * @param mailbox named in a column of its own, where tables of several are put together
 */
export function planCsv(
  entries: readonly PlanEntry[],
  reader: LanguageReader,
  mailbox?: string,
): string {
  const words = planWords[reader.locale];
  const head = mailbox === undefined ? words.columns : [words.mailbox, ...words.columns];
  const lines = planRows(
    entries.map((one) => entryView(one, reader)),
    reader,
  );
  return csvOf([head, ...lines.map((one) => (mailbox === undefined ? one : [mailbox, ...one]))]);
}

/** What is in the columns of the table, entry by entry. */
export function planRows(
  entries: readonly PlanEntryView[],
  { locale }: Pick<LanguageReader, "locale">,
): readonly (readonly string[])[] {
  const words = planWords[locale];
  return entries.map(({ kind, side, subject, when, changes, reason, rule, ids }) => {
    const changed = changes.map(({ field, from, to }) => {
      const name = words.fields[field] ?? field;
      if (from === null && to === null) return `${name} ${words.changes}`;
      return kind === "create"
        ? `${name}: ${to ?? words.empty}`
        : `${name}: ${from ?? words.empty} → ${to ?? words.empty}`;
    });
    return [
      ...[words.kinds[kind], words.sides[side ?? "none"], subject, when ?? ""],
      ...[changed.join("; "), reason, rule, ids.microsoft ?? "", ids.erp ?? ""],
    ];
  });
}

/**
 * A table as a file (RFC 4180, with the mark by which Excel knows UTF-8). A cell that a spreadsheet
 * would take for a formula begins with an apostrophe.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${csvLines(rows)}`;
}

/** Lines of such a table, which may be long and is made piece by piece. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** Excel and others take what begins so for a formula, tabs and line ends before it as well. */
const formula = /^[\s]*[=+\-@]|^[\t\r\n]/;

function cell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
