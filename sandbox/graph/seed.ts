/** Plausible mailboxes from a number: the same seed at the same time gives the same mailboxes. */
import { type SandboxUser, sharedMailboxes } from "../tenants.ts";
import { chanceOf } from "../../server/lib/chance.ts";
import { toHtml, withMeetingBlob } from "./events/body.ts";
import { calendarId, guid, iCalUId, immutableId, restId } from "./ids.ts";
import type { Attendee, GraphState, Mailbox, Person, StoredEvent } from "./model.ts";
import { everyOwner } from "./world.ts";
import { momentAt, readMoment } from "./zones.ts";

export interface ResetOptions {
  readonly seed?: number;
  /** How many events whose mailbox begins with; the others get the usual number. `user` is id or address. */
  readonly mailboxes?: readonly { readonly user: string; readonly events: number }[];
}

const eventsUsual = 15;
const eventsOfTeams = 4;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Customer {
  readonly name: string;
  readonly place: string;
  readonly people: readonly Person[];
}

const person = (name: string, address: string): Person => ({ name, address });

const customers: readonly Customer[] = [
  {
    name: "Northwind Traders",
    place: "Northwind Traders, Hamburg",
    people: [
      person("Nina Nordgren", "nina@northwind.example"),
      person("Oliver Berg", "oliver@northwind.example"),
    ],
  },
  {
    name: "Alpine Ski House",
    place: "Alpine Ski House, Innsbruck",
    people: [
      person("Anton Gruber", "anton@alpineskihouse.example"),
      person("Lena Moser", "lena@alpineskihouse.example"),
    ],
  },
  {
    name: "Adventure Works",
    place: "Adventure Works, Leipzig",
    people: [
      person("Sam Carter", "sam@adventure-works.example"),
      person("Dana Hill", "dana@adventure-works.example"),
    ],
  },
  {
    name: "Wide World Importers",
    place: "Wide World Importers, Rotterdam",
    people: [
      person("Eva de Vries", "eva@wideworldimporters.example"),
      person("Piet Jansen", "piet@wideworldimporters.example"),
    ],
  },
];

const noCustomer: Customer = { name: "Contoso", place: "", people: [] };

const topics = [
  ...["Quarterly review", "Price negotiation", "Product demo", "Kick-off", "Contract renewal"],
  ...["Delivery schedule", "Technical workshop", "Complaint follow-up", "Framework agreement"],
];

const own = ["Team meeting", "Focus time", "Prepare offer", "Travel", "Training", "One-to-one"];

/** The groups that every mailbox has, with the ids of their kinds. */
const groups = [
  { name: "My Calendars", classId: "0006f0b7-0000-0000-c000-000000000046" },
  { name: "Other Calendars", classId: "0006f0b8-0000-0000-c000-000000000046" },
  { name: "People's Calendars", classId: "0006f0b9-0000-0000-c000-000000000046" },
] as const;

const categories = [
  { displayName: "Meeting", color: "preset7" },
  { displayName: "Call", color: "preset4" },
  { displayName: "Site visit", color: "preset1" },
  { displayName: "Demo", color: "preset8" },
  { displayName: "Private", color: "preset0" },
];

function settingsOf(user: SandboxUser): Record<string, unknown> {
  const reply = { dateTime: "2026-01-01T00:00:00.0000000", timeZone: "UTC" };
  return {
    archiveFolder: null,
    timeZone: user.timeZone,
    delegateMeetingMessageDeliveryOptions: "sendToDelegateOnly",
    dateFormat: "M/d/yyyy",
    timeFormat: "h:mm tt",
    userPurpose: "user",
    automaticRepliesSetting: {
      status: "disabled",
      externalAudience: "all",
      internalReplyMessage: "",
      externalReplyMessage: "",
      scheduledStartDateTime: reply,
      scheduledEndDateTime: { ...reply, dateTime: "2026-01-02T00:00:00.0000000" },
    },
    language: { locale: user.locale, displayName: "English (United States)" },
    workingHours: {
      daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      startTime: "08:00:00.0000000",
      endTime: "17:00:00.0000000",
      timeZone: { name: user.timeZone },
    },
  };
}

interface Draft {
  readonly subject: string;
  readonly text: string;
  readonly place: string;
  readonly guests: readonly Person[];
  readonly category: string | undefined;
  readonly kind: "customer" | "own" | "private" | "allDay" | "online";
}

/** What the `index`-th event is about: customers mostly, with the odd private, all-day and online one. */
function draft(index: number, random: () => number): Draft {
  const pick = <T>(list: readonly T[], fallback: T): T =>
    list[Math.floor(random() * list.length)] ?? fallback;
  const kinds = ["customer", "online", "own", "customer", "private", "customer", "allDay"] as const;
  const kind = kinds[index % kinds.length] ?? "own";
  const nobody = { place: "", guests: [], category: undefined, kind };
  if (kind === "private") {
    return { ...nobody, subject: "Doctor's appointment", text: "", category: "Private" };
  }
  if (kind === "allDay") {
    const subject = pick(["Trade fair", "Home office", "Public holiday"], "Trade fair");
    return { ...nobody, subject, text: "" };
  }
  if (kind === "own") return { ...nobody, subject: pick(own, "Team meeting"), text: "Internal." };
  const customer = pick(customers, noCustomer);
  const topic = pick(topics, "Quarterly review");
  return {
    kind,
    subject: `${topic} with ${customer.name}`,
    text: `Agenda\n1. State of things\n2. ${topic}\n3. Next steps`,
    place: kind === "online" ? "" : customer.place,
    guests: customer.people.slice(0, random() < 0.5 ? 1 : 2),
    category: pick(["Meeting", "Call", "Site visit", "Demo"], "Meeting"),
  };
}

