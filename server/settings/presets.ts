import { calendarSettings } from "./calendar-settings.ts";
import type { SettingValue } from "./setting-value.ts";

/**
 * How another system keeps a calendar, in our settings. What its maker does not document is as the
 * product comes; the rows are those of `spec/existing-systems.md`.
 */
export interface Preset {
  readonly id: string;
  readonly values: Readonly<Record<string, SettingValue>>;
  /** The rows that say so. */
  readonly rows: readonly string[];
}

/** What presets are about; fields, privacy, marks and the brake stay as they are. */
export const presetSettings = [
  ...["outlookItems", "erpItems", "direction", "precedence"],
  ...["afterDeleteInOutlook", "afterDeleteInErp", "daysBack", "daysForward"],
];

const ours = Object.fromEntries(
  presetSettings.map((name) => [name, calendarSettings[name]?.default ?? ""]),
);

export const calendarPresets: readonly Preset[] = [
  { id: "ours", values: ours, rows: [] },
  {
    // Every event is an activity and back (E20, E28); two weeks back and a year ahead (E14; by E24
    // nothing older than a day follows later, for which one day back can be chosen); voided, not
    // deleted (E27).
    id: "erpnet",
    values: { ...ours, outlookItems: "all", afterDeleteInOutlook: "cancel" },
    rows: ["E14", "E20", "E24", "E27", "E28"],
  },
  {
    // No calendar job is documented: activities are posted one by one in the ERP and stay there
    // (S18, S19), and none is brought to Outlook.
    id: "syspro",
    values: {
      ...ours,
      ...{ direction: "toErp", outlookItems: "chosen", erpItems: false },
      ...{ afterDeleteInOutlook: "keep", afterDeleteInErp: "keep" },
    },
    rows: ["S18", "S19"],
  },
  {
    // Bidirectional (O06), "OroCRM always wins" (O07), all of one's own calendar (O29); deleted in
    // Outlook: added again, deleted in Oro: deleted from Outlook (O25).
    id: "oro",
    values: {
      ...ours,
      ...{ outlookItems: "all", precedence: "erp", afterDeleteInOutlook: "recreate" },
    },
    rows: ["O06", "O07", "O25", "O29"],
  },
  {
    // By the first category (C09), 7 days back and 21 ahead (C15), each change and deletion both ways
    // (C08, C20).
    id: "coins",
    values: { ...ours, outlookItems: "category", daysBack: 7, daysForward: 21 },
    rows: ["C08", "C09", "C15", "C20"],
  },
];
