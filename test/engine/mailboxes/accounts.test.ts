import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { ErpCompany, ErpUser } from "../../../server/connectors/port/facets.ts";
import {
  createAccounts,
  type Person,
  type Setup,
} from "../../../server/engine/mailboxes/accounts.ts";
import { createEngine } from "../../../server/engine/engine.ts";
import {
  mailboxKey,
  mailboxScope,
  type MailboxScope,
} from "../../../server/engine/mailboxes/mailbox.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, scopeKey, type Store } from "../../../server/store/store.ts";
import { activity, ada, appointment, createHarness } from "../harness.ts";

const bob: Person = {
  tenantId: "contoso",
  userId: "bob",
  name: "Bob Noyce",
  address: "token@contoso.example",
};
const scope = mailboxScope("contoso", "bob");
const user: ErpUser = {
  id: "U-bob",
  name: "B. Noyce",
  address: "bob@contoso.example",
  companyId: "C1",
  locationId: "L1",
  timeZone: null,
};
const calendars = [
  { id: "default", name: "Calendar", color: null, owner: null, canEdit: true },
  { id: "work", name: "Work", color: "#a6d1f5", owner: null, canEdit: true },
];
const company: ErpCompany = {
  id: "C1",
  name: "Contoso",
  locations: [
    { id: "L1", name: "Berlin" },
    { id: "L2", name: "Bremen" },
  ],
};
const setup: Setup = {
  companyId: "C1",
  locationId: "L2",
  timeZone: "Europe/Berlin",
  language: "en",
  calendar: { enabled: true, outlookItems: "chosen", erpItems: false },
};

async function createWorld(store?: Store) {
  const erpSide: { user: ErpUser | null; companies: ErpCompany[] } = {
    user,
    companies: [company],
  };
  const asked: string[] = [];
  const wrap = (inner: Connector): Connector =>
    inner.side === "microsoft"
      ? {
          ...inner,
          // Graph, and not the token, says which mailbox it is.
          check: async () => ({ user: "Bob", address: "Bob@Contoso.example", facts: [] }),
          mailbox: {
            owner: async () => null,
            shared: async () => [],
            timeZone: async () => "Europe/Vienna",
            calendars: async () => calendars,
          },
        }
      : {
          ...inner,
          profile: {
            findUser: async (address) => {
              asked.push(address);
              return erpSide.user;
            },
            companies: async () => erpSide.companies,
            activityTypes: async (_actor, companyId) => [{ id: "T1", name: `of ${companyId}` }],
          },
        };
  const harness = await createHarness({ wrap, ...(store === undefined ? {} : { store }) });
  const engine = createEngine(harness.deps, {
    cadence: { intervalMs: 900_000, safetyNetMs: 21_600_000, foldMs: 250, parallel: 2 },
    addresses: { notificationUrl: "https://x/n", lifecycleUrl: "https://x/l" },
    feedAddress: (id) => `https://x/${id}`,
    connectionIds: () => ["demo"],
  });
  const accounts = createAccounts(harness.deps, engine, () => "demo");
  return {
    ...harness,
    engine,
    accounts,
    erpSide,
    asked,
    save: (facts: Partial<Setup> = {}) => accounts.save(bob, { ...setup, ...facts }),
    mailboxOf: () => harness.store.get(scope, "mailbox", mailboxKey),
    async resyncs() {
      const inbox = [...(await harness.store.list(scope, "inbox")).values()];
      return inbox.flatMap((one) => (one.kind === "resync" ? [one.side] : []));
    },
  };
}

