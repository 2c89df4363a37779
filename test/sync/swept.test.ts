import { maskOf } from "../../server/resources/appointment/mask.ts";
import { appointmentSchemaRules as schema } from "../../server/resources/appointment/schema.ts";
import type { Decision, Fields, Link, Policy, Side, Value } from "../../server/sync/model.ts";
import { plan } from "../../server/sync/plan.ts";
import { observed } from "../../server/sync/record.ts";
import { heldBeside } from "../../server/sync/swept.ts";
import type { Terms } from "../../server/sync/terms.ts";
import { agreeing, policy, snapshot } from "./world.ts";

/** Rule 20: a server that drops the days of a series when its time is written speaks for nobody. */

const held = new Set(["subject", "when", "place", "sensitivity", "attendees", "exceptions"]);
const terms = (rules: Partial<Policy> = {}): Terms => ({
  schema,
  policy: { ...policy, ...rules },
  holdings: { microsoft: held, erp: held },
  privacy: {
    mark: "sensitivity",
    maskOf: (link) => maskOf(link, { items: "busy", word: "Busy", address: null }, () => false),
  },
});

const tuesdays = (hour: number, weekday = "tuesday"): Value => ({
  ...{ allDay: false, start: `2026-12-01T0${hour}:00:00Z`, end: `2026-12-01T0${hour}:30:00Z` },
  zone: "Europe/Berlin",
  recurrence: {
    pattern: { every: "week", interval: 1, weekdays: [weekday], weekStart: "monday" },
    ends: { kind: "never" },
  },
});
const [first, second] = ["2026-12-08", "2026-12-15"];
const named = (on: string, value: string): Value => ({ on, field: "subject", value });
const guest = { address: "g@x.example", name: "G", kind: "required", response: "none" };

/** A series that both sides agreed on, and what each holds of it now. */
function series(base: readonly Value[], now: Partial<Record<Side, Fields>> = {}): Link {
  const fields = {
    ...{ subject: "Round", when: tuesdays(8), place: null, sensitivity: "normal" },
    ...{ attendees: [], exceptions: base },
  };
  return {
    ...agreeing({ title: "", place: null, tags: [], guests: [], records: [] }),
    companion: {},
    microsoft: snapshot({ ...fields, ...now.microsoft }),
    erp: snapshot({ ...fields, ...now.erp }),
    base: { microsoft: fields, erp: fields },
  };
}

/** The link after our write of the time, as its side reads from then on: without its days. */
function afterMove(
  link: Link,
  side: Side,
  left: readonly Value[] = [],
  stamp: string | null = "s",
): Link {
  const fields = { when: tuesdays(9) };
  const intent = { side, kind: "update" as const, stamp: "s", fields, source: fields };
  const writes = [{ ...intent, ...heldBeside(link, side, fields, schema) }];
  const read = snapshot({ ...link[side]!.fields, ...fields, exceptions: left });
  return observed({ ...link, writes }, side, { snapshot: read, stamp }, schema);
}

function writes(decision: Decision): Partial<Record<Side, Fields>> {
  if (decision.kind !== "update") return {};
  return Object.fromEntries(decision.updates.map(({ side, fields }) => [side, fields]));
}

