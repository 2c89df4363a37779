import type { ActivityType, RecordLink } from "../model.ts";
import type { ShownActivity, ShownRecord } from "./api.ts";
import { element } from "./table.ts";
import { dayAfter, instantOf, wallTime } from "./wall-time.ts";

type LinkedRecord = ShownActivity["records"][number];

/** The element with this id; one of another kind is a mistake in the page. */
export function byId(id: string): HTMLElement;
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T;
export function byId(id: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no such element #${id}.`);
  return found;
}

const form = () => byId("form", HTMLFormElement);
/** Selects and text areas too: what is used here they have in common. */
const input = (name: string) => form().elements.namedItem(name) as HTMLInputElement;

/** The records linked in the form; shown as a list with a button to take each off. */
let linked: readonly LinkedRecord[] = [];

function showLinked(): void {
  byId("records").replaceChildren(
    ...linked.map((link) => {
      const item = element("li", `${link.type} ${link.name ?? link.id}`);
      const remove = element("button", "Remove", {
        type: "button",
        "aria-label": `Remove ${link.name ?? link.id}`,
      });
      remove.addEventListener("click", () => {
        linked = linked.filter((one) => one !== link);
        showLinked();
      });
      item.append(remove);
      return item;
    }),
  );
}

/** Offers records found by the search below the list. */
export function showFound(records: readonly ShownRecord[]): void {
  byId("found").replaceChildren(
    ...records.map((record) => {
      const item = document.createElement("li");
      const label = [record.type, record.name, record.detail ?? ""].join(" ").trim();
      const add = element("button", label, { type: "button", class: "link" });
      add.addEventListener("click", () => {
        linked = [...linked, { type: record.type, id: record.id, name: record.name }];
        byId("find", HTMLInputElement).value = "";
        byId("found").replaceChildren();
        showLinked();
      });
      item.append(add);
      return item;
    }),
  );
}

/** Notes as lines of text; formatting is kept as long as nobody edits them here. */
function plainNotes({ notes, notesFormat }: ShownActivity): string {
  if (notesFormat === "text") return notes;
  const lines = notes.replaceAll(/<br>|<\/(?:p|div|li|h\d|tr)>/g, "$&\n");
  // A parsed document of its own: it loads nothing and runs nothing.
  const { body } = new DOMParser().parseFromString(lines, "text/html");
  return body.textContent.trim();
}

/** Time fields follow the All day box; an all-day end is shown as its last day. */
function showTimes(allDay: boolean, start: string, end: string, zone: string): void {
  for (const name of ["start", "end"]) input(name).type = allDay ? "date" : "datetime-local";
  input("start").value = allDay ? start : wallTime(start, zone);
  input("end").value = allDay ? dayAfter(end, -1) : wallTime(end, zone);
}

/** Between days and hours when the box is ticked: 9 to 10 o'clock, or the days touched. */
export function switchAllDay(): void {
  const allDay = input("allDay").checked;
  for (const name of ["start", "end"]) {
    const field = input(name);
    const day = field.value.slice(0, 10);
    field.type = allDay ? "date" : "datetime-local";
    field.value = allDay ? day : `${day}T${name === "start" ? "09:00" : "10:00"}`;
  }
}

export function fillForm(activity: ShownActivity, types: readonly ActivityType[]): void {
  input("type").replaceChildren(
    element("option", "None", { value: "" }),
    ...types.map(({ id, name }) => element("option", name, { value: id })),
  );
  for (const name of ["subject", "place", "showAs", "status", "importance"] as const) {
    input(name).value = activity[name];
  }
  for (const name of ["allDay", "private", "released"] as const) {
    input(name).checked = activity[name];
  }
  input("type").value = activity.type ?? "";
  input("reminder").value = activity.reminderMinutes?.toString() ?? "";
  input("participants").value = activity.participants.map(({ address }) => address).join(", ");
  input("notes").value = plainNotes(activity);
  showTimes(activity.allDay, activity.start, activity.end, activity.timeZone);
  linked = activity.records;
  showLinked();
  showFound([]);
}

/** What the form says, in the API's words; `before` is what it was filled from. */
export function readForm(before: ShownActivity): Readonly<Record<string, unknown>> {
  const allDay = input("allDay").checked;
  const time = (name: string) => input(name).value;
  const notes = input("notes").value;
  const addresses = time("participants")
    .split(/[,;\s]+/)
    .filter((address) => address !== "");
  return {
    subject: time("subject"),
    place: time("place"),
    showAs: time("showAs"),
    status: time("status"),
    importance: time("importance"),
    type: time("type") === "" ? null : time("type"),
    allDay,
    start: allDay ? time("start") : instantOf(time("start"), before.timeZone),
    end: allDay ? dayAfter(time("end"), 1) : instantOf(time("end"), before.timeZone),
    private: input("private").checked,
    released: input("released").checked,
    reminderMinutes: time("reminder") === "" ? null : Number(time("reminder")),
    participants: addresses.map((address) => {
      const known = before.participants.find((one) => one.address === address.toLowerCase());
      return known ?? { address };
    }),
    records: linked.map(({ type, id }): RecordLink => ({ type, id })),
    ...(notes === plainNotes(before) ? {} : { notes, notesFormat: "text" }),
  };
}

/** Only what a person changed in `now` against what the form first said. */
export function changedFields(
  first: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const differs = (name: string) => JSON.stringify(now[name]) !== JSON.stringify(first[name]);
  const names = Object.keys(now).filter(differs);
  // Hours and days go together: the API refuses one without the other.
  const times = ["allDay", "start", "end"];
  const sent = names.some((name) => times.includes(name)) ? [...names, ...times] : names;
  return Object.fromEntries(sent.map((name) => [name, now[name]]));
}
