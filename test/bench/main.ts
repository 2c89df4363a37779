/**
 * `npm run bench`: measures and prints each figure beside what physics allows and what we aim at.
 * `npm run bench -- push latency` runs these sections only, `--json` prints figures as JSON. Ends with
 * code 1 when a target is missed.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { targetMet, type Figure } from "./figure.ts";
import { sections } from "./sections.ts";
import { heading, row } from "./table.ts";

const wordsGiven = process.argv.slice(2);
const asJson = wordsGiven.includes("--json");
const named = wordsGiven.filter((word) => !word.startsWith("-"));
const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

interface Measured {
  readonly section: string;
  readonly figures: readonly Figure[];
  /** Why a section broke off; `null` when it came to its end. */
  readonly failure: string | null;
}

/** Each section has a process of its own, so that none inherits another's heap or warm caches. */
function measure(section: string): Promise<Measured> {
  const figures: Figure[] = [];
  const child = fork(fileURLToPath(new URL("./section-process.ts", import.meta.url)), [section], {
    execArgv: [...process.execArgv, "--expose-gc"],
  });
  child.on("message", (figure: Figure) => {
    figures.push(figure);
    if (!asJson) print(row(figure));
  });
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      const failure = code === 0 ? null : `it ended with ${signal ?? `code ${code ?? 0}`}`;
      resolve({ section, figures, failure });
    });
  });
}

const unknown = named.filter((name) => sections[name] === undefined);
if (unknown.length > 0) {
  print(`There is no ${unknown.join(", ")}; there is ${Object.keys(sections).join(", ")}.`);
  process.exit(2);
}
const measured: Measured[] = [];
for (const [name, { title }] of Object.entries(sections)) {
  if (named.length > 0 && !named.includes(name)) continue;
  if (!asJson) print(heading(title));
  const done = await measure(name);
  measured.push(done);
  if (!asJson && done.failure !== null) print(`The section ${name} broke off: ${done.failure}.`);
}
const all = measured.flatMap(({ figures }) => figures);
const missed = all.filter((figure) => targetMet(figure) === false);
const broken = measured.filter(({ failure }) => failure !== null);
if (asJson) print(JSON.stringify({ node: process.version, measured }, null, 2));
else print(`\n${all.length} figures, ${missed.length} targets missed, ${broken.length} broken off`);
process.exitCode = missed.length + broken.length === 0 ? 0 : 1;
