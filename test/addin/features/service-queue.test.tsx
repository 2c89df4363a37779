/** What is inside a message of the queue, as somebody reads it who decides about it. */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { Api } from "../../../addin/api/client.ts";
import { servicePaths } from "../../../addin/api/service.ts";
import { MessageDialog } from "../../../addin/features/service/queue/MessageDialog.tsx";
import { words as allWords } from "../../../addin/features/service/queue/words.ts";
import type { MessageInside, MessageView } from "../../../server/api/contract/service/queue.ts";
import { show } from "../render.tsx";

const words = allWords.en;
const message: MessageView = {
  ...{ tenantId: "contoso", mailboxId: "ada", messageId: "1", name: "Ada" },
  ...{ endpoint: "pull", action: "update", state: "hint", resource: "appointment" },
  ...{ about: "e1", since: "2026-11-29T12:00:00Z", attempts: 0, code: null },
};
const inside: MessageInside = {
  ...{ message, private: false, subject: "Trade fair, hall 4", reason: null, nextTryAt: null },
  fields: [
    { field: "subject", microsoft: "Trade fair, hall 4", erp: "Trade fair" },
    { field: "place", microsoft: "Munich", erp: "Munich" },
  ],
  acts: ["retry", "discard"],
};

async function opened() {
  const sent: unknown[] = [];
  const ask = async ({ path, method }: { path: string; method: string }, call?: object) => {
    if (method === servicePaths.message.method && path === servicePaths.message.path) return inside;
    sent.push((call as { readonly body: unknown }).body);
    return { done: true };
  };
  const props = { message, mayChange: true, onDone: () => undefined, onClose: () => undefined };
  await show(<MessageDialog {...props} />, { api: { ask: ask as Api["ask"] } });
  await screen.findByText("Trade fair, hall 4");
  return sent;
}

it("tells what the two sides do not agree on apart from what it is about", async () => {
  await opened();
  const [about, differing] = screen.getAllByText("Subject").map((name) => name.closest("dl")!);
  expect(about).not.toBe(differing);
  expect(differing?.previousElementSibling?.textContent).toBe(words.differing);
  expect(within(differing!).getByText(/Trade fair, hall 4 .*Trade fair$/)).toBeTruthy();
  expect(screen.queryByText("Location")).toBeNull();
});

it("is discarded for a reason alone, which the keyboard is led to", async () => {
  const sent = await opened();
  fireEvent.click(screen.getByRole("button", { name: words.discard }));
  const reason = screen.getByLabelText(new RegExp(words.reason));
  expect(document.activeElement).toBe(reason);
  const now = screen.getByRole("button", { name: words.discardNow });
  fireEvent.click(now);
  expect(sent).toEqual([]);
  fireEvent.change(reason, { target: { value: "Made by mistake" } });
  fireEvent.click(now);
  await waitFor(() => expect(sent).toEqual([{ act: "discard", reason: "Made by mistake" }]));
});
