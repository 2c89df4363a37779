import type { Profile, SetupOptions, SetupRequest } from "../../../server/api/contract/account.ts";

/** Setup while it is filled in: a company may still be missing. */
export interface SetupDraft {
  readonly companyId: string | null;
  readonly locationId: string | null;
  readonly timeZone: string;
  /** Whether mails tell of what waits for a decision. */
  readonly mails: boolean;
  readonly enabled: boolean;
  readonly outlookItems: SetupRequest["calendar"]["outlookItems"];
  readonly erpItems: boolean;
  readonly calendars: CalendarPick;
  readonly rules: CalendarChoices;
}

/** Which calendars are synchronized, and where what comes from the ERP is made. */
export interface CalendarPick {
  readonly chosen: readonly string[];
  readonly target: string;
}

type CalendarChoices = SetupOptions["rules"];

/**
 * What the form starts with: what was saved, else what the ERP's and Outlook's profiles propose.
 * The calendar starts switched on: setting it up is why the person is here.
 */
export function initialDraft(
  setup: Profile["setup"],
  { proposal, rules, calendars: { all: _all, ...calendars } }: SetupOptions,
): SetupDraft {
  if (setup === null) {
    const job = { enabled: true, outlookItems: "chosen", erpItems: true } as const;
    return { ...proposal, ...job, mails: false, calendars, rules };
  }
  const { calendar, companyId, locationId, timeZone, mails = false } = setup;
  return {
    companyId: companyId ?? proposal.companyId,
    locationId: companyId === null ? proposal.locationId : locationId,
    timeZone,
    mails,
    ...calendar,
    calendars,
    rules,
  };
}

/** A location belongs to a company: choosing another company chooses its only location, or none. */
export function withCompany(
  draft: SetupDraft,
  companyId: string | null,
  { companies }: SetupOptions,
): SetupDraft {
  const locations = companies.find(({ id }) => id === companyId)?.locations ?? [];
  const [only] = locations;
  return {
    ...draft,
    companyId,
    locationId: locations.length === 1 && only !== undefined ? only.id : null,
  };
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
export function requestOf(draft: SetupDraft): SetupRequest | null {
  const { companyId, locationId, timeZone, mails, calendars, ...rest } = draft;
  if (companyId === null) return null;
  const calendar = { ...rest, calendars: { ...calendars, chosen: [...calendars.chosen] } };
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
