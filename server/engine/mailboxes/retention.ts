import { retentionOf, type Retention } from "../../settings/retention.ts";
import { put, StoreError, type Change } from "../../store/store.ts";
import type { EngineDeps, MailboxScope } from "./mailbox.ts";
import type { Scheduler } from "../scheduler.ts";

/** Where the installation keeps what was decided. */
const scope = { kind: "installation" } as const;
const key = "retention";
const dayMs = 86_400_000;

type Deps = Pick<EngineDeps, "store" | "clock" | "log">;

export async function readRetention({ store }: Pick<Deps, "store">): Promise<Retention> {
  return retentionOf((await store.get(scope, "settings", key))?.values);
}

export async function saveRetention({ store }: Pick<Deps, "store">, retention: Retention) {
  await store.commit(scope, [put("settings", key, { values: { ...retention } })]);
}

/** What a sweep forgot. */
export interface Swept {
  readonly lines: number;
  readonly undos: number;
  readonly setAside: number;
}

/**
 * Forgets in every mailbox what is older than was decided; called once a day. Links, what both sides
 * agreed on, cursors and decisions are never old: without them the next run would do something else.
 */
export async function sweepAll(deps: Deps, scheduler: Scheduler): Promise<Swept> {
  const retention = await readRetention(deps);
  const total = { lines: 0, undos: 0, setAside: 0 };
  for (const mailbox of await deps.store.scopes("mailbox")) {
    if (mailbox.kind !== "mailbox") continue;
    try {
      const swept = await sweep(deps, scheduler, mailbox, retention);
      total.lines += swept.lines;
      total.undos += swept.undos;
      total.setAside += swept.setAside;
    } catch (error) {
      // One that is damaged, or a full disk: it is tried again tomorrow, and the others today.
      if (!(error instanceof StoreError)) throw error;
      deps.log.warn({ mailbox: mailbox.mailboxId, error }, "what is old was not forgotten");
    }
  }
  if (Object.values(total).some((count) => count > 0)) deps.log.info(total, "forgotten");
  return total;
}

async function sweep(
  deps: Deps,
  scheduler: Scheduler,
  mailbox: MailboxScope,
  { logDays, undoDays, quarantineDays }: Retention,
): Promise<Swept> {
  const { store, clock } = deps;
  const before = (days: number): string => new Date(clock.now() - days * dayMs).toISOString();
  const lines = logDays === null ? 0 : await store.trim(mailbox, before(logDays));
  const undos = [...(await store.list(mailbox, "undo"))]
    .filter(([, { at }]) => at < before(undoDays))
    .map(([name]) => name);
  const setAside =
    quarantineDays === null ? [] : await neverTakenUp(deps, mailbox, before(quarantineDays));
  const gone: readonly Change[] = [
    ...undos.map((name) => ({ kind: "remove", collection: "undo", key: name }) as const),
    ...setAside.map((name) => ({ kind: "remove", collection: "quarantine", key: name }) as const),
  ];
  if (gone.length > 0) await removeBetweenRuns(deps, scheduler, mailbox, gone);
  return { lines, undos: undos.length, setAside: setAside.length };
}

/** Items set aside so long ago that no link knows: of linked ones the next run needs to know. */
async function neverTakenUp(
  { store }: Deps,
  mailbox: MailboxScope,
  before: string,
): Promise<readonly string[]> {
  const parked = await store.list(mailbox, "quarantine");
  const old = [...parked].filter(([, { since }]) => since < before);
  if (old.length === 0) return [];
  const links = await store.list(mailbox, "links");
  return old.flatMap(([name, { linkId }]) => (linkId !== null && links.has(linkId) ? [] : [name]));
}

/** Both collections belong to runs: nobody writes them beside one, and the next one reads them anew. */
async function removeBetweenRuns(
  { store }: Deps,
  scheduler: Scheduler,
  mailbox: MailboxScope,
  gone: readonly Change[],
): Promise<void> {
  await scheduler.runAs(mailbox, async () => {
    const epoch = await store.acquire(mailbox);
    await store.commit(mailbox, gone, epoch);
    return { outcome: "off", writes: 0, error: null };
  });
  scheduler.wake(mailbox);
}
