/** A person of the sandbox: at the pane, in Outlook and in the ERP. */
import type { z } from "zod";
import { routes, type Route, type RouteName } from "../../server/api/contract/routes.ts";
import { problemSchema, type Problem } from "../../server/api/contract/problem.ts";
import type { ItemChoice, ItemView } from "../../server/api/contract/items.ts";
import type { Profile } from "../../server/api/contract/account.ts";
import type { CalendarJob } from "../../server/store/documents/mailbox.ts";
import { mailboxScope, type MailboxScope } from "../../server/engine/mailboxes/mailbox.ts";
import { otherClientId } from "../../sandbox/control/control.ts";
import type { Activity } from "../../sandbox/erp/model.ts";
import type { TokenOptions } from "../../sandbox/entra/tokens.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { application, users, type SandboxUser } from "../../sandbox/tenants.ts";
import type { WireHandler } from "../../sandbox/wire.ts";

export type Json = Readonly<Record<string, unknown>>;

export interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An event as Graph shows it, as far as tests look at it. */
export interface OutlookEvent extends Json {
  readonly id: string;
  readonly subject: string;
  readonly location: { readonly displayName: string };
  readonly start: { readonly dateTime: string; readonly timeZone: string };
  readonly body: { readonly content: string };
  readonly attendees: readonly { readonly emailAddress: { readonly address: string } }[];
}

/** An activity as the ERP's API shows it. */
export type ShownActivity = Omit<Activity, "deleted">;

export interface Person {
  readonly user: SandboxUser;
  readonly scope: MailboxScope;
  /** Conditional access was satisfied: the pane's tokens say so from now on. */
  proved: boolean;
  /** `Authorization` of a fresh token for our API. */
  bearer(options?: TokenOptions): Promise<string>;
  /** Any request to the server, with a fresh token unless `headers` bring another. */
  request(method: string, path: string, parts?: Omit<Parts, "params" | "query">): Promise<Response>;
  /** Asks as the add-in would; the answer is read by the contract's schema. Throws unless it is 200. */
  call<N extends RouteName>(name: N, parts?: Parts): Promise<Answer<N>>;
  /** Asks for something that must be refused; the answer is read as problem details. */
  refused(name: RouteName, parts?: Parts): Promise<Problem>;
  /** Finishes Setup with what it proposes. */
  setUp(calendar?: Partial<CalendarJob>): Promise<Profile>;
  /** Opens an event in the pane. */
  open(eventId: string): Promise<ItemView>;
  /** Opens it and switches synchronization on. */
  choose(eventId: string, choice?: Partial<ItemChoice>): Promise<ItemView>;
  readonly outlook: OutlookDesk;
  /** Outlook in a mailbox that is shared with the person. */
  outlookIn(mailboxId: string): OutlookDesk;
  readonly erp: ErpDesk;
}

export type Answer<N extends RouteName> = z.output<(typeof routes)[N]["response"]>;

export interface OutlookDesk {
  ask(method: string, path: string, body?: unknown): Promise<Json>;
  /** Makes an event; its id is the one that Outlook shows the pane. */
  add(event?: Json): Promise<string>;
  get(id: string): Promise<OutlookEvent>;
  change(id: string, changes: Json): Promise<void>;
  remove(id: string): Promise<void>;
  list(): Promise<readonly OutlookEvent[]>;
}

export interface ErpDesk {
  add(activity?: Json): Promise<ShownActivity>;
  change(id: string, changes: Json): Promise<ShownActivity>;
  remove(id: string): Promise<void>;
  list(): Promise<readonly ShownActivity[]>;
}

/** What both systems show on one page at most. */
const pageMax = 500;

const berlin = "W. Europe Standard Time";

/** A plain appointment, an hour on Tuesday unless said otherwise. */
export const visit = (more: Json = {}): Json => ({
  subject: "Visit Northwind",
  start: { dateTime: "2026-11-24T09:00:00", timeZone: berlin },
  end: { dateTime: "2026-11-24T10:00:00", timeZone: berlin },
  location: { displayName: "Hamburg" },
  ...more,
});

/** The least an activity needs, an hour on Wednesday. */
export const call = (more: Json = {}): Json => ({
  subject: "Call Litware",
  start: "2026-11-25T09:00:00Z",
  end: "2026-11-25T10:00:00Z",
  ...more,
});

const names = ["ada", "grace", "katherine", "liu", "maria"] as const;
export type PersonName = (typeof names)[number];

export function userNamed(name: PersonName): SandboxUser {
  const user = users[names.indexOf(name)];
  if (user === undefined) throw new Error(`nobody is called ${name}`);
  return user;
}

export interface PersonDeps {
  readonly sandbox: Sandbox;
  /** Where the server answers, e.g. `http://127.0.0.1:40123`. */
  readonly serverUrl: () => string;
}

