import type { Profile, SetupOptions, SetupRequest } from "../../../server/api/contract/account.ts";
import type { CalendarPick, SetupDraft } from "./draft.ts";
import { inheritedBy, ownRules, withLevels } from "./levels.ts";

/**
 * What the form starts with: what was saved, else what the ERP's and Outlook's profiles propose.
 * The calendar starts switched on: setting it up is why the person is here.
 */
export function initialDraft(setup: Profile["setup"], options: SetupOptions): SetupDraft {
  const { proposal, rules } = options;
  const { all: _all, ...calendars } = options.calendars;
  const own = Object.keys(options.own);
  if (setup === null) {
    const job = { enabled: true, outlookItems: "chosen", erpItems: true } as const;
    return withLevels({ ...proposal, ...job, mails: false, calendars, rules, own }, options);
  }
  const { calendar, companyId, locationId, timeZone, mails = false } = setup;
  const draft = {
    companyId: companyId ?? proposal.companyId,
    locationId: companyId === null ? proposal.locationId : locationId,
    timeZone,
    mails,
    ...calendar,
    ...{ calendars, rules, own },
  };
  return withLevels(draft, options);
}

/** A location belongs to a company: choosing another company chooses its only location, or none. */
export function withCompany(
  draft: SetupDraft,
  companyId: string | null,
  options: SetupOptions,
): SetupDraft {
  const locations = options.companies.find(({ id }) => id === companyId)?.locations ?? [];
  const [only] = locations;
  const locationId = locations.length === 1 && only !== undefined ? only.id : null;
  return withLevels({ ...draft, companyId, locationId }, options);
}

/** One calendar more or less: one stays always, and new appointments go to one of those that are left. */
export function withCalendar(picked: CalendarPick, id: string, wanted: boolean): CalendarPick {
  const others = picked.chosen.filter((one) => one !== id);
  const chosen = wanted ? [...others, id] : others;
  const [first] = chosen;
  if (first === undefined) return picked;
  return { chosen, target: chosen.includes(picked.target) ? picked.target : first };
}

/** The request that saves the draft; `null` while a company is missing. */
export function requestOf(draft: SetupDraft, options: SetupOptions): SetupRequest | null {
  const { companyId, locationId, timeZone, mails, calendars, own: _own, ...rest } = draft;
  if (companyId === null) return null;
  const inherit = inheritedBy(draft, options);
  const calendar = {
    ...rest,
    calendars: { ...calendars, chosen: [...calendars.chosen] },
    rules: ownRules(draft),
    ...(inherit.length === 0 ? {} : { inherit }),
  };
  return { companyId, locationId, timeZone, mails, calendar };
}

const dayMs = 24 * 60 * 60 * 1000;

/** The dates that the draft's rules take, from those that the present rules take; ISO 8601 UTC. */
export function scopeOf({ rules }: SetupDraft, options: SetupOptions): SetupOptions["scope"] {
  const moved = (at: string, days: number): string =>
    new Date(Date.parse(at) + days * dayMs).toISOString();
  return {
    from: moved(options.scope.from, options.rules.daysBack - rules.daysBack),
    to: moved(options.scope.to, rules.daysForward - options.rules.daysForward),
  };
}
