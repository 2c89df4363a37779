import { IANAZone } from "luxon";
import { z } from "zod";
import { intervalMinutes } from "../settings/calendar-settings.ts";

/** The environment's variables: what each may hold, and the sentence shown when it does not. */
export interface TenantConfig {
  readonly id: string;
  /** Mail domains in lower case, by which the add-in finds the tenant before anybody signed in. */
  readonly domains: readonly string[];
}

export interface SealKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

export interface ErpConnectionConfig {
  readonly id: string;
  readonly name: string;
  readonly connector: "demo";
  readonly url: string;
  readonly apiKey: string;
  /** Whose people may use this connection. */
  readonly tenants: readonly string[];
  /** Whether series go there as series; otherwise each occurrence is an activity of its own. */
  readonly series: boolean;
  /** By which clock it keeps all times (IANA; absent: each has a zone), and whether it takes midnight. */
  readonly time?: { readonly clock?: string; readonly midnight?: "refused" };
}

/** The mail server of the whole installation. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly security: "starttls" | "tls";
  /** Empty where no one signs in. */
  readonly user: string;
  readonly password: string;
}

const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const host = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i;

function text(sentence: string): z.ZodString {
  return z.string({ error: sentence }).min(1, sentence);
}

function integer(min: number, max: number, sentence: string): z.ZodType<number, string> {
  return z
    .string({ error: sentence })
    .regex(/^\d+$/, sentence)
    .transform(Number)
    .refine((value) => value >= min && value <= max, sentence);
}

function share(sentence: string): z.ZodType<number, string> {
  return z
    .string({ error: sentence })
    .regex(/^(0|1|0?\.\d+)$/, sentence)
    .transform(Number);
}

/** A web address without a slash at its end; query, fragment and user information have no place in any of ours. */
function address(
  sentence: string,
  may: { readonly user?: boolean } = {},
): z.ZodType<string, string> {
  return z
    .string({ error: sentence })
    .refine((value) => {
      if (!URL.canParse(value)) return false;
      const url = new URL(value);
      const user = may.user === true ? "" : url.username + url.password;
      const extras = user + url.search + url.hash;
      return /^https?:$/.test(url.protocol) && extras === "";
    }, sentence)
    .transform((value) => value.replace(/\/+$/, ""));
}

function origin(sentence: string): z.ZodType<string, string> {
  return address(sentence).refine(
    (value) => URL.canParse(value) && new URL(value).pathname === "/",
    sentence,
  );
}

function list(
  separator: RegExp,
  each: RegExp,
  sentence: string,
): z.ZodType<readonly string[], string> {
  return z
    .string({ error: sentence })
    .transform((value) => value.split(separator).filter((part) => part !== ""))
    .refine((parts) => parts.every((part) => each.test(part)), sentence);
}

const tenants = list(
  /[;\s]+/,
  /^[0-9a-f-]{36}(=[a-z0-9.-]+(,[a-z0-9.-]+)*)?$/i,
  "must list tenant ids (GUIDs) separated by semicolons, each with its mail domains if you like: <id>=contoso.com,contoso.de;<id>.",
)
  .transform((parts) =>
    parts.map((part): TenantConfig => {
      const [id = "", domains = ""] = part.toLowerCase().split("=");
      return { id, domains: domains.split(",").filter((domain) => domain !== "") };
    }),
  )
  .refine(
    (found) => found.length > 0 && found.every(({ id }) => guid.test(id)),
    "must hold at least one tenant id, and each must be a GUID.",
  );

