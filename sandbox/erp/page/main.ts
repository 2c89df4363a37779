/** The ERP's own page: an agenda that follows every change, and a form beside it. */
import type { ActivityType } from "../model.ts";
import { showAnswers } from "./answers.ts";
import { apiAs, Refusal, type Api, type ShownActivity, type ShownUser } from "./api.ts";
import type { CustomField } from "../custom-fields.ts";
import { fillCustom, readCustom } from "./custom.ts";
import { byId, changedFields, fillForm, readForm, showFound, switchAllDay } from "./form.ts";
import { showRecord } from "./record.ts";
import { fillSeries, readSeries, showUnit } from "./series.ts";
import { element, row } from "./table.ts";

const POLL_MS = 1000;

interface State {
  api: Api;
  me: ShownUser;
  types: readonly ActivityType[];
  customFields: readonly CustomField[];
  activities: readonly ShownActivity[];
  cursor: string | null;
  /** In the form; without an id while it is new. */
  open: ShownActivity | undefined;
  /** What the form said when it was filled. */
  first: Readonly<Record<string, unknown>>;
  fresh: ReadonlySet<string>;
}

let state: State;
/** What the page is told at its start. */
interface Settings {
  readonly users: readonly { id: string; name: string; address: string }[];
  readonly openInOutlook: string | null;
}
let people: Settings["users"] = [];
let openInOutlook: string | null = null;

const [, section, first = "", second = ""] = location.pathname.split("/");
const deepActivity = section === "activities" ? first : undefined;
const record = section === "records" ? { type: first, id: second } : undefined;

const isNew = (activity: ShownActivity) => activity.id === "";
const userName = (id: string) => people.find((one) => one.id === id)?.name ?? id;
const concernsRecord = ({ records }: ShownActivity) =>
  record === undefined || records.some(({ type, id }) => type === record.type && id === record.id);

function show(): void {
  const { activities, open, types, fresh } = state;
  const withPast = byId("past", HTMLInputElement).checked || record !== undefined;
  const today = new Date().toISOString().slice(0, 10);
  const rows = activities
    .filter((one) => concernsRecord(one) && (withPast || one.end >= today || one.id === open?.id))
    .toSorted((a, b) => a.start.localeCompare(b.start));
  const context = { types, userName, open: openForm, openId: open?.id, fresh };
  byId("rows").replaceChildren(...rows.map((activity) => row(activity, context)));
  byId("form").hidden = open === undefined;
}

function openForm(activity: ShownActivity): void {
  state.open = activity;
  fillForm(activity, state.types);
  fillCustom(activity, state.customFields);
  fillSeries(activity, state.me, (fields) => void attempt(() => saveNow(activity, fields)));
  showAnswers(
    activity,
    state.me,
    (response) => void attempt(() => saveNow(activity, { response })),
  );
  state.first = readAll(activity);
  byId("problem").textContent = "";
  byId("title").textContent = isNew(activity) ? "New activity" : "Activity";
  byId("zone").textContent = `Times in ${activity.timeZone}`;
  byId("origin").textContent = isNew(activity)
    ? ""
    : `Version ${activity.version}, last changed by ${userName(activity.changedBy.user)}` +
      (activity.externalSystem === null ? "" : `; made by ${activity.externalSystem}`);
  const outlook = byId("outlook", HTMLAnchorElement);
  outlook.hidden = isNew(activity) || openInOutlook === null;
  outlook.href = `${openInOutlook ?? ""}${encodeURIComponent(activity.id)}`;
  for (const id of ["delete", "copy"]) byId(id).hidden = isNew(activity);
  show();
}

function closeForm(): void {
  state.open = undefined;
  show();
}

/** Everything that the form says. */
function readAll(activity: ShownActivity): Readonly<Record<string, unknown>> {
  const fields = readForm(activity);
  return {
    ...{ ...fields, custom: readCustom(state.customFields) },
    recurrence: readSeries(activity, String(fields["start"])),
  };
}

const edited = (open: ShownActivity) =>
  Object.keys(changedFields(state.first, readAll(open))).length > 0;

/** Single times and answers are kept at once: they have their own buttons. */
async function saveNow(
  activity: ShownActivity,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const saved = await state.api.update(activity.id, change, activity.version);
  await reload(new Set([saved.id]));
  openForm(saved);
}

async function reload(fresh: ReadonlySet<string> = new Set()): Promise<void> {
  state.activities = await state.api.activities();
  state.fresh = fresh;
  const { open } = state;
  const now = state.activities.find((one) => one.id === open?.id);
  if (open === undefined || isNew(open) || now?.version === open.version) {
    show();
  } else if (now !== undefined && !edited(open)) {
    openForm(now);
  } else {
    show();
    tell(
      now === undefined
        ? "This activity was deleted meanwhile."
        : `Changed meanwhile by ${userName(now.changedBy.user)}. Close and open it again to see.`,
    );
  }
}

function tell(problem: string): void {
  byId("problem").textContent = problem;
}

