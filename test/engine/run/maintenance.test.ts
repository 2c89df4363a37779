/** An ERP's maintenance may begin in the middle of a run: work waits, and nothing is lost or made twice. */
import type { Connector } from "../../../server/connectors/port/connector.ts";
import { ConnectorError, type Pause } from "../../../server/connectors/port/connector-error.ts";
import type { Outcome } from "../../../server/connectors/port/item.ts";
import { createPace } from "../../../server/connectors/pace.ts";
import { earliestRetryMs } from "../../../server/engine/run/retry.ts";
import type { RunReport } from "../../../server/engine/run/run.ts";
import type { StateDocument } from "../../../server/store/documents/mailbox.ts";
import { activity, appointment, createHarness } from "../harness.ts";

const hourMs = 3_600_000;

/** The ERP's every request in its turn; the window begins after so many of them. */
async function open(requests: number) {
  let left = Infinity;
  let until: string | null = null;
  const harness = await createHarness({
    wrap: (inner) => (inner.side === "erp" ? paced(inner, (send) => pace.run(send)) : inner),
  });
  const closed = (): Pause | null => {
    if (left > 0) {
      left -= 1;
      return null;
    }
    until ??= new Date(harness.clock.now() + hourMs).toISOString();
    return harness.clock.now() < Date.parse(until)
      ? { kind: "maintenance", until, reason: "Release 7" }
      : null;
  };
  const pace = createPace({
    ...{ clock: harness.clock, closed },
    limits: () => ({}),
    pause: () => Promise.reject(new Error("nobody waits")),
  });
  return {
    ...harness,
    close() {
      left = requests;
    },
    stayOpen() {
      left = Infinity;
    },
    isClosed: () => until !== null,
  };
}

function paced(inner: Connector, turn: <T>(send: () => Promise<T>) => Promise<T>): Connector {
  const sent = async (send: () => Promise<readonly Outcome[]>): Promise<Outcome> => {
    try {
      return (await turn(send))[0]!;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { kind: "error", error };
    }
  };
  return {
    ...inner,
    delta: (...args) => turn(() => inner.delta(...args)),
    get: (...args) => turn(() => inner.get(...args)),
    // One request for each, as ERPs take them: some are sent before it begins.
    async write(actor, resource, actions) {
      const outcomes: Outcome[] = [];
      for (const action of actions)
        outcomes.push(await sent(() => inner.write(actor, resource, [action])));
      return outcomes;
    },
    findByKey: (...args) => turn(() => inner.findByKey(...args)),
  };
}

/** Nobody is told that something is wrong, and nobody asks again before it is over. */
async function waits(
  world: Awaited<ReturnType<typeof open>>,
  report: RunReport,
  before: StateDocument | undefined,
): Promise<void> {
  expect(report).toMatchObject({ outcome: "failed", error: { facts: { pause: {} } } });
  expect(await world.state()).toEqual(before);
  expect(earliestRetryMs(report.error)).toBeGreaterThan(hourMs - 60_000);
  const sent = world.erp.writes.length;
  await world.run();
  expect(world.erp.writes).toHaveLength(sent);
  world.clock.advance(hourMs);
}

it("beginning at any request of a run, it delays what was to be done and changes nothing else", async () => {
  let isOver = false;
  let played = 0;
  for (let requests = 0; !isOver; requests++) {
    played += 1;
    const world = await open(requests);
    const edited = world.outlook.add("ada", appointment("Edited"));
    await world.choose(edited);
    await world.settle();
    const before = await world.state();

    world.outlook.edit(edited, { place: "Hamburg" });
    const fresh = world.outlook.add("ada", appointment("New in Outlook", 30));
    await world.choose(fresh);
    world.erp.add("U-ada", activity("New in the ERP", 48));
    world.close();
    const report = await world.run();
    isOver = !world.isClosed();
    if (isOver) world.stayOpen();
    else await waits(world, report, before);
    await world.settle();
    const subjects = ["Edited", "New in Outlook", "New in the ERP"];
    const found = (items: readonly { fields: Readonly<Record<string, unknown>> }[]) =>
      items.map(({ fields }) => fields["subject"]).sort();
    expect(found(world.outlookItems())).toEqual(subjects);
    expect(found(world.activities())).toEqual(subjects);
    const copy = world.activities().find(({ fields }) => fields["subject"] === "Edited");
    expect(copy?.fields["place"]).toBe("Hamburg");
  }
  expect(played).toBeGreaterThan(3);
});
