import type { Promises } from "../../server/connectors/port/connector.ts";
import type { TimeKeeping } from "../../server/resources/appointment/kept-time.ts";
import type { CalendarSettings } from "../../server/settings/calendar.ts";
import type { Side } from "../../server/sync/model.ts";
import { withChoices } from "./choices.ts";
import { createRandom, type Random } from "./random.ts";

/**
 * One story, as data: what the two sides are like, what people do and what goes wrong. The same
 * schedule gives the same trace. Whatever it leaves out takes its simplest course.
 */
export interface Schedule {
  readonly sides: Readonly<Record<Side, SimulatedSide>>;
  /** 1 to 3: Ada and Bob of one company, and an Ada of another whose ids are the same. */
  readonly mailboxes: number;
  /** What people do beside single appointments; absent: nothing. */
  readonly scene?: Scene;
  readonly processes: number;
  readonly outlookItems: "chosen" | "all";
  readonly settings: Partial<CalendarSettings>;
  /** ISO 8601: the story may begin beside a change of the clocks. */
  readonly startsAt: string;
  readonly acts: readonly Act[];
  readonly faults: readonly Fault[];
  /** What chance decides, one after the other: whose turn it is, what becomes of a notification. */
  readonly turns: readonly number[];
}

/** `series`: they stand on both sides; `days`: each of their days is an activity of its own. */
export type Scene = "series" | "days" | "meeting";

export interface SimulatedSide {
  readonly promises: Promises;
  readonly normalises: boolean;
  /** Whether the side announces changes; without, only the interval finds them. */
  readonly push: boolean;
  /** By how much its clock is wrong. */
  readonly skewMs: number;
  /** How much later than its time of change an item becomes visible. */
  readonly lateMs: number;
  /** How it keeps times; absent: any instant with its zone. */
  readonly time?: TimeKeeping;
}

export type ActKind =
  | ("add" | "edit" | "remove" | "copy" | "move-out" | "move-in" | "invite" | "private")
  | ("choose" | "release" | "remove-copy" | "answer" | "retry" | "release-brake" | "sign-in")
  | "undo"
  | ("meet" | "respond" | "respond-day" | "invite-day")
  | ("series" | "except" | "cancel-day" | "move-series" | "remove-series")
  | ("split" | "shift" | "tell")
  | ("clear" | "poison" | "spoil" | "week" | "clock-back");

export interface Act {
  /** Before this step of all input and output: each call has two, its request and its reply. */
  readonly before: number;
  readonly mailbox: number;
  readonly kind: ActKind;
  readonly side: Side;
  readonly item: number;
  readonly field: number;
}

export const callClasses = [
  ...(["microsoft.delta", "microsoft.get", "microsoft.write", "microsoft.findByKey"] as const),
  ...(["erp.delta", "erp.get", "erp.write", "erp.findByKey", "erp.feed"] as const),
  ...(["store.commit", "store.read", "store.acquire"] as const),
] as const;
export type CallClass = (typeof callClasses)[number];

export type FaultKind =
  /** Refused with Retry-After, nothing happened. */
  | "throttled"
  | "unavailable"
  /** It happened, the reply did not come. */
  | "lost"
  /** The reply did not come, and it happens later. */
  | "late"
  /** Some of the batch only. */
  | "partial"
  | "expired"
  | "lag"
  /** Everything again, older states among it. */
  | "replay"
  | "revoked"
  /** This side answers nothing for some calls. */
  | "down"
  | "crash-before"
  | "crash-after"
  /** The process is held up here while the others go on. */
  | "pause"
  | "full";

/** The `nth` call of its class meets it. */
export interface Fault {
  readonly call: CallClass;
  readonly nth: number;
  readonly kind: FaultKind;
  readonly size: number;
}

export const strongSide: SimulatedSide = {
  promises: { lock: "atomic", create: "native", deletes: "feed", changes: "token" },
  normalises: false,
  push: true,
  skewMs: 0,
  lateMs: 0,
};

const wireFaults: readonly FaultKind[] = [
  ...(["throttled", "unavailable", "lost", "lost", "crash-before", "crash-after"] as const),
  "pause",
];
const faultsOf: Readonly<Record<string, readonly FaultKind[]>> = {
  delta: [...wireFaults, "expired", "expired", "lag", "lag", "replay", "revoked", "down"],
  get: [...wireFaults, "partial", "partial", "down"],
  write: [...wireFaults, "partial", "partial", "late", "late", "lost", "revoked", "down"],
  findByKey: wireFaults,
  feed: [...wireFaults, "expired", "lag", "lag"],
  commit: ["crash-before", "crash-after", "crash-before", "crash-after", "pause", "full"],
  read: ["crash-before", "pause"],
  acquire: ["crash-before", "crash-after", "pause"],
};

/** What happens most in life happens most here; every kind happens. */
const actWeights: readonly (readonly [ActKind, number])[] = [
  ...([
    ["add", 22],
    ["edit", 50],
    ["remove", 14],
    ["copy", 5],
    ["move-out", 3],
  ] as const),
  ...([
    ["move-in", 2],
    ["invite", 2],
    ["private", 1],
    ["choose", 8],
    ["release", 3],
  ] as const),
  ...([
    ["remove-copy", 2],
    ["answer", 4],
    ["retry", 2],
    ["release-brake", 1],
  ] as const),
  ...([
    ["sign-in", 3],
    ["clear", 1],
    ["poison", 2],
    ["spoil", 1],
    ["week", 1],
  ] as const),
  ["clock-back", 1],
];

