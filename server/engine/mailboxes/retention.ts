import {
  retentionOf,
  saidOf,
  type Retention,
  type SaidRetention,
} from "../../settings/retention.ts";
import { put, StoreError, type Change, type Scope, type Store } from "../../store/store.ts";
import type { EngineDeps, MailboxScope } from "./mailbox.ts";
import type { Scheduler } from "../scheduler.ts";

const installation = { kind: "installation" } as const;
const key = "retention";
/** Beside it, what the sweeps of a tenant forgot. */
const sweptKey = "swept";
const dayMs = 86_400_000;

type Deps = Pick<EngineDeps, "store" | "clock" | "log">;

/** @param tenantId `null`: for everybody here */
function placeOf(tenantId: string | null): Scope {
  return tenantId === null ? installation : { kind: "tenant", tenantId };
}

export async function saidRetention(
  store: Pick<Store, "get">,
  tenantId: string | null,
): Promise<SaidRetention> {
  return saidOf((await store.get(placeOf(tenantId), "settings", key))?.values);
}

export async function saveRetention(
  store: Pick<Store, "commit">,
  tenantId: string | null,
  said: SaidRetention,
): Promise<void> {
  await store.commit(placeOf(tenantId), [put("settings", key, { values: { ...said } })]);
}

/** What holds for the mailboxes of a tenant; `null`: where no tenant says anything. */
export async function readRetention(
  store: Pick<Store, "get">,
  tenantId: string | null,
): Promise<Retention> {
  const above = await saidRetention(store, null);
  return tenantId === null
    ? retentionOf(above)
    : retentionOf(above, await saidRetention(store, tenantId));
}

/** What a sweep forgot, or would forget. */
export interface Swept {
  readonly lines: number;
  readonly undos: number;
  readonly setAside: number;
  readonly invitations: number;
}

export const nothingSwept: Swept = { lines: 0, undos: 0, setAside: 0, invitations: 0 };

export function together(one: Swept, other: Swept): Swept {
  return {
    lines: one.lines + other.lines,
    undos: one.undos + other.undos,
    setAside: one.setAside + other.setAside,
    invitations: one.invitations + other.invitations,
  };
}

/** What was forgotten of a tenant since it was first kept, and when it was looked last. */
export interface SweptSince extends Swept {
  readonly since: string;
  readonly last: string;
}

/** `null`: there was no sweep yet. */
export async function sweptOf(
  store: Pick<Store, "get">,
  tenantId: string,
): Promise<SweptSince | null> {
  const kept = await store.get(placeOf(tenantId), "settings", sweptKey);
  // Earlier versions counted no invitations.
  const counts = { ...nothingSwept, ...kept?.values };
  return kept === undefined ? null : (counts as unknown as SweptSince);
}

/**
 * Forgets in every mailbox what is older than was decided; called once a day. Links, what both sides
 * agreed on, cursors and decisions are never old: without them the next run would do something else.
 */
export async function sweepAll(deps: Deps, scheduler: Scheduler): Promise<Swept> {
  const swept = new Map<string, Swept>();
  for (const mailbox of await deps.store.scopes("mailbox")) {
    if (mailbox.kind !== "mailbox") continue;
    const { tenantId } = mailbox;
    const before = swept.get(tenantId) ?? nothingSwept;
    swept.set(tenantId, before);
    try {
      const retention = await readRetention(deps.store, tenantId);
      swept.set(tenantId, together(before, await sweep(deps, scheduler, mailbox, retention)));
    } catch (error) {
      // One that is damaged, or a full disk: it is tried again tomorrow, and the others today.
      if (!(error instanceof StoreError)) throw error;
      deps.log.warn({ mailbox: mailbox.mailboxId, error }, "what is old was not forgotten");
    }
  }
  for (const tenant of await deps.store.scopes("tenant")) {
    if (tenant.kind !== "tenant") continue;
    const { tenantId } = tenant;
    try {
      const old = await oldInvitations(deps, tenantId, await readRetention(deps.store, tenantId));
      if (old.length === 0) continue;
      const gone = old.map((key) => ({ kind: "remove", collection: "invitations", key }) as const);
      await deps.store.commit(tenant, gone);
      await deps.store.fold(tenant);
      const counts = { ...nothingSwept, invitations: old.length };
      swept.set(tenantId, together(swept.get(tenantId) ?? nothingSwept, counts));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      deps.log.warn({ tenantId, error }, "old invitations were not forgotten");
    }
  }
  for (const [tenantId, counts] of swept) await note(deps, tenantId, counts);
  const total = [...swept.values()].reduce(together, nothingSwept);
  if (Object.values(total).some((count) => count > 0)) deps.log.info(total, "forgotten");
  return total;
}

