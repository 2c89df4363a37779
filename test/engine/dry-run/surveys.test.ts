import type { DryRunDeps } from "../../../server/engine/dry-run/dry-run.ts";
import { entriesOf, isToDo, type SurveyWish } from "../../../server/engine/dry-run/survey.ts";
import { createSurveys } from "../../../server/engine/dry-run/surveys.ts";
import { savingAlone } from "../../../server/engine/mailboxes/mailbox-acts.ts";
import { mailboxKey, scopeOf } from "../../../server/engine/mailboxes/mailbox.ts";
import { createScheduler } from "../../../server/engine/scheduler.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, type Change } from "../../../server/store/store.ts";
import type { CalendarJob, MailboxDocument } from "../../../server/store/documents/mailbox.ts";
import { ada, appointment, createHarness, type Harness } from "../harness.ts";

const all: CalendarJob = { enabled: true, outlookItems: "all", erpItems: true };
const named = (
  mailboxId: string,
  name: string,
  job: Partial<CalendarJob> = {},
): MailboxDocument => ({
  ...{ ...ada, mailboxId, userId: mailboxId, name, erpUserId: `U-${mailboxId}` },
  ...{ address: `${mailboxId}@contoso.example`, jobs: { calendar: { ...all, ...job } } },
});
const grace = named("grace", "Grace Hopper");
const liu = named("liu", "Liu Hui", { enabled: false });

const everybody: SurveyWish = {
  ...{ name: "", tenantId: null, anew: false, alsoOff: false },
  concerns: () => true,
};
const maker = { tenantId: "contoso", userId: "katherine", name: "Katherine" };

/** Ada and Grace are on, Liu is off; each has an appointment that the ERP does not know yet. */
async function createWorld(options: { readonly room?: number } = {}) {
  /** Called before Outlook's calendar of a mailbox is read. */
  let onRead: (mailboxId: string) => Promise<void> | void = () => undefined;
  const harness = await createHarness({
    job: all,
    wrap: (connector) => ({
      ...connector,
      delta: async (actor, ...asked) => {
        if (connector.side === "microsoft") await onRead(actor.mailboxId);
        return connector.delta(actor, ...asked);
      },
    }),
  });
  for (const one of [grace, liu]) {
    await harness.store.commit(scopeOf(one), [put("mailbox", mailboxKey, one)]);
  }
  for (const { mailboxId, name } of [harness.mailbox, grace, liu]) {
    harness.outlook.add(mailboxId, appointment(`Visit of ${name}`));
  }
  const deps: DryRunDeps = { ...harness.deps, memory: createMemoryStore };
  const cadence = { intervalMs: 1e9, safetyNetMs: 1e9, foldMs: 0, parallel: 4 };
  const scheduler = createScheduler(harness.deps, cadence, async () => true);
  const surveys = createSurveys(deps, scheduler, savingAlone, () => false, options.room);
  return {
    ...harness,
    surveys,
    whenRead: (then: typeof onRead) => {
      onRead = then;
    },
    /** Of this survey: each mailbox with its state and what its entries say. */
    told: (id: string) =>
      (surveys.find(id)?.rows ?? []).map((row) => [
        row.mailbox.name,
        row.state,
        (entriesOf(row) ?? []).map(
          ({ kind, side, subject }) => `${kind} ${side ?? "-"} ${subject}`,
        ),
      ]),
    /** Starts one and waits for its end. */
    async looked(wish: Partial<SurveyWish> = {}, by = maker): Promise<string> {
      const { id } = await surveys.start(by, { ...everybody, ...wish });
      await surveys.settled();
      return id;
    },
    /** And its runs are over. */
    async carriedOut(id: string): Promise<void> {
      surveys.carryOut(id);
      await surveys.settled();
      for (const { state, mailbox } of surveys.find(id)?.rows ?? []) {
        if (state === "agreed") await scheduler.runNow(scopeOf(mailbox));
      }
    },
  };
}

