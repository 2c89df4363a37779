import type { Clock } from "../lib/clock.ts";
import { createTurns } from "../lib/turns.ts";
import type {
  ClearingChoices,
  LeavingEnding,
  LeftConnection,
  UninstallDocument,
} from "../store/documents/administration.ts";
import { put, type Change, type Store } from "../store/store.ts";
import type { AuditAct } from "./acts.ts";
import { AdministrationError, actorBehind, type Decider } from "./administrators.ts";
import type { Audit } from "./audit.ts";
import { digestOf } from "./erasure.ts";
import { deciderOf } from "./leaving/book.ts";
import { leaveConnections, leftOf } from "./leaving/connections.ts";
import type { LeavingConnections } from "./leaving/ports.ts";
import type { Wait } from "./leaving/work.ts";
import type { Leaving } from "./leaving/leaving.ts";

export interface UninstallDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(facts: object, message: string): void };
  readonly audit: Pick<Audit, "record">;
  readonly leaving: Pick<Leaving, "standing" | "runs" | "begin" | "stop" | "goOn" | "comeBack">;
  /** All that are let in. */
  readonly companies: () => readonly { readonly id: string; readonly name: string }[];
  /** How many mailboxes belong to companies that are not: nobody would clear them. */
  readonly shutOut: () => Promise<number>;
  readonly connections: Pick<LeavingConnections, "leave" | "forget"> & {
    /** All that there are still. */
    all(): readonly Pick<LeftConnection, "id" | "connection">[];
  };
  /** How long to wait after so many attempts in a row that failed in a way nobody foresaw; ms. */
  readonly waitMs: (attempts: number) => number;
  /** What was decided for everybody is read anew. */
  readonly reload: () => Promise<void>;
}

/** How far it is. */
export interface UninstallSight {
  readonly uninstall: UninstallDocument;
  /** `stopped`: nobody is at it, and what is left of it is told by the companies. */
  readonly state: "running" | "stopped" | "done";
  /** Of what is no company's. */
  readonly wait: Wait | null;
}

/**
 * The end of the whole installation: every company leaves (`leaving.ts`), and then goes what was decided
 * for all of them, with the ERPs that no company uses. What proves it stays until the data folder goes:
 * the trail, what is known of the leavings, roles and the registration, without which nobody could come
 * in to fetch the proof.
 */
export interface Uninstall {
  /** `null`: nobody began it. */
  sight(): Promise<UninstallSight | null>;
  /**
   * @throws AdministrationError `rejected` where it was begun already, and while people are here whose
   *   company was shut out
   */
  begin(choices: ClearingChoices, by: Decider): Promise<void>;
  /** Every company stops after the mailbox in hand. @throws AdministrationError `not-found` */
  stop(by: Decider): Promise<void>;
  /** Every company goes on, one that came back meanwhile as well. @throws AdministrationError `not-found` */
  goOn(leaveBehind: boolean, by: Decider): Promise<void>;
  /** Every company that was in may come in again. @throws AdministrationError `not-found` | `rejected` */
  takeBack(by: Decider): Promise<void>;
  /** How much there is that was decided for everybody, and goes. */
  entries(): Promise<number>;
  /** Ends it where every company is gone. Never throws. */
  lookAround(): void;
  /** Goes on with what was under way when the process ended. */
  resume(): Promise<void>;
  /** Goes on with what waited until now. */
  tick(): void;
  settled(): Promise<void>;
}

const scope = { kind: "installation" } as const;
const key = "uninstall";
const nothing: LeavingEnding = { documents: 0, digest: "", connections: [] };

/** Whether it goes with the last company. What proves that they left stays, and what lets somebody in to see it. */
function goes(change: Change): change is Extract<Change, { readonly kind: "put" }> {
  if (change.kind !== "put") return false;
  if (change.collection === "settings" || change.collection === "stops") return true;
  // Keys of ERPs go with these.
  const stays = change.key === "application" || change.key.startsWith("connection/");
  return change.collection === "secrets" && !stays;
}

