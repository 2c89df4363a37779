/**
 * `npm test`: installs what is missing, then all checks, the build, and every test. Ends with the
 * line `N passed, N failed, N skipped`.
 *
 * `npm test -- unit` runs the tests without a browser, `npm test -- e2e` those with one; further
 * words go to jest (`npm test -- unit test/store`). Both leave the checks out.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { ensureBrowser } from "./browser.mjs";
import { installIfNeeded, projectDir, requireNode } from "./install.mjs";

requireNode();
installIfNeeded();

const words = process.argv.slice(2);
const kind = ["unit", "e2e"].includes(words[0]) ? words.shift() : "all";
const isWhole = kind === "all" && words.length === 0;
const wantsBrowser = kind !== "unit";
const browser = wantsBrowser ? ensureBrowser() : undefined;
const env = browser === undefined ? process.env : { ...process.env, CHROMIUM_PATH: browser };
let healthy = !wantsBrowser || browser !== undefined;

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, {
    cwd: projectDir,
    stdio: "inherit",
    env,
    ...options,
  });
  return status === 0;
}

/** Runs jest over these projects and adds what it counted. */
function runJest(projects, args, total) {
  const folder = mkdtempSync(join(tmpdir(), "sync-to-erp-test-"));
  const report = join(folder, "report.json");
  const isGreen = run(process.execPath, [
    join("node_modules", "jest", "bin", "jest.js"),
    ...["--selectProjects", ...projects],
    ...["--passWithNoTests", "--json", `--outputFile=${report}`],
    ...args,
    ...(words.length > 0 ? ["--testPathPatterns", ...words] : []),
  ]);
  if (!isGreen) healthy = false;
  try {
    const counts = JSON.parse(readFileSync(report, "utf8"));
    total.passed += counts.numPassedTests;
    // A file that could not be loaded has no tests to count, and is a failure all the same.
    total.failed += counts.numFailedTests + counts.numRuntimeErrorTestSuites;
    total.skipped += counts.numPendingTests + counts.numTodoTests;
  } catch {
    total.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// On Windows npm is a command file, which only a shell runs.
if (isWhole && !run("npm run check", [], { shell: true })) healthy = false;
if (wantsBrowser && !run(process.execPath, [join("tools", "build.mjs"), "--if-stale"])) {
  healthy = false;
}
const total = { passed: 0, failed: 0, skipped: 0 };
if (kind !== "e2e") runJest(["server", "addin"], [], total);
// One after the other: each starts the whole product and a browser.
if (wantsBrowser && browser !== undefined) runJest(["e2e"], ["--runInBand"], total);
const { passed, failed, skipped } = total;
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = healthy && failed === 0 ? 0 : 1;
