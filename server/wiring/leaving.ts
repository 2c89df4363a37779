import type { Audit } from "../administration/audit.ts";
import type { Erasure } from "../administration/erasure.ts";
import {
  createLeaving,
  type Leaving,
  type LeavingDeps,
} from "../administration/leaving/leaving.ts";
import { createUninstall, type Uninstall } from "../administration/uninstall.ts";
import type { LeavingConnections, Leaver, Refusal } from "../administration/leaving/ports.ts";
import { ProblemError } from "../api/errors.ts";
import type { GraphTokens } from "../auth/tokens.ts";
import { ConnectorError } from "../connectors/port/connector-error.ts";
import type { Care } from "../engine/mailboxes/care.ts";
import { clearMailbox, nothingCleared } from "../engine/mailboxes/clearing.ts";
import { listMailboxes } from "../engine/mailboxes/people/directory.ts";
import { isFurther, mailboxScope, type EngineDeps } from "../engine/mailboxes/mailbox.ts";
import { whoseIs, type Overview, type Sight } from "../engine/mailboxes/overview.ts";
import type { Engine } from "../engine/engine.ts";
import { attemptsOf, reachOf, retryDelayMs } from "../engine/run/retry.ts";
import type { Installation } from "../installation/installation.ts";
import type { Cleared, ClearingChoices } from "../store/documents/administration.ts";

interface LeavingParts extends Pick<LeavingDeps, "store" | "clock" | "log"> {
  readonly audit: Audit;
  readonly erasure: Erasure;
  readonly overview: Overview;
  readonly care: Care;
  readonly engine: Engine;
  readonly engineDeps: EngineDeps;
  readonly installation: Installation;
  readonly tokens: Pick<GraphTokens, "forget">;
  /** Nothing of an ERP is kept any more but its entry. */
  readonly forgetConnection: (connectionId: string) => Promise<void>;
  /** What was decided for everybody is read anew. */
  readonly reload: () => Promise<void>;
}

/** What somebody is told whose company leaves. */
export function leavesTold(): ProblemError {
  return new ProblemError("tenant-unknown", "Your company leaves Sync to ERP.", {
    remedy: "Nothing is synchronized any more; your appointments stay where they are.",
  });
}

/**
 * Companies that leave, with the engine that clears their mailboxes and the ERPs that they leave; and all
 * of them at once.
 */
export function wireLeaving(parts: LeavingParts): {
  readonly leaving: Leaving;
  readonly uninstall: Uninstall;
} {
  const { store, clock, log, audit, erasure, overview, care, engine, engineDeps } = parts;
  const chance = (): number => engineDeps.chance?.() ?? 0;
  const refusalOf = (error: ConnectorError, attemptsMax = Infinity): Refusal => ({
    ...{ code: error.code, reason: error.message },
    ofAll: error.side === "erp" && reachOf(error.code) === "run",
    waitMs: (attempts) => (attempts > attemptsMax ? null : retryDelayMs(error, attempts, chance())),
  });

  const clear = async (
    { mailbox, refused, scope }: Sight,
    choices: ClearingChoices,
  ): Promise<Cleared | Refusal> => {
    const wantsNone = Object.values(choices).every((choice) => choice !== "remove");
    if (refused !== null && !wantsNone) {
      return { code: "refused", reason: refused, ofAll: false, waitMs: () => null };
    }
    try {
      if (mailbox !== null) await care.disconnect(mailbox);
      const cleared =
        mailbox === null || wantsNone
          ? nothingCleared
          : await clearMailbox(engineDeps, engine.scheduler, mailbox, choices);
      // Further mailboxes went before, with the tokens of whoever synchronized them.
      if (refused === null && (mailbox === null || !isFurther(mailbox))) {
        await parts.tokens.forget({ tenantId: scope.tenantId, userId: scope.mailboxId });
      }
      return cleared;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return refusalOf(error);
    }
  };

  const connections: Pick<LeavingConnections, "leave" | "forget"> = {
    async leave(connectionId) {
      try {
        return await engine.leaveConnection(connectionId);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        // An ERP that is gone for good must not keep anybody from leaving it.
        return refusalOf(error, attemptsOf(error.code));
      }
    },
    async forget(connectionId, by) {
      await parts.forgetConnection(connectionId);
      const found = parts.installation.connections().find(({ id }) => id === connectionId);
      if (found?.fixed === false) await parts.installation.removeConnection(connectionId, by);
    },
  };
  const waitMs = (attempts: number): number => retryDelayMs(null, attempts, chance()) ?? 0;

  const leaving = createLeaving({
    ...{ store, clock, log, audit, erasure },
    mailboxes: {
      async of(tenantId) {
        const sights = (await overview.sights()).filter(({ scope }) => scope.tenantId === tenantId);
        return sights.map(leaverOf);
      },
      async standing({ tenantId, mailboxId }) {
        const sight = await overview.sight(mailboxScope(tenantId, mailboxId));
        const { enabled = false, paused = false } = sight?.mailbox?.jobs.calendar ?? {};
        if (enabled) return "on";
        return paused ? "paused" : "off";
      },
      async clear({ tenantId, mailboxId }, choices) {
        const sight = await overview.sight(mailboxScope(tenantId, mailboxId));
        return sight === undefined ? nothingCleared : clear(sight, choices);
      },
      async restore({ tenantId, mailboxId }, was) {
        if (was !== undefined) await care.reconnect(mailboxScope(tenantId, mailboxId), was);
      },
      wake: ({ tenantId, mailboxId }) => engine.scheduler.wake(mailboxScope(tenantId, mailboxId)),
    },
    connections: { ...connections, of: (tenantId) => aloneWith(parts, leaving, tenantId) },
    waitMs,
    rested: () => uninstall.lookAround(),
    isEnding: () => engine.stopping(),
  });
  const uninstall = createUninstall({
    ...{ store, clock, log, audit, leaving, waitMs, reload: parts.reload },
    companies: () => parts.installation.tenants(),
    shutOut: async () => {
      const letIn = new Set(parts.installation.tenants().map(({ id }) => id));
      return (await overview.sights()).filter(({ scope }) => !letIn.has(scope.tenantId)).length;
    },
    connections: {
      ...connections,
      all: () =>
        parts.installation
          .connections()
          .map(({ id, fixed }) => ({ id, connection: fixed ? "fixed" : "removed" })),
    },
  });
  return { leaving, uninstall };
}

function leaverOf(sight: Sight): Leaver {
  const { scope, mailbox } = sight;
  const signIn = mailbox !== null && isFurther(mailbox) ? { signIn: mailbox.userId } : {};
  const { tenantId, mailboxId } = scope;
  return { tenantId, mailboxId, ...whoseIs(sight), ...signIn };
}

/** The ERPs that nobody else uses: those of companies that are in, or still need them to be cleared. */
async function aloneWith(
  { installation, store }: LeavingParts,
  leaving: Pick<Leaving, "standing">,
  tenantId: string,
): ReturnType<LeavingConnections["of"]> {
  const mailboxes = await listMailboxes(store);
  return installation.connections().flatMap(({ id, tenants, fixed }) => {
    const isShared = tenants.some((one) => one !== tenantId && leaving.standing(one) !== "gone");
    const isUsed = mailboxes.some(({ connectionId }) => connectionId === id);
    if (!tenants.includes(tenantId) || isShared || isUsed) return [];
    return [{ id, connection: fixed ? "fixed" : "removed" }];
  });
}
