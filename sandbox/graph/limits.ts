/**
 * Outlook's limits per app and mailbox. A throttled request counts too, and so does every part of a
 * `$batch`. `throttling-limits.md`, Outlook section.
 */
import type { Clock } from "../../server/lib/clock.ts";
import { GraphError } from "./errors.ts";

export interface Limits {
  readonly concurrent: number;
  readonly requests: number;
  readonly windowSeconds: number;
  /** `Retry-After` when too many run at once. */
  readonly retryAfterSeconds: number;
}

export const outlookLimits: Limits = {
  concurrent: 4,
  requests: 10_000,
  windowSeconds: 600,
  retryAfterSeconds: 1,
};

export interface Limiter {
  /** Counts a request in and returns the function that lets it go. Throws 429. */
  enter(appId: string, mailboxId: string): () => void;
}

const throttled = (which: string, retryAfterSeconds: number) =>
  new GraphError(429, "ApplicationThrottled", `Application is over its ${which} limit.`, {
    "retry-after": String(retryAfterSeconds),
  });

export function createLimiter(clock: Clock, limits: Limits): Limiter {
  const usage = new Map<string, { running: number; times: number[] }>();
  return {
    enter(appId, mailboxId) {
      const key = `${appId} ${mailboxId}`;
      const used = usage.get(key) ?? { running: 0, times: [] };
      usage.set(key, used);
      const now = clock.now();
      const windowMs = limits.windowSeconds * 1000;
      const firstInside = used.times.findIndex((time) => time > now - windowMs);
      used.times.splice(0, firstInside === -1 ? used.times.length : firstInside);
      used.times.push(now);
      if (used.times.length > limits.requests) {
        const frees = (used.times[used.times.length - limits.requests - 1] ?? now) + windowMs;
        throw throttled("RequestsPerMailbox", Math.max(1, Math.ceil((frees - now) / 1000)));
      }
      if (used.running >= limits.concurrent) {
        throw throttled("MailboxConcurrency", limits.retryAfterSeconds);
      }
      used.running += 1;
      return () => {
        used.running -= 1;
      };
    },
  };
}
