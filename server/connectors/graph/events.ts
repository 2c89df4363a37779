/** Events one by one: read, written and found again by the key that made them. */
import { z } from "zod";
import type { Fields } from "../../sync/model.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type { InvitationFacet } from "../port/facets.ts";
import {
  type Actor,
  type Found,
  type Item,
  type Outcome,
  type WriteAction,
  isWhole,
  chosenCalendars,
} from "../port/item.ts";
import type { HttpReply } from "../http.ts";
import { createAnswers, writesAnswer } from "./answers.ts";
import { calendarPath, eventsIn, isGone, targetOf } from "./calendars.ts";
import type { GraphRequest } from "./requests/client.ts";
import { isConflict, isItemNotFound, tryAgain, unreadable } from "./requests/errors.ts";
import { createBody, updateBody, withOurPart } from "./event/body.ts";
import { outlookFields, versionOf } from "./event/event.ts";
import { eventSchema, readProperties } from "./event/schema.ts";
import { createInvitations } from "./invitations.ts";
import { ownPropertiesOf, withOwn, withoutOwn } from "./event/own-properties.ts";
import { createSeries, writesExceptions } from "./series.ts";
import { onLatest, turnsOf } from "./siblings.ts";
import { keyProperty, paneProperty, preferEvents, stampProperty } from "./event/properties.ts";
import { readWhole } from "./read-whole.ts";
import type { Answer, Session } from "./requests/session.ts";
import { createStanding } from "./standing.ts";
import type { Suspects } from "./suspects.ts";

function ourProperties(actor: Actor): string {
  const ids = [keyProperty, stampProperty, paneProperty, ...ownPropertiesOf(actor)];
  return `singleValueExtendedProperties($filter=${ids.map((id) => `id eq '${id}'`).join(" or ")})`;
}

/** What a reading of one event asks for: a series tells its exceptions only to who names them. */
function wholeEvent(actor: Actor): string {
  const expand = `${ourProperties(actor)},exceptionOccurrences`;
  return `$select=${readProperties.join(",")}&$expand=${encodeURIComponent(expand)}`;
}

type Update = Extract<WriteAction, { kind: "update" }>;

const eventPage = z.looseObject({ value: z.array(z.unknown()) });

export interface Events {
  /**
   * `missing` only where Graph said that the item itself is gone, the meeting is cancelled, or delta
   * called it removed (or it is `doubted`) and no calendar of the mailbox holds it (Deleted Items).
   */
  get(
    actor: Actor,
    ids: readonly string[],
    doubted?: ReadonlySet<string>,
  ): Promise<readonly Found[]>;
  write(actor: Actor, actions: readonly WriteAction[]): Promise<readonly Outcome[]>;
  findByKey(actor: Actor, key: string): Promise<Item | null>;
  readonly invitations: InvitationFacet;
}

