import { appointmentSchemaRules } from "../../server/resources/appointment/schema.ts";
import { handOn, refusedFields, wantedMarks, withMarksSeen } from "../../server/sync/marks.ts";
import type { Link, Mark, Snapshot } from "../../server/sync/model.ts";
import { plan } from "../../server/sync/plan.ts";
import type { Terms } from "../../server/sync/terms.ts";
import { observed } from "../../server/sync/record.ts";
import { newLink } from "../../server/engine/run/new-link.ts";

const fields = { subject: "Visit", place: null };
const outlook = (marks?: readonly Mark[], more = {}): Snapshot => ({
  ...{ id: "m", version: "1", modifiedAt: null, fields: { ...fields, ...more } },
  ...(marks === undefined ? {} : { marks }),
});
const erp: Snapshot = { id: "e", version: "1", modifiedAt: null, fields };

const linkWith = (more: Partial<Link>): Link => ({
  ...newLink("l", "on", { microsoft: "m", erp: "e" }),
  ...{ microsoft: outlook([]), erp, base: { microsoft: fields, erp: fields }, dirty: false },
  ...more,
});

const terms: Terms = {
  schema: appointmentSchemaRules,
  holdings: { microsoft: new Set(["subject", "place"]), erp: new Set(["subject", "place"]) },
  policy: {
    ...{ toErp: true, toMicrosoft: true, precedence: "newest", clockSkewMs: 0 },
    flows: {},
    afterDeleteOn: { microsoft: "delete", erp: "delete" },
  },
};

const wanted = (more: Partial<Link>, facts = {}) =>
  wantedMarks(linkWith(more), { shown: true, aside: false, ...facts });

describe("rule 16: what an item in Outlook shows of its link", () => {
  const conflict = { field: "subject", microsoft: "a", erp: "b", winner: null, because: "asked" };

  it.each<[what: string, link: Partial<Link>, facts: object, marks: readonly Mark[]]>([
    ["on both sides", {}, {}, ["tracked"]],
    ["not in the ERP yet", { erp: null }, {}, []],
    ["switched off", { choice: "off" }, {}, []],
    ["gone from Outlook", { microsoft: null }, {}, []],
    ["not wanted", {}, { shown: false }, []],
    ["waiting for its person", { waiting: [conflict] }, {}, ["tracked", "attention"]],
    ["refused by a released document", { refused: ["place"] }, {}, ["tracked", "attention"]],
    ["set aside", {}, { aside: true }, ["tracked", "attention"]],
    ["set aside before the ERP had it", { erp: null }, { aside: true }, ["attention"]],
  ])("%s", (_what, link, facts, marks) => {
    expect(wanted(link, facts)).toEqual(marks);
  });

  it("is no edit, no echo, and nothing to plan", () => {
    const link = linkWith({});
    const seen = outlook(["tracked"]);
    const next = observed(link, "microsoft", { snapshot: seen, stamp: null }, terms.schema);
    expect(next.dirty).toBe(false);
    expect(plan({ ...next, dirty: true }, terms).kind).toBe("nothing");
  });

  it.each<
    [
      what: string,
      link: Partial<Link> & { readonly seen?: readonly Mark[] },
      now: readonly Mark[],
      hand: string | null,
    ]
  >([
    ["it went between two readings", { seen: ["tracked"] }, [], "removed"],
    ["it stays", { seen: ["tracked"] }, ["tracked", "attention"], null],
    ["it was never seen", { seen: [], marking: ["tracked"] }, [], null],
    ["our own write of it shows", { seen: [], marking: ["tracked"] }, ["tracked"], null],
    ["our own taking it off shows", { seen: ["tracked"], marking: [] }, [], null],
    [
      "it went, while another mark was sent",
      { seen: ["tracked"], marking: ["tracked"] },
      [],
      "removed",
    ],
    ["it is on what is on", { seen: [] }, ["tracked"], null],
    ["it is on what is off", { seen: [], choice: "off" }, ["tracked"], "added"],
    ["it was never taken off what is off", { seen: ["tracked"], choice: "off" }, ["tracked"], null],
    ["it went from what is off", { seen: ["tracked"], choice: "off" }, [], null],
    ["it is on what was off before marks were", { choice: "off" }, ["tracked"], null],
  ])("a person's hand: %s", (_what, { seen, ...link }, now, hand) => {
    expect(handOn(linkWith({ microsoft: outlook(seen), ...link }), now)).toBe(hand);
  });

  it("of an item that is switched off, the marks alone are kept up to date", () => {
    const off = linkWith({ choice: "off", microsoft: outlook(["tracked"]), marking: [] });
    const seen = { ...outlook([], { place: "Vienna", categories: ["Blue"] }), version: "2" };
    const next = withMarksSeen(off, seen);
    expect(next.microsoft).toMatchObject({
      ...{ version: "2", marks: [], fields: { ...fields, categories: ["Blue"] } },
    });
    expect(next).not.toHaveProperty("marking");
    expect(next.dirty).toBe(false);
  });
});

describe("an edit that a released document of the ERP does not take (E25)", () => {
  const released: Snapshot = { ...erp, readOnly: { subject: "released", place: "released" } };
  const refused = (link: Partial<Link>, at: Terms = terms) =>
    refusedFields(linkWith({ erp: released, ...link }), at);

  it("is named by its fields until it is taken back or the document is opened", () => {
    const microsoft = outlook([], { place: "Vienna" });
    expect(refused({})).toEqual([]);
    expect(refused({ microsoft })).toEqual(["place"]);
    expect(refused({ microsoft, erp })).toEqual([]);
  });

  it("is none where the ERP was edited, or nothing was to go there", () => {
    const moved = { ...released, fields: { ...fields, place: "Berlin" } };
    expect(refused({ erp: moved })).toEqual([]);
    const microsoft = outlook([], { place: "Vienna" });
    const oneWay = { ...terms, policy: { ...terms.policy, toErp: false } };
    expect(refused({ microsoft }, oneWay)).toEqual([]);
    expect(refused({ microsoft, base: null })).toEqual([]);
  });
});
