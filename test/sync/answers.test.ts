import fc from "fast-check";
import { appointmentSchemaRules as schema } from "../../server/resources/appointment/schema.ts";
import type { Decision, Fields, Link, Policy, Side, Value } from "../../server/sync/model.ts";
import { plan } from "../../server/sync/plan.ts";
import type { Terms } from "../../server/sync/terms.ts";
import { observed } from "../../server/sync/record.ts";
import { judge } from "../../server/sync/undo.ts";
import { agreeing, policy, snapshot } from "./world.ts";

const fields = new Set(["subject", "attendees", "response"]);
const terms = (rules: Partial<Policy> = {}, erp: ReadonlySet<string> = fields): Terms => ({
  schema,
  policy: { ...policy, ...rules },
  holdings: { microsoft: fields, erp },
});

const person = (address: string, response = "none"): Value => ({
  ...{ address, name: address, kind: "required", response },
});

/** A meeting that both sides agreed on, with what each says since. */
function meeting(agreed: Fields, more: Partial<Record<Side, Fields>> = {}): Link {
  const before = { subject: "Lunch", attendees: [], ...agreed };
  return {
    ...agreeing({ title: "", place: null, tags: [], guests: [], records: [] }),
    companion: {},
    microsoft: snapshot({ ...before, ...more.microsoft }),
    erp: snapshot({ ...before, ...more.erp }),
    base: { microsoft: before, erp: before },
  };
}

/** The copy of somebody who was invited. */
const copy = (agreed: Fields, more: Partial<Record<Side, Fields>> = {}): Link => ({
  ...meeting(agreed, more),
  attendeeCopy: true,
});

function writes(decision: Decision): Partial<Record<Side, Fields>> {
  if (decision.kind !== "update") return {};
  return Object.fromEntries(decision.updates.map(({ side, fields: sent }) => [side, sent]));
}

const said = fc.constantFrom("accepted", "tentative", "declined");
const saidOrNot = fc.option(said);

describe("rule 19: an answer is its person's own", () => {
  it("goes over from the side where he gave it", () => {
    const here = copy({ response: null }, { microsoft: { response: "accepted" } });
    expect(writes(plan(here, terms()))).toEqual({ erp: { response: "accepted" } });
    const there = copy({ response: null }, { erp: { response: "tentative" } });
    expect(writes(plan(there, terms()))).toEqual({ microsoft: { response: "tentative" } });
  });

  it("is never taken back in Outlook, whatever both sides say, agreed on and prefer", () => {
    const precedence = fc.constantFrom("erp", "microsoft", "newest", "ask");
    fc.assert(
      fc.property(
        fc.option(saidOrNot, { nil: undefined }),
        saidOrNot,
        saidOrNot,
        precedence,
        (agreed, microsoft, erp, first) => {
          const link = copy(agreed === undefined ? {} : { response: agreed }, {
            microsoft: { response: microsoft },
            erp: { response: erp },
          });
          const sent = writes(plan(link, terms({ precedence: first })));
          // What is sent is what he says in the ERP since both sides agreed, and never silence.
          if (sent.microsoft === undefined) return;
          expect(sent.microsoft).toEqual({ response: erp });
          expect(erp).not.toBeNull();
          expect(agreed).not.toBeUndefined();
          expect(erp).not.toBe(agreed);
        },
      ),
    );
  });

  it("that the ERP forgot comes back there, and the log says so", () => {
    const link = copy({ response: "accepted" }, { erp: { response: null } });
    expect(plan(link, terms())).toMatchObject({
      updates: [{ side: "erp", fields: { response: "accepted" } }],
      conflicts: [{ winner: "microsoft", because: "read-only:no-answer" }],
    });
  });

  it("that Outlook forgot, because the meeting was moved, is forgotten in the ERP", () => {
    const link = copy({ response: "accepted" }, { microsoft: { response: null } });
    expect(writes(plan(link, terms()))).toEqual({ erp: { response: null } });
  });

  it("is not sent to make two items alike that just met; what he says later is", () => {
    const link = copy({}, { microsoft: { response: null }, erp: { response: "accepted" } });
    const met = plan(link, terms());
    expect(met).toMatchObject({ kind: "settle" });
    if (met.kind !== "settle") return;
    const known = { ...link, base: met.base };
    expect(plan(known, terms())).toMatchObject({ kind: "nothing" });
    const later = { ...known, erp: snapshot({ ...link.erp!.fields, response: "declined" }) };
    expect(writes(plan(later, terms()))).toEqual({ microsoft: { response: "declined" } });
    const both = copy({}, { microsoft: { response: "tentative" }, erp: { response: "accepted" } });
    expect(writes(plan(both, terms({ precedence: "erp" })))).toEqual({
      erp: { response: "tentative" },
    });
  });

  it("is nobody's where he organizes or is not invited: nothing is written", () => {
    const organizer = meeting({}, { erp: { response: "accepted" } });
    expect(plan(organizer, terms())).toMatchObject({ kind: "nothing" });
    const notInvited = copy({}, { microsoft: { response: "accepted" } });
    expect(plan(notInvited, terms())).toMatchObject({ kind: "nothing" });
  });

  it("cannot be undone into silence", () => {
    const link = copy({ response: "accepted" });
    const before = { response: null };
    const after = { microsoft: { response: "accepted" }, erp: { response: "accepted" } };
    const undo = { lineId: "1", kind: "update", side: "microsoft", before, after } as const;
    const verdict = judge(link, { ...undo, tellGuests: true }, terms());
    expect(verdict.refused).toEqual([{ because: "read-only", fields: ["response"] }]);
  });
});

