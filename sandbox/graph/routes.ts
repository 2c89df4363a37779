/** Every operation of the sandbox's Graph: its path, the permission it needs, and who answers. */
import {
  createCalendarGroup,
  deleteCalendarGroup,
  getCalendarGroup,
  listCalendarGroups,
  updateCalendarGroup,
} from "./calendar-groups.ts";
import {
  createCalendar,
  deleteCalendar,
  getCalendar,
  getCalendarOfEvent,
  listCalendars,
  updateCalendar,
} from "./calendars.ts";
import type { Call, MailboxCall, PersonCall, Reply } from "./call.ts";
import { calendarViewDelta } from "./delta/delta.ts";
import { getOrganization, getUser, listOrganizations, listUsers } from "./directory.ts";
import {
  answerAs,
  cancelEvent,
  dismissReminder,
  forwardEvent,
  snoozeReminder,
} from "./events/actions.ts";
import {
  addAttachment,
  getAttachment,
  listAttachments,
  removeAttachment,
} from "./events/attachments.ts";
import {
  createExtension,
  deleteExtension,
  getExtension,
  listExtensions,
  updateExtension,
} from "./events/extensions.ts";
import { getEvent, listCalendarView, listEvents, listInstances } from "./events/read.ts";
import { createEvent, deleteEvent, purgeEvent, updateEvent } from "./events/write.ts";
import type { Deliver } from "./delivery.ts";
import type { Permission } from "./permissions.ts";
import { getSchedule } from "./schedule.ts";
import {
  createCategory,
  deleteCategory,
  getCategory,
  getMailboxSettings,
  listCategories,
  listTimeZones,
  updateCategory,
  updateMailboxSettings,
} from "./settings.ts";
import { sendMailAction } from "./mail.ts";
import {
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  reauthorizeSubscription,
  updateSubscription,
} from "./subscriptions.ts";
import { translateExchangeIds } from "./translate.ts";
import type { World } from "./world.ts";

interface RouteShape {
  readonly method: string;
  /** The path below the version, `/me/events/{event}`. */
  readonly template: string;
  readonly pattern: RegExp;
  readonly permission: Permission;
}

export type Route = RouteShape &
  (
    | { readonly scope: "mailbox"; readonly run: (call: MailboxCall, world: World) => Reply }
    /** A person, with a mailbox or without. */
    | { readonly scope: "person"; readonly run: (call: PersonCall, world: World) => Reply }
    | {
        readonly scope: "directory";
        readonly run: (call: Call, world: World) => Reply | Promise<Reply>;
      }
  );

type MailboxHandler = (call: MailboxCall, world: World) => Reply;
type Line<Handler> = readonly [method: string, path: string, Permission, Handler];

/** Below a mailbox: `/me` or `/users/{user}`. */
const mailboxLines: readonly Line<MailboxHandler>[] = [
  ["GET", "mailboxSettings", "settingsRead", getMailboxSettings],
  ["PATCH", "mailboxSettings", "settingsWrite", updateMailboxSettings],
  ["GET", "outlook/supportedTimeZones", "outlook", listTimeZones],
  ["GET", "outlook/supportedTimeZones(TimeZoneStandard='{standard}')", "outlook", listTimeZones],
  [
    "GET",
    "outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'{standard}')",
    "outlook",
    listTimeZones,
  ],
  ["GET", "outlook/masterCategories", "settingsRead", listCategories],
  ["POST", "outlook/masterCategories", "settingsWrite", createCategory],
  ["GET", "outlook/masterCategories/{category}", "settingsRead", getCategory],
  ["PATCH", "outlook/masterCategories/{category}", "settingsWrite", updateCategory],
  ["DELETE", "outlook/masterCategories/{category}", "settingsWrite", deleteCategory],
  ["POST", "translateExchangeIds", "translate", translateExchangeIds],
  ["POST", "sendMail", "mailSend", sendMailAction],
  ["GET", "calendars", "calendarBasic", listCalendars],
  ["POST", "calendars", "calendarWrite", createCalendar],
  ["GET", "calendar", "calendarBasic", getCalendar],
  ["PATCH", "calendar", "calendarWrite", updateCalendar],
  ["GET", "calendars/{calendar}", "calendarBasic", getCalendar],
  ["PATCH", "calendars/{calendar}", "calendarWrite", updateCalendar],
  ["DELETE", "calendars/{calendar}", "calendarWrite", deleteCalendar],
  ["POST", "calendar/getSchedule", "calendarBasic", getSchedule],
  ["POST", "calendars/{calendar}/getSchedule", "calendarBasic", getSchedule],
  ["GET", "calendarGroups", "calendarBasic", listCalendarGroups],
  ["POST", "calendarGroups", "calendarWrite", createCalendarGroup],
  ["GET", "calendarGroups/{group}", "calendarBasic", getCalendarGroup],
  ["PATCH", "calendarGroups/{group}", "calendarWrite", updateCalendarGroup],
  ["DELETE", "calendarGroups/{group}", "calendarWrite", deleteCalendarGroup],
];

