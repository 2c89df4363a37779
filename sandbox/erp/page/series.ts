/** How an activity repeats, in the form, and its next times one by one. */
import type { OccurrenceChange, Recurrence } from "../model.ts";
import { words } from "./answers.ts";
import type { ShownActivity, ShownUser } from "./api.ts";
import { byId } from "./form.ts";
import { element } from "./table.ts";
import { dayAfter, instantOf, wallTime } from "./wall-time.ts";

const select = () => byId("repeats", HTMLSelectElement);
const every = () => byId("every", HTMLInputElement);
const until = () => byId("until", HTMLInputElement);

/** Fills in how the activity repeats, and lists its next times. */
export function fillSeries(
  activity: ShownActivity,
  me: ShownUser,
  change: (fields: Changed) => void,
): void {
  const { recurrence } = activity;
  select().value = recurrence?.frequency ?? "";
  every().value = String(recurrence?.interval ?? 1);
  until().value = recurrence?.until ?? "";
  showUnit();
  const next = byId("next");
  next.replaceChildren(...activity.upcoming.map((one) => line(activity, me, one, change)));
  byId("times").hidden = activity.upcoming.length === 0;
}

/** Interval and end only make sense for what repeats. */
export function showUnit(): void {
  const repeats = select().value !== "";
  byId("repeat-details").hidden = !repeats;
}

/** The recurrence that the form says: as it was where nobody touched it. */
export function readSeries(before: ShownActivity, start: string): Recurrence | null {
  const frequency = select().value as Recurrence["frequency"] | "";
  if (frequency === "") return null;
  const known = before.recurrence;
  const interval = Math.max(1, Number(every().value) || 1);
  const end = until().value === "" ? null : until().value;
  const same = known?.frequency === frequency && before.start === start;
  if (same) {
    const count = end === known.until ? known.count : null;
    return { ...known, interval, until: end, count };
  }
  const day = before.allDay ? start : wallTime(start, before.timeZone).slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
  const weekday = names[date.getUTCDay()] ?? "mon";
  const yearly = frequency === "yearly";
  return {
    frequency,
    interval,
    days: frequency === "weekly" ? [weekday] : [],
    weekStart: "mon",
    dayOfMonth: yearly || frequency === "monthly" ? date.getUTCDate() : null,
    month: yearly ? date.getUTCMonth() + 1 : null,
    position: null,
    until: end,
    count: null,
  };
}

/** What is changed of single times: all that they have for themselves, or what the user says of them. */
type Changed =
  | { readonly occurrences: readonly OccurrenceChange[] }
  | { readonly responses: readonly { readonly date: string; readonly response: string }[] };

type Upcoming = ShownActivity["upcoming"][number];

/** One time of the activity: renamed, moved or cancelled by itself. */
function line(
  activity: ShownActivity,
  me: ShownUser,
  { date, start, end, subject }: Upcoming,
  change: (fields: Changed) => void,
): HTMLLIElement {
  const { allDay, timeZone, occurrences } = activity;
  const item = document.createElement("li");
  const own = occurrences.find((one) => one.date === date);
  const others = occurrences.filter((one) => one.date !== date);
  const when = document.createElement("input");
  when.type = allDay ? "date" : "datetime-local";
  when.value = allDay ? start : wallTime(start, timeZone);
  when.setAttribute("aria-label", `Start on ${date}`);
  const name = document.createElement("input");
  name.value = subject;
  name.setAttribute("aria-label", `Subject on ${date}`);
  const lengthMs = Date.parse(end) - Date.parse(start);
  const save = element("button", "Save", { type: "button", "aria-label": `Save ${date}` });
  save.addEventListener("click", () => {
    const from = allDay ? when.value : instantOf(when.value, timeZone);
    const to = allDay
      ? dayAfter(from, lengthMs / 86_400_000)
      : new Date(Date.parse(from) + lengthMs).toISOString();
    const moved = from === start ? {} : { allDay, start: from, end: to };
    const named = name.value === subject ? {} : { subject: name.value };
    change({ occurrences: [...others, { ...own, date, ...moved, ...named }] });
  });
  const cancel = element("button", "Cancel", { type: "button", "aria-label": `Cancel ${date}` });
  cancel.addEventListener("click", () => {
    change({ occurrences: [...others, { date, cancelled: true }] });
  });
  item.append(when, name, save, cancel, ...answer(activity, me, date, change));
  return item;
}

/** What the user says of one time, where he takes part in it. */
function answer(
  { participants, occurrences }: ShownActivity,
  me: ShownUser,
  date: string,
  change: (fields: Changed) => void,
): readonly HTMLElement[] {
  const ofDay = occurrences.find((one) => one.date === date)?.participants ?? [];
  const own = [...ofDay, ...participants].find(({ user }) => user === me.id);
  if (own === undefined || ofDay.some(({ user, absent }) => user === me.id && absent === true)) {
    return [];
  }
  const said = document.createElement("select");
  said.setAttribute("aria-label", `Answer on ${date}`);
  said.append(...Object.entries(words).map(([value, text]) => new Option(text, value)));
  said.value = own.response;
  said.addEventListener("change", () => {
    change({ responses: [{ date, response: said.value }] });
  });
  return [said];
}
