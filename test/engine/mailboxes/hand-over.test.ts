/** A mailbox whose person is another one than before, and what a further mailbox may not be read of. */
import { namesInErp } from "../../../server/engine/mailboxes/people/names-in-erp.ts";
import { handOver } from "../../../server/engine/mailboxes/hand-over.ts";
import { createMailboxActs, savingAlone } from "../../../server/engine/mailboxes/mailbox-acts.ts";
import { mailboxKey, mailboxScope, scopeOf } from "../../../server/engine/mailboxes/mailbox.ts";
import { runMailbox } from "../../../server/engine/run/run.ts";
import { put } from "../../../server/store/store.ts";
import type { Link } from "../../../server/sync/model.ts";
import { ada, createHarness, linkedAppointment, type Harness } from "../harness.ts";

/** Bob, who is the same user in the ERP, has Ada's mailbox as a further one of his. */
const toBob = (harness: Harness) =>
  put("mailbox", mailboxKey, { ...harness.mailbox, userId: "bob" });

async function linked() {
  const harness = await createHarness();
  const event = await linkedAppointment(harness);
  const [link] = await harness.links();
  if (link === undefined) throw new Error("nothing is linked");
  const keep = async (more: Partial<Link>): Promise<void> => {
    // As whoever stores beside the runs does: what the last one kept in memory counts no more.
    const epoch = await harness.store.acquire(harness.scope);
    const changed = put("links", link.id, { ...link, ...more });
    await harness.store.commit(harness.scope, [changed], epoch);
  };
  return { harness, event, keep };
}

describe("a mailbox that is handed over", () => {
  it("deletes nothing for what its new person does not find in it", async () => {
    const { harness, event } = await linked();
    const changes = await handOver(harness.deps, harness.scope);
    await harness.store.commit(harness.scope, [toBob(harness), ...changes]);
    harness.outlook.remove(event);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(await harness.links()).toMatchObject([{ choice: "off" }]);
    const reasons = (await harness.history()).map(({ because }) => because);
    expect(reasons).toContain("not seen by its new person");
  });

  it("carries out nothing that the person before had asked for", async () => {
    const { harness, keep } = await linked();
    const cancelling = { guests: ["guest@contoso.example"], when: "", by: "Ada" };
    await keep({
      invitation: { guests: ["guest@contoso.example"], by: "Ada" } as never,
      undo: [{}] as never,
      answers: { subject: { side: "erp" } as never },
      ending: { cancelling },
    });
    await harness.store.commit(harness.scope, await handOver(harness.deps, harness.scope));
    const [link] = await harness.links();
    expect(link).toMatchObject({ answers: {}, ending: {}, choice: "on" });
    expect(link).not.toHaveProperty("invitation");
    expect(link).not.toHaveProperty("undo");
    expect(link?.ending).not.toHaveProperty("cancelling");
  });
});

it("what is followed in an unlisted calendar of somebody else is let go where it is not to be seen", async () => {
  const { harness, event, keep } = await linked();
  await keep({ elsewhere: true });
  const hint = put("inbox", "hint", { kind: "outlook-change", id: event });
  await harness.store.commit(harness.scope, [toBob(harness), hint]);
  harness.outlook.remove(event);
  await harness.settle();
  expect(harness.activities()).toHaveLength(1);
  expect(await harness.links()).toMatchObject([{ choice: "off", elsewhere: true }]);
});

it("nobody stands in for a mailbox that was given up", async () => {
  const { deps, store } = await createHarness();
  const team = { ...ada, mailboxId: "team", address: "team@contoso.example" };
  const asks = async () => namesInErp(deps, ada);
  await store.commit(scopeOf(team), [put("mailbox", mailboxKey, team)]);
  expect(await asks()).toEqual({ standIns: { [team.address]: ada.address } });
  await store.commit(mailboxScope("contoso", "team"), [
    put("mailbox", mailboxKey, { ...team, givenUp: true }),
  ]);
  expect(await asks()).toEqual({ standIns: {} });
});

