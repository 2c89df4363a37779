/**
 * Settings of several levels. Each level may say what holds for it and for those below, or leave that
 * to the one above; and it may fix a setting, so that nobody below says otherwise.
 */

import { isCategoryTypes } from "./category-types.ts";
import { isMap, sameValue, type PlainValue, type SettingValue } from "./setting-value.ts";

/** From the highest to the lowest; what none of them says is as the product comes. */
export type LevelName = "system" | "company" | "person";

/**
 * One of several, a whole number of a range (both ends included), or a map from categories to activity
 * types of so many rows, which a level says as a whole.
 */
export type Allowed =
  | readonly PlainValue[]
  | { readonly min: number; readonly max: number }
  | { readonly rowsMax: number };

/** Whether it is one of several. */
export function isChoice(allowed: Allowed): allowed is readonly PlainValue[] {
  return Array.isArray(allowed);
}

export interface Setting {
  readonly default: SettingValue;
  readonly allowed: Allowed;
  /**
   * It keeps people from harm: below a level that says something, others may only be stricter. The
   * first of several, or the lowest number, is the strictest.
   */
  readonly bounded?: true;
  /** Whether a level may fix it for those below. */
  readonly fixable: boolean;
  /** Whether people have a say in it at all; absent: they have. */
  readonly personal?: false;
  /** Which of a panel's groups it stands in. */
  readonly group: string;
}

export type Settings = Readonly<Record<string, Setting>>;

/** What one level says; of a setting that is absent, nothing. */
export interface LevelContent {
  readonly values: Readonly<Record<string, SettingValue>>;
  /** Settings that those below cannot change. */
  readonly locked: readonly string[];
}

export interface Level extends LevelContent {
  readonly name: LevelName;
}

export interface Decided {
  readonly value: SettingValue;
  /** Who said so. */
  readonly from: LevelName | "default";
  /** Who fixed it for those below; `null`: the next level may say otherwise. */
  readonly lockedBy: LevelName | null;
}

export const emptyLevel: LevelContent = { values: {}, locked: [] };

/** @param levels from the highest to the lowest */
export function decide(name: string, setting: Setting, levels: readonly Level[]): Decided {
  let decided: Decided = { value: setting.default, from: "default", lockedBy: null };
  for (const level of levels) {
    if (decided.lockedBy !== null) break;
    const said = level.values[name];
    if (said !== undefined && isAllowed(setting, said) && mayFollow(setting, decided, said)) {
      decided = { ...decided, value: said, from: level.name };
    }
    if (setting.fixable && level.locked.includes(name)) {
      decided = { ...decided, lockedBy: level.name };
    }
  }
  return decided;
}

export function decideAll(
  settings: Settings,
  levels: readonly Level[],
): Readonly<Record<string, Decided>> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [name, decide(name, setting, levels)]),
  );
}

/** Whether a level below `above` may say this. What nobody said above bounds nothing. */
export function mayFollow(setting: Setting, above: Decided, said: SettingValue): boolean {
  if (above.lockedBy !== null) return sameValue(said, above.value);
  if (setting.bounded === undefined || above.from === "default") return true;
  return strictness(setting, said) <= strictness(setting, above.value);
}

export function isAllowed({ allowed }: Setting, value: unknown): value is SettingValue {
  if ("min" in allowed) {
    return Number.isInteger(value) && Number(value) >= allowed.min && Number(value) <= allowed.max;
  }
  if (!isChoice(allowed)) return isCategoryTypes(value);
  return isPlain(value) && allowed.includes(value);
}

/** Whether some version of ours may have said this. */
export function isSettingValue(value: unknown): value is SettingValue {
  return isPlain(value) || isMap(value);
}

function isPlain(value: unknown): value is PlainValue {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** The lower, the stricter. */
function strictness({ allowed }: Setting, value: SettingValue): number {
  if ("min" in allowed) return Number(value);
  return isChoice(allowed) && !isMap(value) ? allowed.indexOf(value) : 0;
}

/** One thing that two contents of a level say differently; `null`: nothing is said. */
export interface Difference {
  readonly name: string;
  readonly from: SettingValue | null;
  readonly to: SettingValue | null;
  readonly wasLocked: boolean;
  readonly isLocked: boolean;
}

/** In the order of the settings. */
export function differences(
  settings: Settings,
  before: LevelContent,
  after: LevelContent,
): readonly Difference[] {
  return Object.keys(settings)
    .map((name) => ({
      name,
      from: before.values[name] ?? null,
      to: after.values[name] ?? null,
      wasLocked: before.locked.includes(name),
      isLocked: after.locked.includes(name),
    }))
    .filter(({ from, to, wasLocked, isLocked }) => !sameValue(from, to) || wasLocked !== isLocked);
}
