import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressesAt } from "../../sandbox/addresses.ts";
import { openCertificate } from "../../sandbox/certificate.ts";
import { listen } from "../../sandbox/listener.ts";
import { startServer } from "../../sandbox/server-process.ts";
import { onFreePorts } from "../support/ports.ts";

/** A server as small as can be, in place of the built one. */
const stub = `
import http from "node:http";
import https from "node:https";
const byHttps = () => new Promise((resolve, reject) => {
  https.get("https://login.microsoftonline.com/b", (answer) => answer.on("data", (data) => resolve(String(data)))).on("error", reject);
});
http.createServer(async (request, response) => {
  if (request.url === "/reach") {
    const byFetch = await (await fetch("https://graph.microsoft.com/a")).text();
    response.end(JSON.stringify([byFetch, await byHttps()]));
    return;
  }
  if (request.url === "/end") process.exit(3);
  response.end(JSON.stringify({
    now: Date.now(), made: new Date().getTime(), fixed: new Date("2026-01-01T00:00:00Z").toISOString(),
    isDate: new Date() instanceof Date, text: Date(), env: process.env,
  }));
}).listen(Number(process.env.PORT), "127.0.0.1");
`;
const DAY_MS = 86_400_000;

interface Answer {
  readonly now: number;
  readonly made: number;
  readonly fixed: string;
  readonly isDate: boolean;
  readonly text: string;
  readonly env: Record<string, string>;
}

let projectDir: string;

function started(shiftMs: number) {
  return onFreePorts((firstPort) => startedAt(firstPort, shiftMs));
}

async function startedAt(firstPort: number, shiftMs: number) {
  const addresses = addressesAt(firstPort, false);
  const server = await startServer({
    projectDir,
    dataDir: join(projectDir, "data"),
    addresses,
    certificate: { key: "", cert: "", ca: "", caFile: "" },
    shiftMs,
  });
  await server.ready();
  const ask = async (path: string) =>
    (await (await fetch(`http://127.0.0.1:${addresses.serverPort}${path}`)).json()) as Answer;
  return { server, ask };
}

beforeAll(async () => {
  projectDir = await mkdtemp(join(tmpdir(), "server-process-"));
  for (const folder of ["sandbox", "dist/server"]) {
    await mkdir(join(projectDir, folder), { recursive: true });
  }
  await writeFile(join(projectDir, "package.json"), '{"type":"module"}');
  await writeFile(join(projectDir, "dist/server/main.js"), stub);
  for (const file of ["clock-preload.mjs", "names-preload.mjs"]) {
    await copyFile(join(__dirname, "../../sandbox", file), join(projectDir, "sandbox", file));
  }
});

afterAll(() => rm(projectDir, { recursive: true, force: true }));

describe("the server's process", () => {
  it("has the sandbox's time from its first moment, and follows when it moves", async () => {
    const { server, ask } = await started(DAY_MS);
    const first = await ask("/");
    expect(Math.round((first.now - Date.now()) / DAY_MS)).toBe(1);
    await server.setClock(80 * DAY_MS);
    const later = await ask("/");
    expect(Math.round((later.now - Date.now()) / DAY_MS)).toBe(80);
    expect(Math.round((later.made - Date.now()) / DAY_MS)).toBe(80);
    expect(Math.round((Date.parse(later.text) - Date.now()) / DAY_MS)).toBe(80);
    expect(later).toMatchObject({ fixed: "2026-01-01T00:00:00.000Z", isDate: true });
    await server.stop();
    await expect(server.ended).resolves.toMatch(/SIGTERM|code/);
  });

  it("is configured by its environment alone, with secrets that outlive a restart", async () => {
    const one = await started(0);
    const { env } = await one.ask("/");
    expect(env).toMatchObject({ NODE_ENV: "development", TRUST_PROXY_HOPS: "1" });
    expect(JSON.parse(env["ERP_CONNECTIONS"] ?? "")).toHaveLength(2);
    await one.server.stop();
    const two = await started(0);
    expect((await two.ask("/")).env["TOKEN_KEYS"]).toBe(env["TOKEN_KEYS"]);
    await two.server.stop();
  });

  it("finds the sandbox under the real names where it stands in for them", async () => {
    const certificate = await openCertificate(join(projectDir, "data"));
    const front = https.createServer(certificate, (request, response) =>
      response.end(`${request.headers.host ?? ""}${request.url ?? ""}`),
    );
    const dataDir = join(projectDir, "data");
    const { server, addresses } = await onFreePorts(async (firstPort) => {
      const addresses = addressesAt(firstPort, true);
      const server = await startServer({ projectDir, dataDir, addresses, certificate, shiftMs: 0 });
      await server.ready();
      await listen(front, addresses.frontPort);
      return { server, addresses };
    });
    const reached = await fetch(`http://127.0.0.1:${addresses.serverPort}/reach`);
    await expect(reached.json()).resolves.toEqual([
      "graph.microsoft.com/a",
      "login.microsoftonline.com/b",
    ]);
    await server.stop();
    front.close();
    front.closeAllConnections();
  });

  it("says when it ends by itself", async () => {
    const { server, ask } = await started(0);
    await ask("/end").catch(() => undefined);
    await expect(server.ended).resolves.toContain("code 3");
  });

  it("asks for a build where there is none", async () => {
    const empty = await mkdtemp(join(tmpdir(), "empty-"));
    const attempt = startServer({
      projectDir: empty,
      dataDir: empty,
      addresses: addressesAt(3000, false),
      certificate: { key: "", cert: "", ca: "", caFile: "" },
      shiftMs: 0,
    });
    await expect(attempt).rejects.toThrow("npm run build");
    await rm(empty, { recursive: true });
  });
});
