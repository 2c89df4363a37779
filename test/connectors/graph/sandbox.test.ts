import { transactionIdOf } from "../../../server/connectors/graph/event/properties.ts";
import { users } from "../../../sandbox/tenants.ts";
import { create, get, made, scope, window, write } from "./acts.ts";
import { type Sandbox, sandboxed } from "./sandbox.ts";
import { actor } from "./stub.ts";

describe("the list of changes", () => {
  async function round(sandbox: Sandbox, cursor: string | null) {
    const ids: string[] = [];
    const removed: string[] = [];
    let page = await sandbox.connector.delta(actor, scope, cursor);
    for (;;) {
      for (const change of page.changes) (change.removed ? removed : ids).push(change.id);
      if (!page.more) return { ids, removed, cursor: page.cursor };
      page = await sandbox.connector.delta(actor, scope, page.cursor);
    }
  }

  it("begins with everything in the window and goes on with what changed, own writes included", async () => {
    const sandbox = sandboxed();
    sandbox.graph.switches["delta-empty-pages"] = 1;
    const [one, two] = [await made(sandbox, "a#1"), await made(sandbox, "b#1")];
    const first = await round(sandbox, null);
    expect(first.ids.sort()).toEqual([one.id, two.id].sort());
    await sandbox.person("DELETE", `/me/events/${one.id}`);
    const three = await made(sandbox, "c#1");
    const second = await round(sandbox, first.cursor);
    expect(second).toMatchObject({ ids: [three.id], removed: [one.id] });
    expect((await round(sandbox, second.cursor)).ids).toEqual([]);
  });

  it("gives whole items, but neither stamp nor key", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    const page = await sandbox.connector.delta(actor, scope, null);
    expect(page.changes).toEqual([{ id: item.id, item: { ...item, key: null } }]);
  });

  it("expires, and can be begun anew", async () => {
    const sandbox = sandboxed();
    await made(sandbox);
    const { cursor } = await round(sandbox, null);
    sandbox.graph.expireDeltaTokens();
    await expect(sandbox.connector.delta(actor, scope, cursor)).rejects.toMatchObject({
      code: "cursor-expired",
    });
    expect((await round(sandbox, null)).ids).toHaveLength(1);
  });

  it("can be replaced by the calendar's own list, which is complete", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    const cursor = { how: "list", full: true, pages: 0, last: "", same: 0 };
    const link = `/me/calendarView?startDateTime=${window.from}&endDateTime=${window.to}`;
    const page = await sandbox.connector.delta(actor, scope, JSON.stringify({ ...cursor, link }));
    expect(page).toMatchObject({ changes: [{ id: item.id }], more: false, complete: true });
  });

  it("is not believed about a removal: who left the window is found, who lies in Deleted Items is not", async () => {
    const sandbox = sandboxed();
    sandbox.graph.switches.deletedItemsAnswer = true;
    const [moved, deleted] = [await made(sandbox, "a#1"), await made(sandbox, "b#1")];
    const { cursor } = await round(sandbox, null);
    await sandbox.person("PATCH", `/me/events/${moved.id}`, {
      start: { dateTime: "2030-01-01T08:00:00", timeZone: "UTC" },
      end: { dateTime: "2030-01-01T09:00:00", timeZone: "UTC" },
    });
    await sandbox.person("DELETE", `/me/events/${deleted.id}`);
    expect((await round(sandbox, cursor)).removed.sort()).toEqual([moved.id, deleted.id].sort());
    const found = await sandbox.connector.get(actor, "appointment", [moved.id, deleted.id]);
    expect(found.map(({ kind }) => kind)).toEqual(["found", "missing"]);
  });

  it("nor is an answer of what was seen to be gone, though another process saw it", async () => {
    const sandbox = sandboxed();
    sandbox.graph.switches.deletedItemsAnswer = true;
    const [restored, deleted] = [await made(sandbox, "a#1"), await made(sandbox, "b#1")];
    await sandbox.person("DELETE", `/me/events/${deleted.id}`);
    const ids = [restored.id, deleted.id];
    const kinds = async (gone?: ReadonlySet<string>) =>
      (await sandbox.connector.get(actor, "appointment", ids, gone)).map(({ kind }) => kind);
    // Nobody told this process of the removal: Deleted Items answer like any folder.
    expect(await kinds()).toEqual(["found", "found"]);
    expect(await kinds(new Set(ids))).toEqual(["found", "missing"]);
  });

  it("nor is an absence from a whole new list: the calendar itself is asked", async () => {
    const sandbox = sandboxed();
    sandbox.graph.switches.deletedItemsAnswer = true;
    const [moved, deleted, there] = [
      await made(sandbox, "a#1"),
      await made(sandbox, "b#1"),
      await made(sandbox, "c#1"),
    ];
    await sandbox.person("PATCH", `/me/events/${moved.id}`, {
      start: { dateTime: "2030-01-01T08:00:00", timeZone: "UTC" },
      end: { dateTime: "2030-01-01T09:00:00", timeZone: "UTC" },
    });
    await sandbox.person("DELETE", `/me/events/${deleted.id}`);
    sandbox.graph.expireDeltaTokens();
    expect((await round(sandbox, null)).ids).toEqual([there.id]);
    const asked = [moved.id, deleted.id, there.id];
    const found = await sandbox.connector.get(actor, "appointment", asked);
    expect(found.map(({ kind }) => kind)).toEqual(["found", "missing", "found"]);
  });
});

