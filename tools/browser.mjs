/**
 * The Chromium that the browser tests drive: the system's, else installed the platform's own way.
 * Tests take Debian's shell of it where there is one, which draws the same pages without a window
 * around them, for a fifth less of the processor. What measures takes the whole browser: only that
 * keeps scripts from one opening to the next as people's does.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

const shell = "chromium-headless-shell";
const wholeBrowsers = [
  ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
  ...["microsoft-edge", "microsoft-edge-stable"],
];

/** Where the platform's installers put a browser of the Chromium family. */
function wellKnownPaths(commands) {
  const { env, platform } = process;
  if (platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
      ["/Applications", join(env.HOME ?? "", "Applications")].map((folder) =>
        join(folder, `${name}.app`, "Contents", "MacOS", name),
      ),
    );
  }
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA];
    const programs = [
      join("Google", "Chrome", "Application", "chrome.exe"),
      join("Chromium", "Application", "chrome.exe"),
      join("Microsoft", "Edge", "Application", "msedge.exe"),
    ];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  const folders = [...(env.PATH ?? "").split(delimiter), "/usr/bin", "/snap/bin"];
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

function installOnDebian(packages) {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return;
  const aptGet = "/usr/bin/apt-get";
  if (!existsSync(aptGet)) return;
  process.stdout.write("Installing Chromium …\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync(aptGet, ["-qq", ...args], { env, stdio: "inherit" });
  apt("update");
  for (const name of packages) {
    if (apt("install", "-y", "--no-install-recommends", name).status === 0) return;
    // Older releases have no shell; apt says so, and the whole browser follows.
  }
}

/**
 * @param {{ isWhole?: boolean }} wanted `isWhole`: one that keeps what people's browsers keep
 * @returns path of a browser, or `undefined` after saying in one sentence what to do
 */
export function ensureBrowser({ isWhole = false } = {}) {
  const asked = process.env.CHROMIUM_PATH;
  if (asked !== undefined && asked !== "") {
    if (existsSync(asked)) return asked;
    process.stderr.write(`CHROMIUM_PATH names ${asked}, which does not exist.\n`);
    return undefined;
  }
  const commands = isWhole ? wholeBrowsers : [shell, ...wholeBrowsers];
  const find = () => wellKnownPaths(commands).find((path) => existsSync(path));
  const found = find();
  if (found !== undefined) return found;
  installOnDebian(isWhole ? ["chromium"] : [shell, "chromium"]);
  const installed = find();
  if (installed === undefined) {
    process.stderr.write(
      "The browser tests need Chromium, Chrome or Edge: install one, or set CHROMIUM_PATH to its program file.\n",
    );
  }
  return installed;
}
