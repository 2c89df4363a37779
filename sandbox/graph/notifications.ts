/**
 * Change and lifecycle notifications for the subscribers. At least once, in no order, and sometimes
 * not at all: the mode chooses how badly. `change-notifications-delivery-webhooks.md`,
 * `change-notifications-lifecycle-events.md`.
 */
import { chanceOf } from "../../server/lib/chance.ts";
import { type Deliver, createDelivery } from "./delivery.ts";
import { type EndpointState, createEndpoints } from "./endpoints.ts";
import { eventETag } from "./events/project.ts";
import { guid } from "./ids.ts";
import type { Mailbox, Pending, StoredEvent, Subscription } from "./model.ts";
import { type ChangeKind, type World, living } from "./world.ts";
import { instant } from "./zones.ts";

/**
 * - `normal`: after the change, in order.
 * - `drop`: lost without a trace.
 * - `missed`: lost, and the subscription's `missed` says so.
 * - `duplicate`: each twice.
 * - `reorder`: held until two or more wait (or until flushed), newest first.
 * - `late`: held until flushed.
 * - `mixed`: chance decides for each, from a seed.
 */
export const deliveryModes = [
  ...(["normal", "drop", "missed", "duplicate", "reorder", "late", "mixed"] as const),
];
export type DeliveryMode = (typeof deliveryModes)[number];

export type LifecycleEvent = "reauthorizationRequired" | "subscriptionRemoved" | "missed";

const minuteMs = 60_000;
/** How late a notification about a calendar may be. */
const latestMs = 3 * minuteMs;
/** The subscriber is asked to reauthorize while the endpoint's token, good for an hour, still works. */
const challengeMs = 40 * minuteMs;

export interface Notifications {
  mode: DeliveryMode;
  /** Chance begins anew: the same seed makes the same of the same changes. */
  mix(seed: number): void;
  /** Queues a notification for everyone who watches this kind of change. */
  changed(mailbox: Mailbox, event: StoredEvent, kind: ChangeKind): void;
  /** Queues a lifecycle notification; `subscriptionRemoved` ends the subscription. */
  lifecycle(subscriptionId: string, event: LifecycleEvent): void;
  /** Delivers what is due, unless the mode holds it back. Called after every request and by the clock. */
  pump(): Promise<void>;
  /** Delivers everything that is due, held back or not. */
  flush(): Promise<void>;
  /** When something will next be due by the clock, `undefined` where nothing waits for it. */
  nextDueAt(): number | undefined;
  /** Endpoints whose notifications wait or are lost because they answered slowly. */
  punished(): { readonly endpoint: string; readonly state: EndpointState }[];
  /** Forgets how endpoints answered, and the mode. */
  reset(): void;
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
  const endpoints = createEndpoints(world.switches);
  const delivery = createDelivery({ world, deliver, endpoints, lost });
  let random = chanceOf(world.state.seed);

  /** A subscription to all events tells of every calendar (documented), or of the default one (reported). */
  function isWatched({ calendarId }: Subscription, mailbox: Mailbox, event: StoredEvent): boolean {
    if (calendarId != null) return event.calendarId === calendarId;
    if (world.switches.subscriptionCalendars === "all") return true;
    return mailbox.calendars.some(({ id, isDefault }) => isDefault && id === event.calendarId);
  }

  function tellLifecycle(subscription: Subscription, lifecycleEvent: LifecycleEvent): void {
    const { lifecycleNotificationUrl: url } = subscription;
    if (url === null) return;
    delivery.push(subscription, url, {
      subscriptionId: subscription.id,
      subscriptionExpirationDateTime: instant(subscription.expiresAt),
      tenantId: subscription.tenantId,
      clientState: subscription.clientState,
      lifecycleEvent,
    });
  }

  /** Says that something was missed: once, not for each. */
  function tellMissed(subscription: Subscription): void {
    const isTold = world.state.pending.some(
      ({ subscriptionId, notification }) =>
        subscriptionId === subscription.id && notification["lifecycleEvent"] === "missed",
    );
    if (!isTold) tellLifecycle(subscription, "missed");
  }

