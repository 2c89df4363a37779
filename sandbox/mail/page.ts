import type { WireResponse } from "../wire.ts";
import type { CaughtMail } from "./mailbag.ts";

/** The mails that the product sent as a page, newest first. Each is shown in a frame that runs nothing. */
export function mailPage(mails: readonly CaughtMail[]): WireResponse {
  const all = mails.toReversed().map(shown).join("\n");
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'",
    },
    body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Mails of the sandbox</title>
<style>
body { margin: 0 auto; padding: 24px; max-width: 760px; font: 15px/1.5 "Segoe UI", Arial, sans-serif; color: #242424; }
article { border: 1px solid #d1d1d1; border-radius: 8px; margin: 16px 0; }
header { padding: 12px 16px; border-bottom: 1px solid #d1d1d1; }
h1 { font-size: 20px; } h2 { font-size: 16px; margin: 0; }
p { margin: 0; color: #616161; }
iframe { width: 100%; height: 420px; border: 0; }
</style></head>
<body><main><h1>Mails that were sent</h1>
${all === "" ? "<p>None yet. Load this page again to look once more.</p>" : all}
</main></body></html>
`,
  };
}

function shown({ from, to, subject, text, html, at, via, encrypted }: CaughtMail): string {
  const way = `${via === "graph" ? "Microsoft Graph" : "SMTP"}${encrypted ? ", encrypted" : ", not encrypted"}`;
  const content = html === "" ? `<pre>${escaped(text)}</pre>` : html;
  return `<article><header><h2>${escaped(subject)}</h2>
<p>${escaped(from)} to ${escaped(to.join(", "))}</p>
<p>${new Date(at).toISOString()}, ${way}</p></header>
<iframe title="${escaped(subject)}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(`<base target="_blank">${content}`)}"></iframe></article>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
