import { plan } from "../../server/sync/plan.ts";
import { carriedOut, inWords, situation } from "./decisions/cases.ts";
import { judge } from "./decisions/judge.ts";
import { laws, parts, type Case } from "./decisions/laws.ts";
import { casesOf, linesOf, tables, toldLaws } from "./decisions/table.ts";

/** What the core decides, in the words of the laws. */
function decided(one: Case): string {
  const { link, terms } = situation(one);
  return inWords(plan(link, terms), link);
}

describe("the decision table: what happened here, what happened there, and every rule", () => {
  it.each(parts)("is decided by the laws for every case of: %s", (part) => {
    const cases = casesOf(part);
    expect(cases).toHaveLength(26 * 6 * 4 * 3);
    const wrong = cases
      .map((one) => ({ ...one, ...judge(one), decided: decided(one) }))
      .filter((one) => one.decided !== one.outcome);
    expect(wrong).toEqual([]);
  });

  it("leaves nothing to do once it is carried out, unless a person is asked", () => {
    const restless = parts.flatMap(casesOf).filter((one) => {
      const { link, terms } = situation(one);
      const decision = plan(link, terms);
      const next = carriedOut(link, decision, terms.schema);
      if (next === null) return false;
      const left = inWords(plan(next, terms), next);
      return !["nothing", "agree"].includes(left) && !left.startsWith("ask");
    });
    expect(restless).toEqual([]);
  });

  it("needs every law, and each is told to the reader in the same words", () => {
    const used = new Set(parts.flatMap(casesOf).flatMap((one) => judge(one).laws));
    expect([...used].sort()).toEqual(Object.keys(laws).sort());
    expect(Object.fromEntries(toldLaws)).toEqual(laws);
  });
});

describe.each(tables)("the table that people read: $title", (table) => {
  const lines = linesOf(table);

  it("has a line for every pair", () => {
    expect(lines.map(({ pair }) => pair)).toEqual(table.pairs);
  });

  it.each(lines)("$pair", ({ cells, laws: named }) => {
    for (const { case: one, says } of cells) expect([one, decided(one)]).toEqual([one, says]);
    const judged = new Set(cells.flatMap((cell) => judge(cell.case).laws));
    expect(named).toEqual([...judged]);
  });
});
