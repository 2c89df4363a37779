/** Companies that leave, with real parts but for their mailboxes' engine and their ERPs. */
import type { By } from "../../server/administration/administrators.ts";
import { createAudit } from "../../server/administration/audit.ts";
import { createErasure } from "../../server/administration/erasure.ts";
import { createLeaving, type LeavingSight } from "../../server/administration/leaving/leaving.ts";
import type {
  LeavingConnections,
  LeavingMailboxes,
  Refusal,
} from "../../server/administration/leaving/ports.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { countedIds } from "../../server/lib/ids.ts";
import { createLog } from "../../server/lib/log.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, type Store } from "../../server/store/store.ts";
import { mailboxOf } from "../api/operator/mailboxes.ts";

export const tenantId = "tenant-1";
export const by: By = {
  caller: { tenantId, userId: "ada", name: "Ada", address: "ada@x.example", roles: [] },
  requestId: "request-1",
};
export const company = {
  ...{ tenantId, name: "Contoso" },
  choices: { marks: "leave", outlookCopies: "keep", erpCopies: "keep" },
} as const;
const tally = { removed: 0, left: 0 };
export const cleared = { marks: tally, outlookCopies: tally, erpCopies: tally };
const installation = { kind: "installation" } as const;

/** A side that is away for as long as somebody says so. */
export const away = (more: Partial<Refusal> = {}): Refusal => ({
  ...{ code: "unavailable", reason: "It does not answer.", ofAll: false },
  waitMs: (attempts) => 1_000 * attempts,
  ...more,
});

interface Given {
  readonly store?: Store;
  readonly people?: readonly string[];
  readonly clear?: LeavingMailboxes["clear"];
  readonly connections?: LeavingConnections;
  readonly signIns?: Readonly<Record<string, string>>;
  readonly rested?: () => void;
}

const noConnections: LeavingConnections = {
  of: () => Promise.resolve([]),
  leave: () => Promise.resolve("none"),
  forget: () => Promise.resolve(),
};

/** @param of whose tenant */
export async function withPeople(
  store: Store,
  people: readonly string[],
  of = tenantId,
): Promise<void> {
  for (const mailboxId of people) {
    const scope = { kind: "mailbox", tenantId: of, mailboxId } as const;
    await store.commit(scope, [put("mailbox", "mailbox", mailboxOf(mailboxId))]);
  }
}

export function leavingOn(store: Store, given: Given) {
  const clock = manualClock(Date.parse("2026-11-27T09:00:00Z"));
  const tried: string[] = [];
  const log = createLog({ level: "silent" });
  const audit = createAudit({ store, clock, ids: countedIds("line-"), log });
  const { clear = () => Promise.resolve(cleared), signIns = {} } = given;
  const leaving = createLeaving({
    ...{ store, clock, log, audit },
    erasure: createErasure({
      ...{ store, clock, audit, forget: () => undefined },
      administrators: { list: () => Promise.resolve([]), forget: () => Promise.resolve() },
    }),
    mailboxes: {
      async of(of) {
        const scopes = await store.scopes("mailbox");
        return scopes.flatMap((scope) => {
          if (scope.kind !== "mailbox" || scope.tenantId !== of) return [];
          const signIn = signIns[scope.mailboxId];
          const goesWith = signIn === undefined ? {} : { signIn };
          return [{ tenantId: of, mailboxId: scope.mailboxId, name: "", address: "", ...goesWith }];
        });
      },
      standing: () => Promise.resolve("on"),
      clear(subject, choices) {
        tried.push(subject.mailboxId);
        return clear(subject, choices);
      },
      restore: () => Promise.resolve(),
      wake: () => undefined,
    },
    connections: given.connections ?? noConnections,
    waitMs: (attempts) => 1_000 * attempts,
    isEnding: () => false,
    rested: () => given.rested?.(),
  });
  const seen = async (): Promise<LeavingSight> => (await leaving.sight(tenantId))!;
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    leaving.tick();
    await leaving.settled();
  };
  const acts = async () =>
    (await store.history(installation, { limit: 50 })).map(({ act }) => act).reverse();
  return { leaving, clock, audit, log, tried, seen, pass, acts };
}

export async function begun(given: Given = {}) {
  const store = given.store ?? createMemoryStore();
  await withPeople(store, given.people ?? ["ada"]);
  const all = leavingOn(store, given);
  await all.leaving.begin(company, by);
  await all.leaving.settled();
  return { ...all, store };
}

/** An ERP that knows our address until it is taken back, and what we keep of it. */
export function anErp(): LeavingConnections & { readonly isForgotten: () => boolean } {
  let isKept = true;
  return {
    of: () => Promise.resolve(isKept ? [{ id: "erp-1", connection: "removed" }] : []),
    // As the engine does: what became of our address is known for as long as its secret is kept.
    leave: () => Promise.resolve(isKept ? "removed" : "none"),
    forget: async () => {
      isKept = false;
    },
    isForgotten: () => !isKept,
  };
}

/** As if the process were killed: from the given commit on nothing is stored any more. */
export function dyingAfter(store: Store, commits: number) {
  let left = commits;
  let isDead = false;
  const alive = <A extends unknown[], R>(work: (...given: A) => Promise<R>) => {
    return async (...given: A): Promise<R> => {
      isDead ||= left === 0;
      if (isDead) throw new Error("killed");
      left -= 1;
      return work(...given);
    };
  };
  const dying: Store = {
    ...store,
    commit: alive((...given: Parameters<Store["commit"]>) => store.commit(...given)),
    erase: alive((...given: Parameters<Store["erase"]>) => store.erase(...given)),
  };
  return { dying, isDead: () => isDead };
}
