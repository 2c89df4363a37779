import { users } from "../../sandbox/tenants.ts";
import type { WireRequest, WireResponse } from "../../sandbox/wire.ts";
import { startStack, type Stack } from "../e2e/stack.ts";
import { createPerson } from "../whole/person.ts";
import { pause } from "./rest.ts";

jest.setTimeout(180_000);

/** Holds the first write to the ERP until it is let go, and counts those that come after it. */
function createGate() {
  const gate = {
    held: false,
    letGo: (): void => undefined,
    later: 0,
    async between(request: WireRequest, pass: () => Promise<WireResponse>): Promise<WireResponse> {
      const isWrite = request.method === "POST" && request.url.endsWith("/activities");
      if (!isWrite || !gate.armed) return pass();
      if (gate.held) gate.later += 1;
      else {
        gate.held = true;
        await new Promise<void>((resolve) => (gate.letGo = resolve));
      }
      return pass();
    },
    armed: false,
  };
  return gate;
}

describe("the built server that is asked to stop", () => {
  const gate = createGate();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ between: (request, pass) => gate.between(request, pass) });
    stack.sandbox.graph.reset({ mailboxes: users.map(({ id }) => ({ user: id, events: 0 })) });
  });
  afterAll(() => stack.stop());

  it("keeps an idle connection longer than a proxy in front of it would", async () => {
    const { headers } = await fetch(`http://127.0.0.1:${stack.addresses.serverPort}/healthz`);
    expect(headers.get("keep-alive")).toBe("timeout=300");
  });

  it("ends the step in hand, takes no other, keeps what arrives, and ends with 0", async () => {
    const serverUrl = (): string => `http://127.0.0.1:${stack.addresses.serverPort}`;
    const ada = createPerson("ada", { sandbox: stack.sandbox, serverUrl });
    await ada.setUp({ outlookItems: "all" });
    gate.armed = true;
    await ada.outlook.add({ ...soon(1), subject: "In hand" });
    while (!gate.held) await pause(20);
    const ended = stack.stopServer();
    while ((await fetch(`${serverUrl()}/readyz`)).status !== 503) await pause(20);
    // Graph announces this one to a server that is about to end.
    await ada.outlook.add({ ...soon(2), subject: "Meanwhile" });
    expect((await fetch(`${serverUrl()}/healthz`)).status).toBe(200);
    gate.letGo();
    expect(await ended).toContain("code 0");
    expect(gate.later).toBe(0);
    const subjects = async () => (await ada.erp.list()).map(({ subject }) => subject);
    expect(await subjects()).toContain("In hand");
    expect(await subjects()).not.toContain("Meanwhile");

    await stack.startServer();
    while (!(await subjects()).includes("Meanwhile")) await pause(50);
    await ada.call("syncNow");
    expect((await subjects()).filter((one) => one === "In hand")).toHaveLength(1);
    expect((await subjects()).filter((one) => one === "Meanwhile")).toHaveLength(1);
  });
});

/** So many days from now, for an hour. */
function soon(days: number) {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const time = (hour: string) => ({ dateTime: `${day}T${hour}:00`, timeZone: "UTC" });
  return { start: time("10:00"), end: time("11:00") };
}
