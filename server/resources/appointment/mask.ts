import type { Fields, Link, Mask, Value } from "../../sync/model.ts";
import {
  exceptionSchema,
  type Appointment,
  type AppointmentField,
  type Exception,
  type OwnField,
} from "./appointment.ts";
import { isMapped } from "./mapped.ts";
import { appointmentSchemaRules } from "./schema.ts";

/**
 * What the ERP gets of appointments that are private in Outlook. `leaveOut`: nothing is made of them,
 * and what a gate once took over and became private is masked; what a person switched on himself stays
 * whole. `busy`: that he is busy, masked in everything else. `full`: all, marked as private.
 */
export type PrivateItems = "leaveOut" | "busy" | "full";

/** The person's rule, the subject that stands for a private one, and the mail address of its owner. */
export interface Privacy {
  readonly items: PrivateItems;
  readonly word: string;
  readonly address: string | null;
  /** The items are those of others, who share the mailbox: nobody may switch what is private on whole. */
  readonly isOfOthers?: true;
}

/** By the language in which the person finished Setup. */
export const busyWords = { en: "Busy", de: "Beschäftigt" } as const;

/**
 * What the ERP may know of a private appointment; what a person chose for it by hand is among it, and
 * what only the ERP tells.
 */
type Told = ("when" | "showAs" | "sensitivity" | "exceptions") | ("type" | "records" | "toInvite");

/** What stands in place of everything else: a field that comes to appointments has to be decided here. */
const blank: Omit<Appointment, Told | "subject" | "owner"> = {
  place: null,
  body: null,
  attendees: [],
  response: null,
  joinLink: null,
  importance: "normal",
  reminder: null,
  categories: [],
};

const details = ["subject", "owner", ...Object.keys(blank)] as readonly AppointmentField[];

/** What stands in place of the details: whoever organizes it is one of them. */
function standIn({ word, address }: Privacy): Fields {
  return { subject: word, owner: address?.toLowerCase() ?? null, ...blank };
}

export function isPrivate(fields: Fields): boolean {
  return fields["sensitivity"] === "private";
}

/**
 * How a link's details are kept from the ERP; `null`: they are not.
 * @param isErpsOwn whether its item was made in the ERP
 */
export function maskOf(link: Link, privacy: Privacy, isErpsOwn: () => boolean): Mask | null {
  const { microsoft } = link;
  if (microsoft == null || privacy.items === "full") return null;
  // A guest of somebody else's activity tells nothing of the meeting; what he tells is his own to tell.
  if (link.guestOf !== undefined) return null;
  const isHisWord = link.choice === "on" && privacy.isOfOthers !== true;
  if (privacy.items === "leaveOut" && isHisWord) return null;
  const { fields } = microsoft;
  if (isPrivate(fields)) {
    return {
      details: [...details, ...Object.keys(fields).filter(isMapped)],
      mark: "sensitivity",
      invented: ["subject"],
      covers: () => false,
      told: (held) => masked(held, standIn(privacy)),
      isErpsOwn: isErpsOwn(),
    };
  }
  const days = privateDays(fields["exceptions"]);
  if (days.size === 0) return null;
  return {
    details: [],
    mark: null,
    invented: [],
    covers: (element) => isDetailOf(days, element),
    told: (held) => withMaskedDays(held, standIn(privacy)),
    isErpsOwn: isErpsOwn(),
  };
}

/** An appointment that is private as a whole; of a series each of its days is. */
function masked(held: Fields, hidden: Fields): Fields {
  const names = Object.keys(held);
  const fields = Object.fromEntries(
    names.map((name) => [name, isMapped(name) ? null : name in hidden ? hidden[name] : held[name]]),
  ) as Fields;
  const told = exceptionsOf(held["exceptions"]).filter(({ field }) => !isDetail(field));
  return "exceptions" in held ? { ...fields, exceptions: told } : fields;
}

/** A series of which single days are private. */
function withMaskedDays(held: Fields, hidden: Fields): Fields {
  const days = privateDays(held["exceptions"]);
  const others = exceptionsOf(held["exceptions"]).filter((one) => !isHidden(days, one));
  const masks = [...days].flatMap((on) =>
    ownDetails.flatMap((field) => {
      const [own, value] = [held[field], hidden[field]];
      const print = appointmentSchemaRules.fields[field]?.fingerprint;
      // What the series has itself needs no exception.
      if (own === undefined || value === undefined || print === undefined) return [];
      return print(own) === print(value) ? [] : [{ on, field, value }];
    }),
  );
  return { ...held, exceptions: [...others, ...masks] };
}

/** What an occurrence may have for itself of what is hidden. */
const ownDetails = details.filter(
  (field): field is AppointmentField & OwnField =>
    // Who comes and what he said needs no other word: what the series says stands in its place.
    field !== "attendees" &&
    field !== "response" &&
    exceptionSchema.options.some((one) => one.shape.field.value === field),
);

/**
 * A set of exceptions without what single private days tell: for the log and whoever else reads it.
 * Any other value as it is.
 */
export function withoutPrivateDays(value: Value): Value {
  const days = privateDays(value);
  if (days.size === 0) return value;
  return exceptionsOf(value).filter((one) => !isHidden(days, one));
}

/** The days of a series that are private by themselves. */
export function privateDays(exceptions: Value | undefined): ReadonlySet<string> {
  return new Set(
    exceptionsOf(exceptions)
      .filter(({ field, value }) => field === "sensitivity" && value === "private")
      .map(({ on }) => on),
  );
}

function exceptionsOf(value: Value | undefined): readonly Exception[] {
  // One that we cannot read may tell anything: it is not told.
  return (Array.isArray(value) ? value : []).flatMap((one: Value) => {
    const read = exceptionSchema.safeParse(one);
    return read.success ? [read.data] : [];
  });
}

function isDetail(field: string): boolean {
  return (details as readonly string[]).includes(field);
}

function isHidden(days: ReadonlySet<string>, { on, field }: Exception): boolean {
  return days.has(on) && isDetail(field);
}

/** Details of a private day, and the mark itself. */
function isDetailOf(days: ReadonlySet<string>, element: Value): boolean {
  const read = exceptionSchema.safeParse(element);
  if (!read.success || !days.has(read.data.on)) return false;
  return isDetail(read.data.field) || read.data.field === "sensitivity";
}
