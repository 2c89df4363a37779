import type { AccountState, SideCheck } from "../../engine/mailboxes/accounts.ts";
import type { QuarantineDocument } from "../../store/documents/mailbox.ts";
import type { ConnectionTest, ParkedView, Status } from "../contract/account.ts";
import { noStorage, wordsOf } from "../errors.ts";
import { healthOf } from "../health.ts";
import { sideMending } from "../mending.ts";
import { told, type Language } from "../told.ts";

/** How a mailbox is doing, as its reader understands it. */
export function statusView(account: AccountState, language: Language): Status {
  const { mailbox, state } = account;
  const enabled = mailbox?.jobs.calendar.enabled ?? false;
  const progress = progressView(account);
  return {
    health: healthOf(account),
    since: state?.since ?? null,
    reason: reasonOf(account, language),
    brake: state?.brake == null ? null : { ...state.brake, planned: [...state.brake.planned] },
    calendar: {
      enabled,
      running: account.running,
      lastSyncAt: state?.lastSuccessAt ?? null,
      nextSyncAt: account.nextAt === null ? null : new Date(account.nextAt).toISOString(),
      push: account.push,
      stopped: account.stopped.map((one) => ({ ...one })),
      ...(account.pause === null ? {} : { pause: { ...account.pause } }),
      ...(account.waitsUntilMs === null
        ? {}
        : { waitsUntil: new Date(account.waitsUntilMs).toISOString() }),
      // What is stored was counted when the last run was over; of a wide one that is long ago.
      linked: progress?.phase === "writing" ? progress.done : (state?.counts.linked ?? 0),
      waiting: state?.counts.waiting ?? 0,
      quarantined: state?.counts.quarantined ?? 0,
      progress,
    },
  };
}

/** Why a mailbox does not go on; of a disk that fails only that: its paths are the operator's. */
export function reasonOf(
  { storage, state }: Pick<AccountState, "storage" | "state">,
  language: Language,
): string | null {
  const reason = storage === null ? (state?.reason ?? null) : noStorage;
  return reason === null ? null : told(reason, language);
}

function progressView(account: AccountState): Status["calendar"]["progress"] {
  const { state, progress } = account;
  const first = state?.lastSuccessAt == null;
  if (progress !== null) return { ...progress, first };
  if (healthOf(account) !== "paused") return null;
  const { linked = 0, followed = linked } = state?.counts ?? {};
  return { phase: "paused", first, done: linked, total: followed };
}

/** What was set aside, as its person and whoever looks after him see it. */
export function parkedView(
  [key, parked]: readonly [string, QuarantineDocument],
  language: Language,
): ParkedView {
  const { side, subject, code, reason, field, attempts, since, nextTryAt } = parked;
  return {
    key,
    side,
    subject,
    code,
    reason: told(reason, language),
    field,
    attempts,
    since,
    nextTryAt,
  };
}

export function sideView(check: SideCheck, language: Language): ConnectionTest["microsoft"] {
  if (check.kind === "failed") {
    const problem = wordsOf(check.error, language);
    const mending = sideMending(check.error, problem, language);
    return { ok: false, user: null, facts: [], problem, mending };
  }
  const { user, address, facts } = check.result;
  const who = address === null ? user : `${user} (${address})`;
  return { ok: true, user: who, facts: [...facts], problem: null, mending: null };
}
