/**
 * Times as Graph spells them: wall-clock text beside a zone name, Windows (`W. Europe Standard
 * Time`) or IANA, sometimes neither (`tzone://Microsoft/Custom`). Ours are instants beside an IANA
 * zone, and days.
 */
import { DateTime, IANAZone } from "luxon";
import { WINDOWS_TO_IANA_MAP, findIana } from "windows-iana";
import type { When } from "../../../resources/appointment/appointment.ts";
import { isSeries } from "../../../resources/appointment/recurrence.ts";

/**
 * What each Windows zone stands for, the city that gives its rules first (territory `001`). Made once:
 * the library searches its whole list for every name.
 */
const citiesOf: ReadonlyMap<string, readonly string[]> = new Map(
  WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === "001").map(
    ({ windowsName, iana }): [string, readonly string[]] => [
      windowsName,
      [...new Set<string>([...iana, ...findIana(windowsName)])],
    ],
  ),
);
const windowsOf: ReadonlyMap<string, string> = new Map(
  [...citiesOf].flatMap(([windows, cities]) =>
    cities.map((city): [string, string] => [city, windows]),
  ),
);

/** Graph's `dateTimeTimeZone`, e.g. `2026-11-24T09:00:00.0000000` in `UTC`. */
export interface GraphTime {
  readonly dateTime: string;
  readonly timeZone?: string | null | undefined;
}

export interface GraphTimes {
  readonly start: GraphTime;
  readonly end: GraphTime;
  readonly isAllDay?: boolean | null | undefined;
  /** The zone the person chose; `start.timeZone` is merely the one that we asked to read in. */
  readonly originalStartTimeZone?: string | null | undefined;
}

/**
 * The IANA name of a zone that Graph named, `null` where there is none. A Windows zone stands for
 * many cities; `home` is preferred when it is one of them, so that a person in Vienna does not read
 * Berlin.
 */
export function ianaZone(name: string | null | undefined, home: string): string | null {
  if (name === null || name === undefined || name === "") return null;
  if (name === "UTC" || name === "tzone://Microsoft/Utc") return "UTC";
  const cities = citiesOf.get(name) ?? [];
  if (cities.includes(home)) return home;
  return cities.find(isZone) ?? (isZone(name) ? name : null);
}

const zones = new Map<string, boolean>();
/** More names than IANA has; beyond that they are made up. */
const zonesMax = 2_000;

/** Whether this platform knows the zone. Asking it costs more than reading an event. */
function isZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const valid = IANAZone.isValidZone(name);
  if (zones.size < zonesMax) zones.set(name, valid);
  return valid;
}

/**
 * When an event takes place.
 * @param home IANA zone for events that name none we know; never changes which instant is meant.
 * @returns `null` where the times cannot be understood.
 */
export function whenOf(event: GraphTimes, home: string): When | null {
  const zone = ianaZone(event.originalStartTimeZone, home) ?? home;
  if (event.isAllDay === true) {
    // Reads show midnight whatever zone was asked for: these are days, the zone label means nothing.
    const start = dayOf(event.start);
    const end = dayOf(event.end);
    return start !== null && end !== null && start < end
      ? { allDay: true, start, end, zone }
      : null;
  }
  const start = instantOf(event.start, home);
  const end = instantOf(event.end, home);
  return start !== null && end !== null ? { allDay: false, start, end, zone } : null;
}

function dayOf({ dateTime }: GraphTime): string | null {
  const day = dateTime.slice(0, 10);
  return /^\d{4}-\d\d-\d\d$/.test(day) && DateTime.fromISO(day).isValid ? day : null;
}

function instantOf({ dateTime, timeZone }: GraphTime, home: string): string | null {
  const zone = ianaZone(timeZone ?? "UTC", home);
  if (zone === null) return null;
  // Times are asked for in UTC, where no rules are needed.
  const wall = zone === "UTC" ? wholeSeconds.exec(dateTime)?.[1] : undefined;
  if (wall !== undefined && isDate(wall)) return `${wall}Z`;
  const time = DateTime.fromISO(dateTime, { zone });
  return time.isValid ? spellInstant(time) : null;
}