export function createEvents(session: Session, suspects: Suspects): Events {
  const eventUrl = (actor: Actor, id: string) =>
    `${session.root(actor)}/events/${encodeURIComponent(id)}`;
  const readingOf = (actor: Actor, id: string): GraphRequest => ({
    method: "GET",
    url: `${eventUrl(actor, id)}?${wholeEvent(actor)}`,
    headers: { Prefer: preferEvents },
  });
  const ways = { url: eventUrl, reading: readingOf };
  const standing = createStanding(session, suspects, eventUrl);
  const series = createSeries(session, ways);
  const answers = createAnswers(session, {
    ...ways,
    listed: async (actor, id) => {
      const [answer] = await session.sendAll(actor, [readingOf(actor, id)]);
      const found = await foundOf(actor, answer ?? unreadable("nothing"));
      return standing.confirm(actor, found, new Set([id]));
    },
  });

  /** Looked for in every chosen calendar, and in the one where new events go. */
  async function findByKey(actor: Actor, key: string): Promise<Item | null> {
    const value = key.replaceAll("'", "''");
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${keyProperty}' and ep/value eq '${value}')`;
    for (const calendar of new Set([targetOf(actor), ...chosenCalendars(actor)])) {
      const expand = encodeURIComponent(ourProperties(actor));
      const list = `events?$filter=${encodeURIComponent(filter)}&$expand=${expand}`;
      for (const event of await eventsIn(session, actor, calendar, list, eventPage)) {
        const found = withOwn(await readWhole(session, actor, event), event, actor);
        // The filter finds copies too, and compares without case: `item.key` has the transaction's word.
        if (found.kind === "found" && found.item.key === key) return asWhole(actor, found.item);
      }
    }
    return null;
  }

  /**
   * A series with its exceptions, which lists and answers to writes leave out.
   * @throws ConnectorError where it cannot be read: without them nobody knows what a write swept away.
   */
  async function asWhole(actor: Actor, item: Item): Promise<Item> {
    const [outcome] = await allWhole(actor, [{ kind: "written", item }]);
    if (outcome?.kind === "written") return outcome.item;
    throw outcome?.kind === "error" ? outcome.error : unreadable("nothing");
  }

  /** The outcomes with every series that was written read once more, together. */
  async function allWhole(actor: Actor, outcomes: readonly Outcome[]): Promise<readonly Outcome[]> {
    const partial = outcomes.flatMap((outcome) =>
      outcome.kind === "written" && !isWhole(outcome.item) ? [outcome.item] : [],
    );
    const answers = await session.sendAll(
      actor,
      partial.map(({ id }) => readingOf(actor, id)),
    );
    const read = new Map(partial.map(({ id }, at) => [id, answers[at] ?? unreadable("nothing")]));
    const wholeOf = async (outcome: Outcome): Promise<Outcome> => {
      const answer = outcome.kind === "written" ? read.get(outcome.item.id) : undefined;
      if (answer === undefined || outcome.kind !== "written") return outcome;
      const found = await foundOf(actor, answer);
      if (found.kind === "error") return found;
      // Gone already: the next reading says so, and what was written stays what was written.
      if (found.kind === "missing") return outcome;
      const { key, stamp } = outcome.item;
      const { item } = found;
      return {
        kind: "written",
        item: { ...item, key: item.key ?? key, stamp: item.stamp ?? stamp },
      };
    };
    return Promise.all(outcomes.map(wholeOf));
  }

  async function foundOf(actor: Actor, answer: Answer): Promise<Found> {
    if (answer instanceof ConnectorError) {
      return isItemNotFound(answer) ? { kind: "missing" } : { kind: "error", error: answer };
    }
    const found = await readAnswer(actor, answer);
    return apart(withOwn(found, answer.body, actor), actor);
  }

  /** What fails while it is read stands in its own place. */
  async function readAnswer(actor: Actor, { body }: HttpReply): Promise<Found> {
    try {
      return await readWhole(session, actor, body);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { kind: "error", error };
    }
  }

  /**
   * Updates of text with the whole body that they lead to, by the action; that of an event with marks or
   * a way into an online meeting is put together from what stands there now.
   */
  async function bodiesOf(
    actor: Actor,
    actions: readonly WriteAction[],
  ): Promise<ReadonlyMap<WriteAction, Fields | ConnectorError>> {
    const texts = actions.flatMap((action) =>
      action.kind === "update" && ("body" in action.fields || "toInvite" in action.fields)
        ? [action]
        : [],
    );
    const answers = await session.sendAll(
      actor,
      texts.map(({ id }) => readingOf(actor, id)),
    );
    return new Map(
      texts.map((action, at) => [action, bodyOn(answers[at] ?? unreadable("nothing"), action)]),
    );
  }

  function bodyOn(answer: Answer, action: Update): Fields | ConnectorError {
    if (answer instanceof ConnectorError) return answer;
    const event = eventSchema.safeParse(answer.body);
    if (!event.success) return unreadable("an event without an id");
    if (versionOf(event.data) !== action.precondition) {
      return new ConnectorError("stale", "microsoft", "The event was changed meanwhile.");
    }
    try {
      return withOurPart(event.data, action.fields);
    } catch (error) {
      return error as ConnectorError;
    }
  }

  function requestFor(actor: Actor, action: WriteAction, fields: Fields): GraphRequest {
    switch (action.kind) {
      case "create":
        return {
          method: "POST",
          url: `${calendarPath(session, actor, targetOf(actor))}/events`,
          headers: { Prefer: preferEvents },
          body: createBody(action.key, fields, actor.timeZone),
        };
      case "update":
        return {
          method: "PATCH",
          url: eventUrl(actor, action.id),
          headers: { Prefer: preferEvents, "If-Match": action.precondition },
          body: updateBody(action.stamp, fields, {
            home: actor.timeZone,
            series: actor.series !== "occurrences",
          }),
        };
      case "delete":
        return {
          method: "DELETE",
          url: eventUrl(actor, action.id),
          headers: { Prefer: preferEvents, "If-Match": action.precondition },
        };
    }
  }

  async function outcomeOf(actor: Actor, action: WriteAction, answer: Answer): Promise<Outcome> {
    if (answer instanceof ConnectorError) return refused(actor, action, answer);
    if (action.kind === "delete") return { kind: "gone" };
    const found = await readAnswer(actor, answer);
    switch (found.kind) {
      case "found":
        return {
          kind: "written",
          item: { ...withoutOwn(found.item, actor), ...marks(action) },
        };
      case "missing":
        // Only a repeated create can answer this: its event was a meeting that is cancelled by now.
        return { kind: "spent" };
      case "error":
        return found;
    }
  }

  async function refused(
    actor: Actor,
    action: WriteAction,
    error: ConnectorError,
  ): Promise<Outcome> {
    if (action.kind === "delete" && isItemNotFound(error)) return { kind: "gone" };
    if (action.kind !== "create") return { kind: "error", error };
    // The transaction is known: 409, or 404 where what it made has been deleted since. A 412 says
    // nothing of the kind (quirk `conflict-412`): taken for a spent key it would delete the original.
    const known = isConflict(error) || isItemNotFound(error);
    if (!known && error.code !== "stale") return { kind: "error", error };
    try {
      // A 404 of the calendar for new events, read as a key that is spent, would delete the original.
      const hasNoPlace = isItemNotFound(error) && (await isGone(session, actor, targetOf(actor)));
      if (hasNoPlace) return { kind: "error", error: noPlace() };
      const item = await findByKey(actor, action.key);
      if (item !== null) return { kind: "written", item };
      return known ? { kind: "spent" } : { kind: "error", error: tryAgain(error) };
    } catch (cause) {
      return { kind: "error", error: cause as ConnectorError };
    }
  }

  return {
    findByKey,
    invitations: createInvitations(session, ways),

    async get(actor, ids, doubted) {
      const requests = ids.map((id) => readingOf(actor, id));
      const answers = await session.sendAll(actor, requests);
      return Promise.all(
        answers.map(async (answer) =>
          standing.confirm(actor, await foundOf(actor, answer), doubted),
        ),
      );
    },

    async write(actor, actions) {
      const outcomes = new Map<WriteAction, Outcome>();
      // Exceptions are several requests each, one after the other: their versions follow each other.
      const isPlain = (action: WriteAction) => !writesExceptions(action) && !writesAnswer(action);
      const plain = actions.filter(isPlain);
      for (const turn of turnsOf(plain)) {
        const based = turn.map((action) => onLatest(action, outcomes, plain));
        const written = await writeAll(actor, based);
        for (const [at, action] of turn.entries()) {
          outcomes.set(action, written[at] ?? { kind: "error", error: unreadable("nothing") });
        }
      }
      for (const action of actions) {
        if (writesAnswer(action)) {
          const [outcome] = await allWhole(actor, [await answers.write(actor, action)]);
          if (outcome !== undefined) outcomes.set(action, outcome);
        } else if (writesExceptions(action)) {
          outcomes.set(action, await series.write(actor, action));
        }
      }
      return actions.map(
        (action) => outcomes.get(action) ?? { kind: "error", error: unreadable("nothing") },
      );
    },
  };

  async function writeAll(
    actor: Actor,
    actions: readonly WriteAction[],
  ): Promise<readonly Outcome[]> {
    const bodies = await bodiesOf(actor, actions);
    const prepared = actions.map((action): GraphRequest | ConnectorError => {
      const fields = bodies.get(action) ?? (action.kind === "delete" ? {} : action.fields);
      if (fields instanceof ConnectorError) return fields;
      try {
        return requestFor(actor, action, fields);
      } catch (error) {
        return error as ConnectorError;
      }
    });
    const sendable = prepared.filter(
      (request): request is GraphRequest => !(request instanceof ConnectorError),
    );
    const answers = [...(await session.sendAll(actor, sendable))];
    const outcomes: Outcome[] = [];
    for (const [index, action] of actions.entries()) {
      const request = prepared[index];
      const answer = request instanceof ConnectorError ? request : answers.shift();
      outcomes.push(await outcomeOf(actor, action, answer ?? unreadable("nothing")));
    }
    return allWhole(actor, outcomes);
  }
}

/**
 * Where each occurrence is an item of its own, a series that an appointment became is no longer ours
 * to change: a write would move every occurrence. What is done to it in Outlook still shows.
 */
function apart(found: Found, { series }: Actor): Found {
  if (series !== "occurrences" || found.kind !== "found") return found;
  const { item } = found;
  if (item.details.series !== "master") return found;
  const { exceptions: _apart, ...fields } = item.fields;
  const { recurrence: _series, ...when } = fields["when"] as Fields;
  const readOnly = Object.fromEntries(outlookFields.map((field) => [field, "series"]));
  return { kind: "found", item: { ...item, fields: { ...fields, when }, readOnly } };
}

function noPlace(): ConnectorError {
  const reason =
    "The calendar for new appointments is not in the mailbox any more. Choose another one in Setup.";
  return new ConnectorError("not-found", "microsoft", reason);
}

/** Extended properties are not echoed, but they landed together with the rest or not at all. */
function marks(action: WriteAction): Partial<Item> {
  if (action.kind === "create") return { key: action.key };
  return action.kind === "update" ? { stamp: action.stamp } : {};
}
