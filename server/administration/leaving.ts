import type { Clock } from "../lib/clock.ts";
import type {
  Cleared,
  ClearingChoices,
  DepartureDocument,
  LeavingDocument,
  LeavingRest,
} from "../store/documents/administration.ts";
import { put, scopeKey, StoreError, type Scope, type Store } from "../store/store.ts";
import type { AuditAct } from "./acts.ts";
import { AdministrationError, actorOf, type By } from "./administrators.ts";
import type { Audit } from "./audit.ts";
import { digestOf, type Erasure, type Subject } from "./erasure.ts";

/** Why a mailbox could not be cleared. */
export type Held = NonNullable<DepartureDocument["held"]>;

/** What of a company's mailboxes only their engine can do. */
export interface LeavingMailboxes {
  /** All of a company that there are still; those first that go with somebody else's sign-in. */
  of(tenantId: string): Promise<readonly Subject[]>;
  /**
   * Ends its subscriptions, clears both sides as far as that was chosen, and throws its tokens away.
   * Repeated, it goes on. @returns why it cannot be done, where a side cannot be asked
   */
  clear(subject: Subject, choices: ClearingChoices): Promise<Cleared | Held>;
  /** Whoever was held back may go on. */
  wake(subject: Subject): void;
}

export interface LeavingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(facts: object, message: string): void };
  readonly audit: Pick<Audit, "record">;
  readonly erasure: Pick<Erasure, "erase">;
  readonly mailboxes: LeavingMailboxes;
  /** Ends what the ERPs know of us that no other company uses. Repeated, it goes on. */
  readonly endConnections: (tenantId: string, by: By) => Promise<LeavingRest["connections"]>;
  /** Whether the process is about to end. */
  readonly isEnding: () => boolean;
}

export interface LeavingSight {
  readonly leaving: LeavingDocument;
  readonly departures: readonly DepartureDocument[];
}

/**
 * Companies that leave the product. From the moment in which one begins to leave, nothing of it is
 * synchronized and nobody of it comes in; then its mailboxes go one by one in the background, and what
 * was kept about the company goes last. All of it is stored, and a start goes on with it.
 */
export interface Leaving {
  /** Reads who leaves; before anybody is served. */
  load(): Promise<void>;
  /** `in`: it does not leave. `gone`: all of it is done. */
  standing(tenantId: string): "in" | "leaving" | "gone";
  /** `null`: it does not. */
  sight(tenantId: string): Promise<LeavingSight | null>;
  /** @throws AdministrationError `rejected` where it leaves already */
  begin(company: Pick<LeavingDocument, "tenantId" | "name" | "choices">, by: By): Promise<void>;
  /** Stops after the mailbox in hand. @throws AdministrationError `not-found` */
  stop(tenantId: string, by: By): Promise<void>;
  /**
   * Goes on, and tries those once more that were held.
   * @param leaveBehind what could not be cleared stays in both systems, and its data here goes
   * @throws AdministrationError `not-found`
   */
  goOn(tenantId: string, leaveBehind: boolean, by: By): Promise<void>;
  /**
   * The company may come in again: those who are left go on, the others begin anew. What is known of the
   * leaving is forgotten, but for the audit trail. @throws AdministrationError `not-found` | `rejected`
   */
  comeBack(tenantId: string, by: By): Promise<void>;
  /** Goes on with what was under way when the process ended. */
  resume(): Promise<void>;
  /** When nothing is done in the background any more. */
  settled(): Promise<void>;
}

const installation = { kind: "installation" } as const;

