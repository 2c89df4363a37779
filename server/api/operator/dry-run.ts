import { countsOf } from "../../engine/dry-run/entries.ts";
import type { KnownFields } from "../../engine/mailboxes/settings/field-mappings.ts";
import type { Plan } from "../../engine/dry-run/dry-run.ts";
import type { CalendarChoices, MailboxDocument } from "../../store/documents/mailbox.ts";
import type { DryRunAnswer } from "../contract/operator.ts";
import { ProblemError } from "../errors.ts";
import { entryView, planCsv } from "../handlers/plan-views.ts";
import { readerOf } from "../reader.ts";
import type { MailboxSight } from "./mailboxes.ts";

/** What the next run of the mailbox would do, its calendar on and by these rules. */
export type TryOut = (mailbox: MailboxDocument, rules: CalendarChoices) => Promise<Plan>;

/**
 * What a mailbox's next run would do, in English.
 * @throws ProblemError `setup-required` where its person has not finished Setup
 */
export async function dryRunOf(
  { scope, mailbox }: MailboxSight,
  rules: CalendarChoices,
  tryOut: TryOut,
  fields: KnownFields,
): Promise<DryRunAnswer> {
  if (mailbox === null) {
    throw new ProblemError("setup-required", "Its person has not finished Setup.");
  }
  const { entries, madeAt } = await tryOut(mailbox, rules);
  const reader = readerOf(mailbox, "en", fields);
  const { tenantId, mailboxId } = scope;
  const { address } = mailbox;
  return {
    mailbox: { tenantId, mailboxId, address },
    off: !mailbox.jobs.calendar.enabled,
    madeAt,
    counts: countsOf(entries),
    entries: entries.map((one) => entryView(one, reader)),
    csv: planCsv(entries, reader, address),
  };
}
