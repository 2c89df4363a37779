import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerSession } from "smtp-server";
import type { Certificate } from "../certificate.ts";
import type { Mailbag } from "./mailbag.ts";
import type { SmtpFaults, SmtpStage } from "./smtp-faults.ts";

/** Whom the mail server lets in by password. */
export const smtpAccount = { user: "mailer@contoso.example", password: "sandbox-mail" } as const;
/** Like servers on the internet it knows whom it delivers for. */
const knownDomain = /@[a-z0-9.-]+\.example$/i;

export interface SmtpCatcherDeps {
  readonly certificate: Pick<Certificate, "key" | "cert">;
  readonly mailbag: Mailbag;
  readonly faults: SmtpFaults;
  /** Whether Exchange would take this token (XOAUTH2) for this user. */
  readonly acceptsToken: (token: string) => Promise<boolean>;
  /** TLS from the first byte, as on port 465. */
  readonly implicitTls?: boolean;
  /** Offers no STARTTLS and asks for no sign-in, as an old relay does. */
  readonly open?: boolean;
}

export interface SmtpCatcher {
  /** @param port 0 takes a free one. @returns the port */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

/** A mail server on loopback that delivers nothing: what it takes lies in the mailbag. */
export function createSmtpCatcher(deps: SmtpCatcherDeps): SmtpCatcher {
  const { certificate, mailbag, faults, implicitTls = false, open = false } = deps;
  const server = new SMTPServer({
    key: certificate.key,
    cert: certificate.cert,
    secure: implicitTls,
    ...(open ? { disabledCommands: ["STARTTLS", "AUTH"] } : {}),
    authOptional: open,
    authMethods: ["PLAIN", "LOGIN", "XOAUTH2"],
    // Names are looked up in no test.
    disableReverseLookup: true,
    onConnect: (session, done) => unlessFaulty("connect", session, done, () => done()),
    onAuth: (auth, session, done) =>
      unlessFaulty("sign-in", session, done, () => {
        void signedIn(auth).then((user) => {
          if (user !== null) done(null, { user });
          else done(answerOf(535, "5.7.8 Authentication credentials invalid"));
        });
      }),
    onMailFrom: ({ address }, session, done) =>
      unlessFaulty("sender", session, done, () => {
        const user = String(session.user ?? "");
        // Nobody sends in another domain's name.
        const isForeign = user !== "" && domainOf(user) !== domainOf(address);
        done(isForeign ? answerOf(553, `5.7.1 ${user} may not send as ${address}`) : null);
      }),
    onRcptTo: ({ address }, session, done) =>
      unlessFaulty("recipient", session, done, () => {
        done(knownDomain.test(address) ? null : answerOf(550, "5.1.1 No such recipient here"));
      }),
    onData: (stream, session, done) => {
      void simpleParser(stream).then((mail) =>
        unlessFaulty("content", session, done, () => {
          mailbag.add(caught(mail, session));
          unlessFaulty("reply", session, done, () => done());
        }),
      );
    },
  });
  // Clients that break off are what faults are for.
  server.on("error", () => undefined);

  type Done = (error?: Error | null) => void;

  /** Goes on, unless a failure is planned for this step. */
  function unlessFaulty(
    stage: SmtpStage,
    session: SMTPServerSession,
    done: Done,
    goOn: () => void,
  ): void {
    const fault = faults.take(stage);
    if (fault === undefined) goOn();
    else if (fault.status === undefined) cut(session);
    else done(answerOf(fault.status, fault.message ?? "A planned fault of the sandbox"));
  }

  /** The connection ends as if somebody had pulled the plug. */
  function cut({ id }: SMTPServerSession): void {
    for (const connection of connectionsOf(server)) {
      if (connection.id === id) connection._socket.destroy();
    }
  }

  const signedIn = async (auth: SMTPServerAuthentication): Promise<string | null> => {
    const { method, password, username = "", accessToken = "" } = auth;
    if (method === "XOAUTH2") return (await deps.acceptsToken(accessToken)) ? username : null;
    const known = username === smtpAccount.user && password === smtpAccount.password;
    return known ? username : null;
  };

  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.server.once("error", reject);
        server.listen(port, "127.0.0.1", () => {
          const address = server.server.address();
          resolve(typeof address === "object" && address !== null ? address.port : port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        for (const connection of connectionsOf(server)) connection._socket.destroy();
        server.close(resolve);
      }),
  };
}

interface Connection {
  readonly id: string;
  readonly _socket: { destroy(): void };
}

/** The library lets nobody end a connection without an answer: its own list of them is used. */
function connectionsOf(server: SMTPServer): readonly Connection[] {
  return [...(server as unknown as { connections: Set<Connection> }).connections];
}

function answerOf(status: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: status });
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function caught(mail: ParsedMail, session: SMTPServerSession) {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    via: "smtp" as const,
    from: mail.from?.text ?? (mailFrom === false ? "" : mailFrom.address),
    to: rcptTo.map(({ address }) => address),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: typeof mail.html === "string" ? mail.html : "",
    headers: Object.fromEntries(
      mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(":") + 1).trim()]),
    ),
    user: String(session.user ?? ""),
    encrypted: session.secure,
  };
}
