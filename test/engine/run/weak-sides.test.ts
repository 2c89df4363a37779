/** An ERP that stores nothing of ours: what becomes of a create whose reply was lost. */
import { appointment, createHarness, linkedCompanion, type Harness } from "../harness.ts";

async function withLostCreate(): Promise<Harness> {
  const harness = await createHarness({ erpPromises: { create: "none" } });
  const id = harness.outlook.add("ada", appointment("Visit"));
  await harness.choose(id, linkedCompanion);
  harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
  await harness.run();
  expect(harness.activities()).toHaveLength(1);
  return harness;
}

describe("a create in doubt on a side that stores nothing of ours", () => {
  it("is settled by what reads the same and belongs to nobody else", async () => {
    const harness = await withLostCreate();
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    const [link] = await harness.links();
    expect(link?.ids.erp).toBe(harness.activities()[0]?.id);
  });

  it("keeps what a person changed in it meanwhile", async () => {
    const harness = await withLostCreate();
    harness.erp.edit(harness.activities()[0]!.id, { place: "Hamburg" });
    await harness.settle();
    expect(harness.outlookItems()[0]?.fields["place"]).toBe("Hamburg");
  });

  it("is asked about where several items read the same", async () => {
    const harness = await withLostCreate();
    const twin = harness.erp.copy(harness.activities()[0]!.id);
    await harness.settle();
    expect(await harness.quarantine()).toMatchObject([{ code: "create-in-doubt" }]);
    harness.erp.remove(twin);
    const [link] = await harness.links();
    await harness.retry(link!.id);
    await harness.settle();
    expect(await harness.quarantine()).toEqual([]);
    expect(harness.activities()).toHaveLength(1);
  });

  it("residue: is sent again where a person renamed the item at once, so that nothing is lost", async () => {
    const harness = await withLostCreate();
    harness.erp.edit(harness.activities()[0]!.id, { subject: "Renamed" });
    await harness.settle();
    const subjects = harness.activities().map(({ fields }) => fields["subject"]);
    expect(subjects.sort()).toEqual(["Renamed", "Visit"]);
  });
});