describe("rule 20: what a write of ours swept away", () => {
  const moved = { microsoft: { when: tuesdays(9) } };

  it("is written back, and what was only there goes over as if it stood", () => {
    const link = series([named(first, "Old")], {
      microsoft: { when: tuesdays(9) },
      erp: { exceptions: [named(first, "Old"), named(second, "New")] },
    });
    expect(writes(plan(link, terms()))).toEqual({ erp: { when: tuesdays(9) } });
    const all = [named(first, "Old"), named(second, "New")];
    expect(writes(plan(afterMove(link, "erp"), terms()))).toEqual({
      erp: { exceptions: all },
      microsoft: { exceptions: all },
    });
  });

  it("is known where a side keeps no stamps, by all that was sent standing there", () => {
    const link = series([named(first, "Old")], moved);
    const heard = afterMove(link, "erp", [], null);
    expect(writes(plan(heard, terms()))).toEqual({ erp: { exceptions: [named(first, "Old")] } });
    // As that side spells it.
    const sent = { when: tuesdays(9), subject: "Round  two" };
    const intent = { side: "erp" as const, kind: "update" as const, stamp: "s", fields: sent };
    const writing = [{ ...intent, source: sent, ...heldBeside(link, "erp", sent, schema) }];
    const read = snapshot({ ...link.erp!.fields, ...sent, subject: "round two", exceptions: [] });
    const tidied = observed(
      { ...link, writes: writing },
      "erp",
      { snapshot: read, stamp: null },
      schema,
    );
    expect(tidied.swept).toEqual({ erp: { exceptions: [named(first, "Old")] } });
  });

  it("is no more than what a person left: a day that he changed or ended since is as he has it", () => {
    const link = series([named(first, "Old")], moved);
    const gone = { on: first, field: "gone", value: true };
    for (const now of [named(first, "Newer"), gone]) {
      const heard = afterMove(link, "erp", [now]);
      const told = writes(plan(heard, terms())).microsoft?.["exceptions"];
      expect(told).toEqual([now]);
    }
  });

  it("is nothing that a person had taken away before it", () => {
    const link = series([named(first, "Old")], {
      microsoft: { when: tuesdays(9) },
      erp: { exceptions: [] },
    });
    const back = writes(plan(afterMove(link, "erp"), terms()));
    expect(back).toEqual({ microsoft: { exceptions: [] } });
  });

  it("that the other side takes away is not put back", () => {
    const link = series([named(first, "Old")], {
      microsoft: { when: tuesdays(9), exceptions: [] },
    });
    const back = writes(plan(afterMove(link, "erp"), terms()));
    expect(back).toEqual({ erp: { exceptions: [] } });
  });

  it("hides a private day as before: the ERP is told nothing of it", () => {
    const secret = named(first, "Secret");
    const mark = { on: first, field: "sensitivity", value: "private" };
    const days = [secret, mark];
    const masked = [mark, named(first, "Busy")];
    const link = series(masked, {
      microsoft: { exceptions: days },
      erp: { when: tuesdays(9), exceptions: masked },
    });
    const heard = afterMove(link, "microsoft");
    expect(writes(plan(heard, terms()))).toEqual({ microsoft: { exceptions: days } });
  });

  it("invites nobody anew, and takes no day from guests", () => {
    const invited = { on: first, field: "attendees", who: guest.address, value: guest };
    const off = { on: second, field: "gone", value: true };
    const link = series([invited, off], {
      microsoft: { attendees: [guest] },
      erp: { attendees: [guest], when: tuesdays(9) },
    });
    expect(writes(plan(afterMove(link, "microsoft"), terms()))).toEqual({});
  });

  it("stays away where somebody invited guests before it was put back", () => {
    const off = { on: second, field: "gone", value: true };
    const swept = afterMove(series([off], { erp: { when: tuesdays(9) } }), "microsoft");
    expect(writes(plan(swept, terms()))).toEqual({ microsoft: { exceptions: [off] } });
    const { fields } = swept.microsoft!;
    const invited = { ...swept, microsoft: snapshot({ ...fields, attendees: [guest] }) };
    expect(writes(plan(invited, terms()))).not.toHaveProperty("microsoft");
  });

  it("has no place on the other side once the series was moved from under it: it stays, and the log has it", () => {
    const wednesdays = tuesdays(8, "wednesday");
    const link = series([], {
      microsoft: { when: wednesdays },
      erp: { exceptions: [named(first, "New")] },
    });
    const decision = plan(link, terms());
    expect(writes(decision)).toEqual({ erp: { when: wednesdays } });
    expect(decision).toMatchObject({
      conflicts: [{ field: "exceptions", winner: "microsoft", because: "removed-and-edited" }],
    });
    // Until a person says which days count, nothing of them is sent to and fro.
    const asked = series([], {
      microsoft: { when: wednesdays },
      erp: { when: tuesdays(9), exceptions: [named(first, "New")] },
    });
    expect(writes(plan(asked, terms({ precedence: "ask" })))).toEqual({});
  });

  it("is no part of what was agreed on while it is one side's own", () => {
    const own = { on: first, field: "place", value: "Here" };
    const both = [named(second, "Same")];
    const flows = { place: "none" as const };
    const link = series([], {
      microsoft: { exceptions: both },
      erp: { exceptions: [...both, own] },
    });
    const decision = plan(link, terms({ flows }));
    expect(decision).toMatchObject({ kind: "settle", base: { erp: { exceptions: both } } });
  });
});
