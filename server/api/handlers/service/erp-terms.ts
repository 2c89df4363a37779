import { actorOf } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin, type Realm } from "../../../administration/authority.ts";
import type { Pause } from "../../../connectors/port/connector-error.ts";
import type { Engine } from "../../../engine/engine.ts";
import type { ErpTerms, ErpTermsBook } from "../../../engine/erp-terms.ts";
import type { ErpConnection, Installation } from "../../../installation/installation.ts";
import type { ErpTermsView } from "../../contract/service/erp-terms.ts";
import { ProblemError } from "../../errors.ts";
import type { Handlers } from "../handler.ts";
import { refuseStale, revisionOf } from "./revision.ts";

export interface ErpTermsHandlerDeps {
  readonly terms: ErpTermsBook;
  readonly pauseOf: (connectionId: string) => Pause | null;
  readonly installation: Pick<Installation, "connections">;
  readonly engine: Pick<Engine, "resumeConnection">;
  readonly audit: Pick<Audit, "record">;
}

/** How an ERP is spared. */
export function erpTermsHandlers(
  deps: ErpTermsHandlerDeps,
): Pick<Handlers, "erpTerms" | "saveErpTerms"> {
  const { terms } = deps;

  const named = (realm: Realm, params: Readonly<Record<string, string>>): ErpConnection => {
    const found = deps.installation.connections().find(({ id }) => id === params["connectionId"]);
    const isSeen =
      found !== undefined &&
      (realm.tenantId === null || found.tenants.some((id) => isWithin(realm, id)));
    if (isSeen) return found;
    throw new ProblemError("not-found", "No such ERP is connected.");
  };

  const view = ({ id, tenants }: ErpConnection, realm: Realm): ErpTermsView => {
    const { limits, windows } = terms.of(id);
    return {
      limits: { ...limits },
      windows: windows.map((one) =>
        one.kind === "weekly" ? { ...one, days: [...one.days] } : { ...one },
      ),
      pause: deps.pauseOf(id),
      revision: revisionOf({ limits, windows }),
      isOwn: tenants.every((one) => isWithin(realm, one)),
    };
  };

  return {
    async erpTerms({ realm, params }) {
      return view(named(realm, params), realm);
    },

    async saveErpTerms({ realm, params, body, by }) {
      const connection = named(realm, params);
      if (!view(connection, realm).isOwn) {
        throw new ProblemError("forbidden", "Other companies use this ERP as well.", {
          remedy: "An administrator of the whole installation can do it.",
        });
      }
      refuseStale(body.revision, view(connection, realm).revision, "how this ERP is spared");
      const limits = Object.fromEntries(
        Object.entries(body.limits).filter(([, value]) => value !== undefined),
      );
      await terms.save(connection.id, { limits, windows: body.windows });
      await deps.audit.record({
        ...{ actor: actorOf(by.caller), act: "erp-terms-decided", requestId: by.requestId },
        // Who looks after one company alone reads of it in its own trail.
        ...{
          tenantId: realm.tenantId,
          about: connection.name,
          facts: factsOf({ limits, windows: body.windows }),
        },
      });
      // Whoever waits for a window that is gone now goes on at once.
      await deps.engine.resumeConnection(connection.id);
      return view(connection, realm);
    },
  };
}

function factsOf({ limits, windows }: ErpTerms) {
  const { atOnce = null, perMinute = null, perDay = null } = limits;
  const told = windows.map((one) =>
    one.kind === "once"
      ? `${one.from} to ${one.to}`
      : `${one.days.join(",")} ${one.from}-${one.to} ${one.zone}`,
  );
  return { atOnce, perMinute, perDay, windows: told.join("; ") };
}
