import { application, tenants, users, type SandboxTenant, type SandboxUser } from "../tenants.ts";

export const GRAPH = "https://graph.microsoft.com";
export const EXCHANGE = "https://outlook.office365.com";
export const API = `api://${application.clientId}`;
export const API_SCOPE = `${API}/${application.apiScope}`;

/**
 * Everything that the registration asks for, in full scope names: what `/.default` and an administrator's
 * consent give, and nothing else. Exactly what the product's generated file asks (`register.test.ts`), so
 * that a permission which is missing there is missing here.
 */
export const declaredScopes: readonly string[] = [
  API_SCOPE,
  ...["User.Read", "Calendars.ReadWrite", "MailboxSettings.Read"].map((name) => `${GRAPH}/${name}`),
];

/** Where the application is registered: it is there, whoever agreed to what. */
export const homeTenant: SandboxTenant = tenants[0];

/**
 * What the product asks of whoever switches a feature on, beside the registration, as Entra allows. In a
 * new sandbox everybody has agreed; an administrator's consent to the registration does not cover it.
 */
export const chosenScopes: readonly string[] = ["MailboxSettings.ReadWrite", "Mail.Send"].map(
  (name) => `${GRAPH}/${name}`,
);

/** Application permissions that an administrator may add to the registration: it comes with none. */
export const addableRoles: readonly string[] = [
  "User.Read.All",
  "Calendars.ReadWrite",
  "MailboxSettings.ReadWrite",
  "Mail.Send",
  "Organization.Read.All",
];

/** Application permissions of Exchange Online itself, which Graph knows nothing of. */
export const exchangeRoles: readonly string[] = ["SMTP.SendAsApp"];

/** Where sign-in may send its answer, by the platform it is registered for. */
export interface RedirectUris {
  readonly singlePage: readonly string[];
  readonly web: readonly string[];
  readonly broker: readonly string[];
}

/**
 * The redirect URIs of a product that is served at this origin.
 * @param web - of the platform "Web", which the product does not use
 */
export function redirectUrisOf(productOrigin: string, web: readonly string[] = []): RedirectUris {
  return {
    singlePage: ["redirect.html", "portal.html", "relay.html"].map(
      (page) => `${productOrigin}/${page}`,
    ),
    web,
    broker: [`brk-multihub://${new URL(productOrigin).host}`],
  };
}

/** The user with this object id or address; addresses in any case. */
export function findUser(idOrAddress: string): SandboxUser | undefined {
  const wanted = idOrAddress.toLowerCase();
  return users.find((user) => user.id === wanted || user.address === wanted);
}

/** The tenant with this id or domain. */
export function findTenant(idOrDomain: string): SandboxTenant | undefined {
  const wanted = idOrDomain.toLowerCase();
  return tenants.find((tenant) => tenant.id === wanted || tenant.domain === wanted);
}
