import fc from "fast-check";
import type { Item, Outcome, WriteAction } from "../../../server/connectors/connector.ts";
import { keyProperty, transactionIdOf } from "../../../server/connectors/graph/properties.ts";
import type { Appointment } from "../../../server/resources/appointment/appointment.ts";
import { appointmentSchemaRules } from "../../../server/resources/appointment/schema.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { users } from "../../../sandbox/tenants.ts";
import { type Sandbox, sandboxed } from "./sandbox.ts";
import { actor } from "./stub.ts";

const fields: Fields = {
  subject: "Visit Northwind",
  when: {
    allDay: false,
    start: "2026-11-24T08:00:00Z",
    end: "2026-11-24T09:00:00Z",
    zone: "Europe/Berlin",
  },
};
const window = { from: "2026-11-01T00:00:00Z", to: "2027-11-01T00:00:00Z" };
const scope = { resource: "appointment", window } as const;

const create = (key: string, more: Fields = {}): WriteAction => ({
  kind: "create",
  key,
  fields: { ...fields, ...more },
});

function itemOf(outcome: Outcome | undefined): Item {
  if (outcome?.kind !== "written") throw new Error(`not written: ${JSON.stringify(outcome)}`);
  return outcome.item;
}

async function write({ connector }: Sandbox, ...actions: WriteAction[]) {
  return connector.write(actor, "appointment", actions);
}

async function made(sandbox: Sandbox, key = "link#1", more: Fields = {}): Promise<Item> {
  const [outcome] = await write(sandbox, create(key, more));
  return itemOf(outcome);
}

async function get({ connector }: Sandbox, id: string) {
  const [found] = await connector.get(actor, "appointment", [id]);
  return found;
}

async function subjects(sandbox: Sandbox): Promise<string[]> {
  const list = (await sandbox.person("GET", "/me/events?$top=100")) as {
    value: { subject: string }[];
  };
  return list.value.map(({ subject }) => subject).sort();
}

describe("creating", () => {
  it("makes one event, which reads back with the key that made it", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    expect(item).toMatchObject({ key: "link#1", fields });
    expect(await get(sandbox, item.id)).toEqual({ kind: "found", item });
  });

  it.each(["original", "conflict"] as const)(
    "makes one event though the reply was lost and the create is repeated (%s)",
    async (transactionIdRepeat) => {
      const sandbox = sandboxed();
      sandbox.graph.switches.transactionIdRepeat = transactionIdRepeat;
      sandbox.faults.add({
        method: "POST",
        path: "/me/events",
        times: 1,
        when: "after",
        lostReply: true,
      });
      const [lost] = await write(sandbox, create("link#1"));
      const [repeated] = await write(sandbox, create("link#1"));
      expect(lost).toMatchObject({ kind: "error", error: { code: "unavailable" } });
      expect(itemOf(repeated).key).toBe("link#1");
      expect(await subjects(sandbox)).toEqual(["Visit Northwind"]);
    },
  );

  it("says that the key is spent where Graph still knows a deleted event's transaction", async () => {
    const sandbox = sandboxed();
    sandbox.graph.switches.transactionIdAfterDelete = "conflict";
    const item = await made(sandbox);
    await sandbox.person("DELETE", `/me/events/${item.id}`);
    expect(await write(sandbox, create("link#1"))).toEqual([{ kind: "spent" }]);
  });

  it("mails nobody, even where the appointment names people", async () => {
    const sandbox = sandboxed();
    const attendees = [
      { address: "bo@northwind.example", name: "Bo", kind: "required", response: "none" },
    ];
    await made(sandbox, "link#1", { attendees });
    expect(sandbox.graph.mails()).toEqual([]);
  });

  it("makes many at once, each by its own key", async () => {
    const sandbox = sandboxed();
    const keys = Array.from({ length: 45 }, (_, index) => `link${index}#1`);
    const outcomes = await write(sandbox, ...keys.map((key) => create(key, { subject: key })));
    expect(outcomes.map((outcome) => itemOf(outcome).key)).toEqual(keys);
    expect(await subjects(sandbox)).toEqual([...keys].sort());
  });
});

describe("finding by key", () => {
  it("finds the event that the key made, and nothing for another key", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox, "it's#1");
    const find = (key: string) => sandbox.connector.findByKey(actor, "appointment", key);
    expect(await find("it's#1")).toEqual(item);
    expect(await find("it's#2")).toBeNull();
  });

  it("does not find a copy that a person made, though it carries the key", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    await sandbox.person("POST", "/me/events", {
      subject: "Copy",
      start: { dateTime: "2026-11-25T08:00:00", timeZone: "UTC" },
      end: { dateTime: "2026-11-25T09:00:00", timeZone: "UTC" },
      singleValueExtendedProperties: [{ id: keyProperty, value: "link#1" }],
    });
    expect((await sandbox.connector.findByKey(actor, "appointment", "link#1"))?.id).toBe(item.id);
    await sandbox.person("DELETE", `/me/events/${item.id}`);
    expect(await sandbox.connector.findByKey(actor, "appointment", "link#1")).toBeNull();
  });
});

