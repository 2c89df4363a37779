import { manualClock, type ManualClock } from "../../../server/lib/clock.ts";
import { createFaults, type Faults } from "../../../sandbox/control/faults.ts";
import { createRequestLog, type RequestLog } from "../../../sandbox/control/request-log.ts";
import { createErp, type Erp, type ErpDeps } from "../../../sandbox/erp/erp.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body; the tests assert its shape, so it is left open here. */
  readonly body: Record<string, unknown>;
}

export interface Delivery {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Office {
  readonly erp: Erp;
  readonly clock: ManualClock;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  readonly deliveries: Delivery[];
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Reply>;
}

export interface AskOptions {
  readonly user?: string | null;
  readonly key?: string;
  readonly body?: unknown;
  readonly ifMatch?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Friday, the day this was written; the seeded activities lie around it. */
export const today = Date.parse("2026-11-20T08:00:00Z");

/** A demo ERP in memory, and a client that asks as Ada of Contoso unless told otherwise. */
export function openOffice(overrides: Partial<ErpDeps> = {}): Office {
  const clock = manualClock(today);
  const faults = createFaults();
  const requestLog = createRequestLog();
  const deliveries: Delivery[] = [];
  const erp = createErp({
    clock,
    seed: 1,
    faults,
    requestLog,
    projectDir: process.cwd(),
    deliver: async (url, body, headers) => {
      deliveries.push({ url, body, headers });
      return { status: 202 };
    },
    ...overrides,
  });
  const ask = async (method: string, path: string, options: AskOptions = {}): Promise<Reply> => {
    const { user = "u-ada", key = "demo-erp-key-contoso", body, ifMatch } = options;
    const {
      status,
      headers,
      body: text,
    } = await erp.handle({
      method,
      url: `/api/v1${path}`,
      headers: {
        authorization: `ApiKey ${key}`,
        ...(user === null ? {} : { "x-acting-user": user }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const parsed: unknown = typeof text === "string" && text !== "" ? JSON.parse(text) : {};
    return { status, headers, body: parsed as Reply["body"] };
  };
  return { erp, clock, faults, requestLog, deliveries, ask };
}

/** The least an activity needs. */
export const visit = {
  subject: "Visit",
  start: "2026-11-23T09:00:00Z",
  end: "2026-11-23T10:00:00Z",
} as const;
