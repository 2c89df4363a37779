/** How often each thing happened, by its name: `changes/erp`, `failures/rejected`, `latency/3` ... */
export type Counts = Readonly<Record<string, number>>;

/** What charts draw of one step of time. */
export interface FiguresStep {
  /** Ms since the epoch at which it begins. */
  readonly fromMs: number;
  /** By the side that was written. */
  readonly changes: { readonly erp: number; readonly microsoft: number };
  /** From a change to its being visible on the other side, ms; `null`: nothing was carried over. */
  readonly latency: { readonly p50: number; readonly p95: number } | null;
  /** By code. */
  readonly failures: Readonly<Record<string, number>>;
  /** Of the systems that are asked; nothing where one tenant is looked at. */
  readonly asked: Counts;
  readonly throttled: Counts;
  readonly silent: Counts;
}

/** Upper bounds of the latencies that are told apart, ms; longer ones count with the last. */
const boundsMs = [
  ...[500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000],
  ...[900_000, 3_600_000],
];

export function latencyName(ms: number): string {
  const at = boundsMs.findIndex((bound) => ms <= bound);
  return `latency/${at < 0 ? boundsMs.length - 1 : at}`;
}

export function stepOf(fromMs: number, counts: Counts): FiguresStep {
  const under = (head: string): Record<string, number> =>
    Object.fromEntries(
      Object.entries(counts)
        .filter(([name]) => name.startsWith(`${head}/`))
        .map(([name, count]) => [name.slice(head.length + 1), count]),
    );
  const latencies = boundsMs.map((_bound, at) => counts[`latency/${at}`] ?? 0);
  const isKnown = latencies.some((count) => count > 0);
  return {
    fromMs,
    changes: { erp: counts["changes/erp"] ?? 0, microsoft: counts["changes/microsoft"] ?? 0 },
    latency: isKnown ? { p50: quantileOf(latencies, 0.5), p95: quantileOf(latencies, 0.95) } : null,
    failures: under("failures"),
    ...{ asked: under("asked"), throttled: under("throttled"), silent: under("silent") },
  };
}

/** As if what lies between two bounds were spread evenly; never beyond the bound it lies under. */
function quantileOf(latencies: readonly number[], share: number): number {
  const all = latencies.reduce((total, count) => total + count, 0);
  let left = share * all;
  for (const [at, count] of latencies.entries()) {
    const [from, to] = [boundsMs[at - 1] ?? 0, boundsMs[at] ?? 0];
    if (count > 0 && left <= count) return Math.round(from + ((to - from) * left) / count);
    left -= count;
  }
  return boundsMs.at(-1) ?? 0;
}
