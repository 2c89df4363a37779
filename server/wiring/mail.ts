import { X509Certificate } from "node:crypto";
import { lookup } from "node:dns/promises";
import { AuthError } from "../auth/errors.ts";
import { rolesIn, shortName } from "../auth/features.ts";
import { contextOfSecret } from "../auth/secrets.ts";
import type { Sealer } from "../lib/sealer.ts";
import type { GraphTokens } from "../auth/tokens.ts";
import { mistakeOfErpAddress, mistakeOfResolved } from "../config/erp-hosts.ts";
import type { Config, MailConfig } from "../config/config.ts";
import { listMailboxes } from "../engine/mailboxes/people/directory.ts";
import type { Engine } from "../engine/engine.ts";
import { scopeOf } from "../engine/mailboxes/mailbox.ts";
import type { Application } from "../installation/application.ts";
import type { ClientCredential } from "../lib/credential.ts";
import type { Installation } from "../installation/installation.ts";
import type { Clock } from "../lib/clock.ts";
import type { Ids } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import type { Credential } from "../notify/causes.ts";
import { createGraphMailer } from "../notify/graph.ts";
import { createMailLevels, type OperatorMail, type UsableMail } from "../notify/levels.ts";
import { MailError, type Mailer } from "../notify/mailer.ts";
import { createNotifier, type Notifier } from "../notify/notifier.ts";
import { createSmtpMailer, noMailer, type SmtpSignIn, type SmtpTransport } from "../notify/smtp.ts";
import type { Watch } from "../notify/watch.ts";
import { mailDefaults, takesOurToken } from "../settings/mail.ts";
import type { Store } from "../store/store.ts";

interface MailWiring {
  readonly config: Config;
  readonly log: Log;
  readonly world: { readonly clock: Clock; readonly ids: Ids; readonly fetch: typeof fetch };
  readonly store: Store;
  readonly watch: Watch;
  readonly sealer: Sealer;
  readonly tokens: GraphTokens;
  readonly engine: Pick<Engine, "feedDownSinceMs">;
  /** Whether nothing is sent to an ERP now, as its administrators decided. */
  readonly isPaused: (connectionId: string) => boolean;
  readonly installation: Pick<Installation, "tenants" | "connections">;
  readonly application: Pick<Application, "current">;
}

/** Everything that sends mail, with the implementations that the configuration asks for. */
export function wireMail(wiring: MailWiring): Notifier {
  const { config, log, world, store, watch, sealer, engine, installation } = wiring;
  return createNotifier({
    ...{ store, log, clock: world.clock, ids: world.ids, publicUrl: config.publicUrl },
    levels: createMailLevels({
      ...{ store, log },
      sealer: {
        seal: (scope, key, text) => sealer.seal(contextOfSecret(scope, key), text),
        open: (scope, key, sealed) => sealer.open(contextOfSecret(scope, key), sealed).text,
      },
      operator: config.mail === null ? null : operatorMail(config.mail),
    }),
    mailer: (tenantId, mail) => mailerOf(wiring, tenantId, mail),
    tenantIds: () => installation.tenants().map(({ id }) => id),
    mailboxes: async () => (await listMailboxes(store, log)).map(scopeOf),
    takeTouched: () => watch.takeTouched(),
    silentConnections: (tenantId) =>
      new Map(
        installation
          .connections()
          .filter(({ tenants }) => tenants.includes(tenantId))
          .flatMap(({ id, name }) => {
            const sinceMs = engine.feedDownSinceMs(id);
            // That nothing comes from an ERP which is being maintained is nothing to be told.
            return sinceMs === null || wiring.isPaused(id)
              ? []
              : [[id, { name, since: new Date(sinceMs).toISOString() }]];
          }),
      ),
    hasCome: async (tenantId) => {
      const here = (await listMailboxes(store, log)).filter((one) => one.tenantId === tenantId);
      const addresses = new Set(here.map(({ address }) => address.toLowerCase()));
      return (address) => addresses.has(address);
    },
    credential: () => credentialOf(wiring.application.current()?.credential ?? null),
  });
}

function operatorMail({ server, from, alertsTo }: MailConfig): OperatorMail {
  const { host, port, security, user, password } = server;
  const signIn = user === "" ? "none" : "password";
  return {
    settings: {
      ...mailDefaults,
      transport: { kind: "smtp", host, port, security, signIn, user },
      sender: from,
      alertsTo,
    },
    password: signIn === "password" ? password : null,
  };
}

