import type { By } from "../../server/administration/administrators.ts";
import { createLeaving, type LeavingMailboxes } from "../../server/administration/leaving.ts";
import { createAudit } from "../../server/administration/audit.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { countedIds } from "../../server/lib/ids.ts";
import { createLog } from "../../server/lib/log.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";

const tenantId = "tenant-1";
const by: By = {
  caller: { tenantId, userId: "ada", name: "Ada", address: "ada@x.example", roles: [] },
  requestId: "request-1",
};
const keep = { marks: "leave", outlookCopies: "keep", erpCopies: "keep" } as const;

function leavingBy(clear: LeavingMailboxes["clear"]) {
  const warned: string[] = [];
  const store = createMemoryStore();
  const clock = manualClock(Date.parse("2026-11-27T09:00:00Z"));
  const log = { warn: (_facts: object, message: string) => warned.push(message) };
  const leaving = createLeaving({
    ...{ store, clock, log },
    audit: createAudit({
      store,
      clock,
      ids: countedIds("line-"),
      log: createLog({ level: "silent" }),
    }),
    erasure: { erase: () => Promise.reject(new Error("Nobody is to be erased.")) },
    mailboxes: {
      of: () => Promise.resolve([{ tenantId, mailboxId: "ada", name: "", address: "" }]),
      clear,
      wake: () => undefined,
    },
    endConnections: () => Promise.resolve([]),
    isEnding: () => false,
  });
  return { leaving, warned };
}

it("a leaving that something unforeseen interrupts is seen to stand, and can go on", async () => {
  let attempts = 0;
  const { leaving, warned } = leavingBy(() => {
    attempts += 1;
    return Promise.reject(new TypeError("unforeseen"));
  });
  await leaving.begin({ tenantId, name: "Contoso", choices: keep }, by);
  await leaving.settled();
  expect((await leaving.sight(tenantId))?.leaving.state).toBe("stopped");
  expect(warned).toHaveLength(1);
  await leaving.goOn(tenantId, false, by);
  await leaving.settled();
  expect(attempts).toBe(2);
});
