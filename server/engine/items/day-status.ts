/** One day of a series that is one item: what it has for itself, on both sides. */
import type { Item } from "../../connectors/port/item.ts";
import { answersOf, type MeetingAnswers } from "../../resources/appointment/answers.ts";
import type { Exception } from "../../resources/appointment/appointment.ts";
import { dayIn, deviationsOn, fieldsOn } from "../../resources/appointment/day.ts";
import type { HistoryEntry } from "../../store/documents/mailbox.ts";
import type { Fields, Link } from "../../sync/model.ts";

export interface DayStatus {
  /** Our handle for the day itself: asked for by it, the series is told together with it. */
  readonly itemId: string;
  /** As its series has it, by the series' calendar. */
  readonly on: string;
  readonly fields: Fields;
  /** In what it differs from its series; the ERP's where the series is there. */
  readonly differs: {
    readonly microsoft: readonly Exception[];
    readonly erp: readonly Exception[];
  };
  readonly answers: MeetingAnswers | null;
  /** Lines of the series' log about this day, with what they say of it alone. */
  readonly history: readonly HistoryEntry[];
}

/**
 * @param day the occurrence as Outlook shows it now
 * @param series its link; absent: the series is not synchronized
 * @param log of the series, newest first
 * @param address the mailbox's own
 * @returns `null` where nobody can tell which day of its series it is
 */
export function dayStatus(
  day: Item,
  series: Link | undefined,
  log: readonly HistoryEntry[],
  address: string,
): DayStatus | null {
  const outlook = series?.microsoft?.fields ?? {};
  const on = dayIn(outlook, day.details.originalStart ?? null, day.fields);
  if (on === null) return null;
  const erp = series?.erp?.fields ?? {};
  return {
    itemId: day.id,
    on,
    fields: day.fields,
    differs: { microsoft: deviationsOn(outlook, on), erp: deviationsOn(erp, on) },
    answers: answersOf(day.fields, fieldsOn(erp, on), address),
    history: log.flatMap((entry) => ofDay(entry, on)),
  };
}

function ofDay(entry: HistoryEntry, on: string): readonly HistoryEntry[] {
  const changes = entry.changes.flatMap(({ field, from, to }) => {
    if (field !== "exceptions") return [];
    const [before, after] = [from, to].map((value) => deviationsOn({ exceptions: value }, on));
    const isSame = JSON.stringify(before) === JSON.stringify(after);
    return isSame ? [] : [{ field, from: before ?? [], to: after ?? [] }];
  });
  return changes.length === 0 ? [] : [{ ...entry, changes }];
}
