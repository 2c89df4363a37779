import type { Scope } from "../store/store.ts";

/**
 * What a stored secret is bound to (`Sealer`): whose it is and what for. It follows from where it is
 * stored, so that every secret can be sealed anew by whoever holds the keys, without its owner.
 */
export function contextOfSecret(scope: Scope, key: string): readonly string[] {
  switch (scope.kind) {
    case "mailbox":
      return [key, scope.tenantId, scope.mailboxId];
    case "tenant":
      return [key, scope.kind, scope.tenantId];
    case "connection":
      return [key, scope.kind, scope.connectionId];
    case "installation":
      return [key, scope.kind];
  }
}
