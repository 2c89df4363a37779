/**
 * The window's way to the mailbox: Graph v1.0 with a person's token, as any other client. Nothing
 * here knows the sandbox's inside, so what the window shows is what Graph says.
 */
import type { MailboxOwner, PageConfig } from "../page-config.ts";
import type { EventChanges, GraphEvent, MasterCategory } from "./graph-event.ts";

const scopes = [
  ...["Calendars.ReadWrite", "Calendars.ReadWrite.Shared", "MailboxSettings.Read", "User.Read"],
];

/** A refusal of Graph, with its own words. */
export class GraphFailure extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "GraphFailure";
    this.status = status;
    this.code = code;
  }
}

export type Answer = "accept" | "tentativelyAccept" | "decline";

export interface GraphClient {
  readonly owner: MailboxOwner;
  /** Milliseconds since the epoch by Graph's clock, which the sandbox may have put forward. */
  now(): number;
  events(fromMs: number, toMs: number): Promise<readonly GraphEvent[]>;
  /** With the add-in's custom properties; null where it is gone. */
  event(id: string): Promise<GraphEvent | null>;
  create(changes: EventChanges & { readonly transactionId: string }): Promise<GraphEvent>;
  update(id: string, changes: EventChanges): Promise<GraphEvent>;
  remove(id: string): Promise<void>;
  answer(id: string, answer: Answer): Promise<void>;
  masterCategories(): Promise<readonly MasterCategory[]>;
}

const listFields = [
  "id,changeKey,subject,start,end,isAllDay,isCancelled,isOrganizer,location,categories",
  "showAs,sensitivity,responseStatus,organizer",
].join(",");

/** Where Exchange keeps what an add-in saves by `CustomProperties.saveAsync`. */
export function customPropertyId(addinId: string): string {
  return `String {00020329-0000-0000-C000-000000000046} Name cecp-${addinId}`;
}

export function createGraphClient(config: PageConfig, owner: MailboxOwner): GraphClient {
  const root = owner.shared === undefined ? "/me" : `/users/${encodeURIComponent(owner.shared)}`;
  let token: Promise<string> | null = null;
  let aheadMs = 0;

  const fetchToken = async (): Promise<string> => {
    const response = await fetch("/sandbox/token", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: owner.address, scopes }),
    });
    const answer = (await response.json()) as { access_token?: string; error?: unknown };
    if (answer.access_token === undefined) {
      throw new GraphFailure(response.status, "token", `No token for ${owner.address}.`);
    }
    return answer.access_token;
  };

  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    token ??= fetchToken();
    const response = await fetch(`${config.graphOrigin}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token.catch((error: unknown) => {
          token = null;
          throw error;
        })}`,
        prefer: `outlook.timezone="${owner.windowsZone}"`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const date = response.headers.get("date");
    if (date !== null) aheadMs = Date.parse(date) - Date.now();
    return response;
  };

  const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    let response = await send(method, path, body);
    if (response.status === 401) {
      token = null;
      response = await send(method, path, body);
    }
    const text = await response.text();
    const parsed: unknown = text === "" ? null : JSON.parse(text);
    if (response.ok) return parsed;
    const error = (parsed as { error?: { code?: string; message?: string } } | null)?.error;
    throw new GraphFailure(
      response.status,
      error?.code ?? "",
      error?.message ?? response.statusText,
    );
  };

  /** All pages of a collection. Graph's next link names Graph's own host; only its path is taken. */
  const all = async <Entry>(path: string): Promise<readonly Entry[]> => {
    const entries: Entry[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const page = (await request("GET", next)) as { value: Entry[]; "@odata.nextLink"?: string };
      entries.push(...page.value);
      next = page["@odata.nextLink"]?.replace(/^.*?\/v1\.0/u, "");
    }
    return entries;
  };

  const eventPath = (id: string): string => `${root}/events/${encodeURIComponent(id)}`;
  return {
    owner,
    now: () => Date.now() + aheadMs,
    events: (fromMs, toMs) => {
      const query = new URLSearchParams({
        startDateTime: new Date(fromMs).toISOString(),
        endDateTime: new Date(toMs).toISOString(),
        $select: listFields,
        $top: "250",
      });
      return all<GraphEvent>(`${root}/calendarView?${query}`);
    },
    event: async (id) => {
      const expand = `singleValueExtendedProperties($filter=id eq '${customPropertyId(config.addinId)}')`;
      try {
        const path = `${eventPath(id)}?$expand=${encodeURIComponent(expand)}`;
        return (await request("GET", path)) as GraphEvent;
      } catch (error) {
        if (error instanceof GraphFailure && error.status === 404) return null;
        throw error;
      }
    },
    create: async (changes) => (await request("POST", `${root}/events`, changes)) as GraphEvent,
    update: async (id, changes) => (await request("PATCH", eventPath(id), changes)) as GraphEvent,
    remove: async (id) => {
      await request("DELETE", eventPath(id));
    },
    answer: async (id, answer) => {
      await request("POST", `${eventPath(id)}/${answer}`, { sendResponse: true });
    },
    // The colours are the reader's own, whosever appointments he looks at.
    masterCategories: () => all<MasterCategory>("/me/outlook/masterCategories"),
  };
}
