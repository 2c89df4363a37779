import fc from "fast-check";
import { missingFrom, whenElsewhere } from "../../server/sync/reconcile.ts";
import { adopted, landed, observed, spent } from "../../server/sync/record.ts";
import { plan } from "../../server/sync/plan.ts";
import type { Link } from "../../server/sync/model.ts";
import { agreedFields, agreeing, edit, editOn, schema, snapshot, terms } from "./world.ts";

const plain = { title: "a", place: "b", tags: [], guests: [], records: [] };

describe("rule 7: order and repetition of sightings", () => {
  it("the same sightings in any order, any number of times, leave the same link", () => {
    fc.assert(
      fc.property(
        agreedFields,
        edit,
        fc.array(fc.boolean(), { maxLength: 8 }),
        (base, there, order) => {
          const start: Link = { ...agreeing(base), dirty: false };
          const now = {
            microsoft: snapshot({ ...start.microsoft!.fields, title: "m" }),
            erp: snapshot({ ...start.erp!.fields, ...there }),
          };
          const see = (link: Link, microsoft: boolean): Link => {
            const side = microsoft ? "microsoft" : "erp";
            return observed(link, side, { snapshot: now[side], stamp: null }, schema);
          };
          const once = see(see(start, true), false);
          const often = see(see(order.reduce(see, start), false), true);
          expect(often).toEqual(once);
          expect(plan(often, terms())).toEqual(plan(once, terms()));
        },
      ),
    );
  });
});

describe("the time of the newest edit", () => {
  const start: Link = {
    ...agreeing(plain),
    erp: snapshot(plain, { modifiedAt: "2026-11-20T09:00:00Z" }),
  };

  it("is when the meaning moved, not when the server last touched the item", () => {
    const touched = snapshot(plain, { modifiedAt: "2026-11-21T03:00:00Z" });
    const seen = observed(start, "erp", { snapshot: touched, stamp: null }, schema);
    expect(seen.erp?.modifiedAt).toBe("2026-11-20T09:00:00Z");
    expect(seen.erp?.version).toBe(touched.version);
  });

  it("moves with an edit", () => {
    const edited = snapshot({ ...plain, title: "b" }, { modifiedAt: "2026-11-21T09:00:00Z" });
    const seen = observed(start, "erp", { snapshot: edited, stamp: null }, schema);
    expect(seen.erp?.modifiedAt).toBe("2026-11-21T09:00:00Z");
  });
});

describe("rule 12: an item in a calendar that is not synchronized", () => {
  it.each([
    ["gate", false, "gone"],
    ["gate", true, "released"],
    ["on", false, "followed"],
    ["on", true, "followed"],
    ["off", false, "followed"],
  ] as const)("taken up by %s, calendar taken away: %s, is %s", (choice, wasTakenAway, becomes) => {
    expect(whenElsewhere({ choice, attendeeCopy: false }, wasTakenAway)).toBe(becomes);
  });

  it("that somebody else invited to is never gone: moving it answers for nobody", () => {
    expect(whenElsewhere({ choice: "gate", attendeeCopy: true }, false)).toBe("released");
  });
});

describe("rule 12: absence", () => {
  it("what a complete list does not show is only a candidate for a deletion", () => {
    const link = agreeing(plain);
    expect(missingFrom(new Set(), [link], "erp")).toEqual(["i"]);
    expect(missingFrom(new Set(["i"]), [link], "erp")).toEqual([]);
  });

  it("what is known to be gone is not missing", () => {
    expect(missingFrom(new Set(), [{ ...agreeing(plain), erp: null }], "erp")).toEqual([]);
  });
});

describe("an update whose reply was lost", () => {
  const sent: Link = {
    ...editOn(agreeing(plain), "microsoft", { title: "new" }),
    writes: [
      {
        side: "erp",
        kind: "update",
        stamp: "s1",
        fields: { title: "new" },
        source: { title: "new" },
      },
    ],
  };

  it("is known to have landed by its stamp, and later edits stay visible", () => {
    const there = snapshot({ ...plain, title: "new", place: "edited since" });
    const seen = observed(sent, "erp", { snapshot: there, stamp: "s1" }, schema);
    expect(seen.base?.erp).toMatchObject({ title: "new", place: "b" });
    expect(seen.writes).toHaveLength(0);
    expect(plan(seen, terms())).toMatchObject({
      kind: "update",
      updates: [{ side: "microsoft", fields: { place: "edited since" } }],
      conflicts: [],
    });
  });

  it("with another stamp it is not ours", () => {
    expect(landed(sent, "erp", "s2", plain, schema)).toBe(sent);
  });

  it("keeps what a server tidied as that server spells it", () => {
    const next = landed(sent, "erp", "s1", { title: "NEW " }, schema);
    expect(next.base).toMatchObject({ erp: { title: "NEW " }, microsoft: { title: "new" } });
  });
});

describe("a create whose reply was lost", () => {
  const { erp: _none, ...rest } = agreeing(plain);
  const create = { side: "erp" as const, key: "link#2", fields: plain, source: plain };
  const intended: Link = { ...rest, ids: { microsoft: "i" }, base: null, create };

  it("is adopted with the base it was sent with, so that edits made since are seen", () => {
    const made = snapshot({ ...plain, title: "edited since" });
    const link = adopted(intended, { snapshot: made, stamp: null }, schema);
    expect(link.create).toBeUndefined();
    expect(plan(link, terms())).toMatchObject({
      kind: "update",
      updates: [{ side: "microsoft", fields: { title: "edited since" } }],
    });
  });

  it("that made an appointment of a day which its series had lost is of no series any more", () => {
    const day: Partial<Link> = { seriesId: "S", seriesBegins: "2026-11-24", wholeSeries: true };
    const { microsoft: _gone, ...one } = agreeing(plain);
    const again: Link = { ...one, ...day, create: { ...create, side: "microsoft" } };
    const made = { snapshot: snapshot(plain), stamp: null };
    for (const link of [adopted(again, made, schema), spent(again, schema)]) {
      expect(Object.keys(link).filter((name) => name in day)).toEqual([]);
    }
    // The activity that is made of a day leaves it where it is.
    expect(adopted({ ...intended, ...day }, made, schema)).toMatchObject(day);
  });

  it("whose item a person deleted since is a deletion, not a thing to make again", () => {
    expect(plan(spent(intended, schema), terms())).toMatchObject({
      kind: "delete",
      side: "microsoft",
    });
  });
});
