import type { AuditActor, AuditEntry } from "../store/documents/administration.ts";

/** What the audit trail tells of; the portal has words for each. */
export const auditActs = [
  "access-refused",
  "act-interrupted",
  "administrator-first",
  "administrator-appointed",
  "administrator-promised",
  "administrator-withdrawn",
  "administrator-arrived",
  "administrator-dismissed",
  "application-saved",
  "tenant-saved",
  "tenant-removed",
  "tenant-consent",
  "connection-saved",
  "fields-mapped",
  "adoption-changed",
  "connection-removed",
  "connection-tested",
  "administrator-token",
  "mail-changed",
  "mail-tested",
  "mail-retried",
  "mail-discarded",
  "job-changed",
  "users-invited",
  "invitation-exported",
  "invitation-erased",
  // By whoever may read the data folder.
  "mailbox-paused",
  "mailbox-continued",
  "mailbox-resynced",
  "brake-released",
  "keys-rotated",
  "retention-decided",
  "backup-exported",
  "backup-imported",
  "user-paused",
  "user-continued",
  "user-synced",
  "user-resynced",
  "user-disconnected",
  "identity-chosen",
  "identity-taken-back",
  "subscription-renewed",
  "subscription-deleted",
  "user-exported",
  "user-erased",
  "endpoint-stopped",
  "endpoint-started",
  "message-retried",
  "message-discarded",
  "mailbox-released",
  "dry-run-started",
  "rules-tried",
  "dry-run-stopped",
  "dry-run-carried-out",
  "dry-run-exported",
  "erp-terms-decided",
  "leaving-begun",
  "leaving-stopped",
  "leaving-continued",
  "leaving-taken-back",
  "leaving-finished",
  "uninstall-begun",
  "uninstall-stopped",
  "uninstall-continued",
  "uninstall-taken-back",
  "uninstall-finished",
  "log-exported",
] as const;

export type AuditAct = (typeof auditActs)[number];

/** An act as whoever does it tells of it. */
export interface Act {
  readonly actor: AuditActor;
  readonly act: AuditAct;
  readonly outcome?: AuditEntry["outcome"];
  /** Whose tenant it concerns; absent: the whole installation. */
  readonly tenantId?: string | null;
  readonly about?: string;
  readonly facts?: AuditEntry["facts"];
  readonly requestId?: string | null;
}
