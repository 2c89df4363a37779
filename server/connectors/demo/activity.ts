/** An activity of the demo ERP as an item in our fields, and back. Pure. */
import {
  appointmentSchema,
  type Attendee,
  type Appointment,
  type AppointmentField,
} from "../../resources/appointment/appointment.ts";
import { customName } from "../../resources/appointment/mapped.ts";
import { trueExceptions } from "../../resources/appointment/exceptions.ts";
import { isSeries } from "../../resources/appointment/recurrence.ts";
import type { Fields } from "../../sync/model.ts";
import { ConnectorError } from "../port/connector-error.ts";
import type { Actor, Found, Item } from "../port/item.ts";
import { demoOccurrences, demoRecurrence, exceptionsOf, recurrenceOf } from "./series.ts";
import { activitySchema, type DemoActivity } from "./shapes.ts";

/** Under which name our keys stand among the ERP's external references. */
export const externalSystem = "sync-to-erp";

/** Everything but Outlook's categories. */
export const erpFields = [
  "subject",
  "when",
  "place",
  "body",
  "attendees",
  "owner",
  "toInvite",
  "joinLink",
  "response",
  "showAs",
  "sensitivity",
  "importance",
  "reminder",
  "type",
  "records",
  "exceptions",
] as const satisfies readonly AppointmentField[];

/** Our name of a field that the ERP speaks of, e.g. of `participants.0.address`. */
export function fieldOf(erpField: string | undefined): string | undefined {
  const [name = "", part] = erpField?.split(".") ?? [];
  return name === "custom" && part !== undefined ? customName(part) : namesInErp[name];
}

const namesInErp: Readonly<Record<string, AppointmentField>> = {
  subject: "subject",
  start: "when",
  end: "when",
  allDay: "when",
  timeZone: "when",
  recurrence: "when",
  occurrences: "exceptions",
  place: "place",
  notes: "body",
  notesFormat: "body",
  participants: "attendees",
  ownerEmail: "owner",
  onlineMeetingUrl: "joinLink",
  response: "response",
  showAs: "showAs",
  private: "sensitivity",
  importance: "importance",
  reminderMinutes: "reminder",
  type: "type",
  records: "records",
};

/**
 * Reads an activity as the ERP gave it.
 * @param webUrl origin of the ERP's own pages.
 * @returns `missing` for a cancelled one: the meeting is over, as with Outlook's cancelled events.
 *   `error` (`rejected`) for one that cannot be understood: it must not harm its neighbours.
 */
export function readActivity(raw: unknown, actor: Actor, webUrl: string): Found {
  const parsed = activitySchema.safeParse(raw);
  if (!parsed.success) return malformed(parsed.error.issues[0]?.path.join(".") ?? "");
  const activity = parsed.data;
  if (activity.status === "cancelled") return { kind: "missing" };
  const when = appointmentSchema.shape.when.safeParse(whenOf(activity));
  if (!when.success) return malformed("start");
  const custom = Object.fromEntries(
    Object.entries(activity.custom).map(([id, value]) => [customName(id), value]),
  );
  const fields = { ...fieldsOf(activity, actor), ...toInviteOf(activity, actor), when: when.data };
  const item: Item = {
    id: activity.id,
    version: String(activity.version),
    fields: {
      ...fields,
      exceptions: [...trueExceptions(exceptionsOf(activity.occurrences, when.data, actor), fields)],
      ...custom,
    } satisfies Fields,
    ...(activity.released ? { readOnly: releasedWith(Object.keys(custom)) } : {}),
    modifiedAt: activity.changedAt,
    stamp: activity.stamp,
    key: activity.externalSystem === externalSystem ? activity.externalId : null,
    details: {
      webUrl: `${webUrl}${activity.path}`,
      organizer: activity.owner === actor.erpUserId,
      series: activity.recurrence === null ? "single" : "master",
      ...referenceOf(activity),
      ...(activity.changedBy.name === null ? {} : { modifiedBy: activity.changedBy.name }),
    },
  };
  return { kind: "found", item };
}

function referenceOf({
  externalSystem: system,
  externalId: id,
}: DemoActivity): Pick<Item["details"], "reference"> {
  const isOthers = system !== null && id !== null && system !== externalSystem;
  return isOthers ? { reference: { system, id } } : {};
}

function releasedWith(custom: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...erpFields, ...custom].map((field) => [field, "released"]));
}

function malformed(property: string): Found {
  const field = fieldOf(property);
  const error = new ConnectorError(
    "rejected",
    "erp",
    `The activity's ${property} has a form that we do not know. Open it in the ERP and save it again.`,
    field === undefined ? {} : { field },
  );
  return { kind: "error", error };
}

