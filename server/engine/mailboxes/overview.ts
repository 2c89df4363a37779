import type { Clock } from "../../lib/clock.ts";
import type {
  IdentityDocument,
  MailboxDocument,
  StateDocument,
  SubscriptionDocument,
  Waiting,
} from "../../store/documents/mailbox.ts";
import { followed } from "../../store/followed.ts";
import { put, scopeKey, StoreError, type Change, type Store } from "../../store/store.ts";
import type { Link } from "../../sync/model.ts";
import { mailboxKey, stateKey, type MailboxScope } from "./mailbox.ts";
import { ofInbox, ofLink, ofParked, type Message } from "../queue/messages.ts";

/** What is known of a mailbox without opening it. */
export interface Sight {
  readonly scope: MailboxScope;
  /** `null`: its person signed in and did not finish Setup. */
  readonly mailbox: MailboxDocument | null;
  /** Who is known by name without Setup, as whoever asked for it in vain; `null`: nobody is. */
  readonly unknown: Extract<IdentityDocument, { kind: "person" }> | null;
  readonly state: StateDocument | null;
  /** How changes in Outlook are announced; `null`: they are not. */
  readonly push: Pick<SubscriptionDocument, "expiresAt" | "problem" | "lacks"> | null;
  /** What is not done yet, by `collection/key`. */
  readonly messages: ReadonlyMap<string, Message>;
  /** When the newest line of its log was written, ISO 8601 UTC; `null`: it has none. */
  readonly newestLineAt: string | null;
  /** Why the store refuses its files; `null`: it does not. */
  readonly refused: string | null;
}

/** What its person is called and his address; both empty where only ids are known. */
export function whoseIs({ mailbox, unknown }: Pick<Sight, "mailbox" | "unknown">): {
  readonly name: string;
  readonly address: string;
} {
  const { name = "", address = "" } = mailbox ?? unknown ?? {};
  return { name, address };
}

/** All mailboxes at a glance. */
export interface Overview {
  /** Read from the store the first time it is asked for, and kept up to date since. */
  sights(): Promise<readonly Sight[]>;
  sight(scope: MailboxScope): Promise<Sight | undefined>;
}

interface Kept extends Sight {
  mailbox: MailboxDocument | null;
  unknown: Sight["unknown"];
  state: StateDocument | null;
  push: Sight["push"];
  newestLineAt: string | null;
  messages: Map<string, Message>;
  /** Keys of what is set aside, given up or not: its link waits for nothing else. */
  readonly parked: Set<string>;
}

/** The subscription to the events of a mailbox. */
const pushKey = "appointment";
/** So many are read at once: each has files of its own. */
const atOnce = 32;

/**
 * The store with a summary of each mailbox in memory, kept up to date by what is written through it:
 * lists of ten thousand people are served from it, and no mailbox is opened for them. It holds nothing
 * that could not be read again. For one process, as the directory (`directory.ts`).
 */
export function withOverview(
  inner: Store,
  clock: Clock,
): { readonly store: Store; readonly overview: Overview } {
  const kept = new Map<string, Kept>();
  /** Commits by scope while the store is read for the first time: what was read meanwhile is older. */
  const moved = new Map<string, number>();
  let ready: Promise<void> | null = null;
  let isFilled = false;
  const now = (): string => new Date(clock.now()).toISOString();

  const look = async (scope: MailboxScope): Promise<void> => {
    const key = scopeKey(scope);
    for (;;) {
      const before = moved.get(key);
      const sight = await read(inner, scope);
      if (moved.get(key) !== before) continue;
      if (sight === null) kept.delete(key);
      else kept.set(key, sight);
      return;
    }
  };

  const fill = async (): Promise<void> => {
    const scopes = (await inner.scopes("mailbox")) as readonly MailboxScope[];
    for (let start = 0; start < scopes.length; start += atOnce) {
      await Promise.all(scopes.slice(start, start + atOnce).map(look));
    }
    isFilled = true;
    // Set up while the others were read.
    for (const scope of (await inner.scopes("mailbox")) as readonly MailboxScope[]) {
      if (!kept.has(scopeKey(scope))) await look(scope);
    }
    moved.clear();
  };

  const follow = (scope: MailboxScope, changes: readonly Change[]): void => {
    const key = scopeKey(scope);
    if (!isFilled) moved.set(key, (moved.get(key) ?? 0) + 1);
    const sight = kept.get(key) ?? empty(scope);
    // A link may be set aside and written in one commit, in any order.
    for (const change of changes.filter(isOfQuarantine)) take(sight, change);
    for (const change of changes) if (!isOfQuarantine(change)) take(sight, change);
    if (isFilled || kept.has(key)) kept.set(key, sight);
  };

  const forget = (scope: MailboxScope): void => {
    const key = scopeKey(scope);
    moved.set(key, (moved.get(key) ?? 0) + 1);
    kept.delete(key);
  };

  /**
   * The same changes, with since when each of them waits that does: it is stored with them, and so told
   * after a restart as well. What a run brings along of that is older than what is stored.
   */
  const dated = async (scope: MailboxScope, changes: readonly Change[]): Promise<Change[]> => {
    const at = now();
    const all: Change[] = [];
    for (const change of changes) {
      if (change.kind !== "put") all.push(change);
      else if (change.collection === "inbox") {
        all.push(put("inbox", change.key, { waitsSince: at, ...change.document }));
      } else if (change.collection === "links") {
        const { waitsSince: _old, ...link } = change.document;
        if (waits(link)) {
          const before = await inner.get(scope, "links", change.key);
          const since = before !== undefined && waits(before) ? before.waitsSince : undefined;
          all.push(put("links", change.key, { ...link, waitsSince: since ?? at }));
        } else all.push(put("links", change.key, link));
      } else all.push(change);
    }
    return all;
  };

  const told = followed(inner, async (scope, written) => {
    if (typeof written !== "string") {
      if (ready !== null && written.length > 0) follow(scope, written);
      return;
    }
    if (written === "erased") forget(scope);
    else if (ready !== null) {
      forget(scope);
      await look(scope);
    }
  });
  const store: Store = {
    ...told,
    async commit(scope, changes, epoch) {
      const all = scope.kind === "mailbox" ? await dated(scope, changes) : changes;
      await told.commit(scope, all, epoch);
    },
  };

  const filled = async (): Promise<void> => {
    ready ??= fill();
    try {
      await ready;
    } catch (error) {
      ready = null;
      throw error;
    }
  };

  return {
    store,
    overview: {
      async sights() {
        await filled();
        return [...kept.values()];
      },
      async sight(scope) {
        await filled();
        return kept.get(scopeKey(scope));
      },
    },
  };
}

