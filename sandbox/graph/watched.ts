/**
 * What a subscription can watch: which resources, with which permission and for how long.
 * `change-notifications-supported-resources-expanded.md`, `change-notifications-subscription-lifetime.md`.
 */
import type { Call } from "./call.ts";
import { userOf } from "./directory.ts";
import { GraphError, accessDenied } from "./errors.ts";
import type { Subscription } from "./model.ts";
import type { Switches } from "./switches.ts";

interface Kind {
  readonly watches: Subscription["watches"];
  /** The path below `/me` or `/users/{id}`. */
  readonly path: RegExp;
  readonly maxMinutes: number;
  /** Any of these, as they are: a `.Shared` scope does not help (quirk `sharing-no-subscription`). */
  readonly permissions: readonly string[];
}

const outlookMinutes = 10_080;
const key = String.raw`(?:/[^/]+|\('[^']+'\))`;

const kinds: readonly Kind[] = [
  {
    watches: "event",
    // Of one calendar: documented nowhere, and reported to work: a switch.
    path: new RegExp(`^(calendars${key}/)?events$`, "i"),
    maxMinutes: outlookMinutes,
    permissions: ["Calendars.Read", "Calendars.ReadWrite"],
  },
  {
    watches: "message",
    path: new RegExp(`^(mailFolders${key}/)?messages$`, "i"),
    maxMinutes: outlookMinutes,
    permissions: ["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"],
  },
  {
    watches: "contact",
    path: new RegExp(`^(contactFolders${key}/)?contacts$`, "i"),
    maxMinutes: outlookMinutes,
    permissions: ["Contacts.Read", "Contacts.ReadWrite"],
  },
];

/** Older pages give Outlook's resources less than three days. */
const olderOutlookMinutes = 4230;
const minMinutes = 45;
const minuteMs = 60_000;

export const extensionError = (message: string) => new GraphError(400, "ExtensionError", message);

const invalidResource = () =>
  extensionError(
    "Operation: Create; Exception: [Status Code: BadRequest; Reason: Invalid resource specified in payload]",
  );

export interface Watched {
  readonly userId: string;
  readonly watches: Subscription["watches"];
  /** The one calendar; `null`: the whole mailbox. */
  readonly calendarId: string | null;
}

/** Milliseconds at which it ends: 45 minutes ahead at least. Throws 400 for what is no time, past or too far. */
export function readExpiration(
  text: string,
  now: number,
  watches: Subscription["watches"],
  switches: Pick<Switches, "subscriptionLife">,
): number {
  const wanted = Date.parse(text);
  if (Number.isNaN(wanted)) {
    throw new GraphError(400, "InvalidRequest", "'expirationDateTime' must be a date with offset.");
  }
  if (wanted <= now) {
    throw new GraphError(400, "InvalidRequest", "Subscription expiration must be in the future.");
  }
  const { maxMinutes = 0 } = kinds.find((kind) => kind.watches === watches) ?? {};
  const max =
    switches.subscriptionLife === "threeDays"
      ? Math.min(maxMinutes, olderOutlookMinutes)
      : maxMinutes;
  if (wanted > now + max * minuteMs) {
    throw extensionError(`Subscription expiration can only be ${max} minutes in the future.`);
  }
  return Math.max(wanted, now + minMinutes * minuteMs);
}

/** Whose items of which kind a resource such as `/me/events` or `users/{id}/events` names. Throws 400 or 403. */
export function readWatched(call: Call, resource: string): Watched {
  const { caller } = call;
  const [, id, below = ""] = /^\/?(?:users\/([^/]+)|me)\/(.+)$/i.exec(resource) ?? [];
  const kind = kinds.find(({ path }) => path.test(below));
  if (kind === undefined) throw invalidResource();
  if (id === undefined && caller.userId === null) {
    throw extensionError("/me needs a signed-in user; an application names the user.");
  }
  const userId = id === undefined ? (caller.userId ?? "") : userOf(caller.tenantId, id).id;
  const isOwn = caller.userId === userId;
  // Another mailbox needs application permission; no scope of a person is enough.
  if (caller.userId !== null && !isOwn) throw accessDenied();
  const granted = caller.userId === null ? caller.roles : caller.scopes;
  const isGranted = kind.permissions.some((permission) => granted.includes(permission));
  if (!isGranted) throw accessDenied();
  const [, calendar] = /^calendars(?:\/([^/]+)|\('([^']+)'\))\//i.exec(below) ?? [];
  if (calendar !== undefined && call.switches.calendarSubscriptions === "refused") {
    throw invalidResource();
  }
  const calendarId = calendar === undefined ? null : decodeURIComponent(calendar);
  return { userId, watches: kind.watches, calendarId };
}
