import type { Clock } from "../lib/clock.ts";
import type { PromiseDocument } from "../store/documents/administration.ts";
import { put, type Store } from "../store/store.ts";
import type { Realm } from "./authority.ts";

/** Whose a role will be: whoever signs in by this address in this tenant, and in no other. */
export interface Promised {
  readonly tenantId: string;
  readonly address: string;
}

export interface PromisedRole extends Promised, PromiseDocument {}

/** Roles for people who have not come yet. */
export interface Promises {
  list(realm: Realm): Promise<readonly PromisedRole[]>;
  /** `undefined`: there is none, or it is too old. */
  find(whom: Promised): Promise<PromiseDocument | undefined>;
  keep(whom: Promised, role: Omit<PromiseDocument, "at" | "until">): Promise<void>;
  forget(whom: Promised): Promise<void>;
}

/** An address may be given to somebody else: who does not come by then is named once more. */
const livesMs = 30 * 24 * 60 * 60_000;

export function createPromises({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): Promises {
  const scopeOf = (tenantId: string) => ({ kind: "tenant", tenantId }) as const;
  const keyOf = ({ address }: Promised): string => address.toLowerCase();
  const isGood = ({ until }: PromiseDocument): boolean => clock.now() < Date.parse(until);
  return {
    async list({ tenantId }) {
      const tenantIds =
        tenantId === null
          ? (await store.scopes("tenant")).flatMap((one) =>
              one.kind === "tenant" ? [one.tenantId] : [],
            )
          : [tenantId];
      const all = tenantIds.map(async (id) =>
        [...(await store.list(scopeOf(id), "promises"))].map(([address, one]): PromisedRole => ({
          tenantId: id,
          address,
          ...one,
        })),
      );
      return (await Promise.all(all)).flat().filter(isGood);
    },
    async find(whom) {
      if (whom.address === "") return undefined;
      const found = await store.get(scopeOf(whom.tenantId), "promises", keyOf(whom));
      return found !== undefined && isGood(found) ? found : undefined;
    },
    async keep(whom, role) {
      const nowMs = clock.now();
      const [at, until] = [nowMs, nowMs + livesMs].map((ms) => new Date(ms).toISOString());
      const document = { ...role, at: at ?? "", until: until ?? "" };
      await store.commit(scopeOf(whom.tenantId), [put("promises", keyOf(whom), document)]);
    },
    async forget(whom) {
      const key = keyOf(whom);
      if ((await store.get(scopeOf(whom.tenantId), "promises", key)) === undefined) return;
      await store.commit(scopeOf(whom.tenantId), [{ kind: "remove", collection: "promises", key }]);
    },
  };
}
