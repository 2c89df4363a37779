import fc from "fast-check";
import { fieldsOn } from "../../server/resources/appointment/day.ts";
import { appointmentSchemaRules as schema } from "../../server/resources/appointment/schema.ts";
import { shownOf } from "../../server/sync/asked.ts";
import type {
  Conflict,
  Decision,
  Fields,
  Link,
  Policy,
  Side,
  Undo,
  Value,
} from "../../server/sync/model.ts";
import { plan } from "../../server/sync/plan.ts";
import { landed } from "../../server/sync/record.ts";
import { judge } from "../../server/sync/undo.ts";
import type { Terms } from "../../server/sync/terms.ts";
import { agreeing, policy, snapshot } from "./world.ts";

/**
 * Rule 21: who takes part in one day of a series, and what he says of it, concerns that day alone.
 * Guests go to the ERP only; an answer goes to Outlook once, where it was changed in the ERP since both
 * agreed, and never as silence.
 */

const held = new Set(["subject", "when", "attendees", "response", "exceptions"]);
const terms = (rules: Partial<Policy> = {}): Terms => ({
  schema,
  policy: { ...policy, ...rules },
  holdings: { microsoft: held, erp: held },
});

const weekly: Value = {
  ...{ allDay: false, start: "2026-12-01T09:00:00Z", end: "2026-12-01T10:00:00Z" },
  zone: "Europe/Berlin",
  recurrence: {
    pattern: { every: "week", interval: 1, weekdays: ["tuesday"], weekStart: "monday" },
    ends: { kind: "never" },
  },
};
const [first, second] = ["2026-12-08", "2026-12-15"];
const said = (on: string, value: Value): Value => ({ on, field: "response", value });
const gone = (on: string): Value => ({ on, field: "gone", value: true });
const guest = (on: string, who: string, response: string | null): Value => ({
  ...{ on, field: "attendees", who },
  value: response === null ? null : { address: who, name: who, kind: "required", response },
});
const renamed = (on: string, value: string): Value => ({ on, field: "subject", value });

interface Told {
  readonly base?: readonly Value[] | undefined;
  readonly microsoft?: readonly Value[];
  readonly erp?: readonly Value[];
}

function series({ base, microsoft = base ?? [], erp = base ?? [] }: Told, more: Fields): Link {
  const common = { subject: "Round", when: weekly, attendees: [], ...more };
  const { response: _said, ...unmet } = common as Fields;
  const agreed = base === undefined ? unmet : { ...common, exceptions: base };
  return {
    ...agreeing({ title: "", place: null, tags: [], guests: [], records: [] }),
    companion: {},
    microsoft: snapshot({ ...common, exceptions: microsoft }),
    erp: snapshot({ ...common, exceptions: erp }),
    base: { microsoft: agreed, erp: agreed },
  };
}

/** A guest's copy of a series that both sides agreed on, with what each says of its days since. */
const copy = (told: Told): Link => {
  const link = series(told, { response: "accepted" });
  const readOnly = Object.fromEntries(
    ["subject", "when", "exceptions"].map((field) => [field, "not-organizer"]),
  );
  return { ...link, attendeeCopy: true, microsoft: { ...link.microsoft!, readOnly } };
};
const own = (told: Told): Link => series(told, {});

function writes(decision: Decision): Partial<Record<Side, readonly Value[]>> {
  if (decision.kind !== "update") return {};
  return Object.fromEntries(
    decision.updates.map(({ side, fields }) => [side, fields["exceptions"] as readonly Value[]]),
  );
}

/** The link after a decision was carried out by two sides that store what they are told. */
function carriedOut(link: Link, decision: Decision): Link {
  if (decision.kind === "settle") return { ...link, base: decision.base };
  if (decision.kind !== "update") return link;
  return decision.updates.reduce<Link>(
    (now, { side, fields, source }) => {
      const before = now[side]!;
      const next = {
        ...snapshot({ ...before.fields, ...fields }),
        readOnly: before.readOnly ?? {},
      };
      const write = { side, kind: "update" as const, stamp: side, fields, source };
      const written = { ...now, [side]: next, writes: [...now.writes, write] };
      return landed(written, side, side, next.fields, schema);
    },
    { ...link, base: decision.base },
  );
}

const answer = fc.constantFrom<Value>("accepted", "tentative", "declined", null);
const answersOf = fc
  .record({ [first]: answer, [second]: answer }, { requiredKeys: [] })
  .map((all) => Object.entries(all).map(([on, value]) => said(on, value ?? null)));
