import { application, tenants, users, type SandboxTenant, type SandboxUser } from "../tenants.ts";

export const GRAPH = "https://graph.microsoft.com";
export const EXCHANGE = "https://outlook.office365.com";
export const API = `api://${application.clientId}`;
export const API_SCOPE = `${API}/${application.apiScope}`;

/** Delegated Graph permissions of the registration, as the README tells people to add them. */
const delegated = [
  "User.Read",
  "Calendars.ReadWrite",
  "MailboxSettings.ReadWrite",
  "Tasks.ReadWrite",
  "Contacts.ReadWrite",
  "People.Read",
  "Mail.ReadWrite",
  "Mail.Send",
  "Files.ReadWrite",
];

/** Everything that the registration asks for, in full scope names. */
export const declaredScopes: readonly string[] = [
  API_SCOPE,
  ...delegated.map((name) => `${GRAPH}/${name}`),
];

/** Application permissions of the registration. */
export const declaredRoles: readonly string[] = [
  "User.Read.All",
  "Calendars.ReadWrite",
  "MailboxSettings.ReadWrite",
  "Tasks.ReadWrite.All",
  "Contacts.ReadWrite",
  "Mail.ReadWrite",
  "Mail.Send",
  "Files.ReadWrite.All",
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

/** The redirect URIs of a product that is served at this origin. */
export function redirectUrisOf(productOrigin: string): RedirectUris {
  return {
    singlePage: ["redirect.html", "portal.html", "relay.html"].map(
      (page) => `${productOrigin}/${page}`,
    ),
    web: [`${productOrigin}/api/admin-consent`],
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
