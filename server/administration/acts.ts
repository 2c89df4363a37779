/** What the audit trail tells of; the portal has words for each. */
export const auditActs = [
  "access-refused",
  "administrator-first",
  "administrator-appointed",
  "administrator-dismissed",
] as const;

export type AuditAct = (typeof auditActs)[number];
