import { openWindow, type MaintenanceWindow } from "../settings/maintenance.ts";
import type { Pause } from "../connectors/port/connector-error.ts";
import type { Store } from "../store/store.ts";
import {
  createConnectionSettings,
  type ConnectionSettings,
} from "./mailboxes/settings/connection-settings.ts";
import type { EngineLog } from "./mailboxes/mailbox.ts";

/** How an ERP is spared, as administrators decided for a connection. */
export interface ErpTerms {
  readonly limits: {
    readonly atOnce?: number;
    readonly perMinute?: number;
    readonly perDay?: number;
  };
  readonly windows: readonly MaintenanceWindow[];
}

/** The terms of all connections, in memory: every request asks. They hold from the next one on. */
export interface ErpTermsBook extends ConnectionSettings<ErpTerms> {
  /** The window in which the ERP is now; `null`: none. */
  maintenance(connectionId: string, nowMs: number): Pause | null;
}

export const noTerms: ErpTerms = { limits: {}, windows: [] };

export function createErpTerms(store: Store, log: EngineLog): ErpTermsBook {
  const terms = createConnectionSettings<ErpTerms>({ store, log }, "terms", noTerms, (said) => ({
    ...noTerms,
    // Written by `save` alone, in this shape.
    ...(said as ErpTerms),
  }));
  return {
    ...terms,
    maintenance(connectionId, nowMs) {
      const open = openWindow(terms.of(connectionId).windows, nowMs);
      return open === null ? null : { kind: "maintenance", ...open };
    },
  };
}

/** How often an ERP was asked on a day of UTC that begins at `startMs`. */
export interface ErpDay {
  readonly startMs: number;
  readonly sent: number;
}

/** The last day of each ERP of which that is limited. */
export function createErpDays(store: Store, log: EngineLog): ConnectionSettings<ErpDay> {
  const none: ErpDay = { startMs: 0, sent: 0 };
  return createConnectionSettings<ErpDay>({ store, log }, "requests", none, (said) => ({
    ...none,
    // Written by `save` alone, in this shape.
    ...(said as ErpDay),
  }));
}
