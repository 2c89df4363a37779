import type { Connector } from "../../../server/connectors/port/connector.ts";
import { createMemoryRecords } from "../../../server/connectors/memory/records.ts";
import { createNewRecords, type FilledForm } from "../../../server/engine/items/new-records.ts";
import { lead, leadForm } from "../../connectors/memory/record-forms.ts";
import { createHarness } from "../harness.ts";

const filled: FilledForm = { type: "lead", key: "form-1", values: { name: " Fourth Coffee " } };

async function createWorld({ takesRecords = true } = {}) {
  const records = createMemoryRecords([lead], [leadForm]);
  const wrap = (inner: Connector): Connector =>
    inner.side === "erp" && takesRecords ? { ...inner, records } : inner;
  const harness = await createHarness({ wrap });
  const engine = createNewRecords(harness.deps);
  return {
    records,
    forms: () => engine.forms(harness.scope),
    create: (more: Partial<FilledForm> = {}) =>
      engine.create(harness.scope, { ...filled, ...more }),
  };
}

describe("a record made from an appointment", () => {
  it("is one, however many click at once", async () => {
    const { create, records } = await createWorld();
    const [one, other] = await Promise.all([create(), create()]);
    expect(other).toEqual(one);
    expect(records.all()).toMatchObject([{ type: "lead", name: "Fourth Coffee" }]);
  });

  it("is one after an answer that got lost, sent again from the same form", async () => {
    const { create, records } = await createWorld();
    records.loseNextReply();
    await expect(create()).rejects.toMatchObject({ code: "unavailable" });
    expect(await create()).toMatchObject({ name: "Fourth Coffee" });
    expect(records.all()).toHaveLength(1);
  });

  it("is another where another form was filled in, be it the same", async () => {
    const { create, records } = await createWorld();
    await create();
    await create({ key: "form-2" });
    expect(records.all()).toHaveLength(2);
  });

  it.each([
    [{ values: {} }, "name", "This is needed."],
    [{ values: { name: "x".repeat(21) } }, "name", "20 characters"],
    [{ values: { name: "A", source: "rumour" } }, "source", "one of its options"],
    [{ values: { name: "A", worth: "much" } }, "worth", "such as 1200.50"],
    [{ values: { name: "A", worth: -1 } }, "worth", "not negative"],
    [{ values: { name: "A", by: "2026-02-31" } }, "by", "a day such as"],
    [{ values: { name: "A", address: "nobody" } }, "address", "a mail address such as"],
    [{ values: { name: "A", about: { type: "order", id: "1" } } }, "about", "of the type lead"],
    [{ values: { name: "A", colour: "red" } }, "colour", "no field of this form"],
    [{ type: "castle" }, "type", "no such records"],
  ])("is refused with the field and what to do: %j", async (wrong, field, remedy) => {
    const { create, records } = await createWorld();
    const error: unknown = await create(wrong).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "rejected", facts: { field } });
    expect((error as Error).message).toContain(remedy);
    expect(records.all()).toEqual([]);
  });

  it("is offered by no ERP that takes none", async () => {
    const { forms, create } = await createWorld({ takesRecords: false });
    expect(await forms()).toEqual([]);
    await expect(create()).rejects.toMatchObject({ code: "rejected" });
  });
});