async function stored({ store }: Pick<Harness, "store">): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const one of [ada, grace, liu]) {
    for await (const change of store.dump(scopeOf(one))) changes.push(change);
  }
  return changes;
}

describe("a dry run of many mailboxes", () => {
  it("shows what each one's run would do, and writes nothing anywhere", async () => {
    const world = await createWorld();
    const before = await stored(world);
    const id = await world.looked();
    expect(world.told(id)).toEqual([
      ["Ada Lovelace", "planned", ["create erp Visit of Ada Lovelace"]],
      ["Grace Hopper", "planned", ["create erp Visit of Grace Hopper"]],
      ["Liu Hui", "off", []],
    ]);
    expect(world.surveys.find(id)).toMatchObject({ phase: "looked", progress: { done: 3, of: 3 } });
    expect(await stored(world)).toEqual(before);
    expect([world.outlook.writes, world.erp.writes]).toEqual([[], []]);
  });

  it("looks at those alone whom it concerns", async () => {
    const world = await createWorld();
    const id = await world.looked({ concerns: ({ mailboxId }) => mailboxId === "grace" });
    expect(world.told(id).map(([name]) => name)).toEqual(["Grace Hopper"]);
  });

  it("tells nothing of what is private", async () => {
    const world = await createWorld();
    await world.run();
    const [event] = world.outlook.itemsOf("ada");
    world.outlook.edit(event!.id, { sensitivity: "private", subject: "Doctor", place: "Clinic" });
    const id = await world.looked();
    const row = world.surveys.find(id)?.rows[0];
    expect(row?.plan?.total).toBe(1);
    expect(JSON.stringify(entriesOf(row!))).not.toMatch(/Doctor|Clinic|Visit/);
  });

  it("goes on where one mailbox cannot be read, and says why that one could not", async () => {
    const world = await createWorld();
    world.outlook.failNext({ call: "delta", code: "unavailable", when: "before" });
    const id = await world.looked();
    expect(world.told(id).map(([, state]) => state)).toEqual(["failed", "planned", "off"]);
    expect(world.surveys.find(id)?.rows[0]?.problem).toMatchObject({ code: "unavailable" });
  });

  it("ends after the mailbox in hand where it is stopped", async () => {
    const world = await createWorld();
    world.whenRead(() => world.surveys.list().forEach(({ id }) => world.surveys.stop(id)));
    const id = await world.looked();
    expect(world.told(id).map(([, state]) => state)).toEqual(["planned", "waiting", "waiting"]);
    expect(world.surveys.find(id)).toMatchObject({ phase: "looked", isStopped: true });
  });

  it("shows what a complete listing of both sides would bring", async () => {
    const world = await createWorld();
    await world.settle();
    const [link] = await world.links();
    const lost = { kind: "remove", collection: "links", key: link!.id } as const;
    await world.store.commit(world.scope, [lost]);
    expect(world.told(await world.looked())[0]).toEqual(["Ada Lovelace", "planned", []]);
    const [, , entries] = world.told(await world.looked({ anew: true }))[0]!;
    expect(entries).toEqual(["link - Visit of Ada Lovelace"]);
  });

  it("keeps figures alone of what there is no room for, after older ones made theirs", async () => {
    const world = await createWorld({ room: 0 });
    const id = await world.looked();
    const [row] = world.surveys.find(id)!.rows;
    expect(row?.plan).toMatchObject({
      entries: null,
      counts: [{ kind: "create", side: "erp", count: 1 }],
    });
    expect(entriesOf(row!)).toBeNull();
    const other = await world.looked({}, { ...maker, userId: "else" });
    expect(world.surveys.list().map((one) => one.id)).toEqual([other]);
  });
});

