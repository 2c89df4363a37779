import type { MailSettings } from "../settings/mail.ts";
import type { OutboxDocument } from "../store/documents/administration.ts";
import type { Mail } from "./mailer.ts";
import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import type { MailWords, Place, SingleNotice, Told } from "./texts/words.ts";

const languages: Readonly<Record<"en" | "de", MailWords>> = { en, de };

export interface Letterhead {
  readonly settings: Pick<MailSettings, "sender" | "senderName" | "footer">;
  /** Origin of the portal, which every link leads to. */
  readonly publicUrl: string;
  readonly atMs: number;
}

/** Where the places of the portal are, below its origin. */
const paths: Readonly<Record<Place, string>> = {
  home: "/portal.html#home",
  service: "/portal.html#service",
  start: "/portal.html",
};

/** More than this is counted, not listed. */
const listedMax = 20;

/** The words of a mail of the outbox, as it is sent. */
export function composeMail(
  id: string,
  mail: Pick<OutboxDocument, "to" | "language" | "notices">,
  letterhead: Letterhead,
): Mail {
  const words = languages[mail.language];
  const all = toldOf(mail, words);
  const [first] = all;
  const subject = all.length === 1 && first !== undefined ? first.title : words.several(all.length);
  return written(id, mail.to, subject, all.slice(0, listedMax), words, mail.language, letterhead);
}

/** The mail by which an administrator sees whether the set-up works. @param by his name */
export function composeTest(
  id: string,
  to: OutboxDocument["to"],
  by: string,
  language: "en" | "de",
  letterhead: Letterhead,
): Mail {
  const words = languages[language];
  const { title, text } = words.test;
  const told: Told = { title, text: text(by), place: "service" };
  return written(id, to, title, [told], words, language, letterhead);
}

/** The subject alone, for a list of mails. */
export function subjectOfMail(mail: OutboxDocument, language: "en" | "de"): string {
  const words = languages[language];
  const all = toldOf(mail, words);
  const [first] = all;
  return all.length === 1 && first !== undefined ? first.title : words.several(all.length);
}

function toldOf(
  { notices, language }: Pick<OutboxDocument, "notices" | "language">,
  words: MailWords,
): readonly Told[] {
  const all = Object.values(notices).map(({ notice }) => notice);
  const decisions = all.filter(({ kind }) => kind === "decision").length;
  const others = all.filter((notice): notice is SingleNotice => notice.kind !== "decision");
  const format = new Intl.DateTimeFormat(language, {
    ...{ dateStyle: "long", timeStyle: "short", timeZone: "UTC" },
  });
  const time = (iso: string): string => `${format.format(new Date(iso))} UTC`;
  return [
    ...(decisions === 0 ? [] : [words.decisions(decisions)]),
    ...others.map((notice) => words.notice(notice, time)),
  ];
}

function written(
  id: string,
  to: OutboxDocument["to"],
  subject: string,
  all: readonly Told[],
  words: MailWords,
  language: string,
  { settings, publicUrl, atMs }: Letterhead,
): Mail {
  const place = (["service", "start"] as const).find((one) =>
    all.some((told) => told.place === one),
  );
  const where: Place = place ?? "home";
  const link = `${publicUrl}${paths[where]}`;
  const single = all.length === 1;
  const parts = { greeting: words.greeting(to.name), reason: words.reason[where] };
  const open = words.open[where];
  const text = [
    parts.greeting,
    ...all.map(({ title, text: said }) => (single ? said : `${title}\n${said}`)),
    `${open}: ${link}`,
    ["--", ...(settings.footer === "" ? [] : [settings.footer]), parts.reason].join("\n"),
  ].join("\n\n");
  const body = [
    paragraph(parts.greeting),
    ...all.map(({ title, text: said }) => (single ? "" : heading(title)) + paragraph(said)),
    `<p style="margin:24px 0"><a href="${escaped(link)}" style="${button}">${escaped(open)}</a></p>`,
    `<hr style="border:0;border-top:1px solid #d1d1d1;margin:24px 0 12px">`,
    ...(settings.footer === "" ? [] : [small(settings.footer)]),
    small(parts.reason),
  ].join("\n");
  return {
    messageId: `<${id}@${new URL(publicUrl).hostname}>`,
    from: { name: settings.senderName, address: settings.sender },
    to,
    subject,
    text,
    html: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;font-family:'Segoe UI',Arial,sans-serif;font-size:15px;line-height:1.5;color:#242424">
<div style="max-width:560px">
${body}
</div></body></html>
`,
    atMs,
  };
}

const button =
  "display:inline-block;padding:8px 20px;border-radius:4px;background:#0f6cbd;color:#ffffff;text-decoration:none";

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${escaped(text)}</p>`;
}

function heading(text: string): string {
  return `<h2 style="margin:20px 0 4px;font-size:16px">${escaped(text)}</h2>`;
}

function small(text: string): string {
  return `<p style="margin:0 0 8px;font-size:13px;color:#616161">${escaped(text)}</p>`;
}

/** Names come from directories, the footer from a form: nothing of it is markup. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "<br>");
}