const precedence = fc.constantFrom<Policy["precedence"]>("erp", "microsoft");
const find = (all: readonly Value[] | undefined, on: string): Value | undefined =>
  all
    ?.map((one) => one as { on: string; field: string; value: Value })
    .find((one) => one.on === on && one.field === "response")?.value;

describe("rule 21: an answer to one day", () => {
  it("is sent for what its person changed in the ERP since both agreed, and never as silence", () => {
    fc.assert(
      fc.property(
        fc.option(answersOf, { nil: undefined }),
        answersOf,
        answersOf,
        precedence,
        (base, microsoft, erp, first_) => {
          const sent = writes(plan(copy({ base, microsoft, erp }), terms({ precedence: first_ })));
          for (const on of [first, second]) {
            const [before, after] = [find(microsoft, on), find(sent.microsoft, on)];
            if (sent.microsoft === undefined || after === before) continue;
            expect(after).toBe(find(erp, on));
            expect(after).not.toBeNull();
            expect(base).not.toBeUndefined();
            expect(after).not.toBe(find(base, on));
            // Who declined a day has nothing left there to answer.
            expect(before).not.toBe("declined");
          }
        },
      ),
    );
  });

  it("ends with both sides saying the same, whoever wins", () => {
    fc.assert(
      fc.property(answersOf, answersOf, answersOf, precedence, (base, microsoft, erp, wins) => {
        let link = copy({ base, microsoft, erp });
        for (let round = 0; round < 4; round++) {
          link = carriedOut(link, plan(link, terms({ precedence: wins })));
        }
        expect(plan(link, terms({ precedence: wins }))).toMatchObject({ kind: "nothing" });
        const saidOn = (side: Side, on: string): Value => {
          const { exceptions = [], response = null } = link[side]!.fields;
          const own = find(exceptions as readonly Value[], on);
          return own === undefined ? response : own;
        };
        for (const on of [first, second]) {
          expect(saidOn("microsoft", on)).toBe(saidOn("erp", on));
        }
      }),
    );
  });

  it("that the ERP holds when the two items meet is known from then on, and sent to nobody", () => {
    const erp = [said(first, "declined")];
    const met = plan(copy({ erp }), terms());
    expect(writes(met).microsoft).toBeUndefined();
    const link = carriedOut(copy({ erp }), met);
    expect(plan(link, terms())).toMatchObject({ kind: "nothing" });
    const later = [...erp, said(second, "tentative")];
    const changed = {
      ...link,
      erp: snapshot({ ...link.erp!.fields, exceptions: later }),
    };
    expect(find(writes(plan(changed, terms())).microsoft, second)).toBe("tentative");
    expect(find(writes(plan(changed, terms())).microsoft, first)).not.toBe("tentative");
  });

  it("is carried over by the guest of somebody else's activity, and nothing else of that day", () => {
    const link = copy({
      base: [],
      microsoft: [said(first, "tentative"), renamed(second, "Hers")],
      erp: [said(second, "declined"), renamed(first, "Theirs")],
    });
    const sent = writes(plan({ ...link, guestOf: "ada" }, terms()));
    const told = [said(first, "tentative"), said(second, "declined")];
    const print = schema.fields["exceptions"]!.fingerprint;
    expect(print(sent.erp ?? null)).toBe(print([...told, renamed(first, "Theirs")]));
    expect(print(sent.microsoft ?? null)).toBe(print([...told, renamed(second, "Hers")]));
  });

  it("in a copy is carried over beside the ERP's other edits of that day, which are taken back and logged", () => {
    const link = copy({ base: [], erp: [said(first, "tentative"), renamed(first, "Mine")] });
    const decision = plan(link, terms());
    expect(writes(decision)).toEqual({
      microsoft: [said(first, "tentative")],
      erp: [said(first, "tentative")],
    });
    expect(decision).toMatchObject({
      conflicts: [{ erp: [renamed(first, "Mine")], because: "read-only:not-organizer" }],
    });
  });

  it("that both sides forgot is known no longer: the same said anew goes over", () => {
    const before = copy({ base: [said(first, "tentative")], microsoft: [], erp: [] });
    const forgotten = carriedOut(before, plan(before, terms()));
    const erp = snapshot({ ...forgotten.erp!.fields, exceptions: [said(first, "tentative")] });
    expect(writes(plan({ ...forgotten, erp }, terms()))).toEqual({
      microsoft: [said(first, "tentative")],
    });
  });

  it("that the other side says of the whole series stands there already, until that says another thing", () => {
    const link = copy({ base: [], microsoft: [said(first, "tentative")] });
    const alike = { ...link, erp: snapshot({ ...link.erp!.fields, response: "tentative" }) };
    const base = { ...alike.base!, erp: { ...alike.base!.erp, response: "tentative" } };
    expect(plan({ ...alike, base }, terms())).toMatchObject({ kind: "nothing" });
    expect(writes(plan(link, terms()))).toEqual({ erp: [said(first, "tentative")] });
  });

  it("is sent to nobody where the day was called off meanwhile, whichever way answers may go", () => {
    const link = copy({
      base: [said(first, "tentative")],
      microsoft: [gone(first)],
      erp: [said(first, "accepted")],
    });
    const decision = plan(link, terms());
    expect(writes(decision)).toEqual({ erp: [gone(first)] });
    expect(decision).toMatchObject({ conflicts: [{ erp: [said(first, "accepted")] }] });
    expect(writes(plan(link, terms({ toErp: false }))).microsoft).toBeUndefined();
  });

  it("that was left is no removal of the day, and the ERP's removal is none of the guest's day", () => {
    const left = plan(copy({ base: [], microsoft: [said(first, "declined")] }), terms());
    expect(writes(left)).toEqual({ erp: [said(first, "declined")] });
    const removed = copy({
      base: [gone(first)],
      microsoft: [said(first, "declined")],
      erp: [gone(first)],
    });
    expect(writes(plan(removed, terms()))).toEqual({});
  });

  it("is taken back into no silence, and nobody is invited by an undo", () => {
    const link = copy({ base: [said(first, "tentative")] });
    const undo = (before: readonly Value[], after: readonly Value[]): Undo =>
      ({
        ...{ lineId: "1", kind: "update", side: "erp", tellGuests: true },
        before: { exceptions: before },
        after: { microsoft: { exceptions: after }, erp: { exceptions: after } },
      }) as const;
    expect(judge(link, undo([], [said(first, "tentative")]), terms()).refused).toMatchObject([
      { because: "read-only" },
    ]);
    const guests = [guest(first, "bo@x.example", "none")];
    expect(judge(own({ base: guests }), undo([], guests), terms()).refused).toMatchObject([
      { because: "guests" },
    ]);
  });
});

