/** A day on which nobody does anything, the clock driven through it. */
import type { Section } from "../figure.ts";
import { idlePolls } from "../limits.ts";
import { manualClock } from "../../../server/lib/clock.ts";
import { isOfEvents, openStage, type Stage } from "../stage.ts";

const minuteMs = 60_000;
const stepMs = 5 * minuteMs;
const stepsPerDay = (24 * 60 * minuteMs) / stepMs;
const requestsMax = 6;
const safetyNetMs = 6 * 60 * minuteMs;
const erpIntervalMs = 15 * minuteMs;

async function step({ clock, server, traffic }: Stage): Promise<void> {
  clock.advance(stepMs);
  await server.engine.tick();
  for (let calm = 0; calm < 10; calm = traffic.busy() ? 0 : calm + 1) {
    await new Promise((turn) => setImmediate(turn));
  }
}

export const idle: Section = {
  title: "Idle: one mailbox with 100 linked appointments, one day",
  async run(report) {
    const stage = await openStage({ clock: manualClock(Date.now()) });
    try {
      const [person] = stage.people;
      if (person === undefined) throw new Error("nobody to measure with");
      await stage.desks.fillErp(person.user, 100);
      await person.setUp();
      for (let more = 0; more < 12; more++) await step(stage);
      stage.traffic.forget();
      for (let more = 0; more < stepsPerDay; more++) await step(stage);
      const { traffic } = stage;
      report({
        name: "requests for events, per mailbox and day",
        value: traffic.count("graph", isOfEvents),
        unit: "requests",
        limit: idlePolls(safetyNetMs),
        target: { atMost: requestsMax },
      });
      report({
        name: "renewals of the subscription, per mailbox and day",
        value: traffic.count("graph", ({ url }) => url.includes("/subscriptions")),
        unit: "requests",
      });
      report({
        name: "token refreshes, per person and day",
        value: traffic.count("signIn", ({ url }) => url.includes("/token")),
        unit: "requests",
        limit: 24,
      });
      report({
        name: "requests to the ERP, per installation and day",
        value: traffic.count("erp", ({ url }) => url.startsWith("/api/v1/changes")) / 2,
        unit: "requests",
        limit: idlePolls(erpIntervalMs),
      });
    } finally {
      await stage.stop();
    }
  },
};
