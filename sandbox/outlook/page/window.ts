/** The window: what a person does here becomes a request to Graph, what Graph says is shown. */
import type { PageConfig } from "../page-config.ts";
import { createComposeItem, type ComposeItem } from "./compose-item.ts";
import { draftOf, newDraft } from "./draft.ts";
import { createForm, type Form } from "./form.ts";
import { createGraphClient, GraphFailure, type Answer } from "./graph-client.ts";
import type { GraphEvent, MasterCategory } from "./graph-event.ts";
import { createHost, timeChangedData } from "./host/host.ts";
import { themeEventData } from "./host/office-theme.ts";
import { listView } from "./list-view.ts";
import { readOptions, remember } from "./options.ts";
import { createPoller } from "./poller.ts";
import { createReadItem, type ReadItem } from "./read-item.ts";
import { askToSend } from "./send-question.ts";
import { createShell } from "./shell.ts";
import { surface } from "./surface.ts";
import { wordsIn } from "./texts.ts";
import { monthText } from "./time-text.ts";
import { addDays, addMinutes, dayPart, instantOf, wallTimeAt } from "./wall-time.ts";
import { createWeekView } from "./week-view.ts";
import { daysOfView } from "./week.ts";

const config = (await (await fetch("config.json")).json()) as PageConfig;
const options = readOptions(config, window.location.search);
const { owner } = options;
const words = wordsIn(options.language);
const graph = createGraphClient(config, owner);
const weekView = createWeekView();

let { view, theme } = options;
/** The day that is looked at; empty until the window knows what day it is. */
let day = "";
let events: readonly GraphEvent[] = [];
let masterCategories: readonly MasterCategory[] = [];
let item: ReadItem | ComposeItem | null = null;
let form: Form | null = null;
/** What stands on the screen, so that an unchanged answer of Graph changes nothing. */
let shownRange = "";

const now = (): string => wallTimeAt(graph.now(), owner.ianaZone);
const instant = (wall: string): number => instantOf(wall, owner.ianaZone);

const shell = createShell(config, options, words, {
  newEvent: () => compose(null, nextHalfHour()),
  openPane,
  closePane,
  today: () => goTo(dayPart(now())),
  page: (direction) => goTo(addDays(day === "" ? dayPart(now()) : day, direction * 7)),
  view: (chosen) => {
    view = chosen;
    remember("view", chosen);
    if (day !== "") goTo(day);
  },
  toggleTheme: () => {
    theme = theme === "dark" ? "light" : "dark";
    remember("theme", theme);
    shell.showTheme(theme === "dark");
    host.raise("officeThemeChanged", themeEventData(theme));
  },
});

const host = createHost({
  config,
  mailboxVersion: options.mailboxVersion,
  nestedAuth: options.nestedAuth,
  owner: () => owner,
  item: () => item,
  locale: () => words.locale,
  theme: () => theme,
  openEvent: (id) => void attempt(() => openEvent(id)),
  closePane,
});

const poller = createPoller(refresh, report);

function report(error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error);
  const code = error instanceof GraphFailure && error.code !== "" ? ` (${error.code})` : "";
  shell.say(`${words("failed")}: ${detail}${code}`);
}

async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    report(error);
  }
}

function nextHalfHour(): string {
  const wall = now();
  const minutes = Number(wall.slice(14));
  return addMinutes(wall, 30 - (minutes % 30));
}

// ---- calendar

function goTo(chosen: string): void {
  day = chosen;
  shownRange = "";
  shell.calendar.ariaBusy = "true";
  showCalendar();
  poller.soon();
}

function showCalendar(): void {
  const days = daysOfView(day, view);
  const model = {
    words,
    days,
    events,
    masterCategories,
    selectedId: item?.event?.id ?? null,
    now: now(),
    open: (id: string) => void attempt(() => openEvent(id)),
    create: (start: string) => compose(null, start),
    move: (event: GraphEvent, start: string, end: string) =>
      void attempt(() => move(event, start, end)),
  };
  shell.showRange(monthText(days[0] ?? day, words.locale), view);
  if (view === "list") {
    shell.calendar.replaceChildren(listView(days, events, model));
    return;
  }
  if (!weekView.element.isConnected) shell.calendar.replaceChildren(weekView.element);
  weekView.show(model);
}

async function refresh(): Promise<void> {
  const days = daysOfView(day, view);
  const [from = day] = days;
  const to = addDays(days.at(-1) ?? day, 1);
  const fresh = await graph.events(instant(`${from}T00:00`), instant(`${to}T00:00`));
  if (daysOfView(day, view)[0] !== from) return;
  const range = JSON.stringify([view, days, now(), item?.event?.id, fresh]);
  if (range !== shownRange) {
    const known = new Set(masterCategories.map(({ displayName }) => displayName));
    // A category that somebody entered since the window was opened.
    if (fresh.some(({ categories = [] }) => categories.some((name) => !known.has(name)))) {
      masterCategories = await graph.masterCategories();
    }
    events = fresh;
    shownRange = range;
    showCalendar();
    shell.calendar.ariaBusy = null;
  }
  if (item?.mode === "read") await refreshOpenEvent(item);
}

/** The open event may have been changed or deleted elsewhere; an unchanged one is not asked for. */
async function refreshOpenEvent(open: ReadItem): Promise<void> {
  const listed = events.find(({ id }) => id === open.event.id);
  if (listed?.changeKey !== undefined && listed.changeKey === open.event.changeKey) return;
  const fresh = await graph.event(open.event.id);
  if (item !== open) return;
  if (fresh === null) {
    closeItem();
    shell.say(words("deletedElsewhere"));
  } else if (fresh.changeKey !== open.event.changeKey) {
    open.event = fresh;
    showItem();
  }
}

