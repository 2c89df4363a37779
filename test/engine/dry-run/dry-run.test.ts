import fc from "fast-check";
import {
  carryOut,
  dryRun,
  type DryRunDeps,
  type Plan,
} from "../../../server/engine/dry-run/dry-run.ts";
import { readingOnly } from "../../../server/engine/dry-run/connector.ts";
import { readFeed } from "../../../server/engine/mailboxes/feed.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, StoreError, type Change, type Store } from "../../../server/store/store.ts";
import type {
  CalendarJob,
  InboxDocument,
  MailboxDocument,
} from "../../../server/store/documents/mailbox.ts";
import type { CalendarSettings } from "../../../server/settings/calendar.ts";
import { sides, type Fields, type Side } from "../../../server/sync/model.ts";
import {
  activity,
  appointment,
  createHarness,
  linkedAppointment,
  type Harness,
} from "../harness.ts";

const depsOf = ({ deps }: Harness): DryRunDeps => ({ ...deps, memory: createMemoryStore });

/** As the next run would find it, and with another job where one is given. */
function trial({ mailbox }: Harness, job: Partial<CalendarJob> = {}, wishes: InboxDocument[] = []) {
  const calendar = { ...mailbox.jobs.calendar, ...job };
  return { mailbox: { ...mailbox, jobs: { calendar } } satisfies MailboxDocument, wishes };
}

const listAll: InboxDocument[] = sides.map((side) => ({ kind: "resync", side }));

async function stored({ store, scope }: Harness): Promise<readonly Change[]> {
  const all: Change[] = [];
  for await (const change of store.dump(scope)) all.push(change);
  return all;
}

const writesOf = ({ outlook, erp }: Harness) => ({
  microsoft: outlook.writes.length,
  erp: erp.writes.length,
});

const told = ({ entries }: Plan): readonly string[] =>
  entries.map(({ kind, side, subject }) => `${kind} ${side ?? "-"} ${subject}`).sort();

describe("a dry run", () => {
  it("writes nothing: to neither side, not to the store, and takes no epoch", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { place: "Vienna" });
    harness.outlook.add("ada", appointment("Review", 30));
    const before = { stored: await stored(harness), writes: writesOf(harness) };
    const running = await harness.store.acquire(harness.scope);
    const plan = await dryRun(depsOf(harness), trial(harness));
    expect(told(plan)).toEqual(["create erp Review", "update erp Visit"]);
    expect({ stored: await stored(harness), writes: writesOf(harness) }).toEqual(before);
    // The run that was on its way still may commit.
    await harness.store.commit(harness.scope, [put("inbox", "x", { kind: "replan" })], running);
  });

  it("shows what a first sync would make, pair and leave alone", async () => {
    const harness = await createHarness({ job: { enabled: false } });
    harness.outlook.add("ada", appointment("Only here", 26));
    harness.outlook.add("ada", appointment("Both", 30));
    harness.outlook.add("ada", appointment("Doctor", 31, { sensitivity: "private" }));
    harness.erp.add("U-ada", activity("Both", 30, { place: "Berlin" }));
    harness.erp.add("U-ada", activity("Only there", 33));
    const plan = await dryRun(
      depsOf(harness),
      trial(harness, { enabled: true, outlookItems: "all" }),
    );
    expect(told(plan)).toEqual([
      "create erp Only here",
      "create microsoft Only there",
      "link - Both",
      "update microsoft Both",
    ]);
    expect(plan.entries.find(({ kind }) => kind === "link")?.rule).toBe("matched by naturalKey");
    expect(plan.entries.find(({ kind }) => kind === "update")?.changes).toEqual([
      { field: "place", from: null, to: "Berlin" },
    ]);
    expect(await harness.links()).toEqual([]);
  });

  it("of a calendar that is off shows nothing: nothing would happen", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    harness.outlook.add("ada", appointment("Review"));
    expect((await dryRun(depsOf(harness), trial(harness, { enabled: false }))).entries).toEqual([]);
  });

  it("says only that a body changes, and nothing of what is private", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { body: { format: "text", content: "the secret plan" } });
    const open = await dryRun(depsOf(harness), trial(harness));
    expect(open.entries[0]?.changes).toEqual([{ field: "body", from: null, to: null }]);
    harness.outlook.edit(id, { sensitivity: "private", subject: "Doctor" });
    const plan = await dryRun(depsOf(harness), trial(harness));
    expect(plan.entries.length).toBeGreaterThan(0);
    expect(JSON.stringify([open, plan])).not.toMatch(/secret plan|Doctor/);
    expect(plan.entries[0]).toMatchObject({ subject: "", when: null, changes: [] });
  });

  it("shows what the brake would hold, what waits for a person, and what is set aside", async () => {
    const harness = await createHarness({
      job: { outlookItems: "all" },
      settings: { brakeDeletions: 1, brakeShare: 0, precedence: "ask" },
    });
    const ids = [24, 25, 26, 27].map((hour) =>
      harness.outlook.add("ada", appointment(`Visit ${hour}`, hour)),
    );
    await harness.settle();
    harness.outlook.remove(ids[0]!);
    harness.outlook.remove(ids[1]!);
    const there = harness.activities().find(({ fields }) => fields["subject"] === "Visit 26");
    harness.outlook.edit(ids[2]!, { place: "Vienna" });
    harness.erp.edit(there!.id, { place: "Berlin" });
    harness.outlook.spoil(ids[3]!);
    await readFeed(harness.deps, "demo");
    const plan = await dryRun(depsOf(harness), trial(harness));
    expect(told(plan)).toEqual([
      "conflict - Visit 26",
      "held erp Visit 24",
      "held erp Visit 25",
      "refused microsoft Visit 27",
    ]);
  });

  it("shows those that look alike on both sides as one question, with both lists", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    for (const place of ["Rome", "Oslo"]) {
      harness.outlook.add("ada", appointment("Visit", 30, { place }));
    }
    harness.erp.add("U-ada", activity("Visit", 30, { place: "Rome" }));
    const plan = await dryRun(depsOf(harness), trial(harness));
    expect(told(plan)).toEqual(["doubt - Visit"]);
    expect(plan.entries[0]?.twins.map(({ side, place }) => [side, place])).toEqual([
      ["microsoft", "Rome"],
      ["microsoft", "Oslo"],
      ["erp", "Rome"],
    ]);
  });

  it("ends with the failure of a side that cannot be read", async () => {
    const harness = await createHarness();
    harness.outlook.failNext({ call: "delta", code: "unavailable", when: "before" });
    await expect(dryRun(depsOf(harness), trial(harness))).rejects.toMatchObject({
      code: "unavailable",
    });
    expect(await harness.state()).toBeUndefined();
  });

  it("shows a create in doubt as under way, and does not repeat it", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    harness.outlook.add("ada", appointment("Review"));
    harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    await harness.run();
    const before = writesOf(harness);
    const plan = await dryRun(depsOf(harness), trial(harness));
    expect(plan.entries.map(({ kind, side, rule }) => [kind, side, rule])).toEqual([
      ["create", "erp", "under way"],
    ]);
    expect(writesOf(harness)).toEqual(before);
  });
});

