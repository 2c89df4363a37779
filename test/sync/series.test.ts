import { plan } from "../../server/sync/plan.ts";
import { landed } from "../../server/sync/record.ts";
import { planUndo } from "../../server/sync/undo.ts";
import type { Fields, Link, Schema, Side, Undo, Value } from "../../server/sync/model.ts";
import type { Terms } from "../../server/sync/terms.ts";
import { agreeing, apply, applyOn, policy, snapshot } from "./world.ts";

const print = (value: Value): string => JSON.stringify(value);
const at = (element: Value, name: string): string =>
  (element as Readonly<Record<string, string>>)[name] ?? "";

/** A time, and what single days of it have for themselves: `{ on, field, value }`. */
const schema: Schema = {
  resource: "appointment",
  fields: {
    time: { flow: "both", fingerprint: print },
    title: { flow: "both", fingerprint: print },
    color: { flow: "both", fingerprint: print },
    days: {
      flow: "both",
      fingerprint: (value) => print([...(value as readonly Value[])].map(print).sort()),
      elementKey: (element) => `${at(element, "on")} ${at(element, "field")}`,
      partOf: (element) => (at(element, "field") === "gone" ? "time" : at(element, "field")),
      removes: (element) => at(element, "field") === "gone",
      after: ["time"],
    },
  },
  companion: [],
  onRefused: (reason) => (reason === "not-organizer" ? "revert" : "keep"),
  saidByLeaving: {},
  sparesFromDeletion: (side, { fields }) => side === "microsoft" && fields["guests"] === true,
  ofGuests: [],
  tellsGuests: () => false,
};

const terms: Terms = {
  schema,
  policy,
  holdings: {
    microsoft: new Set(["time", "title", "color", "days"]),
    erp: new Set(["time", "title", "days"]),
  },
};

const day = (on: string, field: string, value: Value) => ({ on, field, value });
const named = day("2", "title", "Special");
const gone = day("3", "gone", true);

/** Both sides agree on a series with these days; `more` was seen since on one of them. */
function series(days: readonly Value[], more: Partial<Record<Side, Fields>> = {}): Link {
  const fields = { time: "9", title: "Round", days };
  const base = agreeing({ title: "", place: null, tags: [], guests: [], records: [] });
  return {
    ...base,
    companion: {},
    microsoft: snapshot({ ...fields, color: "red", ...more.microsoft }),
    erp: snapshot({ ...fields, ...more.erp }),
    base: { microsoft: fields, erp: fields },
  };
}

function writes(link: Link, by: Terms = terms): Partial<Record<Side, Fields>> {
  const decision = plan(link, by);
  if (decision.kind !== "update") return {};
  return Object.fromEntries(decision.updates.map(({ side, fields }) => [side, fields]));
}

describe("what belongs to another field", () => {
  it("follows a create, when the item is there to have it", () => {
    const { microsoft: _none, ...link } = series([named]);
    const decision = plan({ ...link, ids: { erp: "i" }, base: null }, terms);
    expect(decision).toMatchObject({ kind: "create", fields: { time: "9", title: "Round" } });
    expect(decision.kind === "create" && decision.fields).not.toHaveProperty("days");
  });

  it("is written after the field that it belongs to", () => {
    const link = series([], { erp: { time: "10", days: [named] } });
    expect(writes(link)).toEqual({ microsoft: { time: "10" } });
    const after = series([], { microsoft: { time: "10" }, erp: { time: "10", days: [named] } });
    expect(writes(after)).toEqual({ microsoft: { days: [named] } });
  });

  it("is nobody's removal where our own write swept it away: it comes back", () => {
    const write = {
      ...{ side: "microsoft" as const, kind: "update" as const, stamp: "s" },
      ...{ fields: { time: "10" }, source: { time: "10" } },
    };
    const link: Link = {
      ...series([named, gone], { microsoft: { time: "10", days: [gone] }, erp: { time: "10" } }),
      writes: [write],
    };
    const heard = landed(link, "microsoft", "s", link.microsoft!.fields, schema);
    expect(writes(heard)).toEqual({ microsoft: { days: [gone, named] } });
    // A person's removal has no write of ours behind it, and goes to the other side.
    expect(writes({ ...link, writes: [] })).toMatchObject({ erp: { days: [gone] } });
  });
});

