import type { Connector } from "../../server/connectors/port/connector.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Store } from "../../server/store/store.ts";

/** The engine's process ends at this step of its input and output. */
export class Crash extends Error {}

/** Counts every step and ends the process at the chosen ones, before or after their effect. */
export function createBreaker() {
  let step = 0;
  let at: { step: number; when: "before" | "after" } | null = null;
  let meanwhile: { step: number; act: () => Promise<void> } | null = null;
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = ++step;
    if (meanwhile?.step === mine) {
      const { act } = meanwhile;
      meanwhile = null;
      await act();
    }
    if (at?.step === mine && at.when === "before") throw new Crash();
    const result = await work();
    if (at?.step === mine && at.when === "after") throw new Crash();
    return result;
  };
  return {
    guard,
    arm(next: { step: number; when: "before" | "after" } | null) {
      step = 0;
      at = next;
      meanwhile = null;
    },
    /** Something happens right before this step. */
    meanwhile(next: number, act: () => Promise<void>) {
      step = 0;
      meanwhile = { step: next, act };
    },
    connector: (inner: Connector): Connector => ({
      ...inner,
      delta: (...args) => guard(async () => inner.delta(...args)),
      get: (...args) => guard(async () => inner.get(...args)),
      write: (...args) => guard(async () => inner.write(...args)),
      ...(inner.invitations === undefined
        ? {}
        : {
            invitations: {
              send: (...args) => guard(async () => inner.invitations!.send(...args)),
            },
          }),
      ...(inner.feed === undefined
        ? {}
        : {
            feed: {
              ...inner.feed,
              changes: (cursor: string | null) => guard(async () => inner.feed!.changes(cursor)),
            },
          }),
    }),
    store: (inner: Store): Store => ({
      ...inner,
      commit: (...args) => guard(async () => inner.commit(...args)),
    }),
  };
}

/** Of a harness: the parts that end where the breaker says. */
export interface BreakingParts {
  readonly store: Store;
  readonly wrap: (inner: Connector) => Connector;
}

interface Stoppable {
  readonly harness: { run(): Promise<unknown>; settle(): Promise<unknown> };
}

/** More steps than a single run takes: it would never come to its end. */
const stepsMax = 60;

/**
 * Plays a story once for each step at which its run can be stopped, the last time to the run's end.
 * @param prepare makes its world, as it is before that run
 * @param check what holds when all has settled after the stop
 * @returns how often it was played
 */
export async function stoppedAtEachStep<W extends Stoppable>(
  when: "before" | "after",
  prepare: (parts: BreakingParts) => Promise<W>,
  check: (world: W) => Promise<void>,
): Promise<number> {
  let step = 0;
  for (let stopped = true; stopped;) {
    step++;
    const breaker = createBreaker();
    const world = await prepare({
      store: breaker.store(createMemoryStore()),
      wrap: (inner) => breaker.connector(inner),
    });
    breaker.arm({ step, when });
    stopped = await world.harness.run().then(
      () => false,
      (error: unknown) => error instanceof Crash,
    );
    breaker.arm(null);
    await world.harness.settle();
    await check(world);
    expect(step).toBeLessThan(stepsMax);
  }
  return step;
}

/** When the reply to a write is lost, before it landed or after, and how many times in a row. */
export const lostReplies = [
  ["before", 1],
  ["after", 1],
  ["before", 3],
  ["after", 3],
] as const;