describe("rule 21: the guests of one day", () => {
  const [bo, cy] = ["bo@x.example", "cy@x.example"];
  const response = fc.option(fc.constantFrom("none", "accepted", "declined"));
  const guestsOf = fc
    .record({ bo: response, cy: response }, { requiredKeys: [] })
    .map(({ bo: one, cy: other }) => [
      ...(one === undefined ? [] : [guest(first, bo, one)]),
      ...(other === undefined ? [] : [guest(first, cy, other)]),
    ]);

  it("are never written to Outlook, whatever both sides hold, agreed on and prefer", () => {
    fc.assert(
      fc.property(
        fc.option(guestsOf, { nil: undefined }),
        guestsOf,
        guestsOf,
        fc.boolean(),
        precedence,
        (base, microsoft, erp, removes, wins) => {
          const link = own({ base, microsoft, erp: removes ? [gone(first)] : erp });
          const sent = writes(plan(link, terms({ precedence: wins }))).microsoft ?? microsoft;
          const people = (all: readonly Value[]) =>
            all.filter((one) => (one as { field: string }).field === "attendees");
          expect(people(sent)).toEqual(people(microsoft));
        },
      ),
    );
  });

  it("come to the ERP person by person: what it holds of another stays", () => {
    const base = [guest(first, bo, "none")];
    const link = own({
      base,
      microsoft: [guest(first, bo, "accepted")],
      erp: [...base, guest(first, cy, "none")],
    });
    expect(writes(plan(link, terms()))).toEqual({
      erp: [guest(first, bo, "accepted"), guest(first, cy, "none")],
    });
  });

  it("are those of the day, as everything else of it, wherever it is looked at by itself", () => {
    const place: Value = { on: first, field: "place", value: "Kiel" };
    const series = snapshot({ subject: "Jour fixe", place: "Berlin", attendees: [] });
    const own = [place, guest(first, bo, "none"), guest(second, cy, "none")];
    const fields: Fields = { ...series.fields, exceptions: own };
    const day = schema.fields["exceptions"]?.unit?.asItem({ ...series, fields }, first);
    expect(day?.fields).toEqual(fieldsOn(fields, first));
    expect(day?.fields).toMatchObject({ place: "Kiel", attendees: [{ address: bo }] });
  });

  it("are an edit of their day: it outlives the ERP's removal, and goes with Outlook's, logged", () => {
    const base = [guest(first, bo, "none")];
    const uninvited = plan(own({ base, microsoft: [], erp: [gone(first)] }), terms());
    expect(writes(uninvited)).toEqual({ erp: [] });
    const removed = plan(
      own({ base, microsoft: [gone(first)], erp: [guest(first, bo, "accepted")] }),
      terms(),
    );
    expect(writes(removed)).toEqual({ erp: [gone(first)] });
    expect(removed).toMatchObject({
      conflicts: [{ microsoft: [gone(first)], erp: [guest(first, bo, "accepted")] }],
    });
  });

  it("keep nobody from a day that the ERP removes where that one is without guests", () => {
    const base = [guest(first, bo, "none")];
    const others = own({ base, erp: [...base, gone(second)] });
    expect(writes(plan(others, terms()))).toEqual({ microsoft: [gone(second), ...base] });
  });
});

