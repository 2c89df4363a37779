import type { LeavingDocument } from "../../store/documents/administration.ts";
import { StoreError } from "../../store/store.ts";
import type { LeavingBook } from "./book.ts";
import { createDepartures, type DeparturesDeps } from "./departures.ts";
import { endCompany, type EndingDeps } from "./ending.ts";
import type { Leaver } from "./ports.ts";

export interface LeavingWorkDeps extends DeparturesDeps, EndingDeps {
  readonly log: { warn(facts: object, message: string): void };
  /** How long to wait where the store cannot be written, after so many attempts in a row; ms. */
  readonly waitMs: (attempts: number) => number;
  /** Nothing is done for a company for the time being: it is gone, stands or waits. Absent: nobody is told. */
  readonly rested?: () => void;
}

/** What a leaving waits for before it goes on by itself. */
export interface Wait {
  /** ISO 8601 UTC. */
  readonly until: string;
  readonly reason: string;
}

/** What is done of leavings in the background: one worker for each company. */
export interface LeavingWork {
  /** Goes on with it at once, also where it waits. */
  start(tenantId: string): void;
  /** `null`: it does not wait. */
  waiting(tenantId: string): Wait | null;
  /** It waits for nothing any more: somebody stopped it. */
  stop(tenantId: string): void;
  /** Starts those whose wait is over. */
  tick(): void;
  /** When nothing is done for this company any more. */
  rest(tenantId: string): Promise<void>;
  settled(): Promise<void>;
}

export function createLeavingWork(deps: LeavingWorkDeps, book: LeavingBook): LeavingWork {
  const { clock, mailboxes } = deps;
  const departures = createDepartures(deps, book);
  const working = new Map<string, Promise<void>>();
  const waits = new Map<string, { readonly untilMs: number; readonly reason: string }>();
  /** Attempts in a row that met what the whole company meets. */
  const inVain = new Map<string, number>();

  const running = (tenantId: string): LeavingDocument | undefined => {
    const leaving = book.of(tenantId);
    return leaving?.state === "running" && !deps.isEnding() ? leaving : undefined;
  };
  const failures = (tenantId: string): number => inVain.get(tenantId) ?? 0;
  const wait = (tenantId: string, untilMs: number, reason: string): void => {
    waits.set(tenantId, { untilMs, reason });
  };
  /** It is tried again after that, with everything that has to be done still. */
  const waitInVain = (tenantId: string, untilMs: number, reason: string): void => {
    inVain.set(tenantId, failures(tenantId) + 1);
    wait(tenantId, untilMs, reason);
  };

  /** @returns whether it is worth a look what is left now */
  const pass = async (tenantId: string, free: readonly Leaver[]): Promise<boolean> => {
    for (const subject of free) {
      const leaving = running(tenantId);
      if (leaving === undefined) return false;
      const refusal = await departures.leave(leaving, subject, failures(tenantId));
      if (refusal === null) inVain.delete(tenantId);
      if (refusal?.ofAll !== true || refusal.again === null) continue;
      // Thousands of others would ask in vain; they come first when it goes on.
      waitInVain(tenantId, Date.parse(refusal.again), refusal.reason);
      return false;
    }
    return true;
  };

  const work = async (tenantId: string): Promise<void> => {
    if (running(tenantId) === undefined) return;
    await departures.noteErased(tenantId);
    for (;;) {
      const left = await mailboxes.of(tenantId);
      const { free, next } = await departures.triable(tenantId, left);
      if (free.length > 0) {
        if (await pass(tenantId, free)) continue;
        return;
      }
      const leaving = running(tenantId);
      if (leaving === undefined) return;
      if (left.length === 0) return end(leaving);
      if (next !== null) wait(tenantId, Date.parse(next.again), next.reason);
      // What only somebody's act helps waits for whoever decides about it.
      else await book.change(tenantId, (before) => ({ ...before, state: "stopped" }));
      return;
    }
  };

  const end = async (leaving: LeavingDocument): Promise<void> => {
    const { tenantId } = leaving;
    const kept = await endCompany(deps, book, leaving, failures(tenantId));
    if (kept === null) inVain.delete(tenantId);
    else waitInVain(tenantId, clock.now() + kept.ms, kept.reason);
  };

  /** Whoever looks must see that nobody is at it any more, and why. */
  const broke = async (tenantId: string, error: unknown): Promise<void> => {
    deps.log.warn({ tenantId, err: error }, "a company's leaving was interrupted");
    const kind = error instanceof Error ? error.name : "Error";
    const problem = { at: new Date(clock.now()).toISOString(), kind };
    // A disk that is full has room again: nothing is lost by waiting, and nobody needs to press anything.
    const passes = error instanceof StoreError && error.code !== "refused";
    const isNoted =
      !passes &&
      (await book
        .change(tenantId, (before) =>
          before.state === "running" ? { ...before, state: "stopped", problem } : before,
        )
        .then(
          () => true,
          () => false,
        ));
    const reason = error instanceof StoreError ? error.message : kind;
    if (!isNoted) {
      waitInVain(tenantId, clock.now() + deps.waitMs(failures(tenantId) + 1), reason);
    }
  };

  const start = (tenantId: string): void => {
    waits.delete(tenantId);
    const before = working.get(tenantId) ?? Promise.resolve();
    const done = before
      .then(() => work(tenantId))
      .catch((error: unknown) => broke(tenantId, error))
      .then(() => deps.rested?.());
    working.set(tenantId, done);
  };

  return {
    start,
    waiting(tenantId) {
      const found = waits.get(tenantId);
      if (found === undefined) return null;
      return { until: new Date(found.untilMs).toISOString(), reason: found.reason };
    },
    stop(tenantId) {
      waits.delete(tenantId);
      inVain.delete(tenantId);
    },
    tick() {
      for (const [tenantId, { untilMs }] of [...waits]) {
        if (untilMs <= clock.now() && running(tenantId) !== undefined) start(tenantId);
      }
    },
    async rest(tenantId) {
      await working.get(tenantId);
    },
    async settled() {
      await Promise.all(working.values());
    },
  };
}
