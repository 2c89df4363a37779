/** People of one request: more would be larger than the server takes. */
export const peoplePortion = 200;
/** Characters of a pasted text in one request. */
const textPortion = 50_000;

/** The same, in pieces of at most so many. */
export function portionsOf<T>(all: readonly T[], most = peoplePortion): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / most);
  return Array.from({ length: count }, (_, at) => all.slice(at * most, (at + 1) * most));
}

/** A text in pieces, broken where one entry ends: at a line's end, or in a very long line behind a semicolon. */
export function textPortions(text: string, most = textPortion): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const head = rest.slice(0, most);
    const [line, semicolon] = [head.lastIndexOf("\n"), head.lastIndexOf(";")];
    const at = line >= 0 ? line : semicolon;
    const end = at < 0 ? most : at + 1;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}