describe("changing", () => {
  const update = (item: Item, more: Fields, stamp = "s1"): WriteAction => ({
    kind: "update",
    id: item.id,
    precondition: item.version,
    fields: more,
    stamp,
  });

  it("changes only the fields sent, and leaves the stamp with them", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox, "link#1", { place: "Hamburg", categories: ["Visit"] });
    const [outcome] = await write(sandbox, update(item, { subject: "Changed" }));
    const changed = itemOf(outcome);
    expect(changed.version).not.toBe(item.version);
    expect(changed.fields).toEqual({ ...item.fields, subject: "Changed" });
    expect(await get(sandbox, item.id)).toMatchObject({
      item: { stamp: "s1", key: "link#1", version: changed.version, fields: changed.fields },
    });
  });

  it("is stale, and changes nothing, when the event has moved on", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    await sandbox.person("PATCH", `/me/events/${item.id}`, { subject: "By a person" });
    const outcomes = [
      ...(await write(sandbox, update(item, { subject: "Ours" }))),
      ...(await write(sandbox, { kind: "delete", id: item.id, precondition: item.version })),
    ];
    expect(outcomes).toMatchObject([
      { kind: "error", error: { code: "stale" } },
      { kind: "error", error: { code: "stale" } },
    ]);
    expect(await get(sandbox, item.id)).toMatchObject({
      item: { stamp: null, fields: { subject: "By a person" } },
    });
  });

  it("of an event that is gone is not found; deleting it is done already", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox);
    await sandbox.person("DELETE", `/me/events/${item.id}`);
    const outcomes = await write(sandbox, update(item, { subject: "Ours" }), {
      kind: "delete",
      id: item.id,
      precondition: item.version,
    });
    expect(outcomes).toMatchObject([
      { kind: "error", error: { code: "not-found" } },
      { kind: "gone" },
    ]);
  });

  it("of one refused field among many leaves the others be", async () => {
    const sandbox = sandboxed();
    const [one, two] = [await made(sandbox, "a#1"), await made(sandbox, "b#1")];
    sandbox.faults.add({
      method: "PATCH",
      path: encodeURIComponent(one.id),
      status: 503,
      times: 1,
      when: "before",
    });
    const outcomes = await write(
      sandbox,
      update(one, { subject: "1" }),
      update(two, { subject: "2" }),
    );
    expect(outcomes).toMatchObject([{ error: { code: "unavailable" } }, { kind: "written" }]);
  });
});

describe("any appointment", () => {
  const minute = fc.integer({
    min: Date.UTC(2026, 0, 1) / 60_000,
    max: Date.UTC(2027, 11, 1) / 60_000,
  });
  const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC");
  const instant = (minutes: number) =>
    new Date(minutes * 60_000).toISOString().replace(".000Z", "Z");
  const timed = fc
    .record({ minute, length: fc.integer({ min: 0, max: 3_000 }), zone })
    .map((one): Appointment["when"] => ({
      allDay: false,
      start: instant(one.minute),
      end: instant(one.minute + one.length),
      zone: one.zone,
    }));
  const days = fc
    .record({ minute, length: fc.integer({ min: 1, max: 9 }), zone })
    .map((one): Appointment["when"] => ({
      allDay: true,
      start: instant(one.minute).slice(0, 10),
      end: instant(one.minute + one.length * 1_440).slice(0, 10),
      zone: one.zone,
    }));
  const words = fc.stringMatching(/^[A-Za-zäöü€<>&"' ]{0,40}$/);
  const appointment = fc.record(
    {
      subject: words,
      when: fc.oneof(timed, days),
      place: fc.option(words),
      body: fc.option(fc.record({ format: fc.constant("text" as const), content: words })),
      showAs: fc.constantFrom("free", "tentative", "busy", "oof", "workingElsewhere"),
      sensitivity: fc.constantFrom("normal", "private"),
      importance: fc.constantFrom("low", "normal", "high"),
      reminder: fc.option(fc.integer({ min: 0, max: 20_160 })),
      categories: fc.uniqueArray(fc.constantFrom("Visit", "Call", "Blue"), { maxLength: 3 }),
    },
    { requiredKeys: ["subject", "when"] },
  );
  const meaning = (held: Fields, names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        appointmentSchemaRules.fields[name]?.fingerprint(held[name] ?? null),
      ]),
    );

  it("means the same after it went to Outlook and came back, and after going there again", async () => {
    const sandbox = sandboxed();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(appointment, async (sent) => {
        const names = Object.keys(sent);
        const item = await made(sandbox, `link${++count}#1`, sent);
        expect(meaning(item.fields, names)).toEqual(meaning(sent as Fields, names));
        const [again] = await write(sandbox, {
          kind: "update",
          id: item.id,
          precondition: item.version,
          fields: item.fields,
          stamp: "s",
        });
        expect(itemOf(again).fields).toEqual(item.fields);
      }),
      { numRuns: 60 },
    );
  });
});

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
    sandbox.graph.switches.deltaEmptyPages = true;
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
    const [found] = await connector.get({ ...actor, mailboxId: users[1]!.id }, "appointment", [
      "A",
    ]);
    expect(found).toMatchObject({ kind: "error", error: { code: "forbidden" } });
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
