import type { Attendee, Exception } from "../../server/resources/appointment/appointment.ts";
import { attendeesIn } from "../../server/resources/appointment/exceptions.ts";
import type { Fields, Value } from "../../server/sync/model.ts";
import { exceptionsOf, settleSeries } from "./series.ts";

/**
 * An ERP's activity stores what each of its people said; whoever looks at it sees his own answer as a
 * field of its own, and answers for himself alone. So do real connectors (`connectors/demo`).
 */

const valueOf = (all: readonly object[]): Value => all as unknown as Value;

type OfPerson = Extract<Exception, { readonly field: "attendees" }>;
type Said = Extract<Exception, { readonly field: "response" }>;

export function isOfPerson(one: Exception, address: string): one is OfPerson {
  return one.field === "attendees" && one.who === address;
}

export function isSaid(one: Exception): one is Said {
  return one.field === "response";
}

/** The activity's fields as the person with this address sees them. */
export function asSeenBy(address: string, stored: Fields): Fields {
  const all = attendeesIn(stored);
  const own = all.find((one) => one.address === address);
  if (own === undefined) return stored;
  const silent = (one: Attendee): Attendee => ({ ...one, response: "none" });
  const days = exceptionsOf(stored).flatMap((one): readonly Exception[] => {
    if (!isOfPerson(one, address) || one.value === null) return [one];
    return [
      { ...one, value: silent(one.value) },
      { on: one.on, field: "response", value: answerOf(one.value) },
    ];
  });
  return settled({
    ...stored,
    attendees: valueOf(all.map((one) => (one === own ? silent(one) : one))),
    response: answerOf(own),
    ...("exceptions" in stored && { exceptions: valueOf(days) }),
  });
}

/** What is stored of fields that the person with this address sent. */
export function asStored(address: string, { response, ...sent }: Fields, stored: Fields): Fields {
  const before = attendeesIn(stored).find((one) => one.address === address)?.response ?? "none";
  const said = response === undefined ? before : ((response ?? "none") as Attendee["response"]);
  const people = attendeesIn("attendees" in sent ? sent : stored);
  const all = people.map((one) => (one.address === address ? { ...one, response: said } : one));
  const isTold = "attendees" in sent || response !== undefined;
  return {
    ...sent,
    ...(isTold && { attendees: valueOf(all) }),
    ...("exceptions" in sent && { exceptions: valueOf(daysStored(address, sent, all)) }),
  };
}

function daysStored(
  address: string,
  sent: Fields,
  people: readonly Attendee[],
): readonly Exception[] {
  const days = exceptionsOf(sent);
  const own = people.find((one) => one.address === address);
  const answers = new Map<string, Attendee["response"]>(
    days.filter(isSaid).map(({ on, value }) => [on, value ?? "none"]),
  );
  const named = days.flatMap((one): readonly Exception[] => {
    if (isSaid(one)) return [];
    if (!isOfPerson(one, address) || one.value === null) return [one];
    const response = answers.get(one.on) ?? own?.response ?? "none";
    answers.delete(one.on);
    return [{ ...one, value: { ...one.value, response } }];
  });
  const others = own === undefined ? [] : [...answers];
  return [...named, ...others.map(([on, response]) => ofDay(on, { ...own!, response }))];
}

/** What one person says of one day, as whoever keeps the list of people has it. */
export function ofDay(on: string, person: Attendee): OfPerson {
  return { on, field: "attendees", who: person.address, value: person };
}

export function answerOf({ response }: Attendee): Said["value"] {
  return response === "none" ? null : response;
}

/** Without what days have alike with their series. */
function settled(fields: Fields): Fields {
  return settleSeries(fields, fields, false);
}
