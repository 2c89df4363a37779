/** What writes have in common that take several requests, each based on what the one before it left. */
import { ConnectorError } from "../../port/connector-error.ts";
import type { Actor, Item, Outcome, WriteAction } from "../../port/item.ts";
import type { GraphRequest } from "./client.ts";
import { eventSchema, type GraphEvent } from "../event/schema.ts";
import { withOwn } from "../event/own-properties.ts";
import { readWhole } from "../read-whole.ts";
import type { Session } from "./session.ts";

export type Update = Extract<WriteAction, { kind: "update" }>;

export interface Ways {
  /** Where an event is. */
  readonly url: (actor: Actor, id: string) => string;
  /** Reads an event with all that belongs to it. */
  readonly reading: (actor: Actor, id: string) => GraphRequest;
}

/**
 * An event as it is between two steps, as an item and as Graph told it.
 * @param gone what is said of one that is cancelled by now
 * @throws ConnectorError where it cannot be read, `not-found` where it is cancelled
 */
export async function readBetween(
  session: Session,
  actor: Actor,
  request: GraphRequest,
  gone: string,
): Promise<{ readonly item: Item; readonly raw: GraphEvent }> {
  const reply = await session.send(actor, request);
  const found = withOwn(await readWhole(session, actor, reply.body), reply.body, actor);
  if (found.kind === "error") throw found.error;
  if (found.kind === "missing") throw new ConnectorError("not-found", "microsoft", gone);
  return { item: found.item, raw: eventSchema.parse(reply.body) };
}

/** What the steps come to; the first that fails is the outcome of all. */
export async function outcomeOfSteps(steps: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await steps();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { kind: "error", error };
  }
}
