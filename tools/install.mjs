/** Steps that every command shares before anything of node_modules may be imported. */
import { spawn, spawnSync } from "node:child_process";
import { lstatSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const projectDir = resolve(fileURLToPath(new URL("..", import.meta.url)));

/** Ends the process with a sentence where Node is older than package.json asks for. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(join(projectDir, "package.json"), "utf8"));
  const [major = 0, minor = 0] = engines.node
    .replace(/[^\d.]/g, "")
    .split(".")
    .map(Number);
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split(".").map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  process.stderr.write(
    `Node ${engines.node} is needed, this is ${process.versions.node}. Install a newer one from nodejs.org.\n`,
  );
  process.exit(1);
}

function changedAt(file) {
  return statSync(join(projectDir, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Runs `npm ci` unless node_modules is at least as new as the lock file. */
export function installIfNeeded() {
  // npm writes this file last: an interrupted install does not have it.
  if (changedAt("node_modules/.package-lock.json") >= changedAt("package-lock.json")) return;
  const folder = lstatSync(join(projectDir, "node_modules"), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink() === true) {
    // npm would empty the folder behind the link, which belongs to another checkout.
    process.stderr.write("node_modules is a link: install the packages where it points to.\n");
    process.exit(1);
  }
  process.stdout.write("Installing packages …\n");
  // On Windows npm is a command file, which only a shell runs.
  const { status } = spawnSync("npm ci --no-audit --no-fund", {
    cwd: projectDir,
    stdio: "inherit",
    shell: true,
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Starts sandbox/main.ts with these flags and ends with it. */
export function runSandbox(flags) {
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/main.ts", ...flags], {
    cwd: projectDir,
    stdio: "inherit",
  });
  // Ctrl-C reaches the child by itself; wait for it to save and end.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 1));
}
