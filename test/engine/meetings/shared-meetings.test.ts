import fc from "fast-check";
import type { Connector } from "../../../server/connectors/port/connector.ts";
import { createMemoryConnector } from "../../../server/connectors/memory/memory.ts";
import { readFeed } from "../../../server/engine/mailboxes/feed.ts";
import { newLinkId } from "../../../server/engine/run/link-id.ts";
import { mailboxKey, scopeOf, type EngineDeps } from "../../../server/engine/mailboxes/mailbox.ts";
import { createProgress } from "../../../server/engine/progress.ts";
import { runMailbox } from "../../../server/engine/run/run.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { countedIds } from "../../../server/lib/ids.ts";
import { calendarDefaults, calendarRules } from "../../../server/settings/calendar.ts";
import type { MailboxDocument } from "../../../server/store/documents/mailbox.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, type Store } from "../../../server/store/store.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { ada, appointment, erpFields, outlookFields, start } from "../harness.ts";

jest.setTimeout(600_000);

/** Ada organizes; the others are asked. */
const names = ["ada", "bob", "cas"] as const;
type Name = (typeof names)[number];
const addressOf = (name: Name): string => `${name}@contoso.example`;

const meeting: Fields = appointment("Kick-off", 24, {
  attendees: names.map((name) => ({
    address: addressOf(name),
    name,
    kind: "required",
    response: "none",
  })),
});

/** The process of a run ends here. */
class Crash extends Error {}

interface Together {
  readonly choices: readonly number[];
  /** By person: the step of his run that is its last; 0 for none. */
  readonly lastSteps: readonly number[];
  readonly afterMs: number;
}

/** Whose turn it is among several runs: at each step of one of them, chance says who goes on. */
function createTurns(choices: readonly number[]) {
  const waiting: (() => void)[] = [];
  let made = 0;
  return {
    turn: async (): Promise<void> => {
      await new Promise<void>((go) => waiting.push(go));
    },
    async until(runs: readonly Promise<unknown>[]): Promise<void> {
      let open = runs.length;
      for (const run of runs) void run.finally(() => open--).catch(() => undefined);
      while (open > 0) {
        await new Promise((resolve) => setImmediate(resolve));
        if (waiting.length === 0) continue;
        const at = (choices[made++] ?? 0) % waiting.length;
        waiting.splice(at, 1)[0]?.();
      }
    },
  };
}

