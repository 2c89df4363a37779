import { causesOf } from "../lib/causes.ts";
import { systemCode } from "../lib/system-code.ts";
import { refusalOf } from "../lib/outbound.ts";
import { tlsFailureIn, type TlsFailure } from "../lib/tls-failure.ts";
import type { ConnectorError } from "../connectors/port/connector-error.ts";

/** Why an ERP could not be used: finer than the port's codes, which say what the engine does about it. */
export type ErpFailure =
  | TlsFailure
  | "not-connected"
  | "forbidden-address"
  | "unknown-host"
  | "nothing-listens"
  | "no-way"
  | "no-answer"
  | "cut"
  | "something-else"
  | "other-version"
  | "down"
  | "key"
  | "rights"
  | "paused"
  | "throttled"
  | "refused"
  // It answers and takes the key, and the person who asks is none who could work.
  | "unknown-user"
  | "no-company";

/** What mends it, and who does that. */
export interface ErpRemedy {
  /** `erp`: whoever administers the ERP. */
  readonly fixedBy: "administrator" | "operator" | "erp" | "nobody";
  /** What of a connection's form to look at; `null`: nothing in it. */
  readonly field: "url" | "apiKey" | null;
  readonly remedy: string;
}

const remedies: Readonly<Record<ErpFailure, ErpRemedy>> = {
  "not-connected": {
    ...{ fixedBy: "administrator", field: null },
    remedy: "Connect one under Service, ERP connections, for this company.",
  },
  "forbidden-address": {
    ...{ fixedBy: "operator", field: "url" },
    remedy: "If this address is meant, name its host in ERP_PRIVATE_HOSTS and restart the server.",
  },
  "unknown-host": {
    ...{ fixedBy: "administrator", field: "url" },
    remedy:
      "No name service knows this host: see that the web address is spelled right. A name of your own network must be known on the server's machine, too.",
  },
  "nothing-listens": {
    ...{ fixedBy: "erp", field: "url" },
    remedy:
      "The machine is there, but nothing listens at this port: start the ERP, or correct address and port.",
  },
  "no-way": {
    ...{ fixedBy: "operator", field: "url" },
    remedy:
      "Let the server out to this address: firewall, route, and OUTBOUND_PROXY where the way leads through a proxy. See also that the ERP runs.",
  },
  "no-answer": {
    ...{ fixedBy: "erp", field: null },
    remedy:
      "The ERP took the request and did not answer in time: see in its log what keeps it busy.",
  },
  cut: {
    ...{ fixedBy: "erp", field: "url" },
    remedy:
      "The connection was cut without an answer: see the ERP's log, a proxy in front of it, and whether the address must begin with https://.",
  },
  "certificate-ended": {
    ...{ fixedBy: "erp", field: "url" },
    remedy:
      "Renew the certificate of the ERP's web server; where it is valid, the clock of this server is wrong.",
  },
  "certificate-name": {
    ...{ fixedBy: "administrator", field: "url" },
    remedy: "Enter the host by a name that its certificate is made out for.",
  },
  "certificate-issuer": {
    ...{ fixedBy: "operator", field: "url" },
    remedy:
      "The certificate is of an authority that the server does not know: name that authority's file in OUTBOUND_CA_FILE and restart. A public one must send its whole chain.",
  },
  "no-tls": {
    ...{ fixedBy: "administrator", field: "url" },
    remedy:
      "This port does not answer by https: enter the port that does, or http:// where the ERP offers nothing else.",
  },
  "something-else": {
    ...{ fixedBy: "administrator", field: "url" },
    remedy:
      "Something else than the ERP's API answers there, such as its sign-in page or a proxy: enter the address as the ERP's documentation names it for its API.",
  },
  "other-version": {
    ...{ fixedBy: "erp", field: null },
    remedy:
      "The answer has another form than this connection knows: compare the ERP's version with the ones that Sync to ERP supports, and update whichever is older.",
  },
  down: {
    ...{ fixedBy: "erp", field: null },
    remedy:
      "The ERP, or a proxy in front of it, reports a failure of its own; its log says which. It is asked again by itself.",
  },
  key: {
    ...{ fixedBy: "administrator", field: "apiKey" },
    remedy:
      "Enter a valid API key for this connection; the ERP's administrator makes one, and sees whether this one has ended.",
  },
  rights: {
    ...{ fixedBy: "erp", field: "apiKey" },
    remedy:
      "Give the connection's account in the ERP the rights that are listed under Service, ERP connections.",
  },
  paused: {
    ...{ fixedBy: "nobody", field: null },
    remedy:
      "It goes on by itself; the windows and limits stand under Service, ERP connections, and are changed there.",
  },
  throttled: {
    ...{ fixedBy: "nobody", field: null },
    remedy: "It goes on by itself; ask for a higher quota where it stays.",
  },
  refused: {
    ...{ fixedBy: "erp", field: null },
    remedy:
      "The ERP is there and refuses what any user of its API may ask: its log says why, at the time of this test.",
  },
  "unknown-user": {
    ...{ fixedBy: "erp", field: null },
    remedy:
      "Enter your mail address at your user in the ERP. An administrator here can also choose the ERP user of each person, under Service, Users.",
  },
  "no-company": {
    ...{ fixedBy: "erp", field: null },
    remedy: "Let your user in the ERP work for a company: without one nothing is kept there.",
  },
};

