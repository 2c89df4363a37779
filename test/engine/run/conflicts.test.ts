import { put } from "../../../server/store/store.ts";
import { createHarness, linkedAppointment } from "../harness.ts";

describe("conflicts", () => {
  it("newest wins, and the loser is in the log with both values", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { subject: "from Outlook" });
    harness.clock.advance(60_000);
    harness.erp.edit(harness.activities()[0]!.id, { subject: "from the ERP" });
    await harness.settle();
    expect(harness.outlookItems()[0]?.fields["subject"]).toBe("from the ERP");
    const [line] = (await harness.history()).filter((one) => one.kind === "conflict");
    expect(line).toMatchObject({
      because: "newest",
      changes: [{ field: "subject", from: "from Outlook", to: "from the ERP" }],
    });
  });

  it("our own write beside a conflict that waits does not make its side the newer one", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    // At the same moment: nobody's is newer. The subject was changed here alone, and is carried over.
    harness.outlook.edit(id, { place: "Vienna", subject: "Renamed" });
    harness.erp.edit(harness.activities()[0]!.id, { place: "Berlin" });
    await harness.settle();
    expect(harness.activities()[0]?.fields).toMatchObject({ subject: "Renamed", place: "Berlin" });
    expect(harness.outlookItems()[0]?.fields).toMatchObject({ place: "Vienna" });
    expect((await harness.links())[0]?.waiting).toMatchObject([{ field: "place", winner: null }]);
  });

  it("the text that lost is in the person's log, word for word", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    const text = (content: string) => ({ body: { format: "text", content } });
    harness.outlook.edit(id, text("my agenda"));
    harness.clock.advance(60_000);
    harness.erp.edit(harness.activities()[0]!.id, text("their agenda"));
    await harness.settle();
    const [line] = (await harness.history()).filter((one) => one.kind === "conflict");
    expect(JSON.stringify(line?.changes)).toContain("my agenda");
  });

  it("asked, only the field in conflict waits until the person answers", async () => {
    const harness = await createHarness({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { subject: "mine", place: "Berlin" });
    harness.erp.edit(harness.activities()[0]!.id, { subject: "theirs" });
    await harness.settle();
    expect(harness.activities()[0]?.fields).toMatchObject({ subject: "theirs", place: "Berlin" });
    const [link] = await harness.links();
    expect(link?.waiting).toMatchObject([{ field: "subject", winner: null }]);
    const answer = { keep: "microsoft" as const, microsoft: "mine", erp: "theirs" };
    await harness.store.commit(harness.scope, [
      put("inbox", "a", { kind: "answer", linkId: link!.id, field: "subject", answer }),
    ]);
    await harness.settle();
    expect(harness.activities()[0]?.fields["subject"]).toBe("mine");
    expect((await harness.links())[0]?.waiting).toHaveLength(0);
  });

  it("an answer decides once: the same values in conflict again are asked about again", async () => {
    const harness = await createHarness({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(harness);
    const contest = async () => {
      harness.outlook.edit(id, { subject: "mine" });
      harness.erp.edit(harness.activities()[0]!.id, { subject: "theirs" });
      await harness.settle();
    };
    // Another field waits all the while.
    harness.outlook.edit(id, { place: "here" });
    harness.erp.edit(harness.activities()[0]!.id, { place: "there" });
    await contest();
    const [link] = await harness.links();
    const answer = { value: "ours", microsoft: "mine", erp: "theirs" };
    await harness.store.commit(harness.scope, [
      put("inbox", "a", { kind: "answer", linkId: link!.id, field: "subject", answer }),
    ]);
    await harness.settle();
    expect(harness.outlookItems()[0]?.fields["subject"]).toBe("ours");
    expect(harness.activities()[0]?.fields["subject"]).toBe("ours");
    expect((await harness.links())[0]).toMatchObject({
      answers: {},
      waiting: [{ field: "place" }],
    });
    await contest();
    expect(harness.activities()[0]?.fields["subject"]).toBe("theirs");
    expect((await harness.links())[0]?.waiting.map(({ field }) => field)).toContain("subject");
  });

  it("a conflict that waits is one line of the log, however often its item moves", async () => {
    const harness = await createHarness({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { subject: "mine" });
    harness.erp.edit(harness.activities()[0]!.id, { subject: "theirs" });
    await harness.settle();
    harness.clock.advance(60_000);
    harness.erp.edit(harness.activities()[0]!.id, { place: "elsewhere" });
    await harness.settle();
    const lines = (await harness.history()).filter((one) => one.kind === "conflict");
    expect(lines).toHaveLength(1);
  });
});
