import { isWithin, type Realm } from "../../../administration/authority.ts";
import type { Administrators } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import type { Leaving } from "../../../administration/leaving/leaving.ts";
import type { Overview } from "../../../engine/mailboxes/overview.ts";
import type { Installation, Tenant } from "../../../installation/installation.ts";
import type { LeavingCompany, LeavingStake } from "../../contract/service/leaving.ts";
import { ProblemError } from "../../errors.ts";
import type { Language } from "../../told.ts";
import type { HandlerDeps, Handlers } from "../handler.ts";
import { companyOf, documentsOf, leftCompany, stakeOf } from "./leaving-views.ts";

export interface LeavingHandlerDeps extends HandlerDeps {
  readonly leaving: Leaving;
  readonly overview: Overview;
  readonly audit: Pick<Audit, "verify">;
  readonly administrators: Pick<Administrators, "list">;
  readonly installation: Pick<Installation, "tenants" | "connections">;
}

type LeavingHandlers = Pick<
  Handlers,
  "leaving" | "leavingPreview" | "beginLeaving" | "actOnLeaving" | "leavingProof"
>;

/** Companies that leave: what would go, how far it is, and the proof. */
export function leavingHandlers(deps: LeavingHandlerDeps): LeavingHandlers {
  const { leaving, overview, installation } = deps;
  const { store } = deps.engineDeps;

  const view = async (
    realm: Realm,
    language: Language,
  ): Promise<{ companies: LeavingCompany[] }> => {
    const sights = await overview.sights();
    const companies: LeavingCompany[] = [];
    for (const tenant of installation.tenants()) {
      if (isWithin(realm, tenant.id))
        companies.push(await companyOf(leaving, tenant, sights, language));
    }
    return { companies };
  };

  const named = (realm: Realm, { tenantId = "" }: Readonly<Record<string, string>>): Tenant => {
    const found = installation.tenants().find(({ id }) => id === tenantId);
    if (found !== undefined && isWithin(realm, tenantId)) return found;
    throw new ProblemError("not-found", "No such company is set up here.");
  };

  return {
    leaving: ({ realm, language }) => view(realm, language),

    async leavingPreview({ realm, params, query: { offset, limit }, language }) {
      const tenant = named(realm, params);
      const sights = (await overview.sights()).filter(({ scope }) => scope.tenantId === tenant.id);
      const stakes: LeavingStake[] = [];
      for (const sight of sights.slice(offset, offset + limit))
        stakes.push(await stakeOf(store, sight, language));
      const alone = installation
        .connections()
        .filter(({ tenants }) => tenants.every((id) => id === tenant.id) && tenants.length > 0);
      return {
        company: await companyOf(leaving, tenant, sights, language),
        ...{ total: sights.length, stakes, documents: await documentsOf(store, tenant.id) },
        roles: (await deps.administrators.list({ tenantId: tenant.id })).length,
        connections: alone.map(({ id, name, fixed }) => ({ id, name, fixed })),
      };
    },

    async beginLeaving({ realm, params, body: { confirm, ...choices }, by, language }) {
      const { id: tenantId, name } = named(realm, params);
      if (confirm.trim().toLowerCase() !== name.toLowerCase()) {
        throw new ProblemError("bad-request", "This is not the name of the company.", {
          field: "confirm",
        });
      }
      await leaving.begin({ tenantId, name, choices }, by);
      return view(realm, language);
    },

    async actOnLeaving({ realm, params, body: { act }, by, language }) {
      const { id } = named(realm, params);
      if (act === "stop") await leaving.stop(id, by);
      else if (act === "come-back") await leaving.comeBack(id, by);
      else await leaving.goOn(id, act === "leave-behind", by);
      return view(realm, language);
    },

    async leavingProof({ realm, params }) {
      const found = await leaving.sight(named(realm, params).id);
      if (found?.leaving.state !== "done") {
        throw new ProblemError("not-found", "The proof is there once the company has left.");
      }
      return {
        product: "Sync to ERP",
        ...leftCompany(found),
        trail: (await deps.audit.verify()).head,
      };
    },
  };
}
