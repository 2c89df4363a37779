import fc from "fast-check";
import { planUndo } from "../../server/sync/undo.ts";
import {
  otherSide,
  type Fields,
  type Link,
  type Side,
  type Undo,
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
  terms,
} from "./world.ts";

const side = fc.constantFrom<Side>("microsoft", "erp");
const editable = ["title", "place", "tags", "records"] as const;

const meaning = (fields: Fields | null, names: readonly string[] = editable): readonly string[] =>
  names.map((name) => `${name} ${schema.fields[name]!.fingerprint(fields?.[name] ?? null)}`);

/** A person edits `origin`, it is carried over, and he takes it back. */
function carried(base: Fields, changes: Fields, origin: Side): { link: Link; undo: Undo } {
  const start = agreeing(base as Parameters<typeof agreeing>[0]);
  const { link } = settle(editOn(start, origin, changes), terms());
  const names = Object.keys(changes);
  const of = (at: Fields): Fields =>
    Object.fromEntries(names.map((name) => [name, at[name] ?? null]));
  const undo: Undo = {
    lineId: "line",
    kind: "update",
    side: otherSide(origin),
    before: of(base),
    after: { microsoft: of(held(link!, "microsoft")!), erp: of(held(link!, "erp")!) },
    tellGuests: true,
  };
  return { link: { ...link!, undo: [undo] }, undo };
}

/** One step of the undo as the engine takes it; what is given back is an edit of its side. */
function takeBack(link: Link, undo: Undo): { link: Link; refused: readonly string[] } {
  let now = link;
  for (let round = 0; round < 6; round++) {
    const step = planUndo(now, undo, terms());
    if (step.kind === "settled") {
      return {
        link: settle(now, terms()).link ?? now,
        refused: step.refused.flatMap(({ fields }) => fields),
      };
    }
    now =
      step.kind === "restore" ? editOn(now, step.side, step.fields) : settle(now, terms()).link!;
  }
  throw new Error("an undo never ends");
}

describe("rule 15: an undo", () => {
  it("gives back on both sides what a change replaced", () => {
    fc.assert(
      fc.property(agreedFields, edit, side, (base, changes, origin) => {
        const { link, undo } = carried(base, changes, origin);
        const { link: end, refused } = takeBack(link, undo);
        expect(refused).toEqual([]);
        for (const at of ["microsoft", "erp"] as const) {
          expect(meaning(held(end, at))).toEqual(meaning(base));
        }
      }),
    );
  });

  it("leaves alone what was edited since, on whichever side, and takes back the other fields", () => {
    fc.assert(
      fc.property(agreedFields, edit, side, side, (base, changes, origin, later) => {
        const { link, undo } = carried(base, { ...changes, title: "first" }, origin);
        const edited = editOn(link, later, { title: "second" });
        const { link: end, refused } = takeBack(edited, undo);
        expect(refused).toEqual(["title"]);
        for (const at of ["microsoft", "erp"] as const) {
          expect(held(end, at)!["title"]).toBe("second");
          expect(meaning(held(end, at), ["place", "tags", "records"])).toEqual(
            meaning(base, ["place", "tags", "records"]),
          );
        }
      }),
    );
  });

  const base = { title: "a", place: "b", tags: [], guests: [], records: [] };
  const step = (link: Link, undo: Undo, change = {}) => planUndo(link, undo, terms(change));
  const refused = (because: string, fields: readonly string[] = []) => ({
    kind: "settled",
    refused: [{ because, fields }],
  });

  it.each(["microsoft", "erp"] as const)("is refused where the item is gone on %s", (gone) => {
    const { link, undo } = carried(base, { title: "x" }, "microsoft");
    expect(step(deleteOn(link, gone), undo)).toMatchObject(refused("gone", ["title"]));
  });

  it("writes to no side that the direction closes", () => {
    const { link, undo } = carried(base, { title: "x" }, "microsoft");
    expect(step(link, undo, { toMicrosoft: false })).toMatchObject(refused("direction", ["title"]));
  });

  it("tells no guests unless the person agreed to it (rule 14)", () => {
    const meeting = { ...base, guests: ["g"] };
    const { link, undo } = carried(meeting, { title: "x", records: ["r"] }, "microsoft");
    const quiet = { ...undo, tellGuests: false };
    expect(step(link, quiet)).toMatchObject({ kind: "restore", fields: { records: [] } });
    expect(step(link, quiet)).not.toHaveProperty("fields.title");
    expect(step(link, undo)).toMatchObject({ kind: "restore", fields: { title: "a" } });
  });

  it("never invites anybody, whatever was agreed to (rule 14)", () => {
    const { link, undo } = carried({ ...base, guests: ["g"] }, { guests: [] }, "microsoft");
    expect(step(link, undo)).toMatchObject(refused("guests", ["guests"]));
    const after = { microsoft: {}, erp: {} };
    const deleted: Undo = {
      ...undo,
      kind: "delete",
      side: "erp",
      before: { guests: ["g"] },
      after,
    };
    const { microsoft: _m, erp: _e, ...bare } = link;
    expect(step({ ...bare, ids: {} }, deleted)).toMatchObject(refused("guests"));
  });

  it("removes the copy of a create, but no meeting with guests (rule 14)", () => {
    const link = agreeing(base);
    const after = { microsoft: base, erp: base };
    const create: Undo = {
      ...{ lineId: "line", kind: "create", side: "microsoft" },
      ...{ before: {}, after, tellGuests: true },
    };
    expect(step(link, create)).toMatchObject({ kind: "delete", side: "microsoft" });
    const invited = editOn(link, "microsoft", { guests: ["g"] });
    const sent = { ...create, after: { ...after, microsoft: { ...base, guests: ["g"] } } };
    expect(step(invited, sent)).toMatchObject(refused("guests"));
    // Nor by the agreement that other fields are told: it is another question.
    const agreed = { ...sent, cancellation: { guests: ["g"], when: "", by: "Ada" } };
    expect(step(invited, agreed)).toMatchObject({ kind: "cancel" });
    expect(step(invited, agreed, { toMicrosoft: false })).toMatchObject(refused("direction"));
    expect(step(invited, create)).toMatchObject(refused("edited", ["guests"]));
  });
});
