import { brake } from "../../server/sync/guard.ts";
import type { Decision } from "../../server/sync/model.ts";

const deletions = (count: number, side: "microsoft" | "erp" = "erp"): Decision[] =>
  Array.from({ length: count }, () => ({
    kind: "delete",
    side,
    precondition: "v1",
    rule: "5 deleted on the other side",
  }));
const limits = { deletionsMin: 10, share: 0.2 };

describe("rule 11: the brake", () => {
  it("lets a person tidy up", () => {
    expect(brake(deletions(10), 10, limits)).toBeNull();
  });

  it("holds one deletion more than is allowed", () => {
    expect(brake(deletions(11), 10, limits)).toEqual({
      side: "erp",
      deletions: 11,
      linked: 10,
      allowed: 10,
    });
  });

  it("allows a share of many links, and not one more", () => {
    expect(brake(deletions(20), 100, limits)).toBeNull();
    expect(brake(deletions(21), 100, limits)).toMatchObject({ deletions: 21, allowed: 20 });
  });

  it("counts each side by itself, and deletions only", () => {
    const both = [...deletions(10, "erp"), ...deletions(10, "microsoft")];
    expect(brake(both, 10, limits)).toBeNull();
  });
});
