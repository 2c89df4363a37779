/** The register of quirks against the list of them: nothing is forgotten, everything named exists and is tested. */
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { manualClock } from "../../server/lib/clock.ts";
import { addressesAt } from "../../sandbox/addresses.ts";
import { nightlySwitches, quirks } from "../../sandbox/graph/quirks.ts";
import { choices, defaultSwitches } from "../../sandbox/graph/switches.ts";
import { createSandbox } from "../../sandbox/sandbox.ts";
import { describeConformance } from "./describe-conformance.ts";
import { readReference } from "./reference.ts";

const tests = resolve(__dirname, "..");
/** Every test but this one. */
const testFiles = readdirSync(tests, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .filter((name) => resolve(tests, name) !== __filename);
const texts = testFiles.map((name) => readFileSync(join(tests, name), "utf8"));

/** A test names its quirks at the head of its title, or as `(quirk <id>)` at the end. */
const isTested = (id: string) =>
  texts.some((text) => new RegExp(`(?<![\\w-])${id}(: |, | and | = |\\))`).test(text));

async function controlRoutes(): Promise<string[]> {
  const clock = manualClock(0);
  const { handle } = createSandbox({
    ...{ addresses: addressesAt(3000, false), clock, seed: 1, projectDir: process.cwd() },
    post: async () => ({ status: 202, body: "" }),
  });
  const headers = { host: "localhost:3000" };
  const { body } = await handle({ method: "GET", url: "/sandbox", headers });
  const { routes } = JSON.parse(String(body)) as { routes: { method: string; path: string }[] };
  return routes.map(({ method, path }) => `${method} ${path}`);
}

describe("the register of quirks", () => {
  it.each(Object.entries(quirks))(
    "%s: what it names exists, and a test names it",
    async (id, shown) => {
      if (typeof shown === "object" && "later" in shown) return;
      const named: string[] = [];
      if (typeof shown === "object" && "switches" in shown) named.push(...shown.switches);
      if (typeof shown === "object" && "control" in shown) named.push(shown.control);
      const existing = [...Object.keys(defaultSwitches), ...(await controlRoutes())];
      expect(named.filter((name) => !existing.includes(name))).toEqual([]);
      expect(isTested(id)).toBe(true);
    },
  );
});

describeConformance("the list of quirks", () => {
  it("is in the register as far as it is to be simulated", () => {
    const listed = readReference("quirks.json") as { id: string; simulate: unknown }[];
    const wanted = listed.filter(({ simulate }) => simulate !== false).map(({ id }) => id);
    expect(wanted.length).toBeGreaterThan(35);
    expect(Object.keys(quirks).toSorted()).toEqual(wanted.toSorted());
  });
});

describe("the nightly mix", () => {
  const ofQuirks = Object.values(quirks).flatMap((shown) =>
    typeof shown === "object" && "switches" in shown ? shown.switches : [],
  );

  it.each([1, 2, 3, 4, 5])("of seed %i is the same each time, and all chances are on", (seed) => {
    const night = nightlySwitches(seed);
    expect(nightlySwitches(seed)).toEqual(night);
    expect(Object.keys(night).toSorted()).toEqual(Object.keys(defaultSwitches).toSorted());
    const chances = Object.values(night).filter((value) => typeof value === "number");
    expect(chances.length).toBeGreaterThan(4);
    expect(Math.min(...chances)).toBeGreaterThan(0);
  });

  it("shows every quirk that has a switch, some night or other in each of its ways", () => {
    const nights = Array.from({ length: 60 }, (_, seed) => nightlySwitches(seed));
    const alwaysPlain = ofQuirks.filter((name) => {
      const values = new Set(nights.map((night) => night[name]));
      const usual = name in choices && !values.has(true) ? defaultSwitches[name] : undefined;
      return values.size === 1 && values.has(usual as never);
    });
    expect(alwaysPlain).toEqual([]);
  });
});
