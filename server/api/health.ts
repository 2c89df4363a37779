import type { AccountState } from "../engine/mailboxes/accounts.ts";
import type { HealthCode } from "./contract/account.ts";

/**
 * How a mailbox is doing, for its person and for an operator alike.
 * What we could not even write down (`storage`) outranks what we wrote down last.
 */
export function healthOf({
  mailbox,
  state,
  storage,
}: Pick<AccountState, "mailbox" | "state" | "storage">): HealthCode {
  if (mailbox === null) return "setup-required";
  const { enabled, offAbove = false, paused = false } = mailbox.jobs.calendar;
  if (offAbove) return "off-above";
  if (!enabled) return paused ? "paused" : "off";
  return storage === null ? (state?.health ?? "operational") : "storage";
}
