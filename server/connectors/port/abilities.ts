import type { Connector } from "./connector.ts";

/** What an ERP can do, as far as people notice. The add-in has words for each, and for each level. */
export const abilityNames = [
  "series",
  "lock",
  "createOnce",
  "deletes",
  "changes",
  "push",
  "time",
  "cancels",
  "attendees",
  "answers",
  "privacy",
  "categories",
  "reminders",
  "meetingLinks",
  "records",
  "newRecords",
  "contacts",
  "ownFields",
  "userList",
] as const;
export type AbilityName = (typeof abilityNames)[number];

export interface Ability {
  readonly ability: AbilityName;
  /** `partly`: it does so by a way around, which costs something. */
  readonly level: "yes" | "partly" | "no";
}

/** What a connector promises, field by field and facet by facet. Nothing is asked of the ERP. */
export function abilitiesOf(erp: Connector): readonly Ability[] {
  const { capabilities, feed, records, customFields, profile } = erp;
  const { promises, time, push, cancels } = capabilities;
  const holds = (field: string): Ability["level"] => has(capabilities.holds.appointment.has(field));
  const levels: Readonly<Record<AbilityName, Ability["level"]>> = {
    series: holds("exceptions"),
    lock: ({ atomic: "yes", checked: "partly", none: "no" } as const)[promises.lock],
    createOnce: ({ native: "yes", search: "partly", none: "no" } as const)[promises.create],
    deletes: promises.deletes === "feed" ? "yes" : "partly",
    changes: promises.changes === "token" ? "yes" : "partly",
    push: has(push && feed !== undefined),
    time: time === undefined ? "yes" : "partly",
    cancels: has(cancels === true),
    attendees: holds("attendees"),
    answers: holds("response"),
    privacy: holds("sensitivity"),
    categories: holds("categories"),
    reminders: holds("reminder"),
    meetingLinks: holds("joinLink"),
    records: has(records !== undefined),
    newRecords: has(records?.making !== undefined),
    contacts: has(records?.people?.create !== undefined),
    ownFields: has(customFields !== undefined),
    userList: has(profile?.users !== undefined),
  };
  return abilityNames.map((ability) => ({ ability, level: levels[ability] }));
}

function has(it: boolean): "yes" | "no" {
  return it ? "yes" : "no";
}
