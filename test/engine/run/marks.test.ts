import fc from "fast-check";
import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { Item } from "../../../server/connectors/port/item.ts";
import { createBook } from "../../../server/engine/run/book.ts";
import { mailboxKey } from "../../../server/engine/mailboxes/mailbox.ts";
import { wishesOf } from "../../../server/engine/dry-run/trial.ts";
import { put } from "../../../server/store/store.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { Crash, createBreaker } from "../breaker.ts";
import {
  activity,
  appointment,
  createHarness,
  linkedAppointment,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

const tracked = "In ERP";
const attention = "ERP: needs attention";

/** A mailbox whose person wants to see what is tracked. */
const shown = ({ job, ...rest }: HarnessOptions = {}): Promise<Harness> =>
  createHarness({ ...rest, job: { ...job, rules: { ...job?.rules, marks: true } } });

const categoriesOf = (harness: Harness, id: string): unknown =>
  harness.outlook.itemOf(id)?.fields["categories"];

/** He changes the rule in Setup, which plans everything once more. */
async function choose(harness: Harness, marks: boolean): Promise<void> {
  const before = await harness.store.get(harness.scope, "mailbox", mailboxKey);
  const calendar = { ...harness.mailbox.jobs.calendar, rules: { marks } };
  const mailbox = { ...harness.mailbox, jobs: { calendar } };
  await harness.store.commit(harness.scope, [
    put("mailbox", mailboxKey, mailbox),
    ...wishesOf(before, mailbox).map((wish) => put("inbox", harness.deps.ids.next(), wish)),
  ]);
}

const release = (harness: Harness, linkId: string) =>
  harness.store.commit(harness.scope, [
    put("inbox", harness.deps.ids.next(), { kind: "release", linkId, removeErpCopy: false }),
  ]);

const writesOf = ({ outlook, erp }: Harness) => [outlook.writes.length, erp.writes.length];

/** One more run, which writes nothing. */
async function expectRest(harness: Harness): Promise<void> {
  const before = writesOf(harness);
  await harness.run();
  expect(writesOf(harness)).toEqual(before);
}

/** The ERP's documents that are released: they read as ones of which nothing may be changed. */
function createReleases() {
  const released = new Set<string>();
  const read = (item: Item): Item =>
    released.has(item.id)
      ? { ...item, readOnly: { subject: "released", place: "released" } }
      : item;
  const wrap = (inner: Connector): Connector =>
    inner.side === "microsoft"
      ? inner
      : {
          ...inner,
          get: async (...asked) =>
            (await inner.get(...asked)).map((one) =>
              one.kind === "found" ? { ...one, item: read(one.item) } : one,
            ),
        };
  return { released, wrap };
}

describe("the category that shows what is tracked", () => {
  it("stands behind a person's own, and is no value of anybody's", async () => {
    const harness = await shown();
    const id = harness.outlook.add("ada", appointment("Visit", 24, { categories: ["Travel"] }));
    const { modifiedAt } = harness.outlook.itemOf(id)!;
    await harness.choose(id);
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual(["Travel", tracked]);
    expect(harness.activities()[0]?.fields["categories"]).toEqual(["Travel"]);
    const [link] = await harness.links();
    expect(link?.base?.microsoft["categories"]).toEqual(["Travel"]);
    // Our own write is nobody's edit: "newest" goes by the person's.
    expect(link?.microsoft?.modifiedAt).toBe(modifiedAt);
    expect(writesOf(harness)).toEqual([1, 1]);
    expect((await harness.history()).map(({ kind }) => kind)).not.toContain("updated");
    await expectRest(harness);
  });

  it("comes with what is made in Outlook, at no write of its own", async () => {
    const harness = await shown();
    harness.erp.add("U-ada", { ...activity("From the ERP"), categories: ["Blue"] });
    await harness.settle();
    const [item] = harness.outlookItems();
    expect(item?.fields["categories"]).toEqual(["Blue", tracked]);
    expect(writesOf(harness)).toEqual([1, 0]);
  });

  it("goes along with a write that is made anyway, and keeps its place", async () => {
    const harness = await shown({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(harness);
    const before = harness.outlook.writes.length;
    const [copy] = harness.activities();
    harness.outlook.edit(id, { subject: "Outlook's" });
    harness.erp.edit(copy!.id, { subject: "The ERP's", place: "Berlin", categories: ["Blue"] });
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual(["Blue", tracked, attention]);
    expect(harness.outlook.writes).toHaveLength(before + 1);
  });

  it("ends no run whose last writes they were, although something arrived meanwhile", async () => {
    const harness: Harness = await shown({
      job: { outlookItems: "all" },
      wrap: (inner) =>
        inner.side === "erp"
          ? inner
          : {
              ...inner,
              write: async (...args) => {
                const news = { kind: "outlook-change", id: "M9" } as const;
                await harness.store.commit(harness.scope, [put("inbox", "news", news)]);
                return inner.write(...args);
              },
            },
    });
    harness.outlook.add("ada", appointment("Visit"));
    expect(await harness.run()).toMatchObject({ outcome: "done", writes: 2, more: false });
    expect((await harness.state())?.lastSuccessAt).not.toBeNull();
  });

  it("stands on nothing where nobody asked for it", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    expect(categoriesOf(harness, id)).toEqual([]);
    // Somebody's own category may be called alike: then it is a value like any other.
    harness.outlook.edit(id, { categories: [tracked] });
    await harness.settle();
    expect(harness.activities()[0]?.fields["categories"]).toEqual([tracked]);
  });

  it("names no activity type, where it is the only one", async () => {
    const harness = await shown({ job: { outlookItems: "category" } });
    const id = await linkedAppointment(harness);
    expect(categoriesOf(harness, id)).toEqual([tracked]);
    expect(harness.activities()[0]?.fields["categories"]).toEqual([]);
  });

  it("stays off an item that refuses it, which is synchronized all the same", async () => {
    const wrap = (inner: Connector): Connector =>
      inner.side === "erp"
        ? inner
        : {
            ...inner,
            write: async (actor, resource, actions) => {
              inner.check(actor).catch(() => undefined);
              const own = actions.some((one) => one.kind === "update" && !("place" in one.fields));
              if (own)
                harness.outlook.failNext({ call: "write", code: "forbidden", when: "before" });
              return inner.write(actor, resource, actions);
            },
          };
    const harness: Harness = await shown({ wrap });
    const id = await linkedAppointment(harness);
    expect(categoriesOf(harness, id)).toEqual([]);
    expect(await harness.quarantine()).toEqual([]);
    await expectRest(harness);
    harness.outlook.edit(id, { subject: "Renamed" });
    await harness.settle();
    expect(harness.activities()[0]?.fields["subject"]).toBe("Renamed");
  });
});

describe("taking the category off by hand", () => {
  it("untracks the item; both copies stay, and the log and the pane say so", async () => {
    const harness = await shown();
    const id = await linkedAppointment(harness);
    const told: string[] = [];
    harness.deps.progress.subscribe(harness.scope, (event) => {
      if (event.kind === "item") told.push(event.itemId);
    });
    harness.outlook.edit(id, { categories: [], place: "Vienna" });
    await harness.settle();
    const [link] = await harness.links();
    expect(link).toMatchObject({ choice: "off" });
    expect([harness.outlookItems(), harness.activities()].map(({ length }) => length)).toEqual([
      1, 1,
    ]);
    expect(harness.activities()[0]?.fields["place"]).toBeNull();
    const line = (await harness.history()).find(({ kind }) => kind === "unlinked");
    expect(line).toMatchObject({ origin: "person", because: "category removed" });
    expect(told).toContain(id);
    harness.erp.edit(harness.activities()[0]!.id, { place: "Berlin" });
    await harness.settle();
    expect(harness.outlookItems()[0]?.fields["place"]).toBe("Vienna");
  });

  it("is not concluded from a list, nor from a mark that was never seen", async () => {
    let lags = false;
    const wrap = (inner: Connector): Connector =>
      inner.side === "erp"
        ? inner
        : {
            ...inner,
            delta: async (...asked) => {
              const page = await inner.delta(...asked);
              if (!lags) return page;
              const changes = page.changes.map((one) => {
                const item = harness.outlook.itemOf(one.id);
                if (item === undefined) return one;
                return { ...one, item: { ...item, version: "old", fields: appointment("Visit") } };
              });
              return { ...page, changes };
            },
          };
    const harness: Harness = await shown({ wrap });
    // The write of the category is lost on its way.
    const id = harness.outlook.add("ada", appointment("Visit"));
    await harness.choose(id);
    harness.outlook.failNext({ call: "write", code: "unavailable", when: "before" });
    await harness.run();
    harness.outlook.edit(id, { place: "Vienna" });
    await harness.settle();
    expect((await harness.links())[0]?.choice).toBe("on");
    expect(categoriesOf(harness, id)).toEqual([tracked]);
    lags = true;
    harness.outlook.edit(id, { place: "Berlin" });
    await harness.settle();
    expect((await harness.links())[0]?.choice).toBe("on");
    expect(harness.activities()[0]?.fields["place"]).toBe("Berlin");
  });

  it.each(["before", "after"] as const)(
    "is not lost where the run ends %s any step, many new items beside it",
    async (when) => {
      let crashes = 0;
      for (let step = 1; step <= 14; step++) {
        const breaker = createBreaker();
        const harness = await shown({
          job: { outlookItems: "all" },
          store: breaker.store(createMemoryStore()),
          wrap: (inner) => breaker.connector(inner),
          run: { portionMax: 1 },
        });
        const id = harness.outlook.add("ada", appointment("Visit"));
        await harness.settle();
        harness.outlook.edit(id, { categories: [] });
        for (const hour of [30, 31]) harness.outlook.add("ada", appointment("New", hour));
        breaker.arm({ step, when });
        try {
          await harness.run();
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
          crashes += 1;
        }
        breaker.arm(null);
        await harness.settle(8);
        const link = (await harness.links()).find(({ ids }) => ids.microsoft === id);
        expect({ step, choice: link?.choice }).toEqual({ step, choice: "off" });
        expect(categoriesOf(harness, id)).toEqual([]);
      }
      expect(crashes).toBeGreaterThan(8);
    },
  );

  it("of more items than the brake allows is nobody's: the categories come back", async () => {
    const harness = await shown();
    const ids: string[] = [];
    for (let n = 0; n < 14; n++) {
      const id = harness.outlook.add("ada", appointment(`Visit ${n}`, 24 + n));
      ids.push(id);
      await harness.choose(id);
    }
    await harness.settle();
    for (const id of ids) harness.outlook.edit(id, { categories: ["Blue"] });
    await harness.settle();
    expect(new Set((await harness.links()).map(({ choice }) => choice))).toEqual(new Set(["on"]));
    expect(ids.map((id) => categoriesOf(harness, id))).toEqual(ids.map(() => ["Blue", tracked]));
    const said = (await harness.history()).map(({ because }) => because);
    expect(said).toContain("categories-gone");
    await expectRest(harness);
  });
});

describe("putting the category on by hand", () => {
  it("switches an item on behind a closed gate, and no private or foreign one", async () => {
    const harness = await shown();
    const id = harness.outlook.add("ada", appointment("Visit"));
    harness.outlook.add("ada", appointment("Other", 30));
    const secret = { sensitivity: "private", categories: [tracked] };
    harness.outlook.add("ada", appointment("Secret", 31, secret));
    await harness.settle();
    expect(harness.activities()).toHaveLength(0);
    harness.outlook.edit(id, { categories: ["Blue", tracked] });
    await harness.settle();
    expect(harness.activities().map(({ fields }) => fields["subject"])).toEqual(["Visit"]);
    expect((await harness.links())[0]?.choice).toBe("on");
    expect(categoriesOf(harness, id)).toEqual(["Blue", tracked]);
    await expectRest(harness);
  });

  it("switches one on again that the pane had switched off, which takes the category away", async () => {
    const harness = await shown();
    const id = await linkedAppointment(harness);
    const [link] = await harness.links();
    await release(harness, link!.id);
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual([]);
    harness.outlook.edit(id, { place: "Vienna" });
    await harness.settle();
    // The pane's switch outranks: nothing but the category itself switches it on again.
    expect((await harness.links())[0]?.choice).toBe("off");
    harness.outlook.edit(id, { categories: [tracked] });
    await harness.settle();
    expect((await harness.links())[0]?.choice).toBe("on");
    expect(harness.activities()).toHaveLength(1);
    expect(harness.activities()[0]?.fields["place"]).toBe("Vienna");
    const lines = (await harness.history()).filter(({ kind }) => kind === "linked");
    expect(lines.map(({ because }) => because)).toContain("category added");
    await expectRest(harness);
  });

  it("is not taken for done where our taking it off was lost on its way", async () => {
    const harness = await shown();
    const id = await linkedAppointment(harness);
    const [link] = await harness.links();
    await release(harness, link!.id);
    harness.outlook.failNext({ call: "write", code: "unavailable", when: "before" });
    await harness.run();
    harness.outlook.edit(id, { place: "Vienna" });
    await harness.settle();
    expect((await harness.links())[0]?.choice).toBe("off");
    expect(categoriesOf(harness, id)).toEqual([]);
  });
});

describe("the category that asks for attention", () => {
  it("stands while a conflict waits for its person", async () => {
    const harness = await shown({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { subject: "mine" });
    harness.erp.edit(harness.activities()[0]!.id, { subject: "theirs" });
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual([tracked, attention]);
    expect(harness.activities()[0]?.fields["subject"]).toBe("theirs");
    await expectRest(harness);
    const answer = { keep: "microsoft" as const, microsoft: "mine", erp: "theirs" };
    const linkId = (await harness.links())[0]!.id;
    await harness.store.commit(harness.scope, [
      put("inbox", "a", { kind: "answer", linkId, field: "subject", answer }),
    ]);
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual([tracked]);
    expect(harness.activities()[0]?.fields["subject"]).toBe("mine");
  });

  it("stands while an item is set aside, before the ERP has it as well", async () => {
    const harness = await shown();
    const id = harness.outlook.add("ada", appointment("unacceptable"));
    await harness.choose(id);
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual([attention]);
    harness.outlook.edit(id, { subject: "Visit" });
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual([tracked]);
    await expectRest(harness);
  });

  it("stands while the ERP's document is released and takes no edit (E25)", async () => {
    const { released, wrap } = createReleases();
    const harness = await shown({ wrap });
    const id = await linkedAppointment(harness);
    const [copy] = harness.activities();
    released.add(copy!.id);
    harness.erp.edit(copy!.id, { importance: "high" });
    await harness.settle();
    // Released is not enough: nobody edited anything that it refuses.
    expect(categoriesOf(harness, id)).toEqual([tracked]);
    harness.outlook.edit(id, { place: "Vienna", subject: "Renamed" });
    await harness.settle();
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual([tracked, attention]);
    expect(harness.activities()[0]?.fields).toMatchObject({ place: null, subject: "Visit" });
    const lines = (await harness.history()).filter(({ kind }) => kind === "conflict");
    expect(lines.map(({ because, changes }) => [because, changes[0]?.field]).sort()).toEqual([
      ["read-only:released", "place"],
      ["read-only:released", "subject"],
    ]);
    // One edit is taken back, then the document is opened again: the other is carried over.
    harness.outlook.edit(id, { subject: "Visit" });
    await harness.settle();
    expect((await harness.links())[0]?.refused).toEqual(["place"]);
    released.clear();
    harness.erp.edit(copy!.id, { importance: "low" });
    await harness.settle();
    expect(harness.activities()[0]?.fields["place"]).toBe("Vienna");
    expect(categoriesOf(harness, id)).toEqual([tracked]);
    expect((await harness.links())[0]).not.toHaveProperty("refused");
  });
});

describe("switched off in Setup", () => {
  it("a mark on its way to an item that goes is not looked for ever after", async () => {
    const harness = await shown({ job: { outlookItems: "all" } });
    const id = harness.outlook.add("ada", appointment("Visit"));
    await harness.settle();
    await release(harness, (await harness.links())[0]!.id);
    harness.outlook.failNext({ call: "write", code: "unavailable", when: "before" });
    await harness.run();
    expect(await harness.links()).toMatchObject([{ choice: "off", marking: [] }]);
    harness.outlook.remove(id);
    await choose(harness, false);
    await harness.settle();
    expect(createBook(await harness.store.list(harness.scope, "links")).figures.marked).toBe(0);
  });

  it("what was made with a mark and not answered for is nobody's category", async () => {
    const harness = await shown();
    harness.erp.add("U-ada", activity("Call", 30));
    harness.outlook.failNext({ call: "write", code: "unavailable", when: "after" });
    await harness.run();
    await choose(harness, false);
    await harness.settle();
    const [event] = harness.outlookItems();
    expect(event?.fields["categories"]).toEqual([]);
    expect(harness.activities()[0]?.fields["categories"]).toEqual([]);
    expect(harness.outlookItems()).toHaveLength(1);
  });

  it("ours are taken off the items, a person's own stay, and nothing is untracked", async () => {
    const harness = await shown();
    const id = harness.outlook.add("ada", appointment("Visit", 24, { categories: ["Travel"] }));
    await harness.choose(id);
    await harness.settle();
    await choose(harness, false);
    harness.outlook.edit(id, { place: "Vienna" });
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual(["Travel"]);
    expect((await harness.links())[0]?.choice).toBe("on");
    expect(harness.activities()[0]?.fields).toMatchObject({
      categories: ["Travel"],
      place: "Vienna",
    });
    await expectRest(harness);
    await choose(harness, true);
    await harness.settle();
    expect(categoriesOf(harness, id)).toEqual(["Travel", tracked]);
  });
});

// --- at random -------------------------------------------------------------------------------------

const acts = fc.record({
  kind: fc.constantFrom("edit", "edit", "erp", "off", "on", "release", "choose", "show", "hide"),
  item: fc.nat(2),
});
const crashes = fc.option(
  fc.record({ step: fc.integer({ min: 1, max: 16 }), when: fc.constantFrom("before", "after") }),
  { freq: 2 },
);
const faults = fc.option(
  fc.record({
    call: fc.constantFrom("get" as const, "write" as const, "write" as const),
    when: fc.constantFrom("before" as const, "after" as const),
    code: fc.constantFrom("unavailable" as const, "throttled" as const),
  }),
  { freq: 2 },
);
const story = fc.array(
  fc.record({ acts: fc.array(acts, { maxLength: 3 }), crash: crashes, fault: faults }),
  { minLength: 1, maxLength: 5 },
);

describe("rule 16: stopped after any step, whatever people do", () => {
  it("the categories show what is tracked, a person's own stay and the ERP sees none of ours", async () => {
    await fc.assert(
      fc.asyncProperty(story, async (rounds) => {
        const breaker = createBreaker();
        const harness = await shown({
          store: breaker.store(createMemoryStore()),
          wrap: (inner) => breaker.connector(inner),
        });
        const ids = [0, 1, 2].map((n) =>
          harness.outlook.add("ada", appointment(`w${n}`, 30 + n, { categories: [`own${n}`] })),
        );
        let texts = 0;
        let isShown = true;
        let isSeen = true;
        for (const round of rounds) {
          breaker.arm(null);
          for (const { kind, item } of round.acts) {
            const id = ids[item]!;
            const own = categoriesOf(harness, id) as string[];
            const link = (await harness.links()).find(({ ids }) => ids.microsoft === id);
            if (kind === "edit") harness.outlook.edit(id, { place: `t${++texts}` });
            if (kind === "off") {
              harness.outlook.edit(id, { categories: own.filter((name) => name !== tracked) });
            }
            // Nobody knows it for ours while none is shown.
            if (kind === "on" && isShown) {
              harness.outlook.edit(id, { categories: [...new Set([...own, tracked])] });
              isSeen = false;
            }
            if (kind === "choose") await harness.choose(id);
            if (kind === "release" && link !== undefined) await release(harness, link.id);
            if (kind === "show" || (kind === "hide" && isSeen)) {
              isShown = kind === "show";
              await choose(harness, isShown);
            }
            const copy = harness.activities()[item];
            if (kind === "erp" && copy !== undefined) {
              harness.erp.edit(copy.id, { subject: `t${++texts}` });
            }
          }
          if (round.fault !== null) harness.outlook.failNext(round.fault);
          breaker.arm(round.crash);
          try {
            isSeen = (await harness.run()).outcome === "done" || isSeen;
          } catch (error) {
            if (!(error instanceof Crash)) throw error;
          }
        }
        breaker.arm(null);
        await choose(harness, true);
        await harness.settle(12);
        for (const [n, id] of ids.entries()) {
          const link = (await harness.links()).find(({ ids }) => ids.microsoft === id);
          const isTracked = link !== undefined && link.choice !== "off" && link.erp != null;
          expect(categoriesOf(harness, id)).toEqual([`own${n}`, ...(isTracked ? [tracked] : [])]);
          const item = harness.outlook.itemOf(id)!;
          const copy = harness.erp.itemOf(link?.ids.erp ?? "");
          const place = isTracked ? copy?.fields["place"] : item.fields["place"];
          expect(place).toEqual(item.fields["place"]);
        }
        expect(harness.outlookItems()).toHaveLength(3);
        expect(JSON.stringify(harness.activities())).not.toContain(tracked);
        await expectRest(harness);
      }),
      { numRuns: Number(process.env["CRASH_RUNS"] ?? 400) },
    );
  });
});
