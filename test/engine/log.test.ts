/** The logs of many people as one: what is kept of them in memory, and what is read of few. */
import type { LogFilter } from "../../server/engine/log/search.ts";
import { createLogs } from "../../server/engine/log/logs.ts";
import { usualRecent, withRecentLines } from "../../server/engine/log/recent.ts";
import { mailboxScope, type MailboxScope } from "../../server/engine/mailboxes/mailbox.ts";
import { manualClock } from "../../server/lib/clock.ts";
import type { HistoryEntry } from "../../server/store/documents/mailbox.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, StoreError, type Change, type Store } from "../../server/store/store.ts";
import type { Link } from "../../server/sync/model.ts";

const startMs = Date.parse("2026-11-20T08:00:00Z");
const ada = mailboxScope("contoso", "ada");
const grace = mailboxScope("contoso", "grace");
/** As many as are never opened one by one. */
const crowd = Array.from({ length: 20 }, (_, at) => mailboxScope("contoso", `person-${at}`));

let lines = 0;
const minutes = (count: number): string => new Date(startMs + count * 60_000).toISOString();
function line(minute: number, more: Partial<HistoryEntry> = {}): Change {
  const entry: HistoryEntry = {
    ...{ id: `line-${++lines}`, at: minutes(minute), linkId: "link", kind: "updated", side: "erp" },
    ...{ origin: "microsoft", subject: "Visit", because: "R4", runId: "run-1" },
    changes: [{ field: "place", from: "Hamburg", to: "Bremen" }],
    ...more,
  };
  return { kind: "append", entry };
}

/** A link whose item is private by now. */
function privateLink(id: string): Change {
  const link = { id, microsoft: { fields: { sensitivity: "private" } }, erp: null };
  return put("links", id, link as unknown as Link);
}

function open(
  options: Partial<typeof usualRecent> = {},
  change: (inner: Store) => Partial<Store> = () => ({}),
) {
  const clock = manualClock(startMs + 3_600_000);
  const inner = createMemoryStore();
  const reads: string[] = [];
  const counted: Store = {
    ...inner,
    history: (scope, query) => {
      reads.push(JSON.stringify(scope));
      return inner.history(scope, query);
    },
    ...change(inner),
  };
  const heads = async () => {
    const scopes = (await inner.scopes("mailbox")) as readonly MailboxScope[];
    const newest = async (scope: MailboxScope) =>
      (await inner.history(scope, { limit: 1 })).map(({ at }) => ({ scope, at }));
    return (await Promise.all(scopes.map(newest))).flat();
  };
  const { store, recent } = withRecentLines(counted, clock, heads, { ...usualRecent, ...options });
  const logs = createLogs(store, recent, "boot");
  const reader = {
    whose: ({ scope }: { scope: MailboxScope }) => scope.mailboxId,
    reads: () => true,
  };
  const ask = (scopes: readonly MailboxScope[], filter: LogFilter = {}, reads = true) => ({
    ...{ scopes, filter },
    reader: { ...reader, reads: () => reads },
  });
  return { clock, inner, store, recent, logs, ask, reads };
}

const subjects = (page: { readonly lines: readonly { readonly subject: string }[] } | undefined) =>
  page?.lines.map(({ subject }) => subject);

