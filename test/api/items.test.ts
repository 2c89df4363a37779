import { linked, northwind, ready } from "../whole/linked.ts";
import { visit, type Person } from "../whole/person.ts";
import { worlds } from "../whole/world.ts";

const open = worlds();

const nothing = { records: [], activityTypeId: null };
/** Every route about one item, with a request that would be fine for an item of one's own. */
const itemRoutes = [
  ["item", {}],
  ["chooseItem", { body: nothing }],
  ["releaseItem", { body: { removeErpCopy: false } }],
  ["previewItem", { body: nothing }],
  ["itemRecords", {}],
] as const;

/** What a stranger's request for `itemId` is answered, but for the id of the request. */
async function refusal(person: Person, at: number, itemId: string) {
  const [name, parts] = itemRoutes[at]!;
  const problem = await person.refused(name, { ...parts, params: { itemId } });
  return { ...problem, requestId: "" };
}

describe("an item that is open in Outlook", () => {
  it("is found by Outlook's id and then known by ours", async () => {
    const { ada, id } = await linked(await open());
    const found = await ada.open(id);
    const again = await ada.call("item", { params: { itemId: found.itemId } });
    expect(again).toEqual(found);
    expect(found).toMatchObject({
      state: "in-sync",
      on: true,
      organizer: true,
      private: false,
      subject: "Visit Northwind",
      reason: null,
      conflicts: [],
    });
    expect(found.activityTypes.map(({ name }) => name)).toContain("Site visit");
    expect(found.erp?.webUrl).toContain(`/activities/${found.erp?.id}`);
    expect(found.history.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["linked", "created"]),
    );
  });

  it("before Setup is answered with what to do", async () => {
    const world = await open();
    const ada = world.person("ada");
    const restId = await ada.outlook.add();
    const body = { restId, addresses: [] };
    expect(await ada.refused("findItem", { body })).toMatchObject({
      status: 409,
      code: "setup-required",
    });
  });

  it("under an id that leads nowhere is not found", async () => {
    const world = await open();
    const ada = await ready(world);
    const body = { restId: "AAMkAGnowhere=", addresses: [] };
    expect(await ada.refused("findItem", { body })).toMatchObject({
      status: 404,
      code: "item-not-found",
    });
  });

  it("is outside the window until it is switched on; the switch outranks the window", async () => {
    const world = await open();
    const ada = await ready(world);
    const at = (hour: string) => ({ dateTime: `2029-11-24T${hour}:00:00`, timeZone: "UTC" });
    const id = await ada.outlook.add(visit({ start: at("09"), end: at("10") }));
    expect((await ada.open(id)).state).toBe("outside-window");
    await ada.choose(id);
    await world.settle();
    expect((await ada.open(id)).state).toBe("in-sync");
    await ada.outlook.change(id, { subject: "Far away" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Far away" }]);
  });

  it("names record types in the reader's language", async () => {
    const { ada, id } = await linked(await open());
    const { itemId } = await ada.open(id);
    const headers = { "accept-language": "de-DE,de;q=0.9" };
    const german = await ada.call("item", { params: { itemId }, headers });
    expect(german.records).toMatchObject([{ typeName: "Kunde" }]);
  });
});

describe.each(itemRoutes.map(([name], at) => [name, at] as const))("%s", (_name, at) => {
  it("of a colleague's item, or of another company's, answers as of one that does not exist", async () => {
    const { world, ada, id } = await linked(await open());
    const { itemId } = await ada.open(id);
    for (const name of ["grace", "liu"] as const) {
      const stranger = world.person(name);
      await stranger.setUp();
      const gone = await stranger.outlook.add();
      const { itemId: unknown } = await stranger.open(gone);
      await stranger.outlook.remove(gone);
      expect(await refusal(stranger, at, itemId)).toEqual(await refusal(stranger, at, unknown));
    }
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
    expect(await ada.open(id)).toMatchObject({ state: "in-sync", on: true });
  });

  it("of an id that is none is refused as the caller's mistake", async () => {
    const world = await open();
    const ada = await ready(world);
    const { status } = await refusal(ada, at, "nonsense");
    expect([404, 409, 422]).toContain(status);
  });
});

describe("preview", () => {
  it("says what would be written where, and writes nothing", async () => {
    const world = await open();
    const ada = await ready(world);
    const { itemId } = await ada.open(await ada.outlook.add());
    const body = { records: [northwind], activityTypeId: "co-eu-demo" };
    const preview = await ada.call("previewItem", { params: { itemId }, body });
    expect(preview.conflicts).toEqual([]);
    expect(preview.writes).toMatchObject([{ side: "erp", kind: "create" }]);
    expect(preview.writes[0]?.fields).toEqual(
      expect.arrayContaining([
        { field: "subject", from: null, to: "Visit Northwind" },
        { field: "place", from: null, to: "Hamburg" },
        { field: "type", from: null, to: "Demo" },
        { field: "records", from: null, to: "Northwind Traders" },
      ]),
    );
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    expect(await ada.call("item", { params: { itemId } })).toMatchObject({ state: "not-synced" });
  });

  it("of a linked item shows only what differs", async () => {
    const { ada, id } = await linked(await open());
    const { itemId } = await ada.open(id);
    await ada.outlook.change(id, { subject: "Differs" });
    const body = { records: [northwind], activityTypeId: "co-eu-site-visit" };
    const preview = await ada.call("previewItem", { params: { itemId }, body });
    expect(preview.writes).toEqual([
      {
        side: "erp",
        kind: "update",
        fields: [{ field: "subject", from: "Visit Northwind", to: "Differs" }],
      },
    ]);
  });
});

describe("records", () => {
  it("are those linked, those related to the people, and those found by words", async () => {
    const { ada, id } = await linked(await open());
    const { itemId } = await ada.open(id);
    const related = await ada.call("itemRecords", {
      params: { itemId },
      query: { addresses: "roland.mendel@alpineskihouse.example,ada@contoso.example" },
    });
    expect(related.inContextOf).toMatchObject([northwind]);
    expect(related.couldBeRelatedTo).toContainEqual(
      expect.objectContaining({ type: "customer", id: "cus-1002" }),
    );
    const found = await ada.call("itemRecords", { params: { itemId }, query: { text: "litware" } });
    expect(found.found).toContainEqual(
      expect.objectContaining({ type: "customer", id: "cus-1005", name: "Litware" }),
    );
    expect(found.couldBeRelatedTo).toEqual([]);
  });

  it("come page by page, none twice, and never those of another company", async () => {
    const world = await open();
    const ada = await ready(world);
    const { itemId } = await ada.open(await ada.outlook.add());
    const seen: string[] = [];
    for (let offset = 0, more = true; more; offset += 10) {
      const page = await ada.call("itemRecords", {
        params: { itemId },
        query: { text: "a", offset: String(offset) },
      });
      seen.push(...page.found.map(({ type, id }) => `${type}/${id}`));
      more = page.more;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).not.toContain("customer/cus-2001");
  });
});

describe("a choice", () => {
  it("can be changed: records and type go to the ERP", async () => {
    const { world, ada, id } = await linked(await open());
    const order = { type: "order", id: "ord-1001" };
    await ada.choose(id, { records: [northwind, order], activityTypeId: "co-eu-call" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([
      { type: "co-eu-call", records: [northwind, order] },
    ]);
    await ada.choose(id, { records: [order], activityTypeId: "co-eu-call" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ records: [order] }]);
  });

  it("of a record that the ERP does not know is refused by it, and shown with its reason", async () => {
    const world = await open();
    const ada = await ready(world);
    const id = await ada.outlook.add();
    await ada.choose(id, { records: [{ type: "customer", id: "cus-2001" }] });
    await world.settle();
    expect(await ada.open(id)).toMatchObject({ state: "failed", reason: { code: "rejected" } });
    await ada.choose(id, { records: [northwind] });
    await world.settle();
    expect((await ada.open(id)).state).toBe("in-sync");
  });

  it("while the calendar is off is answered with what to do", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.setUp({ enabled: false });
    const { itemId } = await ada.open(await ada.outlook.add());
    expect(await ada.refused("chooseItem", { params: { itemId }, body: nothing })).toMatchObject({
      code: "setup-required",
    });
  });
});

describe("release", () => {
  it("with the ERP's copy removes it and leaves the appointment alone", async () => {
    const { world, ada, id } = await linked(await open());
    const { itemId } = await ada.open(id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: true } });
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    expect(await ada.outlook.list()).toHaveLength(1);
    expect(await ada.open(id)).toMatchObject({ on: false, state: "not-synced" });
  });

  it("and switching on again makes one new activity", async () => {
    const { world, ada, id } = await linked(await open());
    const { itemId } = await ada.open(id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: true } });
    await world.settle();
    await ada.choose(id);
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(1);
    expect((await ada.open(id)).state).toBe("in-sync");
  });

  it("of an item that is not synchronized is a conflict", async () => {
    const world = await open();
    const ada = await ready(world);
    const { itemId } = await ada.open(await ada.outlook.add());
    const parts = { params: { itemId }, body: { removeErpCopy: false } };
    expect(await ada.refused("releaseItem", parts)).toMatchObject({ status: 409 });
  });
});

