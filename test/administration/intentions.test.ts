/** No act of an administrator is without its line, wherever the process ends. */
import { createAudit } from "../../server/administration/audit.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { countedIds } from "../../server/lib/ids.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, type Store } from "../../server/store/store.ts";
import { createBreaker, Crash } from "../engine/breaker.ts";

const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
const scope = { kind: "installation" } as const;
const elsewhere = { kind: "tenant", tenantId: "contoso" } as const;
const actor = { kind: "operator" } as const;
const intention = { requestId: "r1", actor, tenantId: "contoso", about: "PUT /stop" };

function open(store: Store, begins = "a") {
  return createAudit({ store, clock, ids: countedIds(begins), log: { info: () => undefined } });
}

/** A stop of an endpoint, as handlers do it: the change, then its line. */
async function stopEndpoint(store: Store): Promise<void> {
  const audit = open(store);
  await audit.during(
    intention,
    async () => {
      const stop = { by: "Katherine", reason: "Release", at: "2026-11-20T08:00:00.000Z" };
      await store.commit(elsewhere, [put("stops", "pull", stop)]);
      await audit.record({ actor, act: "endpoint-stopped", tenantId: "contoso", requestId: "r1" });
    },
    () => false,
  );
}

/** The store of a process that ends at this commit: nothing of it is done any more. */
function dying(inner: Store, at: { step: number; when: "before" | "after" }): Store {
  const breaker = createBreaker();
  breaker.arm(at);
  const store = breaker.store(inner);
  let isDead = false;
  return {
    ...store,
    async commit(...args) {
      if (isDead) throw new Crash();
      isDead = true;
      await store.commit(...args);
      isDead = false;
    },
  };
}

/** What the trail says after the next start, newest first. */
async function told(store: Store) {
  const audit = open(store, "b");
  await audit.tellInterrupted();
  expect((await audit.verify()).brokenAt).toBeNull();
  expect((await store.list(scope, "intentions")).size).toBe(0);
  return (await store.history(scope, { limit: 10 })).map(({ act, requestId }) => [act, requestId]);
}

describe.each(["before", "after"] as const)(
  "an act whose process ends %s one of its steps",
  (when) => {
    it("has exactly one line once it may have been done", async () => {
      const found: string[] = [];
      for (let step = 1, stopped = true; stopped; step++) {
        const memory = createMemoryStore();
        stopped = await stopEndpoint(dying(memory, { step, when })).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        const isDone = (await memory.get(elsewhere, "stops", "pull")) !== undefined;
        const lines = await told(memory);
        found.push(`${isDone ? "done" : "not done"}: ${lines.map(([act]) => act).join(" ")}`);
      }
      expect(found).toEqual(
        when === "before"
          ? [
              "not done: ",
              "not done: act-interrupted",
              "done: act-interrupted",
              "done: endpoint-stopped",
            ]
          : [
              "not done: act-interrupted",
              "done: act-interrupted",
              "done: endpoint-stopped",
              "done: endpoint-stopped",
            ],
      );
    });
  },
);

it("an act that is refused leaves no line, and one that fails otherwise leaves one", async () => {
  const store = createMemoryStore();
  const audit = open(store);
  const fails = () => Promise.reject(new Error("no"));
  await expect(audit.during(intention, fails, () => true)).rejects.toThrow("no");
  expect(await told(store)).toEqual([]);
  await expect(audit.during(intention, fails, () => false)).rejects.toThrow("no");
  expect(await told(store)).toEqual([["act-interrupted", "r1"]]);
});
