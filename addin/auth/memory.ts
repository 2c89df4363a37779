import type { AccountMemory } from "./tokens.ts";

const key = (mailbox: string): string => `sync-to-erp.account.${mailbox.toLowerCase()}`;

/**
 * Remembers accounts in the browser's storage; holds ids only, never tokens. A browser that forbids
 * storage costs one more sign-in, no error.
 */
export function storedMemory(storage: () => Storage): AccountMemory {
  return {
    get: (mailbox) => {
      try {
        return storage().getItem(key(mailbox));
      } catch {
        return null;
      }
    },
    set: (mailbox, accountId) => {
      try {
        if (accountId === null) storage().removeItem(key(mailbox));
        else storage().setItem(key(mailbox), accountId);
      } catch {
        // Storage is full or forbidden.
      }
    },
  };
}
