/** How this window was opened: by its address, else as it was left. */
import type { MailboxOwner, PageConfig } from "../page-config.ts";
import type { NestedAuthMode } from "./host/nested-auth.ts";
import type { ThemeName } from "./host/office-theme.ts";
import type { Language } from "./texts.ts";
import type { CalendarView } from "./week.ts";

export interface WindowOptions {
  readonly owner: MailboxOwner;
  readonly language: Language;
  readonly theme: ThemeName;
  readonly view: CalendarView;
  /** Highest Mailbox requirement set that the host claims, `?mailbox=1.5` for an old one. */
  readonly mailboxVersion: string;
  /** The event that a link opens; `""` for none. */
  readonly itemId: string;
  /** `?naa=off|missing|hang|USER_INTERACTION_REQUIRED|…`, see host/nested-auth.ts. */
  readonly nestedAuth: NestedAuthMode;
}

const key = (name: string): string => `outlook.${name}`;
const views: readonly CalendarView[] = ["week", "workWeek", "list"];

/** Remembers a choice for the next visit. */
export function remember(name: "user" | "lang" | "theme" | "view", value: string): void {
  localStorage.setItem(key(name), value);
}

/** Opens the window anew for another person, mailbox or language, as Outlook does. */
export function reopenWith(name: "user" | "lang" | "shared", value: string): void {
  if (name !== "shared") remember(name, value);
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  // Somebody else begins in his own mailbox.
  if (name === "user") url.searchParams.delete("shared");
  window.location.assign(url);
}

/** @throws where the sandbox has no mailbox at all */
export function readOptions(config: PageConfig, search: string): WindowOptions {
  const query = new URLSearchParams(search);
  const choice = (name: string): string => query.get(name) ?? localStorage.getItem(key(name)) ?? "";
  const [first] = config.owners;
  if (first === undefined) throw new Error("The sandbox has no users: see sandbox/tenants.ts.");
  const user = choice("user");
  const view = choice("view");
  const person = config.owners.find(({ address, id }) => address === user || id === user) ?? first;
  const shared = query.get("shared") ?? "";
  return {
    owner: shared === "" || shared === person.address ? person : { ...person, shared },
    language: choice("lang").startsWith("de") ? "de" : "en",
    theme: choice("theme") === "dark" ? "dark" : "light",
    view: views.find((candidate) => candidate === view) ?? "week",
    mailboxVersion: query.get("mailbox") ?? "1.15",
    itemId: query.get("itemid") ?? "",
    nestedAuth: query.get("naa") ?? "on",
  };
}
