import { readFileSync } from "node:fs";

/** The table of SPEC.md and the tests it names, held together. */
const spec = readFileSync("server/sync/SPEC.md", "utf8");
const rows = [...spec.matchAll(/^\| (\d+) ([^|]+) \|.*\| ([^|]+) \|$/gm)].map(
  ([, number = "", name = "", tests = ""]) => ({ number, name: name.trim(), tests }),
);

describe("SPEC.md", () => {
  it("numbers its rules in order, each once", () => {
    const numbers = rows.map((row) => Number(row.number));
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  });

  it.each(rows)("rule $number ($name) is held by a test that exists", ({ tests }) => {
    const named = [...tests.matchAll(/`([^`]+)` ([^,]+)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, file = "", group = ""] of named) {
      expect(readFileSync(file, "utf8")).toContain(`describe("${group.trim()}`);
    }
  });

  it("every rule that a test names is in the table", () => {
    for (const file of ["plan", "match", "guard", "record", "undo", "answers"]) {
      const text = readFileSync(`test/sync/${file}.test.ts`, "utf8");
      for (const [, number] of text.matchAll(/describe\("rule (\d+)/g)) {
        expect(rows.map((row) => row.number)).toContain(number);
      }
    }
  });

  it("shows by a test what each weak promise comes to", () => {
    const tests = [
      ...spec.matchAll(/^\| (?:lock|create|deletes|changes|) +\|.*\| `([^`]+)` ([^|]+) \|$/gm),
    ];
    expect(tests).toHaveLength(5);
    for (const [, file = "", group = ""] of tests) {
      expect(readFileSync(file, "utf8")).toContain(`describe("${group.trim()}`);
    }
  });
});
