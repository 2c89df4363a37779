import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { ConnectorErrorCode } from "../../../server/connectors/port/connector-error.ts";
import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import { put } from "../../../server/store/store.ts";
import {
  activity,
  appointment,
  createHarness,
  linkedAppointment,
  linkedCompanion,
} from "../harness.ts";

const hour = 3_600_000;

/** A harness whose sides answer for some items, by subject or id, with an error each time. */
async function createWorld(code: ConnectorErrorCode = "unavailable") {
  const poison = new Set<string>();
  const down = { erp: false, microsoft: false };
  const wrap = (inner: Connector): Connector => {
    const error = new ConnectorError(code, inner.side, "No answer.");
    const bad = (text: string): boolean => [...poison].some((one) => text.includes(one));
    return {
      ...inner,
      check: async (actor) => {
        if (down[inner.side]) throw error;
        return inner.check(actor);
      },
      get: async (actor, resource, ids) =>
        (await inner.get(actor, resource, ids)).map((found, at) =>
          bad(`${inner.side}:get:${ids[at]}`) ? { kind: "error", error } : found,
        ),
      write: async (actor, resource, actions) => {
        const outcomes = await Promise.all(
          actions.map(async (action) =>
            bad(`${inner.side}:write:${JSON.stringify(action)}`)
              ? [{ kind: "error" as const, error }]
              : inner.write(actor, resource, [action]),
          ),
        );
        return outcomes.flat();
      },
    };
  };
  return { ...(await createHarness({ job: { outlookItems: "all" }, wrap })), poison, down };
}

const runs = async (world: Awaited<ReturnType<typeof createWorld>>, count: number) => {
  const outcomes: string[] = [];
  for (let run = 0; run < count; run++) outcomes.push((await world.run()).outcome);
  return outcomes;
};
const subjects = (items: readonly { readonly fields: { readonly subject?: unknown } }[]) =>
  items.map((one) => String(one.fields.subject)).sort();

describe("an item that its side never answers for", () => {
  it("stops the run five times, then it alone is set aside, and its mailbox goes on", async () => {
    const world = await createWorld();
    world.poison.add("Poison");
    world.outlook.add("ada", appointment("Poison", 20));
    expect(await runs(world, 4)).toEqual(Array(4).fill("failed"));
    expect(await world.quarantine()).toHaveLength(0);
    world.outlook.add("ada", appointment("Fine", 21));
    expect(await runs(world, 2)).toEqual(["done", "done"]);
    expect(subjects(world.activities())).toEqual(["Fine"]);
    expect(await world.quarantine()).toMatchObject([{ code: "unavailable", subject: "Poison" }]);
    expect(await world.state()).toMatchObject({ health: "operational" });
    expect((await world.history()).filter((line) => line.kind === "failed")).toHaveLength(1);
  });

  it("is not to blame while its side is down altogether: nothing is set aside, however long", async () => {
    const world = await createWorld();
    world.poison.add("write");
    world.down.erp = true;
    world.outlook.add("ada", appointment("Visit", 20));
    expect(await runs(world, 12)).toEqual(Array(12).fill("failed"));
    expect(await world.quarantine()).toHaveLength(0);
    world.poison.clear();
    world.down.erp = false;
    await world.settle();
    expect(subjects(world.activities())).toEqual(["Visit"]);
    expect((await world.state())?.suspects).toBeUndefined();
  });

  it("is counted in a row: one good run, and the count starts anew", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    for (const place of ["Berlin", "Vienna"]) {
      world.poison.add("write");
      world.outlook.edit(id, { place });
      expect(await runs(world, 4)).toEqual(Array(4).fill("failed"));
      world.poison.clear();
      expect(await runs(world, 1)).toEqual(["done"]);
    }
    expect(await world.quarantine()).toHaveLength(0);
  });

  it("comes back by itself after an hour, once, whatever it was created as in doubt", async () => {
    const world = await createWorld();
    world.erp.failNext({ call: "write", code: "unavailable", when: "after", times: 1 });
    world.outlook.add("ada", appointment("Poison", 20));
    await world.run();
    world.poison.add("erp:write");
    await runs(world, 5);
    expect(await world.quarantine()).toHaveLength(1);
    world.poison.clear();
    await runs(world, 3);
    expect(await world.quarantine()).toHaveLength(1);
    world.clock.advance(hour);
    await world.settle();
    expect(await world.quarantine()).toHaveLength(0);
    expect(subjects(world.activities())).toEqual(["Poison"]);
    expect(subjects(world.outlookItems())).toEqual(["Poison"]);
  });

  it("comes back when it changes", async () => {
    const world = await createWorld();
    world.poison.add("Poison");
    const id = world.outlook.add("ada", appointment("Poison", 20));
    await runs(world, 6);
    world.poison.clear();
    world.outlook.edit(id, { subject: "Cured" });
    await world.settle();
    // The create in doubt is repeated with the content it had, then the edit follows.
    expect(subjects(world.activities())).toEqual(["Cured"]);
    expect(await world.quarantine()).toHaveLength(0);
  });

  it("comes back when a person asks", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    world.poison.add("write");
    world.outlook.edit(id, { place: "Vienna" });
    await runs(world, 6);
    const [parked] = await world.quarantine();
    world.poison.clear();
    await world.store.commit(world.scope, [
      put("inbox", "r", { kind: "retry", key: parked!.linkId! }),
    ]);
    await world.settle();
    expect(world.activities()[0]?.fields["place"]).toBe("Vienna");
    expect(await world.quarantine()).toHaveLength(0);
  });

  it("when read, is set aside too, by its id where no link knows it", async () => {
    const world = await createWorld();
    const linked = await linkedAppointment(world);
    const bad = world.outlook.add("ada", appointment("Poison", 20));
    world.poison.add(`microsoft:get:${bad}`);
    await runs(world, 5);
    world.outlook.edit(linked, { place: "Vienna" });
    await world.settle();
    expect(world.activities()[0]?.fields["place"]).toBe("Vienna");
    expect(await world.quarantine()).toMatchObject([{ itemId: bad, linkId: null }]);
    world.poison.clear();
    world.clock.advance(hour);
    await world.settle();
    expect(subjects(world.activities())).toEqual(["Poison", "Visit"]);
    expect(await world.quarantine()).toHaveLength(0);
  });

  it("does not fill its link while the side is down for days", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    world.poison.add("write");
    world.down.erp = true;
    world.outlook.edit(id, { place: "Vienna" });
    await runs(world, 50);
    expect((await world.links())[0]?.writes).toHaveLength(1);
    world.outlook.remove(id);
    await runs(world, 50);
    expect((await world.links())[0]!.writes.length).toBeLessThan(3);
    world.poison.clear();
    world.down.erp = false;
    await world.settle();
    expect(world.activities()).toHaveLength(0);
  });

  it("throttling is never an item's fault", async () => {
    const world = await createWorld("throttled");
    world.poison.add("Poison");
    world.outlook.add("ada", appointment("Poison", 20));
    expect(await runs(world, 10)).toEqual(Array(10).fill("failed"));
    expect(await world.quarantine()).toHaveLength(0);
  });
});

