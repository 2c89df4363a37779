import { explain, type Explanation } from "./aadsts.ts";
import type { AuthError } from "./errors.ts";

/** What an operator reads of an error of Entra: who has to act, and what exactly to do. */
export interface Remedy {
  readonly fixedBy: Explanation["fixedBy"];
  readonly remedy: string;
}

const adminConsent =
  "An administrator of the tenant agrees: Service, Microsoft 365 leads him there, or gives a link to send. Where he did, see that the tenant's id, the application's id and ENTRA_AUTHORITY_HOST are right, and that the registration is multitenant where it belongs to another tenant.";
const multitenant =
  "Whoever registered the application makes it multitenant: Entra, App registrations, Authentication, Supported account types, any organizational directory. Until then only its own company can be let in. So that its people go on signing in meanwhile, enter the id of its directory as ENTRA_SINGLE_TENANT, where the server's configuration names the registration.";
const scope =
  "GRAPH_RESOURCE must be the origin of Microsoft Graph in this cloud and nothing more, such as https://graph.microsoft.com, and the registration must offer the scope access_as_user under Expose an API.";
const changedOnTheWay =
  "Let OUTBOUND_PROXY, or whatever stands between, pass requests to the sign-in service on unchanged; where there is nothing of the kind, report it to the makers of Sync to ERP with the log of that minute.";
/** Where Microsoft is not to be reached at all. */
export const reachMicrosoft =
  "See that the server may reach it: name resolution, firewall, OUTBOUND_PROXY, and the authority of its certificate (OUTBOUND_CA_FILE).";
const policy =
  "An administrator of the tenant looks into the sign-in log of Entra for this application, which names the rule.";

/**
 * Remedies by AADSTS number, in the words of whoever runs the server: the pane's sentences
 * (`aadsts.ts`) send people to him. Numbers that only a person meets are not among them.
 */
const remedies: Readonly<Record<number, Remedy>> = {
  7000215: {
    fixedBy: "operator",
    remedy:
      "Enter the VALUE of the client secret, not its id, under Service, Microsoft 365, or in ENTRA_CLIENT_SECRET; where the value is lost, make a new secret.",
  },
  7000222: {
    fixedBy: "operator",
    remedy:
      "The client secret has expired: make a new one in the registration (better: a certificate) and enter it under Service, Microsoft 365, or in ENTRA_CLIENT_SECRET, which needs a restart.",
  },
  7000218: {
    fixedBy: "operator",
    remedy:
      "Enter a secret or a certificate under Service, Microsoft 365, or in the environment, and see that the registration is no public client.",
  },
  700025: {
    fixedBy: "operator",
    remedy: "In the registration, Authentication: set 'Allow public client flows' to No.",
  },
  700027: {
    fixedBy: "operator",
    remedy:
      "Upload the certificate that is entered under Service, Microsoft 365, or named by ENTRA_CERTIFICATE_FILE to the registration; its key must be the one entered with it, and the server's clock right.",
  },
  700016: { fixedBy: "administrator", remedy: adminConsent },
  500011: { fixedBy: "administrator", remedy: adminConsent },
  7000229: { fixedBy: "administrator", remedy: adminConsent },
  65001: { fixedBy: "administrator", remedy: adminConsent },
  90094: { fixedBy: "administrator", remedy: adminConsent },
  65004: {
    fixedBy: "administrator",
    remedy:
      "An administrator of the tenant begins once more under Service, Microsoft 365, and presses Accept.",
  },
  90095: {
    fixedBy: "administrator",
    remedy: "A reviewer approves it: Entra, Enterprise applications, Admin consent requests.",
  },
  90002: {
    fixedBy: "operator",
    remedy:
      "Correct the tenant's id under Service, Microsoft 365, or in TENANTS; in a national cloud ENTRA_AUTHORITY_HOST is another one.",
  },
  50194: {
    fixedBy: "operator",
    remedy: multitenant,
  },
  650056: {
    fixedBy: "administrator",
    remedy:
      "Add the permissions for Microsoft Graph to the registration (README), then grant consent.",
  },
  650057: {
    fixedBy: "operator",
    remedy:
      "Add Microsoft Graph to the registration's API permissions; GRAPH_RESOURCE must be that of the cloud.",
  },
  28002: { fixedBy: "operator", remedy: scope },
  70011: { fixedBy: "operator", remedy: scope },
  50011: {
    fixedBy: "operator",
    remedy:
      "In the registration, Authentication, platform Single-page application: enter exactly the redirect URIs that Service, Microsoft 365 lists, that of brk-multihub included; PUBLIC_URL must be the address that people open.",
  },
  90008: {
    fixedBy: "operator",
    remedy:
      "Add User.Read of Microsoft Graph to the registration's API permissions, then have an administrator of the tenant agree.",
  },
  90009: {
    fixedBy: "operator",
    remedy:
      "Enter the application's own id, a GUID, under Service, Microsoft 365, or in ENTRA_CLIENT_ID; the Application ID URI of the registration is api:// followed by that id.",
  },
  700022: {
    fixedBy: "operator",
    remedy:
      "GRAPH_RESOURCE must name one address alone. Where it does, report it to the makers of Sync to ERP: the server asked for two systems at once.",
  },
  900144: { fixedBy: "operator", remedy: changedOnTheWay },
  9002313: { fixedBy: "operator", remedy: changedOnTheWay },
  7000114: {
    fixedBy: "operator",
    remedy:
      "This registration may not act for people: make one of its own for Sync to ERP, as Service, Microsoft 365 describes it, and enter that.",
  },
  9001023: {
    fixedBy: "operator",
    remedy:
      "Name the tenant by its id, a GUID, under Service, Microsoft 365, or in TENANTS; common, organizations and consumers are none.",
  },
  500133: {
    fixedBy: "operator",
    remedy: "Set the server's clock by NTP: it is minutes away from Microsoft's.",
  },
  50105: {
    fixedBy: "administrator",
    remedy: "Assign the people or their group to the enterprise application.",
  },
  53003: { fixedBy: "administrator", remedy: policy },
  530032: { fixedBy: "administrator", remedy: policy },
};

/** @param aadsts the number behind AADSTS; `undefined` where Entra gave none */
export function remedyFor(aadsts: number | undefined): Remedy {
  const known = aadsts === undefined ? undefined : remedies[aadsts];
  if (known !== undefined) return known;
  const explained = aadsts === undefined ? undefined : explain(aadsts);
  return {
    fixedBy: explained?.fixedBy ?? "nobody",
    remedy:
      explained?.told ??
      "Look at the sign-in service's health, or try again in a few minutes; see the log.",
  };
}

/** Who mends a failed sign-in of the application, and how. */
export function remedyOf({ code, facts }: AuthError): Remedy {
  // No answer at all is no answer of Entra's.
  return code === "unavailable" && facts.aadsts === undefined
    ? { fixedBy: "operator", remedy: reachMicrosoft }
    : remedyFor(facts.aadsts);
}

/** The numbers that have a remedy of their own. */
export const remediedNumbers: readonly number[] = Object.keys(remedies).map(Number);
