/** The whole installation ends in one act: all companies, then what was decided for everybody. */
import { createUninstall } from "../../server/administration/uninstall.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, type Store } from "../../server/store/store.ts";
import {
  anErp,
  away,
  by,
  cleared,
  company,
  dyingAfter,
  leavingOn,
  tenantId,
  withPeople,
} from "./leaving-world.ts";

const installation = { kind: "installation" } as const;
const companies = [
  { id: tenantId, name: "Contoso" },
  { id: "tenant-2", name: "Fabrikam" },
];
const { choices } = company;
type Clear = NonNullable<Parameters<typeof leavingOn>[1]["clear"]>;

async function filled(): Promise<Store> {
  const store = createMemoryStore();
  await withPeople(store, ["ada"]);
  await withPeople(store, ["maria"], "tenant-2");
  const at = "2026-11-01T08:00:00.000Z";
  await store.commit(installation, [
    put("settings", "calendar", { values: { outlookItems: "all" } }),
    put("secrets", "mail", { sealed: "key-1.xxxx" }),
    put("secrets", "application", { sealed: "key-1.yyyy" }),
    put("application", "application", { clientId: "client", tenantId, at }),
  ]);
  return store;
}

/** @param erp the one that no company uses */
function uninstallOn(store: Store, erp = anErp(), clear?: Clear) {
  let reloads = 0;
  let strangers = 0;
  const world = leavingOn(store, {
    ...(clear === undefined ? {} : { clear }),
    rested: () => uninstall.lookAround(),
  });
  const { leaving, audit, clock, log } = world;
  const uninstall = createUninstall({
    ...{ store, clock, log, audit, leaving },
    companies: () => companies,
    shutOut: () => Promise.resolve(strangers),
    connections: {
      ...erp,
      all: () => (erp.isForgotten() ? [] : [{ id: "erp-1", connection: "removed" }]),
    },
    waitMs: (attempts) => 1_000 * attempts,
    reload: async () => {
      reloads += 1;
    },
  });
  const settled = async (): Promise<void> => {
    await leaving.settled();
    await uninstall.settled();
  };
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    leaving.tick();
    uninstall.tick();
    await settled();
  };
  const shutOut = (count: number): void => void (strangers = count);
  return { ...world, uninstall, settled, pass, shutOut, reloads: () => reloads };
}

/** All companies are gone, and the ERP that none of them used does not answer until it is let. */
async function endingWhileErpIsAway(store: Store) {
  let isAway = true;
  const erp = anErp();
  const world = uninstallOn(store, {
    ...erp,
    leave: (id) => (isAway ? Promise.resolve(away()) : erp.leave(id)),
  });
  await world.uninstall.begin(choices, by);
  await world.settled();
  return { ...world, answers: (): void => void (isAway = false) };
}

it("all companies leave, then what was decided for everybody goes, and whoever administers can still come in", async () => {
  const store = await filled();
  const { uninstall, settled, acts, reloads } = uninstallOn(store);
  expect(await uninstall.entries()).toBe(2);
  await uninstall.begin(choices, by);
  await settled();
  expect(await uninstall.sight()).toMatchObject({
    state: "done",
    uninstall: {
      rest: { documents: 2, connections: [{ id: "erp-1", webhook: "removed" }] },
    },
  });
  expect(await store.scopes("mailbox")).toEqual([]);
  expect([...(await store.list(installation, "settings")).keys()]).toEqual([]);
  expect([...(await store.list(installation, "secrets")).keys()]).toEqual(["application"]);
  expect(reloads()).toBe(1);
  const trail = await acts();
  expect([trail[0], trail.at(-1)]).toEqual(["uninstall-begun", "uninstall-finished"]);
  expect(trail.filter((act) => act === "leaving-finished")).toHaveLength(2);
});

it("two who begin it at once make one uninstall", async () => {
  const store = await filled();
  const { uninstall, settled, acts } = uninstallOn(store);
  const both = await Promise.allSettled([
    uninstall.begin(choices, by),
    uninstall.begin(choices, { caller: "operator", requestId: "request-2" }),
  ]);
  expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  await settled();
  expect((await acts()).filter((act) => act === "uninstall-begun")).toHaveLength(1);
});

it("is done in the name of whoever runs the server, where he asked for it", async () => {
  const store = await filled();
  const { uninstall, settled } = uninstallOn(store);
  await uninstall.begin(choices, { caller: "operator", requestId: "request-1" });
  await settled();
  const lines = await store.history(installation, { limit: 50 });
  expect(new Set(lines.map(({ actor }) => actor.kind))).toEqual(new Set(["operator"]));
});

