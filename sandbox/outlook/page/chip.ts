import { categoryColor } from "./category-color.ts";
import { h, icon } from "./dom.ts";
import type { GraphEvent, MasterCategory } from "./graph-event.ts";
import type { Words } from "./texts.ts";
import { timeText } from "./time-text.ts";
import { minutePart } from "./wall-time.ts";
import type { Span } from "./week.ts";

export function spanOf(event: GraphEvent): Span {
  return {
    id: event.id,
    start: minutePart(event.start.dateTime),
    end: minutePart(event.end.dateTime),
    isAllDay: event.isAllDay ?? false,
  };
}

export interface ChipContext {
  readonly words: Words;
  readonly masterCategories: readonly MasterCategory[];
  readonly selectedId: string | null;
  open(id: string): void;
}

/** An event as a button whose name begins with its subject. */
export function chip(event: GraphEvent, style: string, context: ChipContext): HTMLButtonElement {
  const { words } = context;
  const { start, end, isAllDay } = spanOf(event);
  const subject =
    event.subject === undefined || event.subject === "" ? words("noSubject") : event.subject;
  const when = isAllDay
    ? words("allDay")
    : `${timeText(start, words.locale)} – ${timeText(end, words.locale)}`;
  const location = event.location?.displayName ?? "";
  const colorOf = (category: string | undefined) =>
    categoryColor(
      context.masterCategories.find(({ displayName }) => displayName === category)?.color,
    );
  // The first category gives its colour to the whole; the others show as small marks.
  const [first, ...others] = event.categories ?? [];
  const color = colorOf(first);
  const isPrivate = event.sensitivity === "private" || event.sensitivity === "confidential";
  const categories = (event.categories ?? []).join(", ");
  const name = [subject, when, location, categories, isPrivate && words("private")];
  return h(
    "button",
    {
      type: "button",
      class: `chip show-${event.showAs ?? "busy"}${event.isCancelled === true ? " cancelled" : ""}`,
      style: `${style};--fill:${color.light};--edge:${color.dark}`,
      title: name.filter(Boolean).join("\n"),
      "aria-current": event.id === context.selectedId ? "true" : undefined,
      "data-id": event.id,
      onclick: () => context.open(event.id),
    },
    h("span", { class: "chip-subject" }, subject),
    h("span", { class: "chip-detail" }, when),
    location !== "" && h("span", { class: "chip-detail" }, location),
    others.length > 0 &&
      h(
        "span",
        { class: "chip-categories" },
        ...others.map((category) => {
          const { light, dark } = colorOf(category);
          const style = `--mark:${light};--mark-edge:${dark}`;
          return h("span", { class: "chip-category", style });
        }),
      ),
    categories !== "" && h("span", { class: "hidden-text" }, categories),
    isPrivate && h("span", { class: "hidden-text" }, words("private")),
    isPrivate && icon("lock"),
  );
}
