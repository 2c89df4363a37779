import { linked, stateOf, type Linked } from "./linked.ts";
import { dayMs, hourMs, worlds } from "./world.ts";

const open = worlds();

/** An edit in the ERP arrives in Outlook, by push, without anybody at the pane. */
async function expectEditArrives({ world, ada, id, activity }: Linked, place: string) {
  await ada.erp.change(activity.id, { place });
  await world.settle();
  expect((await ada.outlook.get(id)).location.displayName).toBe(place);
}

describe("the pane was closed", () => {
  it.each([
    ["2 hours", 2 * hourMs],
    ["a day", dayMs],
    ["80 days", 80 * dayMs],
  ])("%s ago, the server running: edits still travel", async (_ago, ms) => {
    const home = await linked(await open());
    await home.world.pass(ms);
    await expectEditArrives(home, "Bremen");
    await home.ada.outlook.change(home.id, { subject: "And back" });
    await home.world.settle();
    expect(await home.ada.erp.list()).toMatchObject([{ subject: "And back", place: "Bremen" }]);
  });

  it.each([
    ["2 hours", 2 * hourMs],
    ["a day", dayMs],
    ["80 days", 80 * dayMs],
  ])("%s ago, and the server slept as long: edits travel when it wakes", async (_ago, ms) => {
    const home = await linked(await open());
    home.world.clock.advance(ms);
    await home.world.restart();
    await home.world.settle();
    await expectEditArrives(home, "Bremen");
  });

  it("100 days ago and nothing ran since: signed out, nothing deleted, on after a sign-in", async () => {
    const home = await linked(await open());
    const { world, ada } = home;
    world.clock.advance(100 * dayMs);
    await world.restart();
    await world.settle();
    expect(await stateOf(world, ada)).toMatchObject({ health: "signed-out" });
    expect(await ada.outlook.list()).toHaveLength(1);
    expect(await ada.erp.list()).toHaveLength(1);
    await ada.call("profile");
    await world.settle();
    await expectEditArrives(home, "Bremen");
    expect(await ada.erp.list()).toHaveLength(1);
  });
});
