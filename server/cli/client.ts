import { request, type IncomingMessage } from "node:http";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { z } from "zod";
import {
  backupPath,
  backupType,
  importReportSchema,
  operatorRoutes,
  proofPath,
  proofSchema,
  type ImportReportView,
  type OperatorFile,
  type OperatorRouteName,
} from "../api/contract/operator.ts";
import { problemSchema } from "../api/contract/problem.ts";
import { proofOf } from "../lib/proof.ts";
import { CliError } from "./failure.ts";

type Answer<N extends OperatorRouteName> = z.output<(typeof operatorRoutes)[N]["response"]>;
type Address = Pick<OperatorFile, "url" | "token">;

/** One typed question per route of the operator's contract. */
export interface Client {
  ask<N extends OperatorRouteName>(name: N, body?: object): Promise<Answer<N>>;
  /** A backup of everything as it arrives; it ends early where the server stops. */
  exported(): Promise<Readable>;
  imported(backup: Readable): Promise<ImportReportView>;
}

export function createClient(door: Address): Client {
  return {
    async ask(name, body) {
      const { method, path, response: schema } = operatorRoutes[name];
      const answer = await send(door, method, path, body);
      if (answer.statusCode !== 200) throw await refusal(answer);
      return schema.parse(JSON.parse(await text(answer))) as Answer<typeof name>;
    },
    async exported() {
      const answer = await send(door, "GET", backupPath);
      if (answer.statusCode !== 200) throw await refusal(answer);
      return answer;
    },
    async imported(backup) {
      const answer = await send(door, "PUT", backupPath, backup);
      if (answer.statusCode !== 200) throw await refusal(answer);
      return importReportSchema.parse(JSON.parse(await text(answer)));
    },
  };
}

/**
 * Whether the server that wrote the file still listens there. Only who has the key himself can
 * answer; the key itself is not sent.
 */
export async function answersAt({ url, token }: Address): Promise<boolean> {
  const nonce = randomBytes(16).toString("base64url");
  try {
    const answer = await send({ url }, "POST", proofPath, { nonce });
    if (answer.statusCode !== 200) return false;
    const { proof } = proofSchema.parse(JSON.parse(await text(answer)));
    return proof === proofOf(token, nonce);
  } catch {
    return false;
  }
}

/** By `http` and not `fetch`: what takes long here may take as long as it needs. */
function send(
  { url, token }: { readonly url: string; readonly token?: string },
  method: string,
  path: string,
  body?: object,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined
        ? {}
        : { "content-type": body instanceof Readable ? backupType : "application/json" }),
    };
    const sent = request(url + path, { method, headers }, resolve);
    sent.once("error", (cause) => reject(brokenOff(cause)));
    if (body instanceof Readable) pipeline(body, sent).catch(reject);
    else sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function brokenOff(cause: Error): CliError {
  return new CliError(
    "broken-off",
    `The server did not answer to the end (${cause.message}).`,
    "See in its log whether it stopped, then try again.",
    { cause },
  );
}

async function refusal(answer: IncomingMessage): Promise<CliError> {
  const body = await text(answer).catch(() => "");
  const problem = problemSchema.safeParse(readJson(body));
  if (problem.success) {
    return new CliError(problem.data.code, problem.data.detail, problem.data.remedy);
  }
  return new CliError("unexpected", `The server answered with status ${answer.statusCode ?? 0}.`);
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