const wholeSeconds = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0+)?$/;

/** Whether the calendar has it: JavaScript takes the 30th of February for the 2nd of March. */
function isDate(wall: string): boolean {
  const time = new Date(`${wall}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(wall);
}

function spellInstant(time: DateTime): string {
  return time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

/**
 * The times of an event as Graph wants them written: in the item's zone, so that Outlook shows the
 * zone the person thinks in.
 * @param home IANA zone of the mailbox; whole days are written there, because midnight of another
 *   zone would spread over two days of this calendar.
 */
export function timesOf(
  when: When,
  home: string,
): Required<Omit<GraphTimes, "originalStartTimeZone">> {
  if (!when.allDay) {
    const { zone } = when;
    if (isSeries(when)) {
      const [start, end] = [when.start, when.end].map((at) => clockTime(at, zone));
      return { start, end, isAllDay: false } as ReturnType<typeof timesOf>;
    }
    return { start: wallTime(when.start, zone), end: wallTime(when.end, zone), isAllDay: false };
  }
  const timeZone = windowsOf.get(home) ?? "UTC";
  const midnight = (day: string) => ({ dateTime: `${day}T00:00:00`, timeZone });
  return { start: midnight(when.start), end: midnight(when.end), isAllDay: true };
}

/**
 * An instant as wall-clock time of `zone`. Where the clock shows that time twice (the hour that
 * summer time gives back), or Windows has no such zone, it is written in UTC: the instant matters
 * more than the zone it is shown in.
 */
function wallTime(instant: string, zone: string): GraphTime {
  const windows = windowsOf.get(zone);
  // Graph reads the time by the Windows zone's rules: those of the city that stands for it (`001`).
  const rules = windows === undefined ? undefined : citiesOf.get(windows)?.[0];
  if (windows !== undefined && rules !== undefined) {
    const plain = plainWallTime(Date.parse(instant), rules);
    if (plain !== null) return { dateTime: plain, timeZone: windows };
    const wall = DateTime.fromISO(instant, { zone: rules });
    if (wall.isValid && wall.getPossibleOffsets().length === 1) {
      return { dateTime: wall.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: windows };
    }
  }
  const utc = DateTime.fromISO(instant, { zone: "utc" });
  return { dateTime: utc.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: "UTC" };
}

/**
 * An instant by the clock of a series' zone, whatever that clock does on that day: every other
 * occurrence is reckoned from it. A zone that Windows does not know keeps its own name.
 */
function clockTime(instant: string, zone: string): GraphTime {
  const wall = DateTime.fromISO(instant, { zone });
  return { dateTime: wall.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: graphZone(zone) };
}

/** A zone by the name that Graph prefers. */
export function graphZone(zone: string): string {
  return windowsOf.get(zone) ?? zone;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** No zone moves its clock within one of these. */
const quarterMs = 15 * minuteMs;
/** Offsets remembered: some years of working hours in some zones. */
const offsetsMax = 20_000;
const offsets = new Map<string, number>();

/** Minutes that the zone's clock is ahead of UTC; asking the platform costs more than all the rest. */
function offsetAt(ms: number, zone: string): number {
  const key = `${zone} ${Math.floor(ms / quarterMs)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = IANAZone.create(zone).offset(ms);
  if (offsets.size >= offsetsMax) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** The wall-clock time where the clock is not moved a day before or after; `null` where it may be. */
function plainWallTime(ms: number, zone: string): string | null {
  if (Number.isNaN(ms)) return null;
  const offset = offsetAt(ms, zone);
  const isSteady = [ms - dayMs, ms + dayMs].every((other) => offsetAt(other, zone) === offset);
  return isSteady ? new Date(ms + offset * minuteMs).toISOString().slice(0, 19) : null;
}