describe("rule 14: a day with guests that the ERP removed", () => {
  const [bo, cy] = ["bo@x.example", "cy@x.example"];
  const invited = (...all: readonly string[]): Value =>
    all.map((address) => ({ address, name: address, kind: "required", response: "none" }));
  /** A meeting of its person, of which the ERP removed a day. */
  const meeting = (told: Told = { base: [], erp: [gone(first)] }, guests = invited(bo)): Link =>
    series(told, { attendees: guests });
  const conflictsOf = (link: Link, rules: Partial<Policy> = {}): readonly Conflict[] => {
    const decision = plan(link, terms(rules));
    return decision.kind === "update" ? decision.conflicts : [];
  };
  const answered = (link: Link, keep: Side, rules: Partial<Policy> = {}): Link => {
    const [asked] = conflictsOf(link, rules);
    return { ...link, answers: { exceptions: { ...shownOf(asked!, schema), keep } } };
  };

  it("waits for its organizer, whatever the rules prefer, who is shown whom it would reach, and when", () => {
    for (const wins of ["erp", "microsoft", "newest", "ask"] as const) {
      const decision = plan(meeting(), terms({ precedence: wins }));
      expect(writes(decision)).toEqual({});
      expect(decision).toMatchObject({
        conflicts: [
          {
            ...{ field: "exceptions", winner: null, erp: [gone(first)] },
            tells: [
              {
                on: first,
                when: { start: "2026-12-08T09:00:00Z", end: "2026-12-08T10:00:00Z" },
                guests: [{ address: bo }],
              },
            ],
          },
        ],
      });
    }
    // Also where the series has no guests.
    expect(
      conflictsOf(own({ base: [guest(first, bo, "none")], erp: [gone(first)] })),
    ).toMatchObject([{ winner: null, tells: [{ guests: [{ address: bo }] }] }]);
  });

  it("waits alone: what else was changed of the series is written", () => {
    const others = [renamed(second, "Theirs")];
    const decision = plan(meeting({ base: [], erp: [gone(first), ...others] }), terms());
    expect(writes(decision)).toEqual({ microsoft: others });
    expect(decision).toMatchObject({ conflicts: [{ winner: null, erp: [gone(first)] }] });
  });

  it("is cancelled in Outlook by his word alone, with all that it had for itself", () => {
    const base = [renamed(first, "Short")];
    const link = answered(meeting({ base, erp: [gone(first)] }), "erp");
    expect(writes(plan(link, terms()))).toEqual({ microsoft: [gone(first)] });
    const after = carriedOut(link, plan(link, terms()));
    expect(plan({ ...after, answers: {} }, terms())).toMatchObject({ kind: "nothing" });
  });

  it("comes back in the ERP where he keeps it, as Outlook has it, and is asked about no more", () => {
    const base = [renamed(first, "Short"), guest(first, cy, "accepted")];
    const link = answered(meeting({ base, erp: [gone(first)] }), "microsoft");
    expect(writes(plan(link, terms()))).toEqual({ erp: base });
    const after = carriedOut(link, plan(link, terms()));
    expect(plan({ ...after, answers: {} }, terms())).toMatchObject({ kind: "nothing" });
    const again = {
      ...after,
      answers: {},
      erp: snapshot({ ...after.erp!.fields, exceptions: [gone(first)] }),
    };
    expect(conflictsOf(again)).toMatchObject([{ winner: null }]);
  });

  it("is asked about anew where others are invited by then, or it takes place at another time", () => {
    const link = answered(meeting(), "erp");
    const more = {
      ...link,
      microsoft: snapshot({ ...link.microsoft!.fields, attendees: invited(bo, cy) }),
    };
    const moved: Value = {
      on: first,
      field: "when",
      value: {
        ...(weekly as object),
        start: "2026-12-08T14:00:00Z",
        end: "2026-12-08T15:00:00Z",
        recurrence: null,
      },
    };
    const later = {
      ...link,
      microsoft: snapshot({ ...link.microsoft!.fields, exceptions: [moved] }),
    };
    for (const one of [more, later]) {
      expect(writes(plan(one, terms()))).toEqual({});
      expect(conflictsOf(one)).toMatchObject([{ winner: null }]);
    }
    // What a guest said since is told to nobody by it.
    const said_ = {
      ...link,
      microsoft: snapshot({
        ...link.microsoft!.fields,
        attendees: [{ address: bo, name: bo, kind: "required", response: "accepted" }],
      }),
    };
    expect(writes(plan(said_, terms()))).toMatchObject({ microsoft: [gone(first)] });
  });

  it("waits on where somebody changes it in Outlook, as he might not want it to be held at all", () => {
    const link = meeting({ base: [], microsoft: [renamed(first, "Mine")], erp: [gone(first)] });
    expect(writes(plan(link, terms()))).toEqual({});
    expect(conflictsOf(link)).toMatchObject([
      { winner: null, microsoft: [renamed(first, "Mine")] },
    ]);
    expect(writes(plan(answered(link, "microsoft"), terms()))).toEqual({
      erp: [renamed(first, "Mine")],
    });
  });

  it("is kept without its activity where nothing may be written to the ERP, and asked about once", () => {
    const rules = { toErp: false };
    const link = answered(meeting(), "microsoft", rules);
    const kept = carriedOut(link, plan(link, terms(rules)));
    for (const by of [rules, {}]) {
      expect(plan({ ...kept, answers: {} }, terms(by))).toMatchObject({ kind: "nothing" });
    }
  });

  it("is nothing to ask where Outlook is not written to, nor in a guest's copy", () => {
    expect(conflictsOf(meeting(), { toMicrosoft: false })).toEqual([]);
    const theirs = copy({ base: [], erp: [gone(first)] });
    expect(conflictsOf(theirs).filter(({ winner }) => winner === null)).toEqual([]);
  });
});

