import fc from "fast-check";
import { manualClock } from "../../../../server/lib/clock.ts";
import { createLanes } from "../../../../server/connectors/graph/requests/lanes.ts";

/** A task that runs until it is told to stop. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function lanesAt(patienceMs = 30_000) {
  const clock = manualClock(0);
  const pauses: number[] = [];
  const pause = async (ms: number) => {
    pauses.push(ms);
    clock.advance(ms);
  };
  return { clock, pauses, lanes: createLanes({ clock, pause, patienceMs }) };
}

describe("the lane of a mailbox", () => {
  it("never holds more than four places at a time, whatever is asked, and serves everybody", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(
          fc.record({
            mailbox: fc.constantFrom("a", "b"),
            places: fc.constantFrom(1, 4),
            fails: fc.boolean(),
          }),
          { maxLength: 30 },
        ),
        async (scheduler, tasks) => {
          const { lanes } = lanesAt();
          const running = new Map<string, number>();
          let most = 0;
          const runs = tasks.map(({ mailbox, places, fails }, index) =>
            lanes
              .run(mailbox, places, async () => {
                const now = (running.get(mailbox) ?? 0) + places;
                running.set(mailbox, now);
                most = Math.max(most, now);
                await scheduler.schedule(Promise.resolve(), String(index));
                running.set(mailbox, (running.get(mailbox) ?? 0) - places);
                if (fails) throw new Error("failed");
              })
              .catch(() => undefined),
          );
          await scheduler.waitFor(Promise.all(runs));
          expect(most).toBeLessThanOrEqual(4);
        },
      ),
    );
  });

  it("is kept in order: a batch is not overtaken by single requests that came later", async () => {
    const { lanes } = lanesAt();
    const [first, order] = [gate(), [] as string[]];
    const runs = [
      lanes.run("a", 1, () => first.opened),
      lanes.run("a", 4, async () => void order.push("batch")),
      lanes.run("a", 1, async () => void order.push("single")),
    ];
    await settle();
    expect(order).toEqual([]);
    first.open();
    await Promise.all(runs);
    expect(order).toEqual(["batch", "single"]);
  });

  it("does not delay another mailbox", async () => {
    const { lanes } = lanesAt();
    const busy = gate();
    lanes.rest("b", 1_000_000);
    const run = lanes.run("a", 4, () => busy.opened);
    await expect(lanes.run("c", 4, async () => "done")).resolves.toBe("done");
    busy.open();
    await run;
  });

  it("rests as long as it was asked to before anything more starts", async () => {
    const { lanes, clock, pauses } = lanesAt();
    lanes.rest("a", 3_000);
    lanes.rest("a", 1_000);
    await lanes.run("a", 1, async () => expect(clock.now()).toBe(3_000));
    expect(pauses).toEqual([3_000]);
  });

  it("refuses, with the time that is left, when the rest is longer than anybody should wait", async () => {
    const { lanes, clock } = lanesAt(5_000);
    lanes.rest("a", 60_000);
    clock.advance(10_000);
    await expect(lanes.run("a", 1, async () => "x")).rejects.toMatchObject({
      code: "throttled",
      facts: { retryAfterMs: 50_000 },
    });
    clock.advance(50_000);
    await expect(lanes.run("a", 1, async () => "x")).resolves.toBe("x");
  });
});