describe("pacing", () => {
  it("never has more than four requests in one mailbox, batch parts included: nothing is throttled", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    const many = Array.from({ length: 30 }, (_, index) => create(`many${index}#1`));
    await Promise.all([
      write(sandbox, ...many),
      ...Array.from({ length: 10 }, () => get(sandbox, item.id)),
      sandbox.connector.get(
        actor,
        "appointment",
        Array.from({ length: 50 }, () => item.id),
      ),
      sandbox.connector.delta(actor, scope, null),
      sandbox.connector.check(actor),
    ]);
    const statuses = new Set(sandbox.requests().map(({ status }) => status));
    expect(statuses).toEqual(new Set([200, 201]));
  });

  it("waits as long as it is asked to, and then reads", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    sandbox.faults.add({
      method: "GET",
      path: "/me/events",
      status: 429,
      retryAfterSeconds: 9,
      times: 1,
      when: "before",
    });
    expect(await get(sandbox, item.id)).toMatchObject({ kind: "found" });
    expect(sandbox.pauses).toEqual([9_000]);
  });
});

describe("subscriptions", () => {
  const request = {
    resource: "appointment",
    notificationUrl: "https://erp.example/notifications",
    lifecycleUrl: "https://erp.example/lifecycle",
    clientState: "secret",
  } as const;

  it("are made for just under seven days, listed, renewed, reauthorized and removed", async () => {
    const { connector, clock } = sandboxed();
    const { subscriptions } = connector;
    const made = await subscriptions.create(actor, request);
    const expiry = (iso: string) => Date.parse(iso) - clock.now();
    expect(expiry(made.expiresAt)).toBe(subscriptions.lifetimeMs);
    expect(await subscriptions.list(actor)).toEqual([made]);
    clock.advance(3_600_000);
    const renewed = await subscriptions.renew(actor, made.id);
    expect([renewed.id, expiry(renewed.expiresAt)]).toEqual([made.id, subscriptions.lifetimeMs]);
    await subscriptions.reauthorize(actor, made.id);
    await subscriptions.remove(actor, made.id);
    await subscriptions.remove(actor, made.id);
    expect(await subscriptions.list(actor)).toEqual([]);
  });

  it("are made for just under three days where seven are refused", async () => {
    const { connector, graph, clock } = sandboxed();
    graph.switches.subscriptionLife = "threeDays";
    const made = await connector.subscriptions.create(actor, request);
    const life = (iso: string) => Date.parse(iso) - clock.now();
    expect(life(made.expiresAt)).toBe((4_230 - 15) * 60_000);
    clock.advance(3_600_000);
    expect(life((await connector.subscriptions.renew(actor, made.id)).expiresAt)).toBe(
      (4_230 - 15) * 60_000,
    );
  });

  it("replace one that exists already, whose secret nobody knows any more", async () => {
    const { connector } = sandboxed();
    const { subscriptions } = connector;
    const first = await subscriptions.create(actor, request);
    const second = await subscriptions.create(actor, { ...request, clientState: "new" });
    expect(second.id).not.toBe(first.id);
    expect(await subscriptions.list(actor)).toEqual([second]);
  });

  it("that are gone cannot be renewed: not found", async () => {
    const { connector } = sandboxed();
    const { subscriptions } = connector;
    const { id } = await subscriptions.create(actor, request);
    await subscriptions.remove(actor, id);
    await expect(subscriptions.renew(actor, id)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the mailbox", () => {
  it("says whose it is and in which zone", async () => {
    const { connector } = sandboxed();
    expect(await connector.check(actor)).toEqual({
      user: "Ada Lovelace",
      address: actor.address,
      facts: ["Microsoft Graph v1.0", "Time zone of the mailbox: W. Europe Standard Time"],
    });
    expect(await connector.mailbox.timeZone(actor)).toBe("Europe/Berlin");
  });

  it("of somebody else is forbidden without his leave", async () => {
    const { connector } = sandboxed();
    const others = { ...actor, mailboxId: users[1]!.id };
    await expect(connector.get(others, "appointment", ["A"])).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("is asked only with a token that Graph takes", async () => {
    const { connector } = sandboxed({ accessToken: async () => "forged" });
    await expect(connector.check(actor)).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("knows its events by the ids that Outlook shows the pane, and no others", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    const stored = sandbox.graph.snapshot().mailboxes[actor.mailboxId]?.events[item.id];
    const ids = await sandbox.connector.itemIds.fromPane(actor, [stored?.restId ?? "", "nonsense"]);
    expect(ids).toEqual([item.id, null]);
  });

  it("keeps an event's transaction, by which a copy is told from it", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    expect(await sandbox.person("GET", `/me/events/${item.id}`)).toMatchObject({
      transactionId: transactionIdOf("link#1"),
    });
  });
});
