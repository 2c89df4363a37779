import type { WireResponse } from "../wire.ts";

/** One planned failure of the sandbox. A fault that names neither method nor path hits every request. */
export interface Fault {
  /** HTTP method, any case; every method when absent. */
  readonly method?: string;
  /** Part of the path with its query, or a regular expression written `/…/`. */
  readonly path?: string;
  /** Answer with this status. Absent together with `lostReply` or `hang`. */
  readonly status?: number;
  /** Graph's `error.code` of the answer, where the default of the status is not wanted. */
  readonly code?: string;
  /** How many more requests it hits. */
  readonly times: number;
  readonly retryAfterSeconds?: number;
  /** `after`: the change is applied, only its answer fails. */
  readonly when: "before" | "after";
  /** The connection ends without an answer. */
  readonly lostReply?: boolean;
  /** The connection stays open without an answer. */
  readonly hang?: boolean;
}

/** The failures planned for the requests to come, first planned first served. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  /**
   * The fault that hits this request, used up by one; `undefined` when none does. Requests inside a
   * `$batch` are asked for one by one.
   */
  take(method: string, path: string): Fault | undefined;
}

/** Status that tells whoever owns the socket to destroy it without an answer. */
export const LOST_REPLY = 0;
/** Status that tells whoever owns the socket never to answer. */
export const NO_REPLY = -1;

/** The answer that is none: what a handler returns for a `lostReply` or `hang` fault. */
export function withoutAnswer(fault: Fault): WireResponse | undefined {
  if (fault.lostReply === true) return { status: LOST_REPLY, headers: {}, body: "" };
  if (fault.hang === true) return { status: NO_REPLY, headers: {}, body: "" };
  return undefined;
}

/** The regular expression written as `/…/`, or `undefined` for a plain part of a path. Throws `SyntaxError`. */
export function pathExpression(path: string): RegExp | undefined {
  const written = /^\/(.+)\/$/.exec(path)?.[1];
  return written === undefined ? undefined : new RegExp(written);
}

function hits(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method.toUpperCase()) {
    return false;
  }
  if (fault.path === undefined) return true;
  return pathExpression(fault.path)?.test(path) ?? path.includes(fault.path);
}

export function createFaults(): Faults {
  let planned: Fault[] = [];
  return {
    add: (fault) => {
      planned.push(fault);
    },
    clear: () => {
      planned = [];
    },
    list: () => [...planned],
    take: (method, path) => {
      const fault = planned.find((candidate) => hits(candidate, method, path));
      if (fault === undefined) return undefined;
      const left = { ...fault, times: fault.times - 1 };
      planned = planned.flatMap((other) =>
        other === fault ? (left.times > 0 ? [left] : []) : [other],
      );
      return fault;
    },
  };
}
