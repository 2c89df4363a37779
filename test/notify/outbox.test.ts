/** The outbox: what is to be told arrives, once, in few mails, whatever the mail server and the power do. */
import fc from "fast-check";
import { manualClock, type ManualClock } from "../../server/lib/clock.ts";
import { countedIds } from "../../server/lib/ids.ts";
import type { Cause } from "../../server/notify/causes.ts";
import { MailError } from "../../server/notify/mailer.ts";
import { createOutbox, gathered, type Outbox } from "../../server/notify/outbox.ts";
import type { OutboxDocument } from "../../server/store/documents/administration.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Store } from "../../server/store/store.ts";

const startMs = Date.parse("2026-11-20T08:00:00Z");
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const tenantId = "contoso";
const historyDays = 30;

/** What the mail server makes of one mail. `killed`: the power goes, before or after it was taken. */
type Fate =
  "taken" | "busy" | "refused" | "silent-taken" | "silent-lost" | "killed-taken" | "killed-lost";

interface Arrival {
  readonly id: string;
  readonly to: string;
  readonly causes: readonly string[];
  readonly atMs: number;
}

class PowerCut extends Error {}

function cause(key: string, more: Partial<Cause> = {}): Cause {
  return {
    key,
    to: { name: "Ada", address: "ada@contoso.example" },
    language: "en",
    companyId: null,
    again: "never",
    notice: { kind: "decision" },
    ...more,
  };
}

/** An outbox with a mail server whose moods are given; a power cut replaces the process. */
function openDesk(fates: Fate[] = []) {
  const clock: ManualClock = manualClock(startMs);
  const inner = createMemoryStore();
  const ids = countedIds("mail");
  const arrivals: Arrival[] = [];
  /** Mails of which an attempt ended without an answer, or with the process. */
  const unclear = new Set<string>();
  let outbox: Outbox;

  const start = (): void => {
    let dead = false;
    const store: Store = {
      ...inner,
      async commit(scope, changes, epoch) {
        if (dead) throw new PowerCut();
        await inner.commit(scope, changes, epoch);
      },
    };
    const send = async (_tenant: string, id: string, mail: OutboxDocument): Promise<void> => {
      const fate = fates.shift() ?? "taken";
      if (fate.endsWith("taken")) {
        const causes = Object.keys(mail.notices);
        arrivals.push({ id, to: mail.to.address, causes, atMs: clock.now() });
      }
      if (fate.startsWith("killed")) dead = true;
      if (fate.startsWith("silent") || dead) unclear.add(id);
      if (dead) throw new PowerCut();
      if (fate.startsWith("silent")) throw new MailError("uncertain", "no answer");
      if (fate === "busy") throw new MailError("unavailable", "451");
      if (fate === "refused") throw new MailError("recipient-refused", "550");
    };
    const log = { info: () => undefined, warn: () => undefined };
    outbox = createOutbox({ store, clock, ids, log, send });
  };
  start();

  return {
    ...{ clock, arrivals, unclear, start },
    get outbox() {
      return outbox;
    },
    /** What a tick of the notifier does. */
    async tick(causes: readonly Cause[], afterMs = 10 * minuteMs): Promise<void> {
      clock.advance(afterMs);
      try {
        await outbox.tell(tenantId, causes);
        await outbox.deliver(tenantId, historyDays);
      } catch (error) {
        if (!(error instanceof PowerCut)) throw error;
        start();
      }
    },
    async only(): Promise<OutboxDocument> {
      const all = await outbox.list(tenantId);
      expect(all).toHaveLength(1);
      return all[0]![1];
    },
  };
}

