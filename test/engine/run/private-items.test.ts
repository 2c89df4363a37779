import {
  activity,
  appointment,
  createHarness,
  linkedAppointment,
  type Harness,
} from "../harness.ts";

const body = { format: "text", content: "What it is about" };
const secret = { subject: "Secret", place: "Clinic", body, sensitivity: "private" };
const open = (privateItems: "leaveOut" | "busy" | "full", outlookItems: "all" | "chosen" = "all") =>
  createHarness({ job: { outlookItems }, settings: { privateItems } });
const copies = (harness: Harness) => harness.activities().map(({ fields }) => fields);
const masked = {
  ...{ subject: "Busy", place: null, body: null, attendees: [], categories: [] },
  sensitivity: "private",
};
/** Nothing that is typed in Outlook below is anywhere but in Outlook. */
async function expectUntold(harness: Harness): Promise<void> {
  const told = [harness.erp.writes, await harness.history(), await harness.quarantine()];
  expect(JSON.stringify(told)).not.toMatch(/Secret|Clinic|about/);
}

describe("private appointments that are shown as busy", () => {
  it("reach the ERP as time, show-as and mark alone, and nothing echoes", async () => {
    const harness = await open("busy");
    harness.outlook.add("ada", appointment("Secret", 24, { ...secret, showAs: "oof" }));
    await harness.settle();
    expect(copies(harness)).toMatchObject([{ ...masked, showAs: "oof" }]);
    const before = harness.erp.writes.length + harness.outlook.writes.length;
    await harness.run();
    expect(harness.erp.writes.length + harness.outlook.writes.length).toBe(before);
    await expectUntold(harness);
  });

  it("are not written anew when only what is masked was edited", async () => {
    const harness = await open("busy");
    const id = harness.outlook.add("ada", appointment("Secret", 24, secret));
    await harness.settle();
    const before = harness.erp.writes.length;
    harness.outlook.edit(id, { subject: "Secret two", place: "Clinic two" });
    await harness.settle();
    expect(harness.erp.writes).toHaveLength(before);
    await expectUntold(harness);
  });

  it("move with the ERP's copy, whose own words never reach Outlook", async () => {
    const harness = await open("busy");
    harness.outlook.add("ada", appointment("Secret", 24, secret));
    await harness.settle();
    const there = harness.activities()[0]!;
    const when = appointment("", 30)["when"] ?? null;
    harness.erp.edit(there.id, {
      when,
      subject: "Guessed",
      place: "Guessed",
      sensitivity: "normal",
    });
    await harness.settle();
    expect(harness.outlookItems()[0]!.fields).toMatchObject({ ...secret, when });
    // The word is ours and comes back; what else the ERP's people wrote there stays theirs.
    expect(copies(harness)).toMatchObject([{ subject: "Busy", place: "Guessed", when }]);
  });

  it("carry what a person chose for them by hand, and no type by their category", async () => {
    const harness = await open("busy", "chosen");
    const id = harness.outlook.add("ada", appointment("Secret", 24, secret));
    const records = [{ type: "customer", id: "K1" }];
    await harness.choose(id, { type: "T-visit", records });
    await harness.settle();
    expect(copies(harness)).toMatchObject([{ ...masked, type: "T-visit", records }]);
  });

  it("lose their details in the ERP when they become private, and get them back", async () => {
    const harness = await open("busy");
    const plain = appointment("Visit", 24, { place: "Hamburg", body });
    const id = harness.outlook.add("ada", plain);
    await harness.settle();
    expect(copies(harness)).toMatchObject([{ subject: "Visit", place: "Hamburg", body }]);
    harness.outlook.edit(id, { sensitivity: "private" });
    await harness.settle();
    expect(copies(harness)).toMatchObject([masked]);
    expect(harness.outlookItems()[0]!.fields).toMatchObject({ subject: "Visit", body });
    harness.outlook.edit(id, { sensitivity: "normal" });
    await harness.settle();
    expect(copies(harness)).toMatchObject([{ subject: "Visit", place: "Hamburg", body }]);
    const lines = await harness.history();
    expect(lines.filter(({ kind }) => kind === "conflict")).toEqual([]);
  });

  it("get their details back where the ERP's people wrote over the word", async () => {
    const harness = await createHarness({
      job: { outlookItems: "all" },
      settings: { privateItems: "busy", precedence: "erp" },
    });
    const id = harness.outlook.add("ada", appointment("Secret", 24, secret));
    await harness.settle();
    harness.erp.edit(harness.activities()[0]!.id, { subject: "Guessed" });
    await harness.settle();
    harness.outlook.edit(id, { sensitivity: "normal" });
    await harness.settle();
    expect(harness.outlookItems()[0]!.fields).toMatchObject({ subject: "Secret" });
    expect(copies(harness)).toMatchObject([{ subject: "Secret" }]);
  });

  it("that were made in the ERP keep what they have there, and are told nothing more", async () => {
    const harness = await open("busy");
    harness.erp.add(
      "U-ada",
      activity("Call Litware", 24, { sensitivity: "private", place: "Here" }),
    );
    await harness.settle();
    const [event] = harness.outlookItems();
    expect(event!.fields).toMatchObject({ subject: "Call Litware", sensitivity: "private" });
    harness.outlook.edit(event!.id, { subject: "Secret", place: "Clinic" });
    await harness.settle();
    expect(copies(harness)).toMatchObject([{ subject: "Call Litware", place: "Here" }]);
    harness.erp.edit(harness.activities()[0]!.id, { place: "There" });
    await harness.settle();
    await expectUntold(harness);
    harness.erp.remove(harness.activities()[0]!.id);
    await harness.settle();
    // Of what was edited since nothing may go over: it stays in Outlook, and the pair ends.
    expect(copies(harness)).toEqual([]);
    expect(harness.outlookItems()[0]!.fields).toMatchObject({ subject: "Secret" });
  });

  it("are never told when what the ERP deleted is made again for an edit", async () => {
    const harness = await open("busy");
    const own = activity("Call Litware", 24, { sensitivity: "private" });
    harness.erp.add("U-ada", own);
    await harness.settle();
    harness.outlook.edit(harness.outlookItems()[0]!.id, { ...secret, showAs: "free" });
    harness.erp.remove(harness.activities()[0]!.id);
    await harness.settle();
    expect(copies(harness)).toMatchObject([
      { subject: "Busy", sensitivity: "private", showAs: "free" },
    ]);
    await expectUntold(harness);
  });

  it("with guests stay when their activity goes: nobody is told that it is off", async () => {
    const harness = await open("busy");
    const guest = { address: "x@y.example", name: "X", kind: "required", response: "none" };
    harness.outlook.add("ada", appointment("Secret", 24, { ...secret, attendees: [guest] }));
    await harness.settle();
    expect(copies(harness)).toMatchObject([masked]);
    harness.erp.remove(harness.activities()[0]!.id);
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(1);
  });
});

