import type { responses } from "../model.ts";
import type { ShownActivity, ShownUser } from "./api.ts";
import { byId } from "./form.ts";
import { element } from "./table.ts";

type Response = (typeof responses)[number];

export const words: Readonly<Record<Response, string>> = {
  none: "No answer",
  accepted: "Accepted",
  tentative: "Tentative",
  declined: "Declined",
};
const acts = { accepted: "Accept", tentative: "Tentative", declined: "Decline" } as const;

/** What the participants said, and for one of them the way to answer. */
export function showAnswers(
  { id, participants }: ShownActivity,
  me: ShownUser,
  answer: (response: Response) => void,
): void {
  byId("answers").hidden = id === "" || participants.length === 0;
  byId("said").replaceChildren(
    ...participants.map(({ name, kind, response }) =>
      element("li", `${name}${kind === "resource" ? " (room)" : ""}: ${words[response]}`),
    ),
  );
  const own = participants.find(({ user }) => user === me.id);
  byId("answer").hidden = own === undefined;
  byId("answer").replaceChildren(
    ...Object.entries(acts).map(([response, label]) => {
      const isSaid = own?.response === response;
      const button = element("button", label, { type: "button", "aria-pressed": String(isSaid) });
      button.addEventListener("click", () => answer(response as Response));
      return button;
    }),
  );
}
