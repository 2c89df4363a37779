import type {
  Cleared,
  ClearingChoices,
  DepartureDocument,
  LeftConnection,
} from "../../store/documents/administration.ts";
import type { Decider } from "../administrators.ts";
import type { Subject } from "../erasure.ts";

/** Why a side cannot be asked. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  /** How long to wait after so many attempts in a row, ms; `null`: only somebody's act helps. */
  waitMs(attempts: number): number | null;
  /** Whether the company's other mailboxes would meet the same. */
  readonly ofAll: boolean;
}

/** A mailbox that leaves. */
export interface Leaver extends Subject {
  /** Whose sign-in it goes with, where that is somebody else's: he leaves after it. */
  readonly signIn?: string;
}

/** What of a company's mailboxes only their engine can do. */
export interface LeavingMailboxes {
  /** All of a company that there are still. */
  of(tenantId: string): Promise<readonly Leaver[]>;
  /** What its syncing is. */
  standing(subject: Subject): Promise<"on" | "paused" | "off">;
  /**
   * Ends its subscriptions, clears both sides as far as that was chosen, and throws its tokens away.
   * Repeated, it goes on.
   */
  clear(subject: Subject, choices: ClearingChoices): Promise<Cleared | Refusal>;
  /** Its syncing is again what it `was` before it was cleared; it does not run yet. */
  restore(subject: Subject, was: DepartureDocument["was"]): Promise<void>;
  /** It may run again. */
  wake(subject: Subject): void;
}

/** The ERPs that a company leaves. */
export interface LeavingConnections {
  /** Those that nobody else uses: no company that is in, or still needs them to be cleared. */
  of(tenantId: string): Promise<readonly Pick<LeftConnection, "id" | "connection">[]>;
  /** Takes our address back. Repeated, it answers the same. */
  leave(connectionId: string): Promise<LeftConnection["webhook"] | Refusal>;
  /** Nothing is kept of it any more. Repeated, nothing happens. */
  forget(connectionId: string, by: Decider): Promise<void>;
}
