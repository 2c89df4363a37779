/** What is looked for, as it stands in the form; empty: not asked about. */
export interface LogFilters {
  readonly person: string;
  readonly tenantId: string;
  readonly kind: string;
  readonly side: string;
  readonly outcome: string;
  readonly code: string;
  readonly resource: string;
  readonly text: string;
  /** The id of a request, as somebody quoted it. */
  readonly request: string;
  readonly range: Range;
  /** Of a range of one's own: as the browser's field for a date and a time has it. */
  readonly from: string;
  readonly to: string;
  /** When the range was chosen, ms since the epoch: an hour is counted from then on. */
  readonly chosenAtMs: number;
}

export const ranges = ["", "hour", "day", "week", "own"] as const;
export type Range = (typeof ranges)[number];

export const noFilters: LogFilters = {
  ...{ person: "", tenantId: "", kind: "", side: "", outcome: "", code: "", resource: "" },
  ...{ text: "", request: "", range: "", from: "", to: "", chosenAtMs: 0 },
};

const hourMs = 3_600_000;
const lengths: Readonly<Record<string, number>> = {
  ...{ hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs },
};

/** The same as the backend is asked it. */
export function queryOf(filters: LogFilters): Readonly<Record<string, string>> {
  const { range, from, to, chosenAtMs, ...rest } = filters;
  const lengthMs = lengths[range];
  const times =
    lengthMs === undefined
      ? { from: range === "own" ? instantOf(from) : "", to: range === "own" ? instantOf(to) : "" }
      : { from: new Date(chosenAtMs - lengthMs).toISOString(), to: "" };
  return Object.fromEntries(
    Object.entries({ ...rest, ...times })
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ""),
  );
}

/** What is half typed is not asked about. */
function instantOf(local: string): string {
  const ms = Date.parse(local);
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString();
}
