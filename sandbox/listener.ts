import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { LOST_REPLY, NO_REPLY } from "./control/faults.ts";
import { json, type WireHandler, type WireRequest, type WireResponse } from "./wire.ts";

/** Graph itself takes 4 MB; the rest is for whoever tries more. */
const BODY_BYTES_MAX = 20_000_000;

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

function send(response: ServerResponse, answer: WireResponse, withBody: boolean): void {
  if (answer.status === NO_REPLY) return;
  if (answer.status === LOST_REPLY) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(withBody ? answer.body : undefined);
}

/** Puts a handler behind a socket; `report` hears of failures that are bugs. */
export function listenerOf(handle: WireHandler, report: (error: unknown) => void): RequestListener {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (body === undefined) {
      send(response, json(413, { error: "The request body is too large." }), true);
      return;
    }
    const wire: WireRequest = {
      method: request.method ?? "GET",
      url: request.url ?? "/",
      headers: plainHeaders(request),
      ...(body === "" ? {} : { body }),
    };
    send(response, await handle(wire), request.method !== "HEAD");
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      report(error);
      if (response.headersSent) response.destroy();
      else send(response, json(500, { error: "The sandbox failed; its console says why." }), true);
    });
  };
}

/** Listens on loopback. Rejects with a sentence that names the way out when the port is taken. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken: stop what uses it, or choose another with --port.`)
          : error,
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}