/** Below a calendar: none named, `calendar`, or `calendars/{calendar}`. */
const calendarLines: readonly Line<MailboxHandler>[] = [
  ["GET", "calendarView", "calendarBasic", listCalendarView],
  ["GET", "calendarView/delta", "calendarBasic", calendarViewDelta],
  ["GET", "events", "calendarBasic", listEvents],
  ["POST", "events", "calendarWrite", createEvent],
  ["GET", "events/{event}", "calendarBasic", getEvent],
  ["PATCH", "events/{event}", "calendarWrite", updateEvent],
  ["DELETE", "events/{event}", "calendarWrite", deleteEvent],
  ["GET", "events/{event}/instances", "calendarBasic", listInstances],
  ["GET", "events/{event}/calendar", "calendarBasic", getCalendarOfEvent],
  ["POST", "events/{event}/accept", "calendarWrite", answerAs("accepted")],
  ["POST", "events/{event}/tentativelyAccept", "calendarWrite", answerAs("tentativelyAccepted")],
  ["POST", "events/{event}/decline", "calendarWrite", answerAs("declined")],
  ["POST", "events/{event}/cancel", "calendarWrite", cancelEvent],
  ["POST", "events/{event}/dismissReminder", "calendarWrite", dismissReminder],
  ["POST", "events/{event}/snoozeReminder", "calendarWrite", snoozeReminder],
  ["POST", "events/{event}/forward", "calendarRead", forwardEvent],
  ["POST", "events/{event}/permanentDelete", "calendarWrite", purgeEvent],
  ["GET", "events/{event}/attachments", "calendarRead", listAttachments],
  ["POST", "events/{event}/attachments", "calendarWrite", addAttachment],
  ["GET", "events/{event}/attachments/{attachment}", "calendarRead", getAttachment],
  ["DELETE", "events/{event}/attachments/{attachment}", "calendarWrite", removeAttachment],
  ["GET", "events/{event}/extensions", "calendarRead", listExtensions],
  ["POST", "events/{event}/extensions", "calendarWrite", createExtension],
  ["GET", "events/{event}/extensions/{extension}", "calendarRead", getExtension],
  ["PATCH", "events/{event}/extensions/{extension}", "calendarWrite", updateExtension],
  ["DELETE", "events/{event}/extensions/{extension}", "calendarWrite", deleteExtension],
];

/** `/a/{b}` as an expression with a group for each parameter; names of segments in any case. */
function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.*+?^$()|[\]\\]/g, "\\$&")
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>[^/]+?)`);
  return new RegExp(`^${source}$`, "i");
}

const addressed = (template: string) => ({ template, pattern: patternOf(template) });

const joined = (...parts: string[]) => parts.filter((part) => part !== "").join("/");

/** The table in full. `deliver` reaches the subscribers' endpoints. */
export function createRoutes(deliver: Deliver): readonly Route[] {
  const roots = ["/me", "/users/{user}"];
  const calendars = ["", "calendar", "calendars/{calendar}"];
  const below: readonly Line<MailboxHandler>[] = [
    ...mailboxLines,
    ...calendars.flatMap((calendar) =>
      calendarLines.map(
        ([method, path, permission, run]) =>
          [method, joined(calendar, path), permission, run] as const,
      ),
    ),
  ];
  const mailboxRoutes = roots.flatMap((root) =>
    below.map(([method, path, permission, run]) => ({
      ...{ method, permission, run, scope: "mailbox" as const },
      ...addressed(joined(root, path)),
    })),
  );
  const directoryLines: readonly Line<(call: Call, world: World) => Reply | Promise<Reply>>[] = [
    ["GET", "/users", "users", listUsers],
    ["GET", "/organization", "organization", listOrganizations],
    ["GET", "/organization/{organization}", "organization", getOrganization],
    ["GET", "/subscriptions", "signedIn", listSubscriptions],
    ["POST", "/subscriptions", "signedIn", createSubscription(deliver)],
    ["GET", "/subscriptions/{subscription}", "signedIn", getSubscription],
    ["PATCH", "/subscriptions/{subscription}", "signedIn", updateSubscription(deliver)],
    ["DELETE", "/subscriptions/{subscription}", "signedIn", deleteSubscription],
    ["POST", "/subscriptions/{subscription}/reauthorize", "signedIn", reauthorizeSubscription],
  ];
  const directoryRoutes = directoryLines.map(([method, path, permission, run]) => ({
    ...{ method, permission, run, scope: "directory" as const },
    ...addressed(path),
  }));
  const personRoutes = roots.map((root) => ({
    ...{ method: "GET", permission: "signedIn" as const, run: getUser, scope: "person" as const },
    ...addressed(root),
  }));
  return [...mailboxRoutes, ...personRoutes, ...directoryRoutes];
}
