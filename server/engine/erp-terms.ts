import { openWindow, type MaintenanceWindow } from "../settings/maintenance.ts";
import type { Pause } from "../connectors/connector.ts";
import { put, type Store } from "../store/store.ts";

/** How an ERP is spared, as administrators decided for a connection. */
export interface ErpTerms {
  readonly limits: {
    readonly atOnce?: number;
    readonly perMinute?: number;
    readonly perDay?: number;
  };
  readonly windows: readonly MaintenanceWindow[];
}

/** The terms of all connections, in memory: every request asks. */
export interface ErpTermsBook {
  /** Reads what was stored; before anybody is served, and after an import. */
  load(connectionIds: readonly string[]): Promise<void>;
  of(connectionId: string): ErpTerms;
  /** Durable when it resolves, and holds from the next request on. */
  save(connectionId: string, terms: ErpTerms): Promise<void>;
  /** The window in which the ERP is now; `null`: none. */
  maintenance(connectionId: string, nowMs: number): Pause | null;
}

const key = "terms";
export const noTerms: ErpTerms = { limits: {}, windows: [] };

export function createErpTerms(store: Pick<Store, "get" | "commit">): ErpTermsBook {
  const known = new Map<string, ErpTerms>();
  const scopeOf = (connectionId: string) => ({ kind: "connection", connectionId }) as const;
  const of = (connectionId: string): ErpTerms => known.get(connectionId) ?? noTerms;
  return {
    of,
    async load(connectionIds) {
      known.clear();
      for (const id of connectionIds) {
        const stored = await store.get(scopeOf(id), "settings", key);
        // Written by `save` alone, in this shape.
        if (stored !== undefined) known.set(id, stored.values as unknown as ErpTerms);
      }
    },
    async save(connectionId, { limits, windows }) {
      const values = { limits: { ...limits }, windows: windows.map((window) => ({ ...window })) };
      await store.commit(scopeOf(connectionId), [put("settings", key, { values })]);
      known.set(connectionId, { limits, windows });
    },
    maintenance(connectionId, nowMs) {
      const open = openWindow(of(connectionId).windows, nowMs);
      return open === null ? null : { kind: "maintenance", ...open };
    },
  };
}
