import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manualClock } from "../../../server/lib/clock.ts";
import type { LowdbStoreOptions } from "../../../server/store/lowdb/lowdb.ts";

/** A folder that is removed after the test, and a store's options for it. */
export function temporaryFolder(): { readonly folder: string; readonly dispose: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "sync-to-erp-store-"));
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

export function optionsFor(
  folder: string,
  more: Partial<LowdbStoreOptions> = {},
): LowdbStoreOptions {
  return { folder, clock: manualClock(Date.UTC(2026, 10, 20)), ...more };
}
