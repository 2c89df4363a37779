import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Door } from "../../server/api/operator/door.ts";
import type { LookUp } from "../../server/api/operator/explain.ts";
import { findUnlinked } from "../../server/engine/items/unlinked.ts";
import { openDoorOf } from "../api/operator/serving.ts";
import { activity, appointment, createHarness, linkedAppointment } from "../engine/harness.ts";
import { type } from "./terminal.ts";

type Harness = Awaited<ReturnType<typeof createHarness>>;

let folder: string;
let door: Door;
let harness: Harness;

/** The command as an operator types it, about the mailbox of the harness. */
const explain = (item: string, ...more: readonly string[]) =>
  type("explain", harness.scope.mailboxId, item, "--data", folder, ...more);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-to-erp-cli-"));
  harness = await createHarness({ settings: { precedence: "ask" } });
  const lookUp: LookUp = (scope, id) => findUnlinked(harness.deps, scope, id);
  door = await openDoorOf({ store: harness.store, folder, engine: { lookUp } });
});
afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

describe("sync-to-erp explain", () => {
  it("shows where an item stands on both sides, and all that happened to it", async () => {
    const id = await linkedAppointment(harness, "Visit Northwind");
    harness.outlook.edit(id, { place: "Berlin" });
    await harness.settle();
    const { code, out } = await explain("northwind");
    expect(code).toBe(0);
    const [activity] = harness.activities();
    expect(out).toContain('"Visit Northwind"');
    expect(out).toContain("switched on by its person");
    expect(out).toContain(`Outlook: ${id}, version`);
    expect(out).toContain(`the ERP: ${activity!.id}, version`);
    expect(out).toContain('place: "Berlin" on both sides');
    expect(out).toMatch(
      /linked; because: switched on\n.*created in the ERP.*\n.*updated in the ERP.*place nothing -> "Berlin"/,
    );
  });

  it("says what waits for whom, and who changed what since both agreed", async () => {
    const id = await linkedAppointment(harness, "Visit");
    harness.outlook.edit(id, { subject: "Visit, mine" });
    harness.erp.edit(harness.activities()[0]!.id, { subject: "Visit, theirs" });
    await harness.settle();
    const { out } = await explain(harness.activities()[0]!.id);
    expect(out).toContain("Waits for its person to decide: subject.");
    expect(out).toContain('subject: "Visit, mine" in Outlook, "Visit, theirs" in the ERP');
    expect(out).toContain(
      'changed since both agreed in Outlook (it was "Visit") and in the ERP (it was "Visit")',
    );
  });

  it("says of an item on one side alone why it was not taken up, by its id there", async () => {
    const here = harness.outlook.add("ada", appointment("Dentist"));
    const far = harness.erp.add("U-ada", activity("Far away", 24 * 3_000));
    await harness.settle();
    const { code, out } = await explain(here);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('"Dentist" (not linked), not taken up'),
    ]);
    expect(out).toContain("only what its person switches on goes to the ERP");
    expect((await explain(far)).out).toContain("it lies outside the dates that are synchronized");
    expect((await explain("nothing-like-it")).code).toBe(1);
  });

  it("names the write whose outcome nobody knows", async () => {
    harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    const id = harness.outlook.add("ada", appointment("Visit"));
    await harness.choose(id);
    await harness.run();
    const { out } = await explain(id);
    expect(out).toContain("A create in the ERP is under way");
  });

  it("tells nothing of what is private, and finds it by its id alone", async () => {
    const id = await linkedAppointment(harness, "Doctor");
    harness.outlook.edit(id, { sensitivity: "private", subject: "Doctor Green" });
    await harness.settle();
    const { out } = await explain(id);
    expect(out).toContain("A private item");
    expect(out).not.toMatch(/Green|Doctor/);
    expect((await explain("Green")).err).toContain('is called "Green"');
  });

  it("asks for more where many are called so, and says so where none is", async () => {
    for (let count = 0; count < 11; count += 1) await linkedAppointment(harness, `Visit ${count}`);
    const many = await explain("visit");
    expect(many).toMatchObject({ code: 1, out: "" });
    expect(many.err).toContain('11 items are called "visit".');
    expect((await explain("visit 10")).code).toBe(0);
    expect((await explain("nothing of the kind")).err).toContain("private ones go by id alone");
    const answer = JSON.parse((await explain("visit 10", "--json")).out) as { items: unknown[] };
    expect(answer.items).toHaveLength(1);
  });
});
