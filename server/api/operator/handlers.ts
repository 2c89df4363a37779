import type { MailboxScope } from "../../engine/mailboxes/mailbox.ts";
import type { BrakeDocument } from "../../store/documents/mailbox.ts";
import type { Store } from "../../store/store.ts";
import type { Rotation } from "../../auth/rotation.ts";
import { readRetention, saidRetention, saveRetention } from "../../engine/mailboxes/retention.ts";
import { saidOf } from "../../settings/retention.ts";
import type { KnownFields } from "../../engine/mailboxes/settings/field-mappings.ts";
import type { MailboxActs } from "../../engine/mailboxes/mailbox-acts.ts";
import type {
  HeldMailbox,
  NotificationTest,
  OperatorStatus,
  RotationAnswer,
} from "../contract/operator.ts";
import type { UninstallDesk } from "../handlers/service/uninstall-desk.ts";
import { ProblemError } from "../errors.ts";
import type { LogDesk, LogReaderView } from "../log-desk.ts";
import { manifestFor, mistakeOfHost } from "../manifest.ts";
import type { OperatorHandlers } from "./app.ts";
import { dryRunOf, type TryOut } from "./dry-run.ts";
import { explain, type LookUp } from "./explain.ts";
import { everywhere, type Doctor } from "../doctor/doctor.ts";
import { operatorUninstall } from "./uninstall.ts";
import { lookAtMailboxes, type MailboxSight } from "./mailboxes.ts";
import { mailboxState, resourcesOf, type Timetable } from "./resources.ts";

/** What only a server that synchronizes can tell and do; the command line alone has none. */
export interface OperatorEngine {
  readonly connectionIds: () => readonly string[];
  feedHealthy(connectionId: string): boolean;
  testNotifications(): Promise<NotificationTest>;
  readonly tryOut: TryOut;
  readonly lookUp: LookUp;
  /** Replaces the one before it. */
  administratorToken(): { readonly token: string; readonly url: string };
  readonly timetable: Timetable;
  /** Why changes in Outlook are not announced. */
  pushProblem(scope: MailboxScope): Promise<string | null>;
  /** Absent: it is not offered. */
  readonly uninstall?: UninstallDesk;
  readonly rotation: Rotation;
  /** Of TOKEN_KEYS. */
  readonly keyIds: readonly string[];
}

export interface OperatorDeps {
  readonly store: Store;
  /** Agrees to what is held, for the next run to carry out; `null` where nothing is. */
  readonly releaseBrake: (scope: MailboxScope, by: string) => Promise<BrakeDocument | null>;
  readonly acts: Pick<MailboxActs, "halt" | "goOn" | "resync">;
  readonly doctor: Doctor;
  readonly logDesk: Pick<LogDesk, "page" | "tail">;
  readonly manifest: ManifestSource;
  readonly engine: OperatorEngine | null;
  readonly version: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** Fields of each ERP's own. */
  readonly fields: KnownFields;
}

export interface ManifestSource {
  /** The text of manifest.xml. */
  readonly text: string;
  /** Where people reach this server; `null` where nobody knows. */
  readonly publicUrl: string | null;
}

/** Whoever may read the data folder may read every line. */
const operator: LogReaderView = {
  realm: { tenantId: null },
  reads: () => true,
  language: "en",
};

/** Whoever reads more than this needs the list, not the overview. */
const attentionMax = 100;

/** What an operator asks, answered from the store and, where there is one, the engine. */
export function operatorHandlers(deps: OperatorDeps): OperatorHandlers {
  const { store, engine } = deps;

  const acted = async (name: string, act: (scope: MailboxScope) => Promise<void>) => {
    const { scope, mailbox } = named(name, await lookAtMailboxes(store));
    await act(scope);
    const { tenantId, mailboxId } = scope;
    return { mailbox: { tenantId, mailboxId, address: mailbox?.address ?? "" } };
  };

  return {
    async status() {
      const sights = await lookAtMailboxes(store);
      return {
        version: deps.version,
        running: engine !== null,
        pid: process.pid,
        startedAt: deps.startedAt,
        connections: (engine?.connectionIds() ?? []).map((id) => ({
          id,
          feedHealthy: engine?.feedHealthy(id) === true,
        })),
        ...overview(sights),
        resources: resourcesOf(sights, engine?.timetable ?? null),
      };
    },
    async administratorToken() {
      if (engine === null) {
        throw new ProblemError("unavailable", "The token is worth something to a running server.", {
          remedy: "Start the server, then ask again.",
        });
      }
      return engine.administratorToken();
    },
    async mailbox({ mailbox }) {
      const sight = named(mailbox, await lookAtMailboxes(store));
      const problem = (await engine?.pushProblem(sight.scope)) ?? null;
      return mailboxState(sight, engine?.timetable ?? null, problem);
    },
    ...operatorUninstall(engine?.uninstall ?? null),
    pause: ({ mailbox }) => acted(mailbox, (scope) => deps.acts.halt(scope, "pause")),
    goOn: ({ mailbox }) => acted(mailbox, (scope) => deps.acts.goOn(scope)),
    resync: ({ mailbox, side }) => acted(mailbox, (scope) => deps.acts.resync(scope, side)),
    async doctor() {
      return { findings: [...(await deps.doctor(everywhere))] };
    },
    retention: () => readRetention(store, null),
    async setRetention(said) {
      const chosen = Object.entries(said).filter(([, value]) => value !== undefined);
      const retention = { ...(await saidRetention(store, null)), ...Object.fromEntries(chosen) };
      await saveRetention(store, null, saidOf(retention));
      return readRetention(store, null);
    },
    async rotateKey() {
      if (engine === null) {
        throw new ProblemError("conflict", "No server is running that holds the keys.");
      }
      return rotated(engine.rotation, engine.keyIds);
    },
    async manifest({ host }) {
      return manifestOf(deps.manifest, host);
    },
    async testNotifications() {
      return { test: engine === null ? null : await engine.testNotifications() };
    },
    async releaseBrake({ mailbox, by }) {
      const sight = named(mailbox, await lookAtMailboxes(store));
      const released = await deps.releaseBrake(sight.scope, by);
      if (released === null) {
        throw new ProblemError("conflict", `Nothing is held in ${mailbox}.`, {
          remedy: "See `sync-to-erp brake list`; perhaps somebody else has released it.",
        });
      }
      return { released: heldView(sight, released) };
    },
    async explain({ mailbox, item }) {
      const sight = named(mailbox, await lookAtMailboxes(store));
      return explain(store, sight, item, {
        ...{ fields: deps.fields, lookUp: engine?.lookUp ?? null },
      });
    },
    log: (query) => deps.logDesk.page(operator, query),
    logTail: (query) => deps.logDesk.tail(operator, query),
    async mailboxes() {
      const timetable = engine?.timetable ?? null;
      return {
        mailboxes: (await lookAtMailboxes(store)).map((sight) => {
          const { tenantId, mailboxId } = sight.scope;
          const address = sight.mailbox?.address ?? "";
          const resources = resourcesOf([sight], timetable);
          return { tenantId, mailboxId, address, health: sight.health, resources };
        }),
      };
    },
    async dryRun({ mailbox, rules }) {
      const sight = named(mailbox, await lookAtMailboxes(store));
      if (engine === null) {
        throw new ProblemError("conflict", "No server is running that could ask both sides.");
      }
      const said = Object.entries(rules).filter(([, choice]) => choice !== undefined);
      return dryRunOf(sight, Object.fromEntries(said), engine.tryOut, deps.fields);
    },
    async brakes() {
      return { held: (await lookAtMailboxes(store)).flatMap(heldOf) };
    },
  };
}

