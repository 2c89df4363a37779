import { z } from "zod";

/** One of `values` in any case. */
export function choice<const T extends string>(...values: T[]) {
  return z.string().transform((text, context): T => {
    const value = values.find((known) => known.toLowerCase() === text.toLowerCase());
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: `one of ${values.join(", ")} expected` });
    return z.NEVER;
  });
}
