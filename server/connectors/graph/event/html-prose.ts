/** What is no text in HTML: comments, styles, tags. Quotes in a tag may hold anything. */
const noText =
  /<!--[\s\S]*?-->|<(style|script|title)\b[\s\S]*?<\/\1\s*>|<[a-z/!?](?:"[^"]*"|'[^']*'|[^>"'])*>|&nbsp;|&#160;|&#xa0;/gi;

/**
 * The text of HTML, each character where it stands in it: all else is blanks. So a place in the one is
 * the same place in the other.
 */
export function proseOf(html: string): string {
  return html.replace(noText, (tag) => " ".repeat(tag.length));
}

const escaped: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text as HTML, line by line. */
export function htmlOfText(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => escaped[character] ?? character)
    .replace(/\r\n|\r|\n/g, "<br>\r\n");
}
