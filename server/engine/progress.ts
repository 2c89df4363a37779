import { scopeKey, type Scope } from "../store/store.ts";

/** Something moved in a mailbox; carries no content, listeners fetch what they show. */
export type ProgressEvent =
  | { readonly kind: "run"; readonly running: boolean }
  | { readonly kind: "item"; readonly itemId: string }
  | { readonly kind: "status" };

export interface Progress {
  publish(scope: Scope, event: ProgressEvent): void;
  /** @returns the function that ends the subscription. */
  subscribe(scope: Scope, listener: (event: ProgressEvent) => void): () => void;
}

export function createProgress(): Progress {
  const listeners = new Map<string, Set<(event: ProgressEvent) => void>>();
  return {
    publish(scope, event) {
      for (const listener of listeners.get(scopeKey(scope)) ?? []) listener(event);
    },
    subscribe(scope, listener) {
      const key = scopeKey(scope);
      const all = listeners.get(key) ?? new Set();
      listeners.set(key, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(key);
      };
    },
  };
}
