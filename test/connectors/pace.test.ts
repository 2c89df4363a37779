/** What an ERP is spared: requests in their turn, and none while it is maintained. */
import { createHttp } from "../../server/connectors/http.ts";
import { createPace, type PaceLimits } from "../../server/connectors/pace.ts";
import type { Pause } from "../../server/connectors/port/connector-error.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { createStandstill } from "../../server/lib/waits.ts";

const start = Date.parse("2026-11-20T08:00:00Z");

function open(limits: PaceLimits, closed: (nowMs: number) => Pause | null = () => null) {
  const clock = manualClock(start);
  const waits: number[] = [];
  const pace = createPace({
    clock,
    pause: async (ms) => {
      waits.push(ms);
      clock.advance(ms);
    },
    limits: () => limits,
    closed: () => closed(clock.now()),
  });
  const sentAt: number[] = [];
  const send = () =>
    pace.run(async () => {
      sentAt.push(clock.now() - start);
    });
  return { clock, waits, pace, sentAt, send };
}

const refusal = (kind: Pause["kind"]) => ({
  ...{ code: "throttled", side: "erp", facts: { pause: { kind } } },
});

it("sends no more a minute than it may, and waits for what fits soon", async () => {
  const { send, sentAt, clock, waits } = open({ perMinute: 3 });
  await send();
  clock.advance(48_000);
  await send();
  await send();
  expect(sentAt).toEqual([0, 48_000, 60_000]);
  expect(waits.reduce((one, other) => one + other)).toBe(12_000);
});

it("does not keep anybody waiting for long, and says when to come back", async () => {
  const { send, sentAt, waits } = open({ perMinute: 1 });
  await send();
  await expect(send()).rejects.toMatchObject({
    ...refusal("quota"),
    facts: { retryAfterMs: 60_000 },
  });
  expect([sentAt.length, waits]).toEqual([1, []]);
});

it("stops at a day's quota until the next day", async () => {
  const { send, sentAt, clock, pace } = open({ perDay: 2 });
  await send();
  await send();
  expect(pace.standing()).toMatchObject({ kind: "quota", until: "2026-11-21T00:00:00.000Z" });
  await expect(send()).rejects.toMatchObject(refusal("quota"));
  clock.advance(16 * 3_600_000);
  await send();
  expect(sentAt).toHaveLength(3);
});

it("sends so many at once and the others in the order in which they came", async () => {
  const { pace } = open({ atOnce: 2 });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((name) =>
    pace.run(async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  expect(begun).toEqual([0, 1]);
  ends[1]!();
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]!();
  await turn();
  for (const end of ends) end();
  await turn();
  for (const end of ends) end();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3]);
});

it("sends nothing while it is closed, also what waited for its turn when it closed", async () => {
  const until = new Date(start + 3_600_000).toISOString();
  const closesAt = start + 52_000;
  const { send, sentAt, clock } = open({ perMinute: 1 }, (nowMs) =>
    nowMs >= closesAt && nowMs < start + 3_600_000
      ? { kind: "maintenance", until, reason: "Release 7" }
      : null,
  );
  await send();
  clock.advance(45_000);
  await expect(send()).rejects.toMatchObject({
    ...refusal("maintenance"),
    message: "The ERP is being maintained until 2026-11-20 09:00 UTC: Release 7",
    // As soon as it closed, and not only when its turn would have come.
    facts: { retryAfterMs: 3_600_000 - 55_000 },
  });
  expect(sentAt).toEqual([0]);
});

