/** A thousand creates, edits and deletes in the ERP at once, on their way into Outlook. */
import type { Figure, Section } from "../figure.ts";
import { batchesFor, erpReadsFor, pushSeconds } from "../limits.ts";
import { connectionId, isOfEvents, openStage, type Stage } from "../stage.ts";

const changes = 1_000;
/** Of deletions the brake lets a fifth of all pass, so so many are linked. */
const linked = 5 * changes;
/** Changes before the first one that is measured: a server that has run for a while is meant. */
const warmUp = 300;
const roundTripsMax = 60;
const secondsMaxWithoutLatency = 2;
const overLimitMax = 1.3;

interface Push {
  readonly what: string;
  readonly method: "POST" | "PATCH" | "DELETE";
  readonly act: (stage: Stage) => Promise<void>;
}

/** Answers that carried out parts of a batch, or a request of its own. */
function landed(body: string, method: string): number {
  try {
    const { requests } = JSON.parse(body) as { requests: readonly { readonly method: string }[] };
    return requests.filter((one) => one.method === method).length;
  } catch {
    return 0;
  }
}

async function measure(
  stage: Stage,
  { what, method, act }: Push,
  latencyMs: number,
  report: (figure: Figure) => void,
): Promise<void> {
  await stage.setLatency(0);
  await stage.quiet();
  // The change is complete before anybody hears of it, so that one run takes all of it.
  stage.sandbox.erp.webhooks.mode = "drop";
  await act(stage);
  stage.sandbox.erp.webhooks.mode = "normal";
  await stage.setLatency(latencyMs);
  stage.traffic.forget();
  let parts = 0;
  let lastAtMs = 0;
  let processorSeconds = 0;
  const before = process.cpuUsage();
  stage.traffic.watch = (one) => {
    if (one.side !== "graph" || !one.url.includes("/$batch")) return;
    const more = landed(one.requestBody, method);
    parts += more;
    if (more === 0) return;
    lastAtMs = one.atMs;
    const { user, system } = process.cpuUsage(before);
    processorSeconds = (user + system) / 1e6;
  };
  const startMs = performance.now();
  await stage.server.engine.wakeConnection(connectionId);
  await stage.quiet();
  if (parts < changes) throw new Error(`${parts} of ${changes} ${what} reached Outlook`);
  const seconds = (lastAtMs - startMs) / 1000;
  const about = `${changes} ${what} into Outlook, ${latencyMs} ms`;
  const atLeast = pushSeconds(changes, latencyMs);
  report({
    name: `${about}: requests to Graph`,
    value: stage.traffic.count("graph", isOfEvents),
    unit: "round trips",
    limit: batchesFor(changes),
    target: { atMost: roundTripsMax },
  });
  report({
    name: `${about}: requests to the ERP`,
    value: stage.traffic.count("erp"),
    unit: "requests",
    limit: erpReadsFor(changes),
  });
  report({
    name: about,
    value: seconds,
    unit: "s",
    ...(latencyMs > 0 && { limit: atLeast }),
    target: { atMost: latencyMs > 0 ? overLimitMax * atLeast : secondsMaxWithoutLatency },
  });
  // On a busy machine it tells more than the clock.
  report({
    name: `${about}: processor time, sandbox included`,
    value: processorSeconds,
    unit: "s",
  });
}

export const push: Section = {
  title: "Push: changes of the ERP into Outlook",
  async run(report) {
    for (const latencyMs of [0, 30]) {
      const stage = await openStage();
      try {
        const [person] = stage.people;
        if (person === undefined) throw new Error("nobody to measure with");
        const { user } = person;
        const { desks } = stage;
        await desks.fillErp(user, warmUp);
        await person.setUp();
        await stage.quiet();
        let ids: readonly string[] = [];
        const creates: Push = {
          ...{ what: "creates", method: "POST" },
          act: async () => {
            ids = await desks.fillErp(user, changes);
          },
        };
        const edits: Push = {
          ...{ what: "edits", method: "PATCH" },
          act: async () => {
            for (const id of ids) await desks.changeActivity(user, id, { place: "Bremen" });
          },
        };
        const deletes: Push = {
          ...{ what: "deletes", method: "DELETE" },
          act: async () => {
            for (const id of ids) await desks.deleteActivity(user, id);
          },
        };
        await measure(stage, creates, latencyMs, report);
        await measure(stage, edits, latencyMs, report);
        await stage.setLatency(0);
        stage.sandbox.erp.webhooks.mode = "drop";
        await desks.fillErp(user, linked - changes - warmUp);
        await stage.server.engine.wakeConnection(connectionId);
        await measure(stage, deletes, latencyMs, report);
      } finally {
        await stage.stop();
      }
    }
  },
};
