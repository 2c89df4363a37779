import { createContext, useContext } from "react";
import { en, type Words } from "./en.ts";
import type { Language } from "./language.ts";

/** English comes with the page; another language is fetched by those who read it. */
export async function loadWords(language: Language): Promise<Words> {
  switch (language) {
    case "en":
      return en;
    case "de":
      return (await import("./de.ts")).de;
  }
}

export interface Locale {
  readonly language: Language;
  /** BCP 47, e.g. `de-AT`: what the backend is asked to answer in. */
  readonly tag: string;
  readonly words: Words;
  /** An instant (ISO 8601) as date and time where the reader is. */
  readonly time: (iso: string) => string;
  /** The same, as the time alone where that is today: for what ends soon. */
  readonly until: (iso: string) => string;
  /** The same instant in UTC. */
  readonly utc: (iso: string) => string;
  /** A day, or an instant's day. */
  readonly day: (iso: string) => string;
  readonly number: (value: number) => string;
}

/** `words` of a language, and its formats. `region` is a full tag such as `en-GB`, for dates. */
export function createLocale(
  language: Language,
  words: Words,
  region: string,
  timeZone?: string,
): Locale {
  const tag = region.toLowerCase().startsWith(language) ? region : language;
  const zone = timeZone === undefined ? {} : { timeZone };
  const shape = { dateStyle: "medium", timeStyle: "short" } as const;
  const local = new Intl.DateTimeFormat(tag, { ...shape, ...zone });
  const utc = new Intl.DateTimeFormat(tag, { ...shape, timeZone: "UTC" });
  const short = new Intl.DateTimeFormat(tag, { timeStyle: "short", ...zone });
  const date = new Intl.DateTimeFormat(tag, { dateStyle: "short", ...zone });
  const isToday = (at: Date): boolean => date.format(at) === date.format(new Date());
  const day = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" });
  return {
    language,
    tag,
    words,
    time: (iso) => local.format(new Date(iso)),
    until: (iso) => (isToday(new Date(iso)) ? short : local).format(new Date(iso)),
    utc: (iso) => utc.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    number: (value) => value.toLocaleString(tag),
  };
}

const LocaleContext = createContext<Locale>(createLocale("en", en, "en-US"));
export const LocaleProvider = LocaleContext.Provider;

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

/** With names of fields that come with somebody's ERP. */
export function withFieldNames(locale: Locale, names: Readonly<Record<string, string>>): Locale {
  if (Object.keys(names).length === 0) return locale;
  const { words } = locale;
  return { ...locale, words: { ...words, fields: { ...words.fields, ...names } } };
}

export function useWords(): Words {
  return useLocale().words;
}

/** Words that belong to one panel alone and come with it, in every language. */
export function useWordsOf<W>(words: Readonly<Record<Language, W>>): W {
  return words[useLocale().language];
}
