/**
 * Change and lifecycle notifications on their way to the subscriber. At least once, in no order, and
 * sometimes not at all: the mode chooses how badly.
 */
import { guid } from "./ids.ts";
import type { Mailbox, Pending, StoredEvent, Subscription } from "./model.ts";
import { eventETag } from "./events/project.ts";
import { type ChangeKind, type World, living } from "./world.ts";
import { instant } from "./zones.ts";

/** POSTs to the subscriber. Rejects when nobody answers in time. */
export type Deliver = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
) => Promise<{ status: number; body: string }>;

/**
 * - `normal`: after the change, in order.
 * - `drop`: lost without a trace.
 * - `duplicate`: each twice.
 * - `reorder`: held until two or more wait (or until flushed), newest first.
 * - `late`: held until flushed.
 */
export type DeliveryMode = "normal" | "drop" | "duplicate" | "reorder" | "late";

export type LifecycleEvent = "reauthorizationRequired" | "subscriptionRemoved" | "missed";

const hourMs = 3_600_000;
/** Undelivered notifications are tried again for four hours, then lost (`limits.json`). */
const retryForMs = 4 * hourMs;
const firstRetryMs = 10_000;

export interface Notifications {
  mode: DeliveryMode;
  /** Queues a notification for everyone who watches this kind of change. */
  changed(mailbox: Mailbox, event: StoredEvent, kind: ChangeKind): void;
  /** Queues a lifecycle notification; `subscriptionRemoved` ends the subscription. */
  lifecycle(subscriptionId: string, event: LifecycleEvent): void;
  /** Delivers what is due, unless the mode holds it back. Called after every request. */
  pump(): Promise<void>;
  /** Delivers everything that is due, held back or not. */
  flush(): Promise<void>;
}

function changeNotification(
  world: World,
  subscription: Subscription,
  event: StoredEvent,
  kind: ChangeKind,
): Record<string, unknown> {
  const id = subscription.immutableIds ? event.key : event.restId;
  const resource = `Users/${subscription.userId}/Events/${id}`;
  return {
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: instant(subscription.expiresAt),
    changeType: kind,
    resource,
    resourceData: {
      "@odata.type": "#Microsoft.Graph.Event",
      "@odata.id": resource,
      ...(kind !== "deleted" && { "@odata.etag": eventETag(event) }),
      id,
    },
    clientState: subscription.clientState,
    tenantId: subscription.tenantId,
    id: guid(`notification/${subscription.id}/${event.version}/${world.clock.now()}/${kind}`),
  };
}

export function createNotifications(world: World, deliver: Deliver): Notifications {
  let running: Promise<void> = Promise.resolve();

  function queue(subscription: Subscription, url: string, notification: Pending["notification"]) {
    const now = world.clock.now();
    const pending: Pending = {
      ...{ subscriptionId: subscription.id, url, notification },
      ...{ firstAt: now, attempts: 0, nextAt: now },
    };
    world.state.pending.push(pending);
    if (notifications.mode === "duplicate") world.state.pending.push({ ...pending });
  }

  async function send(pending: Pending): Promise<void> {
    let accepted = false;
    try {
      const body = JSON.stringify({ value: [pending.notification] });
      const answer = await deliver(pending.url, body, {
        "content-type": "application/json; charset=utf-8",
      });
      accepted = answer.status >= 200 && answer.status < 300;
    } catch {
      // Nobody there: the same as an answer that refuses, to be tried again.
    }
    if (accepted) return;
    const now = world.clock.now();
    pending.attempts += 1;
    pending.nextAt = now + firstRetryMs * 2 ** (pending.attempts - 1);
    if (pending.nextAt <= pending.firstAt + retryForMs) world.state.pending.push(pending);
  }

  /** Takes what is due out of the queue before sending, so that nothing is sent by two at once. */
  async function deliverDue(): Promise<void> {
    const now = world.clock.now();
    const due = world.state.pending.filter(({ nextAt }) => nextAt <= now);
    world.state.pending = world.state.pending.filter(({ nextAt }) => nextAt > now);
    if (notifications.mode === "reorder") due.reverse();
    for (const pending of due) await send(pending);
  }

  function enqueueRun(): Promise<void> {
    running = running.then(deliverDue);
    return running;
  }

  const notifications: Notifications = {
    mode: "normal",
    changed(mailbox, event, kind) {
      if (notifications.mode === "drop") return;
      for (const subscription of living(world)) {
        if (subscription.userId !== mailbox.userId) continue;
        if (!subscription.changeType.split(",").includes(kind)) continue;
        const notification = changeNotification(world, subscription, event, kind);
        queue(subscription, subscription.notificationUrl, notification);
      }
    },
    lifecycle(subscriptionId, event) {
      const subscription = living(world).find(({ id }) => id === subscriptionId);
      if (subscription === undefined) throw new Error(`no subscription ${subscriptionId}`);
      if (event === "subscriptionRemoved") {
        world.state.subscriptions = world.state.subscriptions.filter(
          (other) => other !== subscription,
        );
      }
      if (subscription.lifecycleNotificationUrl === null) return;
      queue(subscription, subscription.lifecycleNotificationUrl, {
        subscriptionId,
        subscriptionExpirationDateTime: instant(subscription.expiresAt),
        tenantId: subscription.tenantId,
        clientState: subscription.clientState,
        lifecycleEvent: event,
      });
    },
    pump() {
      const { mode } = notifications;
      const held = mode === "late" || (mode === "reorder" && world.state.pending.length < 2);
      return held || world.state.pending.length === 0 ? Promise.resolve() : enqueueRun();
    },
    flush: enqueueRun,
  };
  return notifications;
}
