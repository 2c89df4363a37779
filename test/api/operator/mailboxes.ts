import { mailboxScope, type MailboxScope } from "../../../server/engine/mailboxes/mailbox.ts";
import type { MailboxDocument, StateDocument } from "../../../server/store/documents/mailbox.ts";

/** Mailboxes as operators meet them. */

export const scopeOfMailbox = (name: string): MailboxScope => mailboxScope("contoso", name);

export const mailboxOf = (name: string): MailboxDocument => ({
  tenantId: "contoso",
  mailboxId: name,
  userId: name,
  name,
  address: `${name}@contoso.example`,
  connectionId: "erp",
  erpUserId: `u-${name}`,
  companyId: "co-eu",
  locationId: null,
  timeZone: "Europe/Berlin",
  jobs: { calendar: { enabled: true, outlookItems: "all", erpItems: true } },
  createdAt: "2026-11-20T08:00:00.000Z",
});

export const stateOf = (more: Partial<StateDocument> = {}): StateDocument => ({
  health: "operational",
  code: null,
  reason: null,
  since: "2026-11-20T08:00:00.000Z",
  lastSuccessAt: "2026-11-27T08:00:00.000Z",
  lastAttemptAt: "2026-11-27T08:00:00.000Z",
  counts: { linked: 0, waiting: 0, quarantined: 0 },
  claims: null,
  brake: null,
  ...more,
});
