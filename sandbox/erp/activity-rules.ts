import { DateTime } from "luxon";
import { withCustom } from "./custom-fields.ts";
import { refused } from "./errors.ts";
import type { ActivityPatch } from "./input.ts";
import type {
  ActivityFields,
  ErpData,
  ErpUser,
  OccurrenceChange,
  Participant,
  RecordLink,
} from "./model.ts";
import { keptHtml, keptText, oneLine } from "./notes.ts";
import { keptOccurrences, takesPlaceOn } from "./recurrence.ts";
import { seesRecord } from "./rights.ts";
import { kept } from "./time.ts";

/** What this ERP makes of the content it is sent, and what it refuses. */
const SUBJECT_MAX = 254;
const PLACE_MAX = 255;
const NOTES_MAX = 32_000;

type GivenParticipant = NonNullable<ActivityPatch["participants"]>[number];

/**
 * `before` with the patch applied, normalised as this ERP does it.
 * @throws ErpError 422 naming the field that breaks a rule.
 */
export function applied(
  data: ErpData,
  user: ErpUser,
  before: ActivityFields,
  { response, responses, ...patch }: ActivityPatch,
): ActivityFields {
  const { ownerEmail, ...named } = patch;
  const values = Object.fromEntries(
    Object.entries(named).filter(([, value]) => value !== undefined),
  ) as Partial<ActivityFields>;
  const participants = patch.participants?.map((one, index) =>
    completed(data, user.tenantId, one, {
      ...{ field: `participants.${index}`, before: before.participants },
    }),
  );
  const merged = {
    ...{ ...before, ...values },
    owner: values.owner ?? ownerOf(data, user.tenantId, { ...before, ...values }, ownerEmail),
    participants: participants ?? before.participants,
    custom: withCustom(before.custom, patch.custom ?? {}),
  };
  const spelledOut: ActivityFields = {
    ...merged,
    subject: oneLine(merged.subject) || untitled(data, merged.type),
    place: oneLine(merged.place),
    notes: merged.notesFormat === "html" ? keptHtml(merged.notes) : keptText(merged.notes),
    participants: answered(
      uniqueBy(merged.participants, ({ address }) => address),
      user,
      response,
    ),
    records: uniqueBy(merged.records, ({ type, id }) => `${type}/${id}`),
    start: spelled(merged.start, merged.allDay, "start"),
    end: spelled(merged.end, merged.allDay, "end"),
    occurrences: [],
  };
  const timeZone = data.time?.clock ?? spelledOut.timeZone;
  const after = { ...kept(data.time, spelledOut, timeZone), timeZone };
  checkContent(after);
  checkRecurrence(after);
  const given = (patch.occurrences ?? before.occurrences).map((one, at) => {
    const participants = one.participants?.map(({ absent, ...person }, index) => ({
      ...completed(data, user.tenantId, person, {
        field: `occurrences.${at}.participants.${index}`,
        before: after.participants,
      }),
      ...(absent === true && { absent }),
    }));
    return { ...one, participants };
  });
  const occurrences = answeredDays(after, given, user, responses).map((one, at) =>
    inTime(data, after, tidied(after, one, at)),
  );
  refuseStrangers(after, patch.occurrences ?? responses, occurrences);
  const days = keptOccurrences(
    after,
    uniqueBy(occurrences, ({ date }) => date),
  );
  checkPlaces(data, user, before, after);
  checkRecords(data, user, before, after);
  return { ...after, occurrences: days };
}

/** The user of the activity's company with this address; where there is none, it stays whose it is. */
function ownerOf(
  data: ErpData,
  tenantId: string,
  { owner, company }: ActivityFields,
  email: string | undefined,
): string {
  const named = data.users.find(
    (one) => one.tenantId === tenantId && one.email === email?.toLowerCase(),
  );
  return named?.companies.includes(company) === true ? named.id : owner;
}

