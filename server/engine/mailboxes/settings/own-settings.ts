import type { Connector } from "../../../connectors/port/connector.ts";
import type { Actor } from "../../../connectors/port/item.ts";
import { mistakeIn } from "../../../settings/category-types.ts";
import { sameValue } from "../../../settings/setting-value.ts";
import { calendarSettings, personalLevel } from "../../../settings/calendar-settings.ts";
import { decide, mayFollow, type Level } from "../../../settings/inherit.ts";
import type { CalendarChoices, CalendarJob } from "../../../store/documents/mailbox.ts";
import type { CalendarPick } from "../calendars.ts";
import { ItemError } from "../../items/item-error.ts";
import { withRules } from "../../dry-run/trial.ts";

/** A calendar job as its person wants it, its calendars as he picked them. */
export type AskedJob = Omit<CalendarJob, "calendars"> & { readonly calendars?: CalendarPick };

/** The two settings that stand on the job itself; all others stand in its rules. */
const ofJob = ["outlookItems", "erpItems"] as const;

/**
 * The calendar job as its person may have it. What is decided above stays as he had it, for the day
 * on which it is his again; what he gives back to the levels above is forgotten.
 * @throws ItemError `forbidden` naming the field, where he asks for something else than was decided
 */
export function withinBounds(
  above: readonly Level[],
  before: CalendarJob | undefined,
  calendar: AskedJob,
  inherit: readonly string[],
): AskedJob {
  const isFixed = (name: string): boolean => {
    const setting = calendarSettings[name];
    return setting !== undefined && decide(name, setting, above).lockedBy !== null;
  };
  const own = personalLevel({ ...calendar, inherits: inherit }).values;
  for (const [name, said] of Object.entries(own)) {
    const setting = calendarSettings[name];
    if (name === "enabled" || setting === undefined || inherit.includes(name)) continue;
    if (mayFollow(setting, decide(name, setting, above), said)) continue;
    const field = (ofJob as readonly string[]).includes(name) ? name : `rules.${name}`;
    throw new ItemError("forbidden", "Your administrator has decided this for you.", {
      field: `calendar.${field}`,
    });
  }
  const holder = (name: string) => (before !== undefined && isFixed(name) ? before : calendar);
  const inherits = ofJob.filter((name) =>
    isFixed(name)
      ? before === undefined || before.inherits?.includes(name) === true
      : inherit.includes(name),
  );
  const { inherits: _before, ...job } = calendar;
  return {
    ...job,
    outlookItems: holder("outlookItems").outlookItems,
    erpItems: holder("erpItems").erpItems,
    ...(inherits.length === 0 ? {} : { inherits }),
    rules: rulesOf(before, calendar.rules ?? {}, isFixed, inherit),
  };
}

/**
 * Whether the map of categories that a person says can be one. Of one that he said before nothing is
 * asked: what the ERP renamed since must not keep him from changing something else.
 * @param actor the person in the ERP, in the company that he chooses
 * @throws ItemError `bad-request` naming the row
 */
export async function refuseMapMistakes(
  { profile }: Pick<Connector, "profile">,
  actor: Actor & { readonly companyId: string },
  before: CalendarJob | undefined,
  { rules = {} }: Pick<AskedJob, "rules">,
): Promise<void> {
  const { categoryTypes: map } = rules;
  if (map === undefined || sameValue(before?.rules?.categoryTypes, map)) return;
  const types = (await profile?.activityTypes(actor, actor.companyId)) ?? [];
  const names = types.map(({ name }) => name);
  const mistake = mistakeIn(map, names);
  if (mistake === null) return;
  throw new ItemError("bad-request", mistake, { field: "calendar.rules.categoryTypes" });
}

function rulesOf(
  before: CalendarJob | undefined,
  said: CalendarChoices,
  isFixed: (name: string) => boolean,
  inherit: readonly string[],
): CalendarChoices {
  const { flows: saidFlows = {}, ...saidOthers } = said;
  const free = (prefix: string) => (name: string) => !isFixed(prefix + name);
  const { flows = {}, ...others } = withRules(before?.rules, {
    ...only(saidOthers, free("")),
    flows: only(saidFlows, free("flows.")),
  });
  const stays = (prefix: string) => (name: string) => !inherit.includes(prefix + name);
  const keptFlows = only(flows, stays("flows."));
  return {
    ...only(others, stays("")),
    ...(Object.keys(keptFlows).length === 0 ? {} : { flows: keptFlows }),
  };
}

function only<T extends object>(all: T, isWanted: (name: string) => boolean): T {
  return Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name))) as T;
}
