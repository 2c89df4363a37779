import { Frequency, RRule, type Options, type Weekday as RuleDay } from "rrule";
import type { SeriesWhen } from "../../server/resources/appointment/recurrence.ts";
import type { Weekday } from "../../server/resources/appointment/recurrence-shape.ts";

const days: Readonly<Record<Weekday, RuleDay>> = {
  monday: RRule.MO,
  tuesday: RRule.TU,
  wednesday: RRule.WE,
  thursday: RRule.TH,
  friday: RRule.FR,
  saturday: RRule.SA,
  sunday: RRule.SU,
};
const places = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };

/** The 31st, or the last day of a shorter month: the last of the days up to it. */
function lastUpTo(dayOfMonth: number): Partial<Options> {
  const candidates = [28, 29, 30, 31].filter((day) => day <= dayOfMonth);
  return dayOfMonth <= 28 ? { bymonthday: dayOfMonth } : { bymonthday: candidates, bysetpos: -1 };
}

function rule({ pattern }: SeriesWhen["recurrence"]): Partial<Options> {
  const { interval } = pattern;
  switch (pattern.every) {
    case "day":
      return { freq: Frequency.DAILY, interval };
    case "week": {
      const byweekday = pattern.weekdays.map((day) => days[day]);
      return { freq: Frequency.WEEKLY, interval, byweekday, wkst: days[pattern.weekStart] };
    }
    case "month":
      return { freq: Frequency.MONTHLY, interval, ...lastUpTo(pattern.dayOfMonth) };
    case "month-weekday": {
      const byweekday = pattern.weekdays.map((day) => days[day]);
      return { freq: Frequency.MONTHLY, interval, byweekday, bysetpos: places[pattern.nth] };
    }
    case "year": {
      const { month: bymonth } = pattern;
      return { freq: Frequency.YEARLY, interval, bymonth, ...lastUpTo(pattern.dayOfMonth) };
    }
    case "year-weekday": {
      const { month: bymonth } = pattern;
      const byweekday = pattern.weekdays.map((day) => days[day]);
      const bysetpos = places[pattern.nth];
      return { freq: Frequency.YEARLY, interval, bymonth, byweekday, bysetpos };
    }
  }
}

/** The dates of an all-day series as the library rrule reckons them. */
export function independentDates(when: SeriesWhen, until: string): readonly string[] {
  const { ends } = when.recurrence;
  const at = (date: string): Date => new Date(`${date}T00:00:00Z`);
  const dates = new RRule({
    ...rule(when.recurrence),
    dtstart: at(when.start),
    until: at(ends.kind === "until" && ends.day < until ? ends.day : until),
    ...(ends.kind === "count" && { count: ends.count }),
  }).all();
  return dates.map((date) => date.toISOString().slice(0, 10));
}
