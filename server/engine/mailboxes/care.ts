import type { BrakeDocument, MailboxDocument } from "../../store/documents/mailbox.ts";
import { wishesOf } from "../dry-run/trial.ts";
import type { Engine } from "../engine.ts";
import { ItemError, notOn } from "../items/item-error.ts";
import { releaseBrake } from "../run/apply/brake.ts";
import { mailboxKey, scopeOf, type EngineDeps, type MailboxScope } from "./mailbox.ts";
import type { MailboxActs } from "./mailbox-acts.ts";

/**
 * What somebody else than its person may do to a mailbox, beside `MailboxActs`. What is synchronized
 * stays as it is on both sides.
 */
export interface Care extends Pick<MailboxActs, "halt" | "goOn" | "resync"> {
  /** Runs now, and reads the ERP's feed before that. @throws ItemError `setup-required` */
  syncNow(mailbox: MailboxDocument): Promise<void>;
  /**
   * Stops the syncing and ends the subscriptions. What is linked is kept; tokens are another part's,
   * and are to be thrown away after this: the subscriptions are ended with them.
   */
  disconnect(mailbox: MailboxDocument): Promise<void>;
  /**
   * Its syncing is what it was before it was disconnected; both sides are listed anew by the next run.
   * Where it was never switched off, or somebody said otherwise since, nothing happens.
   */
  reconnect(scope: MailboxScope, was: "on" | "paused"): Promise<void>;
  /**
   * Agrees to what the brake holds, and carries it out, where it is still what was `shown`.
   * @throws ItemError `conflict` where nothing is held any more, or something else
   */
  releaseBrake(
    mailbox: MailboxDocument,
    shown: Pick<BrakeDocument, "side" | "deletions">,
    by: string,
  ): Promise<void>;
  /** Asks Microsoft 365 to renew the subscription, and for a new one where that is gone. */
  renewSubscription(mailbox: MailboxDocument): Promise<void>;
  /** Ends it; the next run makes another one. */
  deleteSubscription(mailbox: MailboxDocument): Promise<void>;
}

export function createCare(
  deps: Pick<EngineDeps, "store" | "ids">,
  acts: MailboxActs,
  engine: Pick<Engine, "scheduler" | "subscriptions" | "wakeConnection">,
): Care {
  return {
    halt: (scope, how) => acts.halt(scope, how),
    goOn: (scope) => acts.goOn(scope),
    resync: (scope, side) => acts.resync(scope, side),
    async syncNow(mailbox) {
      if (!mailbox.jobs.calendar.enabled) throw notOn();
      await engine.wakeConnection(mailbox.connectionId);
      await engine.scheduler.runNow(scopeOf(mailbox));
    },
    async disconnect(mailbox) {
      const { jobs } = mailbox;
      if (jobs.calendar.enabled) await acts.halt(scopeOf(mailbox), "off");
      else {
        // One that is paused is not to go on by a click.
        const calendar = { ...jobs.calendar, enabled: false, paused: false };
        await acts.commit({ mailbox: { ...mailbox, jobs: { ...jobs, calendar } }, wishes: [] });
        await engine.subscriptions.remove(scopeOf(mailbox));
      }
    },
    async reconnect(scope, was) {
      const before = await mailboxAt(deps.store, scope);
      if (before === undefined || before.jobs.calendar.enabled) return;
      const enabled = was === "on";
      const calendar = { ...before.jobs.calendar, enabled, paused: !enabled };
      const mailbox = { ...before, jobs: { ...before.jobs, calendar } };
      await acts.commit({ mailbox, wishes: wishesOf(before, mailbox) });
    },
    async releaseBrake(mailbox, shown, by) {
      const released = await releaseBrake(deps, scopeOf(mailbox), by, shown);
      if (released === null) {
        const why = "What is held is no longer what you were shown. Look again, then decide.";
        throw new ItemError("conflict", why, { field: "held" });
      }
      // Whoever agreed is shown what came of it, and not what was held before.
      await engine.scheduler.runNow(scopeOf(mailbox));
    },
    renewSubscription: (mailbox) => engine.subscriptions.renew(scopeOf(mailbox)),
    deleteSubscription: (mailbox) => engine.subscriptions.remove(scopeOf(mailbox)),
  };
}

/** A mailbox as it is stored; `undefined` where its person has not finished Setup. */
export function mailboxAt(
  store: EngineDeps["store"],
  scope: MailboxScope,
): Promise<MailboxDocument | undefined> {
  return store.get(scope, "mailbox", mailboxKey);
}
