import type {
  CalendarJob,
  IdentityDocument,
  InboxDocument,
  MailboxDocument,
} from "../../store/documents/mailbox.ts";
import { put, type Change, type Store } from "../../store/store.ts";
import type { Side } from "../../sync/model.ts";
import { handOver } from "./hand-over.ts";
import { ItemError, notOn } from "../items/item-error.ts";
import { inUserTurn, othersWhoAre } from "./people/erp-users.ts";
import { isFurther, mailboxKey, scopeOf, type EngineDeps, type MailboxScope } from "./mailbox.ts";
import { listedAnew, wishesOf, type Trial } from "../dry-run/trial.ts";

/** What a whole mailbox is asked to do, by its person or by whoever runs the server. */
export interface MailboxActs {
  /**
   * Stops what is on its way after the step in hand, and starts nothing until somebody goes on. It is
   * stored, so that a restart does not forget it. @throws ItemError `setup-required`
   */
  halt(scope: MailboxScope, how: "pause" | "off"): Promise<void>;
  /**
   * Goes on where a sync was paused; where it is on already, nothing happens. What was switched off,
   * or never on, is for Setup to switch on.
   * @throws ItemError `setup-required` where nothing was paused
   */
  goOn(scope: MailboxScope): Promise<void>;
  /**
   * Has the next run list a side, or both, completely and decide about everything once more: for
   * whoever no longer trusts what he sees. @throws ItemError `setup-required` where nothing is synchronized
   */
  resync(scope: MailboxScope, side?: Side): Promise<void>;
  /**
   * Stores what was tried, wishes and all.
   * @throws ItemError `conflict` where the person became another user of the ERP meanwhile
   */
  commit(trial: Trial): Promise<void>;
}

/** What must be done in the world before and after other rules are stored for a mailbox. */
export interface Saving {
  /** The feed's start must be fixed before a mailbox lists its ERP items. */
  before(trial: Trial): Promise<void>;
  after(trial: Trial): Promise<void>;
}

/** Where no server runs there is no world: what is stored is met by the next start. */
export const savingAlone: Saving = { before: async () => undefined, after: async () => undefined };

/**
 * What is stored where a trial becomes the mailbox's own. The wishes go with it: one that is on again
 * was told of nothing that moved meanwhile. Whoever takes it from another person takes over nothing
 * that this one had under way, which was begun as another user of the ERP; nor does he himself, where
 * he is another user there from now on.
 * @param store as it is when that is stored, and not as it was when it was tried
 */
export async function savedWith(
  { store, ids }: Pick<EngineDeps, "store" | "ids">,
  { mailbox, wishes }: Trial,
): Promise<readonly Change[]> {
  const scope = scopeOf(mailbox);
  const before = await store.get(scope, "mailbox", mailboxKey);
  return [
    put("mailbox", mailboxKey, mailbox),
    ...(await withoutNote(store, mailbox)),
    ...(isSameUser(before, mailbox)
      ? wishes.map((wish) => put("inbox", ids.next(), wish))
      : await handOver({ store, ids }, scope)),
  ];
}

/** Who he is, is told by his Setup from now on. */
async function withoutNote(
  store: Pick<Store, "get">,
  mailbox: MailboxDocument,
): Promise<readonly Change[]> {
  if (isFurther(mailbox)) return [];
  const noted = await store.get(scopeOf(mailbox), "identity", "person");
  return noted === undefined ? [] : [{ kind: "remove", collection: "identity", key: "person" }];
}

/** Who somebody is in the ERP, or his mailbox, is another than when this was begun. */
export function changedMeanwhile(): ItemError {
  return new ItemError("conflict", "It was changed just now. Look again.");
}

/**
 * Whether the person is in the ERP who he was when it was tried: an administrator may have said
 * meanwhile that he is another, and what was tried before would take that back.
 */
