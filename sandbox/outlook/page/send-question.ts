import { h } from "./dom.ts";
import type { Words } from "./texts.ts";

/** Asks as Outlook does after an add-in stopped a send (SendMode PromptUser). */
export function askToSend(message: string, words: Words): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (send: boolean) => () => {
      dialog.close();
      dialog.remove();
      resolve(send);
    };
    const dialog = h(
      "dialog",
      { class: "question", "aria-label": words("event"), oncancel: answer(false) },
      h("p", {}, message === "" ? words("sendStopped") : message),
      h(
        "div",
        { class: "question-answers" },
        h(
          "button",
          { type: "button", class: "primary", onclick: answer(false) },
          words("dontSend"),
        ),
        h("button", { type: "button", class: "tool", onclick: answer(true) }, words("sendAnyway")),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
