import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  operatorFileName,
  operatorFileSchema,
  type OperatorFile,
} from "../api/contract/operator.ts";
import { FolderOwnedError, openOffline } from "../offline.ts";
import { answersAt, createClient, type Client } from "./client.ts";
import { CliError } from "./failure.ts";

/** A door that answers. */
export interface Connection {
  readonly client: Client;
  close(): Promise<void>;
}

export interface Wanted {
  readonly dataDir: string;
  /** Whether a folder without data will do: to restore into. */
  readonly mayBeEmpty: boolean;
  readonly build: Build;
}

/** What is known of the build that the command belongs to. */
export interface Build {
  readonly version: string;
  /** The text of manifest.xml. */
  readonly manifest: string;
}

/**
 * Goes to the server that has the data folder. Where none is running it says so and opens the folder
 * itself, which it then owns: a server that starts meanwhile is refused.
 * @param say tells the person, apart from the answer of the command
 */
export async function connect(
  { dataDir, mayBeEmpty, build }: Wanted,
  say: (line: string) => void,
): Promise<Connection> {
  const folder = await dataFolder(dataDir, mayBeEmpty);
  const file = await readOperatorFile(folder);
  if (file !== undefined && (await answersAt(file))) {
    return { client: createClient(file), close: async () => undefined };
  }
  const door = await openOffline(folder, build).catch((error: unknown) => {
    throw error instanceof FolderOwnedError ? unreachable(error) : error;
  });
  say(`No server is running on ${folder}; working on its files.`);
  return { client: createClient(door.file), close: () => door.close() };
}

/**
 * The folder to work on. One that is named wrongly must not be made, and then be found to be empty.
 * `npm start` keeps the server's data one folder below its own.
 */
async function dataFolder(dataDir: string, mayBeEmpty: boolean): Promise<string> {
  const folder = resolve(dataDir);
  if ((await stat(folder).catch(() => undefined))?.isDirectory() !== true) {
    throw new CliError(
      "not-found",
      `There is no folder ${folder}.`,
      "Name the server's DATA_DIR with --data, or in the environment.",
    );
  }
  const within = join(folder, "server");
  if (await holdsData(folder)) return folder;
  if (await holdsData(within)) return within;
  if (mayBeEmpty) return folder;
  throw new CliError(
    "not-found",
    `${folder} holds no data of Sync to ERP.`,
    "Name the server's DATA_DIR with --data, or in the environment.",
  );
}

async function holdsData(folder: string): Promise<boolean> {
  const kinds = ["mailbox", "connection", "installation", "owner.json", operatorFileName];
  const found = await Promise.all(kinds.map((name) => exists(join(folder, name))));
  return found.includes(true);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** `undefined` where there is none, or a process that stopped half-way left it. */
async function readOperatorFile(folder: string): Promise<OperatorFile | undefined> {
  try {
    const text = await readFile(join(folder, operatorFileName), "utf8");
    return operatorFileSchema.parse(JSON.parse(text));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EACCES" && code !== "EPERM") return undefined;
    throw new CliError(
      "forbidden",
      `${join(folder, operatorFileName)} cannot be read.`,
      "Run this as the account that the server runs under.",
      { cause: error },
    );
  }
}

function unreachable(error: FolderOwnedError): CliError {
  return new CliError(
    "unavailable",
    `A server has this folder, but it does not answer. ${error.message}`,
    "If it was started just now, try again in a few seconds; else look into its log.",
    { cause: error },
  );
}
