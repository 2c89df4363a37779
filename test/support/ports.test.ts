import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { onFreePorts } from "./ports.ts";

const open: Server[] = [];

/** Listens until the test is over, as another program would. */
async function take(port: number): Promise<void> {
  const server = createServer();
  open.push(server);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
}

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

describe("free ports", () => {
  it("starts anew where somebody took one between finding and listening", async () => {
    const tried: number[] = [];
    const started = await onFreePorts(async (firstPort) => {
      tried.push(firstPort);
      if (tried.length === 1) await take(firstPort + 2);
      await take(firstPort + 2);
      return firstPort;
    });
    expect(tried).toHaveLength(2);
    expect(started).toBe(tried[1]);
  });

  it("tells of a failure that has nothing to do with them, at once", async () => {
    let attempts = 0;
    const start = (): Promise<never> => {
      attempts += 1;
      return Promise.reject(new Error("the server was not built"));
    };
    await expect(onFreePorts(start)).rejects.toThrow("the server was not built");
    expect(attempts).toBe(1);
  });
});
