/**
 * `npm run check`: types, lint, format, layers and dead code, as many at a time as there are cores.
 * What each says is printed when it has ended, so that they do not talk into each other.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { projectDir } from "./install.mjs";

/** By itself lint takes longer than all others together, with the tests the half of it: so it goes in two. */
const lint = "eslint --cache --cache-location node_modules/.cache/eslint/";
/** The longest first: none of them is left alone at the end. */
const checks = [
  `${lint}test/ test`,
  `${lint}product/ --ignore-pattern test/ .`,
  ...["test", "addin", "server", "sandbox"].map((project) => `tsc -p ${project}`),
  ...["layers", "unused", "format:check"].map((script) => `npm run -s ${script}`),
];

/** Resolves with whether the check found nothing, after printing what it said. */
function run(check) {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    // By a shell, which finds the commands of node_modules: npm put them on its path.
    const child = spawn(check, { cwd: projectDir, shell: true });
    let said = "";
    child.stdout.on("data", (data) => (said += data));
    child.stderr.on("data", (data) => (said += data));
    child.on("error", (error) => (said += error.message));
    child.on("close", (code) => {
      const seconds = Math.round((performance.now() - startedMs) / 1_000);
      const verdict = code === 0 ? `${seconds} s` : "FAILED";
      process.stdout.write(`> ${check}: ${verdict}\n${said}`);
      resolve(code === 0);
    });
  });
}

const waiting = [...checks];
let isGood = true;
async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    if (!(await run(check))) isGood = false;
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exitCode = isGood ? 0 : 1;
