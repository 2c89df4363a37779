import { actorOf } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import type { Realm } from "../../../administration/authority.ts";
import type { Adoptions } from "../../../engine/mailboxes/adoptions.ts";
import type { ErpConnection } from "../../../installation/installation.ts";
import type { AdoptionView } from "../../contract/service/adoption.ts";
import type { Handlers } from "../handler.ts";
import { connectionFinder, type ConnectionFinderDeps } from "./connection-finder.ts";

export interface AdoptionHandlerDeps extends ConnectionFinderDeps {
  readonly audit: Pick<Audit, "record">;
  readonly adoptions: Pick<Adoptions, "of" | "save">;
}

/** Whether items that another integration had linked are recognised, as administrators decide it. */
export function adoptionHandlers(
  deps: AdoptionHandlerDeps,
): Pick<Handlers, "adoption" | "saveAdoption"> {
  const { audit, adoptions } = deps;
  const find: (realm: Realm, params: Readonly<Record<string, string>>) => ErpConnection =
    connectionFinder(deps);
  const view = (id: string): AdoptionView => {
    const { property = null, system = null } = adoptions.of(id);
    return { property, system };
  };
  return {
    adoption: async ({ realm, params }) => view(find(realm, params).id),

    async saveAdoption({ realm, params, body: { property, system }, by }) {
      const { id, name } = find(realm, params);
      await adoptions.save(id, {
        ...(property === null ? {} : { property }),
        ...(system === null ? {} : { system }),
      });
      await audit.record({
        ...{ actor: actorOf(by.caller), act: "adoption-changed", requestId: by.requestId },
        ...{ about: name, facts: { property: property ?? "none", system: system ?? "none" } },
      });
      return view(id);
    },
  };
}
