/**
 * Who may do what in somebody else's mailbox: its owner shares a calendar, or an administrator gives a
 * person the whole mailbox, as team mailboxes are given. A token's `.Shared` scope lets an app use these
 * rights; it gives none by itself.
 */
import type { SandboxUser } from "../tenants.ts";
import type { Caller, MailboxCall } from "./call.ts";
import { accessDenied, notFound } from "./errors.ts";
import { calendarId } from "./ids.ts";
import type { Calendar, Mailbox, StoredEvent } from "./model.ts";
import type { Permission } from "./permissions.ts";
import { type World, lookUp, mailboxOf, nextSource } from "./world.ts";

/** What a person may do with a calendar that is not his; `delegate` alone sees what is private there. */
export type SharingRight = "none" | "read" | "write" | "delegate";

/** Whether the caller acts as a person in a mailbox that is not his own. */
export function isForeign({ userId }: Caller, owner: { readonly id: string }): boolean {
  return userId !== null && userId !== owner.id;
}

export function rightOn(mailbox: Mailbox, userId: string, calendar: Calendar): SharingRight {
  if (mailbox.fullAccess.includes(userId)) return "delegate";
  return calendar.sharedWith?.[userId] ?? "none";
}

/** The calendars of the mailbox that the caller may see, his own or not. */
export function visibleCalendars({ caller, owner, mailbox }: MailboxCall): readonly Calendar[] {
  if (!isForeign(caller, owner)) return mailbox.calendars;
  return mailbox.calendars.filter((one) => rightOn(mailbox, caller.userId ?? "", one) !== "none");
}

/** Whether the caller may write into a calendar of the mailbox. */
export function mayEdit({ caller, owner, mailbox }: MailboxCall, calendar: Calendar): boolean {
  if (calendar.isReadOnly === true) return false;
  return !isForeign(caller, owner) || canWrite(rightOn(mailbox, caller.userId ?? "", calendar));
}

/** Whether the caller sees more of a private event than that somebody is busy. */
export function seesPrivate({ caller, owner, mailbox }: MailboxCall, calendar: Calendar): boolean {
  if (!isForeign(caller, owner)) return true;
  return rightOn(mailbox, caller.userId ?? "", calendar) === "delegate";
}

/** Whether the event is shown to the caller as one of which he may know the time alone. */
export function isMasked(call: MailboxCall, { calendarId: id, sensitivity }: StoredEvent): boolean {
  if (sensitivity !== "private" || call.switches.privateOfOthers === "whole") return false;
  const calendar = call.mailbox.calendars.find((one) => one.id === id);
  return calendar !== undefined && !seesPrivate(call, calendar);
}

function canWrite(right: SharingRight): boolean {
  return right === "write" || right === "delegate";
}

const writes: ReadonlySet<Permission> = new Set(["calendarWrite"]);
/** What belongs to the owner alone, whoever else may use his calendars. */
const ownersOnly: ReadonlySet<Permission> = new Set(["settingsRead", "settingsWrite"]);

/**
 * Throws where a person asks for more of somebody else's mailbox than he was given. How a calendar that
 * is not shared answers nobody documents: as if it were not there (reported), or as denied.
 */
export function requireSharing(call: MailboxCall, permission: Permission): void {
  if (!isForeign(call.caller, call.owner)) return;
  if (ownersOnly.has(permission) || /\/calendarGroups(\/|$)/i.test(call.path)) throw accessDenied();
  const visible = visibleCalendars(call);
  const calendar = calendarAsked(call);
  const isSeen = calendar === null ? visible.length > 0 : visible.includes(calendar);
  if (!isSeen) throw call.switches.notShared === "denied" ? accessDenied() : notFound();
  if (!writes.has(permission)) return;
  if (calendar !== null && !mayEdit(call, calendar)) throw accessDenied();
  const event = lookUp(call.mailbox, call.params["event"] ?? "");
  if (event !== undefined && isMasked(call, event)) throw accessDenied();
}

/** The calendar that a request is about; `null`: the list of them, or the mailbox as a whole. */
function calendarAsked({ mailbox, params, path }: MailboxCall): Calendar | null {
  const { calendar: named, event } = params;
  const byId = (id: string | undefined) => mailbox.calendars.find((one) => one.id === id);
  if (named !== undefined) return byId(named) ?? null;
  if (event !== undefined) return byId(lookUp(mailbox, event)?.calendarId) ?? defaultOf(mailbox);
  return /\/(calendars|translateExchangeIds|outlook\/.*)$/i.test(path) ? null : defaultOf(mailbox);
}

function defaultOf(mailbox: Mailbox): Calendar | null {
  return mailbox.calendars.find(({ isDefault }) => isDefault) ?? null;
}

/** What somebody shares, by the name of his calendar; the default one where none is named. */
export interface Sharing {
  readonly owner: SandboxUser;
  readonly calendar?: string;
  readonly with: SandboxUser;
  /** `full`: the whole mailbox, which appears in nobody's list by itself. */
  readonly right: SharingRight | "full";
}

/** Shares a calendar, which then stands in the other person's list, or takes it back. */
export function share(world: World, { owner, calendar, with: other, right }: Sharing): void {
  const mailbox = mailboxOf(world, owner.id);
  mailbox.fullAccess = mailbox.fullAccess.filter((id) => id !== other.id);
  if (right === "full") {
    mailbox.fullAccess.push(other.id);
    return;
  }
  const shared = mailbox.calendars.find(({ name, isDefault }) =>
    calendar === undefined ? isDefault : name === calendar,
  );
  if (shared === undefined) throw notFound();
  shared.sharedWith = { ...shared.sharedWith, [other.id]: right };
  const list = mailboxOf(world, other.id);
  const entry = { ownerId: owner.id, calendarId: shared.id };
  const isListed = list.fromOthers.some((one) => one.calendarId === shared.id);
  if (!isListed) list.fromOthers.push({ id: calendarId(nextSource(world, list)), ...entry });
}

/** A calendar of somebody else as it stands in a person's list. */
export interface ListedCalendar {
  readonly id: string;
  readonly owner: Mailbox;
  readonly calendar: Calendar;
  readonly canEdit: boolean;
  readonly seesPrivate: boolean;
}

/** What others share with the mailbox's owner, as far as they still do. */
export function listedFromOthers(world: World, mailbox: Mailbox): readonly ListedCalendar[] {
  return mailbox.fromOthers.flatMap(({ id, ownerId, calendarId: shared }) => {
    const owner = world.state.mailboxes[ownerId];
    const calendar = owner?.calendars.find((one) => one.id === shared);
    if (owner === undefined || calendar === undefined) return [];
    const right = rightOn(owner, mailbox.userId, calendar);
    if (right === "none") return [];
    return [{ id, owner, calendar, canEdit: canWrite(right), seesPrivate: right === "delegate" }];
  });
}
