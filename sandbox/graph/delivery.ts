/** The way to the subscriber's endpoint: what waits, what goes together, what is tried again. */
import type { Endpoints } from "./endpoints.ts";
import type { Pending, Subscription } from "./model.ts";
import type { World } from "./world.ts";

/** POSTs to the subscriber. Rejects when nobody answers in time. */
export type Deliver = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
) => Promise<{ status: number; body: string }>;

const minuteMs = 60_000;
/** Undelivered notifications are tried again for four hours, then lost (`limits.json`). */
const retryForMs = 240 * minuteMs;
const firstRetryMs = 10_000;
/** One POST carries as many as wait for the same address. */
const perPostMax = 100;
/** How long the token that a subscription was made or renewed with opens the endpoint. */
const tokenMs = 60 * minuteMs;

export interface Delivery {
  /** Queues a notification, to be sent after `delayMs`. */
  push(
    subscription: Subscription,
    url: string,
    notification: Pending["notification"],
    delayMs?: number,
  ): void;
  /** Sends what `isDue` names, once everything before has been sent. */
  run(isDue: (pending: Pending) => boolean, newestFirst: boolean): Promise<void>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
}

const isLifecycle = ({ notification }: Pending) => "lifecycleEvent" in notification;

/** Notifications for one address that go together; never the same one twice. */
function postsOf(due: readonly Pending[]): Pending[][] {
  const posts: Pending[][] = [];
  for (const pending of due) {
    const open = posts.find(
      (post) =>
        post[0]?.url === pending.url &&
        post.length < perPostMax &&
        !post.some(({ notification }) => notification["id"] === pending.notification["id"]),
    );
    if (open) open.push(pending);
    else posts.push([pending]);
  }
  return posts;
}

export interface DeliveryDeps {
  readonly world: World;
  readonly deliver: Deliver;
  readonly endpoints: Endpoints;
  /** Called for a notification that is given up after four hours. */
  readonly lost: (subscription: Subscription) => void;
}

export function createDelivery({ world, deliver, endpoints, lost }: DeliveryDeps): Delivery {
  let running: Promise<void> = Promise.resolve();

  const subscriptionOf = ({ subscriptionId }: Pending) =>
    world.state.subscriptions.find(({ id }) => id === subscriptionId);

  /** An endpoint whose token has expired gets nothing until the subscription is reauthorized. */
  function isLocked(pending: Pending, now: number): boolean {
    if (world.switches.endpointToken === "lasting" || isLifecycle(pending)) return false;
    const subscription = subscriptionOf(pending);
    return subscription !== undefined && subscription.authorizedAt + tokenMs <= now;
  }

  function tryLater(pending: Pending): void {
    pending.attempts += 1;
    pending.nextAt = world.clock.now() + firstRetryMs * 2 ** (pending.attempts - 1);
    if (pending.nextAt <= pending.firstAt + retryForMs) {
      world.state.pending.push(pending);
      return;
    }
    const subscription = subscriptionOf(pending);
    if (subscription !== undefined && !isLifecycle(pending)) lost(subscription);
  }

  async function send(post: readonly Pending[]): Promise<void> {
    const url = post[0]?.url ?? "";
    const startedAt = world.clock.now();
    const tookMs = () => world.clock.now() - startedAt;
    let accepted = false;
    try {
      const body = JSON.stringify({ value: post.map(({ notification }) => notification) });
      const { status } = await deliver(url, body, {
        "content-type": "application/json; charset=utf-8",
      });
      accepted = status >= 200 && status < 300 && tookMs() < endpoints.patienceMs();
    } catch {
      // Nobody there: the same as an answer that refuses, to be tried again.
    }
    endpoints.answered(url, tookMs(), world.clock.now());
    if (!accepted) post.forEach(tryLater);
  }

  /** Takes what is due out of the queue before sending, so that nothing is sent by two at once. */
  async function deliverDue(
    isDue: (pending: Pending) => boolean,
    newestFirst: boolean,
  ): Promise<void> {
    const now = world.clock.now();
    const due: Pending[] = [];
    const waiting: Pending[] = [];
    for (const pending of world.state.pending) (isDue(pending) ? due : waiting).push(pending);
    if (due.length === 0) return;
    world.state.pending = waiting;
    if (newestFirst) due.reverse();
    due.filter((pending) => isLocked(pending, now)).forEach(tryLater);
    for (const post of postsOf(due.filter((pending) => !isLocked(pending, now)))) await send(post);
  }

  return {
    push(subscription, url, notification, delayMs = 0) {
      const now = world.clock.now();
      world.state.pending.push({
        ...{ subscriptionId: subscription.id, url, notification },
        ...{ firstAt: now, attempts: 0, nextAt: now + delayMs },
      });
    },
    run(isDue, newestFirst) {
      running = running.then(() => deliverDue(isDue, newestFirst));
      return running;
    },
    idle: () => running,
  };
}
