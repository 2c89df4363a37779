/** Mailboxes by the thousand, as copies of one that was set up and synchronized. */
import { mailboxScope } from "../../server/engine/mailboxes/mailbox.ts";
import { put, type Change, type Collection } from "../../server/store/store.ts";
import type { Stage } from "./stage.ts";

/** What a copy has of the one it was copied from; it has no sign-in and no subscription of its own. */
const copied: ReadonlySet<Collection> = new Set(["links", "cursors", "state", "quarantine"]);

/** Nobody is counted further than this. */
const crowdMax = 10_000;
/** So many are written at once: each waits for the disk. */
const atOnce = 32;

/** Somebody of the crowd, counted from 0. */
export function memberOf(index: number) {
  const number = String(index).padStart(5, "0");
  return {
    id: `d4d4d4d4-0000-4000-8000-${number.padStart(12, "0")}`,
    name: `Member ${number}`,
    address: `member${number}@contoso.example`,
  };
}

/** Writes Ada's mailbox again for members `from` to `to` (not included): people who never signed in. */
export async function multiply(stage: Stage, from: number, to: number): Promise<void> {
  const [ada] = stage.people;
  if (ada === undefined) throw new Error("nobody to copy");
  const { store } = stage.server;
  const mailbox = await store.get(ada.scope, "mailbox", "mailbox");
  if (mailbox === undefined) throw new Error("the mailbox was not set up");
  const rest: Change[] = [];
  for await (const change of store.dump(ada.scope)) {
    if (change.kind === "append" || copied.has(change.collection)) rest.push(change);
  }
  const write = async (index: number): Promise<void> => {
    const { id, ...who } = memberOf(index);
    const own = put("mailbox", "mailbox", { ...mailbox, ...who, mailboxId: id, userId: id });
    const logged = rest.map((change) => earlier(change, (crowdMax - index) * 1_000));
    await store.commit(mailboxScope(ada.scope.tenantId, id), [own, ...logged]);
  };
  for (let index = from; index < to; index += atOnce) {
    const length = Math.min(atOnce, to - index);
    await Promise.all(Array.from({ length }, (_, more) => write(index + more)));
  }
}

/**
 * No two people do the same at the same moment: a line of the log is so many ms older, the less the
 * later it is written, as lines are noted.
 */
function earlier(change: Change, ms: number): Change {
  if (change.kind !== "append") return change;
  const at = new Date(Date.parse(change.entry.at) - ms).toISOString();
  return { ...change, entry: { ...change.entry, at } };
}
