import { appointmentSchema, type Appointment } from "../resources/appointment/appointment.ts";
import type { Fields } from "../sync/model.ts";
import type { Connector } from "./port/connector.ts";
import type { Actor, Found, Item, Outcome, WriteAction } from "./port/item.ts";

/**
 * An ERP in which some people have another mail address than their mailbox (`Actor.knownAs`): it is told
 * of them by the one that it knows, and the core reads the mailbox's, by which people are told apart on
 * both sides. Where an ERP knows everybody by his mailbox's address nothing is touched.
 */
export function withKnownAddresses<C extends Connector>(inner: C): C {
  return {
    ...inner,
    async delta(actor, scope, cursor) {
      const page = await inner.delta(toErp(actor), scope, cursor);
      const changes = page.changes.map((change) =>
        change.item === undefined ? change : { ...change, item: read(change.item, actor) },
      );
      return { ...page, changes };
    },
    async get(actor, resource, ids, doubted) {
      const answers = await inner.get(toErp(actor), resource, ids, doubted);
      return answers.map((found): Found =>
        found.kind === "found" ? { ...found, item: read(found.item, actor) } : found,
      );
    },
    async write(actor, resource, actions) {
      const { knownAs = {} } = actor;
      const sent = actions.map((action): WriteAction =>
        action.kind === "delete" ? action : { ...action, fields: renamed(action.fields, knownAs) },
      );
      const outcomes = await inner.write(toErp(actor), resource, sent);
      return outcomes.map((outcome): Outcome =>
        outcome.kind === "written" ? { ...outcome, item: read(outcome.item, actor) } : outcome,
      );
    },
    async findByKey(actor, resource, key) {
      const item = await inner.findByKey(toErp(actor), resource, key);
      return item === null ? null : read(item, actor);
    },
  };
}

type Names = Readonly<Record<string, string>>;

/** The acting person by the ERP's address, and so whoever stands in for a mailbox there. */
function toErp({ knownAs, ...actor }: Actor): Actor {
  if (knownAs === undefined) return actor;
  const named = (address: string): string => knownAs[address.toLowerCase()] ?? address;
  const standIns = Object.fromEntries(
    Object.entries(actor.standIns ?? {}).map(([mailbox, person]) => [mailbox, named(person)]),
  );
  return { ...actor, address: named(actor.address), standIns };
}

function read(item: Item, { knownAs }: Actor): Item {
  if (knownAs === undefined) return item;
  const ours = Object.fromEntries(Object.entries(knownAs).map(([mailbox, erp]) => [erp, mailbox]));
  return { ...item, fields: renamed(item.fields, ours) };
}

const people = appointmentSchema
  .pick({ attendees: true, owner: true, toInvite: true, exceptions: true })
  .partial();

/** The fields with everybody by his other name; what has no form that we know is left to the connector. */
function renamed(fields: Fields, names: Names): Fields {
  if (Object.keys(names).length === 0) return fields;
  const { attendees, owner, toInvite, exceptions } = fields;
  const parsed = people.safeParse(
    Object.fromEntries(
      Object.entries({ attendees, owner, toInvite, exceptions }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  );
  if (!parsed.success) return fields;
  const by = (address: string): string => names[address] ?? address;
  const told = parsed.data;
  return {
    ...fields,
    ...(told.attendees && { attendees: unique(told.attendees.map((one) => named(one, by))) }),
    ...(told.owner != null && { owner: by(told.owner) }),
    ...(told.toInvite && { toInvite: unique(told.toInvite.map((one) => named(one, by))) }),
    ...(told.exceptions && { exceptions: told.exceptions.map((one) => ofDay(one, by)) }),
  } satisfies Partial<Appointment>;
}

function named<P extends { readonly address: string }>(
  person: P,
  by: (address: string) => string,
): P {
  return { ...person, address: by(person.address) };
}

/** Two people who are one user of the ERP are one participant there. */
function unique<P extends { readonly address: string }>(all: readonly P[]): P[] {
  return [...new Map(all.toReversed().map((one) => [one.address, one])).values()].toReversed();
}

function ofDay(
  exception: Appointment["exceptions"][number],
  by: (address: string) => string,
): Appointment["exceptions"][number] {
  if (exception.field !== "attendees") return exception;
  const { value } = exception;
  return { ...exception, who: by(exception.who), value: value === null ? null : named(value, by) };
}
