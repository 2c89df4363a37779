import type { help } from "../../locales/en/help.ts";

type HelpWords = typeof help;
type Part = HelpWords["people" | "administrators"];
type Child = Node | string;

/**
 * Fills `root` with the help: contents that lead to every section, and the sections, all on one page so
 * that the browser's own search finds them. Without React: it is read, and nothing on it changes.
 */
export function renderHelp(root: HTMLElement, words: HelpWords): void {
  const parts: readonly Part[] = [words.people, words.administrators];
  const contents = element("nav", { "aria-labelledby": "contents" }, [
    element("h2", { id: "contents" }, [words.contents]),
    ...parts.flatMap(({ title, sections }) => [
      element("p", {}, [title]),
      element("ul", {}, Object.entries(sections).map(entry)),
    ]),
  ]);
  const main = element("main", {}, [
    element("h1", {}, [words.title]),
    element("p", {}, [words.text]),
    ...parts.flatMap(({ title, sections }) => [
      element("h2", {}, [title]),
      ...Object.entries(sections).flatMap(section),
    ]),
  ]);
  root.replaceChildren(contents, main);
}

/**
 * Brings the section that the address names into sight: the browser looked for it before it was there.
 * What is read or pressed next goes on from its heading.
 */
export function showAsked(hash: string): void {
  const asked = document.getElementById(hash.slice(1));
  if (asked === null) return;
  asked.scrollIntoView();
  asked.focus({ preventScroll: true });
}

type Section = readonly [string, { readonly title: string; readonly text: readonly string[] }];

function entry([id, { title }]: Section): HTMLElement {
  return element("li", {}, [element("a", { href: `#${id}` }, [title])]);
}

function section([id, { title, text }]: Section): readonly HTMLElement[] {
  return [
    element("h3", { id, tabindex: "-1" }, [title]),
    ...text.map((paragraph) => element("p", {}, [paragraph])),
  ];
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly Child[],
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
