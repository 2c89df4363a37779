import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { mistakeOfErpAddress } from "./erp-hosts.ts";
import {
  erpConnection,
  variables,
  type ErpConnectionConfig,
  type LogLevel,
  type SealKey,
  type SmtpServer,
  type TenantConfig,
} from "./variables.ts";

import type { ClientCredential } from "../lib/credential.ts";
import type { TracesConfig } from "../traces/otlp.ts";
import type { Outbound } from "../lib/outbound.ts";
import { systemCode } from "../lib/system-code.ts";

/**
 * The only reader of the environment. Everything is checked at once at start, so that whoever sets a
 * server up reads one list of mistakes instead of meeting them one restart at a time.
 */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Where operators are answered: on this machine only. */
  readonly operator: { readonly host: string; readonly port: number };
  /** Opens `/metrics` there and nothing else; `null`: nobody but operators reads them. */
  readonly metricsToken: string | null;
  /** How requests leave this machine. */
  readonly outbound: Outbound;
  /** `null`: nobody follows what is done. */
  readonly traces: TracesConfig | null;
  /** Where browsers reach us, with the path a reverse proxy passes on, without a slash at the end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly entra: EntraConfig;
  /** Hosts of ERPs that may lie on loopback or in private networks. */
  readonly erpPrivateHosts: readonly string[];
  /** Who may use this installation, beside those whom its administrators let in. */
  readonly tenants: readonly TenantConfig[];
  /** Tenants whose administrator granted application permissions: no person's token is used there. */
  readonly applicationTenants: readonly string[];
  /** Administrators of the whole installation, beside those appointed in it. */
  readonly administrators: readonly { readonly tenantId: string; readonly userId: string }[];
  readonly graph: {
    /** Where Graph is asked, without version and without a slash at the end. */
    readonly url: string;
    /** The identifier that scopes begin with; differs in national clouds only. */
    readonly resource: string;
  };
  readonly officeJsUrl: string;
  /** Keys of what is stored encrypted; the first one is current, the others only read. */
  readonly tokenKeys: readonly SealKey[];
  readonly erpConnections: readonly ErpConnectionConfig[];
  /** The mail server for all tenants that decide nothing else; `null`: there is none. */
  readonly mail: MailConfig | null;
  /** Hosts on loopback or in private networks that administrators may name as mail servers. */
  readonly smtpPrivateHosts: readonly string[];
  readonly logLevel: LogLevel;
  readonly syncIntervalMs: number;
  readonly safetyNetMs: number;
  /** Origins beside Office's own that may frame the add-in's pages. */
  readonly frameAncestors: readonly string[];
  /** How many proxies stand in front: that many entries of X-Forwarded-For are believed. */
  readonly trustProxyHops: number;
}

export interface EntraConfig {
  /** As the environment names it; `null`: it is entered in the portal. */
  readonly application: {
    readonly clientId: string;
    readonly credential: ClientCredential;
    /** The directory to whose people alone the registration is open; absent: nobody told. */
    readonly singleTenantId?: string;
  } | null;
  /** Origin of the sign-in service, without a slash at the end. */
  readonly authorityHost: string;
}

export interface MailConfig {
  readonly server: SmtpServer;
  readonly from: string;
  readonly alertsTo: readonly string[];
}

/** Every mistake of the environment, one sentence each, naming its variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`The configuration cannot be used:\n${mistakes.map((text) => `- ${text}`).join("\n")}`);
    this.mistakes = mistakes;
  }
}

/** Names of all variables; `.env.example` has a sentence for each. */
export const variableNames: readonly string[] = Object.keys(variables);

type Values = { readonly [Name in keyof typeof variables]: z.output<(typeof variables)[Name]> };

