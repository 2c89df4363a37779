/** A full calendar with many series: how often Graph is asked, and that a second look writes nothing. */
import { put } from "../../../server/store/store.ts";
import { sides } from "../../../server/sync/model.ts";
import type { Section } from "../figure.ts";
import { batchesFor, pagesOf } from "../limits.ts";
import { isOfEvents, openStage, type Stage } from "../stage.ts";

const singles = 10_000;
const series = 500;
/** A weekly series itself and its occurrences in the window: two weeks back, a year ahead. */
const membersEach = 55;
/** Beside pages and masters: the mailbox, its subscription, the keys, what our own writes wake. */
const spareRequests = 10;
const mebibyte = 1024 * 1024;

/** Lists both sides anew. @returns how many requests wrote to either side. */
async function secondSync(stage: Stage): Promise<number> {
  const { traffic, server } = stage;
  const [person] = stage.people;
  if (person === undefined) throw new Error("nobody to measure with");
  traffic.forget();
  const wishes = sides.map((side) => put("inbox", `again-${side}`, { kind: "resync", side }));
  await server.store.commit(person.scope, wishes);
  await person.call("syncNow");
  await stage.quiet();
  const writes = traffic.exchanges.filter(({ method, url }) => {
    return method !== "GET" && !url.includes("$batch") && !url.includes("/token");
  });
  const batched = traffic.exchanges.filter(({ url, requestBody }) => {
    return url.includes("$batch") && /"method":"(POST|PATCH|DELETE)"/.test(requestBody);
  });
  return writes.length + batched.length;
}

export const manySeries: Section = {
  title: `A full calendar: ${singles} appointments and ${series} series, each with changed days`,
  async run(report) {
    const stage = await openStage();
    try {
      const [person] = stage.people;
      if (person === undefined) throw new Error("nobody to measure with");
      await stage.desks.fillOutlook(person.user, singles);
      await stage.desks.fillSeries(person.user, series);
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed;
      let peak = before;
      stage.traffic.watch = () => {
        peak = Math.max(peak, process.memoryUsage().heapUsed);
      };
      stage.traffic.forget();
      const startMs = performance.now();
      await person.setUp({ outlookItems: "all" });
      await stage.quiet();
      const { erp } = person;
      const made = (await erp.list()).filter(({ recurrence }) => recurrence !== null);
      const whole = made.filter(({ occurrences }) => occurrences.length === 2);
      if (whole.length !== series) throw new Error(`${whole.length} whole series reached the ERP`);
      const pages = stage.traffic.count("graph", ({ url }) => url.includes("/calendarView/delta"));
      const least = pagesOf(singles + series * membersEach);
      const limit = least + batchesFor(series);
      report({ name: "pages of the list", value: pages, unit: "requests", limit: least });
      const forEvents = stage.traffic.count("graph", isOfEvents);
      report({ name: "requests for events", value: forEvents, unit: "requests", limit });
      report({
        ...{ name: "all requests to Graph", value: stage.traffic.count("graph"), limit },
        ...{ unit: "requests", target: { atMost: limit + spareRequests } },
      });
      report({
        name: "until the ERP has it all",
        value: (performance.now() - startMs) / 1000,
        unit: "s",
      });
      report({
        name: "memory beyond rest, at most",
        value: (peak - before) / mebibyte,
        unit: "MiB",
      });
      const writes = await secondSync(stage);
      report({
        ...{ name: "second sync: writes", value: writes, unit: "requests", limit: 0 },
        target: { atMost: 0 },
      });
    } finally {
      await stage.stop();
    }
  },
};
