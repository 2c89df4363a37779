import { administratorRoutes } from "./administrators.ts";
import { auditRoutes } from "./audit.ts";
import { connectionRoutes } from "./connections.ts";
import { tenantRoutes } from "./tenants.ts";

/** What the portal's Service section asks, one table per panel. */
export const serviceRoutes = {
  ...administratorRoutes,
  ...auditRoutes,
  ...tenantRoutes,
  ...connectionRoutes,
} as const;
