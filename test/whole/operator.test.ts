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

describe("the figures of a server that runs", () => {
  it("tell what was carried over and how long it took, and name nobody", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all" });
    const figures = async () => {
      const door = await openDoor({ host: "127.0.0.1", port: 0, behind: world.server.operator });
      const headers = { authorization: `Bearer ${door.file.token}` };
      const text = await (await fetch(`${door.file.url}/metrics`, { headers })).text();
      await door.close();
      return text;
    };
    expect(await figures()).toContain('sync_to_erp_mailboxes{health="operational"} 1');
    await world.pass(60_000, 60_000);
    await ada.outlook.add(visit());
    await world.settle();
    const text = await figures();
    expect(text).toContain('sync_to_erp_changes_total{kind="created",side="erp"} 1');
    expect(text).toContain('sync_to_erp_change_latency_seconds_count{side="erp"} 1');
    expect(text).toContain('sync_to_erp_push_mailboxes{state="healthy"} 1');
    expect(text).toMatch(/sync_to_erp_erp_feed_healthy\{connection="demo-[0-9a-f]{8}"\} 1/);
    expect(text).toMatch(
      /http_request_duration_seconds_count\{area="notifications",status="202"\}/,
    );
    for (const personal of [ada.user.address, ada.user.id, ada.user.tenantId, "Northwind"]) {
      expect(text).not.toContain(personal);
    }
  });
});
