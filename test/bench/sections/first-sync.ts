/** The first sync of a full calendar: everything in Outlook's window is made in an empty ERP. */
import type { Figure, Section } from "../figure.ts";
import { firstSyncSeconds, pagesOf } from "../limits.ts";
import { isOfEvents, openStage } from "../stage.ts";

const sizes = [1_000, 5_000];
const latencies = [0, 30];
/** Beside the pages of the list. */
const spareRequests = 5;

async function measure(
  events: number,
  latencyMs: number,
  report: (figure: Figure) => void,
): Promise<void> {
  const stage = await openStage();
  try {
    const [person] = stage.people;
    if (person === undefined) throw new Error("nobody to measure with");
    await stage.desks.fillOutlook(person.user, events);
    await stage.setLatency(latencyMs);
    let madeAtMs = 0;
    stage.traffic.watch = ({ side, method, status, atMs }) => {
      if (side === "erp" && method === "POST" && status === 201) madeAtMs = atMs;
    };
    stage.traffic.forget();
    const startMs = performance.now();
    await person.setUp({ outlookItems: "all" });
    await stage.quiet();
    const made = stage.traffic.count("erp", (one) => one.method === "POST" && one.status === 201);
    // The webhook is a POST as well.
    if (made < events) throw new Error(`${made} of ${events} events reached the ERP`);
    const about = `first sync of ${events} events, ${latencyMs} ms`;
    report({
      name: `${about}: requests for events`,
      value: stage.traffic.count("graph", isOfEvents),
      unit: "requests",
      limit: pagesOf(events),
      target: { atMost: pagesOf(events) + spareRequests },
    });
    report({
      name: `${about}: requests to the ERP`,
      value: stage.traffic.count("erp"),
      unit: "requests",
      limit: events,
    });
    report({
      name: about,
      value: (madeAtMs - startMs) / 1000,
      unit: "s",
      ...(latencyMs > 0 && { limit: firstSyncSeconds(events, latencyMs) }),
    });
  } finally {
    await stage.stop();
  }
}

export const firstSync: Section = {
  title: "First sync: the whole calendar into an empty ERP",
  async run(report) {
    for (const events of sizes) {
      for (const latencyMs of latencies) await measure(events, latencyMs, report);
    }
  },
};
