import type { Config } from "../config/config.ts";
import { createImporter } from "../backup/import.ts";
import { mistakeOfResolved } from "../config/erp-hosts.ts";
import { systemClock, type Clock } from "../lib/clock.ts";
import { randomIds, type Ids } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import { createSealer } from "../lib/sealer.ts";
import { outboundFetch } from "../lib/outbound.ts";
import type { Trace } from "../lib/trace.ts";
import { createLowdbStore } from "../store/lowdb/lowdb.ts";
import type { Store } from "../store/store.ts";

/** The outside world; tests bring their own. */
export interface World {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly fetch: typeof fetch;
  /** The same for ERPs, that connects to no address which is closed to them; absent: `fetch`. */
  readonly erpFetch?: typeof fetch;
  readonly store: Store;
  /** Waits until `ms` of the clock have passed; real time where absent. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Whether it is the world of a process: figures of memory, CPU and event loop are its own then. */
  readonly isProcess?: boolean;
  /** Absent: nobody follows what is done. */
  readonly trace?: Trace;
  /** 0 to 1, for the jitter of waits; none where absent. */
  readonly chance?: () => number;
}

/** The world of a server in production. */
export async function realWorld(config: Config, log: Log): Promise<World> {
  const sealer = createSealer(config.tokenKeys);
  const store = await createLowdbStore({ folder: config.dataDir, clock: systemClock, log, sealer });
  await createImporter(store, config.dataDir, sealer).finish();
  return {
    clock: systemClock,
    ids: randomIds,
    fetch: await outboundFetch(config.outbound),
    erpFetch: await outboundFetch(config.outbound, (to, addresses) =>
      mistakeOfResolved(to, addresses, config.erpPrivateHosts),
    ),
    store,
    isProcess: true,
    chance: () => Math.random(),
  };
}
