import { chip, spanOf, type ChipContext } from "./chip.ts";
import { h } from "./dom.ts";
import type { GraphEvent } from "./graph-event.ts";
import { dayText } from "./time-text.ts";
import { dayPart } from "./wall-time.ts";

/** The week as a list, a section per day that has events. */
export function listView(
  days: readonly string[],
  events: readonly GraphEvent[],
  context: ChipContext,
): HTMLElement {
  const sections = days.map((day) => {
    const ofDay = events
      .filter((event) => {
        const { start, end } = spanOf(event);
        return dayPart(start) === day || (start < `${day}T00:00` && end > `${day}T00:00`);
      })
      .sort((a, b) => (a.start.dateTime < b.start.dateTime ? -1 : 1));
    if (ofDay.length === 0) return null;
    return h(
      "section",
      {},
      h("h3", {}, dayText(day, context.words.locale)),
      ...ofDay.map((event) => chip(event, "", context)),
    );
  });
  const empty = sections.every((section) => section === null);
  return h(
    "div",
    { class: "list" },
    ...(empty ? [h("p", { class: "empty" }, context.words("noEvents"))] : sections),
  );
}
