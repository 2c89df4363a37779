import type { Activity, ActivityType, ErpRecord, RecordLink, RecordType } from "../model.ts";
import type { CustomField } from "../custom-fields.ts";
import type { MadeType } from "../record-types.ts";

/** An activity as the API answers it. */
export type ShownActivity = Omit<Activity, "deleted" | "records"> & {
  readonly path: string;
  /** The next times of one that repeats. */
  readonly upcoming: readonly {
    readonly date: string;
    readonly start: string;
    readonly end: string;
    readonly subject: string;
  }[];
  readonly records: readonly (RecordLink & { readonly name: string | null })[];
};

export interface ShownUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly defaultCompany: string;
  readonly timeZone: string;
  readonly companyNames: readonly string[];
}

export interface ShownRecord {
  readonly type: RecordType;
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly detail: string | null;
  readonly values?: ErpRecord["values"];
}

/** A refusal, with the ERP's own sentence. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Api {
  me(): Promise<ShownUser>;
  activities(): Promise<readonly ShownActivity[]>;
  activity(id: string): Promise<ShownActivity>;
  /** Whether this user may see it, without a refusal in the browser's log where he may not. */
  sees(id: string): Promise<boolean>;
  record(type: string, id: string): Promise<ShownRecord>;
  recordTypes(): Promise<readonly Pick<MadeType, "type" | "fields">[]>;
  types(company: string): Promise<readonly ActivityType[]>;
  customFields(): Promise<readonly CustomField[]>;
  search(text: string): Promise<readonly ShownRecord[]>;
  create(fields: object): Promise<ShownActivity>;
  update(id: string, fields: object, version: number): Promise<ShownActivity>;
  remove(id: string, version: number): Promise<void>;
  /** Without a cursor: the feed's end. */
  changes(cursor: string | null): Promise<{ changes: readonly { id: string }[]; cursor: string }>;
}

/** The ERP's API as the chosen user. */
export function apiAs(user: string): Api {
  async function ask<T>(method: string, path: string, body?: object, version?: number): Promise<T> {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Page ${user}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(version === undefined ? {} : { "if-match": `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return (text === "" ? undefined : JSON.parse(text)) as T;
    const { error } = JSON.parse(text) as { error: { message: string } };
    throw new Refusal(response.status, error.message);
  }
  return {
    me: async () => (await ask<{ user: ShownUser }>("GET", "/status")).user,
    activities: async () =>
      (await ask<{ activities: ShownActivity[] }>("GET", "/activities?limit=500")).activities,
    activity: (id) => ask("GET", `/activities/${encodeURIComponent(id)}`),
    sees: async (id) => {
      const path = `/activities?ids=${encodeURIComponent(id)}`;
      return (await ask<{ activities: ShownActivity[] }>("GET", path)).activities.length > 0;
    },
    record: (type, id) => ask("GET", `/records/${type}/${encodeURIComponent(id)}`),
    recordTypes: async () =>
      (await ask<{ recordTypes: Pick<MadeType, "type" | "fields">[] }>("GET", "/record-types"))
        .recordTypes,
    types: async (company) =>
      (await ask<{ activityTypes: ActivityType[] }>("GET", `/companies/${company}/activity-types`))
        .activityTypes,
    customFields: async () =>
      (await ask<{ fields: CustomField[] }>("GET", "/activity-fields")).fields,
    search: async (text) =>
      (
        await ask<{ records: ShownRecord[] }>(
          "GET",
          `/search?q=${encodeURIComponent(text)}&limit=6`,
        )
      ).records,
    create: (fields) => ask("POST", "/activities", fields),
    update: (id, fields, version) =>
      ask("PATCH", `/activities/${encodeURIComponent(id)}`, fields, version),
    remove: (id, version) =>
      ask("DELETE", `/activities/${encodeURIComponent(id)}`, undefined, version),
    changes: (cursor) =>
      ask("GET", `/changes${cursor === null ? "" : `?since=${encodeURIComponent(cursor)}`}`),
  };
}
