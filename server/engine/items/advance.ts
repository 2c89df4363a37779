import type { Actor, Item } from "../../connectors/port/item.ts";
import type { Privacy } from "../../resources/appointment/mask.ts";
import type { AdvanceDocument, MailboxDocument } from "../../store/documents/mailbox.ts";
import { put, type Change, type Store } from "../../store/store.ts";
import { companionOf, recordsOf, refuseUnready, type Choice } from "./choice.ts";
import { ItemError, whyUnsupported } from "./item-error.ts";
import {
  isFurther,
  mailboxKey,
  mailboxScope,
  openMailbox,
  scopeOf,
  type EngineDeps,
  type MailboxScope,
} from "../mailboxes/mailbox.ts";

/**
 * Choices for appointments that Outlook has not saved yet: such an appointment has no id, so it
 * carries a random key of the pane's in its custom properties, and the choice waits here under that
 * key. Runs take it up when the appointment appears (`take-up-advances.ts`).
 */
export interface Advances {
  /** `null`: none waits under this key (never made, withdrawn, taken up, or too old). */
  get(scope: MailboxScope, key: string): Promise<Choice | null>;
  /** Makes or replaces it. @throws ItemError `setup-required` | `erp-user-unknown` */
  put(scope: MailboxScope, key: string, choice: Choice): Promise<void>;
  withdraw(scope: MailboxScope, key: string): Promise<void>;
}

/** An appointment that was never saved leaves its choice behind: so long it waits. */
const waitsMs = 30 * 24 * 60 * 60 * 1000;
/** More forms than a person has open; beyond it the oldest goes, so that nobody fills the store. */
const waitingMax = 100;

export function createAdvances(deps: EngineDeps): Advances {
  return {
    async get(scope, key) {
      const advance = await deps.store.get(scope, "advance", key);
      if (advance === undefined || isExpired(advance, deps.clock.now())) return null;
      const { companion } = advance;
      const type = companion["type"];
      return {
        records: recordsOf(companion),
        activityTypeId: typeof type === "string" ? type : null,
      };
    },

    async put(scope, key, choice) {
      const mailbox = await openMailbox(deps, scope);
      if (mailbox === undefined) {
        throw new ItemError("setup-required", "Finish Setup before items can be linked.");
      }
      refuseUnready(mailbox);
      const waiting = await deps.store.list(scope, "advance");
      const madeAt = waiting.get(key)?.madeAt ?? new Date(deps.clock.now()).toISOString();
      const others = [...waiting.keys()].filter((other) => other !== key);
      const tooMany = others.slice(0, Math.max(0, others.length + 1 - waitingMax));
      await deps.store.commit(scope, [
        put("advance", key, { companion: companionOf(choice), madeAt }),
        ...tooMany.map(removal),
      ]);
    },

    async withdraw(scope, key) {
      await deps.store.commit(scope, [removal(key)]);
    },
  };
}

/** The choice that waits for this item, which is read with its key and has no link. */
export async function advanceOf(
  deps: EngineDeps,
  mailbox: MailboxDocument,
  item: Item,
  { actor, privacy }: { readonly actor: Actor; readonly privacy: Privacy },
): Promise<AdvanceDocument | undefined> {
  const { advanceKey } = item.details;
  if (advanceKey === undefined || whyUnsupported(item, actor, privacy) !== null) return undefined;
  const home = await homeOf(deps.store, mailbox);
  for (const scope of [scopeOf(mailbox), ...(home === null ? [] : [home])]) {
    const advance = await deps.store.get(scope, "advance", advanceKey);
    if (advance !== undefined && !isExpired(advance, deps.clock.now())) return advance;
  }
  return undefined;
}

/**
 * Where choices for a further mailbox can wait as well: in its person's own. Outlook on the web tells
 * whose an appointment is only once it was saved, so the pane has to take it for his own before.
 * @returns `null`: there is no such place; a person's own mailbox can be in somebody else's hands
 */
export async function homeOf(store: Store, mailbox: MailboxDocument): Promise<MailboxScope | null> {
  if (!isFurther(mailbox)) return null;
  const home = mailboxScope(mailbox.tenantId, mailbox.userId);
  const own = await store.get(home, "mailbox", mailboxKey);
  return own?.userId === mailbox.userId ? home : null;
}

export function isExpired({ madeAt }: AdvanceDocument, nowMs: number): boolean {
  return Date.parse(madeAt) + waitsMs < nowMs;
}

export function removal(key: string): Change {
  return { kind: "remove", collection: "advance", key };
}
