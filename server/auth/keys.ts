import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { Clock } from "../lib/clock.ts";
import { AuthError } from "./errors.ts";

/** The public keys a tenant's tokens are signed with, fetched from the sign-in service and kept. */
export type TenantKeys = (tenantId: string) => JWTVerifyGetKey;

/** Entra rolls its keys every few weeks and announces new ones days ahead. */
const KEPT_MS = 24 * 3_600_000;
/** An unknown key id asks again at most this often: else forged ids would flood the sign-in service. */
const PAUSE_MS = 60_000;
const TIMEOUT_MS = 5_000;

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

  const fetchOnce = (tenantId: string): Promise<KeySet> => {
    const loading = underWay.get(tenantId) ?? load(tenantId);
    underWay.set(tenantId, loading);
    return loading;
  };

  return (tenantId) => async (header, token) => {
    const known = kept.get(tenantId);
    const ageMs = known === undefined ? Infinity : clock.now() - known.fetchedAtMs;
    const keys = known === undefined || ageMs >= KEPT_MS ? await fetchOnce(tenantId) : known;
    try {
      return await keys.find(header, token);
    } catch (error) {
      const mayBeNew = error instanceof errors.JWKSNoMatchingKey;
      if (!mayBeNew || clock.now() - keys.fetchedAtMs < PAUSE_MS) throw error;
      return (await fetchOnce(tenantId)).find(header, token);
    }
  };
}