describe("Setup", () => {
  it("offers what the ERP says, with the mailbox's zone where the ERP names none", async () => {
    const world = await createWorld();
    await expect(world.accounts.offer(bob)).resolves.toMatchObject({
      companies: [company],
      user,
      timeZone: "Europe/Vienna",
    });
    expect(world.asked).toEqual(["bob@contoso.example"]);
    world.erpSide.user = null;
    await expect(world.accounts.offer(bob)).resolves.toMatchObject({ companies: [], user: null });
  });

  it("is saved for the mailbox that Graph names, and starts the first run", async () => {
    const world = await createWorld();
    await world.save();
    await expect(world.mailboxOf()).resolves.toMatchObject({
      mailboxId: "bob",
      address: "bob@contoso.example",
      erpUserId: "U-bob",
      companyId: "C1",
      locationId: "L2",
      jobs: { calendar: setup.calendar },
    });
    await expect(world.accounts.state(bob)).resolves.toMatchObject({
      nextAt: world.clock.now() + 250,
    });
    await expect(world.accounts.activityTypes(bob)).resolves.toEqual([{ id: "T1", name: "of C1" }]);
  });

  it("of a mailbox that somebody else had leaves alone what lies in the calendars that he chose", async () => {
    const world = await createWorld();
    const chosen = ["default", "work"];
    const job = { ...setup.calendar, calendars: { chosen, target: "work", left: ["old"] } };
    const hers = { ...world.mailbox, mailboxId: "bob", jobs: { calendar: job } };
    await world.store.commit(scope, [put("mailbox", mailboxKey, hers)]);
    await world.save();
    const calendars = { chosen: ["default"], target: "default", left: ["old", "work"] };
    await expect(world.mailboxOf()).resolves.toMatchObject({
      userId: "bob",
      jobs: { calendar: { calendars } },
    });
  });

  it.each([
    ["from chosen to a category", { outlookItems: "chosen" }, { outlookItems: "category" }, 2],
    ["from a category to all", { outlookItems: "category" }, { outlookItems: "all" }, 2],
    ["from all to a category", { outlookItems: "all" }, { outlookItems: "category" }, 0],
  ] as const)("with a gate %s lists what it must", async (_what, before, now, listings) => {
    const world = await createWorld();
    await world.save({ calendar: { ...setup.calendar, ...before } });
    await world.save({ calendar: { ...setup.calendar, ...now } });
    expect(await world.resyncs()).toHaveLength(listings);
  });

  it("with another company lists anew where its activity types decide what comes in", async () => {
    const world = await createWorld();
    world.erpSide.companies = [company, { id: "C2", name: "Fabrikam", locations: [] }];
    const calendar = { ...setup.calendar, outlookItems: "category" } as const;
    await world.save({ calendar });
    await world.save({ calendar, companyId: "C2", locationId: null });
    expect(await world.resyncs()).toHaveLength(2);
  });

  it("with other rules has everything decided once more, with the same ones nothing", async () => {
    const world = await createWorld();
    const replans = async () =>
      [...(await world.store.list(scope, "inbox")).values()].filter(({ kind }) => kind === "replan")
        .length;
    const rules = { precedence: "ask" } as const;
    await world.save({ calendar: { ...setup.calendar, rules } });
    expect(await replans()).toBe(0);
    await world.save({ calendar: { ...setup.calendar, rules } });
    await world.save();
    expect(await replans()).toBe(0);
    await world.save({ calendar: { ...setup.calendar, rules: { daysBack: 30 } } });
    expect(await replans()).toBe(1);
    await expect(world.mailboxOf()).resolves.toMatchObject({
      jobs: { calendar: { rules: { precedence: "ask", daysBack: 30 } } },
    });
  });

  it.each([
    ["a company that is not the person's", { companyId: "C9" }, "conflict"],
    ["a location of another company", { locationId: "L9" }, "conflict"],
  ])("with %s is refused, and nothing is saved", async (_what, facts, code) => {
    const world = await createWorld();
    await expect(world.save(facts)).rejects.toMatchObject({ code });
    await expect(world.mailboxOf()).resolves.toBeUndefined();
    expect(world.engine.scheduler.nextAt(scope)).toBeNull();
  });

  it("of somebody the ERP does not know is refused", async () => {
    const world = await createWorld();
    world.erpSide.user = null;
    await expect(world.save()).rejects.toMatchObject({ code: "erp-user-unknown" });
    await expect(world.mailboxOf()).resolves.toBeUndefined();
  });

  it("while the ERP is down is refused, and nothing is saved", async () => {
    const world = await createWorld();
    await world.engine.connect("demo");
    world.erp.failNext({ call: "feed", code: "unavailable", when: "before" });
    await expect(world.save()).rejects.toMatchObject({ code: "unavailable" });
    await expect(world.mailboxOf()).resolves.toBeUndefined();
  });

  it.each([
    ["switched on again", { enabled: false }, {}, true],
    ["the ERP's items too", {}, { erpItems: true }, true],
    ["all of Outlook's", {}, { outlookItems: "all" }, true],
    ["nothing new", {}, {}, false],
    ["fewer of Outlook's", { outlookItems: "all" }, {}, false],
    ["switched off", {}, { enabled: false }, false],
  ] as const)("with a gate that opens wider lists everything once more: %s", async (...row) => {
    const [, before, after, lists] = row;
    const world = await createWorld();
    await world.save({ calendar: { ...setup.calendar, ...before } });
    expect(await world.resyncs()).toEqual([]);
    await world.save({ calendar: { ...setup.calendar, ...after } });
    expect(await world.resyncs()).toEqual(lists ? ["microsoft", "erp"] : []);
  });

  it("opened wider, what stood outside comes in", async () => {
    const world = await createWorld();
    world.erp.add("U-bob", activity("Call", 30));
    world.outlook.add("bob", appointment("Visit", 31));
    await world.save();
    await world.engine.scheduler.runNow(scope);
    expect(world.outlook.itemsOf("bob")).toHaveLength(1);
    await world.save({ calendar: { enabled: true, outlookItems: "all", erpItems: true } });
    await world.engine.scheduler.runNow(scope);
    expect(world.outlook.itemsOf("bob")).toHaveLength(2);
    expect(world.erp.itemsOf("U-bob")).toHaveLength(2);
  });

  it("of another company keeps what is linked; new activities go to the new one", async () => {
    const world = await createWorld();
    world.erpSide.companies = [company, { id: "C2", name: "Fabrikam", locations: [] }];
    const calendar = { enabled: true, outlookItems: "all", erpItems: true } as const;
    world.outlook.add("bob", appointment("Visit", 31));
    await world.save({ calendar });
    await world.engine.scheduler.runNow(scope);
    await world.save({ companyId: "C2", locationId: null, calendar });
    await world.engine.scheduler.runNow(scope);
    expect(world.outlook.itemsOf("bob")).toHaveLength(1);
    expect(world.erp.itemsOf("U-bob")).toHaveLength(1);
    await expect(world.mailboxOf()).resolves.toMatchObject({ companyId: "C2", locationId: null });
  });

  it("is where his further mailboxes are filed, also where a stop came in between", async () => {
    const world = await createWorld();
    await world.save();
    const own = (await world.mailboxOf())!;
    const team = mailboxScope("contoso", "team");
    const left = { ...own, mailboxId: "team", erpUserId: "U-before", listed: [] };
    await world.store.commit(team, [put("mailbox", mailboxKey, left)]);
    await world.engine.resume();
    await world.engine.stop();
    expect(await world.store.get(team, "mailbox", mailboxKey)).toMatchObject({
      erpUserId: own.erpUserId,
      userId: own.userId,
    });
  });

  it("keeps the day on which the mailbox was first set up", async () => {
    const world = await createWorld();
    await world.save();
    const first = await world.mailboxOf();
    world.clock.advance(86_400_000);
    await world.save({ locationId: "L1" });
    await expect(world.mailboxOf()).resolves.toMatchObject({
      createdAt: first?.createdAt,
      locationId: "L1",
    });
  });
});

