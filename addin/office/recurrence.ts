/** How a series repeats, as the contract spells it. */
export interface FormRecurrence {
  readonly pattern: { readonly every: string } & Readonly<Record<string, unknown>>;
  readonly ends: { readonly kind: "never" } | { readonly kind: "until"; readonly day: string };
}

const weekdays: Readonly<Record<string, readonly string[]>> = {
  ...{ mon: ["monday"], tue: ["tuesday"], wed: ["wednesday"], thu: ["thursday"] },
  ...{ fri: ["friday"], sat: ["saturday"], sun: ["sunday"] },
  weekday: ["monday", "tuesday", "wednesday", "thursday", "friday"],
  weekendDay: ["saturday", "sunday"],
  day: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
};
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** A series as Outlook's form has it; it knows a last day, and no number of times. */
export function recurrenceOf({
  recurrenceType,
  recurrenceProperties,
  seriesTime,
}: Office.Recurrence): FormRecurrence {
  const { interval, dayOfMonth, dayOfWeek, days, month, weekNumber, firstDayOfWeek } =
    recurrenceProperties ?? { interval: 1 };
  const named = (names: readonly string[]): string[] =>
    names.flatMap((name) => weekdays[name] ?? []);
  const monthNumber = { month: months.indexOf(String(month)) + 1 };
  /** On the nth of some weekdays, or on a day of the month. */
  const on =
    weekNumber === undefined
      ? { dayOfMonth }
      : { nth: weekNumber, weekdays: named([String(dayOfWeek)]) };
  const kind = weekNumber === undefined ? "" : "-weekday";
  const patterns: Readonly<Record<string, FormRecurrence["pattern"]>> = {
    daily: { every: "day", interval },
    weekday: { every: "week", interval: 1, weekdays: named(["weekday"]), weekStart: "monday" },
    weekly: {
      ...{ every: "week", interval, weekdays: named((days ?? []).map(String)) },
      weekStart: named([firstDayOfWeek ?? "sun"])[0],
    },
    monthly: { every: `month${kind}`, interval, ...on },
    yearly: { every: `year${kind}`, interval, ...monthNumber, ...on },
  };
  const last = (seriesTime.getEndDate() as string | null | undefined) ?? "";
  return {
    pattern: patterns[recurrenceType] ?? { every: recurrenceType },
    ends: last === "" ? { kind: "never" } : { kind: "until", day: last.slice(0, 10) },
  };
}
