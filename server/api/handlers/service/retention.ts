import { actorOf, type Administrators } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin, realmOf, type Realm } from "../../../administration/authority.ts";
import type { Overview } from "../../../engine/mailboxes/overview.ts";
import {
  nothingSwept,
  oldInvitations,
  readRetention,
  saidRetention,
  saveRetention,
  sweepable,
  sweptOf,
  together,
} from "../../../engine/mailboxes/retention.ts";
import type { EngineDeps } from "../../../engine/mailboxes/mailbox.ts";
import type { Installation } from "../../../installation/installation.ts";
import type { MailLevels } from "../../../notify/levels.ts";
import { retentionNames, retentionOf, type SaidRetention } from "../../../settings/retention.ts";
import { StoreError } from "../../../store/store.ts";
import type { RetentionLevel, SaidRetentionView } from "../../contract/service/retention.ts";
import { ProblemError } from "../../errors.ts";
import type { Call, Handlers } from "../handler.ts";
import { refuseStale, revisionOf } from "./revision.ts";

export interface RetentionHandlerDeps {
  readonly engineDeps: Pick<EngineDeps, "store" | "clock">;
  readonly overview: Overview;
  readonly installation: Pick<Installation, "tenants">;
  readonly audit: Pick<Audit, "record">;
  readonly mail: Pick<MailLevels, "usable">;
  readonly administrators: Pick<Administrators, "authority">;
}

/** Each is read whole to be counted: of thousands, these show what to expect. */
const lookedAtMost = 200;

/** How long things are kept, for everybody and company by company. */
export function retentionHandlers(
  deps: RetentionHandlerDeps,
): Pick<Handlers, "retention" | "saveRetention" | "tryRetention"> {
  const { store } = deps.engineDeps;

  const levelOf = async (
    tenantId: string | null,
    name: string,
    /** What the reader may change; `null`: nothing. */
    own: Realm | null,
  ): Promise<RetentionLevel> => ({
    ...{ tenantId, name },
    said: await saidRetention(store, tenantId),
    revision: revisionOf(await saidRetention(store, tenantId)),
    holds: await readRetention(store, tenantId),
    mailDays:
      tenantId === null ? null : (await deps.mail.usable(tenantId, null)).settings.historyDays,
    swept: tenantId === null ? null : await sweptOf(store, tenantId),
    isOwn: own !== null && (tenantId === null ? own.tenantId === null : isWithin(own, tenantId)),
  });

  const view = async ({ realm, by }: Pick<Call<"retention">, "realm" | "by">) => {
    const { administers } = await deps.administrators.authority(by.caller);
    const own = realmOf(administers, by.caller.tenantId);
    // Also to who looks after one company alone: the shorter of the two holds for it.
    const levels = [await levelOf(null, "", own)];
    for (const { id, name } of deps.installation.tenants()) {
      if (isWithin(realm, id)) levels.push(await levelOf(id, name, own));
    }
    return { levels };
  };

  /** @throws ProblemError where it is beyond the caller's realm */
  const reachable = (realm: Realm, tenantId: string | null): string | null => {
    if (tenantId === null && realm.tenantId === null) return null;
    const isKnown = deps.installation.tenants().some(({ id }) => id === tenantId);
    if (tenantId !== null && isKnown && isWithin(realm, tenantId)) return tenantId;
    if (tenantId === null) {
      throw new ProblemError("forbidden", "Only who administers everything decides for everybody.");
    }
    throw new ProblemError("bad-request", "No such company is set up here.", { field: "tenantId" });
  };

  return {
    retention: view,

    async saveRetention(call) {
      const { realm, by, body } = call;
      const tenantId = reachable(realm, body.tenantId);
      const [before, said] = [await saidRetention(store, tenantId), meant(body.said)];
      refuseStale(body.revision, revisionOf(before), "how long things are kept");
      await saveRetention(store, tenantId, said);
      await deps.audit.record({
        ...{ actor: actorOf(by.caller), act: "retention-decided", requestId: by.requestId },
        ...{ tenantId, facts: factsOf(before, said) },
      });
      return view(call);
    },

    async tryRetention({ realm, body }) {
      const tenantId = reachable(realm, body.tenantId);
      const said = meant(body.said);
      const scopes = (await deps.overview.sights())
        .map(({ scope }) => scope)
        .filter((scope) => tenantId === null || scope.tenantId === tenantId);
      let [total, looked] = [nothingSwept, 0];
      for (const scope of scopes.slice(0, lookedAtMost)) {
        const other = await saidRetention(store, tenantId === null ? scope.tenantId : null);
        try {
          const counted = await sweepable(deps.engineDeps, scope, retentionOf(said, other));
          total = together(total, counted);
          looked += 1;
        } catch (error) {
          // A damaged one is left out of the count, as a sweep leaves it out.
          if (!(error instanceof StoreError)) throw error;
        }
      }
      let invitations = 0;
      for (const { id } of deps.installation.tenants()) {
        if (tenantId !== null && id !== tenantId) continue;
        const other = await saidRetention(store, tenantId === null ? id : null);
        const holds = retentionOf(said, other);
        invitations += (await oldInvitations(deps.engineDeps, id, holds)).length;
      }
      return { ...total, invitations, looked, mailboxes: scopes.length };
    },
  };
}

function meant(said: SaidRetentionView): SaidRetention {
  return Object.fromEntries(
    retentionNames.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])),
  );
}

/** Both states, so that a line tells what was changed. */
function factsOf(before: SaidRetention, after: SaidRetention) {
  return Object.fromEntries(
    retentionNames.flatMap((name) =>
      before[name] === after[name]
        ? []
        : [
            [`${name}Before`, before[name] ?? null],
            [name, after[name] ?? null],
          ],
    ),
  );
}
