import { createOperatorApp } from "./api/operator/app.ts";
import { audited } from "./api/operator/audited.ts";
import type { Backups } from "./api/operator/backups.ts";
import { openDoor, type Door } from "./api/operator/door.ts";
import { createAudit } from "./administration/audit.ts";
import { createLogDesk } from "./api/log-desk.ts";
import { createRecentRequests } from "./api/recent-requests.ts";
import type { Finding } from "./api/contract/doctor.ts";
import { lookAround, type Doctor } from "./api/doctor/doctor.ts";
import { operatorHandlers } from "./api/operator/handlers.ts";
import { createRotation } from "./auth/rotation.ts";
import { createSealer } from "./lib/sealer.ts";
import { createImporter } from "./backup/import.ts";
import { ConfigError, readConfig, readTokenKeys } from "./config/config.ts";
import { createFieldMappings } from "./engine/mailboxes/settings/field-mappings.ts";
import { releaseBrake } from "./engine/run/apply/brake.ts";
import { createLogs } from "./engine/log/logs.ts";
import { headsOf, withRecentLines } from "./engine/log/recent.ts";
import { withOverview } from "./engine/mailboxes/overview.ts";
import { createMailboxActs, savingAlone } from "./engine/mailboxes/mailbox-acts.ts";
import { systemClock } from "./lib/clock.ts";
import { randomIds } from "./lib/ids.ts";
import { createLog } from "./lib/log.ts";
import { outboundFetch } from "./lib/outbound.ts";
import { createLowdbStore } from "./store/lowdb/lowdb.ts";
import { StoreError, type Store } from "./store/store.ts";
import { doctorOf } from "./wiring/doctor.ts";
import { erpConnectors, openInstallation } from "./wiring/erp.ts";
import { openApplication } from "./wiring/sign-in.ts";

/** The folder belongs to a running process; the message says which. */
export class FolderOwnedError extends Error {
  override readonly name = "FolderOwnedError";
}

/**
 * Opens a data folder that no server has, and an operator's door to it: what the command line does
 * with the files it does by the same door, with or without a server. Nothing is synchronized.
 * @param env what a server on this folder would be configured by, as far as whoever calls has it
 * @throws FolderOwnedError where a server has the folder after all.
 */
export async function openOffline(
  folder: string,
  { version, manifest }: { readonly version: string; readonly manifest: string },
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Door> {
  const clock = systemClock;
  const log = createLog({ level: "warn", write: (line) => process.stderr.write(line) });
  const keys = readTokenKeys(env);
  const sealer = keys === null ? null : createSealer(keys);
  const options = { folder, clock, log, ...(sealer !== null && { sealer }) };
  const store = await createLowdbStore(options).catch((error: unknown) => {
    if (!(error instanceof StoreError) || error.code !== "owned") throw error;
    throw new FolderOwnedError(error.message, { cause: error });
  });
  try {
    const importer = createImporter(store, folder, sealer);
    await importer.finish();
    const now = (): string => new Date(clock.now()).toISOString();
    const audit = createAudit({ store, clock, ids: randomIds, log });
    const backups: Backups = {
      ...{ store, importer, sealer, version, now },
      keyIds: keys === null ? null : keys.map(({ id }) => id),
      recorded: async (act) => {
        await audit.record({ actor: { kind: "operator" }, act });
      },
      imported: async () => undefined,
    };
    const startedAt = now();
    const mappings = createFieldMappings(store, log);
    await mappings.load();
    const { store: looked, overview } = withOverview(store, clock);
    const { store: seen, recent } = withRecentLines(looked, clock, () => headsOf(overview));
    const handlers = operatorHandlers({
      ...{ store, engine: null, version, startedAt, fields: mappings.known },
      logDesk: createLogDesk({
        ...{ overview, requests: createRecentRequests(clock), tenantName: (id) => id },
        fields: mappings.known,
        logs: createLogs(seen, recent, randomIds.next()),
      }),
      acts: createMailboxActs({ store, ids: randomIds }, savingAlone),
      doctor: await offlineDoctor(store, folder, env),
      manifest: { text: manifest, publicUrl: env["PUBLIC_URL"] ?? null },
      releaseBrake: (scope, by) => releaseBrake({ store, ids: randomIds }, scope, by),
    });
    const door = await openDoor({
      host: "127.0.0.1",
      port: 0,
      behind: (token) =>
        createOperatorApp({
          ...{
            token,
            handlers: audited(handlers, audit),
            backups,
            clock,
            ids: randomIds,
            log,
          },
          metrics: null,
        }),
    });
    return {
      file: door.file,
      async close() {
        await door.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Whoever has the server's environment learns of both sides too, before the first start. */
async function offlineDoctor(
  store: Store,
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Doctor> {
  try {
    const config = { ...readConfig(env), dataDir };
    const outside = { clock: systemClock, fetch: await outboundFetch(config.outbound) };
    const sealer = createSealer(config.tokenKeys);
    const secrets = createRotation({
      store,
      sealer,
      keyIds: config.tokenKeys.map(({ id }) => id),
      // Nobody seals anew without a server.
      tokens: { reseal: async () => false },
    });
    // It is looked at and not changed.
    const audit = { record: () => Promise.reject(new Error("nothing is changed here")) };
    const installation = openInstallation(config, {
      ...{ store, sealer, clock: systemClock },
      audit,
      connected: async () => [],
      abandon: async () => undefined,
      log: { warn: () => undefined },
    });
    const application = openApplication(config, {
      ...{ store, sealer, clock: systemClock, audit, log: { warn: () => undefined } },
    });
    const doctor = doctorOf(config, {
      ...{
        ...outside,
        store,
        secrets,
        application,
        installation,
        testNotifications: null,
        mail: null,
      },
      erp: erpConnectors(installation, outside),
    });
    return async (realm) => {
      await application.load();
      await installation.load();
      return doctor(realm);
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return async () => [
      ...(await lookAround(store, dataDir)),
      ...error.mistakes.map((mistake): Finding => ({
        check: "configuration",
        state: "failed",
        says: mistake,
        fixedBy: "operator",
        remedy:
          "Give this command the server's environment: node --env-file=.env dist/server/cli/main.js doctor",
      })),
    ];
  }
}
