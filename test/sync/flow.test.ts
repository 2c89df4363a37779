import fc from "fast-check";
import { mayWrite } from "../../server/sync/flow.ts";
import { plan } from "../../server/sync/plan.ts";
import { sharedFields } from "../../server/sync/terms.ts";
import { judge } from "../../server/sync/undo.ts";
import {
  otherSide,
  sides,
  type Decision,
  type Flow,
  type Flows,
  type Link,
  type Side,
} from "../../server/sync/model.ts";
import {
  agreedFields,
  agreeing,
  deleteOn,
  edit,
  editOn,
  held,
  schema,
  settle,
  snapshot,
  terms,
} from "./world.ts";

const side = fc.constantFrom<Side>("microsoft", "erp");
const precedence = fc.constantFrom("erp", "microsoft", "newest", "ask" as const);
const way = fc.constantFrom<Flow>("both", "toErp", "toMicrosoft", "none");
const flows = fc.record(
  {
    title: fc.constantFrom<Flow>("both", "toErp", "toMicrosoft"),
    ...{ place: way, tags: way, guests: way, records: way },
  },
  { requiredKeys: [] },
);
const direction = fc.constantFrom(
  { toErp: true, toMicrosoft: true },
  { toErp: true, toMicrosoft: false },
  { toErp: false, toMicrosoft: true },
);
/** Edited on both sides since they agreed, deleted on one, or never agreed at all. */
const links = fc
  .record({
    ...{ base: agreedFields, here: edit, there: edit, side },
    fate: fc.constantFrom("edited", "deleted", "paired"),
  })
  .map(({ base, here, there, side: where, fate }): Link => {
    const edited = editOn(editOn(agreeing(base), "microsoft", here), "erp", there);
    if (fate === "deleted") return deleteOn(edited, where);
    return fate === "paired" ? { ...edited, base: null } : edited;
  });

const agreed = { title: "a", place: "b", tags: ["x"], guests: [], records: [] };

function written(decisions: readonly Decision[]): readonly { side: Side; field: string }[] {
  return decisions.flatMap((one) =>
    one.kind === "update"
      ? one.updates.flatMap(({ side: to, fields }) =>
          Object.keys(fields).map((field) => ({ side: to, field })),
        )
      : [],
  );
}

