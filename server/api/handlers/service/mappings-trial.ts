import { countsOf } from "../../../engine/dry-run/entries.ts";
import type {
  KnownFields,
  MappingTrial,
  TriedMailbox,
} from "../../../engine/mailboxes/settings/field-mappings.ts";
import type { MappingsTrialView } from "../../contract/service/field-mappings.ts";
import { called } from "../../../resources/appointment/show.ts";
import { wordsOf } from "../../errors.ts";
import { readerOf } from "../../reader.ts";
import { csvOf, entryView } from "../plan-views.ts";
import { planWords } from "../plan-words.ts";

type Language = "en" | "de";
type TriedPerson = MappingsTrialView["people"][number];

/** So many entries of each person are shown; the table has all. */
const entriesShown = 20;

/**
 * What other mappings would do to people, for who administers: how much, when and why, but not
 * what stands in their appointments.
 * @param fields of each ERP's own
 */
export function trialView(
  { concerned, tried }: MappingTrial,
  language: Language,
  fields: KnownFields,
): MappingsTrialView {
  const people = tried.map((one) => personOf(one, language, fields));
  return {
    concerned,
    people: people.map((one) => ({ ...one, entries: one.entries.slice(0, entriesShown) })),
    csv: csvIn(people, language),
  };
}

function personOf(
  { mailbox, outcome }: TriedMailbox,
  language: Language,
  known: KnownFields,
): TriedPerson {
  const { name, address } = mailbox;
  if (outcome instanceof Error) {
    const problem = wordsOf(outcome, language);
    return { name, address, problem, counts: [], entries: [], total: 0 };
  }
  const reader = readerOf(mailbox, language, known);
  return {
    ...{ name, address, problem: null },
    counts: countsOf(outcome.entries),
    entries: outcome.entries.map((entry) => {
      const { kind, side, when, reason } = entryView(entry, reader);
      const fields = entry.changes.map(({ field }) => called(field, reader));
      return { kind, side, when, fields, reason };
    }),
    total: outcome.entries.length,
  };
}

function csvIn(people: readonly TriedPerson[], language: Language): string {
  const words = planWords[language];
  const [what = "", where = "", , when = "", changes = "", why = ""] = words.columns;
  return csvOf([
    [words.mailbox, what, where, when, changes, why],
    ...people.flatMap(({ address, problem, entries }) =>
      problem === null
        ? entries.map((one) => [
            ...[address, words.kinds[one.kind], words.sides[one.side ?? "none"], one.when ?? ""],
            ...[one.fields.map((name) => words.fields[name] ?? name).join("; "), one.reason],
          ])
        : [[address, "", "", "", "", problem]],
    ),
  ]);
}
