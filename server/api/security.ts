import type { Request, RequestHandler } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import helmet from "helmet";
import type { Principal, ValidateToken } from "../auth/validate.ts";
import { ProblemError } from "./errors.ts";

/** The walls around the API. What each must hold, with the attack, is in `test/api/security`. */

const usedMethods = new Set(["GET", "HEAD", "POST", "PUT", "DELETE"]);

/**
 * Headers of every answer; pages loosen them by `pageHeaders`.
 * @param wholeHost whether the host is ours alone: what holds below it is its owner's to say
 */
export function strictHeaders({ wholeHost }: { readonly wholeHost: boolean }): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: wholeHost },
    referrerPolicy: { policy: "no-referrer" },
    // Outlook frames the pane, and X-Frame-Options cannot name it; frame-ancestors says who may.
    xFrameOptions: false,
    // Sign-in opens a window that must reach its opener.
    crossOriginOpenerPolicy: false,
  });
}

export interface PagePolicy {
  /** Origin of the sign-in service: the pane asks it for tokens and frames it for silent sign-in. */
  readonly authorityHost: string;
  /** Where office.js is loaded from. */
  readonly officeJsUrl: string;
  /** Origins beside Office's own that may frame the pages. */
  readonly frameAncestors: readonly string[];
}

/** Outlook on the web and the desktop applications' web views, by the hosts they are served from. */
const officeHosts = [
  ...["https://outlook.office.com", "https://outlook.office365.com", "https://outlook.live.com"],
  ...["https://outlook.cloud.microsoft", "https://*.office.com", "https://*.office365.com"],
  ...["https://*.cloud.microsoft", "https://*.officeapps.live.com"],
];
/** office.js on the web loads its ASP.NET Ajax from here; without it the pane fails there alone. */
const officeLibraries = "https://ajax.aspnetcdn.com";

/** Headers of the add-in's pages and of what they load. */
export function pageHeaders(policy: PagePolicy): RequestHandler {
  const officeJs = new URL(policy.officeJsUrl).origin;
  const csp = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", officeJs, officeLibraries],
      // Fluent's styles are written into the page while it runs.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "https:"],
      fontSrc: ["'self'", "data:", "https://res.cdn.office.net"],
      // Not Graph: its tokens stay in the backend.
      connectSrc: ["'self'", policy.authorityHost],
      frameSrc: ["'self'", policy.authorityHost],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'self'", ...officeHosts, ...policy.frameAncestors],
    },
  });
  return (request, response, next) => {
    // Outlook shows the add-in's icons on its own pages.
    response.set("Cross-Origin-Resource-Policy", "cross-origin");
    csp(request, response, next);
  };
}

/** TRACE and whatever else no route uses. OPTIONS too: only other origins need to ask first. */
export const refuseMethods: RequestHandler = (request, response, next) => {
  if (usedMethods.has(request.method)) {
    next();
    return;
  }
  response.set("Allow", [...usedMethods].join(", "));
  next(new ProblemError("method-not-allowed", `${request.method} is not used here.`));
};

/** Nobody calls the API from another page: there is no cross-origin access to grant. */
export function refuseForeignOrigins(own: string): RequestHandler {
  return (request, _response, next) => {
    const origin = request.get("origin");
    if (origin === undefined || origin === own) next();
    else next(new ProblemError("forbidden", "The API can be called from its own pages only."));
  };
}

/** A body that is not JSON could be sent by a plain form of any page. */
export const refuseOtherThanJson: RequestHandler = (request, _response, next) => {
  // A browser's POST without body still says how long it is.
  const empty = request.get("content-length") === "0";
  if (empty || request.is("application/json") !== false) next();
  else next(new ProblemError("unsupported-media-type", "Send the body as application/json."));
};

export const neverStore: RequestHandler = (_request, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
};

const callers = new WeakMap<Request, Caller>();

export interface Caller {
  readonly principal: Principal;
  /** The access token he presented, to act on his behalf with. Never logged, never stored. */
  readonly accessToken: string;
}

/** Lets in who proves who he is; routes behind it know him by `callerOf`. */
export function requirePrincipal(validate: ValidateToken): RequestHandler {
  return async (request, _response, next) => {
    const authorization = request.get("authorization");
    const principal = await validate(authorization);
    callers.set(request, { principal, accessToken: (authorization ?? "").split(" ")[1] ?? "" });
    next();
  };
}

/** Who makes this request, where he proved it. */
export function provedBy(request: Request): Principal | null {
  return callers.get(request)?.principal ?? null;
}

/** Who makes this request. @throws ProblemError where the route does not lie behind `requirePrincipal`. */
export function callerOf(request: Request): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new ProblemError("unauthorized", "Sign in first.");
  return caller;
}

const WINDOW_MS = 60_000;

/** Requests per minute from one address: against floods from outside, so whole offices fit in. */
export function limitByAddress(perMinute: number): RequestHandler {
  return limiter(perMinute, (request) => ipKeyGenerator(request.ip ?? "unknown"));
}

/** Requests per minute of one person. */
export function limitByPerson(perMinute: number): RequestHandler {
  return limiter(perMinute, (request) => {
    const { tenantId, userId } = callerOf(request).principal;
    return JSON.stringify([tenantId, userId]);
  });
}

function limiter(limit: number, keyGenerator: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    keyGenerator,
    // Without them no Retry-After is sent.
    standardHeaders: "draft-8",
    legacyHeaders: false,
    handler: (_request, _response, next) => {
      next(new ProblemError("rate-limited", "Too many requests. Wait a minute, then try again."));
    },
  });
}