export function createLeaving(deps: LeavingDeps): Leaving {
  const { store, clock } = deps;
  /** By tenant; asked at every request and by every run. */
  let known: ReadonlyMap<string, LeavingDocument> = new Map();
  const working = new Map<string, Promise<void>>();
  const now = (): string => new Date(clock.now()).toISOString();

  const load = async (): Promise<void> => {
    known = await store.list(installation, "leavings");
  };
  const save = async (leaving: LeavingDocument): Promise<void> => {
    await store.commit(installation, [put("leavings", leaving.tenantId, leaving)]);
    await load();
  };
  const found = (tenantId: string): LeavingDocument => {
    const leaving = known.get(tenantId);
    if (leaving !== undefined) return leaving;
    throw new AdministrationError("not-found", {
      en: "This company does not leave.",
      de: "Dieses Unternehmen scheidet nicht aus.",
    });
  };
  const departuresOf = async (tenantId: string): Promise<readonly DepartureDocument[]> =>
    [...(await store.list(installation, "departures")).values()].filter(
      (one) => one.tenantId === tenantId,
    );
  const record = (act: AuditAct, { tenantId, name }: LeavingDocument, by: By, facts = {}) =>
    deps.audit.record({
      ...{ actor: actorOf(by.caller), act, requestId: by.requestId },
      ...{ tenantId, about: name, facts },
    });

  const note = async (departure: DepartureDocument): Promise<void> => {
    const key = scopeKey(scopeOf(departure));
    await store.commit(installation, [put("departures", key, departure)]);
  };

  /** Clears a mailbox and erases it. Its stop at any step leaves what the next attempt goes on with. */
  const leave = async (leaving: LeavingDocument, subject: Subject): Promise<void> => {
    const { tenantId, mailboxId } = subject;
    const before = await store.get(installation, "departures", scopeKey(scopeOf(subject)));
    const one = { tenantId, mailboxId };
    let cleared = before?.cleared ?? null;
    if (before === undefined || before.held !== undefined) {
      const outcome = await deps.mailboxes.clear(subject, leaving.choices);
      if (deps.isEnding()) return;
      if ("reason" in outcome) return note({ ...one, at: now(), held: outcome, cleared: null });
      cleared = outcome;
      await note({ ...one, at: now(), cleared });
    }
    await erase(leaving, subject, cleared);
  };

  const erase = async (
    leaving: LeavingDocument,
    subject: Subject,
    cleared: Cleared | null,
  ): Promise<void> => {
    const { tenantId, mailboxId } = subject;
    const facts = { company: "leaves", copiesRemoved: removedIn(cleared) };
    const { at, documents, logLines, digest, isGone } = await deps.erasure.erase(
      { ...subject, keepsRole: true },
      facts,
      deciderOf(leaving),
    );
    await note({
      tenantId,
      mailboxId,
      at,
      cleared,
      proof: { documents, logLines, digest, isGone },
    });
  };

  /** Erased, and the process ended before that was noted: the note of the erasure itself tells it. */
  const noteErased = async (tenantId: string): Promise<void> => {
    const { by, requestId } = found(tenantId);
    const there = new Set((await deps.mailboxes.of(tenantId)).map((one) => one.mailboxId));
    for (const one of await departuresOf(tenantId)) {
      if (one.proof !== undefined || there.has(one.mailboxId)) continue;
      const erased = await store.get(installation, "erased", scopeKey(scopeOf(one)));
      if (erased === undefined) continue;
      const { documents = 0, logLines = 0, digest, at } = erased;
      // Its line may be missing as well; one more says the same.
      await deps.audit.record({
        ...{ actor: by, act: "user-erased", requestId, tenantId, about: one.mailboxId },
        facts: { company: "leaves", documents, logLines, digest },
      });
      await note({ ...one, at, proof: { documents, logLines, digest, isGone: true } });
    }
  };

  /** Everything of the company that is no mailbox. */
  const finish = async (leaving: LeavingDocument): Promise<void> => {
    const { tenantId } = leaving;
    const tenant = { kind: "tenant", tenantId } as const;
    let { rest } = leaving;
    if (rest === undefined) {
      const { digest, documents, logLines } = await digestOf(store.dump(tenant));
      const connections = await deps.endConnections(tenantId, deciderOf(leaving));
      rest = { documents: documents + logLines, digest, connections };
      await save({ ...leaving, rest });
    }
    await store.erase(tenant);
    await save({ ...leaving, rest, state: "done", endedAt: now() });
    const facts = { mailboxes: (await departuresOf(tenantId)).length, digest: rest.digest };
    await record("leaving-finished", leaving, deciderOf(leaving), facts);
  };

  const isHeld = async (subject: Subject): Promise<boolean> => {
    const one = await store.get(installation, "departures", scopeKey(scopeOf(subject)));
    return one?.held !== undefined;
  };

  const running = (tenantId: string): LeavingDocument | undefined => {
    const leaving = known.get(tenantId);
    return leaving?.state === "running" && !deps.isEnding() ? leaving : undefined;
  };

  const work = async (tenantId: string): Promise<void> => {
    await noteErased(tenantId);
    for (;;) {
      const left = await deps.mailboxes.of(tenantId);
      const free: Subject[] = [];
      for (const subject of left) if (!(await isHeld(subject))) free.push(subject);
      if (free.length === 0) break;
      for (const subject of free) {
        const leaving = running(tenantId);
        if (leaving === undefined) return;
        await leave(leaving, subject);
      }
    }
    const leaving = running(tenantId);
    if (leaving === undefined) return;
    // Those that are held wait for whoever decides about them.
    if ((await deps.mailboxes.of(tenantId)).length > 0)
      await save({ ...leaving, state: "stopped" });
    else await finish(leaving);
  };

  /** In the background, one worker for each company. */
  const start = (tenantId: string): void => {
    const before = working.get(tenantId) ?? Promise.resolve();
    const done = before
      .then(() => work(tenantId))
      .catch(async (error: unknown) => {
        deps.log.warn({ tenantId, err: error }, "a company's leaving was interrupted");
        // A full disk: nothing is lost, and the next start or an administrator goes on.
        if (error instanceof StoreError) return;
        // Whoever looks must see that nobody is at it any more.
        const leaving = known.get(tenantId);
        if (leaving?.state === "running") await save({ ...leaving, state: "stopped" });
      });
    working.set(
      tenantId,
      done.catch(() => undefined),
    );
  };

  const free = async (tenantId: string, leaveBehind: boolean): Promise<void> => {
    for (const one of await departuresOf(tenantId)) {
      if (one.held === undefined) continue;
      const key = scopeKey(scopeOf(one));
      const { held: _held, ...freed } = one;
      // One without a reason and without a proof is cleared already: it is erased as it is.
      await store.commit(installation, [
        leaveBehind
          ? put("departures", key, { ...freed, at: now() })
          : { kind: "remove", collection: "departures", key },
      ]);
    }
  };

  return {
    load,
    standing(tenantId) {
      const leaving = known.get(tenantId);
      if (leaving === undefined) return "in";
      return leaving.state === "done" ? "gone" : "leaving";
    },
    async sight(tenantId) {
      const leaving = known.get(tenantId);
      if (leaving === undefined) return null;
      return { leaving, departures: await departuresOf(tenantId) };
    },
    async begin({ tenantId, name, choices }, by) {
      if (known.has(tenantId)) {
        throw new AdministrationError("rejected", {
          en: "This company leaves already.",
          de: "Dieses Unternehmen scheidet schon aus.",
        });
      }
      const mailboxes = (await deps.mailboxes.of(tenantId)).length;
      const leaving: LeavingDocument = {
        ...{ tenantId, name, choices, mailboxes, state: "running", at: now() },
        by: actorOf(by.caller),
        requestId: by.requestId,
      };
      await save(leaving);
      await record("leaving-begun", leaving, by, { ...choices, mailboxes });
      start(tenantId);
    },
    async stop(tenantId, by) {
      const leaving = found(tenantId);
      if (leaving.state !== "running") return;
      await save({ ...leaving, state: "stopped" });
      await record("leaving-stopped", leaving, by);
    },
    async goOn(tenantId, leaveBehind, by) {
      const leaving = found(tenantId);
      if (leaving.state === "done") return;
      await working.get(tenantId);
      await free(tenantId, leaveBehind);
      await save({ ...found(tenantId), state: "running" });
      await record("leaving-continued", leaving, by, { leaveBehind });
      start(tenantId);
    },
    async comeBack(tenantId, by) {
      const leaving = found(tenantId);
      if (leaving.state === "running") {
        throw new AdministrationError("rejected", {
          en: "Stop it first.",
          de: "Halten Sie es zuerst an.",
        });
      }
      await working.get(tenantId);
      const departures = await departuresOf(tenantId);
      await store.commit(installation, [
        { kind: "remove", collection: "leavings", key: tenantId },
        ...departures.map(
          (one) =>
            ({
              kind: "remove",
              collection: "departures",
              key: scopeKey(scopeOf(one)),
            }) as const,
        ),
      ]);
      await load();
      await record("leaving-taken-back", leaving, by);
      for (const subject of await deps.mailboxes.of(tenantId)) deps.mailboxes.wake(subject);
    },
    async resume() {
      await load();
      for (const { tenantId, state } of known.values()) if (state === "running") start(tenantId);
    },
    async settled() {
      await Promise.all(working.values());
    },
  };
}

function scopeOf({ tenantId, mailboxId }: Pick<Subject, "tenantId" | "mailboxId">): Scope {
  return { kind: "mailbox", tenantId, mailboxId };
}

/** Who began it, in whose name the rest is done. */
function deciderOf({ by, requestId }: LeavingDocument): By {
  const { tenantId, userId, name } = by;
  return { caller: { tenantId, userId, name, address: "", roles: [] }, requestId };
}

function removedIn(cleared: Cleared | null): number {
  return cleared === null ? 0 : cleared.outlookCopies.removed + cleared.erpCopies.removed;
}