it("stands while a company stands, goes on with it, and takes along one that came back meanwhile", async () => {
  const store = await filled();
  let isAway = true;
  const { uninstall, leaving, settled } = uninstallOn(store, anErp(), ({ mailboxId }) =>
    Promise.resolve(mailboxId === "ada" && isAway ? away({ waitMs: () => null }) : cleared),
  );
  await uninstall.begin(choices, by);
  await settled();
  expect((await uninstall.sight())?.state).toBe("stopped");
  await leaving.comeBack("tenant-2", by);
  await withPeople(store, ["maria"], "tenant-2");
  isAway = false;
  await uninstall.goOn(false, by);
  await settled();
  expect((await uninstall.sight())?.state).toBe("done");
  expect(await store.scopes("mailbox")).toEqual([]);
});

it("is stopped everywhere, and taken back for everybody", async () => {
  const store = await filled();
  const { uninstall, leaving, settled, acts } = uninstallOn(store, anErp(), () =>
    Promise.resolve(away()),
  );
  await uninstall.begin(choices, by);
  await settled();
  await expect(uninstall.takeBack(by)).rejects.toMatchObject({ code: "rejected" });
  await uninstall.stop(by);
  expect((await uninstall.sight())?.state).toBe("stopped");
  await uninstall.takeBack(by);
  expect(companies.map(({ id }) => leaving.standing(id))).toEqual(["in", "in"]);
  expect(await uninstall.sight()).toBeNull();
  expect((await acts()).at(-1)).toBe("uninstall-taken-back");
});

it("is not begun while people are here whose company was shut out: nobody would clear them", async () => {
  const { uninstall, shutOut, acts } = uninstallOn(await filled());
  shutOut(2);
  await expect(uninstall.begin(choices, by)).rejects.toThrow(
    "2 mailboxes belong to companies that were shut out",
  );
  expect(await uninstall.sight()).toBeNull();
  expect(await acts()).toEqual([]);
});

it("brings back whom it took along, and not who had left before", async () => {
  const store = await filled();
  const { uninstall, leaving, settled } = uninstallOn(store);
  await leaving.begin({ ...company, tenantId: "tenant-2", name: "Fabrikam" }, by);
  await settled();
  await uninstall.begin(choices, by);
  await settled();
  await uninstall.takeBack(by);
  expect(companies.map(({ id }) => leaving.standing(id))).toEqual(["in", "gone"]);
});

it("that broke off while companies were told is gone on with, unless somebody stopped it", async () => {
  const store = await filled();
  const death = dyingAfter(store, 3);
  await uninstallOn(death.dying)
    .uninstall.begin(choices, by)
    .catch(() => undefined);
  const next = uninstallOn(store);
  await next.leaving.resume();
  await next.uninstall.stop(by);
  await next.uninstall.resume();
  await next.settled();
  expect((await next.uninstall.sight())?.state).toBe("stopped");
  expect(companies.map(({ id }) => next.leaving.standing(id))).toContain("in");
  const again = uninstallOn(store);
  await again.leaving.resume();
  await again.uninstall.resume();
  await again.settled();
  expect((await again.uninstall.sight())?.state).toBe("stopped");
  await again.uninstall.goOn(false, by);
  await again.settled();
  expect((await again.uninstall.sight())?.state).toBe("done");
});

it("that waits for an ERP at its end is stopped as well", async () => {
  const store = await filled();
  const { uninstall, settled, pass, answers } = await endingWhileErpIsAway(store);
  await uninstall.stop(by);
  answers();
  await pass(10_000);
  expect((await uninstall.sight())?.state).toBe("stopped");
  expect(await uninstall.entries()).toBe(2);
  await uninstall.goOn(false, by);
  await settled();
  expect((await uninstall.sight())?.state).toBe("done");
});

it("waits for an ERP that no company used, and says so", async () => {
  const store = await filled();
  const { uninstall, pass, answers } = await endingWhileErpIsAway(store);
  expect(await uninstall.sight()).toMatchObject({
    state: "running",
    wait: { until: "2026-11-27T09:00:01.000Z", reason: "It does not answer." },
  });
  answers();
  await pass(1_000);
  expect((await uninstall.sight())?.state).toBe("done");
});

it("wherever the process is killed, the next start ends it, and the proof tells of everything", async () => {
  for (let commits = 1, isDead = true; isDead; commits++) {
    const store = await filled();
    const erp = anErp();
    const death = dyingAfter(store, commits);
    const first = uninstallOn(death.dying, erp);
    await first.uninstall.begin(choices, by).catch(() => undefined);
    await first.settled();
    isDead = death.isDead();

    const next = uninstallOn(store, erp);
    await next.leaving.resume();
    await next.uninstall.resume();
    await next.settled();
    const sight = await next.uninstall.sight();
    expect([commits, sight?.state]).toEqual([commits, "done"]);
    expect(sight?.uninstall.rest).toMatchObject({
      documents: 2,
      connections: [{ id: "erp-1", connection: "removed", webhook: "removed" }],
    });
    expect(companies.map(({ id }) => next.leaving.standing(id))).toEqual(["gone", "gone"]);
    expect(await store.scopes("mailbox")).toEqual([]);
  }
});
