import { actorOf } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin, type Realm } from "../../../administration/authority.ts";
import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import { erpFailureOf, erpRemedyFor, type ErpFailure } from "../../erp-remedies.ts";
import type { Looker, seenByLooker } from "../../../engine/mailboxes/settings/companies.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import type { Engine } from "../../../engine/engine.ts";
import type {
  ErpConnection,
  Installation,
  NewConnection,
} from "../../../installation/installation.ts";
import type { Store } from "../../../store/store.ts";
import type { ConnectionView } from "../../contract/service/connections.ts";
import { ProblemError } from "../../errors.ts";
import { erpMending, erpProblem } from "../../mending.ts";
import type { Handlers } from "../handler.ts";

export interface ConnectionHandlerDeps {
  readonly store: Store;
  readonly installation: Installation;
  readonly audit: Pick<Audit, "record">;
  readonly engine: Pick<Engine, "feedHealthy" | "wakeConnection">;
  /** Asks an ERP as it is entered for its user with the looker's address, and his companies; `null`: none. */
  readonly probe: (connection: ErpConnection, looker: Looker) => ReturnType<typeof seenByLooker>;
}

/** What keeps who tests from working there, though all that was entered is right. */
function lackOf(seen: Awaited<ReturnType<typeof seenByLooker>>): ErpFailure | null {
  if (seen === null) return "unknown-user";
  return seen.companies.length === 0 ? "no-company" : null;
}

const idShape = /^[a-z0-9-]{1,40}$/;

/** The ERPs, as administrators connect them. */
export function connectionHandlers(
  deps: ConnectionHandlerDeps,
): Pick<Handlers, "connections" | "saveConnection" | "testConnectionOf" | "removeConnection"> {
  const { store, installation, engine } = deps;

  const view = async (realm: Realm): Promise<{ connections: ConnectionView[] }> => {
    const mailboxes = await listMailboxes(store);
    return {
      connections: installation
        .connections()
        .filter(
          ({ tenants }) => tenants.some((id) => isWithin(realm, id)) || realm.tenantId === null,
        )
        .map(({ apiKey: _apiKey, ...one }) => ({
          ...one,
          tenants: one.tenants.filter((id) => isWithin(realm, id)),
          people: mailboxes.filter(
            ({ connectionId, tenantId }) => connectionId === one.id && isWithin(realm, tenantId),
          ).length,
          healthy: engine.feedHealthy(one.id),
        })),
    };
  };

  const idOf = ({ connectionId = "" }: Readonly<Record<string, string>>): string => {
    if (idShape.test(connectionId)) return connectionId;
    throw new ProblemError(
      "bad-request",
      "The id must be 1 to 40 lower-case letters, digits and hyphens.",
      { field: "connectionId" },
    );
  };

  return {
    connections: ({ realm }) => view(realm),

    async saveConnection({ params, body: { isNew, ...body }, realm, by }) {
      const id = idOf(params);
      await installation.saveConnection({ id, ...body }, by, isNew);
      // Its changes are read from now on, and whether they can be is told at once.
      await engine.wakeConnection(id);
      return view(realm);
    },

    async testConnectionOf({ params, body, by, language }) {
      const given: NewConnection = { id: idOf(params), ...body };
      const connection = installation.check(given);
      // It sends what was entered to an address that was entered.
      await deps.audit.record({
        ...{ actor: actorOf(by.caller), act: "connection-tested", requestId: by.requestId },
        ...{ about: given.name, facts: { url: connection.url } },
      });
      try {
        const seen = await deps.probe(connection, by.caller);
        const companies = (seen?.companies ?? []).map(({ name }) => name);
        const lack = lackOf(seen);
        const mending = lack === null ? null : erpMending(lack, language);
        return {
          ...{ answers: true, user: seen?.name ?? null, companies },
          ...{ problem: null, mending, field: null },
        };
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        const failure = erpFailureOf(error);
        return {
          ...{ answers: false, user: null, companies: [], problem: erpProblem(error, language) },
          ...{ mending: erpMending(failure, language), field: erpRemedyFor(failure).field },
        };
      }
    },

    async removeConnection({ params, realm, by }) {
      await installation.removeConnection(idOf(params), by);
      return view(realm);
    },
  };
}
