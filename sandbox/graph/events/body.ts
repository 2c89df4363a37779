/** What Exchange does to a body: everything becomes an HTML document, and text is made from it again on request. */

const head =
  '<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>';

const escaped: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const entities: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" },
  ...{ auml: "ä", ouml: "ö", uuml: "ü", szlig: "ß", euro: "€", eacute: "é" },
};

/** The document Exchange makes from plain text, with the comment that gives its origin away. */
function documentFromText(text: string): string {
  const lines = text
    .replace(/[&<>]/g, (character) => escaped[character] ?? character)
    .replace(/\r\n|\r|\n/g, "<br>\r\n");
  return [
    "<html>",
    "<head>",
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
    '<meta name="Generator" content="Microsoft Exchange Server">',
    "<!-- converted from text -->",
    "<style><!-- .EmailQuote { margin-left: 1pt; padding-left: 4pt; border-left: #800000 2px solid; } --></style></head>",
    "<body>",
    `<font size="2"><span style="font-size:11pt;"><div class="PlainText">${lines}</div></span></font>`,
    "</body>",
    "</html>",
    "",
  ].join("\r\n");
}

function documentFromHtml(html: string): string {
  const safe = html.replace(/<script\b[\s\S]*?<\/script\s*>/gi, "");
  if (!/<html[\s>]/i.test(safe))
    return `<html>\r\n${head}\r\n<body>\r\n${safe}\r\n</body>\r\n</html>\r\n`;
  if (/http-equiv="?Content-Type/i.test(safe)) return safe;
  if (!/<head[\s>]/i.test(safe)) return safe.replace(/<html[^>]*>/i, (tag) => `${tag}${head}`);
  return safe.replace(
    /<head[^>]*>/i,
    (tag) => `${tag}<meta http-equiv="Content-Type" content="text/html; charset=utf-8">`,
  );
}

/** The body as Exchange keeps it; what Exchange returned goes in again unchanged. */
export function toHtml(body: { contentType: "text" | "html"; content: string }): string {
  if (body.content === "") return "";
  return body.contentType === "text"
    ? documentFromText(body.content)
    : documentFromHtml(body.content);
}

function decodeEntity(entity: string, name: string): string {
  if (name.startsWith("#x")) return String.fromCodePoint(parseInt(name.slice(2), 16));
  if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
  return entities[name] ?? entity;
}

/** The words of a document, a line for each block, `\r\n` between lines. */
export function toText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<(style|head|title)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/\r?\n/g, " ")
    .replace(/<br\s*\/?>[ ]?/gi, "\n")
    .replace(/<\/(p|div|h\d|li|tr|table|ul|ol|blockquote)\s*>/gi, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&(#x?[0-9a-f]+|\w+);/gi, decodeEntity)
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim()
    .replace(/\n/g, "\r\n");
}

/** The first 255 characters of the words. */
export const preview = (html: string) => toText(html).slice(0, 255);

const blobMark = 'class="me-email-text"';

/** The block that Teams puts under the body of its meetings; a PATCH that drops it drops the meeting. */
export const meetingBlob = (joinUrl: string) =>
  `<div ${blobMark}>________________________________________________________________________________<br>Microsoft Teams meeting<br><a href="${joinUrl}">Join the meeting now</a></div>`;

export const hasMeetingBlob = (html: string, joinUrl: string) => html.includes(joinUrl);

/** The document with the Teams block at its end. */
export function withMeetingBlob(html: string, joinUrl: string): string {
  const document = html === "" ? documentFromHtml(" ") : html;
  return document.replace(/<\/body>/i, `${meetingBlob(joinUrl)}</body>`);
}