/**
 * Reads and checks the environment.
 * @param env names to values, as `process.env`; an empty value counts as absent.
 * @throws ConfigError with every mistake at once.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): Config {
  const mistakes: string[] = [];
  const values = readVariables(env, mistakes);
  const file: ReadNamed = (name) => {
    const path = values[name];
    if (path === undefined) return undefined;
    try {
      return readFile(path);
    } catch (error) {
      mistakes.push(
        `${name} names a file that cannot be read: ${path} (${systemCode(error) ?? "unreadable"}).`,
      );
      return undefined;
    }
  };
  const application = readApplication(values, file, mistakes);
  const erpConnections = readConnections(values, file, mistakes);
  const metricsToken = readToken("METRICS_TOKEN_FILE", file, mistakes);
  const tracesToken = readToken("TRACES_TOKEN_FILE", file, mistakes);
  const ca = readAuthorities(file, mistakes);
  mistakes.push(...mistakesOfMail(values), ...mistakesOfProduction(values));
  if (mistakes.length > 0 || application === undefined || !complete(values)) {
    throw new ConfigError(mistakes);
  }
  return {
    production: values.NODE_ENV === "production",
    host: values.HOST,
    port: values.PORT,
    operator: { host: values.OPERATOR_HOST, port: values.OPERATOR_PORT },
    metricsToken,
    outbound: {
      proxy: values.OUTBOUND_PROXY ?? null,
      except: values.OUTBOUND_PROXY_EXCEPT,
      ca,
    },
    traces:
      values.TRACES_URL === undefined
        ? null
        : { url: values.TRACES_URL, token: tracesToken, share: values.TRACES_SHARE },
    publicUrl: values.PUBLIC_URL,
    dataDir: values.DATA_DIR,
    entra: { application, authorityHost: values.ENTRA_AUTHORITY_HOST },
    erpPrivateHosts: values.ERP_PRIVATE_HOSTS,
    tenants: values.TENANTS,
    applicationTenants: values.APPLICATION_TENANTS ?? [],
    administrators: values.ADMINISTRATORS,
    graph: { url: values.GRAPH_URL, resource: values.GRAPH_RESOURCE },
    officeJsUrl: values.OFFICE_JS_URL,
    tokenKeys: values.TOKEN_KEYS,
    erpConnections,
    mail: mailOf(values),
    smtpPrivateHosts: values.SMTP_PRIVATE_HOSTS,
    logLevel: values.LOG_LEVEL,
    syncIntervalMs: values.SYNC_INTERVAL_MINUTES * 60_000,
    safetyNetMs: values.SAFETY_NET_HOURS * 3_600_000,
    frameAncestors: values.FRAME_ANCESTORS,
    trustProxyHops: values.TRUST_PROXY_HOPS,
  };
}

/**
 * The keys alone, for whoever has no server to configure.
 * @returns `null` where the environment has none, or none that can be used
 */
export function readTokenKeys(
  env: Readonly<Record<string, string | undefined>>,
): readonly SealKey[] | null {
  const found = variables.TOKEN_KEYS.safeParse(env["TOKEN_KEYS"] ?? "");
  return found.success ? found.data : null;
}

function readVariables(
  env: Readonly<Record<string, string | undefined>>,
  mistakes: string[],
): Partial<Values> {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(variables)) {
    const given = env[name]?.trim();
    const result = schema.safeParse(given === "" ? undefined : given);
    if (result.success) values[name] = result.data;
    else {
      const what = given === undefined || given === "" ? "is missing: it " : "";
      mistakes.push(`${name} ${what}${result.error.issues[0]?.message ?? "cannot be used."}`);
    }
  }
  // Each value went through the schema of its own name; those that failed are absent.
  return values;
}

function complete(values: Partial<Values>): values is Values {
  return variableNames.every((name) => name in values);
}

type ReadNamed = (
  name:
    | "ENTRA_CERTIFICATE_FILE"
    | "ENTRA_CERTIFICATE_KEY_FILE"
    | "ERP_CONNECTIONS_FILE"
    | "METRICS_TOKEN_FILE"
    | "OUTBOUND_CA_FILE"
    | "TRACES_TOKEN_FILE",
) => string | undefined;

/** Long enough that nobody guesses it: it is asked for as often as anybody likes. */
const tokenLengthMin = 20;

/** @returns `null` where no file is named */
function readToken(
  name: "METRICS_TOKEN_FILE" | "TRACES_TOKEN_FILE",
  file: ReadNamed,
  mistakes: string[],
): string | null {
  const token = file(name)?.trim();
  if (token === undefined) return null;
  if (token.length < tokenLengthMin || /\s/.test(token)) {
    mistakes.push(
      `${name} must hold one token of ${tokenLengthMin} characters or more: openssl rand -hex 32.`,
    );
  }
  return token;
}

function readAuthorities(file: ReadNamed, mistakes: string[]): string | null {
  const pem = file("OUTBOUND_CA_FILE");
  if (pem === undefined) return null;
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const one of found) new X509Certificate(one);
    if (found.length > 0) return pem;
  } catch {
    // Told below: nobody reads what OpenSSL says of it.
  }
  mistakes.push(
    "OUTBOUND_CA_FILE must hold certificates in PEM, and nothing that only looks like it.",
  );
  return null;
}

/** @returns `null` where the environment says nothing of it; `undefined` where what it says is wrong */
function readApplication(
  values: Partial<Values>,
  file: ReadNamed,
  mistakes: string[],
): EntraConfig["application"] | undefined {
  const names = [
    ...(["ENTRA_CLIENT_ID", "ENTRA_CLIENT_SECRET"] as const),
    ...(["ENTRA_CERTIFICATE_FILE", "ENTRA_CERTIFICATE_KEY_FILE"] as const),
  ];
  // One that cannot be read is absent, and told of already.
  const isSilent = names.every((name) => name in values && values[name] === undefined);
  if (isSilent) return null;
  const clientId = values.ENTRA_CLIENT_ID;
  if (clientId === undefined && "ENTRA_CLIENT_ID" in values) {
    mistakes.push(
      "ENTRA_CLIENT_ID is missing: a secret or a certificate is of no use without the application's id.",
    );
  }
  const credential = readCredential(values, file, mistakes);
  if (clientId === undefined || credential === undefined) return undefined;
  const singleTenantId = values.ENTRA_SINGLE_TENANT?.toLowerCase();
  return {
    clientId: clientId.toLowerCase(),
    credential,
    ...(singleTenantId !== undefined && { singleTenantId }),
  };
}

