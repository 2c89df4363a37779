import type { Actor, Item, ItemDetails } from "../../server/connectors/port/item.ts";
import type { MemoryConnector } from "../../server/connectors/memory/acts.ts";
import { createMemoryConnector } from "../../server/connectors/memory/memory.ts";
import { manualClock, type Clock } from "../../server/lib/clock.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { MailboxDocument } from "../../server/store/documents/mailbox.ts";
import type { Store } from "../../server/store/store.ts";
import { calendarDefaults, type CalendarSettings } from "../../server/settings/calendar.ts";
import type { Fields, Side, Value } from "../../server/sync/model.ts";
import type { CallClass, Fault, Schedule } from "./schedule.ts";
import { exceptionsOf, isMaster, settleSeries } from "./series.ts";

/** A process ends at this step of its input and output. */
export class Crash extends Error {}

/** A rule that must hold did not. */
export class Violation extends Error {
  override readonly name = "Violation";
}

export interface Person {
  readonly mailbox: MailboxDocument;
  readonly name: string;
  /** What is his on each side. */
  readonly owner: Readonly<Record<Side, string>>;
}

export interface Notification {
  readonly atMs: number;
  readonly side: Side;
  readonly mailbox: number;
  readonly process: number;
}

interface Waiting {
  readonly label: string;
  readonly until: number;
  readonly go: () => void;
}

/** So many deletions that no brake holds them. */
export const brakeReleased = 1_000;

export const placeNames: Readonly<Record<Side, string>> = {
  microsoft: "Outlook",
  erp: "the ERP",
};

const holds = ["subject", "place", "when", "attendees", "sensitivity"];

/** Everything outside the engine: both sides, the durable store, time, and whose turn it is. */
export interface World {
  readonly schedule: Schedule;
  readonly clock: ReturnType<typeof manualClock>;
  readonly store: Store;
  readonly people: readonly Person[];
  settings: CalendarSettings;
  /** Requests and replies so far. */
  step: number;
  /** Of everything that was asked and answered. */
  hash: number;
  faultsOn: boolean;
  /** Calls that this side still leaves without an answer. */
  readonly down: Record<Side, number>;
  /** People whose sign-in was revoked. */
  readonly revoked: Set<string>;
  readonly notifications: Notification[];
  /** Requests that land later than their caller waits. */
  readonly late: { readonly step: number; readonly land: () => void }[];
  /** The side in memory that serves this person. */
  side(side: Side, actor: Pick<Actor, "tenantId">): MemoryConnector;
  /** What a person sees as an item on a side: where days are, their series is none. */
  itemsOf(side: Side, mailbox: number): readonly Item[];
  /** The fault that this call of its class meets. */
  faultOf(call: CallClass): Fault | undefined;
  /** What chance decides next, 0 to `below` - 1; 0 once the schedule says no more. */
  chance(below: number): number;
  /** Waits for its turn among all that is on its way. */
  turn(label: string, pausedFor?: number): Promise<void>;
  /** Lets turns pass until all of these have ended. */
  during(tasks: readonly Promise<unknown>[]): Promise<void>;
  /** Our own clock is set back; time goes on elsewhere. */
  setBack(ms: number): void;
  tell(line: () => string): void;
  note(text: string): void;
}

export interface WorldOptions {
  /** Called at every step, before whatever happens in it. */
  readonly atStep: () => void;
  /** A line of the story, where it is told. */
  readonly tell?: (line: string) => void;
}

export function createWorld(schedule: Schedule, options: WorldOptions): World {
  const clock = manualClock(Date.parse(schedule.startsAt));
  let setBackMs = 0;
  /** What time it is on the sides, whatever our own clock was set to. */
  const theirs: Clock = { now: () => clock.now() + setBackMs };
  const people = peopleOf(schedule);
  const counts = new Map<CallClass, number>();
  const faults = new Map(schedule.faults.map((fault) => [`${fault.call} ${fault.nth}`, fault]));
  const waiting: Waiting[] = [];
  let choices = 0;

  const serve = (side: Side): MemoryConnector => createSide(side, schedule, theirs);
  const served = new Map<string, Record<Side, MemoryConnector>>();
  for (const { mailbox } of people) {
    if (served.has(mailbox.tenantId)) continue;
    served.set(mailbox.tenantId, { microsoft: serve("microsoft"), erp: serve("erp") });
  }

  const world: World = {
    schedule,
    clock,
    store: createMemoryStore(),
    people,
    settings: { ...calendarDefaults, brakeDeletions: 30, ...schedule.settings },
    step: 0,
    hash: 7,
    faultsOn: true,
    down: { microsoft: 0, erp: 0 },
    revoked: new Set(),
    notifications: [],
    late: [],
    side: (side, { tenantId }) => served.get(tenantId)![side],
    itemsOf(side, at) {
      const { owner, mailbox } = people[at]!;
      const all = world.side(side, mailbox).itemsOf(owner[side]);
      return schedule.scene === "days" ? all.filter((one) => !isMaster(one.fields)) : all;
    },
    faultOf(call) {
      const nth = counts.get(call) ?? 0;
      counts.set(call, nth + 1);
      return world.faultsOn ? faults.get(`${call} ${nth}`) : undefined;
    },
    chance: (below) => (schedule.turns[choices++] ?? 0) % below,
    async turn(label, pausedFor = 0) {
      await new Promise<void>((go) => {
        waiting.push({ label, until: world.step + pausedFor, go });
      });
      world.step++;
      clock.advance(11);
      world.note(label);
      options.atStep();
      for (let at = world.late.length - 1; at >= 0; at--) {
        if (world.late[at]!.step <= world.step) world.late.splice(at, 1)[0]!.land();
      }
    },
    async during(tasks) {
      let open = tasks.length;
      for (const task of tasks) void task.then(() => open--);
      for (let idle = 0; open > 0; idle++) {
        if (idle > 50) throw new Violation("The engine waits for something that never comes.");
        // All that can run without an answer from outside has run when this returns.
        await new Promise<void>((go) => setImmediate(go));
        if (waiting.length === 0) continue;
        idle = 0;
        const ready = waiting.filter((one) => one.until <= world.step);
        const from = ready.length > 0 ? ready : waiting;
        const next = from.length === 1 ? from[0]! : from[world.chance(from.length)]!;
        waiting.splice(waiting.indexOf(next), 1);
        next.go();
      }
    },
    setBack(ms) {
      clock.advance(-ms);
      setBackMs += ms;
    },
    tell: (line) => options.tell?.(line()),
    note(text) {
      let { hash } = world;
      for (let at = 0; at < text.length; at++) {
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      }
      world.hash = hash >>> 0;
    },
  };
  return world;
}

