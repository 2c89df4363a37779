import { engine, sync, type Mutant } from "./mutant.ts";

const series = "test/sync/series.test.ts";
const simulation = {
  file: "test/simulation/simulation.test.ts",
  name: "holds every rule",
} as const;

/** Faults in what is done to series, what people chose, take back and share. */
export const ofSeries: readonly Mutant[] = [
  {
    name: "a copy is taken back whose days somebody changed since",
    file: sync("undo"),
    search: "  edited.push(...grownSince(now, undo, terms));\n",
    replacement: "",
    test: { file: series, name: "stays where somebody changed a day of it" },
  },
  {
    name: "a deletion beats the days of a series that were never carried over",
    file: sync("plan"),
    search:
      "    if (before === undefined) return rule.after !== undefined && hasOwn(rule, side, now, terms);",
    replacement: "    if (before === undefined) return false;",
    test: { file: series, name: "lives on: nobody who deleted it knew of them" },
  },
  {
    name: "a field that goes one way is written to its source",
    file: sync("flow"),
    search: '  const own = narrower(rule?.flow ?? "none", policy.flows[field] ?? "both");',
    replacement: '  const own = rule?.flow ?? "none";',
    test: simulation,
  },
  {
    name: "where each day is an activity, their series is one as well",
    file: engine("run/series"),
    search: '  const other = series === "occurrences" ? "master" : "occurrence";',
    replacement: '  const other = series === "occurrences" ? undefined : "occurrence";',
    test: simulation,
  },
  {
    name: "what was edited since is overwritten by an undo",
    file: sync("undo"),
    search:
      '    const because = isEdited(now, undo, field, terms)\n      ? "edited"\n      : obstacle(link, now, undo, field, terms);',
    replacement: "    const because = obstacle(link, now, undo, field, terms);",
    test: simulation,
  },
  {
    name: "an activity that is being made again looks gone to the others",
    file: engine("meetings/meeting-owners"),
    search: '    if (erp === null && choice !== "off" && enabled && link.create?.side === "erp") {',
    replacement: '    if (erp === undefined && link.create?.side === "erp") {',
    test: { file: simulation.file, name: "what was found once never comes back" },
  },
];
