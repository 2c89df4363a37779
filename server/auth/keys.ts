import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { Clock } from "../lib/clock.ts";
import { AuthError } from "./errors.ts";

/**
 * The public keys a tenant's tokens are signed with, fetched from the sign-in service and kept.
 * @param isStranger nobody let it in: its keys are fetched seldom and kept for few
 */
export type TenantKeys = (tenantId: string, isStranger: boolean) => JWTVerifyGetKey;

/** Entra rolls its keys every few weeks and announces new ones days ahead. */
const KEPT_MS = 24 * 3_600_000;
/** An unknown key id asks again at most this often: else forged ids would flood the sign-in service. */
const PAUSE_MS = 60_000;
const TIMEOUT_MS = 5_000;
/**
 * Of an empty installation anybody may be the first, so whoever makes up tenants could have us ask the
 * sign-in service without end, and fill the memory with what it answers. While somebody does, the
 * first administrator may have to try again, or the operator names the tenant.
 */
const STRANGERS_A_MINUTE = 10;
const STRANGERS_KEPT = 20;

interface KeySet {
  readonly find: ReturnType<typeof createLocalJWKSet>;
  readonly fetchedAtMs: number;
}

/**
 * Keys by tenant, from `{authorityHost}/{tenant}/discovery/v2.0/keys` and nowhere else: what a token
 * says of its keys (`jku`, `jwk`, `x5u`) is never looked at.
 *
 * The returned functions throw `AuthError` `unavailable` where nothing valid is kept and the service
 * does not answer, and jose's `JWKSNoMatchingKey` where no key fits.
 */
export function createTenantKeys(deps: {
  readonly authorityHost: string;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}): TenantKeys {
  const { authorityHost, clock } = deps;
  const kept = new Map<string, KeySet>();
  const underWay = new Map<string, Promise<KeySet>>();
  /** When keys of strangers were asked for in the last minute, and whose are kept, the oldest first. */
  let askedAtMs: readonly number[] = [];
  const strangers = new Set<string>();

  /** @throws AuthError `unavailable` where too many were asked for just now */
  const admit = (tenantId: string): void => {
    const nowMs = clock.now();
    askedAtMs = askedAtMs.filter((atMs) => nowMs - atMs < 60_000);
    if (askedAtMs.length >= STRANGERS_A_MINUTE) {
      throw new AuthError("unavailable", "too many organizations that nobody let in", {
        retryAfterMs: 60_000,
      });
    }
    askedAtMs = [...askedAtMs, nowMs];
    strangers.add(tenantId);
    const [oldest] = strangers;
    if (strangers.size <= STRANGERS_KEPT || oldest === undefined) return;
    strangers.delete(oldest);
    kept.delete(oldest);
  };

  const load = async (tenantId: string): Promise<KeySet> => {
    const url = `${authorityHost}/${tenantId}/discovery/v2.0/keys`;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await deps.fetch(url, { signal, redirect: "error" });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      // createLocalJWKSet checks the shape.
      const find = createLocalJWKSet((await response.json()) as JSONWebKeySet);
      const keys = { find, fetchedAtMs: clock.now() };
      kept.set(tenantId, keys);
      return keys;
    } catch (cause) {
      throw new AuthError("unavailable", "The sign-in service's keys cannot be read.", { cause });
    } finally {
      underWay.delete(tenantId);
    }
  };

  const fetchOnce = (tenantId: string, isStranger: boolean): Promise<KeySet> => {
    const before = underWay.get(tenantId);
    if (before !== undefined) return before;
    if (isStranger) admit(tenantId);
    // Let in since: what is kept of it is nobody's to put away.
    else strangers.delete(tenantId);
    const loading = load(tenantId);
    underWay.set(tenantId, loading);
    return loading;
  };

  return (tenantId, isStranger) => async (header, token) => {
    const known = kept.get(tenantId);
    const ageMs = known === undefined ? Infinity : clock.now() - known.fetchedAtMs;
    const keys =
      known === undefined || ageMs >= KEPT_MS ? await fetchOnce(tenantId, isStranger) : known;
    try {
      return await keys.find(header, token);
    } catch (error) {
      const mayBeNew = error instanceof errors.JWKSNoMatchingKey;
      if (!mayBeNew || clock.now() - keys.fetchedAtMs < PAUSE_MS) throw error;
      return (await fetchOnce(tenantId, isStranger)).find(header, token);
    }
  };
}
