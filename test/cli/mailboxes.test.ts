import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Door } from "../../server/api/operator/door.ts";
import type { Finding } from "../../server/api/contract/doctor.ts";
import type { ListedMailbox } from "../../server/api/contract/operator.ts";
import type { OperatorEngine } from "../../server/api/operator/handlers.ts";
import type { MailboxScope } from "../../server/engine/mailboxes/mailbox.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, type Store } from "../../server/store/store.ts";
import { mailboxOf, scopeOfMailbox, stateOf } from "../api/operator/mailboxes.ts";
import { openDoorOf } from "../api/operator/serving.ts";
import { type } from "./terminal.ts";

let folder: string;
let store: Store;
let door: Door;
const ada = scopeOfMailbox("ada");
const address = "ada@contoso.example";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
  store = createMemoryStore();
  await store.commit(ada, [
    put("mailbox", "mailbox", mailboxOf("ada")),
    put("state", "state", stateOf({ counts: { linked: 3, waiting: 1, quarantined: 0 } })),
  ]);
});
afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

interface Served {
  readonly findings?: readonly Finding[];
  readonly engine?: Partial<OperatorEngine>;
}
const serve = async (more: Served = {}): Promise<void> => {
  door = await openDoorOf({ store, folder, ...more });
};
const typed = (...args: readonly string[]) => type(...args, "--data", folder);
const enabled = async () => (await store.get(ada, "mailbox", "mailbox"))?.jobs.calendar;

describe("sync-to-erp status", () => {
  it("tells per resource whether it is on, in progress, its last and its next sync", async () => {
    await serve();
    expect((await typed("status")).out).toContain(
      "Calendar: on in 1 mailbox, 0 in progress, last 2026-11-27T08:00:00.000Z, next 2026-11-27T08:01:00.000Z.",
    );
    const { out } = await typed("status", address);
    expect(out).toContain(`${address}: operational since`);
    expect(out).toContain(
      "Calendar: on, not in progress, last 2026-11-27T08:00:00.000Z, next 2026-11-27T08:01:00.000Z.",
    );
    expect(out).toContain("3 linked items, 1 waiting, 0 in quarantine.");
  });

  it("tells the same of every mailbox with --all, a line each, for people and for programs", async () => {
    const ben = scopeOfMailbox("ben");
    const eve = scopeOfMailbox("eve");
    const off = mailboxOf("ben");
    const calendar = { ...off.jobs.calendar, enabled: false };
    await store.commit(ben, [put("mailbox", "mailbox", { ...off, jobs: { calendar } })]);
    await store.commit(eve, [
      put("mailbox", "mailbox", mailboxOf("eve")),
      put("state", "state", stateOf({ lastSuccessAt: null })),
    ]);
    const timetable = {
      running: ({ mailboxId }: MailboxScope) => mailboxId === "eve",
      nextAt: ({ mailboxId }: MailboxScope) =>
        mailboxId === "eve" ? null : Date.parse("2026-11-27T08:05:00Z"),
    };
    await serve({ engine: { timetable } });
    expect((await typed("status", "--all")).out.trimEnd().split("\n")).toEqual([
      `${address}: operational; Calendar: on, not in progress, last 2026-11-27T08:00:00.000Z, next 2026-11-27T08:05:00.000Z`,
      "ben@contoso.example: off; Calendar: off",
      "eve@contoso.example: operational; Calendar: on, in progress, never to an end yet, next not planned",
    ]);
    const listed = JSON.parse((await typed("status", "--all", "--json")).out) as ListedMailbox[];
    expect(listed.find(({ mailboxId }) => mailboxId === "ada")?.resources).toEqual([
      {
        ...{ resource: "appointment", enabled: 1, running: 0 },
        ...{ lastSuccessAt: "2026-11-27T08:00:00.000Z" },
        ...{ oldestSuccessAt: "2026-11-27T08:00:00.000Z", nextAt: "2026-11-27T08:05:00.000Z" },
      },
    ]);
  });
});

describe("sync-to-erp pause, continue and resync", () => {
  it("stop a mailbox and go on, and say so", async () => {
    await serve();
    expect((await typed("pause", address)).out).toContain(`${address} is paused`);
    expect(await enabled()).toMatchObject({ enabled: false, paused: true });
    expect((await typed("pause", address)).code).toBe(1);
    expect((await typed("continue", address)).code).toBe(0);
    expect(await enabled()).toMatchObject({ enabled: true, paused: false });
    // What was done, and not what was refused, newest first.
    const trail = await store.history({ kind: "installation" }, { limit: 10 });
    expect(trail.map(({ act, about, tenantId }) => [act, about, tenantId])).toEqual([
      ["mailbox-continued", address, "contoso"],
      ["mailbox-paused", address, "contoso"],
    ]);
  });

  it.each([
    [[], ["microsoft", "erp"]],
    [["--side", "outlook"], ["microsoft"]],
    [["--side", "erp"], ["erp"]],
  ] as const)("resync %j lists %j anew, and decides everything again", async (flags, sides) => {
    await serve();
    expect((await typed("resync", address, ...flags)).code).toBe(0);
    expect([...(await store.list(ada, "inbox")).values()]).toEqual([
      ...sides.map((side) => ({ kind: "resync", side })),
      { kind: "replan" },
    ]);
  });

  it("refuse a side that there is not, and a mailbox that nobody knows", async () => {
    await serve();
    expect((await typed("resync", address, "--side", "left")).code).toBe(2);
    expect((await typed("resync", "nobody")).code).toBe(1);
  });
});

