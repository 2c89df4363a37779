import type { Clock } from "../lib/clock.ts";
import type { Ids } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import { createTurns } from "../lib/turns.ts";
import type { OutboxDocument } from "../store/documents/administration.ts";
import { put, type Scope, type Store } from "../store/store.ts";
import { isAbout, type Cause } from "./causes.ts";
import { MailError, mailRetryMs } from "./mailer.ts";

export interface OutboxDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Pick<Log, "info" | "warn">;
  /** Sends it once. @throws MailError */
  readonly send: (tenantId: string, id: string, mail: OutboxDocument) => Promise<void>;
}

/** Mails of every tenant: kept before they are sent, and until nobody asks for them any more. */
export interface Outbox {
  /**
   * Takes up what is to be told in a tenant at this moment: `causes` are all there are. What was told
   * already is not told again; what is over before anybody was told is forgotten.
   */
  tell(tenantId: string, causes: readonly Cause[]): Promise<void>;
  /** Sends what is due, one after the other, and forgets what is old. */
  deliver(tenantId: string, historyDays: number): Promise<void>;
  /** Newest first. */
  list(tenantId: string): Promise<readonly (readonly [id: string, mail: OutboxDocument])[]>;
  /** Tries it again with the next delivery. @returns `false` where there is nothing to try */
  retry(tenantId: string, id: string): Promise<boolean>;
  /** It is not sent any more. @returns `false` where it was sent, or is on its way */
  discard(tenantId: string, id: string, reason: string): Promise<boolean>;
  /** Takes a mailbox, and what was told of it or to its person, out of every mail. */
  forget(tenantId: string, mailboxId: string): Promise<void>;
  /** Everything that waits is due now: the way it goes is another one. */
  hurry(tenantId: string): Promise<void>;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** What comes up within this is one mail. */
const gatherMs = 5 * minuteMs;
/** To the same person no two mails come closer together. */
const spacingMs = 60 * minuteMs;

type Entry = readonly [id: string, mail: OutboxDocument];

/** One mail per cause (and day), grouped by person, on the durable store. See docs/decisions/0038. */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { store, clock, ids, log } = deps;
  /** Given away by this process: what is `sending` and not here was left by one that died. */
  const onTheWay = new Set<string>();
  const at = (ms: number): string => new Date(ms).toISOString();

  const read = async (tenantId: string): Promise<readonly Entry[]> => [
    ...(await store.list(scopeOf(tenantId), "outbox")),
  ];
  const write = (tenantId: string, entries: readonly Entry[]): Promise<void> =>
    entries.length === 0
      ? Promise.resolve()
      : store.commit(
          scopeOf(tenantId),
          entries.map(([id, mail]) => put("outbox", id, mail)),
        );
  const remove = (tenantId: string, gone: readonly string[]): Promise<void> =>
    gone.length === 0
      ? Promise.resolve()
      : store.commit(
          scopeOf(tenantId),
          gone.map((key) => ({ kind: "remove", collection: "outbox", key }) as const),
        );

  /** One after the other in a tenant: each reads what the one before has written. */
  const inTurn = createTurns();

  const change = (
    tenantId: string,
    id: string,
    how: (mail: OutboxDocument) => OutboxDocument | null,
  ): Promise<OutboxDocument | null> =>
    inTurn(tenantId, async () => {
      const mail = await store.get(scopeOf(tenantId), "outbox", id);
      const changed = mail === undefined ? null : how(mail);
      if (changed !== null) {
        await write(tenantId, [[id, { ...changed, changedAt: at(clock.now()) }]]);
      }
      return changed;
    });

  const isDue = (id: string, { state, nextTryAt }: OutboxDocument): boolean =>
    state === "sending"
      ? !onTheWay.has(id)
      : state === "waiting" && Date.parse(nextTryAt) <= clock.now();

