import { tlsFailureIn } from "../lib/tls-failure.ts";
import type { MailTransport } from "../settings/mail.ts";
import { MailError, type MailErrorFacts, type MailProblem } from "./mailer.ts";

type SignIn = Extract<MailTransport, { kind: "smtp" }>["signIn"];

/** What nodemailer says about a failure. */
interface SmtpFailure {
  readonly code: string;
  /** The system's or OpenSSL's code behind it. */
  readonly originalCode: string;
  readonly command: string;
  /** The server's answer; 0 where none came. */
  readonly status: number;
  readonly response: string;
  readonly message: string;
}

/**
 * A failure of SMTP in our words: the one place that knows nodemailer's codes and the server's.
 * @param given whether the whole mail had been handed over.
 * @param signIn how we prove who sends.
 */
export function smtpProblem(error: unknown, given: boolean, signIn: SignIn): MailError {
  if (error instanceof MailError) return error;
  const failure = readFailure(error);
  const [code, facts] = judge(failure, given, signIn);
  return new MailError(code, said(failure), { ...facts, cause: error });
}

type Judgement = readonly [MailProblem, MailErrorFacts];

function judge(failure: SmtpFailure, given: boolean, signIn: SignIn): Judgement {
  const { status } = failure;
  if (status > 0) return judgeAnswer(failure, signIn);
  const tls = judgeTls(failure);
  if (tls !== undefined) return tls;
  if (given) return ["uncertain", {}];
  switch (failure.code) {
    case "EAUTH":
    case "ENOAUTH":
      return ["sign-in-unsupported", { field: "user" }];
    case "EDNS":
      return ["host-unknown", { field: "host" }];
    case "ECONNECTION":
    case "ESOCKET":
    case "ETIMEDOUT":
      return ["unreachable", { field: failure.originalCode === "ECONNREFUSED" ? "port" : "host" }];
    default:
      return ["unavailable", {}];
  }
}

/** The server answered: what it says is certain. */
function judgeAnswer({ code, command, status, response }: SmtpFailure, signIn: SignIn): Judgement {
  // 421: it closes; 450 to 452: busy or full just now. Greylisting answers so as well.
  const isPassing = status < 500;
  if (command === "STARTTLS" || code === "ETLS") return ["no-starttls", { field: "security" }];
  if (code === "EAUTH" || command.startsWith("AUTH")) {
    // 504: it does not know this way to sign in; 454: it cannot check just now.
    if (status === 504) return ["sign-in-unsupported", { field: "user" }];
    if (isPassing) return ["unavailable", {}];
    // Exchange Online's words (https://aka.ms/smtp_auth_disabled): for this mailbox, or for all of them.
    if (/SmtpClientAuthentication is disabled/i.test(response)) {
      return ["smtp-auth-off", { field: "user" }];
    }
    return signIn === "oauth"
      ? ["token-refused", { field: "user" }]
      : ["sign-in-refused", { field: "password" }];
  }
  if (isPassing)
    return [/4\.7\.\d|too many|rate/i.test(response) ? "throttled" : "unavailable", {}];
  // It wants to know first who we are.
  if (status === 530 && signIn === "none") return ["sign-in-refused", { field: "user" }];
  if (command === "MAIL FROM") return ["sender-refused", { field: "sender" }];
  if (command === "RCPT TO") {
    // Relaying is refused for who we are, not for whom it is to.
    const relays = /relay/i.test(response);
    return relays ? ["sender-refused", { field: "user" }] : ["recipient-refused", { field: "to" }];
  }
  if (command === "DATA" && /send\s*as|sender/i.test(response)) {
    return ["sender-refused", { field: "sender" }];
  }
  return ["refused", {}];
}

function judgeTls({ code, originalCode, message }: SmtpFailure): Judgement | undefined {
  switch (tlsFailureIn(`${originalCode} ${message}`)) {
    case "certificate-ended":
    case "certificate-name":
    case "certificate-issuer":
      return ["certificate", { field: "host" }];
    // TLS from the first byte met a server that begins in the open.
    case "no-tls":
      return ["tls-mismatch", { field: "security" }];
    case undefined:
      return code === "ETLS" ? ["tls-mismatch", { field: "security" }] : undefined;
  }
}

function readFailure(error: unknown): SmtpFailure {
  const of = (name: string): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  const text = (name: string): string => {
    const value = of(name);
    return typeof value === "string" ? value : "";
  };
  const status = of("responseCode");
  return {
    code: text("code"),
    originalCode: text("originalCode"),
    command: text("command"),
    status: typeof status === "number" ? status : 0,
    response: text("response"),
    message: error instanceof Error ? error.message : String(error),
  };
}

const saidMax = 300;

/** The server's own words where it has any; cut, since some answer with a page. */
function said({ response, message }: SmtpFailure): string {
  return (response === "" ? message : response).replaceAll(/\s+/g, " ").slice(0, saidMax);
}
