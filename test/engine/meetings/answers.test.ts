import type { Connector } from "../../../server/connectors/port/connector.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { Crash, createBreaker } from "../breaker.ts";
import { appointment, createHarness, linkedCompanion, type Harness } from "../harness.ts";

const guests = [
  { address: "ada@contoso.example", name: "Ada", kind: "required", response: "none" },
  { address: "bo@northwind.example", name: "Bo", kind: "required", response: "none" },
];

/** Ada is invited to a meeting that is in the ERP, and her answers that reached Outlook are counted. */
async function invited() {
  const sent: unknown[] = [];
  const breaker = createBreaker();
  const versionOf = (id: string) => harness.outlook.itemOf(id)?.version;
  const counted = (inner: Connector): Connector => ({
    ...inner,
    write: async (actor, resource, actions) => {
      const answers = actions.flatMap((one) =>
        one.kind === "update" && "response" in one.fields
          ? [{ ...one, before: versionOf(one.id) }]
          : [],
      );
      const outcomes = await inner.write(actor, resource, actions);
      for (const { id, fields, before } of answers) {
        if (versionOf(id) !== before) sent.push(fields["response"]);
      }
      return outcomes;
    },
  });
  const harness = await createHarness({
    store: breaker.store(createMemoryStore()),
    wrap: (inner) => breaker.connector(inner.side === "microsoft" ? counted(inner) : inner),
  });
  const fields = appointment("Lunch", 24, { attendees: guests, response: null });
  const id = harness.outlook.add("ada", fields, "invited");
  await harness.choose(id, linkedCompanion);
  await harness.settle();
  const [activity] = harness.activities();
  if (activity === undefined) throw new Error("the meeting did not reach the ERP");
  return { harness, breaker, id, erpId: activity.id, sent };
}

type Invited = Awaited<ReturnType<typeof invited>>;
const inErp = ({ harness, erpId }: Invited): Fields | undefined =>
  harness.erp.itemOf(erpId)?.fields;
const inOutlook = ({ harness, id }: Invited): Fields | undefined =>
  harness.outlook.itemOf(id)?.fields;
const links = async (harness: Harness) => (await harness.links()).map(({ choice }) => choice);

describe("rule 19: an answer", () => {
  it("goes both ways, and a second run writes nothing", async () => {
    const world = await invited();
    const { harness, id, erpId, sent } = world;
    harness.outlook.edit(id, { response: "tentative" });
    await harness.settle();
    expect(inErp(world)).toMatchObject({ response: "tentative" });
    harness.erp.edit(erpId, { response: "accepted" });
    await harness.settle();
    expect(inOutlook(world)).toMatchObject({ response: "accepted" });
    expect(sent).toEqual(["accepted"]);
  });

  it("of others comes to the ERP as often as they change it", async () => {
    const world = await invited();
    for (const response of ["accepted", "declined"]) {
      const attendees = [guests[0]!, { ...guests[1]!, response }];
      world.harness.outlook.edit(world.id, { attendees });
      await world.harness.settle();
      expect(inErp(world)).toMatchObject({ attendees: [{}, { response }] });
    }
    expect(world.harness.outlook.writes).toEqual([]);
  });

  it("declined in the ERP takes the meeting out of Outlook, and nothing goes or comes back", async () => {
    const world = await invited();
    const { harness, erpId, sent } = world;
    harness.erp.edit(erpId, { response: "declined", subject: "Not my lunch" });
    await harness.settle();
    expect(inOutlook(world)).toBeUndefined();
    expect(inErp(world)).toMatchObject({ response: "declined" });
    expect(sent).toEqual(["declined"]);
    expect(await links(harness)).toEqual(["off"]);
    expect(harness.outlookItems()).toEqual([]);
    const lines = (await harness.history()).map(({ kind, side }) => [kind, side]);
    expect(lines).toContainEqual(["updated", "microsoft"]);
    expect(lines).not.toContainEqual(["deleted", "microsoft"]);
  });

  it("is given by removing the copy in Outlook: the activity stays", async () => {
    const world = await invited();
    world.harness.outlook.edit(world.id, { response: "accepted" });
    await world.harness.settle();
    world.harness.outlook.remove(world.id);
    await world.harness.settle();
    expect(inErp(world)).toMatchObject({ response: "declined" });
    expect(await links(world.harness)).toEqual(["off"]);
  });

  it("is not given by whoever called the meeting off: the activity goes as the rules say", async () => {
    const world = await invited();
    world.harness.outlook.callOff(world.id);
    await world.harness.settle();
    expect(inErp(world)).toBeUndefined();
    expect(world.harness.erp.writes.map(({ kind }) => kind)).toEqual(["create", "delete"]);
  });

  it("is not given, nor the meeting made again, where its activity was edited as it was called off", async () => {
    const { harness, ...world } = await invited();
    harness.erp.edit(world.erpId, { subject: "Dinner" });
    harness.outlook.callOff(world.id);
    await harness.settle();
    expect(inErp({ harness, ...world })).toMatchObject({ subject: "Dinner", response: null });
    expect(harness.outlook.itemsOf("ada")).toEqual([]);
    expect(await links(harness)).toEqual(["off"]);
  });
});

describe("rule 19: an answer, stopped after any step and started again", () => {
  type Act = (world: Invited) => void;
  const answering =
    (response: string): Act =>
    ({ harness, erpId }) =>
      harness.erp.edit(erpId, { response });
  const removing: Act = ({ harness, id }) => harness.outlook.remove(id);
  const acts: readonly [string, Act, readonly string[]][] = [
    ["accepted", answering("accepted"), ["accepted"]],
    ["declined", answering("declined"), ["declined"]],
    ["declined by removal", removing, []],
  ];

  it.each(acts)("%s: reaches Outlook once and stays in the ERP", async (said, act, mailed) => {
    let crashes = 0;
    // The first steps read the feed, whose end the harness survives; beyond the last there is none.
    const stepsMax = 25;
    for (const when of ["before", "after"] as const) {
      for (let step = 1; step <= stepsMax; step++) {
        const world = await invited();
        const { harness, breaker, sent } = world;
        act(world);
        breaker.arm({ step, when });
        const crashed = await harness.run().then(
          () => false,
          (error: unknown) => {
            if (error instanceof Crash) return true;
            throw error;
          },
        );
        breaker.arm(null);
        await harness.settle();
        expect(inErp(world)).toMatchObject({ response: said.split(" ")[0] });
        expect(sent).toEqual(mailed);
        if (crashed) crashes += 1;
      }
    }
    expect(crashes).toBeGreaterThan(10);
  });

  it.each(["before", "after"] as const)(
    "is sent once where its reply is lost (%s)",
    async (when) => {
      for (const response of ["accepted", "declined"]) {
        const world = await invited();
        const { harness, erpId, sent } = world;
        harness.erp.edit(erpId, { response });
        harness.outlook.failNext({ call: "write", code: "unavailable", when });
        await harness.settle();
        expect(sent).toEqual([response]);
        expect(inErp(world)).toMatchObject({ response });
      }
    },
  );
});
