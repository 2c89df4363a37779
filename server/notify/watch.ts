import { waitsForPerson } from "../sync/asked.ts";
import { followed } from "../store/followed.ts";
import type { MailboxDocument } from "../store/documents/mailbox.ts";
import type { Change, Collection, Scope, Store } from "../store/store.ts";
import { scopeKey } from "../store/store.ts";
import type { MailboxFacts } from "./causes.ts";

type MailboxScope = Extract<Scope, { kind: "mailbox" }>;

export interface Watch {
  /** The store, to be used in place of the one that is watched. */
  readonly store: Store;
  /** The mailboxes that were written to since the last call. */
  takeTouched(): readonly MailboxScope[];
}

/** What the facts of a mailbox are read from. */
const telling: ReadonlySet<Collection> = new Set(["state", "mailbox", "subscriptions"]);

/**
 * A store that remembers which mailboxes moved: ten thousand cannot be read every minute to find the
 * three that are in trouble.
 */
export function watchMailboxes(inner: Store): Watch {
  const touched = new Map<string, MailboxScope>();
  const tells = (change: Change): boolean =>
    change.kind !== "append" && telling.has(change.collection);
  return {
    store: followed(inner, (scope, written) => {
      if (typeof written === "string" || written.some(tells)) touched.set(scopeKey(scope), scope);
    }),
    takeTouched() {
      const all = [...touched.values()];
      touched.clear();
      return all;
    },
  };
}

/** What of a mailbox may be worth a mail; `off`: nothing, it is not synchronized; `gone`: it was erased. */
export async function readFacts(
  store: Store,
  scope: MailboxScope,
): Promise<MailboxFacts | "off" | "gone"> {
  const mailbox = await store.get(scope, "mailbox", "mailbox");
  if (mailbox === undefined) return "gone";
  const state = await store.get(scope, "state", "state");
  if (!mailbox.jobs.calendar.enabled || state === undefined) return "off";
  const subscription = await store.get(scope, "subscriptions", "appointment");
  const person = await personOf(store, scope, mailbox);
  const { mailboxId, userId, name, companyId, connectionId } = mailbox;
  const { health, since, brake } = state;
  return {
    mailbox: { mailboxId, userId, name, companyId, connectionId },
    person,
    ...{ health, since },
    brake: brake === null ? null : { deletions: brake.deletions, at: brake.at },
    unannouncedSince: subscription?.problem?.since ?? subscription?.lacks?.since ?? null,
    // Thousands of links are read for those alone who want to hear of them.
    decisions: person === null ? [] : await decisionsOf(store, scope),
  };
}

/** Who synchronizes it, where he said in the Setup of his own mailbox that he wants mails. */
async function personOf(
  store: Store,
  { tenantId }: MailboxScope,
  mailbox: MailboxDocument,
): Promise<MailboxFacts["person"]> {
  const { userId } = mailbox;
  const own =
    mailbox.mailboxId === userId
      ? mailbox
      : await store.get({ kind: "mailbox", tenantId, mailboxId: userId }, "mailbox", "mailbox");
  if (own?.mails !== true || own.userId !== userId) return null;
  const { name, address, language } = own;
  return { name, address, ...(language === undefined ? {} : { language }) };
}

async function decisionsOf(store: Store, scope: MailboxScope): Promise<readonly string[]> {
  const links = await store.list(scope, "links");
  return [...links.values()].filter(waitsForPerson).map(({ id }) => id);
}
