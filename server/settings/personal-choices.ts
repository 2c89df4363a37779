import {
  calendarDecision,
  calendarSettings,
  furtherDecision,
  isPersonal,
  personalLevel,
  type CalendarDecision,
  type PersonalJob,
} from "./calendar-settings.ts";
import { decide, type Decided, type Level } from "./inherit.ts";
import { sameValue, type SettingValue } from "./setting-value.ts";

/** One setting of somebody's calendar job as it holds, and whose word it is. */
export interface PersonalChoice extends Decided {
  readonly name: string;
  /** What he himself says, where that does not hold; `null`: he says nothing else. */
  readonly overruled: SettingValue | null;
}

const wayOf = "flows.";
/** Whether the job is on is told of the job itself. */
const ofItsOwn = "enabled";

/**
 * What holds for somebody's calendar, of all that people have a say in, in the order of the settings.
 * A field that goes both ways because nobody said otherwise is left out: there are many.
 * @param isFurther of a further mailbox some rules guard others, whatever the levels say
 */
export function personalChoices(
  above: readonly Level[],
  job: PersonalJob,
  isFurther: boolean,
): readonly PersonalChoice[] {
  const person = personalLevel(job);
  const holds = isFurther ? furtherDecision(above, job) : calendarDecision(above, job);
  return Object.entries(calendarSettings).flatMap(([name, setting]) => {
    if (!isPersonal(name) || name === ofItsOwn) return [];
    const decided = decide(name, setting, [...above, person]);
    const value = valueIn(holds, name);
    const said = person.values[name] ?? null;
    const overruled = said === null || sameValue(said, value) ? null : said;
    const choice: PersonalChoice = sameValue(value, decided.value)
      ? { name, overruled, ...decided }
      : { ...{ name, overruled: null }, value, from: "person", lockedBy: null };
    const isUsual = choice.from === "default" && name.startsWith(wayOf) && overruled === null;
    return isUsual ? [] : [choice];
  });
}

function valueIn({ settings, ...gates }: CalendarDecision, name: string): SettingValue {
  if (name === "outlookItems" || name === "erpItems") return gates[name];
  if (name.startsWith(wayOf)) return settings.flows[name.slice(wayOf.length)] ?? "both";
  // Each other setting that people have a say in is one of these, by its name.
  return Reflect.get(settings, name) as SettingValue;
}