function peopleOf({ mailboxes, scene, outlookItems, startsAt }: Schedule): readonly Person[] {
  const all = [
    { name: "Ada", tenantId: "contoso", id: "ada", connectionId: "one" },
    { name: "Bob", tenantId: "contoso", id: "bob", connectionId: "one" },
    scene === "meeting"
      ? { name: "Cas", tenantId: "contoso", id: "cas", connectionId: "one" }
      : // The ids of another company collide with the first one's, on purpose.
        { name: "the other Ada", tenantId: "fabrikam", id: "ada", connectionId: "two" },
  ].slice(0, mailboxes);
  return all.map(({ name, tenantId, id, connectionId }) => ({
    name,
    owner: { microsoft: id, erp: `U-${id}` },
    mailbox: {
      tenantId,
      mailboxId: id,
      userId: id,
      name,
      address: `${id}@${tenantId}.example`,
      connectionId,
      erpUserId: `U-${id}`,
      companyId: "C1",
      locationId: null,
      timeZone: "Europe/Berlin",
      jobs: { calendar: { enabled: true, outlookItems, erpItems: true } },
      createdAt: startsAt,
    },
  }));
}

function createSide(side: Side, { sides, scene }: Schedule, clock: Clock): MemoryConnector {
  const { promises, normalises, skewMs, lateMs, time } = sides[side];
  const hasSeries = scene === "series" || scene === "meeting";
  let changes = 0;
  return createMemoryConnector({
    side,
    clock,
    ...(time !== undefined && { time }),
    holds: [
      ...holds,
      ...(side === "erp" ? ["type", "records"] : []),
      ...(hasSeries ? ["exceptions"] : []),
      ...(scene === "series" ? ["body"] : []),
      ...(scene === "meeting" ? ["response"] : []),
    ],
    ...(scene === "meeting" && isShared(side)),
    ...(hasSeries && {
      detailsOf: (_owner: string, fields: Fields) =>
        isMaster(fields) ? ({ series: "master" } as const) : {},
      settles: (before: Fields, after: Fields) => settleSeries(before, after, normalises),
    }),
    spell: normalises ? (fields) => respelled(side, fields) : (fields) => fields,
    refuses: ({ subject }) =>
      typeof subject === "string" && subject.toLowerCase().includes("poison")
        ? "subject"
        : undefined,
    pageSize: 3,
    promises,
    // Every third change takes its time, and bears the moment it began.
    timeOfChange: () => clock.now() + skewMs - (++changes % 3 === 0 ? lateMs : 0),
  });
}

/** Of a meeting everybody has a copy in Outlook that the organizer decides, and in the ERP all have one. */
function isShared(side: Side) {
  const refused = Object.fromEntries(
    ["subject", "when", "place", "exceptions"].map((field) => [field, "not-organizer"]),
  );
  if (side === "microsoft") {
    return {
      // Who declines a meeting loses it.
      leaves: ({ response }: Fields): boolean => response === "declined",
      readOnlyOf: ({ organizer }: ItemDetails): Readonly<Record<string, string>> =>
        organizer === false ? refused : {},
    };
  }
  const takesPart = ({ attendees }: Fields) => Array.isArray(attendees) && attendees.length > 0;
  const all = ["U-ada", "U-bob", "U-cas"];
  return { sharedWith: (fields: Fields) => (takesPart(fields) ? all : []) };
}

/** Servers tidy what they store, each in its way. */
function respelled(side: Side, fields: Fields): Fields {
  const spelled = (name: string, value: Value): Value => {
    const isText = (name === "subject" || name === "place") && typeof value === "string";
    if (name === "exceptions") {
      const own = exceptionsOf({ exceptions: value });
      return own.map((one) => ({ ...one, value: spelled(one.field, one.value) }));
    }
    if (!isText) return value;
    const tidy = value.trim().replace(/\s+/g, " ");
    return side === "erp" ? tidy.toLowerCase() : tidy.toUpperCase();
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, spelled(name, value)]),
  );
}
