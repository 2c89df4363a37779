import type { z } from "zod";
import type { Administrators } from "../../../administration/administrators.ts";
import { isWithin, realmOf, type Realm } from "../../../administration/authority.ts";
import { explain, numberIn } from "../../../auth/aadsts.ts";
import { tokenLacks, type ConsentLinks } from "../../../auth/consent.ts";
import { AuthError } from "../../../auth/errors.ts";
import { features, missingScopes, type Feature } from "../../../auth/features.ts";
import type { GraphTokens } from "../../../auth/tokens.ts";
import type { Principal } from "../../../auth/validate.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import type { Application } from "../../../installation/application.ts";
import type { Installation } from "../../../installation/installation.ts";
import type { Store } from "../../../store/store.ts";
import type {
  consentProofSchema,
  proofSchema,
  TenantsView,
} from "../../contract/service/tenants.ts";
import { ProblemError, wordsOf } from "../../errors.ts";
import { pageMending, signInMending } from "../../mending.ts";
import { told, type Language } from "../../told.ts";
import type { Call, Handlers } from "../handler.ts";

export interface TenantHandlerDeps {
  readonly store: Store;
  readonly installation: Installation;
  readonly administrators: Pick<Administrators, "authority">;
  readonly consent: ConsentLinks;
  readonly tokens: Pick<GraphTokens, "proveApp" | "scopesOf">;
  readonly asApplication: (tenantId: string) => boolean;
  readonly clientId: () => string;
  readonly application: Pick<Application, "current" | "seenIn">;
}

type Proof = z.output<typeof proofSchema>;
type ConsentProof = z.output<typeof consentProofSchema>;

const proved: Proof = { proved: true, problem: null, mending: null };
/** Of an application that acts by itself: what its token holds where an administrator agreed. */
const calendarRole = "Calendars.ReadWrite";
/** What Entra says of permissions that the registration does not list. */
const notListed = 650056;

/** What Microsoft's page said: in our words where its number is known, and who mends it how. */
function refusedByPage(error: string, language: Language): Proof {
  const number = numberIn(error);
  const explained = number === undefined ? undefined : explain(number);
  const problem =
    explained === undefined ? error : `${told(explained.told, language)} (AADSTS${number ?? ""})`;
  return { proved: false, problem, mending: pageMending(number, problem, language) };
}

/** What a token request threw, in words. @throws whatever is none of Microsoft's answers */
function refusedByMicrosoft(error: unknown, language: Language): Proof {
  if (!(error instanceof AuthError)) throw error;
  const { aadsts } = error.facts;
  const words = wordsOf(error, language);
  const problem = aadsts === undefined ? words : `${words} (AADSTS${aadsts})`;
  return { proved: false, problem, mending: signInMending(error, problem, language) };
}

/** There is a token, and it holds less than the registration should list. */
function tooLittle(missing: readonly string[], language: Language): Proof {
  const problem = wordsOf(tokenLacks(missing), language);
  return { proved: false, problem, mending: pageMending(notListed, problem, language) };
}

const newSignIn: ReadonlySet<AuthError["code"]> = new Set(["claims-required", "unauthorized"]);

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The companies that are let in, and their administrators' consent. */
export function tenantHandlers(
  deps: TenantHandlerDeps,
): Pick<
  Handlers,
  "tenants" | "saveTenant" | "removeTenant" | "consentLink" | "checkTenant" | "consented"
> {
  const { installation, consent, tokens, application } = deps;

  /** @returns what the application may do there by itself; a token elsewhere says whom it is for */
  const proveApp = async (tenantId: string): Promise<readonly string[]> => {
    const roles = await tokens.proveApp(tenantId);
    await application.seenIn(tenantId);
    return roles;
  };

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
          consent: agreed === undefined ? null : { ...agreed, proved: agreed.proved === true },
        })),
      clientId: deps.clientId(),
      audience: deps.application.current()?.audience ?? null,
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

  /** Whoever was led back may tell it of his own company, and who administers of those he does. */
  const toldBy = async (caller: Principal, tenantId: string): Promise<string> => {
    const { administers } = await deps.administrators.authority(caller);
    const own = { tenantId: caller.tenantId };
    return known(realmOf(administers, caller.tenantId) ?? own, tenantId);
  };

  /**
   * The page that Microsoft shows proves nothing, nor does a token of the application. One of a person
   * of the company does, as far as can be told from outside: it holds what was agreed to.
   */
  const proveConsent = async (
    tenantId: string,
    { by, grantedNow, language }: Pick<Call<"consented">, "by" | "grantedNow" | "language">,
  ): Promise<Proof> => {
    const isOwn = by.caller.tenantId === tenantId && !deps.asApplication(tenantId);
    if (isOwn) {
      const missing = missingScopes("calendar", await grantedNow());
      return missing.length === 0 ? proved : tooLittle(missing, language);
    }
    // Before somebody of another company agreed, the application is not there at all.
    const roles = await proveApp(tenantId);
    const isProved = deps.asApplication(tenantId) && roles.includes(calendarRole);
    return isProved ? proved : { ...proved, proved: false };
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

    async checkTenant({ params: { tenantId = "" }, realm, language }) {
      const id = known(realm, tenantId);
      try {
        await proveApp(id);
        return proved;
      } catch (error) {
        return refusedByMicrosoft(error, language);
      }
    },

    async consented({ body, ...call }): Promise<ConsentProof> {
      const { by, language } = call;
      const tenantId = consent.verifyState(body.state);
      if (tenantId === undefined) {
        throw new ProblemError("rejected", "This consent was not asked for here, or long ago.", {
          field: "state",
          remedy: "Ask for it once more.",
        });
      }
      const id = await toldBy(by.caller, tenantId);
      if (body.error !== undefined) {
        return { ...refusedByPage(body.error, language), recorded: false };
      }
      try {
        const proof = await proveConsent(id, call);
        const recorded = proof.problem === null;
        if (recorded) await installation.consented(id, by, proof.proved);
        return { ...proof, recorded };
      } catch (error) {
        // That one is not about consent: a new sign-in brings what is missing, and asks again.
        if (error instanceof AuthError && newSignIn.has(error.code)) throw error;
        return { ...refusedByMicrosoft(error, language), recorded: false };
      }
    },
  };
}