/** Each frequency with what it needs. */
function checkRecurrence({ recurrence, allDay, start, timeZone }: ActivityFields): void {
  if (recurrence == null) return;
  const { frequency, days, dayOfMonth, month, position, until, count } = recurrence;
  const wrong = (field: string, message: string) => refused(`recurrence.${field}`, message);
  if (until !== null && count !== null) {
    throw wrong("count", "Either the last date or the number of times may be given.");
  }
  const first = allDay ? start : DateTime.fromISO(start, { zone: timeZone }).toISODate();
  if (until !== null && until < (first ?? "")) {
    throw wrong("until", "The last date may not be before the first.");
  }
  const named = frequency === "weekly" || position !== null;
  if (named && days.length === 0) throw wrong("days", "The days of the week are missing.");
  if (frequency === "yearly" && month === null) throw wrong("month", "The month is missing.");
  const monthly = frequency === "monthly" || frequency === "yearly";
  if (monthly && position === null && dayOfMonth === null) {
    throw wrong("dayOfMonth", "Either the day of the month or a position must be given.");
  }
}

/** A change of one occurrence, normalised like the activity itself. */
function tidied(after: ActivityFields, given: OccurrenceChange, at: number): OccurrenceChange {
  const { date, cancelled, allDay, start, end, subject, place, notes, participants, ...rest } =
    given;
  const field = `occurrences.${at}`;
  if (cancelled === true) return { date, cancelled };
  if ((start === undefined) !== (end === undefined)) {
    throw refused(`${field}.end`, "Start and end of an occurrence belong together.");
  }
  const whole = allDay ?? after.allDay;
  const times =
    start === undefined || end === undefined
      ? {}
      : {
          allDay: whole,
          start: spelled(start, whole, `${field}.start`),
          end: spelled(end, whole, `${field}.end`),
        };
  const html = (rest.notesFormat ?? after.notesFormat) === "html";
  return {
    date,
    ...times,
    ...(subject === undefined ? {} : { subject: oneLine(subject) || after.subject }),
    ...(place === undefined ? {} : { place: oneLine(place) }),
    ...(notes === undefined ? {} : { notes: html ? keptHtml(notes) : keptText(notes) }),
    ...rest,
    ...ofDay(after, participants),
  };
}

function inTime(
  { time }: ErpData,
  { allDay, timeZone }: ActivityFields,
  change: OccurrenceChange,
): OccurrenceChange {
  const { start, end } = change;
  if (start === undefined || end === undefined) return change;
  const times = kept(time, { allDay: change.allDay ?? allDay, start, end }, timeZone);
  return { ...change, ...times };
}

/** Those of them that are otherwise than in the activity. */
function ofDay(
  { participants }: ActivityFields,
  given: OccurrenceChange["participants"],
): Pick<OccurrenceChange, "participants"> {
  const all = new Map(participants.map((one) => [one.address, JSON.stringify(one)]));
  const own = uniqueBy(given ?? [], ({ address }) => address).filter((one) =>
    one.absent === true ? all.has(one.address) : all.get(one.address) !== JSON.stringify(one),
  );
  return own.length === 0 ? {} : { participants: own };
}

/** Who names a day on which the activity does not take place has made a mistake. */
function refuseStrangers(
  after: ActivityFields,
  named: ActivityPatch["occurrences" | "responses"],
  occurrences: readonly OccurrenceChange[],
): void {
  if (named === undefined) return;
  const at = occurrences.findIndex(({ date }) => !takesPlaceOn(after, date));
  if (at < 0) return;
  if (after.recurrence == null) throw refused("occurrences", "The activity does not repeat.");
  throw refused(`occurrences.${at}.date`, "The activity does not take place on that day.");
}

/** An activity without a subject is called after its type. */
function untitled(data: ErpData, type: string | null): string {
  return data.activityTypes.find(({ id }) => id === type)?.name ?? "Activity";
}

/** The participants with what the acting user says. @throws ErpError 422 where he is none of them. */
function answered(
  participants: readonly Participant[],
  { id }: ErpUser,
  response: ActivityPatch["response"],
): readonly Participant[] {
  if (response === undefined) return participants;
  if (!participants.some(({ user }) => user === id)) {
    throw refused("response", "You are not one of the participants, so nobody awaits your answer.");
  }
  return participants.map((one) => (one.user === id ? { ...one, response } : one));
}

