/** Microsoft Graph v1.0 as a connector: the calendars of one mailbox at a time. */
import type { Clock } from "../../lib/clock.ts";
import { strongPromises, type Connector } from "../port/connector.ts";
import type {
  CategoryFacet,
  InvitationFacet,
  ItemIdFacet,
  KeyFacet,
  MailboxFacet,
  SubscriptionFacet,
} from "../port/facets.ts";
import type { Actor } from "../port/item.ts";
import { createCategories } from "./categories.ts";
import { createClient } from "./requests/client.ts";
import { listCalendars, sharedCalendars } from "./calendars.ts";
import { outlookFields } from "./event/event.ts";
import { createEvents } from "./events.ts";
import { extendedProperty } from "./event/event.ts";
import { userField } from "./event/properties.ts";
import { listKeys, listProperty } from "./keys.ts";
import { createLanes } from "./requests/lanes.ts";
import { createMailbox } from "./mailbox.ts";
import { withRights } from "./rights.ts";
import { readDelta } from "./round.ts";
import { type GraphCall, createSession } from "./requests/session.ts";
import { createSuspects } from "./suspects.ts";
import { createSubscriptions } from "./subscriptions.ts";

export interface GraphConnectorDeps {
  /** `https://graph.microsoft.com`, a national cloud, or the sandbox; without `/v1.0`. */
  readonly baseUrl: string;
  /**
   * A Graph token for the acting person. `claims` (JSON text): what Graph demanded of a fresh one.
   * @throws ConnectorError `unauthorized` when a person must sign in again.
   */
  readonly accessToken: (actor: Actor, claims?: string) => Promise<string>;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** Waits; must let `ms` of `clock` pass. Real time unless a test drives the clock. */
  readonly pause?: (ms: number) => Promise<void>;
  readonly log?: (call: GraphCall) => void;
  /** Tenants whose administrator chose application permissions: there is no `me` then. */
  readonly asApplication?: (tenantId: string) => boolean;
  /** One request, reply included. */
  readonly timeoutMs?: number;
  readonly timeout?: (ms: number) => AbortSignal;
  /** A `Retry-After` longer than this is answered with `throttled` instead of being waited for. */
  readonly patienceMs?: number;
}

/** What Graph offers beside the core of the port: all of these, always. */
export interface GraphConnector extends Connector {
  readonly subscriptions: SubscriptionFacet;
  readonly itemIds: ItemIdFacet;
  readonly mailbox: MailboxFacet;
  readonly keys: KeyFacet;
  readonly invitations: InvitationFacet;
  readonly categories: CategoryFacet;
}

/** The Microsoft side. Keeps nothing but the lanes of the mailboxes in use and what delta called removed. */
export function createGraphConnector(deps: GraphConnectorDeps): GraphConnector {
  const { baseUrl, accessToken, fetch, clock } = deps;
  const pause = deps.pause ?? ((ms) => new Promise<void>((wake) => setTimeout(wake, ms)));
  const lanes = createLanes({ clock, pause, patienceMs: deps.patienceMs ?? 30_000 });
  const send = createClient({
    baseUrl,
    fetch,
    timeout: deps.timeout ?? ((ms) => AbortSignal.timeout(ms)),
    timeoutMs: deps.timeoutMs ?? 30_000,
  });
  const session = createSession({
    send,
    lanes,
    clock,
    accessToken,
    asApplication: deps.asApplication ?? (() => false),
    log: deps.log ?? (() => undefined),
  });
  const suspects = createSuspects();
  const events = createEvents(session, suspects);
  const mailbox = createMailbox(session);

  return {
    side: "microsoft",
    capabilities: {
      holds: { appointment: new Set(outlookFields) },
      push: true,
      promises: strongPromises,
    },
    ...withRights(session, {
      delta: (actor, scope, cursor) => readDelta(session, suspects, actor, scope, cursor),
      get: (actor, _resource, ids, doubted) => events.get(actor, ids, doubted),
    }),
    write: (actor, _resource, actions) => events.write(actor, actions),
    findByKey: (actor, _resource, key) => events.findByKey(actor, key),
    check: (actor) => mailbox.check(actor),
    subscriptions: createSubscriptions(session, clock),
    itemIds: { fromPane: (actor, ids) => mailbox.fromPane(actor, ids) },
    mailbox: {
      timeZone: (actor) => mailbox.timeZone(actor),
      calendars: (actor) => listCalendars(session, actor),
      owner: (actor, address) => mailbox.owner(actor, address),
      shared: (actor) => sharedCalendars(session, actor),
    },
    invitations: events.invitations,
    keys: {
      list: (actor) => listKeys(session, actor),
      marked: (actor, _resource, field) => {
        const property = userField(field);
        return listProperty(session, actor, property, (event) => extendedProperty(event, property));
      },
    },
    categories: createCategories(session),
  };
}
