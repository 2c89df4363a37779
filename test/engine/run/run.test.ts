import { put } from "../../../server/store/store.ts";
import { activity, appointment, at, createHarness, linkedAppointment } from "../harness.ts";

describe("an appointment that a person switches on", () => {
  it("is in the ERP with its records and type, once", async () => {
    const harness = await createHarness();
    await linkedAppointment(harness, "Visit Northwind");
    expect(harness.activities()).toHaveLength(1);
    expect(harness.activities()[0]?.fields).toMatchObject({
      subject: "Visit Northwind",
      when: at(24),
      type: "T-visit",
      records: [{ type: "customer", id: "K1" }],
    });
    expect(harness.outlook.writes).toHaveLength(0);
  });

  it("leaves every other appointment alone", async () => {
    const harness = await createHarness();
    harness.outlook.add("ada", appointment("Dentist"));
    await linkedAppointment(harness);
    expect(harness.activities()).toHaveLength(1);
  });

  it("writes nothing on a second run", async () => {
    const harness = await createHarness();
    await linkedAppointment(harness);
    const before = harness.erp.writes.length;
    await harness.run();
    await harness.run();
    expect(harness.erp.writes).toHaveLength(before);
    expect(harness.outlook.writes).toHaveLength(0);
  });

  it("follows edits on either side, and both edits made at the same time survive", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    const there = harness.activities()[0]!.id;
    harness.outlook.edit(id, { subject: "Visit moved" });
    harness.erp.edit(there, { place: "Berlin" });
    await harness.settle();
    for (const items of [harness.outlookItems(), harness.activities()]) {
      expect(items[0]?.fields).toMatchObject({ subject: "Visit moved", place: "Berlin" });
    }
    expect((await harness.history()).filter((line) => line.kind === "conflict")).toHaveLength(0);
  });

  it("takes over a record that was linked in the ERP, and one that the pane removes", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    const there = harness.activities()[0]!.id;
    const records = [
      { type: "customer", id: "K1" },
      { type: "project", id: "P1" },
    ];
    harness.erp.edit(there, { records });
    await harness.settle();
    expect((await harness.links())[0]?.companion).toEqual({ type: "T-visit", records });
    await harness.choose(id, { type: "T-visit", records: [{ type: "project", id: "P1" }] });
    await harness.settle();
    expect(harness.activities()[0]?.fields["records"]).toEqual([{ type: "project", id: "P1" }]);
  });

  it("is followed wherever it lies, also far outside the window", async () => {
    const harness = await createHarness();
    const id = harness.outlook.add("ada", appointment("In two years", 24 * 700));
    await harness.choose(id);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
  });

  it("a value the ERP tidied up does not come back as an edit", async () => {
    const harness = await createHarness();
    const id = harness.outlook.add("ada", appointment("  Visit   Northwind "));
    await harness.choose(id);
    await harness.settle();
    expect(harness.activities()[0]?.fields["subject"]).toBe("Visit Northwind");
    expect(harness.outlook.writes).toHaveLength(0);
  });
});

describe("deleting", () => {
  it("in Outlook removes the activity", async () => {
    const harness = await createHarness();
    harness.outlook.remove(await linkedAppointment(harness));
    await harness.settle();
    expect(harness.activities()).toHaveLength(0);
    expect(await harness.links()).toHaveLength(0);
  });

  it("in the ERP removes the appointment", async () => {
    const harness = await createHarness();
    await linkedAppointment(harness);
    harness.erp.remove(harness.activities()[0]!.id);
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(0);
  });

  it("in the ERP leaves a meeting with other people alone", async () => {
    const harness = await createHarness();
    const guest = { address: "m@x.example", name: "M", kind: "required", response: "none" };
    const id = harness.outlook.add("ada", appointment("Meeting", 24, { attendees: [guest] }));
    await harness.choose(id);
    await harness.settle();
    harness.erp.remove(harness.activities()[0]!.id);
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(1);
    expect(harness.outlook.writes).toHaveLength(0);
  });

  it("against an edit on the other side brings the item back with the edit", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { place: "Vienna" });
    harness.erp.remove(harness.activities()[0]!.id);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(harness.activities()[0]?.fields["place"]).toBe("Vienna");
  });

  it("more than the brake allows is held and shown; everything else goes on", async () => {
    const harness = await createHarness({
      job: { outlookItems: "all" },
      settings: { brakeDeletions: 2, brakeShare: 0.1 },
    });
    const ids = Array.from({ length: 8 }, (_, n) =>
      harness.outlook.add("ada", appointment(`Visit ${n}`, 24 + n)),
    );
    await harness.settle();
    for (const id of ids.slice(0, 5)) harness.outlook.remove(id);
    harness.outlook.edit(ids[7]!, { place: "Berlin" });
    await harness.run();
    await harness.run();
    expect(harness.activities()).toHaveLength(8);
    expect(harness.activities().some((one) => one.fields["place"] === "Berlin")).toBe(true);
    expect(await harness.state()).toMatchObject({
      health: "braked",
      brake: { side: "erp", deletions: 5 },
    });
  });
});