async function rotated(rotation: Rotation, keyIds: readonly string[]): Promise<RotationAnswer> {
  const { resealed, contents, after } = await rotation.rotate();
  const { current, byKey, refused } = after;
  const left = [...byKey]
    .filter(([key]) => key !== current)
    .map(([key, count]) => ({ key, count, known: keyIds.includes(key) }));
  const mayGo = keyIds.filter((key) => key !== current && !byKey.has(key) && refused === 0);
  return { current, resealed, contents, left, mayGo, refused };
}

function manifestOf({ text, publicUrl }: ManifestSource, host?: string) {
  const address = host ?? publicUrl;
  if (address === null) {
    throw new ProblemError("bad-request", "No server is running that knows its address.", {
      field: "host",
      remedy: "Name it with --host.",
    });
  }
  const mistake = mistakeOfHost(address);
  if (mistake !== undefined) throw new ProblemError("bad-request", mistake, { field: "host" });
  return { address, manifest: manifestFor(text, address) };
}

function overview(
  sights: readonly MailboxSight[],
): Pick<OperatorStatus, "mailboxes" | "attention"> {
  const mailboxes: OperatorStatus["mailboxes"] = {
    total: sights.length,
    byHealth: {},
    linked: 0,
    waiting: 0,
    quarantined: 0,
  };
  const attention: OperatorStatus["attention"] = [];
  for (const { scope, health, reason, mailbox, state } of sights) {
    const { linked = 0, waiting = 0, quarantined = 0 } = state?.counts ?? {};
    mailboxes.byHealth[health] = (mailboxes.byHealth[health] ?? 0) + 1;
    mailboxes.linked += linked;
    mailboxes.waiting += waiting;
    mailboxes.quarantined += quarantined;
    const isWell = ["operational", "paused", "off", "setup-required"].includes(health);
    if ((isWell && quarantined === 0) || attention.length === attentionMax) continue;
    const { tenantId, mailboxId } = scope;
    const address = mailbox?.address ?? "";
    const since = state?.since ?? null;
    attention.push({ tenantId, mailboxId, address, health, reason, since, quarantined });
  }
  return { mailboxes, attention };
}

function heldOf(sight: MailboxSight): readonly HeldMailbox[] {
  const brake = sight.state?.brake ?? null;
  return brake === null ? [] : [heldView(sight, brake)];
}

function heldView({ scope, mailbox }: MailboxSight, brake: BrakeDocument): HeldMailbox {
  const { tenantId, mailboxId } = scope;
  const address = mailbox?.address ?? "";
  return { tenantId, mailboxId, address, ...brake, planned: [...brake.planned] };
}

/** The mailbox that is meant. @throws ProblemError where that is none, or not one alone. */
function named(name: string, sights: readonly MailboxSight[]): MailboxSight {
  const wanted = name.toLowerCase();
  const found = sights.filter(
    ({ scope, mailbox }) => scope.mailboxId === name || mailbox?.address.toLowerCase() === wanted,
  );
  const [sight] = found;
  if (sight !== undefined && found.length === 1) return sight;
  if (sight === undefined) {
    throw new ProblemError("not-found", `No mailbox is called ${name}.`, {
      remedy: "`sync-to-erp status --all` lists them.",
    });
  }
  throw new ProblemError("conflict", `${found.length} mailboxes are called ${name}.`, {
    remedy: "Name it by its id: its folder in the data folder begins with it.",
  });
}
