import { ofConnectors } from "./german/connectors.ts";
import { ofDoctor } from "./german/doctor.ts";
import { ofItems } from "./german/items.ts";
import { ofRequests } from "./german/requests.ts";
import { ofService } from "./german/service.ts";
import { ofSignIn } from "./german/sign-in.ts";
import { ofStorage } from "./german/storage.ts";

export type Language = "en" | "de";

/**
 * German of every sentence by which the server refuses something: the sentence as it is thrown, logged
 * and stored is its key. What is filled in stands as `{0}`, `{1}` in both, in the order of the English.
 */
export const german: Readonly<Record<string, string>> = {
  ...ofRequests,
  ...ofService,
  ...ofItems,
  ...ofConnectors,
  ...ofSignIn,
  ...ofStorage,
  ...ofDoctor,
};

/** Those in which something is filled in, most fixed words first: the most exact one speaks. */
const patterns = Object.entries(german)
  .filter(([english]) => english.includes("{0}"))
  .toSorted(([one], [other]) => fixed(other) - fixed(one))
  .map(([english, words]) => ({ matches: new RegExp(`^${patternOf(english)}$`, "su"), words }));

/** Microsoft's own code stands in brackets behind our sentence, and is for support. */
const codeBehind = /^(.*) (\([^()]*\))$/su;

/**
 * A sentence of ours in the reader's language. What is none of ours, such as what an ERP says itself, and
 * what has no German, stays as it is.
 */
export function told(sentence: string, language: Language): string {
  if (language === "en") return sentence;
  const known = Object.hasOwn(german, sentence) ? german[sentence] : undefined;
  if (known !== undefined) return known;
  for (const { matches, words } of patterns) {
    const [whole, ...values] = matches.exec(sentence) ?? [];
    if (whole === undefined) continue;
    // What is filled in may be a sentence of ours itself, such as why an ERP could not be asked.
    return words.replace(/\{(\d+)\}/g, (_hole, at: string) =>
      told(values[Number(at)] ?? "", language),
    );
  }
  const [, before, code] = codeBehind.exec(sentence) ?? [];
  return before === undefined ? sentence : `${told(before, language)} ${code}`;
}

/** Of what the log keeps: a code, and after a colon the sentence that came with it. */
export function toldBehindCode(because: string, language: Language): string {
  const [, code, sentence] = /^([a-z][a-z-]{1,30}: )(.+)$/su.exec(because) ?? [];
  return sentence === undefined ? told(because, language) : `${code}${told(sentence, language)}`;
}

/** The reader's language, where a locale may say more than that. */
export function languageIn(locale: string): Language {
  return locale.startsWith("de") ? "de" : "en";
}

function fixed(english: string): number {
  return english.replace(/\{\d+\}/g, "").length;
}

function patternOf(english: string): string {
  return english
    .split(/\{\d+\}/)
    .map((part) => part.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&"))
    .join("(.*?)");
}
