import { put } from "../../../server/store/store.ts";
import type { Fields, Value } from "../../../server/sync/model.ts";
import { stoppedAtEachStep } from "../breaker.ts";
import {
  appointment,
  at,
  createHarness,
  linkedCompanion,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

const dayMs = 24 * 60 * 60 * 1000;
const pattern = { every: "day", interval: 1 };
/** Every day from an hour of the test's plan on, so often. */
const daily = (hour: number, count: number): Value => ({
  ...(at(hour) as Fields),
  recurrence: { pattern, ends: { kind: "count", count } },
});

/** A series of Outlook with each of its days, as Graph shows them. */
function addSeries({ outlook }: Harness, hour: number, count: number, more: Fields = {}) {
  const fields = appointment("Round", hour, more);
  const seriesId = outlook.add(
    "ada",
    { ...fields, when: daily(hour, count) },
    { series: "master" },
  );
  const days = Array.from({ length: count }, (_, nth) => {
    const when = at(hour + 24 * nth) as { readonly start: string };
    const originalStart = when.start;
    const day = { ...fields, when: when as Fields };
    return outlook.add("ada", day, { series: "occurrence", seriesId, originalStart });
  });
  return { seriesId, days };
}

/** Five days in the ERP, each of which its people gave a record there. */
async function fiveDays(options: HarnessOptions = {}) {
  const harness = await createHarness({ job: { outlookItems: "all" }, ...options });
  const { seriesId, days } = addSeries(harness, 24, 5);
  await harness.settle();
  for (const { id } of harness.activities()) {
    harness.erp.edit(id, { records: linkedCompanion["records"]! });
  }
  await harness.settle();
  const before = idsOf(harness);
  return { harness, seriesId, days, before };
}

type Split = Awaited<ReturnType<typeof fiveDays>>;

/** What "this and following" on the fourth day does to the first series. */
function cut({ harness, seriesId, days }: Split): void {
  harness.outlook.edit(seriesId, { when: daily(24, 3) });
  for (const id of days.slice(3)) harness.outlook.remove(id);
}

/** ... and makes beside it, an hour later than before. */
const follow = ({ harness }: Split, more: Fields = {}) => addSeries(harness, 97, 2, more);

const idsOf = ({ activities }: Harness) => activities().map(({ id }) => id);
const shown = ({ activities }: Harness) =>
  activities().map(({ id, fields }) => [id, fields["when"], fields["records"]]);

function expectKept({ harness, before }: Split): void {
  const hours = [24, 48, 72, 97, 121];
  expect(shown(harness)).toEqual(
    before.map((id, nth) => [id, at(hours[nth]!), linkedCompanion["records"]]),
  );
}

async function waitAWhile(harness: Harness): Promise<void> {
  harness.clock.advance(6 * 60 * 1000);
  await harness.settle();
}

describe("rule 25: days of a series that is split, each an activity of its own", () => {
  it.each(["cut", "rest", "at once"])(
    "keep what the ERP made of them (first: %s)",
    async (first) => {
      const split = await fiveDays();
      const acts = [() => cut(split), () => follow(split)];
      for (const act of first === "rest" ? acts.reverse() : acts) {
        act();
        if (first !== "at once") await split.harness.settle();
      }
      await split.harness.settle();
      expectKept(split);
      const links = await split.harness.links();
      expect(links).toHaveLength(5);
      expect(links.every((link) => link.cut === undefined && !link.dirty)).toBe(true);
      // Nor is anything made or deleted later, when all is listed anew.
      split.harness.outlook.expireCursors();
      await split.harness.settle();
      expectKept(split);
    },
  );

  it.each(["before", "after"] as const)(
    "keep it at whichever step the process ends (%s it)",
    async (when) => {
      for (const order of ["at once", "rest first"]) {
        const steps = await stoppedAtEachStep(
          when,
          async (parts) => {
            const split = await fiveDays(parts);
            follow(split);
            if (order === "rest first") await split.harness.settle();
            cut(split);
            return split;
          },
          async (split) => {
            await Promise.resolve();
            expectKept(split);
          },
        );
        expect(steps).toBeGreaterThan(4);
      }
    },
  );

  it("wait no longer than for a while, and are looked at then", async () => {
    const split = await fiveDays();
    const { harness, before } = split;
    cut(split);
    const { againMs } = await harness.run();
    expect(againMs).toBe(5 * 60 * 1000);
    expect(idsOf(harness)).toEqual(before);
    await waitAWhile(harness);
    expect(idsOf(harness)).toEqual(before.slice(0, 3));
    expect((await harness.run()).againMs).toBeUndefined();
  });

  it("go at once where they went by themselves", async () => {
    const { harness, days, before } = await fiveDays();
    harness.outlook.remove(days[3]!);
    await harness.settle();
    expect(idsOf(harness)).toEqual(before.filter((_id, nth) => nth !== 3));
  });

  it("go where nothing speaks for another series but that it comes next", async () => {
    const split = await fiveDays();
    const { harness, before } = split;
    cut(split);
    follow(split, { subject: "Lunch" });
    await harness.settle();
    await waitAWhile(harness);
    const ids = idsOf(harness);
    for (const id of before.slice(0, 3)) expect(ids).toContain(id);
    for (const id of before.slice(3)) expect(ids).not.toContain(id);
  });

  it("leave alone what a person made of the new day meanwhile", async () => {
    const split = await fiveDays();
    const { harness, before } = split;
    follow(split);
    await harness.settle();
    const made = harness.activities().find(({ id }) => !before.includes(id))!;
    const own = [{ type: "customer", id: "K2" }];
    harness.erp.edit(made.id, { records: own });
    await harness.settle();
    cut(split);
    await harness.settle();
    const now = harness.activities().find(({ id }) => id === made.id);
    expect(now?.fields["records"]).toEqual(own);
    expect(idsOf(harness)).toHaveLength(5);
  });

  it("stay off where its person had switched off all that were cut off", async () => {
    const split = await fiveDays();
    const { harness, before } = split;
    const off = (await harness.links()).filter(({ ids }) => before.indexOf(ids.erp ?? "") > 2);
    const wishes = off.map(({ id }) =>
      put("inbox", id, { kind: "release", linkId: id, removeErpCopy: false }),
    );
    await harness.store.commit(harness.scope, wishes);
    await harness.settle();
    cut(split);
    const { days } = follow(split);
    // Its list shows days as Graph does, where it shows all.
    harness.outlook.expireCursors();
    await harness.settle();
    expect(idsOf(harness)).toEqual(before);
    const standing = (await harness.links()).filter(({ choice }) => choice === "off");
    expect(standing.map(({ ids }) => ids.microsoft)).toEqual(days);
  });

  it("go on where they are, and in no day of theirs that Outlook tells of besides", async () => {
    const harness = await createHarness();
    const { seriesId, days } = addSeries(harness, 24, 5);
    await harness.choose(days[3]!, linkedCompanion);
    await harness.settle();
    const split = { harness, seriesId, days, before: idsOf(harness) };
    cut(split);
    harness.outlook.edit(days[0]!, { place: "Kiel" });
    follow(split);
    harness.outlook.expireCursors();
    await harness.settle();
    expect(shown(harness)).toEqual([[split.before[0], at(97), linkedCompanion["records"]]]);
  });

  it("are deleted for good, whichever day that no link knew is told of at once", async () => {
    const harness = await createHarness();
    const { days } = addSeries(harness, 24, 5);
    await harness.choose(days[1]!, linkedCompanion);
    await harness.settle();
    harness.outlook.remove(days[1]!);
    harness.outlook.edit(days[4]!, { place: "Kiel" });
    harness.outlook.expireCursors();
    await harness.settle();
    expect(harness.activities()).toEqual([]);
  });

  it("wait where their series was moved after it was listed", async () => {
    const { harness, seriesId, days, before } = await fiveDays();
    harness.outlook.edit(seriesId, { when: daily(72, 5) });
    for (const id of days.slice(0, 2)) harness.outlook.remove(id);
    await harness.settle();
    expect(idsOf(harness)).toEqual(before);
    for (const nth of [5, 6]) {
      const when = at(24 + 24 * nth) as { readonly start: string };
      const details = { series: "occurrence" as const, seriesId, originalStart: when.start };
      harness.outlook.add("ada", { ...appointment("Round", 24), when }, details);
    }
    harness.outlook.expireCursors();
    await harness.settle();
    expect(new Set(idsOf(harness))).toEqual(new Set(before));
  });

  it("say so in their log, and nothing of a deletion", async () => {
    const split = await fiveDays();
    const { harness, before } = split;
    cut(split);
    follow(split);
    await harness.settle();
    const [link] = (await harness.links()).filter(({ ids }) => ids.erp === before[3]);
    const told = (await harness.history()).filter(({ linkId }) => linkId === link!.id);
    expect(told.map(({ because }) => because)).toContain("goes on with a series");
    expect(told.map(({ kind }) => kind)).not.toContain("deleted");
  });

  it("keep it a day later as well: they are days of the new series by then", async () => {
    const split = await fiveDays();
    cut(split);
    const { days } = follow(split);
    await split.harness.settle();
    split.harness.clock.advance(dayMs);
    split.harness.outlook.edit(days[1]!, { subject: "Last round" });
    await split.harness.settle();
    const [, , , , last] = split.harness.activities();
    expect(last).toMatchObject({ id: split.before[4], fields: { subject: "Last round" } });
  });
});