describe("rule 8: direction of single fields", () => {
  it("no write ever goes to a field's source, whatever was edited, deleted or first paired", () => {
    fc.assert(
      fc.property(links, flows, direction, precedence, (link, chosen, way_, rule) => {
        const by = terms({ flows: chosen, precedence: rule, ...way_ });
        const { decisions } = settle(link, by);
        for (const { side: to, field } of written(decisions)) {
          expect([field, to, mayWrite(to, field, by)]).toEqual([field, to, true]);
        }
        for (const one of decisions) {
          if (one.kind !== "create") continue;
          // What no item can be made without goes along whichever way it goes.
          for (const field of Object.keys(one.fields)) {
            expect(field === "title" || mayWrite(one.side, field, by)).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("with every field going both ways the plan is the plan without the setting", () => {
    const all = Object.fromEntries(Object.keys(schema.fields).map((field) => [field, "both"]));
    fc.assert(
      fc.property(links, direction, precedence, (link, way_, rule) => {
        const without = plan(link, terms({ precedence: rule, ...way_ }));
        expect(plan(link, terms({ flows: all as Flows, precedence: rule, ...way_ }))).toEqual(
          without,
        );
      }),
    );
  });

  it("swapping the sides and every direction mirrors the plan", () => {
    const swapped: Readonly<Record<Flow, Flow>> = {
      ...{ both: "both", none: "none", toErp: "toMicrosoft", toMicrosoft: "toErp" },
    };
    const plain = { ...agreed, tags: [] };
    const change = fc.record({ title: fc.string(), place: fc.option(fc.string()) });
    fc.assert(
      fc.property(change, change, way, way, (here, there, title, place) => {
        const one = plan(
          editOn(editOn(agreeing(plain), "microsoft", here), "erp", there),
          terms({ precedence: "erp", flows: { title, place } }),
        );
        const other = plan(
          editOn(editOn(agreeing(plain), "microsoft", there), "erp", here),
          terms({
            precedence: "microsoft",
            flows: { title: swapped[title], place: swapped[place] },
          }),
        );
        const mirrored = (decision: Decision, swap: boolean) =>
          decision.kind === "update"
            ? decision.updates
                .map(({ side: to, fields }) => ({ to: swap ? otherSide(to) : to, fields }))
                .sort((a, b) => a.to.localeCompare(b.to))
            : decision.kind;
        expect(mirrored(one, false)).toEqual(mirrored(other, true));
      }),
    );
  });

  it("converges: plan, apply, plan again ends, and a second run writes nothing", () => {
    fc.assert(
      fc.property(links, flows, (link, chosen) => {
        const by = terms({ flows: chosen });
        const { link: end } = settle(link, by);
        if (end === null) return;
        const again = plan(end, by);
        expect(written([again])).toEqual([]);
      }),
    );
  });
});

describe("a field that goes one way", () => {
  const by = terms({ flows: { place: "toErp" } });

  it("keeps what its target did to it, until its source changes it: then that counts and is told", () => {
    const edited = editOn(agreeing(agreed), "erp", { place: "target's" });
    expect(plan(edited, by).kind).toBe("nothing");
    const decision = plan(editOn(edited, "microsoft", { place: "source's" }), by);
    expect(decision).toMatchObject({
      updates: [{ side: "erp", fields: { place: "source's" } }],
      conflicts: [{ erp: "target's", winner: "microsoft", because: "one-way" }],
    });
  });

  it("is told to an item that is made on its target, and not to one made on its source", () => {
    const made = (present: Side) => {
      const { [otherSide(present)]: _none, ...link } = agreeing(agreed);
      return plan({ ...link, ids: { [present]: "i" }, base: null }, by);
    };
    expect(made("microsoft")).toMatchObject({ kind: "create", fields: { place: "b" } });
    const inOutlook = made("erp");
    expect(inOutlook).toMatchObject({ kind: "create", fields: { title: "a" } });
    expect(inOutlook.kind === "create" && inOutlook.fields).not.toHaveProperty("place");
  });

  it("that no item can be made without goes along with a create to its source", () => {
    const { microsoft: _none, ...link } = agreeing(agreed);
    const alone = { ...link, ids: { erp: "i" }, base: null };
    for (const title of ["toErp", "none"] as const) {
      expect(plan(alone, terms({ flows: { title } }))).toMatchObject({ fields: { title: "a" } });
    }
  });
});

describe("a field that is switched off", () => {
  const off = terms({ flows: { place: "none", tags: "none" } });

  it("is neither compared nor written nor cleared, whatever becomes of it", () => {
    fc.assert(
      fc.property(agreedFields, edit, edit, (base, here, there) => {
        const start = editOn(editOn(agreeing(base), "microsoft", here), "erp", there);
        const { link } = settle(start, off);
        for (const at of sides) {
          for (const field of ["place", "tags"]) {
            expect(held(link!, at)?.[field]).toEqual(held(start, at)?.[field]);
          }
        }
        expect(sharedFields(off)).not.toContain("place");
      }),
    );
  });

  it("is merged again when it is switched on: one side's edit goes over, both sides' is a conflict", () => {
    const one = settle(editOn(agreeing(agreed), "erp", { place: "erp's" }), off).link!;
    expect(plan(one, terms())).toMatchObject({
      updates: [{ side: "microsoft", fields: { place: "erp's" } }],
      conflicts: [],
    });
    const cleared = settle(editOn(agreeing(agreed), "microsoft", { place: null }), off).link!;
    expect(plan(cleared, terms())).toMatchObject({
      updates: [{ side: "erp", fields: { place: null } }],
    });
    const both = settle(editOn(one, "microsoft", { place: "outlook's" }), off).link!;
    expect(plan(both, terms({ precedence: "erp" }))).toMatchObject({
      updates: [{ side: "microsoft", fields: { place: "erp's" } }],
      conflicts: [{ microsoft: "outlook's", erp: "erp's", winner: "erp" }],
    });
  });

  it("gets what its target added to a set meanwhile when both ways are open again", () => {
    const oneWay = terms({ flows: { tags: "toErp" } });
    const added = editOn(agreeing(agreed), "erp", { tags: ["x", "erp's"] });
    const told = settle(editOn(added, "microsoft", { tags: ["x", "outlook's"] }), oneWay).link!;
    expect(held(told, "erp")?.["tags"]).toEqual(expect.arrayContaining(["erp's", "outlook's"]));
    expect(held(told, "microsoft")?.["tags"]).not.toContain("erp's");
    const { link } = settle(told, terms());
    expect(held(link!, "microsoft")?.["tags"]).toContain("erp's");
  });
});

describe("undo of a field that goes one way", () => {
  it("is refused: it could not be given back on both sides", () => {
    const link = agreeing(agreed);
    const undo = {
      ...{ lineId: "l", kind: "update" as const, side: "erp" as const, tellGuests: false },
      ...{ before: { place: "before" }, after: { microsoft: { place: "b" }, erp: { place: "b" } } },
    };
    expect(judge(link, undo, terms()).give).toEqual({ place: "before" });
    for (const place of ["toErp", "toMicrosoft", "none"] as const) {
      expect(judge(link, undo, terms({ flows: { place } }))).toMatchObject({
        give: {},
        refused: [{ because: "direction", fields: ["place"] }],
      });
    }
    const guests = { ...undo, before: { guests: ["g"] }, after: { microsoft: {}, erp: {} } };
    expect(judge(link, guests, terms()).refused).toEqual([
      { because: "guests", fields: ["guests"] },
    ]);
  });
});

describe("a day of a series, of a field that goes one way", () => {
  it("goes the way of its field, and the days of other fields go theirs", () => {
    const day = (on: string, field: string, value: string) => ({ on, field, value });
    const series = {
      ...schema,
      fields: {
        ...schema.fields,
        days: {
          flow: "both" as const,
          elementKey: (one: unknown) =>
            `${(one as { on: string; field: string }).on} ${(one as { field: string }).field}`,
          fingerprint: (value: unknown) => JSON.stringify(value),
          partOf: (one: unknown) => (one as { field: string }).field,
        },
      },
    };
    const base = { ...agreed, days: [] };
    const link: Link = {
      ...agreeing(agreed),
      microsoft: snapshot({ ...base, days: [day("1", "place", "m"), day("2", "title", "m")] }),
      erp: snapshot({ ...base, days: [day("3", "place", "e"), day("4", "title", "e")] }),
      base: { microsoft: base, erp: base },
    };
    const by = terms({ flows: { place: "toErp" } });
    const holds = {
      microsoft: [...by.holdings.microsoft, "days"],
      erp: [...by.holdings.erp, "days"],
    };
    const decision = plan(link, {
      ...by,
      schema: series,
      holdings: { microsoft: new Set(holds.microsoft), erp: new Set(holds.erp) },
    });
    const days = (to: Side): readonly string[] =>
      decision.kind === "update"
        ? decision.updates
            .filter((update) => update.side === to)
            .flatMap(({ fields }) =>
              (fields["days"] as readonly { on: string }[]).map(({ on }) => on),
            )
        : [];
    expect([...days("erp")].sort()).toEqual(["1", "2", "3", "4"]);
    expect([...days("microsoft")].sort()).toEqual(["1", "2", "4"]);
  });
});