describe("rule 5: a day that is gone on one side, as the rule for deletions says", () => {
  const rules = (after: Partial<Policy["afterDeleteOn"]>): Partial<Policy> => ({
    afterDeleteOn: { ...policy.afterDeleteOn, ...after },
  });
  const saying = (link: Link, side: Side, exceptions: readonly Value[]): Link => ({
    ...link,
    [side]: snapshot({ ...link[side]!.fields, exceptions }),
  });

  it.each(["microsoft", "erp"] as const)(
    "is kept on the other one, and goes nowhere later, whatever is edited or ruled then: gone in %s",
    (side) => {
      const there = side === "erp" ? "microsoft" : "erp";
      const keep = rules({ [side]: "keep" });
      const link = own({ base: [renamed(first, "Short")], [side]: [gone(first)] });
      const kept = carriedOut(link, plan(link, terms(keep)));
      expect(kept.base![there]["exceptions"]).toEqual([renamed(first, "Short")]);
      const edited = saying(kept, there, [renamed(first, "Long")]);
      for (const one of [link, kept, edited]) expect(writes(plan(one, terms(keep)))).toEqual({});
      for (const one of [kept, edited]) expect(writes(plan(one, terms()))).toEqual({});
      // Another day goes over as ever.
      const more = saying(kept, side, [gone(first), renamed(second, "New")]);
      expect(Object.keys(writes(plan(more, terms(keep))))).toEqual([there]);
    },
  );

  it("that comes back by itself and is removed once more is removed anew", () => {
    const keep = rules({ erp: "keep" });
    const link = own({ base: [], erp: [gone(first)] });
    const kept = carriedOut(link, plan(link, terms(keep)));
    const back = saying(kept, "erp", []);
    const known = carriedOut(back, plan(back, terms(keep)));
    expect(plan(known, terms(keep))).toMatchObject({ kind: "nothing" });
    const again = saying(known, "erp", [gone(first)]);
    expect(writes(plan(again, terms()))).toEqual({ microsoft: [gone(first)] });
  });

  it("comes back in the ERP as Outlook has it where it is to be made again; Outlook makes none", () => {
    const again = rules({ erp: "recreate", microsoft: "recreate" });
    const base = [renamed(first, "Short")];
    const link = series({ base, erp: [gone(first)] }, { attendees: [{ address: "bo@x.example" }] });
    expect(plan(link, terms(again))).toMatchObject({ conflicts: [] });
    expect(writes(plan(link, terms(again)))).toEqual({ erp: base });
    const here = own({ base, microsoft: [gone(first)] });
    expect(writes(plan(here, terms(again)))).toEqual({});
  });
});
