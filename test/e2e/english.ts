import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { de } from "../../addin/locales/de.ts";
import { en } from "../../addin/locales/en.ts";
import { ofConnectors } from "../../server/api/german/connectors.ts";
import { ofDoctor } from "../../server/api/german/doctor.ts";
import { ofItems } from "../../server/api/german/items.ts";
import { ofRequests } from "../../server/api/german/requests.ts";
import { ofService } from "../../server/api/german/service.ts";
import { ofSignIn } from "../../server/api/german/sign-in.ts";
import { ofStorage } from "../../server/api/german/storage.ts";

const gap = "\u0001";
/** Shorter pieces of a sentence with gaps stand in German ones as well. */
const pieceLengthMin = 14;

/** What an entry of a dictionary says; what is filled in is left out. */
function textsOf(entry: unknown): readonly string[] {
  if (typeof entry === "string") return [entry];
  if (typeof entry === "function") {
    try {
      return textsOf((entry as (...gaps: string[]) => unknown)(gap, gap, gap, gap));
    } catch {
      // It wants something else than words to fill in.
      return [];
    }
  }
  if (typeof entry !== "object" || entry === null) return [];
  return Object.values(entry).flatMap(textsOf);
}

async function wordsOfPanels(): Promise<readonly { readonly en: unknown; readonly de: unknown }[]> {
  const folder = resolve("addin/features");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("words.ts"),
  );
  const modules = await Promise.all(
    files.map(
      (file) => import(resolve(folder, file)) as Promise<{ words?: { en: unknown; de: unknown } }>,
    ),
  );
  return modules.flatMap(({ words }) => (words === undefined ? [] : [words]));
}

/** What only English says: whole texts, and pieces between what is filled in. */
export interface English {
  readonly texts: ReadonlySet<string>;
  readonly pieces: readonly string[];
}

/** All that the pages and the server say in English and not in German. */
export async function english(): Promise<English> {
  const panels = await wordsOfPanels();
  const told = [ofConnectors, ofDoctor, ofItems, ofRequests, ofService, ofSignIn, ofStorage];
  const said = [
    ...textsOf([en, panels.map((words) => words.en)]),
    ...told.flatMap((words) => Object.keys(words)).map((text) => text.replace(/\{\d\}/g, gap)),
  ];
  const german = [
    ...textsOf([de, panels.map((words) => words.de)]),
    ...told.flatMap((words) => Object.values(words)),
  ];
  const inGerman = german.join("\n");
  const onlyEnglish = (text: string): boolean => !inGerman.includes(text);
  const pieces = said.flatMap((text) => text.split(gap)).map((piece) => piece.trim());
  return {
    texts: new Set(said.filter((text) => !text.includes(gap) && onlyEnglish(text))),
    pieces: [...new Set(pieces)].filter(
      (piece) => piece.length >= pieceLengthMin && piece.includes(" ") && onlyEnglish(piece),
    ),
  };
}

/** @returns what a page shows, or says to a screen reader, in English */
export async function englishOn(
  page: Page,
  { texts, pieces }: English,
): Promise<readonly string[]> {
  const shown = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const isCode = node.parentElement?.closest("script, style, pre, code") != null;
      if (!isCode && node.textContent !== null) found.push(node.textContent.trim());
    }
    for (const one of document.body.querySelectorAll("*")) {
      for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt"]) {
        found.push(one.getAttribute(name)?.trim() ?? "");
      }
    }
    return found.filter((text) => text !== "");
  });
  const isEnglish = (text: string): boolean =>
    texts.has(text) || pieces.some((piece) => text.includes(piece));
  return [...new Set(shown)].filter(isEnglish);
}
