import { chanceOf } from "../../server/lib/chance.ts";
import { createPeople } from "../support/people.ts";
import { openDoor } from "../../server/api/operator/door.ts";
import {
  backupPath,
  importReportSchema,
  type ImportReportView,
} from "../../server/api/contract/operator.ts";
import { ready } from "./linked.ts";
import { visit } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

/** As `sync-to-erp export` and `import` ask the running server. */
async function atTheDoor(world: World, method: string, body?: string): Promise<string> {
  const door = await openDoor({ host: "127.0.0.1", port: 0, behind: world.server.operator });
  try {
    const headers = {
      authorization: `Bearer ${door.file.token}`,
      "content-type": "application/x-ndjson",
    };
    const init = { method, headers, ...(body === undefined ? {} : { body }) };
    const response = await fetch(door.file.url + backupPath, init);
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
    return text;
  } finally {
    await door.close();
  }
}

const exported = (world: World): Promise<string> => atTheDoor(world, "GET");

async function imported(world: World, backup: string): Promise<ImportReportView> {
  return importReportSchema.parse(JSON.parse(await atTheDoor(world, "PUT", backup)));
}

describe("an old backup that is restored", () => {
  it("adopts what was linked since, keeps what was edited since, revives nothing", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.setUp({ outlookItems: "all" });
    const [, edited, removed] = [
      await ada.outlook.add(visit({ subject: "Untouched" })),
      await ada.outlook.add(visit({ subject: "Edited" })),
      await ada.outlook.add(visit({ subject: "Removed" })),
    ];
    await world.settle();
    const backup = await exported(world);

    await ada.outlook.change(edited, { subject: "Edited since" });
    await ada.outlook.remove(removed);
    await ada.outlook.add(visit({ subject: "Made since in Outlook" }));
    await ada.erp.add({
      ...{
        subject: "Made since in the ERP",
        start: "2026-11-25T09:00:00Z",
        end: "2026-11-25T10:00:00Z",
      },
    });
    await world.settle();
    const subjects = [
      "Edited since",
      "Made since in Outlook",
      "Made since in the ERP",
      "Untouched",
    ];
    const both = async () => ({
      outlook: (await ada.outlook.list()).map(({ subject }) => subject).sort(),
      erp: (await ada.erp.list()).map(({ subject }) => subject).sort(),
    });
    expect(await both()).toEqual({ outlook: subjects, erp: subjects });

    expect(await imported(world, backup)).toMatchObject({ mailboxes: 1, keysMissing: [] });
    await world.settle();
    expect(await both()).toEqual({ outlook: subjects, erp: subjects });
    expect(world.sandbox.graph.mails()).toEqual([]);

    // And goes on: both directions, by push.
    const [event] = (await ada.outlook.list()).filter(({ subject }) => subject.endsWith("ERP"));
    await ada.outlook.change(event!.id, { subject: "Followed again" });
    const [activity] = (await ada.erp.list()).filter(({ subject }) => subject === "Untouched");
    await ada.erp.change(activity!.id, { subject: "And back" });
    await world.settle();
    const later = ["And back", "Edited since", "Followed again", "Made since in Outlook"];
    expect(await both()).toEqual({ outlook: later, erp: later });
  });

  it("on a server that forgot everything: the same", async () => {
    const world = await open();
    const ada = await ready(world);
    const id = await ada.outlook.add(visit());
    await ada.choose(id);
    await world.settle();
    const backup = await exported(world);
    for (const kind of ["mailbox", "connection"] as const) {
      for (const scope of await world.store.scopes(kind)) await world.store.erase(scope);
    }
    await world.restart();
    await imported(world, backup);
    await world.settle();
    expect(await ada.open(id)).toMatchObject({ state: "in-sync" });
    await ada.outlook.change(id, { subject: "Followed again" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Followed again" }]);
  });

  it("brings back what each level said of categories, a person's own map with it, and decides by it", async () => {
    const world = await open();
    const [ada, katherine] = [world.person("ada"), world.person("katherine")];
    await ada.setUp({ outlookItems: "category" });
    const connectionId = `demo-${ada.user.tenantId.slice(0, 8)}`;
    const mapped = (category: string) => ({ categoryTypes: [{ category, type: "Site visit" }] });
    const levels = [{}, { connectionId, companyId: "co-eu" }];
    const contents = () =>
      Promise.all(
        levels.map((place) => katherine.call("jobLevel", { query: { job: "calendar", ...place } })),
      );
    const say = async (at: number, values: object) => {
      const query = { job: "calendar", ...levels[at] };
      const { revision } = await katherine.call("jobLevel", { query });
      await katherine.call("saveJobLevel", { query, body: { revision, values, locked: [] } });
    };
    await say(0, mapped("For everybody"));
    await say(1, mapped("For the company"));
    await ada.setUp({ outlookItems: "category", rules: mapped("My own") });
    await world.settle();
    const before = (await contents()).map(({ content }) => content);
    const backup = await exported(world);

    for (const at of [0, 1]) await say(at, {});
    await ada.setUp({ outlookItems: "category", rules: mapped("Somebody else's") });
    await world.settle();
    await imported(world, backup);
    await ada.outlook.add(visit({ subject: "Mine", categories: ["My own"] }));
    await ada.outlook.add(visit({ subject: "Not mine", categories: ["For the company"] }));
    await world.settle();
    expect((await contents()).map(({ content }) => content)).toEqual(before);
    const typed = (await ada.erp.list()).map(({ subject, type }) => [subject, type]);
    expect(typed).toEqual([["Mine", "co-eu-site-visit"]]);
  });

  const seeds = Array.from({ length: 6 }, (_, index) => 1000 + index);
  it.each(seeds)(
    "whatever was done before and since, and while it was restored: seed %i",
    async (seed) => {
      const world = await open();
      const ada = world.person("ada");
      await ada.setUp({ outlookItems: "all" });
      const chance = chanceOf(seed);
      const people = createPeople("ada", ada, chance, world.clock.now());
      const work = async (acts: number, removals = true): Promise<void> => {
        for (let act = 0; act < acts; act += 1) {
          await people.act(removals);
          world.clock.advance(5_000);
          if (chance() < 0.4) await world.settle();
        }
      };
      await work(15);
      const backup = await exported(world);
      await work(15);
      await world.settle();
      // Not seen by the server yet: a removal now and a copy that the backup does not know look the
      // same as a copy whose origin never was, so those wait for the sync.
      await work(4, false);
      await imported(world, backup);
      await work(3, false);
      await world.settle();
      const found = { seed, complaints: await people.complaints() };
      expect({ ...found, story: found.complaints.length === 0 ? [] : people.story }).toEqual({
        ...{ seed, complaints: [], story: [] },
      });
      expect(world.sandbox.graph.mails()).toEqual([]);
    },
  );
});
