import { simulate } from "../../server/simulate.ts";
import { type } from "./terminal.ts";

describe("sync-to-erp simulate", () => {
  it("plays days with faults, the same from the same seed, and both sides are equal in the end", async () => {
    const { code, out } = await type("simulate", "--seeds", "30", "--json");
    const played = JSON.parse(out) as { faults: number; failed: readonly unknown[] };
    expect([code, played.failed]).toEqual([0, []]);
    expect(played.faults).toBeGreaterThan(100);
    expect(await simulate(7)).toEqual(await simulate(7));
    expect((await simulate(7)).items).toBeGreaterThan(5);
  });

  it("ends with 2 where a number is none", async () => {
    expect((await type("simulate", "--seeds", "many")).code).toBe(2);
  });
});
