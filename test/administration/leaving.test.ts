/** A company's leaving goes on by itself where that helps, is seen to stand where not, and forgets nothing. */
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { StoreError } from "../../server/store/store.ts";
import {
  anErp,
  away,
  begun,
  by,
  cleared,
  company,
  dyingAfter,
  leavingOn,
  tenantId,
  withPeople,
} from "./leaving-world.ts";

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
