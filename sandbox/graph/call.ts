/** One request on its way through Graph: who asks, for which mailbox, and what. */
import type { SandboxUser } from "../tenants.ts";
import { GraphError, invalidValue } from "./errors.ts";
import type { Mailbox } from "./model.ts";
import type { Switches } from "./switches.ts";
import { ianaOf } from "./zones.ts";

/** What the access token says. */
export interface Caller {
  readonly tenantId: string;
  /** The signed-in person; `null` for an app with permissions of its own. */
  readonly userId: string | null;
  readonly appId: string;
  /** Delegated permissions. */
  readonly scopes: readonly string[];
  /** Application permissions. */
  readonly roles: readonly string[];
  /** Seconds since the epoch, where the token says so. */
  readonly issuedAt?: number;
}

export interface Preferences {
  readonly timeZone: string;
  readonly textBody: boolean;
  readonly immutableIds: boolean;
  /** Items per page where the client said so. */
  readonly pageSize: number | undefined;
  /** What to echo in `Preference-Applied`. */
  readonly applied: readonly string[];
}

export interface Call {
  readonly method: string;
  /** Path below the version as it was asked, e.g. `/me/events/AAMk…`. */
  readonly path: string;
  /** By lower-case name. */
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body, `undefined` without one. */
  readonly body: unknown;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  /** Address that links in answers begin with, e.g. `https://graph.microsoft.com/v1.0`. */
  readonly base: string;
  readonly prefer: Preferences;
  /** How Graph behaves at the time. */
  readonly switches: Readonly<Switches>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A call for a person. */
export interface PersonCall extends Call {
  readonly owner: SandboxUser;
}

/** A call for somebody's mailbox. */
export interface MailboxCall extends PersonCall {
  readonly mailbox: Mailbox;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const largestPage = 1000;

/** Reads the `Prefer` header. Throws 400 for a zone nobody knows. */
export function readPreferences(header: string | undefined): Preferences {
  const text = header ?? "";
  const zone = /outlook\.timezone\s*=\s*"([^"]*)"/i.exec(text)?.[1];
  const format = /outlook\.body-content-type\s*=\s*"?(text|html)"?/i.exec(text)?.[1];
  const immutable = /IdType\s*=\s*"?ImmutableId"?/i.test(text);
  const size = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(text)?.[1];
  if (zone !== undefined && ianaOf(zone) === undefined) {
    throw new GraphError(
      400,
      "TimeZoneNotSupportedException",
      `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${zone}'.`,
    );
  }
  return {
    timeZone: zone ?? "UTC",
    textBody: format?.toLowerCase() === "text",
    immutableIds: immutable,
    pageSize: size === undefined ? undefined : Math.min(Math.max(Number(size), 1), largestPage),
    applied: [
      ...(zone === undefined ? [] : [`outlook.timezone="${zone}"`]),
      ...(format === undefined ? [] : [`outlook.body-content-type="${format}"`]),
      ...(immutable ? ['IdType="ImmutableId"'] : []),
      ...(size === undefined ? [] : [`odata.maxpagesize=${size}`]),
    ],
  };
}

/** Names and values of a query string; names in lower case because Graph does not tell them apart. */
export function readQuery(search: string): ReadonlyMap<string, string> {
  return new Map(
    [...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** The body as an object without OData's own members. Throws 400 when it is none. */
export function bodyObject(call: Call): Record<string, unknown> {
  if (typeof call.body !== "object" || call.body === null || Array.isArray(call.body)) {
    throw new GraphError(
      400,
      "BadRequest",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  }
  return Object.fromEntries(
    Object.entries(call.body).filter(([name]) => !name.includes("@odata.")),
  );
}

/** A text member of an action's body, whatever the case of its name; `""` when absent. Throws 400. */
export function actionText(body: Record<string, unknown>, name: string): string {
  const value = actionValue(body, name) ?? "";
  if (typeof value !== "string") throw invalidValue(`The parameter '${name}' must be a string.`);
  return value;
}

/** A member of an action's body, whatever the case of its name (quirk `action-param-case`). */
export function actionValue(body: Record<string, unknown>, name: string): unknown {
  return Object.entries(body).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
