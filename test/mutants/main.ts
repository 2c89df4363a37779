/**
 * `npm run mutants`: plants each fault of the catalogue in a copy of the sources and proves that the
 * test named with it fails, and that it passes without. Words after it choose mutants by name.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { mutants } from "./catalogue.ts";
import type { Mutant } from "./mutant.ts";

const project = join(import.meta.dirname, "..", "..");
/** Enough for a fault to meet the schedule that shows it. */
const schedules = "3000";

/** A copy that may be spoiled; what is installed is shared. */
function copyOfSources(): string {
  const folder = mkdtempSync(join(tmpdir(), "sync-to-erp-mutants-"));
  for (const name of [
    "server",
    "test",
    "sandbox",
    "package.json",
    "jest.config.js",
    "tsconfig.json",
  ]) {
    cpSync(join(project, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function passes(folder: string, { test }: Mutant): Promise<boolean> {
  const jest = join("node_modules", "jest", "bin", "jest.js");
  const name = test.name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const args = [
    jest,
    "--selectProjects",
    "server",
    "-w",
    "1",
    "--runTestsByPath",
    test.file,
    "-t",
    name,
  ];
  const env = { ...process.env, SIMULATION_SCHEDULES: schedules, SHARED_SCHEDULES: schedules };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env }, (error, stdout, stderr) => {
      const ran = /Tests:.*\d+ (passed|failed)/.test(`${stdout}${stderr}`);
      resolve(error === null && ran);
    });
  });
}

/** @returns what became of it; only "killed" is good. */
async function tryOut(folder: string, mutant: Mutant): Promise<string> {
  const file = join(folder, mutant.file);
  const text = readFileSync(file, "utf8");
  if (text.split(mutant.search).length !== 2) return "does not apply";
  writeFileSync(
    file,
    text.replace(mutant.search, () => mutant.replacement),
  );
  const survived = await passes(folder, mutant);
  writeFileSync(file, text);
  return survived ? "survived" : "killed";
}

const words = process.argv.slice(2);
const chosen = mutants.filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);
const waiting = [...chosen];
const healthy = new Map<string, Promise<boolean>>();
let bad = 0;

async function work(): Promise<void> {
  const [clean, spoiled] = [copyOfSources(), copyOfSources()];
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    const key = `${mutant.test.file} ${mutant.test.name}`;
    const known = healthy.get(key) ?? passes(clean, mutant);
    healthy.set(key, known);
    const verdict = (await known) ? await tryOut(spoiled, mutant) : "its test fails by itself";
    if (verdict !== "killed") bad++;
    process.stdout.write(
      `${verdict.padEnd(14)} ${mutant.name}: ${mutant.test.file} "${mutant.test.name}"\n`,
    );
  }
  for (const folder of [clean, spoiled]) rmSync(folder, { recursive: true, force: true });
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
process.stdout.write(`\n${chosen.length} mutants, ${chosen.length - bad} killed\n`);
process.exitCode = bad === 0 ? 0 : 1;
