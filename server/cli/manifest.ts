import { writeFile } from "node:fs/promises";
import { CliError } from "./failure.ts";

/** Writes a manifest where somebody can upload it from. */
export async function writeManifest(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliError("not-written", `No manifest was written to ${file}: ${reason}.`, undefined, {
      cause,
    });
  }
}
