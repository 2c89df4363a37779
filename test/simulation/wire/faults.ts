/** Strikes where the schedule says: the third delta request, the fifth commit. */
import type { Fault, Faults } from "../../../sandbox/control/faults.ts";
import type { FaultKind, PlannedFault, servedFaults, Target } from "./schedule.ts";

type Served = (typeof servedFaults)[number];

/** How each planned failure is told to the sandbox. */
const served: Readonly<Record<Served, Partial<Fault>>> = {
  "429": { status: 429, retryAfterSeconds: 4 },
  "429 without Retry-After": { status: 429 },
  "429 for minutes": { status: 429, retryAfterSeconds: 150 },
  "500": { status: 500 },
  "503": { status: 503 },
  "504 after it was done": { status: 504, when: "after" },
  "410": { status: 410 },
  "412": { status: 412 },
  "401": { status: 401 },
  "reply lost": { lostReply: true, when: "after" },
  "request lost": { lostReply: true },
  "no reply": { hang: true },
  "no reply but done": { hang: true, when: "after" },
};

export interface Strikes {
  /** As the sandbox asks for each request and each part of a batch. */
  readonly sandboxFaults: Faults;
  /** What strikes the next of its kind on its way, if anything does. */
  next(target: Target): FaultKind | undefined;
  /** The ERP does not answer until this moment, ms since the epoch. */
  erpDownUntilMs: number;
  /** Nothing strikes while this is false, and nothing is counted. */
  on: boolean;
  /** What people do meanwhile meets no faults: they would only try again. */
  spared<T>(work: () => Promise<T>): Promise<T>;
}

export function createStrikes(
  planned: readonly PlannedFault[],
  nowMs: () => number,
  struck: (fault: PlannedFault) => void,
): Strikes {
  const counts = new Map<string, number>();

  /** Requests are counted where they start and, part by part, where they are served. */
  const strike = (place: "way" | "served", target: Target): FaultKind | undefined => {
    const key = `${place} ${target}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const fault = planned.find(
      (one) => one.on === target && one.nth === nth && kind(one) === place,
    );
    if (fault !== undefined) struck(fault);
    return fault?.kind;
  };

  const strikes: Strikes = {
    on: false,
    erpDownUntilMs: 0,
    async spared(work) {
      const before = strikes.on;
      strikes.on = false;
      try {
        return await work();
      } finally {
        strikes.on = before;
      }
    },
    next: (target) => (strikes.on ? strike("way", target) : undefined),
    sandboxFaults: {
      add: () => undefined,
      clear: () => undefined,
      list: () => [],
      take: (method, path) => {
        if (!strikes.on) return undefined;
        const target = targetOf(method, path);
        if (target === undefined) return undefined;
        const found = strike("served", target);
        if (target.startsWith("erp") && nowMs() < strikes.erpDownUntilMs) {
          return { status: 503, times: 1, when: "before" };
        }
        return isServed(found) ? { times: 1, when: "before", ...served[found] } : undefined;
      },
    },
  };
  return strikes;
}

function isServed(found: FaultKind | undefined): found is Served {
  return found !== undefined && found in served;
}

function kind({ on, kind: name }: PlannedFault): "way" | "served" {
  const onTheWay = on === "commit" || on === "notification" || on === "wake-up";
  return onTheWay || !(name in served) ? "way" : "served";
}

/** What kind of request this is; `undefined` for those that no fault is planned for. */
export function targetOf(method: string, url: string): Target | undefined {
  const path = (url.split("?")[0] ?? "").replace(/^\/v1\.0/, "");
  if (path.startsWith("/api/v1/")) return erpTargetOf(method, path.slice("/api/v1".length));
  if (path === "/$batch") return "graph batch";
  if (path.startsWith("/subscriptions")) return "graph subscription";
  if (path.endsWith("/calendarView/delta")) return "graph delta";
  if (path.endsWith("/calendarView") || path.endsWith("/events")) {
    return method === "POST" ? "graph create" : "graph list";
  }
  if (!path.includes("/events/")) return undefined;
  if (method === "PATCH") return "graph update";
  return method === "DELETE" ? "graph delete" : "graph get";
}

function erpTargetOf(method: string, path: string): Target | undefined {
  if (path === "/changes") return "erp changes";
  if (!path.startsWith("/activities")) return undefined;
  switch (method) {
    case "POST":
      return "erp create";
    case "PATCH":
      return "erp update";
    case "DELETE":
      return "erp delete";
    default:
      return "erp list";
  }
}
