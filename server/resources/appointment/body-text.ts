/**
 * What a body says, as text: its words, and where its links lead. Pure. A side that holds text alone keeps
 * all of that, so that HTML and the text made of it mean the same.
 */
import { compile, type FormatCallback } from "html-to-text";
import type { Body } from "./appointment.ts";

/** What servers take out of bodies: such a link leads nowhere. */
const dead: ReadonlySet<string> = new Set(["javascript:", "vbscript:", "data:"]);

/** Microsoft's link protection puts its own address around the one that somebody wrote. */
const guarded = /(^|\.)safelinks\.protection\.(outlook\.com|office365\.us)$/i;
/** A guarded link is guarded again where a mail is forwarded. */
const guardsMax = 5;

/** Where a link leads, spelled alike; empty where it leads nowhere outside of its text. */
export function targetOf(href: string): string {
  let url = parsed(href);
  for (let guards = 0; guards < guardsMax && url !== null; guards++) {
    const inner = guarded.test(url.hostname) ? url.searchParams.get("url") : null;
    if (inner === null) break;
    url = parsed(inner) ?? url;
  }
  if (url === null || dead.has(url.protocol)) return "";
  return url.href.replace(/^mailto:/, "");
}

function parsed(href: string): URL | null {
  return URL.canParse(href.trim()) ? new URL(href.trim()) : null;
}

/** Addresses that programs make links of: text and target say the same. */
function bare(address: string): string {
  return address
    .replace(/^(mailto:|tel:|https?:\/\/)/i, "")
    .replace(/\/$/, "")
    .toLowerCase();
}

/** The text of a link and then where it leads, unless its text is that. */
const formatLink: FormatCallback = (link, walk, builder) => {
  const target = targetOf((link.attribs as Readonly<Record<string, string>>)["href"] ?? "");
  let text = "";
  builder.pushWordTransform((word) => {
    text += word;
    return word;
  });
  walk(link.children, builder);
  builder.popWordTransform();
  if (target === "" || [text, targetOf(text)].some((told) => bare(told) === bare(target))) return;
  builder.addInline(text === "" ? target : ` ${target}`, { noWordTransform: true });
};

/** Made once: building it takes twenty times as long as reading a body with it. */
const htmlToText = compile({
  wordwrap: false,
  formatters: { link: formatLink },
  selectors: [
    { selector: "a", format: "link" },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
});

/** The words of a body, as one line. */
export function words(body: Body): string {
  return plainText(body)
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
}

/** The text of a body with its lines, as somebody would type it. */
export function plainText({ format, content }: Body): string {
  return format === "html" ? htmlToText(content) : content;
}
