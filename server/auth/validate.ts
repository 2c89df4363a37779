import { decodeJwt, errors, jwtVerify, type JWTPayload } from "jose";
import type { Clock } from "../lib/clock.ts";
import { AuthError } from "./errors.ts";
import { createTenantKeys } from "./keys.ts";

/** Who makes a request, as his token proves it: `tenantId` and `userId` identify, nothing else does. */
export interface Principal {
  /** Entra's `tid`. */
  readonly tenantId: string;
  /** Entra's `oid`. */
  readonly userId: string;
  /** For display only: people and administrators can change both. */
  readonly name: string;
  readonly address: string;
  /** App roles that his tenant's administrators gave him in Entra. */
  readonly roles: readonly string[];
}

/** @throws AuthError `unauthorized` | `tenant-unknown` | `unavailable` */
export type ValidateToken = (authorization: string | undefined) => Promise<Principal>;

export interface TokenValidatorDeps {
  /** `null`: no application is registered yet, and no token can be for it. */
  readonly clientId: () => string | null;
  /** Origin of the sign-in service. */
  readonly authorityHost: string;
  /** Whether a tenant's people may come in. @param tenantId in lower case */
  readonly isTenant: (tenantId: string) => boolean;
  /** While nobody was let in, whether people of this tenant may say who they are. Absent: no. */
  readonly mayBeFirst?: (tenantId: string) => boolean;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const bearer = /^Bearer ([\w-]{1,8000}\.[\w-]{1,8000}\.[\w-]{1,2000})$/i;
const SCOPE = "access_as_user";
/** Clocks differ a little; Microsoft's own libraries allow five minutes, we need less. */
const TOLERANCE_SECONDS = 60;

/**
 * Checks the add-in's access tokens (v2, for our own scope). The rules are those of "Microsoft identity
 * platform access tokens: validate tokens" and of OWASP ASVS 9.1, 9.2 and 10.3; each is a row of
 * `test/auth/validate.test.ts`.
 */
export function createTokenValidator(deps: TokenValidatorDeps): ValidateToken {
  const { authorityHost, clock } = deps;
  const keysOf = createTenantKeys(deps);

  return async (authorization) => {
    const token = bearer.exec(authorization ?? "")?.[1];
    if (token === undefined) throw new AuthError("unauthorized", "no bearer token");
    const clientId = deps.clientId();
    if (clientId === null) throw new AuthError("unauthorized", "no application is registered yet");
    const tenantId = claimedTenant(token);
    // Before any key is fetched: a stranger's token causes no traffic.
    const isStranger = !deps.isTenant(tenantId);
    if (isStranger && deps.mayBeFirst?.(tenantId) !== true)
      throw new AuthError("tenant-unknown", "tenant not on the list");
    try {
      const { payload } = await jwtVerify(token, keysOf(tenantId, isStranger), {
        algorithms: ["RS256"],
        audience: [clientId, `api://${clientId}`],
        issuer: `${authorityHost}/${tenantId}/v2.0`,
        currentDate: new Date(clock.now()),
        clockTolerance: TOLERANCE_SECONDS,
        requiredClaims: ["exp", "nbf", "iat"],
      });
      return principalOf(payload, tenantId, clientId);
    } catch (cause) {
      if (cause instanceof AuthError) throw cause;
      const reason = cause instanceof errors.JOSEError ? cause.code : "token cannot be read";
      throw new AuthError("unauthorized", reason, { cause });
    }
  };
}

/** The tenant that a token names, before anything about it is believed. */
function claimedTenant(token: string): string {
  try {
    const { tid } = decodeJwt(token);
    if (typeof tid === "string" && guid.test(tid)) return tid;
  } catch {
    // Answered below: an unreadable token and one without tenant are the same to us.
  }
  throw new AuthError("unauthorized", "no tenant in the token");
}

function principalOf(claims: JWTPayload, tenantId: string, clientId: string): Principal {
  const refuse = (reason: string): never => {
    throw new AuthError("unauthorized", reason);
  };
  const { oid, scp, azp, ver, idtyp, name, roles, preferred_username: address } = claims;
  if (ver !== "2.0") return refuse("not a v2 token");
  if (azp !== clientId) return refuse("issued to another application");
  if (idtyp === "app") return refuse("an application's token");
  if (typeof scp !== "string" || !scp.split(" ").includes(SCOPE)) return refuse("scope missing");
  if (typeof oid !== "string" || !guid.test(oid)) return refuse("no user in the token");
  return {
    tenantId,
    userId: oid,
    name: typeof name === "string" ? name : "",
    address: typeof address === "string" ? address : "",
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [],
  };
}
