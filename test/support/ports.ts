import { once } from "node:events";
import { createServer } from "node:net";

const tries = 50;
/** How often somebody else may be quicker before it is no chance any more. */
const attempts = 5;
/** Below the ports that systems lend to outgoing connections: those may be taken between two steps. */
const [lowest, highest] = [10_000, 32_000];
/** Front, server, ERP, the one without TLS, and mail. */
const inARow = 5;

/**
 * Runs `start` on the first of five free ports in a row, and on others where it fails because
 * somebody took one in between: finding a port and listening on it are two steps. `start` leaves
 * nothing listening when it throws.
 * @throws whatever `start` throws while its ports are free.
 */
export async function onFreePorts<T>(start: (firstPort: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const firstPort = await freePorts();
    try {
      return await start(firstPort);
    } catch (error) {
      if (attempt === attempts || (await areFree(firstPort))) throw error;
    }
  }
}

/** The first of five free ports in a row. */
async function freePorts(): Promise<number> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const firstPort = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await areFree(firstPort)) return firstPort;
  }
  throw new Error("no five free ports in a row");
}

async function areFree(firstPort: number): Promise<boolean> {
  const ports = Array.from({ length: inARow }, (_, more) => firstPort + more);
  return (await Promise.all(ports.map(isFree))).every(Boolean);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
