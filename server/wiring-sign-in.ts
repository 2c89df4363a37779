import { AuthError } from "./auth/errors.ts";
import type { GraphTokens } from "./auth/tokens.ts";
import { ConnectorError, type Actor } from "./connectors/connector.ts";

/** Said where a mailbox of others meets a tenant of which the application acts by itself. */
export const noRightsTold =
  "Your organization lets the service act by itself, so that nobody's own rights to a mailbox can be told. Mailboxes of others are not synchronized then.";

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
  const { claims, retryAfterMs, sentences } = error.facts;
  const reason = sentences?.en ?? error.message;
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