  const sendOne = async (tenantId: string, id: string): Promise<void> => {
    if (onTheWay.has(id)) return;
    onTheWay.add(id);
    try {
      // Stored before it is given away: what a killed process leaves behind tells that it may have gone.
      const mail = await change(tenantId, id, (known) =>
        known.state === "waiting" || known.state === "sending"
          ? {
              ...known,
              state: "sending",
              attempts: known.attempts + 1,
              uncertain: known.uncertain || known.state === "sending",
            }
          : null,
      );
      if (mail === null) return;
      const error = await deps.send(tenantId, id, mail).then(
        () => null,
        (thrown: unknown) => {
          if (thrown instanceof MailError) return thrown;
          // A mistake of ours is tried again like a server that stumbles.
          log.warn({ tenantId, mail: id, error: thrown }, "a mail could not be made");
          return new MailError("unavailable", "The mail could not be made.", { cause: thrown });
        },
      );
      await change(tenantId, id, (known) => outcome(known, error, clock.now()));
      if (error === null) log.info({ tenantId, mail: id }, "a mail was sent");
      else log.warn({ tenantId, mail: id, code: error.code }, "a mail was not sent");
    } finally {
      onTheWay.delete(id);
    }
  };

  const prune = async (tenantId: string, historyDays: number): Promise<void> => {
    const before = clock.now() - historyDays * dayMs;
    const old = (await read(tenantId)).filter(
      ([id, mail]) => !onTheWay.has(id) && Date.parse(mail.changedAt) < before,
    );
    const over = old.filter(([, { state }]) => state !== "waiting" && state !== "sending");
    await remove(
      tenantId,
      over.map(([id]) => id),
    );
    for (const [id, { state, madeAt }] of await read(tenantId)) {
      if (state !== "waiting" || Date.parse(madeAt) >= before) continue;
      await change(tenantId, id, (known) => ({ ...known, state: "failed" }));
    }
  };

  return {
    tell: (tenantId, causes) =>
      inTurn(tenantId, async () => {
        const before = await read(tenantId);
        const after = gathered(before, causes, clock.now(), () => ids.next());
        const known = new Map(before);
        await write(
          tenantId,
          after.filter(([id, mail]) => known.get(id) !== mail),
        );
        const left = new Set(after.map(([id]) => id));
        await remove(
          tenantId,
          before.map(([id]) => id).filter((id) => !left.has(id)),
        );
      }),

    async deliver(tenantId, historyDays) {
      for (const [id, mail] of await read(tenantId)) {
        if (isDue(id, mail)) await sendOne(tenantId, id);
      }
      await prune(tenantId, historyDays);
    },

    async list(tenantId) {
      return (await read(tenantId)).toReversed();
    },

    async retry(tenantId, id) {
      const changed = await change(tenantId, id, (known) =>
        known.state === "waiting" || known.state === "failed"
          ? { ...known, state: "waiting", nextTryAt: at(clock.now()), asked: true }
          : null,
      );
      return changed !== null;
    },

    async discard(tenantId, id, reason) {
      const changed = await change(tenantId, id, (known) =>
        known.state === "waiting" || known.state === "failed"
          ? {
              ...known,
              state: "discarded",
              problem: { code: "discarded", field: null, reason },
            }
          : null,
      );
      return changed !== null;
    },

    forget: (tenantId, mailboxId) =>
      inTurn(tenantId, async () => {
        const left: Entry[] = [];
        const gone: string[] = [];
        for (const [id, mail] of await read(tenantId)) {
          const all = Object.entries(mail.notices);
          const others = all.filter(([key]) => !isAbout(key, mailboxId));
          if (others.length === 0) gone.push(id);
          else if (others.length < all.length) {
            left.push([id, { ...mail, notices: Object.fromEntries(others) }]);
          }
        }
        await write(tenantId, left);
        await remove(tenantId, gone);
      }),

    async hurry(tenantId) {
      for (const [id, { problem }] of await read(tenantId)) {
        // What was never tried still gathers.
        if (problem === null) continue;
        await change(tenantId, id, (known) =>
          known.state === "waiting" ? { ...known, nextTryAt: at(clock.now()) } : null,
        );
      }
    },
  };
}

function scopeOf(tenantId: string): Scope {
  return { kind: "tenant", tenantId };
}

/** The mail after an attempt. */
function outcome(mail: OutboxDocument, error: MailError | null, nowMs: number): OutboxDocument {
  if (error === null) return { ...mail, state: "sent", problem: null };
  const waitMs = mailRetryMs(error, mail.attempts);
  const problem = {
    code: error.code,
    field: error.facts.field ?? null,
    reason: error.message,
  };
  const uncertain = mail.uncertain || error.code === "uncertain";
  if (waitMs === null) return { ...mail, state: "failed", problem, uncertain };
  const nextTryAt = new Date(nowMs + waitMs).toISOString();
  return { ...mail, state: "waiting", nextTryAt, problem, uncertain };
}

