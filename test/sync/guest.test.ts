import fc from "fast-check";
import { plan } from "../../server/sync/plan.ts";
import { otherSide, type Fields, type Link, type Side } from "../../server/sync/model.ts";
import {
  agreedFields,
  agreeing,
  deleteOn,
  edit,
  editOn,
  schema,
  terms,
  type AgreedFields,
} from "./world.ts";

const side = fc.constantFrom<Side>("microsoft", "erp");
const policy = fc.record({
  precedence: fc.constantFrom("erp", "microsoft", "newest", "ask"),
  afterDeleteOn: fc.record({
    microsoft: fc.constantFrom("delete", "cancel", "keep", "recreate"),
    erp: fc.constantFrom("delete", "cancel", "keep", "recreate"),
  }),
});

describe("rule 17: a guest's link", () => {
  it("writes nothing but what is its person's own, whatever either side did", () => {
    fc.assert(
      fc.property(agreedFields, edit, edit, policy, (base, here, there, rules) => {
        const link = { ...agreeing(base), guestOf: "somebody" };
        const edited = editOn(editOn(link, "microsoft", here), "erp", there);
        const decision = plan(edited, terms(rules));
        expect(["nothing", "settle", "update"]).toContain(decision.kind);
        if (decision.kind !== "update") return;
        const fields = decision.updates.flatMap((update) => Object.keys(update.fields));
        expect(fields.filter((field) => !schema.ofGuests.includes(field))).toEqual([]);
        const asked = decision.conflicts.map(({ field }) => field);
        expect(asked.filter((field) => !schema.ofGuests.includes(field))).toEqual([]);
      }),
    );
  });

  it("ends where either copy is gone: it neither makes nor deletes anything", () => {
    fc.assert(
      fc.property(agreedFields, edit, side, policy, (base, changes, gone, rules) => {
        const link = { ...agreeing(base), guestOf: "somebody" };
        const edited = editOn(deleteOn(link, gone), otherSide(gone), changes);
        expect(plan(edited, terms(rules)).kind).toBe("unlink");
      }),
    );
  });

  it("carries what its person says over, and what others said back", () => {
    fc.assert(
      fc.property(agreedFields, fc.uniqueArray(fc.stringMatching(/^[x-z]{1,3}$/)), (base, more) => {
        const records = [...base.records, ...more];
        const link = { ...agreeing(base), guestOf: "somebody" };
        for (const from of ["microsoft", "erp"] as const) {
          const decision = plan(editOn(link, from, { records }), terms());
          const updates = decision.kind === "update" ? decision.updates : [];
          expect(updates.map((update) => [update.side, update.fields["records"]])).toEqual(
            more.length === 0 ? [] : [[otherSide(from), records]],
          );
        }
      }),
    );
  });
});

describe("rule 17: a meeting that was called off", () => {
  const base = { title: "old", place: null, tags: [], guests: [], records: [] };
  const calledOff = (changes: Fields, agreed: AgreedFields = base): Link => {
    const edited = editOn(agreeing(agreed), "erp", changes);
    return { ...deleteOn(edited, "microsoft"), calledOff: true };
  };

  it("is made again by its organizer alone, whatever was edited and the rules say", () => {
    fc.assert(
      fc.property(agreedFields, edit, policy, (agreed, changes, rules) => {
        const link = { ...calledOff(changes, agreed), attendeeCopy: true };
        expect(["unlink", "delete"]).toContain(plan(link, terms(rules)).kind);
      }),
    );
    const again = terms({ afterDeleteOn: { microsoft: "recreate", erp: "recreate" } });
    expect(plan({ ...calledOff({}), attendeeCopy: true }, again).kind).toBe("unlink");
    const own = calledOff({ title: "new" });
    expect(plan(own, terms())).toMatchObject({ kind: "create", side: "microsoft" });
  });

  it("leaves an activity that was edited since to the ERP, and takes any other along", () => {
    const [edited, left] = [calledOff({ title: "new" }), calledOff({})];
    expect(plan({ ...edited, attendeeCopy: true }, terms()).kind).toBe("unlink");
    expect(plan({ ...left, attendeeCopy: true }, terms()).kind).toBe("delete");
  });
});
