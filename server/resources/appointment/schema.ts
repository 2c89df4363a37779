import {
  elements,
  type FieldRule,
  type Fields,
  type Schema,
  type Value,
} from "../../sync/model.ts";
import { bodySchema, companionFields, whenSchema, type AppointmentField } from "./appointment.ts";
import { words } from "./body-text.ts";
import { fieldsOn, guestsOn } from "./day.ts";
import { isMapped, mappedRule } from "./mapped.ts";
import { happensOn, isSeries, recurrencePrint } from "./recurrence.ts";

/** How each field of an appointment is compared and merged. */
const fields: Readonly<Record<AppointmentField, FieldRule>> = {
  subject: { ...scalar((value) => text(value).trim()), required: true },
  when: { ...scalar(whenPrint), required: true },
  place: scalar((value) => text(value).trim()),
  body: scalar(bodyPrint),
  // Who is invited is decided in Outlook: an ERP's participants never make Exchange send mail. What
  // they said goes the same way: whoever answers in the ERP does so through his own mailbox.
  attendees: set(
    "address",
    (element) => ["address", "kind", "response"].map((name) => at(element, name)).join(":"),
    "toErp",
  ),
  // Whose it is follows from who organizes it: what an ERP makes of that stays in the ERP.
  owner: { ...scalar((value) => text(value).toLowerCase()), flow: "toErp" },
  // A meeting becomes an online one in Outlook, and there alone.
  joinLink: { ...scalar(text), flow: "toErp" },
  // Made of the ERP's participants: what Outlook does to these lines is not carried back.
  toInvite: {
    ...set("address", (element) => at(element, "address"), "toMicrosoft"),
    within: "body",
  },
  response: {
    flow: "both",
    fingerprint: text,
    refuses: (side, value) => (side === "microsoft" && value === null ? "no-answer" : undefined),
    mails: "microsoft",
  },
  showAs: scalar(text),
  sensitivity: scalar(text),
  importance: scalar(text),
  reminder: scalar(text),
  categories: {
    flow: "both",
    elementKey: text,
    fingerprint: (value) => JSON.stringify(elements(value).map(text).sort()),
  },
  type: scalar(text),
  records: set("", (element) => `${at(element, "type")}/${at(element, "id")}`, "both"),
  exceptions: {
    flow: "both",
    elementKey: (element) =>
      ["on", "field", "who"]
        .map((name) => at(element, name))
        .join(" ")
        .trimEnd(),
    fingerprint: (value) => JSON.stringify(elements(value).map(exceptionPrint).sort()),
    partOf: (element) => (at(element, "field") === "gone" ? "when" : at(element, "field")),
    removes: (element) => at(element, "field") === "gone",
    // Outlook can bring no day back.
    unit: {
      of: (element) => at(element, "on"),
      decidedBy: "microsoft",
      asItem: (series, on) => ({ ...series, fields: fieldsOn(series.fields, on) }),
      tells: ({ fields: series }, on) => guestsOn(series, on),
    },
    after: ["when", "response"],
    stands: (element, { when }) => {
      const series = whenSchema.safeParse(when).data;
      return series !== undefined && isSeries(series) && happensOn(series, at(element, "on"));
    },
    implied: (element, series) => {
      const [field, who] = ["field", "who"].map((name) => at(element, name));
      if (field === undefined || field === "when" || field === "gone") return false;
      const whole =
        field === "attendees"
          ? elements(series[field]).filter((one) => at(one, "address") === who)
          : series[field];
      const print = ruleOf(field)?.fingerprint;
      if (print === undefined || whole === undefined) return false;
      const value = valueOf(element);
      const own = field === "attendees" ? (value === null ? [] : [value]) : value;
      return print(own) === print(whole);
    },
    keeps: (side, held, wanted) => {
      if (side !== "microsoft") return undefined;
      switch (at(held ?? wanted ?? null, "field")) {
        case "attendees":
          return "guests";
        case "response":
          // A day that was declined has left the calendar: nothing is there to be answered.
          if (valueOf(held) === "declined") return "left";
          return valueOf(wanted) === null ? "no-answer" : undefined;
        default:
          return undefined;
      }
    },
  },
};

