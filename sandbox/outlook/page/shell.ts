/** What stands around the calendar: title bar, rail, ribbon, and the places for the rest. */
import type { PageConfig } from "../page-config.ts";
import { h, icon } from "./dom.ts";
import { reopenWith, type WindowOptions } from "./options.ts";
import type { Words } from "./texts.ts";
import type { CalendarView } from "./week.ts";

export interface ShellActions {
  newEvent(): void;
  openPane(): void;
  closePane(): void;
  today(): void;
  page(direction: 1 | -1): void;
  view(view: CalendarView): void;
  toggleTheme(): void;
}

export interface Shell {
  readonly calendar: HTMLElement;
  readonly surface: HTMLElement;
  readonly paneSlot: HTMLElement;
  showRange(title: string, view: CalendarView): void;
  showPane(open: boolean): void;
  showTheme(dark: boolean): void;
  /** Says something briefly to the person. */
  say(text: string): void;
}

const views: readonly CalendarView[] = ["workWeek", "week", "list"];
const toastMs = 6_000;

function initials(name: string): string {
  return name
    .split(" ")
    .map((part) => part.charAt(0))
    .join("");
}

function titleBar(
  config: PageConfig,
  options: WindowOptions,
  words: Words,
  themeButton: HTMLElement,
): HTMLElement {
  const mailbox = h(
    "select",
    {
      "aria-label": words("mailbox"),
      onchange: () => reopenWith("user", mailbox.value),
    },
    ...config.owners.map(({ address, name }) =>
      h(
        "option",
        { value: address, selected: address === options.owner.address },
        `${name} · ${address}`,
      ),
    ),
  );
  const { owner } = options;
  const shared = h(
    "select",
    { "aria-label": words("sharedMailbox"), onchange: () => reopenWith("shared", shared.value) },
    h("option", { value: "", selected: owner.shared === undefined }, words("ownCalendar")),
    ...config.others
      .filter((other) => other.tenantId === owner.tenantId && other.address !== owner.address)
      .map(({ address, name }) =>
        h("option", { value: address, selected: address === owner.shared }, name),
      ),
  );
  const language = h(
    "select",
    { "aria-label": words("language"), onchange: () => reopenWith("lang", language.value) },
    h("option", { value: "en", selected: words.language === "en" }, "English"),
    h("option", { value: "de", selected: words.language === "de" }, "Deutsch"),
  );
  return h(
    "header",
    { class: "title-bar" },
    h("span", { class: "product" }, "Outlook"),
    h("span", { class: "badge" }, words("sandbox")),
    h("span", { class: "spring" }),
    themeButton,
    language,
    shared,
    mailbox,
    h("span", { class: "avatar", "aria-hidden": "true" }, initials(options.owner.name)),
  );
}

function rail(words: Words): HTMLElement {
  const absent = (picture: "mail" | "people") =>
    h(
      "button",
      {
        type: "button",
        disabled: true,
        "aria-label": words(picture),
        title: `${words(picture)} (${words("notInSandbox")})`,
      },
      icon(picture),
    );
  return h(
    "nav",
    { class: "rail", "aria-label": "Outlook" },
    absent("mail"),
    h(
      "button",
      { type: "button", "aria-current": "page", "aria-label": words("calendar") },
      icon("calendar"),
    ),
    absent("people"),
  );
}

/** The add-in's icon from its own origin; a drawn one where it has none yet. */
function addinIcon(config: PageConfig): HTMLElement {
  const picture = h("img", {
    src: `${config.addinOrigin}/assets/icon-32.png`,
    alt: "",
    width: "20",
    height: "20",
    onerror: () => picture.replaceWith(icon("sync")),
  });
  return picture;
}

export function createShell(
  config: PageConfig,
  options: WindowOptions,
  words: Words,
  actions: ShellActions,
): Shell {
  const calendar = h("section", { class: "calendar", "aria-label": words("calendar") });
  const surface = h("div", { class: "surface-slot" });
  const paneSlot = h("div", { class: "pane-slot" });
  const pane = h(
    "aside",
    { class: "pane", "aria-label": config.addinName, hidden: true },
    h(
      "div",
      { class: "pane-bar" },
      h("h2", {}, config.addinName),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": words("closePane"),
          onclick: () => actions.closePane(),
        },
        icon("close"),
      ),
    ),
    paneSlot,
  );
  const toast = h("div", { class: "toast", role: "alert" });
  const title = h("h1", { class: "range", "aria-live": "polite" });
  const viewButtons = views.map((view) =>
    h(
      "button",
      { type: "button", class: "segment", onclick: () => actions.view(view) },
      words(view),
    ),
  );
  const themeButton = h(
    "button",
    { type: "button", "aria-label": words("darkMode"), onclick: () => actions.toggleTheme() },
    icon("theme"),
  );
  const paneButton = h(
    "button",
    { type: "button", class: "tool", "aria-expanded": "false", onclick: () => actions.openPane() },
    addinIcon(config),
    config.addinName,
  );
  const ribbon = h(
    "div",
    { class: "ribbon", role: "toolbar", "aria-label": words("ribbon") },
    h(
      "button",
      { type: "button", class: "primary", onclick: () => actions.newEvent() },
      icon("add"),
      words("newEvent"),
    ),
    h("span", { class: "separator" }),
    h("button", { type: "button", class: "tool", onclick: () => actions.today() }, words("today")),
    h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": words("back"),
        onclick: () => actions.page(-1),
      },
      icon("left"),
    ),
    h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": words("forward"),
        onclick: () => actions.page(1),
      },
      icon("right"),
    ),
    title,
    h("span", { class: "spring" }),
    h("div", { class: "segments", role: "group", "aria-label": words("view") }, ...viewButtons),
    h("span", { class: "separator" }),
    paneButton,
  );
  document.documentElement.lang = words.language;
  document.title = `${words("calendar")} – ${options.owner.name} – Outlook (sandbox)`;
  document.body.replaceChildren(
    titleBar(config, options, words, themeButton),
    h(
      "div",
      { class: "frame" },
      rail(words),
      h("main", {}, ribbon, h("div", { class: "stage" }, calendar, surface, pane)),
    ),
    toast,
  );

  let toastTimer = 0;
  return {
    calendar,
    surface,
    paneSlot,
    showRange: (text, view) => {
      title.textContent = text;
      viewButtons.forEach((button, index) =>
        button.setAttribute("aria-pressed", String(views[index] === view)),
      );
    },
    showPane: (open) => {
      pane.hidden = !open;
      paneButton.setAttribute("aria-expanded", String(open));
    },
    showTheme: (dark) => {
      document.documentElement.dataset["theme"] = dark ? "dark" : "light";
      themeButton.setAttribute("aria-pressed", String(dark));
    },
    say: (text) => {
      toast.textContent = text;
      window.clearTimeout(toastTimer);
      toastTimer = window.setTimeout(() => (toast.textContent = ""), toastMs);
    },
  };
}
