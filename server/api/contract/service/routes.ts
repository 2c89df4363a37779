import { administratorRoutes } from "./administrators.ts";
import { auditRoutes } from "./audit.ts";

/** What the portal's Service section asks, one table per panel. */
export const serviceRoutes = {
  ...administratorRoutes,
  ...auditRoutes,
} as const;
