const breaking = new Set(["P", "DIV", "LI", "TR", "H1", "H2", "H3", "H4", "PRE", "TABLE", "UL"]);

function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? "").replaceAll(/\s+/gu, " ");
  if (node.nodeName === "BR") return "\n";
  if (node.nodeName === "STYLE" || node.nodeName === "SCRIPT") return "";
  const inside = [...node.childNodes].map(textOf).join("");
  return breaking.has(node.nodeName) ? `${inside.trim()}\n` : inside;
}

/** What a person reads of an event's body. Exchange stores HTML; the window's form holds text. */
export function plainText(body: { contentType?: string; content?: string } | undefined): string {
  const content = body?.content ?? "";
  if (body?.contentType !== "html") return content;
  return textOf(new DOMParser().parseFromString(content, "text/html").body)
    .replaceAll(/[^\S\n]*\n[^\S\n]*/gu, "\n")
    .trim();
}
