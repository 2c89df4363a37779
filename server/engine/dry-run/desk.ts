import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { put } from "../../store/store.ts";
import { scopeOfPerson, type Accounts, type Person, type Setup } from "../mailboxes/accounts.ts";
import { carryOut, dryRun, type CarriedOut, type DryRunDeps, type Plan } from "./dry-run.ts";
import { ItemError } from "../items/item-error.ts";
import { pairWishes, type PairDecisions } from "../items/pair-decisions.ts";
import type { Saving } from "../mailboxes/mailbox-acts.ts";
import { isFurther, mailboxKey, scopeOf, type MailboxScope } from "../mailboxes/mailbox.ts";
import type { FurtherRules, FurtherSetup } from "../mailboxes/further-setup.ts";
import type { RunReport } from "../run/run.ts";
import type { Scheduler } from "../scheduler.ts";
import type { Trial } from "./trial.ts";

/** A plan that a person looks at, page by page, until he has it carried out or makes another. */
export interface KeptPlan extends Plan {
  readonly id: string;
  readonly tried: Tried;
}

/** What is tried, and would be saved with it; `null`: nothing is, it is what the next run does anyway. */
export type Tried =
  | { readonly setup: Setup | null }
  /** A further mailbox of the person's. */
  | { readonly mailboxId: string; readonly rules: FurtherRules | null };

/** What people try before they do it. */
export interface Plans {
  /** @throws ConnectorError, ItemError `setup-required` | `erp-user-unknown` | `conflict` | `mailbox-not-found` */
  make(person: Person, tried: Tried): Promise<KeptPlan>;
  /** `undefined`: it is not kept any more. */
  find(person: Person, planId: string): KeptPlan | undefined;
  /**
   * Saves what was tried and starts to carry the plan out, or keeps and answers the plan that there
   * is now.
   * @throws ConnectorError where a side cannot be read; nothing is changed then
   */
  carryOut(person: Person, plan: KeptPlan): Promise<KeptPlan | "agreed">;
  /** Nothing is kept for this person any more. */
  forget(person: Pick<Person, "tenantId" | "userId">): void;
  /** For the next run, and for the next plan. @throws ItemError `setup-required` | `conflict` */
  decide(person: Person, plan: KeptPlan, decisions: PairDecisions): Promise<void>;
}

/** Entries kept over all people, at about a kilobyte each; the last plan stays whatever its size. */
const entriesMax = 100_000;

export function createPlans(
  deps: DryRunDeps,
  scheduler: Scheduler,
  accounts: Accounts,
  further: Pick<FurtherSetup, "prepare">,
): Plans {
  /** One for each person, who made one longest ago first. */
  const kept = new Map<string, KeptPlan>();
  const keyOf = ({ tenantId, userId }: Pick<Person, "tenantId" | "userId">): string =>
    JSON.stringify([tenantId, userId]);

  const keep = (person: Person, tried: Tried, plan: Plan): KeptPlan => {
    const key = keyOf(person);
    const made = { ...plan, tried, id: deps.ids.next() };
    kept.delete(key);
    kept.set(key, made);
    let entries = [...kept.values()].reduce((sum, one) => sum + one.entries.length, 0);
    for (const [oldest, one] of kept) {
      if (entries <= entriesMax || oldest === key) break;
      kept.delete(oldest);
      entries -= one.entries.length;
    }
    return made;
  };

  /** As somebody else's further mailbox it is his: neither to be tried nor decided about with his rights. */
  const storedOf = async (person: Person): Promise<MailboxDocument | undefined> => {
    const mailbox = await deps.store.get(scopeOfPerson(person), "mailbox", mailboxKey);
    if (mailbox === undefined || !isFurther(mailbox)) return mailbox;
    throw setupRequired();
  };

  const trialOf = async (person: Person, tried: Tried): Promise<Trial> => {
    if ("mailboxId" in tried) return further.prepare(person, tried.mailboxId, tried.rules);
    if (tried.setup !== null) return accounts.prepare(person, tried.setup);
    const mailbox = await storedOf(person);
    if (mailbox !== undefined) return { mailbox, wishes: [], isSaved: false };
    throw setupRequired();
  };

  return {
    async make(person, tried) {
      return keep(person, tried, await dryRun(deps, await trialOf(person, tried)));
    },

    find(person, planId) {
      const plan = kept.get(keyOf(person));
      return plan?.id === planId ? plan : undefined;
    },

    forget(person) {
      kept.delete(keyOf(person));
    },

    async carryOut(person, plan) {
      const trial = await trialOf(person, plan.tried);
      const now = await agree(deps, scheduler, accounts.saving, trial, plan.digest);
      if (now !== "agreed") return keep(person, plan.tried, now);
      kept.delete(keyOf(person));
      return now;
    },

    async decide(person, { entries, tried }, decisions) {
      const isOwn = "setup" in tried;
      if (isOwn) await storedOf(person);
      const wishes = pairWishes(entries, decisions);
      const scope = isOwn
        ? scopeOfPerson(person)
        : scopeOf((await further.prepare(person, tried.mailboxId, null)).mailbox);
      await deps.store.commit(
        scope,
        wishes.map((wish) => put("inbox", deps.ids.next(), wish)),
      );
      scheduler.wake(scope);
    },
  };
}

function setupRequired(): ItemError {
  return new ItemError("setup-required", "Finish Setup before anything can be tried.");
}

/**
 * Has the plan of this digest carried out, or answers the plan that there is now.
 * @throws ConnectorError where a side cannot be read; nothing is changed then
 */
export async function agree(
  deps: DryRunDeps,
  scheduler: Scheduler,
  saving: Saving,
  trial: Trial,
  digest: string,
): Promise<Plan | "agreed"> {
  await saving.before(trial);
  const now = await asRun(scheduler, scopeOf(trial.mailbox), (onAgreed) =>
    carryOut(deps, trial, digest, onAgreed),
  );
  if (now === "agreed") await saving.after(trial);
  return now;
}

/**
 * Carries out in the place of the mailbox's next run, so that no other is beside it. Ten thousand
 * writes take a while: nobody waits for more than that they are decided and stored.
 */
function asRun(
  scheduler: Scheduler,
  scope: MailboxScope,
  work: (onAgreed: () => void) => Promise<CarriedOut>,
): Promise<Plan | "agreed"> {
  return new Promise((resolve, reject) => {
    const verdict = { isAgreed: false };
    const agree = (): void => {
      verdict.isAgreed = true;
      resolve("agreed");
    };
    const over = scheduler.runAs(scope, async (): Promise<RunReport> => {
      try {
        const carried = await work(agree);
        if (carried.kind === "done") {
          agree();
          return carried.report;
        }
        resolve(carried.plan);
      } catch (error) {
        // From there on it is a run like any other, and is tried again like any other.
        if (verdict.isAgreed) throw error;
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      // As if there had been no run: whatever else is due comes next.
      scheduler.wake(scope);
      return { outcome: "off", writes: 0, error: null };
    });
    // Where it was not even begun: nothing else leaves the question open.
    void over.then(() => reject(new ItemError("conflict", "The server is just being restarted.")));
  });
}
