import { z } from "zod";
import type { WindowSpan } from "../resources/window.ts";
import type { BrakeLimits } from "../sync/guard.ts";
import type { Policy } from "../sync/model.ts";

/** What an administrator decides about the calendar. */
export const calendarSettingsSchema = z.strictObject({
  direction: z.enum(["both", "toErp", "toMicrosoft"]),
  precedence: z.enum(["erp", "microsoft", "newest", "ask"]),
  /** What happens to the ERP's copy when the appointment was deleted in Outlook, and the reverse. */
  afterDeleteInOutlook: z.enum(["delete", "keep", "recreate"]),
  afterDeleteInErp: z.enum(["delete", "keep", "recreate"]),
  daysBack: z.number().int().min(0).max(365),
  daysForward: z.number().int().min(1).max(730),
  brakeDeletions: z.number().int().min(1),
  brakeShare: z.number().min(0).max(1),
  /** None of a side's linked items is left: from so many on nothing is deleted for it. */
  brakeEmptied: z.number().int().min(1),
});
export type CalendarSettings = z.infer<typeof calendarSettingsSchema>;

/** Two clocks that differ by less are not told apart when the newest edit is to win. */
const clockSkewMs = 2_000;

/** Two weeks back and a year ahead is what MsSync takes at first activation (E14). */
export const calendarDefaults: CalendarSettings = {
  direction: "both",
  precedence: "newest",
  afterDeleteInOutlook: "delete",
  afterDeleteInErp: "delete",
  daysBack: 14,
  daysForward: 365,
  brakeDeletions: 10,
  brakeShare: 0.2,
  brakeEmptied: 5,
};

/** The settings as the engine reads them. */
export function calendarRules(settings: CalendarSettings): {
  readonly policy: Policy;
  readonly span: WindowSpan;
  readonly brake: BrakeLimits;
} {
  return {
    policy: {
      toErp: settings.direction !== "toMicrosoft",
      toMicrosoft: settings.direction !== "toErp",
      precedence: settings.precedence,
      afterDeleteOn: {
        microsoft: settings.afterDeleteInOutlook,
        erp: settings.afterDeleteInErp,
      },
      clockSkewMs,
    },
    span: { daysBack: settings.daysBack, daysForward: settings.daysForward },
    brake: {
      deletionsMin: settings.brakeDeletions,
      share: settings.brakeShare,
      emptiedMin: settings.brakeEmptied,
    },
  };
}
