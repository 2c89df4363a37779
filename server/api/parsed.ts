import { z } from "zod";
import { ProblemError, type ProblemFacts } from "./errors.ts";
import { told } from "./told.ts";

/**
 * A part of a request as its schema reads it.
 * @throws ProblemError `bad-request` naming the first wrong field
 */
export function parsed<S extends z.ZodType>(
  schema: S,
  given: unknown,
  part: keyof typeof parts,
): z.output<S> {
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  throw mistakeIn(schema, given ?? {}, part);
}

const parts = {
  query: { en: "The query is not valid", de: "Die Abfrage ist nicht gültig" },
  body: { en: "The body is not valid", de: "Der Inhalt ist nicht gültig" },
};
const spoken = { en: z.locales.en().localeError, de: z.locales.de().localeError };

/**
 * What is wrong with what a schema does not read: the schema's own sentence where it has one, else what
 * the library says of it.
 * @param more to be told with it; a `field` here stands before the path of what is wrong
 */
export function mistakeIn(
  schema: z.ZodType,
  given: unknown,
  part: keyof typeof parts,
  more: Pick<ProblemFacts, "field" | "remedy"> = {},
): ProblemError {
  const issueIn = (language: "en" | "de") =>
    schema.safeParse(given, {
      error: (issue) => {
        const said = spoken[language](issue);
        const words = typeof said === "string" ? said : (said?.message ?? "");
        return `${parts[part][language]}: ${words}`;
      },
    }).error?.issues[0];
  const issue = issueIn("en");
  const field = [...(more.field === undefined ? [] : [more.field]), ...(issue?.path ?? [])];
  return new ProblemError("bad-request", issue?.message ?? parts[part].en, {
    ...more,
    german: told(issueIn("de")?.message ?? parts[part].de, "de"),
    ...(field.length === 0 ? {} : { field: field.join(".") }),
  });
}
