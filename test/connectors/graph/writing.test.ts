import type { Item, WriteAction } from "../../../server/connectors/port/item.ts";
import { keyProperty } from "../../../server/connectors/graph/event/properties.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { create, fields, get, itemOf, made, subjects, write } from "./acts.ts";
import { sandboxed } from "./sandbox.ts";
import { actor } from "./stub.ts";

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

  it("does not take a refusal without a reason for a spent key (quirk conflict-412)", async () => {
    const sandbox = sandboxed();
    sandbox.faults.add({
      method: "POST",
      path: "/me/events",
      times: 1,
      when: "before",
      status: 412,
    });
    const [refused] = await write(sandbox, create("link#1"));
    expect(refused).toMatchObject({ kind: "error", error: { code: "unavailable" } });
    const [repeated] = await write(sandbox, create("link#1"));
    expect(itemOf(repeated).key).toBe("link#1");
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
