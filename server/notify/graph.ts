import {
  MailError,
  type Mail,
  type Mailer,
  type MailErrorFacts,
  type MailProblem,
} from "./mailer.ts";

export interface GraphMailerDeps {
  /** Where Graph is asked, without version and without a slash at the end. */
  readonly baseUrl: string;
  /** The mailbox that sends, by address; `null`: the one of the person whose token it is. */
  readonly mailbox: string | null;
  /** @throws MailError `consent-missing` | `signed-out` | `unavailable` */
  readonly token: () => Promise<string>;
  /** What the token allows, by the short names of Graph's permissions. */
  readonly granted: (token: string) => Promise<readonly string[]>;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 30_000;

/** Sends through a mailbox of Microsoft 365 (`Mail.Send`), where the mail is kept in Sent Items. */
export function createGraphMailer(deps: GraphMailerDeps): Mailer {
  const { baseUrl, mailbox, fetch, timeoutMs = usualTimeoutMs } = deps;
  const root = mailbox === null ? "/me" : `/users/${encodeURIComponent(mailbox)}`;
  return {
    async check() {
      const granted = await deps.granted(await deps.token());
      if (granted.includes("Mail.Send")) return "proved";
      // Exchange may give the application this right for some mailboxes, of which no token tells.
      if (mailbox !== null) return "likely";
      throw new MailError("consent-missing", "The permission Mail.Send is missing.", {
        field: "transport",
      });
    },
    async send(mail) {
      const token = await deps.token();
      let response: Response;
      try {
        response = await fetch(`${baseUrl}/v1.0${root}/sendMail`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify({ message: messageOf(mail), saveToSentItems: true }),
          // A redirect would carry the token elsewhere.
          redirect: "manual",
          signal: AbortSignal.timeout(timeoutMs),
        });
      } catch (cause) {
        throw new MailError("uncertain", "Microsoft Graph did not answer.", { cause });
      }
      // Read to its end, or the connection stays taken.
      const text = await response.text().catch(() => "");
      if (response.status >= 300) throw problemOf(response, text);
    },
  };
}

/** Graph names the sender by the mailbox; a name of ours it would take for sending on behalf of. */
function messageOf({ to, subject, html, messageId }: Mail) {
  return {
    subject,
    body: { contentType: "HTML", content: html },
    toRecipients: [{ emailAddress: { address: to.address, name: to.name } }],
    internetMessageHeaders: [
      { name: "X-Auto-Response-Suppress", value: "All" },
      // Graph makes the message's id itself; by this one a repeated mail can still be told.
      { name: "X-Sync-To-Erp-Mail", value: messageId },
    ],
  };
}

const byStatus: Readonly<Record<number, readonly [MailProblem, MailErrorFacts]>> = {
  400: ["refused", {}],
  401: ["signed-out", { field: "transport" }],
  403: ["consent-missing", { field: "transport" }],
  404: ["mailbox-unknown", { field: "sender" }],
  413: ["refused", {}],
  429: ["throttled", {}],
};

const byCode: Readonly<Record<string, readonly [MailProblem, MailErrorFacts]>> = {
  ErrorSendAsDenied: ["sender-refused", { field: "sender" }],
  ErrorInvalidUser: ["mailbox-unknown", { field: "sender" }],
  ErrorInvalidRecipients: ["recipient-refused", { field: "to" }],
  ErrorMessageSubmissionBlocked: ["sender-refused", { field: "sender" }],
  ErrorExceededMessageLimit: ["throttled", {}],
  MailboxNotEnabledForRESTAPI: ["mailbox-unknown", { field: "sender" }],
};

function problemOf(response: Response, text: string): MailError {
  const { code, message } = readError(text);
  const [problem, facts] = byCode[code] ??
    byStatus[response.status] ?? [response.status < 500 ? "refused" : "unavailable", {}];
  const seconds = Number(response.headers.get("retry-after"));
  return new MailError(problem, `${response.status} ${code} ${message}`.trim().slice(0, 300), {
    ...facts,
    ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
  });
}

function readError(text: string): { readonly code: string; readonly message: string } {
  try {
    const body = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } };
    const { code, message } = body.error ?? {};
    return {
      code: typeof code === "string" ? code : "",
      message: typeof message === "string" ? message : "",
    };
  } catch {
    return { code: "", message: "" };
  }
}
