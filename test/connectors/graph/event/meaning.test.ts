import fc from "fast-check";
import type { Appointment } from "../../../../server/resources/appointment/appointment.ts";
import { appointmentSchemaRules } from "../../../../server/resources/appointment/schema.ts";
import type { Fields } from "../../../../server/sync/model.ts";
import { itemOf, made, write } from "../acts.ts";
import { sandboxed } from "../sandbox.ts";

describe("any appointment", () => {
  const minute = fc.integer({
    min: Date.UTC(2026, 0, 1) / 60_000,
    max: Date.UTC(2027, 11, 1) / 60_000,
  });
  const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC");
  const instant = (minutes: number) =>
    new Date(minutes * 60_000).toISOString().replace(".000Z", "Z");
  const timed = fc
    .record({ minute, length: fc.integer({ min: 0, max: 3_000 }), zone })
    .map((one): Appointment["when"] => ({
      allDay: false,
      start: instant(one.minute),
      end: instant(one.minute + one.length),
      zone: one.zone,
    }));
  const days = fc
    .record({ minute, length: fc.integer({ min: 1, max: 9 }), zone })
    .map((one): Appointment["when"] => ({
      allDay: true,
      start: instant(one.minute).slice(0, 10),
      end: instant(one.minute + one.length * 1_440).slice(0, 10),
      zone: one.zone,
    }));
  const words = fc.stringMatching(/^[A-Za-zäöü€<>&"' ]{0,40}$/);
  const appointment = fc.record(
    {
      subject: words,
      when: fc.oneof(timed, days),
      place: fc.option(words),
      body: fc.option(fc.record({ format: fc.constant("text" as const), content: words })),
      showAs: fc.constantFrom("free", "tentative", "busy", "oof", "workingElsewhere"),
      sensitivity: fc.constantFrom("normal", "private"),
      importance: fc.constantFrom("low", "normal", "high"),
      reminder: fc.option(fc.integer({ min: 0, max: 20_160 })),
      categories: fc.uniqueArray(fc.constantFrom("Visit", "Call", "Blue"), { maxLength: 3 }),
    },
    { requiredKeys: ["subject", "when"] },
  );
  const meaning = (held: Fields, names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        appointmentSchemaRules.fields[name]?.fingerprint(held[name] ?? null),
      ]),
    );

  it("means the same after it went to Outlook and came back, and after going there again", async () => {
    const sandbox = sandboxed();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(appointment, async (sent) => {
        const names = Object.keys(sent);
        const item = await made(sandbox, `link${++count}#1`, sent);
        expect(meaning(item.fields, names)).toEqual(meaning(sent as Fields, names));
        const [again] = await write(sandbox, {
          kind: "update",
          id: item.id,
          precondition: item.version,
          fields: item.fields,
          stamp: "s",
        });
        expect(itemOf(again).fields).toEqual(item.fields);
      }),
      { numRuns: 60 },
    );
  });
});
