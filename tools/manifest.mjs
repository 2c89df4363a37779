/**
 * `npm run manifest -- --host https://erp-sync.example.com [--out manifest-production.xml]
 * [--unified FOLDER]`: writes the manifest for a real host, and with `--unified` the same as a
 * unified JSON manifest, converted. manifest.xml itself, for localhost, is the only source: the
 * JSON form does not run in Outlook on Mac and mobile. A running server gives its own by
 * `sync-to-erp manifest`.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { addressOf, manifestFor, mistakeOfHost } from "../server/api/manifest.ts";
import { projectDir } from "./install.mjs";

const usage =
  "Usage: npm run manifest -- --host https://erp-sync.example.com [--out manifest-production.xml] [--unified FOLDER]";

function fail(sentence) {
  process.stderr.write(`${sentence}\n${usage}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    const text = { type: "string" };
    return parseArgs({ options: { host: text, out: text, unified: text } }).values;
  } catch (error) {
    return fail(error.message);
  }
}

/** Where people reach the server; Outlook loads add-ins over https alone. */
function readAddress(host) {
  if (host === undefined) return fail("--host is missing: the address people reach the server at.");
  const mistake = mistakeOfHost(host);
  return mistake === undefined ? addressOf(host) : fail(`--host ${mistake}`);
}

const { host, out = "manifest-production.xml", unified } = readArguments();
const address = readAddress(host);
const developers = readFileSync(join(projectDir, "manifest.xml"), "utf8");
const file = resolve(out);
if (file === join(projectDir, "manifest.xml")) {
  fail("--out manifest.xml would overwrite the source; give another name.");
}
try {
  writeFileSync(file, manifestFor(developers, address));
} catch (error) {
  fail(`--out ${out} cannot be written: ${error.message}`);
}
process.stdout.write(`${file} is the manifest for ${address}.\n`);
if (unified !== undefined) {
  const cli = join(projectDir, "node_modules/office-addin-manifest-converter/cli.js");
  const convert = [cli, "convert", file, "--output", resolve(unified)];
  const { status } = spawnSync(process.execPath, convert, { stdio: "inherit" });
  if (status !== 0) fail(`--unified ${unified}: the manifest could not be converted.`);
  process.stdout.write(`${join(resolve(unified), "manifest.json")} is the same, unified.\n`);
}
