/** `npm start`: installs what is missing, builds what is stale, then starts everything. No dependencies. */
import { spawnSync } from "node:child_process";
import process from "node:process";
import { installIfNeeded, projectDir, requireNode, runSandbox } from "./install.mjs";

requireNode();
installIfNeeded();
const build = spawnSync(process.execPath, ["tools/build.mjs", "--if-stale"], {
  cwd: projectDir,
  stdio: "inherit",
});
if (build.status !== 0) process.exit(build.status ?? 1);
runSandbox(process.argv.slice(2));
