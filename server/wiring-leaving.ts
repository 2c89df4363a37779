import type { Audit } from "./administration/audit.ts";
import type { By } from "./administration/administrators.ts";
import type { Erasure, Subject } from "./administration/erasure.ts";
import { createLeaving, type Leaving, type LeavingDeps } from "./administration/leaving.ts";
import { ProblemError } from "./api/errors.ts";
import type { GraphTokens } from "./auth/tokens.ts";
import { ConnectorError } from "./connectors/connector.ts";
import type { Care } from "./engine/mailboxes/care.ts";
import { clearMailbox, nothingCleared } from "./engine/mailboxes/clearing.ts";
import { listMailboxes } from "./engine/mailboxes/directory.ts";
import { isFurther, mailboxScope, type EngineDeps } from "./engine/mailboxes/mailbox.ts";
import type { Overview, Sight } from "./engine/mailboxes/overview.ts";
import type { Engine } from "./engine/engine.ts";
import type { Installation } from "./installation/installation.ts";
import type { ClearingChoices, LeavingRest } from "./store/documents/administration.ts";

interface LeavingParts extends Pick<LeavingDeps, "store" | "clock" | "log"> {
  readonly audit: Audit;
  readonly erasure: Erasure;
  readonly overview: Overview;
  readonly care: Care;
  readonly engine: Engine;
  readonly engineDeps: EngineDeps;
  readonly installation: Installation;
  readonly tokens: Pick<GraphTokens, "forget">;
}

/** What somebody is told whose company leaves. */
export function leavesTold(): ProblemError {
  return new ProblemError("tenant-unknown", "Your company leaves Sync to ERP.", {
    remedy: "Nothing is synchronized any more; your appointments stay where they are.",
  });
}

/** Companies that leave, with the engine that clears their mailboxes and the ERPs that they leave. */
export function wireLeaving(parts: LeavingParts): Leaving {
  const { store, clock, log, audit, erasure, overview, care, engine, engineDeps } = parts;

  const clear = async (sight: Sight, choices: ClearingChoices) => {
    const { mailbox, refused, scope } = sight;
    const wantsNone = Object.values(choices).every((choice) => choice !== "remove");
    if (refused !== null && !wantsNone) return { code: "refused", reason: refused };
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
      return { code: error.code, reason: error.message };
    }
  };

  const leaving = createLeaving({
    ...{ store, clock, log, audit, erasure },
    mailboxes: {
      async of(tenantId) {
        const sights = (await overview.sights()).filter(({ scope }) => scope.tenantId === tenantId);
        return sights.toSorted((one, other) => rank(one) - rank(other)).map(subjectOf);
      },
      async clear({ tenantId, mailboxId }, choices) {
        const sight = await overview.sight(mailboxScope(tenantId, mailboxId));
        return sight === undefined ? nothingCleared : clear(sight, choices);
      },
      wake: ({ tenantId, mailboxId }) => engine.scheduler.wake(mailboxScope(tenantId, mailboxId)),
    },
    endConnections: (tenantId, by) => endConnections(parts, leaving, tenantId, by),
    isEnding: () => engine.stopping(),
  });
  return leaving;
}

function rank({ mailbox }: Sight): number {
  return mailbox !== null && isFurther(mailbox) ? 0 : 1;
}

function subjectOf({ scope: { tenantId, mailboxId }, mailbox }: Sight): Subject {
  return { tenantId, mailboxId, name: mailbox?.name ?? "", address: mailbox?.address ?? "" };
}

/** The ERPs that nobody else uses: those of companies that are in, or still need them to be cleared. */
async function endConnections(
  { installation, engine, store }: LeavingParts,
  leaving: Pick<Leaving, "standing">,
  tenantId: string,
  by: By,
): Promise<LeavingRest["connections"]> {
  const ended: LeavingRest["connections"][number][] = [];
  const mailboxes = await listMailboxes(store);
  for (const { id, tenants, fixed } of installation.connections()) {
    const isShared = tenants.some((one) => one !== tenantId && leaving.standing(one) !== "gone");
    const isUsed = mailboxes.some(({ connectionId }) => connectionId === id);
    if (!tenants.includes(tenantId) || isShared || isUsed) continue;
    const webhook = await engine.disconnect(id);
    if (!fixed) await installation.removeConnection(id, by);
    ended.push({ id, connection: fixed ? "fixed" : "removed", webhook });
  }
  return ended;
}
