import type { Connector } from "../../../server/connectors/port/connector.ts";
import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import type { SubscriptionRequest } from "../../../server/connectors/port/facets.ts";
import { mailboxKey } from "../../../server/engine/mailboxes/mailbox.ts";
import {
  createSubscriptions,
  sameSecret,
  type Notification,
} from "../../../server/engine/mailboxes/subscriptions.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../../server/store/store.ts";
import { ada, createHarness } from "../harness.ts";

const hour = 3_600_000;
const day = 24 * hour;
const addresses = { notificationUrl: "https://x.example/n", lifecycleUrl: "https://x.example/l" };

/** Graph's subscriptions, as far as the engine sees them. */
async function createWorld(store?: Store) {
  const there = new Set<string>();
  const calls: string[] = [];
  const requests: SubscriptionRequest[] = [];
  /** The next call fails, or the next one that begins like this. */
  const fails: { next: ConnectorError | null; on: string } = { next: null, on: "" };
  /** What Graph says of calendars that it announces nothing of. */
  const lacking: { reason: string | null } = { reason: null };
  let made = 0;
  const answer = (call: string): void => {
    calls.push(call);
    const error = fails.next;
    if (error === null || !call.startsWith(fails.on)) return;
    fails.next = null;
    throw error;
  };
  const wrap = (inner: Connector): Connector => {
    const expiresAt = (): string => new Date(harness.clock.now() + 7 * day).toISOString();
    const known = (id: string): void => {
      if (!there.has(id)) throw new ConnectorError("not-found", "microsoft", "No such one.");
    };
    return {
      ...inner,
      subscriptions: {
        lifetimeMs: 7 * day,
        create: async (_actor, request) => {
          answer("create");
          requests.push(request);
          const id = `S${++made}`;
          there.add(id);
          const lacks = lacking.reason === null ? {} : { lacks: lacking.reason };
          return { id, expiresAt: expiresAt(), ...lacks };
        },
        renew: async (_actor, id) => {
          answer(`renew ${id}`);
          known(id);
          return { id, expiresAt: expiresAt() };
        },
        reauthorize: async (_actor, id) => {
          answer(`reauthorize ${id}`);
          known(id);
        },
        remove: async (_actor, id) => {
          answer(`remove ${id}`);
          there.delete(id);
        },
        list: async () => [],
      },
    };
  };
  const harness = await createHarness({ wrap, ...(store === undefined ? {} : { store }) });
  const subscriptions = createSubscriptions(harness.deps, addresses);
  const document = () => harness.store.get(harness.scope, "subscriptions", "appointment");
  return {
    ...harness,
    subscriptions,
    there,
    calls,
    requests,
    fails,
    lacking,
    document,
    /** Setup is saved with another choice of calendars. */
    async choose(...chosen: readonly string[]): Promise<void> {
      const { mailbox, scope } = harness;
      const calendars = { chosen, target: "default", left: [] };
      const calendar = { ...mailbox.jobs.calendar, calendars };
      await harness.store.commit(scope, [
        put("mailbox", mailboxKey, { ...mailbox, jobs: { calendar } }),
      ]);
    },
    async notification(facts: Partial<Notification> = {}): Promise<Notification> {
      const known = await document();
      return {
        subscriptionId: known?.id ?? "",
        clientState: known?.clientState ?? "",
        tenantId: "contoso",
        lifecycleEvent: null,
        ...facts,
      };
    },
  };
}

const unavailable = new ConnectorError("unavailable", "microsoft", "Down.");

