/** Events one by one: read, written and found again by the key that made them. */
import { z } from "zod";
import {
  type Actor,
  ConnectorError,
  type Found,
  type Item,
  type Outcome,
  type WriteAction,
} from "../connector.ts";
import type { GraphRequest } from "./client.ts";
import { isConflict, isItemNotFound, tryAgain, unreadable } from "./errors.ts";
import { createBody, updateBody } from "./event-body.ts";
import { readEvent } from "./event.ts";
import { keyProperty, paneProperty, stampProperty } from "./properties.ts";
import type { Answer, Session } from "./session.ts";
import type { Suspects } from "./suspects.ts";

/**
 * Asked for with every request that names or returns an event: ids that survive a move, and times in
 * UTC (the person's zone is read from `originalStartTimeZone`).
 */
export const preferEvents = 'IdType="ImmutableId", outlook.timezone="UTC"';

const wanted = [keyProperty, stampProperty, paneProperty].map((id) => `id eq '${id}'`);
const ourProperties = `singleValueExtendedProperties($filter=${wanted.join(" or ")})`;
const expand = `$expand=${encodeURIComponent(ourProperties)}`;

const idPage = z.looseObject({ value: z.array(z.looseObject({ id: z.string() })) });
const eventPage = z.looseObject({ value: z.array(z.unknown()) });

export interface Events {
  /**
   * `missing` only where Graph said that the item itself is gone, the meeting is cancelled, or delta
   * called it removed and the calendar does not list it (Deleted Items, or another calendar).
   */
  get(actor: Actor, ids: readonly string[]): Promise<readonly Found[]>;
  write(actor: Actor, actions: readonly WriteAction[]): Promise<readonly Outcome[]>;
  findByKey(actor: Actor, key: string): Promise<Item | null>;
}

export function createEvents(session: Session, suspects: Suspects): Events {
  const eventUrl = (actor: Actor, id: string) =>
    `${session.root(actor)}/events/${encodeURIComponent(id)}`;

  async function findByKey(actor: Actor, key: string): Promise<Item | null> {
    const value = key.replaceAll("'", "''");
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${keyProperty}' and ep/value eq '${value}')`;
    const reply = await session.send(actor, {
      method: "GET",
      url: `${session.root(actor)}/events?$filter=${encodeURIComponent(filter)}&${expand}`,
      headers: { Prefer: preferEvents },
    });
    const page = eventPage.safeParse(reply.body);
    if (!page.success) throw unreadable("a list without events");
    for (const event of page.data.value) {
      const found = readEvent(event, actor.timeZone);
      // The filter finds copies too, and compares without case: `item.key` has the transaction's word.
      if (found.kind === "found" && found.item.key === key) return found.item;
    }
    return null;
  }

  function foundOf(actor: Actor, answer: Answer): Found {
    if (!(answer instanceof ConnectorError)) return readEvent(answer.body, actor.timeZone);
    return isItemNotFound(answer) ? { kind: "missing" } : { kind: "error", error: answer };
  }

  /** Whether the calendar itself lists the event: a list never reaches into Deleted Items. */
  async function isListed(actor: Actor, item: Item): Promise<boolean> {
    const { iCalUId } = item.details;
    if (iCalUId === undefined) return true;
    const filter = encodeURIComponent(`iCalUId eq '${iCalUId.replaceAll("'", "''")}'`);
    const reply = await session.send(actor, {
      method: "GET",
      url: `${session.root(actor)}/events?$filter=${filter}&$select=id`,
      headers: { Prefer: preferEvents },
    });
    const page = idPage.safeParse(reply.body);
    if (!page.success) throw unreadable("a list without events");
    return page.data.value.some(({ id }) => id === item.id);
  }

  async function confirm(actor: Actor, found: Found): Promise<Found> {
    if (found.kind !== "found" || !suspects.has(actor, found.item.id)) return found;
    try {
      if (!(await isListed(actor, found.item))) return { kind: "missing" };
      suspects.clear(actor, found.item.id);
      return found;
    } catch (error) {
      return { kind: "error", error: error as ConnectorError };
    }
  }

  function requestFor(actor: Actor, action: WriteAction): GraphRequest {
    switch (action.kind) {
      case "create":
        return {
          method: "POST",
          url: `${session.root(actor)}/events`,
          headers: { Prefer: preferEvents },
          body: createBody(action.key, action.fields, actor.timeZone),
        };
      case "update":
        return {
          method: "PATCH",
          url: eventUrl(actor, action.id),
          headers: { Prefer: preferEvents, "If-Match": action.precondition },
          body: updateBody(action.stamp, action.fields, actor.timeZone),
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
    const found = readEvent(answer.body, actor.timeZone);
    switch (found.kind) {
      case "found":
        return { kind: "written", item: { ...found.item, ...marks(action) } };
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
      const item = await findByKey(actor, action.key);
      if (item !== null) return { kind: "written", item };
      return known ? { kind: "spent" } : { kind: "error", error: tryAgain(error) };
    } catch (cause) {
      return { kind: "error", error: cause as ConnectorError };
    }
  }

  return {
    findByKey,

    async get(actor, ids) {
      const requests = ids.map((id): GraphRequest => ({
        method: "GET",
        url: `${eventUrl(actor, id)}?${expand}`,
        headers: { Prefer: preferEvents },
      }));
      const answers = await session.sendAll(actor, requests);
      return Promise.all(answers.map((answer) => confirm(actor, foundOf(actor, answer))));
    },

    async write(actor, actions) {
      const prepared = actions.map((action): GraphRequest | ConnectorError => {
        try {
          return requestFor(actor, action);
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
      return outcomes;
    },
  };
}

/** Extended properties are not echoed, but they landed together with the rest or not at all. */
function marks(action: WriteAction): Partial<Item> {
  if (action.kind === "create") return { key: action.key };
  return action.kind === "update" ? { stamp: action.stamp } : {};
}
