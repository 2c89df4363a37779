import { AsyncLocalStorage } from "node:async_hooks";

/** Who lets its work stand still until its turn comes, and is told of it. */
export interface Patience {
  /**
   * Something of the work waits.
   * @param untilMs when its turn comes at the earliest, ms since the epoch
   * @param giveUp ends that wait at once; called here where nothing is waited for any more
   * @returns what is called when the wait is over
   */
  waits(untilMs: number, giveUp: () => void): () => void;
}

const around = new AsyncLocalStorage<Patience>();

/** Whose work is done now; `undefined`: nobody has time for more than a moment. */
export function patienceNow(): Patience | undefined {
  return around.getStore();
}

/** Work that may stand still for minutes, as those see it who would else wait for its end. */
export interface Standstill {
  /** Does `work` with that patience. */
  run<T>(work: () => T): T;
  /** Until when it stands still, ms since the epoch; `null`: it gets on. */
  untilMs(): number | null;
  /** What `over` comes to, or `stands` as soon as it stands still. */
  orStands<T>(over: Promise<T>): Promise<T | "stands">;
  /** Whatever it waits for now or would wait for later is waited for no more. */
  giveUp(): void;
}

/** @param onChange is called when it begins to stand still, and when it gets on */
export function createStandstill(onChange: () => void = () => undefined): Standstill {
  const waiting = new Map<symbol, { readonly untilMs: number; readonly giveUp: () => void }>();
  let listeners: (() => void)[] = [];
  let impatient = false;

  const patience: Patience = {
    waits(untilMs, giveUp) {
      if (impatient) {
        giveUp();
        return () => undefined;
      }
      const one = Symbol("wait");
      waiting.set(one, { untilMs, giveUp });
      if (waiting.size === 1) onChange();
      for (const listener of listeners.splice(0)) listener();
      return () => {
        if (waiting.delete(one) && waiting.size === 0) onChange();
      };
    },
  };

  const untilMs = (): number | null =>
    waiting.size === 0 ? null : Math.min(...[...waiting.values()].map((one) => one.untilMs));

  return {
    run: (work) => around.run(patience, work),
    untilMs,
    async orStands(over) {
      if (untilMs() !== null) return "stands";
      let listener: () => void = () => undefined;
      const stands = new Promise<"stands">((resolve) => {
        listener = () => resolve("stands");
      });
      listeners.push(listener);
      try {
        return await Promise.race([stands, over]);
      } finally {
        listeners = listeners.filter((one) => one !== listener);
      }
    },
    giveUp() {
      impatient = true;
      for (const { giveUp } of [...waiting.values()]) giveUp();
    },
  };
}
