import { createHash } from "node:crypto";
import type { Clock } from "../lib/clock.ts";
import type { Ids } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import type { AuditActor, AuditEntry } from "../store/documents/administration.ts";
import { put, type Change, type Store } from "../store/store.ts";
import type { Act, AuditAct } from "./acts.ts";
import type { Realm } from "./authority.ts";
import { counted, isOver, refusalKey, repeated } from "./refusals.ts";

/** What somebody is about to do. */
export interface Intention {
  readonly requestId: string;
  readonly actor: AuditActor;
  readonly tenantId: string | null;
  readonly about: string;
}

export interface AuditQuery {
  readonly limit: number;
  /** Only lines before this one (its `id`). */
  readonly before?: string;
  readonly act?: AuditAct;
  /** Part of the name of who did it, of what it was done to or of the request's id, in any case. */
  readonly text?: string;
  /** Those that the text is part of the name of, by their ids: lines about people tell the id alone. */
  readonly people?: ReadonlySet<string>;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** The last line looked at, where there may be more behind it. */
  readonly next: string | null;
}

/** Whether the chain holds, and where it is broken. */
export interface AuditProof {
  readonly lines: number;
  /** The first line, oldest first, that does not follow from the one before it; `null`: none. */
  readonly brokenAt: { readonly id: string; readonly at: string } | null;
  /** Digest of the newest line: whoever noted it down sees whether lines were cut off the end. */
  readonly head: string;
}

/** The trail of what was done here by those who administer. Nothing of it is ever changed or removed. */
export interface Audit {
  /**
   * Durable when it resolves; the first line of a request ends its intention in the same commit. What
   * is refused once more within an hour is counted, and told when the hour is over (`refusals.ts`).
   */
  record(act: Act): Promise<void>;
  /**
   * Does what changes something. That it is begun is stored before, so that no act is without a line:
   * where the process ends before one is written, or `work` fails in a way nobody foresaw, there is one
   * that says so. What `work` tells of itself by `record`, with the same request, stands for it.
   * @param isRefusal whether a failure is one after which nothing was done: it leaves no line
   */
  during<T>(
    intention: Intention,
    work: () => Promise<T>,
    isRefusal: (error: unknown) => boolean,
  ): Promise<T>;
  /** Tells of what was under way when the process ended; before anybody is served. */
  tellInterrupted(): Promise<void>;
  /** Newest first, as far as `realm` goes. */
  page(realm: Realm, query: AuditQuery): Promise<AuditPage>;
  verify(): Promise<AuditProof>;
}

export interface AuditDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Pick<Log, "info">;
}

/** All lines are in one chain, so that taking out those of one tenant is seen too. */
const scope = { kind: "installation" } as const;
/** Lines read at once. */
const portion = 200;
/** So many are looked at for one page: a rare act in a long trail takes several pages. */
const lookedAtMost = 5_000;

