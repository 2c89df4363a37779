import express, { type Express, type RequestHandler, type Response } from "express";
import type { z } from "zod";
import { sameSecret } from "../../engine/mailboxes/subscriptions.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Ids } from "../../lib/ids.ts";
import type { Log } from "../../lib/log.ts";
import { proofOf } from "../../lib/proof.ts";
import { inRequests } from "../../lib/requests.ts";
import {
  operatorRoutes,
  proofPath,
  proofRequestSchema,
  type OperatorRouteName,
} from "../contract/operator.ts";
import { problemHandler, ProblemError, requestIdOf } from "../errors.ts";
import { parsed } from "../parsed.ts";
import { backupRoutes, type Backups } from "./backups.ts";
import { neverStore, strictHeaders } from "../security.ts";

type Definition<N extends OperatorRouteName> = (typeof operatorRoutes)[N];
type Body<N extends OperatorRouteName> =
  Definition<N> extends Readonly<Record<"body", infer S>>
    ? S extends z.ZodType
      ? z.output<S>
      : undefined
    : undefined;
export type OperatorHandlers = {
  readonly [N in OperatorRouteName]: (
    body: Body<N>,
    /** As it stands in the log. */
    requestId: string,
  ) => Promise<z.input<Definition<N>["response"]>>;
};

export interface OperatorAppDeps {
  readonly token: string;
  readonly handlers: OperatorHandlers;
  readonly backups: Backups;
  /** `null` where no server runs that would count. */
  readonly metrics: MetricsPage | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

export interface MetricsPage {
  readonly contentType: string;
  text(): Promise<string>;
  /** Opens this page alone, for whoever reads it every quarter of a minute; `null`: none does. */
  readonly token: string | null;
}

/** What stands behind the operator's door. The order of the lines is the order of the walls. */
export function createOperatorApp(deps: OperatorAppDeps): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.use(
    nameRequest(deps),
    strictHeaders({ wholeHost: true }),
    neverStore,
    fromThisMachineOnly,
    notFromPages,
  );
  app.post(proofPath, json, (request, response) => {
    const { nonce } = parsed(proofRequestSchema, request.body, "body");
    response.json({ proof: proofOf(deps.token, nonce) });
  });
  const { metrics } = deps;
  if (metrics !== null) {
    const keys = [deps.token, ...(metrics.token === null ? [] : [metrics.token])];
    app.get("/metrics", requireToken(keys), async (_request, response) => {
      response.set("Content-Type", metrics.contentType).send(await metrics.text());
    });
  }
  app.use(requireToken([deps.token]));
  for (const name of Object.keys(operatorRoutes) as OperatorRouteName[]) {
    const route: { method: string; path: string; body?: z.ZodType } = operatorRoutes[name];
    const handler = deps.handlers[name] as (body: unknown, requestId: string) => Promise<unknown>;
    const answer: RequestHandler = async (request, response) => {
      const body = route.body === undefined ? undefined : parsed(route.body, request.body, "body");
      response.json(await handler(body, requestIdOf(response)));
    };
    app[route.method === "GET" ? "get" : "post"](route.path, json, answer);
  }
  app.use(backupRoutes(deps.backups));
  app.use((_request, _response, next) => next(new ProblemError("not-found", "Nothing is here.")));
  app.use(problemHandler(deps.log));
  return app;
}

const json = express.json({ limit: "64kb", strict: true });

/** One line per request: what an operator did must be found again. */
function nameRequest({ clock, ids, log }: OperatorAppDeps): RequestHandler {
  return (request, response: Response, next) => {
    const startedAtMs = clock.now();
    response.locals["requestId"] = ids.next();
    const { method, path } = request;
    response.on("close", () => {
      const durationMs = clock.now() - startedAtMs;
      const facts = { requestId: requestIdOf(response), method, path, durationMs };
      log.info({ ...facts, status: response.statusCode }, "operator's request");
    });
    inRequests(new Set([requestIdOf(response)]), next);
  };
}

/** Of IPv4, also where it arrives at an IPv6 socket. */
const loopback = /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/;

/** The listener is bound to loopback; should it ever be bound elsewhere, nobody gets in there. */
const fromThisMachineOnly: RequestHandler = (request, _response, next) => {
  if (loopback.test(request.socket.remoteAddress ?? "")) next();
  else next(new ProblemError("forbidden", "The operator's door opens from this machine only."));
};

/** A page in a browser on this machine: it says where it comes from, or calls us by a name of its own. */
const notFromPages: RequestHandler = (request, _response, next) => {
  const host = (request.get("host") ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const isOurs = loopback.test(host) || host === "localhost";
  if (isOurs && request.get("origin") === undefined) next();
  else next(new ProblemError("forbidden", "The operator's door is not for pages."));
};

function requireToken(tokens: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const [, given] = /^Bearer (\S+)$/.exec(request.get("authorization") ?? "") ?? [];
    if (given !== undefined && tokens.some((token) => sameSecret(token, given))) next();
    else next(new ProblemError("unauthorized", "Show the token that stands in operator.json."));
  };
}