const tokenKeys = list(
  /[,\s]+/,
  /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]{43}=$/,
  "must list keys as id:base64 of 32 bytes, separated by commas, the current one first; make one with: openssl rand -base64 32.",
)
  .transform((parts) =>
    parts.map((part): SealKey => {
      const [id = "", base64 = ""] = part.split(":");
      return { id, bytes: Buffer.from(base64, "base64") };
    }),
  )
  .refine((keys) => keys.length > 0, "must hold at least one key.")
  .refine(
    (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
    "must not use one key id twice.",
  );

/** One mail address, of the shape that everybody accepts. */
const mailAddress = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;

const smtpUrl = z
  .string()
  .refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, hostname, pathname, search, hash } = new URL(value);
    return (
      /^smtps?:$/.test(protocol) &&
      hostname !== "" &&
      /^\/?$/.test(pathname) &&
      search + hash === ""
    );
  }, "must be smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465 (TLS at once), user and password encoded as in any URL.")
  .transform((value): SmtpServer => {
    const url = new URL(value);
    const security = url.protocol === "smtps:" ? "tls" : "starttls";
    return {
      host: url.hostname,
      port: url.port === "" ? { tls: 465, starttls: 587 }[security] : Number(url.port),
      ...{
        security,
        user: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
      },
    };
  });

export const erpConnection = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "must be 1 to 40 lower-case letters, digits and hyphens"),
  name: z.string().min(1, "must not be empty"),
  connector: z.literal("demo", 'must be "demo"'),
  url: address("must be an http or https address without user, query and fragment"),
  apiKey: z.string().min(1, "must not be empty"),
  tenants: z.array(z.string().toLowerCase()).min(1, "must name at least one tenant"),
  series: z.boolean("must be true or false").default(true),
  time: z
    .strictObject({
      clock: z
        .string()
        .refine(
          (name) => IANAZone.isValidZone(name),
          "must be an IANA time zone, for example Europe/Vienna",
        )
        .exactOptional(),
      midnight: z.literal("refused", 'must be "refused", or absent').exactOptional(),
    })
    .exactOptional(),
});

