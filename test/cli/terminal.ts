import { runCommand } from "../../server/cli/program.ts";

/** One command as typed, and what came of it. */
export interface Typed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function type(...args: readonly string[]): Promise<Typed> {
  let out = "";
  let err = "";
  const code = await runCommand(
    args,
    { version: "1.2.3", manifest: "https://localhost:3000/taskpane.html" },
    {
      out: (text) => (out += text),
      err: (text) => (err += text),
    },
  );
  return { code, out, err };
}
