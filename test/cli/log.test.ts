import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Door } from "../../server/api/operator/door.ts";
import { runCommand } from "../../server/cli/program.ts";
import type { HistoryEntry } from "../../server/store/documents/mailbox.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, type Change, type Store } from "../../server/store/store.ts";
import { mailboxOf, scopeOfMailbox } from "../api/operator/mailboxes.ts";
import { openDoorOf } from "../api/operator/serving.ts";
import { type } from "./terminal.ts";

let folder: string;
/** As the server writes it. */
let store: Store;
let door: Door;
const ada = scopeOfMailbox("ada");

let lines = 0;
function line(at: string, more: Partial<HistoryEntry> = {}): Change {
  const entry: HistoryEntry = {
    ...{ id: `line-${++lines}`, at, linkId: "L1", kind: "updated", side: "erp", runId: "run-1" },
    ...{ origin: "microsoft", subject: "Visit", because: "R4" },
    changes: [{ field: "place", from: "Hamburg", to: "Bremen" }],
    ...more,
  };
  return { kind: "append", entry };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
  const inner = createMemoryStore();
  await inner.commit(ada, [
    put("mailbox", "mailbox", mailboxOf("ada")),
    line("2026-11-27T07:00:00.000Z"),
    line("2026-11-27T07:10:00.000Z", {
      ...{ kind: "failed", because: "rejected: The room is closed.", requests: ["quoted"] },
      subject: "Visit\n2026-11-27 forged",
    }),
  ]);
  door = await openDoorOf({ store: inner, folder, written: (seen) => (store = seen) });
});
afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

const log = (...args: readonly string[]) => type("log", "--data", folder, ...args);

describe("sync-to-erp log", () => {
  it("prints the newest lines, the newest below, each on one line", async () => {
    const { code, out } = await log();
    expect(code).toBe(0);
    const [first, second, ...rest] = out.trimEnd().split("\n");
    expect(rest).toEqual([]);
    expect(first).toContain('updated in the ERP "Visit"; changed: place; because: R4; item L1');
    expect(second).toContain('failed in the ERP "Visit 2026-11-27 forged" [failed rejected]');
    expect((await log("--lines", "1")).out).toContain("failed in the ERP");
    expect((await log("--lines", "1")).out).not.toContain("because: R4");
  });

  it("finds what was done for a request that somebody quotes, and by the portal's filters", async () => {
    for (const filter of [
      ["--request", "quoted"],
      ["--outcome", "failed"],
      ["--code", "rejected"],
      ["--from", "2026-11-27T07:05Z"],
      ["--text", "room"],
    ]) {
      const { out } = await log(...filter);
      expect(out.trimEnd().split("\n")).toEqual([expect.stringContaining("request quoted")]);
    }
    for (const filter of [
      ["--to", "2026-11-27T06:00"],
      ["--person", "grace"],
      ["--side", "outlook"],
    ]) {
      expect(await log(...filter)).toMatchObject({ code: 0, out: "No such line.\n" });
    }
  });

  it("answers scripts as JSON, and tells apart what was typed wrongly", async () => {
    const page = JSON.parse((await log("--json", "--kind", "failed")).out) as {
      entries: readonly { requests: readonly string[] }[];
    };
    expect(page.entries.map(({ requests }) => requests)).toEqual([["quoted"]]);
    for (const wrong of [
      ["--from", "yesterday"],
      ["--kind", "eaten"],
      ["--lines", "0"],
    ]) {
      expect((await log(...wrong)).code).toBe(2);
    }
    expect((await log("--from", "yesterday")).err).toContain("2026-11-28T16:00Z");
  });

  it("goes on with what comes until it is interrupted", async () => {
    const interrupted = new AbortController();
    let [out, waits] = ["", 0];
    const code = await runCommand(
      ["log", "--follow", "--json", "--data", folder, "--outcome", "done"],
      { version: "1.2.3", manifest: "" },
      {
        out: (text) => (out += text),
        err: () => undefined,
        interrupted: () => interrupted.signal,
        pause: async () => {
          waits += 1;
          if (waits === 1) {
            const failed = { kind: "failed", subject: "Not asked for" } as const;
            await store.commit(ada, [
              line("2026-11-27T07:30:00.000Z", { subject: "First news" }),
              line("2026-11-27T07:31:00.000Z", failed),
              line("2026-11-27T07:32:00.000Z", { subject: "Second news" }),
            ]);
          } else if (waits === 3) interrupted.abort();
        },
      },
    );
    const told = out.trimEnd().split("\n");
    const subjects = told.map((text) => (JSON.parse(text) as { subject: string }).subject);
    expect({ code, subjects }).toEqual({
      ...{ code: 0, subjects: ["Visit", "First news", "Second news"] },
    });
  });
});
