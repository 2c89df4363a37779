import type { Finding } from "../contract/doctor.ts";

/** What a check found, before it is known whose check it is. */
export type Found = Omit<Finding, "check">;

export function well(says: string): Found {
  return { state: "ok", says, fixedBy: null, remedy: null };
}

/** It works, and will not for long, or not as well as it could. */
export function soon(says: string, remedy: string, fixedBy: Finding["fixedBy"] = "operator") {
  return { state: "warning", says, fixedBy, remedy } as const satisfies Found;
}

export function wrong(says: string, remedy: string, fixedBy: Finding["fixedBy"] = "operator") {
  return { state: "failed", says, fixedBy, remedy } as const satisfies Found;
}

/** The cause says more than fetch's own "fetch failed". */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
