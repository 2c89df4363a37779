import type { Request, Response } from "express";
import type { Person } from "../engine/mailboxes/accounts.ts";
import type { MailboxScope } from "../engine/mailboxes/mailbox.ts";
import type { Progress } from "../engine/progress.ts";
import type { LiveEvent } from "./contract/routes.ts";

/** Proxies close what is silent; a comment now and then keeps the line open. */
const heartbeatMs = 25_000;

/**
 * `GET /api/events`: what moves in the person's own mailbox and his further ones, as server-sent events. They carry ids
 * and no content; the views fetch what they show.
 */
export function liveEvents(
  progress: Progress,
  signIn: (request: Request) => Promise<Person>,
  scopesOf: (person: Person) => Promise<readonly MailboxScope[]>,
) {
  return async (request: Request, response: Response): Promise<void> => {
    const person = await signIn(request);
    const scopes = await scopesOf(person);
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      // Reverse proxies that collect answers would hold the events back.
      "x-accel-buffering": "no",
    });
    const send = (event: LiveEvent): void => {
      response.write(`data: ${JSON.stringify(event)}\n\n`);
    };
    send({ kind: "hello", moved: scopes.some((scope) => progress.movedLately(scope)) });
    const stops = scopes.map((scope) => progress.subscribe(scope, send));
    const heartbeat = setInterval(() => response.write(": still here\n\n"), heartbeatMs);
    response.on("close", () => {
      clearInterval(heartbeat);
      for (const stop of stops) stop();
    });
  };
}