describe("do this", () => {
  const off = { enabled: false } as const;
  const on = { enabled: true, outlookItems: "all" } as const;

  it("saves what was tried and carries out exactly that plan", async () => {
    const harness = await createHarness({ job: off });
    harness.outlook.add("ada", appointment("Review", 30));
    const plan = await dryRun(depsOf(harness), trial(harness, on));
    const carried = await carryOut(depsOf(harness), trial(harness, on), plan.digest);
    expect(carried).toMatchObject({ kind: "done", report: { outcome: "done", writes: 1 } });
    expect(harness.activities()).toHaveLength(1);
    const saved = await harness.store.get(harness.scope, "mailbox", "mailbox");
    expect(saved?.jobs.calendar).toMatchObject(on);
    await harness.settle();
    expect(writesOf(harness)).toEqual({ microsoft: 0, erp: 1 });
    expect((await harness.history()).map(({ kind }) => kind)).toContain("created");
  });

  it("takes over nothing that was under way with whoever had the mailbox", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const { store, scope } = harness;
    const graces = { ...harness.mailbox, userId: "grace", erpUserId: "U-grace" };
    await store.commit(scope, [put("mailbox", "mailbox", graces)]);
    harness.outlook.add("ada", appointment("Review"));
    harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    await harness.run();
    await store.commit(scope, [put("inbox", "hers", { kind: "replan" })]);
    expect(await harness.links()).toMatchObject([{ create: {} }]);
    const plan = await dryRun(depsOf(harness), trial(harness));
    expect(plan.entries).toEqual([]);
    const carried = await carryOut(depsOf(harness), trial(harness), plan.digest);
    expect(carried.kind).toBe("done");
    await harness.settle();
    const [link, ...others] = await harness.links();
    expect([link?.choice, link?.create, others]).toEqual(["off", undefined, []]);
    expect([...(await store.list(scope, "inbox")).keys()]).toEqual([]);
    expect(await store.get(scope, "mailbox", "mailbox")).toMatchObject({ userId: "ada" });
    expect(harness.erp.itemsOf("U-ada")).toEqual([]);
    expect(harness.erp.itemsOf("U-grace")).toHaveLength(1);
  });

  it("changes nothing where the plan is another by now, and answers with the new one", async () => {
    const harness = await createHarness({ job: off });
    harness.outlook.add("ada", appointment("Review", 30));
    const plan = await dryRun(depsOf(harness), trial(harness, on));
    const before = await stored(harness);
    harness.outlook.add("ada", appointment("Came later", 31));
    const carried = await carryOut(depsOf(harness), trial(harness, on), plan.digest);
    expect(carried.kind === "changed" && told(carried.plan)).toEqual([
      "create erp Came later",
      "create erp Review",
    ]);
    expect(await stored(harness)).toEqual(before);
    expect(writesOf(harness)).toEqual({ microsoft: 0, erp: 0 });
  });

  it("stops as well where it changed between the last look and the run", async () => {
    let listings = 0;
    const harness = await createHarness({
      job: off,
      wrap: (connector) => ({
        ...connector,
        delta: async (...asked) => {
          // The dry run, the look before the run, and the run itself.
          if (connector.side === "microsoft" && ++listings === 3) later();
          return connector.delta(...asked);
        },
      }),
    });
    const later = (): void => void harness.outlook.add("ada", appointment("Came later", 31));
    harness.outlook.add("ada", appointment("Review", 30));
    const plan = await dryRun(depsOf(harness), trial(harness, on));
    const before = await stored(harness);
    const carried = await carryOut(depsOf(harness), trial(harness, on), plan.digest);
    expect(carried.kind).toBe("changed");
    expect(listings).toBe(3);
    expect(await stored(harness)).toEqual(before);
    expect(writesOf(harness)).toEqual({ microsoft: 0, erp: 0 });
  });

  it("leaves everything as it was where a side cannot be read", async () => {
    const harness = await createHarness({ job: off });
    harness.outlook.add("ada", appointment("Review", 30));
    const plan = await dryRun(depsOf(harness), trial(harness, on));
    const before = await stored(harness);
    harness.erp.failNext({ call: "delta", code: "unavailable", when: "before" });
    const carried = carryOut(depsOf(harness), trial(harness, on), plan.digest);
    await expect(carried).rejects.toMatchObject({ code: "unavailable" });
    expect(await stored(harness)).toEqual(before);
  });

  it("sends nothing where the store does not take what was decided", async () => {
    const store = createMemoryStore();
    let full = false;
    const refusing: Store = {
      ...store,
      commit: async (...asked) => {
        if (full) throw new StoreError("full", "The disk is full.");
        return store.commit(...asked);
      },
    };
    const harness = await createHarness({ job: off, store: refusing });
    harness.outlook.add("ada", appointment("Review", 30));
    const plan = await dryRun(depsOf(harness), trial(harness, on));
    const before = await stored(harness);
    full = true;
    const carried = carryOut(depsOf(harness), trial(harness, on), plan.digest);
    await expect(carried).rejects.toMatchObject({ code: "full" });
    expect(await stored(harness)).toEqual(before);
    expect(writesOf(harness)).toEqual({ microsoft: 0, erp: 0 });
  });

  it("carries out a change of rules whose plan also repeats a create in doubt", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const id = harness.outlook.add("ada", appointment("Review"));
    harness.erp.failNext({ call: "write", code: "unavailable", when: "before" });
    await harness.run();
    harness.outlook.edit(id, { place: "Vienna" });
    const plan = await dryRun(depsOf(harness), trial(harness, {}, listAll));
    expect(told(plan)).toEqual(["create erp Review", "update erp Review"]);
    const carried = await carryOut(depsOf(harness), trial(harness, {}, listAll), plan.digest);
    expect(carried.kind).toBe("done");
    expect(harness.activities().map(({ fields }) => fields["place"])).toEqual(["Vienna"]);
  });
});

