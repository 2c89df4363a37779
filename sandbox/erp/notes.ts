/**
 * Notes as this ERP stores them. Like real ones it keeps a short list of tags and drops the rest, so
 * whoever writes notes reads back something else than he sent.
 */
const keptTags = new Set(
  (
    "p div br b strong i em u s ul ol li a blockquote pre code hr span " +
    "h1 h2 h3 h4 h5 h6 table thead tbody tr th td"
  ).split(" "),
);
/** Dropped together with what stands between their tags. */
const droppedWhole = /<(script|style|head|title|template|noscript)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const comments = /<!--[\s\S]*?-->|<![^>]*>|<\?[^>]*>/g;
const tags = /<(\/?)([a-z][a-z0-9:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const harmlessAddress = /^(?:https?:|mailto:|tel:)/i;

function keptTag(closing: string, name: string, attributes: string): string {
  const tag = name.toLowerCase();
  if (!keptTags.has(tag)) return "";
  if (closing !== "" || tag !== "a") return `<${closing}${tag}>`;
  const [, double, single] = href.exec(attributes) ?? [];
  const address = (double ?? single ?? "").trim();
  return harmlessAddress.test(address) ? `<a href="${address.replaceAll('"', "&quot;")}">` : "<a>";
}

function onePass(html: string): string {
  let out = "";
  let from = 0;
  const body = html.replace(droppedWhole, "").replace(comments, "");
  for (const match of body.matchAll(tags)) {
    const [written, closing = "", name = "", attributes = ""] = match;
    // What looks like the start of a tag and is none stays as text.
    out += body.slice(from, match.index).replaceAll("<", "&lt;");
    out += keptTag(closing, name, attributes);
    from = match.index + written.length;
  }
  return out + body.slice(from).replaceAll("<", "&lt;");
}

/** `html` with the kept tags only, all attributes but a link's address gone. Idempotent. */
export function keptHtml(html: string): string {
  return onePass(html).trim();
}

/** Spaces as this ERP stores a line of text: trimmed, runs of white space made one. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** Plain notes: line ends unified, outer white space gone. */
export function keptText(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").trim();
}