describe("a mailbox that somebody else takes at the same moment", () => {
  /** A store in which Grace takes a mailbox just after it was looked at. */
  function withGrace(taken: MailboxScope): Store {
    const inner = createMemoryStore();
    let isQuick = true;
    return {
      ...inner,
      async acquire(where) {
        const epoch = await inner.acquire(where);
        if (scopeKey(where) !== scopeKey(taken) || !isQuick) return epoch;
        isQuick = false;
        const graces = { ...ada, mailboxId: taken.mailboxId, userId: "grace" };
        const changes = [put("mailbox", mailboxKey, graces)];
        await inner.commit(where, changes, await inner.acquire(where));
        return epoch;
      },
    };
  }
  const team = mailboxScope("contoso", "team");
  const teamOf = ({ store }: { store: Store }) => store.get(team, "mailbox", mailboxKey);

  it("is hers, also where its owner just saves Setup for the first time", async () => {
    const world = await createWorld(withGrace(scope));
    await expect(world.save()).rejects.toMatchObject({ code: "fenced" });
    await expect(world.mailboxOf()).resolves.toMatchObject({ userId: "grace" });
    await world.save();
    await expect(world.mailboxOf()).resolves.toMatchObject({ userId: "bob" });
  });

  it.each([
    ["moves with whoever has it, where he is filed elsewhere in the ERP", false, {}, "bob", "L1"],
    ["is left alone where he gave it up", false, { givenUp: true }, "bob", "L2"],
    ["is hers where he had it", true, {}, "grace", "L1"],
  ] as const)("%s", async (_what, isTaken, more, userId, locationId) => {
    const world = await createWorld(isTaken ? withGrace(team) : createMemoryStore());
    await world.save();
    const bobs = { ...(await world.mailboxOf())!, mailboxId: "team", ...more };
    await world.store.commit(team, [put("mailbox", mailboxKey, bobs)]);
    await world.save({ locationId: "L1" });
    await expect(teamOf(world)).resolves.toMatchObject({ userId, locationId });
  });
});

