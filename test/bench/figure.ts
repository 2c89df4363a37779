/** What the bench measures, and what each figure is held against. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The least (or most) that physics allows here, computed from the model of docs/bench.md. */
  readonly limit?: number;
  readonly target?: Target;
}

export type Target = { readonly atMost: number } | { readonly atLeast: number };

export interface Section {
  readonly title: string;
  /** Measures; `report` is called with each figure as soon as it is known. */
  run(report: (figure: Figure) => void): Promise<void>;
}

/** `undefined` where a figure has no target. */
export function targetMet({ value, target }: Figure): boolean | undefined {
  if (target === undefined) return undefined;
  return "atMost" in target ? value <= target.atMost : value >= target.atLeast;
}

/** The value below which `share` (0 to 1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
