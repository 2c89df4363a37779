import type { ActivityType } from "../model.ts";
import type { ShownActivity } from "./api.ts";
import { repeatText } from "./repeat-text.ts";
import { dayAfter, wallTime } from "./wall-time.ts";

/** A new element with text; the only way this page puts content on screen, so none of it runs. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text: string,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

const days = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "2-digit",
  month: "short",
});

/** `Mon 23 Nov, 10:00 - 11:00`, in the activity's own zone. */
function whenText({ allDay, start, end, timeZone }: ShownActivity): string {
  const from = allDay ? start : wallTime(start, timeZone);
  const to = allDay ? dayAfter(end, -1) : wallTime(end, timeZone);
  const [fromDay, toDay] = [from, to].map((time) => days.format(Date.parse(time.slice(0, 10))));
  const [fromHour, toHour] = [from, to].map((time) => (allDay ? "all day" : time.slice(11)));
  if (fromDay === toDay) {
    return allDay
      ? `${fromDay ?? ""}, all day`
      : `${fromDay ?? ""}, ${fromHour ?? ""} - ${toHour ?? ""}`;
  }
  return allDay
    ? `${fromDay ?? ""} - ${toDay ?? ""}, all day`
    : `${fromDay ?? ""}, ${fromHour ?? ""} - ${toDay ?? ""}, ${toHour ?? ""}`;
}

export interface RowContext {
  readonly types: readonly ActivityType[];
  readonly userName: (id: string) => string;
  readonly open: (activity: ShownActivity) => void;
  readonly openId: string | undefined;
  readonly fresh: ReadonlySet<string>;
}

function whenCell(activity: ShownActivity): HTMLTableCellElement {
  const cell = element("td", whenText(activity), { class: "when" });
  const repeats = repeatText(activity);
  if (repeats !== "") cell.append(element("span", repeats, { class: "repeat" }));
  return cell;
}

/** One line of the agenda. */
export function row(activity: ShownActivity, context: RowContext): HTMLTableRowElement {
  const { id, subject, status, released, changedBy, version } = activity;
  const line = document.createElement("tr");
  line.dataset["id"] = id;
  line.className = [status, context.fresh.has(id) ? "fresh" : ""].join(" ").trim();
  if (id === context.openId) line.setAttribute("aria-current", "true");
  const open = element("button", subject, { type: "button", class: "link" });
  open.addEventListener("click", () => context.open(activity));
  const subjectCell = element("td", "");
  subjectCell.append(open);
  const records = element("td", "");
  for (const link of activity.records) {
    const shown = element("div", `${link.type} `);
    shown.append(element("a", link.name ?? link.id, { href: `/records/${link.type}/${link.id}` }));
    records.append(shown);
  }
  const people = activity.participants.map(({ name }) => name).join(", ");
  const states = [status, released ? "released" : "", activity.private ? "private" : ""];
  line.append(
    whenCell(activity),
    subjectCell,
    element("td", context.types.find((type) => type.id === activity.type)?.name ?? ""),
    records,
    element("td", activity.place),
    element("td", people),
    element("td", states.filter((state) => state !== "").join(", ")),
    element("td", String(version)),
    element(
      "td",
      `${context.userName(changedBy.user)} (${changedBy.via === "api" ? "Sync" : "here"})`,
    ),
  );
  return line;
}