describe("private appointments that are left out", () => {
  it("are not made in the ERP, and one that a gate took over is masked when it becomes private", async () => {
    const harness = await open("leaveOut");
    harness.outlook.add("ada", appointment("Secret", 24, secret));
    const id = harness.outlook.add("ada", appointment("Visit", 30, { place: "Hamburg" }));
    await harness.settle();
    expect(copies(harness)).toMatchObject([{ subject: "Visit" }]);
    harness.outlook.edit(id, secret);
    await harness.settle();
    expect(copies(harness)).toMatchObject([masked]);
    await expectUntold(harness);
  });

  it("stay whole where a person switched them on himself", async () => {
    const harness = await open("leaveOut", "chosen");
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { sensitivity: "private", place: "Hamburg" });
    await harness.settle();
    expect(copies(harness)).toMatchObject([{ subject: "Visit", place: "Hamburg" }]);
  });

  it("that the ERP's people mark there keep their details where they were made there", async () => {
    const harness = await open("leaveOut");
    harness.erp.add("U-ada", activity("Call Litware", 24));
    await harness.settle();
    harness.erp.edit(harness.activities()[0]!.id, { sensitivity: "private" });
    await harness.settle();
    expect(copies(harness)).toMatchObject([{ subject: "Call Litware", sensitivity: "private" }]);
    expect(harness.outlookItems()[0]!.fields).toMatchObject({ sensitivity: "private" });
  });
});

describe("private appointments in full", () => {
  it("go both ways with everything in them, and the log says nothing of them", async () => {
    const harness = await open("full");
    const id = harness.outlook.add("ada", appointment("Secret", 24, secret));
    await harness.settle();
    expect(copies(harness)).toMatchObject([secret]);
    harness.erp.edit(harness.activities()[0]!.id, { place: "Clinic two" });
    await harness.settle();
    expect(harness.outlookItems().find((one) => one.id === id)!.fields["place"]).toBe("Clinic two");
    expect(JSON.stringify(await harness.history())).not.toMatch(/Secret|Clinic/);
  });
});

describe("private appointments that look alike", () => {
  it.each(["busy", "full"] as const)("are set aside (%s) without a word of them", async (how) => {
    const harness = await open(how);
    for (const place of ["Clinic one", "Clinic two"]) {
      harness.outlook.add("ada", appointment("Secret", 24, { ...secret, place }));
    }
    harness.erp.add("U-ada", activity("Secret", 24, secret));
    await harness.run();
    const aside = await harness.quarantine();
    expect(aside.map(({ code }) => code)).toContain("in-doubt");
    expect(JSON.stringify(aside)).not.toMatch(/Secret|Clinic|11-21T/);
    expect(aside[0]?.twins).toContainEqual(
      expect.objectContaining({
        ...{ side: "microsoft", subject: "", when: null, place: null, private: true },
      }),
    );
  });
});
