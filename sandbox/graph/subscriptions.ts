/**
 * Subscriptions to what a mailbox holds: made with a handshake, renewed before they end, one per app,
 * resource and change types.
 */
import { type Call, type Reply, bodyObject } from "./call.ts";
import { GraphError, notFound } from "./errors.ts";
import { guid } from "./ids.ts";
import type { Subscription } from "./model.ts";
import type { Deliver } from "./delivery.ts";
import { type Resource, page, pick, requireOptions, selected } from "./odata/query.ts";
import { readExpiration, readWatched } from "./watched.ts";
import { type World, living, mailboxOf } from "./world.ts";
import { instant } from "./zones.ts";

/** How long Graph waits for the echo of a handshake. */
const handshakeMs = 10_000;
const clientStateMax = 128;
const perMailboxMax = 1000;

const invalid = (message: string) => new GraphError(400, "InvalidRequest", message);
const refused = (message: string) => new GraphError(400, "ValidationError", message);
const missing = (id: string) =>
  new GraphError(404, "ResourceNotFound", `The object was not found: subscription '${id}'.`);

const members = [
  ...["id", "resource", "applicationId", "changeType", "clientState", "notificationUrl"],
  ...["notificationQueryOptions", "lifecycleNotificationUrl", "expirationDateTime", "creatorId"],
  ...["includeResourceData", "latestSupportedTlsVersion", "encryptionCertificate"],
  ...["encryptionCertificateId", "notificationUrlAppId"],
];

export function showSubscription(subscription: Subscription): Resource {
  return {
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.appId,
    changeType: subscription.changeType,
    clientState: subscription.clientState,
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl,
    expirationDateTime: instant(subscription.expiresAt),
    creatorId: subscription.creatorId,
    includeResourceData: null,
    latestSupportedTlsVersion: subscription.latestSupportedTlsVersion,
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}

const single = (call: Call, subscription: Subscription, status: 200 | 201): Reply => ({
  status,
  body: {
    "@odata.context": `${call.base}/$metadata#subscriptions/$entity`,
    ...showSubscription(subscription),
  },
});

/** Living subscriptions that the caller may see: his own, or for an app all it made in the tenant. */
function visible(call: Call, world: World): Subscription[] {
  const { caller } = call;
  return living(world).filter(
    (subscription) =>
      subscription.appId === caller.appId &&
      subscription.tenantId === caller.tenantId &&
      (caller.userId === null || subscription.creatorId === caller.userId),
  );
}

function found(call: Call, world: World): Subscription {
  const id = call.params["subscription"] ?? "";
  const subscription = visible(call, world).find((candidate) => candidate.id === id);
  if (subscription === undefined) throw missing(id);
  return subscription;
}

function textOf(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalid(`'${name}' must be a string.`);
  return value;
}

function required(body: Record<string, unknown>, name: string): string {
  const value = textOf(body, name);
  if (value === undefined || value === "") throw invalid(`'${name}' is required.`);
  return value;
}

function readChangeTypes(text: string): string {
  const types = text.split(",").map((type) => type.trim().toLowerCase());
  if (types.some((type) => !["created", "updated", "deleted"].includes(type))) {
    throw invalid("'changeType' must be a list of created, updated and deleted.");
  }
  return [...new Set(types)].join(",");
}

function readUrl(body: Record<string, unknown>, name: string): string | undefined {
  const text = textOf(body, name);
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || new URL(text).protocol !== "https:") {
    throw refused(`The URL of '${name}' must be an absolute HTTPS address.`);
  }
  return text;
}

async function handshake(world: World, deliver: Deliver, url: string, token: string) {
  const address = new URL(url);
  address.searchParams.set("validationToken", token);
  const startedAt = world.clock.now();
  let answer: { status: number; body: string } | undefined;
  try {
    answer = await deliver(address.href, "", { "content-type": "text/plain; charset=utf-8" });
  } catch {
    // Nobody answered: for Graph the same as too late.
  }
  if (answer === undefined || world.clock.now() - startedAt >= handshakeMs) {
    throw invalid("Subscription validation request timed out.");
  }
  if (answer.status !== 200) {
    throw refused(
      "Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.",
    );
  }
  if (answer.body !== token) {
    throw refused(
      "Subscription validation request failed. Response must exactly match validationToken query parameter.",
    );
  }
}

export function listSubscriptions(call: Call, world: World): Reply {
  requireOptions(call, ["$select", "$top", "$skip", "$count"]);
  const names = selected(call, "microsoft.graph.subscription", members);
  const all = visible(call, world).map(showSubscription);
  const { items, annotations } = page(call, all, { pageSize: 100, filterable: [], sortable: [] });
  const value = items.map((item) => pick(item, names));
  const context = `${call.base}/$metadata#subscriptions`;
  return { status: 200, body: { "@odata.context": context, ...annotations, value } };
}

