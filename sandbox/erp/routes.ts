import {
  activitiesOf,
  createContact,
  recordById,
  relatedRecords,
  searchRecords,
} from "./records.ts";
import {
  activityById,
  createActivity,
  deleteActivity,
  listActivities,
  updateActivity,
  type Desk,
} from "./activities.ts";
import { changesSince } from "./changes.ts";
import { customFields, shownCustom } from "./custom-fields.ts";
import { notFound, parsed } from "./errors.ts";
import {
  activityPatch,
  activityQuery,
  changesQuery,
  newActivity,
  newContact,
  newRecord,
  newWebhook,
  peopleQuery,
  relatedQuery,
  searchQuery,
  usersQuery,
} from "./input.ts";
import type { Activity, ErpRecord, ErpUser } from "./model.ts";
import { createRecord } from "./new-records.ts";
import { peopleByAddress } from "./people.ts";
import { madeTypes } from "./record-types.ts";
import { upcoming } from "./recurrence.ts";
import { actingUser, seesRecord, rightsOf } from "./rights.ts";
import { json, type WireResponse } from "../wire.ts";

/** One request to the API, taken apart. */
export interface Call {
  readonly desk: Desk;
  /** What the parentheses of the route's pattern matched. */
  readonly params: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
}

interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Of the path below `/api/v1`. */
  readonly path: RegExp;
  readonly answer: (call: Call) => WireResponse;
}

const first = (call: Call) => call.params[0] ?? "";
const second = (call: Call) => call.params[1] ?? "";

function shownRecord(record: ErpRecord) {
  return { ...record, reference: undefined, path: `/records/${record.type}/${record.id}` };
}

/** Linked records are shown with their names where the acting user may see them. */
function shownActivity({ data, caller, now }: Desk, activity: Activity) {
  const user = actingUser(caller);
  const records = activity.records.map((link) => {
    const record = data.records.find(({ type, id }) => type === link.type && id === link.id);
    return { ...link, name: record && seesRecord(user, record) ? record.name : null };
  });
  const name = data.users.find(({ id }) => id === activity.changedBy.user)?.name ?? null;
  const changedBy = { ...activity.changedBy, name };
  return {
    ...activity,
    deleted: undefined,
    upcoming: upcoming(activity, now.slice(0, 10)),
    ownerEmail: data.users.find(({ id }) => id === activity.owner)?.email ?? null,
    changedBy,
    records,
    custom: shownCustom(activity.custom),
    path: `/activities/${activity.id}`,
  };
}

function activityAnswer(status: number, desk: Desk, activity: Activity): WireResponse {
  return json(status, shownActivity(desk, activity), { etag: `"${activity.version}"` });
}

function shownUser({ data }: Desk, user: ErpUser) {
  const names = data.companies.filter(({ id }) => user.companies.includes(id));
  return { ...user, tenantId: undefined, companyNames: names.map(({ name }) => name) };
}

/** The company, where the caller may see it. */
function companyOf({ data, caller }: Desk, id: string) {
  const company = data.companies.find(
    (one) => one.id === id && one.tenantId === caller.tenantId && mayEnter(caller.user, one.id),
  );
  if (company === undefined) throw notFound("company");
  return company;
}

const mayEnter = (user: ErpUser | null, company: string) =>
  user === null || user.companies.includes(company);

