import { words as uninstall } from "../../../addin/features/service/leaving/uninstall-words.ts";
import { words as leaving } from "../../../addin/features/service/leaving/words.ts";
import { words as queue } from "../../../addin/features/service/queue/words.ts";

/** Figures arrive as they are shown, thousands with their sign. */
it.each([
  ["1", "1 subscription to changes", "1 Abonnement auf Änderungen"],
  ["2", "2 subscriptions to changes", "2 Abonnements auf Änderungen"],
  ["1,000", "1,000 subscriptions to changes", "1,000 Abonnements auf Änderungen"],
])("%s of what goes is counted in the reader's grammar", (count, english, german) => {
  expect(uninstall.en.goesMicrosoft(count)).toBe(english);
  expect(uninstall.de.goesMicrosoft(count)).toBe(german);
});

it("one of anything is told as one", () => {
  expect(leaving.en.counts("1", "1")).toBe("1 mailbox, 1 item in sync");
  expect(leaving.de.counts("1", "1")).toBe("1 Postfach, 1 Eintrag im Abgleich");
  expect(leaving.en.gone("1", "2")).toBe("1 of 2 mailboxes is gone");
  expect(uninstall.en.company("1", "1")).toBe("1 mailbox, 1 item in sync");
  expect(uninstall.de.chosenMicrosoft("1", "1")).toBe(
    "Unsere Kategorien an 1 Eintrag; 1 Termin, den wir aus Aktivitäten angelegt haben",
  );
  expect(queue.en.attempts("1")).toBe("1 attempt");
});
