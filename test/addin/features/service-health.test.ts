/** What the charts of the Health panel draw, and what its tables read out. */
import {
  changesOf,
  codesOf,
  isEmpty,
  latencyOf,
} from "../../../addin/features/service/health/series.ts";
import { told as german } from "../../../addin/features/service/health/told-de.ts";
import { told as english } from "../../../addin/features/service/health/told-en.ts";
import type { FiguresStepView } from "../../../server/api/contract/service/health.ts";

const step = (more: Partial<FiguresStepView> = {}): FiguresStepView => ({
  ...{ from: "2026-11-28T16:00:00.000Z", changes: { erp: 0, microsoft: 0 }, latency: null },
  ...{ failures: {}, throttled: {}, ...more },
});
const many = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`code-${at}`, 9 - at]));

it("draws a gap where nothing was measured, and a nought where nothing happened", () => {
  const steps = [step(), step({ latency: { p50: 1_240, p95: 9_960 } })];
  const words = { p50: "half", p95: "most" };
  expect(latencyOf(steps, words).values).toEqual([
    [null, null],
    [1.2, 10],
  ]);
  const changes = changesOf(steps, { erp: "in", microsoft: "out" });
  expect(changes.values).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(isEmpty(changes)).toBe(true);
  expect(isEmpty(latencyOf(steps, words))).toBe(false);
});

it("puts together what is rare, so that colours can be told apart and nothing goes uncounted", () => {
  const word = (code: string): string => code.toUpperCase();
  const { legends, values } = codesOf([step({ failures: many }), step()], "failures", word, "rest");
  expect(legends).toEqual(["CODE-0", "CODE-1", "CODE-2", "CODE-3", "CODE-4", "rest"]);
  expect(values).toEqual([
    [9, 8, 7, 6, 5, 4 + 3 + 2 + 1],
    [0, 0, 0, 0, 0, 0],
  ]);
  expect(codesOf([step()], "throttled", word, "rest")).toEqual({ legends: [], values: [[]] });
});

/** Sentences that are the same of one and of many. */
const alike = new Set(["microsoft throttled", "sign-in throttled"]);

it("says in both languages of everything broken what to do", () => {
  for (const [name, one] of Object.entries(german)) {
    const other = english[name as keyof typeof english];
    expect(one.says("7", "today") === other.says("7", "today")).toBe(false);
    expect([name, one.does === ""]).toEqual([name, other.does === ""]);
    // Of one it is told as of one.
    for (const language of [one, other]) {
      const many = language.says("7", "today").replaceAll("7", "1");
      const isSame = language.says("1", "today") === many;
      expect([name, isSame && many.includes("1") && !alike.has(name)]).toEqual([name, false]);
    }
  }
});
