import { isWithin, type Realm } from "../../../administration/authority.ts";
import type { Connector } from "../../../connectors/port/connector.ts";
import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Actor } from "../../../connectors/port/item.ts";
import { abilitiesOf } from "../../../connectors/port/abilities.ts";
import { rightsIn } from "../../../connectors/port/rights.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import { actorOf } from "../../../engine/mailboxes/mailbox.ts";
import type { ErpConnection } from "../../../installation/installation.ts";
import type { Clock } from "../../../lib/clock.ts";
import { createRecent } from "../../../lib/recent.ts";
import type { Store } from "../../../store/store.ts";
import { wordsOf } from "../../errors.ts";
import type { Handlers } from "../handler.ts";
import { connectionFinder, type ConnectionFinderDeps } from "./connection-finder.ts";

export interface AbilityHandlerDeps extends ConnectionFinderDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly erp: (connectionId: string) => Connector;
  /** An ERP with what it promises by itself, which is what people are told. */
  readonly plain: (connection: ErpConnection) => Connector;
}

/** What an ERP can do, and what it lets us do. */
export function abilityHandlers(
  deps: AbilityHandlerDeps,
): Pick<Handlers, "abilities" | "erpRights"> {
  /** As with the doctor: an ERP is asked once a minute, however many look. */
  const recently = createRecent<Awaited<ReturnType<typeof rightsIn>>>(deps.clock, 60_000);
  const connectionIn = connectionFinder(deps);

  /** Somebody in reach who works in it: some rights show only where they are used for a person. */
  const somebodyIn = async (realm: Realm, connectionId: string): Promise<Actor | null> => {
    const found = (await listMailboxes(deps.store)).find(
      (one) =>
        isWithin(realm, one.tenantId) &&
        one.connectionId === connectionId &&
        one.erpUserId !== null,
    );
    return found === undefined ? null : actorOf(found);
  };

  return {
    async abilities({ realm, params }) {
      return { abilities: [...abilitiesOf(deps.plain(connectionIn(realm, params)))] };
    },

    async erpRights({ realm, params, language }) {
      const { id } = connectionIn(realm, params);
      const erp = deps.erp(id);
      const page = erp.rights?.page ?? null;
      try {
        const ask = async () => rightsIn(erp, await somebodyIn(realm, id));
        // For each realm: whom it is asked for is one of its people.
        const { value } = await recently(JSON.stringify([realm.tenantId, id]), ask);
        return {
          rights: [...value],
          page,
          problem: null,
        };
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        return { rights: [], page, problem: wordsOf(error, language) };
      }
    },
  };
}
