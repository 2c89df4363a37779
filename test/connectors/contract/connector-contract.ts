/* eslint-disable jest/no-export -- a suite that every connector's own test file runs */
/**
 * What every connector promises the engine. Each connector's test file gives a harness that acts on
 * the system behind the connector as a person would, and runs:
 *
 *     connectorContract("demo ERP", () => openDemo());
 *
 * A promise that a system cannot keep is exempted by its exact name, with the reason.
 */
import { customName } from "../../../server/resources/appointment/mapped.ts";
import {
  added,
  codeOf,
  create,
  created,
  drain,
  failureOf,
  find,
  idsWith,
  itemOf,
  read,
  remove,
  update,
  write,
} from "./acts.ts";
import type { ConnectorHarness, Exemption } from "./harness.ts";

/** Runs the contract against what `open` makes; a fresh one per test. */
export function connectorContract(
  name: string,
  open: () => ConnectorHarness | Promise<ConnectorHarness>,
  exemptions: readonly Exemption[] = [],
): void {
  const used = new Set<string>();
  const promise = (test: string, body: (harness: ConnectorHarness) => Promise<void>) => {
    const exemption = exemptions.find((one) => one.test === test);
    used.add(test);
    const run = async () => body(await open());
    const title = exemption === undefined ? test : `${test} (${exemption.reason})`;
    (exemption === undefined ? it : it.skip)(title, run);
  };

  describe(`${name} keeps the connector's contract:`, () => {
    creates(promise);
    updates(promise);
    removals(promise);
    reads(promise);
    deltas(promise);
    failures(promise);

    it("every exemption names a promise", () => {
      expect(exemptions.map(({ test }) => test).filter((test) => !used.has(test))).toEqual([]);
    });
  });
}

type Declare = (test: string, body: (harness: ConnectorHarness) => Promise<void>) => void;

function creates(promise: Declare): void {
  promise("a create answers the item with its key, as it reads back", async (h) => {
    const item = await created(h, "link-1#0", "Made by us");
    expect(item).toMatchObject({ key: "link-1#0", fields: { subject: "Made by us" } });
    expect(await read(h, item.id)).toEqual(item);
  });

  promise("a time reads back at its instants, also where it ends at midnight", async (h) => {
    const when = { allDay: false, start: "2026-11-24T21:00:00Z", end: "2026-11-24T23:00:00Z" };
    const fields = { ...h.fields("Until midnight"), when: { ...when, zone: "Europe/Berlin" } };
    const [outcome] = await write(h, { kind: "create", key: "link-1#0", fields });
    expect(itemOf(outcome).fields["when"]).toMatchObject(when);
  });

  promise("a repeated create answers the item it made first", async (h) => {
    const first = await created(h, "link-1#0", "Once");
    const again = await created(h, "link-1#0", "Once");
    expect(again.id).toBe(first.id);
    expect(await idsWith(h, "Once")).toEqual([first.id]);
  });

  promise("a create whose reply was lost is found by repeating it", async (h) => {
    h.fail({ kind: "lost-create" });
    const [lost] = await write(h, create(h, "link-1#0", "Lost reply"));
    expect(codeOf(lost)).toBe("unavailable");
    const item = await created(h, "link-1#0", "Lost reply");
    expect(await idsWith(h, "Lost reply")).toEqual([item.id]);
  });

  promise("two keys make two items, however alike", async (h) => {
    const one = await created(h, "link-1#0", "Twin");
    const two = await created(h, "link-2#0", "Twin");
    expect(two.id).not.toBe(one.id);
  });

  promise("a key whose item was deleted is spent", async (h) => {
    const { id } = await created(h, "link-1#0", "Short-lived");
    await h.person.remove(id);
    const [outcome] = await write(h, create(h, "link-1#0", "Short-lived"));
    expect(outcome).toEqual({ kind: "spent" });
    expect(await idsWith(h, "Short-lived")).toEqual([]);
  });

  promise("a key finds what its create made, and nothing else", async (h) => {
    const { connector, actor } = h;
    const { id } = await created(h, "link-1#0", "Keyed");
    await h.person.edit(id, "Renamed");
    expect((await connector.findByKey(actor, "appointment", "link-1#0"))?.id).toBe(id);
    expect(await connector.findByKey(actor, "appointment", "link-1#1")).toBeNull();
    await h.person.remove(id);
    expect(await connector.findByKey(actor, "appointment", "link-1#0")).toBeNull();
  });

  promise("a person's copy of an item does not carry its key", async (h) => {
    const { connector, actor } = h;
    const { id } = await created(h, "link-1#0", "Original");
    const twin = await h.person.copy(id);
    expect((await read(h, twin)).key).toBeNull();
    expect((await connector.findByKey(actor, "appointment", "link-1#0"))?.id).toBe(id);
    await h.person.remove(id);
    expect(await connector.findByKey(actor, "appointment", "link-1#0")).toBeNull();
  });
}

