/**
 * `npm run build`: the add-in's bundles into dist/addin (each with a .br and a .gz beside it), the
 * server into dist/server. `--if-stale` does nothing where the inputs are those of the last build.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { installIfNeeded, projectDir, requireNode } from "./install.mjs";

const inputs = [
  ...["addin", "server", "tools/build.mjs", "tools/licences.mjs"],
  ...["package-lock.json", "tsconfig.json", "webpack.config.js"],
];
const addinDir = join(projectDir, "dist", "addin");
const serverDir = join(projectDir, "dist", "server");
const mapsDir = join(projectDir, "dist", "maps");
const stampFile = join(projectDir, "dist", ".inputs");
/** Smaller files gain nothing: their headers weigh more. */
const compressedFromBytes = 1024;

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

function inputsDigest() {
  const digest = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const file of inputs.flatMap((input) => filesBelow(join(projectDir, input)))) {
    digest.update(relative(projectDir, file).replaceAll("\\", "/")).update("\0");
    digest.update(readFileSync(file)).update("\0");
  }
  return digest.digest("hex");
}

function isBuilt(digest) {
  const made = [join(addinDir, "taskpane.html"), join(serverDir, "main.js"), stampFile];
  return made.every(existsSync) && readFileSync(stampFile, "utf8") === digest;
}

/** Runs a tool of node_modules; resolves with its exit code, after printing what it said. */
function run(what, file, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(projectDir, "node_modules", file), ...args], {
      cwd: projectDir,
    });
    let said = "";
    child.stdout.on("data", (data) => (said += data));
    child.stderr.on("data", (data) => (said += data));
    child.on("error", (error) => (said += error.message));
    child.on("close", (code) => {
      if (code !== 0) process.stderr.write(`Building the ${what} failed:\n${said}\n`);
      resolve(code === 0);
    });
  });
}

/** The server sends these as they are: compressing at each request would cost more than it saves. */
async function compress(folder) {
  const files = filesBelow(folder).filter((file) => /\.(js|html|css|svg|json)$/.test(file));
  const sizes = { raw: 0, brotli: 0 };
  for (const file of files) {
    const bytes = readFileSync(file);
    if (bytes.length < compressedFromBytes) continue;
    const brotli = await promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
    writeFileSync(`${file}.br`, brotli);
    writeFileSync(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    sizes.raw += bytes.length;
    sizes.brotli += brotli.length;
  }
  return sizes;
}

async function build() {
  const started = Date.now();
  const digest = inputsDigest();
  if (process.argv.includes("--if-stale") && isBuilt(digest)) {
    process.stdout.write("The build is up to date.\n");
    return true;
  }
  process.stdout.write("Building add-in and server …\n");
  rmSync(stampFile, { force: true });
  for (const folder of [addinDir, mapsDir, serverDir]) {
    rmSync(folder, { recursive: true, force: true });
  }
  const built = await Promise.all([
    run("add-in", "webpack/bin/webpack.js", ["--mode", "production"]),
    run("server", "typescript/bin/tsc", ["-p", "server/tsconfig.build.json"]),
  ]);
  if (built.includes(false)) return false;
  const { raw, brotli } = await compress(addinDir);
  writeFileSync(stampFile, digest);
  const kB = (bytes) => `${Math.round(bytes / 1000)} kB`;
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(
    `Built in ${seconds} s: dist/addin (${kB(raw)} of scripts and pages, ${kB(brotli)} compressed), dist/server.\n`,
  );
  return true;
}

requireNode();
installIfNeeded();
process.exitCode = (await build()) ? 0 : 1;
