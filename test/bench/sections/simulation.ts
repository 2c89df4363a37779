/** How many schedules a second one core plays: above the ports, and with the real connectors. */
import type { Section } from "../figure.ts";
import { runSchedule } from "../../simulation/run-schedule.ts";
import { scheduleOf } from "../../simulation/schedule.ts";
import { simulateWire } from "../../simulation/wire/simulate-wire.ts";

const warmUp = 100;
const schedules = 1_000;
const overTheWire = 60;

async function play(from: number, count: number): Promise<void> {
  for (let seed = from; seed < from + count; seed++) await runSchedule(scheduleOf(seed));
}

export const simulation: Section = {
  title: "Simulation, one core",
  async run(report) {
    await play(0, warmUp);
    const startMs = performance.now();
    await play(warmUp, schedules);
    const perSecond = schedules / ((performance.now() - startMs) / 1000);
    report({ name: "above the ports", value: perSecond, unit: "schedules/s" });
    const wire = await simulateWire(0, overTheWire);
    if (wire.failure !== null) throw new Error(wire.failure);
    report({ name: "over the wire", value: wire.perSecond, unit: "schedules/s" });
  },
};
