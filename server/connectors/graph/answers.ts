/**
 * A person's answer to an invitation, sent from his own mailbox as if he had clicked it in Outlook.
 * Graph has an action for it and no lock: it is compared first, and sent once. Our stamp comes last,
 * together with whatever else is written, so that it is never there before all that it stands for.
 */
import { appointmentSchema, type Answer } from "../../resources/appointment/appointment.ts";
import { appointmentSchemaRules } from "../../resources/appointment/schema.ts";
import type { Fields } from "../../sync/model.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type { Actor, Found, Item, Outcome, WriteAction } from "../port/item.ts";
import { unreadable } from "./requests/errors.ts";
import { updateBody } from "./event/body.ts";
import type { GraphEvent } from "./event/schema.ts";
import { withoutOwn } from "./event/own-properties.ts";
import { preferEvents } from "./event/properties.ts";
import { readWhole } from "./read-whole.ts";
import type { Session } from "./requests/session.ts";
import { outcomeOfSteps, readBetween, type Update, type Ways } from "./requests/steps.ts";

/** Whether an action says what the mailbox's owner answers. */
export function writesAnswer(action: WriteAction): action is Update {
  return action.kind === "update" && "response" in action.fields;
}

export interface Answers {
  /** `gone`: he declined, and Exchange took the meeting out of the calendar. */
  write(actor: Actor, action: Update): Promise<Outcome>;
}

interface WaysOfAnswers extends Ways {
  /** The event where the calendar itself lists it: a declined one may answer from Deleted Items. */
  readonly listed: (actor: Actor, id: string) => Promise<Found>;
}

const actions: Readonly<Record<Answer, string>> = {
  accepted: "accept",
  tentative: "tentativelyAccept",
  declined: "decline",
};

/**
 * Says it, unless that is what it says already: without an answer to the request nobody knows whether it
 * was sent, and the next reading tells.
 */
export async function say(
  session: Session,
  actor: Actor,
  url: string,
  { item, raw, answer }: { readonly item: Item; readonly raw: GraphEvent; readonly answer: Answer },
): Promise<void> {
  if (item.fields["response"] === answer) return;
  await session.send(actor, {
    method: "POST",
    url: `${url}/${actions[answer]}`,
    headers: { Prefer: preferEvents },
    // Where the organizer wants no answers Exchange refuses to send one, and keeps it all the same.
    body: { sendResponse: raw.responseRequested !== false },
  });
}

export function createAnswers(session: Session, { url, reading, listed }: WaysOfAnswers): Answers {
  async function write(actor: Actor, action: Update): Promise<Outcome> {
    const { id, precondition, stamp } = action;
    const { response, ...rest } = action.fields;
    const gone = "The meeting was called off meanwhile.";
    const before = await readBetween(session, actor, reading(actor, id), gone);
    if (before.item.version !== precondition) throw moved();
    const answer = answerFor(response, before.item);
    const foreign = ["exceptions", "body", "toInvite"].find((field) => field in rest);
    if (foreign !== undefined) {
      throw refused(foreign, "This is changed by whoever organizes the meeting.");
    }
    await say(session, actor, url(actor, id), { ...before, answer });
    const after = await listed(actor, id);
    if (after.kind === "error") throw after.error;
    if (after.kind === "missing") return { kind: "gone" };
    if (after.item.fields["response"] !== answer) {
      // Sent again, it would reach the organizer twice: whoever looks at the item decides.
      throw refused("response", "Outlook took the answer and does not show it yet.");
    }
    if (hasMoved(rest, before.item, after.item)) throw moved();
    const reply = await session.send(actor, {
      method: "PATCH",
      url: url(actor, id),
      headers: { Prefer: preferEvents, "If-Match": after.item.version },
      body: updateBody(stamp, rest, {
        home: actor.timeZone,
        series: actor.series !== "occurrences",
      }),
    });
    const found = await readWhole(session, actor, reply.body);
    if (found.kind === "error") return found;
    if (found.kind === "missing") throw unreadable("a meeting that was called off meanwhile");
    return { kind: "written", item: { ...withoutOwn(found.item, actor), stamp } };
  }

  return { write: (actor, action) => outcomeOfSteps(() => write(actor, action)) };
}

/** @throws ConnectorError `rejected` for what nobody can answer. */
export function answerFor(response: unknown, { fields }: Item): Answer {
  const { data: answer } = appointmentSchema.shape.response.safeParse(response);
  if (answer === undefined) {
    throw refused("response", "The field response has a value that an appointment cannot hold.");
  }
  if (answer === null) {
    throw refused("response", "Outlook cannot take an answer back. Answer something else.");
  }
  if (fields["response"] === undefined) {
    throw refused("response", "Whoever organizes a meeting has nobody to answer.");
  }
  return answer;
}

/**
 * Whether somebody changed what is about to be written while the answer was on its way. Exchange
 * itself sets `showAs` by the answer.
 */
function hasMoved(sent: Fields, before: Item, after: Item): boolean {
  return Object.keys(sent).some((field) => {
    const print = appointmentSchemaRules.fields[field]?.fingerprint;
    const [was, is] = [before.fields[field], after.fields[field]];
    if (field === "showAs" || print === undefined || was === undefined || is === undefined) {
      return false;
    }
    return print(was) !== print(is);
  });
}

function moved(): ConnectorError {
  return new ConnectorError("stale", "microsoft", "The meeting was changed meanwhile.");
}

function refused(field: string, reason: string): ConnectorError {
  return new ConnectorError("rejected", "microsoft", reason, { field });
}
