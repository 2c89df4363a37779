import { calendarRulesSchema } from "../../server/api/contract/account.ts";
import { calendarDecision } from "../../server/settings/calendar-settings.ts";
import {
  calendarChoices,
  calendarDefaults,
  calendarRules,
} from "../../server/settings/calendar.ts";

describe("the calendar's settings", () => {
  it("have valid defaults: both ways, the newest edit, a deletion follows, the brake at ten", () => {
    expect(calendarRulesSchema.parse(calendarChoices())).toEqual(calendarChoices());
    expect(calendarRules(calendarDefaults)).toEqual({
      categoryTypes: [],
      policy: {
        toErp: true,
        toMicrosoft: true,
        flows: {},
        precedence: "newest",
        afterDeleteOn: { microsoft: "delete", erp: "delete" },
        clockSkewMs: 2_000,
      },
      privacy: { items: "leaveOut", word: "Busy", address: null },
      span: { daysBack: 14, daysForward: 365 },
      brake: { deletionsMin: 10, share: 0.2, emptiedMin: 5 },
    });
  });

  it.each([
    ["both", true, true],
    ["toErp", true, false],
    ["toMicrosoft", false, true],
  ] as const)("%s writes to the ERP: %s, to Outlook: %s", (direction, toErp, toMicrosoft) => {
    const { policy } = calendarRules({ ...calendarDefaults, direction });
    expect(policy).toMatchObject({ toErp, toMicrosoft });
  });

  it.each([
    [[], null],
    [[{ name: "system", values: { intervalMinutes: 15 }, locked: [] }], 15],
    [
      [
        { name: "system", values: { intervalMinutes: 30 }, locked: [] },
        { name: "company", values: { intervalMinutes: 60 }, locked: [] },
      ],
      60,
    ],
  ] as const)("ask as often as the lowest level says: %j", (above, minutes) => {
    const job = {
      ...{ enabled: true, outlookItems: "all" as const, erpItems: true },
      // Nobody asks more often for himself.
      rules: { intervalMinutes: 1 } as object,
    } as const;
    const { settings } = calendarDecision(above, job);
    expect(settings.intervalMinutes).toBe(minutes);
    expect(calendarRules(settings).intervalMs).toBe(
      minutes === null ? undefined : minutes * 60_000,
    );
  });

  it("keep the two directions of a deletion apart", () => {
    const rules = calendarRules({
      ...calendarDefaults,
      afterDeleteInOutlook: "keep",
      afterDeleteInErp: "recreate",
    });
    expect(rules.policy.afterDeleteOn).toEqual({ microsoft: "keep", erp: "recreate" });
  });

  it.each([
    // Nobody switches off for himself what guards him.
    { brakeDeletions: 100 },
    { daysBack: -1 },
    { daysForward: 0 },
    { direction: "none" },
    { unknown: true },
  ])("refuse %j", (mistake) => {
    expect(calendarRulesSchema.safeParse({ ...calendarChoices(), ...mistake }).success).toBe(false);
  });
});
