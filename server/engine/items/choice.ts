import type { RecordRef } from "../../connectors/port/facets.ts";
import { recordLinkSchema } from "../../resources/appointment/appointment.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import type { Fields } from "../../sync/model.ts";
import { isFurther, isReadOnly } from "../mailboxes/mailbox.ts";
import { ItemError, notOn, switchedOffAbove } from "./item-error.ts";

/** What a person chose for an item. */
export interface Choice {
  readonly records: readonly RecordRef[];
  readonly activityTypeId: string | null;
}

/** A choice as the fields that Outlook cannot hold. */
export function companionOf(choice: Choice): Fields {
  return {
    type: choice.activityTypeId,
    records: choice.records.map(({ type, id }) => ({ type, id })),
  };
}

export function recordsOf(companion: Fields): readonly RecordRef[] {
  const records = recordLinkSchema.array().safeParse(companion["records"]);
  return records.success ? records.data : [];
}

/** @throws ItemError `forbidden` where Outlook would be written in a mailbox that the person only reads. */
export function refuseUnwritable(mailbox: MailboxDocument): void {
  if (!isFurther(mailbox) || !isReadOnly(mailbox)) return;
  const detail = "You may only read this mailbox: nothing can be written to it.";
  throw new ItemError("forbidden", detail);
}

/** @throws ItemError where this person's items cannot be switched on at all. */
export function refuseUnready(mailbox: MailboxDocument): void {
  const { enabled, offAbove } = mailbox.jobs.calendar;
  if (!enabled) throw offAbove === true ? switchedOffAbove() : notOn();
  if (mailbox.erpUserId === null) {
    throw new ItemError("erp-user-unknown", "The ERP knows no user with your mail address.");
  }
}
