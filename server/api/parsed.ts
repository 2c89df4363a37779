import type { z } from "zod";
import { ProblemError } from "./errors.ts";

/** The part of a request as its schema reads it. @throws ProblemError naming the first wrong field. */
export function parsed(
  schema: z.ZodType | undefined,
  given: unknown,
  part: "query" | "body",
): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new ProblemError("bad-request", `The ${part} is not valid: ${issue?.message ?? ""}`, {
    ...(field === "" ? {} : { field }),
  });
}
