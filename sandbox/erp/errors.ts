import type { z } from "zod";
import { json, type WireResponse } from "../wire.ts";

/** A refusal of the ERP, in the words it is answered with. */
export class ErpError extends Error {
  override readonly name = "ErpError";
  readonly status: number;
  readonly code: string;
  /** `field`: the input that was refused; others as the code needs them. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.facts = facts;
  }
}

/** 404 for what does not exist and for what the acting user may not see: the two read alike. */
export function notFound(what: string): ErpError {
  return new ErpError(404, "not-found", `There is no such ${what}, or you may not see it.`);
}

/** 422: well-formed, but against a rule of the ERP. */
export function refused(field: string, message: string): ErpError {
  return new ErpError(422, "refused", message, { field });
}

export function errorResponse(error: ErpError): WireResponse {
  const { code, message, facts } = error;
  return json(error.status, { error: { code, message, ...facts } });
}

/** What `schema` makes of `value`; a 400 that names the first bad field otherwise. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const field = [...(issue?.path ?? []), ...unknown].join(".");
  throw new ErpError(400, "invalid", `${field || "The request"}: ${issue?.message ?? "invalid"}`, {
    field,
  });
}
