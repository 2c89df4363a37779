import type { CalendarSettings } from "../../../server/settings/calendar.ts";
import type { Fields, Side } from "../../../server/sync/model.ts";
import { judge } from "../../sync/decisions/judge.ts";
import {
  deleteRules,
  directions,
  precedences,
  type Case,
  type State,
} from "../../sync/decisions/laws.ts";
import { pairs } from "../../sync/decisions/table.ts";
import { appointment, at, createHarness, linkedAppointment, type Harness } from "../harness.ts";

/**
 * The table of `test/sync/decisions` played by people on two sides in memory, so that the engine finds
 * out by itself what happened. What the core never sees is in it: an item that left the window, or that
 * the window left behind, is in no list any more and is no deletion for that.
 */
const weeks = 7 * 24 * 3_600_000;
const sides = { microsoft: "Outlook", erp: "ERP" } as const;

/** What a side shows of the item, by the fields that the table is about; `null`: it is gone. */
type Shown = Readonly<Record<"place" | "when", string>> | null;

const shown = (fields: Fields | undefined): Shown =>
  fields === undefined
    ? null
    : { place: JSON.stringify(fields["place"]), when: JSON.stringify(fields["when"]) };

function edits(state: State, side: Side): Fields {
  const who = state === "changed alike" ? "both" : side;
  switch (state) {
    case "unchanged":
    case "deleted":
      return {};
    case "changed":
    case "changed alike":
      return { place: `By ${who}` };
    case "cleared":
      return { place: null };
    case "moved out":
      // Years away.
      return { when: at(side === "erp" ? 24 * 1000 : 24 * 2000) ?? null };
  }
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
function outcomeOf(one: Case, held: Readonly<Record<Side, Shown>>): Readonly<Record<Side, Shown>> {
  const now = { ...held };
  for (const act of judge(one).outcome.split("; ")) {
    for (const side of ["microsoft", "erp"] as const) {
      const there = side === "erp" ? held.microsoft : held.erp;
      if (act === `make in ${sides[side]}`) now[side] = there;
      // A side in memory knows no cancelled items.
      if (act === `delete in ${sides[side]}` || act === `cancel in ${sides[side]}`)
        now[side] = null;
      for (const field of ["place", "when"] as const) {
        const before = now[side];
        if (act !== `${sides[side]} takes ${field}` || before === null || there === null) continue;
        now[side] = { ...before, [field]: there[field] };
      }
    }
  }
  return now;
}

/** A linked item in its room, and the two sides' people who act on it. */
async function play(one: Case, leftBehind: boolean): Promise<{ harness: Harness; held: Held }> {
  // Both are open until the item is on both sides.
  let direction: Case["direction"] = "both";
  const settings = {
    ...{ ...settingsOf(one), daysBack: 1, daysForward: 30 },
    get direction() {
      return direction;
    },
  };
  const harness = await createHarness({ settings });
  const outlookId = await linkedAppointment(harness);
  harness.outlook.edit(outlookId, { place: "Room 1" });
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
    if (one[side] === "deleted") connector.remove(id);
    else if (one[side] !== "unchanged") connector.edit(id, edits(one[side], side));
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
  return { harness, held };
}
type Held = Readonly<Record<Side, Shown>>;

const usual = { part: "appointment", direction: "both", deleteRule: "delete" } as const;

function casesOf(microsoft: State, erp: State): readonly Case[] {
  const pair = { ...usual, microsoft, erp };
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

describe.each([
  ["inside the window", false],
  ["that the window left behind", true],
])("the decision table, played on an item %s", (_where, leftBehind) => {
  it.each(pairs)("%s in Outlook, %s in the ERP", async (here, there) => {
    for (const one of casesOf(here, there)) {
      const { harness, held } = await play(one, leftBehind);
      const ends = {
        microsoft: harness.outlookItems().map(({ fields }) => shown(fields)),
        erp: harness.activities().map(({ fields }) => shown(fields)),
      };
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
