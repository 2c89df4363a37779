import { DateTime } from "luxon";
import type { Value } from "../../sync/model.ts";
import { exceptionSchema, type Exception } from "./appointment.ts";
import type { SeriesWhen } from "./recurrence.ts";
import { weekdays, type Pattern, type Recurrence, type Weekday } from "./recurrence-shape.ts";

/** What a recurrence is said with; the only words that values need. */
interface SeriesWords {
  readonly every: Readonly<Record<"day" | "week" | "month" | "year", (n: number) => string>>;
  readonly on: (what: string) => string;
  readonly nth: Readonly<Record<"first" | "second" | "third" | "fourth" | "last", string>>;
  readonly ofMonth: (day: number) => string;
  readonly until: (day: string) => string;
  readonly times: (n: number) => string;
  readonly gone: string;
  readonly without: (who: string) => string;
}

const english: SeriesWords = {
  every: {
    day: (n) => (n === 1 ? "every day" : `every ${n} days`),
    week: (n) => (n === 1 ? "every week" : `every ${n} weeks`),
    month: (n) => (n === 1 ? "every month" : `every ${n} months`),
    year: (n) => (n === 1 ? "every year" : `every ${n} years`),
  },
  on: (what) => `on ${what}`,
  nth: { first: "first", second: "second", third: "third", fourth: "fourth", last: "last" },
  ofMonth: (day) => `day ${day}`,
  until: (day) => `until ${day}`,
  times: (n) => (n === 1 ? "once" : `${n} times`),
  gone: "does not take place",
  without: (who) => `without ${who}`,
};

const german: SeriesWords = {
  every: {
    day: (n) => (n === 1 ? "täglich" : `alle ${n} Tage`),
    week: (n) => (n === 1 ? "wöchentlich" : `alle ${n} Wochen`),
    month: (n) => (n === 1 ? "monatlich" : `alle ${n} Monate`),
    year: (n) => (n === 1 ? "jährlich" : `alle ${n} Jahre`),
  },
  on: (what) => `am ${what}`,
  nth: { first: "ersten", second: "zweiten", third: "dritten", fourth: "vierten", last: "letzten" },
  ofMonth: (day) => `${day}.`,
  until: (day) => `bis ${day}`,
  times: (n) => (n === 1 ? "einmal" : `${n}-mal`),
  gone: "findet nicht statt",
  without: (who) => `ohne ${who}`,
};

const wordsOf = (locale: string): SeriesWords => (locale.startsWith("de") ? german : english);

/** How a series repeats, e.g. `every 2 weeks on Tue, until 15 Dec 2026`. */
export function showRecurrence({ recurrence }: SeriesWhen, locale: string): string {
  const words = wordsOf(locale);
  const { pattern } = recurrence;
  const [unit] = pattern.every.split("-") as ["day" | "week" | "month" | "year"];
  const day = showDays(pattern, locale, words);
  const often = [words.every[unit](pattern.interval), day].filter((part) => part !== "").join(" ");
  return [often, showEnd(recurrence, locale, words)].filter((part) => part !== "").join(", ");
}

function showDays(pattern: Pattern, locale: string, words: SeriesWords): string {
  switch (pattern.every) {
    case "day":
      return "";
    case "week":
      return words.on(showWeekdays(pattern.weekdays, locale));
    case "month":
      return words.on(words.ofMonth(pattern.dayOfMonth));
    case "month-weekday":
      return words.on(`${words.nth[pattern.nth]} ${showWeekdays(pattern.weekdays, locale)}`);
    case "year":
      return words.on(`${words.ofMonth(pattern.dayOfMonth)} ${showMonth(pattern.month, locale)}`);
    case "year-weekday": {
      const days = `${words.nth[pattern.nth]} ${showWeekdays(pattern.weekdays, locale)}`;
      return words.on(`${days} ${showMonth(pattern.month, locale)}`);
    }
  }
}

function showEnd({ ends }: Recurrence, locale: string, words: SeriesWords): string {
  if (ends.kind === "never") return "";
  return ends.kind === "count" ? words.times(ends.count) : words.until(showDay(ends.day, locale));
}

function showWeekdays(days: readonly Weekday[], locale: string): string {
  // 7 January 2024 was a Sunday.
  const name = (day: Weekday): string =>
    DateTime.utc(2024, 1, 7 + weekdays.indexOf(day), { locale }).toFormat("ccc");
  return days.map(name).join(", ");
}

function showMonth(month: number, locale: string): string {
  return DateTime.utc(2024, month, 1, { locale }).toFormat("LLLL");
}

function showDay(day: string, locale: string): string {
  return DateTime.fromISO(day, { zone: "utc", locale }).toLocaleString(DateTime.DATE_MED);
}

/** One thing in which an occurrence differs: its day, and what is otherwise on it. */
export function showException(
  element: Value,
  locale: string,
  showValue: (exception: Exception) => string | null,
): string {
  const exception = exceptionSchema.safeParse(element);
  if (!exception.success) return "";
  const { data } = exception;
  return `${showDay(data.on, locale)}: ${showDeviation(data, locale, showValue)}`;
}

/** What is otherwise in one thing, without its day. */
export function showDeviation(
  exception: Exception,
  locale: string,
  showValue: (exception: Exception) => string | null,
): string {
  const { gone, without } = wordsOf(locale);
  if (exception.field === "gone") return gone;
  if (exception.field === "attendees" && exception.value === null) return without(exception.who);
  return showValue(exception) ?? "–";
}
