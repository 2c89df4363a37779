import { elements, type Fields, type Link, type Value } from "../../sync/model.ts";
import {
  attendeeSchema,
  exceptionSchema,
  type Attendee,
  type Exception,
  type When,
} from "./appointment.ts";
import { deviationsOn, fieldsOn, guestsOn } from "./day.ts";

/** Guests whom somebody took out in the ERP, and who stay invited in Outlook. */
export interface TakenOut {
  /** The one day of a series that they were taken out of; `null`: the whole of it. */
  readonly day: { readonly on: string; readonly when: When | null } | null;
  readonly guests: readonly Attendee[];
}

/**
 * Guests of the person's own meeting whom somebody took out of its activity, or of one of its days: the
 * ERP does not name them any more, and in Outlook they stay invited, for taking them out there tells
 * them. Nobody is told for us (rule 14): their organizer is, and takes them out himself.
 */
export function takenOutOf(link: Link): readonly TakenOut[] {
  const { microsoft, erp, base, choice, attendeeCopy, guestOf } = link;
  if (choice === "off" || microsoft == null || erp == null) return [];
  const isForeign = Object.values(microsoft.readOnly ?? {}).includes("not-organizer");
  if (isForeign || attendeeCopy || guestOf !== undefined) return [];
  const [here, there, agreed] = [microsoft.fields, erp.fields, base?.erp ?? {}];
  const guests = missingIn(there, here, agreed);
  const whole = addressesOf(guests);
  const days = daysWithPeople(there, agreed).flatMap((on): readonly TakenOut[] => {
    const isGone = [here, there].some((one) =>
      deviationsOn(one, on).some(({ field }) => field === "gone"),
    );
    if (isGone) return [];
    const [ofHere, ofThere, ofAgreed] = [here, there, agreed].map((one) => fieldsOn(one, on));
    const missing = missingIn(ofThere ?? {}, ofHere ?? {}, ofAgreed ?? {});
    // Who is out of all of it is out of each day.
    const own = missing.filter(({ address }) => !whole.has(address.toLowerCase()));
    const { when } = guestsOn(here, on);
    return own.length === 0 ? [] : [{ day: { on, when }, guests: own }];
  });
  return guests.length === 0 ? days : [{ day: null, guests }, ...days];
}

/** Each of them, as it is remembered that his organizer was told: `address`, of a day `day address`. */
export function namesOf({ day, guests }: TakenOut): readonly string[] {
  return guests.map(({ address }) =>
    [...(day === null ? [] : [day.on]), address.toLowerCase()].join(" "),
  );
}

/** What becomes of the fields by it, for the log: before, and as the ERP has them. */
export function changesBy({ day, guests }: TakenOut): readonly [Fields, Fields] {
  if (day === null) return [{ attendees: guests.map((one) => ({ ...one })) }, { attendees: [] }];
  const told = (value: (one: Attendee) => Value): Fields => ({
    exceptions: guests.map((one) => ({
      ...{ on: day.on, field: "attendees", who: one.address },
      value: value(one),
    })),
  });
  return [told((one) => ({ ...one })), told(() => null)];
}

/** Guests of `here` whom the ERP named when both agreed, and does not any more. */
function missingIn(there: Fields, here: Fields, agreed: Fields): readonly Attendee[] {
  const erp = attendeesIn(there["attendees"]);
  // An ERP that holds none takes nobody out.
  if (erp === null) return [];
  const [named, known] = [addressesOf(erp), addressesOf(attendeesIn(agreed["attendees"]))];
  return (attendeesIn(here["attendees"]) ?? []).filter(({ address }) => {
    const one = address.toLowerCase();
    return known.has(one) && !named.has(one);
  });
}

/** The days that the ERP has with other people than the series, or had when both agreed. */
function daysWithPeople(...all: readonly Fields[]): readonly string[] {
  const own = all.flatMap(({ exceptions }) =>
    elements(exceptions).flatMap((one): readonly Exception[] => {
      const read = exceptionSchema.safeParse(one);
      return read.success && read.data.field === "attendees" ? [read.data] : [];
    }),
  );
  return [...new Set(own.map(({ on }) => on))].sort();
}

function attendeesIn(value: unknown): readonly Attendee[] | null {
  return attendeeSchema.array().safeParse(value).data ?? null;
}

function addressesOf(all: readonly Attendee[] | null): ReadonlySet<string> {
  return new Set((all ?? []).map(({ address }) => address.toLowerCase()));
}
