import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import { createTransport, type SMTPTransportOptions } from "nodemailer";
import MailComposer from "nodemailer/lib/mail-composer";
import type { MailTransport } from "../settings/mail.ts";
import type { Mail, Mailer } from "./mailer.ts";
import { MailError } from "./mailer.ts";
import { smtpProblem } from "./smtp-problem.ts";

export type SmtpTransport = Extract<MailTransport, { kind: "smtp" }>;

/** How we prove who sends, where the server asks for it. */
export type SmtpSignIn =
  | { readonly kind: "none" }
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  /** The token is fetched for each mail: it lives for an hour. @throws MailError */
  | { readonly kind: "oauth"; readonly user: string; readonly token: () => Promise<string> };

export interface SmtpDeps {
  readonly server: Pick<SmtpTransport, "host" | "port" | "security">;
  readonly signIn: SmtpSignIn;
  /** Further certificate authorities, as PEM; `null`: the usual ones alone. */
  readonly ca: string | null;
  /** The name we greet with. */
  readonly ownHost: string;
  /**
   * The address to connect to, once it is sure that we may: an administrator's host must not lead into
   * networks that the operator did not open. @throws MailError `host-forbidden` | `host-unknown`
   */
  readonly addressOf: (host: string, port: number) => Promise<string>;
  readonly timeoutsMs?: SmtpTimeouts;
}

export interface SmtpTimeouts {
  readonly connect: number;
  /** Without a byte from the server. */
  readonly silence: number;
}

const usualTimeouts: SmtpTimeouts = { connect: 15_000, silence: 60_000 };

/** Sends by SMTP, one connection for each mail: there are few, and none is kept open for nothing. */
export function createSmtpMailer(deps: SmtpDeps): Mailer {
  const { server, signIn } = deps;
  const opened = async () => {
    const address = await deps.addressOf(server.host, server.port);
    return createTransport({ ...connection(deps, address), ...(await credentials(signIn)) });
  };
  return {
    async check() {
      const transport = await opened();
      try {
        await transport.verify();
        return "proved";
      } catch (error) {
        throw smtpProblem(error, false, signIn.kind);
      } finally {
        transport.close();
      }
    },
    async send(mail) {
      const transport = await opened();
      /** Whether the last byte was handed over: from then on silence leaves open whether it arrived. */
      let given = false;
      const content = await new MailComposer(message(mail)).compile().build();
      const raw = Readable.from(
        (function* () {
          yield content;
          given = true;
        })(),
      );
      try {
        await transport.sendMail({
          raw,
          envelope: { from: mail.from.address, to: [mail.to.address] },
        });
      } catch (error) {
        throw smtpProblem(error, given, signIn.kind);
      } finally {
        transport.close();
      }
    },
  };
}

function connection(
  { server, ca, ownHost, timeoutsMs }: SmtpDeps,
  address: string,
): SMTPTransportOptions {
  const { connect, silence } = timeoutsMs ?? usualTimeouts;
  return {
    host: address,
    port: server.port,
    name: ownHost,
    secure: server.security === "tls",
    // Without it a server, or somebody in between, that offers no TLS would get all in the open.
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "none",
    tls: {
      ...{ servername: server.host, minVersion: "TLSv1.2" },
      ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
    },
    connectionTimeout: connect,
    greetingTimeout: connect,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

async function credentials(
  signIn: SmtpSignIn,
): Promise<Pick<SMTPTransportOptions, "auth" | "forceAuth">> {
  switch (signIn.kind) {
    case "none":
      return {};
    case "password":
      return { auth: { user: signIn.user, pass: signIn.password }, forceAuth: true };
    case "oauth":
      return {
        auth: { type: "OAuth2", user: signIn.user, accessToken: await signIn.token() },
        forceAuth: true,
      };
  }
}

function message(mail: Mail) {
  return {
    // Copies: the library writes into what it is given.
    from: { ...mail.from },
    to: { ...mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: new Date(mail.atMs),
    // Nobody's absence note answers a machine (RFC 3834, and Exchange's own header).
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A transport that is not set up, or not yet: the outbox keeps what is to be sent. */
export const noMailer: Mailer = { send: notSetUp, check: notSetUp };

function notSetUp(): Promise<never> {
  return Promise.reject(new MailError("not-set-up", "No way to send mail is set up."));
}
