import fc from "fast-check";
import { calendarRulesSchema, flowFields } from "../../server/api/contract/account.ts";
import {
  calendarDecision,
  calendarSettings,
  fieldWays,
  furtherDecision,
  isPersonal,
  personalLevel,
} from "../../server/settings/calendar-settings.ts";
import { calendarDefaults, furtherChoices } from "../../server/settings/calendar.ts";
import {
  decide,
  decideAll,
  isAllowed,
  isChoice,
  type Level,
  type LevelContent,
  type LevelName,
  type Setting,
} from "../../server/settings/inherit.ts";
import type { PlainValue, SettingValue } from "../../server/settings/setting-value.ts";
import { calendarPresets, presetSettings } from "../../server/settings/presets.ts";

const names = Object.keys(calendarSettings);
const settingOf = (name: string): Setting => calendarSettings[name]!;

const anyMap = fc.array(fc.record({ category: fc.string(), type: fc.string() }), { maxLength: 3 });
const valueOf = ({ allowed }: Setting): fc.Arbitrary<SettingValue> => {
  if (isChoice(allowed)) return fc.constantFrom(...allowed);
  return "min" in allowed ? fc.integer(allowed) : anyMap;
};
const content: fc.Arbitrary<LevelContent> = fc.record({
  values: fc.record(Object.fromEntries(names.map((name) => [name, valueOf(settingOf(name))])), {
    requiredKeys: [],
  }) as fc.Arbitrary<Record<string, SettingValue>>,
  locked: fc.subarray(names.filter((name) => settingOf(name).fixable)),
});
const level = (name: LevelName): fc.Arbitrary<Level> => content.map((said) => ({ name, ...said }));
const above = fc.tuple(level("system"), level("company"));
const person = level("person").map(({ values, ...rest }) => ({
  ...rest,
  values: Object.fromEntries(Object.entries(values).filter(([name]) => isPersonal(name))),
}));

/** The lower, the stricter. */
const strictness = ({ allowed }: Setting, value: SettingValue): number =>
  isChoice(allowed) ? allowed.indexOf(value as PlainValue) : Number(value);

describe("a level below", () => {
  it("never changes what is fixed above it", () => {
    fc.assert(
      fc.property(above, person, fc.constantFrom(...names), (levels, own, name) => {
        const decided = decide(name, settingOf(name), levels);
        fc.pre(decided.lockedBy !== null);
        expect(decide(name, settingOf(name), [...levels, own])).toEqual(decided);
      }),
    );
  });

  it("never loosens what keeps people from harm, whoever said it", () => {
    const bounded = names.filter((name) => settingOf(name).bounded === true);
    expect(bounded).toEqual(
      expect.arrayContaining(["enabled", "privateItems", "brakeDeletions", "brakeShare"]),
    );
    fc.assert(
      fc.property(above, person, fc.constantFrom(...bounded), ([system, company], own, name) => {
        const setting = settingOf(name);
        const steps = [[system], [system, company], [system, company, own]].map((levels) =>
          decide(name, setting, levels),
        );
        // What nobody said bounds nothing.
        const said = steps.filter(({ from }) => from !== "default");
        const strict = said.map(({ value }) => strictness(setting, value));
        expect(strict).toEqual(strict.toSorted((one, other) => other - one));
      }),
    );
  });

  it("never starts a sync that its person has off, nor one that is off above", () => {
    const job = { outlookItems: "all", erpItems: true } as const;
    fc.assert(
      fc.property(above, fc.boolean(), (levels, enabled) => {
        const isOff = levels.some(({ values }) => values["enabled"] === false);
        expect(calendarDecision(levels, { ...job, enabled }).enabled).toBe(enabled && !isOff);
      }),
    );
  });
});

