/** What a browser must load before the first paint of each page, as it goes over the wire. */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Section } from "../figure.ts";

const kibibyte = 1024;
const initialKibMax = 170;
const folder = join("dist", "addin");

/** KiB of the scripts that a page names itself; Office's own library is not ours to weigh. */
function initialKib(page: string): number {
  const html = readFileSync(join(folder, page), "utf8");
  const scripts = [...html.matchAll(/\bsrc="?(\/static\/[^"\s>]+)/g)].map(([, src]) => src);
  // The smallest are not compressed: nothing would be gained.
  const bytes = scripts.map((src = "") => {
    const compressed = statSync(join(folder, `${src}.gz`), { throwIfNoEntry: false });
    return (compressed ?? statSync(join(folder, src))).size;
  });
  return bytes.reduce((sum, size) => sum + size, 0) / kibibyte;
}

/** Builds what is not built yet. Throws where that fails. */
export function built(): void {
  const { status } = spawnSync(process.execPath, ["tools/build.mjs", "--if-stale"], {
    // What it says is no figure.
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error("The build failed.");
}

export const bundle: Section = {
  title: "Bundles, gzip",
  async run(report) {
    built();
    for (const page of ["taskpane.html", "portal.html"]) {
      report({
        name: `${page}: scripts before the first paint`,
        value: initialKib(page),
        unit: "KiB",
        ...(page === "taskpane.html" && { target: { atMost: initialKibMax } }),
      });
    }
    report({
      name: "commands.js, run by Outlook without a window",
      value: statSync(join(folder, "commands.js.gz")).size / kibibyte,
      unit: "KiB",
    });
  },
};