describe("who is told to the ERP by another address", () => {
  const grace = { ...ada, mailboxId: "grace", userId: "grace", address: "grace@contoso.example" };
  const liu = { ...ada, mailboxId: "liu", userId: "liu", address: "liu@contoso.example" };
  const knownTo = async (own: typeof ada, ...all: readonly (typeof ada)[]) => {
    const { deps, store } = await createHarness();
    for (const one of all) await store.commit(scopeOf(one), [put("mailbox", mailboxKey, one)]);
    return (await namesInErp(deps, own)).knownAs;
  };

  it("is a colleague, where that address means nobody else", async () => {
    const known = { ...grace, erpAddress: "g.hopper@erp.example" };
    expect(await knownTo(ada, ada, known)).toEqual({ [grace.address]: "g.hopper@erp.example" });
  });

  it("is nobody whose address there is somebody's mailbox: he would be invited in his place", async () => {
    const known = { ...grace, erpAddress: ada.address.toLowerCase() };
    expect(await knownTo(liu, ada, known, liu)).toBeUndefined();
    // In his own mailbox he is that user all the same.
    expect(await knownTo(known, ada, known)).toEqual({
      [grace.address]: ada.address.toLowerCase(),
    });
  });

  it("is none of two who share it", async () => {
    const shared = { erpAddress: "sales@erp.example" };
    const all = [ada, { ...grace, ...shared }, { ...liu, ...shared }];
    expect(await knownTo(ada, ...all)).toBeUndefined();
  });
});

it("a run that read the mailbox before it was handed over does nothing as the user before", async () => {
  const { harness, event } = await linked();
  const { store, scope, deps, mailbox } = harness;
  const moved = put("mailbox", mailboxKey, { ...mailbox, erpUserId: "somebody-else" });
  let isFirst = true;
  const late = {
    ...store,
    acquire: async (asked: typeof scope) => {
      if (isFirst) await store.commit(scope, [moved, ...(await handOver(deps, scope))]);
      isFirst = false;
      return store.acquire(asked);
    },
  };
  harness.outlook.remove(event);
  const report = await runMailbox({ ...deps, store: late }, scope);
  expect(report).toMatchObject({ outcome: "off", overtaken: true });
  expect(harness.activities()).toHaveLength(1);
  // What the next run has to do is still there.
  const kinds = [...(await store.list(scope, "inbox")).values()].map(({ kind }) => kind);
  expect(kinds).toContain("handed-over");
});

it("nobody becomes a user of the ERP whom somebody else became since that was tried", async () => {
  const { deps, store, mailbox } = await createHarness();
  const acts = createMailboxActs(deps, savingAlone);
  const scope = mailboxScope(mailbox.tenantId, "bob");
  const bob = { ...mailbox, mailboxId: "bob", userId: "bob" };
  const trial = { mailbox: bob, wishes: [], triedAs: null };
  await expect(acts.commit(trial)).rejects.toMatchObject({ code: "conflict" });
  expect(await store.get(scope, "mailbox", mailboxKey)).toBeUndefined();
});

describe("what was tried before an administrator said who somebody is", () => {
  const said = { kind: "erp", userId: "chosen", name: "Chosen", address: "", beside: [] } as const;

  it("does not make him the user before again", async () => {
    const { deps, store, scope, mailbox } = await createHarness();
    const acts = createMailboxActs(deps, savingAlone);
    const trial = { mailbox, wishes: [], triedAs: mailbox.erpUserId };
    const moved = { ...mailbox, erpUserId: "chosen" };
    const { connectionId } = mailbox;
    await store.commit(scope, [put("mailbox", mailboxKey, moved)]);
    await expect(acts.commit(trial)).rejects.toMatchObject({ code: "conflict" });
    await store.commit(scope, [
      { kind: "remove", collection: "mailbox", key: mailboxKey },
      put("identity", "erp", { ...said, connectionId, at: "2026-11-24T09:00:00Z" }),
    ]);
    const first = { mailbox, wishes: [], triedAs: null };
    await expect(acts.commit(first)).rejects.toMatchObject({ code: "conflict" });
    expect(await store.get(scope, "mailbox", mailboxKey)).toBeUndefined();
  });
});
