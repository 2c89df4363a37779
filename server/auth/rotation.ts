import { put, StoreError, type Scope, type Store } from "../store/store.ts";
import { keyOfSealed, SealError, type Sealer } from "../lib/sealer.ts";
import { contextOfSecret } from "./secrets.ts";
import type { GraphTokens } from "./tokens.ts";
import { graphTokenKey } from "./vault.ts";

/** How many secrets each key sealed. */
export interface SecretsTally {
  /** Id of the key that seals now. */
  readonly current: string;
  readonly byKey: ReadonlyMap<string, number>;
  /** Scopes whose files the store refuses: nobody can tell what is in them. */
  readonly refused: number;
}

/** From one key to the next, while the server goes on. */
export interface Rotation {
  tally(): Promise<SecretsTally>;
  /**
   * Seals anew what an older key of the ring sealed, and all contents of the store that lie under one
   * or are readable.
   * @returns how many secrets, in how many scopes all contents lie under the current key, and what
   * secrets there are afterwards
   */
  rotate(): Promise<{
    readonly resealed: number;
    readonly contents: number;
    readonly after: SecretsTally;
  }>;
}

const kinds = ["installation", "tenant", "connection", "mailbox"] as const;

export function createRotation(deps: {
  readonly store: Store;
  readonly sealer: Sealer;
  /** Of the ring, the current one first. */
  readonly keyIds: readonly string[];
  readonly tokens: Pick<GraphTokens, "reseal">;
}): Rotation {
  const { store, sealer, tokens } = deps;
  const [current = ""] = deps.keyIds;

  /** @returns how many scopes are refused */
  const each = async (act: (scope: Scope) => Promise<void>): Promise<number> => {
    let refused = 0;
    for (const kind of kinds) {
      for (const scope of await store.scopes(kind)) {
        try {
          await act(scope);
        } catch (error) {
          if (!(error instanceof StoreError) || error.code !== "refused") throw error;
          refused += 1;
        }
      }
    }
    return refused;
  };

  const tally = async (): Promise<SecretsTally> => {
    const byKey = new Map<string, number>();
    const refused = await each(async (scope) => {
      for (const { sealed } of (await store.list(scope, "secrets")).values()) {
        const id = keyOfSealed(sealed);
        byKey.set(id, (byKey.get(id) ?? 0) + 1);
      }
    });
    return { current, byKey, refused };
  };

  const reseal = async (scope: Scope, key: string, sealed: string): Promise<boolean> => {
    // A refresh token moves with every use: only its own part may touch it.
    if (scope.kind === "mailbox" && key === graphTokenKey) {
      return tokens.reseal({ tenantId: scope.tenantId, userId: scope.mailboxId });
    }
    try {
      const context = contextOfSecret(scope, key);
      const anew = sealer.seal(context, sealer.open(context, sealed).text);
      const now = await store.get(scope, "secrets", key);
      // Somebody entered another one meanwhile, with the current key.
      if (now?.sealed !== sealed) return false;
      await store.commit(scope, [put("secrets", key, { sealed: anew })]);
      return true;
    } catch (error) {
      // Its key is not in the ring, or it is damaged: it stays, and is counted.
      if (error instanceof SealError) return false;
      throw error;
    }
  };

  return {
    tally,
    async rotate() {
      let [resealed, contents] = [0, 0];
      await each(async (scope) => {
        for (const [key, { sealed }] of await store.list(scope, "secrets")) {
          if (keyOfSealed(sealed) !== current && (await reseal(scope, key, sealed))) resealed += 1;
        }
        await store.reseal(scope);
        contents += 1;
      });
      return { resealed, contents, after: await tally() };
    },
  };
}