export function createPerson(who: PersonName | SandboxUser, deps: PersonDeps): Person {
  const user = typeof who === "string" ? userNamed(who) : who;
  const { sandbox } = deps;

  const bearer = async (options: TokenOptions = {}): Promise<string> => {
    const scope = `api://${application.clientId}/${application.apiScope}`;
    const proof = { multiFactor: person.proved, ...options };
    return `Bearer ${await sandbox.entra.issueToken(user, [scope], proof)}`;
  };

  const request: Person["request"] = async (method, path, { body, headers } = {}) =>
    fetch(deps.serverUrl() + path, {
      method,
      headers: {
        authorization: await bearer(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const ask = (route: Route, { params = {}, query = {}, ...rest }: Parts): Promise<Response> => {
    const path = route.path.replace(/:(\w+)/g, (_, key: string) =>
      encodeURIComponent(params[key] ?? ""),
    );
    const search = new URLSearchParams(query).toString();
    return request(route.method, search === "" ? path : `${path}?${search}`, rest);
  };

  const person: Person = {
    user,
    scope: mailboxScope(user.tenantId, user.id),
    proved: false,
    bearer,
    request,
    async call<N extends RouteName>(route: N, parts: Parts = {}) {
      const response = await ask(routes[route], parts);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${route}: ${response.status} ${text}`);
      return routes[route].response.parse(JSON.parse(text)) as Answer<N>;
    },
    async refused(route, parts = {}) {
      const response = await ask(routes[route], parts);
      const problem = problemSchema.parse(await response.json());
      expect(response.headers.get("content-type")).toContain("application/problem+json");
      expect(response.status).toBe(problem.status);
      return problem;
    },
    async setUp(calendar = {}) {
      const { proposal } = await person.call("setupOptions");
      const job = { enabled: true, outlookItems: "chosen", erpItems: true, ...calendar };
      return person.call("saveSetup", { body: { ...proposal, calendar: job } });
    },
    open: (eventId) =>
      person.call("findItem", { body: { restId: eventId, addresses: [user.address] } }),
    async choose(eventId, choice = {}) {
      const { itemId } = await person.open(eventId);
      const body = { records: [], activityTypeId: null, ...choice };
      return person.call("chooseItem", { params: { itemId }, body });
    },
    outlook: createOutlookDesk(user, sandbox),
    outlookIn: (mailboxId) => createOutlookDesk(user, sandbox, `/users/${mailboxId}`),
    erp: createErpDesk(user, sandbox.handleErp),
  };
  return person;
}

function createOutlookDesk(user: SandboxUser, sandbox: Sandbox, root = "/me"): OutlookDesk {
  const ask: OutlookDesk["ask"] = async (method, path, body) => {
    const scopes = ["Calendars.ReadWrite.Shared", "User.Read", "MailboxSettings.ReadWrite"];
    const token = await sandbox.entra.issueToken(user, scopes, { clientId: otherClientId });
    const { status, body: reply } = await sandbox.graph.handle({
      method,
      url: `/v1.0${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${String(reply)}`);
    return (reply.length === 0 ? {} : JSON.parse(String(reply))) as Json;
  };
  const at = (id: string): string => `${root}/events/${encodeURIComponent(id)}`;
  return {
    ask,
    add: async (event = visit()) => String((await ask("POST", `${root}/events`, event))["id"]),
    get: async (id) => (await ask("GET", at(id))) as OutlookEvent,
    change: async (id, changes) => {
      await ask("PATCH", at(id), changes);
    },
    remove: async (id) => {
      await ask("DELETE", at(id));
    },
    async list() {
      const events: OutlookEvent[] = [];
      for (let skip = 0; ; skip += pageMax) {
        const path = `${root}/events?$top=${pageMax}&$skip=${skip}`;
        const page = (await ask("GET", path))["value"] as readonly OutlookEvent[];
        events.push(...page);
        if (page.length < pageMax) return events;
      }
    },
  };
}

function createErpDesk(user: SandboxUser, handle: WireHandler): ErpDesk {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const { status, body: reply } = await handle({
      method,
      url: `/api/v1${path}`,
      headers: {
        // As at the ERP's own page, which planned failures never meet.
        authorization: `Page u-${user.givenName.toLowerCase()}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${String(reply)}`);
    return reply.length === 0 ? undefined : JSON.parse(String(reply));
  };
  return {
    add: async (activity = call()) => (await ask("POST", "/activities", activity)) as ShownActivity,
    change: async (id, changes) =>
      (await ask("PATCH", `/activities/${id}`, changes)) as ShownActivity,
    remove: async (id) => {
      await ask("DELETE", `/activities/${id}`);
    },
    async list() {
      const activities: ShownActivity[] = [];
      for (let after = ""; ;) {
        const path = `/activities?limit=${pageMax}${after}`;
        const page = (await ask("GET", path)) as { activities: ShownActivity[]; more: boolean };
        activities.push(...page.activities);
        if (!page.more) return activities;
        after = `&after=${activities.at(-1)?.id ?? ""}`;
      }
    },
  };
}
