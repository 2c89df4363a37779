import { ConnectorError } from "../../server/connectors/port/connector-error.ts";
import { readFeed } from "../../server/engine/mailboxes/feed.ts";
import { mailboxKey, scopeOf } from "../../server/engine/mailboxes/mailbox.ts";
import { put, StoreError } from "../../server/store/store.ts";
import { checkEnd } from "./check-end.ts";
import { createOracle, type Oracle } from "./oracle.ts";
import { createPeople } from "./people.ts";
import { createProcess, intervalMs, type Process } from "./process.ts";
import type { Schedule } from "./schedule.ts";
import { brakeReleased, Crash, createWorld, Violation, type World } from "./world.ts";

export interface Report {
  /** Of every request and reply: the same schedule has the same. */
  readonly trace: string;
  readonly steps: number;
  readonly writes: number;
  /** Residues that excused something, by name. */
  readonly residues: readonly string[];
}

/** Rounds of time that a story may take before its faults end. */
const roundsMax = 40;
/** Fault-free looks at every mailbox within which everything must be quiet. */
const settledWithin = 8;

/**
 * Plays one schedule to its end, lets the faults end, and checks every rule. Nothing here waits for
 * real time or asks for real chance.
 * @throws Violation naming the rule that did not hold.
 */
export async function runSchedule(
  schedule: Schedule,
  tell?: (line: string) => void,
): Promise<Report> {
  const world = createWorld(schedule, {
    atStep: () => atStep(),
    ...(tell === undefined ? {} : { tell }),
  });
  const oracle = createOracle(world);
  const processes: Process[] = [];
  const people = createPeople(world, oracle, (mailbox) => {
    const scope = scopeOf(world.people[mailbox]!.mailbox);
    for (const process of processes) {
      process.scheduler.wake(scope);
      process.scheduler.resume(scope);
    }
  });
  const acts = [...schedule.acts];
  let started = 0;

  function atStep(): void {
    while (acts.length > 0 && acts[0]!.before <= world.step) people.act(acts.shift()!);
    deliver(world, processes, "microsoft");
  }

  for (const { mailbox } of world.people) {
    await world.store.commit(scopeOf(mailbox), [put("mailbox", mailboxKey, mailbox)]);
  }
  const start = (): Process => {
    const process = createProcess(world, oracle, ++started);
    for (const { mailbox } of world.people) process.scheduler.wake(scopeOf(mailbox));
    return process;
  };
  for (let at = 0; at < schedule.processes; at++) processes.push(start());

  const steps = schedule.acts.reduce((most, act) => Math.max(most, act.before), 60);
  for (let round = 0; round < roundsMax && world.step <= steps + 40; round++) {
    passTime(world, processes);
    await world.during(processes.flatMap((process) => tick(world, oracle, process)));
    throwFound(oracle);
    for (const [at, process] of processes.entries()) {
      if (process.alive) continue;
      world.tell(() => `Process ${process.id} is started again.`);
      processes[at] = start();
    }
  }
  world.tell(() => "From here on nothing goes wrong any more.");
  world.faultsOn = false;
  for (const { land } of world.late.splice(0)) land();
  for (const act of acts.splice(0)) people.act(act);
  world.revoked.clear();
  world.down.microsoft = 0;
  world.down.erp = 0;
  world.settings = { ...world.settings, brakeDeletions: brakeReleased };
  // Whatever was to wait has waited, also by a clock that was set back.
  world.clock.advance(3 * 60 * 60_000);
  // By then every series was read once more: lists tell half of it, and old states of its days.
  if (schedule.scene !== undefined) world.clock.advance(25 * 60 * 60_000);
  const last = start();
  /** One look at everything; whether it found nothing left to do. */
  const look = async (): Promise<boolean> => {
    const before = oracle.writes;
    // Long enough for what waits for an hour, and for the next whole list.
    world.clock.advance(61 * 60_000);
    const looked = lookAtAll(world, oracle, last);
    await world.during([looked]);
    throwFound(oracle);
    return (await looked) && oracle.writes === before;
  };
  const rest = async (): Promise<void> => {
    for (let round = 0; !(await look()); round++) {
      if (round < settledWithin) continue;
      throw new Violation(`staleness: not quiet after ${settledWithin} fault-free looks`);
    }
  };
  await rest();
  // Where only he can tell what goes on with a series, its person is asked, and nothing else waits.
  if (people.tellOfAllSplits()) await rest();
  // A day that waits for what may come in its place is decided about at the next look.
  if (schedule.scene === "days") await rest();
  if (schedule.scene === "meeting") {
    // Whose the meeting is each link asks when it has something to decide.
    people.renameMeetings();
    await rest();
    // What nobody could take or read until it had another name has its activity by now.
    if (schedule.acts.some(({ kind }) => kind === "poison" || kind === "spoil")) {
      people.renameMeetings();
      await rest();
    }
  }
  for (const { mailbox } of world.people) {
    world.side("microsoft", mailbox).expireCursors();
    world.side("erp", mailbox).expireCursors();
  }
  if (!(await look())) throw new Violation("rule 7, replay: a whole list writes");
  const residues = await checkEnd(world, oracle);
  return { trace: world.hash.toString(16), steps: world.step, writes: oracle.writes, residues };
}

