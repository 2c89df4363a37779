import type { Recurrence } from "../model.ts";
import type { ShownActivity } from "./api.ts";

const units: Readonly<Record<Recurrence["frequency"], string>> = {
  daily: "day",
  weekly: "week",
  monthly: "month",
  yearly: "year",
};

/** `every 2 weeks on tue, until 2026-12-15`; empty for an activity that takes place once. */
export function repeatText({ recurrence, occurrences }: ShownActivity): string {
  if (recurrence === null) return "";
  const { frequency, interval, days, dayOfMonth, position, until, count } = recurrence;
  const unit = units[frequency];
  const often = interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
  const named = days.join(", ");
  const day =
    frequency === "daily"
      ? ""
      : position !== null
        ? ` on ${position} ${named}`
        : frequency === "weekly"
          ? ` on ${named}`
          : ` on day ${dayOfMonth ?? ""}`;
  const end = until !== null ? `, until ${until}` : count !== null ? `, ${count} times` : "";
  const own = occurrences.length === 0 ? "" : ` (${occurrences.length} changed)`;
  return `${often}${day}${end}${own}`;
}
