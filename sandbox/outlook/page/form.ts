/** The event form (compose). Built once per event; the pane's changes are put into its controls. */
import type { ComposeItem } from "./compose-item.ts";
import { h, icon } from "./dom.ts";
import { peopleOf, textOfPeople, withAllDay, withStart, type Draft } from "./draft.ts";
import type { ShowAs } from "./graph-event.ts";
import { notificationBars } from "./notification-bars.ts";
import { plainText } from "./plain-text.ts";
import { toolButton } from "./surface.ts";
import type { Words } from "./texts.ts";
import { addDays, dayPart, minutesBetween } from "./wall-time.ts";

export interface FormActions {
  /** Called with a complaint in words instead of saving where the form is wrong. */
  save(complaint: string | null): void;
  remove(): void;
  close(): void;
}

export interface Form {
  readonly element: HTMLElement;
  /** Puts the item's draft and notifications into the controls. */
  refresh(): void;
}

const reminders = [0, 5, 10, 15, 30, 60, 120, 1440];
const showAsValues: readonly ShowAs[] = ["free", "tentative", "busy", "oof", "workingElsewhere"];

function field(label: string, control: HTMLElement, kind = ""): HTMLElement {
  return h("label", { class: `field ${kind}` }, h("span", {}, label), control);
}

export function createForm(item: ComposeItem, words: Words, actions: FormActions): Form {
  const { draft: first } = item;
  const unknown = { required: [] as readonly string[], optional: [] as readonly string[] };
  const edit = (change: Partial<Draft>): void => {
    item.edit(change);
    refresh();
  };

  const subject = h("input", {
    type: "text",
    class: "subject",
    maxlength: "255",
    oninput: () => item.edit({ subject: subject.value }),
  });
  const location = h("input", {
    type: "text",
    oninput: () => item.edit({ location: location.value }),
  });
  const body = h("textarea", {
    rows: "8",
    oninput: () => item.edit({ body: body.value, bodyType: "text" }),
  });
  const start = h("input", {
    onchange: () => {
      if (start.value === "") return;
      const { draft } = item;
      const wall = draft.isAllDay ? `${start.value}T00:00` : start.value;
      edit(withStart(draft, wall, minutesBetween(draft.start, draft.end)));
    },
  });
  const end = h("input", {
    onchange: () => {
      if (end.value === "") return;
      edit({ end: item.draft.isAllDay ? `${addDays(end.value, 1)}T00:00` : end.value });
    },
  });
  const allDay = h("input", {
    type: "checkbox",
    onchange: () => edit(withAllDay(item.draft, allDay.checked)),
  });
  const people = (which: "required" | "optional"): HTMLInputElement => {
    const input = h("input", {
      type: "text",
      placeholder: "name@domain; name@domain",
      onchange: () => {
        const parsed = peopleOf(input.value);
        unknown[which] = parsed.unknown;
        item.edit({ [which]: parsed.people });
      },
    });
    return input;
  };
  const required = people("required");
  const optional = people("optional");
  const showAs = h(
    "select",
    { onchange: () => edit({ showAs: showAs.value as ShowAs }) },
    ...showAsValues.map((value) => h("option", { value }, words(`showAs_${value}`))),
  );
  const reminder = h(
    "select",
    { onchange: () => edit({ reminder: reminder.value === "" ? null : Number(reminder.value) }) },
    h("option", { value: "" }, words("noReminder")),
    ...[...new Set([...reminders, ...(first.reminder === null ? [] : [first.reminder])])].map(
      (minutes) => h("option", { value: minutes }, `${minutes} min`),
    ),
  );
  const isPrivate = h("input", {
    type: "checkbox",
    onchange: () => edit({ sensitivity: isPrivate.checked ? "private" : "normal" }),
  });
  const categories = h("fieldset", { class: "categories" });
  const bars = h("div");

  const categoryBoxes = (): Node[] => {
    const names = item.masterCategories.map(({ displayName }) => displayName);
    const all = [...new Set([...names, ...item.draft.categories])];
    return all.map((name) => {
      const box: HTMLInputElement = h("input", {
        type: "checkbox",
        checked: item.draft.categories.includes(name),
        onchange: () => {
          const others = item.draft.categories.filter((other) => other !== name);
          // Appended: the first category has a meaning of its own and keeps its place.
          item.edit({ categories: box.checked ? [...others, name] : others });
        },
      });
      return h("label", {}, box, name);
    });
  };

  const refresh = (): void => {
    const { draft } = item;
    const put = (control: HTMLInputElement | HTMLTextAreaElement, value: string): void => {
      if (control.value !== value) control.value = value;
    };
    put(subject, draft.subject);
    put(location, draft.location);
    put(body, plainText({ contentType: draft.bodyType, content: draft.body }));
    start.type = draft.isAllDay ? "date" : "datetime-local";
    end.type = start.type;
    put(start, draft.isAllDay ? dayPart(draft.start) : draft.start);
    put(end, draft.isAllDay ? addDays(dayPart(draft.end), -1) : draft.end);
    allDay.checked = draft.isAllDay;
    if (unknown.required.length === 0) put(required, textOfPeople(draft.required));
    if (unknown.optional.length === 0) put(optional, textOfPeople(draft.optional));
    showAs.value = draft.showAs;
    reminder.value = draft.reminder === null ? "" : String(draft.reminder);
    isPrivate.checked = draft.sensitivity !== "normal";
    categories.replaceChildren(h("legend", {}, words("categories")), ...categoryBoxes());
    bars.replaceChildren(notificationBars(item));
  };
  refresh();

  const complaint = (): string | null => {
    const wrong = [...unknown.required, ...unknown.optional];
    if (wrong.length > 0) return words("unknownAttendee", wrong.join(", "));
    return minutesBetween(item.draft.start, item.draft.end) < 0 ? words("endBeforeStart") : null;
  };

  const element = h(
    "form",
    {
      class: "surface",
      "aria-label": words("event"),
      novalidate: true,
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        actions.save(complaint());
      },
    },
    h(
      "div",
      { class: "surface-tools", role: "toolbar", "aria-label": words("event") },
      h("button", { type: "submit", class: "primary" }, icon("save"), words("save")),
      item.event !== null && toolButton(words("delete"), "delete", () => actions.remove()),
      h("span", { class: "spring" }),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": words("close"),
          onclick: () => actions.close(),
        },
        icon("close"),
      ),
    ),
    bars,
    h(
      "div",
      { class: "surface-body form" },
      field(words("subject"), subject),
      h("div", { class: "pair" }, field(words("start"), start), field(words("end"), end)),
      field(words("allDay"), allDay, "check"),
      field(words("location"), location),
      field(words("required"), required),
      field(words("optional"), optional),
      field(words("description"), body),
      h(
        "div",
        { class: "pair" },
        field(words("showAs"), showAs),
        field(words("reminder"), reminder),
      ),
      field(words("private"), isPrivate, "check"),
      categories,
    ),
  );
  return { element, refresh };
}
