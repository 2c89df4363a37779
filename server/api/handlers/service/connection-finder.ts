import { isWithin, type Realm } from "../../../administration/authority.ts";
import type { ErpConnection, Installation } from "../../../installation/installation.ts";
import { ProblemError } from "../../errors.ts";

export interface ConnectionFinderDeps {
  readonly installation: Pick<Installation, "connections">;
}

/** Finds the connection that a path names. @throws ProblemError `not-found` for one beyond the realm */
export function connectionFinder({ installation }: ConnectionFinderDeps) {
  return (realm: Realm, { connectionId = "" }: Readonly<Record<string, string>>): ErpConnection => {
    const found = installation.connections().find(({ id }) => id === connectionId);
    const isSeen =
      realm.tenantId === null || found?.tenants.some((id) => isWithin(realm, id)) === true;
    if (found !== undefined && isSeen) return found;
    throw new ProblemError("not-found", "No such ERP.");
  };
}
