import type { CategoryTypes } from "../resources/appointment/activity-type.ts";
import { busyWords, type PrivateItems, type Privacy } from "../resources/appointment/mask.ts";
import type { WindowSpan } from "../resources/window.ts";
import type { BrakeLimits } from "../sync/guard.ts";
import type { DeleteRule, Flows, Policy, Precedence } from "../sync/model.ts";

/** What each person chooses for his own calendar; the API's contract says what may be chosen. */
export interface CalendarChoices {
  readonly direction: "both" | "toErp" | "toMicrosoft";
  /** Single fields that go otherwise, inside what the direction allows. */
  readonly flows: Flows;
  readonly privateItems: PrivateItems;
  readonly precedence: Precedence;
  /** What happens to the ERP's copy when the appointment was deleted in Outlook, and the reverse. */
  readonly afterDeleteInOutlook: DeleteRule;
  readonly afterDeleteInErp: Exclude<DeleteRule, "cancel">;
  readonly daysBack: number;
  readonly daysForward: number;
  /** Whether a category of ours shows in Outlook what is tracked, and what needs attention. */
  readonly marks: boolean;
  /** Which category of Outlook means which activity type of the ERP, beside those that are called alike. */
  readonly categoryTypes: CategoryTypes;
}

/** All that is decided about the calendar: what people choose, and what keeps them from harm. */
export interface CalendarSettings extends CalendarChoices {
  /** So many deletions in a run are always allowed; beyond them, this share (0 to 1) of what is linked. */
  readonly brakeDeletions: number;
  readonly brakeShare: number;
  /** None of a side's linked items is left: from so many on nothing is deleted for it. */
  readonly brakeEmptied: number;
  /** Where a side announces nothing, both are asked so often; `null`: as the server is configured. */
  readonly intervalMinutes: number | null;
}

/** Two clocks that differ by less are not told apart when the newest edit is to win. */
const clockSkewMs = 2_000;

/** Two weeks back and a year ahead is what MsSync takes at first activation (E14). */
const choiceDefaults: CalendarChoices = {
  direction: "both",
  flows: {},
  privateItems: "leaveOut",
  precedence: "newest",
  afterDeleteInOutlook: "delete",
  afterDeleteInErp: "delete",
  daysBack: 14,
  daysForward: 365,
  // Nothing is written into calendars of which nobody asked it.
  marks: false,
  categoryTypes: [],
};

export const calendarDefaults: CalendarSettings = {
  ...choiceDefaults,
  brakeDeletions: 10,
  brakeShare: 0.2,
  brakeEmptied: 5,
  intervalMinutes: null,
};

/** What a person chose, filled up with what holds where he chose nothing. */
export function calendarChoices(chosen: Partial<CalendarChoices> = {}): CalendarChoices {
  return { ...choiceDefaults, ...chosen };
}

/**
 * The rules of a further mailbox: a team's, or somebody else's calendar. Fixed, because they guard
 * those who share it with the person: what is private there is told to nobody, no category shows in
 * everybody's calendar, and the mailbox's own answers to invitations are no answers of the person's
 * user in the ERP.
 */
export function furtherChoices({ canEdit }: { readonly canEdit: boolean }) {
  return {
    direction: canEdit ? "both" : "toErp",
    privateItems: "leaveOut",
    marks: false,
    flows: { response: "none" },
  } as const satisfies Partial<CalendarChoices>;
}

/**
 * The settings as the engine reads them.
 * @param person his language, for the one word that we write of our own, his mail address, and whether
 *   the mailbox is a further one of his
 */
export function calendarRules(
  settings: CalendarSettings,
  {
    language = "en",
    address = null,
    isOfOthers = false,
  }: {
    readonly language?: keyof typeof busyWords | undefined;
    readonly address?: string | null;
    readonly isOfOthers?: boolean;
  } = {},
): {
  readonly policy: Policy;
  readonly privacy: Privacy;
  readonly span: WindowSpan;
  readonly brake: BrakeLimits;
  readonly categoryTypes: CategoryTypes;
  /** Absent: as the server is configured. */
  readonly intervalMs?: number;
} {
  return {
    policy: {
      toErp: settings.direction !== "toMicrosoft",
      toMicrosoft: settings.direction !== "toErp",
      flows: settings.flows,
      precedence: settings.precedence,
      afterDeleteOn: {
        microsoft: settings.afterDeleteInOutlook,
        erp: settings.afterDeleteInErp,
      },
      clockSkewMs,
    },
    privacy: {
      ...{ items: settings.privateItems, word: busyWords[language], address },
      ...(isOfOthers && { isOfOthers }),
    },
    span: { daysBack: settings.daysBack, daysForward: settings.daysForward },
    brake: {
      deletionsMin: settings.brakeDeletions,
      share: settings.brakeShare,
      emptiedMin: settings.brakeEmptied,
    },
    categoryTypes: settings.categoryTypes,
    ...(settings.intervalMinutes !== null && { intervalMs: settings.intervalMinutes * 60_000 }),
  };
}
