import { z } from "zod";
import type { Clock } from "../lib/clock.ts";
import { SealError, type Sealer } from "../lib/sealer.ts";
import { AuthError } from "./errors.ts";

/** Links by which administrators agree to what the application asks for, for everybody in their tenant. */
export interface ConsentLinks {
  /**
   * Whoever follows it need not be known here. Valid for a week, since it is sent by mail.
   * The page it returns to must call `verifyState` and then acquire a person's token of the tenant:
   * the `tenant` in its address proves nothing.
   */
  forAdministrator(tenantId: string): string;
  /** The tenant that one of our links was made for; `undefined` for a false or an old state. */
  verifyState(state: string): string | undefined;
}

const LINK_DAYS = 7;
const CONTEXT = ["consent-state"];
const stateSchema = z.strictObject({ tenantId: z.string(), expiresAtMs: z.number() });

export function createConsentLinks(deps: {
  readonly clientId: () => string;
  readonly authorityHost: string;
  readonly graphResource: string;
  /** Where the consent pages return to; registered as a single-page redirect. */
  readonly redirectUri: string;
  readonly sealer: Sealer;
  readonly clock: Clock;
}): ConsentLinks {
  const { clock, sealer } = deps;
  return {
    forAdministrator: (tenantId) => {
      const state = { tenantId, expiresAtMs: clock.now() + LINK_DAYS * 86_400_000 };
      const query = new URLSearchParams({
        client_id: deps.clientId(),
        scope: `${deps.graphResource}/.default`,
        redirect_uri: deps.redirectUri,
        state: sealer.seal(CONTEXT, JSON.stringify(state)),
      });
      return `${deps.authorityHost}/${tenantId}/v2.0/adminconsent?${query.toString()}`;
    },
    verifyState: (state) => {
      try {
        const { tenantId, expiresAtMs } = stateSchema.parse(
          JSON.parse(sealer.open(CONTEXT, state).text),
        );
        return expiresAtMs > clock.now() ? tenantId : undefined;
      } catch (error) {
        if (error instanceof SealError) return undefined;
        throw error;
      }
    },
  };
}

/** Somebody agreed, and to less than is needed. @param missing short names of scopes */
export function tokenLacks(missing: readonly string[]): AuthError {
  const names = missing.join(", ");
  return new AuthError("consent-required", "the token lacks scopes", {
    told: `Microsoft gives a token that lacks what is needed: ${names}.`,
  });
}
