import { engine, sync, type Mutant } from "./mutant.ts";

const core = "test/sync/marks.test.ts";
const acts = "test/engine/run/marks.test.ts";

/** Faults of what Outlook's items show of their links. */
export const ofMarks: readonly Mutant[] = [
  {
    name: "our own taking a category off is a person's",
    file: sync("marks"),
    search: 'if (had === has || link.marking?.includes("tracked") === has) return null;',
    replacement: "if (had === has) return null;",
    test: { file: core, name: "our own taking it off shows" },
  },
  {
    name: "what was off before marks were shown is switched on",
    file: sync("marks"),
    search: '&& link.microsoft.marks !== undefined ? "added" : null;',
    replacement: '? "added" : null;',
    test: { file: core, name: "it is on what was off before marks were" },
  },
  {
    name: "categories that all went at once untrack all",
    file: engine("run/observe/hands"),
    search: "return removed > Math.max(",
    replacement: "return removed < -Math.max(",
    test: { file: acts, name: "of more items than the brake allows is nobody's" },
  },
  {
    name: "our categories take the place of a person's",
    file: "server/connectors/marked.ts",
    search: "categories: categoriesWith(own, marks, names),",
    replacement: "categories: categoriesWith([], marks, names),",
    test: { file: acts, name: "stands behind a person's own" },
  },
  {
    name: "an item that refuses our category is asked in every run",
    file: engine("run/apply/marks"),
    search: " || link.unmarkable === microsoft.version) continue;",
    replacement: ") continue;",
    test: { file: acts, name: "stays off an item that refuses it" },
  },
  {
    name: "an edit that a released document refuses is forgotten",
    file: engine("run/apply/intents"),
    search: "return refused.length === 0 ? rest : { ...rest, refused };",
    replacement: "return rest;",
    test: { file: acts, name: "stands while the ERP's document is released" },
  },
  {
    name: "what was read is stored before a category that was taken off is acted on",
    file: engine("run/observe/observe"),
    search: "  await takeUpHands(run);\n  const setAside =",
    replacement: "  await run.ledger.commit();\n  await takeUpHands(run);\n  const setAside =",
    test: { file: acts, name: "is not lost where the run ends" },
  },
  {
    name: "what is being made with a category of ours is forgotten when marks are switched off",
    file: engine("run/book"),
    search: "  if (create?.marks !== undefined) return true;",
    replacement: "  void create;",
    test: { file: acts, name: "what was made with a mark and not answered for" },
  },
];
