/** What we left on both sides can be taken away when somebody leaves, and nothing of anybody's own with it. */
import { clearMailbox } from "../../../server/engine/mailboxes/clearing.ts";
import { countCopies } from "../../../server/engine/mailboxes/copies.ts";
import { createScheduler } from "../../../server/engine/scheduler.ts";
import type { ClearingChoices } from "../../../server/store/documents/administration.ts";
import { put } from "../../../server/store/store.ts";
import { activity, createHarness, linkedAppointment, type Harness } from "../harness.ts";
import { stoppedAtEachStep } from "../breaker.ts";

const everything: ClearingChoices = {
  marks: "remove",
  outlookCopies: "remove",
  erpCopies: "remove",
};
const cadence = { intervalMs: 60_000, safetyNetMs: 60_000, foldMs: 0, parallel: 1 };

function clear(harness: Harness, choices: Partial<ClearingChoices> = {}) {
  const scheduler = createScheduler(harness.deps, cadence, async () => true);
  const { deps, mailbox } = harness;
  return clearMailbox(deps, scheduler, mailbox, {
    ...{ marks: "leave", outlookCopies: "keep", erpCopies: "keep" },
    ...choices,
  });
}

/** One appointment that went to the ERP, one activity that came to Outlook, both at rest. */
async function bothWays(harness: Harness) {
  const eventId = await linkedAppointment(harness, "Made in Outlook");
  const activityId = harness.erp.add("U-ada", activity("Made in the ERP"));
  await harness.settle();
  return { eventId, activityId };
}

const subjects = (items: readonly { fields: Readonly<Record<string, unknown>> }[]) =>
  items.map(({ fields }) => fields["subject"]);

describe("copies", () => {
  it("that we made go, on the side that was chosen, and originals never", async () => {
    const harness = await createHarness();
    await bothWays(harness);
    const links = await harness.links();
    expect([countCopies("microsoft", links), countCopies("erp", links)]).toEqual([1, 1]);

    const done = await clear(harness, { outlookCopies: "remove" });
    expect(done).toMatchObject({ outlookCopies: { removed: 1, left: 0 } });
    expect(subjects(harness.outlookItems())).toEqual(["Made in Outlook"]);
    expect(harness.activities()).toHaveLength(2);

    expect(await clear(harness, everything)).toMatchObject({ erpCopies: { removed: 1, left: 0 } });
    expect(subjects(harness.activities())).toEqual(["Made in the ERP"]);
  });

  it("are not taken for deletions of their person where the syncing goes on after all", async () => {
    const harness = await createHarness();
    await bothWays(harness);
    await clear(harness, everything);
    await harness.settle();
    expect(subjects(harness.outlookItems())).toEqual(["Made in Outlook"]);
    expect(subjects(harness.activities())).toEqual(["Made in the ERP"]);
  });

  it("stay where somebody changed them since, where guests would hear of it, and where nothing else is left", async () => {
    const harness = await createHarness();
    for (const subject of ["Edited", "With guests", "The only one"]) {
      harness.erp.add("U-ada", activity(subject));
    }
    await harness.settle();
    const named = (subject: string) =>
      harness.outlookItems().find(({ fields }) => fields["subject"] === subject)!;
    const original = harness
      .activities()
      .find(({ fields }) => fields["subject"] === "The only one");
    harness.outlook.edit(named("With guests").id, {
      attendees: [{ address: "guest@example.com", name: "Guest", kind: "required" }],
    });
    await harness.settle();
    harness.outlook.edit(named("Edited").id, { place: "Elsewhere" });
    harness.erp.remove(original!.id);

    const done = await clear(harness, everything);
    expect(done.outlookCopies).toEqual({ removed: 0, left: 3 });
    expect(subjects(harness.outlookItems())).toEqual(["Edited", "With guests", "The only one"]);
    expect(harness.outlook.mails).toEqual([]);
  });

  it("stay while something that a write of ours swept away is to be put back", async () => {
    const harness = await createHarness();
    await bothWays(harness);
    for (const link of await harness.links()) {
      const days = [{ on: "2026-12-08", field: "subject", value: "Set by hand" }];
      const swept = { erp: { exceptions: days }, microsoft: { exceptions: days } };
      await harness.store.commit(harness.scope, [put("links", link.id, { ...link, swept })]);
    }
    const left = { removed: 0, left: 1 };
    expect(await clear(harness, everything)).toMatchObject({
      outlookCopies: left,
      erpCopies: left,
    });
  });

  it("stay while their link waits for a decision", async () => {
    const harness = await createHarness({ settings: { precedence: "ask" } });
    const { eventId } = await bothWays(harness);
    const [copy] = harness.activities();
    harness.outlook.edit(eventId, { subject: "One" });
    harness.erp.edit(copy!.id, { subject: "Other" });
    await harness.settle();
    expect((await clear(harness, everything)).erpCopies).toEqual({ removed: 0, left: 1 });
  });
});

it("after a stop at any of its steps it goes on, and counts what was done before as done", async () => {
  for (const when of ["before", "after"] as const) {
    const played = await stoppedAtEachStep(
      when,
      async (parts) => {
        const harness = await createHarness(parts);
        await bothWays(harness);
        return {
          harness: {
            run: () => clear(harness, everything),
            settle: async () => undefined,
          },
          inner: harness,
        };
      },
      async ({ inner }) => {
        expect(await clear(inner, everything)).toMatchObject({
          outlookCopies: { removed: 1, left: 0 },
          erpCopies: { removed: 1, left: 0 },
        });
        expect(subjects(inner.outlookItems())).toEqual(["Made in Outlook"]);
        expect(subjects(inner.activities())).toEqual(["Made in the ERP"]);
      },
    );
    expect(played).toBeGreaterThan(5);
  }
});
