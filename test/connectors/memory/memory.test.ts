import { createMemoryConnector } from "../../../server/connectors/memory/memory.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { connectorContract } from "../contract/connector-contract.ts";
import { actor, openMemory } from "./harness.ts";

connectorContract("the Microsoft side in memory", () => openMemory("microsoft"));
connectorContract("the ERP side in memory", () => openMemory("erp"));

describe("the memory connector", () => {
  it("lists what touches the window only, but answers for everything", async () => {
    const { connector, scope, person } = openMemory("erp");
    const id = await person.add("In November");
    const window = { from: "2027-01-01T00:00:00Z", to: "2027-02-01T00:00:00Z" };
    expect((await connector.delta(actor, { ...scope, window }, null)).changes).toEqual([]);
    expect(await connector.get(actor, "appointment", [id])).toMatchObject([{ kind: "found" }]);
  });

  it("feeds every change with the person it concerns", async () => {
    const memory = createMemoryConnector({
      side: "erp",
      clock: manualClock(0),
      holds: ["subject"],
    });
    const { cursor } = await memory.feed.changes(null);
    const id = memory.add("ada", { subject: "Fed" });
    expect((await memory.feed.changes(cursor)).changes).toEqual([
      { resource: "appointment", id, erpUserIds: ["ada"] },
    ]);
  });
});