describe("a mailbox's subscription", () => {
  it("asked for twice at once is made once", async () => {
    const world = await createWorld();
    await Promise.all([
      world.subscriptions.ensure(world.scope),
      world.subscriptions.ensure(world.scope),
    ]);
    expect(world.calls).toEqual(["create"]);
    expect([...world.there]).toEqual([(await world.document())?.id]);
  });

  it("is made once, with a secret of its own and both addresses", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create"]);
    expect(world.requests[0]).toMatchObject({ ...addresses, resource: "appointment" });
    const secret = world.requests[0]?.clientState;
    expect(secret).toBe((await world.document())?.clientState);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("is renewed at two thirds of its life, and not before", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    world.clock.advance((7 * day * 2) / 3);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create"]);
    world.clock.advance(1);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create", "renew S1"]);
    world.clock.advance(6 * day);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("that ran out is not healthy, so that the interval takes over", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    world.clock.advance(7 * day);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(false);
  });

  it("that Graph does not know any more is made anew, with a new secret", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    const old = await world.notification();
    world.there.clear();
    world.clock.advance(6.5 * day);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create", "renew S1", "create"]);
    expect(await world.document()).toMatchObject({ id: "S2", healthy: true });
    await expect(world.subscriptions.accept(old)).resolves.toBeNull();
    expect((await world.document())?.clientState).not.toBe(old.clientState);
  });

  it("that cannot be renewed is unhealthy, and is tried again the next time", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    world.clock.advance(6.5 * day);
    world.fails.next = unavailable;
    await world.subscriptions.ensure(world.scope);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(false);
    await world.subscriptions.ensure(world.scope);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("that cannot be made is tried again the next time", async () => {
    const world = await createWorld();
    world.fails.next = unavailable;
    await world.subscriptions.ensure(world.scope);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(false);
    await world.subscriptions.ensure(world.scope);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("that Microsoft refuses says why, and is asked for again after an hour", async () => {
    const world = await createWorld();
    const refusal = "The notification address did not answer.";
    world.fails.next = new ConnectorError("rejected", "microsoft", refusal);
    await world.subscriptions.ensure(world.scope);
    expect(await world.subscriptions.problem(world.scope)).toMatchObject({
      code: "refused",
      reason: refusal,
    });
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create"]);
    world.clock.advance(hour);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create", "create"]);
    expect(await world.subscriptions.problem(world.scope)).toBeNull();
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("that Microsoft refuses for other calendars is asked for again after an hour, and not by every run", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    await world.choose("default", "work");
    world.fails.on = "create";
    world.fails.next = new ConnectorError("forbidden", "microsoft", "Not yours.");
    for (let run = 0; run < 3; run++) await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create", "remove S1", "create"]);
    expect(await world.subscriptions.problem(world.scope)).toMatchObject({ code: "refused" });
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(false);
    world.clock.advance(hour);
    await world.subscriptions.ensure(world.scope);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls.slice(3)).toEqual(["create"]);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("that leaves calendars out is asked for whole after an hour", async () => {
    const world = await createWorld();
    world.lacking.reason = "Work is shared by somebody.";
    await world.subscriptions.ensure(world.scope);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create"]);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(false);
    world.lacking.reason = null;
    world.clock.advance(hour);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create", "remove S1", "create"]);
    expect(await world.subscriptions.problem(world.scope)).toBeNull();
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("whose notifications do not arrive is unhealthy until one does, whatever is renewed", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    await world.subscriptions.unheard(world.scope);
    expect(await world.subscriptions.problem(world.scope)).toMatchObject({ code: "unheard" });
    expect(world.calls).toEqual(["create", "renew S1"]);
    world.clock.advance(6 * day);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toEqual(["create", "renew S1", "renew S1"]);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(false);
    const restarted = createSubscriptions(world.deps, addresses);
    await restarted.load();
    await restarted.accept(await world.notification());
    await expect(restarted.healthy(world.scope)).resolves.toBe(true);
    expect(await restarted.problem(world.scope)).toBeNull();
  });

  it("that turns out to be gone when it is not heard is made anew", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    world.there.clear();
    await world.subscriptions.unheard(world.scope);
    expect(world.calls).toEqual(["create", "renew S1", "create"]);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("is not made for a mailbox that is switched off, and ends when it is", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    const late = await world.notification();
    await world.store.commit(world.scope, [
      put("mailbox", mailboxKey, {
        ...ada,
        jobs: { calendar: { ...ada.jobs.calendar, enabled: false } },
      }),
    ]);
    world.fails.next = unavailable;
    await world.subscriptions.remove(world.scope);
    expect(world.calls).toEqual(["create", "remove S1"]);
    await world.subscriptions.ensure(world.scope);
    expect(world.calls).toHaveLength(2);
    await expect(world.subscriptions.accept(late)).resolves.toBeNull();
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(false);
  });

  it("never throws, not even where the store does: push is a convenience", async () => {
    const inner = createMemoryStore();
    let refuses = false;
    const world = await createWorld({
      ...inner,
      get: (...args) =>
        refuses ? Promise.reject(new StoreError("refused", "Damaged.")) : inner.get(...args),
    });
    refuses = true;
    await expect(world.subscriptions.ensure(world.scope)).resolves.toBeUndefined();
  });
});

describe("a notification", () => {
  it("with its subscription's secret wakes the mailbox, also after a restart", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    const notification = await world.notification();
    await expect(world.subscriptions.accept(notification)).resolves.toEqual(world.scope);
    const restarted = createSubscriptions(world.deps, addresses);
    await expect(restarted.accept(notification)).resolves.toBeNull();
    await restarted.load();
    await expect(restarted.accept(notification)).resolves.toEqual(world.scope);
    expect(world.calls).toEqual(["create"]);
  });

  it.each([
    ["another secret", { clientState: "guessed" }],
    ["no secret", { clientState: "" }],
    ["an unknown subscription", { subscriptionId: "S9" }],
    ["another tenant", { tenantId: "fabrikam" }],
  ])("with %s proves nothing, and does nothing", async (_what, facts) => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    for (const lifecycleEvent of [
      null,
      "subscriptionRemoved",
      "reauthorizationRequired",
    ] as const) {
      const notification = await world.notification({ ...facts, lifecycleEvent });
      await expect(world.subscriptions.accept(notification)).resolves.toBeNull();
    }
    expect(world.calls).toEqual(["create"]);
  });

  it("that reauthorization is required gets one, unless a renewal was one a moment ago", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    const notification = await world.notification({ lifecycleEvent: "reauthorizationRequired" });
    await expect(world.subscriptions.accept(notification)).resolves.toEqual(world.scope);
    expect(world.calls).toEqual(["create"]);
    world.clock.advance(hour);
    await world.subscriptions.accept(notification);
    expect(world.calls).toEqual(["create", "reauthorize S1"]);
    world.clock.advance(6 * day);
    await world.subscriptions.accept(notification);
    expect(world.calls).toEqual(["create", "reauthorize S1", "renew S1"]);
  });

  it("that reauthorization is required, for one that is gone: a new one is made", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    world.clock.advance(hour);
    world.there.clear();
    await world.subscriptions.accept(
      await world.notification({ lifecycleEvent: "reauthorizationRequired" }),
    );
    expect(world.calls).toEqual(["create", "reauthorize S1", "create"]);
  });

  it("that reauthorization is required, refused: unhealthy, and renewed as soon as it goes again", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    world.clock.advance(hour);
    world.fails.next = unavailable;
    await world.subscriptions.accept(
      await world.notification({ lifecycleEvent: "reauthorizationRequired" }),
    );
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(false);
    await world.subscriptions.ensure(world.scope);
    await expect(world.subscriptions.healthy(world.scope)).resolves.toBe(true);
  });

  it("that the subscription was removed makes a new one and wakes the mailbox", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    const notification = await world.notification({ lifecycleEvent: "subscriptionRemoved" });
    await expect(world.subscriptions.accept(notification)).resolves.toEqual(world.scope);
    expect(world.calls).toEqual(["create", "create"]);
    await expect(world.subscriptions.accept(notification)).resolves.toBeNull();
    await expect(world.subscriptions.accept(await world.notification())).resolves.not.toBeNull();
  });

  it("that some were missed has everything in Outlook looked at once more", async () => {
    const world = await createWorld();
    await world.subscriptions.ensure(world.scope);
    const notification = await world.notification({ lifecycleEvent: "missed" });
    await expect(world.subscriptions.accept(notification)).resolves.toEqual(world.scope);
    expect(world.calls).toEqual(["create"]);
    expect([...(await world.store.list(world.scope, "inbox")).values()]).toContainEqual({
      kind: "resync",
      side: "microsoft",
    });
  });
});

describe("secrets", () => {
  it("are compared as digests of equal length, whatever is given", () => {
    expect(sameSecret("abc", "abc")).toBe(true);
    for (const given of ["", "ab", "abcd", "ABC", "ábc"]) {
      expect(sameSecret("abc", given)).toBe(false);
    }
  });
});
