import fc from "fast-check";
import { match, type Candidate } from "../../server/sync/match.ts";
import { snapshot } from "./world.ts";

const candidate = (facts: Partial<Candidate>): Candidate => ({
  snapshot: snapshot({}),
  key: null,
  foreignId: null,
  sharedId: null,
  naturalKey: null,
  ...facts,
});

describe("rule 6: pairing what exists on both sides", () => {
  it("pairs exactly one candidate with exactly one", () => {
    const [here, there] = [candidate({ naturalKey: "a" }), candidate({ naturalKey: "a" })];
    const { matches, doubts } = match([here], [there]);
    expect(matches).toEqual([{ microsoft: here, erp: there, by: "naturalKey" }]);
    expect(doubts).toHaveLength(0);
  });

  it("asks when several look alike, and does not fall back to a weaker sign", () => {
    const twins = [
      candidate({ sharedId: "x", naturalKey: "a" }),
      candidate({ sharedId: "x", naturalKey: "b" }),
    ];
    const { matches, doubts } = match(twins, [candidate({ sharedId: "x", naturalKey: "a" })]);
    expect(matches).toHaveLength(0);
    expect(doubts).toHaveLength(1);
  });

  it("a stronger sign outranks a weaker one", () => {
    const mine = candidate({ key: "k", naturalKey: "a" });
    const stranger = candidate({ naturalKey: "a" });
    const theirs = candidate({ key: "k", naturalKey: "b" });
    expect(match([mine, stranger], [theirs]).matches).toEqual([
      { microsoft: mine, erp: theirs, by: "key" },
    ]);
  });

  it("what another integration linked outranks looks, and yields to what we made ourselves", () => {
    const adopted = candidate({ foreignId: "f", naturalKey: "a" });
    const alike = candidate({ naturalKey: "a" });
    const there = candidate({ foreignId: "f", naturalKey: "b" });
    expect(match([adopted, alike], [there]).matches).toEqual([
      { microsoft: adopted, erp: there, by: "foreignId" },
    ]);
    const made = candidate({ key: "k" });
    const both = candidate({ key: "k", foreignId: "f" });
    expect(match([adopted, made], [both]).matches).toMatchObject([{ by: "key" }]);
  });

  it("never uses a candidate twice", () => {
    const sign = fc.option(fc.constantFrom("a", "b", "c"));
    const some = fc.array(
      fc.record({ key: sign, foreignId: sign, sharedId: sign, naturalKey: sign }).map(candidate),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(some, some, (microsoft, erp) => {
        const { matches } = match(microsoft, erp);
        const used = matches.flatMap((one) => [one.microsoft, one.erp]);
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });
});
