/** People are taken out of a meeting in the ERP: whom it belongs to hears of it, and nobody is mailed. */
import { expectRest, guest, linked, mailsOf } from "./linked.ts";
import { visit, type Json, type Person } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

const [bo, cy] = ["bo@customer.example", "cy@customer.example"] as const;
const meeting = (more: Json = {}): Json => visit({ attendees: [guest(bo), guest(cy)], ...more });

async function withoutBo(ada: Person, id: string): Promise<readonly Json[]> {
  const [activity] = await ada.erp.list();
  const all = activity!.participants as unknown as readonly Json[];
  await ada.erp.change(id, { participants: all.filter(({ address }) => address !== bo) });
  return all;
}

const toldOf = async (ada: Person, id: string) => {
  const { takenOut, history } = await ada.open(id);
  return {
    names: takenOut.flatMap(({ guests }) => guests.map(({ address }) => address)),
    days: takenOut.map(({ day }) => day),
    lines: history.filter(({ kind }) => kind === "still-invited"),
  };
};

describe("rule 14: who is taken out of a meeting in the ERP", () => {
  it("stays invited, and its organizer is told once, until he takes him out in Outlook", async () => {
    const { world, ada, id, activity } = await linked(await open(), meeting());
    const sent = mailsOf(world);
    await withoutBo(ada, activity.id);
    await world.settle();
    const told = await toldOf(ada, id);
    expect(told.names).toEqual([bo]);
    expect(told.lines).toMatchObject([{ origin: "erp", because: "taken-out" }]);
    expect((await ada.outlook.get(id)).attendees).toHaveLength(2);
    expect(await ada.open(id)).toMatchObject({ state: "in-sync" });
    expect(mailsOf(world)).toEqual(sent);

    // What goes over later brings him back nowhere, and tells it no second time.
    await ada.outlook.change(id, { location: { displayName: "Berlin" } });
    await world.settle();
    await expectRest(world, ada);
    expect(await toldOf(ada, id)).toMatchObject({ names: [bo], lines: [{}] });
    const [now] = await ada.erp.list();
    expect(JSON.stringify(now!.participants)).not.toContain(bo);

    const before = mailsOf(world).length;
    await ada.outlook.change(id, { attendees: [guest(cy)] });
    expect(mailsOf(world).slice(before)).toContainEqual(expect.objectContaining({ to: [bo] }));
    const byHim = mailsOf(world);
    await world.settle();
    expect((await toldOf(ada, id)).names).toEqual([]);
    expect(mailsOf(world)).toEqual(byHim);
  });

  it("is nothing to tell of any more once he is put back there", async () => {
    const { world, ada, id, activity } = await linked(await open(), meeting());
    const all = await withoutBo(ada, activity.id);
    await world.settle();
    expect((await toldOf(ada, id)).names).toEqual([bo]);
    await ada.erp.change(activity.id, { participants: all });
    await world.settle();
    expect((await toldOf(ada, id)).names).toEqual([]);
    // Taken out once more is told once more.
    await withoutBo(ada, activity.id);
    await world.settle();
    expect(await toldOf(ada, id)).toMatchObject({ names: [bo], lines: [{}, {}] });
  });

  describe("of a series", () => {
    const recurrence = {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
    };

    it("is told as well", async () => {
      const { world, ada, id, activity } = await linked(await open(), meeting({ recurrence }));
      const sent = mailsOf(world);
      await withoutBo(ada, activity.id);
      await world.settle();
      expect(await toldOf(ada, id)).toMatchObject({ names: [bo], days: [null], lines: [{}] });
      expect(mailsOf(world)).toEqual(sent);
    });

    it("is told of one day, once, until he is taken out of all of it, or back in that day", async () => {
      const { world, ada, id, activity } = await linked(await open(), meeting({ recurrence }));
      const sent = mailsOf(world);
      const [activityNow] = await ada.erp.list();
      const people = activityNow!.participants as unknown as readonly Json[];
      const absent = people
        .filter(({ address }) => address === bo)
        .map((one) => ({ ...one, absent: true }));
      const day = { occurrences: [{ date: "2026-12-01", participants: absent }] };
      await ada.erp.change(activity.id, day);
      await world.settle();
      const told = await toldOf(ada, id);
      expect(told).toMatchObject({ names: [bo], days: [expect.stringContaining("Dec 1, 2026")] });
      expect(told.lines).toMatchObject([
        { because: "taken-out", changes: [{ field: "exceptions" }] },
      ]);
      await ada.outlook.change(id, { subject: "Jour fixe" });
      const byHer = mailsOf(world);
      await world.settle();
      await expectRest(world, ada);
      expect(await toldOf(ada, id)).toMatchObject({ names: [bo], lines: [{}] });
      expect(sent.length).toBeLessThanOrEqual(byHer.length);
      expect(mailsOf(world)).toEqual(byHer);
      await ada.erp.change(activity.id, { occurrences: [] });
      await world.settle();
      expect((await toldOf(ada, id)).names).toEqual([]);
      await ada.erp.change(activity.id, day);
      await world.settle();
      await withoutBo(ada, activity.id);
      await world.settle();
      expect(await toldOf(ada, id)).toMatchObject({ names: [bo], days: [null] });
      expect(mailsOf(world)).toEqual(byHer);
    });
  });
});
