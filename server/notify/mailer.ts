/** One mail, ready to be sent. */
export interface Mail {
  /** Ours; stays the same when it is tried again, so that a mail that comes twice can be told. */
  readonly messageId: string;
  readonly from: MailAddress;
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Ms since the epoch. */
  readonly atMs: number;
}

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** The port to whatever takes mail. Sends once: whether it is tried again is the outbox's decision. */
export interface Mailer {
  /** Resolves when the server has said that it takes the mail over. @throws MailError */
  send(mail: Mail): Promise<void>;
  /**
   * Whether a mail could be sent now, without sending one: reaches the other side and signs in.
   * @returns `likely` where nothing speaks against it and only a mail would prove it. @throws MailError
   */
  check(): Promise<"proved" | "likely">;
}

/** Why a mail was not sent; who sets mail up is told by it which field is wrong. */
export type MailProblem =
  | "not-set-up"
  | "host-forbidden"
  | "host-unknown"
  | "unreachable"
  | "no-starttls"
  | "tls-mismatch"
  | "certificate"
  /** Of user and password. */
  | "sign-in-refused"
  /** Of Microsoft Entra ID's token: the mailbox was not given to the application. */
  | "token-refused"
  /** Exchange lets nobody sign in to this mailbox, or to any, by SMTP. */
  | "smtp-auth-off"
  | "sign-in-unsupported"
  | "consent-missing"
  | "signed-out"
  | "mailbox-unknown"
  | "sender-refused"
  | "recipient-refused"
  | "refused"
  | "throttled"
  | "unavailable"
  /** It was given away and no answer came: it may have arrived. */
  | "uncertain";

/** The setting that is most likely wrong, as the settings and the form spell it. */
export type MailField =
  "transport" | "host" | "port" | "security" | "user" | "password" | "sender" | "to";

export class MailError extends Error {
  override readonly name = "MailError";
  readonly code: MailProblem;
  readonly facts: MailErrorFacts;

  /** `reason`: what the other side said, for people; without the mail's content. */
  constructor(code: MailProblem, reason: string, facts: MailErrorFacts = {}) {
    super(reason, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.facts = facts;
  }
}

export interface MailErrorFacts {
  readonly field?: MailField;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * When a mail is tried again: `soon` doubles from a minute to an hour; `hourly` where an administrator
 * has to change something; `never` where the same mail would be refused for the same reason.
 */
type Again = "soon" | "hourly" | "never";

/** The one table of what each failure means for the mail. */
const again: Readonly<Record<MailProblem, Again>> = {
  "not-set-up": "hourly",
  "host-forbidden": "hourly",
  "host-unknown": "hourly",
  unreachable: "soon",
  "no-starttls": "hourly",
  "tls-mismatch": "hourly",
  certificate: "hourly",
  "sign-in-refused": "hourly",
  "token-refused": "hourly",
  "smtp-auth-off": "hourly",
  "sign-in-unsupported": "hourly",
  "consent-missing": "hourly",
  "signed-out": "hourly",
  "mailbox-unknown": "hourly",
  "sender-refused": "hourly",
  "recipient-refused": "never",
  refused: "never",
  throttled: "soon",
  unavailable: "soon",
  uncertain: "soon",
};

const firstRetryMs = 60_000;
const hourMs = 3_600_000;

/** How long a mail waits after its `attempts`-th failure (1 = the first); `null`: it is given up. */
export function mailRetryMs(error: MailError, attempts: number): number | null {
  const rule = again[error.code];
  if (rule === "never") return null;
  const backoffMs =
    rule === "hourly" ? hourMs : Math.min(hourMs, firstRetryMs * 2 ** Math.max(0, attempts - 1));
  return Math.max(backoffMs, error.facts.retryAfterMs ?? 0);
}
