/** What is told of a step: kinds, codes, counts, and ids that a person can quote. Never what somebody wrote. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface Step {
  readonly name: string;
  /** Who waits for whom: `server` answers somebody, `client` asks another system; absent: neither. */
  readonly kind?: "server" | "client";
  readonly facts?: Facts;
  /** Begins a story of its own: what woke it does not wait for it. */
  readonly apart?: boolean;
}

/**
 * Does `work` as one step of whatever is going on around it. What the step learns on its way it says by
 * `tell`; what `work` throws goes through.
 */
export type Trace = <T>(
  step: Step,
  work: (tell: (facts: Facts) => void) => Promise<T>,
) => Promise<T>;

/** Nobody follows. */
export const untraced: Trace = (_step, work) => work(() => undefined);
