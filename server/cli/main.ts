#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { runCommand } from "./program.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
) as { version: string };

process.exitCode = await runCommand(process.argv.slice(2), version, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
