import { scopeKey, StoreError, type Store } from "../../store/store.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";
import { isPrivate } from "../run/history.ts";
import { lineOf, type LogLine } from "./lines.ts";

/** How far the log of each mailbox was read: the id of its last line, by the key of its scope. */
export type Places = ReadonlyMap<string, string>;

/** Lines of one mailbox that are read at once. */
const portion = 100;

/**
 * The logs of few mailboxes as one, newest first and from the first line on that is behind `places`, as
 * far back as they reach. Each mailbox is opened: this is not for ten thousand.
 */
export async function* mergedLines(
  store: Store,
  scopes: readonly MailboxScope[],
  places: Places,
): AsyncGenerator<LogLine, undefined> {
  const logs = scopes.map((scope) => linesOf(store, scope, places.get(scopeKey(scope))));
  const heads = await Promise.all(logs.map((log) => log.next()));
  for (;;) {
    let first = -1;
    for (const [at, head] of heads.entries()) {
      const newest = heads[first]?.value?.at ?? "";
      if (head.value !== undefined && head.value.at > newest) first = at;
    }
    const [log, head] = [logs[first], heads[first]];
    if (log === undefined || head?.value === undefined) return;
    yield head.value;
    heads[first] = await log.next();
  }
}

/**
 * The log of one mailbox, newest first; nothing where the store refuses it.
 * @param place the id of the line behind which it begins
 */
export async function* linesOf(
  store: Store,
  scope: MailboxScope,
  place?: string,
): AsyncGenerator<LogLine, undefined> {
  try {
    const links = await store.list(scope, "links");
    for (let before = place; ;) {
      const page = await store.history(scope, {
        limit: portion,
        ...(before === undefined ? {} : { before }),
      });
      for (const entry of page) {
        const link = entry.linkId === null ? undefined : links.get(entry.linkId);
        // Its person may have made it private only after the line was written.
        yield lineOf(scope, entry, link !== undefined && isPrivate(link));
      }
      if (page.length < portion) return;
      before = page.at(-1)?.id;
    }
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "refused") throw error;
  }
}
