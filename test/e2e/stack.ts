import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shiftedClock } from "../../server/lib/clock.ts";
import { addressesAt } from "../../sandbox/addresses.ts";
import { openCertificate } from "../../sandbox/certificate.ts";
import { API_SCOPE } from "../../sandbox/entra/registration.ts";
import { createFront } from "../../sandbox/front.ts";
import { listen, listenerOf } from "../../sandbox/listener.ts";
import { createSmtpCatcher } from "../../sandbox/mail/smtp.ts";
import { createPost } from "../../sandbox/post.ts";
import { createSandbox } from "../../sandbox/sandbox.ts";
import type { WireHandler, WireRequest, WireResponse } from "../../sandbox/wire.ts";
import { startServer, type ServerProcess } from "../../sandbox/server-process.ts";
import { checked } from "../conformance/graph-schema.ts";
import { onFreePorts } from "../support/ports.ts";

const projectDir = process.cwd();
const dayMs = 24 * 60 * 60 * 1000;

/** An event as Graph takes it, but for its time. */
export interface NewEvent {
  readonly subject: string;
  readonly daysAhead?: number;
  /** Every week on the same day, for ever. */
  readonly weekly?: boolean;
  readonly sensitivity?: "private";
  readonly location?: { readonly displayName: string };
  readonly categories?: readonly string[];
  readonly attendees?: readonly {
    readonly type?: string;
    readonly emailAddress: { readonly address: string; readonly name?: string };
  }[];
}

export interface StackOptions {
  readonly realNames?: boolean;
  /** Below which path of its host the product lies; its whole host where absent. */
  readonly subPath?: string;
  /** The server knows nobody: it is set up in the portal. */
  readonly firstDay?: boolean;
  /** `false`: the ERP holds no series. */
  readonly erpSeries?: boolean;
  /** Whether every answer of Graph is held against the real one's; costs time, so the bench does without. */
  readonly checked?: boolean;
  /** Stands between the server and the other systems; `pass` lets its request through. */
  readonly between?: (
    request: WireRequest,
    pass: () => Promise<WireResponse>,
  ) => Promise<WireResponse>;
}

/**
 * The whole product as `npm start` runs it: the sandbox in this process, the built server in one of
 * its own, so that it can be killed and started again while the world goes on.
 */
export function startStack(options: StackOptions = {}) {
  return onFreePorts((firstPort) => startStackAt(firstPort, options));
}