describe("what is private", () => {
  it("is told of without subject and fields, also where it became so after the line was written", async () => {
    const { inner, store, logs, ask } = open();
    await inner.commit(ada, [line(1, { linkId: "early" }), privateLink("early")]);
    await store.commit(ada, [line(2, { linkId: "late" })]);
    for (const scopes of [[ada], [ada, ...crowd]]) {
      expect((await logs.page(ask(scopes), { limit: 9 }))?.lines).toMatchObject([
        { subject: "Visit", fields: ["place"] },
        { subject: "", fields: [] },
      ]);
    }
    await store.commit(ada, [privateLink("late")]);
    for (const scopes of [[ada], [ada, ...crowd]]) {
      expect(subjects(await logs.page(ask(scopes), { limit: 9 }))).toEqual(["", ""]);
      expect((await logs.page(ask(scopes, { text: "visit" }), { limit: 9 }))?.lines).toEqual([]);
    }
  });

  it("that turns so while the logs are read for the first time is not told either", async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { inner, store, logs, ask } = open({}, (within) => ({
      history: async (scope, query) => {
        const page = await within.history(scope, query);
        await held;
        return page;
      },
    }));
    await inner.commit(ada, [line(1)]);
    const asked = logs.page(ask([ada, ...crowd]), { limit: 9 });
    await new Promise((resolve) => setImmediate(resolve));
    await store.commit(ada, [privateLink("link")]);
    letGo();
    expect(subjects(await asked)).toEqual([""]);
  });

  it("and what people wrote is not found by who may not read it", async () => {
    const { store, logs, ask } = open();
    await store.commit(ada, [line(1, { because: "rejected: no room" })]);
    for (const scopes of [[ada], [ada, ...crowd]]) {
      const found = async (text: string) =>
        (await logs.page(ask(scopes, { text }, false), { limit: 9 }))?.lines.length;
      expect([await found("visit"), await found("NO ROOM"), await found("run-1")]).toEqual([
        0, 1, 1,
      ]);
    }
  });

  it("nothing is left of who was erased, and a restored mailbox tells what it was restored to", async () => {
    const { store, logs, ask } = open();
    const all = ask([ada, grace, ...crowd]);
    await store.commit(ada, [line(1)]);
    await store.commit(grace, [line(2, { subject: "Hers" })]);
    await logs.page(all, { limit: 9 });
    await store.erase(ada);
    expect(subjects(await logs.page(all, { limit: 9 }))).toEqual(["Hers"]);
    await store.restore(grace, [line(3, { subject: "Restored" })]);
    expect(subjects(await logs.page(all, { limit: 9 }))).toEqual(["Restored"]);
  });
});

describe("the newest lines", () => {
  it("of many are read once, however often they are asked for", async () => {
    const { inner, store, logs, ask, reads } = open();
    for (const [at, scope] of crowd.entries()) {
      await inner.commit(scope, [line(at, { subject: `Visit ${at}` })]);
    }
    const first = await logs.page(ask(crowd), { limit: 3 });
    expect(subjects(first)).toEqual(["Visit 19", "Visit 18", "Visit 17"]);
    const opened = reads.length;
    await store.commit(crowd[0]!, [line(30, { subject: "News" })]);
    expect(subjects(await logs.page(ask(crowd), { limit: 1 }))).toEqual(["News"]);
    const second = await logs.page(ask(crowd), { limit: 2, before: first?.next ?? "" });
    expect(subjects(second)).toEqual(["Visit 16", "Visit 15"]);
    expect(reads.length).toBe(opened);
  });

  it("come in the order of time, though they are stored in another, none twice and none left out", async () => {
    const { store, logs, ask } = open();
    await logs.page(ask(crowd), { limit: 1 });
    await store.commit(crowd[0]!, [line(5, { subject: "b" })]);
    await store.commit(crowd[1]!, [line(3, { subject: "a" }), line(5, { subject: "c" })]);
    await store.commit(crowd[2]!, [line(9, { subject: "d" })]);
    const told: string[] = [];
    for (let before: string | null | undefined; before !== null;) {
      const page = await logs.page(ask(crowd), {
        limit: 1,
        ...(before !== undefined && { before }),
      });
      told.push(...(subjects(page) ?? []));
      before = page?.next ?? null;
    }
    expect(told).toEqual(["d", "c", "b", "a"]);
  });

  it("are bounded in number and in age, and say how far back they go", async () => {
    const { clock, inner, logs, ask, recent } = open({ most: 10, keptMs: 86_400_000 });
    for (const [at, scope] of crowd.entries()) await inner.commit(scope, [line(at)]);
    const page = await logs.page(ask(crowd), { limit: 100 });
    expect(page).toMatchObject({ depth: "recent", next: null, lookedTo: minutes(11) });
    expect(page?.lines.map(({ at }) => at).at(-1)).toBe(minutes(11));
    expect(page?.lines).toHaveLength(9);
    clock.advance(2 * 86_400_000);
    expect((await logs.page(ask(crowd), { limit: 100 }))?.lines).toEqual([]);
    expect(recent.reachesTo > minutes(11)).toBe(true);
  });

  it("leave out who cannot be read, and tell of the others", async () => {
    const { inner, logs, ask } = open({}, (within) => ({
      history: async (scope, query) => {
        if (scope.kind === "mailbox" && scope.mailboxId === "ada") {
          throw new StoreError("refused", "It is damaged.");
        }
        return within.history(scope, query);
      },
    }));
    await inner.commit(ada, [line(1)]);
    await inner.commit(grace, [line(1, { subject: "Hers" })]);
    for (const scopes of [
      [ada, grace],
      [ada, grace, ...crowd],
    ]) {
      expect(subjects(await logs.page(ask(scopes), { limit: 9 }))).toEqual(["Hers"]);
    }
  });
});

