import { createClient } from "../../server/cli/client.ts";
import { openDoor } from "../../server/api/operator/door.ts";
import type { Client } from "../../server/cli/client.ts";
import { ready } from "./linked.ts";
import { visit } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

/** As the command line asks the running server. */
async function atTheDoor<T>(world: World, act: (client: Client) => Promise<T>): Promise<T> {
  const door = await openDoor({ host: "127.0.0.1", port: 0, behind: world.server.operator });
  try {
    return await act(createClient(door.file));
  } finally {
    await door.close();
  }
}

describe("the doctor of a server that runs", () => {
  it("finds both sides well, and says what of the set-up deserves a look", async () => {
    const world = await open();
    await ready(world);
    const { findings } = await atTheDoor(world, (client) => client.ask("doctor"));
    const states = (check: string) =>
      findings.filter((one) => one.check === check).map(({ state }) => state);
    for (const check of ["server", "store", "keys", "graph", "mailboxes"]) {
      expect([check, ...states(check)]).toEqual([check, "ok"]);
    }
    expect(new Set(states("sign-in"))).toEqual(new Set(["ok"]));
    expect(new Set(states("erp"))).toEqual(new Set(["ok"]));
    expect(findings.some(({ says }) => says.includes("NODE_ENV"))).toBe(true);
    expect(JSON.stringify(findings)).not.toContain("eyJ");
  });

  it("tells which side is away, and hides nothing else for it", async () => {
    const world = await open();
    await ready(world);
    world.network.between = async (request, pass) => {
      if (request.url.startsWith("/api/v1")) throw new TypeError("fetch failed");
      return pass();
    };
    const { findings } = await atTheDoor(world, (client) => client.ask("doctor"));
    const failed = findings.filter(({ state }) => state === "failed").map(({ check }) => check);
    expect(failed).toContain("erp");
    expect(failed).not.toContain("sign-in");
    expect(findings.find(({ check }) => check === "erp")?.fixedBy).toBe("operator");
  });
});

describe("an operator", () => {
  it("pauses a mailbox, goes on, and has it listed anew: nothing is made twice", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all" });
    const { address } = ada.user;
    await ada.outlook.add(visit({ subject: "Before" }));
    await world.settle();
    await atTheDoor(world, (client) => client.ask("pause", { mailbox: address }));
    expect((await ada.call("status")).health).toBe("paused");
    await ada.outlook.add(visit({ subject: "Meanwhile" }));
    await world.settle();
    expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Before"]);

    await atTheDoor(world, (client) => client.ask("goOn", { mailbox: address }));
    await world.settle();
    await atTheDoor(world, (client) => client.ask("resync", { mailbox: address }));
    await world.settle();
    expect((await ada.erp.list()).map(({ subject }) => subject).sort()).toEqual([
      "Before",
      "Meanwhile",
    ]);
    const state = await atTheDoor(world, (client) => client.ask("mailbox", { mailbox: address }));
    expect(state).toMatchObject({
      health: "operational",
      linked: 2,
      resources: [{ resource: "appointment", enabled: 1, running: 0 }],
    });
    expect(state.resources[0]?.nextAt).not.toBeNull();
  });
});