/** What may happen before somebody asks; numbers choose among what is there. */
const act = fc.record({
  what: fc.constantFrom(
    ...(["add", "addBoth", "add", "run", "run", "run", "edit", "editBoth", "editBoth"] as const),
    ...(["remove", "remove", "spoil", "private"] as const),
  ),
  side: fc.constantFrom(...sides),
  which: fc.nat(20),
  hour: fc.integer({ min: 24, max: 30 }),
  text: fc.constantFrom("Visit", "Review", "unacceptable"),
});

async function play(
  harness: Harness,
  acts: readonly (typeof act extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const { outlook, erp } = harness;
  const desk = {
    microsoft: { ...outlook, owner: "ada", fresh: appointment },
    erp: { ...erp, owner: "U-ada", fresh: activity },
  };
  for (const { what, side, which, hour, text } of acts) {
    const here = desk[side];
    const there = desk[side === "erp" ? "microsoft" : "erp"];
    const pick = (at: typeof here): string | undefined => {
      const items = at.itemsOf(at.owner);
      return items[which % Math.max(1, items.length)]?.id;
    };
    if (what === "add" || what === "addBoth") here.add(here.owner, here.fresh(text, hour));
    if (what === "addBoth") there.add(there.owner, there.fresh(text, hour));
    if (what === "run") await harness.run();
    harness.clock.advance(5_000);
    const [id, twin] = [pick(here), pick(there)];
    if (id === undefined) continue;
    if (what === "edit" || what === "editBoth") here.edit(id, { place: `Room ${which}` });
    if (what === "editBoth" && twin !== undefined) there.edit(twin, { place: `Hall ${which}` });
    if (what === "remove") here.remove(id);
    if (what === "spoil") here.spoil(id);
    if (what === "private") here.edit(id, { sensitivity: "private" });
  }
}

describe("whatever happened before, and whatever the rules", () => {
  const settings = fc.record<Partial<CalendarSettings>>(
    {
      direction: fc.constantFrom("both", "toErp", "toMicrosoft"),
      precedence: fc.constantFrom("erp", "microsoft", "newest", "ask"),
      afterDeleteInOutlook: fc.constantFrom("delete", "keep", "recreate"),
      afterDeleteInErp: fc.constantFrom("delete", "keep", "recreate"),
      brakeDeletions: fc.constantFrom(0, 10),
      brakeEmptied: fc.constantFrom(1, 5),
    },
    { requiredKeys: [] },
  );
  const job = fc.record({
    outlookItems: fc.constantFrom<CalendarJob["outlookItems"]>("chosen", "all"),
    erpItems: fc.boolean(),
  });

  it("the plan is what the run then writes, and making it writes nothing", async () => {
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 1, maxLength: 20 }),
        settings,
        job,
        fc.boolean(),
        async (acts, rules, gates, again) => {
          const harness = await createHarness({ job: gates, settings: rules });
          await play(harness, acts);
          await readFeed(harness.deps, "demo").catch(() => undefined);
          const wishes: InboxDocument[] = again ? [...listAll, { kind: "replan" }] : [];
          const before = { stored: await stored(harness), writes: writesOf(harness) };
          const plan = await dryRun(depsOf(harness), trial(harness, {}, wishes));
          expect({ stored: await stored(harness), writes: writesOf(harness) }).toEqual(before);

          const carried = await carryOut(depsOf(harness), trial(harness, {}, wishes), plan.digest);
          expect(carried.kind).toBe("done");
          const planned = plan.entries.filter(({ kind }) => /create|update|delete/.test(kind));
          for (const { kind } of plan.entries) kinds.add(kind);
          const sent = [
            ...harness.outlook.writes
              .slice(before.writes.microsoft)
              .map(shownWrite("microsoft", plan)),
            ...harness.erp.writes.slice(before.writes.erp).map(shownWrite("erp", plan)),
          ];
          expect(sent.sort()).toEqual(planned.map(shownEntry).sort());
        },
      ),
      { numRuns: 300, seed: 7 },
    );
    // The worlds are worth it: every kind came up.
    expect([...kinds].sort()).toEqual([
      "conflict",
      "create",
      "delete",
      "doubt",
      "held",
      "link",
      "refused",
      "unlink",
      "update",
    ]);
  });
});

