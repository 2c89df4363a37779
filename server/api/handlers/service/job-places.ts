import type { By } from "../../../administration/administrators.ts";
import { isWithin, type Realm } from "../../../administration/authority.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import type { Levels, Place } from "../../../engine/mailboxes/settings/levels.ts";
import type { Store } from "../../../store/store.ts";
import type { JobPlaces, PlaceQuery } from "../../contract/service/jobs.ts";
import { ProblemError } from "../../errors.ts";

/** Who looks at the companies. */
export type Asker = By["caller"];

/** An ERP connection as far as its companies' settings are concerned. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** Whose people use it. */
  readonly tenants: readonly string[];
}

export interface PlaceDeps {
  readonly store: Store;
  readonly levels: Levels;
  /** Those of a tenant's ERP, as far as people here, and whoever asks, see them. */
  readonly companies: (
    tenantId: string,
    asker: Asker,
  ) => Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Asked each time: administrators connect ERPs while the server runs. */
  readonly connections: () => readonly Connection[];
}

/** A level with what it is called, and whose it is. */
export interface NamedPlace {
  readonly place: Place;
  readonly name: string;
  /** The tenant that alone is concerned; `null`: several. */
  readonly tenantId: string | null;
  readonly mayChange: boolean;
}

export type Company = JobPlaces["companies"][number];

/** The levels within somebody's realm. */
export function jobPlaces({ store, levels, companies, connections }: PlaceDeps) {
  const companiesOf = async (realm: Realm, { caller }: By): Promise<readonly Company[]> => {
    await levels.ready();
    const mailboxes = (await listMailboxes(store)).filter((one) => isWithin(realm, one.tenantId));
    const found = connections()
      .filter(({ tenants }) => tenants.some((id) => isWithin(realm, id)))
      .map(async ({ id: connectionId, name: connection, tenants }) => {
        const people = mailboxes.filter((one) => one.connectionId === connectionId);
        const within = tenants.filter((id) => isWithin(realm, id));
        const seen = (await Promise.all(within.map((id) => companies(id, caller)))).flat();
        const names = new Map(seen.map(({ id, name }) => [id, name]));
        const decided = levels
          .places()
          .flatMap((one) =>
            one.name === "company" && one.connectionId === connectionId ? [one.companyId] : [],
          );
        const chosen = people.flatMap(({ companyId }) => companyId ?? []);
        return [...new Set([...names.keys(), ...chosen, ...decided])].map((companyId) => ({
          ...{ connectionId, connection, companyId, name: names.get(companyId) ?? companyId },
          people: chosen.filter((one) => one === companyId).length,
        }));
      });
    return (await Promise.all(found)).flat();
  };

  return {
    companiesOf,
    /** @throws ProblemError `forbidden` | `not-found` beyond the realm */
    async find(realm: Realm, by: By, { connectionId, companyId }: PlaceQuery): Promise<NamedPlace> {
      if (connectionId === undefined || companyId === undefined) {
        if (realm.tenantId !== null) {
          throw new ProblemError(
            "forbidden",
            "What holds for everybody here is for administrators of the whole installation.",
            { field: "companyId", remedy: "Choose one of your companies." },
          );
        }
        await levels.ready();
        return { place: { name: "system" }, name: "system", tenantId: null, mayChange: true };
      }
      const company = (await companiesOf(realm, by)).find(
        (one) => one.connectionId === connectionId && one.companyId === companyId,
      );
      const connection = connections().find(({ id }) => id === connectionId);
      if (company === undefined || connection === undefined) {
        throw new ProblemError("not-found", "No company by this id is within your reach.", {
          field: "companyId",
        });
      }
      const [tenantId = null, ...others] = connection.tenants;
      const isShared = others.length > 0;
      return {
        place: { name: "company", connectionId, companyId },
        name: `${company.name} (${company.connection})`,
        tenantId: isShared ? null : tenantId,
        // It would reach people of a tenant that is not his.
        mayChange: realm.tenantId === null || !isShared,
      };
    },
  };
}
