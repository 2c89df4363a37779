import type { CalendarSettings } from "../../../server/settings/calendar.ts";
import { elements, type Fields, type Side } from "../../../server/sync/model.ts";
import { after, agreed, contestedDay } from "../../sync/decisions/items.ts";
import { judge } from "../../sync/decisions/judge.ts";
import {
  deleteRules,
  directions,
  isDay,
  precedences,
  type Case,
  type Part,
  type State,
} from "../../sync/decisions/laws.ts";
import { pairs } from "../../sync/decisions/table.ts";
import { appointment, at, createHarness, linkedCompanion, type Harness } from "../harness.ts";

/**
 * The table of `test/sync/decisions` played by people on two sides in memory, so that the engine finds
 * out by itself what happened. What the core never sees is in it: an item that left the window, or that
 * the window left behind, is in no list any more and is no deletion for that.
 */
const weeks = 7 * 24 * 3_600_000;
const sides = { microsoft: "Outlook", erp: "ERP" } as const;

/** The parts of a series, and what is none. A series without end is left behind by no window. */
const played: readonly (readonly [name: string, part: Part, leftBehind: boolean])[] = [
  ["an appointment inside the window", "appointment", false],
  ["an appointment that the window left behind", "appointment", true],
  ["a series", "series", false],
  ["a day of a series that is otherwise", "day", false],
  ["an occurrence, where the ERP holds no series", "occurrence apart", false],
  ["an occurrence that the window left behind", "occurrence apart", true],
];
/** What the table is about, as the laws call it. */
const things = ["place", "when", "day's subject", "day's when", "day's removal"] as const;

/** What a side shows of the things that the table is about; `null`: the item is gone. */
type Shown = Readonly<Partial<Record<(typeof things)[number], string>>> | null;
type Held = Readonly<Record<Side, Shown>>;

function shown(fields: Fields | undefined): Shown {
  if (fields === undefined) return null;
  const ofDay = elements(fields["exceptions"]).flatMap((one): [string, string][] => {
    const { on, field, value } = one as { on: string; field: string; value: unknown };
    const name = `day's ${field === "gone" ? "removal" : field}`;
    return on === contestedDay ? [[name, JSON.stringify(value)]] : [];
  });
  return {
    place: JSON.stringify(fields["place"]),
    when: JSON.stringify(fields["when"]),
    ...Object.fromEntries(ofDay),
  };
}

function settingsOf({ precedence, deleteRule }: Case): Partial<CalendarSettings> {
  const rules = { "ERP wins": "erp", "Outlook wins": "microsoft", ask: "ask" } as const;
  return {
    precedence: precedence in rules ? rules[precedence as keyof typeof rules] : "newest",
    afterDeleteInOutlook: deleteRule,
    afterDeleteInErp: deleteRule === "cancel" ? "delete" : deleteRule,
  };
}

/** What stands on both sides after the acts of a verdict. */
function outcomeOf(one: Case, held: Held): Held {
  const now = { ...held };
  for (const act of judge(one).outcome.split("; ")) {
    for (const side of ["microsoft", "erp"] as const) {
      const there = side === "erp" ? held.microsoft : held.erp;
      if (act === `make in ${sides[side]}`) now[side] = there;
      // A side in memory knows no cancelled items.
      if (act === `delete in ${sides[side]}` || act === `cancel in ${sides[side]}`)
        now[side] = null;
      const before = now[side];
      if (before === null || there === null) continue;
      for (const thing of things) {
        const { [thing]: _own, ...others } = before;
        if (act === `${sides[side]} drops ${thing}`) now[side] = others;
        if (act === `${sides[side]} takes ${thing}`)
          now[side] = { ...before, [thing]: there[thing] };
      }
    }
  }
  return now;
}

/** Puts what the table is about into Outlook's calendar. @returns its id */
function addOf(part: Part, { outlook }: Harness): string {
  const { type: _type, records: _records, exceptions = null, ...fields } = agreed(part);
  const item = appointment("Visit", 0, fields);
  if (part !== "occurrence apart") {
    const isSeries = part === "series" || isDay(part);
    const days = isSeries ? { exceptions } : {};
    return outlook.add("ada", { ...item, ...days }, isSeries ? { series: "master" } : undefined);
  }
  const { when = null } = agreed("series");
  const seriesId = outlook.add("ada", { ...item, when }, { series: "master" });
  const { start } = item["when"] as { readonly start: string };
  return outlook.add("ada", item, { series: "occurrence", seriesId, originalStart: start });
}

