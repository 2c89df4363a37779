import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Response, Test } from "supertest";
import express, { Router, type Express } from "express";
import { application } from "../../../sandbox/tenants.ts";
import { createApp, type AppConfig, type Readiness } from "../../../server/api/app.ts";
import { ProblemError } from "../../../server/api/errors.ts";
import { callerOf } from "../../../server/api/security.ts";
import { AuthError } from "../../../server/auth/errors.ts";
import { createTokenValidator } from "../../../server/auth/validate.ts";
import { countedIds } from "../../../server/lib/ids.ts";
import { createLog } from "../../../server/lib/log.ts";
import { ada, createWorld, ORIGIN, type World } from "../../auth/world.ts";

export const PUBLIC_URL = "https://sync.contoso.com";
export const SECRET = "refresh_token=abc-very-secret";
export const HASHED = "/static/taskpane.0123456789abcdef0123.js";
const OFFICE_JS = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";

/** A built add-in in miniature. */
export function buildAddin(): string {
  const folder = mkdtempSync(join(tmpdir(), "sync-to-erp-addin-"));
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const page of ["taskpane", "portal", "relay"]) {
    write(`${page}.html`, `<!doctype html><script src="${OFFICE_JS}"></script>${page}`);
  }
  write(HASHED.slice(1), "run()");
  write(`${HASHED.slice(1)}.br`, brotliCompressSync("run()"));
  write(`${HASHED.slice(1)}.gz`, gzipSync("run()"));
  write("static/taskpane.js.map", "{}");
  write("assets/icon-80.png", "icon");
  return folder;
}

export interface Shell extends World {
  readonly app: Express;
  /** `Authorization` of Ada. */
  readonly bearer: string;
  readonly lines: string[];
  parts: readonly Readiness[];
}

/** The real shell around routes that show what reaches them. */
export async function createShell(config: Partial<AppConfig> = {}): Promise<Shell> {
  const world = createWorld();
  const lines: string[] = [];
  const log = createLog({ level: "debug", write: (line) => lines.push(line) });

  const hooks = Router();
  hooks.post("/api/notifications/erp", express.text({ type: () => true }), (_request, response) => {
    response.status(202).end();
  });
  const open = Router();
  open.get("/api/config", (request, response) => {
    response.json({ address: request.ip, query: request.query });
  });
  const person = Router();
  person.use(express.json({ limit: "64kb" }));
  person.get("/api/whoami", (request, response) => response.json(callerOf(request).principal));
  person.post("/api/echo", (request, response) => response.json({ body: request.body as unknown }));
  person.get("/api/boom", () => {
    throw new Error(`cannot read /etc/x with ${SECRET}`);
  });
  person.get("/api/challenged", () => {
    throw new AuthError("claims-required", "x", { claims: '{"access_token":{}}' });
  });
  person.get("/api/busy", () => {
    throw new ProblemError("erp-unavailable", "The ERP is down.", { retryAfterMs: 1500 });
  });
  person.get("/api/broken-stream", (_request, response) => {
    response.write("data: 1\n\n");
    throw new Error("half way");
  });

  const shell = {
    ...world,
    lines,
    parts: [{ name: "store", ready: true }] as readonly Readiness[],
    bearer: `Bearer ${await world.apiToken(ada)}`,
  };
  const app = createApp({
    config: {
      publicUrl: PUBLIC_URL,
      authorityHost: ORIGIN,
      officeJsUrl: OFFICE_JS,
      frameAncestors: [],
      trustProxyHops: 0,
      addinFolder: config.addinFolder ?? buildAddin(),
      ...config,
    },
    clock: world.clock,
    ids: countedIds("request"),
    log,
    validate: createTokenValidator({
      clientId: () => application.clientId,
      authorityHost: ORIGIN,
      isTenant: (id) => id === ada.tenantId,
      clock: world.clock,
      fetch: world.fetch,
    }),
    routers: { hooks, open, person },
    readiness: async () => shell.parts,
  });
  return Object.assign(shell, { app });
}

/** Sends the request and checks the status of its answer. */
export async function expectStatus(request: Test, status: number): Promise<Response> {
  const response = await request;
  expect(response.status).toBe(status);
  return response;
}
