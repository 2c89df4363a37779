import { pino, type Logger } from "pino";
import { requestsNow } from "./requests.ts";

/**
 * One JSON object per line. What identifies is logged (ids, codes, counts, times), what tells is not:
 * secrets, tokens, bodies and subjects are taken out here, whoever passes them in.
 */
export interface Log {
  debug(facts: Facts, message: string): void;
  info(facts: Facts, message: string): void;
  warn(facts: Facts, message: string): void;
  error(facts: Facts, message: string): void;
  /** A log that adds these facts to every line. */
  child(facts: Facts): Log;
}

export type Facts = Readonly<Record<string, unknown>>;

export interface LogOptions {
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  /** Where lines go; standard output where absent. */
  readonly write?: (line: string) => void;
}

/** A log with secrets taken out; every line names the requests that it belongs to. */
export function createLog({ level, write }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (facts) => withoutSecrets(facts),
      },
      mixin: requestFacts,
      // The formatters above have already turned errors into plain facts.
      serializers: { err: (value: unknown) => value },
      // The last word: whatever looks like a token, wherever it came from, e.g. a library's message.
      hooks: { streamWrite: withoutTokens },
    },
    write === undefined ? pino.destination(1) : { write },
  );
  return over(logger);
}

/** What a line says itself goes first. */
function requestFacts(): Facts {
  const [requestId, ...further] = requestsNow();
  if (requestId === undefined) return {};
  return further.length === 0 ? { requestId } : { requestIds: [requestId, ...further] };
}

function over(logger: Logger): Log {
  return {
    debug: (facts, message) => logger.debug(facts, message),
    info: (facts, message) => logger.info(facts, message),
    warn: (facts, message) => logger.warn(facts, message),
    error: (facts, message) => logger.error(facts, message),
    // Pino does not pass a child's facts through the formatters.
    child: (facts) => over(logger.child(withoutSecrets(facts))),
  };
}

const CENSOR = "[removed]";
const MAX_DEPTH = 6;

/** Lower case, without hyphens and underscores. */
const secretNames = new Set([
  ...["authorization", "proxyauthorization", "cookie", "setcookie", "xapikey", "apikey"],
  ...["token", "accesstoken", "refreshtoken", "idtoken", "assertion", "oboassertion"],
  ...["clientassertion", "secret", "clientsecret", "webhooksecret", "password", "privatekey"],
  ...["keypem", "clientstate", "clientinfo", "validationtoken", "validationtokens", "claims"],
  ...["sealed", "cache", "tokenkeys", "bytes"],
  // What people wrote: the log knows items by id.
  ...["body", "bodypreview", "content", "subject"],
]);

const tokenPatterns: readonly (readonly [RegExp, string])[] = [
  // A JSON web token begins with the base64 of '{"'.
  [/eyJ[\w-]{8,}(\.[\w-]*){0,4}/g, CENSOR],
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${CENSOR}`],
  [
    /\b(access_token|refresh_token|id_token|client_secret|client_assertion|assertion|code|state|validationToken|clientState)=[^&\s"\\]+/gi,
    `$1=${CENSOR}`,
  ],
];

function withoutTokens(line: string): string {
  return tokenPatterns.reduce((text, [pattern, censor]) => text.replace(pattern, censor), line);
}

function withoutSecrets(facts: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, shown(name, value, 0)]),
  );
}

function shown(name: string, value: unknown, depth: number): unknown {
  if (secretNames.has(name.toLowerCase().replaceAll(/[-_]/g, ""))) return CENSOR;
  if (typeof value !== "object" || value === null) return value;
  // Deep or circular structures are a mistake of the caller; the line must still be written.
  if (depth >= MAX_DEPTH) return "[deep]";
  if (Array.isArray(value)) return value.map((part) => shown("", part, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) return "[data]";
  const facts = value instanceof Error ? factsOfError(value) : value;
  return Object.fromEntries(
    Object.entries(facts).map(([part, inner]) => [part, shown(part, inner, depth + 1)]),
  );
}

function factsOfError(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return {
    ...Object.fromEntries(Object.entries(error)),
    ...{ name, message, stack },
    ...(cause === undefined ? {} : { cause }),
  };
}
