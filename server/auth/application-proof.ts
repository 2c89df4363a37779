import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { AuthError } from "./errors.ts";
import type { ClientCredential } from "../lib/credential.ts";
import { createTokenRequests } from "./msal.ts";
import type { Clock } from "../lib/clock.ts";

/** What is wrong with an application as it was entered; the portal has words and a remedy for each. */
export const applicationMistakes = [
  // Seen without asking anybody.
  "client-id-shape",
  "tenant-id-shape",
  "secret-is-id",
  "certificate-unreadable",
  "key-unreadable",
  "key-of-another",
  "certificate-ended",
  // As Entra answers.
  "client-unknown",
  "tenant-missing",
  "not-in-directory",
  "secret-wrong",
  "secret-ended",
  "certificate-not-uploaded",
  "public-client",
  "blocked",
  "unreachable",
  "refused",
] as const;
export type ApplicationMistake = (typeof applicationMistakes)[number];

export type ApplicationField = "clientId" | "tenantId" | "secret" | "certificate" | "key";

export interface ApplicationFinding {
  readonly mistake: ApplicationMistake;
  /** What of the form to look at; `null`: nothing in it. */
  readonly field: ApplicationField | null;
  /** Entra's number, for whoever searches for it. */
  readonly aadsts: number | null;
}

/** An application as it is entered. */
export interface ApplicationToProve {
  readonly clientId: string;
  readonly tenantId: string;
  readonly credential: ClientCredential;
}

/** @returns what is wrong; `undefined`: Entra gave a token, so all of it is right. */
export type ProveApplication = (
  entered: ApplicationToProve,
) => Promise<ApplicationFinding | undefined>;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Proves an application before it is kept: field by field, then by a token from Entra. */
export function createApplicationProof(deps: {
  /** Origin of the sign-in service. */
  readonly authorityHost: string;
  readonly graphResource: string;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}): ProveApplication {
  return async (entered) => {
    const seen = mistakeAtSight(entered, deps.clock.now());
    if (seen !== undefined) return { ...seen, aadsts: null };
    const requestToken = createTokenRequests({
      ...deps,
      entra: () => ({ ...entered, authorityHost: deps.authorityHost }),
    });
    try {
      await requestToken(entered.tenantId, (app) =>
        app.acquireTokenByClientCredential({
          scopes: [`${deps.graphResource}/.default`],
          skipCache: true,
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof AuthError) return refusalOf(error);
      throw error;
    }
  };
}

type AtSight = Omit<ApplicationFinding, "aadsts">;

function mistakeAtSight(
  { clientId, tenantId, credential }: ApplicationToProve,
  nowMs: number,
): AtSight | undefined {
  if (!guid.test(clientId)) return { mistake: "client-id-shape", field: "clientId" };
  if (!guid.test(tenantId)) return { mistake: "tenant-id-shape", field: "tenantId" };
  if (credential.kind === "certificate") return mistakeOfCertificate(credential, nowMs);
  // Entra shows both beside each other, and only the other one when the page is opened again.
  return guid.test(credential.secret) ? { mistake: "secret-is-id", field: "secret" } : undefined;
}

function mistakeOfCertificate(
  { certificatePem, keyPem }: Extract<ClientCredential, { kind: "certificate" }>,
  nowMs: number,
): AtSight | undefined {
  const certificate = readable(() => new X509Certificate(certificatePem));
  if (certificate === undefined) return { mistake: "certificate-unreadable", field: "certificate" };
  const key = readable<KeyObject>(() => createPrivateKey(keyPem));
  if (key === undefined) return { mistake: "key-unreadable", field: "key" };
  if (!certificate.checkPrivateKey(key)) return { mistake: "key-of-another", field: "key" };
  return Date.parse(certificate.validTo) <= nowMs
    ? { mistake: "certificate-ended", field: "certificate" }
    : undefined;
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // OpenSSL's words help nobody; the field is named.
    return undefined;
  }
}

/** The numbers that say which field it is; any other is told with its number. */
const byNumber: Readonly<Record<number, AtSight>> = {
  700016: { mistake: "client-unknown", field: "clientId" },
  90002: { mistake: "tenant-missing", field: "tenantId" },
  7000229: { mistake: "not-in-directory", field: "tenantId" },
  500011: { mistake: "not-in-directory", field: "tenantId" },
  7000215: { mistake: "secret-wrong", field: "secret" },
  7000222: { mistake: "secret-ended", field: "secret" },
  700027: { mistake: "certificate-not-uploaded", field: "certificate" },
  700025: { mistake: "public-client", field: null },
  7000218: { mistake: "public-client", field: null },
  53003: { mistake: "blocked", field: null },
  530032: { mistake: "blocked", field: null },
};

function refusalOf({ code, facts: { aadsts } }: AuthError): ApplicationFinding {
  if (aadsts === undefined) {
    const mistake = code === "unavailable" ? "unreachable" : "refused";
    return { mistake, field: null, aadsts: null };
  }
  return { ...(byNumber[aadsts] ?? { mistake: "refused", field: null }), aadsts };
}
