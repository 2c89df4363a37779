import { z } from "zod";
import type { Log } from "../lib/log.ts";
import { put, type Change, type Scope, type Store } from "../store/store.ts";
import { contextOfSecret } from "./secrets.ts";
import { SealError, type Sealer } from "../lib/sealer.ts";

/** A person as Entra identifies him. */
export interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}

const keptSchema = z.strictObject({
  /** MSAL's serialized cache of this person alone: account, refresh token. */
  cache: z.string(),
  /** The access token, and until when it is good by our clock. */
  token: z.string(),
  expiresAtMs: z.number(),
  scopes: z.array(z.string()).readonly(),
});

/** What is kept for a person. */
export type Kept = Readonly<z.infer<typeof keptSchema>>;

export interface Opened {
  readonly kept: Kept;
  /** As stored: tells whether somebody else has stored something since. */
  readonly sealed: string;
}

/** One person's tokens, sealed, in the `secrets` of his mailbox. */
export interface Vault {
  /** `undefined` where nothing (readable) is kept. */
  open(user: UserKey): Promise<Opened | undefined>;
  /**
   * Stores `kept` unless something other than `before` is stored by now: whoever came in between began
   * with the same refresh token and has a newer one, which must not be overwritten by ours.
   */
  save(user: UserKey, kept: Kept, before: Opened | undefined): Promise<void>;
  /** Seals it with the current key. @returns whether it was sealed with another one before */
  reseal(user: UserKey): Promise<boolean>;
  /** Removes what is kept; with `before`, only where that is still it. */
  remove(user: UserKey, before?: Opened): Promise<void>;
}

/** Where a mailbox keeps the tokens for Graph among its secrets. */
export const graphTokenKey = "graph-token";

export function createVault(deps: {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly log: Log;
}): Vault {
  const { store, sealer, log } = deps;
  const read = async (user: UserKey): Promise<string | undefined> =>
    (await store.get(scopeOf(user), "secrets", graphTokenKey))?.sealed;
  const write = (user: UserKey, change: Change): Promise<void> =>
    store.commit(scopeOf(user), [change]);
  const sealedPut = (user: UserKey, text: string): Change =>
    put("secrets", graphTokenKey, { sealed: sealer.seal(contextOf(user), text) });

  const vault: Vault = {
    open: async (user) => {
      const sealed = await read(user);
      if (sealed === undefined) return undefined;
      try {
        const { text, stale } = sealer.open(contextOf(user), sealed);
        const kept = keptSchema.parse(JSON.parse(text));
        if (!stale) return { kept, sealed };
        // The key was changed: what is still in use moves to the new one, so the old one can go.
        await write(user, sealedPut(user, text));
        return { kept, sealed: (await read(user)) ?? sealed };
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        // The person can repair it by opening the pane; until then he counts as signed out.
        log.error(
          { ...user, code: error.code, reason: error.message },
          "kept tokens are unreadable",
        );
        return undefined;
      }
    },
    reseal: async (user) => {
      const before = await read(user);
      await vault.open(user);
      return before !== (await read(user));
    },
    save: async (user, kept, before) => {
      const now = await read(user);
      if (before !== undefined && now !== before.sealed) return;
      await write(user, sealedPut(user, JSON.stringify(kept)));
    },
    remove: async (user, before) => {
      const now = await read(user);
      if (now === undefined || (before !== undefined && now !== before.sealed)) return;
      await write(user, { kind: "remove", collection: "secrets", key: graphTokenKey });
    },
  };
  return vault;
}

function scopeOf({ tenantId, userId }: UserKey): Scope {
  return { kind: "mailbox", tenantId, mailboxId: userId };
}

function contextOf(user: UserKey): readonly string[] {
  return contextOfSecret(scopeOf(user), graphTokenKey);
}