describe("a part of a set that both sides changed", () => {
  const start = [day("2", "title", "Old"), day("4", "title", "Same")];
  const mine = [day("2", "title", "Mine"), day("4", "title", "Same"), day("5", "title", "Mine")];
  const theirs = [day("2", "title", "Theirs"), day("6", "title", "Theirs")];

  it("is decided by the rule, and the other parts merge whoever wins", () => {
    const link = series(start, { microsoft: { days: mine }, erp: { days: theirs } });
    const merged = [
      day("2", "title", "Theirs"),
      day("5", "title", "Mine"),
      day("6", "title", "Theirs"),
    ];
    const sorted = (value: Value | undefined): readonly Value[] =>
      [...(value as readonly Value[])].sort((one, other) =>
        at(one, "on") < at(other, "on") ? -1 : 1,
      );
    const both = writes(link);
    expect(sorted(both.microsoft?.["days"])).toEqual(merged);
    expect(sorted(both.erp?.["days"])).toEqual(merged);
    expect(plan(link, terms)).toMatchObject({
      conflicts: [{ field: "days", winner: "erp", ...odds("Mine", "Theirs") }],
    });
  });

  const asked = (precedence: "ask" | "newest" = "ask"): Terms => ({
    ...terms,
    policy: { ...policy, precedence },
  });
  const odds = (one: string, other: string) => ({
    microsoft: [day("2", "title", one)],
    erp: [day("2", "title", other)],
  });
  const apart = [day("2", "title", "Old"), day("4", "title", "Same")];
  /** One day at odds, one that Outlook alone changed, one that the ERP alone made. */
  const three = series(apart, {
    microsoft: { days: [day("2", "title", "Mine"), day("4", "title", "Outlook's")] },
    erp: { days: [day("2", "title", "Theirs"), day("4", "title", "Same"), gone] },
  });

  it.each(["ask", "newest"] as const)(
    "waits alone where a person is asked (%s), and the other parts merge",
    (precedence) => {
      expect(writes(three, asked(precedence))).toEqual({
        erp: { days: [day("2", "title", "Theirs"), day("4", "title", "Outlook's"), gone] },
        microsoft: { days: [day("2", "title", "Mine"), day("4", "title", "Outlook's"), gone] },
      });
      expect(plan(three, asked(precedence))).toMatchObject({
        conflicts: [{ field: "days", winner: null, ...odds("Mine", "Theirs") }],
      });
    },
  );

  it("is seen again as it was once the others are merged, whichever write lands alone", () => {
    const decision = plan(three, asked());
    for (const landed of [[], ["erp"], ["microsoft"]] as const) {
      let link = landed.reduce<Link>((now, side) => applyOn(now, decision, side), three);
      link = apply(link, plan(link, asked()), schema)!;
      const later = plan(link, asked());
      expect(later).toMatchObject({ updates: [], conflicts: [odds("Mine", "Theirs")] });
      for (const side of ["microsoft", "erp"] as const) {
        const known = link.base?.[side]["days"] as readonly Value[];
        expect(new Set(known)).toEqual(
          new Set([day("2", "title", "Old"), day("4", "title", "Outlook's"), gone]),
        );
      }
    }
  });

  it("is one side's to say once both made the same of another part", () => {
    const alike = day("4", "title", "Alike");
    const link = series(apart, {
      microsoft: { days: [day("2", "title", "Mine"), alike] },
      erp: { days: [day("2", "title", "Theirs"), alike] },
    });
    const decision = plan(link, asked());
    expect(decision).toMatchObject({ updates: [], conflicts: [odds("Mine", "Theirs")] });
    const known = apply(link, decision, schema)!;
    const again = {
      ...known,
      erp: snapshot({
        ...known.erp!.fields,
        days: [day("2", "title", "Theirs"), day("4", "title", "Once more")],
      }),
    };
    expect(writes(again, asked())).toEqual({
      microsoft: { days: [day("2", "title", "Mine"), day("4", "title", "Once more")] },
    });
  });

  it.each(["microsoft", "erp"] as const)("is settled alone by keeping %s's", (keep) => {
    const { fingerprint } = schema.fields["days"]!;
    const { microsoft, erp } = odds("Mine", "Theirs");
    const shown = { microsoft: fingerprint(microsoft), erp: fingerprint(erp) };
    const link = apply(three, plan(three, asked()), schema)!;
    const answered = { ...link, answers: { days: { keep, ...shown } } };
    const kept = day("2", "title", keep === "erp" ? "Theirs" : "Mine");
    const loser = keep === "erp" ? "microsoft" : "erp";
    const days = [kept, day("4", "title", "Outlook's"), gone];
    expect(writes(answered, asked())).toEqual({ [loser]: { days } });
    expect(plan(answered, asked())).toMatchObject({
      conflicts: [{ winner: keep, microsoft, erp }],
    });
    const done = apply(answered, plan(answered, asked()), schema)!;
    expect(plan(done, asked())).toMatchObject({ kind: "nothing" });
    // It was given for what was shown: another value since is another conflict.
    const moved = {
      ...answered,
      erp: snapshot({
        ...answered.erp!.fields,
        days: [day("2", "title", "Other"), day("4", "title", "Outlook's"), gone],
      }),
    };
    expect(plan(moved, asked())).toMatchObject({
      ...{ updates: [], conflicts: [odds("Mine", "Other")] },
    });
  });

  it("keeps who made it, whoever moved the series since", () => {
    const first = { ...three, erp: { ...three.erp!, modifiedBy: "Grace" } };
    const decision = plan(first, asked());
    const waiting = decision.kind === "update" ? decision.conflicts : [];
    const link = { ...apply(first, decision, schema)!, waiting };
    const later = { ...link, erp: { ...link.erp!, modifiedBy: "Linus" } };
    expect(plan(later, asked())).toMatchObject({
      conflicts: [{ authors: { erp: { by: "Grace" } } }],
    });
  });
});