it("counts the wait for a turn to nobody's time limit: an ERP that is spared is not down", async () => {
  const { pace } = open({ atOnce: 1 });
  const events: string[] = [];
  const ends: (() => void)[] = [];
  const http = createHttp({
    ...({ side: "erp", system: "The ERP", timeoutMs: 1000, turn: pace.run } as const),
    timeout: () => {
      events.push("limit");
      return new AbortController().signal;
    },
    fetch: () => {
      events.push("sent");
      return new Promise((resolve) => ends.push(() => resolve(new Response(null))));
    },
  });
  const asked = [1, 2].map(() => http({ method: "GET", url: "http://erp.example", headers: {} }));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  expect(events).toEqual(["limit", "sent"]);
  ends[0]!();
  await turn();
  expect(events).toEqual(["limit", "sent", "limit", "sent"]);
  ends[1]!();
  await Promise.all(asked);
});

it("gives its place free where a request fails", async () => {
  const { pace, send, sentAt } = open({ atOnce: 1 });
  await expect(pace.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await send();
  expect(sentAt).toHaveLength(1);
});

describe("a person's own request", () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  /** One request is on its way; the others wait, in this order. `P` a person's, `s` one of syncing. */
  async function orderOf(asked: string): Promise<string> {
    const { pace } = open({ atOnce: 1 });
    let order = "";
    let end: () => void = () => undefined;
    void pace.run(() => new Promise<void>((resolve) => (end = resolve)));
    await turn();
    const all = Array.from(asked, (who) =>
      (who === "P" ? pace.runFirst : pace.run)(async () => {
        order += who;
      }),
    );
    end();
    await Promise.all(all);
    return order;
  }

  it("goes before what syncing has waiting", async () => {
    expect(await orderOf("sssP")).toBe("Psss");
  });

  it("lets one of syncing go after some of people, however many come", async () => {
    expect(await orderOf(`sss${"P".repeat(10)}`)).toBe("PPPPsPPPPsPPs");
  });

  it("finds room in a minute that syncing has spent, and syncing its own where people spend it", async () => {
    const { pace, clock } = open({ perMinute: 10 });
    const count = async (asker: typeof pace.run) => {
      let sent = 0;
      try {
        for (;;) {
          await asker(async () => {
            sent++;
          });
        }
      } catch {
        return sent;
      }
    };
    expect([await count(pace.run), await count(pace.runFirst)]).toEqual([8, 2]);
    clock.advance(60_000);
    expect([await count(pace.runFirst), await count(pace.run)]).toEqual([10, 0]);
    clock.advance(60_000);
    expect(await count(pace.run)).toBe(8);
  });
});

