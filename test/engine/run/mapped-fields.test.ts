import {
  customName,
  mappedName,
  mappingOf,
  ownName,
  type FieldMapping,
} from "../../../server/resources/appointment/mapped.ts";
import { put } from "../../../server/store/store.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { ownFields } from "../../connectors/memory/custom-fields.ts";
import {
  activity,
  appointment,
  createHarness,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

const mapping = (
  fieldId: string,
  {
    flow = "both",
    place = "property",
    category = "",
  }: { flow?: FieldMapping["flow"]; place?: "property" | "category"; category?: string } = {},
): FieldMapping => {
  const field = ownFields.find(({ id }) => id === fieldId);
  if (field === undefined) throw new Error(`no field ${fieldId}`);
  return mappingOf({ fieldId, place, category, flow }, "demo", field);
};

const costCentre = mapping("costCentre");
const [erpsCost, outlooksCost] = [customName("costCentre"), ownName("demo/costCentre")];
const erpsPhase = customName("phase");
const phase = mapping("phase", { place: "category", category: "Phase" });
const billable = mapping("billable", { place: "category", category: "Billable" });

/** What is mapped may be changed between runs. */
async function open(
  first: readonly FieldMapping[],
  options: Omit<HarnessOptions, "custom" | "mapped"> = {},
) {
  let mapped = first;
  const harness = await createHarness({
    ...options,
    ...{ custom: ownFields, mapped: () => mapped },
    job: { outlookItems: "all", ...options.job },
  });
  return { harness, map: (now: readonly FieldMapping[]) => void (mapped = now) };
}

async function pair(harness: Harness, more: Fields = {}) {
  const erpId = harness.erp.add("U-ada", activity("Visit", 24, more));
  await harness.settle();
  const [link] = await harness.links();
  const outlookId = link?.ids.microsoft ?? "";
  return {
    ...{ erpId, outlookId },
    erp: () => harness.erp.itemOf(erpId)?.fields ?? {},
    outlook: () => harness.outlook.itemOf(outlookId)?.fields ?? {},
  };
}

describe("fields of the ERP's own", () => {
  it("that are not mapped go nowhere", async () => {
    const { harness } = await open([]);
    const { outlook } = await pair(harness, { [erpsCost]: "4711" });
    expect(outlook()[outlooksCost]).toBeNull();
    expect(JSON.stringify(await harness.links())).not.toContain("4711");
  });

  it("go over when an item is made, from either side", async () => {
    const { harness } = await open([costCentre]);
    const { outlook } = await pair(harness, { [erpsCost]: "4711" });
    expect(outlook()[outlooksCost]).toBe("4711");
    harness.outlook.add("ada", appointment("Call", 48, { [outlooksCost]: "4712" }));
    await harness.settle();
    const made = harness.activities().find(({ fields }) => fields["subject"] === "Call");
    expect(made?.fields[erpsCost]).toBe("4712");
  });

  it("merge like any other: each side's edit of another field survives", async () => {
    const { harness } = await open([costCentre, mapping("hours")]);
    const both = await pair(harness, { [erpsCost]: "4711" });
    harness.erp.edit(both.erpId, { [customName("hours")]: 2.5 });
    harness.outlook.edit(both.outlookId, { [outlooksCost]: "4712" });
    await harness.settle();
    expect(both.erp()).toMatchObject({ [erpsCost]: "4712", [customName("hours")]: 2.5 });
    expect(both.outlook()).toMatchObject({
      [outlooksCost]: "4712",
      [ownName("demo/hours")]: "2.5",
    });
  });

  it("changed on both sides are a conflict that the rule decides and the log holds", async () => {
    const { harness } = await open([costCentre], { settings: { precedence: "erp" } });
    const both = await pair(harness, { [erpsCost]: "4711" });
    harness.erp.edit(both.erpId, { [erpsCost]: "of the ERP" });
    harness.outlook.edit(both.outlookId, { [outlooksCost]: "of Outlook" });
    await harness.settle();
    expect(both.outlook()[outlooksCost]).toBe("of the ERP");
    const conflict = (await harness.history()).find(({ kind }) => kind === "conflict");
    expect(JSON.stringify(conflict)).toContain("of Outlook");
  });

  it("that are cleared on one side are cleared on the other", async () => {
    const { harness } = await open([costCentre]);
    const both = await pair(harness, { [erpsCost]: "4711" });
    harness.outlook.edit(both.outlookId, { [outlooksCost]: "" });
    await harness.settle();
    expect(both.erp()[erpsCost]).toBeNull();
  });

  it("go one way where that was chosen: their source is never written", async () => {
    const { harness } = await open([mapping("costCentre", { flow: "toMicrosoft" })]);
    const both = await pair(harness, { [erpsCost]: "4711" });
    harness.outlook.edit(both.outlookId, { [outlooksCost]: "4712" });
    await harness.settle();
    expect(both.erp()[erpsCost]).toBe("4711");
    harness.erp.edit(both.erpId, { [erpsCost]: "4713" });
    await harness.settle();
    expect(both.outlook()[outlooksCost]).toBe("4713");
  });

  it("are not taken from what somebody else wrote into the property and is no value of theirs", async () => {
    const { harness } = await open([mapping("hours")]);
    const both = await pair(harness, { [customName("hours")]: 2 });
    harness.outlook.edit(both.outlookId, { [ownName("demo/hours")]: "a while" });
    await harness.settle();
    expect(both.erp()[customName("hours")]).toBe(2);
    expect(await harness.quarantine()).toEqual([]);
  });

  it("are refused by the name that people know them by, and set that item aside alone", async () => {
    const { harness } = await open([costCentre]);
    const both = await pair(harness);
    harness.outlook.edit(both.outlookId, { [outlooksCost]: "longer than twenty characters" });
    await harness.settle();
    expect(await harness.quarantine()).toMatchObject([
      { code: "rejected", field: mappedName(costCentre) },
    ]);
  });

  it("of a private appointment are kept from the ERP with its other details", async () => {
    const { harness } = await open([costCentre], { settings: { privateItems: "busy" } });
    harness.outlook.add(
      "ada",
      appointment("Doctor", 24, { sensitivity: "private", [outlooksCost]: "4711" }),
    );
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(JSON.stringify(harness.activities())).not.toContain("4711");
  });
});

describe("a mapping that changes", () => {
  it("takes up what items that stood already hold, once their reading is stored", async () => {
    const { harness, map } = await open([]);
    const both = await pair(harness, { [erpsCost]: "4711" });
    map([costCentre]);
    await harness.settle();
    expect(both.outlook()[outlooksCost]).toBe("4711");
    const writes = harness.outlook.writes.length + harness.erp.writes.length;
    await harness.run();
    expect(harness.outlook.writes.length + harness.erp.writes.length).toBe(writes);
  });

  it("leaves both sides as they are where it is taken away", async () => {
    const { harness, map } = await open([costCentre]);
    const both = await pair(harness, { [erpsCost]: "4711" });
    map([]);
    await harness.settle();
    harness.erp.edit(both.erpId, { [erpsCost]: null });
    await harness.settle();
    expect(both.outlook()[outlooksCost]).toBe("4711");
    expect(both.erp()[erpsCost]).toBeNull();
  });

  it("to another place begins anew: what the old place held clears nothing", async () => {
    const { harness, map } = await open([mapping("phase")]);
    const both = await pair(harness, { [erpsPhase]: "draft" });
    map([phase]);
    await harness.settle();
    expect(both.erp()[erpsPhase]).toBe("draft");
    expect(both.outlook()["categories"]).toEqual(["Phase: Draft"]);
  });

  it("while a write of it is under way is no obstacle: what was decided goes nowhere", async () => {
    const { harness, map } = await open([costCentre]);
    const both = await pair(harness);
    harness.erp.failNext({ call: "write", code: "unavailable", when: "before", times: 1 });
    harness.outlook.edit(both.outlookId, { [outlooksCost]: "4711" });
    await harness.run();
    map([]);
    await harness.settle();
    expect(both.erp()[erpsCost]).toBeNull();
  });
});

describe("a mapping that is taken away while something was asked for", () => {
  it.each(["before", "after"] as const)(
    "loses nothing of a create whose reply is lost (%s it landed) and that is repeated without it",
    async (when) => {
      const { harness, map } = await open([costCentre]);
      const erpId = harness.erp.add("U-ada", activity("Visit", 24, { [erpsCost]: "4711" }));
      harness.outlook.failNext({ call: "write", code: "unavailable", when });
      await harness.run();
      map([]);
      await harness.settle();
      expect(harness.outlookItems()).toHaveLength(1);
      map([costCentre]);
      await harness.settle();
      expect(harness.erp.itemOf(erpId)?.fields[erpsCost]).toBe("4711");
      expect(harness.outlookItems()[0]?.fields[outlooksCost]).toBe("4711");
    },
  );

  const undone = async (harness: Harness) =>
    (await harness.history())
      .filter(({ kind }) => kind.includes("undone"))
      .map(({ kind, because, changes }) => [kind, because, ...changes.map((one) => one.field)]);
  const takeBack = async (harness: Harness, kind: "updated" | "deleted") => {
    const line = (await harness.history()).find((one) => one.kind === kind);
    const wish = { kind: "undo" as const, lineIds: [line?.id ?? ""], tellGuests: false };
    await harness.store.commit(harness.scope, [put("inbox", "undo", wish)]);
    await harness.settle();
  };

  it("is no undo: that it cannot be taken back is told, with its field", async () => {
    const { harness, map } = await open([costCentre]);
    const both = await pair(harness, { [erpsCost]: "4711" });
    harness.erp.edit(both.erpId, { [erpsCost]: "4712" });
    await harness.settle();
    map([]);
    await takeBack(harness, "updated");
    expect(await undone(harness)).toEqual([
      ["not-undone", "undo:unmapped", mappedName(costCentre)],
    ]);
    expect(both.erp()[erpsCost]).toBe("4712");
  });

  it("is told of a deletion that is taken back without it", async () => {
    const { harness, map } = await open([costCentre]);
    const both = await pair(harness, { [erpsCost]: "4711" });
    harness.outlook.remove(both.outlookId);
    await harness.settle();
    map([]);
    await takeBack(harness, "deleted");
    expect(harness.activities()).toHaveLength(1);
    expect(await undone(harness)).toEqual([
      ["not-undone", "undo:unmapped", mappedName(costCentre)],
      ["undone", "undo:delete"],
    ]);
  });
});

describe("a field that is a category in Outlook", () => {
  it("is one of its choices by name, beside the person's own and ours, which stay", async () => {
    const { harness } = await open([phase, billable]);
    const both = await pair(harness, { [erpsPhase]: "draft" });
    harness.outlook.edit(both.outlookId, {
      categories: ["Important", "Phase: Draft", "Sync to ERP"],
    });
    harness.erp.edit(both.erpId, { [erpsPhase]: "agreed", [customName("billable")]: true });
    await harness.settle();
    expect(both.outlook()["categories"]).toEqual(
      expect.arrayContaining(["Important", "Phase: Agreed", "Billable"]),
    );
    expect(both.outlook()["categories"]).not.toContain("Phase: Draft");
  });

  it("is changed and cleared by people in Outlook, in any of its languages", async () => {
    const { harness } = await open([phase, billable]);
    const both = await pair(harness, { [erpsPhase]: "draft", [customName("billable")]: true });
    harness.outlook.edit(both.outlookId, { categories: ["phase: Vereinbart"] });
    await harness.settle();
    expect(both.erp()).toMatchObject({ [erpsPhase]: "agreed", [customName("billable")]: false });
    harness.outlook.edit(both.outlookId, { categories: [] });
    await harness.settle();
    expect(both.erp()[erpsPhase]).toBeNull();
  });

  it("is not a category of the person's own to an ERP that holds those", async () => {
    const { harness } = await open([phase]);
    const both = await pair(harness, { [erpsPhase]: "draft", categories: ["Important"] });
    expect(both.outlook()["categories"]).toEqual(["Important", "Phase: Draft"]);
    harness.outlook.edit(both.outlookId, { categories: ["Important", "Urgent", "Phase: Draft"] });
    await harness.settle();
    expect(both.erp()["categories"]).toEqual(["Important", "Urgent"]);
    harness.erp.edit(both.erpId, { categories: ["Urgent"] });
    await harness.settle();
    expect(both.outlook()["categories"]).toEqual(["Urgent", "Phase: Draft"]);
  });

  it("does not overwrite categories that a person changed meanwhile", async () => {
    let isFirst = true;
    const { harness } = await open([phase], {
      wrap: (inner) =>
        inner.side === "erp"
          ? inner
          : {
              ...inner,
              write: async (actor, resource, actions) => {
                const update = actions.find((one) => one.kind === "update");
                if (isFirst && update?.kind === "update") {
                  isFirst = false;
                  harness.outlook.edit(update.id, { categories: ["Mine", "Phase: Draft"] });
                }
                return inner.write(actor, resource, actions);
              },
            },
    });
    const both = await pair(harness, { [erpsPhase]: "draft" });
    harness.erp.edit(both.erpId, { [erpsPhase]: "agreed" });
    await harness.settle();
    expect(both.outlook()["categories"]).toEqual(["Mine", "Phase: Agreed"]);
  });
});

describe("an interrupted reading after another mapping", () => {
  it("is done again by the next run", async () => {
    const { harness, map } = await open([]);
    const both = await pair(harness, { [erpsCost]: "4711" });
    map([costCentre]);
    harness.erp.failNext({ call: "get", code: "unavailable", when: "before" });
    await harness.run();
    await harness.settle();
    expect(both.outlook()[outlooksCost]).toBe("4711");
  });
});