describe("the brake", () => {
  it("does not count what is switched off among the items that deletions are measured by", async () => {
    const harness = await createHarness({
      job: { outlookItems: "all" },
      settings: { brakeDeletions: 1, brakeShare: 0.5 },
    });
    const ids = Array.from({ length: 8 }, (_, n) =>
      harness.outlook.add("ada", appointment(`Visit ${n}`, 24 + n)),
    );
    await harness.settle();
    const links = await harness.links();
    await harness.store.commit(
      harness.scope,
      links
        .slice(0, 5)
        .map(({ id }) => put("inbox", id, { kind: "release", linkId: id, removeErpCopy: false })),
    );
    await harness.settle();
    for (const id of ids.slice(5)) harness.outlook.remove(id);
    await harness.run();
    expect(harness.activities()).toHaveLength(8);
    expect(await harness.state()).toMatchObject({ brake: { deletions: 3, linked: 3 } });
  });
});

describe("switching off", () => {
  const release = async (harness: Awaited<ReturnType<typeof createHarness>>, remove: boolean) => {
    const [link] = await harness.links();
    await harness.store.commit(harness.scope, [
      put("inbox", "off", { kind: "release", linkId: link!.id, removeErpCopy: remove }),
    ]);
  };

  it("keeps both copies and follows neither any more", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const id = await linkedAppointment(harness);
    await release(harness, false);
    await harness.settle();
    harness.outlook.edit(id, { place: "Vienna" });
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(harness.activities()[0]?.fields["place"]).toBeNull();
  });

  it("removes the ERP's copy where the person asked for it, and never the appointment", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    await release(harness, true);
    await harness.settle();
    expect(harness.activities()).toHaveLength(0);
    await harness.choose(id);
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(1);
    expect(harness.activities()).toHaveLength(1);
  });
});

describe("the gates", () => {
  it("the user's activities come to Outlook without guests, and nobody is mailed", async () => {
    const harness = await createHarness();
    const guest = { address: "m@x.example", name: "M", kind: "required", response: "none" };
    harness.erp.add("U-ada", activity("Call", 30, { attendees: [guest] }));
    await harness.settle();
    expect(harness.outlookItems()[0]?.fields).toMatchObject({ subject: "Call" });
    expect(harness.outlookItems()[0]?.fields["attendees"] ?? []).toEqual([]);
  });

  it("an appointment that both sides have already is linked, not made twice", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    harness.outlook.add("ada", appointment("Review", 30));
    harness.erp.add("U-ada", activity("review", 30));
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(1);
    expect(harness.activities()).toHaveLength(1);
    expect(await harness.links()).toHaveLength(1);
  });

  it("what Outlook has already is linked to, also where only chosen appointments go to the ERP", async () => {
    const harness = await createHarness();
    const here = harness.outlook.add("ada", appointment("Review", 30));
    harness.outlook.add("ada", appointment("Dentist", 31));
    harness.erp.add("U-ada", activity("review", 30));
    harness.erp.add("U-ada", activity("Call", 32));
    await harness.settle();
    expect(harness.outlookItems().map((one) => one.fields["subject"])).toEqual([
      "Review",
      "Dentist",
      "Call",
    ]);
    expect(harness.activities()).toHaveLength(2);
    expect((await harness.links()).map((link) => link.ids.microsoft)).toContain(here);
  });

  it("what the ERP has already is linked to, also where its items do not come to Outlook", async () => {
    const harness = await createHarness({ job: { outlookItems: "all", erpItems: false } });
    harness.outlook.add("ada", appointment("Review", 30));
    harness.erp.add("U-ada", activity("review", 30));
    harness.erp.add("U-ada", activity("Call", 32));
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(1);
    expect(harness.activities()).toHaveLength(2);
    expect(await harness.links()).toHaveLength(1);
  });

  it("where several look the same nobody guesses: they are set aside, and a person tells", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const [first] = [30, 30].map((hour) => harness.outlook.add("ada", appointment("Visit", hour)));
    const there = harness.erp.add("U-ada", activity("Visit", 30));
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(2);
    expect(harness.activities()).toHaveLength(1);
    const parked = await harness.quarantine();
    expect(parked.map((one) => one.code)).toEqual(["in-doubt", "in-doubt", "in-doubt"]);
    const pair = { kind: "pair", microsoftId: first!, erpId: there } as const;
    await harness.store.commit(harness.scope, [put("inbox", "r", pair)]);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(await harness.quarantine()).toHaveLength(1);
  });

  it("two that look the same on one side only are two", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    for (const hour of [30, 30]) harness.outlook.add("ada", appointment("Visit", hour));
    await harness.settle();
    expect(harness.activities()).toHaveLength(2);
  });

  it("a private twin is nobody's twin", async () => {
    const harness = await createHarness();
    harness.outlook.add("ada", appointment("Review", 30, { sensitivity: "private" }));
    harness.erp.add("U-ada", activity("Review", 30));
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(2);
  });

  it("private appointments and those outside the window stay where they are", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    harness.outlook.add("ada", appointment("Doctor", 30, { sensitivity: "private" }));
    harness.outlook.add("ada", appointment("Long ago", -24 * 90));
    await harness.settle();
    expect(harness.activities()).toHaveLength(0);
  });

  it("leaving the window is not a deletion", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const id = harness.outlook.add("ada", appointment("Visit", 30));
    await harness.settle();
    harness.outlook.edit(id, { when: at(-24 * 90) ?? null });
    await harness.settle();
    harness.clock.advance(8 * 24 * 3_600_000);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(harness.activities()[0]?.fields["when"]).toEqual(at(-24 * 90));
  });
});