describe("work that may stand still", () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  /** The clock is moved by the test; who waits is woken by it. */
  function patient(limits: PaceLimits, closed: (nowMs: number) => Pause | null = () => null) {
    const clock = manualClock(start);
    const alarms: { readonly atMs: number; readonly ring: () => void }[] = [];
    const pace = createPace({
      clock,
      pause: (ms) =>
        new Promise((ring) => {
          alarms.push({ atMs: clock.now() + ms, ring: () => ring() });
        }),
      limits: () => limits,
      closed: () => closed(clock.now()),
    });
    const stood = createStandstill();
    const sentAt: number[] = [];
    const sent: number[] = [];
    const send = (name = 0) =>
      stood.run(() =>
        pace.run(async () => {
          sentAt.push(clock.now() - start);
          sent.push(name);
        }),
      );
    const pass = async (ms: number): Promise<void> => {
      const endMs = clock.now() + ms;
      for (await turn(); clock.now() < endMs; await turn()) {
        clock.advance(Math.min(1_000, endMs - clock.now()));
        const due = alarms.filter(({ atMs }) => atMs <= clock.now());
        for (const one of due) {
          alarms.splice(alarms.indexOf(one), 1);
          one.ring();
        }
      }
    };
    return { clock, pace, stood, send, sent, sentAt, pass };
  }

  it("waits for the next minutes in the order in which it came, and says until when", async () => {
    const { send, sent, sentAt, stood, pass } = patient({ perMinute: 10 });
    const all = Array.from({ length: 24 }, (_, name) => send(name));
    await turn();
    expect(sentAt).toHaveLength(8);
    expect(stood.untilMs()).toBe(start + 60_000);
    await pass(60_000);
    expect(stood.untilMs()).toBe(start + 120_000);
    await pass(60_000);
    await Promise.all(all);
    expect(sent).toEqual(Array.from({ length: 24 }, (_, name) => name));
    expect(sentAt).toEqual(sent.map((name) => Math.floor(name / 8) * 60_000));
    expect(stood.untilMs()).toBeNull();
  });

  it("leaves people their part, also where that is one of two", async () => {
    const { send, pace, pass, sentAt } = patient({ perMinute: 2 });
    const all = [send(), send(), send()];
    await pass(65_000);
    await pace.runFirst(async () => undefined);
    await pass(60_000);
    await Promise.all(all);
    expect(sentAt).toEqual([0, 60_000, 120_000]);
  });

  it("waits for some minutes at most; who would be later comes back then", async () => {
    const { send, pass, sentAt } = patient({ perMinute: 10 });
    const asked = Array.from({ length: 40 }, () => send().then(...asSettled));
    await pass(4 * 60_000);
    const all = await Promise.all(asked);
    expect(sentAt).toHaveLength(32);
    const late = all.filter((one) => one !== "sent");
    expect(late).toHaveLength(8);
    expect(late[0]).toMatchObject({ ...refusal("quota"), facts: { retryAfterMs: 240_000 } });
  });

  it("stands still no longer where a window begins, or the process ends", async () => {
    const until = new Date(start + 3_600_000).toISOString();
    const { send, pass } = patient({ perMinute: 1 }, (nowMs) =>
      nowMs < start + 30_000 ? null : { kind: "maintenance", until, reason: "" },
    );
    await send();
    const closed = send().then(...asSettled);
    await pass(31_000);
    expect(await closed).toMatchObject(refusal("maintenance"));

    const { stood, ...other } = patient({ perMinute: 1 });
    await other.send();
    const ended = other.send().then(...asSettled);
    await turn();
    stood.giveUp();
    expect(await ended).toMatchObject(refusal("quota"));
    await expect(other.send()).rejects.toMatchObject(refusal("quota"));
    expect(stood.untilMs()).toBeNull();
  });

  it("does not wait for another day", async () => {
    const { send, stood } = patient({ perDay: 1 });
    await send();
    await expect(send()).rejects.toMatchObject(refusal("quota"));
    expect(stood.untilMs()).toBeNull();
  });

  const asSettled = [() => "sent" as const, (error: unknown) => error] as const;
});

describe("a day's count", () => {
  function keeping(perDay: number) {
    const stored: { startMs: number; sent: number }[] = [];
    const begin = () => {
      const opened = open({ perDay });
      const pace = createPace({
        ...{ clock: opened.clock, pause: async () => undefined, closed: () => null },
        limits: () => ({ perDay }),
        tally: {
          read: () => stored.at(-1) ?? { startMs: 0, sent: 0 },
          keep: (count) => void stored.push(count),
        },
      });
      return { pace, clock: opened.clock, send: () => pace.run(async () => undefined) };
    };
    return { stored, begin };
  }

  it("outlives the process, and the next day begins anew", async () => {
    const { begin } = keeping(3);
    await begin().send();
    const { send, pace, clock } = begin();
    await send();
    await send();
    await expect(send()).rejects.toMatchObject(refusal("quota"));
    clock.advance(86_400_000);
    expect(pace.standing()).toBeNull();
  });

  it("is stored a hundred times at most, and is never too small after a crash", async () => {
    const { begin, stored } = keeping(1_000);
    const first = begin();
    for (let sent = 0; sent < 500; sent++) await first.send();
    expect(stored.length).toBeLessThanOrEqual(50);
    const second = begin();
    let sent = 500;
    while (second.pace.standing() === null) {
      await second.send();
      sent++;
    }
    expect(sent).toBeGreaterThan(980);
    expect(sent).toBeLessThanOrEqual(1_000);
  });
});
