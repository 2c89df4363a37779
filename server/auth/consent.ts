import { z } from "zod";
import type { Clock } from "../lib/clock.ts";
import { SealError, type Sealer } from "./sealer.ts";

/** Links by which people and administrators agree to what the application asks for. */
export interface ConsentLinks {
  /**
   * For an administrator: agrees for the whole tenant. Valid for a week, since it is sent by mail.
   * The page it returns to must call `verifyState` and then acquire a token for the tenant: the
   * `tenant` in its address proves nothing.
   */
  forAdministrator(tenantId: string): string;
  /** For a person, where the tenant lets people decide for themselves. */
  forPerson(tenantId: string, address: string): string;
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
  const link = (path: string, tenantId: string, extra: Record<string, string>): string => {
    const state = { tenantId, expiresAtMs: clock.now() + LINK_DAYS * 86_400_000 };
    const query = new URLSearchParams({
      client_id: deps.clientId(),
      scope: `${deps.graphResource}/.default`,
      redirect_uri: deps.redirectUri,
      state: sealer.seal(CONTEXT, JSON.stringify(state)),
      ...extra,
    });
    return `${deps.authorityHost}/${tenantId}/${path}?${query.toString()}`;
  };

  return {
    forAdministrator: (tenantId) => link("v2.0/adminconsent", tenantId, {}),
    forPerson: (tenantId, address) =>
      link("oauth2/v2.0/authorize", tenantId, {
        response_type: "code",
        response_mode: "fragment",
        prompt: "consent",
        login_hint: address,
      }),
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
