import { z } from "zod";
import type { Clock } from "../../server/lib/clock.ts";
import type { Entra } from "../entra/entra.ts";
import { chosenScopes, declaredScopes } from "../entra/registration.ts";
import { SignInError } from "../entra/errors.ts";
import { GraphError } from "../graph/errors.ts";
import { json, type WireHandler, type WireRequest } from "../wire.ts";
import type { Faults } from "./faults.ts";
import type { Latency } from "./latency.ts";
import { notificationRoutes, quirkRoutes, type Sides } from "./side-routes.ts";
import { mailRoutes, type MailSide } from "./mail-routes.ts";
import type { RequestLog } from "./request-log.ts";
import { route, type Route } from "./route.ts";
import * as shapes from "./shapes.ts";
import { signInRoutes } from "./sign-in-routes.ts";

export interface ControlDeps {
  readonly entra: Entra;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  readonly latency: Latency;
  readonly sides: Sides;
  readonly mail: MailSide;
  readonly clock: Clock;
  /** Puts the clock forward and lets happen what becomes due on the way. */
  advance(ms: number): Promise<void>;
}

/** Whose tokens `/sandbox/token` gives unless told: limits and request log keep it apart from the product. */
export const otherClientId = "0f1ce000-0000-4000-8000-00000000c11e";

/** What a token for Graph holds unless told: all that the product ever asks a person for. */
const ofGraph = [...declaredScopes.slice(1), ...chosenScopes];

function dataRoutes(deps: ControlDeps): Route[] {
  const { entra, requestLog } = deps;
  return [
    route(
      "POST",
      "/sandbox/reset",
      "Everything to the first day: {seed?, mailboxes?: [{user, events}]}. Keys and clock stay.",
      shapes.resetShape,
      async ({ seed, mailboxes }) => {
        deps.faults.clear();
        requestLog.clear();
        deps.latency.set(0);
        deps.mail.mailbag.clear();
        deps.mail.smtpFaults.clear();
        entra.reset();
        deps.sides.erp.webhooks.mode = "normal";
        await deps.sides.erp.reset(seed);
        deps.sides.graph.reset({
          ...(seed === undefined ? {} : { seed }),
          ...(mailboxes === undefined
            ? {}
            : { mailboxes: mailboxes.map(({ user, events }) => ({ user: user.id, events })) }),
        });
      },
    ),
    route(
      "POST",
      "/sandbox/token",
      "An access token for any client: {user, scopes?, multiFactor?} or {tenant, roles}, with lifetimeSeconds? and clientId?.",
      shapes.tokenShape,
      async (asked) => {
        const lifetimeSeconds = asked.lifetimeSeconds ?? 3600;
        const clientId = asked.clientId ?? otherClientId;
        const scopes = "user" in asked ? (asked.scopes ?? ofGraph) : [];
        const access_token =
          "user" in asked
            ? await entra.issueToken(asked.user, scopes, {
                clientId,
                lifetimeSeconds,
                multiFactor: asked.multiFactor === true,
              })
            : await entra.issueAppToken(asked.tenant.id, asked.roles, {
                clientId,
                lifetimeSeconds,
              });
        return {
          token_type: "Bearer",
          access_token,
          expires_in: lifetimeSeconds,
          scope: scopes.join(" "),
        };
      },
    ),
    route("GET", "/sandbox/requests", "What was asked, oldest first.", shapes.nothing, () => ({
      requests: requestLog.list(),
    })),
    route("DELETE", "/sandbox/requests", "Empties the request log.", shapes.nothing, () =>
      requestLog.clear(),
    ),
  ];
}

function failureRoutes({ faults, latency }: ControlDeps): Route[] {
  return [
    route(
      "POST",
      "/sandbox/faults",
      "Plans a failure of Graph or the ERP, inside $batch too: {method?, path? (part, or /regex/), status | lostReply | hang, code?, times = 1, retryAfterSeconds?, when = before | after}.",
      shapes.faultShape,
      (fault) => {
        faults.add(fault);
        return { faults: faults.list() };
      },
    ),
    route("GET", "/sandbox/faults", "Failures still to come.", shapes.nothing, () => ({
      faults: faults.list(),
    })),
    route("DELETE", "/sandbox/faults", "Forgets all planned failures.", shapes.nothing, () =>
      faults.clear(),
    ),
    route(
      "POST",
      "/sandbox/latency",
      "How long Graph and the ERP take for an answer, and Graph for each part of a batch: {ms}.",
      shapes.latencyShape,
      ({ ms }) => latency.set(ms),
    ),
  ];
}

function clockRoutes(deps: ControlDeps): Route[] {
  const { clock } = deps;
  const now = (): unknown => ({ now: new Date(clock.now()).toISOString() });
  return [
    route("GET", "/sandbox/clock", "The sandbox's time.", shapes.nothing, now),
    route(
      "POST",
      "/sandbox/clock",
      "Puts the clock of sandbox, ERP and server forward: {days?, hours?, minutes?, seconds?, ms?}.",
      shapes.advanceShape,
      async (ms) => {
        await deps.advance(ms);
        return now();
      },
    ),
  ];
}

function failure(status: number, code: string, message: string, issues: unknown[] = []) {
  return json(status, { error: { code, message, ...(issues.length > 0 ? { issues } : {}) } });
}

function readBody(request: WireRequest): unknown {
  const { body = "" } = request;
  return body.trim() === "" ? {} : JSON.parse(body);
}

/**
 * The control API at `/sandbox/*`. Bodies must be sent as JSON: a page elsewhere cannot do that
 * without a preflight, which is never answered.
 */
export function createControl(deps: ControlDeps): { readonly handle: WireHandler } {
  const routes = [
    ...dataRoutes(deps),
    ...failureRoutes(deps),
    ...clockRoutes(deps),
    ...notificationRoutes(deps.sides),
    ...quirkRoutes(deps.sides),
    ...signInRoutes(deps.entra, deps.sides),
    ...mailRoutes(deps.mail),
  ];
  return {
    handle: async (request) => {
      const path = request.url.replace(/[?#].*$/, "").replace(/\/$/, "");
      if (path === "/sandbox" && request.method === "GET") {
        return json(200, {
          routes: routes.map(({ method, path, summary }) => ({ method, path, summary })),
        });
      }
      const here = routes.filter((candidate) => candidate.path === path);
      const wanted = here.find(({ method }) => method === request.method);
      if (wanted === undefined) {
        return here.length === 0
          ? failure(404, "not-found", `Nothing is at ${path}; GET /sandbox lists what there is.`)
          : failure(
              405,
              "method",
              `${path} takes ${here.map(({ method }) => method).join(" and ")}.`,
            );
      }
      const jsonSent = request.headers["content-type"]?.startsWith("application/json") === true;
      if (request.method === "POST" && !jsonSent) {
        return failure(415, "media-type", "Send the body as Content-Type: application/json.");
      }
      try {
        return json(200, (await wanted.run(readBody(request))) ?? { done: true });
      } catch (error) {
        if (error instanceof SyntaxError) return failure(400, "body", "The body is not JSON.");
        if (error instanceof SignInError) return failure(400, "scopes", error.message);
        if (error instanceof GraphError) return failure(error.status, error.code, error.message);
        if (!(error instanceof z.ZodError)) throw error;
        const issues = error.issues.map(({ path, message }) => ({
          field: path.map(String).join("."),
          message,
        }));
        return failure(400, "body", z.prettifyError(error), issues);
      }
    },
  };
}
