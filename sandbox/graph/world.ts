/**
 * The state with the few ways to change it. Every change of an event goes through `create`, `touch` or
 * `remove`, which keep versions, ids, removals and notifications in step.
 */
import type { Clock } from "../../server/lib/clock.ts";
import { type SandboxUser, users } from "../tenants.ts";
import { looksLikeId, immutableId, restId } from "./ids.ts";
import { GraphError, notFound } from "./errors.ts";
import type { GraphState, Mail, Mailbox, StoredEvent, Subscription } from "./model.ts";
import type { Switches } from "./switches.ts";

export type ChangeKind = "created" | "updated" | "deleted";

export interface World {
  state: GraphState;
  readonly clock: Clock;
  readonly switches: Switches;
  /** Called with every change of an event; subscriptions listen. */
  onChange: (mailbox: Mailbox, event: StoredEvent, kind: ChangeKind) => void;
}

/** What a new event needs beside what `add` gives it. */
export type NewEvent = Omit<StoredEvent, "key" | "restId" | "version" | "createdAt" | "modifiedAt">;

/** The person's mailbox. Throws 404 for who has none in the cloud (quirk `restapi-mailbox`). */
export function mailboxOf(world: World, userId: string): Mailbox {
  const mailbox = world.state.mailboxes[userId];
  if (mailbox === undefined || world.state.withoutMailbox.includes(userId)) {
    throw new GraphError(
      404,
      "MailboxNotEnabledForRESTAPI",
      "REST API is not yet supported for this mailbox.",
    );
  }
  return mailbox;
}

/** The sandbox user with this mail address, whatever its case. */
export const userByAddress = (address: string): SandboxUser | undefined =>
  users.find((user) => user.address.toLowerCase() === address.toLowerCase());

/** A source for ids that no other item of the mailbox has. */
export function nextSource(world: World, mailbox: Mailbox): string {
  mailbox.made += 1;
  return `${world.state.seed}/${mailbox.userId}/${mailbox.made}`;
}

/** Puts a new event into the mailbox and tells the subscriptions. */
export function addEvent(world: World, mailbox: Mailbox, event: NewEvent): StoredEvent {
  const source = nextSource(world, mailbox);
  mailbox.version += 1;
  const now = world.clock.now();
  const key = immutableId(source);
  const stored: StoredEvent = {
    ...event,
    key,
    restId: restId(key, "0"),
    version: mailbox.version,
    createdAt: now,
    modifiedAt: now,
  };
  mailbox.events[key] = stored;
  mailbox.keys[stored.restId] = key;
  world.onChange(mailbox, stored, "created");
  return stored;
}

/** Marks an event as changed: new version, new etag, a notification. */
export function touchEvent(world: World, mailbox: Mailbox, event: StoredEvent): void {
  mailbox.version += 1;
  event.version = mailbox.version;
  event.modifiedAt = world.clock.now();
  world.onChange(mailbox, event, "updated");
}

function leave(mailbox: Mailbox, event: StoredEvent): void {
  mailbox.version += 1;
  mailbox.removals.push({
    key: event.key,
    restId: event.restId,
    calendarId: event.calendarId,
    version: mailbox.version,
  });
}

/** Moves an event to Deleted Items. */
export function removeEvent(world: World, mailbox: Mailbox, event: StoredEvent): void {
  leave(mailbox, event);
  const { [event.key]: removed, ...events } = mailbox.events;
  const { [event.restId]: _, ...keys } = mailbox.keys;
  mailbox.events = events;
  mailbox.keys = keys;
  if (removed) mailbox.deletedItems[event.key] = removed;
  world.onChange(mailbox, event, "deleted");
}

/** Moves an event to another calendar of the mailbox: its changeable id changes, its immutable one stays. */
export function moveEvent(
  world: World,
  mailbox: Mailbox,
  event: StoredEvent,
  calendarId: string,
): void {
  leave(mailbox, event);
  const { [event.restId]: _, ...keys } = mailbox.keys;
  mailbox.keys = keys;
  event.calendarId = calendarId;
  event.restId = restId(event.key, String(mailbox.version));
  mailbox.keys[event.restId] = event.key;
  touchEvent(world, mailbox, event);
}

/** The event with this id in either format. Throws 400 for what is no id, 404 for what is not there. */
export function findEvent(world: World, mailbox: Mailbox, id: string): StoredEvent {
  if (!looksLikeId(id)) throw new GraphError(400, "ErrorInvalidIdMalformed", "Id is malformed.");
  const event = mailbox.events[mailbox.keys[id] ?? id];
  const deleted = world.switches.deletedItemsAnswer ? mailbox.deletedItems[id] : undefined;
  const found = event ?? deleted;
  if (found === undefined) throw notFound();
  return found;
}

/** Records a mail that Exchange would have sent. Nothing is recorded without a recipient. */
export function sendMail(world: World, mail: Omit<Mail, "at">): void {
  if (mail.to.length > 0) world.state.mails.push({ ...mail, at: world.clock.now() });
}

/** Forgets subscriptions whose time is over and returns the others. */
export function living(world: World): Subscription[] {
  const now = world.clock.now();
  world.state.subscriptions = world.state.subscriptions.filter(({ expiresAt }) => expiresAt > now);
  return world.state.subscriptions;
}
