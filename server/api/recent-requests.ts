import type { Clock } from "../lib/clock.ts";

/** A request that was not answered as it was meant to be. */
export interface FailedRequest {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly method: string;
  /** Without its query, which may hold what is secret. */
  readonly path: string;
  readonly status: number;
  /** Of the problem that was answered. */
  readonly code: string;
  /** Who asked; `null`: he did not prove it. */
  readonly by: {
    readonly tenantId: string;
    readonly userId: string;
    readonly name: string;
  } | null;
}

/** The requests that failed last, for whoever is quoted the id of one. */
export interface RecentRequests {
  note(request: Omit<FailedRequest, "at">): void;
  find(id: string): FailedRequest | null;
  /** Those of somebody who is erased. */
  forget(person: { readonly tenantId: string; readonly userId: string }): void;
}

/** So many are kept; one takes some 500 bytes at most. */
const most = { proved: 10_000, unproved: 2_000 };
/** Characters of a path: ours are shorter, and anybody may ask for a longer one. */
const pathMax = 200;

/**
 * In memory: the server's log has them for longer. Those of people are kept apart from those of
 * nobody, which anybody can make as many of as he likes.
 */
export function createRecentRequests(clock: Clock): RecentRequests {
  const proved = new Map<string, FailedRequest>();
  const unproved = new Map<string, FailedRequest>();
  const keep = (kept: Map<string, FailedRequest>, request: FailedRequest, atMost: number): void => {
    kept.set(request.id, request);
    const [oldest] = kept.keys();
    if (kept.size > atMost && oldest !== undefined) kept.delete(oldest);
  };
  return {
    note(failed) {
      // Whoever asks too often would push everybody else's out.
      if (failed.code === "too-many-requests") return;
      const path = failed.path.slice(0, pathMax);
      const request = { ...failed, path, at: new Date(clock.now()).toISOString() };
      if (request.by === null) keep(unproved, request, most.unproved);
      else keep(proved, request, most.proved);
    },
    forget({ tenantId, userId }) {
      for (const [id, { by }] of proved) {
        if (by?.tenantId === tenantId && by.userId === userId) proved.delete(id);
      }
    },
    find: (id) => proved.get(id) ?? unproved.get(id) ?? null,
  };
}
