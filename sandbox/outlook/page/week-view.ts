/** The week as a grid of hours, kept up to date without losing the scroll position or the focus. */
import { chip, spanOf, type ChipContext } from "./chip.ts";
import { draggable } from "./drag.ts";
import { h } from "./dom.ts";
import type { GraphEvent } from "./graph-event.ts";
import { hourText, weekdayText } from "./time-text.ts";
import { addMinutes, dayPart, minutesBetween } from "./wall-time.ts";
import { placeBanners, placeDay } from "./week.ts";

export const hourHeight = 48;
const firstHourShown = 7;
const bannerHeight = 26;

export interface WeekModel extends ChipContext {
  readonly days: readonly string[];
  readonly events: readonly GraphEvent[];
  /** Wall time of the mailbox. */
  readonly now: string;
  move(event: GraphEvent, start: string, end: string): void;
  create(start: string): void;
}

export interface WeekView {
  readonly element: HTMLElement;
  show(model: WeekModel): void;
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const two = (value: number): string => String(value).padStart(2, "0");

function dayHeading(day: string, model: WeekModel): HTMLElement {
  const today = dayPart(model.now) === day;
  return h(
    "div",
    { class: today ? "day today" : "day", "aria-current": today ? "date" : undefined },
    h("span", { class: "day-number" }, String(Number(day.slice(8)))),
    h("span", { class: "day-name" }, weekdayText(day, model.words.locale)),
  );
}

function dayColumn(day: string, model: WeekModel): HTMLElement {
  const byId = new Map(model.events.map((event) => [event.id, event]));
  const minutesNow = minutesBetween(`${day}T00:00`, model.now);
  const column = h("div", {
    class: "column",
    "data-day": day,
    ondblclick: (event: MouseEvent) => {
      if (event.target !== column) return;
      const halfHours = Math.floor((event.offsetY / hourHeight) * 2);
      model.create(addMinutes(`${day}T00:00`, halfHours * 30));
    },
  });
  for (const placed of placeDay(model.events.map(spanOf), day)) {
    const event = byId.get(placed.id);
    if (event === undefined) continue;
    const style = [
      `top:${(placed.top / 60) * hourHeight}px`,
      `height:${(placed.height / 60) * hourHeight - 2}px`,
      `left:${(placed.lane / placed.lanes) * 100}%`,
      `width:calc(${100 / placed.lanes}% - 3px)`,
    ].join(";");
    const button = chip(event, style, model);
    if (event.isOrganizer !== false) {
      const { start, end } = spanOf(event);
      draggable(button, hourHeight, (days, minutes) => {
        const shift = days * 1440 + minutes;
        model.move(event, addMinutes(start, shift), addMinutes(end, shift));
      });
    }
    column.append(button);
  }
  if (minutesNow >= 0 && minutesNow < 1440) {
    const top = `top:${(minutesNow / 60) * hourHeight}px`;
    column.append(h("div", { class: "now", style: top, "aria-hidden": "true" }));
  }
  return column;
}

function banners(model: WeekModel): HTMLElement {
  const placed = placeBanners(model.events.map(spanOf), model.days);
  const rows = Math.max(1, ...placed.map(({ row }) => row + 1));
  const strip = h("div", { class: "banners", style: `height:${rows * bannerHeight + 4}px` });
  for (const { id, column, columns, row } of placed) {
    const event = model.events.find((candidate) => candidate.id === id);
    if (event === undefined) continue;
    const width = 100 / model.days.length;
    const style = [
      `top:${row * bannerHeight + 2}px`,
      `height:${bannerHeight - 3}px`,
      `left:${column * width}%`,
      `width:calc(${columns * width}% - 4px)`,
    ].join(";");
    strip.append(chip(event, style, model));
  }
  return strip;
}

export function createWeekView(): WeekView {
  const heading = h("div", { class: "headings" });
  const gutter = h("div", { class: "gutter", "aria-hidden": "true" });
  const columns = h("div", { class: "columns" });
  const hoursGrid = h("div", { class: "hours" }, gutter, columns);
  const element = h("div", { class: "week" }, heading, hoursGrid);
  let scrolled = false;
  return {
    element,
    show: (model) => {
      const focused = (document.activeElement as HTMLElement | null)?.dataset["id"];
      heading.replaceChildren(
        h("div", { class: "gutter-top" }),
        h("div", { class: "days" }, ...model.days.map((day) => dayHeading(day, model))),
        h("div", { class: "gutter-top" }),
        banners(model),
      );
      gutter.replaceChildren(
        ...hours.map((hour) =>
          h(
            "div",
            { class: "hour" },
            hourText(`${dayPart(model.now)}T${two(hour)}:00`, model.words.locale),
          ),
        ),
      );
      columns.replaceChildren(...model.days.map((day) => dayColumn(day, model)));
      if (focused !== undefined) {
        element.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
      }
      if (!scrolled && element.isConnected) {
        element.scrollTop = firstHourShown * hourHeight;
        scrolled = true;
      }
    },
  };
}