const attendee = (guest: Person): Attendee => ({
  type: "required",
  status: { response: "none", time: "0001-01-01T00:00:00Z" },
  emailAddress: guest,
});

function buildEvent(
  user: SandboxUser,
  mailbox: Mailbox,
  source: string,
  times: { now: number; today: number; dayOffset: number; hour: number; hours: number },
  about: Draft,
): StoredEvent {
  const key = immutableId(source);
  const zone = user.timeZone;
  const isAllDay = about.kind === "allDay";
  // Reckoned on a clock without zone; only the finished wall times are placed in the owner's.
  const begin = times.today + times.dayOffset * dayMs;
  const local = (wall: number) => ({
    dateTime: new Date(wall).toISOString().slice(0, 19),
    timeZone: zone,
  });
  const start = isAllDay ? begin : begin + times.hour * hourMs;
  const end = isAllDay ? begin + dayMs : start + times.hours * hourMs;
  const joinUrl =
    about.kind === "online"
      ? `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${guid(source).replaceAll("-", "")}%40thread.v2/0`
      : null;
  const body = toHtml({ contentType: "text", content: about.text });
  return {
    key,
    restId: restId(key, "0"),
    calendarId: mailbox.calendars[0]?.id ?? "",
    ...{ version: mailbox.version, told: mailbox.version, arrived: 0 },
    createdAt: times.now - 20 * dayMs,
    modifiedAt: times.now - 10 * dayMs,
    iCalUId: iCalUId(source),
    transactionId: null,
    ...{ series: null, occurrence: null },
    organizer: { name: user.name, address: user.address },
    isOrganizer: true,
    subject: about.subject,
    body: joinUrl === null ? body : withMeetingBlob(body, joinUrl),
    start: readMoment("Start", local(start)),
    end: readMoment("End", local(end)),
    isAllDay,
    locations:
      about.place === ""
        ? []
        : [
            {
              displayName: about.place,
              locationType: "default",
              uniqueId: about.place,
              uniqueIdType: "private",
            },
          ],
    attendees: about.guests.map(attendee),
    categories: about.category === undefined ? [] : [about.category],
    importance: "normal",
    sensitivity: about.kind === "private" ? "private" : "normal",
    showAs: isAllDay ? "free" : "busy",
    isReminderOn: !isAllDay,
    reminderMinutesBeforeStart: 15,
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isCancelled: false,
    responseStatus: { response: "organizer", time: "0001-01-01T00:00:00Z" },
    isOnlineMeeting: joinUrl !== null,
    onlineMeetingProvider: joinUrl === null ? "unknown" : "teamsForBusiness",
    joinUrl,
    extensions: {},
    ...{ extendedProperties: {}, extendedLists: {}, attachments: [], snoozedTo: null },
  };
}

function buildMailbox(user: SandboxUser, seed: number, events: number, now: number): Mailbox {
  const random = chanceOf(seed * 7919 + Number.parseInt(guid(user.id).slice(0, 6), 16));
  const mailbox: Mailbox = {
    userId: user.id,
    version: 0,
    made: 0,
    calendars: [
      {
        id: calendarId(`${seed}/${user.id}/default`),
        name: "Calendar",
        color: "auto",
        version: 1,
        isDefault: true,
      },
    ],
    calendarGroups: groups.map(({ name, classId }) => ({
      ...{ id: calendarId(`${seed}/${user.id}/group/${name}`), name, classId },
      ...{ version: 1, isDefault: true },
    })),
    fromOthers: [],
    fullAccess: [...(sharedMailboxes.find(({ id }) => id === user.id)?.members ?? [])],
    events: {},
    keys: {},
    removals: [],
    deletedItems: {},
    categories: categories.map((category) => ({
      id: guid(`${seed}/${user.id}/${category.displayName}`),
      ...category,
    })),
    settings: settingsOf(user),
    churnedOn: 0,
  };
  const today = Date.parse(`${momentAt(now, user.timeZone).local.slice(0, 10)}T00:00:00Z`);
  // Enough days for every event, so that a mailbox of thousands is a long history rather than a pile.
  const days = Math.max(14, Math.ceil(events / 3));
  for (let index = 0; index < events; index += 1) {
    mailbox.made += 1;
    mailbox.version += 1;
    const times = {
      now,
      today,
      dayOffset: Math.floor(((index + 0.5) / events) * days) - Math.floor(days / 3),
      hour: 8 + Math.floor(random() * 9),
      hours: random() < 0.7 ? 1 : 2,
    };
    const source = `${seed}/${user.id}/${mailbox.made}`;
    const event = buildEvent(user, mailbox, source, times, draft(index, random));
    mailbox.events[event.key] = event;
    mailbox.keys[event.restId] = event.key;
  }
  return mailbox;
}

/** A whole Graph of every sandbox user. Throws `Error` for a mailbox of nobody. */
export function seedState(options: ResetOptions, now: number, generation: number): GraphState {
  const seed = options.seed ?? 1;
  const wanted = new Map<string, number>();
  for (const { user, events } of options.mailboxes ?? []) {
    const owner = everyOwner().find(({ id, address }) => user === id || user === address);
    if (owner === undefined) throw new Error(`mailboxes: no sandbox user '${user}'`);
    wanted.set(owner.id, events);
  }
  const mailboxes = everyOwner().map((user): [string, Mailbox] => {
    const usual = sharedMailboxes.some(({ id }) => id === user.id) ? eventsOfTeams : eventsUsual;
    return [user.id, buildMailbox(user, seed, wanted.get(user.id) ?? usual, now)];
  });
  return {
    format: 1,
    seed,
    generation,
    mailboxes: Object.fromEntries(mailboxes),
    withoutMailbox: [],
    mails: [],
    subscriptions: [],
    pending: [],
    rolls: 0,
  };
}