function isStillHe(
  { mailbox, triedAs }: Trial,
  before: MailboxDocument | undefined,
  said: IdentityDocument | undefined,
): boolean {
  const { connectionId, erpUserId } = mailbox;
  const isHis = before?.userId === mailbox.userId;
  const isMoved = isHis && triedAs !== undefined && before.erpUserId !== triedAs;
  const isOther =
    said?.kind === "erp" && said.connectionId === connectionId && said.userId !== erpUserId;
  return !isMoved && !isOther;
}

/** Whether somebody becomes a user of the ERP who he was not. */
function becomesOther(before: MailboxDocument | undefined, now: MailboxDocument): boolean {
  return !isFurther(now) && now.erpUserId !== null && before?.erpUserId !== now.erpUserId;
}

/** Whether what is under way in the mailbox was begun by the person, and as the ERP's user, who goes on. */
function isSameUser(before: MailboxDocument | undefined, now: MailboxDocument): boolean {
  if (before === undefined) return true;
  const isKept = before.erpUserId === null || before.erpUserId === now.erpUserId;
  return before.userId === now.userId && isKept;
}

type ActDeps = Pick<EngineDeps, "store" | "ids" | "userTurns"> & Partial<Pick<EngineDeps, "log">>;

export function createMailboxActs(deps: ActDeps, saving: Saving): MailboxActs {
  const { store, ids } = deps;
  const read = (scope: MailboxScope) => store.get(scope, "mailbox", mailboxKey);

  const inboxOf = (wishes: readonly InboxDocument[]) =>
    wishes.map((wish) => put("inbox", ids.next(), wish));

  const isTaken = async (mailbox: MailboxDocument): Promise<boolean> => {
    const { connectionId, erpUserId } = mailbox;
    const others = await othersWhoAre(deps, scopeOf(mailbox), connectionId, erpUserId);
    return others.length > 0;
  };

  const stored = async (trial: Trial): Promise<void> => {
    const scope = scopeOf(trial.mailbox);
    const before = await read(scope);
    // Who was free when it was tried may be somebody's by now.
    if (becomesOther(before, trial.mailbox) && (await isTaken(trial.mailbox))) {
      throw changedMeanwhile();
    }
    const said = await store.get(scope, "identity", "erp");
    if (!isStillHe(trial, before, said)) {
      throw changedMeanwhile();
    }
    // A run of whoever had it stores nothing any more, and of two who take it at once one wins.
    const isHis = before !== undefined && isSameUser(before, trial.mailbox);
    const epoch = isHis ? undefined : await store.acquire(scope);
    await store.commit(scope, await savedWith({ store, ids }, trial), epoch);
  };

  const commit = (trial: Trial): Promise<void> =>
    inUserTurn(deps.userTurns, trial.mailbox.connectionId, () => stored(trial));

  /** The rest of what the person chose stays, and so does what was done. */
  const switchTo = async (
    before: MailboxDocument,
    how: Required<Pick<CalendarJob, "enabled" | "paused">>,
  ): Promise<void> => {
    const calendar: CalendarJob = { ...before.jobs.calendar, ...how };
    const mailbox = { ...before, jobs: { ...before.jobs, calendar } };
    const trial = { mailbox, wishes: wishesOf(before, mailbox), triedAs: before.erpUserId };
    await commit(trial);
    await saving.after(trial);
  };

  return {
    commit,
    async halt(scope, how) {
      const mailbox = await read(scope);
      if (mailbox?.jobs.calendar.enabled !== true) throw notOn();
      await switchTo(mailbox, { enabled: false, paused: how === "pause" });
    },
    async goOn(scope) {
      const mailbox = await read(scope);
      if (mailbox?.jobs.calendar.enabled === true) return;
      if (mailbox?.jobs.calendar.paused !== true) throw notOn();
      await saving.before({ mailbox, wishes: [] });
      await switchTo(mailbox, { enabled: true, paused: false });
    },
    async resync(scope, side) {
      const mailbox = await read(scope);
      if (mailbox?.jobs.calendar.enabled !== true) throw notOn();
      const sides = listedAnew.filter((wish) => side === undefined || wish.side === side);
      await store.commit(scope, inboxOf([...sides, { kind: "replan" }]));
    },
  };
}
