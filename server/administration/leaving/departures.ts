import type { Clock } from "../../lib/clock.ts";
import type {
  Cleared,
  DepartureDocument,
  LeavingDocument,
} from "../../store/documents/administration.ts";
import type { Store } from "../../store/store.ts";
import type { Audit } from "../audit.ts";
import type { Erasure, Subject } from "../erasure.ts";
import { deciderOf, keyOf, type LeavingBook } from "./book.ts";
import type { Leaver, LeavingMailboxes, Refusal } from "./ports.ts";

export interface DeparturesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<Audit, "record">;
  readonly erasure: Pick<Erasure, "erase">;
  readonly mailboxes: LeavingMailboxes;
  readonly isEnding: () => boolean;
}

/** What can be tried now, and what later. */
export interface Triable {
  /** Those never tried come first. */
  readonly free: readonly Leaver[];
  /** When the first of the others is tried again, and why it is not now; `null`: none is by itself. */
  readonly next: { readonly again: string; readonly reason: string } | null;
}

/** Mailboxes of companies that leave, one by one. */
export interface Departures {
  triable(tenantId: string, left: readonly Leaver[]): Promise<Triable>;
  /**
   * Clears a mailbox and erases it. Its stop at any step leaves what the next attempt goes on with.
   * @param inVain attempts in a row that all of the company met
   * @returns what kept it from being cleared, and when that is tried again
   */
  leave(
    leaving: LeavingDocument,
    subject: Leaver,
    inVain: number,
  ): Promise<(Refusal & { readonly again: string | null }) | null>;
  /** Erased, and the process ended before that was noted: the note of the erasure itself tells it. */
  noteErased(tenantId: string): Promise<void>;
}

export function createDepartures(deps: DeparturesDeps, book: LeavingBook): Departures {
  const { store, clock, mailboxes } = deps;
  const now = (): string => new Date(clock.now()).toISOString();

  const hold = async (
    departure: DepartureDocument,
    attempts: number,
    refusal: Refusal,
    inVain: number,
  ): Promise<string | null> => {
    const { code, reason } = refusal;
    const ms = refusal.waitMs(Math.max(attempts, inVain));
    const again = ms === null ? null : new Date(clock.now() + ms).toISOString();
    const held = { code, reason, attempts, ...(again === null ? {} : { again }) };
    await book.note({ ...departure, held });
    return again;
  };

  const erase = async (
    leaving: LeavingDocument,
    subject: Subject,
    cleared: Cleared | null,
  ): Promise<void> => {
    const { tenantId, mailboxId } = subject;
    const facts = { company: "leaves", copiesRemoved: removedIn(cleared) };
    const { at, documents, logLines, digest, isGone } = await deps.erasure.erase(
      { ...subject, companyLeaves: true },
      facts,
      deciderOf(leaving),
    );
    const proof = { documents, logLines, digest, isGone };
    await book.note({ tenantId, mailboxId, at, cleared, proof });
  };

  return {
    async triable(tenantId, left) {
      const departures = new Map((await book.departures(tenantId)).map((one) => [keyOf(one), one]));
      const heldOf = (one: Leaver) => departures.get(keyOf(one))?.held;
      const isHeld = (one: Leaver): boolean => heldOf(one) !== undefined;
      const againOf = (one: Leaver): string => heldOf(one)?.again ?? "";
      const waiting = left.filter((one) => againOf(one) > now());
      const due = left.filter(
        (one) => !isHeld(one) || (againOf(one) !== "" && againOf(one) <= now()),
      );
      // Without his sign-in nobody could go on with the mailbox of a team that he synchronizes.
      const needed = new Set([...due, ...waiting].map(({ signIn }) => signIn));
      const first = due.filter(({ mailboxId }) => !needed.has(mailboxId));
      // Of two who need each other one has to be the first.
      const free = first.length > 0 || waiting.length > 0 ? first : due;
      const [soonest] = waiting.toSorted((one, other) => (againOf(one) < againOf(other) ? -1 : 1));
      return {
        free: [...free.filter((one) => !isHeld(one)), ...free.filter(isHeld)],
        next:
          soonest === undefined
            ? null
            : { again: againOf(soonest), reason: heldOf(soonest)?.reason ?? "" },
      };
    },

    async leave(leaving, subject, inVain) {
      const { tenantId, mailboxId } = subject;
      const before = await book.departure(subject);
      const was = before === undefined ? await mailboxes.standing(subject) : before.was;
      const one = { tenantId, mailboxId, ...(was === undefined || was === "off" ? {} : { was }) };
      let cleared = before?.cleared ?? null;
      if (before === undefined || before.held !== undefined || before.clearing === true) {
        // Its syncing is switched off by this: what it was must be known if the company comes back.
        if (before === undefined) {
          await book.note({ ...one, at: now(), cleared: null, clearing: true });
        }
        const outcome = await mailboxes.clear(subject, leaving.choices);
        if (deps.isEnding()) return null;
        if ("reason" in outcome) {
          const attempts = (before?.held?.attempts ?? 0) + 1;
          const departure = { ...one, at: now(), cleared: null };
          const row = outcome.ofAll ? inVain + 1 : 0;
          return { ...outcome, again: await hold(departure, attempts, outcome, row) };
        }
        cleared = outcome;
        await book.note({ ...one, at: now(), cleared });
      }
      await erase(leaving, subject, cleared);
      return null;
    },

    async noteErased(tenantId) {
      const { by, requestId } = book.found(tenantId);
      const there = new Set((await mailboxes.of(tenantId)).map((one) => one.mailboxId));
      for (const one of await book.departures(tenantId)) {
        if (one.proof !== undefined || there.has(one.mailboxId)) continue;
        const erased = await store.get({ kind: "installation" }, "erased", keyOf(one));
        if (erased === undefined) continue;
        const { documents = 0, logLines = 0, digest, at } = erased;
        // Its line may be missing as well; one more says the same.
        await deps.audit.record({
          ...{ actor: by, act: "user-erased", requestId, tenantId, about: one.mailboxId },
          facts: { company: "leaves", documents, logLines, digest },
        });
        const { mailboxId, cleared } = one;
        const proof = { documents, logLines, digest, isGone: true };
        await book.note({ tenantId, mailboxId, at, cleared, proof });
      }
    },
  };
}

function removedIn(cleared: Cleared | null): number {
  return cleared === null ? 0 : cleared.outlookCopies.removed + cleared.erpCopies.removed;
}
