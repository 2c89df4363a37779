import express, { Router, type Request, type Response } from "express";
import type { z } from "zod";
import { firstRoutes } from "./contract/service/application.ts";
import { ProblemError, requestIdOf } from "./errors.ts";
import { parsed } from "./parsed.ts";

type ConsoleRoutes = typeof firstRoutes;
type ConsoleRouteName = keyof ConsoleRoutes;

export interface ConsoleCall<N extends ConsoleRouteName> {
  readonly body: ConsoleRoutes[N] extends { readonly body: infer S extends z.ZodType }
    ? z.output<S>
    : undefined;
  /** For the audit trail. */
  readonly requestId: string;
}

export type ConsoleHandlers = {
  readonly [N in ConsoleRouteName]: (
    call: ConsoleCall<N>,
  ) => Promise<z.input<ConsoleRoutes[N]["response"]>>;
};

/** `Authorization: Console XXXX-…`: no browser sends it by itself, as it would a cookie. */
const scheme = /^Console ([\w-]{1,100})$/i;

/**
 * The routes of the time before anybody can sign in, for whoever shows the newest token of the server's
 * console. A wrong one is refused as often as somebody likes: at 100 bits nobody guesses it, and whoever
 * counted tries would let any stranger shut the administrator out.
 */
export function consoleRoutes(
  handlers: ConsoleHandlers,
  holdsToken: (token: string) => boolean,
): Router {
  const router = Router();
  const admit = (request: Request): void => {
    const token = scheme.exec(request.get("authorization") ?? "")?.[1];
    if (token !== undefined && holdsToken(token)) return;
    throw new ProblemError(
      "unauthorized",
      "This token is not the newest one of the server's console, was used, or has run out.",
      { remedy: "Look at the console again, or make another: sync-to-erp administrator." },
    );
  };
  for (const name of Object.keys(firstRoutes) as ConsoleRouteName[]) {
    const route = firstRoutes[name];
    const method = route.method.toLowerCase() as "get" | "post";
    router[method](
      route.path,
      (request, _response, next) => {
        admit(request);
        next();
      },
      express.json({ limit: "64kb", strict: true }),
      async (request: Request, response: Response) => {
        const schema = "body" in route ? route.body : undefined;
        const call = {
          body: schema && parsed(schema, request.body, "body"),
          requestId: requestIdOf(response),
        };
        // The body is what the schema of this very route made of it.
        const handler = handlers[name] as (call: unknown) => Promise<unknown>;
        response.json(await handler(call));
      },
    );
  }
  return router;
}
