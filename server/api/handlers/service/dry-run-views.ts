import { planKinds, type PlanCount, type PlanEntry } from "../../../engine/dry-run/entries.ts";
import type { KnownFields } from "../../../engine/mailboxes/settings/field-mappings.ts";
import {
  entriesOf,
  fingerprintOf,
  isToDo,
  isWhole,
  type Survey,
  type SurveyRow,
} from "../../../engine/dry-run/survey.ts";
import { sides } from "../../../sync/model.ts";
import type { PlanEntryView, TwinView } from "../../contract/plan.ts";
import {
  rowStateSchema,
  type DryRunRow,
  type DryRunRowState,
  type DryRunSummary,
} from "../../contract/service/dry-runs.ts";
import { wordsOf } from "../../errors.ts";
import { readerOf } from "../../reader.ts";
import { csvLines, csvOf, entryView, planRows } from "../plan-views.ts";
import { planWords } from "../plan-words.ts";

type Language = "en" | "de";

/** Who reads plans of others. */
export interface TableReader {
  readonly language: Language;
  /** Whether he may know what people wrote. */
  readonly reads: boolean;
  readonly fields: KnownFields;
}

/** @param mayAct whether its reader administers all whom it concerns */
export function summaryView(survey: Survey, mayAct: boolean, language: Language): DryRunSummary {
  const { id, name, by, startedAt, anew, alsoOff, phase, isStopped, progress, rows } = survey;
  const { rules, saved, problem } = survey;
  const toDo = rows.filter(isToDo);
  return {
    ...{ dryRunId: id, name, by, startedAt, anew, alsoOff, phase, stopped: isStopped, mayAct },
    ...{ mailboxes: rows.length, progress: { ...progress }, toDo: toDo.length },
    states: rowStateSchema.options.flatMap((state) => {
      const count = rows.filter((row) => rowStateOf(row) === state).length;
      return count === 0 ? [] : [{ state, count }];
    }),
    counts: sumOf(rows),
    toDoCounts: sumOf(toDo),
    fingerprint: fingerprintOf(survey),
    rules:
      rules === undefined
        ? null
        : {
            ...{ ready: isWhole(survey), saved },
            problem: problem === null ? null : wordsOf(problem, language),
          },
  };
}

export function rowStateOf({ state, plan }: SurveyRow): DryRunRowState {
  const isQuiet = state === "planned" && plan !== null && plan.total + plan.marked === 0;
  return isQuiet ? "quiet" : state;
}

export function rowView(row: SurveyRow, language: Language): DryRunRow {
  const { mailbox, plan, problem, isOff } = row;
  const { tenantId, mailboxId, name, address } = mailbox;
  return {
    ...{ tenantId, mailboxId, name, address, state: rowStateOf(row), off: isOff },
    problem: problem === null ? null : wordsOf(problem, language),
    counts: [...(plan?.counts ?? [])],
    ...{ total: plan?.total ?? 0, marked: plan?.marked ?? 0 },
    kept: plan?.entries !== null,
  };
}

/**
 * Entries of a mailbox as their reader may know them: without what people wrote he sees what is done,
 * when and why.
 */
export function planEntriesView(
  { mailbox }: SurveyRow,
  { language: locale, reads, fields }: TableReader,
): (entries: readonly PlanEntry[]) => PlanEntryView[] {
  const reader = readerOf(mailbox, locale, fields);
  return (entries) =>
    entries.map((one) => {
      const view = entryView(one, reader);
      return reads ? view : redacted(view);
    });
}

const unnamed = (twin: TwinView): TwinView => ({
  ...twin,
  ...{ subject: "", place: null, webUrl: null },
});

function redacted(view: PlanEntryView): PlanEntryView {
  return {
    ...view,
    subject: "",
    changes: view.changes.map(({ field }) => ({ field, from: null, to: null })),
    twins: view.twins.map(unnamed),
    first: view.first === null ? null : unnamed(view.first),
  };
}

/** The answer of `dryRunCsv` in pieces: of ten thousand mailboxes it is larger than one would hold. */
export async function* dryRunTable(
  { rows, startedAt }: Survey,
  reader: TableReader,
): AsyncGenerator<string> {
  const words = planWords[reader.language];
  const name = `${words.file}-${startedAt.slice(0, 10)}.csv`;
  yield `{"name":${JSON.stringify(name)},"csv":"${inJson(csvOf([[words.mailbox, ...words.columns]]))}`;
  for (const row of rows) yield inJson(csvLines(linesOf(row, reader)));
  yield `"}`;
}

function linesOf(row: SurveyRow, reader: TableReader): readonly string[][] {
  const { language: locale } = reader;
  const { address } = row.mailbox;
  const entries = entriesOf(row);
  // A line of its own where there is something to say beside the plan.
  const told = (why: string): string[] => [address, "", "", "", "", "", why, "", "", ""];
  const lines = planRows(planEntriesView(row, reader)(entries ?? []), { locale });
  return [
    ...(row.problem === null ? [] : [told(wordsOf(row.problem, locale))]),
    ...(row.plan !== null && entries === null
      ? [told(planWords[locale].notKept(row.plan.total))]
      : []),
    ...lines.map((cells) => [address, ...cells]),
  ];
}

/** A piece of a JSON string. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function sumOf(rows: readonly SurveyRow[]): PlanCount[] {
  const sums = new Map<string, number>();
  const keyOf = ({ kind, side }: Pick<PlanCount, "kind" | "side">): string => `${kind}/${side}`;
  for (const one of rows.flatMap(({ plan }) => plan?.counts ?? [])) {
    sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.count);
  }
  return planKinds.flatMap((kind) =>
    [...sides, null].flatMap((side) => {
      const count = sums.get(keyOf({ kind, side }));
      return count === undefined ? [] : [{ kind, side, count }];
    }),
  );
}
