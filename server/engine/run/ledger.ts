import type { Conflict, Link, Side } from "../../sync/model.ts";
import { put, type Change, type Store } from "../../store/store.ts";
import type {
  HistoryEntry,
  QuarantineDocument,
  UndoDocument,
} from "../../store/documents/mailbox.ts";
import { requestsNow } from "../../lib/requests.ts";
import { createBook, type Figures } from "./book.ts";
import { keep, takeKept } from "./kept-books.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";
import { overdue, type Undoable } from "../undo/limits.ts";

/** What a line of history says, without what the ledger knows by itself. */
export type Note = Omit<HistoryEntry, "id" | "at" | "runId" | "requests">;

/**
 * One run's view of a mailbox: its links, indexed by the ids of both sides, and what changed since
 * the last commit. Everything staged is written by `commit` in one piece, under the run's fencing
 * epoch; memory moves on only when the store has it.
 */
export interface Ledger {
  /** Of the run; stands in each of its lines. */
  readonly runId: string;
  readonly links: ReadonlyMap<string, Link>;
  byItem(side: Side, itemId: string): Link | undefined;
  /**
   * The followed links that something is left to do about, and meetings that are being cancelled: a run
   * looks at these, not at all.
   */
  open(): readonly Link[];
  /** Links whose series was cut short, until it is known which one goes on with it. */
  cut(): readonly Link[];
  readonly figures: Figures;
  /** Links that moved, or were set aside or taken up again; whoever shows that takes them out. */
  readonly moved: Set<string>;
  stage(link: Link): void;
  drop(link: Link): void;
  /** @returns the id of the line. */
  note(note: Note): string;
  /** Keeps what takes back the change of a line, and lets go of the oldest ones. */
  keepUndo(lineId: string, document: Omit<UndoDocument, "at" | "runId">): void;
  dropUndo(lineId: string): void;
  /** What takes changes of this link back is forgotten: it has become private. */
  forgetUndo(linkId: string): void;
  park(key: string, document: QuarantineDocument): void;
  unpark(key: string): void;
  readonly parked: ReadonlyMap<string, QuarantineDocument>;
  /** Writes what is staged together with `more`; nothing happens when there is nothing. */
  commit(more?: readonly Change[]): Promise<void>;
  /** The run ended well: the next one in this process need not read the mailbox again. */
  keep(): void;
}

export interface LedgerDeps {
  readonly store: Store;
  readonly scope: MailboxScope;
  readonly epoch: number;
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly now: () => string;
  readonly nextId: () => string;
}

export async function openLedger(deps: LedgerDeps): Promise<Ledger> {
  const { store, scope, epoch } = deps;
  const kept = takeKept(store, scope, epoch);
  const book = kept ?? createBook(await store.list(scope, "links"));
  const parked = kept?.parked ?? new Map(await store.list(scope, "quarantine"));
  // By line, oldest first: what the documents themselves say is read only when one is asked for.
  const undoable = kept?.undoable ?? undoableOf(await store.list(scope, "undo"));
  const { links } = book;
  let staged = new Map<string, Change>();
  let notes: Change[] = [];

  const dropUndo = (lineId: string): void => {
    if (!undoable.delete(lineId)) return;
    staged.set(`undo/${lineId}`, { kind: "remove", collection: "undo", key: lineId });
  };

  return {
    runId: deps.runId,
    links,
    parked,
    byItem: (side, itemId) => book.byItem(side, itemId),
    open: () => book.open(),
    cut: () => book.cut(),
    figures: book.figures,
    moved: book.moved,
    stage(link) {
      book.enter(link);
      staged.set(`links/${link.id}`, put("links", link.id, link));
    },
    drop(link) {
      book.leave(link);
      staged.set(`links/${link.id}`, { kind: "remove", collection: "links", key: link.id });
    },
    park(key, document) {
      parked.set(key, document);
      if (links.has(key)) book.moved.add(key);
      staged.set(`quarantine/${key}`, put("quarantine", key, document));
    },
    unpark(key) {
      if (!parked.delete(key)) return;
      if (links.has(key)) book.moved.add(key);
      staged.set(`quarantine/${key}`, { kind: "remove", collection: "quarantine", key });
    },
    note(note) {
      const at = deps.now();
      const requests = requestsNow();
      const entry = {
        ...{ ...note, id: `${at}-${deps.nextId()}`, at, runId: deps.runId },
        ...(requests.length > 0 && { requests }),
      };
      notes.push({ kind: "append", entry });
      return entry.id;
    },
    keepUndo(lineId, document) {
      const whole = { ...document, at: deps.now(), runId: deps.runId };
      undoable.set(lineId, { linkId: whole.linkId, at: whole.at });
      staged.set(`undo/${lineId}`, put("undo", lineId, whole));
      for (const oldest of overdue(undoable, deps.now())) dropUndo(oldest);
    },
    dropUndo,
    forgetUndo(linkId) {
      for (const [lineId, one] of undoable) if (one.linkId === linkId) dropUndo(lineId);
    },
    async commit(more = []) {
      const changes = [...staged.values(), ...notes, ...more];
      staged = new Map();
      notes = [];
      // A commit that fails ends the run: the next one starts from what the store holds.
      if (changes.length > 0) await store.commit(scope, changes, epoch);
    },
    keep: () => keep(store, scope, { ...book, parked, undoable, epoch }),
  };
}

/** What the run keeps in mind of each record; bodies stay in the store. */
function undoableOf(records: ReadonlyMap<string, UndoDocument>): Map<string, Undoable> {
  return new Map([...records].map(([lineId, { linkId, at }]) => [lineId, { linkId, at }]));
}

/** Whether two lists of waiting conflicts show the same thing: only news is worth a line. */
export function sameConflicts(one: readonly Conflict[], other: readonly Conflict[]): boolean {
  const shown = (list: readonly Conflict[]): string =>
    JSON.stringify(
      list.map(({ field, microsoft, erp, winner, because }) => [
        field,
        microsoft,
        erp,
        winner,
        because,
      ]),
    );
  return shown(one) === shown(other);
}
