import { DateTime } from "luxon";
import type { Value } from "../../sync/model.ts";
import {
  attendeeSchema,
  bodySchema,
  inviteeSchema,
  recordLinkSchema,
  whenSchema,
  type Attendee,
  type Exception,
  type When,
} from "./appointment.ts";
import { bareId, isMapped, labelOf, mappedName, textOf, type FieldMapping } from "./mapped.ts";
import { isSeries } from "./recurrence.ts";
import { words } from "./body-text.ts";

import { showDeviation, showException, showRecurrence } from "./show-series.ts";

/** How the reader likes times. */
export interface Reader {
  readonly locale: string;
  /** IANA. */
  readonly timeZone: string;
  /** Names of ERP things by what stands for them: `type/id` of a record, the id of an activity type. */
  readonly names?: ReadonlyMap<string, string>;
  /** Fields of the ERP's own that have a place in Outlook, or had one when that happened. */
  readonly mapped?: readonly FieldMapping[];
}

const bodyLengthMax = 300;

/** A field's value as a person reads it; `null` for an empty one. */
export function show(field: string, value: Value, reader: Reader): string | null {
  if (value === null || value === "") return null;
  if (isMapped(field)) return showMapped(field, value, reader);
  if (Array.isArray(value)) {
    const shown = (value as readonly Value[]).map((element) => showElement(field, element, reader));
    return shown.length === 0 ? null : shown.join(", ");
  }
  switch (field) {
    case "when":
      return showWhen(value, reader);
    case "body": {
      const body = bodySchema.safeParse(value);
      const text = body.success ? words(body.data) : "";
      if (text === "") return null;
      return text.length > bodyLengthMax ? `${text.slice(0, bodyLengthMax)}…` : text;
    }
    case "response":
      return typeof value === "string" ? saidIn(reader)[value as keyof typeof english] : null;
    case "type":
      return typeof value === "string" ? (reader.names?.get(value) ?? value) : null;
    case "reminder":
      return typeof value === "number" ? `${value} min` : null;
    default:
      return typeof value === "object" ? JSON.stringify(value) : String(value);
  }
}

/**
 * What the reader calls a field: one of the ERP's own as its administrator mapped it, by the ERP's id
 * where nobody knows it any more. Of ours its name, for which every language has a word.
 */
export function called(field: string, { mapped = [], locale }: Reader): string {
  if (!isMapped(field)) return field;
  const mapping = mapped.find((one) => mappedName(one) === field);
  if (mapping === undefined) return bareId(field);
  return labelOf(mapping, locale.startsWith("de") ? "de" : "en");
}

function showMapped(field: string, value: Value, { mapped = [], locale }: Reader): string {
  const { type, options = [] } = mapped.find((one) => mappedName(one) === field)?.field ?? {};
  if (typeof value === "boolean") return saidIn({ locale })[value ? "yes" : "no"];
  if (type === "number") return Number(value).toLocaleString(locale);
  if (type === "date") {
    const day = DateTime.fromISO(textOf(value), { zone: "utc", locale });
    return day.toLocaleString(DateTime.DATE_MED);
  }
  const label = options.find((one) => one.value === value)?.label;
  return label === undefined ? textOf(value) : locale.startsWith("de") ? label.de : label.en;
}

/** One thing that a day of a series has for itself, without saying which day that is. */
export function showOfDay(exception: Exception, reader: Reader): string {
  return showDeviation(exception, reader.locale, (one) => showOwn(one, reader));
}

function showOwn({ field, value }: Exception, reader: Reader): string | null {
  return show(field, field === "attendees" ? [value] : value, reader);
}

function showElement(field: string, element: Value, reader: Reader): string {
  const { names } = reader;
  if (field === "exceptions") {
    return showException(element, reader.locale, (one) => showOwn(one, reader));
  }
  if (field === "attendees") {
    const attendee = attendeeSchema.safeParse(element);
    if (attendee.success) return showAttendee(attendee.data, reader);
  }
  if (field === "toInvite") {
    const invitee = inviteeSchema.safeParse(element);
    if (invitee.success) return invitee.data.name || invitee.data.address;
  }
  if (typeof element !== "object" || element === null) return String(element);
  const record = recordLinkSchema.safeParse(element);
  if (!record.success) return "";
  const { type, id } = record.data;
  return names?.get(`${type}/${id}`) ?? `${type} ${id}`;
}

/** What is said of people beside their names, and yes and no; the only words that values need. */
const english = {
  ...{ none: "", accepted: "accepted", tentative: "tentative", declined: "declined" },
  ...{ room: "room or resource", yes: "yes", no: "no" },
};
const german: typeof english = {
  ...{ none: "", accepted: "zugesagt", tentative: "mit Vorbehalt", declined: "abgesagt" },
  ...{ room: "Raum oder Gerät", yes: "ja", no: "nein" },
};

function saidIn({ locale }: Pick<Reader, "locale">): typeof english {
  return locale.startsWith("de") ? german : english;
}

/** e.g. `Grace Hopper (accepted)`. */
function showAttendee({ name, address, kind, response }: Attendee, { locale }: Reader): string {
  const words = saidIn({ locale });
  const said = [kind === "resource" ? words.room : "", words[response]].filter((one) => one !== "");
  return said.length === 0 ? name || address : `${name || address} (${said.join(", ")})`;
}

function showWhen(value: Value, reader: Reader): string {
  const when = whenSchema.safeParse(value);
  if (!when.success) return "";
  const first = showTimes(when.data, reader);
  return isSeries(when.data) ? `${first} (${showRecurrence(when.data, reader.locale)})` : first;
}

/** The day on which it begins where the reader is (ISO 8601); `null` where nobody can tell. */
export function dateOf(value: Value | undefined, { timeZone }: Reader): string | null {
  const when = whenSchema.safeParse(value);
  if (!when.success) return null;
  const { allDay, start } = when.data;
  return DateTime.fromISO(start, { zone: allDay ? "utc" : timeZone }).toISODate();
}

function showTimes({ allDay, start, end }: When, { locale, timeZone }: Reader): string {
  if (allDay) {
    const first = DateTime.fromISO(start, { zone: "utc", locale });
    const last = DateTime.fromISO(end, { zone: "utc", locale }).minus({ days: 1 });
    const days = [first, last].map((day) => day.toLocaleString(DateTime.DATE_MED));
    return days[0] === days[1] ? (days[0] ?? "") : days.join(" – ");
  }
  const [from, to] = [start, end].map((at) => DateTime.fromISO(at, { zone: timeZone, locale }));
  if (from === undefined || to === undefined) return "";
  const until = from.hasSame(to, "day")
    ? to.toLocaleString(DateTime.TIME_SIMPLE)
    : to.toLocaleString(DateTime.DATETIME_MED);
  return `${from.toLocaleString(DateTime.DATETIME_MED)} – ${until}`;
}
