import type { Flow } from "../sync/model.ts";
import { categoryTypesMax } from "./category-types.ts";
import { calendarDefaults, type CalendarChoices, type CalendarSettings } from "./calendar.ts";
import {
  decideAll,
  type Allowed,
  type Decided,
  type Level,
  type Setting,
  type Settings,
} from "./inherit.ts";
import type { SettingValue } from "./setting-value.ts";

/** What is decided about a person's calendar job, all levels together. */
export interface CalendarDecision {
  readonly settings: CalendarSettings;
  /** Whether it runs where its person has it on. */
  readonly enabled: boolean;
  readonly outlookItems: "chosen" | "category" | "all";
  readonly erpItems: boolean;
}

/** A calendar job as its person saved it. */
export interface PersonalJob {
  readonly enabled: boolean;
  readonly outlookItems: CalendarDecision["outlookItems"];
  readonly erpItems: boolean;
  /** Those of `outlookItems` and `erpItems` that he leaves to the levels above. */
  readonly inherits?: readonly string[];
  readonly rules?: Partial<CalendarChoices>;
}

const choice = (
  group: string,
  initial: SettingValue,
  allowed: Extract<Allowed, readonly unknown[]>,
): Setting => ({ group, default: initial, allowed, fixable: true });
const number = (group: string, initial: number, min: number, max: number): Setting => ({
  ...{ group, default: initial, allowed: { min, max }, fixable: true },
});
/** What a server asks for where its configuration says nothing else (`SYNC_INTERVAL_MINUTES`), and may. */
export const intervalMinutes = { default: 15, min: 1, max: 1_440 } as const;

/** For administrators: nobody switches off for himself what guards him. */
const guard = (setting: Setting): Setting => ({ ...setting, bounded: true, fixable: false });
/** Of which people have no say at all, so that there is nothing to fix for them either. */
const notTheirs = (setting: Setting): Setting => ({ ...setting, personal: false, fixable: false });

const anyWay: readonly Flow[] = ["both", "toErp", "toMicrosoft", "none"];
/** Without these no appointment can be made: they cannot be switched off. */
const neededWay: readonly Flow[] = ["both", "toErp", "toMicrosoft"];

/** Whose way is chosen; who is invited always goes to the ERP only. */
export const fieldWays: Readonly<Record<string, readonly Flow[]>> = {
  ...{ subject: neededWay, when: neededWay },
  ...{ place: anyWay, body: anyWay, showAs: anyWay, sensitivity: anyWay, importance: anyWay },
  ...{ reminder: anyWay, categories: anyWay, type: anyWay, records: anyWay },
};

const wayOf = "flows.";
const defaults = calendarDefaults;

/** The settings of the calendar job, in the order in which they are shown. */
export const calendarSettings: Settings = {
  // An administrator's "off" holds for everybody below; his "on" starts nobody's sync.
  enabled: guard(choice("gates", true, [false, true])),
  outlookItems: choice("gates", "chosen", ["chosen", "category", "all"]),
  erpItems: choice("gates", true, [true, false]),
  marks: choice("gates", defaults.marks, [false, true]),
  direction: choice("rules", defaults.direction, ["both", "toErp", "toMicrosoft"]),
  privateItems: {
    ...choice("rules", defaults.privateItems, ["leaveOut", "busy", "full"]),
    bounded: true,
  },
  precedence: choice("rules", defaults.precedence, ["newest", "microsoft", "erp", "ask"]),
  afterDeleteInOutlook: choice("rules", defaults.afterDeleteInOutlook, [
    ...["delete", "cancel", "keep", "recreate"],
  ]),
  afterDeleteInErp: choice("rules", defaults.afterDeleteInErp, ["delete", "keep", "recreate"]),
  daysBack: number("rules", defaults.daysBack, 0, 365),
  daysForward: number("rules", defaults.daysForward, 1, 730),
  // Which category means which activity type: one map, which a level says as a whole.
  categoryTypes: {
    ...{ group: "types", default: defaults.categoryTypes, allowed: { rowsMax: categoryTypesMax } },
    fixable: true,
  },
  ...Object.fromEntries(
    Object.entries(fieldWays).map(([field, ways]) => [
      wayOf + field,
      choice("fields", "both", ways),
    ]),
  ),
  // Not for people to choose: it costs the ERP, and everybody who works with it.
  intervalMinutes: notTheirs(
    number("asking", intervalMinutes.default, intervalMinutes.min, intervalMinutes.max),
  ),
  brakeDeletions: notTheirs(guard(number("brake", defaults.brakeDeletions, 0, 1_000))),
  brakeShare: notTheirs(guard(choice("brake", defaults.brakeShare, [0, 0.05, 0.1, 0.2, 0.3, 0.5]))),
  brakeEmptied: notTheirs(guard(number("brake", defaults.brakeEmptied, 1, 1_000))),
};

