/**
 * `npm run crashes -- [--kills N] [--seed N]`: kills the real server so often (300) while people work
 * on both sides, and compares both sides at the end. The same tests as in `npm test`, with more kills.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { installIfNeeded, projectDir, requireNode } from "./install.mjs";

requireNode();
installIfNeeded();
const { values } = parseArgs({
  options: { kills: { type: "string", default: "300" }, seed: { type: "string" } },
});
for (const [flag, value] of Object.entries(values)) {
  if (!/^\d{1,9}$/.test(value)) {
    process.stderr.write(`--${flag} must be a whole number, not "${value}".\n`);
    process.exit(2);
  }
}

function run(args, env = {}) {
  const options = { cwd: projectDir, stdio: "inherit", env: { ...process.env, ...env } };
  const { status } = spawnSync(process.execPath, args, options);
  if (status !== 0) process.exit(status ?? 1);
}

run([join("tools", "build.mjs"), "--if-stale"]);
run(
  [
    join("node_modules", "jest", "bin", "jest.js"),
    ...["--selectProjects", "crash", "--runInBand", "--forceExit"],
  ],
  {
    CRASH_KILLS: values.kills,
    ...(values.seed === undefined ? {} : { CRASH_SEED: values.seed }),
  },
);