describe("sync-to-erp doctor", () => {
  const well: Finding = {
    ...{ check: "graph", state: "ok", says: "Graph answers.", fixedBy: null, remedy: null },
  };
  const wrong: Finding = {
    ...{ check: "sign-in", state: "failed", says: "The secret has expired." },
    ...{ fixedBy: "operator", remedy: "Make a new one." },
  };

  it("ends with 1 where something must be mended, which stands first with who mends it", async () => {
    await serve({ findings: [well, wrong] });
    const { code, out } = await typed("doctor");
    expect(code).toBe(1);
    expect(out.trimEnd().split("\n")).toEqual([
      "FAILED  sign-in: The secret has expired.",
      "        whoever runs the server: Make a new one.",
      "ok      graph: Graph answers.",
      "1 must be mended, 0 deserve a look.",
    ]);
    expect(JSON.parse((await typed("doctor", "--json")).out)).toEqual([well, wrong]);
  });

  it("ends with 0 where all is well", async () => {
    await serve({ findings: [well] });
    expect(await typed("doctor")).toMatchObject({ code: 0 });
  });
});

describe("sync-to-erp retention", () => {
  it("shows what holds, and decides one by one", async () => {
    await serve();
    expect((await typed("retention")).out).toContain(
      "Log and history of items: as long as there is room.",
    );
    expect((await typed("retention", "--log-days", "365")).out).toContain("items: 365 days.");
    const { out } = await typed("retention", "--undo-days", "10", "--json");
    expect(JSON.parse(out)).toEqual({
      ...{ logDays: 365, undoDays: 10, quarantineDays: null, invitationDays: null },
    });
    expect((await typed("retention", "--log-days", "keep")).out).toContain("as long as");
  });

  it("refuses what would forget too soon", async () => {
    await serve();
    expect(await typed("retention", "--log-days", "1")).toMatchObject({ code: 1 });
    expect(await typed("retention", "--undo-days", "keep")).toMatchObject({ code: 1 });
    expect(await typed("retention", "--log-days", "soon")).toMatchObject({ code: 2 });
  });
});

describe("sync-to-erp rotate-key", () => {
  const rotation = (byKey: Record<string, number>): OperatorEngine["rotation"] => {
    const after = { current: "key-1", byKey: new Map(Object.entries(byKey)), refused: 0 };
    return { tally: async () => after, rotate: async () => ({ resealed: 7, contents: 3, after }) };
  };

  it("tells that an older key can go once nothing is left under it", async () => {
    await serve({ engine: { rotation: rotation({ "key-1": 9 }) } });
    const { code, out } = await typed("rotate-key");
    expect(code).toBe(0);
    expect(out).toContain('7 secrets sealed anew with "key-1".');
    expect(out).toContain(
      "All that is kept of 3 mailboxes, companies and ERPs lies sealed with it.",
    );
    expect(out).toContain("Nothing is left under any other key.");
    expect(out).toContain('"key-0" can be removed from TOKEN_KEYS');
  });

  it("ends with 1 where something is left, and says what each needs", async () => {
    await serve({ engine: { rotation: rotation({ "key-1": 9, "key-0": 1, lost: 2 }) } });
    const { code, out } = await typed("rotate-key");
    expect(code).toBe(1);
    expect(out).toContain('1 under "key-0" do not open');
    expect(out).toContain('2 are sealed with "lost", which TOKEN_KEYS lacks');
    expect(out).not.toContain("can be removed");
  });
});

describe("sync-to-erp manifest", () => {
  it("is the server's own, or another host's, printed or written", async () => {
    await serve();
    const own = "<SourceLocation>https://sync.contoso.com/taskpane.html</SourceLocation>";
    expect((await typed("manifest")).out).toBe(`${own}\n`);
    const file = join(folder, "manifest.xml");
    const other = await typed("manifest", "--host", "https://other.example/sync/", "--out", file);
    expect(other.out).toContain(`${file} is the manifest for https://other.example/sync/`);
    expect(await readFile(file, "utf8")).toContain("https://other.example/sync/taskpane.html");
  });

  it("refuses an address that Outlook would", async () => {
    await serve();
    const { code, err } = await typed("manifest", "--host", "http://other.example");
    expect(code).toBe(1);
    expect(err).toContain("must begin with https://");
  });
});
