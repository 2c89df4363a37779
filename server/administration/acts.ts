/** What the audit trail tells of; the portal has words for each. */
export const auditActs = [
  "access-refused",
  "administrator-first",
  "administrator-appointed",
  "administrator-dismissed",
  "tenant-saved",
  "tenant-removed",
  "tenant-consent",
  "connection-saved",
  "connection-removed",
  "mail-changed",
  "mail-retried",
  "mail-discarded",
  "job-changed",
  // By whoever may read the data folder.
  "mailbox-paused",
  "mailbox-continued",
  "mailbox-resynced",
  "brake-released",
  "keys-rotated",
  "retention-decided",
  "backup-exported",
  "backup-imported",
] as const;

export type AuditAct = (typeof auditActs)[number];
