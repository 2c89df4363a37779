/**
 * Requests on behalf of a person: with his token, in his mailbox's lane, in batches where there are
 * many, and with the waits that the service asks for. Only reads are ever repeated here.
 */
import type { Clock } from "../../../lib/clock.ts";
import { ConnectorError } from "../../port/connector-error.ts";
import type { Actor } from "../../port/item.ts";
import type { HttpReply } from "../../http.ts";
import { batchReplies, batchRequest, batchesOf } from "./batch.ts";
import type { GraphRequest, Send } from "./client.ts";
import { noReply, replyError, unreadable } from "./errors.ts";
import { type Lanes, placesPerMailbox } from "./lanes.ts";

/** A reply with a status below 300, or the failure in its place. */
export type Answer = HttpReply | ConnectorError;

export interface Session {
  /** @throws ConnectorError for every reply that is not a success. */
  send(actor: Actor, request: GraphRequest): Promise<HttpReply>;
  /** The answers in the order of `requests`; a failure stands in its own place. Never throws. */
  sendAll(actor: Actor, requests: readonly GraphRequest[]): Promise<readonly Answer[]>;
  /** The path of the actor's mailbox: `/me`, or `/users/{id}` where it is another's. */
  root(actor: Actor): string;
  readonly clock: Clock;
}

/** One line per request for the log; no token, no content, no ids of items. */
export interface GraphCall {
  readonly method: string;
  /** e.g. `/me/events/*`. */
  readonly path: string;
  readonly status: number | null;
  readonly parts: number;
  readonly ms: number;
  readonly mailboxId: string;
  readonly requestId?: string;
}

export interface SessionDeps {
  readonly send: Send;
  readonly lanes: Lanes;
  readonly clock: Clock;
  /** @throws ConnectorError when there is none; `claims` must be satisfied by the new one. */
  readonly accessToken: (actor: Actor, claims?: string) => Promise<string>;
  /** With application permissions there is no `me`. */
  readonly asApplication: (tenantId: string) => boolean;
  readonly log: (call: GraphCall) => void;
}

/** How long a lane rests when the service throttles without saying for how long. */
const restUnsaidMs = 10_000;

export function createSession(deps: SessionDeps): Session {
  const { lanes, clock } = deps;
  const laneOf = (actor: Actor) => `${actor.tenantId}/${actor.mailboxId}`;

  async function token(actor: Actor, claims?: string): Promise<string> {
    try {
      return await deps.accessToken(actor, claims);
    } catch (cause) {
      throw cause instanceof ConnectorError ? cause : noReply(cause);
    }
  }

  /** One HTTP request. A claims challenge is answered once: it was refused, so it can be repeated. */
  async function exchange(actor: Actor, request: GraphRequest, parts: number): Promise<HttpReply> {
    const reply = await timed(actor, request, parts, await token(actor));
    if (reply.status !== 401 && reply.status !== 403) return reply;
    const { claims } = replyError(reply, clock.now()).facts;
    if (claims === undefined) return reply;
    return timed(actor, request, parts, await token(actor, claims));
  }

  async function timed(
    actor: Actor,
    request: GraphRequest,
    parts: number,
    bearer: string,
  ): Promise<HttpReply> {
    const startMs = clock.now();
    let reply: HttpReply | undefined;
    try {
      reply = await deps.send(request, bearer);
      return reply;
    } finally {
      const requestId = reply?.headers["request-id"];
      deps.log({
        method: request.method,
        path: withoutIds(request.url),
        status: reply?.status ?? null,
        parts,
        ms: clock.now() - startMs,
        mailboxId: actor.mailboxId,
        ...(requestId !== undefined && { requestId }),
      });
    }
  }

  /** The reply, or its failure; the whole lane rests when the service asked for it. */
  function judge(actor: Actor, reply: HttpReply): Answer {
    if (reply.status < 300) return reply;
    const error = replyError(reply, clock.now());
    const wait = error.facts.retryAfterMs ?? (error.code === "throttled" ? restUnsaidMs : 0);
    if (wait > 0) lanes.rest(laneOf(actor), wait);
    return error;
  }

  async function attempt(actor: Actor, request: GraphRequest): Promise<Answer> {
    try {
      const run = () => exchange(actor, request, 1).then((reply) => judge(actor, reply));
      return await lanes.run(laneOf(actor), 1, run);
    } catch (error) {
      return error as ConnectorError;
    }
  }

  async function attemptBatch(
    actor: Actor,
    requests: readonly GraphRequest[],
  ): Promise<readonly Answer[]> {
    try {
      // Graph runs the parts four at a time, so a batch takes the lane for itself.
      return await lanes.run(laneOf(actor), placesPerMailbox, async () => {
        const reply = await exchange(actor, batchRequest(requests), requests.length);
        const whole = judge(actor, reply);
        if (whole instanceof ConnectorError) return requests.map(() => whole);
        const replies = batchReplies(whole.body, requests.length);
        if (replies === null) throw unreadable("a batch without responses");
        return replies.map((part) =>
          part === null ? unreadable("a batch with a part missing") : judge(actor, part),
        );
      });
    } catch (error) {
      return requests.map(() => error as ConnectorError);
    }
  }

  async function attemptAll(
    actor: Actor,
    requests: readonly GraphRequest[],
  ): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (const batch of batchesOf(requests)) {
      const [only] = batch;
      if (only !== undefined && batch.length === 1) answers.push(await attempt(actor, only));
      else answers.push(...(await attemptBatch(actor, batch)));
    }
    return answers;
  }

  async function sendAll(
    actor: Actor,
    requests: readonly GraphRequest[],
  ): Promise<readonly Answer[]> {
    const answers = [...(await attemptAll(actor, requests))];
    // Throttled reads are asked once more, after the rest that the lane now owes.
    const again = requests
      .map((request, index) => ({ request, index }))
      .filter(({ request, index }) => request.method === "GET" && isThrottled(answers[index]));
    const second = await attemptAll(
      actor,
      again.map(({ request }) => request),
    );
    again.forEach(({ index }, position) => {
      const answer = second[position];
      if (answer !== undefined) answers[index] = answer;
    });
    return answers;
  }

  return {
    clock,
    sendAll,
    async send(actor, request) {
      const [answer] = await sendAll(actor, [request]);
      if (answer === undefined) throw unreadable("nothing");
      if (answer instanceof ConnectorError) throw answer;
      return answer;
    },
    root(actor) {
      const own = actor.mailboxId === actor.userId && !deps.asApplication(actor.tenantId);
      return own ? "/me" : `/users/${encodeURIComponent(actor.mailboxId)}`;
    },
  };
}

function isThrottled(answer: Answer | undefined): boolean {
  return answer instanceof ConnectorError && answer.code === "throttled";
}

function withoutIds(url: string): string {
  const path = url.split("?")[0] ?? "";
  return path.replace(/\/(calendars|events|users|subscriptions)\/[^/]+/g, "/$1/*");
}