const theirs = Object.fromEntries(
  Object.entries(calendarSettings).filter(([name]) => isPersonal(name)),
);

/** What a person says, as the lowest level. */
export function personalLevel({ inherits = [], rules = {}, ...job }: PersonalJob): Level {
  const { flows = {}, ...others } = rules;
  const said: Readonly<Record<string, SettingValue | undefined>> = {
    ...others,
    ...Object.fromEntries(Object.entries(flows).map(([field, way]) => [wayOf + field, way])),
    enabled: job.enabled,
    outlookItems: inherits.includes("outlookItems") ? undefined : job.outlookItems,
    erpItems: inherits.includes("erpItems") ? undefined : job.erpItems,
  };
  const values = Object.entries(said).filter(
    (entry): entry is [string, SettingValue] =>
      entry[1] !== undefined && Object.hasOwn(calendarSettings, entry[0]) && isPersonal(entry[0]),
  );
  return { name: "person", values: Object.fromEntries(values), locked: [] };
}

/** Whether people have a say in it at all. */
export function isPersonal(name: string): boolean {
  return calendarSettings[name]?.personal !== false;
}

/** What the levels above say to a person, of all that he has a say in. */
export function personalDecisions(above: readonly Level[]): Readonly<Record<string, Decided>> {
  return decideAll(theirs, above);
}

/** What holds for whoever says nothing himself. */
export function levelsDecision(above: readonly Level[]): CalendarSettings {
  return calendarOf(decideAll(calendarSettings, above)).settings;
}

/** What holds for a job, by the levels above its person and by himself. */
export function calendarDecision(above: readonly Level[], job: PersonalJob): CalendarDecision {
  const decision = calendarOf(decideAll(calendarSettings, [...above, personalLevel(job)]));
  // Ways of fields of which nobody has a choice, and so no level a word.
  const others = Object.entries(job.rules?.flows ?? {}).filter(
    ([field]) => !Object.hasOwn(fieldWays, field),
  );
  const flows = { ...decision.settings.flows, ...Object.fromEntries(others) };
  return { ...decision, settings: { ...decision.settings, flows } };
}

/**
 * What holds for a further mailbox of a person. Some of its rules guard those who share it with him
 * (`furtherChoices`): no level and no choice of his loosens them. Where the only way left is one that a
 * level has closed, it is off.
 */
export function furtherDecision(above: readonly Level[], job: PersonalJob): CalendarDecision {
  const { direction: way, flows = {}, privateItems, marks, ...chosen } = job.rules ?? {};
  const decision = calendarDecision(above, { ...job, rules: chosen });
  const { direction } = decision.settings;
  // Both ways is no word of his: it is what stands above.
  const isOneWay = way === "toErp";
  const guards = {
    ...(privateItems === undefined ? {} : { privateItems }),
    ...(marks === undefined ? {} : { marks }),
  };
  return {
    ...decision,
    enabled: decision.enabled && !(isOneWay && direction === "toMicrosoft"),
    erpItems: decision.erpItems && job.erpItems,
    settings: {
      ...{ ...decision.settings, ...guards },
      direction: isOneWay ? "toErp" : direction,
      flows: { ...decision.settings.flows, ...flows },
    },
  };
}

function calendarOf(decided: Readonly<Record<string, Decided>>): CalendarDecision {
  const plain = Object.fromEntries(
    Object.entries(decided)
      .filter(([name]) => !name.startsWith(wayOf))
      .map(([name, { value }]) => [name, value]),
  );
  const flows = Object.entries(decided)
    .filter(([name, { from }]) => name.startsWith(wayOf) && from !== "default")
    .map(([name, { value }]) => [name.slice(wayOf.length), value] as const);
  const { enabled, outlookItems, erpItems, ...settings } = plain;
  // Where no level says it the server's configuration does, which is not known here.
  const isConfigured = decided["intervalMinutes"]?.from === "default";
  return {
    // `decide` gives each setting one of its own values.
    settings: {
      ...{ ...settings, flows: Object.fromEntries(flows) },
      ...(isConfigured && { intervalMinutes: null }),
    } as unknown as CalendarSettings,
    enabled: enabled === true,
    outlookItems: outlookItems as CalendarDecision["outlookItems"],
    erpItems: erpItems === true,
  };
}
