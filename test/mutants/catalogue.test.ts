import { readFileSync } from "node:fs";
import { mutants } from "./catalogue.ts";

describe("the catalogue of planted faults", () => {
  it("has at least forty, each under a name of its own", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(40);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  it.each(mutants)(
    "$name still applies, and its test exists",
    ({ file, search, replacement, test }) => {
      const places = readFileSync(file, "utf8").split(search).length - 1;
      expect({ file, search, places }).toEqual({ file, search, places: 1 });
      expect(replacement).not.toBe(search);
      expect(readFileSync(test.file, "utf8")).toContain(test.name);
    },
  );
});
