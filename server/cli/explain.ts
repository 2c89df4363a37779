import type { ExplainedItem, WhyNot } from "../api/contract/explain.ts";
import type { Explanation } from "../api/contract/operator.ts";
import { sideName } from "./print.ts";

/** What `sync-to-erp explain` prints for people. */
export function explainText({ items }: Explanation): string {
  return items.map(itemText).join("\n\n");
}

function itemText(item: ExplainedItem): string {
  const { subject, linkId, syncedAt } = item;
  return [
    `${item.private ? "A private item" : `"${subject}"`} (${linkId ?? "not linked"}), ${
      item.choice === null ? notTakenUp[item.whyNot ?? "due"] : chosen[item.choice]
    }; ${syncedAt === null ? "never synchronized" : `last synchronized ${syncedAt}`}.`,
    sightText("microsoft", item.microsoft),
    sightText("erp", item.erp),
    ...stateLines(item).map((line) => `  ${line}`),
    ...(item.fields.length === 0 ? [] : ["Fields:", ...item.fields.map(fieldText)]),
    "What happened:",
    ...(item.log.length === 0 ? ["  nothing yet"] : item.log.map(lineText)),
  ].join("\n");
}

const chosen = {
  on: "switched on by its person",
  gate: "taken up by itself",
  off: "switched off",
} as const;

const notTakenUp: Readonly<Record<WhyNot, string>> = {
  series: "not taken up: a series, of which the ERP holds single days",
  day: "not taken up: one day of a series, which is one item as a whole",
  calendar: "not taken up: it lies in a calendar that is not synchronized",
  guest: "not taken up: the activity is another user's",
  private: "not taken up: the rules leave private items out",
  window: "not taken up: it lies outside the dates that are synchronized",
  off: "not taken up: the calendar is switched off",
  "in-doubt":
    "not taken up: several look like it, or it may go on with a series that was cut, and its person has not told yet",
  chosen: "not taken up: only what its person switches on goes to the ERP",
  category: "not taken up: its first category is no activity type of its person's company",
  closed: "not taken up: the ERP's activities do not come to this Outlook",
  due: "not taken up yet: nothing keeps it back, the next run looks at it",
};

function sightText(side: "microsoft" | "erp", sight: ExplainedItem["microsoft"]): string {
  const { id, seen, version, modifiedAt, modifiedBy } = sight;
  const by = modifiedBy === null ? "" : ` by ${modifiedBy}`;
  const what = {
    never: "never there",
    gone: `gone (it was ${id ?? "?"})`,
    there: `${id ?? "?"}, version ${version ?? "?"}, changed ${modifiedAt ?? "at a time it does not tell"}${by}`,
  }[seen];
  return `${sideName[side]}: ${what}.`;
}

function stateLines({ underWay, dirty, waiting, parked }: ExplainedItem): readonly string[] {
  return [
    ...underWay.map(
      ({ kind, side, mark }) => `A ${kind} in ${sideName[side]} is under way (${mark}).`,
    ),
    ...(waiting.length === 0 ? [] : [`Waits for its person to decide: ${waiting.join(", ")}.`]),
    ...(parked === null
      ? []
      : [
          `Set aside (${parked.code}): ${parked.reason} ${
            parked.nextTryAt === null
              ? "Tried again when it changes."
              : `Tried again ${parked.nextTryAt}.`
          }`,
        ]),
    ...(dirty ? ["The next run decides about it again."] : []),
  ];
}

function fieldText({
  field,
  microsoft,
  erp,
  agreed,
  changedSince,
}: ExplainedItem["fields"][number]): string {
  const moved = changedSince.map((side) => `${sideName[side]} (it was ${valueText(agreed[side])})`);
  const since =
    moved.length === 0 ? "" : `, changed since both agreed in ${moved.join(" and in ")}`;
  const values =
    microsoft === erp
      ? `${valueText(microsoft)} on both sides`
      : `${valueText(microsoft)} in Outlook, ${valueText(erp)} in the ERP`;
  return `  ${field}: ${values}${since}`;
}

function lineText(line: ExplainedItem["log"][number]): string {
  const where = line.side === null ? "" : ` in ${sideName[line.side]}`;
  const changes = line.changes.map(
    ({ field, from, to }) =>
      `${field}${from === null && to === null ? "" : ` ${valueText(from)} -> ${valueText(to)}`}`,
  );
  return [
    `  ${line.at} ${line.kind}${where}`,
    ...(line.because === "" ? [] : [`because: ${line.because}`]),
    ...(changes.length === 0 ? [] : [changes.join(", ")]),
  ].join("; ");
}

function valueText(value: string | null): string {
  return value === null ? "nothing" : `"${value.replaceAll(/\s+/g, " ")}"`;
}
