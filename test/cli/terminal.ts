import { Readable, Writable } from "node:stream";
import { runCommand } from "../../server/cli/program.ts";

/** One command as typed, and what came of it. */
export interface Typed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const type = (...args: readonly string[]): Promise<Typed> => typeWith("", args);

/** The same where somebody is there who types this when the command asks. */
export const typeAnd = (answer: string, ...args: readonly string[]): Promise<Typed> =>
  typeWith("", args, answer);

/** The same with something on standard input; what goes to standard output is in `out`. */
export async function typeWith(
  input: string,
  args: readonly string[],
  answer?: string,
): Promise<Typed> {
  let out = "";
  let err = "";
  const code = await runCommand(
    args,
    { version: "1.2.3", manifest: "https://localhost:3000/taskpane.html" },
    {
      out: (text) => (out += text),
      err: (text) => (err += text),
      streams: {
        input: Readable.from([input]),
        output: new Writable({
          write(chunk, _encoding, done) {
            out += String(chunk);
            done();
          },
        }),
      },
      ...(answer === undefined ? {} : { ask: () => Promise.resolve(answer) }),
    },
  );
  return { code, out, err };
}