function updates(promise: Declare): void {
  promise("an update changes the fields sent and no other", async (h) => {
    const before = await added(h, "Before");
    const [outcome] = await write(h, update(before, { subject: "After" }));
    const after = itemOf(outcome);
    expect(after.fields).toEqual({ ...before.fields, subject: "After" });
    expect(after.version).not.toBe(before.version);
    expect(await read(h, before.id)).toEqual(after);
  });

  promise(
    "the stamp of an update can be read afterwards, also after a person's edit",
    async (h) => {
      const before = await added(h, "Stamped");
      expect(before.stamp).toBeNull();
      const [outcome] = await write(h, update(before, { subject: "Stamped by us" }));
      expect(itemOf(outcome).stamp).toBe("op-1");
      await h.person.edit(before.id, "Edited since");
      expect(await read(h, before.id)).toMatchObject({
        stamp: "op-1",
        fields: { subject: "Edited since" },
      });
    },
  );

  promise("an update whose reply was lost shows by its stamp that it landed", async (h) => {
    const before = await added(h, "Before");
    h.fail({ kind: "lost-update" });
    const [lost] = await write(h, update(before, { subject: "After" }));
    expect(codeOf(lost)).toBe("unavailable");
    expect(await read(h, before.id)).toMatchObject({
      stamp: "op-1",
      fields: { subject: "After" },
    });
  });

  promise("an update of what has moved is stale and changes nothing", async (h) => {
    const before = await added(h, "Before");
    await h.person.edit(before.id, "A person was quicker");
    const [outcome] = await write(h, update(before, { subject: "Too late" }));
    expect(codeOf(outcome)).toBe("stale");
    expect(await read(h, before.id)).toMatchObject({
      stamp: null,
      fields: { subject: "A person was quicker" },
    });
  });

  promise("an update of what is gone is not-found", async (h) => {
    const before = await added(h, "Gone");
    await h.person.remove(before.id);
    const [outcome] = await write(h, update(before, { subject: "Back?" }));
    expect(codeOf(outcome)).toBe("not-found");
  });
}

function removals(promise: Declare): void {
  promise("a delete removes the item, and a repeated one finds it gone", async (h) => {
    const item = await added(h, "Delete me");
    expect(await write(h, remove(item))).toEqual([{ kind: "gone" }]);
    expect(await find(h, item.id)).toEqual({ kind: "missing" });
    expect(await write(h, remove(item))).toEqual([{ kind: "gone" }]);
  });

  promise("a delete of what has moved is stale and deletes nothing", async (h) => {
    const item = await added(h, "Wanted");
    await h.person.edit(item.id, "Still wanted");
    const [outcome] = await write(h, remove(item));
    expect(codeOf(outcome)).toBe("stale");
    expect((await read(h, item.id)).fields["subject"]).toBe("Still wanted");
  });
}

function reads(promise: Declare): void {
  promise("get answers in the order asked, what is not there as missing", async (h) => {
    const [one, two] = [await added(h, "One"), await added(h, "Two")];
    await h.person.remove(one.id);
    const found = await h.connector.get(h.actor, "appointment", [two.id, one.id, two.id]);
    expect(found.map(({ kind }) => kind)).toEqual(["found", "missing", "found"]);
  });

  promise(
    "what a person set is read in full, and only in fields that the side holds",
    async (h) => {
      const item = await created(h, "link-1#0", "In full");
      const { when } = h.fields("In full");
      expect(item.fields["when"]).toMatchObject(when as object);
      const held = h.connector.capabilities.holds.appointment;
      const isOwn = (field: string): boolean => field.startsWith(customName(""));
      expect(Object.keys(item.fields).filter((one) => !held.has(one) && !isOwn(one))).toEqual([]);
    },
  );

  promise("nobody reads or changes what is another person's", async (h) => {
    const item = await added(h, "Private matter");
    const { connector, stranger } = h;
    expect(await connector.get(stranger, "appointment", [item.id])).toEqual([{ kind: "missing" }]);
    await connector.write(stranger, "appointment", [update(item, { subject: "Mine" })]);
    await connector.write(stranger, "appointment", [remove(item)]);
    expect(await read(h, item.id)).toEqual(item);
  });

  promise("one unreadable item among others is an error in its place only", async (h) => {
    const [good, bad] = [await added(h, "Good"), await added(h, "Bad")];
    await h.spoil(bad.id);
    const found = await h.connector.get(h.actor, "appointment", [bad.id, good.id]);
    expect(found).toMatchObject([
      { kind: "error", error: { code: "rejected" } },
      { kind: "found", item: { id: good.id } },
    ]);
    const listed = await drain(h, null);
    expect(listed.changes.map(({ id }) => id)).toEqual(expect.arrayContaining([good.id, bad.id]));
  });

  promise("one refused write among others fails alone, naming the field", async (h) => {
    const { refused } = h;
    const outcomes = await write(
      h,
      create(h, "link-1#0", "First"),
      { kind: "create", key: "link-2#0", fields: { ...h.fields("Bad"), ...refused.fields } },
      create(h, "link-3#0", "Third"),
    );
    expect(outcomes).toMatchObject([
      { kind: "written" },
      { kind: "error", error: { code: "rejected", facts: { field: refused.field } } },
      { kind: "written" },
    ]);
  });

  promise("check tells who we are", async (h) => {
    const { user, facts } = await h.connector.check(h.actor);
    expect(user).not.toBe("");
    expect(facts).not.toEqual([]);
  });
}

