import fc from "fast-check";
import {
  changesOf,
  presetOf,
  withLock,
  withPreset,
  withValue,
} from "../../../addin/features/service/jobs/draft.ts";
import type { LevelContent, LevelView } from "../../../server/api/contract/service/jobs.ts";
import { isChoice } from "../../../server/settings/inherit.ts";
import { jobs } from "../../../server/settings/jobs.ts";

const { settings, presets } = jobs.calendar;

/** The level as a company sees it, these settings fixed above. */
const level = (content: LevelContent, fixed: readonly string[] = []): LevelView => ({
  ...{ content, revision: "1", mayChange: true },
  known: { categories: [], types: [] },
  settings: Object.entries(settings).map(([name, { group, allowed, default: value }]) => ({
    ...{ name, group, bounded: false, fixable: true },
    allowed: isChoice(allowed) ? [...allowed] : allowed,
    above: { value, from: "default", locked: fixed.includes(name) },
  })),
  presets: presets.map(({ id, values, rows }) => ({ id, values: { ...values }, rows: [...rows] })),
});
const anyContent: fc.Arbitrary<LevelContent> = fc.record({
  values: fc.record(
    {
      direction: fc.constantFrom("both", "toErp"),
      daysBack: fc.integer({ min: 0, max: 365 }),
      brakeDeletions: fc.integer({ min: 0, max: 1_000 }),
    },
    { requiredKeys: [] },
  ),
  locked: fc.subarray(["direction", "marks"]),
});

describe("a draft of a level", () => {
  it("holds a preset that was put into it, and keeps all that the preset is not about", () => {
    fc.assert(
      fc.property(anyContent, fc.nat(presets.length - 1), (content, nth) => {
        const view = level(content);
        const preset = view.presets[nth]!;
        const after = withPreset(content, preset, view);
        expect(presetOf(after, view)?.id).toBe(preset.id);
        expect(after.locked).toEqual(content.locked);
        expect(after.values["brakeDeletions"]).toBe(content.values["brakeDeletions"]);
        expect(changesOf(view, after).map(({ name }) => name)).toEqual(
          Object.keys(settings).filter(
            (name) => name in preset.values && preset.values[name] !== content.values[name],
          ),
        );
      }),
    );
  });

  it("takes nothing from a preset in which it has no say", () => {
    const view = level({ values: {}, locked: [] }, ["direction"]);
    const syspro = view.presets.find(({ id }) => id === "syspro")!;
    const after = withPreset(view.content, syspro, view);
    expect(after.values).not.toHaveProperty("direction");
    expect(after.values["afterDeleteInErp"]).toBe("keep");
    expect(presetOf(after, view)).toBeNull();
  });

  it("is as before once a value and a lock are taken back", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        fc.pre(!("precedence" in content.values));
        const said = withLock(withValue(content, "precedence", "ask"), "precedence", true);
        const back = withLock(withValue(said, "precedence", null), "precedence", false);
        expect(back).toEqual(content);
        expect(changesOf(level(content), said)).toEqual([
          { name: "precedence", from: null, to: "ask", fixed: true },
        ]);
      }),
    );
  });
});