describe("carrying it out", () => {
  it("does to each mailbox what was shown, and nothing to those that are off", async () => {
    const world = await createWorld();
    const id = await world.looked({ alsoOff: true });
    expect(world.told(id)[2]).toEqual(["Liu Hui", "planned", ["create erp Visit of Liu Hui"]]);
    await world.carriedOut(id);
    expect(world.told(id).map(([, state]) => state)).toEqual(["agreed", "agreed", "planned"]);
    const subjects = ["U-ada", "U-grace", "U-liu"].map((user) =>
      world.erp.itemsOf(user).map(({ fields }) => fields["subject"]),
    );
    expect(subjects).toEqual([["Visit of Ada Lovelace"], ["Visit of Grace Hopper"], []]);
    expect((await world.store.get(scopeOf(liu), "mailbox", mailboxKey))?.jobs).toEqual(liu.jobs);
    expect(world.surveys.find(id)?.rows.filter(isToDo)).toEqual([]);
  });

  it("says what changed since where the plan is another, and does that on the next word", async () => {
    const world = await createWorld();
    const id = await world.looked();
    const [event] = world.outlook.itemsOf("grace");
    world.outlook.remove(event!.id);
    world.outlook.add("grace", appointment("Came later", 30));
    await world.carriedOut(id);
    expect(world.told(id).slice(0, 2)).toEqual([
      ["Ada Lovelace", "agreed", ["create erp Visit of Ada Lovelace"]],
      ["Grace Hopper", "changed", ["create erp Came later"]],
    ]);
    const { since } = world.surveys.find(id)!.rows[1]!;
    expect(since?.appeared.map(({ subject }) => subject)).toEqual(["Came later"]);
    expect(since?.vanished.map(({ subject }) => subject)).toEqual(["Visit of Grace Hopper"]);
    expect(world.erp.itemsOf("U-grace")).toEqual([]);
    await world.carriedOut(id);
    expect(world.told(id)[1]?.[1]).toBe("agreed");
    expect(world.erp.itemsOf("U-grace")).toHaveLength(1);
  });

  it.each([
    ["before its run", 1],
    ["during its run", 2],
  ])("leaves a pause as it is that is pressed %s", async (_when, look) => {
    const world = await createWorld();
    const id = await world.looked({ concerns: ({ mailboxId }) => mailboxId === "ada" });
    let looks = 0;
    // It is looked at once more, then it runs.
    world.whenRead(async () => {
      if (++looks === look) await world.switchTo(false);
    });
    await world.carriedOut(id);
    const saved = await world.store.get(world.scope, "mailbox", mailboxKey);
    expect(saved?.jobs.calendar).toMatchObject({ enabled: false, paused: true });
    expect(world.activities()).toEqual([]);
  });

  it("is refused while it is under way, and another one with it", async () => {
    const world = await createWorld();
    const id = await world.looked();
    const refused: unknown[] = [];
    world.whenRead(async () => {
      for (const act of [
        async () => world.surveys.carryOut(id),
        async () => world.surveys.start(maker, everybody),
      ]) {
        await act().catch((error: unknown) => refused.push(error));
      }
      world.whenRead(() => undefined);
    });
    await world.carriedOut(id);
    expect(refused).toMatchObject([{ code: "conflict" }, { code: "conflict" }]);
  });

  it("passes by whoever gave the mailbox up meanwhile", async () => {
    const world = await createWorld();
    const id = await world.looked();
    await world.store.commit(scopeOf(grace), [
      put("mailbox", mailboxKey, { ...grace, givenUp: true }),
    ]);
    await world.carriedOut(id);
    expect(world.told(id).map(([, state]) => state)).toEqual(["agreed", "failed", "off"]);
    expect(world.erp.itemsOf("U-grace")).toEqual([]);
  });

  it("forgets a mailbox that is erased", async () => {
    const world = await createWorld();
    const id = await world.looked();
    world.surveys.forget(scopeOf(grace));
    expect(world.told(id).map(([name]) => name)).toEqual(["Ada Lovelace", "Liu Hui"]);
  });
});
