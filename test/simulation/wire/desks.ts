/** What simulated people see and do on both sides, through the doors that the sandbox has for people. */
import type { Json, PersonName } from "../../whole/person.ts";
import type { WireHandler } from "../../../sandbox/wire.ts";
import { userNamed } from "../../whole/person.ts";
import { personToken, type Outside } from "./outside.ts";
import type { Field } from "./schedule.ts";
import type { SideName, Values } from "./values.ts";

/** An item as it shows on one side: the known values in each field. */
export interface Shown {
  readonly id: string;
  readonly side: SideName;
  readonly tokens: Readonly<Record<Field, readonly string[]>>;
  /** The appointment it is, by its subject; `undefined`: nobody made it. */
  readonly item: number | undefined;
  /** Everything it says, for messages. */
  readonly text: string;
}

export interface Desk {
  list(): Promise<readonly Shown[]>;
  get(id: string): Promise<Shown | undefined>;
  add(contents: Contents): Promise<void>;
  change(id: string, contents: Contents): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Values by field; an empty one clears it. */
export type Contents = Readonly<Partial<Record<Field, string>>>;

const minutes = 30;
const endOf = (start: string): string =>
  new Date(Date.parse(`${start}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);

async function asked(
  handle: WireHandler,
  token: string,
  method: string,
  url: string,
  body?: Json,
): Promise<Json | undefined> {
  const response = await handle({
    ...{ method, url },
    headers: {
      authorization: token,
      // As Outlook does; the product is told the same by its own header.
      prefer: 'IdType="ImmutableId", outlook.timezone="UTC"',
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // Exchange refuses now and then without a reason (quirk `conflict-412`); people try again.
  if (response.status === 412) return asked(handle, token, method, url, body);
  if (response.status === 404) return undefined;
  if (response.status >= 300) {
    throw new Error(`${method} ${url}: ${response.status} ${String(response.body)}`);
  }
  return response.body.length === 0 ? {} : (JSON.parse(String(response.body)) as Json);
}

export interface OutlookDesk extends Desk {
  add(contents: Contents, more?: Json): Promise<void>;
  ask(method: string, path: string, body?: Json): Promise<Json | undefined>;
}

export function outlookDesk(who: PersonName, outside: Outside, values: Values): OutlookDesk {
  const ask = (method: string, path: string, body?: Json) =>
    asked(outside.forPeople.graph, `Bearer ${personToken(who)}`, method, `/v1.0${path}`, body);
  const at = (id: string) => `/me/events/${encodeURIComponent(id)}`;
  const bodyOf = ({ subject, place, notes, when }: Contents): Json => ({
    ...(subject === undefined ? {} : { subject: `Visit ${subject}` }),
    ...(place === undefined ? {} : { location: { displayName: place } }),
    ...(notes === undefined ? {} : { body: { contentType: "text", content: notes } }),
    ...(when === undefined
      ? {}
      : {
          start: { dateTime: when, timeZone: "UTC" },
          end: { dateTime: endOf(when), timeZone: "UTC" },
        }),
  });
  const shown = (event: Json): Shown =>
    show(values, "outlook", event, {
      subject: event["subject"],
      place: (event["location"] as Json | undefined)?.["displayName"],
      notes: (event["body"] as Json | undefined)?.["content"],
      when: (event["start"] as Json | undefined)?.["dateTime"],
    });
  return {
    ask,
    async list() {
      // In the calendar itself: what was moved to another one is gone from here.
      const page = await ask("GET", "/me/calendar/events?$top=500");
      return ((page?.["value"] ?? []) as Json[])
        .filter((event) => event["type"] === "singleInstance")
        .map(shown);
    },
    async get(id) {
      const event = await ask("GET", at(id));
      return event === undefined ? undefined : shown(event);
    },
    add: async (contents, more = {}) => {
      await ask("POST", "/me/events", { ...bodyOf(contents), ...more });
    },
    change: async (id, contents) => {
      await ask("PATCH", at(id), bodyOf(contents));
    },
    remove: async (id) => {
      await ask("DELETE", at(id));
    },
  };
}

export function erpDesk(who: PersonName, outside: Outside, values: Values): Desk {
  const user = `u-${userNamed(who).givenName.toLowerCase()}`;
  const ask = (method: string, path: string, body?: Json) =>
    asked(outside.forPeople.erp, `Page ${user}`, method, `/api/v1${path}`, body);
  const bodyOf = ({ subject, place, notes, when }: Contents): Json => ({
    ...(subject === undefined ? {} : { subject: `Visit ${subject}` }),
    ...(place === undefined ? {} : { place }),
    ...(notes === undefined ? {} : { notes, notesFormat: "text" }),
    ...(when === undefined ? {} : { start: `${when}:00Z`, end: `${endOf(when)}:00Z` }),
  });
  const shown = (activity: Json): Shown =>
    show(values, "erp", activity, {
      subject: activity["subject"],
      place: activity["place"],
      notes: activity["notes"],
      when: activity["start"],
    });
  return {
    async list() {
      const page = await ask("GET", "/activities?limit=500");
      return ((page?.["activities"] ?? []) as Json[])
        .filter((activity) => activity["owner"] === user)
        .map(shown);
    },
    async get(id) {
      const page = await ask("GET", `/activities?ids=${id}&limit=1`);
      const [activity] = (page?.["activities"] ?? []) as Json[];
      return activity === undefined ? undefined : shown(activity);
    },
    add: async (contents) => {
      await ask("POST", "/activities", bodyOf(contents));
    },
    change: async (id, contents) => {
      await ask("PATCH", `/activities/${id}`, bodyOf(contents));
    },
    remove: async (id) => {
      await ask("DELETE", `/activities/${id}`);
    },
  };
}

function show(
  values: Values,
  side: SideName,
  raw: Json,
  texts: Readonly<Record<Field, unknown>>,
): Shown {
  const tokensOf = (field: Field) => {
    const text = texts[field];
    return typeof text === "string" ? values.tokensIn(text) : [];
  };
  const tokens = {
    subject: tokensOf("subject"),
    place: tokensOf("place"),
    notes: tokensOf("notes"),
    when: tokensOf("when"),
  };
  const [subject] = tokens.subject;
  const item = subject === undefined ? undefined : values.of(subject)?.item;
  return { id: String(raw["id"]), side, tokens, item, text: JSON.stringify(texts) };
}