describe("nothing is read that an answer does not need", () => {
  const fill = async (inner: Store) => {
    for (const [at, scope] of crowd.entries()) {
      await inner.commit(scope, [line(at, { subject: `Visit ${at}` })]);
    }
  };

  it("of many people those alone who wrote the newest lines, each once", async () => {
    const { inner, logs, ask, reads } = open();
    const many = Array.from({ length: 200 }, (_, at) => mailboxScope("contoso", `one-${at}`));
    for (const [at, scope] of many.entries()) {
      await inner.commit(scope, [line(at / 10, { subject: `Visit ${at}` })]);
    }
    const first = await logs.page(ask(many), { limit: 3 });
    expect(subjects(first)).toEqual(["Visit 199", "Visit 198", "Visit 197"]);
    // As many as are read at once.
    expect(reads).toHaveLength(32);
    const second = await logs.page(ask(many), { limit: 40, before: first?.next ?? "" });
    expect(subjects(second)).toEqual(Array.from({ length: 40 }, (_, at) => `Visit ${196 - at}`));
    expect(reads).toHaveLength(64);
    // Whoever asks about an hour opens nobody who did nothing in it.
    const asked = ask(many, { from: minutes(12), kind: "created" });
    const news = await logs.page(asked, { limit: 3 });
    expect(news).toMatchObject({ lines: [], next: null, lookedTo: null });
    expect(reads).toHaveLength(80);
  });

  it("of few people their own, whatever others have", async () => {
    const { inner, logs, ask, reads } = open();
    await fill(inner);
    const { tail = "" } = (await logs.page(ask([crowd[2]!]), { limit: 3 })) ?? {};
    expect((await logs.since(ask([crowd[2]!]), tail)).missed).toBe(false);
    expect(new Set(reads)).toEqual(new Set([JSON.stringify(crowd[2])]));
  });

  it("a search that finds nothing in 500 mailboxes says how far it looked, and goes on there", async () => {
    const { inner, logs, ask } = open();
    const many = Array.from({ length: 501 }, (_, at) => mailboxScope("contoso", `one-${at}`));
    for (const [at, scope] of many.entries()) {
      await inner.commit(scope, [line(at / 100, { subject: `Visit ${at}` })]);
    }
    const first = await logs.page(ask(many, { text: "visit 0" }), { limit: 9 });
    expect(first).toMatchObject({ lines: [], lookedTo: minutes(0) });
    const rest = { limit: 9, before: first?.next ?? "" };
    const second = await logs.page(ask(many, { text: "visit 0" }), rest);
    expect(subjects(second)).toEqual(["Visit 0"]);
    expect(second?.next).toBeNull();
  });

  it("and a table of many has all that is kept of each, also what is older than a week", async () => {
    const { inner, logs, ask } = open({ keptMs: 60_000, most: 5 });
    await fill(inner);
    const told: string[] = [];
    for await (const { subject } of logs.all(ask(crowd))) told.push(subject);
    expect(told).toEqual(crowd.map((_, at) => `Visit ${at}`));
  });
});

