import { expectRest } from "./linked.ts";
import { visit, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

/** More than two portions. */
const events = 900;

/** Setup was saved, and the first writes to the ERP are answered when `atWrite` says so. */
async function begun(
  atWrite: (nth: number, ada: Person) => Promise<void>,
): Promise<{ readonly world: World; readonly ada: Person }> {
  const world = await open({ events });
  const ada = world.person("ada");
  const { between } = world.network;
  let writes = 0;
  world.network.between = async (request, pass) => {
    if (request.method === "POST" && request.url.endsWith("/activities")) {
      await atWrite(++writes, ada);
    }
    return between(request, pass);
  };
  await ada.setUp({ outlookItems: "all", erpItems: false });
  return { world, ada };
}

const statusOf = async (ada: Person) => (await ada.call("status")).calendar;
const madeFor = async (ada: Person) => (await ada.erp.list()).map(({ externalId }) => externalId);

describe("a first sync", () => {
  it("tells how far it is while it goes on, and nothing any more when it is over", async () => {
    const seen: (number | null)[] = [];
    const { world, ada } = await begun(async (nth, person) => {
      if (nth % 150 !== 0) return;
      const { progress, linked } = await statusOf(person);
      expect(progress).toMatchObject({ phase: "writing", first: true, done: linked });
      seen.push(progress?.done ?? null, progress?.total ?? null);
    });
    await world.settle();
    const all = (await madeFor(ada)).length;
    expect(new Set(seen.filter((_, at) => at % 2 === 1))).toEqual(new Set([all]));
    const done = seen.filter((_, at) => at % 2 === 0);
    expect(done.at(-1)).toBeGreaterThan(done[0] ?? Infinity);
    expect(await statusOf(ada)).toMatchObject({ progress: null, linked: all });
    await expectRest(world, ada);
  });

  it.each(["pause", "off"] as const)(
    "is stopped after the step in hand, stays so over a restart, and goes on (%s)",
    async (how) => {
      const { world, ada } = await begun(async (nth, person) => {
        if (nth === 250) await person.call("stopSync", { body: { how } });
      });
      await world.settle();
      const stopped = (await madeFor(ada)).length;
      expect(stopped).toBe(400);
      const { health, calendar } = await ada.call("status");
      expect(health).toBe(how === "pause" ? "paused" : "off");
      const { progress, enabled } = calendar;
      expect({ enabled, phase: progress?.phase, done: progress?.done }).toEqual({
        enabled: false,
        ...(how === "pause"
          ? { phase: "paused", done: 400 }
          : { phase: undefined, done: undefined }),
      });
      const links = [...(await world.store.list(ada.scope, "links")).values()];
      expect(
        links.filter(({ create, writes }) => create !== undefined || writes.length > 0),
      ).toEqual([]);
      expect(world.sandbox.graph.snapshot().subscriptions).toHaveLength(0);

      await world.restart();
      await world.pass(24 * 3_600_000);
      expect((await madeFor(ada)).length).toBe(stopped);

      // What was switched off is for Setup to switch on.
      const refusal = how === "off" ? await ada.refused("continueSync") : null;
      expect(refusal?.code).toBe(how === "off" ? "setup-required" : undefined);
      await (how === "pause"
        ? ada.call("continueSync")
        : ada.setUp({ outlookItems: "all", erpItems: false }));
      await world.settle();
      const made = await madeFor(ada);
      expect(made.length).toBeGreaterThan(stopped);
      expect(new Set(made).size).toBe(made.length);
      expect(await statusOf(ada)).toMatchObject({ enabled: true, progress: null });
      expect(world.sandbox.graph.snapshot().subscriptions).toHaveLength(1);
      await expectRest(world, ada);
    },
  );

  it("carries over what changes meanwhile before the rest of it", async () => {
    const order: string[] = [];
    const chosen: Promise<unknown>[] = [];
    const { world, ada } = await begun(async (nth, person) => {
      if (nth !== 150) return;
      const id = await person.outlook.add(visit({ subject: "Made meanwhile" }));
      // Answered when the run that is on its way has seen to it.
      chosen.push(person.choose(id));
    });
    const { between } = world.network;
    world.network.between = async (request, pass) => {
      if (request.method === "POST" && request.url.endsWith("/activities")) {
        order.push((JSON.parse(request.body ?? "{}") as { subject: string }).subject);
      }
      return between(request, pass);
    };
    await world.settle();
    await Promise.all(chosen);
    const at = order.indexOf("Made meanwhile");
    expect(at).toBeGreaterThan(150);
    // The portion in hand, and the next one while the wish was on its way.
    expect(at).toBeLessThanOrEqual(200 + 200);
    expect(order.length - at).toBeGreaterThan(100);
    await expectRest(world, ada);
  });
});