/** So that whoever decided it can see that it holds. */
async function note({ store, clock }: Deps, tenantId: string, counts: Swept): Promise<void> {
  const last = new Date(clock.now()).toISOString();
  const before = await sweptOf(store, tenantId);
  const values = {
    ...together(before ?? nothingSwept, counts),
    since: before?.since ?? last,
    last,
  };
  await store.commit(placeOf(tenantId), [put("settings", sweptKey, { values })]);
}

/** Addresses whose last invitation is older than was decided, whether their people came or not. */
export async function oldInvitations(
  { store, clock }: Pick<Deps, "store" | "clock">,
  tenantId: string,
  { invitationDays }: Retention,
): Promise<readonly string[]> {
  if (invitationDays === null) return [];
  const before = new Date(clock.now() - invitationDays * dayMs).toISOString();
  const invitations = await store.list(placeOf(tenantId), "invitations");
  return [...invitations].flatMap(([address, { at }]) => (at < before ? [address] : []));
}

/** What of a mailbox would be forgotten now; nothing is. */
export async function sweepable(
  { store, clock }: Pick<Deps, "store" | "clock">,
  mailbox: MailboxScope,
  retention: Retention,
): Promise<Swept> {
  const before = limitsAt(clock.now(), retention);
  const [linked, parked] = [new Set<string>(), [] as (string | null)[]];
  let [lines, undos] = [0, 0];
  for await (const change of store.dump(mailbox)) {
    if (change.kind === "append") lines += change.entry.at < before.log ? 1 : 0;
    else if (change.kind === "remove") continue;
    else if (change.collection === "links") linked.add(change.key);
    else if (change.collection === "undo") undos += change.document.at < before.undo ? 1 : 0;
    else if (change.collection === "quarantine" && change.document.since < before.quarantine) {
      parked.push(change.document.linkId);
    }
  }
  const setAside = parked.filter((linkId) => linkId === null || !linked.has(linkId)).length;
  return { ...nothingSwept, lines, undos, setAside };
}

/** Before when something is old; an empty text where nothing ever is. */
function limitsAt(nowMs: number, { logDays, undoDays, quarantineDays }: Retention) {
  const before = (days: number | null): string =>
    days === null ? "" : new Date(nowMs - days * dayMs).toISOString();
  return { log: before(logDays), undo: before(undoDays), quarantine: before(quarantineDays) };
}

async function sweep(
  deps: Deps,
  scheduler: Scheduler,
  mailbox: MailboxScope,
  retention: Retention,
): Promise<Swept> {
  const { store, clock } = deps;
  const before = limitsAt(clock.now(), retention);
  const lines = before.log === "" ? 0 : await store.trim(mailbox, before.log);
  const undos = [...(await store.list(mailbox, "undo"))]
    .filter(([, { at }]) => at < before.undo)
    .map(([name]) => name);
  const setAside =
    before.quarantine === "" ? [] : await neverTakenUp(deps, mailbox, before.quarantine);
  const gone: readonly Change[] = [
    ...undos.map((name) => ({ kind: "remove", collection: "undo", key: name }) as const),
    ...setAside.map((name) => ({ kind: "remove", collection: "quarantine", key: name }) as const),
  ];
  if (gone.length > 0) {
    await removeBetweenRuns(deps, scheduler, mailbox, gone);
    // Nor may it be read in files: a quiet mailbox's journal lies there for years.
    await store.fold(mailbox);
  }
  return { ...nothingSwept, lines, undos: undos.length, setAside: setAside.length };
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
