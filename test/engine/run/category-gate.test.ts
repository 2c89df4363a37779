import type { Connector } from "../../../server/connectors/port/connector.ts";
import { activity, appointment, at, createHarness } from "../harness.ts";

const types = [
  { id: "T-visit", name: "Site visit" },
  { id: "T-call", name: "Call" },
];

/** A mailbox that lets events of a category in, and how often its ERP was asked for its types. */
async function createWorld() {
  const asked: string[] = [];
  const wrap = (inner: Connector): Connector =>
    inner.side === "microsoft"
      ? inner
      : {
          ...inner,
          profile: {
            findUser: async () => null,
            companies: async () => [],
            activityTypes: async (_actor, companyId) => {
              asked.push(companyId);
              return types;
            },
          },
        };
  const harness = await createHarness({ job: { outlookItems: "category" }, wrap });
  return { ...harness, asked };
}

describe("events whose first category is an activity type (C09)", () => {
  it("come in, with that type; the others stay where they are", async () => {
    const world = await createWorld();
    world.outlook.add("ada", appointment("Visit", 20, { categories: ["site VISIT", "Blue"] }));
    world.outlook.add("ada", appointment("Second", 21, { categories: ["Blue", "Call"] }));
    world.outlook.add("ada", appointment("Dentist", 22));
    world.outlook.add(
      "ada",
      appointment("Secret", 23, { categories: ["Call"], sensitivity: "private" }),
    );
    await world.settle();
    expect(world.activities().map(({ fields }) => [fields["subject"], fields["type"]])).toEqual([
      ["Visit", "T-visit"],
    ]);
  });

  it("come in when they get the category later, and stay when they lose it", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Visit"));
    await world.settle();
    expect(world.activities()).toHaveLength(0);
    world.outlook.edit(id, { categories: ["Call"] });
    await world.settle();
    expect(world.activities()).toHaveLength(1);
    world.outlook.edit(id, { categories: [] });
    await world.settle();
    expect(world.activities()).toHaveLength(1);
  });

  it("are outranked by a person's switch", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Dentist"));
    await world.choose(id);
    await world.settle();
    expect(world.activities()).toHaveLength(1);
  });

  it("of another category are not made twice where the ERP has them already", async () => {
    const world = await createWorld();
    world.outlook.add("ada", appointment("Review", 30));
    world.erp.add("U-ada", { ...activity("Review", 30), when: at(30) ?? null });
    await world.settle();
    expect(world.outlookItems()).toHaveLength(1);
    expect(world.activities()).toHaveLength(1);
    expect(await world.links()).toHaveLength(1);
  });

  it("cost the ERP a question only when something new is in Outlook", async () => {
    const world = await createWorld();
    await world.settle();
    expect(world.asked).toEqual([]);
    world.outlook.add("ada", appointment("Dentist"));
    await world.settle();
    const before = world.asked.length;
    expect(before).toBeGreaterThan(0);
    await world.settle();
    expect(world.asked).toHaveLength(before);
  });
});
