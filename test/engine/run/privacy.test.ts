import { createHarness, linkedAppointment, type Harness } from "../harness.ts";

describe("a private appointment", () => {
  const secrets = async (harness: Harness): Promise<string> =>
    JSON.stringify([
      await harness.history(),
      (await harness.quarantine()).map(({ subject, reason }) => [subject, reason]),
    ]);

  it("leaves nothing of itself in the log: created, changed, in conflict, refused, deleted", async () => {
    const harness = await createHarness({ settings: { precedence: "erp" } });
    const id = await linkedAppointment(harness, "Visit");
    harness.outlook.edit(id, { sensitivity: "private", subject: "Secret one" });
    await harness.settle();
    const there = harness.activities()[0]!.id;
    harness.outlook.edit(id, { subject: "Secret two", place: "Secret place" });
    harness.erp.edit(there, { subject: "Secret three" });
    await harness.settle();
    expect((await harness.history()).filter((line) => line.kind === "conflict")).toMatchObject([
      { subject: "", changes: [] },
    ]);
    harness.outlook.edit(id, { subject: "unacceptable" });
    await harness.run();
    expect(await harness.quarantine()).toMatchObject([{ subject: "" }]);
    harness.outlook.remove(id);
    await harness.settle();
    expect(await secrets(harness)).not.toMatch(/Secret|unacceptable/);
  });

  it("that waits for a decision tells the log no values either", async () => {
    const harness = await createHarness({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { sensitivity: "private" });
    await harness.settle();
    harness.outlook.edit(id, { subject: "Secret two" });
    harness.erp.edit(harness.activities()[0]!.id, { subject: "Secret three" });
    await harness.settle();
    expect(await secrets(harness)).not.toContain("Secret");
  });

  it("and no body is in the log, but the text that a conflict would otherwise lose", async () => {
    const harness = await createHarness({ settings: { precedence: "erp" } });
    const id = await linkedAppointment(harness);
    const body = (content: string) => ({ format: "text", content });
    harness.outlook.edit(id, { body: body("Secret one") });
    await harness.settle();
    harness.outlook.edit(id, { body: body("Secret two") });
    harness.erp.edit(harness.activities()[0]!.id, { body: body("Secret three") });
    await harness.settle();
    const lines = await harness.history();
    expect(lines.flatMap((line) => line.changes.map(({ field }) => field))).toContain("body");
    const others = lines.filter((line) => line.kind !== "conflict");
    expect(JSON.stringify(others)).not.toContain("Secret");
    expect(JSON.stringify(lines)).toContain("Secret two");
  });
});