async function move(event: GraphEvent, start: string, end: string): Promise<void> {
  const time = (wall: string) => ({ dateTime: `${wall}:00`, timeZone: owner.windowsZone });
  await graph.update(event.id, { start: time(start), end: time(end) });
  poller.soon();
}

// ---- the open item

async function openEvent(id: string): Promise<void> {
  const event = await graph.event(id);
  if (event === null) {
    shell.say(words("deletedElsewhere"));
    poller.soon();
    return;
  }
  read(event);
}

function read(event: GraphEvent): void {
  const same = item?.event?.id === event.id;
  item = createReadItem(event, {
    graph,
    addinId: config.addinId,
    masterCategories,
    notificationsChanged: showItem,
    written: () => poller.soon(),
  });
  form = null;
  itemOpened(same);
}

function compose(event: GraphEvent | null, start: string): void {
  const same = event !== null && item?.event?.id === event.id;
  const draft = event === null ? newDraft(start) : draftOf(event);
  const composed: ComposeItem = createComposeItem(event, draft, {
    graph,
    addinId: config.addinId,
    masterCategories,
    notificationsChanged: () => form?.refresh(),
    draftChanged: () => form?.refresh(),
    timeChanged: () => {
      host.raise("olkAppointmentTimeChanged", timeChangedData(composed, instant));
      launch("OnAppointmentTimeChanged");
    },
    recipientsChanged: ({ required, optional }) => {
      const fields = { requiredAttendees: required, optionalAttendees: optional };
      host.raise("olkRecipientsChanged", [JSON.stringify(fields)]);
      launch("OnAppointmentAttendeesChanged");
    },
    written: () => poller.soon(),
  });
  item = composed;
  form = createForm(composed, words, {
    save: (complaint) => {
      if (complaint === null) void attempt(() => save(composed));
      else shell.say(complaint);
    },
    remove: () => void attempt(remove),
    close: () => {
      if (composed.event === null) closeItem();
      else void attempt(() => openEvent(composed.event?.id ?? ""));
    },
  });
  itemOpened(same);
  form.element.querySelector<HTMLInputElement>("input.subject")?.focus();
  if (event === null) launch("OnNewAppointmentOrganizer");
}

/** A pane belongs to one item: it goes with it, and starts anew when the item changes its surface. */
function itemOpened(same: boolean): void {
  showItem();
  showCalendar();
  if (!same) closePane();
  else if (shell.paneSlot.childElementCount > 0) host.openPane(shell.paneSlot);
}

function showItem(): void {
  if (form !== null) {
    if (form.element.isConnected) form.refresh();
    else shell.surface.replaceChildren(form.element);
  } else if (item?.mode === "read") {
    const open = item;
    shell.surface.replaceChildren(
      surface(open, words, {
        edit: () => compose(open.event, ""),
        remove: () => void attempt(remove),
        answer: (answer) => void attempt(() => respond(open, answer)),
        close: closeItem,
      }),
    );
  } else shell.surface.replaceChildren();
}

function closeItem(): void {
  item = null;
  form = null;
  closePane();
  showItem();
  showCalendar();
}

async function save(composed: ComposeItem): Promise<void> {
  const { required, optional } = composed.draft;
  if (required.length + optional.length > 0 && !(await addinLetsSend())) return;
  const saved = await composed.send();
  if (item === composed) await openEvent(saved.id);
}

async function remove(): Promise<void> {
  const id = item?.event?.id;
  if (id !== undefined) await graph.remove(id);
  closeItem();
  poller.soon();
}

async function respond(open: ReadItem, answer: Answer): Promise<void> {
  await graph.answer(open.event.id, answer);
  const fresh = await graph.event(open.event.id);
  // A declined meeting leaves the calendar.
  if (fresh === null) closeItem();
  else if (item === open) {
    open.event = fresh;
    showItem();
  }
  poller.soon();
}

// ---- the add-in

function openPane(): void {
  if (shell.paneSlot.childElementCount > 0) return;
  shell.showPane(true);
  host.openPane(shell.paneSlot);
}

function closePane(): void {
  host.closePanes();
  shell.paneSlot.replaceChildren();
  shell.showPane(false);
}

function launch(type: string): void {
  const event = config.launchEvents.find((candidate) => candidate.type === type);
  if (event !== undefined) void host.launch(event.functionName, type);
}

async function addinLetsSend(): Promise<boolean> {
  const event = config.launchEvents.find(({ type }) => type === "OnAppointmentSend");
  if (event === undefined) return true;
  const result = await host.launch(event.functionName, event.type);
  return result.allowEvent || askToSend(result.errorMessage, words);
}

// ---- start

shell.showTheme(theme === "dark");
// For tests and demonstrations: what office.js asked of this host.
Object.assign(window, { sandboxHost: { log: host.log } });
await attempt(async () => {
  masterCategories = await graph.masterCategories();
});
// Whoever was quicker with a button looks at another week already.
if (day === "") goTo(dayPart(now()));
if (options.itemId !== "") {
  await attempt(() => openEvent(options.itemId));
  const shown = item as ReadItem | ComposeItem | null;
  if (shown?.event != null) goTo(dayPart(shown.event.start.dateTime));
}
