import { administratorRoutes } from "./administrators.ts";
import { applicationRoutes } from "./application.ts";
import { adoptionRoutes } from "./adoption.ts";
import { auditRoutes } from "./audit.ts";
import { abilityRoutes } from "./abilities.ts";
import { connectionRoutes } from "./connections.ts";
import { healthRoutes } from "./health.ts";
import { logRoutes } from "./log.ts";
import { fieldMappingRoutes } from "./field-mappings.ts";
import { startRoutes } from "./start.ts";
import { tenantRoutes } from "./tenants.ts";
import { invitationRoutes } from "./invitations.ts";
import { mailRoutes } from "./mail.ts";
import { jobRoutes } from "./jobs.ts";
import { erasureRoutes } from "./erasure.ts";
import { leavingRoutes } from "./leaving.ts";
import { uninstallRoutes } from "./uninstall.ts";
import { retentionRoutes } from "./retention.ts";
import { erpTermsRoutes } from "./erp-terms.ts";
import { queueRoutes } from "./queue.ts";
import { identityRoutes } from "./identity.ts";
import { userRoutes } from "./users.ts";
import { dryRunRoutes } from "./dry-runs.ts";

/** What the portal's Service section asks, one table per panel. */
export const serviceRoutes = {
  ...administratorRoutes,
  ...auditRoutes,
  ...startRoutes,
  ...applicationRoutes,
  ...tenantRoutes,
  ...connectionRoutes,
  ...abilityRoutes,
  ...fieldMappingRoutes,
  ...adoptionRoutes,
  ...mailRoutes,
  ...invitationRoutes,
  ...jobRoutes,
  ...userRoutes,
  ...identityRoutes,
  ...erasureRoutes,
  ...queueRoutes,
  ...dryRunRoutes,
  ...leavingRoutes,
  ...uninstallRoutes,
  ...erpTermsRoutes,
  ...retentionRoutes,
  ...logRoutes,
  ...healthRoutes,
} as const;
