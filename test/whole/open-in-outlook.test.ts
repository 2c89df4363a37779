import { expectRest, linked, ready } from "./linked.ts";
import { call } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

const addressOf = (activityId: string) => ({ params: { activityId } });

describe("Open in Outlook, from the ERP's record", () => {
  it("leads to the appointment that Microsoft names, wherever it was made", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.erp.add(call());
    await world.settle();
    const made = (await ada.erp.list()).find(({ subject }) => subject === "Call Litware")!;
    const event = (await ada.outlook.list()).find(({ subject }) => subject === "Call Litware")!;
    for (const [activityId, eventId] of [
      [activity.id, id],
      [made.id, event.id],
    ] as const) {
      const { webUrl } = await ada.call("openActivity", addressOf(activityId));
      const itemId = new URL(webUrl).searchParams.get("itemid")!;
      expect(await ada.outlook.get(itemId)).toMatchObject({ id: eventId });
    }
  });

  it("costs the ERP's record no write: whoever edits it right after saving is not in our way", async () => {
    const world = await open();
    const ada = await ready(world);
    const { id, version } = await ada.erp.add(call());
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ id, version }]);
    await ada.call("openActivity", addressOf(id));
    await expectRest(world, ada);
    expect(await ada.erp.list()).toMatchObject([{ id, version }]);
  });

  it("says so where the appointment is gone, or the activity is none of this person's", async () => {
    const { world, ada, id, activity } = await linked(await open());
    const grace = world.person("grace");
    await grace.setUp();
    await world.settle();
    const refusal = { status: 404, code: "item-not-found" };
    expect(await grace.refused("openActivity", addressOf(activity.id))).toMatchObject(refusal);
    await ada.outlook.remove(id);
    expect(await ada.refused("openActivity", addressOf(activity.id))).toMatchObject(refusal);
  });
});
