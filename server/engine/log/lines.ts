import type { Health, HistoryEntry } from "../../store/documents/mailbox.ts";
import { scopeKey } from "../../store/store.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";

/**
 * A line of somebody's log as others look through it: which fields it changed and never their values,
 * and of what is private, be it since, no subject either.
 */
export interface LogLine extends Omit<HistoryEntry, "changes"> {
  readonly scope: MailboxScope;
  readonly fields: readonly string[];
}

/** @param isSecret whether its item is private by now */
export function lineOf(
  scope: MailboxScope,
  { changes, ...entry }: HistoryEntry,
  isSecret: boolean,
): LogLine {
  const line = { ...entry, scope, fields: changes.map(({ field }) => field) };
  return isSecret ? withoutContents(line) : line;
}

export function withoutContents(line: LogLine): LogLine {
  return { ...line, subject: "", fields: [] };
}

/** The same for the same line, wherever it comes from. */
export function keyOf({ scope, id }: LogLine): string {
  return `${scopeKey(scope)}/${id}`;
}

/** How what a line tells of ended: as it should, in a difference of both sides, or not at all. */
export type Outcome = "done" | "conflict" | "failed";

const failed: ReadonlySet<HistoryEntry["kind"]> = new Set([
  ...(["failed", "not-undone", "not-invited", "not-cancelled"] as const),
]);
/** The states in which a mailbox waits for somebody. */
const troubles: readonly Exclude<Health, "operational">[] = [
  ...(["signed-out", "no-consent", "erp-down", "microsoft-down", "braked", "failed"] as const),
];

export function outcomeOf({ kind, because }: Pick<LogLine, "kind" | "because">): Outcome {
  if (kind === "conflict" || kind === "still-invited") return "conflict";
  if (failed.has(kind)) return "failed";
  const code = codeOf(because);
  return kind === "state" && troubles.some((one) => one === code) ? "failed" : "done";
}

/** The stable code in front of a reason, or that is all of it; `null`: it is a sentence. */
export function codeOf(because: string): string | null {
  return /^([a-z][a-z-]{1,30})(:|$)/.exec(because)?.[1] ?? null;
}
