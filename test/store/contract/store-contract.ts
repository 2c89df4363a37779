/* eslint-disable jest/no-export -- a suite that the test file of each store calls */
import {
  put,
  type Change,
  type LogEntry,
  type Scope,
  type Store,
} from "../../../server/store/store.ts";
import { ada, append, cursor, putCursor, retry } from "../documents.ts";
import { dumpContract } from "./dump-contract.ts";

/** One store under test. */
export interface StoreHarness {
  readonly store: Store;
  /** Closes the store and opens its files again; absent where nothing outlives the process. */
  readonly reopen?: () => Promise<Store>;
  dispose(): Promise<void>;
}

const grace: Scope = { kind: "mailbox", tenantId: "contoso", mailboxId: "grace" };
const adaElsewhere: Scope = { kind: "mailbox", tenantId: "fabrikam", mailboxId: "ada" };
const erp: Scope = { kind: "connection", connectionId: "ada" };
const contoso: Scope = { kind: "tenant", tenantId: "contoso" };
const installation: Scope = { kind: "installation" };
const everyone = [ada, grace, adaElsewhere, erp, contoso, installation];

/** What every implementation of `Store` promises. Call it inside a test file. */
export function storeContract(name: string, makeHarness: () => Promise<StoreHarness>): void {
  describe(`${name} keeps the store's contract:`, () => {
    let harness: StoreHarness;
    let store: Store;
    beforeEach(async () => {
      harness = await makeHarness();
      store = harness.store;
    });
    afterEach(() => harness.dispose());

    /** The state as it is now and, where it outlives the process, as it is after a restart. */
    async function nowAndReopened(check: (store: Store) => Promise<void>): Promise<void> {
      await check(store);
      if (harness.reopen === undefined) return;
      store = await harness.reopen();
      await check(store);
    }

    describe("documents", () => {
      it("are what was put, until they are replaced or removed", async () => {
        await store.commit(ada, [putCursor("a", "1"), putCursor("b", "1")]);
        await store.commit(ada, [
          putCursor("a", "2"),
          { kind: "remove", collection: "cursors", key: "b" },
        ]);
        await nowAndReopened(async (opened) => {
          expect(await opened.get(ada, "cursors", "a")).toEqual(cursor("2"));
          expect(await opened.get(ada, "cursors", "b")).toBeUndefined();
          expect(await opened.get(ada, "cursors", "never")).toBeUndefined();
        });
      });

      it("have keys of any text, each collection its own", async () => {
        const keys = ["17", "3", "__proto__", "constructor", "", "ü/\\\n\0", '"', " "];
        await store.commit(
          ada,
          keys.map((key) => putCursor(key, `of ${key}`)),
        );
        await nowAndReopened(async (opened) => {
          for (const key of keys) {
            expect(await opened.get(ada, "cursors", key)).toEqual(cursor(`of ${key}`));
            expect(await opened.get(ada, "links", key)).toBeUndefined();
          }
          expect([...(await opened.list(ada, "cursors")).keys()]).toEqual(keys);
        });
      });

      it("are listed in the order of their first writing", async () => {
        await store.commit(ada, [putCursor("z", "1"), putCursor("9", "1"), putCursor("1", "1")]);
        await store.commit(ada, [putCursor("a", "1"), putCursor("9", "2")]);
        await store.commit(ada, [
          { kind: "remove", collection: "cursors", key: "z" },
          putCursor("z", "3"),
        ]);
        await nowAndReopened(async (opened) => {
          const listed = await opened.list(ada, "cursors");
          expect([...listed.keys()]).toEqual(["9", "1", "a", "z"]);
          expect(listed.get("9")).toEqual(cursor("2"));
        });
      });

      it("do not change with the object they were put from, nor with what was read", async () => {
        const changes: Change[] = [put("settings", "s", { values: { days: [1, 2] } })];
        const committed = store.commit(ada, changes);
        (changes[0] as { document: unknown }).document = { values: { days: [9] } };
        changes.length = 0;
        await committed;
        const read = (await store.get(ada, "settings", "s"))!;
        expect(() => ((read.values["days"] as number[])[0] = 9)).toThrow(TypeError);
        const listed = (await store.list(ada, "settings")) as Map<string, unknown>;
        expect(() => listed.clear()).toThrow(TypeError);
        await nowAndReopened(async (opened) => {
          expect(await opened.get(ada, "settings", "s")).toEqual({ values: { days: [1, 2] } });
        });
      });

      it("listed once do not move while others are written", async () => {
        await store.commit(ada, [putCursor("a", "1")]);
        const listed = await store.list(ada, "cursors");
        await store.commit(ada, [putCursor("a", "2"), putCursor("b", "1")]);
        expect([...listed]).toEqual([["a", cursor("1")]]);
      });
    });

    describe("a commit", () => {
      it("is seen whole or not at all", async () => {
        const read = async (): Promise<string> => {
          const listed = await store.list(ada, "cursors");
          const history = await store.history(ada, { limit: 10 });
          return JSON.stringify([[...listed.values()].map((one) => one.cursor), history.length]);
        };
        await store.commit(ada, [putCursor("a", "1"), putCursor("b", "1"), append("1")]);
        const seen = [
          store.commit(ada, [putCursor("a", "2"), append("2"), putCursor("b", "2")]),
          read(),
          read(),
        ];
        await Promise.all(seen);
        for (const state of (await Promise.all(seen)).slice(1)) {
          expect(['[["1","1"],1]', '[["2","2"],2]']).toContain(state);
        }
        await nowAndReopened(async (opened) => {
          expect(await opened.get(ada, "cursors", "b")).toEqual(cursor("2"));
          expect(await opened.history(ada, { limit: 10 })).toHaveLength(2);
        });
      });

      it("of many at once loses none and keeps their order", async () => {
        const numbers = Array.from({ length: 100 }, (_, index) => String(index));
        await Promise.all(
          numbers.map((number) =>
            store.commit(ada, [
              put("inbox", number, retry(number)),
              putCursor("last", number),
              append(number),
            ]),
          ),
        );
        await nowAndReopened(async (opened) => {
          expect([...(await opened.list(ada, "inbox")).keys()]).toEqual(numbers);
          expect(await opened.get(ada, "cursors", "last")).toEqual(cursor("99"));
          expect(idsOf(await opened.history(ada, { limit: 200 }))).toEqual(numbers.toReversed());
        });
      });

      it("applies its changes in their order", async () => {
        await store.commit(ada, [
          putCursor("a", "1"),
          { kind: "remove", collection: "cursors", key: "a" },
          putCursor("a", "2"),
          { kind: "remove", collection: "cursors", key: "missing" },
        ]);
        expect(await store.get(ada, "cursors", "a")).toEqual(cursor("2"));
      });

      it("without changes is accepted and leaves no trace", async () => {
        await store.commit(ada, []);
        expect(await store.scopes("mailbox")).toEqual([]);
      });
    });

    describe("scopes", () => {
      it("share nothing, however their ids collide", async () => {
        for (const [index, scope] of everyone.entries()) {
          await store.commit(scope, [putCursor("k", String(index)), append("1", "link")]);
          await store.commit(scope, [append(`only ${index}`, "link")]);
        }
        await nowAndReopened(async (opened) => {
          for (const [index, scope] of everyone.entries()) {
            expect(await opened.get(scope, "cursors", "k")).toEqual(cursor(String(index)));
            const history = await opened.history(scope, { limit: 9, linkId: "link" });
            expect(idsOf(history)).toEqual([`only ${index}`, "1"]);
          }
        });
      });

      it("are told apart by ids that differ only in case or in where a separator stands", async () => {
        const alike: Scope[] = [
          { kind: "mailbox", tenantId: "a", mailboxId: "b/c" },
          { kind: "mailbox", tenantId: "a/b", mailboxId: "c" },
          { kind: "mailbox", tenantId: "A", mailboxId: "b/c" },
          { kind: "mailbox", tenantId: "..", mailboxId: "../../x" },
        ];
        for (const [index, scope] of alike.entries()) {
          await store.commit(scope, [putCursor("k", String(index))]);
        }
        await nowAndReopened(async (opened) => {
          for (const [index, scope] of alike.entries()) {
            expect(await opened.get(scope, "cursors", "k")).toEqual(cursor(String(index)));
          }
        });
      });

      it("are found by kind once they were written to, and not for having been read", async () => {
        await store.get(grace, "cursors", "k");
        await store.acquire(grace);
        for (const scope of [ada, adaElsewhere, erp, installation]) {
          await store.commit(scope, [putCursor("k", "1")]);
        }
        await nowAndReopened(async (opened) => {
          const mailboxes = await opened.scopes("mailbox");
          expect(mailboxes).toHaveLength(2);
          expect(mailboxes).toEqual(expect.arrayContaining([ada, adaElsewhere]));
          expect(await opened.scopes("connection")).toEqual([erp]);
          expect(await opened.scopes("tenant")).toEqual([]);
          expect(await opened.scopes("installation")).toEqual([installation]);
        });
      });
    });

    describe("fencing", () => {
      it("refuses a commit of a run that was overtaken, and writes nothing of it", async () => {
        const first = await store.acquire(ada);
        await store.commit(ada, [putCursor("k", "first")], first);
        const second = await store.acquire(ada);
        expect(second).toBeGreaterThan(first);
        await expect(
          store.commit(ada, [putCursor("k", "zombie"), append("1")], first),
        ).rejects.toMatchObject({ name: "StoreError", code: "fenced" });
        await store.commit(ada, [putCursor("other", "second")], second);
        await nowAndReopened(async (opened) => {
          expect(await opened.get(ada, "cursors", "k")).toEqual(cursor("first"));
          expect(await opened.history(ada, { limit: 1 })).toEqual([]);
        });
      });

      it("decides in the order of the calls", async () => {
        const first = await store.acquire(ada);
        const before = store.commit(ada, [putCursor("k", "before")], first);
        const second = store.acquire(ada);
        const after = store.commit(ada, [putCursor("k", "after")], first);
        await expect(after).rejects.toMatchObject({ code: "fenced" });
        await before;
        expect(await second).toBeGreaterThan(first);
        expect(await store.get(ada, "cursors", "k")).toEqual(cursor("before"));
      });

      it("leaves acts of people alone", async () => {
        await store.acquire(ada);
        await store.commit(ada, [put("inbox", "1", retry("x"))]);
        expect(await store.get(ada, "inbox", "1")).toEqual(retry("x"));
      });

      it("holds for its scope alone", async () => {
        const epoch = await store.acquire(ada);
        await store.acquire(grace);
        await store.acquire(grace);
        await store.commit(ada, [putCursor("k", "1")], epoch);
        expect(await store.get(ada, "cursors", "k")).toEqual(cursor("1"));
      });

      it("refuses a run that began before a restart", async () => {
        const epoch = await store.acquire(ada);
        await store.commit(ada, [putCursor("k", "1")], epoch);
        if (harness.reopen !== undefined) store = await harness.reopen();
        expect(await store.acquire(ada)).toBeGreaterThan(epoch);
        await expect(store.commit(ada, [putCursor("k", "2")], epoch)).rejects.toMatchObject({
          code: "fenced",
        });
      });
    });

    describe("history", () => {
      it("comes newest first, page by page, each entry once", async () => {
        const ids = Array.from({ length: 25 }, (_, index) => `e${String(index).padStart(2, "0")}`);
        for (const id of ids) await store.commit(ada, [append(id)]);
        await nowAndReopened(async (opened) => {
          const seen: string[] = [];
          let page = await opened.history(ada, { limit: 10 });
          while (page.length > 0) {
            expect(page.length).toBeLessThanOrEqual(10);
            seen.push(...idsOf(page));
            page = await opened.history(ada, { limit: 10, before: seen.at(-1)! });
          }
          expect(seen).toEqual(ids.toReversed());
        });
      });

      it("is forgotten up to the first line that is young enough, and its documents stay", async () => {
        const at = (day: number) => `2026-11-${10 + day}T08:00:00.000Z`;
        const days = [0, 1, 2, 5, 3, 6];
        for (const day of days) {
          await store.commit(ada, [append(`day ${day}`, null, at(day)), putCursor("k", `${day}`)]);
        }
        const epoch = await store.acquire(ada);
        expect(await store.trim(ada, at(4))).toBe(3);
        expect(await store.trim(ada, at(4))).toBe(0);
        // A run that is under way goes on; what came after a line that stays is not judged.
        await store.commit(ada, [append("later", null, at(7))], epoch);
        await nowAndReopened(async (opened) => {
          const history = await opened.history(ada, { limit: 10 });
          expect(idsOf(history)).toEqual(["later", "day 6", "day 3", "day 5"]);
          expect(await opened.get(ada, "cursors", "k")).toMatchObject({ cursor: "6" });
        });
      });

      it("may be forgotten whole, and goes on", async () => {
        await store.commit(ada, [append("1"), append("2")]);
        expect(await store.trim(ada, "2027-01-01T00:00:00.000Z")).toBe(2);
        await store.commit(ada, [append("3")]);
        await nowAndReopened(async (opened) => {
          expect(idsOf(await opened.history(ada, { limit: 10 }))).toEqual(["3"]);
        });
      });

      it("is read to its end by whoever began before it was forgotten", async () => {
        for (let index = 0; index < 30; index += 1) await store.commit(ada, [append(`${index}`)]);
        const dump = store.dump(ada)[Symbol.asyncIterator]();
        let read = [await dump.next()];
        const trimmed = store.trim(ada, "2027-01-01T00:00:00.000Z");
        for (; read.at(-1)?.done !== true;) read = [...read, await dump.next()];
        expect(read).toHaveLength(31);
        expect(await trimmed).toBe(30);
        expect(await store.history(ada, { limit: 5 })).toEqual([]);
      });

      it("can be asked for one link", async () => {
        for (let index = 0; index < 20; index += 1) {
          await store.commit(ada, [append(String(index), index % 3 === 0 ? "mine" : "other")]);
        }
        await nowAndReopened(async (opened) => {
          const first = await opened.history(ada, { limit: 4, linkId: "mine" });
          expect(idsOf(first)).toEqual(["18", "15", "12", "9"]);
          const rest = await opened.history(ada, { limit: 4, linkId: "mine", before: "9" });
          expect(idsOf(rest)).toEqual(["6", "3", "0"]);
        });
      });

      it("can be asked for several links together", async () => {
        for (let index = 0; index < 12; index += 1) {
          await store.commit(ada, [append(String(index), ["one", "two", "other"][index % 3])]);
        }
        await nowAndReopened(async (opened) => {
          const links = new Set(["one", "two"]);
          const first = await opened.history(ada, { limit: 3, linkId: links });
          expect(idsOf(first)).toEqual(["10", "9", "7"]);
          const rest = await opened.history(ada, { limit: 9, linkId: links, before: "7" });
          expect(idsOf(rest)).toEqual(["6", "4", "3", "1", "0"]);
          expect(await opened.history(ada, { limit: 3, linkId: new Set() })).toEqual([]);
        });
      });

      it("has an empty page before what it does not know, and where nothing is asked for", async () => {
        await store.commit(ada, [append("1")]);
        expect(await store.history(ada, { limit: 5, before: "unknown" })).toEqual([]);
        expect(await store.history(ada, { limit: 0 })).toEqual([]);
        expect(await store.history(grace, { limit: 5 })).toEqual([]);
      });
    });

    describe("folding", () => {
      it("changes nothing that is there, and disturbs no run", async () => {
        await store.fold(ada);
        const epoch = await store.acquire(ada);
        await store.commit(ada, [putCursor("a", "1"), putCursor("b", "1"), append("1")], epoch);
        const gone: Change = { kind: "remove", collection: "cursors", key: "b" };
        const [, folded] = await Promise.all([
          store.commit(ada, [gone, append("2")], epoch),
          store.fold(ada).then(() => true),
          store.commit(ada, [putCursor("c", "1")], epoch),
        ]);
        expect(folded).toBe(true);
        await store.fold(ada);
        await store.commit(ada, [putCursor("d", "1")], epoch);
        await nowAndReopened(async (opened) => {
          expect([...(await opened.list(ada, "cursors")).keys()]).toEqual(["a", "c", "d"]);
          expect(idsOf(await opened.history(ada, { limit: 5 }))).toEqual(["2", "1"]);
        });
      });

      it("makes nothing of a scope that is empty", async () => {
        await store.fold(ada);
        expect(await store.scopes("mailbox")).toEqual([]);
      });
    });

    describe("erasing", () => {
      it("removes everything of one scope and nothing of another", async () => {
        for (const scope of [ada, grace]) {
          await store.commit(scope, [putCursor("k", "1"), append("1")]);
        }
        await store.erase(ada);
        await nowAndReopened(async (opened) => {
          expect(await opened.get(ada, "cursors", "k")).toBeUndefined();
          expect(await opened.history(ada, { limit: 5 })).toEqual([]);
          expect(await opened.scopes("mailbox")).toEqual([grace]);
          expect(await opened.get(grace, "cursors", "k")).toEqual(cursor("1"));
        });
      });

      it("fences a run that is under way: it cannot bring anything back", async () => {
        const epoch = await store.acquire(ada);
        await store.commit(ada, [putCursor("k", "1")], epoch);
        await store.erase(ada);
        await expect(store.commit(ada, [putCursor("k", "2")], epoch)).rejects.toMatchObject({
          code: "fenced",
        });
        expect(await store.scopes("mailbox")).toEqual([]);
      });

      it("lets the scope begin anew", async () => {
        await store.commit(ada, [putCursor("old", "1"), append("1")]);
        await store.erase(ada);
        await store.commit(ada, [putCursor("new", "1"), append("2")], await store.acquire(ada));
        await nowAndReopened(async (opened) => {
          expect([...(await opened.list(ada, "cursors")).keys()]).toEqual(["new"]);
          expect(idsOf(await opened.history(ada, { limit: 5 }))).toEqual(["2"]);
        });
      });

      it("of what was never written is no error", async () => {
        await store.erase(ada);
        expect(await store.scopes("mailbox")).toEqual([]);
      });
    });

    dumpContract(() => store, nowAndReopened);

    it("refuses everything once it is closed, and closing twice is no error", async () => {
      await store.commit(ada, [putCursor("k", "1")]);
      await store.close();
      await store.close();
      await expect(store.get(ada, "cursors", "k")).rejects.toMatchObject({ code: "refused" });
      await expect(store.dump(ada)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
        code: "refused",
      });
      await expect(store.restore(ada, [])).rejects.toMatchObject({ code: "refused" });
      await expect(store.commit(ada, [putCursor("k", "2")])).rejects.toMatchObject({
        code: "refused",
      });
    });
  });
}

function idsOf(entries: readonly LogEntry[]): readonly string[] {
  return entries.map((one) => one.id);
}
