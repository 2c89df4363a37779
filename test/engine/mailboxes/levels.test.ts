import {
  createLevels,
  feedIntervalMs,
  type Place,
} from "../../../server/engine/mailboxes/settings/levels.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";

const minute = 60_000;
const usual = 15;
const system: Place = { name: "system" };
const company = (companyId: string, connectionId = "demo"): Place => ({
  ...{ name: "company", connectionId, companyId },
});

describe("how often the feed of a connection is read", () => {
  it.each<[string, readonly (readonly [Place, number])[], number]>([
    ["as usual where no level says it", [], usual],
    ["as said for everybody", [[system, 30]], 30],
    [
      "as often as the company that waits the least",
      [
        [company("A"), 5],
        [company("B"), 2],
      ],
      2,
    ],
    ["for those of no company as well", [[company("A"), 60]], usual],
    [
      "whatever another connection's company waits",
      [
        [system, 30],
        [company("A", "far"), 1],
      ],
      30,
    ],
  ])("is %s", async (_how, said, minutes) => {
    const levels = createLevels(createMemoryStore(), {
      info: () => undefined,
      warn: () => undefined,
    });
    await levels.ready();
    for (const [place, intervalMinutes] of said) {
      await levels.write(place, { values: { intervalMinutes }, locked: [] });
    }
    expect(feedIntervalMs(levels, "demo", usual * minute)).toBe(minutes * minute);
  });
});