  function lost(subscription: Subscription): void {
    if (world.switches.lostNotifications === "announced") tellMissed(subscription);
  }

  /** Queues a change notification as the mode and the endpoint's state want it. */
  function queue(subscription: Subscription, notification: Pending["notification"]): void {
    const { notificationUrl: url } = subscription;
    const now = world.clock.now();
    if (endpoints.stateOf(url, now) === "drop") {
      lost(subscription);
      return;
    }
    const waitMs = endpoints.delayMs(url, now);
    const soon = () => delivery.push(subscription, url, notification, waitMs);
    const late = () =>
      delivery.push(subscription, url, notification, waitMs + Math.ceil(random() * latestMs));
    const twice = (second: () => void) => {
      soon();
      second();
    };
    switch (notifications.mode) {
      case "drop":
        return;
      case "missed":
        tellMissed(subscription);
        return;
      case "duplicate":
        twice(soon);
        return;
      case "mixed": {
        const roll = random();
        if (roll < 0.4) soon();
        else if (roll < 0.6) twice(late);
        else if (roll < 0.85) late();
        else if (roll < 0.95) tellMissed(subscription);
        // The rest is lost without a word.
        return;
      }
      case "normal":
      case "reorder":
      case "late":
        soon();
    }
  }

  const isDue = ({ nextAt }: Pending) => nextAt <= world.clock.now();
  const newestFirst = () => notifications.mode === "reorder";

  /** Whether the mode keeps back what was not tried yet. */
  function isHeld(): boolean {
    const fresh = () => world.state.pending.filter(({ attempts }) => attempts === 0).length;
    const { mode } = notifications;
    return mode === "late" || (mode === "reorder" && fresh() < 2);
  }

  /** Asks for reauthorization wherever the endpoint's token is about to expire, once each. */
  function challenge(): void {
    if (world.switches.endpointToken === "lasting") return;
    for (const subscription of living(world)) {
      const at = subscription.authorizedAt + challengeMs;
      if (subscription.challenged || at > world.clock.now()) continue;
      subscription.challenged = true;
      tellLifecycle(subscription, "reauthorizationRequired");
    }
  }

  const notifications: Notifications = {
    mode: "normal",
    mix(seed) {
      notifications.mode = "mixed";
      random = chanceOf(seed);
    },
    changed(mailbox, event, kind) {
      if (notifications.mode === "drop") return;
      // One action of a person, several notifications (quirk `notify-duplicates`).
      const again = world.switches.notificationBursts && kind !== "deleted";
      const kinds: readonly ChangeKind[] = again ? [kind, "updated"] : [kind];
      for (const subscription of living(world)) {
        if (subscription.userId !== mailbox.userId || subscription.watches !== "event") continue;
        if (!isWatched(subscription, mailbox, event)) continue;
        const wanted = subscription.changeType.split(",");
        for (const told of kinds.filter((one) => wanted.includes(one))) {
          queue(subscription, changeNotification(world, subscription, event, told));
        }
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
      tellLifecycle(subscription, event);
    },
    pump() {
      challenge();
      if (world.state.pending.length === 0) return delivery.idle();
      const held = isHeld();
      return delivery.run(
        (pending) => isDue(pending) && !(held && pending.attempts === 0),
        newestFirst(),
      );
    },
    flush() {
      challenge();
      const isFresh = ({ attempts }: Pending) => attempts === 0;
      return delivery.run((pending) => isFresh(pending) || isDue(pending), newestFirst());
    },
    nextDueAt() {
      const held = isHeld();
      const times = world.state.pending
        .filter(({ attempts }) => !(held && attempts === 0))
        .map(({ nextAt }) => nextAt);
      if (world.switches.endpointToken === "hourly") {
        const unasked = living(world).filter(({ challenged }) => !challenged);
        times.push(...unasked.map(({ authorizedAt }) => authorizedAt + challengeMs));
      }
      return times.length === 0 ? undefined : Math.min(...times);
    },
    punished: () => endpoints.list(world.clock.now()),
    reset() {
      notifications.mode = "normal";
      endpoints.clear();
    },
  };
  return notifications;
}