describe("inheritance", () => {
  it("goes on as if nothing had been said, once a level says nothing any more", () => {
    fc.assert(
      fc.property(above, person, fc.constantFrom(...names), ([system, company], own, name) => {
        const { [name]: _gone, ...values } = company.values;
        const locked = company.locked.filter((one) => one !== name);
        const without = { ...company, values, locked };
        const decided = decide(name, settingOf(name), [system, without, own]);
        expect(decided).toEqual(decide(name, settingOf(name), [system, own]));
      }),
    );
  });

  it("tells whose word it is, and only ever gives what is allowed", () => {
    fc.assert(
      fc.property(above, person, (levels, own) => {
        const all = [...levels, own];
        for (const [name, { value, from }] of Object.entries(decideAll(calendarSettings, all))) {
          expect(isAllowed(settingOf(name), value)).toBe(true);
          const said = all.find((one) => one.name === from)?.values[name];
          expect(value).toBe(from === "default" ? settingOf(name).default : said);
        }
      }),
    );
  });

  it("passes over what no version of ours would say", () => {
    const odd: Level = {
      name: "system",
      values: { direction: "sideways", daysBack: 0.5 },
      locked: [],
    };
    expect(decide("direction", settingOf("direction"), [odd]).from).toBe("default");
    expect(decide("daysBack", settingOf("daysBack"), [odd]).from).toBe("default");
  });

  it("changes nothing where it is asked a second time", () => {
    fc.assert(
      fc.property(above, fc.record(calendarRulesOf()), (levels, rules) => {
        const job = { enabled: true, outlookItems: "all", erpItems: true, rules } as const;
        const { settings, ...gates } = calendarDecision(levels, job);
        expect(calendarDecision(levels, { ...gates, rules: settings })).toEqual({
          settings,
          ...gates,
        });
      }),
    );
  });
});

function calendarRulesOf() {
  return {
    direction: fc.constantFrom("both" as const, "toErp" as const),
    privateItems: fc.constantFrom("leaveOut" as const, "busy" as const, "full" as const),
    daysBack: fc.integer({ min: 0, max: 365 }),
    flows: fc.constantFrom({}, { body: "none" as const }, { place: "both" as const }),
  };
}

describe("the calendar's settings", () => {
  it("are those that people choose, and the defaults are what nobody said", () => {
    const { flows: _flows, ...rules } = calendarRulesSchema.shape;
    expect(names).toEqual(expect.arrayContaining(Object.keys(rules)));
    const chosen = Object.entries(flowFields).filter(([, ways]) => ways.options.length > 1);
    expect(fieldWays).toEqual(
      Object.fromEntries(chosen.map(([field, ways]) => [field, ways.options])),
    );
    const nobody = calendarDecision([], { enabled: true, outlookItems: "chosen", erpItems: true });
    expect(nobody.settings).toEqual(calendarDefaults);
  });

  it("leave the brake to administrators, whatever a person's document says", () => {
    const rules = { brakeDeletions: 1_000 } as object;
    const job = { enabled: true, outlookItems: "all", erpItems: true, rules } as const;
    expect(personalLevel(job).values).not.toHaveProperty("brakeDeletions");
  });
});

describe("a further mailbox", () => {
  it("is not loosened by any level: what is private stays there, and a calendar to read is not written", () => {
    const rules = furtherChoices({ canEdit: false });
    const job = { enabled: true, outlookItems: "all", erpItems: false, rules } as const;
    fc.assert(
      fc.property(above, (levels) => {
        const { settings, enabled, erpItems } = furtherDecision(levels, job);
        expect(settings).toMatchObject(rules);
        expect(erpItems).toBe(false);
        // Its one way is not another's to close and leave it running.
        const isClosed =
          decide("direction", settingOf("direction"), levels).value === "toMicrosoft";
        expect(enabled && isClosed).toBe(false);
      }),
    );
  });
});

describe("the presets", () => {
  it("say all that they are about, and nothing that may not be said; no two are alike", () => {
    for (const { values } of calendarPresets) {
      expect(Object.keys(values).toSorted()).toEqual(presetSettings.toSorted());
      for (const [name, value] of Object.entries(values)) {
        expect(isAllowed(settingOf(name), value)).toBe(true);
      }
    }
    const all = calendarPresets.map(({ values }) => JSON.stringify(values));
    expect(new Set(all).size).toBe(all.length);
  });

  /** What the rows of `spec/existing-systems.md` say; all else is as the product comes. */
  it.each([
    ["erpnet", { outlookItems: "all", afterDeleteInOutlook: "cancel" }],
    [
      "syspro",
      {
        ...{ direction: "toErp", outlookItems: "chosen", erpItems: false },
        ...{ afterDeleteInOutlook: "keep", afterDeleteInErp: "keep" },
      },
    ],
    ["oro", { outlookItems: "all", precedence: "erp", afterDeleteInOutlook: "recreate" }],
    ["coins", { outlookItems: "category", daysBack: 7, daysForward: 21 }],
  ])("of %s says what its maker documents, and nothing else", (preset, said) => {
    const values = (id: string) => calendarPresets.find((one) => one.id === id)?.values;
    expect(values(preset)).toEqual({ ...values("ours"), ...said });
  });
});
