import type { FiguresStepView } from "../../../../server/api/contract/service/health.ts";

/** What one chart draws: a value per step for each legend. */
export interface Series {
  readonly legends: readonly string[];
  /** By step, then by legend; `null`: there is none, which is not the same as 0. */
  readonly values: readonly (readonly (number | null)[])[];
}

type Steps = readonly FiguresStepView[];

export function changesOf(steps: Steps, words: { erp: string; microsoft: string }): Series {
  return {
    legends: [words.erp, words.microsoft],
    values: steps.map(({ changes }) => [changes.erp, changes.microsoft]),
  };
}

/** In seconds, to a tenth. */
export function latencyOf(steps: Steps, words: { p50: string; p95: string }): Series {
  const seconds = (ms: number): number => Math.round(ms / 100) / 10;
  return {
    legends: [words.p50, words.p95],
    values: steps.map(({ latency }) =>
      latency === null ? [null, null] : [seconds(latency.p50), seconds(latency.p95)],
    ),
  };
}

/** Colours can be told apart as far as this; what is rarer is put together. */
const legendsMost = 6;

/** The most frequent first. @param wordOf what a code is called */
export function codesOf(
  steps: Steps,
  of: "failures" | "throttled",
  wordOf: (code: string) => string,
  rest: string,
): Series {
  const totals = new Map<string, number>();
  for (const step of steps) {
    for (const [code, count] of Object.entries(step[of])) {
      totals.set(code, (totals.get(code) ?? 0) + count);
    }
  }
  const codes = [...totals].sort(([, one], [, other]) => other - one).map(([code]) => code);
  const isLong = codes.length > legendsMost;
  const shown = isLong ? codes.slice(0, legendsMost - 1) : codes;
  return {
    legends: [...shown.map(wordOf), ...(isLong ? [rest] : [])],
    values: steps.map((step) => {
      const counts = shown.map((code) => step[of][code] ?? 0);
      const others = codes
        .slice(shown.length)
        .reduce((total, code) => total + (step[of][code] ?? 0), 0);
      return isLong ? [...counts, others] : counts;
    }),
  };
}

export function isEmpty({ values }: Series): boolean {
  return values.every((step) => step.every((value) => value === null || value === 0));
}
