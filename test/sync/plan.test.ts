import fc from "fast-check";
import { plan } from "../../server/sync/plan.ts";
import { observed } from "../../server/sync/record.ts";
import { sharedFields } from "../../server/sync/terms.ts";
import {
  otherSide,
  type Conflict,
  type Link,
  type Side,
  type Value,
} from "../../server/sync/model.ts";
import {
  agreedFields,
  agreeing,
  apply,
  applyOn,
  deleteOn,
  edit,
  editOn,
  held,
  policy,
  schema,
  settle,
  snapshot,
  terms,
} from "./world.ts";

const side = fc.constantFrom<Side>("microsoft", "erp");
const precedence = fc.constantFrom("erp", "microsoft", "newest", "ask" as const);
const print = (field: string, value: Value | undefined): string =>
  value === undefined ? "" : (schema.fields[field]?.fingerprint(value) ?? "");

describe("rule 4: no lost edit", () => {
  it("what either side set, changed or cleared is on both sides, or is a logged conflict", () => {
    fc.assert(
      fc.property(agreedFields, edit, edit, precedence, (base, here, there, rule) => {
        const start = editOn(editOn(agreeing(base), "microsoft", here), "erp", there);
        const { link, decisions } = settle(start, terms({ precedence: rule }));
        const conflicts = decisions.flatMap((one): readonly Conflict[] =>
          one.kind === "update" ? one.conflicts : [],
        );
        for (const [who, changes] of [
          ["microsoft", here],
          ["erp", there],
        ] as const) {
          for (const field of ["title", "place"] as const) {
            if (!(field in changes) || changes[field] === base[field]) continue;
            const logged = conflicts.some(
              (one) => one.field === field && one[who] === changes[field],
            );
            const survives = (["microsoft", "erp"] as const).every(
              (at) => held(link!, at)?.[field] === changes[field],
            );
            expect(survives || logged).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("merges sets element by element: nothing added is missing, nothing removed comes back", () => {
    fc.assert(
      fc.property(agreedFields, edit, edit, (base, here, there) => {
        const start = editOn(editOn(agreeing(base), "microsoft", here), "erp", there);
        const { link } = settle(start, terms());
        for (const field of ["tags", "records"] as const) {
          const before = new Set(base[field]);
          const now = {
            microsoft: new Set(here[field] ?? base[field]),
            erp: new Set(there[field] ?? base[field]),
          };
          const everything = new Set([...before, ...now.microsoft, ...now.erp]);
          for (const element of everything) {
            const added = !before.has(element);
            const removed =
              before.has(element) && !(now.microsoft.has(element) && now.erp.has(element));
            const expected = added || !removed;
            for (const at of ["microsoft", "erp"] as const) {
              expect((held(link!, at)?.[field] as string[]).includes(element)).toBe(expected);
            }
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("edits of different fields both survive on both sides, without a conflict", () => {
    const start = agreeing({ title: "a", place: "b", tags: [], guests: [], records: [] });
    const edited = editOn(editOn(start, "microsoft", { title: "c" }), "erp", { place: "d" });
    const { link, decisions } = settle(edited, terms());
    expect(decisions[0]).toMatchObject({ kind: "update", conflicts: [] });
    for (const at of ["microsoft", "erp"] as const) {
      expect(held(link!, at)).toMatchObject({ title: "c", place: "d" });
    }
  });

  it("an empty field is not a cleared one when two items are linked for the first time", () => {
    const agreed = agreeing({ title: "a", place: "b", tags: ["x"], guests: [], records: ["r"] });
    const start = editOn({ ...agreed, base: null, companion: { records: [] } }, "erp", {
      place: null,
    });
    const { link } = settle(start, terms());
    for (const at of ["microsoft", "erp"] as const) {
      expect(held(link!, at)).toMatchObject({ place: "b", records: ["r"] });
    }
  });

  it("a field that one side cannot hold is not cleared by it", () => {
    fc.assert(
      fc.property(agreedFields, edit, (base, there) => {
        const { link } = settle(editOn(agreeing(base), "erp", there), terms());
        expect(link?.microsoft?.fields["color"]).toBe("blue");
        expect(sharedFields(terms())).not.toContain("color");
      }),
    );
  });
});

describe("rule 1: quiescence", () => {
  it("an agreeing pair plans nothing", () => {
    fc.assert(
      fc.property(agreedFields, (fields) => {
        expect(plan(agreeing(fields), terms()).kind).toBe("nothing");
      }),
    );
  });

  it("after settling, a second run plans nothing", () => {
    fc.assert(
      fc.property(agreedFields, edit, edit, (base, here, there) => {
        const start = editOn(editOn(agreeing(base), "microsoft", here), "erp", there);
        const { link } = settle(start, terms());
        expect(plan(link!, terms()).kind).toBe("nothing");
      }),
      { numRuns: 1000 },
    );
  });
});

describe("rule 2: convergence", () => {
  it("settles within four rounds and the sides mean the same", () => {
    fc.assert(
      fc.property(
        agreedFields,
        edit,
        edit,
        fc.constantFrom("erp", "microsoft" as const),
        (base, here, there, rule) => {
          const start = editOn(editOn(agreeing(base), "microsoft", here), "erp", there);
          const { link, decisions } = settle(start, terms({ precedence: rule }));
          expect(decisions.length).toBeLessThanOrEqual(4);
          for (const field of ["title", "place", "tags", "records"]) {
            expect(print(field, held(link!, "microsoft")?.[field])).toBe(
              print(field, held(link!, "erp")?.[field]),
            );
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("rule 3: symmetry", () => {
  it("swapping the sides and the policy mirrors the outcome", () => {
    const mirrored = (one: Side): "erp" | "microsoft" => otherSide(one);
    fc.assert(
      fc.property(agreedFields, edit, edit, side, (base, here, there, winner) => {
        const plain = { ...base, guests: [] };
        const [a, b] = [here, there].map(({ records: _records, ...rest }) => rest);
        const one = settle(
          editOn(editOn(agreeing(plain), "microsoft", a!), "erp", b!),
          terms({ precedence: winner }),
        );
        const other = settle(
          editOn(editOn(agreeing(plain), "microsoft", b!), "erp", a!),
          terms({ precedence: mirrored(winner) }),
        );
        for (const field of ["title", "place", "tags"]) {
          expect(print(field, held(one.link!, "erp")?.[field])).toBe(
            print(field, held(other.link!, "microsoft")?.[field]),
          );
        }
      }),
    );
  });
});

describe("rule 5: deletions", () => {
  it("what a person deleted is deleted on the other side when nothing was edited since", () => {
    fc.assert(
      fc.property(agreedFields, side, (fields, where) => {
        const start = deleteOn(agreeing({ ...fields, guests: [] }), where);
        const decision = plan(start, terms());
        expect(decision).toMatchObject({ kind: "delete", side: otherSide(where) });
        expect(settle(start, terms()).link).toBeNull();
      }),
    );
  });

  it("an edit outlives a deletion: the item comes back with the edit", () => {
    fc.assert(
      fc.property(agreedFields, side, (fields, where) => {
        const edited = editOn(agreeing(fields), otherSide(where), { title: "edited" });
        const { link } = settle(deleteOn(edited, where), terms());
        expect(held(link!, where)?.["title"]).toBe("edited");
      }),
    );
  });

  it("clearing a field is an edit and outlives a deletion too", () => {
    const base = { title: "a", place: "b", tags: [], guests: [], records: [] };
    const edited = editOn(agreeing(base), "erp", { place: null });
    expect(plan(deleteOn(edited, "microsoft"), terms())).toMatchObject({
      kind: "create",
      side: "microsoft",
    });
  });

  it("keeps the copy, or makes the original again, where the rule says so", () => {
    const start = deleteOn(
      agreeing({ title: "a", place: null, tags: [], guests: [], records: [] }),
      "microsoft",
    );
    const afterDeleteOn = { ...policy.afterDeleteOn, microsoft: "keep" as const };
    expect(plan(start, terms({ afterDeleteOn })).kind).toBe("unlink");
    const again = { ...policy.afterDeleteOn, microsoft: "recreate" as const };
    expect(plan(start, terms({ afterDeleteOn: again })).kind).toBe("create");
  });

  it("gone on both sides ends the link", () => {
    const both = agreeing({ title: "a", place: null, tags: [], guests: [], records: [] });
    expect(plan(deleteOn(deleteOn(both, "erp"), "microsoft"), terms()).kind).toBe("unlink");
  });

  it("an attendee deleting his copy does not delete the ERP's activity", () => {
    const start = agreeing({ title: "a", place: null, tags: [], guests: [], records: [] });
    const gone = deleteOn({ ...start, attendeeCopy: true }, "microsoft");
    expect(plan(gone, terms()).kind).toBe("unlink");
  });
});

describe("rule 14: silence", () => {
  it("a meeting with guests is never removed because its activity was", () => {
    const start = agreeing({ title: "a", place: null, tags: [], guests: ["x"], records: [] });
    const asked = { kind: "unlink", asks: true };
    expect(plan(deleteOn(start, "erp"), terms())).toMatchObject(asked);
    // Nobody is asked of somebody else's meeting, nor where nothing would have been removed.
    const copy = plan({ ...deleteOn(start, "erp"), attendeeCopy: true }, terms());
    expect(copy).toMatchObject({ kind: "unlink" });
    expect(copy).not.toHaveProperty("asks");
    const kept = terms({ afterDeleteOn: { microsoft: "delete", erp: "keep" } });
    expect(plan(deleteOn(start, "erp"), kept)).not.toHaveProperty("asks");
  });

  it("an activity with guests goes with its meeting: the ERP mails nobody", () => {
    const start = agreeing({ title: "a", place: null, tags: [], guests: ["x"], records: [] });
    expect(plan(deleteOn(start, "microsoft"), terms())).toMatchObject({
      kind: "delete",
      side: "erp",
    });
  });

  it("nothing that the ERP does to the guests is written to Outlook", () => {
    fc.assert(
      fc.property(agreedFields, fc.uniqueArray(fc.string(), { maxLength: 3 }), (base, guests) => {
        const { decisions } = settle(editOn(agreeing(base), "erp", { guests }), terms());
        const written = decisions.flatMap((one) =>
          one.kind === "update" ? one.updates.filter((update) => update.side === "microsoft") : [],
        );
        expect(written.some((update) => "guests" in update.fields)).toBe(false);
      }),
    );
  });

  it("a meeting made in Outlook for an activity has no guests", () => {
    const { microsoft: _none, ...start } = {
      ...agreeing({ title: "a", place: null, tags: [], guests: ["x"], records: [] }),
      ids: { erp: "i" },
      base: null,
    };
    const decision = plan(start, terms());
    expect(decision).toMatchObject({ kind: "create", side: "microsoft" });
    expect(decision.kind === "create" && "guests" in decision.fields).toBe(false);
  });
});

describe("rule 8: direction", () => {
  it("a one-way rule never writes to its source, whatever was edited or deleted", () => {
    fc.assert(
      fc.property(
        agreedFields,
        edit,
        edit,
        side,
        fc.boolean(),
        (base, here, there, source, gone) => {
          const edited = editOn(editOn(agreeing(base), "microsoft", here), "erp", there);
          const start = gone ? deleteOn(edited, source) : edited;
          const oneWay =
            source === "erp"
              ? { toErp: false, toMicrosoft: true }
              : { toErp: true, toMicrosoft: false };
          for (const decision of settle(start, terms(oneWay)).decisions) {
            expect(decision.kind === "create" && decision.side === source).toBe(false);
            expect(decision.kind === "delete" && decision.side === source).toBe(false);
            expect(
              decision.kind === "update" &&
                decision.updates.some((update) => update.side === source),
            ).toBe(false);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("rule 9: no echo", () => {
  it("a moved version with the same meaning leaves the link clean", () => {
    fc.assert(
      fc.property(agreedFields, side, (fields, where) => {
        const link = { ...agreeing(fields), dirty: false };
        const again = { ...link[where]!, version: "moved" };
        const seen = observed(link, where, { snapshot: again, stamp: null }, schema);
        expect(seen.dirty).toBe(false);
        expect(seen[where]?.version).toBe("moved");
      }),
    );
  });
});

describe("what a side refuses", () => {
  const start = agreeing({ title: "a", place: "b", tags: [], guests: [], records: [] });
  const attendee = (reason: string) => ({
    ...start,
    microsoft: snapshot(start.microsoft!.fields, { readOnly: { title: reason } }),
  });

  it("an edit of a meeting the user does not organize is taken back and logged", () => {
    const decision = plan(editOn(attendee("not-organizer"), "erp", { title: "c" }), terms());
    expect(decision).toMatchObject({
      kind: "update",
      updates: [{ side: "erp", fields: { title: "a" } }],
      conflicts: [
        { field: "title", erp: "c", winner: "microsoft", because: "read-only:not-organizer" },
      ],
    });
  });

  it("an edit refused for any other reason stays where it was made", () => {
    expect(plan(editOn(attendee("online-meeting"), "erp", { title: "c" }), terms()).kind).toBe(
      "nothing",
    );
  });
});

describe("conflicts", () => {
  const start = agreeing({ title: "a", place: "b", tags: [], guests: [], records: [] });
  const at = (minute: number) => `2026-11-20T09:${String(minute).padStart(2, "0")}:00Z`;
  const both = (microsoftAt: string | null, erpAt: string | null) => {
    const edited = editOn(editOn(start, "microsoft", { title: "m" }), "erp", { title: "e" });
    return {
      ...edited,
      microsoft: { ...edited.microsoft!, modifiedAt: microsoftAt },
      erp: { ...edited.erp!, modifiedAt: erpAt },
    };
  };
  const conflictOf = (link: Link, rule: "newest" | "ask" | "erp") => {
    const decision = plan(link, terms({ precedence: rule }));
    return decision.kind === "update" ? decision.conflicts[0] : undefined;
  };

  it("newest wins by the time the sides tell", () => {
    expect(conflictOf(both(at(5), at(1)), "newest")).toMatchObject({ winner: "microsoft" });
    expect(conflictOf(both(at(1), at(5)), "newest")).toMatchObject({ winner: "erp" });
  });

  it("within the clock skew, or without a time, newest asks", () => {
    expect(conflictOf(both(at(1), at(1)), "newest")).toMatchObject({ winner: null });
    expect(conflictOf(both(null, at(1)), "newest")).toMatchObject({ winner: null });
  });

  it("asking writes nothing to that field and merges the others at once", () => {
    const edited = editOn(both(at(1), at(5)), "erp", { place: "there" });
    const decision = plan(edited, terms({ precedence: "ask" }));
    expect(decision).toMatchObject({
      kind: "update",
      updates: [{ side: "microsoft", fields: { place: "there" } }],
      conflicts: [{ field: "title", winner: null }],
    });
  });

  it("an answer decides while the values are those that were shown, and not later", () => {
    const asked = both(at(1), at(5));
    const answer = {
      keep: "microsoft" as const,
      microsoft: print("title", "m"),
      erp: print("title", "e"),
    };
    const answered = { ...asked, answers: { title: answer } };
    expect(conflictOf(answered, "ask")).toMatchObject({ winner: "microsoft", because: "asked" });
    const moved = editOn(answered, "erp", { title: "later" });
    expect(conflictOf(moved, "ask")).toMatchObject({ winner: null });
  });

  it("knows who made each value while it waits, whatever else is edited by whom", () => {
    const asked = both(at(1), at(5));
    const by = (link: Link, where: Side, modifiedBy: string) => ({
      ...link,
      [where]: { ...link[where]!, modifiedBy },
    });
    const first = by(by(asked, "microsoft", "Ada"), "erp", "Grace");
    const conflict = conflictOf(first, "ask")!;
    expect(conflict.authors).toEqual({
      microsoft: { by: "Ada", at: at(1) },
      erp: { by: "Grace", at: at(5) },
    });
    const waiting = { ...first, waiting: [conflict] };
    const later = by(editOn(waiting, "erp", { place: "there" }), "erp", "Linus");
    expect(conflictOf(later, "ask")?.authors).toEqual(conflict.authors);
    const overwritten = by(editOn(waiting, "erp", { title: "again" }), "erp", "Linus");
    expect(conflictOf(overwritten, "ask")?.authors?.erp).toEqual({ by: "Linus", at: null });
  });
});

describe("a value that a person wrote to settle a conflict", () => {
  const titles = fc.uniqueArray(fc.stringMatching(/^[a-e]{1,3}$/), {
    minLength: 3,
    maxLength: 4,
  });
  /** Both sides changed the title, and a person who was shown both wrote `own`. */
  const answered = (base: string, mine: string, theirs: string, own: string): Link => {
    const start = agreeing({ title: base, place: null, tags: [], guests: [], records: [] });
    const edited = editOn(editOn(start, "microsoft", { title: mine }), "erp", { title: theirs });
    const answer = { value: own, microsoft: print("title", mine), erp: print("title", theirs) };
    return { ...edited, answers: { title: answer } };
  };
  const title = (link: Link | null, where: Side) => held(link!, where)?.["title"];

  it("comes to stand on both sides, both losers are told, and a second run plans nothing", () => {
    fc.assert(
      fc.property(titles, precedence, ([base, mine, theirs, own = base], rule) => {
        const start = answered(base!, mine!, theirs!, own!);
        const { link, decisions } = settle(start, terms({ precedence: rule }));
        expect([title(link, "microsoft"), title(link, "erp")]).toEqual([own, own]);
        const told = decisions.flatMap((one) => (one.kind === "update" ? one.conflicts : []));
        expect(told).toMatchObject([
          { microsoft: mine, erp: theirs, winner: "neither", because: "edited" },
        ]);
        expect(plan({ ...link!, answers: {} }, terms()).kind).toBe("nothing");
      }),
    );
  });

  it("comes to stand where the write to either side fails at first", () => {
    fc.assert(
      fc.property(titles, side, ([base, mine, theirs, own = base], first) => {
        const start = answered(base!, mine!, theirs!, own!);
        const half = applyOn(start, plan(start, terms({ precedence: "ask" })), first);
        expect(title(half, first)).toBe(own);
        const { link, decisions } = settle(half, terms({ precedence: "ask" }));
        expect([title(link, "microsoft"), title(link, "erp")]).toEqual([own, own]);
        const told = decisions.flatMap((one) => (one.kind === "update" ? one.conflicts : []));
        expect(told).toEqual([]);
      }),
    );
  });

  it("overwrites nothing that nobody showed him, not even when one side has it already", () => {
    fc.assert(
      fc.property(titles, side, ([base, mine, theirs, own = base], first) => {
        const start = answered(base!, mine!, theirs!, own!);
        const half = applyOn(start, plan(start, terms({ precedence: "ask" })), first);
        for (const link of [start, half]) {
          const edited = editOn(link, otherSide(first), { title: "unseen" });
          const after = settle(edited, terms({ precedence: "ask" }));
          const told = after.decisions.flatMap((one) =>
            one.kind === "update" ? one.conflicts : [],
          );
          const survives = (["microsoft", "erp"] as const).every(
            (where) => title(after.link, where) === "unseen",
          );
          const isAsked = told.some((one) => one.winner === null);
          expect(survives || isAsked).toBe(true);
          expect(title(after.link, otherSide(first))).toBe("unseen");
        }
      }),
    );
  });

  it("is asked about no more where each side spells it in its own way, landing at once or one by one", () => {
    fc.assert(
      fc.property(titles, fc.option(side), ([base, mine, theirs, own = base], first) => {
        // Outlook shouts, the ERP leaves blanks.
        const spelled = (link: Link): Link => {
          const [here, there] = [title(link, "microsoft"), title(link, "erp")];
          const loud =
            here === own ? editOn(link, "microsoft", { title: own!.toUpperCase() }) : link;
          return there === own ? editOn(loud, "erp", { title: `${own!} ` }) : loud;
        };
        const start = answered(base!, mine!, theirs!, own!);
        const decision = plan(start, terms({ precedence: "ask" }));
        let link = spelled(
          first === null ? apply(start, decision)! : applyOn(start, decision, first),
        );
        const told: unknown[] = [];
        for (let round = 0; round < 4; round++) {
          const next = plan(link, terms({ precedence: "ask" }));
          if (next.kind === "update") told.push(...next.conflicts);
          link = spelled(apply(link, next)!);
        }
        expect(told).toEqual([]);
        expect([title(link, "microsoft"), title(link, "erp")]).toEqual([
          own!.toUpperCase(),
          `${own!} `,
        ]);
        // Once both are known the answer is used up, and the spellings are no edits.
        expect(plan({ ...link, answers: {} }, terms()).kind).toBe("nothing");
      }),
    );
  });

  it("swapping the sides mirrors the plan", () => {
    fc.assert(
      fc.property(titles, ([base, mine, theirs, own = base]) => {
        const one = plan(answered(base!, mine!, theirs!, own!), terms({ precedence: "ask" }));
        const other = plan(answered(base!, theirs!, mine!, own!), terms({ precedence: "ask" }));
        const writes = (decision: typeof one, swap: boolean) =>
          decision.kind === "update"
            ? decision.updates
                .map(({ side: to, fields }) => ({ to: swap ? otherSide(to) : to, fields }))
                .sort((a, b) => a.to.localeCompare(b.to))
            : [];
        expect(writes(one, false)).toEqual(writes(other, true));
      }),
    );
  });
});

describe("a set that is written to both sides", () => {
  it("comes to agree where the write to either side fails at first", () => {
    fc.assert(
      fc.property(agreedFields, edit, edit, side, (base, here, there, first) => {
        const start = editOn(editOn(agreeing(base), "microsoft", here), "erp", there);
        const half = applyOn(start, plan(start, terms()), first);
        const whole = settle(start, terms()).link;
        const { link } = settle(half, terms());
        for (const field of ["tags", "records"]) {
          for (const at of ["microsoft", "erp"] as const) {
            expect(print(field, held(link!, at)?.[field])).toBe(
              print(field, held(whole!, at)?.[field]),
            );
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
