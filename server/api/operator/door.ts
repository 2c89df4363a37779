import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { isIPv6, type AddressInfo } from "node:net";
import { join } from "node:path";
import { operatorFileName, type OperatorFile } from "../contract/operator.ts";

/** A backup of a large installation takes a while to arrive; nobody else can reach this listener. */
const requestTimeoutMs = 60 * 60 * 1000;

export interface DoorOptions {
  readonly host: string;
  /** 0 takes a free one: whoever may use the door reads its address from the file. */
  readonly port: number;
  /** Where `operator.json` is put, readable by the server's own account only; nowhere where absent. */
  readonly folder?: string;
  /** What stands behind the door. @param token what a caller must show */
  readonly behind: (token: string) => RequestListener;
}

export interface Door {
  readonly file: OperatorFile;
  close(): Promise<void>;
}

/** A fresh key for the operator's door. */
function makeToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * Opens the operator's door: a listener beside the public one, on this machine only, whose key is a
 * file that only the server's account can read. Whoever can read the data may also use the door.
 */
export async function openDoor({ host, port, folder, behind }: DoorOptions): Promise<Door> {
  const token = makeToken();
  const listener = createServer({ requestTimeout: requestTimeoutMs }, behind(token));
  await new Promise<void>((listening, failed) => {
    listener.once("error", failed);
    listener.listen(port, host, listening);
  });
  const { port: taken } = listener.address() as AddressInfo;
  const url = `http://${isIPv6(host) ? `[${host}]` : host}:${taken}`;
  const file: OperatorFile = { format: 1, url, token, pid: process.pid };
  const path = folder === undefined ? undefined : join(folder, operatorFileName);
  if (path !== undefined) await writePrivately(path, `${JSON.stringify(file)}\n`);
  return {
    file,
    async close() {
      if (path !== undefined) await rm(path, { force: true });
      const closed = new Promise((resolve) => listener.close(resolve));
      listener.closeAllConnections();
      await closed;
    },
  };
}

/** Never readable by others, not for a moment, and never half written. */
async function writePrivately(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  const handle = await open(fresh, "wx", 0o600);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
  await rename(fresh, path);
}