/** What an ERP's failure was, by its code, the status it answered and what the network said. */
export function erpFailureOf({ code, facts }: ConnectorError): ErpFailure {
  switch (code) {
    case "unauthorized":
      return "key";
    case "forbidden":
      return "rights";
    case "throttled":
      return facts.pause === undefined ? "throttled" : "paused";
    case "unavailable":
      if (facts.notConnected === true) return "not-connected";
      if (facts.unreadable !== undefined) return facts.unreadable;
      return facts.foreignCode === undefined
        ? failedOnTheWay(facts.cause)
        : byStatus(facts.foreignCode);
    case "not-found":
      // What is asked of every ERP of its kind is not there: another part of it answers.
      return "something-else";
    case "stale":
    case "cursor-expired":
    case "rejected":
      return "refused";
  }
}

/** Who mends what an ERP's failure was, and how. */
export function erpRemedyFor(failure: ErpFailure): ErpRemedy {
  return remedies[failure];
}

/** All that can be told apart. */
export const erpFailures = Object.keys(remedies) as readonly ErpFailure[];

/** @param foreignCode the status, and the ERP's own code behind it where it was the ERP that answered */
function byStatus(foreignCode: string): ErpFailure {
  const status = Number.parseInt(foreignCode, 10);
  // A page that is not there, or a redirect to a sign-in: no API.
  return status < 400 || status === 404 || status === 410 ? "something-else" : "down";
}

const byCode: Readonly<Record<string, ErpFailure>> = {
  ENOTFOUND: "unknown-host",
  EAI_AGAIN: "unknown-host",
  ECONNREFUSED: "nothing-listens",
  ECONNRESET: "cut",
  EPIPE: "cut",
  UND_ERR_SOCKET: "cut",
  UND_ERR_HEADERS_TIMEOUT: "no-answer",
  UND_ERR_BODY_TIMEOUT: "no-answer",
};

function failedOnTheWay(error: unknown): ErpFailure {
  if (refusalOf(error) !== undefined) return "forbidden-address";
  for (const cause of causesOf(error)) {
    const { name, message } = cause as { readonly name?: unknown; readonly message?: unknown };
    // Of a time limit: connections that cannot be made end earlier.
    if (name === "TimeoutError") return "no-answer";
    // It said that it was JSON.
    if (name === "SyntaxError") return "something-else";
    const code = systemCode(cause) ?? "";
    const failure = byCode[code] ?? tlsFailureIn(`${code} ${String(message)}`);
    if (failure !== undefined) return failure;
  }
  return "no-way";
}