function readCredential(
  values: Partial<Values>,
  file: ReadNamed,
  mistakes: string[],
): ClientCredential | undefined {
  const secret = values.ENTRA_CLIENT_SECRET;
  const certificate = values.ENTRA_CERTIFICATE_FILE ?? values.ENTRA_CERTIFICATE_KEY_FILE;
  if ((secret === undefined) === (certificate === undefined)) {
    mistakes.push(
      "ENTRA_CLIENT_SECRET or ENTRA_CERTIFICATE_FILE with ENTRA_CERTIFICATE_KEY_FILE: give exactly one of the two.",
    );
    return undefined;
  }
  const expiresAtMs = values.ENTRA_CLIENT_SECRET_EXPIRES;
  if (secret !== undefined) {
    return { kind: "secret", secret, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) };
  }
  if (
    values.ENTRA_CERTIFICATE_FILE === undefined ||
    values.ENTRA_CERTIFICATE_KEY_FILE === undefined
  ) {
    mistakes.push(
      "ENTRA_CERTIFICATE_FILE and ENTRA_CERTIFICATE_KEY_FILE: one cannot be used without the other.",
    );
    return undefined;
  }
  const certificatePem = file("ENTRA_CERTIFICATE_FILE");
  const keyPem = file("ENTRA_CERTIFICATE_KEY_FILE");
  return certificatePem === undefined || keyPem === undefined
    ? undefined
    : { kind: "certificate", certificatePem, keyPem };
}

function readConnections(
  values: Partial<Values>,
  file: ReadNamed,
  mistakes: string[],
): readonly ErpConnectionConfig[] {
  if (values.ERP_CONNECTIONS !== undefined && values.ERP_CONNECTIONS_FILE !== undefined) {
    mistakes.push("ERP_CONNECTIONS and ERP_CONNECTIONS_FILE: give only one of the two.");
    return [];
  }
  const name = values.ERP_CONNECTIONS === undefined ? "ERP_CONNECTIONS_FILE" : "ERP_CONNECTIONS";
  const json = values.ERP_CONNECTIONS ?? file("ERP_CONNECTIONS_FILE");
  // Administrators enter ERPs in the portal as well.
  if (json === undefined) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    // The parser's own message quotes the text, which holds an API key.
    mistakes.push(`${name} is not JSON.`);
    return [];
  }
  const result = z.array(erpConnection).min(1, "must hold at least one").safeParse(parsed);
  if (!result.success) {
    mistakes.push(
      ...result.error.issues.map((issue) => {
        const where = issue.path.join(".");
        return `${name} ${where === "" ? "" : `at ${where} `}${issue.message}.`;
      }),
    );
    return [];
  }
  mistakes.push(...mistakesOfConnections(name, result.data, values));
  return result.data;
}

function mistakesOfConnections(
  name: string,
  connections: readonly ErpConnectionConfig[],
  { TENANTS: known, ERP_PRIVATE_HOSTS: privateHosts }: Partial<Values>,
): string[] {
  const mistakes: string[] = [];
  if (new Set(connections.map(({ id }) => id)).size !== connections.length) {
    mistakes.push(`${name} uses one id for two connections.`);
  }
  for (const { id, url, tenants: users } of connections) {
    const wrong = privateHosts && mistakeOfErpAddress(url, privateHosts);
    if (wrong !== undefined) mistakes.push(`${name}: connection ${id} ${wrong}.`);
    const strangers = users.filter((user) => known?.every((tenant) => tenant.id !== user) === true);
    for (const stranger of strangers) {
      mistakes.push(`${name}: connection ${id} names tenant ${stranger}, which TENANTS does not.`);
    }
  }
  return mistakes;
}

function mailOf({
  SMTP_URL: server,
  MAIL_FROM: from,
  ALERTS_TO: alertsTo,
}: Values): MailConfig | null {
  return server === undefined || from === undefined ? null : { server, from, alertsTo };
}

function mistakesOfMail(values: Partial<Values>): string[] {
  const { SMTP_URL: server, MAIL_FROM: from } = values;
  // One that cannot be read is absent, and told of already.
  const unread = !("SMTP_URL" in values) || !("MAIL_FROM" in values);
  if (unread || (server === undefined) === (from === undefined)) return [];
  return ["SMTP_URL and MAIL_FROM: one cannot be used without the other."];
}

function mistakesOfProduction(values: Partial<Values>): string[] {
  if (values.NODE_ENV !== "production") return [];
  const addresses = ["PUBLIC_URL", "ENTRA_AUTHORITY_HOST", "GRAPH_URL", "OFFICE_JS_URL"] as const;
  return addresses
    .filter((name) => values[name]?.startsWith("http:") === true)
    .map((name) => `${name} must begin with https:// in production, since tokens travel there.`);
}