function throwFound(oracle: Oracle): void {
  if (oracle.violation !== undefined) throw oracle.violation;
}

/** Hands over the notifications whose time has come; the ERP's by reading its feed. */
function deliver(
  world: World,
  processes: readonly Process[],
  side: "microsoft" | "erp",
): Set<string> {
  const feeds = new Set<string>();
  const nowMs = world.clock.now();
  for (let at = world.notifications.length - 1; at >= 0; at--) {
    const one = world.notifications[at]!;
    if (one.side !== side || one.atMs > nowMs) continue;
    world.notifications.splice(at, 1);
    const process = processes[one.process % processes.length];
    if (process?.alive !== true) continue;
    const { mailbox } = world.people[one.mailbox]!;
    if (side === "microsoft") process.scheduler.wake(scopeOf(mailbox));
    else feeds.add(`${process.id} ${mailbox.connectionId}`);
  }
  for (const feed of feeds) {
    const [id, connectionId = ""] = feed.split(" ");
    processes.find((one) => String(one.id) === id)?.feedDueAt.set(connectionId, 0);
  }
  return feeds;
}

/** Moves the clock to whatever happens next. */
function passTime(world: World, processes: readonly Process[]): void {
  const nowMs = world.clock.now();
  const due = processes.flatMap(({ scheduler, feedDueAt }) => [
    ...world.people.flatMap(({ mailbox }) => scheduler.nextAt(scopeOf(mailbox)) ?? []),
    ...feedDueAt.values(),
  ]);
  const next = Math.min(...due, ...world.notifications.map(({ atMs }) => atMs), nowMs + intervalMs);
  world.clock.advance(Math.max(50, next - nowMs));
  deliver(world, processes, "microsoft");
  deliver(world, processes, "erp");
}

/** What one process does now: feeds that are due, and runs that are due. */
function tick(world: World, oracle: Oracle, process: Process): Promise<unknown>[] {
  const connections = new Set(world.people.map(({ mailbox }) => mailbox.connectionId));
  const nowMs = world.clock.now();
  const feeds = [...connections]
    .filter((id) => (process.feedDueAt.get(id) ?? 0) <= nowMs)
    .map((id) => takeFeed(world, oracle, process, id));
  return [...feeds, process.scheduler.tick()];
}

async function takeFeed(
  world: World,
  oracle: Oracle,
  process: Process,
  connectionId: string,
): Promise<void> {
  process.feedDueAt.set(connectionId, world.clock.now() + intervalMs);
  try {
    for (const scope of await readFeed(process.deps, connectionId)) process.scheduler.wake(scope);
  } catch (error) {
    process.feedDueAt.set(connectionId, world.clock.now() + 60_000);
    expectKnown(oracle, error);
  }
}

async function lookAtAll(world: World, oracle: Oracle, process: Process): Promise<boolean> {
  const connections = new Set(world.people.map(({ mailbox }) => mailbox.connectionId));
  for (const id of connections) await takeFeed(world, oracle, process, id);
  let done = true;
  for (const { mailbox } of world.people) {
    const report = await process.scheduler.runNow(scopeOf(mailbox));
    done &&= report.outcome === "done";
    if (report.outcome !== "done") {
      world.tell(
        () => `A run of ${mailbox.name} ends as ${report.outcome}: ${String(report.error)}`,
      );
    }
  }
  return done;
}

/** Failures that belong to the story; anything else is a fault of ours. */
function expectKnown(oracle: Oracle, error: unknown): void {
  const isKnown =
    error instanceof ConnectorError || error instanceof StoreError || error instanceof Crash;
  if (!isKnown) oracle.violation = error instanceof Error ? error : new Error(String(error));
}
