/**
 * The state with the few ways to change it. Every change of an event goes through `create`, `touch` or
 * `remove`, which keep versions, ids, removals and notifications in step.
 */
import type { Clock } from "../../server/lib/clock.ts";
import { type SandboxUser, sharedMailboxes, users } from "../tenants.ts";
import { numberOf } from "./chance.ts";
import { looksLikeId, immutableId, readOccurrenceId, restId } from "./ids.ts";
import { GraphError, notFound } from "./errors.ts";
import { exceptionOf } from "./series/change.ts";
import { type Master, hasOccurrence, isMaster, occurrenceOn } from "./series/occurrences.ts";
import type { GraphMail, GraphState, Mail, Mailbox, StoredEvent, Subscription } from "./model.ts";
import type { Switches } from "./switches.ts";

export type ChangeKind = "created" | "updated" | "deleted";

export interface World {
  state: GraphState;
  readonly clock: Clock;
  readonly switches: Switches;
  /** Called with every change of an event; subscriptions listen. */
  onChange: (mailbox: Mailbox, event: StoredEvent, kind: ChangeKind) => void;
  /** Called with every mail that a mailbox sends by itself. */
  readonly onMail: (mail: GraphMail) => void;
}

/** What a new event needs beside what `add` gives it. */
export type NewEvent = Omit<
  StoredEvent,
  "key" | "restId" | "version" | "told" | "arrived" | "createdAt" | "modifiedAt"
>;

/** Whether chance wants it: never for 0, always for 1, and the same again for the same seed. */
export function happens(world: World, probability: number): boolean {
  if (probability <= 0 || probability >= 1) return probability >= 1;
  world.state.rolls += 1;
  return numberOf(`${world.state.seed}/${world.state.rolls}`) < probability;
}

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

/** Whoever has a mailbox: people, and mailboxes that nobody signs in to. */
export const everyOwner = (): readonly SandboxUser[] => [...users, ...sharedMailboxes];

/** Whose mailbox has this mail address, whatever its case. */
export const userByAddress = (address: string): SandboxUser | undefined =>
  everyOwner().find((user) => user.address.toLowerCase() === address.toLowerCase());

/** A source for ids that no other item of the mailbox has. */
export function nextSource(world: World, mailbox: Mailbox): string {
  mailbox.made += 1;
  return `${world.state.seed}/${mailbox.userId}/${mailbox.made}`;
}

const transactions = new WeakMap<Mailbox, Map<string, StoredEvent>>();

/** Events by the `transactionId` that made them, deleted ones too; read off the mailbox once. */
function transactionsOf(mailbox: Mailbox): Map<string, StoredEvent> {
  const known = transactions.get(mailbox);
  if (known !== undefined) return known;
  const made = new Map<string, StoredEvent>();
  for (const event of [...Object.values(mailbox.deletedItems), ...Object.values(mailbox.events)]) {
    if (event.transactionId !== null) made.set(event.transactionId, event);
  }
  transactions.set(mailbox, made);
  return made;
}

/** The event that a create with this `transactionId` made last, and whether it is still there. */
export function madeBy(
  mailbox: Mailbox,
  transactionId: string,
): { readonly event: StoredEvent; readonly deleted: boolean } | undefined {
  const event = transactionsOf(mailbox).get(transactionId);
  if (event === undefined) return undefined;
  return { event, deleted: !(event.key in mailbox.events) };
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
    told: mailbox.version,
    arrived: 0,
    createdAt: now,
    modifiedAt: now,
  };
  const made = transactionsOf(mailbox);
  mailbox.events[key] = stored;
  if (stored.transactionId !== null) made.set(stored.transactionId, stored);
  mailbox.keys[stored.restId] = key;
  world.onChange(mailbox, stored, "created");
  return stored;
}

/**
 * Marks an event as changed: new version, new etag, a notification. An occurrence becomes an exception
 * of its series, all of which lies in one item of the mailbox and so has one version.
 */
export function touchEvent(world: World, mailbox: Mailbox, event: StoredEvent): void {
  mailbox.version += 1;
  event.version = event.told = mailbox.version;
  event.modifiedAt = world.clock.now();
  const { occurrence } = event;
  world.onChange(mailbox, event, "updated");
  if (occurrence === null) return;
  const master = masterOf(mailbox, occurrence.masterKey);
  const { told, modifiedAt } = event;
  const exception = { ...exceptionOf(master, event, occurrence.date), told, modifiedAt };
  const { exceptions } = master.series;
  master.series.exceptions = { ...exceptions, [occurrence.date]: exception };
  master.version = event.version;
  occurrence.isException = true;
  world.onChange(mailbox, master, "updated");
}