/** A secret tells nobody when it ends; the operator may have. */
function credentialOf(credential: ClientCredential | null): Credential | null {
  if (credential === null) return null;
  if (credential.kind === "certificate") {
    const { validTo } = new X509Certificate(credential.certificatePem);
    return { kind: "certificate", expiresAtMs: Date.parse(validTo) };
  }
  const { expiresAtMs } = credential;
  return expiresAtMs === undefined ? null : { kind: "secret", expiresAtMs };
}

function mailerOf(wiring: MailWiring, tenantId: string, mail: UsableMail): Mailer {
  const { config, world, tokens } = wiring;
  const { transport, sender, sendingTenant = tenantId } = mail.settings;
  switch (transport.kind) {
    case "none":
      return noMailer;
    case "graph": {
      const { as, userId } = transport;
      const asPerson = as === "person" && userId !== null;
      return createGraphMailer({
        ...{ baseUrl: config.graph.url, fetch: world.fetch },
        mailbox: asPerson ? null : sender,
        token: () =>
          token(() =>
            asPerson
              ? tokens.tokenFor({ tenantId: sendingTenant, userId })
              : tokens.tokenForApp(sendingTenant),
          ),
        granted: async (issued) =>
          asPerson
            ? (await tokens.scopesOf({ tenantId: sendingTenant, userId })).map(shortName)
            : rolesIn(issued),
      });
    }
    case "smtp":
      return createSmtpMailer({
        ca: wiring.config.outbound.ca,
        server: transport,
        signIn: signInOf(transport, mail.password, () =>
          token(() => tokens.tokenForExchange(sendingTenant)),
        ),
        ownHost: new URL(config.publicUrl).hostname,
        addressOf: (host, port) => addressOf(config, host, port),
      });
  }
}

function signInOf(
  { signIn, user, host }: SmtpTransport,
  password: string | null,
  exchangeToken: () => Promise<string>,
): SmtpSignIn {
  switch (signIn) {
    case "none":
      return { kind: "none" };
    case "password":
      return { kind: "password", user, password: password ?? "" };
    case "oauth":
      // Once more, right before it is asked for: settings may be older than the rule.
      return {
        ...{ kind: "oauth", user },
        token: takesOurToken(host) ? exchangeToken : () => Promise.reject(notExchange(host)),
      };
  }
}

function notExchange(host: string): MailError {
  const reason = `${host} is not Exchange Online: it is not given a token of Microsoft Entra ID.`;
  return new MailError("sign-in-unsupported", reason, { field: "host" });
}

async function token(acquire: () => Promise<string>): Promise<string> {
  try {
    return await acquire();
  } catch (cause) {
    if (!(cause instanceof AuthError)) throw cause;
    const { retryAfterMs, told } = cause.facts;
    const reason = told ?? "Microsoft Entra ID gave out no token.";
    const facts = { cause, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    switch (cause.code) {
      case "unavailable":
        throw new MailError("unavailable", reason, facts);
      case "consent-required":
      case "forbidden":
      case "misconfigured":
        throw new MailError("consent-missing", reason, { ...facts, field: "transport" });
      case "unauthorized":
      case "tenant-unknown":
      case "claims-required":
      case "signed-out":
        throw new MailError("signed-out", reason, { ...facts, field: "transport" });
    }
  }
}

/**
 * Where a mail server's name leads. An administrator's server must not be one of our own network that
 * the operator did not open, whatever name it goes by; what is checked is what is connected to.
 */
async function addressOf(config: Config, host: string, port: number): Promise<string> {
  const own = config.mail?.server;
  if (own?.host === host && own.port === port) return host;
  const forbidden = () =>
    new MailError("host-forbidden", `${host} lies in a network that is closed to mail servers.`, {
      field: "host",
    });
  const allowed = config.smtpPrivateHosts;
  const shown = host.includes(":") ? `[${host}]` : host;
  if (mistakeOfErpAddress(`http://${shown}:${port}`, allowed) !== undefined) throw forbidden();
  const found = await lookup(host, { all: true, order: "ipv4first" }).catch((cause: unknown) => {
    throw new MailError("host-unknown", `No server is called ${host}.`, { field: "host", cause });
  });
  const [first] = found;
  if (first === undefined) {
    throw new MailError("host-unknown", `No server is called ${host}.`, { field: "host" });
  }
  const addresses = found.map(({ address }) => address);
  if (mistakeOfResolved({ host, port }, addresses, allowed) !== undefined) throw forbidden();
  return first.address;
}
