/** Both ways to send mail against what stands in for the real thing: what the contract suite runs on. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { createFaults } from "../../sandbox/control/faults.ts";
import { openCertificate, type Certificate } from "../../sandbox/certificate.ts";
import { createMailbag, type CaughtMail, type Mailbag } from "../../sandbox/mail/mailbag.ts";
import { createSmtpCatcher, smtpAccount, type SmtpCatcher } from "../../sandbox/mail/smtp.ts";
import { createSmtpFaults, type SmtpFaults } from "../../sandbox/mail/smtp-faults.ts";
import type { Mail, Mailer } from "../../server/notify/mailer.ts";
import { createSmtpMailer, type SmtpDeps } from "../../server/notify/smtp.ts";
import { manualClock } from "../../server/lib/clock.ts";
import { createRequestLog } from "../../sandbox/control/request-log.ts";
import { createGraph } from "../../sandbox/graph/graph.ts";
import { application } from "../../sandbox/tenants.ts";
import { createGraphMailer } from "../../server/notify/graph.ts";
import { checked } from "../conformance/graph-schema.ts";
import { userNamed } from "../sandbox/graph/desk.ts";

export const startMs = Date.parse("2026-11-20T08:00:00Z");

export const letter: Mail = {
  messageId: "<mail-1@sync.contoso.example>",
  from: { name: "Sync to ERP", address: smtpAccount.user },
  to: { name: "Ada Lovelace", address: "ada@contoso.example" },
  subject: "Ein Termin wartet – größer",
  text: "Ein Termin wartet.",
  html: "<p>Ein Termin wartet – größer.</p>",
  atMs: startMs,
};

/** A way to send, and what arrived by it. */
export interface Way {
  readonly mailer: Mailer;
  arrived(): readonly CaughtMail[];
  /** What can go wrong on it, by our word for it. */
  readonly breaks: Readonly<
    Record<"unavailable" | "refused" | "throttled" | "uncertain", () => void>
  >;
  close(): Promise<void>;
}

/** A folder with the sandbox's certificate; making one takes seconds. */
export async function certificateFolder(): Promise<{
  readonly certificate: Certificate;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "sync-to-erp-mail-"));
  const certificate = await openCertificate(folder);
  return { certificate, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The sandbox's authority, as NODE_EXTRA_CA_CERTS brings it to a process of its own. */
export function trust({ ca }: Pick<Certificate, "ca">): void {
  const usual = tls.createSecureContext;
  jest.spyOn(tls, "createSecureContext").mockImplementation((options) => {
    const made = usual(options);
    (made.context as { addCACert(pem: string): void }).addCACert(ca);
    return made;
  });
}

export interface SmtpDesk {
  readonly catcher: SmtpCatcher;
  readonly mailbag: Mailbag;
  readonly faults: SmtpFaults;
  readonly port: number;
  /** A mailer that signs in as the server expects, unless told. */
  mailer(
    how?: Partial<Pick<SmtpDeps, "signIn" | "timeoutsMs" | "ca">> & {
      readonly host?: string;
      readonly port?: number;
      readonly security?: "starttls" | "tls" | "none";
    },
  ): Mailer;
}

export const goodToken = "exchange-token";

export async function openSmtp(
  certificate: Certificate,
  kind: { readonly implicitTls?: boolean; readonly open?: boolean } = {},
): Promise<SmtpDesk> {
  const mailbag = createMailbag(manualClock(startMs));
  const faults = createSmtpFaults();
  const catcher = createSmtpCatcher({
    ...{ certificate, mailbag, faults, ...kind },
    acceptsToken: async (token) => token === goodToken,
  });
  const port = await catcher.listen(0);
  return {
    ...{ catcher, mailbag, faults, port },
    mailer: ({ host = "localhost", security = "starttls", ...how } = {}) =>
      createSmtpMailer({
        server: { host, port: how.port ?? port, security },
        signIn: { kind: "password", ...smtpAccount },
        ca: null,
        ownHost: "sync.contoso.example",
        addressOf: async () => "127.0.0.1",
        ...how,
      }),
  };
}

export async function smtpWay(certificate: Certificate): Promise<Way> {
  const desk = await openSmtp(certificate);
  const plan = (fault: Parameters<SmtpFaults["add"]>[0]) => () => desk.faults.add(fault);
  return {
    mailer: desk.mailer(),
    arrived: () => desk.mailbag.list(),
    breaks: {
      unavailable: plan({ stage: "sender", status: 451, message: "4.3.0 Try later", times: 1 }),
      refused: plan({ stage: "content", status: 554, message: "5.7.1 Looks like spam", times: 1 }),
      throttled: plan({ stage: "sender", status: 452, message: "4.7.28 Too many", times: 1 }),
      uncertain: plan({ stage: "reply", times: 1 }),
    },
    close: () => desk.catcher.close(),
  };
}

/** @param mailbox whose mailbox sends; `null`: the person's own */
export function graphWay(
  caller: { readonly userId: string | null; readonly scopes?: string[]; readonly roles?: string[] },
  mailbox: string | null,
): Way {
  const clock = manualClock(startMs);
  const [mailbag, faults] = [createMailbag(clock), createFaults()];
  const { tenantId } = userNamed("ada");
  const graph = createGraph({
    ...{ clock, faults, seed: 1, requestLog: createRequestLog() },
    verifyToken: async () => ({
      tenantId,
      appId: application.clientId,
      scopes: [],
      roles: [],
      ...caller,
    }),
    deliver: async () => ({ status: 202, body: "" }),
    sent: (mail) => mailbag.add({ ...mail, via: "graph", user: "", encrypted: true }),
  });
  const handle = checked(graph.handle);
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const response = await handle({
      method: init.method ?? "GET",
      url: url.pathname + url.search,
      headers: init.headers as Record<string, string>,
      ...(typeof init.body === "string" ? { body: init.body } : {}),
    });
    if (response.status < 200) throw new TypeError("fetch failed");
    const body = response.status === 202 ? null : String(response.body);
    return new Response(body, { status: response.status, headers: response.headers });
  };
  const plan = (fault: object) => () =>
    faults.add({ path: "sendMail", times: 1, when: "before", ...fault });
  return {
    mailer: createGraphMailer({
      ...{ baseUrl: "https://graph.microsoft.com", mailbox, fetch },
      token: async () => "token",
      granted: async () => caller.roles ?? caller.scopes ?? [],
    }),
    arrived: () => mailbag.list(),
    breaks: {
      unavailable: plan({ status: 503 }),
      refused: plan({ status: 413 }),
      throttled: plan({ status: 429, retryAfterSeconds: 90 }),
      uncertain: plan({ lostReply: true, when: "after" }),
    },
    close: async () => undefined,
  };
}
