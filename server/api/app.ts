import express, { type Express, type RequestHandler, type Router } from "express";
import type { ValidateToken } from "../auth/validate.ts";
import type { Clock } from "../lib/clock.ts";
import type { Ids } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import { inRequests } from "../lib/requests.ts";
import { untraced, type Trace } from "../lib/trace.ts";
import { basePath, below } from "./below.ts";
import { problemHandler, ProblemError, requestIdOf } from "./errors.ts";
import type { RecentRequests } from "./recent-requests.ts";
import {
  limitByAddress,
  limitByPerson,
  neverStore,
  pageHeaders,
  provedBy,
  refuseForeignOrigins,
  refuseMethods,
  refuseOtherThanJson,
  requirePrincipal,
  strictHeaders,
  type PagePolicy,
} from "./security.ts";
import { servePages } from "./static.ts";

export interface AppDeps {
  readonly config: AppConfig;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly validate: ValidateToken;
  readonly routers: {
    /** Notifications of Graph and of ERPs: they prove themselves, and no limit of ours may lose one. */
    readonly hooks: RequestHandler | Router;
    /** For everybody. */
    readonly open: RequestHandler | Router;
    /** Only reached with a valid token: `callerOf(request)` tells whose. */
    readonly person: RequestHandler | Router;
  };
  /** Hears of every answer, by the part that was asked; absent: nobody counts. */
  readonly answered?: (area: Area, status: number, durationMs: number) => void;
  /** Keeps what failed for whoever is quoted its id; absent: nobody does. */
  readonly requests?: Pick<RecentRequests, "note">;
  /** Absent: nobody follows. */
  readonly trace?: Trace;
  /** What must work before requests are sent here, e.g. the store. */
  readonly readiness: () => Promise<readonly Readiness[]>;
}

/** The parts of our surface, as figures tell them apart. */
export type Area = "api" | "notifications" | "pages" | "health";

export interface AppConfig extends PagePolicy {
  /** Where browsers reach us, path and all, without a slash at its end. */
  readonly publicUrl: string;
  readonly trustProxyHops: number;
  /** The built add-in. */
  readonly addinFolder: string;
  readonly requestsPerMinute?: { readonly perAddress: number; readonly perPerson: number };
}

export interface Readiness {
  readonly name: string;
  readonly ready: boolean;
}

const usualLimits = { perAddress: 1200, perPerson: 300 };

/** The whole HTTP surface but for a listener. The order of the lines is the order of the walls. */
export function createApp(deps: AppDeps): Express {
  const { config, log, routers } = deps;
  const limits = config.requestsPerMinute ?? usualLimits;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.trustProxyHops);
  // Nested query parameters are not used, and a surprise wherever a string is expected.
  app.set("query parser", "simple");

  const base = basePath(config.publicUrl);
  app.use(nameRequest(deps), strictHeaders({ wholeHost: base === "" }), refuseMethods, below(base));
  app.get("/healthz", neverStore, (_request, response) => response.json({ status: "ok" }));
  app.get("/readyz", neverStore, readiness(deps.readiness));

  app.use("/api", neverStore, refuseForeignOrigins(new URL(config.publicUrl).origin));
  app.use(onApi(routers.hooks));
  app.use("/api", limitByAddress(limits.perAddress), refuseOtherThanJson);
  app.use(onApi(routers.open));
  app.use("/api", requirePrincipal(deps.validate), limitByPerson(limits.perPerson));
  app.use(onApi(routers.person));

  const headers = pageHeaders(config);
  const { addinFolder: folder, publicUrl, officeJsUrl } = config;
  app.use(servePages({ folder, publicUrl, officeJsUrl, headers }));
  app.use((_request, _response, next) => next(new ProblemError("not-found", "Nothing is here.")));
  app.use(
    problemHandler(log, (failed, request) => {
      const by = provedBy(request);
      const { tenantId, userId, name } = by ?? { tenantId: "", userId: "", name: "" };
      deps.requests?.note({ ...failed, by: by === null ? null : { tenantId, userId, name } });
    }),
  );
  return app;
}

/** The routers spell whole paths, as the contract does; what is not under /api passes them by. */
function onApi(handler: RequestHandler | Router): RequestHandler {
  return (request, response, next) => {
    if (!request.path.startsWith("/api/")) {
      next();
      return undefined;
    }
    return handler(request, response, next);
  };
}

/** Names the request and writes its one line. The query is left out: it may hold what is secret. */
function nameRequest({ clock, ids, log, answered, trace = untraced }: AppDeps): RequestHandler {
  return (request, response, next) => {
    const startedAtMs = clock.now();
    response.locals["requestId"] = ids.next();
    response.set("X-Request-Id", requestIdOf(response));
    const { method, path } = request;
    const closed = new Promise<void>((resolve) => void response.once("close", resolve));
    response.on("close", () => {
      const durationMs = clock.now() - startedAtMs;
      const status = response.statusCode;
      // Lines that stay open tell nothing by their length.
      if (response.get("content-type") !== "text/event-stream") {
        answered?.(areaOf(request.path), status, durationMs);
      }
      log.info({ requestId: requestIdOf(response), method, path, status, durationMs }, "request");
    });
    // What it leads to belongs to it, runs apart: they are only woken.
    const facts = { "request.id": requestIdOf(response), "http.request.method": method };
    void inRequests(new Set([requestIdOf(response)]), () =>
      trace({ name: `answer ${method}`, kind: "server", facts }, async (tell) => {
        next();
        await closed;
        tell({ "http.response.status_code": response.statusCode, area: areaOf(request.path) });
      }),
    );
  };
}

/** @param path below our own, as it stands when the answer is out */
function areaOf(path: string): Area {
  if (path === "/healthz" || path === "/readyz") return "health";
  if (path.startsWith("/api/notifications/")) return "notifications";
  return path.startsWith("/api/") ? "api" : "pages";
}

function readiness(check: AppDeps["readiness"]): RequestHandler {
  return async (_request, response) => {
    const parts = await check();
    const ready = parts.every((part) => part.ready);
    response.status(ready ? 200 : 503).json({ status: ready ? "ready" : "not ready", parts });
  };
}
