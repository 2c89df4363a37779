import http, { type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import https from "node:https";
import { createSecureContext } from "node:tls";
import type { Certificate } from "./certificate.ts";
import { listenerOf } from "./listener.ts";
import type { Sandbox } from "./sandbox.ts";

export interface FrontOptions {
  readonly certificate: Certificate;
  readonly sandbox: Pick<Sandbox, "claims" | "handle">;
  /** Port on loopback of the server process, which gets what is not the sandbox's. */
  readonly serverPort: number;
  readonly report: (error: unknown) => void;
}

const away =
  "The Sync to ERP server is not running. If it was just started, try again in a moment.\n";

/** Passes requests on to a server on loopback, streaming both ways: server-sent events arrive at once. */
export function proxyTo(port: number): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const upstream = http.request({
      // A connection for each: of one that waits for the next request nobody knows, on a busy machine,
      // whether the server just closed it, and a script that is answered 502 leaves a page blank.
      agent: false,
      host: "127.0.0.1",
      port,
      method: request.method,
      path: request.url,
      headers: {
        ...request.headers,
        "x-forwarded-proto": "https",
        "x-forwarded-host": request.headers.host,
        "x-forwarded-for": request.socket.remoteAddress,
      },
    });
    upstream.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
      // Half an answer must look broken to the client, not complete.
      answer.on("error", () => response.destroy());
    });
    upstream.on("error", () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-type": "text/plain; charset=utf-8" }).end(away);
    });
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  };
}

/**
 * The one HTTPS address of a sandbox: its own parts by path, or by host name where a browser maps the
 * real names here; everything else goes to the server.
 */
export function createFront(options: FrontOptions): https.Server {
  const { certificate, sandbox } = options;
  const own = listenerOf(sandbox.handle, options.report);
  const proxy = proxyTo(options.serverPort);
  const trusted =
    certificate.trusted === undefined ? undefined : createSecureContext(certificate.trusted);
  return https.createServer(
    {
      key: certificate.key,
      cert: certificate.cert,
      SNICallback: (name, done) => done(null, name === "localhost" ? trusted : undefined),
    },
    (request, response) => {
      const mine = sandbox.claims(request.headers.host ?? "", request.url ?? "/");
      (mine ? own : proxy)(request, response);
    },
  );
}