function empty(scope: MailboxScope): Kept {
  const parked = new Set<string>();
  return {
    scope,
    mailbox: null,
    unknown: null,
    state: null,
    push: null,
    messages: new Map(),
    parked,
    newestLineAt: null,
    refused: null,
  };
}

/** @returns `null` where nothing is kept of it */
async function read(store: Store, scope: MailboxScope): Promise<Kept | null> {
  const sight = empty(scope);
  try {
    sight.mailbox = (await store.get(scope, "mailbox", mailboxKey)) ?? null;
    sight.unknown = asUnknown(await store.get(scope, "identity", "person"));
    sight.state = (await store.get(scope, "state", stateKey)) ?? null;
    sight.push = (await store.get(scope, "subscriptions", pushKey)) ?? null;
    sight.newestLineAt = (await store.history(scope, { limit: 1 }))[0]?.at ?? null;
    for (const [key, entry] of await store.list(scope, "inbox")) {
      sight.messages.set(`inbox/${key}`, ofInbox(entry, seen(entry)));
    }
    for (const [key, parked] of await store.list(scope, "quarantine")) {
      sight.parked.add(key);
      if (!isDiscarded(parked)) sight.messages.set(`quarantine/${key}`, ofParked(parked));
    }
    for (const [key, link] of await store.list(scope, "links")) {
      const message = ofLink(link, seen(link));
      if (isWaiting(sight, key, message)) sight.messages.set(`links/${key}`, message);
    }
    const isKnown = sight.mailbox !== null || sight.unknown !== null;
    const isKept = isKnown || (await store.list(scope, "secrets")).size > 0;
    return isKept || sight.messages.size > 0 ? sight : null;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "refused") throw error;
    return { ...empty(scope), refused: error.message };
  }
}

function asUnknown(document: IdentityDocument | undefined): Sight["unknown"] {
  return document?.kind === "person" ? document : null;
}

function isOfQuarantine(change: Change): boolean {
  return change.kind !== "append" && change.collection === "quarantine";
}

/** Stored by a version that did not tell: it was there when this process began to look. */
function seen({ waitsSince }: Waiting): Pick<Message, "since"> {
  return { since: waitsSince ?? null };
}

function waits(link: Link): boolean {
  return ofLink(link, { since: null }) !== null;
}

/**
 * How often it was tried: counted with what was set aside; of what stopped one run after the other, the
 * runs that it stopped.
 * @param messageId by which `Sight.messages` knows it
 */
export function attemptsOf(
  { state }: Pick<Sight, "state">,
  messageId: string,
  of: Message,
): number {
  const [, ...key] = messageId.split("/");
  const suspects = state?.suspects ?? {};
  return of.attempts || (suspects[key.join("/")] ?? suspects[of.about] ?? 0);
}

/** Whether a link is a message of its own: one that is set aside is told of by that. */
function isWaiting({ parked }: Kept, key: string, message: Message | null): message is Message {
  return message !== null && (message.state === "sent" || !parked.has(key));
}

function isDiscarded({ code }: { readonly code: string }): boolean {
  return code === "discarded";
}

function take(sight: Kept, change: Change): void {
  if (change.kind === "append") {
    if (change.entry.at > (sight.newestLineAt ?? "")) sight.newestLineAt = change.entry.at;
    return;
  }
  const { collection, key } = change;
  const name = `${collection}/${key}`;
  if (change.kind === "remove") {
    if (collection === "mailbox") sight.mailbox = null;
    if (collection === "state") sight.state = null;
    if (collection === "identity" && key === "person") sight.unknown = null;
    if (collection === "subscriptions" && key === pushKey) sight.push = null;
    if (collection === "quarantine") sight.parked.delete(key);
    sight.messages.delete(name);
    return;
  }
  if (change.collection === "mailbox") sight.mailbox = change.document;
  else if (change.collection === "state") sight.state = change.document;
  else if (change.collection === "identity") {
    if (key === "person") sight.unknown = asUnknown(change.document);
  } else if (change.collection === "subscriptions") {
    if (key === pushKey) sight.push = change.document;
  } else if (change.collection === "inbox") {
    sight.messages.set(name, ofInbox(change.document, seen(change.document)));
  } else if (change.collection === "quarantine") {
    sight.parked.add(key);
    if (sight.messages.get(`links/${key}`)?.state === "planned") {
      sight.messages.delete(`links/${key}`);
    }
    if (isDiscarded(change.document)) sight.messages.delete(name);
    else sight.messages.set(name, ofParked(change.document));
  } else if (change.collection === "links") {
    const message = ofLink(change.document, seen(change.document));
    if (isWaiting(sight, key, message)) sight.messages.set(name, message);
    else sight.messages.delete(name);
  }
}
