import type { Express } from "express";
import type { Audit } from "../administration/audit.ts";
import type { NotificationTest } from "../api/contract/operator.ts";
import type { Doctor } from "../api/doctor/doctor.ts";
import type { UninstallDesk } from "../api/handlers/service/uninstall-desk.ts";
import { createOperatorApp } from "../api/operator/app.ts";
import { audited } from "../api/operator/audited.ts";
import type { Backups } from "../api/operator/backups.ts";
import { operatorHandlers } from "../api/operator/handlers.ts";
import type { LogDesk } from "../api/log-desk.ts";
import type { Rotation } from "../auth/rotation.ts";
import { createImporter } from "../backup/import.ts";
import type { Config } from "../config/config.ts";
import { dryRun } from "../engine/dry-run/dry-run.ts";
import { switchedOn } from "../engine/dry-run/trial.ts";
import type { Engine } from "../engine/engine.ts";
import type { KnownFields } from "../engine/mailboxes/settings/field-mappings.ts";
import type { MailboxActs } from "../engine/mailboxes/mailbox-acts.ts";
import type { EngineDeps } from "../engine/mailboxes/mailbox.ts";
import { releaseBrake } from "../engine/run/apply/brake.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { Ids } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import type { Sealer } from "../lib/sealer.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Store } from "../store/store.ts";

interface OperatorParts extends Pick<EngineDeps, "store" | "clock"> {
  readonly ids: Ids;
  readonly log: Log;
  readonly config: Config;
  readonly sealer: Sealer;
  readonly facts: { readonly version: string; readonly manifest: string };
  readonly audit: Audit;
  readonly logDesk: LogDesk;
  readonly engine: Engine;
  /** With room for what a dry run would store. */
  readonly tried: EngineDeps & { readonly memory: () => Store };
  readonly mailboxActs: MailboxActs;
  readonly rotation: Rotation;
  readonly doctor: Doctor;
  /** Whether Graph could announce something to us. */
  readonly selfTest: () => Promise<NotificationTest>;
  readonly metrics: Metrics;
  readonly connectionIds: () => readonly string[];
  readonly fields: KnownFields;
  readonly uninstall: UninstallDesk;
  readonly administratorToken: () => { readonly token: string; readonly url: string };
  /** Reads anew what is held in memory: all of it is another after an import. */
  readonly reload: () => Promise<void>;
}

/** What stands behind the operator's door. @returns it, for whoever shows `token` */
export function wireOperator(parts: OperatorParts): (token: string) => Express {
  const { store, clock, ids, log, config, facts, audit, engine, metrics } = parts;
  const { tried, mailboxActs, connectionIds, rotation, selfTest } = parts;
  const keyIds = config.tokenKeys.map(({ id }) => id);
  const backups: Backups = {
    store,
    importer: createImporter(store, config.dataDir, parts.sealer),
    sealer: parts.sealer,
    version: facts.version,
    now: () => new Date(clock.now()).toISOString(),
    keyIds,
    recorded: async (act) => {
      await audit.record({ actor: { kind: "operator" }, act });
    },
    imported: async () => {
      await parts.reload();
      await engine.resume();
      for (const id of connectionIds()) void engine.wakeConnection(id);
    },
  };
  const operator = operatorHandlers({
    store,
    logDesk: parts.logDesk,
    acts: withWake(mailboxActs, engine.scheduler),
    doctor: parts.doctor,
    manifest: { text: facts.manifest, publicUrl: config.publicUrl },
    releaseBrake: async (scope, by) => {
      const released = await releaseBrake(tried, scope, by);
      engine.scheduler.wake(scope);
      return released;
    },
    engine: {
      connectionIds,
      feedHealthy: (id) => engine.feedHealthy(id),
      testNotifications: selfTest,
      administratorToken: parts.administratorToken,
      tryOut: (mailbox, rules) => dryRun(tried, switchedOn(mailbox, rules)),
      lookUp: (scope, id) => engine.items.unlinked(scope, id),
      timetable: engine.scheduler,
      pushProblem: async (scope) => (await engine.subscriptions.problem(scope))?.reason ?? null,
      rotation,
      keyIds,
      uninstall: parts.uninstall,
    },
    version: facts.version,
    startedAt: new Date(clock.now()).toISOString(),
    fields: parts.fields,
  });
  return (token) =>
    createOperatorApp({
      ...{ token, handlers: audited(operator, audit), backups, clock, ids, log },
      metrics: {
        contentType: metrics.contentType,
        token: config.metricsToken,
        text: () => metrics.text(),
      },
    });
}

/** Whoever asked for a look at everything does not wait for the timer. */
function withWake(acts: MailboxActs, scheduler: Scheduler): MailboxActs {
  return {
    ...acts,
    async resync(scope, side) {
      await acts.resync(scope, side);
      scheduler.wake(scope);
    },
  };
}