/** The occurrences with what the acting user says of single ones. @throws ErpError 422 where he takes no part. */
function answeredDays(
  { participants }: ActivityFields,
  occurrences: readonly OccurrenceChange[],
  { id }: ErpUser,
  answers: ActivityPatch["responses"] = [],
): readonly OccurrenceChange[] {
  const byDate = new Map(occurrences.map((one) => [one.date, one]));
  for (const [at, { date, response }] of answers.entries()) {
    const before = byDate.get(date) ?? { date };
    const people = before.participants ?? [];
    const isOwn = ({ user }: Participant): boolean => user === id;
    const own = people.find(isOwn) ?? participants.find(isOwn);
    if (own === undefined || before.participants?.find(isOwn)?.absent === true) {
      throw refused(
        `responses.${at}`,
        "You take no part on that day, so nobody awaits your answer.",
      );
    }
    const others = people.filter((one) => !isOwn(one));
    byDate.set(date, { ...before, participants: [...others, { ...own, response }] });
  }
  return [...byDate.values()];
}

/** Person and address are filled in from each other; who was there before keeps what he said. */
function completed(
  data: ErpData,
  tenantId: string,
  given: GivenParticipant,
  { field, before }: { readonly field: string; readonly before: readonly Participant[] },
): Participant {
  const address = given.address?.toLowerCase();
  const user = data.users.find(
    (one) =>
      one.tenantId === tenantId &&
      (given.user == null ? one.email === address : one.id === given.user),
  );
  const known = before.find((one) => one.address === (user?.email ?? address));
  const { kind = known?.kind ?? "required", response = known?.response ?? "none" } = given;
  if (user !== undefined) {
    return { user: user.id, address: user.email, name: user.name, kind, response };
  }
  if (given.user != null) {
    throw refused(`${field}.user`, "There is no such user.");
  }
  if (address === undefined) {
    throw refused(field, "Either the user or the address must be given.");
  }
  return { user: null, address, name: oneLine(given.name ?? "") || address, kind, response };
}

/** The last of those with one key wins, in the place of the first. */
function uniqueBy<T>(list: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return [...new Map(list.map((one) => [keyOf(one), one])).values()];
}

function spelled(time: string, allDay: boolean, field: string): string {
  const isDate = time.length === 10;
  if (isDate !== allDay) {
    throw refused(
      field,
      allDay
        ? `${field} must be a date where allDay is true.`
        : `${field} must be an instant where allDay is false.`,
    );
  }
  if (isDate) return time;
  return DateTime.fromISO(time, { zone: "utc" })
    .startOf("second")
    .toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

function checkContent(after: ActivityFields): void {
  if (after.subject.length > SUBJECT_MAX) {
    throw refused("subject", `The subject may have ${SUBJECT_MAX} characters at most.`);
  }
  if (after.place.length > PLACE_MAX) {
    throw refused("place", `The place may have ${PLACE_MAX} characters at most.`);
  }
  if (after.notes.length > NOTES_MAX) {
    throw refused("notes", `The notes may have ${NOTES_MAX} characters at most.`);
  }
  if (after.end < after.start) throw refused("end", "The end may not be before the start.");
  if (after.allDay && after.end === after.start) {
    throw refused("end", "The end of an all-day activity is the day after its last.");
  }
}

function checkPlaces(
  data: ErpData,
  user: ErpUser,
  before: ActivityFields,
  after: ActivityFields,
): void {
  if (!user.companies.includes(after.company)) {
    throw refused("company", "You do not work for this company.");
  }
  const owner = data.users.find(({ id }) => id === after.owner);
  if (owner?.companies.includes(after.company) !== true && after.owner !== before.owner) {
    throw refused("owner", "The owner must be a user of the company.");
  }
  const inCompany = ({ id, company }: { id: string; company: string }, wanted: string) =>
    id === wanted && company === after.company;
  const { location, type } = after;
  if (location !== null && !data.locations.some((one) => inCompany(one, location))) {
    throw refused("location", "The company has no such location.");
  }
  if (type !== null && !data.activityTypes.some((one) => inCompany(one, type))) {
    throw refused("type", "The company has no such activity type.");
  }
}

function checkRecords(
  data: ErpData,
  user: ErpUser,
  before: ActivityFields,
  after: ActivityFields,
): void {
  const same = (a: RecordLink) => (b: RecordLink) => a.type === b.type && a.id === b.id;
  after.records.forEach((link, index) => {
    // What someone else linked stays, also where the acting user may not see it.
    if (before.records.some(same(link))) return;
    const record = data.records.find(same(link));
    if (record === undefined || !seesRecord(user, record)) {
      throw refused(`records.${index}`, `There is no ${link.type} ${link.id} that you may see.`);
    }
  });
}