describe("a conflict", () => {
  /** Both sides change the subject at the same moment: nobody can say which edit is newer. */
  async function undecided() {
    const { world, ada, id, activity } = await linked(await open());
    await ada.outlook.change(id, { subject: "Mine" });
    await ada.erp.change(activity.id, { subject: "The ERP's" });
    await world.settle();
    const view = await ada.open(id);
    const [conflict] = view.conflicts;
    if (conflict === undefined) throw new Error("there is no conflict");
    return { world, ada, id, activity, view, conflict };
  }

  it("that cannot be told apart by time waits for the person, nothing lost", async () => {
    const { ada, id, view, conflict } = await undecided();
    expect(view.state).toBe("needs-decision");
    expect(conflict).toMatchObject({ field: "subject", microsoft: "Mine", erp: "The ERP's" });
    expect((await ada.outlook.get(id)).subject).toBe("Mine");
    expect(await ada.erp.list()).toMatchObject([{ subject: "The ERP's" }]);
  });

  it.each([
    ["microsoft", "Mine"],
    ["erp", "The ERP's"],
  ] as const)("is decided for %s", async (keep, subject) => {
    const { world, ada, id, view, conflict } = await undecided();
    const { field, microsoftFingerprint, erpFingerprint } = conflict;
    await ada.call("answerConflict", {
      params: { itemId: view.itemId },
      body: { field, keep, microsoftFingerprint, erpFingerprint },
    });
    await world.settle();
    expect((await ada.outlook.get(id)).subject).toBe(subject);
    expect(await ada.erp.list()).toMatchObject([{ subject }]);
    expect((await ada.open(id)).state).toBe("in-sync");
  });

  it("says who wrote each value, and when", async () => {
    const { conflict } = await undecided();
    expect(conflict.authors).toEqual({
      microsoft: { by: "Ada Lovelace", at: expect.stringMatching(/Z$/) as string },
      erp: { by: expect.stringMatching(/\w/) as string, at: expect.stringMatching(/Z$/) as string },
    });
  });

  it("is settled by a value of one's own, which then stands on both sides", async () => {
    const { world, ada, id, view, conflict } = await undecided();
    expect(conflict.draft).toEqual({ microsoft: "Mine", erp: "The ERP's" });
    const { field, microsoftFingerprint, erpFingerprint } = conflict;
    const shown = { field, microsoftFingerprint, erpFingerprint };
    const params = { itemId: view.itemId };
    expect((await ada.call("waitingItems")).total).toBe(1);
    await ada.call("answerConflict", { params, body: { ...shown, value: " Ours " } });
    expect((await ada.call("waitingItems")).total).toBe(0);
    await world.settle();
    expect((await ada.outlook.get(id)).subject).toBe("Ours");
    expect(await ada.erp.list()).toMatchObject([{ subject: "Ours" }]);
    const after = await ada.open(id);
    expect(after.state).toBe("in-sync");
    const [lost] = after.history.filter(({ because }) => because === "edited");
    expect(lost?.changes).toEqual([{ field: "subject", from: "Mine", to: "The ERP's" }]);
  });

  it("about when it takes place is settled by the clock of the zone that was shown", async () => {
    const { world, ada, id, activity } = await linked(await open());
    const at = (hour: string) => ({ dateTime: `2026-11-24T${hour}:00:00`, timeZone: "UTC" });
    await ada.outlook.change(id, { start: at("11"), end: at("12") });
    await ada.erp.change(activity.id, {
      start: "2026-11-24T15:00:00Z",
      end: "2026-11-24T16:00:00Z",
    });
    await world.settle();
    const { itemId, conflicts } = await ada.open(id);
    const [conflict] = conflicts;
    const { field, microsoftFingerprint, erpFingerprint } = conflict!;
    const shown = { field, microsoftFingerprint, erpFingerprint };
    const written = { allDay: false, start: "2026-11-24T18:00", zone: "Europe/Berlin" };
    const answer = (end: string) => ({
      params: { itemId },
      body: { ...shown, value: { ...written, end } },
    });
    expect(await ada.refused("answerConflict", answer("2026-11-24T17:00"))).toMatchObject({
      status: 400,
      field: "value.end",
    });
    await ada.call("answerConflict", answer("2026-11-24T19:30"));
    await world.settle();
    const event = await ada.outlook.get(id);
    expect(JSON.stringify(event.start)).toContain("17:00");
    expect(JSON.stringify(event["end"])).toContain("18:30");
    expect((await ada.open(id)).state).toBe("in-sync");
  });

  it("is listed with its values among what waits, and explained", async () => {
    const { world, ada, id, view } = await undecided();
    const { total, items } = await ada.call("waitingItems");
    expect(total).toBe(1);
    expect(items).toMatchObject([{ itemId: view.itemId, conflicts: [{ field: "subject" }] }]);
    const explained = await ada.call("explainItem", { params: { itemId: view.itemId } });
    expect(explained).toMatchObject({ linkId: view.linkId, waiting: ["subject"] });
    expect(explained.fields.find(({ field }) => field === "subject")).toMatchObject({
      microsoft: "Mine",
      erp: "The ERP's",
      changedSince: ["microsoft", "erp"],
    });
    const byLink = await ada.call("explainItem", { params: { itemId: view.linkId ?? "" } });
    expect(byLink).toEqual(explained);
    await ada.outlook.change(id, { sensitivity: "private" });
    await world.settle();
    const secret = await ada.call("explainItem", { params: { itemId: view.itemId } });
    expect(JSON.stringify(secret)).not.toContain("Mine");
  });

  it("is not decided by an answer to other values than those that stand", async () => {
    const { world, ada, activity, view, conflict } = await undecided();
    await ada.erp.change(activity.id, { subject: "Changed again" });
    await world.settle();
    const { field, microsoftFingerprint, erpFingerprint } = conflict;
    const body = { field, keep: "erp", microsoftFingerprint, erpFingerprint };
    const parts = { params: { itemId: view.itemId }, body };
    expect(await ada.refused("answerConflict", parts)).toMatchObject({ status: 409 });
  });
});
