import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCertificate, type Certificate } from "../../sandbox/certificate.ts";
import { LOST_REPLY } from "../../sandbox/control/faults.ts";
import { createFront } from "../../sandbox/front.ts";
import { listen } from "../../sandbox/listener.ts";
import { createPost } from "../../sandbox/post.ts";
import { json } from "../../sandbox/wire.ts";

let dataDir: string;
let certificate: Certificate;
let front: https.Server;
let server: http.Server;
let frontPort: number;
const reports: unknown[] = [];

const portOf = (listener: http.Server | https.Server) => (listener.address() as AddressInfo).port;

async function ask(
  path: string,
  host = "localhost",
  method = "GET",
  agent: https.Agent | false = false,
): Promise<IncomingMessage> {
  const request = https.request({
    ca: certificate.ca,
    host: "127.0.0.1",
    port: frontPort,
    servername: host,
    path,
    method,
    headers: { host },
    agent,
  });
  request.end(method === "POST" ? "a body" : undefined);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return response;
}

async function read(response: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of response) body += String(part);
  return body;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "front-"));
  certificate = await openCertificate(dataDir);
  const used = new WeakSet<Socket>();
  server = http.createServer((request, response) => {
    // As a server that closes what was idle too long, just when it is asked again.
    if (used.has(request.socket)) {
      request.socket.destroy();
      return;
    }
    used.add(request.socket);
    if (request.url === "/stream") {
      // Never ends: only what is passed on at once can be read.
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: first\n\n");
      return;
    }
    void read(request).then((body) =>
      response.end(JSON.stringify({ url: request.url, headers: request.headers, body })),
    );
  });
  await listen(server, 0);
  front = createFront({
    certificate,
    serverPort: portOf(server),
    report: (error) => reports.push(error),
    sandbox: {
      claims: (host, url) => host !== "addin.contoso.example" && url.startsWith("/own"),
      handle: async ({ url }) => {
        if (url === "/own/lost") return { status: LOST_REPLY, headers: {}, body: "" };
        if (url === "/own/bug") throw new Error("a bug");
        return json(200, { own: url });
      },
    },
  });
  await listen(front, 0);
  frontPort = portOf(front);
});

afterAll(async () => {
  for (const listener of [front, server]) {
    listener.close();
    listener.closeAllConnections();
  }
  await rm(dataDir, { recursive: true, force: true });
});

describe("the certificate", () => {
  it("is made once, lies where only the owner reads it, and covers the real names", async () => {
    const again = await openCertificate(dataDir);
    expect(again.cert).toBe(certificate.cert);
    const { mode } = await stat(join(dataDir, "certificate", "sandbox.key"));
    // Windows keeps rights elsewhere.
    expect(process.platform === "win32" ? 0 : mode & 0o077).toBe(0);
    const response = await ask("/own/x", "login.microsoftonline.com");
    expect(response.statusCode).toBe(200);
  });
});

describe("the front", () => {
  it("answers the sandbox's paths itself and passes on the rest with its body", async () => {
    expect(await read(await ask("/own/x?y=1"))).toBe('{"own":"/own/x?y=1"}');
    const passed = JSON.parse(await read(await ask("/api/config?z=1", "localhost", "POST"))) as {
      url: string;
      body: string;
      headers: Record<string, string>;
    };
    expect(passed).toMatchObject({
      url: "/api/config?z=1",
      body: "a body",
      headers: { host: "localhost", "x-forwarded-proto": "https", "x-forwarded-host": "localhost" },
    });
  });

  it("gives everything under the product's own name to the server", async () => {
    const body = await read(await ask("/own/x", "addin.contoso.example"));
    expect(JSON.parse(body)).toHaveProperty("headers.host", "addin.contoso.example");
  });

  it("reaches a server that closes the connection of the request before", async () => {
    // As browsers do, which ask to keep it.
    const browser = new https.Agent({ keepAlive: true, maxSockets: 1 });
    const answers: (number | undefined)[] = [];
    for (const path of ["/a", "/b", "/c"]) {
      const answer = await ask(path, "localhost", "GET", browser);
      await read(answer);
      answers.push(answer.statusCode);
    }
    browser.destroy();
    expect(answers).toEqual([200, 200, 200]);
  });

  it("passes server-sent events on as they come", async () => {
    const response = await ask("/stream");
    const [first] = (await once(response, "data")) as [Buffer];
    expect(first.toString()).toBe("data: first\n\n");
    response.destroy();
  });

  it("loses a reply by ending the connection", async () => {
    await expect(ask("/own/lost")).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  it("answers 500 to a bug of the sandbox and reports it", async () => {
    expect((await ask("/own/bug")).statusCode).toBe(500);
    expect(reports).toHaveLength(1);
  });

  it("names the port that is taken", async () => {
    await expect(listen(http.createServer(), frontPort)).rejects.toThrow(/--port/);
  });
});

describe("posting notifications", () => {
  const post = () =>
    createPost({
      ca: certificate.ca,
      productOrigin: "https://addin.contoso.example",
      productPort: frontPort,
    });

  it("reaches the product under its own name, on this machine", async () => {
    const answer = await post()("https://addin.contoso.example/api/notifications", "{}", {});
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ url: "/api/notifications", body: "{}" });
  });

  it("refuses every address that is not on this machine", async () => {
    await expect(post()("https://example.com/", "{}", {})).rejects.toThrow(/this machine only/);
  });
});