describe("a part of a set that only one side has a say in", () => {
  it("stays where it is when the other side cannot hold its field", () => {
    const red = day("2", "color", "blue");
    expect(writes(series([], { microsoft: { days: [red] } }))).toEqual({});
    const link = series([], { microsoft: { days: [red] }, erp: { days: [named] } });
    expect(writes(link)).toEqual({ microsoft: { days: [named, red] } });
  });

  it("stays where it is when the other side refuses its field on this item", () => {
    const link = series([], { erp: { days: [named] } });
    const online = snapshot(link.microsoft!.fields, { readOnly: { title: "online-meeting" } });
    expect(writes({ ...link, microsoft: online })).toEqual({});
  });

  it("is not taken away in Outlook where that would reach guests (rule 14)", () => {
    const link = series([], { microsoft: { guests: true }, erp: { days: [gone, named] } });
    expect(writes(link)).toEqual({ microsoft: { days: [named] } });
    const organizers = series([], { microsoft: { guests: true, days: [gone] } });
    expect(writes(organizers)).toEqual({ erp: { days: [gone] } });
  });
});

describe("a series whose copy was deleted before its days were carried over", () => {
  const fields = { time: "9", title: "Round" };
  const deleted = (days: readonly Value[]): Link => ({
    ...series(days),
    ...{ base: { microsoft: fields, erp: fields }, microsoft: null },
    ids: { microsoft: "m", erp: "e" },
  });

  it("lives on: nobody who deleted it knew of them (rule 5)", () => {
    expect(plan(deleted([named]), terms)).toMatchObject({ kind: "create", side: "microsoft" });
    expect(plan(deleted([]), terms)).toMatchObject({ kind: "delete", side: "erp" });
  });

  it("goes where they could not have been carried over", () => {
    const kept = { ...terms, policy: { ...policy, flows: { title: "none" as const } } };
    expect(plan(deleted([named]), kept)).toMatchObject({ kind: "delete", side: "erp" });
  });
});

describe("the copy of a series that is taken back", () => {
  const created: Undo = {
    ...{ lineId: "line", kind: "create", side: "microsoft", before: {}, tellGuests: false },
    // It was made without its days.
    after: { microsoft: { time: "9", title: "Round" }, erp: { time: "9", title: "Round" } },
  };

  it("stays where somebody changed a day of it that its original knows nothing of (rule 15)", () => {
    const edited = series([], { microsoft: { days: [named] } });
    expect(planUndo(edited, created, terms)).toMatchObject({
      ...{ kind: "settled", refused: [{ because: "edited", fields: ["days"] }] },
    });
  });

  it("goes with the days that its original keeps", () => {
    const deletion = { kind: "delete", side: "microsoft" };
    expect(planUndo(series([]), created, terms)).toMatchObject(deletion);
    expect(planUndo(series([named, gone]), created, terms)).toMatchObject(deletion);
    const atOrigin = series([], { erp: { days: [named] } });
    expect(planUndo(atOrigin, created, terms)).toMatchObject(deletion);
  });
});
