import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createLowdbStore } from "../../../server/store/lowdb/lowdb.ts";
import { systemProcesses, type Processes } from "../../../server/store/lowdb/owner.ts";
import { ada, cursor, putCursor } from "../documents.ts";
import { optionsFor, temporaryFolder } from "./folder.ts";

const running = new Map([
  [100, "monday"],
  [200, "tuesday"],
]);
const startOf = (pid: number) => running.get(pid);
const first: Processes = {
  self: { pid: 100, host: "a", boot: "1", start: "monday", command: "server/main.ts" },
  startOf,
};

function second(self: Partial<Processes["self"]> = {}): Processes {
  return { self: { ...first.self, pid: 200, start: "tuesday", ...self }, startOf };
}

describe("the folder of the lowdb store", () => {
  let folder: string;
  let dispose: () => void;
  beforeEach(() => {
    ({ folder, dispose } = temporaryFolder());
  });
  afterEach(() => dispose());
  const open = (processes: Processes) => createLowdbStore(optionsFor(folder, { processes }));

  it("belongs to one process; a second is told which one has it and what to do", async () => {
    const store = await open(first);
    await expect(open(second())).rejects.toMatchObject({
      name: "StoreError",
      code: "owned",
      message: expect.stringMatching(
        /in use by process 100 on a \("server\/main\.ts", since 2026-11-20T.*owner\.json/,
      ) as string,
    });
    await store.commit(ada, [putCursor("k", "1")]);
    await store.close();
    const next = await open(second());
    expect(await next.get(ada, "cursors", "k")).toEqual(cursor("1"));
    await next.close();
    expect(existsSync(join(folder, "owner.json"))).toBe(false);
  });

  it("is not shared within one process either", async () => {
    const store = await open(systemProcesses());
    await expect(open(systemProcesses())).rejects.toMatchObject({ code: "owned" });
    await store.close();
  });

  it.each([
    ["is gone", { pid: 300 }],
    ["ran before the machine was started anew", { boot: "0" }],
    ["had an id that another process has now", { start: "sunday" }],
  ])("is taken over from a process that %s", async (_, owner) => {
    const left = { format: 1, ...first.self, ...owner, since: "2026-11-19T00:00:00.000Z" };
    writeFileSync(join(folder, "owner.json"), JSON.stringify(left));
    const store = await open(second());
    expect(readFileSync(join(folder, "owner.json"), "utf8")).toContain('"pid":200');
    await store.close();
  });

  it("is taken over where the owner's file was never finished", async () => {
    writeFileSync(join(folder, "owner.json"), '{"format":1,"pi');
    const store = await open(second());
    expect(readFileSync(join(folder, "owner.json"), "utf8")).toContain('"pid":200');
    await store.close();
  });

  it("is not taken over from another machine, which cannot be asked", async () => {
    const store = await open(first);
    await expect(open(second({ host: "b" }))).rejects.toMatchObject({ code: "owned" });
    await store.close();
  });

  it("is not taken over from a living process where the platform tells no start", async () => {
    const store = await open(first);
    const vague: Processes = { ...second(), startOf: () => "unknown" };
    await expect(open(vague)).rejects.toMatchObject({ code: "owned" });
    await store.close();
  });

  it("is taken over by one process at a time", async () => {
    const left = { format: 1, ...first.self, pid: 300, since: "2026-11-19T00:00:00.000Z" };
    writeFileSync(join(folder, "owner.json"), JSON.stringify(left));
    running.set(400, "wednesday");
    const rivals = [second(), second({ pid: 400, start: "wednesday" })].map(open);
    const won = (await Promise.allSettled(rivals)).filter(({ status }) => status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const rival of rivals) await rival.then((store) => store.close()).catch(() => undefined);
  });
});