function masterOf(mailbox: Mailbox, key: string): Master {
  const master = mailbox.events[key];
  if (master === undefined || !isMaster(master)) throw notFound();
  return master;
}

function leave(world: World, mailbox: Mailbox, event: StoredEvent): void {
  mailbox.version += 1;
  mailbox.removals.push({
    key: event.key,
    restId: event.restId,
    calendarId: event.calendarId,
    version: mailbox.version,
    at: world.clock.now(),
    isOccurrence: event.occurrence !== null,
  });
}

/** Takes one occurrence out of its series; only the master is known to have changed. */
function cancelOccurrence(world: World, mailbox: Mailbox, master: Master, date: string): void {
  const { series } = master;
  const { [date]: _, ...exceptions } = series.exceptions;
  series.exceptions = exceptions;
  series.cancelled = [...series.cancelled, date];
  master.version = mailbox.version;
  master.modifiedAt = world.clock.now();
  world.onChange(mailbox, master, "updated");
}

/** Moves an event to Deleted Items; an occurrence only goes from its series. */
export function removeEvent(world: World, mailbox: Mailbox, event: StoredEvent): void {
  leave(world, mailbox, event);
  const { occurrence } = event;
  if (occurrence !== null) {
    cancelOccurrence(world, mailbox, masterOf(mailbox, occurrence.masterKey), occurrence.date);
    return;
  }
  const removed = mailbox.events[event.key];
  // In place: a copy of a calendar of thousands for each deletion would be all that is measured.
  Reflect.deleteProperty(mailbox.events, event.key);
  Reflect.deleteProperty(mailbox.keys, event.restId);
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
  if (event.occurrence !== null) {
    throw new GraphError(400, "ErrorInvalidRequest", "An occurrence cannot leave its series.");
  }
  leave(world, mailbox, event);
  // Who watches only the calendar that it leaves hears of that, too.
  world.onChange(mailbox, event, "deleted");
  Reflect.deleteProperty(mailbox.keys, event.restId);
  event.calendarId = calendarId;
  event.restId = restId(event.key, String(mailbox.version));
  mailbox.keys[event.restId] = event.key;
  touchEvent(world, mailbox, event);
  event.arrived = event.told;
}

/** The living event with this id in either format; of an occurrence a copy, kept once it is touched. */
export function lookUp(mailbox: Mailbox, id: string): StoredEvent | undefined {
  const part = readOccurrenceId(id);
  if (part === undefined) return mailbox.events[mailbox.keys[id] ?? id];
  const master = mailbox.events[mailbox.keys[part.masterId] ?? part.masterId];
  if (master === undefined || !isMaster(master) || !hasOccurrence(master, part.date)) {
    return undefined;
  }
  return structuredClone(occurrenceOn(master, part.date));
}

/** The event with this id in either format. Throws 400 for what is no id, 404 for what is not there. */
export function findEvent(world: World, mailbox: Mailbox, id: string): StoredEvent {
  if (!looksLikeId(id)) throw new GraphError(400, "ErrorInvalidIdMalformed", "Id is malformed.");
  const event = lookUp(mailbox, id);
  const deleted = world.switches.deletedItemsAnswer ? mailbox.deletedItems[id] : undefined;
  const found = event ?? deleted;
  if (found === undefined) throw notFound();
  return found;
}

/** What Exchange does to an event after a write: now and then it touches it again (quirk `etag-churn`). */
export function churnAfterWrite(world: World, mailbox: Mailbox, event: StoredEvent): void {
  if (happens(world, world.switches["etag-churn"])) touchEvent(world, mailbox, event);
}

const dayMs = 86_400_000;

/** Once a day Exchange touches some events although nobody changed them (quirk `etag-churn`). */
export function churnDaily(world: World, mailbox: Mailbox): void {
  const today = Math.floor(world.clock.now() / dayMs);
  const probability = world.switches["etag-churn"];
  if (probability === 0 || mailbox.churnedOn === today) return;
  const isFirst = mailbox.churnedOn === 0;
  mailbox.churnedOn = today;
  if (isFirst) return;
  for (const event of Object.values(mailbox.events)) {
    if (happens(world, probability)) touchEvent(world, mailbox, event);
  }
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
