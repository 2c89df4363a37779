/** How to be told of changes in a calendar. When, is the engine's to decide. */
import { z } from "zod";
import type { Clock } from "../../lib/clock.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type { Subscription, SubscriptionFacet, SubscriptionRequest } from "../port/facets.ts";
import { type Actor, defaultCalendar, chosenCalendars } from "../port/item.ts";
import { calendarPath } from "./calendars.ts";
import { unreadable } from "./requests/errors.ts";
import { listPages } from "./requests/pages.ts";
import type { Session } from "./requests/session.ts";

/** Graph's limit is 10,080 minutes; the margin covers clocks that disagree. */
const lifetimeMs = (10_080 - 15) * 60_000;
/** The limit in older texts and in clouds that lag behind: asked for where the longer is refused. */
const shortLifetimeMs = (4_230 - 15) * 60_000;

const subscriptionSchema = z.looseObject({
  id: z.string().min(1),
  resource: z.string().nullish(),
  expirationDateTime: z.string(),
});
const listSchema = z.looseObject({
  value: z.array(subscriptionSchema),
});

export function createSubscriptions(session: Session, clock: Clock): SubscriptionFacet {
  /** Asks for the longest life that is granted; a refusal for another reason is refused again. */
  async function asLongAsGranted<T>(ask: (expiresAt: string) => Promise<T>): Promise<T> {
    const expiry = (ms: number) => new Date(clock.now() + ms).toISOString();
    try {
      return await ask(expiry(lifetimeMs));
    } catch (error) {
      if (!(error instanceof ConnectorError && error.code === "rejected")) throw error;
      return await ask(expiry(shortLifetimeMs));
    }
  }
  const urlOf = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;

  async function create(
    actor: Actor,
    request: SubscriptionRequest,
    resource: string,
    expiresAt: string,
  ): Promise<Subscription> {
    const reply = await session.send(actor, {
      method: "POST",
      url: "/subscriptions",
      // Without it notifications would name events by ids that we do not know.
      headers: { Prefer: 'IdType="ImmutableId"' },
      body: {
        changeType: "created,updated,deleted",
        resource,
        notificationUrl: request.notificationUrl,
        lifecycleNotificationUrl: request.lifecycleUrl,
        clientState: request.clientState,
        expirationDateTime: expiresAt,
      },
    });
    return read(reply.body);
  }

  /**
   * To all events of the mailbox, as documented, and to each further calendar: by what was reported,
   * the first may leave those out. What comes twice is one wake-up.
   */
  async function createAll(actor: Actor, request: SubscriptionRequest): Promise<Subscription> {
    const made = async (resource: string): Promise<Subscription> =>
      asLongAsGranted((expiresAt) => create(actor, request, resource, expiresAt));
    const main = await made(`${session.root(actor)}/events`);
    const also: Subscription[] = [];
    let lacks: string | undefined;
    for (const calendar of chosenCalendars(actor)) {
      if (calendar === defaultCalendar) continue;
      try {
        also.push(await made(`${calendarPath(session, actor, calendar)}/events`));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        lacks = error.message;
      }
    }
    const ends = [main, ...also].map(({ expiresAt }) => expiresAt).sort();
    return {
      id: main.id,
      expiresAt: ends[0] ?? main.expiresAt,
      ...(also.length === 0 ? {} : { also: also.map(({ id }) => id) }),
      ...(lacks === undefined ? {} : { lacks }),
    };
  }

  async function list(actor: Actor): Promise<readonly Subscription[]> {
    const list = { url: "/subscriptions", page: listSchema, what: "subscriptions" };
    const all = await listPages(session, actor, list);
    return all.filter(({ resource }) => isCalendarOf(actor, resource ?? "")).map(subscription);
  }

  async function remove(actor: Actor, id: string): Promise<void> {
    try {
      await session.send(actor, { method: "DELETE", url: urlOf(id) });
    } catch (error) {
      if (!(error instanceof ConnectorError && error.code === "not-found")) throw error;
    }
  }

  return {
    lifetimeMs,
    list,
    remove,

    async create(actor, request) {
      const ask = () => createAll(actor, request);
      try {
        return await ask();
      } catch (error) {
        // 409: one exists already, of a start whose reply was lost or that forgot its state. It cannot
        // be adopted, because nobody can read or change the secret that it presents.
        if (!(error instanceof ConnectorError && error.code === "stale")) throw error;
        for (const { id } of await list(actor)) await remove(actor, id);
        return ask();
      }
    },

    async renew(actor, id) {
      const reply = await asLongAsGranted((expirationDateTime) =>
        session.send(actor, { method: "PATCH", url: urlOf(id), body: { expirationDateTime } }),
      );
      return read(reply.body);
    },

    async reauthorize(actor, id) {
      await session.send(actor, { method: "POST", url: `${urlOf(id)}/reauthorize` });
    },
  };
}

function read(body: unknown): Subscription {
  const parsed = subscriptionSchema.safeParse(body);
  if (!parsed.success) throw unreadable("a subscription without id or expiry");
  return subscription(parsed.data);
}

function subscription({
  id,
  expirationDateTime,
}: z.infer<typeof subscriptionSchema>): Subscription {
  return { id, expiresAt: new Date(expirationDateTime).toISOString() };
}

/** Asked again, it would be refused again. */
function isRefusal(error: unknown): error is ConnectorError {
  const refusals = ["rejected", "forbidden", "not-found"];
  return error instanceof ConnectorError && refusals.includes(error.code);
}

/**
 * Whether it watches the mailbox or one of its calendars. Graph gives the resource back as it was sent,
 * or with the person's id in place of `me`.
 */
function isCalendarOf(actor: Actor, resource: string): boolean {
  const path = resource
    .toLowerCase()
    .replace(/^\//, "")
    .replace(/\('([^']*)'\)/g, "/$1")
    .replace(/\/calendars\/[^/]+/, "");
  if (path === "me/events") return actor.mailboxId === actor.userId;
  return path === `users/${actor.mailboxId.toLowerCase()}/events`;
}
