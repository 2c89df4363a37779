import {
  maskOf,
  withoutPrivateDays,
  type PrivateItems,
} from "../../server/resources/appointment/mask.ts";
import type { Fields, Link, Mask } from "../../server/sync/model.ts";

const body = { format: "text", content: "Why" };
const secret: Fields = {
  ...{ subject: "Secret", place: "Clinic", body, showAs: "oof", sensitivity: "private" },
  ...{ categories: ["Doctor"], importance: "high", reminder: 5, exceptions: [] },
};
const linkTo = (fields: Fields, choice: Link["choice"] = "gate"): Link => ({
  ...{ id: "l", resource: "appointment", ids: { microsoft: "m" }, companion: {}, base: null },
  ...{ generation: 0, writes: [], answers: {}, waiting: [], choice, attendeeCopy: false },
  ...{ dirty: true, syncedAt: null },
  microsoft: { id: "m", version: "1", fields, modifiedAt: null },
});
const mask = (fields: Fields, items: PrivateItems = "busy", choice?: Link["choice"]): Mask | null =>
  maskOf(
    linkTo(fields, choice),
    { items, word: "Busy", address: "ada@contoso.example" },
    () => false,
  );

describe("what the ERP may know of a private appointment", () => {
  it("is how it shows, when, and that it is private: a word and blanks for everything else", () => {
    expect(mask(secret)!.told({ ...secret, type: "T", records: [], attendees: [] })).toEqual({
      ...{ subject: "Busy", place: null, body: null, showAs: "oof", sensitivity: "private" },
      ...{ categories: [], importance: "normal", reminder: null, exceptions: [] },
      ...{ type: "T", records: [], attendees: [] },
    });
  });

  it("says nothing of fields that Outlook did not tell", () => {
    expect(mask(secret)!.told({ subject: "Secret" })).toEqual({ subject: "Busy" });
  });

  it.each([
    ["busy", "gate", true],
    ["busy", "on", true],
    ["leaveOut", "gate", true],
    // What a person switched on himself outranks that others are left out.
    ["leaveOut", "on", false],
    ["full", "gate", false],
  ] as const)("under %s, taken up by %s: masked %s", (items, choice, isMasked) => {
    expect(mask(secret, items, choice) !== null).toBe(isMasked);
    expect(mask({ ...secret, sensitivity: "normal" }, items, choice)).toBeNull();
  });

  it("masks in a mailbox of others also what its person switched on himself", () => {
    const link = { microsoft: { fields: secret }, choice: "on" } as unknown as Link;
    const privacy = { items: "leaveOut", word: "Busy", address: null } as const;
    expect(maskOf(link, privacy, () => false)).toBeNull();
    expect(maskOf(link, { ...privacy, isOfOthers: true }, () => false)).not.toBeNull();
  });

  it("of a private series is which of its days move, show otherwise or do not take place", () => {
    const exceptions = [
      { on: "2026-12-01", field: "subject", value: "Secret day" },
      { on: "2026-12-08", field: "gone", value: true },
      { on: "2026-12-15", field: "showAs", value: "free" },
      { on: "2026-12-15", field: "a field of tomorrow", value: "Secret" },
    ];
    const { told } = mask(secret)!;
    expect(told({ ...secret, exceptions })["exceptions"]).toEqual([exceptions[1], exceptions[2]]);
  });

  it("of a series that is not private hides a day that is, what it has from the series as well", () => {
    const mark = { on: "2026-12-01", field: "sensitivity", value: "private" };
    const other = { on: "2026-12-08", field: "subject", value: "Round two" };
    const day = { on: "2026-12-01", field: "subject", value: "Secret day" };
    const series = { subject: "Round", place: "Here", body: null, sensitivity: "normal" };
    const fields: Fields = { ...series, exceptions: [mark, day, other] };
    const { told, covers, details } = mask(fields)!;
    expect(told(fields)).toEqual({
      ...series,
      exceptions: [
        ...[mark, other],
        { on: "2026-12-01", field: "subject", value: "Busy" },
        { on: "2026-12-01", field: "place", value: null },
      ],
    });
    expect([mark, day, other].map(covers)).toEqual([true, true, false]);
    expect(details).toEqual([]);
  });
});

describe("the log of a series", () => {
  it("tells nothing of its private days", () => {
    const mark = { on: "2026-12-01", field: "sensitivity", value: "private" };
    const day = { on: "2026-12-01", field: "subject", value: "Secret day" };
    expect(withoutPrivateDays([mark, day])).toEqual([mark]);
    expect(withoutPrivateDays([day])).toEqual([day]);
    expect(withoutPrivateDays("Round")).toBe("Round");
  });
});
