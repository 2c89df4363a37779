import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { runCommand } from "../../server/cli/program.ts";
import { createMetrics } from "../../server/metrics/metrics.ts";

const read = (file: string): string => readFileSync(file, "utf8");

interface Stage {
  readonly from: string;
  readonly name: string;
  readonly lines: readonly string[];
}

/** The stages of the Dockerfile, with continued lines joined. */
function stages(): readonly Stage[] {
  const lines = read("Dockerfile")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const found: Stage[] = [];
  for (const line of lines) {
    const [, from, name = ""] = /^FROM (\S+)(?: AS (\w+))?$/.exec(line) ?? [];
    if (from !== undefined) found.push({ from, name, lines: [] });
    else found.splice(-1, 1, { ...found.at(-1)!, lines: [...found.at(-1)!.lines, line] });
  }
  return found;
}

const [build, libraries, image] = stages() as [Stage, Stage, Stage];

/** What a stage copies, by where it comes from; the last word is where to. */
function copies(stage: Stage, from: string): readonly string[] {
  return stage.lines.flatMap((line) => {
    const [, source = "", words = ""] = /^COPY (?:--from=(\w+) )?(.*)$/.exec(line) ?? [];
    return line.startsWith("COPY") && source === from ? words.split(" ").slice(0, -1) : [];
  });
}

describe("the Dockerfile", () => {
  it("builds from everything that the build reads, and from nothing that is not there", () => {
    const [, list = ""] = /const inputs = \[([\s\S]*?)\n\];/.exec(read("tools/build.mjs")) ?? [];
    const inputs = [...list.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);
    const copied = copies(build, "");
    expect(inputs.length).toBeGreaterThan(4);
    for (const input of inputs) {
      expect(copied.some((path) => `${input}/`.startsWith(`${path}/`))).toBe(true);
    }
    for (const path of [...copied, ...copies(libraries, ""), ...copies(image, "")]) {
      expect([path, existsSync(path)]).toEqual([path, true]);
    }
  });

  it("takes into the image what the server reads where it runs, and no tools", () => {
    expect(copies(image, "build")).toEqual(["/app/dist/server", "/app/dist/addin"]);
    expect(copies(image, "libraries")).toEqual(["/app/node_modules"]);
    expect(libraries.lines.join()).toContain("npm ci --omit=dev");
    // server/main.ts and server/cli/main.ts read both beside dist/.
    for (const file of ["package.json", "manifest.xml"]) {
      expect(read("server/main.ts") + read("server/cli/main.ts")).toContain(`../../${file}`);
      expect(copies(image, "")).toContain(file);
    }
  });

  it("names no host to load from, runs as nobody special, and is asked for its health", () => {
    for (const { from } of [build, libraries, image]) expect(from).toMatch(/^node:[\w.-]+$/);
    const text = image.lines.join("\n");
    expect(text).toMatch(/^USER node$/m);
    expect(text).toMatch(/^VOLUME \/data$/m);
    expect(text).toContain("/healthz");
    expect(text).toMatch(/^CMD \["node", "dist\/server\/main.js"\]$/m);
    expect(image.lines.findIndex((line) => line.startsWith("USER"))).toBeGreaterThan(
      image.lines.findIndex((line) => line.startsWith("RUN")),
    );
  });

  it("is sent what it copies, and neither data nor keys", () => {
    const allowed = read(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    const copied = [build, libraries, image].flatMap((stage) => copies(stage, ""));
    expect([...allowed].sort()).toEqual([...new Set(copied)].sort());
    expect(read(".dockerignore")).toMatch(/^\*$/m);
  });
});

describe("the unit of systemd", () => {
  const unit = read("deploy/sync-to-erp.service");
  const analyze = (...args: string[]) =>
    spawnSync("systemd-analyze", [...args, "deploy/sync-to-erp.service"], { encoding: "utf8" });
  const isThere = analyze("--version").status === 0;
  const where = isThere ? it : it.skip;

  where("is understood by systemd (needs systemd-analyze)", () => {
    const { stderr } = analyze("verify", "--man=no");
    // The machine that tests need not have Node where a server has it.
    expect(
      stderr.split("\n").filter((line) => line !== "" && !line.includes("not executable")),
    ).toEqual([]);
  });

  it("waits longer than the server takes to stop, and starts no configuration again that is wrong", () => {
    const [, limitMs = ""] = /stopWithinMs = (\d+_\d+)/.exec(read("server/main.ts")) ?? [];
    const [, seconds = ""] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
    expect(Number(seconds) * 1000).toBeGreaterThan(Number(limitMs.replace("_", "")));
    expect(unit).toMatch(/^RestartPreventExitStatus=2$/m);
    expect(read("server/main.ts")).toContain("process.exit(2)");
  });

  it("lets the server write its folder and nothing else, and gives it no rights", () => {
    for (const line of [
      ...["DynamicUser=yes", "ProtectSystem=strict", "ProtectHome=yes", "NoNewPrivileges=yes"],
      ...["StateDirectory=sync-to-erp", "Environment=DATA_DIR=/var/lib/sync-to-erp"],
      ...["CapabilityBoundingSet=", "PrivateTmp=yes"],
    ]) {
      expect(unit.split("\n")).toContain(line);
    }
  });
});

describe("docs/operations.md", () => {
  const page = read("docs/operations.md");

  it("names every metric that there is, and no other", async () => {
    const text = await createMetrics("1.2.3", false).text();
    const real = [...text.matchAll(/^# TYPE sync_to_erp_(\w+) /gm)].map(([, name = ""]) => name);
    const table = page.split("\n").filter((line) => line.startsWith("| `"));
    const told = table.join().matchAll(/`([a-z_]+?)(?:\{[\w,]+\})?`/g);
    const documented = [...told].map(([, name = ""]) => name);
    expect(real.filter((name) => !documented.includes(name))).toEqual([]);
    const alerts = [...page.matchAll(/sync_to_erp_(\w+)/g)].map(([, name = ""]) => name);
    const plain = alerts.map((name) => name.replace(/_(bucket|count|sum)$/, ""));
    expect(plain.filter((name) => name !== "" && !real.includes(name))).toEqual([]);
  });

  it("names commands that there are", async () => {
    let help = "";
    const build = { version: "1", manifest: "" };
    await runCommand(["--help"], build, { out: (text) => (help += text), err: () => undefined });
    const told = [...page.matchAll(/`sync-to-erp ([a-z][a-z-]*)/g)].map(([, name = ""]) => name);
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((name) => !new RegExp(`^ {2}${name}\\b`, "m").test(help))).toEqual([]);
  });

  it("names variables that there are", () => {
    const example = read(".env.example");
    const told = [...page.matchAll(/`([A-Z][A-Z]+_[A-Z_]+)[`=]/g)].map(([, name = ""]) => name);
    const unknown = new Set(told.filter((name) => !new RegExp(`^#? ?${name}=`, "m").test(example)));
    expect([...unknown]).toEqual(["HTTPS_PROXY"]);
  });
});
