import { createTurns } from "../../lib/turns.ts";
import type { DepartureDocument, LeavingDocument } from "../../store/documents/administration.ts";
import type { AuditAct } from "../acts.ts";
import { AdministrationError, actorBehind, type Decider } from "../administrators.ts";
import { createLeavingBook } from "./book.ts";
import { createLeavingWork, type LeavingWorkDeps, type Wait } from "./work.ts";

export type LeavingDeps = LeavingWorkDeps;

export interface LeavingSight {
  readonly leaving: LeavingDocument;
  readonly departures: readonly DepartureDocument[];
  /** It goes on by itself then; `null`: it waits for nothing, or for somebody. */
  readonly wait: Wait | null;
}

/**
 * Companies that leave the product. From the moment in which one begins to leave, nothing of it is
 * synchronized and nobody of it comes in; then its mailboxes go one by one in the background, and what
 * was kept about the company goes last. All of it is stored, and a start goes on with it. What cannot be
 * done now and may be later is waited for.
 */
export interface Leaving {
  /** Reads who leaves; before anybody is served. */
  load(): Promise<void>;
  /** `in`: it does not leave. `gone`: all of it is done. */
  standing(tenantId: string): "in" | "leaving" | "gone";
  /** Whether it leaves, and nobody stopped it. */
  runs(tenantId: string): boolean;
  /** Whether a company that leaves is about to leave this ERP: we call at it no more. */
  ends(connectionId: string): boolean;
  /** `null`: it does not. */
  sight(tenantId: string): Promise<LeavingSight | null>;
  /** @throws AdministrationError `rejected` where it leaves already */
  begin(
    company: Pick<LeavingDocument, "tenantId" | "name" | "choices">,
    by: Decider,
  ): Promise<void>;
  /** Stops after the mailbox in hand. @throws AdministrationError `not-found` */
  stop(tenantId: string, by: Decider): Promise<void>;
  /**
   * Goes on, and tries those once more that were held.
   * @param leaveBehind what could not be cleared stays in both systems, and its data here goes
   * @throws AdministrationError `not-found`
   */
  goOn(tenantId: string, leaveBehind: boolean, by: Decider): Promise<void>;
  /**
   * The company may come in again: those who are left go on as they did before, the others begin anew.
   * What is known of the leaving is forgotten, but for the audit trail.
   * @throws AdministrationError `not-found` | `rejected`
   */
  comeBack(tenantId: string, by: Decider): Promise<void>;
  /** Goes on with what was under way when the process ended. */
  resume(): Promise<void>;
  /** Goes on with what waited until now. */
  tick(): void;
  /** When nothing is done in the background any more. */
  settled(): Promise<void>;
}

export function createLeaving(deps: LeavingDeps): Leaving {
  const { store, clock, mailboxes } = deps;
  const book = createLeavingBook(store);
  const work = createLeavingWork(deps, book);
  /** One act upon a company after the other: of two that begin it at once, one is told that it leaves. */
  const inTurn = createTurns();

  const record = (act: AuditAct, { tenantId, name }: LeavingDocument, by: Decider, facts = {}) =>
    deps.audit.record({
      ...{ actor: actorBehind(by), act, requestId: by.requestId },
      ...{ tenantId, about: name, facts },
    });

  const free = async (tenantId: string, leaveBehind: boolean): Promise<void> => {
    for (const { held, ...freed } of await book.departures(tenantId)) {
      if (held === undefined) continue;
      const at = new Date(clock.now()).toISOString();
      // One without a reason and without a proof is cleared already: it is erased as it is.
      await book.note(leaveBehind ? { ...freed, at } : { ...freed, clearing: true });
    }
  };

  return {
    load: () => book.load(),
    standing(tenantId) {
      const leaving = book.of(tenantId);
      if (leaving === undefined) return "in";
      return leaving.state === "done" ? "gone" : "leaving";
    },
    runs: (tenantId) => book.of(tenantId)?.state === "running",
    ends: (connectionId) =>
      book.all().some(({ state, ending, rest }) => {
        const connections = (ending ?? rest)?.connections ?? [];
        return state !== "done" && connections.some(({ id }) => id === connectionId);
      }),
    async sight(tenantId) {
      const leaving = book.of(tenantId);
      if (leaving === undefined) return null;
      const departures = await book.departures(tenantId);
      return { leaving, departures, wait: work.waiting(tenantId) };
    },
    begin: ({ tenantId, name, choices }, by) =>
      inTurn(tenantId, async () => {
        if (book.of(tenantId) !== undefined) {
          throw new AdministrationError("rejected", "This company leaves already.");
        }
        const count = (await mailboxes.of(tenantId)).length;
        const leaving: LeavingDocument = {
          ...{ tenantId, name, choices, mailboxes: count, state: "running" },
          ...{ by: actorBehind(by), requestId: by.requestId },
          at: new Date(clock.now()).toISOString(),
        };
        await book.add(leaving);
        await record("leaving-begun", leaving, by, { ...choices, mailboxes: count });
        work.start(tenantId);
      }),
    stop: (tenantId, by) =>
      inTurn(tenantId, async () => {
        const leaving = book.found(tenantId);
        if (leaving.state !== "running") return;
        // It may have come to its end meanwhile.
        const { state } = await book.change(tenantId, (before) =>
          before.state === "done" ? before : { ...before, state: "stopped" },
        );
        work.stop(tenantId);
        if (state === "stopped") await record("leaving-stopped", leaving, by);
      }),
    goOn: (tenantId, leaveBehind, by) =>
      inTurn(tenantId, async () => {
        const leaving = book.found(tenantId);
        if (leaving.state === "done") return;
        // One that was stopped has a mailbox in hand until now; one that waits has none.
        if (leaving.state === "stopped") await work.rest(tenantId);
        await free(tenantId, leaveBehind);
        await book.change(tenantId, ({ problem: _problem, ...before }) =>
          before.state === "done" ? before : { ...before, state: "running" },
        );
        await record("leaving-continued", leaving, by, { leaveBehind });
        work.start(tenantId);
      }),
    comeBack: (tenantId, by) =>
      inTurn(tenantId, async () => {
        const leaving = book.found(tenantId);
        if (leaving.state === "running") {
          throw new AdministrationError("rejected", "Stop it first.");
        }
        await work.rest(tenantId);
        const was = new Map(
          (await book.departures(tenantId)).map((one) => [one.mailboxId, one.was]),
        );
        const there = await mailboxes.of(tenantId);
        // Nothing of it is synchronized before the leaving is forgotten; a stop in between is repeated.
        for (const one of there) await mailboxes.restore(one, was.get(one.mailboxId));
        await book.forget(tenantId);
        await record("leaving-taken-back", leaving, by, { goOn: there.length });
        for (const one of there) mailboxes.wake(one);
      }),
    async resume() {
      await book.load();
      for (const { tenantId, state } of book.all()) if (state === "running") work.start(tenantId);
    },
    tick: () => work.tick(),
    settled: () => work.settled(),
  };
}
