import { readFileSync } from "node:fs";
import {
  deleteRules,
  directions,
  isDay,
  parts,
  precedences,
  states,
  type Case,
  type Part,
  type State,
} from "./laws.ts";

/** The pairs of what happened in Outlook and in the ERP. */
export const pairs: readonly (readonly [State, State])[] = [
  ...states.flatMap((here) => states.map((there) => [here, there] as const)),
  ["changed alike", "changed alike"],
];

/** Every pair of one part, times each rule and each direction. */
export const casesOf = (part: Part): readonly Case[] =>
  pairs.flatMap(([microsoft, erp]) =>
    precedences.flatMap((precedence) =>
      deleteRules.flatMap((deleteRule) =>
        directions.map((direction) => ({
          ...{ part, microsoft, erp, precedence, deleteRule, direction },
        })),
      ),
    ),
  );

/** What a table does not vary. */
const usual: Omit<Case, "microsoft" | "erp"> = {
  part: "appointment",
  precedence: "ERP wins",
  deleteRule: "delete",
  direction: "both",
};
const isGone = ([here, there]: readonly [State, State]): boolean =>
  here === "deleted" || there === "deleted";

interface Table {
  readonly title: string;
  readonly pairs: readonly (readonly [State, State])[];
  /** The heads of its columns, and what each of them varies. */
  readonly columns: ReadonlyMap<string, Partial<Case>>;
}

const columns = <K extends keyof Case>(name: K, values: readonly Case[K][]) =>
  new Map<string, Partial<Case>>(values.map((value) => [value, { [name]: value }]));

const ofDays = parts.filter(isDay);

/** The tables that people read. */
export const tables: readonly Table[] = [
  {
    title: "Both sides are there",
    pairs: pairs.filter((pair) => !isGone(pair)),
    columns: columns("precedence", precedences),
  },
  {
    title: "Gone on one side or both",
    pairs: pairs.filter(isGone),
    columns: columns("deleteRule", deleteRules),
  },
  {
    title: "One way",
    pairs,
    columns: columns("direction", directions.slice(1)),
  },
  {
    title: "What is not a plain appointment",
    pairs,
    columns: columns(
      "part",
      parts.slice(1).filter((part) => !ofDays.includes(part)),
    ),
  },
  {
    title: "A single day of a series",
    pairs,
    columns: columns("part", ofDays),
  },
];

/** One line of a table that people read. */
export interface Line {
  readonly pair: readonly [State, State];
  readonly cells: readonly { readonly case: Case; readonly says: string }[];
  /** The names of the laws that the line says decide it. */
  readonly laws: readonly string[];
}

const text = readFileSync(new URL("table.md", import.meta.url), "utf8");

/** The laws as the file tells them, by name. */
export const toldLaws: ReadonlyMap<string, string> = new Map(
  [...text.matchAll(/^- \*\*(\w+)\*\*: (.+)$/gm)].map(([, name = "", words = ""]) => [name, words]),
);

/** The lines of a table of the file. @throws Error where its head is another. */
export function linesOf({ title, columns: wanted }: Table): readonly Line[] {
  const section = text.split(/^## /m).find((one) => one.startsWith(`${title}\n`)) ?? "";
  const [head = [], , ...rows] = section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const heads = head.slice(2, -1);
  if (heads.join() !== [...wanted.keys()].join()) throw new Error(`${title}: other columns`);
  return rows.map((row) => {
    const pair = [row[0], row[1]] as [State, State];
    const varied = [...wanted.values()];
    const cells = row.slice(2, -1).map((says, at) => ({
      case: { ...usual, microsoft: pair[0], erp: pair[1], ...varied[at] },
      says,
    }));
    return { pair, cells, laws: (row.at(-1) ?? "").split(" ").filter((law) => law !== "") };
  });
}
