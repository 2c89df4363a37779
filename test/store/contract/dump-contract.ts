/* eslint-disable jest/no-export -- the part of the store's suite about dump and restore */
import { put, type Change, type Scope, type Store } from "../../../server/store/store.ts";
import { ada, append, putCursor, retry } from "../documents.ts";

const grace: Scope = { kind: "mailbox", tenantId: "contoso", mailboxId: "grace" };
const erp: Scope = { kind: "connection", connectionId: "ada" };

/** @param nowAndReopened checks the state as it is and, where it outlives the process, after a restart */
export function dumpContract(
  current: () => Store,
  nowAndReopened: (check: (store: Store) => Promise<void>) => Promise<void>,
): void {
  describe("a dump", () => {
    const changes = [
      putCursor("z", "1"),
      putCursor("17", "2"),
      put("inbox", "1", retry("x")),
      append("1", "link"),
      append("2"),
    ];

    it("is the changes that make the scope: documents in their order, then history", async () => {
      const store = current();
      await store.commit(ada, [append("1", "link"), putCursor("z", "0"), putCursor("17", "2")]);
      await store.commit(ada, [append("2"), put("inbox", "1", retry("x")), putCursor("z", "1")]);
      await nowAndReopened(async (opened) => {
        expect(await all(opened.dump(ada))).toEqual(changes);
        expect(await all(opened.dump(grace))).toEqual([]);
      });
    });

    it("shows one moment, whatever is committed while it is read", async () => {
      const store = current();
      await store.commit(ada, changes);
      const seen: Change[] = [];
      for await (const change of store.dump(ada)) {
        seen.push(change);
        await store.commit(ada, [putCursor("17", "later"), putCursor("new", "1"), append("3")]);
      }
      expect(seen).toEqual(changes);
    });

    it("given up half-way lets go of the scope", async () => {
      const store = current();
      await store.commit(ada, changes);
      for await (const change of store.dump(ada)) {
        expect(change).toEqual(changes[0]);
        break;
      }
      await store.erase(ada);
      expect(await all(store.dump(ada))).toEqual([]);
    });

    it("restored replaces all that was there, in any scope, and nothing elsewhere", async () => {
      const store = current();
      await store.commit(ada, changes);
      for (const scope of [grace, erp]) {
        await store.commit(scope, [putCursor("old", "1"), append("old")]);
      }
      await store.restore(grace, store.dump(ada));
      await nowAndReopened(async (opened) => {
        expect(await all(opened.dump(grace))).toEqual(changes);
        expect(await all(opened.dump(ada))).toEqual(changes);
        expect(await all(opened.dump(erp))).toHaveLength(2);
        expect(await opened.scopes("mailbox")).toHaveLength(2);
      });
      await current().commit(grace, [putCursor("17", "3"), append("3")]);
      await nowAndReopened(async (opened) => {
        expect((await opened.history(grace, { limit: 5 })).map(({ id }) => id)).toEqual([
          "3",
          "2",
          "1",
        ]);
        expect([...(await opened.list(grace, "cursors")).keys()]).toEqual(["z", "17"]);
      });
    });

    it("of many documents and entries is restored whole", async () => {
      const store = current();
      const many = Array.from({ length: 1200 }, (_, index) => putCursor(`k${index}`, "1"));
      const log = Array.from({ length: 1200 }, (_, index) => append(String(index)));
      await store.restore(ada, [...many, ...log]);
      await nowAndReopened(async (opened) => {
        expect(await all(opened.dump(ada))).toEqual([...many, ...log]);
      });
    });

    it("whose reading fails leaves everything as it was", async () => {
      const store = current();
      await store.commit(ada, [putCursor("old", "1"), append("old")]);
      const epoch = await store.acquire(ada);
      async function* torn(): AsyncGenerator<Change> {
        yield* changes;
        throw new Error("the file ends here");
      }
      await expect(store.restore(ada, torn())).rejects.toThrow("the file ends here");
      await store.commit(ada, [putCursor("old", "2")], epoch);
      await nowAndReopened(async (opened) => {
        expect(await all(opened.dump(ada))).toEqual([putCursor("old", "2"), append("old")]);
      });
    });

    it("restored fences a run that is under way: it knows another state", async () => {
      const store = current();
      const epoch = await store.acquire(ada);
      await store.commit(ada, [putCursor("k", "1")], epoch);
      await store.restore(ada, changes);
      await expect(store.commit(ada, [putCursor("k", "2")], epoch)).rejects.toMatchObject({
        code: "fenced",
      });
      await nowAndReopened(async (opened) => {
        expect(await all(opened.dump(ada))).toEqual(changes);
      });
    });

    it("of nothing restored leaves nothing", async () => {
      const store = current();
      await store.commit(ada, changes);
      await store.restore(ada, []);
      await nowAndReopened(async (opened) => {
        expect(await all(opened.dump(ada))).toEqual([]);
        expect(await opened.scopes("mailbox")).toEqual([]);
      });
    });
  });
}

async function all<T>(values: AsyncIterable<T>): Promise<readonly T[]> {
  const seen: T[] = [];
  for await (const value of values) seen.push(value);
  return seen;
}
