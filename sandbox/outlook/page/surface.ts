/** An event as its reader sees it: everything it holds, and what one may do with it. */
import { categoryColor } from "./category-color.ts";
import { h, icon, type IconName } from "./dom.ts";
import type { Answer } from "./graph-client.ts";
import type { Attendee, Response } from "./graph-event.ts";
import { notificationBars } from "./notification-bars.ts";
import type { ReadItem } from "./read-item.ts";
import { whenText } from "./time-text.ts";
import type { Words } from "./texts.ts";

export interface SurfaceActions {
  edit(): void;
  remove(): void;
  answer(answer: Answer): void;
  close(): void;
}

/** A button of a surface's own toolbar. */
export function toolButton(
  label: string,
  picture: IconName | null,
  onclick: () => void,
  kind = "tool",
): HTMLButtonElement {
  return h("button", { type: "button", class: kind, onclick }, picture && icon(picture), label);
}

function row(label: string, ...content: (Node | string)[]): HTMLElement {
  return h("div", { class: "row" }, h("dt", {}, label), h("dd", {}, ...content));
}

function attendeeLine(attendee: Attendee, words: Words): HTMLElement {
  const { name, address = "" } = attendee.emailAddress;
  const response: Response = attendee.status?.response ?? "none";
  return h(
    "li",
    {},
    h("span", { class: "person" }, name ?? address),
    name !== undefined && name !== address && h("span", { class: "quiet" }, address),
    h("span", { class: `response ${response}` }, words(`response_${response}`)),
  );
}

export function surface(item: ReadItem, words: Words, actions: SurfaceActions): HTMLElement {
  const { event, draft } = item;
  const attendees = event.attendees ?? [];
  const isOrganizer = event.isOrganizer !== false;
  const mine = event.responseStatus?.response ?? "none";
  const organizer = event.organizer?.emailAddress;
  const joinUrl = event.onlineMeeting?.joinUrl;
  const answers = [
    ["accept", "accept", "accepted"],
    ["tentative", "tentativelyAccept", "tentativelyAccepted"],
    ["decline", "decline", "declined"],
  ] as const;
  return h(
    "section",
    { class: "surface", "aria-label": words("event") },
    h(
      "div",
      { class: "surface-tools", role: "toolbar", "aria-label": words("event") },
      isOrganizer && toolButton(words("edit"), "edit", () => actions.edit()),
      toolButton(words("delete"), "delete", () => actions.remove()),
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
    notificationBars(item),
    h(
      "div",
      { class: "surface-body" },
      h("h2", {}, draft.subject === "" ? words("noSubject") : draft.subject),
      event.isCancelled === true && h("p", { class: "state" }, words("cancelled")),
      !isOrganizer &&
        h(
          "div",
          { class: "answers", role: "group", "aria-label": words("yourAnswer") },
          ...answers.map(([label, answer, response]) =>
            h(
              "button",
              {
                type: "button",
                class: "answer",
                "aria-pressed": mine === response ? "true" : "false",
                onclick: () => actions.answer(answer),
              },
              words(label),
            ),
          ),
        ),
      h(
        "dl",
        {},
        row(words("when"), whenText(draft, words.locale)),
        draft.location !== "" && row(words("location"), draft.location),
        joinUrl !== undefined && row("", h("a", { href: joinUrl }, words("onlineMeeting"))),
        organizer !== undefined &&
          row(words("organizer"), organizer.name ?? organizer.address ?? ""),
        attendees.length > 0 &&
          row(
            words("attendees"),
            h("ul", {}, ...attendees.map((attendee) => attendeeLine(attendee, words))),
          ),
        draft.categories.length > 0 &&
          row(
            words("categories"),
            ...draft.categories.map((name) => {
              const { light, dark } = categoryColor(
                item.masterCategories.find(({ displayName }) => displayName === name)?.color,
              );
              return h(
                "span",
                { class: "category", style: `--fill:${light};--edge:${dark}` },
                name,
              );
            }),
          ),
        row(words("showAs"), words(`showAs_${draft.showAs}`)),
        draft.sensitivity !== "normal" && row(words("private"), icon("lock")),
        draft.reminder !== null && row(words("reminder"), `${draft.reminder} min`),
      ),
      draft.body !== "" && h("div", { class: "body-text" }, draft.body),
    ),
  );
}
