import { appointmentSchemaRules } from "../../resources/appointment/schema.ts";
import type { InboxDocument } from "../../store/documents/mailbox.ts";
import type { Store } from "../../store/store.ts";
import { isSaidOf, waitsForPerson } from "../../sync/asked.ts";
import type { Conflict, Link } from "../../sync/model.ts";
import { stateKey, type MailboxScope } from "../mailboxes/mailbox.ts";
import { isDecided } from "../meetings/meeting-wishes.ts";

/** How much of a mailbox somebody should look at. */
export interface Attention {
  /** Items that wait for the person's decision. */
  readonly waiting: number;
  /** Items that could not be synchronized. */
  readonly setAside: number;
  /** Deletions that the brake holds. */
  readonly held: number;
}

/**
 * The links of a mailbox that wait for its person, each without what he has decided already: that waits
 * for the next run.
 */
export async function waitingIn(store: Store, scope: MailboxScope): Promise<readonly Link[]> {
  const inbox = [...(await store.list(scope, "inbox")).values()];
  return [...(await store.list(scope, "links")).values()]
    .map((link) => withoutDecided(link, inbox))
    .filter(isToDecide);
}

/** Counted as the lists that name them are made. */
export async function attentionIn(store: Store, scope: MailboxScope): Promise<Attention> {
  const [waiting, aside, state] = await Promise.all([
    waitingIn(store, scope),
    store.list(scope, "quarantine"),
    store.get(scope, "state", stateKey),
  ]);
  const held = state?.brake?.deletions ?? 0;
  return { waiting: waiting.length, setAside: aside.size, held };
}

/** Whether there is something in Outlook to decide about. */
function isToDecide(link: Link): boolean {
  const isThere =
    link.ending === undefined ? link.ids.microsoft !== undefined : link.microsoft != null;
  return isThere && waitsForPerson(link);
}

/** The link without what its person has decided already: that waits for the next run. */
export function withoutDecided(link: Link, inbox: readonly InboxDocument[]): Link {
  const { ending, ...rest } = withoutAnswered(link, inbox);
  return ending === undefined || isDecided(link, inbox) ? rest : { ...rest, ending };
}

function withoutAnswered(link: Link, inbox: readonly InboxDocument[]): Link {
  if (link.waiting.length === 0) return link;
  const given = inbox.flatMap((one) =>
    one.kind === "answer" && one.linkId === link.id ? [[one.field, one.answer] as const] : [],
  );
  const answers = { ...link.answers, ...Object.fromEntries(given) };
  const isOpen = (one: Conflict): boolean =>
    !isSaidOf(answers[one.field], one, appointmentSchemaRules);
  return { ...link, waiting: link.waiting.filter(isOpen) };
}

/** Sorts by the next to take place; days and instants sort as text. */
export function startOf({ microsoft }: Link): string {
  const when = microsoft?.fields["when"];
  const start = typeof when === "object" && when !== null && "start" in when ? when["start"] : "";
  return typeof start === "string" ? start : "";
}
