/** Which tags of a piece of HTML have their other end outside it. Pure. */

const tags = /<!--[\s\S]*?-->|<(\/?)([a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^>"'])*>/gi;
/** They have no end: nothing is ever inside them. */
const empty = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);

interface Tag {
  readonly text: string;
  readonly name: string;
  readonly at: number;
}

interface Unmatched {
  /** Ends of what began before. */
  readonly closing: readonly Tag[];
  /** Beginnings of what ends after. */
  readonly opening: readonly Tag[];
}

function unmatched(html: string): Unmatched {
  const closing: Tag[] = [];
  const opening: Tag[] = [];
  for (const found of html.matchAll(tags)) {
    const [text, slash = "", called] = found;
    const name = called?.toLowerCase();
    if (name === undefined || empty.has(name) || text.endsWith("/>")) continue;
    const tag = { text, name, at: found.index };
    if (slash === "") opening.push(tag);
    else if (opening.at(-1)?.name === name) opening.pop();
    else {
      // An end that nothing in here began. What was left open inside it ends with it.
      const begun = opening.findLastIndex((one) => one.name === name);
      if (begun >= 0) opening.splice(begun);
      else {
        opening.length = 0;
        closing.push(tag);
      }
    }
  }
  return { closing, opening };
}

/** The tags themselves, in their order. */
export function looseEnds(html: string): {
  readonly closing: readonly string[];
  readonly opening: readonly string[];
} {
  const { closing, opening } = unmatched(html);
  return { closing: closing.map(({ text }) => text), opening: opening.map(({ text }) => text) };
}

/** The HTML without those. */
export function balanced(html: string): string {
  const { closing, opening } = unmatched(html);
  const loose = [...closing, ...opening].sort((one, other) => other.at - one.at);
  return loose.reduce(
    (rest, { at, text }) => rest.slice(0, at) + rest.slice(at + text.length),
    html,
  );
}
