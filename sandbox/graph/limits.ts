/**
 * How much Graph takes, as `throttling-limits.md` says: of the mailbox for each app, of extensions for
 * each app and tenant, and of everything for each app. A throttled request counts too, and so does
 * every part of a `$batch`.
 */
import type { Clock } from "../../server/lib/clock.ts";
import { GraphError, tooManyRequests } from "./errors.ts";
import type { Switches } from "./switches.ts";
import { type SlidingWindow, createWindow } from "./window.ts";

export interface Limits {
  /** Requests of an app to a mailbox that may run at once. */
  readonly concurrent: number;
  /** Requests of an app to a mailbox in `windowSeconds`. */
  readonly requests: number;
  readonly windowSeconds: number;
  /** Bytes that an app may send to a mailbox in `uploadWindowSeconds`. */
  readonly uploadBytes: number;
  readonly uploadWindowSeconds: number;
  /** Requests for extensions of an app in a tenant in ten seconds. */
  readonly extensions: number;
  /** Requests of an app in ten seconds, whatever the tenant. */
  readonly ofApp: number;
  /** `Retry-After` when too many run at once. */
  readonly retryAfterSeconds: number;
}

export const documentedLimits: Limits = {
  concurrent: 4,
  requests: 10_000,
  windowSeconds: 600,
  uploadBytes: 150 * 1024 * 1024,
  uploadWindowSeconds: 300,
  extensions: 455,
  ofApp: 130_000,
  retryAfterSeconds: 1,
};

const tenSecondsMs = 10_000;

export interface Usage {
  readonly appId: string;
  readonly tenantId: string;
  readonly path: string;
  /** What POST, PATCH and PUT send. */
  readonly bytes: number;
}

export interface Limiter {
  /** Counts a request of an app. Throws 429. */
  enterApp(usage: Usage): void;
  /** Counts a request to a mailbox in and returns the function that lets it go. Throws 429. */
  enterMailbox(usage: Usage, mailboxId: string): () => void;
}

interface MailboxUsage {
  running: number;
  readonly requests: SlidingWindow;
  readonly bytes: SlidingWindow;
}

/** The value of a key, made where there is none yet. */
function known<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const old = map.get(key);
  if (old !== undefined) return old;
  const made = make();
  map.set(key, made);
  return made;
}

export function createLimiter(
  clock: Clock,
  limits: Limits,
  switches: Pick<Switches, "retryAfter" | "throttledBody">,
): Limiter {
  const mailboxes = new Map<string, MailboxUsage>();
  const apps = new Map<string, SlidingWindow>();
  const extensions = new Map<string, SlidingWindow>();

  function waitFor(seconds: number): Record<string, string> {
    return switches.retryAfter === "absent" ? {} : { "retry-after": String(seconds) };
  }

  /** How Outlook says it. */
  function over(which: string, seconds: number): GraphError {
    if (switches.throttledBody === "TooManyRequests") return tooManyRequests(waitFor(seconds));
    const message = `Application is over its ${which} limit.`;
    return new GraphError(429, "ApplicationThrottled", message, waitFor(seconds));
  }

  const secondsOf = (ms: number) => Math.max(1, Math.ceil(ms / 1000));

  return {
    enterApp({ appId, tenantId, path }) {
      const now = clock.now();
      const ofApp = known(apps, appId, () => createWindow(limits.ofApp, tenSecondsMs));
      let waitMs = ofApp.add(1, now);
      if (/\/extensions(\/|$)/i.test(path)) {
        const make = () => createWindow(limits.extensions, tenSecondsMs);
        waitMs ||= known(extensions, `${appId} ${tenantId}`, make).add(1, now);
      }
      if (waitMs > 0) throw tooManyRequests(waitFor(secondsOf(waitMs)));
    },
    enterMailbox({ appId, bytes }, mailboxId) {
      const now = clock.now();
      const used = known(mailboxes, `${appId} ${mailboxId}`, () => ({
        running: 0,
        requests: createWindow(limits.requests, limits.windowSeconds * 1000),
        bytes: createWindow(limits.uploadBytes, limits.uploadWindowSeconds * 1000),
      }));
      const tooOften = used.requests.add(1, now);
      const tooHeavy = bytes > 0 ? used.bytes.add(bytes, now) : 0;
      if (tooOften > 0) throw over("RequestsPerMailbox", secondsOf(tooOften));
      if (tooHeavy > 0) throw over("MailboxUpload", secondsOf(tooHeavy));
      if (used.running >= limits.concurrent) {
        throw over("MailboxConcurrency", limits.retryAfterSeconds);
      }
      used.running += 1;
      return () => {
        used.running -= 1;
      };
    },
  };
}