async function startStackAt(firstPort: number, options: StackOptions) {
  const dataDir = await mkdtemp(join(tmpdir(), "sync-to-erp-"));
  const host = addressesAt(firstPort, options.realNames ?? false);
  const addresses = { ...host, product: host.product + (options.subPath ?? "") };
  const certificate = await openCertificate(dataDir);
  const failures: unknown[] = [];
  let onConsole = "";
  const report = (error: unknown): void => {
    failures.push(error);
  };
  let server: ServerProcess | undefined;
  const sandbox = createSandbox({
    addresses,
    clock: shiftedClock(),
    seed: 1,
    projectDir,
    post: createPost({
      ca: certificate.ca,
      productOrigin: addresses.product,
      productPort: addresses.frontPort,
    }),
    shifted: async (shiftMs) => server?.setClock(shiftMs),
  });
  if (options.firstDay === true) {
    // Nobody has agreed to anything of Graph's: what the registration lacks is missed on the way. Our own
    // scope is the client's own, for which nobody is asked.
    const state = sandbox.entra.snapshot();
    for (const tenant of Object.values(state.tenants)) tenant.scopes = [API_SCOPE];
    sandbox.entra.restore(state);
  }
  const watched = (handle: WireHandler): WireHandler => {
    const { between } = options;
    return between === undefined ? handle : (request) => between(request, () => handle(request));
  };
  const front = createFront({
    certificate,
    sandbox: {
      claims: sandbox.claims.bind(sandbox),
      handle: watched(options.checked === false ? sandbox.handle : checked(sandbox.handle)),
    },
    serverPort: addresses.serverPort,
    report,
  });
  const erp = http.createServer(listenerOf(watched(sandbox.handleErp), report));
  const smtp = createSmtpCatcher({
    certificate,
    mailbag: sandbox.mailbag,
    faults: sandbox.smtpFaults,
    acceptsToken: (token) => sandbox.entra.acceptsExchangeToken(token),
  });
  const processOptions = () => ({
    ...{ projectDir, dataDir, addresses, certificate, shiftMs: sandbox.shiftMs() },
    ...(options.erpSeries !== undefined && { erpSeries: options.erpSeries }),
    ...(options.firstDay === true
      ? { firstDay: true, printed: (text: string) => void (onConsole += text) }
      : {}),
  });
  const start = async (): Promise<void> => {
    server = await startServer(processOptions());
    await server.ready();
  };
  const close = async (): Promise<void> => {
    await smtp.close();
    for (const listener of [front, erp]) {
      listener.close();
      listener.closeAllConnections();
    }
  };
  try {
    await listen(front, addresses.frontPort);
    await smtp.listen(addresses.smtpPort);
    await listen(erp, addresses.erpPort);
    await start();
  } catch (error) {
    // Otherwise what was opened would keep the test's process alive for ever.
    await server?.kill();
    await close();
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }

  /** The control API as any client uses it. Throws where it refuses. */
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await sandbox.handle({
      method,
      url: `/sandbox${path}`,
      headers: { host: `localhost:${addresses.frontPort}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = JSON.parse(String(response.body) || "null");
    if (response.status >= 400) throw new Error(`/sandbox${path}: ${JSON.stringify(answer)}`);
    return answer;
  };

  /** Graph as another program of this person uses it. Throws where it refuses. */
  const graph = async (
    user: string,
    method: string,
    path: string,
    body?: object,
    scopes?: readonly string[],
  ): Promise<unknown> => {
    const asked = scopes === undefined ? { user } : { user, scopes };
    const token = (await control("POST", "/token", asked)) as { access_token: string };
    const response = await sandbox.handle({
      method,
      url: `/graph/v1.0${path}`,
      headers: {
        host: `localhost:${addresses.frontPort}`,
        authorization: `Bearer ${token.access_token}`,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = String(response.body);
    if (response.status >= 300) throw new Error(`${method} ${path}: ${text}`);
    return text === "" ? null : JSON.parse(text);
  };

  /** The ERP as this user's page asks it. Throws where it refuses. */
  const erpOf = async (
    user: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<unknown> => {
    const response = await sandbox.handleErp({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Page ${user}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status >= 300) throw new Error(`${method} ${path}: ${String(response.body)}`);
    return JSON.parse(String(response.body) || "null");
  };

  return {
    addresses,
    sandbox,
    graph,
    erp: erpOf,
    /** Faults of the sandbox itself: a test run must leave none. */
    failures,
    /** Plans a fault, moves the clock ... */
    control,
    /** Makes an event as another program of this person does; an hour of today unless told. */
    async newEvent(user: string, event: NewEvent): Promise<void> {
      const { daysAhead = 0, weekly = false, ...fields } = event;
      const day = new Date(Date.now() + daysAhead * dayMs).toISOString().slice(0, 10);
      const time = (hour: string) => ({ dateTime: `${day}T${hour}:00`, timeZone: "UTC" });
      const weekday = new Date(day).toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });
      const recurrence = {
        pattern: { type: "weekly", interval: 1, daysOfWeek: [weekday] },
        range: { type: "noEnd", startDate: day },
      };
      await graph(user, "POST", "/me/events", {
        ...{ start: time("10:00"), end: time("11:00"), ...fields },
        ...(weekly && { recurrence }),
      });
    },
    certificate,
    /** The server's data is in its folder `server`. */
    dataDir,
    /** The newest token that the server printed to its console. */
    consoleToken: () => [...onConsole.matchAll(/enter: ([A-Z0-9-]+)/g)].at(-1)?.[1] ?? "",
    killServer: async () => server?.kill(),
    /** @returns how it ended. */
    stopServer: async () => server?.stop(),
    startServer: start,
    /** Starts one more on the same folder, and waits until it has ended. @returns what it printed. */
    async startAnotherServer(): Promise<string> {
      let text = "";
      const printed = (part: string): void => void (text += part);
      const other = await startServer({ ...processOptions(), printed });
      await other.ended;
      return text;
    },
    async stop(): Promise<void> {
      await server?.stop();
      await close();
      await rm(dataDir, { recursive: true, force: true });
      if (failures.length > 0) throw new Error(`the sandbox failed:\n${failures.join("\n")}`);
    },
  };
}

export type Stack = Awaited<ReturnType<typeof startStack>>;