/** Three mailboxes of one company with a copy of one meeting, and the real engine over memory. */
async function company() {
  const clock = manualClock(start);
  const store = createMemoryStore();
  const ids = countedIds();
  const outlook = createMemoryConnector({
    side: "microsoft",
    clock,
    holds: outlookFields,
    detailsOf: (owner) => ({
      iCalUId: "meeting-1",
      organizer: owner === "ada",
      organizerAddress: addressOf("ada"),
    }),
  });
  const erp = createMemoryConnector({
    side: "erp",
    clock,
    holds: erpFields,
    sharedWith: () => names.map((name) => `U-${name}`),
    detailsOf: () => ({ organizer: false }),
  });
  const mailboxes = names.map((name): MailboxDocument => ({
    ...ada,
    mailboxId: name,
    userId: name,
    name,
    address: addressOf(name),
    erpUserId: `U-${name}`,
  }));
  for (const mailbox of mailboxes) {
    await store.commit(scopeOf(mailbox), [put("mailbox", mailboxKey, mailbox)]);
  }
  const events = new Map(names.map((name) => [name, outlook.add(name, meeting)]));
  const scope = (name: Name) => scopeOf(mailboxes[names.indexOf(name)]!);
  const deps: EngineDeps = {
    ...{ store, clock, ids, graph: outlook, erp: () => erp },
    // What is deleted in the ERP is made again: by one of them.
    rules: () => calendarRules({ ...calendarDefaults, afterDeleteInErp: "recreate" }),
    progress: createProgress(clock),
    log: { info: () => undefined, warn: () => undefined },
  };

  /** The engine of one run: every step of it waits for its turn, and one may be its last. */
  const engineOf = (turn: () => Promise<void>, lastStep: number): EngineDeps => {
    let step = 0;
    const guard = async <T>(work: () => Promise<T>): Promise<T> => {
      await turn();
      const isLast = ++step === lastStep;
      if (isLast && lastStep % 2 === 0) throw new Crash();
      const result = await work();
      if (isLast) throw new Crash();
      return result;
    };
    const stepping = (inner: Connector): Connector => ({
      ...inner,
      delta: (...args) => guard(async () => inner.delta(...args)),
      get: (...args) => guard(async () => inner.get(...args)),
      write: (...args) => guard(async () => inner.write(...args)),
    });
    const steppingStore: Store = {
      ...store,
      get: async (...args) => {
        if (args[1] === "index") await turn();
        return store.get(...args);
      },
      list: async (...args) => {
        await turn();
        return store.list(...args);
      },
      acquire: (...args) => guard(async () => store.acquire(...args)),
      commit: (...args) => guard(async () => store.commit(...args)),
    };
    return { ...deps, store: steppingStore, graph: stepping(outlook), erp: () => stepping(erp) };
  };

  return {
    erp,
    async wish(name: Name, on: boolean): Promise<void> {
      const microsoftId = events.get(name) ?? "";
      const links = [...(await store.list(scope(name), "links")).values()];
      const known = links.find((link) => link.ids.microsoft === microsoftId);
      if (!on && known === undefined) return;
      const linkId = known?.id ?? newLinkId(ids, "microsoft", microsoftId);
      const companion = { type: null, records: [{ type: "customer", id: `of-${name}` }] };
      await store.commit(scope(name), [
        put(
          "inbox",
          ids.next(),
          on
            ? { kind: "choose", resource: "appointment", microsoftId, linkId, companion }
            : { kind: "release", linkId, removeErpCopy: false },
        ),
      ]);
    },
    removes: () => {
      for (const { id } of names.flatMap((name) => erp.itemsOf(`U-${name}`))) erp.remove(id);
    },
    renames: (subject: string) => {
      for (const id of events.values()) outlook.edit(id, { subject });
    },
    /** One run of each, step by step beside each other; some end before they are done. */
    async together({ choices, lastSteps, afterMs }: Together): Promise<void> {
      const turns = createTurns(choices);
      clock.advance(afterMs);
      const runs = names.map(async (name, at) => {
        const engine = engineOf(turns.turn, lastSteps[at] ?? 0);
        await runMailbox(engine, scope(name)).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
      });
      await turns.until(runs);
      await Promise.all(runs);
    },
    /** A run of one between what another decided and what it stores of that. */
    async between(late: Name, early: Name): Promise<void> {
      await readFeed(deps, "demo");
      const onDecided = async (): Promise<void> => {
        await runMailbox(deps, scope(early));
      };
      await runMailbox({ ...deps, onDecided }, scope(late));
    },
    /** Time enough, and nothing goes wrong any more. */
    async rest(): Promise<void> {
      for (let round = 0; round < 6; round++) {
        clock.advance(20 * 60 * 1000);
        await readFeed(deps, "demo");
        for (const name of names) await runMailbox(deps, scope(name));
      }
    },
    async links() {
      const all = await Promise.all(
        names.map(async (name) => [...(await store.list(scope(name), "links")).values()]),
      );
      return all.flat().filter(({ choice }) => choice !== "off");
    },
  };
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant("wish" as const),
    who: fc.constantFrom(...names),
    on: fc.constantFrom(true, true, true, false),
  }),
  fc.record({ kind: fc.constant("rename" as const), subject: fc.constantFrom("One", "Two") }),
  fc.record({ kind: fc.constant("remove" as const) }),
  fc.record({
    kind: fc.constant("together" as const),
    // Longer than a claim is young, at times.
    afterMs: fc.constantFrom(1_000, 1_000, 20 * 60_000),
    choices: fc.array(fc.nat(5), { maxLength: 60 }),
    lastSteps: fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 3, maxLength: 3 }),
  }),
);

describe("rule 17: runs of several mailboxes beside each other", () => {
  it("make one activity of one meeting, wherever they are stopped", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
        const world = await company();
        for (const one of steps) {
          if (one.kind === "wish") await world.wish(one.who, one.on);
          else if (one.kind === "rename") world.renames(one.subject);
          else if (one.kind === "remove") world.removes();
          else await world.together(one);
        }
        await world.rest();
        // Whose it is each link asks when it has something to decide.
        world.renames("Three");
        await world.rest();
        const links = await world.links();
        const all = names.flatMap((name) => world.erp.itemsOf(`U-${name}`));
        const activities = new Set(all.map(({ id }) => id));
        expect(activities.size).toBeLessThanOrEqual(1);
        expect(activities.size).toBeGreaterThanOrEqual(Math.min(1, links.length));
        expect(
          links.filter(({ erp, ids }) => erp == null || !activities.has(ids.erp ?? "")),
        ).toEqual([]);
        const owners = links.filter(({ guestOf }) => guestOf === undefined);
        expect(owners).toHaveLength(Math.min(1, links.length));
        const subjects = all.map(({ fields }) => fields["subject"]);
        expect(owners.length === 0 ? ["Three"] : subjects).toEqual(["Three"]);
        const before = world.erp.writes.length;
        await world.rest();
        expect(world.erp.writes).toHaveLength(before);
      }),
      { numRuns: Number(process.env["SHARED_SCHEDULES"] ?? 250) },
    );
  });
});

describe("rule 17: an activity that was deleted and is to be made again", () => {
  it("is waited for by an attendee while its organizer is about to make it", async () => {
    const world = await company();
    for (const name of ["ada", "bob"] as const) await world.wish(name, true);
    await world.rest();
    world.removes();
    await world.between("ada", "bob");
    expect(world.erp.itemsOf("U-ada")).toHaveLength(1);
    await world.rest();
    const [activity, ...others] = names.flatMap((name) => world.erp.itemsOf(`U-${name}`));
    expect(others).toEqual([]);
    const links = await world.links();
    expect(links.map(({ ids, guestOf }) => [ids.erp, guestOf])).toEqual([
      [activity?.id, undefined],
      [activity?.id, "ada"],
    ]);
  });
});
