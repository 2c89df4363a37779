import { Low, Memory, type Adapter } from "lowdb";
import type { Clock } from "../../server/lib/clock.ts";
import { withoutAnswer, type Fault, type Faults } from "../control/faults.ts";
import type { RequestLog } from "../control/request-log.ts";
import { json, type WireHandler, type WireRequest, type WireResponse } from "../wire.ts";
import { ErpError, errorResponse, notFound } from "./errors.ts";
import type { ErpData } from "./model.ts";
import { createPage } from "./page.ts";
import { callerOf, type Caller, refuseWithheld } from "./rights.ts";
import { routes } from "./routes.ts";
import { installations, seededData } from "./seed.ts";
import { createWebhookSender, type Deliver, type WebhookSender } from "./webhooks.ts";

export interface ErpDeps {
  readonly clock: Clock;
  /** Decides the numbers of the seeded records. */
  readonly seed: number;
  /** Planned failures; only requests with an API key meet them, the ERP's own page never does. */
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** Where the books are kept between starts; in memory where absent. */
  readonly adapter?: Adapter<ErpData>;
  /** The checkout: its `sandbox/erp/page` is what a browser is served. */
  readonly projectDir: string;
  /**
   * What an administrator entered so that an activity opens in Outlook: an address that its id is
   * added to. Absent: the page offers nothing of the kind.
   */
  readonly openInOutlook?: string;
  /** Posts the webhook calls. */
  readonly deliver: Deliver;
}

/** The demo ERP. Nothing listens here: whoever owns the port calls `handle`. */
export interface Erp {
  readonly handle: WireHandler;
  readonly webhooks: WebhookSender;
  /** Back to the first day; cursors of the time before are refused with 410. */
  reset(seed?: number): Promise<void>;
  /** Makes every cursor given out so far answer 410. */
  expireCursors(): Promise<void>;
  snapshot(): Promise<ErpData>;
  restore(data: ErpData): Promise<void>;
}

const API = "/api/v1";
const BODY_MAX = 1_000_000;

export function createErp(deps: ErpDeps): Erp {
  const { clock } = deps;
  const books = new Low<ErpData>(
    deps.adapter ?? new Memory<ErpData>(),
    seededData(deps.seed, clock.now()),
  );
  const opened = books.read().then(() => {
    books.data = ofToday(books.data);
  });
  const page = createPage(deps.projectDir, deps.openInOutlook ?? null);
  const webhooks = createWebhookSender(deps.deliver);

  async function replace(data: ErpData): Promise<void> {
    await opened;
    books.data = ofToday(data);
    await books.write();
  }

  async function api(request: WireRequest, path: string): Promise<WireResponse> {
    await opened;
    const { data } = books;
    const seqBefore = data.nextSeq;
    let caller: Caller | undefined;
    let response: WireResponse;
    try {
      caller = callerOf(data, installations, request.headers);
      response = answered(request, path, data, caller, clock);
    } catch (error) {
      if (!(error instanceof ErpError)) throw error;
      response = errorResponse(error);
    }
    if (request.method !== "GET" && response.status < 400) await books.write();
    if (caller !== undefined && data.nextSeq !== seqBefore) {
      webhooks.wake(data, caller.tenantId, clock.now());
    }
    return response;
  }

  async function handle(request: WireRequest): Promise<WireResponse> {
    const { pathname } = new URL(request.url, "http://erp.invalid");
    if (!pathname.startsWith(`${API}/`)) return (await page(pathname)) ?? missingPage();
    const path = pathname.slice(API.length);
    if (request.headers["authorization"]?.startsWith("Page ") === true) return api(request, path);
    const fault = deps.faults.take(request.method, request.url);
    const response =
      fault?.when === "before"
        ? faultAnswer(fault)
        : await api(request, path).then((real) =>
            fault === undefined ? real : faultAnswer(fault),
          );
    deps.requestLog.add({
      at: clock.now(),
      app: "demo-erp",
      mailbox: request.headers["x-acting-user"] ?? "",
      method: request.method,
      path: request.url,
      status: response.status,
    });
    return response;
  }

  return {
    handle,
    webhooks,
    reset: (seed = deps.seed) => replace(seededData(seed, clock.now(), books.data.epoch + 1)),
    expireCursors: async () => {
      await opened;
      books.data.epoch += 1;
      await books.write();
    },
    snapshot: async () => {
      await opened;
      return structuredClone(books.data);
    },
    restore: (data) => replace(structuredClone(data)),
  };
}

/** Books that an older version kept, in which no activity repeats. */
function ofToday(data: ErpData): ErpData {
  const once = { recurrence: null, occurrences: [] };
  return { ...data, activities: data.activities.map((one) => ({ ...once, ...one })) };
}

function answered(
  request: WireRequest,
  path: string,
  data: ErpData,
  caller: Caller,
  clock: Clock,
): WireResponse {
  const candidates = routes.filter((route) => route.path.test(path));
  const route = candidates.find(({ method }) => method === request.method);
  if (route === undefined) {
    if (candidates.length === 0) throw notFound("address");
    throw new ErpError(405, "method", `${request.method} is not possible here.`);
  }
  refuseWithheld(data, caller, { method: request.method, path });
  const { searchParams } = new URL(request.url, "http://erp.invalid");
  return route.answer({
    desk: { data, caller, now: new Date(clock.now()).toISOString() },
    params: (route.path.exec(path) ?? []).slice(1).map(decodedPart),
    query: Object.fromEntries(searchParams),
    body: jsonBody(request),
    ifMatch: request.headers["if-match"],
  });
}

function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function jsonBody(request: WireRequest): unknown {
  if (request.method === "GET" || request.method === "DELETE") return undefined;
  const { body = "" } = request;
  if (body.length > BODY_MAX) {
    throw new ErpError(413, "too-large", "The request body is larger than a million characters.");
  }
  // A page elsewhere can post plain text without being asked; JSON it cannot.
  if (request.headers["content-type"]?.startsWith("application/json") !== true) {
    throw new ErpError(415, "media-type", "Send the body as Content-Type: application/json.");
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new ErpError(400, "invalid", "The request body is not JSON.");
  }
}

function faultAnswer(fault: Fault): WireResponse {
  const { status = 503, retryAfterSeconds } = fault;
  const message = "A failure planned in the sandbox.";
  return (
    withoutAnswer(fault) ??
    json(
      status,
      { error: { code: fault.code ?? "unavailable", message } },
      retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
    )
  );
}

function missingPage(): WireResponse {
  return errorResponse(notFound("page"));
}
