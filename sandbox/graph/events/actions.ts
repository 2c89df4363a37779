/** Actions on an event: answering, cancelling, and the reminder. */
import { type MailboxCall, type Reply, actionText, actionValue, bodyObject } from "../call.ts";
import { GraphError } from "../errors.ts";
import { type World, findEvent, removeEvent, touchEvent } from "../world.ts";
import { cancelFor, invited, respond } from "./meeting.ts";

const refused = (message: string) =>
  new GraphError(400, "ErrorInvalidRequest", `Your request can't be completed. ${message}`);

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
  touchEvent(world, call.mailbox, event);
  return { status: 200 };
}
