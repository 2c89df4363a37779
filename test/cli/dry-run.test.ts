import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Door } from "../../server/api/operator/door.ts";
import { dryRun } from "../../server/engine/dry-run/dry-run.ts";
import { switchedOn } from "../../server/engine/dry-run/trial.ts";
import {
  calendarChoices,
  calendarDefaults,
  calendarRules,
} from "../../server/settings/calendar.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put } from "../../server/store/store.ts";
import { mailboxOf, scopeOfMailbox } from "../api/operator/mailboxes.ts";
import { openDoorOf } from "../api/operator/serving.ts";
import { activity, appointment, createHarness, type Harness } from "../engine/harness.ts";
import { type } from "./terminal.ts";

let folder: string;
let door: Door;
let harness: Harness;

const typed = (...args: readonly string[]) => type("dry-run", ...args, "--data", folder);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
  harness = await createHarness({ job: { enabled: false, outlookItems: "all" } });
  const deps = {
    ...harness.deps,
    memory: createMemoryStore,
    rules: ({ jobs }: typeof harness.mailbox) =>
      calendarRules({ ...calendarDefaults, ...calendarChoices(jobs.calendar.rules) }),
  };
  door = await openDoorOf({
    ...{ store: harness.store, folder },
    engine: { tryOut: (mailbox, rules) => dryRun(deps, switchedOn(mailbox, rules)) },
  });
  harness.outlook.add("ada", appointment("Visit"));
  harness.outlook.add("ada", appointment("=1+1", 26));
  harness.erp.add("U-ada", activity("Call", 30));
});
afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

describe("sync-to-erp dry-run", () => {
  it("shows what the first run would do where the calendar is off, and writes nothing", async () => {
    const { code, out } = await typed("ada@contoso.example");
    expect(code).toBe(0);
    expect(out).toContain(
      "ada@contoso.example: its calendar is off; were it switched on, 1 create in Outlook, 2 create in the ERP.",
    );
    expect(out).toContain('create in the ERP "Visit", Nov 21, 2026');
    expect(out).toContain("It is only on the other side so far.");
    expect(harness.outlook.writes.length + harness.erp.writes.length).toBe(0);
    expect(await harness.links()).toEqual([]);
  });

  it("shows what other rules would do", async () => {
    const { out } = await typed("ada", "--rule", "direction=toErp", "--rule", "daysBack=30");
    expect(out).toContain("2 create in the ERP.");
    expect(out).not.toContain("create in Outlook");
  });

  it("shows what another way of single fields would do", async () => {
    const { out } = await typed(
      ...["ada", "--json", "--rule", "flows.place=toErp", "--rule", "flows.body=none"],
    );
    expect(JSON.parse(out)).toBeDefined();
    const wrong = await typed("ada", "--rule", "flows.subject=none");
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("choose a direction instead of switching it off");
  });

  it("prints all of every mailbox as one table, and tells which could not be tried", async () => {
    const other = scopeOfMailbox("zuse");
    await harness.store.commit(other, [put("inbox", "one", { kind: "replan" })]);
    const { out, err } = await typed("--all", "--csv");
    const lines = out.split(/\r?\n/).filter((line) => line !== "");
    expect(lines[0]).toMatch(/^\uFEFFMailbox,What,Where,/);
    expect(lines).toHaveLength(4);
    expect(out).toContain("ada@contoso.example,Create,ERP,'=1+1,");
    expect(err).toBe("zuse: not tried. Its person has not finished Setup.\n");
  });

  it("puts the tables of several mailboxes under one head", async () => {
    await harness.store.commit(scopeOfMailbox("grace"), [
      put("mailbox", "mailbox", { ...mailboxOf("grace"), erpUserId: "U-grace" }),
    ]);
    harness.erp.add("U-grace", activity("Hers", 30));
    const { out } = await typed("--all", "--csv");
    expect(out.match(/Mailbox,What/g)).toHaveLength(1);
    expect(out).toMatch(/grace@contoso\.example,Create,Outlook,Hers/);
  });

  it.each([
    [["ada", "--rule", "direction"], 2, "Type it as precedence=erp or flows.place=toErp."],
    [["ada", "--rule", "direction=sideways"], 1, "The body is not valid"],
    [["ada", "--all"], 2, "Name a mailbox, or type --all."],
    [[], 2, "Name a mailbox, or type --all."],
    [["nobody"], 1, "No mailbox is called nobody."],
  ])("%j ends with %i and says why", async (args, code, sentence) => {
    const ended = await typed(...args);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(sentence);
  });

  it("needs a server: nobody else can ask both sides", async () => {
    await door.close();
    await rm(folder, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
    const { createLowdbStore } = await import("../../server/store/lowdb/lowdb.ts");
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const store = await createLowdbStore({ folder, clock: harness.clock, log });
    await store.commit(harness.scope, [put("mailbox", "mailbox", harness.mailbox)]);
    await store.close();
    const { code, err } = await typed("ada");
    expect(code).toBe(1);
    expect(err).toContain("No server is running that could ask both sides.");
    expect((await typed("--all")).err).toContain("No server is running");
  });
});
