/** Plays one schedule to its end and says what went wrong. */
import { createHash } from "node:crypto";
import { put } from "../../../server/store/store.ts";
import { checkEnd } from "./check.ts";
import { createPeople, type People } from "./people.ts";
import type { Schedule } from "./schedule.ts";
import { openSimulation, type Simulation } from "./simulation.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** After the faults: the longest of all waits is the safety net's, and what was set aside waits an hour. */
const settling = [0, minuteMs, 20 * minuteMs, 61 * minuteMs, 7 * hourMs];
const quiet = 5_000;

export interface Outcome {
  readonly wrongs: readonly string[];
  readonly trace: readonly string[];
  /** Digest of the trace: the same schedule has the same. */
  readonly hash: string;
  readonly requests: number;
}

export async function play(schedule: Schedule): Promise<Outcome> {
  const simulation = await openSimulation(schedule);
  const people = createPeople(simulation);
  const { wrongs } = simulation;
  try {
    await begin(simulation, people);
    simulation.strikes.on = true;
    for (const act of schedule.acts) {
      await simulation.run(act.after);
      await people.act(act);
    }
    await simulation.run(quiet);
    await settle(simulation, people);
    wrongs.push(...(await checkEnd(simulation, people)).filter((one) => !wrongs.includes(one)));
    await checkSilence(simulation);
    await checkPush(simulation, people);
  } catch (error) {
    wrongs.push(`the simulation broke off: ${error instanceof Error ? (error.stack ?? "") : ""}`);
  }
  simulation.crash();
  const { trace } = simulation;
  const hash = createHash("sha256").update(trace.join("\n")).digest("hex").slice(0, 16);
  return { wrongs: [...new Set(wrongs)], trace, hash, requests: simulation.wire.requests() };
}

/** Both sides are filled and everybody has finished Setup, without faults. */
async function begin(simulation: Simulation, people: People): Promise<void> {
  const { schedule } = simulation;
  for (const { name, events, activities } of schedule.people) {
    for (let made = 0; made < events; made++) await people.addItem(name, "outlook");
    for (let made = 0; made < activities; made++) await people.addItem(name, "erp");
  }
  void simulation.server().engine.resume();
  for (const { name, outlookItems } of schedule.people) {
    const { tenantId, mailboxId } = simulation.scopeOf(name);
    const person = { tenantId, userId: mailboxId, name, address: `${name}@nowhere.example` };
    const { accounts } = simulation.server();
    const setUp = async () => {
      const { companies, timeZone } = await accounts.offer(person);
      const company = companies[0];
      await accounts.save(person, {
        companyId: company?.id ?? "",
        locationId: company?.locations[0]?.id ?? null,
        timeZone,
        language: "en",
        calendar: { enabled: true, outlookItems, erpItems: true },
      });
    };
    setUp().catch((error: unknown) => {
      simulation.wrongs.push(`Setup of ${name} failed: ${String(error)}`);
    });
    await simulation.run(quiet);
  }
  await people.insist();
  await simulation.run(quiet);
}

/** The faults are over; what people can mend is mended, and the server gets its time. */
async function settle(simulation: Simulation, people: People): Promise<void> {
  simulation.strikes.on = false;
  simulation.strikes.erpDownUntilMs = 0;
  simulation.tell("the faults are over");
  for (const ms of settling) {
    await simulation.jump(ms);
    people.comeBack();
    void simulation.outside.graph.flushNotifications();
    await people.insist();
    await simulation.run(quiet);
  }
}

/** Nothing moved: another pass writes nothing, nor does a pass that reads everything anew. */
async function checkSilence(simulation: Simulation): Promise<void> {
  simulation.takeWrites();
  await pass(simulation);
  complain(simulation, "echo: a pass without any change wrote");
  simulation.outside.graph.expireDeltaTokens();
  await simulation.outside.erp.expireCursors();
  for (const { name } of simulation.schedule.people) {
    const scope = simulation.scopeOf(name);
    await simulation.store.commit(scope, [
      put("inbox", "again-outlook", { kind: "resync", side: "microsoft" }),
      put("inbox", "again-erp", { kind: "resync", side: "erp" }),
    ]);
  }
  await pass(simulation);
  complain(simulation, "replay: reading everything anew wrote");
}

/** After all of it a change still comes through at once, because it is announced. */
async function checkPush(simulation: Simulation, people: People): Promise<void> {
  const { schedule, wrongs } = simulation;
  // With a quirk a pass may have to be repeated, and whether Graph announces anything is up to it.
  if (Object.keys(schedule.switches).length > 0) return;
  // A lost announcement is found by the safety net.
  const silent =
    schedule.acts.some((act) => act.do === "drop the subscription silently") ||
    schedule.faults.some(({ on, kind }) => on === "notification" && kind === "lost");
  for (const { name } of schedule.people) {
    for (const side of silent ? (["erp"] as const) : (["erp", "outlook"] as const)) {
      const edited = await people.editAnything(name, side);
      if (edited === null) continue;
      await simulation.run(quiet);
      const other = side === "erp" ? "outlook" : "erp";
      const there = (await people.desk(name, other).list()).find(
        ({ item }) => item === edited.item,
      );
      const [written, seen] = [edited.tokens.place.join(), there?.tokens.place.join()];
      if (written !== seen)
        wrongs.push(`push: ${name}'s ${written} in ${side} is not seen at once`);
    }
  }
}

async function pass(simulation: Simulation): Promise<void> {
  const { scheduler } = simulation.server().engine;
  for (const { name } of simulation.schedule.people)
    void scheduler.runNow(simulation.scopeOf(name));
  await simulation.run(quiet);
  await simulation.jump(6 * minuteMs);
  await simulation.run(quiet);
}

function complain({ takeWrites, wrongs }: Simulation, what: string): void {
  const writes = takeWrites();
  if (writes.length === 0) return;
  wrongs.push(`${what}: ${writes.map(({ method, url }) => `${method} ${url}`).join(", ")}`);
}
