/**
 * `npm run manifest -- --host https://erp-sync.example.com [--out manifest-production.xml]
 * [--unified FOLDER]`: writes the manifest for a real host, and with `--unified` the same as a
 * unified JSON manifest, converted. manifest.xml itself, for localhost, is the only source: the
 * JSON form does not run in Outlook on Mac and mobile.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { projectDir } from "./install.mjs";

const developerOrigin = "https://localhost:3000";
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

/** The origin in `--host`; Outlook loads add-ins from https alone, and from a whole host. */
function readOrigin(host) {
  if (host === undefined) return fail("--host is missing: the address people reach the server at.");
  if (!URL.canParse(host))
    return fail(`--host ${host} is not a web address; it begins with https://`);
  const url = new URL(host);
  if (url.protocol !== "https:") {
    return fail(`--host ${host} must begin with https://: Outlook loads add-ins over https only.`);
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") {
    return fail(
      `--host ${host} must be a host alone, without a path or anything after it: ${url.origin}`,
    );
  }
  return url.origin;
}

const { host, out = "manifest-production.xml", unified } = readArguments();
const origin = readOrigin(host);
const developers = readFileSync(join(projectDir, "manifest.xml"), "utf8");
const file = resolve(out);
if (file === join(projectDir, "manifest.xml")) {
  fail("--out manifest.xml would overwrite the source; give another name.");
}
try {
  writeFileSync(file, developers.replaceAll(developerOrigin, origin));
} catch (error) {
  fail(`--out ${out} cannot be written: ${error.message}`);
}
process.stdout.write(`${file} is the manifest for ${origin}.\n`);
if (unified !== undefined) {
  const cli = join(projectDir, "node_modules/office-addin-manifest-converter/cli.js");
  const convert = [cli, "convert", file, "--output", resolve(unified)];
  const { status } = spawnSync(process.execPath, convert, { stdio: "inherit" });
  if (status !== 0) fail(`--unified ${unified}: the manifest could not be converted.`);
  process.stdout.write(`${join(resolve(unified), "manifest.json")} is the same, unified.\n`);
}
