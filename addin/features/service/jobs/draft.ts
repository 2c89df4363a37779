import type { LevelContent, LevelView } from "../../../../server/api/contract/service/jobs.ts";
import { sameValue, type SettingValue } from "../../../../server/settings/setting-value.ts";

export type Preset = LevelView["presets"][number];

/** One setting that the draft says otherwise than what is saved; `null`: as the level above. */
export interface DraftChange {
  readonly name: string;
  readonly from: SettingValue | null;
  readonly to: SettingValue | null;
  /** Set where it is fixed for those below, or no longer. */
  readonly fixed: boolean | null;
}

/** @param value `null`: what the level above says */
export function withValue(
  { values, locked }: LevelContent,
  name: string,
  value: SettingValue | null,
): LevelContent {
  const { [name]: _before, ...others } = values;
  return { values: value === null ? others : { ...others, [name]: value }, locked };
}

export function withLock(
  { values, locked }: LevelContent,
  name: string,
  on: boolean,
): LevelContent {
  const others = locked.filter((one) => one !== name);
  return { values, locked: on ? [...others, name] : others };
}

/** What the preset is about, except what this level has no say in; all else stays. */
export function withPreset(content: LevelContent, preset: Preset, level: LevelView): LevelContent {
  const free = Object.entries(preset.values).filter(
    ([name]) => level.settings.find((one) => one.name === name)?.above.locked !== true,
  );
  return { ...content, values: { ...content.values, ...Object.fromEntries(free) } };
}

/** The preset that holds here, whoever said so; `null`: none as a whole. */
export function presetOf(content: LevelContent, level: LevelView): Preset | null {
  const holds = (name: string): SettingValue | undefined =>
    content.values[name] ?? level.settings.find((one) => one.name === name)?.above.value;
  const found = level.presets.find(({ values }) =>
    Object.entries(values).every(([name, value]) => sameValue(holds(name), value)),
  );
  return found ?? null;
}

/** In the order in which the settings are shown. */
export function changesOf({ content, settings }: LevelView, draft: LevelContent): DraftChange[] {
  return settings.flatMap(({ name }) => {
    const from = content.values[name] ?? null;
    const to = draft.values[name] ?? null;
    const isFixed = draft.locked.includes(name);
    const fixed = isFixed === content.locked.includes(name) ? null : isFixed;
    return sameValue(from, to) && fixed === null ? [] : [{ name, from, to, fixed }];
  });
}