describe("of few people", () => {
  it("the logs are told to their beginning, page by page as one", async () => {
    const { inner, logs, ask } = open({ keptMs: 60_000 });
    for (let minute = 0; minute < 250; minute++) {
      await inner.commit(minute % 3 === 0 ? ada : grace, [line(minute, { subject: `${minute}` })]);
    }
    const told: number[] = [];
    for (let before: string | null | undefined; before !== null;) {
      const page = await logs.page(ask([ada, grace]), {
        ...{ limit: 70, ...(before !== undefined && { before }) },
      });
      told.push(...(subjects(page) ?? []).map(Number));
      before = page?.next ?? null;
    }
    expect(told).toEqual(Array.from({ length: 250 }, (_, at) => 249 - at));
    const answer = await logs.page(ask([ada, grace], { to: minutes(1) }), { limit: 9 });
    expect(answer).toMatchObject({ depth: "whole", lookedTo: null });
    expect(subjects(answer)).toEqual(["0"]);
  });

  it("a page that was given out for others opens nothing", async () => {
    const { inner, logs, ask } = open();
    await inner.commit(ada, [line(1), line(2)]);
    const page = await logs.page(ask([ada]), { limit: 1 });
    expect(await logs.page(ask(crowd), { limit: 1, before: page?.next ?? "" })).toBeUndefined();
    expect(await logs.page(ask([ada]), { limit: 1, before: "nonsense" })).toBeUndefined();
  });
});

describe("whoever watches", () => {
  it("is told what came since, whatever its time, and nothing that is not asked for", async () => {
    const { store, logs, ask } = open();
    const question = ask([ada, ...crowd], { outcome: "failed" });
    const { tail = "" } = (await logs.page(question, { limit: 9 })) ?? {};
    // A run notes and stores later: its time is before what somebody else stored meanwhile.
    await store.commit(crowd[0]!, [line(20, { kind: "failed", because: "stale: moved on" })]);
    const first = await logs.since(question, tail);
    await store.commit(ada, [line(10, { kind: "failed", because: "rejected: no" }), line(11)]);
    await store.commit(grace, [line(12, { kind: "failed", because: "rejected: hers" })]);
    const second = await logs.since(question, first.tail);
    expect(first.lines.map(({ because }) => because)).toEqual(["stale: moved on"]);
    expect(second.lines.map(({ because }) => because)).toEqual(["rejected: no"]);
    expect(await logs.since(question, second.tail)).toMatchObject({ lines: [], missed: false });
  });

  it("asks anew where too much came, and where the server is another one by now", async () => {
    const { store, logs, ask } = open();
    const { tail = "" } = (await logs.page(ask([ada]), { limit: 9 })) ?? {};
    await store.commit(
      ada,
      Array.from({ length: 201 }, () => line(1)),
    );
    const answer = await logs.since(ask([ada]), tail);
    expect(answer).toMatchObject({ lines: [], missed: true });
    expect(await logs.since(ask([ada]), answer.tail)).toMatchObject({ missed: false });
    expect(await logs.since(ask([ada]), "another.1")).toMatchObject({ missed: true });
  });
});

describe("a filter", () => {
  const lineOf = async (filter: LogFilter, scopes: readonly MailboxScope[]) => {
    const { inner, logs, ask } = open();
    await inner.commit(ada, [
      line(1, { subject: "made", kind: "created", side: "microsoft" }),
      line(2, {
        ...{ subject: "set aside", kind: "failed", because: "rejected: The room is closed." },
        requests: ["request-6", "request-7"],
      }),
      line(3, { subject: "both", kind: "conflict", side: null, because: "R5" }),
      line(4, { subject: "", kind: "state", side: null, because: "erp-down: No answer." }),
      line(5, { subject: "", kind: "state", side: null, because: "operational" }),
    ]);
    const page = await logs.page(ask(scopes, filter), { limit: 9 });
    return page?.lines.map(({ at }) => Number(at.slice(14, 16)));
  };

  it.each<[LogFilter, readonly number[]]>([
    [{ kind: "created" }, [1]],
    [{ side: "microsoft" }, [1]],
    [{ outcome: "failed" }, [4, 2]],
    [{ outcome: "conflict" }, [3]],
    [{ outcome: "done" }, [5, 1]],
    [{ code: "erp-down" }, [4]],
    [{ from: minutes(3) }, [5, 4, 3]],
    [{ to: minutes(3) }, [2, 1]],
    [{ text: " Room is " }, [2]],
    [{ request: "request-7" }, [2]],
    [{ text: "request-7" }, [2]],
    [{ request: "request" }, []],
    [{ text: "ADA" }, [5, 4, 3, 2, 1]],
    [{ text: "link", outcome: "conflict" }, [3]],
  ])("%j finds the same among few and among many", async (filter, expected) => {
    expect(await lineOf(filter, [ada])).toEqual(expected);
    expect(await lineOf(filter, [ada, ...crowd])).toEqual(expected);
  });
});
