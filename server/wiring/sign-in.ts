import { AuthError } from "../auth/errors.ts";
import { missingScopes, type Feature } from "../auth/features.ts";
import type { WhoWeAre } from "../auth/msal.ts";
import type { Sealer } from "../lib/sealer.ts";
import { contextOfSecret } from "../auth/secrets.ts";
import type { GraphTokens } from "../auth/tokens.ts";
import type { Principal } from "../auth/validate.ts";
import type { Config } from "../config/config.ts";
import { ConnectorError } from "../connectors/port/connector-error.ts";
import type { Actor } from "../connectors/port/item.ts";
import {
  createApplication,
  type Application,
  type ApplicationDeps,
} from "../installation/application.ts";
import type { Installation } from "../installation/installation.ts";

/** Said where a mailbox of others meets a tenant of which the application acts by itself. */
const noRightsTold =
  "Your organization lets the service act by itself, so that nobody's own rights to a mailbox can be told. Mailboxes of others are not synchronized then.";

/** Why nobody there can agree to a feature for himself: with the application's permissions it has no use. */
export function noRightsFor(feature: Exclude<Feature, "calendar">): string {
  return { mail: noOwnMail, categoryColors: noOwnColors, sharedMailboxes: noRightsTold }[feature];
}

const noOwnMail =
  "Your organization lets the service act by itself, and no token of yours is kept. Let the application send instead.";
const noOwnColors =
  "Your organization lets the service act by itself: its administrator grants MailboxSettings.ReadWrite to the application.";

/** What the configuration or an administrator says the application is; nothing is read yet. */
export function openApplication(
  config: Pick<Config, "entra">,
  deps: Omit<ApplicationDeps, "fixed" | "seal" | "open"> & { readonly sealer: Sealer },
): Application {
  const { sealer } = deps;
  const contextOf = (key: string) => contextOfSecret({ kind: "installation" }, key);
  return createApplication({
    ...deps,
    fixed: config.entra.application,
    seal: (key, text) => sealer.seal(contextOf(key), text),
    open: (key, sealed) => sealer.open(contextOf(key), sealed).text,
  });
}

const noApplication =
  "The server does not know its application at Microsoft, or cannot read its credential any more. The operator enters it in the portal.";

/**
 * What proves an administrator's consent that was recorded before: somebody of his company signs in,
 * and his token holds what the registration lists.
 */
export function consentWitness(
  installation: Pick<Installation, "tenants" | "consentProved">,
  tokens: Pick<GraphTokens, "scopesOf">,
): (principal: Principal) => Promise<void> {
  return async (principal) => {
    const consent = installation.tenants().find(({ id }) => id === principal.tenantId)?.consent;
    if (consent === undefined || consent.proved === true) return;
    const missing = missingScopes("calendar", await tokens.scopesOf(principal));
    if (missing.length === 0) await installation.consentProved(principal.tenantId);
  };
}

/** The application as it proves itself to Entra. */
export function whoWeAre(
  application: Pick<Application, "current">,
  authorityHost: string,
): WhoWeAre {
  return () => {
    const { clientId, credential } = application.current() ?? {};
    if (clientId !== undefined && credential != null)
      return { clientId, credential, authorityHost };
    throw new AuthError("misconfigured", "no application", { told: noApplication });
  };
}

/** The token for what Graph is asked on somebody's behalf, or as the application. */
export async function graphToken(
  tokens: GraphTokens,
  asApplication: (tenantId: string) => boolean,
  { tenantId, userId, mailboxId }: Actor,
  claims: string | undefined,
): Promise<string> {
  // One that was added before the tenant went over: the application would be let in without any right.
  if (asApplication(tenantId) && mailboxId !== userId) {
    throw new ConnectorError("forbidden", "microsoft", noRightsTold);
  }
  try {
    if (asApplication(tenantId)) return await tokens.tokenForApp(tenantId);
    return await tokens.tokenFor({ tenantId, userId }, claims);
  } catch (error) {
    throw error instanceof AuthError ? signInFailure(error) : error;
  }
}

/** A sign-in failure in the engine's words: it parks the mailbox, it never deletes anything. */
function signInFailure(error: AuthError): ConnectorError {
  const { claims, retryAfterMs, told } = error.facts;
  const reason = told ?? error.message;
  const facts = {
    ...(claims === undefined ? {} : { claims }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause: error,
  };
  switch (error.code) {
    case "unavailable":
      return new ConnectorError("unavailable", "microsoft", reason, facts);
    case "consent-required":
    case "forbidden":
    case "misconfigured":
      return new ConnectorError("forbidden", "microsoft", reason, facts);
    case "unauthorized":
    case "tenant-unknown":
    case "claims-required":
    case "signed-out":
      return new ConnectorError("unauthorized", "microsoft", reason, facts);
  }
}
