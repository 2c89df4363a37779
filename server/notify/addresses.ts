/** Mail addresses as people paste them: one in a line, behind names, in a table. Pure. */

export interface Addressee {
  /** In lower case, by which people are known. */
  readonly address: string;
  /** May be empty. */
  readonly name: string;
}

export interface ReadAddresses {
  /** Each address once, in their order. */
  readonly people: readonly Addressee[];
  /** What looks like nobody's address, as it was pasted. */
  readonly unreadable: readonly string[];
}

/** One address of the shape that everybody accepts, with a domain that has a dot. */
const address = /^[^\s@<>(),;:"[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
/** Between the cells of a table, and between people of a list; not inside quotes. */
const separators = /[;,\t](?=(?:[^"]*"[^"]*")*[^"]*$)/;
/** `Ada Lovelace <ada@contoso.com>` */
const named = /^(.*?)<([^<>]*)>$/;

/**
 * Whom a text names. Lines of several addresses are lists; a line of one address with other cells is a
 * row of a table, whose other cells are the name. A first line without any address is a heading.
 */
export function readAddresses(text: string): ReadAddresses {
  const found = new Map<string, Addressee>();
  const unreadable: string[] = [];
  const add = (given: string, name: string): void => {
    const one = given.toLowerCase();
    // Somebody who is named later is named.
    if ((found.get(one)?.name ?? "") === "") found.set(one, { address: one, name });
  };
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  for (const [index, line] of lines.entries()) {
    const cells = line
      .split(separators)
      .map((cell) =>
        cell
          .trim()
          .replace(/^"(.*)"$/, "$1")
          .trim(),
      )
      .filter((cell) => cell !== "");
    const mails = cells.filter((cell) => cell.includes("@"));
    if (mails.length === 0) {
      if (index > 0 || lines.length === 1) unreadable.push(line.trim());
      continue;
    }
    const others = cells.filter((cell) => !cell.includes("@"));
    for (const mail of mails) {
      const [, before = "", inside] = named.exec(mail) ?? [];
      const given = (inside ?? mail).trim();
      const name = before.replaceAll('"', "").trim();
      if (!address.test(given)) unreadable.push(mail);
      else add(given, name !== "" || mails.length > 1 ? name : others.slice(0, 2).join(" "));
    }
  }
  return { people: [...found.values()], unreadable };
}

/** What stands behind the @, in lower case. */
export function domainOf(one: string): string {
  return one.slice(one.lastIndexOf("@") + 1).toLowerCase();
}
