/**
 * `npm test`: installs what is missing, then all checks, the build, and every test. Ends with the
 * line `N passed, N failed, N skipped`.
 *
 * Every phase has a limit, after which it is ended with all that it started, and counts as failed.
 *
 * `npm test -- unit` runs the tests without a browser, `npm test -- e2e` those with one; further
 * words go to jest (`npm test -- unit test/store`). Both leave the checks and the crashes out.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";
import { ensureBrowser } from "./browser.mjs";
import { installIfNeeded, projectDir, requireNode } from "./install.mjs";
import { runLimited } from "./limited.mjs";

requireNode();
installIfNeeded();

const words = process.argv.slice(2);
const kind = ["unit", "e2e"].includes(words[0]) ? words.shift() : "all";
const isWhole = kind === "all" && words.length === 0;
const wantsBrowser = kind !== "unit";
const browser = wantsBrowser ? ensureBrowser() : undefined;
const env = browser === undefined ? process.env : { ...process.env, CHROMIUM_PATH: browser };
/** `unit` builds nothing: it leaves out what starts the built server. */
const wantsBuild = kind !== "unit";

const total = { passed: 0, failed: 0, skipped: [], failures: [] };
if (wantsBrowser && browser === undefined) total.failures.push("There is no browser");

async function run(what, minutes, command, args, options = {}) {
  const isGreen = await runLimited({
    what,
    minutes,
    command,
    args,
    cwd: projectDir,
    env,
    ...options,
  });
  if (!isGreen) total.failures.push(what);
}

/** The names of skipped tests end with the reason. */
function skippedNames({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "pending" || status === "todo")
    .map(({ fullName }) => fullName);
}

/** What failed, each with the first line of why; a file may fail before the first of its tests. */
function failedNames({ testResults }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === "failed");
    if (tests.length === 0 && message === "") return [];
    const told = tests.map(({ fullName, failureMessages }) => [fullName, failureMessages[0]]);
    return (told.length > 0 ? told : [["outside its tests", message]]).map(
      ([test, why = ""]) => `${relative(projectDir, name)}: ${test}\n  ${firstLine(why)}`,
    );
  });
}

function firstLine(text) {
  return stripVTControlCharacters(text).trim().split("\n", 1)[0];
}

/** Runs jest over these projects and adds what it counted. */
async function runJest(what, minutes, projects, args) {
  const folder = mkdtempSync(join(tmpdir(), "sync-to-erp-test-"));
  const report = join(folder, "report.json");
  await run(what, minutes, process.execPath, [
    // Each file loads its modules anew: what it leaves behind is collected with a fifteenth less work.
    "--max-semi-space-size=64",
    join("node_modules", "jest", "bin", "jest.js"),
    ...["--selectProjects", ...projects],
    ...["--passWithNoTests", "--json", `--outputFile=${report}`],
    ...args,
    ...(words.length > 0 ? ["--testPathPatterns", ...words] : []),
  ]);
  try {
    const counts = JSON.parse(readFileSync(report, "utf8"));
    total.passed += counts.numPassedTests;
    // A file that could not be loaded has no tests to count, and is a failure all the same.
    total.failed += counts.numFailedTests + counts.numRuntimeErrorTestSuites;
    total.skipped.push(...skippedNames(counts));
    total.failures.push(...failedNames(counts));
  } catch {
    total.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// On Windows npm is a command file, which only a shell runs.
if (isWhole) await run("The checks", 15, "npm run check", [], { shell: true });
const build = [join("tools", "build.mjs"), "--if-stale"];
if (wantsBuild) await run("The build", 10, process.execPath, build);
/** Each starts the whole product, which is several processes: two of them keep four cores busy. */
const inPairs = ["--maxWorkers=2"];
if (kind !== "e2e") {
  // On all cores: jest leaves one idle by default, which is half of a small machine.
  const workers = ["--maxWorkers=100%"];
  await runJest("The tests without a browser", 40, ["server", "addin"], workers);
}
if (isWhole) {
  // By itself and not by jest, which takes several times as long for it. Prints its speed.
  const simulation = ["--import", "tsx", join("test", "simulation", "main.ts"), "--seeds"];
  for (const seeds of [["11000"], ["500", "--heavy"]]) {
    const args = [...simulation, ...seeds];
    await run("The simulation", 20, process.execPath, args);
  }
}
if (kind === "all") {
  // Each starts the built server and kills it, and what is killed does not close.
  await runJest("The crashes", 15, ["crash"], [...inPairs, "--forceExit"]);
}
if (wantsBrowser && browser !== undefined) {
  // Jest would wait for whatever of them does not close.
  await runJest("The browser tests", 30, ["e2e"], [...inPairs, "--forceExit"]);
}
const { passed, failed, skipped, failures } = total;
for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
// Last, where whoever looks at a long record looks first.
for (const name of failures) process.stdout.write(`FAILED: ${name}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
process.exitCode = failures.length === 0 && failed === 0 ? 0 : 1;
