/** People at Outlook and at the ERP who do a thousand things at once, past the latency of the wire. */
import { otherClientId } from "../../sandbox/control/control.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { SandboxUser } from "../../sandbox/tenants.ts";
import { call, visit, type Json } from "../whole/person.ts";

export interface Desks {
  /** Makes events in Outlook, spread over the working days of the coming year; answers their ids. */
  fillOutlook(user: SandboxUser, count: number): Promise<readonly string[]>;
  /** Makes weekly series in Outlook, each with a day of another name and one that was deleted. */
  fillSeries(user: SandboxUser, count: number): Promise<void>;
  /** The same as `fillOutlook` in the ERP. */
  fillErp(user: SandboxUser, count: number): Promise<readonly string[]>;
  /** Ids of the events in a person's calendar. */
  eventIds(user: SandboxUser): Promise<readonly string[]>;
  changeEvent(user: SandboxUser, id: string, changes: Json): Promise<void>;
  changeActivity(user: SandboxUser, id: string, changes: Json): Promise<void>;
  deleteActivity(user: SandboxUser, id: string): Promise<void>;
}

const dayMs = 24 * 3_600_000;
const perDay = 8;

/** The times of the item with this number: one an hour, in the window that is synchronized. */
function timesOf(index: number): { readonly start: Date; readonly end: Date } {
  const day = 1 + (Math.floor(index / perDay) % 350);
  const midnight = Math.floor(Date.now() / dayMs) * dayMs;
  const start = midnight + day * dayMs + (8 + (index % perDay)) * 3_600_000;
  return { start: new Date(start), end: new Date(start + 3_600_000) };
}

const weekdayOf = (time: Date) =>
  time.toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" }).toLowerCase();

const graphTime = (time: Date) => ({ dateTime: time.toISOString().slice(0, 19), timeZone: "UTC" });
const erpTime = (time: Date) => `${time.toISOString().slice(0, 19)}Z`;

export function createDesks(sandbox: Sandbox): Desks {
  const tokens = new Map<string, Promise<string>>();
  let asked = 0;

  /**
   * Tokens live an hour, longer than any measurement. Graph takes ten thousand requests of a program to
   * a mailbox in ten minutes: the next program goes on then.
   */
  const tokenOf = (user: SandboxUser): Promise<string> => {
    const program = String(Math.floor(asked++ / 9_000)).padStart(2, "0");
    const key = `${user.id} ${program}`;
    const known = tokens.get(key);
    if (known !== undefined) return known;
    const clientId = `${otherClientId.slice(0, -2)}${program}`;
    const made = sandbox.entra.issueToken(user, ["Calendars.ReadWrite"], { clientId });
    tokens.set(key, made);
    return made;
  };

  const ask = async (
    handle: Sandbox["handle"],
    authorization: string,
    [method, url, body]: readonly [string, string, Json?],
  ): Promise<Json> => {
    const { status, body: reply } = await handle({
      ...{ method, url },
      headers: {
        authorization,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (status >= 300) throw new Error(`${method} ${url}: ${status} ${String(reply)}`);
    return reply.length === 0 ? {} : (JSON.parse(String(reply)) as Json);
  };
  const graph = async (user: SandboxUser, ...request: readonly [string, string, Json?]) =>
    ask(sandbox.graph.handle, `Bearer ${await tokenOf(user)}`, request);
  const erp = (user: SandboxUser, ...request: readonly [string, string, Json?]) =>
    ask(sandbox.erp.handle, `Page u-${user.givenName.toLowerCase()}`, request);

  const filled = async (count: number, make: (index: number) => Promise<Json>) => {
    const ids: string[] = [];
    for (let index = 0; index < count; index++) ids.push(String((await make(index))["id"]));
    return ids;
  };

  return {
    fillOutlook: (user, count) =>
      filled(count, (index) => {
        const { start, end } = timesOf(index);
        const times = { start: graphTime(start), end: graphTime(end) };
        return graph(
          user,
          "POST",
          "/v1.0/me/events",
          visit({ subject: `Visit ${index}`, ...times }),
        );
      }),
    async fillSeries(user, count) {
      for (let index = 0; index < count; index++) {
        const { start, end } = timesOf(index % (7 * perDay));
        const master = await graph(user, "POST", "/v1.0/me/events", {
          ...visit({ subject: `Round ${index}`, start: graphTime(start), end: graphTime(end) }),
          recurrence: {
            pattern: { type: "weekly", interval: 1, daysOfWeek: [weekdayOf(start)] },
            range: { type: "noEnd", startDate: start.toISOString().slice(0, 10) },
          },
        });
        const at = (ms: number) => new Date(start.getTime() + ms).toISOString();
        const view = `startDateTime=${at(5 * dayMs)}&endDateTime=${at(20 * dayMs)}`;
        const path = `/v1.0/me/events/${encodeURIComponent(String(master["id"]))}/instances?${view}`;
        const { value } = await graph(user, "GET", path);
        const [renamed, removed] = (value as readonly { readonly id: string }[]).map(
          ({ id }) => `/v1.0/me/events/${encodeURIComponent(id)}`,
        );
        if (renamed === undefined || removed === undefined) throw new Error("a series of no days");
        await graph(user, "PATCH", renamed, { subject: `Special round ${index}` });
        await graph(user, "DELETE", removed);
      }
    },
    fillErp: (user, count) =>
      filled(count, (index) => {
        const { start, end } = timesOf(index);
        const times = { start: erpTime(start), end: erpTime(end) };
        return erp(
          user,
          "POST",
          "/api/v1/activities",
          call({ subject: `Call ${index}`, ...times }),
        );
      }),
    eventIds: async (user) => {
      const { value } = await graph(user, "GET", "/v1.0/me/events?$top=500");
      return (value as readonly { readonly id: string }[]).map(({ id }) => id);
    },
    changeEvent: async (user, id, changes) => {
      await graph(user, "PATCH", `/v1.0/me/events/${encodeURIComponent(id)}`, changes);
    },
    changeActivity: async (user, id, changes) => {
      await erp(user, "PATCH", `/api/v1/activities/${id}`, changes);
    },
    deleteActivity: async (user, id) => {
      await erp(user, "DELETE", `/api/v1/activities/${id}`);
    },
  };
}