/** One seed in so many is about what people chose, take back, repeat and share. */
const newKindsEvery = 4;
/** And of the others one in so many about an ERP that cannot keep every time. */
const keptTimesEvery = 5;

/** `heavy`: people who share meetings delete much, and what they delete in the ERP is made again. */
export type Draws = "usual" | "heavy";

/** The schedule of a seed. */
export function scheduleOf(seed: number, draws: Draws = "usual"): Schedule {
  const random = createRandom(seed);
  const span = random.pick([40, 90, 160]);
  const list = <T>(most: number, make: () => T): T[] =>
    Array.from({ length: random.int(most + 1) }, make);
  const schedule: Schedule = {
    sides: { microsoft: sideOf(random), erp: sideOf(random) },
    mailboxes: random.pick([1, 1, 1, 2, 2, 3]),
    processes: random.pick([1, 1, 2]),
    outlookItems: random.chance(0.75) ? "all" : "chosen",
    settings: settingsOf(random),
    startsAt: random.pick([
      ...["2026-11-20T08:00:00Z", "2026-11-20T08:00:00Z"],
      ...["2026-10-24T23:30:00Z", "2027-03-28T00:30:00Z"],
    ]),
    acts: [actOf(random, 8, "add"), ...list(11, () => actOf(random, span))].sort(
      (one, other) => one.before - other.before,
    ),
    faults: list(9, () => faultOf(random)),
    turns: list(120, () => random.int(16)),
  };
  if (draws === "heavy") {
    return withDeletions(withChoices(schedule, random, "meeting"), random, span);
  }
  if (seed % newKindsEvery === newKindsEvery - 1) return withChoices(schedule, random);
  return seed % keptTimesEvery === keptTimesEvery - 1 ? withKeptTimes(schedule, random) : schedule;
}

/** So many deletions more has a heavy story. */
const deletionsMore = 5;

function withDeletions(schedule: Schedule, random: Random, span: number): Schedule {
  const more = Array.from({ length: deletionsMore }, () => actOf(random, span, "remove"));
  const acts = [...schedule.acts, ...more].sort((one, other) => one.before - other.before);
  return { ...schedule, acts, settings: { ...schedule.settings, afterDeleteInErp: "recreate" } };
}

/** The ERP cannot keep every time, and people's appointments begin or end around its midnight. */
function withKeptTimes(schedule: Schedule, random: Random): Schedule {
  const clock = random.pick(["UTC", "Europe/Vienna", undefined]);
  const refuses = clock === undefined || random.chance(0.7);
  const time: TimeKeeping = {
    ...(clock !== undefined && { clock }),
    ...(refuses && { midnight: "refused" as const }),
  };
  const erp = { ...schedule.sides.erp, time };
  // Three minutes and a day after it the first of them begins, and an hour later it ends.
  const toMidnight = clock === "UTC" ? ["23:57", "22:57"] : ["22:57", "21:57"];
  const startsAt = `2026-11-19T${random.pick(toMidnight)}:00Z`;
  return { ...schedule, sides: { ...schedule.sides, erp }, startsAt };
}

function sideOf(random: Random): SimulatedSide {
  const promises: Promises = {
    lock: random.pick(["atomic", "atomic", "checked", "none"]),
    create: random.pick(["native", "native", "search", "none"]),
    deletes: random.pick(["feed", "feed", "reconcile"]),
    changes: random.pick(["token", "token", "timestamp"]),
  };
  return {
    promises,
    normalises: random.chance(0.5),
    push: random.chance(0.8),
    skewMs: random.pick([0, 0, -90_000, 5 * 60 * 60_000]),
    lateMs: promises.changes === "timestamp" ? random.pick([0, 1_500, 30_000]) : 0,
  };
}

function settingsOf(random: Random): Partial<CalendarSettings> {
  const precedence = random.pick(["erp", "microsoft", "newest", "ask"] as const);
  const rare = <T>(usual: T, others: readonly T[]): T =>
    random.chance(0.85) ? usual : random.pick(others);
  const deletion = (): "delete" | "keep" | "recreate" =>
    rare<"delete" | "keep" | "recreate">("delete", ["keep", "recreate"]);
  return {
    precedence,
    direction: rare<CalendarSettings["direction"]>("both", ["toErp", "toMicrosoft"]),
    afterDeleteInOutlook: deletion(),
    afterDeleteInErp: deletion(),
    ...(random.chance(0.2) ? { brakeDeletions: 1, brakeShare: 0.1 } : {}),
  };
}

function actOf(random: Random, span: number, kind?: ActKind): Act {
  return {
    before: random.int(span),
    mailbox: random.int(3),
    kind: kind ?? weighted(random),
    side: random.pick(["microsoft", "erp"]),
    item: random.int(4),
    field: random.int(2),
  };
}

function weighted(random: Random): ActKind {
  const total = actWeights.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.int(total);
  for (const [kind, weight] of actWeights) {
    left -= weight;
    if (left < 0) return kind;
  }
  return "edit";
}

function faultOf(random: Random): Fault {
  const call = random.pick(callClasses);
  const kinds = faultsOf[call.split(".")[1] ?? ""] ?? wireFaults;
  const often = call === "store.read" ? 60 : call === "store.commit" ? 40 : 14;
  return { call, nth: random.int(often), kind: random.pick(kinds), size: random.int(64) };
}
