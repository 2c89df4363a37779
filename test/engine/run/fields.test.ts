import { activity, createHarness, linkedAppointment } from "../harness.ts";

describe("fields that go one way", () => {
  it("are carried that way alone, and an item made on their source lacks them", async () => {
    const harness = await createHarness({
      settings: { flows: { place: "toErp", importance: "toMicrosoft", reminder: "none" } },
    });
    const id = await linkedAppointment(harness);
    const there = harness.activities()[0]!.id;
    harness.outlook.edit(id, { place: "Outlook's", importance: "high", reminder: 5 });
    harness.erp.edit(there, { importance: "low", reminder: 60 });
    await harness.settle();
    const here = (wanted: string) =>
      harness.outlookItems().find((one) => one.id === wanted)!.fields;
    expect(here(id)).toMatchObject({ place: "Outlook's", importance: "low", reminder: 5 });
    expect(harness.activities()[0]!.fields).toMatchObject({
      ...{ place: "Outlook's", importance: "low", reminder: 60 },
    });
    harness.erp.edit(there, { place: "The ERP's" });
    await harness.settle();
    expect(here(id)).toMatchObject({ place: "Outlook's" });
    harness.erp.add("U-ada", activity("Call", 30, { place: "The ERP's", reminder: 90 }));
    await harness.settle();
    const made = harness.outlookItems().find(({ fields }) => fields["subject"] === "Call")!;
    expect(made.fields).not.toMatchObject({ place: "The ERP's" });
    expect(made.fields).not.toMatchObject({ reminder: 90 });
  });
});
