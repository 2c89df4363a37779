import { maskOf } from "../../server/resources/appointment/mask.ts";
import { appointmentSchemaRules as schema } from "../../server/resources/appointment/schema.ts";
import type { Decision, Fields, Link, Policy, Side, Undo, Value } from "../../server/sync/model.ts";
import { plan } from "../../server/sync/plan.ts";
import { adopted, observed } from "../../server/sync/record.ts";
import { planUndo } from "../../server/sync/undo.ts";
import type { Terms } from "../../server/sync/terms.ts";
import { agreeing, policy, snapshot } from "./world.ts";

/** Rules 22 and 23: what is one side's own, in a set and in a field that goes one way. */

const held = new Set(["subject", "when", "place", "sensitivity", "attendees", "exceptions"]);
const terms = (rules: Partial<Policy> = {}, isErpsOwn = false): Terms => ({
  schema,
  policy: { ...policy, ...rules },
  holdings: { microsoft: held, erp: held },
  privacy: {
    mark: "sensitivity",
    maskOf: (link) => maskOf(link, { items: "busy", word: "Busy", address: null }, () => isErpsOwn),
  },
});
const flows = (flow: "toErp" | "toMicrosoft" | "none") => terms({ flows: { place: flow } });

const weekly: Value = {
  ...{ allDay: false, start: "2026-12-01T09:00:00Z", end: "2026-12-01T10:00:00Z" },
  zone: "Europe/Berlin",
  recurrence: {
    pattern: { every: "week", interval: 1, weekdays: ["tuesday"], weekStart: "monday" },
    ends: { kind: "never" },
  },
};
const [first, second] = ["2026-12-08", "2026-12-15"];
const placed = (on: string, value: string) => ({ on, field: "place", value });
const named = (on: string, value: string) => ({ on, field: "subject", value });

/** Two items that agree, with what each of them holds otherwise. */
function pair(now: Partial<Record<Side, Fields>> = {}, agreed: Fields = {}): Link {
  const fields = {
    ...{ subject: "Round", when: weekly, place: null, sensitivity: "normal" },
    ...{ attendees: [], exceptions: [], ...agreed },
  };
  return {
    ...agreeing({ title: "", place: null, tags: [], guests: [], records: [] }),
    companion: {},
    microsoft: snapshot({ ...fields, ...now.microsoft }),
    erp: snapshot({ ...fields, ...now.erp }),
    base: { microsoft: fields, erp: fields },
  };
}

/** Outlook shouts, the ERP whispers. */
function spelled(side: Side, value: Value): Value {
  return (value as readonly { value: string }[]).map((one) => ({
    ...one,
    value: side === "erp" ? one.value.toLowerCase() : one.value.toUpperCase(),
  }));
}

/** The link after the writes of a decision to these sides, each respelled as its side likes it. */
function carriedOut(link: Link, decision: Decision, only: readonly Side[]): Link {
  if (decision.kind !== "update") return link;
  const updates = decision.updates.filter(({ side }) => only.includes(side));
  return updates.reduce<Link>(
    (now, { side, fields, source }) => {
      const { exceptions = [] } = fields;
      const stands = snapshot({ ...now[side]!.fields, exceptions: spelled(side, exceptions) });
      const write = { side, kind: "update" as const, stamp: side, fields, source };
      const intended = { ...now, writes: [...now.writes, write] };
      return observed(intended, side, { snapshot: stands, stamp: side }, schema);
    },
    { ...link, base: decision.base },
  );
}

const both = ["erp", "microsoft"] as const;
const days = (link: Link, side: Side): readonly string[] =>
  (link[side]!.fields["exceptions"] as readonly { on: string; value: string }[])
    .map(({ on, value }) => `${on} ${value}`)
    .sort();

