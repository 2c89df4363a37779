/** What the wrappers make good, and what they cannot: the sentences of SPEC.md, tried out. */
import type { Connector, Promises } from "../../../server/connectors/port/connector.ts";
import type { TimestampSource } from "../../../server/connectors/port/facets.ts";
import { createMemoryConnector } from "../../../server/connectors/memory/memory.ts";
import {
  strengthened,
  usualStrengthening,
} from "../../../server/connectors/strengthen/strengthen.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { codeOf, create, created, drain, idsWith, read, update, write } from "../contract/acts.ts";
import { actor, fields, openMemory } from "../memory/harness.ts";

const { overlapMs, reconcileMs, settleMs } = usualStrengthening;

function open(
  promises: Partial<Promises>,
  below: (weak: Connector & TimestampSource) => Connector & TimestampSource = (weak) => weak,
) {
  return openMemory("erp", {
    promises,
    wrap: (weak, clock) => strengthened(below(weak), { ...usualStrengthening, clock }),
  });
}

describe("a side without a lock", () => {
  it("refuses what moved before it was read, though the side itself would not", async () => {
    const h = open({ lock: "none" });
    const id = await h.person.add("Before");
    const seen = await read(h, id);
    await h.person.edit(id, "A person was quicker");
    const [outcome] = await write(h, update(seen, { subject: "Too late" }));
    expect(codeOf(outcome)).toBe("stale");
  });

  it("tells two edits within one second apart", async () => {
    const h = open({ lock: "none", changes: "timestamp" });
    const id = await h.person.add("One");
    const seen = await read(h, id);
    await h.person.edit(id, "Two");
    expect((await read(h, id)).version).not.toBe(seen.version);
  });

  it("residue: an edit between the reading and the write is overwritten", async () => {
    let meanwhile = (): void => undefined;
    const h = open({ lock: "none" }, (weak) => ({
      ...weak,
      write: async (...args) => {
        meanwhile();
        return weak.write(...args);
      },
    }));
    const id = await h.person.add("Before");
    const seen = await read(h, id);
    meanwhile = () => h.memory.edit(id, { subject: "Overwritten", place: "Kept" });
    const [outcome] = await write(h, update(seen, { subject: "Ours" }));
    expect(outcome).toMatchObject({ item: { fields: { subject: "Ours", place: "Kept" } } });
  });
});

describe("a side that is searched for what a create made", () => {
  it("does not repeat a create that may still be on its way", async () => {
    const late: (() => Promise<unknown>)[] = [];
    const h = open({ create: "search" }, (weak) => ({
      ...weak,
      write: async (...args) => {
        if (late.length > 0) return weak.write(...args);
        late.push(async () => weak.write(...args));
        h.memory.failNext({ call: "write", code: "unavailable", when: "before" });
        return weak.write(...args);
      },
    }));
    expect(codeOf((await write(h, create(h, "link-1#1", "Late")))[0])).toBe("unavailable");
    expect(codeOf((await write(h, create(h, "link-1#1", "Late")))[0])).toBe("throttled");
    await late[0]?.();
    h.clock.advance(settleMs);
    await created(h, "link-1#1", "Late");
    expect(await idsWith(h, "Late")).toHaveLength(1);
  });

  it("residue: what lands after it was repeated stands twice", async () => {
    const h = open({ create: "search" });
    await created(h, "link-1#1", "Late");
    await h.memory.write(actor, "appointment", [create(h, "link-1#1", "Late")]);
    expect(await idsWith(h, "Late")).toHaveLength(2);
  });

  it("residue: an item that was deleted before its reply was seen is made again", async () => {
    const h = open({ create: "search" });
    h.fail({ kind: "lost-create" });
    await write(h, create(h, "link-1#1", "Deleted"));
    const [made] = h.memory.itemsOf("ada");
    h.memory.remove(made!.id);
    h.clock.advance(settleMs);
    expect((await created(h, "link-1#1", "Deleted")).id).not.toBe(made!.id);
  });

  it("residue: a copy is taken for the item whose original is gone", async () => {
    const h = open({ create: "search" });
    const { id } = await created(h, "link-1#1", "Original");
    const copy = await h.person.copy(id);
    await h.person.remove(id);
    expect((await created(h, "link-1#1", "Original")).id).toBe(copy);
  });
});

describe("a side that tells no removals", () => {
  it("is listed whole every so often, and what is missing is told by its absence", async () => {
    const h = open({ deletes: "reconcile" });
    const id = await h.person.add("Removed");
    const first = await drain(h, null);
    await h.person.remove(id);
    const unseen = await drain(h, first.cursor);
    expect(unseen).toMatchObject({ changes: [], complete: false });
    h.clock.advance(reconcileMs);
    expect(await drain(h, unseen.cursor)).toMatchObject({ changes: [], complete: true });
  });

  it("offers no feed, for nobody would list it then", () => {
    expect(open({ deletes: "reconcile" }).connector.feed).toBeUndefined();
    expect(open({}).connector.feed).toBeDefined();
  });
});

describe("a side that is asked by time of change", () => {
  function slow() {
    const clock = manualClock(Date.parse("2026-11-20T08:00:00Z"));
    let lateMs = 0;
    const memory = createMemoryConnector({
      side: "erp",
      clock,
      holds: ["subject", "when"],
      pageSize: 2,
      promises: { changes: "timestamp" },
      timeOfChange: () => clock.now() - lateMs,
    });
    const connector = strengthened(memory, { ...usualStrengthening, clock });
    const h = { ...openMemory("erp"), connector };
    return {
      clock,
      drain: (cursor: string | null) => drain(h, cursor),
      addLate: (subject: string, ms: number) => {
        lateMs = ms;
        const id = memory.add("ada", fields(subject));
        lateMs = 0;
        return id;
      },
    };
  }

  it("sees what became visible later than the time it bears", async () => {
    const side = slow();
    side.addLate("On time", 0);
    const { cursor } = await side.drain(null);
    side.clock.advance(1_000);
    const id = side.addLate("A transaction of half a minute", overlapMs / 2);
    const { changes } = await side.drain(cursor);
    expect(changes.map((one) => one.id)).toContain(id);
  });

  it("goes on within a second that is longer than a page", async () => {
    const side = slow();
    const ids = ["One", "Two", "Three", "Four", "Five"].map((one) => side.addLate(one, 0));
    const { changes, cursor } = await side.drain(null);
    expect(changes.map((one) => one.id)).toEqual(ids);
    expect(await side.drain(cursor)).toMatchObject({ complete: false });
  });

  it("does not look further back in every quiet round", async () => {
    const side = slow();
    side.addLate("Long ago", 0);
    let { cursor } = await side.drain(null);
    for (let round = 0; round < 5; round++) {
      const next = await side.drain(cursor);
      expect(next.cursor).toBe(cursor);
      cursor = next.cursor;
    }
  });

  it("residue: what becomes visible later than the overlap is found by the next whole list", async () => {
    const side = slow();
    side.addLate("On time", 0);
    const { cursor } = await side.drain(null);
    const id = side.addLate("A transaction of minutes", overlapMs * 2);
    const missed = await side.drain(cursor);
    expect(missed.changes.map((one) => one.id)).not.toContain(id);
    const { changes } = await side.drain(null);
    expect(changes.map((one) => one.id)).toContain(id);
  });
});
