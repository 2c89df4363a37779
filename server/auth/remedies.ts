import { explain, type Explanation } from "./aadsts.ts";

/** What an operator reads of an error of Entra: who has to act, and what exactly to do. */
export interface Remedy {
  readonly fixedBy: Explanation["fixedBy"];
  readonly remedy: string;
}

const adminConsent =
  "An administrator of the tenant opens <sign-in service>/<tenant>/v2.0/adminconsent?client_id=<client id> and accepts; see that TENANTS, ENTRA_CLIENT_ID and ENTRA_AUTHORITY_HOST are right.";
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
    remedy: "Make the registration multitenant, or name in TENANTS its own tenant alone.",
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

/** The numbers that have a remedy of their own. */
export const remediedNumbers: readonly number[] = Object.keys(remedies).map(Number);