/**
 * The outbox with what is to be told now: each cause in one mail, what comes together for somebody in
 * the same one. Mails that did not change are the same objects.
 */
export function gathered(
  mails: readonly Entry[],
  causes: readonly Cause[],
  nowMs: number,
  newId: () => string,
): readonly Entry[] {
  const lasting = new Set(causes.map(whom));
  const kept = mails.flatMap(([id, mail]): Entry[] => {
    const left = withoutWhatIsOver(mail, lasting);
    return left === null ? [] : [[id, left]];
  });
  // Of thousands who were invited each would else be looked for in the mails of all, at every tick.
  const places = new Map<string, number[]>();
  for (const [place, [, mail]] of kept.entries()) placesOf(places, mail).push(place);
  for (const cause of causes) {
    const own = placesOf(places, cause);
    const isTold = own.some(
      (place) => kept[place] !== undefined && tells(kept[place][1], cause, nowMs),
    );
    if (!isTold) add(kept, own, cause, nowMs, newId);
  }
  return kept;
}

/** Where among all mails those to this address are. */
function placesOf(places: Map<string, number[]>, { to }: Pick<OutboxDocument, "to">): number[] {
  const address = to.address.toLowerCase();
  const found = places.get(address) ?? [];
  places.set(address, found);
  return found;
}

/** A cause for one person; whoever is told of it, others are told for themselves. */
function whom({ key, to }: Pick<Cause, "key" | "to">): string {
  return JSON.stringify([to.address.toLowerCase(), key]);
}

/** It waits, and surely nobody has it or asked for it: what it says can still be another thing. */
function isUnseen({ state, uncertain, asked }: OutboxDocument): boolean {
  return state === "waiting" && !uncertain && asked !== true;
}

/** What is over before anybody heard of it needs no mail. */
function withoutWhatIsOver(
  mail: OutboxDocument,
  lasting: ReadonlySet<string>,
): OutboxDocument | null {
  if (!isUnseen(mail)) return mail;
  const all = Object.entries(mail.notices);
  const left = all.filter(([key]) => lasting.has(whom({ key, to: mail.to })));
  if (left.length === all.length) return mail;
  return left.length === 0 ? null : { ...mail, notices: Object.fromEntries(left) };
}

/** Nothing is joined to an invitation, nor it to anything: what it asks for is another thing. */
function standsAlone({ notices }: OutboxDocument): boolean {
  return Object.values(notices).some(({ notice }) => notice.kind === "invitation");
}

/** Whether this mail, which is to him and names the cause, tells of it, so that no other has to. */
function tells(mail: OutboxDocument, cause: Cause, nowMs: number): boolean {
  const told = mail.notices[cause.key];
  if (told === undefined) return false;
  // However long it waits: it is still to come.
  if (cause.again === "never" || mail.state === "waiting" || mail.state === "sending") return true;
  return nowMs - Date.parse(told.at) < dayMs;
}

/** @param own where the mails to him are; a new one is noted there */
function add(
  mails: Entry[],
  own: number[],
  cause: Cause,
  nowMs: number,
  newId: () => string,
): void {
  const now = new Date(nowMs).toISOString();
  const noticed = { [cause.key]: { at: now, notice: cause.notice } };
  const theirs = own.flatMap((place): [number, Entry][] => {
    const entry = mails[place];
    return entry === undefined ? [] : [[place, entry]];
  });
  const open = theirs.findLast(
    ([, [, mail]]) =>
      isUnseen(mail) &&
      !standsAlone(mail) &&
      mail.companyId === cause.companyId &&
      mail.language === cause.language,
  );
  if (open !== undefined && cause.alone !== true) {
    const [place, [id, mail]] = open;
    mails[place] = [id, { ...mail, notices: { ...mail.notices, ...noticed } }];
    return;
  }
  const lastMs = Math.max(0, ...theirs.map(([, [, mail]]) => Date.parse(mail.nextTryAt)));
  const gatheredMs = Math.max(nowMs + gatherMs, lastMs + spacingMs);
  own.push(mails.length);
  mails.push([
    newId(),
    {
      to: cause.to,
      language: cause.language,
      companyId: cause.companyId,
      notices: noticed,
      state: "waiting",
      madeAt: now,
      nextTryAt: new Date(cause.alone === true ? nowMs : gatheredMs).toISOString(),
      attempts: 0,
      uncertain: false,
      changedAt: now,
      problem: null,
    },
  ]);
}
