/** Times as Graph writes them: wall time with seven digits, and the name of a zone beside it. */
import { DateTime, IANAZone } from "luxon";
import { WINDOWS_TO_IANA_MAP } from "windows-iana";
import { GraphError, invalidValue } from "./errors.ts";
import type { Moment } from "./model.ts";

/** Names of UTC that Exchange uses beside the Windows one. */
const utcNames = new Set(["UTC", "GMT", "tzone://Microsoft/Utc", "Etc/GMT", "Etc/UTC"]);

/** Windows names and the city that stands for each: the map marks it with the territory `001`. */
const windowsZones = new Map(
  WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === "001").map(
    ({ windowsName, iana }): [string, string] => [windowsName, iana[0]],
  ),
);

/** The IANA zone of a Windows or IANA name, `undefined` when nobody knows it. */
export function ianaOf(name: string): string | undefined {
  if (utcNames.has(name)) return "UTC";
  const windows = windowsZones.get(name);
  if (windows !== undefined) return windows;
  return IANAZone.isValidZone(name) ? name : undefined;
}

const unknownZone = (name: string) =>
  new GraphError(
    400,
    "TimeZoneNotSupportedException",
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  );

function requireIana(name: string): string {
  const iana = ianaOf(name);
  if (iana === undefined) throw unknownZone(name);
  return iana;
}

const wall = (time: DateTime) => `${time.toISO({ includeOffset: false }) ?? ""}0000`;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** No zone moves its clock within one of these. */
const quarterMs = 15 * minuteMs;
const offsetsMax = 20_000;
const offsets = new Map<string, number>();

/** Minutes that a zone is ahead of UTC; remembered, because asking takes longer than a whole request. */
function offsetAt(utc: number, iana: string): number {
  const key = `${iana} ${Math.floor(utc / quarterMs)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = IANAZone.create(iana).offset(utc);
  if (offsets.size >= offsetsMax) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** A plain wall time on a day around which the zone's clock is not moved; `undefined` for any other. */
function plainMoment(dateTime: string, zone: string, iana: string): Moment | undefined {
  const text = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0+)?$/.exec(dateTime)?.[1];
  const shown = Date.parse(`${text ?? ""}Z`);
  if (text === undefined || Number.isNaN(shown)) return undefined;
  if (!new Date(shown).toISOString().startsWith(text)) return undefined;
  const offset = offsetAt(shown, iana);
  const isSteady = [-dayMs, dayMs].every((by) => offsetAt(shown + by, iana) === offset);
  if (!isSteady) return undefined;
  return { utc: shown - offset * minuteMs, local: `${text}.0000000`, zone };
}

/** A moment at `utc` milliseconds as a clock in `zone` shows it. Throws 400 for an unknown zone. */
export function momentAt(utc: number, zone: string): Moment {
  const iana = requireIana(zone);
  // Most readers want UTC, which needs no tables.
  if (iana === "UTC") return { utc, local: new Date(utc).toISOString().replace("Z", "0000"), zone };
  const shown = new Date(utc + offsetAt(utc, iana) * minuteMs);
  return { utc, local: shown.toISOString().replace("Z", "0000"), zone };
}

/** Reads a `dateTimeTimeZone`. `what` names the property in the error. Throws 400. */
export function readMoment(
  what: string,
  value: { readonly dateTime: string; readonly timeZone?: string | null | undefined },
): Moment {
  const zone = value.timeZone ?? "UTC";
  const iana = requireIana(zone);
  const plain = plainMoment(value.dateTime, zone, iana);
  if (plain !== undefined) return plain;
  const time = DateTime.fromISO(value.dateTime.replace(/(\.\d{3})\d+/, "$1"), { zone: iana });
  if (!time.isValid)
    throw invalidValue(`The value '${value.dateTime}' of Event.${what} is no date.`);
  return { utc: time.toMillis(), local: wall(time), zone };
}

/** Midnight on its own clock: what an all-day event needs. */
export const isMidnight = (moment: Moment) => moment.local.endsWith("T00:00:00.0000000");

/**
 * The moment for a reader in `zone`. An all-day event shows midnight whatever the zone; only the label
 * follows.
 */
export function showMoment(
  moment: Moment,
  zone: string,
  isAllDay: boolean,
): { dateTime: string; timeZone: string } {
  if (isAllDay) return { dateTime: moment.local, timeZone: zone };
  return { dateTime: momentAt(moment.utc, zone).local, timeZone: zone };
}

/** Milliseconds of a query's date; without offset it is UTC. Throws 400. */
export function queryTime(name: string, text: string): number {
  const time = DateTime.fromISO(text.replace(/(\.\d{3})\d+/, "$1"), { zone: "UTC" });
  if (!time.isValid) {
    throw new GraphError(
      400,
      "ErrorInvalidParameter",
      `The value '${text}' of parameter '${name}' is invalid.`,
    );
  }
  return time.toMillis();
}

/** `2026-11-20T09:00:00.0000000Z`, the form of created and modified times. */
export const instant = (utc: number) => new Date(utc).toISOString().replace("Z", "0000Z");

/** The zones a mailbox may be set to, with their offset at `now`. */
export function supportedZones(
  standard: "windows" | "iana",
  now: number,
): { alias: string; displayName: string }[] {
  const names =
    standard === "windows" ? [...windowsZones.keys()] : [...new Set(windowsZones.values())].sort();
  return names.map((alias) => {
    const zone = ianaOf(alias) ?? "UTC";
    const offset = DateTime.fromMillis(now, { zone }).toFormat("ZZ");
    const place = standard === "windows" ? zone.split("/").at(-1)?.replaceAll("_", " ") : zone;
    return { alias, displayName: `(UTC${zone === "UTC" ? "" : offset}) ${place ?? zone}` };
  });
}
