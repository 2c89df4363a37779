import type { Change, Scope, Store } from "./store.ts";

type MailboxScope = Extract<Scope, { readonly kind: "mailbox" }>;

/** What befell a mailbox: these changes; or all of it is another now, or gone. */
export type Written = readonly Change[] | "restored" | "erased";

/**
 * The store, which tells what is written of mailboxes once it is durable: for whoever keeps something of
 * ten thousand of them in memory. What is awaited in `tell` is awaited by whoever writes.
 */
export function followed(
  inner: Store,
  tell: (scope: MailboxScope, written: Written) => Promise<void> | void,
): Store {
  const told = async (scope: Scope, written: Written): Promise<void> => {
    if (scope.kind === "mailbox") await tell(scope, written);
  };
  return {
    ...inner,
    async commit(scope, changes, epoch) {
      await inner.commit(scope, changes, epoch);
      await told(scope, changes);
    },
    async erase(scope) {
      await inner.erase(scope);
      await told(scope, "erased");
    },
    async restore(scope, changes) {
      await inner.restore(scope, changes);
      await told(scope, "restored");
    },
  };
}
