/**
 * Graph as a function a test writes: answers are given one by one, and everything asked is kept. For
 * what the sandbox cannot show (replies that never come, odd bodies); the rest runs against it.
 */
import { type ManualClock, manualClock } from "../../../server/lib/clock.ts";
import type { Actor } from "../../../server/connectors/port/item.ts";
import {
  type GraphConnector,
  type GraphConnectorDeps,
  createGraphConnector,
} from "../../../server/connectors/graph/graph.ts";
import { users } from "../../../sandbox/tenants.ts";

export interface Asked {
  readonly method: string;
  /** Decoded, below `/v1.0`. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal | null;
}

export interface Answered {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Stub {
  readonly connector: GraphConnector;
  readonly asked: Asked[];
  readonly clock: ManualClock;
  readonly pauses: number[];
}

const ada = users[0]!;

export const actor: Actor = {
  tenantId: ada.tenantId,
  userId: ada.id,
  mailboxId: ada.id,
  address: ada.address,
  erpUserId: null,
  companyId: null,
  locationId: null,
  timeZone: "Europe/Berlin",
};

/** A connector whose Graph is `answer`. */
export function stubbed(
  answer: (asked: Asked) => Answered | Promise<Answered>,
  deps: Partial<GraphConnectorDeps> = {},
): Stub {
  const asked: Asked[] = [];
  const pauses: number[] = [];
  const clock = manualClock(Date.UTC(2026, 10, 20, 12));
  const connector = createGraphConnector({
    baseUrl: "https://graph.example",
    accessToken: async () => "token",
    clock,
    pause: async (ms) => {
      pauses.push(ms);
      clock.advance(ms);
    },
    fetch: async (input, init) => {
      const url = new URL(input as string);
      const one: Asked = {
        method: init?.method ?? "GET",
        path: decodeURIComponent(url.pathname.replace("/v1.0", "") + url.search),
        headers: new Headers(init?.headers),
        body: typeof init?.body === "string" ? (JSON.parse(init.body) as unknown) : undefined,
        signal: init?.signal ?? null,
      };
      asked.push(one);
      const { status, body, headers } = await answer(one);
      const json = { "content-type": "application/json", ...headers };
      return new Response(body === undefined ? null : JSON.stringify(body), {
        status,
        headers: json,
      });
    },
    ...deps,
  });
  return { connector, asked, clock, pauses };
}

/** An event as Graph gives it, whole. */
export function graphEvent(id: string, properties: Record<string, unknown> = {}) {
  return {
    "@odata.etag": `W/"${id}-1"`,
    id,
    subject: "Visit",
    isAllDay: false,
    start: { dateTime: "2026-11-24T08:00:00.0000000", timeZone: "UTC" },
    end: { dateTime: "2026-11-24T09:00:00.0000000", timeZone: "UTC" },
    originalStartTimeZone: "W. Europe Standard Time",
    type: "singleInstance",
    isOrganizer: true,
    iCalUId: `ical-${id}`,
    ...properties,
  };
}

export interface BatchBody {
  readonly requests: readonly {
    readonly id: string;
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }[];
}

/** Answers a `$batch` part by part, in reverse order, as Graph may. */
export function batched(
  { body }: Asked,
  answer: (url: string, index: number) => Answered,
): Answered {
  const { requests } = body as BatchBody;
  const responses = requests
    .map(({ id, url }, index) => ({ id, ...answer(decodeURIComponent(url), index) }))
    .reverse();
  return { status: 200, body: { responses } };
}
