/** Draws a schedule from a seed. */
import { eventChances, eventTimes } from "../../../sandbox/graph/event-switches.ts";
import { choices, type Switches } from "../../../sandbox/graph/switches.ts";
import type { PersonName } from "../../whole/person.ts";
import { dice, type Dice } from "./chance.ts";
import {
  fields,
  itemDeeds,
  mailboxDeeds,
  postFaults,
  servedFaults,
  storeFaults,
  targets,
  wayFaults,
  worldDeeds,
  type Act,
  type Deed,
  type FaultKind,
  type PlannedFault,
  type Schedule,
  type SimulatedPerson,
  type Target,
} from "./schedule.ts";

/** An ordinary Friday, and the days before the clocks change in Europe and in America. */
const starts = [
  "2026-11-20T08:00:00Z",
  "2027-03-26T08:00:00Z",
  "2026-10-23T08:00:00Z",
  "2027-03-12T13:00:00Z",
];

/** Two of one tenant, one of another. */
const cast: readonly PersonName[] = ["ada", "grace", "liu"];

export function drawSchedule(seed: number): Schedule {
  const throwing = dice(seed);
  const people = drawPeople(throwing);
  const names = people.map(({ name }) => name);
  const deeds = throwing.number(2, 10);
  return {
    seed,
    start: throwing.one(starts),
    people,
    switches: drawSwitches(throwing),
    acts: Array.from({ length: deeds }, () => drawAct(throwing, names)),
    faults: Array.from({ length: throwing.number(0, 6) }, () => drawFault(throwing)),
  };
}

function drawPeople(throwing: Dice): readonly SimulatedPerson[] {
  const count = throwing.happens(0.6) ? 1 : throwing.number(2, cast.length);
  const from = throwing.number(0, cast.length - 1);
  return Array.from({ length: count }, (_, index) => ({
    name: cast[(from + index) % cast.length] ?? "ada",
    outlookItems: throwing.happens(0.8) ? "all" : "chosen",
    events: throwing.number(0, 2),
    activities: throwing.number(0, 2),
  }));
}

/** How often, and how many of its unit: a switch that is a number joins with one of these. */
const shares = [0.1, 0.3];
const amounts = [5, 90];

/** What each switch can be beside its usual value: new ones join by themselves. */
const unusual: readonly (readonly [string, readonly unknown[]])[] = [
  ...Object.entries(choices).map(([name, [, ...others]]) => [name, others] as const),
  ...eventChances.map((name) => [name, shares] as const),
  ...eventTimes.map((name) => [name, amounts] as const),
];

/** A third of the stories has no quirk, the others have some of all that the sandbox knows. */
function drawSwitches(throwing: Dice): Partial<Switches> {
  if (throwing.happens(0.34)) return {};
  const drawn = unusual.filter(() => throwing.happens(0.15));
  return Object.fromEntries(drawn.map(([name, values]) => [name, throwing.one(values)]));
}

function drawAct(throwing: Dice, names: readonly PersonName[]): Act {
  const after = throwing.happens(0.35) ? 10_000 : throwing.number(0, 25);
  return { after, ...drawDeed(throwing, names) };
}

function drawDeed(throwing: Dice, names: readonly PersonName[]): Deed {
  const kind = throwing.weighted({ item: 20, mailbox: 3, world: 2, time: 3 });
  const who = throwing.one(names);
  switch (kind) {
    case "item":
      return {
        ...{ do: throwing.weighted(itemDeeds), who },
        ...{ item: throwing.number(0, 5), field: throwing.one(fields) },
      };
    case "mailbox":
      return { do: throwing.weighted(mailboxDeeds), who };
    case "world":
      return { do: throwing.weighted(worldDeeds) };
    case "time":
      return {
        do: throwing.weighted({ pass: 4, "erp is down": 2, skew: 1 }),
        minutes: throwing.one([1, 7, 45, 180, 26 * 60]),
      };
  }
}

/** How often each kind of request comes up in a short story: a fault that never strikes is wasted. */
const usual: Readonly<Record<Target, number>> = {
  "graph delta": 8,
  "graph get": 12,
  "graph list": 2,
  "graph create": 4,
  "graph update": 5,
  "graph delete": 2,
  "graph batch": 4,
  "graph subscription": 2,
  "erp changes": 10,
  "erp list": 14,
  "erp create": 4,
  "erp update": 5,
  "erp delete": 2,
  notification: 12,
  "wake-up": 8,
  commit: 60,
};

function drawFault(throwing: Dice): PlannedFault {
  const on = throwing.one(targets);
  return { on, nth: throwing.number(1, usual[on]), kind: throwing.one(kindsOn(on)) };
}

function kindsOn(on: Target): readonly FaultKind[] {
  if (on === "notification" || on === "wake-up") return postFaults;
  if (on === "commit") return storeFaults;
  return [...servedFaults, ...servedFaults, ...wayFaults];
}
