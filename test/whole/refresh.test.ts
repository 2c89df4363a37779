import { ready } from "./linked.ts";
import { call, visit, type Json, type Person } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

const day = (date: number): Json => ({
  start: { dateTime: `2026-11-${date}T09:00:00`, timeZone: "UTC" },
  end: { dateTime: `2026-11-${date}T10:00:00`, timeZone: "UTC" },
});

/** Everything that both sides hold, versions too: a write that changes nothing would show. */
async function held({ outlook, erp }: Person): Promise<unknown> {
  return { outlook: await outlook.list(), erp: await erp.list() };
}

const subjects = async ({ outlook, erp }: Person) => ({
  outlook: (await outlook.list()).map(({ subject }) => subject).sort(),
  erp: (await erp.list()).map(({ subject }) => subject).sort(),
});

describe("a full refresh", () => {
  it("after edits, deletions and lost cursors makes nothing twice and leaves no ghost", async () => {
    const world = await open();
    const ada = await ready(world);
    await ada.setUp({ outlookItems: "all" });
    const ids = [];
    for (const [at, date] of [23, 24, 25, 26].entries()) {
      ids.push(await ada.outlook.add(visit({ subject: `Visit ${at}`, ...day(date) })));
    }
    const calls = [
      await ada.erp.add(call()),
      await ada.erp.add(call({ subject: "Call Fabrikam" })),
    ];
    await world.settle();
    expect((await ada.outlook.list()).length).toBe(6);

    // Nobody is told of any of this: the server sleeps, and both sides forget its cursors.
    await world.server.engine.stop();
    await ada.outlook.change(ids[0]!, { subject: "Visit, renamed" });
    await ada.outlook.remove(ids[1]!);
    await ada.erp.change(calls[0]!.id, { place: "Oslo" });
    await ada.erp.remove(calls[1]!.id);
    const copy = (await ada.erp.list()).find(({ subject }) => subject === "Visit 2");
    await ada.erp.change(copy!.id, { subject: "Visit 2, from the ERP" });
    world.sandbox.graph.expireDeltaTokens();
    await world.sandbox.erp.expireCursors();
    await world.restart();

    await ada.call("refresh");
    await world.settle();
    const names = ["Call Litware", "Visit 2, from the ERP", "Visit 3", "Visit, renamed"];
    expect(await subjects(ada)).toEqual({ outlook: names, erp: names });
    const litware = (await ada.outlook.list()).find(({ subject }) => subject === "Call Litware");
    expect(litware?.location.displayName).toBe("Oslo");
    const { calendar } = await ada.call("status");
    expect(calendar).toMatchObject({ linked: 4, waiting: 0, quarantined: 0 });

    const before = await held(ada);
    await ada.call("refresh");
    await ada.call("refresh");
    await world.settle();
    expect(await held(ada)).toEqual(before);
  });

  it("is refused while nothing is synchronized, and leaves nothing to be done later", async () => {
    const world = await open();
    const ada = await ready(world);
    await ada.setUp({ enabled: false });
    expect(await ada.refused("refresh")).toMatchObject({ code: "setup-required" });
    expect((await world.store.list(ada.scope, "inbox")).size).toBe(0);
  });
});
