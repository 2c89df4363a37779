/** A command that cannot run for ever. */
import { spawn, spawnSync } from "node:child_process";
import process from "node:process";

const isWindows = process.platform === "win32";

/** Ends a process with everything that it started. */
function endTree({ pid }) {
  if (pid === undefined) return;
  if (isWindows) {
    spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // All of them have ended by themselves.
    if (error.code !== "ESRCH") throw error;
  }
}

/**
 * Runs a command; after `minutes` it is ended and a sentence says so. What it leaves behind is ended
 * too, but on Windows. Resolves with whether it ended well; `what` begins the sentence.
 */
export function runLimited({ what, minutes, command, args, ...options }) {
  return new Promise((resolve) => {
    // In a process group of its own, by which all of it can be ended.
    const child = spawn(command, args, { stdio: "inherit", detached: !isWindows, ...options });
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      process.stderr.write(`${what} ended after its limit of ${minutes} minutes.\n`);
      endTree(child);
    }, minutes * 60_000);
    const interrupted = () => {
      endTree(child);
      process.exit(130);
    };
    const signals = ["SIGINT", "SIGTERM"];
    for (const signal of signals) process.once(signal, interrupted);
    const finish = (isGood) => {
      clearTimeout(limit);
      for (const signal of signals) process.off(signal, interrupted);
      // Windows does not know who started what once the starter has ended.
      if (!isWindows) endTree(child);
      resolve(isGood);
    };
    child.once("error", (error) => {
      process.stderr.write(`${what} could not be started: ${error.message}\n`);
      finish(false);
    });
    child.once("exit", (code) => finish(code === 0 && !isLate));
  });
}