/** A linked item, and the two sides' people who act on it. */
async function play(
  one: Case,
  leftBehind: boolean,
): Promise<{ readonly ends: Readonly<Record<Side, readonly Shown[]>>; readonly held: Held }> {
  // Both are open until the item is on both sides.
  let direction: Case["direction"] = "both";
  const settings = {
    ...{ ...settingsOf(one), daysBack: 1, daysForward: 30 },
    get direction() {
      return direction;
    },
  };
  const holdsSeries = one.part === "series" || isDay(one.part);
  const harness = await createHarness({
    settings,
    ...(holdsSeries && {
      also: ["exceptions"],
      erpSettles: (_before: Fields, settled: Fields) => ({ exceptions: [], ...settled }),
    }),
  });
  const outlookId = addOf(one.part, harness);
  await harness.choose(outlookId, linkedCompanion);
  await harness.settle();
  const erpId = harness.activities()[0]?.id ?? "";
  if (leftBehind) {
    harness.clock.advance(5 * weeks);
    await harness.settle();
  }
  direction = one.direction;
  const act = (side: Side): void => {
    const [connector, id] =
      side === "erp" ? ([harness.erp, erpId] as const) : ([harness.outlook, outlookId] as const);
    const fields = after(one, side);
    if (fields === null) connector.remove(id);
    else if (one[side] !== "unchanged") {
      const { place = null, when = null, exceptions = null } = fields;
      connector.edit(id, { place, when, exceptions });
    }
  };
  const erpFirst = one.precedence === "newest: Outlook later";
  act(erpFirst ? "erp" : "microsoft");
  if (one.precedence !== "newest: at once") harness.clock.advance(60_000);
  act(erpFirst ? "microsoft" : "erp");
  const held = {
    microsoft: shown(harness.outlook.itemOf(outlookId)?.fields),
    erp: shown(harness.erp.itemOf(erpId)?.fields),
  };
  await harness.settle();
  const inOutlook = harness.outlookItems().filter(({ details, id }) => {
    return id === outlookId || details.series !== "master";
  });
  const ends = {
    microsoft: inOutlook.map(({ fields }) => shown(fields)),
    erp: harness.activities().map(({ fields }) => shown(fields)),
  };
  return { ends, held };
}

function casesOf(part: Part, microsoft: State, erp: State): readonly Case[] {
  const pair = { part, microsoft, erp, direction: "both", deleteRule: "delete" } as const;
  if (microsoft !== "deleted" && erp !== "deleted") {
    return [
      ...precedences.map((precedence): Case => ({ ...pair, precedence })),
      ...directions.map((direction): Case => ({ ...pair, direction, precedence: "ask" })),
    ];
  }
  return deleteRules.flatMap((deleteRule) =>
    directions.map((direction): Case => ({
      ...pair,
      deleteRule,
      direction,
      precedence: "ERP wins",
    })),
  );
}

describe.each(played)("the decision table, played on %s", (_name, part, leftBehind) => {
  it.each(pairs)("%s in Outlook, %s in the ERP", async (here, there) => {
    for (const one of casesOf(part, here, there)) {
      const { ends, held } = await play(one, leftBehind);
      const wanted = outcomeOf(one, held);
      expect([one, ends]).toEqual([
        one,
        {
          microsoft: wanted.microsoft === null ? [] : [wanted.microsoft],
          erp: wanted.erp === null ? [] : [wanted.erp],
        },
      ]);
    }
  });
});

describe("what the window never had", () => {
  it("is not taken up, and comes in when it moves into the window", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const id = harness.outlook.add("ada", appointment("Far away", 24 * 2000));
    await harness.settle();
    expect(harness.activities()).toHaveLength(0);
    harness.outlook.edit(id, { when: at(48) ?? null });
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
  });
});