export function createUninstall(deps: UninstallDeps): Uninstall {
  const { store, clock, leaving, companies } = deps;
  const inTurn = createTurns();
  let ending: Promise<void> = Promise.resolve();
  let wait: { readonly untilMs: number; readonly reason: string } | null = null;
  let inVain = 0;

  const read = (): Promise<UninstallDocument | undefined> => store.get(scope, "uninstalls", key);
  const found = async (): Promise<UninstallDocument> => {
    const known = await read();
    if (known !== undefined) return known;
    throw new AdministrationError("not-found", "This installation is not being uninstalled.");
  };
  const save = (uninstall: UninstallDocument): Promise<void> =>
    store.commit(scope, [put("uninstalls", key, uninstall)]);
  const record = (act: AuditAct, by: Decider, facts = {}) =>
    deps.audit.record({ actor: actorBehind(by), act, requestId: by.requestId, facts });
  const allGone = (): boolean => companies().every(({ id }) => leaving.standing(id) === "gone");

  const stateOf = ({ begun, stopped, endedAt }: UninstallDocument): UninstallSight["state"] => {
    if (endedAt !== undefined) return "done";
    if (stopped === true) return "stopped";
    const runs = begun !== true || allGone() || companies().some(({ id }) => leaving.runs(id));
    return runs ? "running" : "stopped";
  };

  /** One that its own administrator told to leave in the same moment is at it already. */
  const setOutOne = async (
    company: Parameters<Leaving["begin"]>[0],
    by: Decider,
  ): Promise<void> => {
    try {
      await leaving.begin(company, by);
    } catch (error) {
      const isAtIt = leaving.standing(company.tenantId) !== "in";
      if (!isAtIt || !(error instanceof AdministrationError)) throw error;
    }
  };

  /** Each company that is not at it. Held in turn with all that is decided about it. */
  const setOut = async (leaveBehind: boolean, by: Decider): Promise<void> => {
    const uninstall = await found();
    for (const { id, name } of companies()) {
      const standing = leaving.standing(id);
      if (standing === "in")
        await setOutOne({ tenantId: id, name, choices: uninstall.choices }, by);
      else if (standing === "leaving" && !leaving.runs(id)) await leaving.goOn(id, leaveBehind, by);
    }
    await save({ ...(await found()), begun: true });
    lookAround();
  };

  const going = async function* (): AsyncGenerator<Extract<Change, { readonly kind: "put" }>> {
    for await (const change of store.dump(scope)) if (goes(change)) yield change;
  };

  /** Changes what is known of it, in turn with whoever stops it. */
  const change = (more: Partial<UninstallDocument>): Promise<void> =>
    inTurn(key, async () => save({ ...(await found()), ...more }));

  const plan = async (): Promise<void> => {
    const { digest, documents } = await digestOf(going());
    const connections = deps.connections.all().map((one) => ({ ...one, webhook: null }));
    await change({ ending: { documents, digest, connections } });
  };

  /** Whether it is to end now: every company is gone, and nobody stopped it. */
  const isDue = async (): Promise<boolean> => {
    const uninstall = await read();
    if (uninstall?.begun !== true || uninstall.endedAt !== undefined) return false;
    return uninstall.stopped !== true && allGone();
  };

  /** As of a company, each step is noted after it is done, and what there is to do before. */
  const end = async (): Promise<void> => {
    if (wait !== null && wait.untilMs > clock.now()) return;
    wait = null;
    await inTurn(key, async () => {
      const half = await read();
      if (half === undefined || half.begun === true || half.stopped === true) return;
      // It broke off while companies were told to leave.
      await setOut(false, deciderOf(half));
    });
    if (!(await isDue())) return;
    if ((await found()).ending === undefined) await plan();
    const uninstall = await found();
    const by = deciderOf(uninstall);
    let { connections } = uninstall.ending ?? nothing;
    const notes = {
      connections: () => connections,
      note: async (noted: LeavingEnding["connections"]): Promise<void> => {
        const { ending = nothing } = await found();
        await change({ ending: { ...ending, connections: noted } });
        connections = noted;
      },
    };
    const kept = await leaveConnections(deps.connections, notes, by, inVain);
    if (kept !== null) {
      inVain += 1;
      wait = { untilMs: clock.now() + kept.ms, reason: kept.reason };
      return;
    }
    await inTurn(key, () => remove(connections, by));
  };

  /** The last step. Meanwhile somebody may have stopped it, or let a company in. */
  const remove = async (connections: LeavingEnding["connections"], by: Decider): Promise<void> => {
    if (!(await isDue())) return;
    const removed: Change[] = [];
    for await (const { collection, key: gone } of going()) {
      removed.push({ kind: "remove", collection, key: gone });
    }
    const { ending: planned = nothing, ...before } = await found();
    const rest = { ...planned, connections: leftOf(connections) };
    const endedAt = new Date(clock.now()).toISOString();
    const done: UninstallDocument = { ...before, rest, endedAt };
    await store.commit(scope, [...removed, put("uninstalls", key, done)]);
    await deps.reload();
    await record("uninstall-finished", by, { companies: companies().length, digest: rest.digest });
  };

  const tryLater = (error: unknown): void => {
    deps.log.warn({ err: error }, "the end of the installation was interrupted");
    inVain += 1;
    const reason = error instanceof Error ? error.name : "Error";
    wait = { untilMs: clock.now() + deps.waitMs(inVain), reason };
  };

  const lookAround = (): void => {
    ending = ending.then(end).catch(tryLater);
  };

  return {
    lookAround,
    entries: async () => (await digestOf(going())).documents,
    async sight() {
      const uninstall = await read();
      if (uninstall === undefined) return null;
      const waits =
        wait === null ? null : { until: new Date(wait.untilMs).toISOString(), reason: wait.reason };
      return { uninstall, state: stateOf(uninstall), wait: waits };
    },
    begin: (choices, by) =>
      inTurn(key, async () => {
        if ((await read()) !== undefined) {
          throw new AdministrationError(
            "rejected",
            "This installation is being uninstalled already.",
          );
        }
        const people = await deps.shutOut();
        if (people > 0) {
          throw new AdministrationError(
            "rejected",
            `${people} mailboxes belong to companies that were shut out. Let these in again, so that they leave with the others, or erase the people one by one under Users.`,
          );
        }
        const at = new Date(clock.now()).toISOString();
        const wereIn = companies().flatMap(({ id }) => (leaving.standing(id) === "in" ? [id] : []));
        await save({ by: actorBehind(by), requestId: by.requestId, at, choices, wereIn });
        await record("uninstall-begun", by, { ...choices, companies: companies().length });
        try {
          await setOut(false, by);
        } catch (error) {
          tryLater(error);
          throw error;
        }
      }),
    stop: (by) =>
      inTurn(key, async () => {
        const uninstall = await found();
        if (stateOf(uninstall) !== "running") return;
        await save({ ...uninstall, stopped: true });
        for (const { id } of companies()) {
          if (leaving.standing(id) === "leaving") await leaving.stop(id, by);
        }
        await record("uninstall-stopped", by);
      }),
    goOn: (leaveBehind, by) =>
      inTurn(key, async () => {
        const uninstall = await found();
        if (uninstall.endedAt !== undefined) return;
        wait = null;
        const { stopped: _, ...going } = uninstall;
        await save(going);
        await setOut(leaveBehind, by);
        await record("uninstall-continued", by, { leaveBehind });
      }),
    takeBack: (by) =>
      inTurn(key, async () => {
        const uninstall = await found();
        if (stateOf(uninstall) === "running") {
          throw new AdministrationError("rejected", "Stop it first.");
        }
        for (const { id } of companies()) {
          const isBack = leaving.standing(id) === "in" || !uninstall.wereIn.includes(id);
          if (!isBack) await leaving.comeBack(id, by);
        }
        await store.commit(scope, [{ kind: "remove", collection: "uninstalls", key }]);
        await record("uninstall-taken-back", by);
      }),
    async resume() {
      const uninstall = await read();
      if (uninstall === undefined || uninstall.endedAt !== undefined) return;
      lookAround();
      if (uninstall.begun !== true) await ending;
    },
    tick() {
      if (wait !== null && wait.untilMs <= clock.now()) lookAround();
    },
    settled: () => ending,
  };
}
