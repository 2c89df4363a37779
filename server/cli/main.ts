#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { runCommand } from "./program.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
) as { version: string };

const manifest = readFileSync(new URL("../../../manifest.xml", import.meta.url), "utf8");

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

process.exitCode = await runCommand(
  process.argv.slice(2),
  { version, manifest },
  {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    streams: { input: process.stdin, output: process.stdout },
    interrupted: () => {
      const controller = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => controller.abort());
      }
      return controller.signal;
    },
    ...(process.stdin.isTTY ? { ask } : {}),
  },
);
