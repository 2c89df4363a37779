import { applied } from "./activity-rules.ts";
import { announce } from "./changes.ts";
import { ErpError, notFound, refused } from "./errors.ts";
import type { ActivityPatch, NewActivity } from "./input.ts";
import { find } from "./lookup.ts";
import type { Activity, ActivityFields, ErpData, ErpUser, Reference } from "./model.ts";
import { takesPlaceBetween } from "./recurrence.ts";
import { actingUser, mayChange, seesActivity, type Caller } from "./rights.ts";

/** The ERP's books and the moment, as every operation on activities needs them. */
export interface Desk {
  readonly data: ErpData;
  readonly caller: Caller;
  /** ISO 8601 UTC. */
  readonly now: string;
}

const byId = (data: ErpData, id: string) => find(data.activities, id, (one) => one.id);

const referenceKey = ({ tenantId, externalSystem, externalId }: Omit<Reference, "activity">) =>
  JSON.stringify([tenantId, externalSystem, externalId]);

/** The activity as the acting user sees it. @throws ErpError 404 */
export function activityById({ data, caller }: Desk, id: string): Activity {
  const user = actingUser(caller);
  const activity = byId(data, id)?.one;
  if (activity === undefined || !seesActivity(user, activity)) throw notFound("activity");
  return activity;
}

export interface ActivityFilter {
  readonly ids?: readonly string[] | undefined;
  readonly externalSystem?: string | undefined;
  readonly externalId?: string | undefined;
  /** ISO 8601 UTC; activities that touch the time between. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The acting user's activities in the order of their ids, from `after` on. */
export function listActivities({ data, caller }: Desk, filter: ActivityFilter) {
  const user = actingUser(caller);
  const { ids, externalSystem, externalId, from, to, after } = filter;
  const [fromMs, toMs] = [Date.parse(from ?? "0000-01-01"), Date.parse(to ?? "9999-12-31")];
  const named = [...new Set(ids)]
    .flatMap((id) => byId(data, id) ?? [])
    .toSorted((one, other) => one.at - other.at)
    .map(({ one }) => one);
  const found = (ids === undefined ? data.activities : named).filter(
    (one) =>
      seesActivity(user, one) &&
      (externalSystem === undefined || one.externalSystem === externalSystem) &&
      (externalId === undefined || one.externalId === externalId) &&
      takesPlaceBetween(one, fromMs, toMs) &&
      (after === undefined || one.id > after),
  );
  return { activities: found.slice(0, filter.limit), more: found.length > filter.limit };
}

/**
 * A new activity. A repeated external reference makes none.
 * @throws ErpError 409 with the id of what the reference made first, and whether that was deleted.
 */
export function createActivity(desk: Desk, input: NewActivity): Activity {
  const { data, caller, now } = desk;
  const user = actingUser(caller);
  const { externalId = null, externalSystem = null, ...fields } = input;
  const { tenantId } = caller;
  if ((externalId === null) !== (externalSystem === null)) {
    throw refused("externalSystem", "externalId and externalSystem belong together.");
  }
  if (externalId !== null && externalSystem !== null) {
    const key = referenceKey({ tenantId, externalSystem, externalId });
    const known = find(data.references, key, referenceKey);
    if (known !== undefined) throw duplicate(data, known.one.activity);
  }
  const activity: Activity = {
    ...applied(data, user, blank(user), fields),
    id: `act-${String(data.nextNumber++).padStart(7, "0")}`,
    externalId,
    externalSystem,
    version: 1,
    createdAt: now,
    changedAt: now,
    changedBy: { user: user.id, via: caller.via },
    deleted: false,
  };
  if (!seesActivity(user, activity)) {
    throw refused("owner", "You must own the activity or take part in it.");
  }
  data.activities.push(activity);
  if (externalId !== null && externalSystem !== null) {
    data.references.push({ tenantId, externalId, externalSystem, activity: activity.id });
  }
  announce(data, tenantId, null, activity);
  return activity;
}

/**
 * The activity with the patch applied. `ifMatch` is the version the caller decided on.
 * @throws ErpError 403 for what is its owner's to change, 404, 412 when it has moved, 422 when a rule
 * forbids it.
 */
export function updateActivity(
  desk: Desk,
  id: string,
  patch: ActivityPatch,
  ifMatch: string | undefined,
): Activity {
  const { data, caller, now } = desk;
  const before = activityById(desk, id);
  checkVersion(before, ifMatch);
  const named = Object.keys(patch).filter((field) => field !== "stamp");
  if (before.released && named.some((field) => field !== "released")) {
    throw refused("released", "The activity is released and can no longer be changed.");
  }
  const user = actingUser(caller);
  const foreign = named.find((field) => !mayChange(caller, before, field));
  if (foreign !== undefined) {
    throw new ErpError(403, "forbidden", `Only its owner may change ${foreign} of an activity.`, {
      field: foreign,
    });
  }
  const fields = applied(data, user, before, patch);
  const after: Activity = { ...before, ...fields };
  if (JSON.stringify(after) === JSON.stringify(before)) return before;
  return replaced(data, caller, now, before, after);
}

/** @throws ErpError 403 for anyone but the owner, 404, 412, 422 where it is released. */
export function deleteActivity(desk: Desk, id: string, ifMatch: string | undefined): void {
  const { data, caller, now } = desk;
  const before = activityById(desk, id);
  if (before.owner !== actingUser(caller).id) {
    throw new ErpError(403, "forbidden", "Only its owner may delete an activity.");
  }
  checkVersion(before, ifMatch);
  if (before.released) {
    throw refused("released", "The activity is released and can no longer be deleted.");
  }
  replaced(data, caller, now, before, { ...before, deleted: true });
}

function replaced(
  data: ErpData,
  caller: Caller,
  now: string,
  before: Activity,
  changed: Activity,
): Activity {
  const after: Activity = {
    ...changed,
    version: before.version + 1,
    changedAt: now,
    changedBy: { user: actingUser(caller).id, via: caller.via },
  };
  const place = byId(data, before.id);
  if (place !== undefined) data.activities[place.at] = after;
  announce(data, caller.tenantId, before, after);
  return after;
}

function checkVersion(activity: Activity, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch === `"${activity.version}"`) return;
  throw new ErpError(412, "stale", "The activity was changed meanwhile: read it again.", {
    version: activity.version,
  });
}

function duplicate(data: ErpData, id: string): ErpError {
  const deleted = byId(data, id)?.one.deleted ?? true;
  return new ErpError(409, "duplicate", "This external reference was used before.", {
    field: "externalId",
    id,
    deleted,
  });
}

function blank(user: ErpUser): ActivityFields {
  return {
    company: user.defaultCompany,
    location: null,
    owner: user.id,
    participants: [],
    type: null,
    subject: "",
    allDay: false,
    start: "",
    end: "",
    timeZone: user.timeZone,
    recurrence: null,
    occurrences: [],
    place: "",
    notes: "",
    notesFormat: "text",
    showAs: "busy",
    private: false,
    importance: "normal",
    reminderMinutes: null,
    records: [],
    status: "open",
    released: false,
    onlineMeetingUrl: null,
    custom: {},
    stamp: null,
  };
}