describe("what is to be told", () => {
  it("is looked for among his own mails alone, however many others were invited", () => {
    const causes = Array.from({ length: 400 }, (_one, at) =>
      cause(`invitation/${at}`, { to: { name: "", address: `p${at}@contoso.example` } }),
    );
    let looks = 0;
    const counted = gathered([], causes, startMs, () => "mail").map(
      ([id, { notices, ...mail }]) => [
        id,
        {
          ...{ ...mail, state: "sent" as const },
          get notices() {
            looks += 1;
            return notices;
          },
        },
      ],
    ) as Parameters<typeof gathered>[0];
    expect(gathered(counted, causes, startMs, () => "another")).toEqual(counted);
    expect(looks).toBeLessThan(10 * causes.length);
  });

  it("is gathered for some minutes into one mail for each person", async () => {
    const desk = openDesk();
    const boss = { name: "", address: "boss@contoso.example" };
    await desk.tick([cause("a")], 0);
    await desk.tick([cause("a"), cause("b"), cause("a", { to: boss })], minuteMs);
    expect(desk.arrivals).toEqual([]);
    const all = [cause("a"), cause("b"), cause("a", { to: boss })];
    await desk.tick(all);
    await desk.tick(all, dayMs);
    expect(desk.arrivals.map(({ to, causes }) => [to, causes])).toEqual([
      ["ada@contoso.example", ["a", "b"]],
      ["boss@contoso.example", ["a"]],
    ]);
  });

  it("is not mailed when it is over before anybody heard of it", async () => {
    const desk = openDesk();
    await desk.tick([cause("a"), cause("b")], 0);
    await desk.tick([cause("b")]);
    expect(desk.arrivals.map(({ causes }) => causes)).toEqual([["b"]]);
  });

  it("leaves an hour between two mails to the same person", async () => {
    const desk = openDesk();
    await desk.tick([cause("a")], 0);
    await desk.tick([cause("a")]);
    await desk.tick([cause("a"), cause("b")]);
    await desk.tick([cause("a"), cause("b"), cause("c")]);
    expect(desk.arrivals).toHaveLength(1);
    await desk.tick([cause("a"), cause("b"), cause("c")], hourMs);
    expect(desk.arrivals.map(({ causes }) => causes)).toEqual([["a"], ["b", "c"]]);
  });

  it("is told once a day where it lasts and asks for it, and else once", async () => {
    const desk = openDesk();
    const lasting = [cause("once"), cause("daily", { again: "daily" })];
    for (let hour = 0; hour < 48; hour++) await desk.tick(lasting, hourMs);
    const told = (key: string) => desk.arrivals.filter(({ causes }) => causes.includes(key)).length;
    expect([told("once"), told("daily")]).toEqual([1, 2]);
  });
});

describe("a mail that is not taken", () => {
  it("waits longer each time and says why, takes up what is new, and goes at once when asked to", async () => {
    const desk = openDesk(["busy", "busy"]);
    await desk.tick([cause("a")], 0);
    await desk.tick([cause("a")]);
    expect(await desk.only()).toMatchObject({
      ...{ state: "waiting", attempts: 1, uncertain: false },
      problem: { code: "unavailable", reason: "451" },
    });
    await desk.tick([cause("a"), cause("b")], 2 * minuteMs);
    expect(await desk.only()).toMatchObject({ attempts: 2 });
    await desk.tick([cause("a"), cause("b")], 1);
    expect(desk.arrivals).toEqual([]);
    await desk.outbox.hurry(tenantId);
    await desk.tick([cause("a"), cause("b")], 1);
    expect(desk.arrivals.map(({ causes }) => causes)).toEqual([["a", "b"]]);
  });

  it("for good is shown, can be tried again or discarded with a reason, and is not sent then", async () => {
    const desk = openDesk(["refused", "refused"]);
    await desk.tick([cause("a")], 0);
    await desk.tick([cause("a")]);
    expect((await desk.only()).state).toBe("failed");
    const [[id]] = (await desk.outbox.list(tenantId)) as [[string, OutboxDocument]];
    expect(await desk.outbox.retry(tenantId, id)).toBe(true);
    await desk.tick([cause("a")], 0);
    expect(await desk.only()).toMatchObject({ state: "failed", attempts: 2 });
    expect(await desk.outbox.discard(tenantId, id, "Ada has left")).toBe(true);
    expect(await desk.outbox.retry(tenantId, id)).toBe(false);
    await desk.tick([cause("a")], dayMs);
    expect(desk.arrivals).toEqual([]);
    expect((await desk.only()).problem).toMatchObject({ reason: "Ada has left" });
  });

  it("goes when an administrator asks for it, though its cause is over by then", async () => {
    const desk = openDesk(["refused", "busy"]);
    await desk.tick([cause("a")], 0);
    await desk.tick([cause("a")]);
    const [[id]] = (await desk.outbox.list(tenantId)) as [[string, OutboxDocument]];
    expect(await desk.outbox.retry(tenantId, id)).toBe(true);
    await desk.tick([], 0);
    expect(await desk.only()).toMatchObject({ state: "waiting", attempts: 2 });
    // Nor is it forgotten between two attempts; what is new goes by itself.
    await desk.tick([cause("b")], hourMs);
    expect(desk.arrivals.map((one) => [one.id, one.causes])).toEqual([[id, ["a"]]]);
  });

  it("that was sent can be neither discarded nor sent again, and is forgotten after its days", async () => {
    const desk = openDesk();
    await desk.tick([cause("a")], 0);
    await desk.tick([cause("a")]);
    const [[id]] = (await desk.outbox.list(tenantId)) as [[string, OutboxDocument]];
    expect(await desk.outbox.retry(tenantId, id)).toBe(false);
    expect(await desk.outbox.discard(tenantId, id, "")).toBe(false);
    await desk.tick([], (historyDays + 1) * dayMs);
    expect(await desk.outbox.list(tenantId)).toEqual([]);
  });

  it("tells nothing of a mailbox that was erased", async () => {
    const desk = openDesk();
    const boss = { name: "", address: "boss@contoso.example" };
    const brake = { kind: "brake", mailbox: "Ada", deletions: 40 } as const;
    const causes = [
      cause("ada/decision/L1"),
      cause("brake/ada/now", { to: boss, notice: brake }),
      cause("brake/grace/now", { to: boss, notice: { ...brake, mailbox: "Grace" } }),
    ];
    await desk.tick(causes, 0);
    await desk.tick(causes);
    await desk.outbox.forget(tenantId, "ada");
    expect(JSON.stringify(await desk.outbox.list(tenantId))).not.toMatch(/ada/i);
    expect(Object.keys((await desk.only()).notices)).toEqual(["brake/grace/now"]);
  });

  it("is sent again after a power cut in the middle, and says that it may have come twice", async () => {
    const desk = openDesk(["killed-taken"]);
    await desk.tick([cause("a")], 0);
    await desk.tick([cause("a")]);
    expect((await desk.only()).state).toBe("sending");
    // Whoever discards it now could be wrong about what happened.
    const [[id]] = (await desk.outbox.list(tenantId)) as [[string, OutboxDocument]];
    expect(await desk.outbox.discard(tenantId, id, "")).toBe(false);
    await desk.tick([cause("a")], 0);
    expect(await desk.only()).toMatchObject({ state: "sent", uncertain: true });
    expect(desk.arrivals.map((one) => one.id)).toEqual([id, id]);
  });
});

