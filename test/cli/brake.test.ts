import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Door } from "../../server/api/operator/door.ts";
import type { BrakeDocument } from "../../server/store/documents/mailbox.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, type Store } from "../../server/store/store.ts";
import { mailboxOf, scopeOfMailbox, stateOf } from "../api/operator/mailboxes.ts";
import { openDoorOf } from "../api/operator/serving.ts";
import { type } from "./terminal.ts";

let folder: string;
let store: Store;
let door: Door;
const ada = scopeOfMailbox("ada");
const brake: BrakeDocument = {
  side: "erp",
  cause: "deletions",
  deletions: 40,
  linked: 50,
  at: "2026-11-27T08:00:00.000Z",
  planned: [{ linkId: "one", kind: "delete", side: "erp", subject: "Visit" }],
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
  store = createMemoryStore();
  await store.commit(ada, [
    put("mailbox", "mailbox", mailboxOf("ada")),
    put("state", "state", stateOf({ health: "braked", brake })),
  ]);
  await store.commit(scopeOfMailbox("grace"), [put("mailbox", "mailbox", mailboxOf("grace"))]);
  door = await openDoorOf({ store, folder });
});
afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

const wishes = async () => [...(await store.list(ada, "inbox")).values()];

describe("sync-to-erp brake", () => {
  it("shows what is held, and what it would do", async () => {
    const { code, out } = await type("brake", "--data", folder);
    expect(code).toBe(0);
    expect(out).toContain("ada@contoso.example: 40 deletions in the ERP of 50 linked items");
    expect(out).toContain('delete "Visit" in the ERP');
    expect(out).toContain("sync-to-erp brake release <mailbox>");
  });

  it.each(["ada@contoso.example", "ADA@contoso.example", "ada"])(
    "release %s agrees to what was shown, and says who did",
    async (name) => {
      const { code, out } = await type("brake", "release", name, "--data", folder);
      expect(code).toBe(0);
      expect(out).toContain("Released for ada@contoso.example: 40 deletions in the ERP");
      const by = expect.stringMatching(/^operator/) as string;
      expect(await wishes()).toEqual([{ kind: "release-brake", side: "erp", deletions: 40, by }]);
    },
  );

  it.each([
    ["nobody@contoso.example", "No mailbox is called nobody@contoso.example."],
    ["grace", "Nothing is held in grace."],
  ])("release %s is refused: there is nothing to agree to", async (name, sentence) => {
    const { code, err } = await type("brake", "release", name, "--data", folder);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(await wishes()).toEqual([]);
  });
});