type Sent = Harness["erp"]["writes"][number];

/** What is private on either side is shown without its fields: so it is compared. */
const shownWrite =
  (side: Side, { entries }: Plan) =>
  (action: Sent): string => {
    const { kind } = action;
    if (action.kind === "create") return `${side} ${kind} ${namesOf(action.fields)}`;
    const isSecret = entries.some((one) => one.ids[side] === action.id && one.subject === "");
    const names = action.kind === "update" && !isSecret ? namesOf(action.fields) : "";
    return `${side} ${kind} ${action.id} ${names}`;
  };

const shownEntry = ({ side, kind, ids, changes }: Plan["entries"][number]): string => {
  const names = namesOf(Object.fromEntries(changes.map(({ field }) => [field, null])));
  const id = side === null || kind === "create" ? "" : ` ${ids[side] ?? ""}`;
  return `${side ?? ""} ${kind}${id} ${names}`;
};

const namesOf = (fields: Fields): string =>
  fields["sensitivity"] === "private" ? "" : Object.keys(fields).sort().join();

describe("a side that is only read", () => {
  it("can mail nobody, and enters nothing into a person's list of categories", async () => {
    const { deps } = await createHarness();
    const change = async (): Promise<void> => undefined;
    const categories = { enter: change, remove: change, list: async () => [] };
    const whole = { ...deps.graph, categories };
    expect(whole.invitations).toBeDefined();
    const { connector } = readingOnly(whole);
    expect(connector).not.toHaveProperty("invitations");
    expect(connector).not.toHaveProperty("categories");
  });
});
