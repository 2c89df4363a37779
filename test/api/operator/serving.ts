import { createAudit } from "../../../server/administration/audit.ts";
import { audited } from "../../../server/api/operator/audited.ts";
import type { Finding } from "../../../server/api/contract/doctor.ts";
import { createOperatorApp } from "../../../server/api/operator/app.ts";
import { openDoor, type Door } from "../../../server/api/operator/door.ts";
import { operatorHandlers, type OperatorEngine } from "../../../server/api/operator/handlers.ts";
import { createImporter } from "../../../server/backup/import.ts";
import { releaseBrake } from "../../../server/engine/run/apply/brake.ts";
import { createLogDesk } from "../../../server/api/log-desk.ts";
import { createRecentRequests } from "../../../server/api/recent-requests.ts";
import { createLogs } from "../../../server/engine/log/logs.ts";
import { headsOf, withRecentLines } from "../../../server/engine/log/recent.ts";
import { withOverview } from "../../../server/engine/mailboxes/overview.ts";
import { createMailboxActs, savingAlone } from "../../../server/engine/mailboxes/mailbox-acts.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { countedIds } from "../../../server/lib/ids.ts";
import { createLog } from "../../../server/lib/log.ts";
import type { Store } from "../../../server/store/store.ts";

export interface Served {
  readonly store: Store;
  readonly folder: string;
  readonly engine?: Partial<OperatorEngine>;
  readonly logLines?: string[];
  /** Is given the store through which what is written is seen at once. */
  readonly written?: (store: Store) => void;
  readonly imported?: () => Promise<void>;
  /** What its doctor finds. */
  readonly findings?: readonly Finding[];
}

const testNotifications = async () => ({
  ...{ address: "https://sync.contoso.com/api/notifications/graph", answers: true, reason: null },
});

/** A server, as far as its operator's door goes. */
export async function openDoorOf({ store, folder, logLines, ...rest }: Served): Promise<Door> {
  const clock = manualClock(Date.parse("2026-11-27T08:00:00Z"));
  const now = (): string => new Date(clock.now()).toISOString();
  const log = createLog({ level: "debug", write: (line) => logLines?.push(line) });
  const version = "1.0.0";
  const engine = {
    connectionIds: () => ["erp"],
    feedHealthy: () => true,
    testNotifications,
    administratorToken: () => ({ token: "AAAA", url: "https://sync.contoso.com/portal.html" }),
    lookUp: async () => null,
    tryOut: async () => ({ entries: [], marked: 0, digest: "", madeAt: now() }),
    timetable: { running: () => false, nextAt: () => clock.now() + 60_000 },
    pushProblem: async () => null,
    rotation: {
      tally: async () => ({ current: "key-1", byKey: new Map(), refused: 0 }),
      rotate: async () => ({
        resealed: 0,
        contents: 2,
        after: { current: "key-1", byKey: new Map(), refused: 0 },
      }),
    },
    keyIds: ["key-1", "key-0"],
    ...rest.engine,
  };
  const { store: looked, overview } = withOverview(store, clock);
  const { store: seen, recent } = withRecentLines(looked, clock, () => headsOf(overview));
  rest.written?.(seen);
  const handlers = operatorHandlers({
    ...{ store, engine, version, startedAt: now(), fields: () => [] },
    logDesk: createLogDesk({
      ...{ overview, requests: createRecentRequests(clock), tenantName: (id) => id },
      fields: () => [],
      logs: createLogs(seen, recent, "boot"),
    }),
    acts: createMailboxActs({ store, ids: countedIds("act-") }, savingAlone),
    doctor: async () => rest.findings ?? [],
    manifest: {
      text: "<SourceLocation>https://localhost:3000/taskpane.html</SourceLocation>",
      publicUrl: "https://sync.contoso.com",
    },
    releaseBrake: (scope, by) => releaseBrake({ store, ids: countedIds() }, scope, by),
  });
  const audit = createAudit({ store, clock, ids: countedIds("line-"), log });
  const backups = {
    ...{ store, version, now, importer: createImporter(store, folder, null), keyIds: ["key-1"] },
    sealer: null,
    recorded: async (act: "backup-exported" | "backup-imported") => {
      await audit.record({ actor: { kind: "operator" }, act });
    },
    imported: rest.imported ?? (async () => undefined),
  };
  return openDoor({
    ...{ host: "127.0.0.1", port: 0, folder },
    behind: (token) =>
      createOperatorApp({
        ...{
          token,
          handlers: audited(handlers, audit),
          backups,
          clock,
          ids: countedIds(),
          log,
        },
        metrics: {
          ...{ contentType: "text/plain; version=0.0.4", token: "token-for-figures-alone" },
          text: async () => "figures 1\n",
        },
      }),
  });
}