/** Every variable with the sentence that is shown when its value cannot be used. */
export const variables = {
  NODE_ENV: z
    .enum(["production", "development", "test"], {
      error: "must be production, development or test.",
    })
    .default("production"),
  HOST: text("must be an address to listen on, for example 127.0.0.1.").default("127.0.0.1"),
  PORT: integer(0, 65_535, "must be a port number from 0 to 65535.").default(3001),
  OPERATOR_HOST: text("must be an address of this machine alone: 127.0.0.1 or ::1.")
    .regex(
      /^(127(\.\d{1,3}){3}|::1)$/,
      "must be an address of this machine alone, 127.0.0.1 or ::1: the operator's door gives out all data.",
    )
    .default("127.0.0.1"),
  OPERATOR_PORT: integer(0, 65_535, "must be a port number from 0 to 65535.").default(0),
  METRICS_TOKEN_FILE: text("must be the path of a file with the token for /metrics.").optional(),
  OUTBOUND_PROXY: address("must be the address of an HTTP proxy, for example http://proxy:3128.", {
    user: true,
  }).optional(),
  OUTBOUND_PROXY_EXCEPT: list(
    /[,\s]+/,
    /^\.?[a-z0-9.:-]+$/i,
    "must list hosts, or endings such as .contoso.local, separated by commas.",
  ).default([]),
  OUTBOUND_CA_FILE: text("must be the path of a PEM file of certificate authorities.").optional(),
  TRACES_URL: address(
    "must be the address of an OTLP collector, for example http://127.0.0.1:4318/v1/traces.",
  ).optional(),
  TRACES_TOKEN_FILE: text("must be the path of a file with the collector's token.").optional(),
  TRACES_SHARE: share(
    "must be a number from 0 to 1: the share of requests and runs that are followed.",
  ).default(1),
  PUBLIC_URL: address(
    "must be the address under which browsers reach this server, for example https://sync.contoso.com.",
  ).refine(
    (value) => /^https?:\/\/[^/]+(\/[\w~-][\w.~-]*)*$/.test(value),
    "may have a path of letters, digits, dots and hyphens alone, for example https://intranet.contoso.com/sync.",
  ),
  DATA_DIR: text("must be the folder that holds the data.").default(".data"),
  ENTRA_CLIENT_ID: text("must be the application (client) id of the registration.")
    .regex(guid, "must be the application (client) id of the registration, a GUID.")
    .optional(),
  ENTRA_SINGLE_TENANT: text("must be the directory (tenant) id of the registration.")
    .regex(guid, "must be the directory (tenant) id of the registration, a GUID.")
    .optional(),
  ENTRA_CLIENT_SECRET: text("must be the VALUE of a client secret, not its id.").optional(),
  ENTRA_CLIENT_SECRET_EXPIRES: z
    .string()
    .refine(
      (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)),
      "must be the day on which the client secret expires, as 2027-05-31.",
    )
    .transform((value) => Date.parse(value))
    .optional(),
  ENTRA_CERTIFICATE_FILE: text("must be the path of a PEM certificate.").optional(),
  ENTRA_CERTIFICATE_KEY_FILE: text("must be the path of the certificate's PEM key.").optional(),
  ENTRA_AUTHORITY_HOST: origin(
    "must be the origin of the sign-in service, for example https://login.microsoftonline.com.",
  ).default("https://login.microsoftonline.com"),
  TENANTS: tenants.default([]),
  APPLICATION_TENANTS: list(
    /[;,\s]+/,
    guid,
    "must list tenant ids (GUIDs) separated by semicolons.",
  )
    .transform((ids) => ids.map((id) => id.toLowerCase()))
    .optional(),
  ADMINISTRATORS: list(
    /[;,\s]+/,
    /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/i,
    "must list administrators of the installation as <tenant id>/<user's object id>, separated by semicolons.",
  )
    .transform((parts) =>
      parts.map((part) => {
        const [tenantId = "", userId = ""] = part.toLowerCase().split("/");
        return { tenantId, userId };
      }),
    )
    .default([]),
  GRAPH_URL: address("must be the address of Microsoft Graph without its version.").default(
    "https://graph.microsoft.com",
  ),
  GRAPH_RESOURCE: origin("must be the origin that Graph scopes begin with.").default(
    "https://graph.microsoft.com",
  ),
  OFFICE_JS_URL: address("must be the address of office.js.").default(
    "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
  ),
  TOKEN_KEYS: tokenKeys,
  ERP_CONNECTIONS: text("must be a JSON list of ERP connections.").optional(),
  ERP_CONNECTIONS_FILE: text(
    "must be the path of a file with a JSON list of ERP connections.",
  ).optional(),
  ERP_PRIVATE_HOSTS: list(
    /[,\s]+/,
    host,
    "must list hosts, each with a port if you like, separated by commas: erp.intern,10.1.2.3:8080.",
  ).default([]),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: text("must be the address that mails come from.")
    .regex(mailAddress, "must be the address that mails come from, for example sync@contoso.com.")
    .optional(),
  ALERTS_TO: list(
    /[,;\s]+/,
    mailAddress,
    "must list the mail addresses of those who are told of failures, separated by commas.",
  ).default([]),
  SMTP_PRIVATE_HOSTS: list(
    /[,\s]+/,
    host,
    "must list hosts, each with a port if you like, separated by commas: relay.intern,10.1.2.3:25.",
  ).default([]),
  LOG_LEVEL: z
    .enum(logLevels, { error: `must be one of ${logLevels.join(", ")}.` })
    .default("info"),
  SYNC_INTERVAL_MINUTES: integer(
    intervalMinutes.min,
    intervalMinutes.max,
    "must be 1 to 1440 minutes.",
  ).default(intervalMinutes.default),
  SAFETY_NET_HOURS: integer(1, 48, "must be 1 to 48 hours.").default(6),
  FRAME_ANCESTORS: list(
    /[,\s]+/,
    /^https:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/i,
    "must list https origins separated by commas; a whole scheme or a lone asterisk is refused.",
  ).default([]),
  TRUST_PROXY_HOPS: integer(0, 10, "must be the number of proxies in front, 0 to 10.").default(0),
} satisfies Record<string, z.ZodType>;
