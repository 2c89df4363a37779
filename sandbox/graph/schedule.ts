/** `getSchedule`: when people of the tenant are free, as a line of digits and a list of what they do. */
import { z } from "zod";
import { type MailboxCall, type Reply, actionValue, bodyObject } from "./call.ts";
import { GraphError, invalidValue } from "./errors.ts";
import { eventsOf } from "./events/project.ts";
import { type Window, seenIn } from "./events/read.ts";
import type { StoredEvent } from "./model.ts";
import type { Resource } from "./odata/query.ts";
import { type World, userByAddress } from "./world.ts";
import { readMoment, showMoment } from "./zones.ts";

/** From the least to the most busy. Working elsewhere counts as free, as it always did. */
const digits = { unknown: 0, free: 0, workingElsewhere: 0, tentative: 1, busy: 2, oof: 3 } as const;

const moment = z.object({ dateTime: z.string(), timeZone: z.string().nullish() });
const intervalUsual = 30;

interface Asked {
  readonly schedules: readonly string[];
  readonly window: Window;
  readonly intervalMs: number;
}

function readAsked(call: MailboxCall): Asked {
  const body = bodyObject(call);
  const schedules = z.array(z.string()).min(1).safeParse(actionValue(body, "schedules"));
  if (!schedules.success) throw invalidValue("Schedules must be a list of mail addresses.");
  const time = (name: string): number => {
    const parsed = moment.safeParse(actionValue(body, name));
    if (!parsed.success) throw invalidValue(`${name} must have dateTime and timeZone.`);
    return readMoment(name, parsed.data).utc;
  };
  const window = { start: time("startTime"), end: time("endTime") };
  if (window.end <= window.start) throw invalidValue("EndTime must be after StartTime.");
  const interval = actionValue(body, "availabilityViewInterval") ?? intervalUsual;
  if (typeof interval !== "number" || interval < 5 || interval > 1440) {
    throw invalidValue("AvailabilityViewInterval must be from 5 to 1440 minutes.");
  }
  if (window.end - window.start < interval * 60_000) {
    throw new GraphError(
      400,
      "ErrorInvalidRequest",
      "The time between StartTime and EndTime must not be shorter than AvailabilityViewInterval.",
    );
  }
  return { schedules: schedules.data, window, intervalMs: interval * 60_000 };
}

function availabilityView(events: readonly StoredEvent[], { window, intervalMs }: Asked): string {
  const slots = Math.ceil((window.end - window.start) / intervalMs);
  return Array.from({ length: slots }, (_, index) => {
    const start = window.start + index * intervalMs;
    const inside = events.filter(
      (event) => event.start.utc < start + intervalMs && event.end.utc > start,
    );
    return Math.max(0, ...inside.map(({ showAs }) => digits[showAs]));
  }).join("");
}

/** A colleague shows when, the owner of the token also what and where. */
function showItem(call: MailboxCall, event: StoredEvent, isOwn: boolean): Resource {
  const zone = call.prefer.timeZone;
  const isPrivate = event.sensitivity === "private";
  return {
    ...(isOwn && {
      isPrivate,
      subject: event.subject,
      location: event.locations[0]?.["displayName"] ?? "",
    }),
    status: event.showAs,
    start: showMoment(event.start, zone, event.isAllDay),
    end: showMoment(event.end, zone, event.isAllDay),
  };
}

function showSchedule(call: MailboxCall, world: World, asked: Asked, address: string): Resource {
  const user = userByAddress(address);
  const mailbox = user?.tenantId === call.caller.tenantId && world.state.mailboxes[user.id];
  if (!mailbox) {
    return {
      ...{ scheduleId: address, availabilityView: "", scheduleItems: [] },
      error: {
        message: `The recipient '${address}' was not found.`,
        responseCode: "ErrorMailRecipientNotFound",
      },
    };
  }
  const calendar = mailbox.calendars.find(({ isDefault }) => isDefault);
  const events = eventsOf(mailbox, calendar?.id ?? "")
    .flatMap((event) => seenIn(asked.window, event))
    .filter(({ isCancelled }) => !isCancelled)
    .toSorted((one, other) => one.start.utc - other.start.utc);
  const isOwn = mailbox.userId === call.caller.userId;
  return {
    scheduleId: address,
    availabilityView: availabilityView(events, asked),
    scheduleItems: events.map((event) => showItem(call, event, isOwn)),
    workingHours: mailbox.settings["workingHours"],
  };
}

export function getSchedule(call: MailboxCall, world: World): Reply {
  const asked = readAsked(call);
  const value = asked.schedules.map((address) => showSchedule(call, world, asked, address));
  const context = `${call.base}/$metadata#Collection(microsoft.graph.scheduleInformation)`;
  return { status: 200, body: { "@odata.context": context, value } };
}