describe("a wish that one item makes impossible", () => {
  const wish = async (
    world: Awaited<ReturnType<typeof createWorld>>,
    microsoftId: string,
    removeErpCopy: boolean,
  ) => {
    const link = (await world.links()).find((one) => one.ids.microsoft === microsoftId);
    await world.store.commit(world.scope, [
      put("inbox", `off-${microsoftId}`, { kind: "release", linkId: link!.id, removeErpCopy }),
    ]);
  };

  it.each(["forbidden", "rejected"] as const)(
    "a copy the ERP will not remove (%s) is logged; the wishes behind it are carried out",
    async (code) => {
      const world = await createWorld(code);
      const id = await linkedAppointment(world);
      world.poison.add('"kind":"delete"');
      await wish(world, id, true);
      const next = world.outlook.add("ada", appointment("Next", 30));
      await world.choose(next);
      await world.settle();
      expect(subjects(world.activities())).toEqual(["Next", "Visit"]);
      const lines = await world.history();
      expect(lines.find((line) => line.kind === "failed")?.because).toContain(code);
      expect((await world.links()).find((one) => one.ids.microsoft === id)?.choice).toBe("off");
    },
  );

  it("a copy that is edited under our hands is removed all the same", async () => {
    const world = await createHarness();
    await linkedAppointment(world);
    const there = world.activities()[0]!.id;
    const write = world.erp.write.bind(world.erp);
    let edits = 0;
    world.erp.write = async (...args) => {
      if (edits++ === 0) world.erp.edit(there, { place: "moved" });
      return write(...args);
    };
    const [link] = await world.links();
    await world.store.commit(world.scope, [
      put("inbox", "off", { kind: "release", linkId: link!.id, removeErpCopy: true }),
    ]);
    await world.settle();
    expect(edits).toBe(2);
    expect(world.activities()).toHaveLength(0);
  });

  it("switched on again while its copy cannot be read: it stays off and the appointment lives", async () => {
    const world = await createWorld("rejected");
    const id = await linkedAppointment(world);
    await wish(world, id, false);
    await world.settle();
    world.erp.remove(world.activities()[0]!.id);
    world.poison.add("erp:get");
    await world.choose(id);
    await world.settle();
    expect(subjects(world.outlookItems())).toEqual(["Visit"]);
    expect((await world.links())[0]?.choice).toBe("off");
    world.poison.clear();
    await world.choose(id);
    await world.settle();
    expect(subjects(world.outlookItems())).toEqual(["Visit"]);
    expect(subjects(world.activities())).toEqual(["Visit"]);
  });

  it("switched on again, both sides' edits meanwhile are seen and survive", async () => {
    const world = await createHarness();
    const id = await linkedAppointment(world);
    const [link] = await world.links();
    await world.store.commit(world.scope, [
      put("inbox", "off", { kind: "release", linkId: link!.id, removeErpCopy: false }),
    ]);
    await world.settle();
    world.outlook.edit(id, { subject: "mine" });
    world.erp.edit(world.activities()[0]!.id, { place: "theirs" });
    await world.settle();
    await world.choose(id);
    await world.settle();
    for (const items of [world.outlookItems(), world.activities()]) {
      expect(items).toMatchObject([{ fields: { subject: "mine", place: "theirs" } }]);
    }
  });

  it("switched on again, an edit of the ERP's copy alone is seen as well", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    await wish(world, id, false);
    await world.settle();
    world.erp.edit(world.activities()[0]!.id, { place: "theirs" });
    await world.settle();
    await world.choose(id, linkedCompanion);
    await world.settle();
    expect(world.outlookItems()).toMatchObject([{ fields: { place: "theirs" } }]);
  });

  it("switched on again with the same records after its copy went: the copy is made anew", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    await wish(world, id, true);
    await world.settle();
    await world.choose(id, linkedCompanion);
    await world.settle();
    expect(subjects(world.outlookItems())).toEqual(["Visit"]);
    expect(subjects(world.activities())).toEqual(["Visit"]);
  });

  it("switched off while its create is in doubt: what it made is known and never comes back as new", async () => {
    const world = await createHarness();
    const id = world.outlook.add("ada", appointment("Visit"));
    await world.choose(id);
    world.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    await world.run();
    // The repeat fails as well, so that the wish meets the open create.
    world.erp.failNext({ call: "write", code: "rejected", when: "before" });
    const [link] = await world.links();
    await world.store.commit(world.scope, [
      put("inbox", "off", { kind: "release", linkId: link!.id, removeErpCopy: false }),
    ]);
    await world.settle();
    expect(world.activities()).toHaveLength(1);
    expect(world.outlookItems()).toHaveLength(1);
  });
});