describe("rule 22: a set agrees by element", () => {
  const link = pair({
    microsoft: { exceptions: [placed(first, "HERE")] },
    erp: { exceptions: [named(first, "special"), named(second, "other")] },
  });

  it("so that sides that respell what they store come to rest, whichever way each element goes", () => {
    const rules = terms({ flows: { place: "toErp", subject: "toMicrosoft" } });
    const after = carriedOut(link, plan(link, rules), both);
    expect(days(after, "erp")).toEqual([`${first} here`, `${first} special`, `${second} other`]);
    expect(days(after, "microsoft")).toEqual([
      ...[`${first} HERE`, `${first} SPECIAL`, `${second} OTHER`],
    ]);
    expect(plan(after, rules)).toMatchObject({ kind: "nothing" });
  });

  it("so that one write that lands alone forgets nothing of the other one", () => {
    for (const side of both) {
      const half = carriedOut(link, plan(link, terms()), [side]);
      const after = carriedOut(half, plan(half, terms()), both);
      expect(days(after, "erp")).toHaveLength(3);
      expect(days(after, "microsoft")).toHaveLength(3);
      expect(plan(after, terms())).toMatchObject({ kind: "nothing" });
    }
  });

  it("also on what is gone: a removal of each side goes over, though one write lands alone", () => {
    const start = [named(first, "A"), named(second, "B")];
    const removed = pair(
      { microsoft: { exceptions: [start[1]!] }, erp: { exceptions: [start[0]!] } },
      { exceptions: start },
    );
    const half = carriedOut(removed, plan(removed, terms()), ["erp"]);
    const after = carriedOut(half, plan(half, terms()), both);
    expect([days(after, "erp"), days(after, "microsoft")]).toEqual([[], []]);
  });
});

describe("rule 23: what one side has in a field that goes one way", () => {
  const alone = (side: Side, link: Link): Link => ({
    ...link,
    [side === "erp" ? "microsoft" : "erp"]: null,
    ids: { microsoft: "m", erp: "e" },
  });

  it("stays with what somebody did to it, and the pair ends, when the other item is deleted", () => {
    const edited = alone("erp", pair({ erp: { place: "Here" } }));
    expect(plan(edited, flows("toErp"))).toMatchObject({ kind: "unlink", rule: "8 direction" });
    const day = alone("erp", pair({ erp: { exceptions: [placed(first, "Here")] } }));
    expect(plan(day, flows("toErp"))).toMatchObject({ kind: "unlink", rule: "8 direction" });
    // What is switched off goes with its item.
    expect(plan(day, flows("none"))).toMatchObject({ kind: "delete", side: "erp" });
  });

  it("makes the deleted item again where it was still to go over", () => {
    const link = alone("erp", pair({ erp: { place: "Here" } }));
    const { place: _own, ...met } = link.base!.erp;
    const made = { ...link, base: { microsoft: met, erp: met } };
    expect(plan(made, flows("toMicrosoft"))).toMatchObject({ kind: "create", side: "microsoft" });
    const empty = { ...made, erp: snapshot({ ...made.erp!.fields, place: null }) };
    expect(plan(empty, flows("toMicrosoft"))).toMatchObject({ kind: "delete", side: "erp" });
  });

  it("is known from the create that went without it, and lost by nobody's edit of the other side", () => {
    const { erp: _none, ...single } = pair({ microsoft: { place: "Here" } });
    const start: Link = { ...single, ids: { microsoft: "m" }, base: null };
    const decision = plan(start, flows("toMicrosoft"));
    if (decision.kind !== "create") throw new Error(decision.kind);
    expect(decision.fields).not.toHaveProperty("place");
    const create = {
      side: "erp" as const,
      key: "k",
      fields: decision.fields,
      source: decision.source,
    };
    const made = snapshot({ ...decision.fields, place: null, exceptions: [] });
    const link = adopted({ ...start, create }, { snapshot: made, stamp: null }, schema);
    expect(link.base).toMatchObject({ microsoft: { place: "Here" } });
    expect(link.base!.erp).not.toHaveProperty("place");
    // Edited since, it stays; unedited, it goes with its item.
    const later = alone("microsoft", link);
    expect(plan(later, flows("toMicrosoft"))).toMatchObject({ kind: "delete" });
    const there = { ...later, microsoft: snapshot({ ...later.microsoft!.fields, place: "There" }) };
    expect(plan(there, flows("toMicrosoft"))).toMatchObject({ kind: "unlink" });
    // The source's first word replaces it, and the log holds both.
    const said = { ...link, erp: snapshot({ ...link.erp!.fields, place: "Room 1" }) };
    expect(plan(said, flows("toMicrosoft"))).toMatchObject({
      conflicts: [{ field: "place", microsoft: "Here", erp: "Room 1", winner: "erp" }],
    });
  });

  it("was cleared by nobody where an item is made again without it", () => {
    const { microsoft: _gone, ...rest } = pair({}, { place: "Here", subject: "Before" });
    const start: Link = { ...rest, microsoft: null, ids: { microsoft: "m", erp: "e" } };
    const decision = plan(
      start,
      terms({ flows: { place: "toErp" }, afterDeleteOn: { microsoft: "recreate", erp: "delete" } }),
    );
    if (decision.kind !== "create") throw new Error(decision.kind);
    const create = {
      side: "microsoft" as const,
      key: "k",
      fields: decision.fields,
      source: decision.source,
    };
    const made = snapshot({ ...decision.fields, place: null, exceptions: [] });
    const link = adopted({ ...start, create }, { snapshot: made, stamp: null }, schema);
    const next = plan(link, flows("toErp"));
    expect(next.kind === "update" ? next.updates : []).toEqual([]);
  });

  it("keeps a copy from being taken back while it is still to go over (rule 15)", () => {
    const undo: Undo = {
      ...{ lineId: "line", kind: "create", side: "microsoft", before: {}, tellGuests: false },
      after: { microsoft: { subject: "Round" }, erp: { subject: "Round" } },
    };
    const edited = pair({ microsoft: { place: "Here" } });
    expect(planUndo(edited, undo, flows("toErp"))).toMatchObject({
      ...{ kind: "settled", refused: [{ because: "edited", fields: ["place"] }] },
    });
    expect(planUndo(pair(), undo, flows("toErp"))).toMatchObject({ kind: "delete" });
    expect(planUndo(edited, undo, flows("none"))).toMatchObject({ kind: "delete" });
  });

  it("is in the log when its day is cancelled on the other side", () => {
    const gone = { on: first, field: "gone", value: true };
    const link = pair({
      microsoft: { exceptions: [gone] },
      erp: { exceptions: [placed(first, "Here")] },
    });
    expect(plan(link, flows("toErp"))).toMatchObject({
      conflicts: [{ field: "exceptions", winner: "microsoft", because: "removed-and-edited" }],
    });
  });

  it("is not in what is made of a private item where it is switched off", () => {
    const { erp: _none, ...secret } = pair({
      microsoft: { sensitivity: "private", place: "Here" },
    });
    const decision = plan({ ...secret, ids: { microsoft: "m" }, base: null }, flows("none"));
    expect(decision).toMatchObject({ kind: "create", fields: { subject: "Busy" } });
    expect(decision.kind === "create" && decision.fields).not.toHaveProperty("place");
  });
});