function deltas(promise: Declare): void {
  promise("delta without a cursor lists everything and says that it is complete", async (h) => {
    const ids = [(await added(h, "One")).id, (await added(h, "Two")).id];
    const { changes, complete } = await drain(h, null);
    expect(complete).toBe(true);
    expect(changes.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });

  promise("delta from a cursor tells every create, edit and removal at least once", async (h) => {
    const [edited, removed] = [await added(h, "Edited"), await added(h, "Removed")];
    const { cursor } = await drain(h, null);
    await h.person.edit(edited.id, "Edited twice");
    await h.person.remove(removed.id);
    const made = await h.person.add("Made");
    const { changes, complete } = await drain(h, cursor);
    const ids = changes.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([edited.id, made]));
    // Changes tell a removal by its id, a whole list by leaving it out.
    expect(ids.includes(removed.id)).toBe(!complete);
    // Absence is confirmed by get: the delta itself may be stale.
    expect(await find(h, removed.id)).toEqual({ kind: "missing" });
  });

  promise("a cursor answers the same changes when it is used again", async (h) => {
    const { cursor } = await drain(h, null);
    const made = await h.person.add("Read twice");
    for (const round of [1, 2]) {
      const ids = (await drain(h, cursor)).changes.map(({ id }) => id);
      expect({ round, ids }).toEqual({ round, ids: expect.arrayContaining([made]) as unknown });
    }
  });

  promise("what happens while a list is read is told by the cursor it ends with", async (h) => {
    const first = await h.connector.delta(h.actor, h.scope, null);
    const made = await h.person.add("Meanwhile");
    const rest = first.more ? await drain(h, first.cursor) : first;
    const later = await drain(h, rest.cursor);
    const ids = [...rest.changes, ...later.changes].map(({ id }) => id);
    expect(ids).toContain(made);
  });

  promise("our own writes come back in the delta", async (h) => {
    const { cursor } = await drain(h, null);
    const item = await created(h, "link-1#0", "Ours");
    const after = await drain(h, cursor);
    expect(after.changes.map(({ id }) => id)).toContain(item.id);
    await write(h, update(item, { subject: "Ours, changed" }));
    const later = await drain(h, after.cursor);
    expect(later.changes.map(({ id }) => id)).toContain(item.id);
  });

  promise("an expired cursor is cursor-expired, and a new list heals it", async (h) => {
    const { cursor } = await drain(h, null);
    await h.expireCursors();
    const error = await failureOf(h.connector.delta(h.actor, h.scope, cursor));
    expect(error.code).toBe("cursor-expired");
    expect((await drain(h, null)).complete).toBe(true);
  });
}

function failures(promise: Declare): void {
  promise("throttling tells when the side will listen again", async (h) => {
    h.fail({ kind: "throttled", retryAfterSeconds: 120 });
    const error = await failureOf(h.connector.delta(h.actor, h.scope, null));
    expect(error).toMatchObject({ code: "throttled", facts: { retryAfterMs: 120_000 } });
  });

  promise("an outage is unavailable", async (h) => {
    h.fail({ kind: "unavailable" });
    const error = await failureOf(h.connector.delta(h.actor, h.scope, null));
    expect(error.code).toBe("unavailable");
  });

  promise("a refused sign-in is unauthorized, and says so without secrets", async (h) => {
    h.fail({ kind: "unauthorized" });
    const error = await failureOf(h.connector.delta(h.actor, h.scope, null));
    expect(error.code).toBe("unauthorized");
    expect(error.side).toBe(h.connector.side);
  });

  promise("an outage in the middle of writing is told per action and loses none", async (h) => {
    h.fail({ kind: "unavailable" });
    const outcomes = await write(
      h,
      create(h, "link-1#0", "During an outage"),
      create(h, "link-2#0", "During an outage too"),
    );
    expect(outcomes).toHaveLength(2);
    await created(h, "link-1#0", "During an outage");
    await created(h, "link-2#0", "During an outage too");
    expect(await idsWith(h, "During an outage")).toHaveLength(1);
  });
}
