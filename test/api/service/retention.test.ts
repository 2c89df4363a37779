/** Administrators decide how long things are kept, see what would go, and what has gone. */
import { openWorld, type World, dayMs } from "../../whole/world.ts";
import { visit } from "../../whole/person.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
  const ada = world.person("ada");
  await ada.setUp();
  await ada.choose(await ada.outlook.add(visit()));
  await world.settle();
});
afterEach(() => world.stop());

const katherine = () => world.person("katherine");
const contoso = () => world.person("ada").user.tenantId;

async function levelOf(tenantId: string | null) {
  const { levels } = await katherine().call("retention");
  return levels.find((one) => one.tenantId === tenantId)!;
}

it("counts what would go before it is decided, lets it go at the next sweep, and tells what has gone", async () => {
  await world.pass(20 * dayMs);
  const body = { tenantId: contoso(), said: { logDays: 7 } };
  const counted = await katherine().call("tryRetention", { body });
  expect(counted).toMatchObject({ looked: 1, mailboxes: 1 });
  expect(counted.lines).toBeGreaterThan(0);
  expect((await levelOf(contoso())).holds.logDays).toBeNull();

  const { revision } = await levelOf(contoso());
  await katherine().call("saveRetention", { body: { ...body, revision } });
  expect(
    await katherine().refused("saveRetention", { body: { ...body, said: {}, revision } }),
  ).toMatchObject({ code: "conflict", field: "revision" });
  expect((await levelOf(contoso())).holds).toMatchObject({ logDays: 7, undoDays: 30 });
  const [line] = (await katherine().call("audit")).entries;
  expect(line).toMatchObject({
    ...{ act: "retention-decided", tenantId: contoso() },
    facts: { logDaysBefore: null, logDays: 7 },
  });
  await world.pass(2 * dayMs);
  expect((await levelOf(contoso())).swept!.lines).toBeGreaterThanOrEqual(counted.lines);
});

it("leaves what holds for everybody to who administers everything", async () => {
  const { tenantId } = world.person("maria").user;
  await katherine().call("appoint", {
    body: {
      tenantId: contoso(),
      userId: world.person("ada").user.id,
      role: "administrator",
      reach: "tenant",
    },
  });
  const ada = world.person("ada");
  const { revision } = await levelOf(null);
  const everybody = { tenantId: null, said: { logDays: 30 }, revision };
  expect(await ada.refused("saveRetention", { body: everybody })).toMatchObject({ status: 403 });
  const theirs = { tenantId, said: { logDays: 30 }, revision };
  expect(await ada.refused("saveRetention", { body: theirs })).toMatchObject({ field: "tenantId" });
  await katherine().call("saveRetention", { body: everybody });
  const { levels } = await ada.call("retention");
  expect(levels.map(({ isOwn, holds }) => [isOwn, holds.logDays])).toEqual([
    [false, 30],
    [true, 30],
  ]);
});

it("offers who audits nothing to change", async () => {
  await world.person("liu").setUp();
  const { id: userId, tenantId } = world.person("liu").user;
  await katherine().call("appoint", {
    body: { tenantId, userId, role: "auditor", reach: "installation" },
  });
  const { levels } = await world.person("liu").call("retention");
  expect(levels.map(({ isOwn }) => isOwn)).not.toContain(true);
  expect(levels.length).toBeGreaterThan(1);
});
