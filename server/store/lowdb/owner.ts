import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Clock } from "../../lib/clock.ts";
import { StoreError } from "../store.ts";
import { systemCode } from "../../lib/system-code.ts";
import type { Files } from "./files.ts";

/**
 * Which process a folder belongs to. Two processes on one folder would each write over what the
 * other had acknowledged, so the second is refused.
 */
export interface Owner {
  readonly format: 1;
  readonly pid: number;
  readonly host: string;
  /** Differs after each start of the machine; empty where the platform does not tell. */
  readonly boot: string;
  /** When the process started, as the platform counts it: a process id is used again. */
  readonly start: string;
  /** What it was started as, for the person who looks for it; older versions did not tell. */
  readonly command?: string;
  readonly since: string;
}

/** What can be known about processes; tests give their own. */
export interface Processes {
  readonly self: Pick<Owner, "pid" | "host" | "boot" | "start" | "command">;
  /** The start of a running process, `"unknown"` where the platform does not tell it. */
  readonly startOf: (pid: number) => string | undefined;
}

/**
 * Takes the folder for this process; the folder of a process that is gone is taken over.
 * @returns what gives it back.
 * @throws StoreError `owned`, naming the other process.
 */
export async function takeOwnership(
  files: Files,
  folder: string,
  clock: Clock,
  processes: Processes,
): Promise<() => Promise<void>> {
  const path = join(folder, "owner.json");
  const takingOver = join(folder, "owner.takeover");
  const owner: Owner = {
    format: 1,
    ...processes.self,
    since: new Date(clock.now()).toISOString(),
  };
  const mine = Buffer.from(`${JSON.stringify(owner)}\n`);
  const release = () => files.remove(path);
  if (await files.create(path, mine)) return release;

  // Only one process at a time may judge and replace: a second one that read the stale file before
  // would otherwise remove the file of the first.
  if (!(await files.create(takingOver, mine))) {
    throw new StoreError(
      "owned",
      `${folder} is being taken over by another process. If there is none, delete ${takingOver}.`,
    );
  }
  try {
    const other = readOwner(await files.read(path));
    if (other !== undefined && isAlive(other, processes)) {
      throw new StoreError(
        "owned",
        `${folder} is in use by ${nameOf(other)}. ` +
          `Stop that one, or give this one a folder of its own. If it is gone for good, delete ${path}.`,
      );
    }
    await files.remove(path);
    if (!(await files.create(path, mine))) {
      throw new StoreError("owned", `${folder} was taken by another process just now.`);
    }
    return release;
  } finally {
    await files.remove(takingOver);
  }
}

/** What this machine knows about its processes: exact on Linux, by process id elsewhere. */
export function systemProcesses(): Processes {
  const self = {
    pid: process.pid,
    host: hostname(),
    boot: readText("/proc/sys/kernel/random/boot_id") ?? "",
    // Without the options of node itself, where a secret could stand more easily than a path.
    command: process.argv.slice(1).join(" "),
    start: linuxStart(process.pid) ?? String(Math.round(performance.timeOrigin)),
  };
  return {
    self,
    startOf(pid) {
      if (pid === self.pid) return self.start;
      if (!isRunning(pid)) return undefined;
      return linuxStart(pid) ?? "unknown";
    },
  };
}

function nameOf({ pid, host, since, command }: Owner): string {
  const what = command === undefined ? "" : `"${command}", `;
  return `process ${pid} on ${host} (${what}since ${since})`;
}

function isAlive(owner: Owner, { self, startOf }: Processes): boolean {
  // A process on another machine cannot be asked; better refused than two writers.
  if (owner.host !== self.host) return true;
  if (owner.boot !== self.boot) return false;
  const start = startOf(owner.pid);
  return start !== undefined && (start === "unknown" || start === owner.start);
}

/** `undefined` where the process that wrote it stopped half-way: it never went on to the data. */
function readOwner(bytes: Buffer | undefined): Owner | undefined {
  try {
    return JSON.parse(bytes?.toString("utf8") ?? "") as Owner;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

/** Field 22 of `/proc/<pid>/stat`; the name in field 2 may hold spaces and brackets. */
function linuxStart(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat
    ?.slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .at(19);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}
