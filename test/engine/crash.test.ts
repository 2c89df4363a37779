import fc from "fast-check";
import type { Connector } from "../../server/connectors/connector.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Store } from "../../server/store/store.ts";
import { activity, appointment, createHarness, type Harness } from "./harness.ts";

/** The engine's process ends at this step of its input and output. */
class Crash extends Error {}

/** Counts every step and ends the process at the chosen ones, before or after their effect. */
function createBreaker() {
  let step = 0;
  let at: { step: number; when: "before" | "after" } | null = null;
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = ++step;
    if (at?.step === mine && at.when === "before") throw new Crash();
    const result = await work();
    if (at?.step === mine && at.when === "after") throw new Crash();
    return result;
  };
  return {
    guard,
    arm(next: { step: number; when: "before" | "after" } | null) {
      step = 0;
      at = next;
    },
    connector: (inner: Connector): Connector => ({
      ...inner,
      delta: (...args) => guard(async () => inner.delta(...args)),
      get: (...args) => guard(async () => inner.get(...args)),
      write: (...args) => guard(async () => inner.write(...args)),
    }),
    store: (inner: Store): Store => ({
      ...inner,
      commit: (...args) => guard(async () => inner.commit(...args)),
    }),
  };
}

const crash = fc.option(
  fc.record({ step: fc.integer({ min: 1, max: 14 }), when: fc.constantFrom("before", "after") }),
  { freq: 2 },
);
const fault = fc.option(
  fc.record({
    side: fc.constantFrom("outlook" as const, "erp" as const),
    call: fc.constantFrom("delta" as const, "get" as const, "write" as const),
    when: fc.constantFrom("before" as const, "after" as const),
    code: fc.constantFrom("unavailable" as const, "throttled" as const),
  }),
  { freq: 3 },
);
const act = fc.record({
  kind: fc.constantFrom("edit", "edit", "edit", "delete", "add", "expire"),
  side: fc.constantFrom("outlook" as const, "erp" as const),
  item: fc.nat(3),
  field: fc.constantFrom("subject", "place"),
});
const schedule = fc.array(fc.record({ acts: fc.array(act, { maxLength: 3 }), crash, fault }), {
  minLength: 1,
  maxLength: 6,
});

/** Every value a person typed, and the value it replaced: an edit is lost when neither shows up. */
interface Typed {
  readonly value: string;
  readonly replaced: unknown;
}

function actAsPerson(
  harness: Harness,
  {
    kind,
    side,
    item,
    field,
  }: { kind: string; side: "outlook" | "erp"; item: number; field: string },
  typed: Typed[],
): void {
  const here = side === "outlook" ? harness.outlook : harness.erp;
  const items = side === "outlook" ? harness.outlookItems() : harness.activities();
  const value = `w${typed.length}`;
  const chosen = items[item % Math.max(1, items.length)];
  if (kind === "expire") {
    here.expireCursors();
  } else if (kind === "add") {
    if (side === "outlook") here.add("ada", appointment(value, 30));
    else here.add("U-ada", activity(value, 30));
    typed.push({ value, replaced: undefined });
  } else if (chosen !== undefined && kind === "delete") {
    typed.push({
      value: `deleted ${JSON.stringify(chosen.fields["subject"])}`,
      replaced: chosen.fields,
    });
    here.remove(chosen.id);
  } else if (chosen !== undefined) {
    typed.push({ value, replaced: chosen.fields[field] });
    here.edit(chosen.id, { [field]: value });
  }
}

/** Replaced by a person, deleted with its item by a person, logged as a conflict, or still there. */
function survives(value: string, typed: readonly Typed[], there: string, log: string): boolean {
  if (there.includes(`"${value}"`) || log.includes(`"${value}"`)) return true;
  return typed.some(
    (one) => one.replaced === value || JSON.stringify(one.replaced ?? "").includes(`"${value}"`),
  );
}

describe("rule 10: stopped after any step and started again", () => {
  it("converges with nothing lost and nothing twice", async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (rounds) => {
        const breaker = createBreaker();
        const harness = await createHarness({
          job: { outlookItems: "all" },
          settings: { precedence: "erp" },
          store: breaker.store(createMemoryStore()),
          wrap: breaker.connector,
        });
        const typed: Typed[] = [];
        for (const round of rounds) {
          breaker.arm(null);
          for (const one of round.acts) actAsPerson(harness, one, typed);
          if (round.fault !== null) harness[round.fault.side].failNext(round.fault);
          breaker.arm(round.crash);
          await harness.run().catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
        }
        breaker.arm(null);
        await harness.settle(12);
        const outlook = harness.outlookItems();
        const erp = harness.activities();
        const print = (items: typeof outlook) =>
          items.map(({ fields }) => JSON.stringify([fields["subject"], fields["place"]])).sort();
        expect(print(outlook)).toEqual(print(erp));
        expect(await harness.links()).toHaveLength(outlook.length);
        const there = JSON.stringify([outlook, erp]);
        const log = JSON.stringify(await harness.history());
        for (const { value } of typed) {
          if (value.startsWith("deleted ")) continue;
          if (!survives(value, typed, there, log)) throw new Error(`the edit ${value} was lost`);
        }
        const before = harness.outlook.writes.length + harness.erp.writes.length;
        await harness.run();
        expect(harness.outlook.writes.length + harness.erp.writes.length).toBe(before);
      }),
      { numRuns: Number(process.env["CRASH_RUNS"] ?? 1500) },
    );
  });
});
