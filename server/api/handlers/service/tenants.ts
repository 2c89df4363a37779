import type { z } from "zod";
import { isWithin, type Realm } from "../../../administration/authority.ts";
import { explain, numberIn } from "../../../auth/aadsts.ts";
import type { ConsentLinks } from "../../../auth/consent.ts";
import { AuthError } from "../../../auth/errors.ts";
import { features, missingScopes, type Feature } from "../../../auth/features.ts";
import type { GraphTokens } from "../../../auth/tokens.ts";
import { listMailboxes } from "../../../engine/mailboxes/directory.ts";
import type { Installation } from "../../../installation/installation.ts";
import type { Store } from "../../../store/store.ts";
import type { proofSchema, TenantsView } from "../../contract/service/tenants.ts";
import { ProblemError, wordsOf } from "../../errors.ts";
import { pageMending, signInMending } from "../../mending.ts";
import { told, type Language } from "../../told.ts";
import type { Call, Handlers } from "../handler.ts";

export interface TenantHandlerDeps {
  readonly store: Store;
  readonly installation: Installation;
  readonly consent: ConsentLinks;
  readonly tokens: Pick<GraphTokens, "proveApp" | "scopesOf">;
  readonly asApplication: (tenantId: string) => boolean;
  readonly clientId: () => string;
}

type Proof = z.output<typeof proofSchema>;

/** What Microsoft's page said: in our words where its number is known, and who mends it how. */
function refusedByPage(error: string, language: Language): Proof {
  const number = numberIn(error);
  const explained = number === undefined ? undefined : explain(number);
  const problem =
    explained === undefined ? error : `${told(explained.told, language)} (AADSTS${number ?? ""})`;
  return { proved: false, problem, mending: pageMending(number, problem, language) };
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The companies that are let in, and their administrators' consent. */
export function tenantHandlers(
  deps: TenantHandlerDeps,
): Pick<
  Handlers,
  "tenants" | "saveTenant" | "removeTenant" | "consentLink" | "checkTenant" | "consented"
> {
  const { installation, consent, tokens } = deps;

  const view = async ({
    realm,
    by,
  }: Pick<Call<"tenants">, "realm" | "by">): Promise<TenantsView> => {
    const mailboxes = await listMailboxes(deps.store);
    const granted = await tokens.scopesOf(by.caller);
    return {
      tenants: installation
        .tenants()
        .filter(({ id }) => isWithin(realm, id))
        .map(({ id, name, domains, fixed, consent: agreed }) => ({
          ...{ id, name, domains: [...domains], fixed },
          people: mailboxes.filter(({ tenantId }) => tenantId === id).length,
          asApplication: deps.asApplication(id),
          consent: agreed ?? null,
        })),
      clientId: deps.clientId(),
      features: (Object.keys(features) as Feature[]).map((feature) => ({
        feature,
        required: [...features[feature].scopes],
        missing: [...missingScopes(feature, granted)],
        askedOf: features[feature].askedOf,
      })),
    };
  };

  const known = (realm: Realm, id: string): string => {
    const isThere = installation.tenants().some((one) => one.id === id) && isWithin(realm, id);
    if (isThere) return id;
    throw new ProblemError("not-found", "No such company is set up here.");
  };

  /** The page that Microsoft shows proves nothing; a token for the tenant does. */
  const prove = async (tenantId: string, language: Language): Promise<Proof> => {
    try {
      await tokens.proveApp(tenantId);
      return { proved: true, problem: null, mending: null };
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      const { aadsts } = error.facts;
      const words = wordsOf(error, language);
      const problem = aadsts === undefined ? words : `${words} (AADSTS${aadsts})`;
      return { proved: false, problem, mending: signInMending(error, problem, language) };
    }
  };

  return {
    tenants: view,

    async saveTenant({ params: { tenantId = "" }, body: { isNew, ...body }, ...call }) {
      const id = tenantId.toLowerCase();
      if (!guid.test(id)) {
        throw new ProblemError("bad-request", "The tenant's id is a GUID, as Entra shows it.", {
          field: "tenantId",
        });
      }
      await installation.saveTenant({ id, ...body }, call.by, isNew);
      return view(call);
    },

    async removeTenant({ params: { tenantId = "" }, ...call }) {
      await installation.removeTenant(known(call.realm, tenantId), call.by);
      return view(call);
    },

    async consentLink({ params: { tenantId = "" }, realm }) {
      return { url: consent.forAdministrator(known(realm, tenantId)) };
    },

    async checkTenant({ params: { tenantId = "" }, realm, by, language }) {
      const proof = await prove(known(realm, tenantId), language);
      // Somebody else may have agreed, to whom the link was sent.
      if (proof.proved) await installation.consented(tenantId, by);
      return proof;
    },

    async consented({ body, realm, by, language }) {
      const tenantId = consent.verifyState(body.state);
      if (tenantId === undefined) {
        throw new ProblemError("rejected", "This consent was not asked for here, or long ago.", {
          field: "state",
          remedy: "Ask for it once more.",
        });
      }
      if (body.error !== undefined) {
        return refusedByPage(body.error, language);
      }
      const proof = await prove(known(realm, tenantId), language);
      if (proof.proved) await installation.consented(tenantId, by);
      return proof;
    },
  };
}
