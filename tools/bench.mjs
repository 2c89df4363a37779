/** `npm run bench`: see docs/bench.md. Installs what is missing, a browser where the pane is measured. */
import { spawnSync } from "node:child_process";
import process from "node:process";
import { ensureBrowser } from "./browser.mjs";
import { installIfNeeded, projectDir, requireNode } from "./install.mjs";

requireNode();
installIfNeeded();

const words = process.argv.slice(2);
const sections = words.filter((word) => !word.startsWith("-"));
const wantsBrowser = sections.length === 0 || sections.includes("pane");
const browser = wantsBrowser ? ensureBrowser({ isWhole: true }) : undefined;
const { status } = spawnSync(
  process.execPath,
  ["--import", "tsx", "test/bench/main.ts", ...words],
  {
    cwd: projectDir,
    env: browser === undefined ? process.env : { ...process.env, CHROMIUM_PATH: browser },
    stdio: "inherit",
  },
);
process.exitCode = status ?? 1;
