export type Language = "en" | "de";

const known: readonly Language[] = ["en", "de"];

/**
 * The language to speak: `asked` (`?locale=de`) where we have it, else the first of `preferred`
 * (BCP 47) that we have, else English.
 */
export function pickLanguage(asked: string | null, preferred: readonly string[]): Language {
  for (const tag of [asked ?? "", ...preferred]) {
    const base = tag.toLowerCase().split("-")[0];
    const language = known.find((candidate) => candidate === base);
    if (language !== undefined) return language;
  }
  return "en";
}