const fates = fc.array(
  fc.constantFrom<Fate>(
    ...(["taken", "busy", "silent-taken", "silent-lost", "killed-taken", "killed-lost"] as const),
  ),
  { maxLength: 20 },
);
const people = ["ada@contoso.example", "boss@contoso.example"];
const someCauses = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom("a", "b", "c", "d"),
    address: fc.constantFrom(...people),
  }),
  { selector: ({ key, address }) => `${key} ${address}`, maxLength: 6 },
);
const steps = fc.array(
  fc.record({
    causes: someCauses,
    minutes: fc.constantFrom(0, 1, 6, 30, 61, 24 * 60),
  }),
  { minLength: 1, maxLength: 25 },
);

describe("whatever the mail server and the power do", () => {
  it("what lasts arrives, a mail whose answer was certain never twice, a cause once a day at most", async () => {
    await fc.assert(
      fc.asyncProperty(steps, fates, async (plan, moods) => {
        const desk = openDesk([...moods]);
        const causesOf = (given: (typeof plan)[number]["causes"]): readonly Cause[] =>
          given.map(({ key, address }) =>
            cause(key, {
              to: { name: "", address },
              again: key < "c" ? "daily" : "never",
            }),
          );
        for (const { causes, minutes } of plan) {
          await desk.tick(causesOf(causes), minutes * minuteMs);
        }
        // The faults end, and what is so now stays so.
        moods.length = 0;
        const last = causesOf(plan.at(-1)!.causes);
        for (let hour = 0; hour < 30; hour++) await desk.tick(last, hourMs);

        for (const { key, to } of last) {
          const told = desk.arrivals.some(
            (one) => one.to === to.address && one.causes.includes(key),
          );
          expect([key, told]).toEqual([key, true]);
        }
        const times = new Map<string, number>();
        for (const { id } of desk.arrivals) times.set(id, (times.get(id) ?? 0) + 1);
        for (const [id, count] of times) expect(count > 1 && !desk.unclear.has(id)).toBe(false);

        // A cause that is told once is in one mail to each, however often that was sent.
        for (const to of people) {
          const mailsWith = (key: string) =>
            new Set(
              desk.arrivals
                .filter((one) => one.to === to && one.causes.includes(key))
                .map(({ id }) => id),
            ).size;
          expect(Math.max(mailsWith("c"), mailsWith("d"))).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });
});
