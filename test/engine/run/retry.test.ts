import fc from "fast-check";
import {
  ConnectorError,
  type ConnectorErrorCode,
} from "../../../server/connectors/port/connector-error.ts";
import {
  earliestRetryMs,
  reachOf,
  retryDelayMs,
  signInMayHelp,
  toldOf,
} from "../../../server/engine/run/retry.ts";

const error = (code: ConnectorErrorCode, retryAfterMs?: number) =>
  new ConnectorError(code, "erp", "x", retryAfterMs === undefined ? {} : { retryAfterMs });

describe("what is done about a failure", () => {
  it.each([
    ["throttled", "run", true],
    ["unavailable", "run", true],
    ["cursor-expired", "run", true],
    ["unauthorized", "run", false],
    ["stale", "item", true],
    ["not-found", "item", true],
    ["rejected", "item", false],
    ["forbidden", "item", true],
  ] as const)("%s stops the %s, and is tried again: %s", (code, reach, retries) => {
    expect(reachOf(code)).toBe(reach);
    expect(retryDelayMs(error(code), 1) !== null).toBe(retries);
  });

  it("tells whoever can do something about it", () => {
    const codes = ["throttled", "unauthorized", "rejected", "forbidden", "unavailable"] as const;
    expect(codes.map(toldOf)).toEqual([
      ...["nobody", "person", "person", "administrator", "administrator"],
    ]);
  });

  it("adds a fifth at most by chance, so that not all come back together, and undercuts nothing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.nat(7_200_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, retryAfterMs, chance) => {
          const base = retryDelayMs(error("throttled", retryAfterMs), attempt)!;
          const wait = retryDelayMs(error("throttled", retryAfterMs), attempt, chance)!;
          expect(wait).toBeGreaterThanOrEqual(Math.max(base, retryAfterMs));
          expect(wait).toBeLessThanOrEqual(Math.ceil(base * 1.2));
        },
      ),
    );
  });

  it("waits 5 s, twice as long each time, and never more than 15 minutes", () => {
    const waits = [1, 2, 3, 8, 9, 1_000, 1e9].map((attempt) => retryDelayMs(null, attempt));
    expect(waits).toEqual([5_000, 10_000, 20_000, 640_000, 900_000, 900_000, 900_000]);
  });

  it("asks once an hour for a permission that only an administrator can give", () => {
    expect([1, 2, 9].map((attempt) => retryDelayMs(error("forbidden"), attempt))).toEqual([
      3_600_000, 3_600_000, 3_600_000,
    ]);
  });

  it("lets a sign-in start a run at once only where it may help", () => {
    const codes = ["unauthorized", "forbidden", "unavailable", "throttled"] as const;
    expect(codes.map((code) => signInMayHelp(error(code)))).toEqual([true, true, false, false]);
    expect(signInMayHelp(null)).toBe(false);
  });

  it("never comes before the other side listens again, and may come later", () => {
    expect(retryDelayMs(error("throttled", 60_000), 1)).toBe(60_000);
    expect(retryDelayMs(error("throttled", 60_000), 6)).toBe(160_000);
    expect(retryDelayMs(error("throttled", 3_600_000), 99)).toBe(3_600_000);
    expect(earliestRetryMs(error("throttled", 60_000))).toBe(60_000);
    expect(earliestRetryMs(error("unavailable"))).toBe(5_000);
    expect(earliestRetryMs(null)).toBe(5_000);
  });
});
