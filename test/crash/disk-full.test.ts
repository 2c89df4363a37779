import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { users } from "../../sandbox/tenants.ts";
import { startStack, type Stack } from "../e2e/stack.ts";
import { chanceOf } from "../../server/lib/chance.ts";
import { createPeople } from "../support/people.ts";
import { createPerson } from "../whole/person.ts";
import { atRest } from "./rest.ts";

jest.setTimeout(300_000);
const diskBytes = 2 * 1024 * 1024;

function mount(folder: string): boolean {
  const args = ["-t", "tmpfs", "-o", `size=${diskBytes},mode=0700`, "tmpfs", folder];
  return process.platform === "linux" && spawnSync("mount", args).status === 0;
}
const unmount = (folder: string) => spawnSync("umount", [folder]);

/** Only who may mount a file system has a small disk to fill. */
function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "sync-to-erp-mount-"));
  const mounted = mount(folder);
  if (mounted) unmount(folder);
  rmSync(folder, { recursive: true });
  return mounted;
}
const reason = "needs the right to mount a small file system";
const fullDisk = mayMount() ? describe : describe.skip;

fullDisk(`the server on a full disk (${reason})`, () => {
  let stack: Stack;
  let folder: string;
  beforeAll(async () => {
    stack = await startStack();
    stack.sandbox.graph.reset({ mailboxes: users.map(({ id }) => ({ user: id, events: 0 })) });
    await stack.stopServer();
    folder = join(stack.dataDir, "server");
    mkdirSync(folder, { recursive: true });
    if (!mount(folder)) throw new Error("mounting failed");
    await stack.startServer();
  });
  afterAll(async () => {
    await stack.stopServer();
    unmount(folder);
    await stack.stop();
  });

  it("goes on running, and when there is room again nothing is lost and nothing doubled", async () => {
    const serverUrl = (): string => `http://127.0.0.1:${stack.addresses.serverPort}`;
    const ada = createPerson("ada", { sandbox: stack.sandbox, serverUrl });
    await ada.setUp({ outlookItems: "all" });
    const people = createPeople("ada", ada, chanceOf(7), Date.now());
    for (let act = 0; act < 10; act += 1) await people.act();
    expect(await atRest([people])).toEqual([]);

    const filler = join(folder, "filler");
    for (let bytes = diskBytes; bytes > 1; bytes /= 2) {
      await writeFile(filler, Buffer.alloc(Math.floor(bytes)), { flag: "a" }).catch(
        () => undefined,
      );
    }
    for (let act = 0; act < 10; act += 1) await people.act();
    // It tries and is refused: the ERP's feed and the run both need room for a line.
    await ada.request("POST", "/api/sync");
    expect((await fetch(`${serverUrl()}/healthz`)).status).toBe(200);
    // The state line says so to whoever opens the pane.
    expect((await ada.call("status")).health).toBe("storage");
    expect((await people.complaints()).length).toBeGreaterThan(0);

    await rm(filler);
    expect(await atRest([people])).toEqual([]);
    expect((await ada.call("status")).health).toBe("operational");
  });
});
