/** What waits, is set aside or is held in a further mailbox is seen by its person, and by nobody else. */
import { visit, type Person } from "./person.ts";
import { planFault } from "./linked.ts";
import { agreed, byAddress, chosenIn, inTeam, share, team, teamAdded } from "./team.ts";
import { worlds, type World } from "./world.ts";

const openWorld = worlds();
const hourMs = 60 * 60_000;
const params = { mailboxId: team.id };
const later = (world: World) => world.pass(20 * 60_000, 5 * 60_000);

/** An appointment of the team's whose subject was changed on both sides. */
async function asked() {
  const all = await teamAdded(await openWorld());
  const { world, ada, desk } = all;
  const rules = { outlookItems: null, onlyToErp: false, rules: { precedence: "ask" } };
  await ada.call("saveFurtherSetup", { params, body: rules });
  const id = await desk.add(visit({ subject: "Boiler inspection" }));
  const { itemId } = await chosenIn(ada, id);
  await world.settle();
  const [activity] = await ada.erp.list();
  await desk.change(id, { subject: "Boiler repair" });
  await ada.erp.change(activity?.id ?? "", { subject: "Boiler exchange" });
  await later(world);
  return { ...all, id, itemId };
}

const elsewhere = async (person: Person) => (await person.call("waitingItems")).elsewhere;

/** What is sent to keep one of the two values. */
async function answer(person: Person, keep: "microsoft" | "erp") {
  const [item] = (await person.call("waitingItems", inTeam())).items;
  const [conflict] = item?.conflicts ?? [];
  if (item === undefined || conflict === undefined) throw new Error("nothing waits");
  const { field, microsoftFingerprint, erpFingerprint } = conflict;
  const body = { field, keep, microsoftFingerprint, erpFingerprint };
  return inTeam({ params: { itemId: item.itemId }, body });
}

it("what waits in a team's mailbox is told beside one's own, listed there, and decided there", async () => {
  const { world, ada, desk, id } = await asked();
  const here = await ada.call("waitingItems");
  expect([here.total, here.items]).toEqual([0, []]);
  expect(here.elsewhere).toEqual([
    { mailboxId: team.id, name: team.name, waiting: 1, setAside: 0, held: 0 },
  ]);
  const there = await ada.call("waitingItems", inTeam());
  expect(there).toMatchObject({ total: 1, items: [{ conflicts: [{ field: "subject" }] }] });
  expect(there.elsewhere).toEqual([]);

  await ada.call("answerConflict", await answer(ada, "erp"));
  // It is decided, though no run has carried it out yet.
  expect(await elsewhere(ada)).toEqual([]);
  await world.settle();
  expect((await desk.get(id)).subject).toBe("Boiler exchange");
  expect(await elsewhere(ada)).toEqual([]);
  expect(world.sandbox.graph.mails()).toEqual([]);
});

it("what is set aside there is told with its reason, and tried again there", async () => {
  const { world, ada, desk } = await teamAdded(await openWorld());
  planFault(world, { method: "POST", path: "/api/v1/activities", status: 422 });
  await chosenIn(ada, await desk.add(visit({ subject: "Boiler inspection" })));
  await world.settle();
  expect(await elsewhere(ada)).toMatchObject([{ waiting: 0, setAside: 1, held: 0 }]);
  expect((await ada.call("setAside")).items).toEqual([]);
  const [aside] = (await ada.call("setAside", inTeam())).items;
  expect(aside).toMatchObject({ subject: "Boiler inspection", side: "erp" });
  const left = await ada.call("retrySetAside", inTeam({ body: { key: aside?.key } }));
  expect(left.items).toEqual([]);
  expect(await ada.erp.list()).toHaveLength(1);
  expect(await elsewhere(ada)).toEqual([]);
});

it("what the brake holds there is told, and named in its set-up for as long as its person may read it", async () => {
  const { world, ada, desk } = await teamAdded(await openWorld());
  const ids: string[] = [];
  for (const subject of ["One", "Two", "Three", "Four", "Five", "Six"]) {
    const id = await desk.add(visit({ subject }));
    await chosenIn(ada, id);
    ids.push(id);
  }
  await world.settle();
  for (const id of ids) await desk.remove(id);
  await later(world);
  expect(await elsewhere(ada)).toMatchObject([{ waiting: 0, setAside: 0, held: 6 }]);
  const open = await ada.call("furtherSetup", { params });
  expect([open.closed, open.status.brake?.planned[0]?.subject]).toEqual([false, "One"]);
  expect(await ada.erp.list()).toHaveLength(6);

  await share(world, { right: "none" });
  await world.pass(2 * hourMs);
  expect(await elsewhere(ada)).toEqual([]);
  const shut = await ada.call("furtherSetup", { params });
  expect([shut.closed, JSON.stringify(shut).includes("One")]).toEqual([true, false]);
  for (const route of ["waitingItems", "setAside", "log"] as const) {
    expect(await ada.refused(route, inTeam())).toMatchObject({ code: "mailbox-not-found" });
  }
});

it("nobody else is told of it, lists it or decides it, nor its person once he gave it up", async () => {
  const { world, ada } = await asked();
  const grace = await agreed(world, "grace");
  const given = await answer(ada, "microsoft");
  const unknown = { status: 404, code: "mailbox-not-found" };
  const refuses = async (person: Person) => {
    for (const route of ["waitingItems", "setAside", "log"] as const) {
      expect(await person.refused(route, inTeam())).toMatchObject(unknown);
    }
    expect(await person.refused("answerConflict", given)).toMatchObject(unknown);
    const body = { key: "any" };
    expect(await person.refused("retrySetAside", inTeam({ body }))).toMatchObject(unknown);
    expect(await elsewhere(person)).toEqual([]);
  };
  await refuses(grace);
  await ada.call("giveUpMailbox", { params });
  await refuses(ada);
});

it("who may only read it decides nothing that would be written there", async () => {
  const { world, ada, desk, id, itemId } = await asked();
  // Her rights are fewer by now, and she takes the mailbox anew with what is left.
  await share(world, { right: "read" });
  const keep = { erp: await answer(ada, "erp"), microsoft: await answer(ada, "microsoft") };
  await ada.call("addMailbox", byAddress());
  expect((await ada.call("mailboxes")).mailboxes).toMatchObject([{ readOnly: true }]);
  const refused = { status: 403, code: "forbidden" };
  expect(await ada.refused("answerConflict", keep.erp)).toMatchObject(refused);
  const { keep: _side, ...shown } = keep.erp.body as { readonly keep: string };
  const own = inTeam({ params: { itemId }, body: { ...shown, value: "Boiler" } });
  expect(await ada.refused("answerConflict", own)).toMatchObject(refused);
  await later(world);
  expect((await desk.get(id)).subject).toBe("Boiler repair");
  expect(await elsewhere(ada)).toEqual([]);
});
