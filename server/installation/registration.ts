/**
 * The application's registration in Entra as Microsoft Graph takes it (`POST /applications`, resource
 * type "application"), and a script that makes it. Pure: the same address gives the same registration.
 */
import { certificateCommand, registrationScript } from "./register-script.ts";

/** Ids of Graph's delegated permissions that everybody is asked for, from its permissions reference. */
const graphPermissions: Readonly<Record<string, string>> = {
  "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
  "Calendars.ReadWrite": "1ec239c2-d7c9-4623-a91a-a9775856bb36",
  "MailboxSettings.Read": "87f447af-9fa4-4c32-9dfa-4a57a73d18ce",
  offline_access: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
};
const graph = "00000003-0000-0000-c000-000000000000";
const displayName = "Sync to ERP";
const apiScope = "access_as_user";

/** Of our own: any GUID that is not used twice within the registration, so fixed ones. */
const ids = {
  scope: "b8c0a0d1-5a10-4a41-9f29-0d6f3a1d7001",
  administrator: "b8c0a0d1-5a10-4a41-9f29-0d6f3a1d7002",
  auditor: "b8c0a0d1-5a10-4a41-9f29-0d6f3a1d7003",
};

/** Where sign-in may return to. `brk-multihub` is for nested sign-in inside Outlook: the origin only. */
export function redirectUris(publicUrl: string): readonly string[] {
  const pages = ["redirect.html", "portal.html", "relay.html"];
  return [
    ...pages.map((page) => `${publicUrl}/${page}`),
    `brk-multihub://${new URL(publicUrl).host}`,
  ];
}

function appRole(id: string, value: string, description: string) {
  return {
    id,
    value,
    displayName: value,
    description,
    allowedMemberTypes: ["User"],
    isEnabled: true,
  };
}

const appRoles = [
  appRole(ids.administrator, "Administrator", "Administers Sync to ERP for this company"),
  appRole(ids.auditor, "Auditor", "Looks at what is administered, and changes nothing"),
];

/** What is typed where the registration is made by hand, beside its redirects. */
export function registrationFacts() {
  return {
    name: displayName,
    scope: apiScope,
    permissions: Object.keys(graphPermissions),
    appRoles: appRoles.map(({ value }) => value),
    certificateCommand,
  };
}

/**
 * The registration as a file, and the script that takes it.
 * @param graphUrl - Graph of the cloud that it is made in, without a version
 */
export function registrationFiles(publicUrl: string, audience: "one" | "any", graphUrl: string) {
  const registration = JSON.stringify(registrationOf(publicUrl, audience), null, 2);
  return [
    { name: "registration.json", text: `${registration}\n` },
    { name: "register.sh", text: scriptOf(publicUrl, graphUrl) },
  ];
}

const consent = "Work with your calendar in Sync to ERP";
const scopes = [
  {
    ...{ id: ids.scope, value: apiScope, type: "User", isEnabled: true },
    ...{ adminConsentDisplayName: consent, adminConsentDescription: consent },
    ...{ userConsentDisplayName: consent, userConsentDescription: consent },
  },
];

/** register.sh of a server at this address, which recognises its application by its portal's redirect. */
function scriptOf(publicUrl: string, graphUrl: string): string {
  return registrationScript(graphUrl, `${publicUrl}/portal.html`, {
    ...{ displayName, scopes, appRoles, resource: graph, permissions: graphPermissions },
    redirectUris: redirectUris(publicUrl),
  });
}

/** @param audience one company of one's own, or any */
export function registrationOf(publicUrl: string, audience: "one" | "any"): object {
  return {
    displayName,
    signInAudience: audience === "one" ? "AzureADMyOrg" : "AzureADMultipleOrgs",
    spa: { redirectUris: redirectUris(publicUrl) },
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: scopes,
    },
    appRoles,
    requiredResourceAccess: [
      {
        resourceAppId: graph,
        resourceAccess: Object.values(graphPermissions).map((id) => ({ id, type: "Scope" })),
      },
    ],
  };
}
