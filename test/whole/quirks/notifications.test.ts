import { linked } from "../linked.ts";
import { hourMs, worlds } from "../world.ts";
import { expectUnharmed } from "./unharmed.ts";

const open = worlds();
jest.setTimeout(180_000);

describe("quirks of notifications leave the engine unharmed", () => {
  it("notify-duplicates: one act is told several times, each twice", async () => {
    const world = await open();
    world.sandbox.graph.switches.notificationBursts = true;
    world.sandbox.graph.notificationMode = "duplicate";
    await expectUnharmed(await linked(world));
  });

  it.each(["late", "reorder", "drop"] as const)("notifications that are %s", async (mode) => {
    const story = await linked(await open());
    story.world.sandbox.graph.notificationMode = mode;
    await expectUnharmed(story, () => story.world.pass(7 * hourMs, hourMs));
  });

  it("notifications by chance: lost, late, doubled and mixed", async () => {
    const story = await linked(await open());
    story.world.sandbox.graph.mixNotifications(7);
    await expectUnharmed(story, () => story.world.pass(7 * hourMs, hourMs));
  });

  it.each([false, true])(
    "userchange-removes-subscription: a new password, evaluated continuously: %s",
    async (continuousAccess) => {
      const story = await linked(await open());
      const { world, ada } = story;
      world.sandbox.graph.switches.continuousAccess = continuousAccess;
      world.sandbox.graph.userChanged(ada.user.id);
      await world.settle();
      // Whoever opens the pane has signed in with the new password.
      await ada.open(story.id);
      await world.settle();
      await world.pass(2 * hourMs, hourMs);
      await expectUnharmed(story);
    },
  );

  it("a subscription that Graph has and we forgot: 409 is not the end of push", async () => {
    const story = await linked(await open());
    const { world, ada } = story;
    await world.store.commit(ada.scope, [
      { kind: "remove", collection: "subscriptions", key: "appointment" },
    ]);
    await world.restart();
    await world.settle();
    expect(await world.store.get(ada.scope, "subscriptions", "appointment")).toBeDefined();
    await expectUnharmed(story);
  });

  it.each(["sevenDays", "threeDays"] as const)("subscriptions live %s at most", async (life) => {
    const world = await open();
    world.sandbox.graph.switches.subscriptionLife = life;
    const story = await linked(world);
    await world.pass(5 * 24 * hourMs, 6 * hourMs);
    await expectUnharmed(story, () => world.pass(7 * hourMs, hourMs));
  });

  it("the endpoint's token ends every hour", async () => {
    const world = await open();
    world.sandbox.graph.switches.endpointToken = "hourly";
    const story = await linked(world);
    await world.pass(3 * hourMs, 20 * 60_000);
    await expectUnharmed(story, () => world.pass(7 * hourMs, hourMs));
  });
});
