import { z } from "zod";
import type { ManualClock } from "../../server/lib/clock.ts";
import type { Entra } from "../entra/entra.ts";
import { declaredScopes } from "../entra/registration.ts";
import { SignInError } from "../entra/errors.ts";
import { json, type WireHandler, type WireRequest } from "../wire.ts";
import type { Faults } from "./faults.ts";
import type { Latency } from "./latency.ts";
import type { Notifications } from "./notifications.ts";
import type { RequestLog } from "./requestLog.ts";
import * as shapes from "./shapes.ts";

/** What a reset puts into the mailboxes: `events` each for the people named, the seed's own otherwise. */
export interface ResetOptions {
  readonly seed?: number;
  readonly mailboxes?: readonly { readonly userId: string; readonly events: number }[];
}

export interface ControlDeps {
  readonly entra: Entra;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  readonly latency: Latency;
  readonly notifications: { readonly microsoft: Notifications; readonly erp: Notifications };
  readonly clock: ManualClock;
  /** Puts every mailbox and the ERP's books back. */
  resetData(options: ResetOptions): Promise<void>;
  /** Called after the clock was put forward, before the answer. */
  advanced(): Promise<void>;
}

/** One route: a sentence for whoever lists them, the shape of its body, what it does. */
interface Route {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  run(body: unknown): Promise<unknown>;
}

function route<Shape extends z.ZodType>(
  method: string,
  path: string,
  summary: string,
  shape: Shape,
  run: (body: z.output<Shape>) => unknown,
): Route {
  return { method, path, summary, run: async (body) => run(shape.parse(body)) };
}

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
        deps.notifications.microsoft.reset();
        deps.notifications.erp.reset();
        entra.reset();
        await deps.resetData({
          ...(seed === undefined ? {} : { seed }),
          ...(mailboxes === undefined
            ? {}
            : {
                mailboxes: mailboxes.map(({ user, events }) => ({ userId: user.id, events })),
              }),
        });
      },
    ),
    route(
      "POST",
      "/sandbox/token",
      "An access token: {user, scopes?, lifetimeSeconds?, multiFactor?} or {tenant, roles}.",
      shapes.tokenShape,
      async (asked) => {
        const lifetimeSeconds = asked.lifetimeSeconds ?? 3600;
        const scopes = "user" in asked ? (asked.scopes ?? declaredScopes.slice(1)) : [];
        const access_token =
          "user" in asked
            ? await entra.issueToken(asked.user, scopes, {
                lifetimeSeconds,
                multiFactor: asked.multiFactor === true,
              })
            : await entra.issueAppToken(asked.tenant.id, asked.roles, { lifetimeSeconds });
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

function failureRoutes({ faults, latency, notifications }: ControlDeps): Route[] {
  const both = Object.values(notifications);
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
      "How long Graph and the ERP take for an answer: {ms}.",
      shapes.latencyShape,
      ({ ms }) => latency.set(ms),
    ),
    route(
      "POST",
      "/sandbox/notifications",
      "What becomes of change notifications: {mode: normal | drop | duplicate | reorder | late, side?: microsoft | erp}.",
      shapes.notificationsShape,
      async ({ mode, side }) => {
        const senders = side === undefined ? both : [notifications[side]];
        for (const sender of senders) await sender.setMode(mode);
      },
    ),
    route(
      "GET",
      "/sandbox/notifications",
      "The modes, and how many notifications are kept back.",
      shapes.nothing,
      () =>
        Object.fromEntries(
          Object.entries(notifications).map(([side, sender]) => [
            side,
            { mode: sender.mode, kept: sender.kept() },
          ]),
        ),
    ),
    route(
      "POST",
      "/sandbox/notifications/flush",
      "Sends the notifications kept back.",
      shapes.nothing,
      async () => {
        let sent = 0;
        for (const sender of both) sent += await sender.flush();
        return { sent };
      },
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
        clock.advance(ms);
        await deps.advanced();
        return now();
      },
    ),
  ];
}

function signInRoutes({ entra }: ControlDeps): Route[] {
  const { switches } = entra;
  return [
    route(
      "POST",
      "/sandbox/signin/consent",
      "{user, granted} or {tenant, delegated, application?, userConsent?: allowed | administrators}.",
      shapes.consentShape,
      (asked) => {
        if ("user" in asked) {
          switches.setConsent(asked.user, asked.granted);
          return;
        }
        switches.grantTenant(asked.tenant, asked);
        if (asked.userConsent !== undefined) {
          switches.setUserConsent(asked.tenant, asked.userConsent);
        }
      },
    ),
    route(
      "POST",
      "/sandbox/signin/challenge",
      "A policy asks this person for multi-factor authentication: {user, required}.",
      shapes.challengeShape,
      ({ user, required }) => switches.setChallenge(user, required),
    ),
    route(
      "POST",
      "/sandbox/signin/revoke",
      "Ends the person's refresh tokens as a new password does: {user}.",
      shapes.userShape,
      ({ user }) => switches.endRefreshTokens(user, "revoked"),
    ),
    route(
      "POST",
      "/sandbox/signin/expire",
      "Ends the person's refresh tokens as 90 idle days do: {user}.",
      shapes.userShape,
      ({ user }) => switches.endRefreshTokens(user, "expired"),
    ),
    route(
      "POST",
      "/sandbox/signin/certificate",
      "Accepts client assertions signed by this certificate: {pem}.",
      shapes.certificateShape,
      ({ pem }) => switches.trustCertificate(pem),
    ),
    route(
      "POST",
      "/sandbox/broker",
      "Outlook's broker for nested app authentication: {user, clientId, scopes, claims?, interactive?, origin?}.",
      shapes.brokerShape,
      (request) => entra.broker(request),
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
    ...signInRoutes(deps),
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