/** Runs what a button asks for; a refusal is shown in the form. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const stale = error instanceof Refusal && error.status === 412;
    tell(
      stale
        ? "Someone changed this activity meanwhile. Close and open it again, then make your change."
        : error instanceof Error
          ? error.message
          : "That did not work.",
    );
  }
}

async function save(): Promise<void> {
  const { api, open } = state;
  if (open === undefined) return;
  if (!byId("form", HTMLFormElement).reportValidity()) return;
  const fields = readAll(open);
  const saved = isNew(open)
    ? await api.create({ ...fields, company: open.company })
    : await api.update(open.id, changedFields(state.first, fields), open.version);
  state.open = undefined;
  await reload(new Set([saved.id]));
}

async function copy(): Promise<void> {
  const { api, open } = state;
  if (open === undefined) return;
  const made = await api.create({ ...readAll(open), company: open.company, released: false });
  await reload(new Set([made.id]));
  openForm(made);
}

async function remove(): Promise<void> {
  const { api, open } = state;
  if (open === undefined) return;
  await api.remove(open.id, open.version);
  state.open = undefined;
  await reload();
}

function blank(): ShownActivity {
  const { me } = state;
  const hour = 3_600_000;
  const start = Math.ceil(Date.now() / hour) * hour;
  const instant = (ms: number) => new Date(ms).toISOString();
  const companion = record === undefined ? [] : [{ ...record, name: byId("heading").textContent }];
  return {
    id: "",
    company: me.defaultCompany,
    location: null,
    owner: me.id,
    participants: [],
    type: null,
    subject: "",
    allDay: false,
    start: instant(start),
    end: instant(start + hour),
    timeZone: me.timeZone,
    recurrence: null,
    occurrences: [],
    place: "",
    notes: "",
    notesFormat: "text",
    showAs: "busy",
    private: false,
    importance: "normal",
    reminderMinutes: null,
    records: companion as ShownActivity["records"],
    status: "open",
    released: false,
    onlineMeetingUrl: null,
    custom: {},
    stamp: null,
    externalId: null,
    externalSystem: null,
    version: 0,
    createdAt: "",
    changedAt: "",
    changedBy: { user: me.id, via: "page" },
    path: "",
    upcoming: [],
  };
}

/** Asks the change feed and reloads when it moved: cheap enough for every second. */
async function poll(): Promise<void> {
  const live = byId("live");
  try {
    const { changes, cursor } = await state.api.changes(state.cursor);
    state.cursor = cursor;
    live.textContent = "";
    if (changes.length > 0) await reload(new Set(changes.map(({ id }) => id)));
  } catch (error) {
    const expired = error instanceof Refusal && error.status === 410;
    live.textContent = expired ? "" : "No connection";
    state.cursor = expired ? null : state.cursor;
    if (expired) await reload();
  }
}

function keepPolling(): void {
  setTimeout(() => {
    void (document.hidden ? Promise.resolve() : poll()).finally(keepPolling);
  }, POLL_MS);
}

async function enter(userId: string): Promise<void> {
  const api = apiAs(userId);
  const me = await api.me();
  const { cursor } = await api.changes(null);
  state = {
    api,
    me,
    types: await api.types(me.defaultCompany),
    customFields: await api.customFields(),
    activities: await api.activities(),
    cursor,
    open: undefined,
    first: {},
    fresh: new Set(),
  };
  byId("company").textContent = me.companyNames.join(" · ");
  byId("user", HTMLSelectElement).value = userId;
  localStorage.setItem("user", userId);
  show();
}

/** Who may see what the address asks for: the last user chosen, else whoever may. */
async function userFor(preferred: string): Promise<string> {
  if (deepActivity === undefined && record === undefined) return preferred;
  for (const id of [preferred, ...people.map((one) => one.id)]) {
    const api = apiAs(id);
    const seen =
      record === undefined
        ? await api.sees(deepActivity ?? "")
        : await api.record(record.type, record.id).then(
            () => true,
            () => false,
          );
    if (seen) return id;
  }
  return preferred;
}

async function showTarget(): Promise<void> {
  if (deepActivity !== undefined) openForm(await state.api.activity(deepActivity));
  if (record === undefined) return;
  const { api } = state;
  showRecord(await api.record(record.type, record.id), await api.recordTypes());
}

function wire(): void {
  const on = (id: string, event: string, work: (event: Event) => void) => {
    byId(id).addEventListener(event, work);
  };
  on("user", "change", () => {
    void enter(byId("user", HTMLSelectElement).value);
  });
  on("past", "change", show);
  on("new", "click", () => {
    openForm(blank());
    byId("form").querySelector("input")?.focus();
  });
  // Until here a click would be heard by nobody.
  byId("new", HTMLButtonElement).disabled = false;
  on("close", "click", closeForm);
  on("copy", "click", () => void attempt(copy));
  on("delete", "click", () => void attempt(remove));
  on("form", "submit", (event) => {
    event.preventDefault();
    void attempt(save);
  });
  (byId("form", HTMLFormElement).elements.namedItem("allDay") as HTMLInputElement).addEventListener(
    "change",
    switchAllDay,
  );
  on("repeats", "change", showUnit);
  on("find", "input", () => {
    const text = byId("find", HTMLInputElement).value.trim();
    void attempt(async () => {
      showFound(text.length < 2 ? [] : await state.api.search(text));
    });
  });
  on("theme", "click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const root = document.documentElement.dataset;
    root["theme"] = (root["theme"] ?? (dark ? "dark" : "light")) === "dark" ? "light" : "dark";
    localStorage.setItem("theme", root["theme"]);
  });
}

async function start(): Promise<void> {
  const theme = localStorage.getItem("theme");
  if (theme !== null) document.documentElement.dataset["theme"] = theme;
  const response = await fetch("/page/settings");
  const settings = (await response.json()) as Settings;
  people = settings.users;
  openInOutlook = settings.openInOutlook;
  byId("user").append(...people.map(({ id, name }) => element("option", name, { value: id })));
  const asked = new URLSearchParams(location.search).get("user") ?? localStorage.getItem("user");
  const known = people.find(({ id }) => id === asked) ?? people[0];
  await enter(await userFor(known?.id ?? ""));
  wire();
  await showTarget().catch((error: unknown) => {
    byId("detail").textContent = error instanceof Error ? error.message : "";
  });
  keepPolling();
}

void start();
