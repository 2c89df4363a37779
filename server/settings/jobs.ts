import { calendarSettings } from "./calendar-settings.ts";
import type { Settings } from "./inherit.ts";
import { calendarPresets, type Preset } from "./presets.ts";

/** The sync jobs that are decided about: a job that is added here is in the panel. */
export const jobs = {
  calendar: { settings: calendarSettings, presets: calendarPresets },
} as const satisfies Readonly<
  Record<string, { readonly settings: Settings; readonly presets: readonly Preset[] }>
>;

export type JobName = keyof typeof jobs;
export const jobNames = Object.keys(jobs) as readonly JobName[];
