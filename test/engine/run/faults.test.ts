import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import { activity, appointment, createHarness, linkedAppointment } from "../harness.ts";

describe("faults", () => {
  it("a create whose reply is lost makes one item", async () => {
    const harness = await createHarness();
    harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    const id = harness.outlook.add("ada", appointment("Visit"));
    await harness.choose(id);
    expect((await harness.run()).outcome).toBe("failed");
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(await harness.links()).toHaveLength(1);
  });

  it("a lost reply, then edits on both sides before the repeat: one item, both edits", async () => {
    const harness = await createHarness();
    harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    const id = harness.outlook.add("ada", appointment("Visit"));
    await harness.choose(id);
    await harness.run();
    harness.outlook.edit(id, { subject: "Visit 2" });
    harness.erp.edit(harness.activities()[0]!.id, { place: "Berlin" });
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    for (const items of [harness.outlookItems(), harness.activities()]) {
      expect(items[0]?.fields).toMatchObject({ subject: "Visit 2", place: "Berlin" });
    }
  });

  it("made, reply lost, and deleted by a person before the repeat: it is not made again", async () => {
    const harness = await createHarness();
    harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    const id = harness.outlook.add("ada", appointment("Visit"));
    await harness.choose(id);
    await harness.run();
    harness.erp.remove(harness.activities()[0]!.id);
    await harness.settle();
    expect(harness.activities()).toHaveLength(0);
  });

  it("an update whose reply is lost is not sent twice and is no conflict", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    harness.outlook.edit(id, { subject: "changed" });
    await harness.run();
    harness.erp.edit(harness.activities()[0]!.id, { subject: "changed again" });
    await harness.settle();
    expect(harness.outlookItems()[0]?.fields["subject"]).toBe("changed again");
    expect((await harness.history()).some((line) => line.kind === "conflict")).toBe(false);
  });

  it("throttled with Retry-After: the run ends, says when to come back, and loses nothing", async () => {
    const harness = await createHarness();
    const facts = { retryAfterMs: 7_000 };
    harness.erp.failNext({ call: "write", code: "throttled", facts, when: "before" });
    const id = harness.outlook.add("ada", appointment("Visit"));
    await harness.choose(id);
    expect((await harness.run()).error?.facts.retryAfterMs).toBe(7_000);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
  });

  it("unavailable on an update and the next run much later: the edit arrives", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { place: "Vienna" });
    harness.erp.failNext({ call: "write", code: "unavailable", when: "before" });
    await harness.run();
    harness.clock.advance(30 * 24 * 3_600_000);
    await harness.settle();
    expect(harness.activities()[0]?.fields["place"]).toBe("Vienna");
  });

  it("stale: the item is read again and planned again in the same run", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    const there = harness.activities()[0]!.id;
    harness.outlook.edit(id, { subject: "mine" });
    // The ERP moves after the feed was read and before the write.
    const write = harness.deps.erp("demo").write.bind(harness.erp);
    let moved = false;
    harness.erp.write = async (...args) => {
      if (!moved) harness.erp.edit(there, { place: "theirs" });
      moved = true;
      return write(...args);
    };
    await harness.run();
    await harness.settle();
    for (const items of [harness.outlookItems(), harness.activities()]) {
      expect(items[0]?.fields).toMatchObject({ subject: "mine", place: "theirs" });
    }
  });

  it("stale beside one that is throttled: the ERP is left alone, and the next run reads and plans again", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const id = await linkedAppointment(harness);
    const there = harness.activities()[0]!.id;
    harness.outlook.edit(id, { subject: "mine" });
    harness.outlook.add("ada", appointment("new", 20));
    const { erp } = harness;
    const [write, get] = [erp.write.bind(erp), erp.get.bind(erp)];
    let asked: number | null = null;
    erp.get = async (...args) => {
      if (asked !== null) asked++;
      return get(...args);
    };
    erp.write = async (actor, resource, actions) => {
      if (asked !== null) return write(actor, resource, actions);
      asked = 0;
      erp.edit(there, { place: "theirs" });
      const updates = await write(
        actor,
        resource,
        actions.filter(({ kind }) => kind === "update"),
      );
      const error = new ConnectorError("throttled", "erp", "Too many.", { retryAfterMs: 40_000 });
      return actions.map(({ kind }) =>
        kind === "update" ? updates[0]! : { kind: "error", error },
      );
    };
    expect((await harness.run()).outcome).toBe("failed");
    expect(asked).toBe(0);
    harness.clock.advance(60_000);
    await harness.settle();
    const ofFirst = harness.activities().find((one) => one.id === there);
    expect(ofFirst?.fields).toMatchObject({ subject: "mine", place: "theirs" });
    expect(harness.activities()).toHaveLength(2);
  });

  it("one item the ERP refuses does not stop the others, and says why; it is tried when it changes", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const bad = harness.outlook.add("ada", appointment("unacceptable", 20));
    harness.outlook.add("ada", appointment("fine", 21));
    await harness.settle();
    expect(harness.activities().map((one) => one.fields["subject"])).toEqual(["fine"]);
    expect(await harness.quarantine()).toMatchObject([{ code: "rejected", field: "subject" }]);
    harness.outlook.edit(bad, { subject: "acceptable" });
    await harness.settle();
    expect(harness.activities()).toHaveLength(2);
    expect(await harness.quarantine()).toHaveLength(0);
  });

  it("a create that is refused beside a throttled one is judged once its side listens again", async () => {
    let isThrottled = true;
    let lookUps = 0;
    const harness = await createHarness({
      job: { outlookItems: "all" },
      wrap: (inner) => ({
        ...inner,
        findByKey: (...asked) => {
          if (inner.side === "erp") lookUps++;
          return inner.findByKey(...asked);
        },
        async write(actor, resource, actions) {
          if (inner.side !== "erp" || !isThrottled) return inner.write(actor, resource, actions);
          const [refused] = await inner.write(actor, resource, actions.slice(0, 1));
          const error = new ConnectorError("throttled", "erp", "Too many requests.");
          return [refused!, ...actions.slice(1).map(() => ({ kind: "error" as const, error }))];
        },
      }),
    });
    harness.outlook.add("ada", appointment("unacceptable", 20));
    harness.outlook.add("ada", appointment("fine", 21));
    expect((await harness.run()).error?.code).toBe("throttled");
    expect(lookUps).toBe(0);
    isThrottled = false;
    await harness.settle();
    expect(lookUps).toBe(1);
    expect(await harness.quarantine()).toMatchObject([{ code: "rejected", field: "subject" }]);
    expect(harness.activities().map((one) => one.fields["subject"])).toEqual(["fine"]);
  });

  it("one item that cannot be read does not stop the others", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const bad = harness.outlook.add("ada", appointment("spoiled", 20));
    harness.outlook.spoil(bad);
    harness.outlook.add("ada", appointment("fine", 21));
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(await harness.quarantine()).toMatchObject([{ itemId: bad, side: "microsoft" }]);
    harness.outlook.edit(bad, { subject: "readable again" });
    await harness.settle();
    expect(harness.activities()).toHaveLength(2);
    expect(await harness.quarantine()).toHaveLength(0);
  });

  it("the ERP down for a while parks nothing and deletes nothing; afterwards all is caught up", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { place: "Vienna" });
    for (const call of ["feed", "get", "write"] as const) {
      harness.erp.failNext({ call, code: "unavailable", when: "before", times: 1 });
    }
    await harness.run();
    expect((await harness.state())?.health).toBe("erp-down");
    await harness.settle(10);
    expect(await harness.state()).toMatchObject({ health: "operational" });
    expect(harness.activities()[0]?.fields["place"]).toBe("Vienna");
  });

  it("a revoked sign-in parks the mailbox, deletes nothing, and resumes", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    const facts = { claims: "{}" };
    harness.outlook.failNext({ call: "delta", code: "unauthorized", facts, when: "before" });
    await harness.run();
    expect(await harness.state()).toMatchObject({ health: "signed-out", claims: "{}" });
    expect(harness.activities()).toHaveLength(1);
    harness.outlook.edit(id, { place: "Vienna" });
    await harness.settle();
    expect(harness.activities()[0]?.fields["place"]).toBe("Vienna");
  });

  it("expired cursors on both sides: everything is listed again and nothing is written", async () => {
    const harness = await createHarness();
    await linkedAppointment(harness);
    harness.erp.add("U-ada", activity("Call", 30));
    await harness.settle();
    harness.outlook.expireCursors();
    harness.erp.expireCursors();
    const before = harness.outlook.writes.length + harness.erp.writes.length;
    await harness.settle();
    expect(harness.outlook.writes.length + harness.erp.writes.length).toBe(before);
    expect(await harness.links()).toHaveLength(2);
  });
});