describe("a sync that is continued after a pause", () => {
  it("takes along what the ERP changed meanwhile, although its feed was read past it", async () => {
    const world = await createWorld();
    const calendar = { enabled: true, outlookItems: "all", erpItems: true } as const;
    for (const hour of [30, 31]) world.erp.add("U-bob", activity(`Call ${hour}`, hour));
    await world.save({ calendar });
    await world.engine.scheduler.runNow(scope);
    expect(world.outlook.itemsOf("bob")).toHaveLength(2);
    await world.accounts.halt(bob, "pause");
    const [kept, removed] = world.erp.itemsOf("U-bob");
    world.erp.edit(kept!.id, { subject: "Renamed" });
    world.erp.remove(removed!.id);
    await world.engine.connect("demo");
    expect((await world.store.list(scope, "inbox")).size).toBe(0);
    await world.accounts.goOn(bob);
    await world.engine.scheduler.runNow(scope);
    expect(world.outlook.itemsOf("bob")).toMatchObject([{ fields: { subject: "Renamed" } }]);
  });
});

describe("a paused calendar", () => {
  async function paused() {
    const world = await createWorld();
    await world.save();
    await world.accounts.halt(bob, "pause");
    return world;
  }
  const off = { ...setup.calendar, enabled: false };

  it("stays paused when something else is saved in Setup, and can be continued", async () => {
    const world = await paused();
    await world.save({ calendar: off, timeZone: "Europe/Vienna" });
    await expect(world.mailboxOf()).resolves.toMatchObject({
      timeZone: "Europe/Vienna",
      jobs: { calendar: { enabled: false, paused: true } },
    });
    await world.accounts.goOn(bob);
    await expect(world.mailboxOf()).resolves.toMatchObject({
      jobs: { calendar: { enabled: true, paused: false } },
    });
  });

  it("that is switched on in Setup is not paused any more", async () => {
    const world = await paused();
    await world.save();
    await world.save({ calendar: off });
    expect((await world.mailboxOf())?.jobs.calendar.paused).toBeUndefined();
  });

  it.each([
    ["nothing was set up", async () => createWorld()],
    [
      "it was switched off",
      async () => {
        const world = await paused();
        await world.accounts.goOn(bob);
        await world.accounts.halt(bob, "off");
        return world;
      },
    ],
  ] as const)("alone can be continued; refused where %s", async (_what, worldOf) => {
    const world = await worldOf();
    const before = await world.mailboxOf();
    await expect(world.accounts.goOn(bob)).rejects.toMatchObject({ code: "setup-required" });
    await expect(world.mailboxOf()).resolves.toEqual(before);
  });

  it("continued twice is continued once", async () => {
    const world = await paused();
    await world.accounts.goOn(bob);
    const once = await world.mailboxOf();
    await world.accounts.goOn(bob);
    await expect(world.mailboxOf()).resolves.toBe(once);
  });
});

describe("test connection", () => {
  it("tells each side by itself", async () => {
    const world = await createWorld();
    world.erp.failNext({ call: "check", code: "unavailable", when: "before" });
    await expect(world.accounts.check(bob)).resolves.toMatchObject({
      microsoft: { kind: "ok" },
      erp: { kind: "failed", error: { code: "unavailable" } },
    });
    await expect(world.accounts.check(bob)).resolves.toMatchObject({ erp: { kind: "ok" } });
  });
});
