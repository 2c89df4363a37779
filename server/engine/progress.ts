import type { Clock } from "../lib/clock.ts";
import { scopeKey, type Scope } from "../store/store.ts";

/** Something moved in a mailbox; carries no content, listeners fetch what they show. */
export type ProgressEvent =
  | { readonly kind: "run"; readonly running: boolean }
  | { readonly kind: "item"; readonly itemId: string }
  | { readonly kind: "status" };

/** How far a wide sync is: appointments that were listed, or that are in sync of those to be. */
export type Step =
  | { readonly phase: "reading"; readonly done: number; readonly total: null }
  | { readonly phase: "writing"; readonly done: number; readonly total: number };

export interface Progress {
  publish(scope: Scope, event: ProgressEvent): void;
  /** @returns the function that ends the subscription. */
  subscribe(scope: Scope, listener: (event: ProgressEvent) => void): () => void;
  /**
   * Whether anything moved within the last half minute: who begins to listen may have asked for what
   * he shows just before, and has heard of nothing in between.
   */
  movedLately(scope: Scope): boolean;
  /** Keeps how far a run is, for whoever asks; `null`: it is over. Told to listeners now and then. */
  step(scope: Scope, step: Step | null, nowMs: number): void;
  current(scope: Scope): Step | null;
}

/** Every batch of twenty writes is a step, and nobody reads figures that fast. */
const toldEveryMs = 2_000;
/** Longer than a page takes from its first question to its stream. */
const latelyMs = 30_000;

export function createProgress(clock: Clock): Progress {
  const listeners = new Map<string, Set<(event: ProgressEvent) => void>>();
  const steps = new Map<string, { readonly step: Step; readonly toldAtMs: number }>();
  /** When something moved last, ms since the epoch, by scope. */
  const movedAtMs = new Map<string, number>();
  const progress: Progress = {
    publish(scope, event) {
      movedAtMs.set(scopeKey(scope), clock.now());
      for (const listener of listeners.get(scopeKey(scope)) ?? []) listener(event);
    },
    subscribe(scope, listener) {
      const key = scopeKey(scope);
      const all = listeners.get(key) ?? new Set();
      listeners.set(key, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(key);
      };
    },
    movedLately: (scope) => clock.now() - (movedAtMs.get(scopeKey(scope)) ?? -Infinity) < latelyMs,
    step(scope, step, nowMs) {
      const key = scopeKey(scope);
      const before = steps.get(key);
      if (step === null) {
        steps.delete(key);
        return;
      }
      const isDue = before === undefined || Math.abs(nowMs - before.toldAtMs) >= toldEveryMs;
      steps.set(key, { step, toldAtMs: isDue ? nowMs : before.toldAtMs });
      if (isDue) progress.publish(scope, { kind: "status" });
    },
    current: (scope) => steps.get(scopeKey(scope))?.step ?? null,
  };
  return progress;
}