function whenOf({ allDay, start, end, timeZone, recurrence }: DemoActivity) {
  const when = { allDay, start, end, zone: timeZone };
  return recurrence === null ? when : { ...when, recurrence: recurrenceOf(recurrence) };
}

function fieldsOf(activity: DemoActivity, { erpUserId }: Actor): Partial<Appointment> {
  const { place, notes, notesFormat, participants } = activity;
  const own = participants.find(({ user }) => user !== null && user === erpUserId);
  return {
    subject: activity.subject,
    place: place === "" ? null : place,
    body: notes === "" ? null : { format: notesFormat, content: notes },
    attendees: participants.map((one) => ({
      address: one.address,
      name: one.name,
      kind: one.kind,
      // What the acting user says himself is a field of its own.
      response: one === own ? "none" : one.response,
    })),
    owner: activity.ownerEmail?.toLowerCase() ?? null,
    joinLink: activity.onlineMeetingUrl,
    ...(own === undefined ? {} : { response: own.response === "none" ? null : own.response }),
    showAs: activity.showAs,
    sensitivity: activity.private ? "private" : "normal",
    importance: activity.importance,
    reminder: activity.reminderMinutes,
    type: activity.type,
    records: activity.records.map(({ type, id }) => ({ type, id })),
  };
}

/** Whom the owner of an activity may invite; nobody else is asked for him. */
function toInviteOf({ owner, participants }: DemoActivity, actor: Actor): Partial<Appointment> {
  if (owner !== actor.erpUserId) return {};
  const others = participants.filter(({ address }) => address !== actor.address.toLowerCase());
  return { toInvite: others.map(({ address, name }) => ({ address, name })) };
}

/**
 * The ERP's fields for those of ours that are given; what the ERP does not hold is left out, as is the
 * answer of somebody whom what is sent does not name: he was invited through a group.
 * @throws ConnectorError `rejected` naming a field whose value is not of the agreed shape.
 */
export function activityBody(fields: Fields, actor: Actor): Readonly<Record<string, unknown>> {
  const { address: self, standIns = {} } = actor;
  const isCustom = (name: string): boolean => name.startsWith(customName(""));
  const custom = Object.entries(fields).filter(([name]) => isCustom(name));
  const plain = Object.fromEntries(Object.entries(fields).filter(([name]) => !isCustom(name)));
  const parsed = appointmentSchema.partial().safeParse(plain);
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? "");
    throw new ConnectorError("rejected", "erp", `The value of ${field} has an unknown form.`, {
      field,
    });
  }
  const { subject, when, place, body, attendees, sensitivity, reminder, ...rest } = parsed.data;
  const { owner, response, showAs, importance, type, records, exceptions, joinLink } = rest;
  const isNamed = attendees?.some(({ address }) => address === self) !== false;
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(when === undefined
      ? {}
      : {
          allDay: when.allDay,
          start: when.start,
          end: when.end,
          timeZone: when.zone,
          recurrence: isSeries(when) ? demoRecurrence(when.recurrence) : null,
        }),
    ...(exceptions === undefined ? {} : { occurrences: demoOccurrences(exceptions, actor) }),
    ...(place === undefined ? {} : { place: place ?? "" }),
    ...(body === undefined
      ? {}
      : { notes: body?.content ?? "", notesFormat: body?.format ?? "text" }),
    ...(attendees === undefined
      ? {}
      : { participants: attendees.map((one) => written(one, self)) }),
    ...(response === undefined || !isNamed ? {} : { response: response ?? "none" }),
    // Somebody whom the ERP does not know owns nothing there: it stays with whom it is.
    ...(owner == null ? {} : { ownerEmail: standIns[owner] ?? owner }),
    ...(sensitivity === undefined ? {} : { private: sensitivity === "private" }),
    ...(reminder === undefined ? {} : { reminderMinutes: reminder }),
    ...(joinLink === undefined ? {} : { onlineMeetingUrl: joinLink }),
    ...(showAs === undefined ? {} : { showAs }),
    ...(importance === undefined ? {} : { importance }),
    ...(type === undefined ? {} : { type }),
    ...(records === undefined ? {} : { records }),
    ...(custom.length === 0
      ? {}
      : {
          custom: Object.fromEntries(
            custom.map(([name, value]) => [name.slice(customName("").length), value]),
          ),
        }),
  };
}

/** Without the acting person's answer in it: the ERP keeps the one that he gave. */
function written({ response, ...person }: Attendee, self: string) {
  return person.address === self ? person : { ...person, response };
}
