import type { Clock } from "./clock.ts";

export interface Recent<Value> {
  /** When it was found out, milliseconds since 1970. */
  readonly at: number;
  readonly value: Value;
}

/**
 * What costs another system something is found out at most once a while for each key: several who ask at
 * once share one look, and who asks soon after it hears what it found. A look that fails is not kept.
 * @param keptMs how long what was found is good, milliseconds
 */
export function createRecent<Value>(clock: Clock, keptMs: number) {
  const looks = new Map<string, { readonly at: number; readonly value: Promise<Value> }>();
  return async (key: string, look: () => Promise<Value>): Promise<Recent<Value>> => {
    const last = looks.get(key);
    // A clock that was set back ends it too.
    if (last !== undefined && Math.abs(clock.now() - last.at) < keptMs)
      return { at: last.at, value: await last.value };
    const made = { at: clock.now(), value: look() };
    looks.set(key, made);
    try {
      return { at: made.at, value: await made.value };
    } catch (error) {
      if (looks.get(key) === made) looks.delete(key);
      throw error;
    }
  };
}
