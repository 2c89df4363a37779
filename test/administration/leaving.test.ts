/** A company's leaving goes on by itself where that helps, is seen to stand where not, and forgets nothing. */
import type { By } from "../../server/administration/administrators.ts";
import { createAudit } from "../../server/administration/audit.ts";
import { createErasure } from "../../server/administration/erasure.ts";
import { createLeaving, type LeavingSight } from "../../server/administration/leaving.ts";
import type {
  LeavingConnections,
  LeavingMailboxes,
  Refusal,
} from "../../server/administration/leaving-ports.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { countedIds } from "../../server/lib/ids.ts";
import { createLog } from "../../server/lib/log.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../server/store/store.ts";
import { mailboxOf } from "../api/operator/mailboxes.ts";

const tenantId = "tenant-1";
const by: By = {
  caller: { tenantId, userId: "ada", name: "Ada", address: "ada@x.example", roles: [] },
  requestId: "request-1",
};
const company = {
  ...{ tenantId, name: "Contoso" },
  choices: { marks: "leave", outlookCopies: "keep", erpCopies: "keep" },
} as const;
const tally = { removed: 0, left: 0 };
const cleared = { marks: tally, outlookCopies: tally, erpCopies: tally };
const installation = { kind: "installation" } as const;

/** A side that is away for as long as somebody says so. */
const away = (more: Partial<Refusal> = {}): Refusal => ({
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
}

const noConnections: LeavingConnections = {
  of: () => Promise.resolve([]),
  leave: () => Promise.resolve("none"),
  forget: () => Promise.resolve(),
};

async function withPeople(store: Store, people: readonly string[]): Promise<void> {
  for (const mailboxId of people) {
    const scope = { kind: "mailbox", tenantId, mailboxId } as const;
    await store.commit(scope, [put("mailbox", "mailbox", mailboxOf(mailboxId))]);
  }
}

function leavingOn(store: Store, given: Given) {
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
      async of() {
        const scopes = await store.scopes("mailbox");
        return scopes.flatMap((scope) => {
          if (scope.kind !== "mailbox") return [];
          const signIn = signIns[scope.mailboxId];
          const with_ = signIn === undefined ? {} : { signIn };
          return [{ tenantId, mailboxId: scope.mailboxId, name: "", address: "", ...with_ }];
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
  });
  const seen = async (): Promise<LeavingSight> => (await leaving.sight(tenantId))!;
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    leaving.tick();
    await leaving.settled();
  };
  const acts = async () =>
    (await store.history(installation, { limit: 50 })).map(({ act }) => act).reverse();
  return { leaving, clock, tried, seen, pass, acts };
}

async function begun(given: Given = {}) {
  const store = given.store ?? createMemoryStore();
  await withPeople(store, given.people ?? ["ada"]);
  const all = leavingOn(store, given);
  await all.leaving.begin(company, by);
  await all.leaving.settled();
  return { ...all, store };
}

it("two who begin it at once make one leaving, and one line of the trail", async () => {
  const store = createMemoryStore();
  await withPeople(store, ["ada"]);
  const { leaving, acts } = leavingOn(store, {});
  const [one, other] = await Promise.allSettled([
    leaving.begin(company, by),
    leaving.begin(company, by),
  ]);
  expect([one.status, other.status]).toEqual(["fulfilled", "rejected"]);
  await leaving.settled();
  expect((await acts()).filter((act) => act === "leaving-begun")).toHaveLength(1);
});

describe("what cannot be done now", () => {
  it("is tried again by itself after a wait that grows, and is told with its time", async () => {
    let isAway = true;
    const { seen, pass, tried } = await begun({
      clear: () => Promise.resolve(isAway ? away() : cleared),
    });
    expect(await seen()).toMatchObject({
      leaving: { state: "running" },
      wait: { until: "2026-11-27T09:00:01.000Z", reason: "It does not answer." },
    });
    await pass(1_000);
    expect((await seen()).wait?.until).toBe("2026-11-27T09:00:03.000Z");
    await pass(1_000);
    expect(tried).toHaveLength(2);
    isAway = false;
    await pass(1_000);
    expect((await seen()).leaving.state).toBe("done");
  });

  it("of one mailbox keeps no other one from leaving", async () => {
    const { seen } = await begun({
      people: ["ada", "grace"],
      clear: ({ mailboxId }) => Promise.resolve(mailboxId === "ada" ? away() : cleared),
    });
    const { departures } = await seen();
    expect(departures.filter(({ proof }) => proof !== undefined)).toMatchObject([
      { mailboxId: "grace" },
    ]);
  });

  it("of all of them is asked once and not by each; whoever was not tried comes first afterwards", async () => {
    let attempts = 0;
    const { pass, tried, seen } = await begun({
      people: ["ada", "grace", "maria"],
      clear: () => Promise.resolve((attempts += 1) < 3 ? away({ ofAll: true }) : cleared),
    });
    expect(tried).toEqual(["ada"]);
    await pass(1_000);
    // The wait grows although another mailbox met it.
    expect((await seen()).wait?.until).toBe("2026-11-27T09:00:03.000Z");
    await pass(2_000);
    expect(tried).toEqual(["ada", "grace", "maria", "ada", "grace"]);
    expect((await seen()).leaving.state).toBe("done");
  });

  it("keeps the person here whose sign-in it goes with", async () => {
    let isAway = true;
    const { pass, tried, seen } = await begun({
      people: ["team", "ada"],
      signIns: { team: "ada" },
      clear: ({ mailboxId }) => Promise.resolve(mailboxId === "team" && isAway ? away() : cleared),
    });
    expect(tried).toEqual(["team"]);
    isAway = false;
    await pass(1_000);
    expect(tried).toEqual(["team", "team", "ada"]);
    expect((await seen()).leaving.state).toBe("done");
  });

  it("is waited for no more once somebody stops it", async () => {
    const { leaving, pass, tried, seen } = await begun({ clear: () => Promise.resolve(away()) });
    await leaving.stop(tenantId, by);
    await pass(3_600_000);
    expect(tried).toHaveLength(1);
    expect(await seen()).toMatchObject({ leaving: { state: "stopped" }, wait: null });
  });

  it("is tried at once where somebody asks for it", async () => {
    const { leaving, tried } = await begun({ clear: () => Promise.resolve(away()) });
    await leaving.goOn(tenantId, false, by);
    await leaving.settled();
    expect(tried).toHaveLength(2);
  });

  it("and only somebody's act can help waits for him", async () => {
    const { seen } = await begun({ clear: () => Promise.resolve(away({ waitMs: () => null })) });
    expect((await seen()).leaving.state).toBe("stopped");
  });

  it("because the disk is full is waited for, and not told as stopped", async () => {
    let isFull = true;
    const { seen, pass } = await begun({
      clear: () =>
        isFull
          ? Promise.reject(new StoreError("full", "The disk is full."))
          : Promise.resolve(cleared),
    });
    expect(await seen()).toMatchObject({
      leaving: { state: "running" },
      wait: { reason: "The disk is full." },
    });
    isFull = false;
    await pass(1_000);
    expect((await seen()).leaving.state).toBe("done");
  });
});

it("what nobody foresaw stops it with a reason, and somebody can go on", async () => {
  const { leaving, seen, tried } = await begun({
    clear: () => Promise.reject(new TypeError("of an appointment that is nobody's business")),
  });
  const { leaving: stopped } = await seen();
  expect(stopped).toMatchObject({
    state: "stopped",
    problem: { kind: "TypeError", at: "2026-11-27T09:00:00.000Z" },
  });
  expect(JSON.stringify(stopped)).not.toContain("nobody's business");
  await leaving.goOn(tenantId, false, by);
  await leaving.settled();
  expect(tried).toHaveLength(2);
});

/** An ERP that knows our address until it is taken back, and what we keep of it. */
function anErp(): LeavingConnections & { readonly isForgotten: () => boolean } {
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
function dyingAfter(store: Store, commits: number) {
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

it("wherever the process is killed, the proof tells of every mailbox and every ERP", async () => {
  for (let commits = 1, isDead = true; isDead; commits++) {
    const store = createMemoryStore();
    await withPeople(store, ["ada", "grace"]);
    const connections = anErp();
    const death = dyingAfter(store, commits);
    const first = leavingOn(death.dying, { connections });
    await first.leaving.begin(company, by).catch(() => undefined);
    await first.leaving.settled();
    isDead = death.isDead();

    const next = leavingOn(store, { connections });
    await next.leaving.resume();
    await next.leaving.settled();
    const { leaving, departures } = await next.seen();
    expect([commits, leaving.state]).toEqual([commits, "done"]);
    expect(leaving.rest?.connections).toEqual([
      { id: "erp-1", connection: "removed", webhook: "removed" },
    ]);
    expect(departures.map(({ proof }) => proof?.isGone)).toEqual([true, true]);
    expect(connections.isForgotten()).toBe(true);
    expect(await store.scopes("mailbox")).toEqual([]);
  }
});

describe("an ERP that is left", () => {
  it("is waited for while it does not answer, and left as it is once that is in vain", async () => {
    let attempts = 0;
    const { seen, pass } = await begun({
      connections: {
        ...anErp(),
        leave: () => {
          attempts += 1;
          return Promise.resolve(away({ waitMs: (count) => (count > 2 ? null : 1_000) }));
        },
      },
    });
    expect((await seen()).wait).toMatchObject({ reason: "It does not answer." });
    await pass(1_000);
    await pass(1_000);
    expect(attempts).toBe(3);
    expect((await seen()).leaving).toMatchObject({
      state: "done",
      rest: { connections: [{ id: "erp-1", webhook: "left" }] },
    });
  });

  it("is called at no more from the moment in which that is planned until all is done", async () => {
    const { leaving, pass } = await begun({
      connections: { ...anErp(), leave: () => Promise.resolve(away()) },
    });
    expect(leaving.ends("erp-1")).toBe(true);
    expect(leaving.ends("erp-2")).toBe(false);
    await pass(1_000);
    expect(leaving.ends("erp-1")).toBe(true);
  });
});
