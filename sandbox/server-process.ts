import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Addresses } from "./addresses.ts";
import type { Certificate } from "./certificate.ts";
import { installations } from "./erp/seed.ts";
import { smtpAccount } from "./mail/smtp.ts";
import { hosts } from "./hosts.ts";
import { application, tenants, users } from "./tenants.ts";

export interface ServerProcessOptions {
  readonly projectDir: string;
  readonly dataDir: string;
  readonly addresses: Addresses;
  readonly certificate: Certificate;
  readonly shiftMs: number;
  /** It knows nobody: no application of Entra, no company, no ERP, no mail server, no administrator. */
  readonly firstDay?: boolean;
  /** `false`: its ERPs hold no series, and get each of their days as an activity of its own. */
  readonly erpSeries?: boolean;
  /** Takes what it prints; the console does where absent. */
  readonly printed?: (text: string) => void;
}

/** The server under test, as it is deployed, in a process of its own. */
export interface ServerProcess {
  /** Resolves when the process ends, with what to say about it. */
  readonly ended: Promise<string>;
  /** Resolves when it answers its health check; rejects when it ended before. */
  ready(): Promise<void>;
  /** Moves its clock; resolves when it has moved. */
  setClock(shiftMs: number): Promise<void>;
  /** Asks it to stop, and insists after a while. @returns how it ended. */
  stop(): Promise<string>;
  /** Ends it without a word, as a power cut would. */
  kill(): Promise<void>;
}

const POLL_MS = 100;
const READY_MS = 60_000;
/** A little more than the server itself takes at most. */
const STOP_MS = 30_000;

/** A secret that outlives restarts: what was encrypted with it stays readable. */
async function keptSecret(path: string): Promise<string> {
  const kept = await readFile(path, "utf8").catch(() => undefined);
  if (kept !== undefined) return kept.trim();
  const made = randomBytes(32).toString("base64");
  await writeFile(path, made, { mode: 0o600 });
  return made;
}

/** The environment of the server: everything that `.env.example` asks for, pointing at the sandbox. */
async function environment(options: ServerProcessOptions): Promise<Record<string, string>> {
  const { addresses, certificate, dataDir } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const tokenKey = await keptSecret(join(dataDir, "server-token.key"));
  const connections = installations.map(({ tenantId, name, apiKey }) => ({
    id: `demo-${tenantId.slice(0, 8)}`,
    name,
    connector: "demo",
    url: addresses.erp,
    apiKey,
    tenants: [tenantId],
    series: options.erpSeries !== false,
  }));
  const known: Record<string, string> = {
    ENTRA_CLIENT_ID: application.clientId,
    ENTRA_CLIENT_SECRET: application.secret,
    TENANTS: tenants.map(({ id, domain }) => `${id}=${domain}`).join(";"),
    ADMINISTRATORS: users
      .filter(({ administrator, tenantId }) => administrator && tenantId === tenants[0].id)
      .map(({ tenantId, id }) => `${tenantId}/${id}`)
      .join(";"),
    ERP_CONNECTIONS: JSON.stringify(connections),
    SMTP_URL: `smtp://${encodeURIComponent(smtpAccount.user)}:${smtpAccount.password}@localhost:${addresses.smtpPort}`,
    MAIL_FROM: smtpAccount.user,
  };
  return {
    ...(options.firstDay === true ? {} : known),
    NODE_ENV: "development",
    NODE_EXTRA_CA_CERTS: certificate.caFile,
    PORT: String(addresses.serverPort),
    PUBLIC_URL: addresses.product,
    DATA_DIR: join(dataDir, "server"),
    ENTRA_AUTHORITY_HOST: addresses.signIn,
    GRAPH_URL: addresses.graph,
    OFFICE_JS_URL: addresses.officeJs,
    TOKEN_KEYS: `sandbox:${tokenKey}`,
    ERP_PRIVATE_HOSTS: new URL(addresses.erp).host,
    SMTP_PRIVATE_HOSTS: `localhost:${addresses.smtpPort}`,
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
    TRUST_PROXY_HOPS: "1",
    SANDBOX_CLOCK_SHIFT_MS: String(options.shiftMs),
    SANDBOX_NAMES: Object.values(hosts).join(","),
    SANDBOX_NAMES_PORT: String(addresses.frontPort),
  };
}

/** Which preloads the process needs, as `--import` arguments. */
function preloads({ projectDir, addresses }: ServerProcessOptions): string[] {
  const files = ["clock-preload.mjs", ...(addresses.realNames ? ["names-preload.mjs"] : [])];
  return files.flatMap((file) => [
    "--import",
    pathToFileURL(join(projectDir, "sandbox", file)).href,
  ]);
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`The server could not be started: ${error.message}`));
    child.once("exit", (code, signal) =>
      resolve(`The server has ended (${signal ?? `code ${code ?? 0}`}); its last lines say why.`),
    );
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const inherited = ["inherit", "inherit"] as const;
const piped = ["pipe", "pipe"] as const;

/** Starts `dist/server/main.js`. Throws where it was not built. */
export async function startServer(options: ServerProcessOptions): Promise<ServerProcess> {
  const main = join(options.projectDir, "dist", "server", "main.js");
  if (!existsSync(main))
    throw new Error("dist/server/main.js is missing: run npm run build first.");
  const { printed } = options;
  const child = fork(main, [], {
    cwd: options.projectDir,
    execArgv: preloads(options),
    env: { ...process.env, ...(await environment(options)) },
    stdio: ["ignore", ...(printed === undefined ? inherited : piped), "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => printed?.(text));
  }
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const ended = endOf(child);

  return {
    ended,
    ready: async () => {
      for (let waitedMs = 0; waitedMs < READY_MS; waitedMs += POLL_MS) {
        if (!running()) throw new Error(await ended);
        if (await answers(options.addresses.serverPort)) return;
        await pause(POLL_MS);
      }
      throw new Error(`The server did not answer within ${READY_MS / 1000} seconds.`);
    },
    setClock: async (shiftMs) => {
      if (!child.connected) return;
      const moved = new Promise((resolve) => child.once("message", resolve));
      child.send({ type: "clock", shiftMs });
      await Promise.race([moved, ended]);
    },
    stop: async () => {
      if (running()) child.kill("SIGTERM");
      const insisting = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(insisting);
      return ended;
    },
    kill: async () => {
      if (!running()) return;
      child.kill("SIGKILL");
      await ended;
    },
  };
}