/** How a field is compared, also one of the ERP's own that is mapped. */
export function ruleOf(field: string): FieldRule | undefined {
  if (isMapped(field)) return mappedRule;
  return (fields as Readonly<Record<string, FieldRule | undefined>>)[field];
}

/** One thing in which an occurrence differs, compared like the field it is about. */
function exceptionPrint(element: Value): string {
  const [field, who] = ["field", "who"].map((name) => at(element, name));
  const value = valueOf(element);
  const of = field === "attendees" && value !== null ? [value] : value;
  const means = ruleOf(field ?? "")?.fingerprint(of) ?? text(of);
  return `${at(element, "on")} ${field} ${who} ${means}`;
}

function valueOf(element: Value | undefined): Value {
  return (element as Readonly<Record<string, Value>> | undefined)?.["value"] ?? null;
}

export const appointmentSchemaRules: Schema = {
  resource: "appointment",
  fields,
  companion: companionFields,
  onRefused: (reason) =>
    ["not-organizer", "no-answer", "private"].includes(reason) ? "revert" : "keep",
  saidByLeaving: { response: "declined" },
  sparesFromDeletion: (side, snapshot) => {
    // An ERP's participants are not mailed when an activity goes; Exchange mails everybody.
    if (side === "erp") return false;
    // Removing an organizer's meeting cancels it for everybody; an attendee's copy is his answer.
    const attendees = snapshot.fields["attendees"];
    const shared = Array.isArray(attendees) && attendees.length > 0;
    const attendeeCopy = Object.values(snapshot.readOnly ?? {}).includes("not-organizer");
    return shared || attendeeCopy;
  },
  // Of what days have for themselves the answers alone, as what they are about tells.
  ofGuests: [...companionFields, "response", "exceptions"],
  tellsGuests: (field, outlook) => {
    // An answer mails the organizer, also where he hides who else was invited.
    if (ruleOf(field)?.mails !== undefined) return true;
    const { attendees, exceptions } = outlook.fields;
    const ofDays = elements(exceptions).filter((one) => at(one, "field") === "attendees");
    const isPersonal = personal.has(field) || isMapped(field);
    return elements(attendees).length + ofDays.length > 0 && !isPersonal;
  },
};

/** Fields that are the organizer's own: Exchange tells nobody when he changes them. */
const personal: ReadonlySet<string> = new Set<AppointmentField>([
  ...(["categories", "showAs", "reminder"] as const),
  ...companionFields,
]);

/** What two people would call the same appointment: subject and time. `null` when untitled. */
export function naturalKey(item: Fields): string | null {
  const subject = text(item["subject"] ?? null)
    .trim()
    .toLowerCase();
  const when = item["when"];
  return subject === "" || when === undefined ? null : `${subject}|${whenPrint(when)}`;
}

function scalar(fingerprint: (value: Value) => string): FieldRule {
  return { flow: "both", fingerprint };
}

function set(
  keyField: string,
  print: (element: Value) => string,
  flow: FieldRule["flow"],
): FieldRule {
  return {
    flow,
    elementKey: keyField === "" ? print : (element) => at(element, keyField),
    fingerprint: (value) => JSON.stringify(elements(value).map(print).sort()),
  };
}

/**
 * Which instants, or which days: the zone's name is how a person says it, not what he means. Of a
 * series the zone's clock matters, too, because its occurrences keep it.
 */
function whenPrint(value: Value): string {
  const isAllDay = at(value, "allDay") === "true";
  const first = `${isAllDay ? "days" : "instants"} ${at(value, "start")} ${at(value, "end")}`;
  if (at(value, "recurrence") === "") return first;
  const when = whenSchema.safeParse(value);
  return when.success && isSeries(when.data) ? `${first} ${recurrencePrint(when.data)}` : first;
}

/** A body means its words and its links: Exchange wraps text in HTML and every server tidies tags. */
function bodyPrint(value: Value): string {
  const body = value === null ? null : bodySchema.safeParse(value);
  return body?.success === true ? words(body.data) : "";
}

function text(value: Value): string {
  return value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function at(value: Value, name: string): string {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return "";
  return text((value as Readonly<Record<string, Value>>)[name] ?? null);
}
