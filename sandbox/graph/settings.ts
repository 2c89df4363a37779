/** Mailbox settings, the time zones a mailbox may have, and the master list of categories. */
import { type MailboxCall, type Reply, bodyObject } from "./call.ts";
import { GraphError, invalidValue, notFound } from "./errors.ts";
import { guid } from "./ids.ts";
import type { Category } from "./model.ts";
import { page, requireOptions } from "./odata/query.ts";
import { type World, nextSource } from "./world.ts";
import { ianaOf, supportedZones } from "./zones.ts";

const settingsContext = (call: MailboxCall) =>
  `${call.base}/$metadata#users('${call.owner.id}')/mailboxSettings`;

const writable = [
  ...["automaticRepliesSetting", "dateFormat", "delegateMeetingMessageDeliveryOptions"],
  ...["language", "timeFormat", "timeZone", "workingHours"],
];

export function getMailboxSettings(call: MailboxCall): Reply {
  requireOptions(call, ["$select"]);
  return {
    status: 200,
    body: { "@odata.context": settingsContext(call), ...call.mailbox.settings },
  };
}

/** Members that are objects are merged; the answer holds what was sent, as it now is. */
export function updateMailboxSettings(call: MailboxCall): Reply {
  const sent = bodyObject(call);
  const { settings } = call.mailbox;
  const unknown = Object.keys(sent).find((name) => !writable.includes(name));
  if (unknown !== undefined && !(unknown in settings)) {
    throw new GraphError(
      400,
      "RequestBodyRead",
      `The property '${unknown}' does not exist on type 'microsoft.graph.mailboxSettings'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
    );
  }
  const zone = sent["timeZone"];
  if (zone !== undefined && (typeof zone !== "string" || ianaOf(zone) === undefined)) {
    throw invalidValue(`The time zone ${JSON.stringify(zone)} is not among supportedTimeZones.`);
  }
  const changed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(sent)) {
    if (!writable.includes(name)) continue;
    const before = settings[name];
    const both = typeof value === "object" && typeof before === "object";
    changed[name] = asAnswered(both ? { ...before, ...value } : value);
  }
  Object.assign(settings, changed);
  return { status: 200, body: { "@odata.context": settingsContext(call), ...changed } };
}

const repliesStatus = ["disabled", "alwaysEnabled", "scheduled"];
const audience = ["none", "contactsOnly", "all"];

/** Enum values come back in their own case, whatever the case they were sent in. */
function asAnswered(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("status" in value)) return value;
  const known = (text: unknown, values: string[]) =>
    values.find((name) => name.toLowerCase() === String(text).toLowerCase());
  return {
    ...value,
    status: known(value.status, repliesStatus) ?? "disabled",
    externalAudience:
      known("externalAudience" in value ? value.externalAudience : "all", audience) ?? "all",
  };
}

export function listTimeZones(call: MailboxCall): Reply {
  requireOptions(call, ["$top", "$skip", "$filter", "$count"]);
  const standard = /iana/i.test(call.params["standard"] ?? "") ? "iana" : "windows";
  const all = supportedZones(standard, call.now);
  const options = { pageSize: 1000, filterable: ["alias"], sortable: [] };
  const { items, annotations } = page(call, all, options);
  const context = `${call.base}/$metadata#Collection(microsoft.graph.timeZoneInformation)`;
  return { status: 200, body: { "@odata.context": context, ...annotations, value: items } };
}

const categoriesContext = (call: MailboxCall, suffix: string) =>
  `${call.base}/$metadata#users('${call.owner.id}')/outlook/masterCategories${suffix}`;

const single = (call: MailboxCall, category: Category, status: 200 | 201): Reply => ({
  status,
  body: { "@odata.context": categoriesContext(call, "/$entity"), ...category },
});

function foundCategory(call: MailboxCall): Category {
  const id = call.params["category"];
  const category = call.mailbox.categories.find((candidate) => candidate.id === id);
  if (category === undefined) throw notFound();
  return category;
}

function readColor(value: unknown): string {
  if (typeof value === "string" && /^(none|preset([0-9]|1[0-9]|2[0-4]))$/i.test(value)) {
    return value.toLowerCase();
  }
  throw invalidValue("OutlookCategory.Color must be none or preset0 to preset24.");
}

export function listCategories(call: MailboxCall): Reply {
  requireOptions(call, ["$top", "$skip", "$count"]);
  const all = call.mailbox.categories.map((category) => ({ ...category }));
  const { items, annotations } = page(call, all, { pageSize: 1000, filterable: [], sortable: [] });
  const context = categoriesContext(call, "");
  return { status: 200, body: { "@odata.context": context, ...annotations, value: items } };
}

export const getCategory = (call: MailboxCall): Reply => single(call, foundCategory(call), 200);

export function createCategory(call: MailboxCall, world: World): Reply {
  const { displayName, color } = bodyObject(call);
  if (typeof displayName !== "string" || displayName === "") {
    throw invalidValue("OutlookCategory.DisplayName is required.");
  }
  if (call.mailbox.categories.some((other) => other.displayName === displayName)) {
    throw new GraphError(
      409,
      "CategoryNameDuplicate",
      `The category '${displayName}' already exists.`,
    );
  }
  const category: Category = {
    id: guid(nextSource(world, call.mailbox)),
    displayName,
    color: readColor(color ?? "none"),
  };
  call.mailbox.categories.push(category);
  return single(call, category, 201);
}

export function updateCategory(call: MailboxCall): Reply {
  const category = foundCategory(call);
  const { displayName, color } = bodyObject(call);
  if (displayName !== undefined && displayName !== category.displayName) {
    throw invalidValue("OutlookCategory.DisplayName cannot be changed.");
  }
  if (color !== undefined) category.color = readColor(color);
  return single(call, category, 200);
}

export function deleteCategory(call: MailboxCall): Reply {
  const category = foundCategory(call);
  call.mailbox.categories = call.mailbox.categories.filter((other) => other !== category);
  return { status: 204 };
}
