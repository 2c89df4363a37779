import { appointmentSchemaRules as schema } from "../../server/resources/appointment/schema.ts";
import * as guard from "../../server/sync/guard.ts";
import type { BrakeLimits, BrakeReport, Decided, Linked } from "../../server/sync/guard.ts";
import type { Decision, Link, Side } from "../../server/sync/model.ts";

const brake = (decided: readonly Decided[], linked: Linked, limits: BrakeLimits) =>
  guard.brake(decided, linked, limits, schema);
const isHeld = (one: Decided, report: BrakeReport) => guard.isHeld(one, report, schema);

const link = (gone: Side): Link => ({ id: "L", writes: [], [gone]: null }) as unknown as Link;

const many = (count: number, side: Side, decision: Decision): Decided[] =>
  Array.from({ length: count }, () => ({
    link: link(side === "erp" ? "microsoft" : "erp"),
    decision,
  }));

const deletions = (count: number, side: Side = "erp"): Decided[] =>
  many(count, side, { kind: "delete", side, precondition: "v1", rule: "5 deleted elsewhere" });

const recreations = (count: number): Decided[] =>
  many(count, "erp", {
    ...{ kind: "create", side: "microsoft", fields: {}, source: {} },
    rule: "5 an edit outlives a deletion",
  });

const linked = (followed: number, left = followed) => ({
  followed,
  present: { microsoft: left, erp: left },
});

const limits = { deletionsMin: 10, share: 0.2, emptiedMin: 5 };

describe("rule 11: the brake", () => {
  it("lets a person tidy up", () => {
    expect(brake(deletions(10), linked(10), limits)).toBeNull();
  });

  it("holds one deletion more than is allowed", () => {
    expect(brake(deletions(11), linked(10), limits)).toEqual({
      ...{ side: "erp", cause: "deletions", deletions: 11, linked: 10, allowed: 10 },
    });
  });

  it("counts a series that was deleted once, however many occurrences it had", () => {
    const series = deletions(60).map((one) => ({ ...one, link: { ...one.link, seriesId: "S" } }));
    expect(brake([...series, ...deletions(9)], linked(100), limits)).toBeNull();
    expect(brake([...series, ...deletions(20)], linked(100), limits)).toMatchObject({
      cause: "deletions",
      deletions: 80,
    });
  });

  it("allows a share of many links, and not one more", () => {
    expect(brake(deletions(20), linked(100), limits)).toBeNull();
    expect(brake(deletions(21), linked(100), limits)).toMatchObject({ deletions: 21, allowed: 20 });
  });

  it("counts each side by itself, and deletions only", () => {
    const both = [...deletions(10, "erp"), ...deletions(10, "microsoft")];
    expect(brake(both, linked(10), limits)).toBeNull();
  });

  it("does not count again what was agreed to and is merely unanswered", () => {
    const write = { side: "erp", kind: "delete", stamp: "s", fields: {}, source: {} } as const;
    const agreed = deletions(11).map((one) => ({ ...one, link: { ...one.link, writes: [write] } }));
    expect(brake(agreed, linked(11), limits)).toBeNull();
  });

  it("does not believe a side of which nothing is left, be it deleting or making again", () => {
    const decided = [...deletions(2), ...recreations(3)];
    expect(brake(decided, linked(5, 1), limits)).toBeNull();
    const report = brake(decided, linked(5, 0), limits);
    expect(report).toMatchObject({ side: "erp", cause: "emptied", deletions: 5 });
    expect(decided.every((one) => isHeld(one, report!))).toBe(true);
  });

  it("does not take the answers of an attendee from a side of which nothing is left", () => {
    const update = { side: "erp", precondition: "v1", fields: {}, source: {} } as const;
    const base = { microsoft: {}, erp: {} };
    const answers = many(5, "erp", {
      ...{ kind: "update", updates: [update], conflicts: [], base, rule: "19 an answer" },
    });
    const report = brake(answers, linked(5, 0), limits);
    expect(report).toMatchObject({ side: "erp", cause: "emptied", deletions: 5 });
    expect(answers.every((one) => isHeld(one, report!))).toBe(true);
    expect(brake(answers, linked(5, 1), limits)).toBeNull();
  });

  it("believes that somebody deleted his last four", () => {
    expect(brake(deletions(4), linked(4, 0), limits)).toBeNull();
  });

  const day = (on: string, field: string) => ({ on, field });
  /** Series of which the ERP now says this about single days. */
  const ofDays = (count: number, before: readonly object[], after: readonly object[]): Decided[] =>
    Array.from({ length: count }, (_, n) => ({
      link: {
        ...link("erp"),
        ...{ id: `S${n}`, erp: {}, microsoft: { fields: { exceptions: before } } },
      } as unknown as Link,
      decision: {
        kind: "update",
        updates: [
          {
            ...{ side: "microsoft", precondition: "v1", source: {} },
            fields: { exceptions: after },
          },
        ],
        ...{ conflicts: [], base: { microsoft: {}, erp: {} }, rule: "4 the ERP changed" },
      } as unknown as Decision,
    }));

  it("counts a series that loses days once, however many they are", () => {
    const gone = [day("2026-12-01", "gone"), day("2026-12-08", "gone")];
    expect(brake(ofDays(10, [], gone), linked(10), limits)).toBeNull();
    const report = brake(ofDays(11, [], gone), linked(20), limits);
    expect(report).toMatchObject({ side: "microsoft", cause: "deletions", deletions: 11 });
    expect(ofDays(11, [], gone).every((one) => isHeld(one, report!))).toBe(true);
  });

  it("does not count days that are gone there already, come back, or are merely changed", () => {
    const gone = day("2026-12-01", "gone");
    expect(brake(ofDays(30, [gone], [gone]), linked(30), limits)).toBeNull();
    expect(brake(ofDays(30, [gone], []), linked(30), limits)).toBeNull();
    expect(brake(ofDays(30, [], [day("2026-12-01", "place")]), linked(30), limits)).toBeNull();
  });

  it("holds deletions of that side only, and lets everything else go on", () => {
    const report = brake(deletions(11), linked(20), limits);
    const others = [...deletions(1, "microsoft"), ...recreations(1)];
    expect(others.some((one) => isHeld(one, report!))).toBe(false);
  });
});