describe("an item that was set aside", () => {
  it("and is deleted then, is deleted on the other side", async () => {
    const world = await createHarness({ job: { outlookItems: "all" } });
    const id = await linkedAppointment(world);
    world.outlook.edit(id, { subject: "unacceptable" });
    await world.settle();
    expect(await world.quarantine()).toHaveLength(1);
    world.outlook.remove(id);
    await world.settle();
    // The edit that never arrived does not outlive its own deletion.
    expect(world.activities()).toHaveLength(0);
    expect(await world.quarantine()).toHaveLength(0);
    expect(await world.links()).toHaveLength(0);
  });

  it("because it could not be read, is in order once it can be, also when nothing changed", async () => {
    const world = await createWorld("rejected");
    await linkedAppointment(world);
    const there = world.activities()[0]!.id;
    world.poison.add(`erp:get:${there}`);
    world.erp.edit(there, { place: "Berlin" });
    await world.run();
    expect(await world.quarantine()).toHaveLength(1);
    world.poison.clear();
    world.erp.edit(there, { place: null });
    await world.settle();
    expect(await world.quarantine()).toHaveLength(0);
  });

  it("because it could not be read, is read again when a person asks", async () => {
    const world = await createWorld("rejected");
    await linkedAppointment(world);
    const there = world.activities()[0]!.id;
    world.poison.add(`erp:get:${there}`);
    world.erp.edit(there, { place: "Berlin" });
    await world.run();
    world.poison.clear();
    const [parked] = await world.quarantine();
    await world.store.commit(world.scope, [
      put("inbox", "r", { kind: "retry", key: parked!.linkId! }),
    ]);
    await world.settle();
    expect(world.outlookItems()[0]?.fields["place"]).toBe("Berlin");
  });

  it("and that no link knows, is read again when a person asks", async () => {
    const world = await createWorld("rejected");
    const bad = world.erp.add("U-ada", activity("Call", 30));
    world.poison.add(`erp:get:${bad}`);
    await world.run();
    expect(await world.quarantine()).toMatchObject([{ itemId: bad, linkId: null }]);
    world.poison.clear();
    await world.run();
    expect(world.outlookItems()).toHaveLength(0);
    await world.store.commit(world.scope, [put("inbox", "r", { kind: "retry", key: bad })]);
    await world.settle();
    expect(subjects(world.outlookItems())).toEqual(["Call"]);
    expect(await world.quarantine()).toHaveLength(0);
  });
});