/** `/users/{id}/events` of the signed-in user and `me/events` are one resource. */
const plainResource = ({ resource }: Subscription) =>
  resource.replace(/^\/?(users\/[^/]+|me)\//i, "").toLowerCase();
const sorted = (changeType: string) => changeType.split(",").toSorted().join(",");

function requireNew(world: World, wanted: Subscription): void {
  const ofMailbox = living(world).filter(({ userId }) => userId === wanted.userId);
  const twin = ofMailbox.find(
    (other) =>
      other.appId === wanted.appId &&
      plainResource(other) === plainResource(wanted) &&
      sorted(other.changeType) === sorted(wanted.changeType),
  );
  if (twin) {
    throw new GraphError(
      409,
      "Conflict",
      `Subscription Id ${twin.id} already exists for the requested combination`,
    );
  }
  if (ofMailbox.length >= perMailboxMax) {
    throw new GraphError(403, "Forbidden", "The mailbox has too many subscriptions.");
  }
}

/** The handler that creates subscriptions, with both handshakes. */
export function createSubscription(deliver: Deliver) {
  return async (call: Call, world: World): Promise<Reply> => {
    const body = bodyObject(call);
    const unknown = Object.keys(body).find((name) => !members.includes(name));
    if (unknown !== undefined) {
      throw invalid(
        `The property '${unknown}' does not exist on type 'microsoft.graph.subscription'.`,
      );
    }
    if (body["includeResourceData"] === true) {
      throw new GraphError(501, "NotImplemented", "The sandbox sends no resource data.");
    }
    const resource = required(body, "resource");
    const clientState = textOf(body, "clientState") ?? null;
    if ((clientState ?? "").length > clientStateMax) {
      throw invalid(`'clientState' is longer than ${clientStateMax} characters.`);
    }
    const { userId, watches, calendarId } = readWatched(call, resource);
    const { calendars } = mailboxOf(world, userId);
    if (calendarId !== null && !calendars.some(({ id }) => id === calendarId)) throw notFound();
    const expiration = required(body, "expirationDateTime");
    const wanted: Subscription = {
      id: guid(
        `subscription/${world.state.seed}/${call.now}/${world.state.generation}/${userId}/${world.state.subscriptions.length}/${JSON.stringify(body)}`,
      ),
      tenantId: call.caller.tenantId,
      userId,
      appId: call.caller.appId,
      creatorId: call.caller.userId ?? call.caller.appId,
      ...{ resource, watches, calendarId },
      changeType: readChangeTypes(required(body, "changeType")),
      clientState,
      notificationUrl: readUrl(body, "notificationUrl") ?? required(body, "notificationUrl"),
      lifecycleNotificationUrl: readUrl(body, "lifecycleNotificationUrl") ?? null,
      latestSupportedTlsVersion: textOf(body, "latestSupportedTlsVersion") ?? "v1_2",
      expiresAt: readExpiration(expiration, call.now, watches, world.switches),
      ...{ authorizedAt: call.now, challenged: false },
      immutableIds: call.prefer.immutableIds,
    };
    requireNew(world, wanted);
    const { id, notificationUrl, lifecycleNotificationUrl } = wanted;
    await handshake(world, deliver, notificationUrl, `Validation: ${id} & más`);
    if (lifecycleNotificationUrl !== null) {
      await handshake(world, deliver, lifecycleNotificationUrl, `Validation: ${id} lifecycle`);
    }
    // Somebody may have been quicker while the endpoint was asked.
    requireNew(world, wanted);
    world.state.subscriptions.push(wanted);
    return single(call, wanted, 201);
  };
}

export function getSubscription(call: Call, world: World): Reply {
  requireOptions(call, ["$select"]);
  return single(call, found(call, world), 200);
}

function authorize(subscription: Subscription, now: number): void {
  Object.assign(subscription, { authorizedAt: now, challenged: false });
}

/** The handler that moves the end or, after a handshake, the address; either reauthorizes. */
export function updateSubscription(deliver: Deliver) {
  return async (call: Call, world: World): Promise<Reply> => {
    const subscription = found(call, world);
    const body = bodyObject(call);
    const unknown = Object.keys(body).find(
      (name) => !["expirationDateTime", "notificationUrl"].includes(name),
    );
    if (unknown !== undefined) throw invalid(`'${unknown}' of a subscription cannot be changed.`);
    const expiration = textOf(body, "expirationDateTime");
    const { id, watches } = subscription;
    const expiresAt =
      expiration === undefined
        ? subscription.expiresAt
        : readExpiration(expiration, call.now, watches, world.switches);
    const notificationUrl = readUrl(body, "notificationUrl");
    if (notificationUrl !== undefined) {
      await handshake(world, deliver, notificationUrl, `Validation: ${id} moved`);
      subscription.notificationUrl = notificationUrl;
    }
    subscription.expiresAt = expiresAt;
    authorize(subscription, call.now);
    return single(call, subscription, 200);
  };
}

export function deleteSubscription(call: Call, world: World): Reply {
  const subscription = found(call, world);
  world.state.subscriptions = world.state.subscriptions.filter((other) => other !== subscription);
  return { status: 204 };
}

export function reauthorizeSubscription(call: Call, world: World): Reply {
  authorize(found(call, world), call.now);
  return { status: 204 };
}
