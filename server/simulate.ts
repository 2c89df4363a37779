import type { Connector } from "./connectors/port/connector.ts";
import { ConnectorError } from "./connectors/port/connector-error.ts";
import { createMemoryConnector } from "./connectors/memory/memory.ts";
import { readFeed } from "./engine/mailboxes/feed.ts";
import { mailboxKey, scopeOf, type EngineDeps } from "./engine/mailboxes/mailbox.ts";
import { createProgress } from "./engine/progress.ts";
import { runMailbox } from "./engine/run/run.ts";
import { chanceOf } from "./lib/chance.ts";
import { manualClock } from "./lib/clock.ts";
import { countedIds } from "./lib/ids.ts";
import { calendarDefaults, calendarRules } from "./settings/calendar.ts";
import type { MailboxDocument } from "./store/documents/mailbox.ts";
import { createMemoryStore } from "./store/memory/memory.ts";
import { put, type Store } from "./store/store.ts";
import type { Fields } from "./sync/model.ts";

/** What came of one seed. */
export interface Simulated {
  readonly seed: number;
  readonly acts: number;
  /** Calls that failed before or after they were done, and stops in the middle of a run. */
  readonly faults: number;
  readonly items: number;
  /** What is not as it must be; empty where all is well. */
  readonly complaints: readonly string[];
}

/**
 * Plays a person's day with this build's own engine, in memory and from a seed: edits on both sides,
 * calls that fail before and after they are done, stops in the middle; then everything comes to rest
 * and both sides are compared. It tells whether this build does on this machine what it did on ours;
 * the developers' simulator (`npm run simulate`) knows far more rules, and plays against them.
 * Touches neither the folder nor the network.
 */
export async function simulate(seed: number, acts = 40): Promise<Simulated> {
  const world = await createWorld(seed);
  for (let act = 0; act < acts; act++) {
    world.actOnce();
    if (world.chance() < 0.5) await world.run();
  }
  world.mend();
  const complaints = await world.comeToRest();
  return { seed, acts, faults: world.faults(), items: world.items(), complaints };
}

/** A stop at some step, as a power cut makes it. */
class Stop extends Error {}

const person: MailboxDocument = {
  ...{ tenantId: "simulated", mailboxId: "ada", userId: "ada", name: "Ada", connectionId: "erp" },
  ...{ address: "ada@simulated.invalid", erpUserId: "ada", companyId: null, locationId: null },
  timeZone: "Europe/Berlin",
  jobs: { calendar: { enabled: true, outlookItems: "all", erpItems: true } },
  createdAt: "2026-01-05T08:00:00.000Z",
};
const start = Date.parse("2026-01-05T08:00:00Z");
const hourMs = 3_600_000;
const heldFields = ["subject", "when", "place", "body", "showAs", "sensitivity", "importance"];
const runsMax = 30;

async function createWorld(seed: number) {
  const chance = chanceOf(seed);
  const clock = manualClock(start);
  let isWell = false;
  let faults = 0;
  const fails = (share: number): boolean => {
    if (isWell || chance() >= share) return false;
    faults += 1;
    return true;
  };
  const outlook = createMemoryConnector({ side: "microsoft", clock, holds: heldFields });
  const erp = createMemoryConnector({ side: "erp", clock, holds: heldFields });
  const store = stopping(createMemoryStore(), () => fails(0.02));
  const scope = scopeOf(person);
  const weakErp = failing(erp, fails);
  const deps: EngineDeps = {
    ...{ store, clock, ids: countedIds(), progress: createProgress(clock) },
    graph: failing(outlook, fails),
    erp: () => weakErp,
    rules: () => calendarRules(calendarDefaults),
    log: { info: () => undefined, warn: () => undefined },
  };
  isWell = true;
  await store.commit(scope, [put("mailbox", mailboxKey, person)]);
  isWell = false;
  const atOutlook = { side: outlook, items: () => outlook.itemsOf("ada") };
  const atErp = { side: erp, items: () => erp.itemsOf("ada") };
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)];
  let made = 0;
  let expected = 0;

  const run = async (): Promise<void> => {
    clock.advance(1_000);
    try {
      await readFeed(deps, person.connectionId);
      await runMailbox(deps, scope);
    } catch (error) {
      // A process that stops, or an ERP that is away: the next run sees to it.
      if (!(error instanceof Stop) && !(error instanceof ConnectorError)) throw error;
    }
  };

  const spelled = ({ fields }: { readonly fields: Fields }): string =>
    JSON.stringify([fields["subject"], fields["when"], fields["place"]]);
  const shown = () => [atOutlook, atErp].map(({ items }) => items().map(spelled).sort());
  const writes = (): number => outlook.writes.length + erp.writes.length;

  return {
    chance,
    run,
    faults: () => faults,
    items: () => outlook.itemsOf("ada").length,
    mend: () => {
      isWell = true;
    },
    /** Somebody makes, edits or removes an appointment. What both sides hold is edited on both. */
    actOnce() {
      const at = chance() < 0.5 ? atOutlook : atErp;
      const item = pick(at.items());
      const kind = chance();
      clock.advance(60_000);
      if (item === undefined || kind < 0.4) {
        made += 1;
        at.side.add("ada", appointment(made));
        expected += 1;
      } else if (kind < 0.9) {
        const field = at.side === outlook ? "subject" : "place";
        at.side.edit(item.id, { [field]: `${field} ${Math.floor(chance() * 1e6)}` });
      }
    },
    async comeToRest(): Promise<readonly string[]> {
      for (let at = 0, quiet = 0; at < runsMax && quiet < 2; at++) {
        const before = writes();
        // What was set aside while calls failed is tried again within the hour.
        clock.advance(2 * hourMs);
        await run();
        quiet = writes() === before ? quiet + 1 : 0;
      }
      const before = writes();
      await run();
      const [ours = [], theirs = []] = shown();
      return [
        ...(JSON.stringify(ours) === JSON.stringify(theirs) ? [] : ["The sides differ."]),
        ...(ours.length === expected
          ? []
          : [`${ours.length} appointments instead of ${expected}.`]),
        ...(writes() === before ? [] : ["It does not come to rest."]),
      ];
    },
  };
}

function appointment(number: number): Fields {
  const begin = start + (24 + (number % 400)) * hourMs;
  const instant = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");
  return {
    subject: `Appointment ${number}`,
    when: {
      ...{ allDay: false, zone: "Europe/Berlin" },
      start: instant(begin),
      end: instant(begin + hourMs),
    },
    ...{ place: null, body: null, showAs: "busy", sensitivity: "normal", importance: "normal" },
  };
}

/** Calls that fail, half of them after they were done. */
function failing(inner: Connector, fails: (share: number) => boolean): Connector {
  const away = () => new ConnectorError("unavailable", inner.side, "It does not answer.");
  const weak =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (fails(0.06)) throw away();
      const answer = await call(...args);
      if (fails(0.06)) throw away();
      return answer;
    };
  return {
    ...inner,
    delta: weak((...args: Parameters<Connector["delta"]>) => inner.delta(...args)),
    get: weak((...args: Parameters<Connector["get"]>) => inner.get(...args)),
    write: weak((...args: Parameters<Connector["write"]>) => inner.write(...args)),
    findByKey: weak((...args: Parameters<Connector["findByKey"]>) => inner.findByKey(...args)),
  };
}

/** Commits at which the process stops, before or after they are done. */
function stopping(inner: Store, fails: () => boolean): Store {
  return {
    ...inner,
    async commit(...args) {
      if (fails()) throw new Stop();
      await inner.commit(...args);
      if (fails()) throw new Stop();
    },
  };
}
