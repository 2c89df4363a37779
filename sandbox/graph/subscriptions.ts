/**
 * Subscriptions to the events of a mailbox: made with a handshake, renewed before they end, one per
 * app, mailbox and change types.
 */
import { type Call, type Reply, bodyObject } from "./call.ts";
import { userOf } from "./directory.ts";
import { GraphError, accessDenied } from "./errors.ts";
import { guid } from "./ids.ts";
import type { Subscription } from "./model.ts";
import type { Deliver } from "./notifications.ts";
import { type Resource, page, pick, requireOptions, selected } from "./odata/query.ts";
import { requirePermission } from "./permissions.ts";
import { type World, living } from "./world.ts";
import { instant } from "./zones.ts";

const minuteMs = 60_000;
/** Events live at most "under seven days", and never less than 45 minutes (`limits.json`). */
const lifetimeMinutes = { min: 45, max: 10_080 };
const clientStateMax = 128;
const perMailboxMax = 1000;

const invalid = (message: string) => new GraphError(400, "InvalidRequest", message);
const refused = (message: string) => new GraphError(400, "ValidationError", message);
const extensionError = (message: string) => new GraphError(400, "ExtensionError", message);
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

/** Milliseconds at which the subscription ends. Throws 400 for the past and for too far ahead. */
function readExpiration(text: string, now: number): number {
  const wanted = Date.parse(text);
  if (Number.isNaN(wanted)) throw invalid("'expirationDateTime' must be a date with offset.");
  if (wanted <= now) throw invalid("Subscription expiration must be in the future.");
  if (wanted > now + lifetimeMinutes.max * minuteMs) {
    throw extensionError(
      `Subscription expiration can only be ${lifetimeMinutes.max} minutes in the future.`,
    );
  }
  return Math.max(wanted, now + lifetimeMinutes.min * minuteMs);
}

function readChangeTypes(text: string): string {
  const types = text.split(",").map((type) => type.trim().toLowerCase());
  if (types.some((type) => !["created", "updated", "deleted"].includes(type))) {
    throw invalid("'changeType' must be a list of created, updated and deleted.");
  }
  return types.join(",");
}

function readUrl(body: Record<string, unknown>, name: string): string | undefined {
  const text = textOf(body, name);
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || new URL(text).protocol !== "https:") {
    throw refused(`The URL of '${name}' must be an absolute HTTPS address.`);
  }
  return text;
}

/** The mailbox that a resource such as `/me/events` or `users/{id}/events` names. Throws 400 or 403. */
function watchedUser(call: Call, resource: string): string {
  const { caller } = call;
  const [, id] = /^\/?(?:users\/([^/]+)|me)\/events$/i.exec(resource) ?? [];
  const isMe = /^\/?me\/events$/i.test(resource);
  if (id === undefined && !isMe) {
    throw extensionError(
      "Operation: Create; Exception: [Status Code: BadRequest; Reason: Invalid resource specified in payload]",
    );
  }
  if (isMe && caller.userId === null) {
    throw extensionError("/me needs a signed-in user; an application names the user.");
  }
  const userId = isMe ? (caller.userId ?? "") : userOf(caller.tenantId, id ?? "").id;
  // `.Shared` scopes do not help here: another mailbox needs application permission.
  if (caller.userId !== null && caller.userId !== userId) throw accessDenied();
  requirePermission(caller, "calendarBasic");
  return userId;
}

async function handshake(deliver: Deliver, url: string, token: string): Promise<void> {
  const address = new URL(url);
  address.searchParams.set("validationToken", token);
  let answer: { status: number; body: string };
  try {
    answer = await deliver(address.href, "", { "content-type": "text/plain; charset=utf-8" });
  } catch {
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

function requireNew(world: World, wanted: Subscription): void {
  const ofMailbox = living(world).filter(({ userId }) => userId === wanted.userId);
  const twin = ofMailbox.find(
    (other) => other.appId === wanted.appId && other.changeType === wanted.changeType,
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
    const userId = watchedUser(call, resource);
    const wanted: Subscription = {
      id: guid(
        `subscription/${world.state.seed}/${call.now}/${world.state.generation}/${userId}/${world.state.subscriptions.length}/${JSON.stringify(body)}`,
      ),
      tenantId: call.caller.tenantId,
      userId,
      appId: call.caller.appId,
      creatorId: call.caller.userId ?? call.caller.appId,
      resource,
      changeType: readChangeTypes(required(body, "changeType")),
      clientState,
      notificationUrl: readUrl(body, "notificationUrl") ?? required(body, "notificationUrl"),
      lifecycleNotificationUrl: readUrl(body, "lifecycleNotificationUrl") ?? null,
      latestSupportedTlsVersion: textOf(body, "latestSupportedTlsVersion") ?? "v1_2",
      expiresAt: readExpiration(required(body, "expirationDateTime"), call.now),
      immutableIds: call.prefer.immutableIds,
    };
    requireNew(world, wanted);
    await handshake(deliver, wanted.notificationUrl, `Validation: ${wanted.id} & más`);
    if (wanted.lifecycleNotificationUrl !== null) {
      await handshake(
        deliver,
        wanted.lifecycleNotificationUrl,
        `Validation: ${wanted.id} lifecycle`,
      );
    }
    world.state.subscriptions.push(wanted);
    return single(call, wanted, 201);
  };
}

export function getSubscription(call: Call, world: World): Reply {
  requireOptions(call, ["$select"]);
  return single(call, found(call, world), 200);
}

/** Only the end can be moved (and the address, after a new handshake in the real service). */
export function updateSubscription(call: Call, world: World): Reply {
  const subscription = found(call, world);
  const body = bodyObject(call);
  const unknown = Object.keys(body).find((name) => name !== "expirationDateTime");
  if (unknown !== undefined) throw invalid(`'${unknown}' of a subscription cannot be changed.`);
  subscription.expiresAt = readExpiration(required(body, "expirationDateTime"), call.now);
  return single(call, subscription, 200);
}

export function deleteSubscription(call: Call, world: World): Reply {
  const subscription = found(call, world);
  world.state.subscriptions = world.state.subscriptions.filter((other) => other !== subscription);
  return { status: 204 };
}

export function reauthorizeSubscription(call: Call, world: World): Reply {
  found(call, world);
  return { status: 204 };
}