export function createAudit({ store, clock, ids, log }: AuditDeps): Audit {
  /** Each line needs the one before it: they are written one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  /** @param more stored with the line, or not at all */
  const append = async (act: Act, more: readonly Change[] = []): Promise<void> => {
    const [before] = await store.history(scope, { limit: 1 });
    const line: Omit<AuditEntry, "hash"> = {
      id: ids.next(),
      at: new Date(clock.now()).toISOString(),
      actor: act.actor,
      act: act.act,
      outcome: act.outcome ?? "done",
      tenantId: act.tenantId ?? null,
      about: act.about ?? "",
      facts: act.facts ?? {},
      requestId: act.requestId ?? null,
      previous: before?.hash ?? "",
    };
    const entry = { ...line, hash: digestOf(line) };
    await store.commit(scope, [{ kind: "append", entry }, ...more, ...ended(act.requestId)]);
    // Where logs are collected elsewhere, lines that are cut off the end here are missed there.
    log.info(
      { audit: entry.id, act: entry.act, outcome: entry.outcome, hash: entry.hash },
      "audit",
    );
  };

  const refuse = async (act: Act): Promise<void> => {
    const key = refusalKey(act);
    const before = await store.get(scope, "refusals", key);
    const at = new Date(clock.now()).toISOString();
    const count = put("refusals", key, counted(before, act, at));
    if (before === undefined) await append(act, [count]);
    else await store.commit(scope, [count, ...ended(act.requestId)]);
  };

  /** Of the hours that are over. */
  const tellRepeated = async (): Promise<void> => {
    for (const [key, refusal] of await store.list(scope, "refusals")) {
      if (!isOver(refusal, clock.now())) continue;
      const told = { kind: "remove", collection: "refusals", key } as const;
      const line = repeated(refusal);
      if (line === null) await store.commit(scope, [told]);
      else await append(line, [told]);
    }
  };

  /** Those that are under way in this process. */
  const open = new Set<string>();
  const ended = (requestId: string | null | undefined): readonly Change[] =>
    requestId != null && open.delete(requestId)
      ? [{ kind: "remove", collection: "intentions", key: requestId }]
      : [];

  const record: Audit["record"] = (act) => {
    const written = last.then(async () => {
      await tellRepeated();
      await (act.outcome === "refused" ? refuse(act) : append(act));
    });
    last = written.catch(() => undefined);
    return written;
  };

  /** Before the trail is read: what is to be told by now is told. */
  const upToDate = (): Promise<void> => {
    const told = last.then(tellRepeated);
    last = told.catch(() => undefined);
    return told;
  };

  const interrupted = (
    requestId: string,
    { actor, tenantId, about }: Omit<Intention, "requestId">,
  ) =>
    record({
      ...{ actor, tenantId, about, requestId },
      ...{ act: "act-interrupted", outcome: "failed" },
    });

  /** Newest first. */
  async function* lines(before?: string): AsyncGenerator<AuditEntry> {
    for (let from = before; ;) {
      const read = await store.history(scope, {
        limit: portion,
        ...(from === undefined ? {} : { before: from }),
      });
      yield* read;
      if (read.length < portion) return;
      from = read.at(-1)?.id;
    }
  }

  return {
    record,

    async during({ requestId, ...intention }, work, isRefusal) {
      const at = new Date(clock.now()).toISOString();
      await store.commit(scope, [put("intentions", requestId, { ...intention, at })]);
      open.add(requestId);
      try {
        const done = await work();
        if (open.has(requestId)) await store.commit(scope, ended(requestId));
        return done;
      } catch (error) {
        if (open.has(requestId)) {
          if (isRefusal(error)) await store.commit(scope, ended(requestId));
          else await interrupted(requestId, intention);
        }
        throw error;
      }
    },

    async tellInterrupted() {
      for (const [requestId, intention] of await store.list(scope, "intentions")) {
        open.add(requestId);
        await interrupted(requestId, intention);
      }
    },

    async page(realm, { limit, before, act, text = "", people }) {
      await upToDate();
      const entries: AuditEntry[] = [];
      const sought = text.trim().toLowerCase();
      let looked = 0;
      for await (const entry of lines(before)) {
        looked += 1;
        const isWanted =
          (realm.tenantId === null || entry.tenantId === realm.tenantId) &&
          (act === undefined || entry.act === act) &&
          (sought === "" || wordsOf(entry).includes(sought) || people?.has(entry.about) === true);
        if (isWanted) entries.push(entry);
        if (entries.length === limit || looked === lookedAtMost) return { entries, next: entry.id };
      }
      return { entries, next: null };
    },

    async verify() {
      await upToDate();
      let count = 0;
      let head = "";
      let brokenAt: AuditProof["brokenAt"] = null;
      let newer: AuditEntry | null = null;
      const broken = ({ id, at }: AuditEntry): void => {
        brokenAt = { id, at };
      };
      for await (const entry of lines()) {
        count += 1;
        if (newer === null) head = entry.hash;
        else if (newer.previous !== entry.hash) broken(newer);
        const { hash, ...line } = entry;
        if (digestOf(line) !== hash) broken(entry);
        newer = entry;
      }
      if (newer !== null && newer.previous !== "") broken(newer);
      return { lines: count, brokenAt, head };
    },
  };
}

function digestOf(line: Omit<AuditEntry, "hash">): string {
  // By name and in this order: what reads a line back may have ordered its properties otherwise.
  const { id, at, actor, act, outcome, tenantId, about, facts, requestId, previous } = line;
  const parts = [
    ...[id, at, act, outcome, tenantId, about, requestId, previous],
    ...(actor.kind === "person"
      ? [actor.kind, actor.tenantId, actor.userId, actor.name]
      : [actor.kind]),
    Object.entries(facts).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function wordsOf({ actor, about, facts, requestId }: AuditEntry): string {
  const name = actor.kind === "person" ? actor.name : actor.kind;
  return [name, about, ...Object.values(facts), requestId ?? ""].join("\n").toLowerCase();
}
