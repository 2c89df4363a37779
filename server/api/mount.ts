import express, { Router, type Request, type Response } from "express";
import type { z } from "zod";
import { scopeOfPerson, type Person } from "../engine/accounts.ts";
import { routes, type Route, type RouteName } from "./contract/routes.ts";
import { ProblemError } from "./errors.ts";
import type { Call, Handler, Handlers } from "./handlers/handler.ts";

export interface MountDeps {
  readonly handlers: Handlers;
  /** Proves who asks and keeps his Graph tokens. Throws what `errors.ts` words. */
  readonly signIn: (request: Request) => Promise<Person>;
}

/** Mounts every route of the contract for people, validated on the way in. */
export function mountRoutes({ handlers, signIn }: MountDeps): Router {
  const router = Router();
  // A request is a choice and a few ids; anything larger is a mistake.
  router.use(express.json({ limit: "64kb", strict: true }));
  for (const name of Object.keys(handlers) as (keyof Handlers)[]) {
    const route: Route = routes[name];
    const method = route.method.toLowerCase() as "get" | "post" | "put" | "delete";
    router[method](route.path, async (request: Request, response: Response) => {
      const person = await signIn(request);
      const handler = handlers[name] as unknown as Handler<RouteName>;
      const call = {
        person,
        scope: scopeOfPerson(person),
        params: stringsOf(request.params),
        query: parsed(route.query, request.query, "query"),
        body: parsed(route.body, request.body, "body"),
        language: languageOf(request),
      } as unknown as Call<RouteName>;
      response.json(await handler(call));
    });
  }
  return router;
}

function stringsOf(params: Request["params"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? "" : value]),
  );
}

/** The part of the request as its schema reads it. @throws ProblemError naming the first wrong field. */
function parsed(schema: z.ZodType | undefined, given: unknown, part: "query" | "body"): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new ProblemError("bad-request", `The ${part} is not valid: ${issue?.message ?? ""}`, {
    ...(field === "" ? {} : { field }),
  });
}

export function languageOf(request: Request): "en" | "de" {
  return request.acceptsLanguages("en", "de") === "de" ? "de" : "en";
}