describe("rule 18: a day of a private series that was made in the ERP", () => {
  it("takes place again without what Outlook says of it, where the ERP cancelled it meanwhile", () => {
    const marked = { sensitivity: "private" };
    const gone = { on: first, field: "gone", value: true };
    const link = pair(
      { microsoft: { exceptions: [named(first, "Secret")] }, erp: { exceptions: [gone] } },
      marked,
    );
    const rules = terms({}, true);
    const decision = plan(link, rules);
    expect(decision).toMatchObject({
      updates: [{ side: "erp", fields: { exceptions: [] } }],
    });
    const after = carriedOut(link, decision, both);
    expect(plan(after, rules)).toMatchObject({ kind: "nothing" });
  });
});

describe("rule 18: what is hidden of a day", () => {
  const mark = { on: first, field: "sensitivity", value: "private" };
  const secret = [mark, named(first, "Secret"), placed(first, "Clinic")];
  const masked = [mark, named(first, "Busy")];
  const news = named(second, "New");

  it("stays in Outlook as it is when the ERP changes another day of the series", () => {
    const link = pair({
      microsoft: { exceptions: secret },
      erp: { exceptions: [...masked, news] },
    });
    const { base } = pair({}, { exceptions: masked });
    const decision = plan({ ...link, base }, terms());
    const sent = decision.kind === "update" ? decision.updates : [];
    expect(sent).toMatchObject([{ side: "microsoft" }]);
    expect(new Set(sent[0]!.fields["exceptions"] as readonly Value[])).toEqual(
      new Set([...secret, news]),
    );
  });

  it("stays as well in a series that is private as a whole, and goes with its day", () => {
    const special = named(first, "Special");
    const own = { sensitivity: "private" };
    const known = { sensitivity: "private", subject: "Busy" };
    const gone = { on: first, field: "gone", value: true };
    const { recurrence: _none, ...once } = weekly as Readonly<Record<string, Value>>;
    const day = { on: second, field: "when", value: once };
    const link = (days: readonly Value[]): Link => ({
      ...pair({
        microsoft: { ...own, exceptions: [special] },
        erp: { ...known, exceptions: days },
      }),
      base: pair({}, known).base,
    });
    const written = (days: readonly Value[]) => {
      const decision = plan(link(days), terms());
      return decision.kind === "update" ? decision.updates.map(({ fields }) => fields) : [];
    };
    expect(written([day])).toEqual([{ exceptions: [day, special] }]);
    expect(written([gone])).toEqual([{ exceptions: [gone] }]);
  });
});