describe("rule 19: what others said", () => {
  const [bo, cy] = ["bo@contoso.example", "cy@northwind.example"];

  it("comes to the ERP, again and again", () => {
    const link = meeting(
      { attendees: [person(bo), person(cy)] },
      { microsoft: { attendees: [person(bo, "declined"), person(cy)] } },
    );
    expect(writes(plan(link, terms()))).toEqual({
      erp: { attendees: [person(bo, "declined"), person(cy)] },
    });
  });

  it("in the ERP is not written to Outlook, nor taken back there", () => {
    const answered = { attendees: [person(bo, "accepted"), person(cy)] };
    const link = meeting({ attendees: [person(bo), person(cy)] }, { erp: answered });
    expect(plan(link, terms())).toMatchObject({ kind: "nothing" });
    const more = {
      ...link,
      microsoft: snapshot({
        ...link.erp!.fields,
        attendees: [person(bo), person(cy, "tentative")],
      }),
    };
    expect(writes(plan(more, terms()))).toEqual({
      erp: { attendees: [person(bo, "accepted"), person(cy, "tentative")] },
    });
  });

  it("in the ERP does not make a deleted meeting again", () => {
    const answered = { attendees: [person(bo, "accepted")] };
    const link = { ...meeting({ attendees: [person(bo)] }, { erp: answered }), microsoft: null };
    expect(plan(link, terms())).toMatchObject({ kind: "delete", side: "erp" });
  });
});

describe("rule 19: leaving a meeting", () => {
  const gone = (link: Link): Link => observed(link, "microsoft", null, schema);

  it("is declining it: the ERP is told, once, and the activity stays", () => {
    const link = gone(copy({ response: "accepted" }));
    const decision = plan(link, terms());
    expect(decision).toMatchObject({
      updates: [{ side: "erp", fields: { response: "declined" } }],
      conflicts: [],
    });
    const told = { ...link, erp: snapshot({ ...link.erp!.fields, response: "declined" }) };
    expect(plan(told, terms())).toMatchObject({ kind: "unlink" });
  });

  it("outranks what was said or edited in the ERP since: the log has both", () => {
    const link = gone(copy({ response: null }, { erp: { response: "accepted", subject: "x" } }));
    expect(plan(link, terms())).toMatchObject({
      updates: [{ side: "erp", fields: { response: "declined" } }],
      conflicts: [{ microsoft: "declined", erp: "accepted", because: "left" }],
    });
  });

  it("by declining in the ERP ends the link, and nothing is made again or deleted", () => {
    const link = gone(copy({ response: null }, { erp: { response: "declined", subject: "x" } }));
    expect(plan(link, terms())).toMatchObject({ kind: "unlink" });
  });

  it("is said by the guest of somebody else's activity as well, and not by who called it off", () => {
    const guest = { ...copy({ response: "accepted" }), guestOf: "ada" };
    expect(writes(plan(gone(guest), terms()))).toEqual({ erp: { response: "declined" } });
    const over = gone({ ...guest, calledOff: true });
    expect(plan(over, terms())).toMatchObject({ kind: "unlink" });
  });

  it.each<[string, Terms]>([
    ["that holds no answers", terms({}, new Set(["subject", "attendees"]))],
    ["that is not written", terms({ toErp: false })],
  ])("tells an ERP nothing %s", (_what, rules) => {
    expect(plan(gone(copy({ response: "accepted" })), rules)).toMatchObject({ kind: "unlink" });
  });
});
