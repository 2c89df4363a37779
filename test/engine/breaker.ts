import type { Connector } from "../../server/connectors/connector.ts";
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