export const routes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/status$/,
    answer: ({ desk }) =>
      json(200, {
        product: "Demo ERP",
        version: "1.0",
        time: desk.now,
        user: desk.caller.user === null ? null : shownUser(desk, desk.caller.user),
        rights: rightsOf(desk.data),
      }),
  },
  {
    method: "GET",
    path: /^\/companies$/,
    answer: ({ desk: { data, caller } }) =>
      json(200, {
        companies: data.companies
          .filter((one) => one.tenantId === caller.tenantId && mayEnter(caller.user, one.id))
          .map((company) => ({
            ...company,
            tenantId: undefined,
            locations: data.locations.filter((location) => location.company === company.id),
          })),
      }),
  },
  {
    method: "GET",
    path: /^\/companies\/([^/]+)\/locations$/,
    answer: (call) => {
      const { id } = companyOf(call.desk, first(call));
      const locations = call.desk.data.locations.filter(({ company }) => company === id);
      return json(200, { locations });
    },
  },
  {
    method: "GET",
    path: /^\/companies\/([^/]+)\/activity-types$/,
    answer: (call) => {
      const { id } = companyOf(call.desk, first(call));
      const types = call.desk.data.activityTypes.filter(({ company }) => company === id);
      return json(200, { activityTypes: types });
    },
  },
  {
    method: "GET",
    path: /^\/users$/,
    answer: ({ desk, query }) => {
      const asked = parsed(usersQuery, query);
      const email = asked.email?.toLowerCase();
      const users = desk.data.users.filter(
        (one) =>
          one.tenantId === desk.caller.tenantId &&
          (email === undefined || one.email === email) &&
          (asked.id === undefined || one.id === asked.id),
      );
      return json(200, { users: users.map((user) => shownUser(desk, user)) });
    },
  },
  {
    method: "GET",
    path: /^\/search$/,
    answer: ({ desk, query }) => {
      const { records, more } = searchRecords(desk, parsed(searchQuery, query));
      return json(200, { records: records.map(shownRecord), more });
    },
  },
  {
    method: "GET",
    path: /^\/related$/,
    answer: ({ desk, query }) =>
      json(200, {
        records: relatedRecords(desk, parsed(relatedQuery, query)).map(shownRecord),
      }),
  },
  {
    method: "GET",
    path: /^\/people$/,
    answer: ({ desk, query }) => {
      const { emails } = parsed(peopleQuery, query);
      const people = peopleByAddress(desk, emails);
      return json(200, {
        people: people.map(({ email, record }) => ({ email, record: shownRecord(record) })),
      });
    },
  },
  {
    method: "POST",
    path: /^\/records\/contact$/,
    answer: ({ desk, body }) => {
      const { contact, made } = createContact(desk, parsed(newContact, body));
      return json(made ? 201 : 200, shownRecord(contact));
    },
  },
  {
    method: "GET",
    path: /^\/record-types$/,
    answer: ({ desk }) => {
      actingUser(desk.caller);
      return json(200, { recordTypes: madeTypes.map(({ type, fields }) => ({ type, fields })) });
    },
  },
  {
    method: "GET",
    path: /^\/activity-fields$/,
    answer: () => json(200, { fields: customFields }),
  },
  {
    method: "POST",
    path: /^\/records\/([^/]+)$/,
    answer: (call) => {
      const { record, made } = createRecord(call.desk, first(call), parsed(newRecord, call.body));
      return json(made ? 201 : 200, shownRecord(record));
    },
  },
  {
    method: "GET",
    path: /^\/records\/([^/]+)\/([^/]+)$/,
    answer: (call) => json(200, shownRecord(recordById(call.desk, first(call), second(call)))),
  },
  {
    method: "GET",
    path: /^\/records\/([^/]+)\/([^/]+)\/activities$/,
    answer: (call) => {
      const { desk } = call;
      const activities = activitiesOf(desk, recordById(desk, first(call), second(call)));
      return json(200, { activities: activities.map((one) => shownActivity(desk, one)) });
    },
  },
  {
    method: "GET",
    path: /^\/activities$/,
    answer: ({ desk, query }) => {
      const { activities, more } = listActivities(desk, parsed(activityQuery, query));
      return json(200, { activities: activities.map((one) => shownActivity(desk, one)), more });
    },
  },
  {
    method: "POST",
    path: /^\/activities$/,
    answer: ({ desk, body }) =>
      activityAnswer(201, desk, createActivity(desk, parsed(newActivity, body))),
  },
  {
    method: "GET",
    path: /^\/activities\/([^/]+)$/,
    answer: (call) => activityAnswer(200, call.desk, activityById(call.desk, first(call))),
  },
  {
    method: "PATCH",
    path: /^\/activities\/([^/]+)$/,
    answer: (call) => {
      const patch = parsed(activityPatch, call.body);
      const after = updateActivity(call.desk, first(call), patch, call.ifMatch);
      return activityAnswer(200, call.desk, after);
    },
  },
  {
    method: "DELETE",
    path: /^\/activities\/([^/]+)$/,
    answer: (call) => {
      deleteActivity(call.desk, first(call), call.ifMatch);
      return json(204, undefined);
    },
  },
  {
    method: "GET",
    path: /^\/changes$/,
    answer: ({ desk, query }) =>
      json(200, changesSince(desk.data, desk.caller, parsed(changesQuery, query))),
  },
  {
    method: "GET",
    path: /^\/webhooks$/,
    answer: ({ desk: { data, caller } }) =>
      json(200, {
        webhooks: data.webhooks
          .filter(({ tenantId }) => tenantId === caller.tenantId)
          .map(({ id, url }) => ({ id, url })),
      }),
  },
  {
    method: "POST",
    path: /^\/webhooks$/,
    answer: ({ desk: { data, caller }, body }) => {
      const { url, secret } = parsed(newWebhook, body);
      const { tenantId } = caller;
      const same = data.webhooks.find((one) => one.tenantId === tenantId && one.url === url);
      const id = same?.id ?? `wh-${data.nextNumber++}`;
      // One webhook per address: registering again replaces the secret.
      data.webhooks = data.webhooks.filter((one) => one.id !== id);
      data.webhooks.push({ id, tenantId, url, secret });
      return json(same === undefined ? 201 : 200, { id, url });
    },
  },
  {
    method: "DELETE",
    path: /^\/webhooks\/([^/]+)$/,
    answer: (call) => {
      const { data, caller } = call.desk;
      const hook = data.webhooks.find(
        ({ id, tenantId }) => id === first(call) && tenantId === caller.tenantId,
      );
      if (hook === undefined) throw notFound("webhook");
      data.webhooks = data.webhooks.filter((one) => one !== hook);
      return json(204, undefined);
    },
  },
];
