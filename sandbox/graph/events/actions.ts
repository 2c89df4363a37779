/** Actions on an event: answering, cancelling, and the reminder. */
import { z } from "zod";
import { type MailboxCall, type Reply, actionText, actionValue, bodyObject } from "../call.ts";
import { GraphError, invalidValue } from "../errors.ts";
import { type World, findEvent, removeEvent, touchEvent } from "../world.ts";
import { readMoment } from "../zones.ts";
import { cancelFor, forward, invited, respond } from "./meeting.ts";

const refused = (message: string) =>
  new GraphError(400, "ErrorInvalidRequest", `Your request can't be completed. ${message}`);

const newTime = z.looseObject({ dateTime: z.string(), timeZone: z.string().nullish() });

const actionBody = (call: MailboxCall) => (call.body === undefined ? {} : bodyObject(call));

/** The handler of `accept`, `tentativelyAccept` or `decline`. */
export function answerAs(response: "accepted" | "tentativelyAccepted" | "declined") {
  return (call: MailboxCall, world: World): Reply => {
    const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
    const body = actionBody(call);
    const send = actionValue(body, "sendResponse") ?? true;
    const comment = actionText(body, "comment");
    if (event.isOrganizer) {
      throw refused("You can't respond to this meeting because you're the meeting organizer.");
    }
    if (send !== false && !event.responseRequested) {
      throw refused("The meeting organizer hasn't requested a response.");
    }
    const { name, address } = call.owner;
    const answer = { send: send !== false, comment };
    respond(world, call.mailbox, event, { name, address }, response, answer);
    return { status: 202 };
  };
}

/** The organizer calls the meeting off; it goes to his Deleted Items. */
export function cancelEvent(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const comment = actionText(actionBody(call), "comment");
  if (!event.isOrganizer) throw refused("You need to be an organizer to cancel a meeting.");
  removeEvent(world, call.mailbox, event);
  cancelFor(world, event, invited(event), comment);
  return { status: 202 };
}

export function dismissReminder(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  event.isReminderOn = false;
  event.snoozedTo = null;
  touchEvent(world, call.mailbox, event);
  return { status: 200 };
}

/** Puts the reminder off until `newReminderTime`. */
export function snoozeReminder(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const time = newTime.safeParse(actionValue(actionBody(call), "newReminderTime"));
  if (!time.success) throw invalidValue("NewReminderTime must have dateTime and timeZone.");
  event.snoozedTo = readMoment("NewReminderTime", time.data).utc;
  touchEvent(world, call.mailbox, event);
  return { status: 200 };
}

const recipients = z.array(
  z.looseObject({
    emailAddress: z.looseObject({ address: z.string(), name: z.string().nullish() }),
  }),
);

/**
 * Sends the meeting on. Whoever gets it is a guest from then on, in the organizer's event too; the
 * mail comes from the organizer, and he is told who else was asked. Nobody named is nobody mailed.
 */
export function forwardEvent(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const body = actionBody(call);
  const to = recipients.safeParse(actionValue(body, "toRecipients") ?? []);
  if (!to.success) throw invalidValue("ToRecipients must be a list of recipients.");
  const people = to.data.map(({ emailAddress: { address, name } }) => ({
    address,
    name: name ?? address,
  }));
  forward(world, call.mailbox, event, people, actionText(body, "comment"));
  return { status: 202 };
}
